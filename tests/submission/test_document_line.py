"""Lines in which departments name documents, taken apart; what is not understood stays."""

from datetime import date

import pytest

from parself.assessment.model import DocumentKind
from parself.submission.document_line import read_line


@pytest.mark.parametrize(
    ("line", "number", "issued", "title", "section", "page"),
    [
        ("2/BC-KB ngày 05/01/2024, mục II, trang 3", "2/BC-KB", date(2024, 1, 5), "", "II", "3"),
        ("Số 45/KH-UBND ngày 5/12/2023", "45/KH-UBND", date(2023, 12, 5), "", "", ""),
        ("Báo cáo 12/BC-UBND, tr. 4-5", "", None, "Báo cáo 12/BC-UBND", "", "4-5"),
        ("Biên bản kiểm tra ngày 01/02/2023", "", date(2023, 2, 1), "Biên bản kiểm tra", "", ""),
        ("1250/QĐ-UBND Phê duyệt kế hoạch", "1250/QĐ-UBND", None, "Phê duyệt kế hoạch", "", ""),
        ("Sổ theo dõi năm 2023", "", None, "Sổ theo dõi năm 2023", "", ""),
        ("Tỷ lệ 12/15 ngày 31/02/2023", "", None, "Tỷ lệ 12/15 ngày 31/02/2023", "", ""),
        ("Danh mục", "", None, "Danh mục", "", ""),
    ],
)  # fmt: skip
def test_a_line_is_taken_apart(
    line: str, number: str, issued: date | None, title: str, section: str, page: str
) -> None:
    found = read_line(line)
    assert found.document.kind is DocumentKind.ON_FILE
    assert (found.document.number, found.document.issued) == (number, issued)
    assert found.document.title == title
    assert (found.section, found.page) == (section, page)


def test_an_address_is_a_link() -> None:
    found = read_line("https://vanquan.langson.gov.vn/cchc")
    assert found.document.kind is DocumentKind.LINK
    assert found.document.link == "https://vanquan.langson.gov.vn/cchc"
