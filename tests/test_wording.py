"""Law of the Vietnamese texts: what offices would misread or would not write stands nowhere.

The same words are looked for wherever people read: the interface, the guides, the shipped
rubrics and what the workbook for an annex says.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import catalogue
from parself import i18n
from parself.annex import columns, guide
from parself.errors import Message
from parself.rubric import load

REPOSITORY = Path(__file__).parents[1]
GUIDES = (
    "bo-tieu-chi-tu-excel",
    "phu-luc-nhu-ban-hanh",
    "di-lai-nhanh",
    "giao-phan-cho-phong-ban",
    "ket-qua-tham-dinh",
    "nam-truoc-nam-sau",
    "nang-hang",
    "phien-ban-bo-tieu-chi",
    "tai-lieu-kiem-chung",
    "tap-huan",
    "tham-dinh-ho-so",
    "tinh-huong-tap-huan",
    "trinh-ky-va-gui",
)
RUBRICS = sorted((REPOSITORY / "rubrics").glob("*.toml"))
PACKS = sorted((REPOSITORY / "rubrics" / "workshop").glob("*.toml"))

ODD_TITLES = re.compile(r"Khảo sát|Hồ sơ cấp|Thư xin lỗi|Xin lỗi")

WORDS_TO_AVOID = {
    "a name that was recorded is no signature": r"ĐÃ KÝ|hủy chữ ký|chữ ký (không|còn)|ký duyệt"
    r"|[Kk]hóa để ký\b",
    "explanations count too": r"thiếu TLKC",
    "the truth is the main table, beside which practice has its own": r"bảng thật",
    "a memorandum is another kind of document": r"bản ghi nhớ",
    "documents are attached to rows, files are copied": r"dẫn đến|chỗ dẫn|(đã|chưa) dẫn\b|bỏ dẫn"
    r"|\bsao (tệp|vào|hai|thêm)\b|sao chép|nào dẫn\b",
    "a file that goes with the hand-in is named by what it holds": r"tệp thứ hai",
    "one thing has one name": r"bản tốt|[Kk]ỳ đánh giá có (tệp|hồ sơ)"
    r"|đủ điểm|mức trên\b|(?<!mục )đích\b|Đích\b|phần phòng\b(?!, ban)"
    r"|phòng gửi lại|mức khó|cửa sổ lệnh|[Cc]âu báo|bên ngoài parself|[Bb]ảng xếp hạng"
    r"|(?<!ng)khóa (này|quá)|[Cc]ác khóa:|không ghi thì (là|dùng|lấy|theo)",
    "sheets of a workbook are not pages": r"[Tt]rang (“\{sheet\}”|\{sheet\}|này|ấy|Chi tiết"
    r"|Tiêu chí|Thông tin chung|Số liệu dùng chung)",
    "percentage points are written out": r"điểm %",
    "speech of every day": r"làm nốt|chấm dở|ít công nhất|để sang|\bđơn vị kê\b|mỗi thứ|đáng bao"
    r"|để ngoài|[Rr]út thăm|làm tại chỗ|\bđụng\b|mất (nhiều )?điểm|nhiều điểm trước|giảm nhiều"
    r" trước|dù chỉ|[Cc]hỉ cần một|gọi cho ai|nếu như|đúng từng byte|[Aa]i chấm|sai thực tế"
    r"|giành|làm dở|không sao\b|của mình|[Đđ]ổi ý",
    "a command whose last word could belong to its noun": r"(?<!năm )(?<!lưu )(?<!như )(?<!gửi )"
    r"(?<!liền )(?<!xem )(?<!Xem )(?<!xếp )(?<!ghép )\btrước\.",
    "a published result is not what claims make": r"^Kết quả xếp hạng",
}


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text that people read, with where it stands."""
    for message in catalogue.read("vi"):
        if message.id:
            assert isinstance(message.string, str)
            yield str(message.id), message.string
    for name in GUIDES:
        yield name, (REPOSITORY / "docs" / f"{name}.md").read_text(encoding="utf-8")
    _english, _heading, quick_start = (
        (REPOSITORY / "README.md").read_text(encoding="utf-8").partition("## Bắt đầu nhanh")
    )
    yield "README", quick_start
    for path in (*RUBRICS, *PACKS):
        yield path.name, path.read_text(encoding="utf-8")
    for word, meaning in guide.STEPS:
        yield f"guide: {word}", f"{word}: {meaning}"
    for sheet in columns.READ:
        for column in sheet.columns:
            yield f"{sheet.title}, {column.heading}", f"{column.heading}: {column.note}"


ALL = tuple(texts())


@pytest.mark.parametrize("why", WORDS_TO_AVOID)
def test_no_text_holds_words_that_mislead_or_that_nobody_writes(why: str) -> None:
    avoided = re.compile(WORDS_TO_AVOID[why], re.MULTILINE)
    found = {where: hit[0] for where, text in ALL if (hit := avoided.search(text))}
    assert found == {}


def test_every_text_is_looked_through() -> None:
    """So that a guide or rubric that is added later is read too."""
    vietnamese = {
        path.stem
        for path in (REPOSITORY / "docs").glob("*.md")
        if "chương trình" in path.read_text(encoding="utf-8")
    }
    assert vietnamese <= set(GUIDES)
    assert len(RUBRICS) >= 3


def test_a_command_that_a_guide_names_is_so_called_on_the_screen() -> None:
    labels = {text for where, text in ALL if where not in GUIDES}
    named = [
        (where, name)
        for where, text in ALL
        if where in GUIDES
        for name in re.findall(r"(?:[Ll]ệnh|màn hình) \*\*(.+?)\*\*", text)
    ]
    assert named
    assert [pair for pair in named if pair[1] not in labels] == []


@pytest.mark.parametrize("path", RUBRICS, ids=lambda path: path.stem)
def test_a_rubric_bears_the_name_of_a_rubric_and_its_rows_those_of_an_annex(path: Path) -> None:
    rubric = load.rubric_from_bytes(path.read_bytes(), where=path.name)
    assert rubric.title.startswith("Bộ tiêu chí")
    assert [row.id for row in rubric.rows.values() if ODD_TITLES.match(row.title)] == []
    messages = [check.message for check in rubric.checks]
    bare = re.compile(r"^\d|(?:ở|cả|từ) \d+\.\d")
    assert [message for message in messages if bare.search(message)] == []


def test_a_moment_is_told_as_time_then_day() -> None:
    i18n.use("vi")
    moment = datetime(2023, 12, 5, 10, 42, 7)
    assert i18n.render(Message("{title}", {"title": moment})) == "10:42 ngày 05/12/2023"
