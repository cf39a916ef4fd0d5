"""An annex issued again in the same year: told apart, compared with the first, decided once."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from cli.shell import call, good
from issued.made import read
from parself.issued import again
from parself.issued.decisions import file_beside, to_bytes
from parself.issued.reading import Issued
from parself.report.edition import papers_of_diff
from parself.rubric import catalogue
from parself.rubric.diff import Aspect, diff
from parself.tables.paper import Paragraph
from parself.words import caution

FIRST = "Quyết định số 2541/QĐ-UBND ngày 12 tháng 11 năm 2025"
SECOND = "Quyết định số 3012/QĐ-UBND ngày 20 tháng 12 năm 2025"
ANNEX = Path(__file__).parent / "annexes" / "kieu-a.xlsx"
CHANGED = {
    "B14": "- Hoàn thành trên 95% số nhiệm vụ",
    "B15": "- Hoàn thành từ 70% đến 95% số nhiệm vụ",
    "D20": "Quyết định công nhận; bản mô tả sáng kiến",
    "C22": "11,5",
    "C23": "6,5",
    "C24": "4",
    "B25": "Từ 95% trở lên: tính theo công thức (số hồ sơ đúng hạn/tổng số) x 4\nDưới 95%: 0",
    "C34": "29",
}


def issued_by(decision: str, **cells: str) -> bytes:
    book = openpyxl.load_workbook(ANNEX)
    for place, text in {"A3": f"(Kèm theo {decision})", **cells}.items():
        book.worksheets[0][place] = text
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep rubrics in a folder of the test's own."""
    monkeypatch.setattr(catalogue, "own_folder", lambda: tmp_path / "own")
    return tmp_path / "own"


@pytest.fixture(scope="module")
def first() -> Issued:
    return read(issued_by(FIRST))


@pytest.fixture(scope="module")
def second() -> Issued:
    return read(issued_by(SECOND, **CHANGED))


def test_editions_are_told_apart_by_the_number_of_their_documents(
    first: Issued, second: Issued
) -> None:
    editions = [(one.rubric.edition, one.rubric.decision) for one in (first, second)]
    assert editions == [("2541/QĐ-UBND", FIRST), ("3012/QĐ-UBND", SECOND)]
    assert first.rubric.id == second.rubric.id
    assert read(ANNEX.read_bytes()).rubric.edition == "1"


def test_each_changed_row_is_compared_as_text_and_as_rule(first: Issued, second: Issued) -> None:
    found = diff(first.rubric, second.rubric)
    aspects = {one.after.id: one.aspects for one in found.changed}
    assert aspects == {
        "I.1.2": (Aspect.GUIDANCE, Aspect.RULE),
        "II.1.1": (Aspect.GUIDANCE, Aspect.POINTS),
        "I.2.2": (Aspect.EVIDENCE,),
    }
    assert [one.after.id for one in found.changed if one.asks_again] == ["I.1.2", "II.1.1"]


def test_the_memo_names_both_documents(first: Issued, second: Issued) -> None:
    (report,) = papers_of_diff(diff(first.rubric, second.rubric)).reports
    texts = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert any(FIRST in text and SECOND in text for text in texts)


def test_the_kept_edition_is_found_with_its_decisions_and_told_against_the_new_one(
    own: Path, first: Issued, second: Issued
) -> None:
    own.mkdir()
    id_ = first.rubric.id
    assert again.kept(id_) is None
    key = first.readings[0].key
    decided = read(issued_by(FIRST), decisions={key: "points"})
    path = own / f"{id_}.toml"
    path.write_bytes(decided.data)
    file_beside(path).write_bytes(to_bytes(decided.decisions()))
    found = again.kept(id_)
    assert found is not None
    assert found.decisions == {key: "points"}
    told = again.told(found.rubric, second.rubric)
    assert told is not None
    assert told.values["ruled"] == "I.1.1, I.1.2, II.1.1"
    assert told.values["worded"] == "I.2.2"
    assert again.told(first.rubric, first.rubric) is None
    assert again.beside(second.rubric) == f"{id_}-2"
    path.write_text("hỏng", "utf-8")
    assert again.kept(id_) is None


def test_the_second_import_asks_only_about_what_changed(tmp_path: Path) -> None:
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    one.write_bytes(issued_by(FIRST))
    two.write_bytes(issued_by(SECOND, **CHANGED))
    good("rubric", "import", str(one), "--add", "--decide", "I.1.1=points")
    listed = call("rubric", "list")
    assert (listed.code, listed.err) == (0, "")
    result = good("rubric", "import", str(two), "--add", "--replace", "--json")
    assert "I.1.2, II.1.1" in result.err
    choices = {row["id"]: row["choice"] for row in result.json["rows"]}
    assert choices["I.1.1"] == "points"


def test_editions_are_told_apart_where_one_is_chosen(first: Issued, second: Issued) -> None:
    labels = [caution.rubric_label(one.rubric) for one in (first, second)]
    assert ["2541/QĐ-UBND" in labels[0], "3012/QĐ-UBND" in labels[1]] == [True, True]
    assert "1" not in caution.rubric_label(read(ANNEX.read_bytes()).rubric).split("2026")[1]
