"""The workbook in which an office decides how the rows of an annex are read.

Each row stands with its text as issued, what it is read as, a worked example, and a list to
choose from; `parself.issued.decisions` reads the choices again.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from parself.i18n import render
from parself.issued.decisions import CHOICE_HEADING, KEY_HEADING, SHEET, WORDS
from parself.issued.reading import Reading
from parself.words.reading_words import STATES, example_of, read_as
from parself.workbook.making import made

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_COLUMNS: Final = (
    ("Mã", 10),
    ("Nội dung", 34),
    ("Điểm tối đa", 9),
    ("Vị trí", 16),
    ("Văn bản gốc", 48),
    (SHEET, 44),
    ("Ví dụ", 36),
    ("Trạng thái", 14),
    ("Lý do, các cách khác", 44),
    (CHOICE_HEADING, 24),
    (KEY_HEADING, 18),
)
_CHOICE_AT: Final = len(_COLUMNS) - 2


def readings_book(readings: Sequence[Reading]) -> bytes:
    """Return the workbook."""
    return made(lambda book: _draw(book, readings), title=SHEET)


def _draw(book: "Workbook", readings: Sequence[Reading]) -> None:
    sheet = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#DDE7F1"})
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for column, (title, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width, None, {"hidden": title == KEY_HEADING})
        sheet.write_string(0, column, title, head)
    for line, one in enumerate(readings, start=1):
        for column, text in enumerate(_line(one)):
            sheet.write_string(line, column, text, plain)
        validation = {"validate": "list", "source": [_word(choice) for choice in one.choices]}
        sheet.data_validation(line, _CHOICE_AT, line, _CHOICE_AT, validation)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _way(number: int) -> str:
    return f"Cách {number}"


def _word(choice: str) -> str:
    return WORDS.get(choice) or _way(int(choice))


def _line(one: Reading) -> tuple[str, ...]:
    row = one.item
    why = [] if one.why is None else [render(one.why)]
    ways = [f"{_way(number)}: {read_as(way)}" for number, way in enumerate(one.ways, start=1)]
    return (
        row.id,
        row.title,
        f"{row.points:f}".replace(".", ","),
        one.where,
        one.text,
        read_as(row),
        example_of(row, one.example),
        render(STATES[one.state]),
        "\n".join([*why, *ways]),
        _word(one.choice) if one.choice else "",
        one.key,
    )
