"""The empty workbook offers the words that the importer understands, and explains itself."""

from typing import Any

import pytest

from annex.clerk import template
from parself.annex import columns as c

BOOK = template()


def offered(sheet: str, cell: str) -> list[str]:
    """Return the words of a cell's drop-down."""
    rule = next(rule for rule in BOOK[sheet].data_validations.dataValidation if cell in rule.sqref)
    title, area = str(rule.formula1).removeprefix("=").split("!")
    lines: Any = BOOK[title.strip("'")][area.replace("$", "")]
    cells = lines if isinstance(lines, tuple) else ((lines,),)
    return [line[0].value for line in cells if line[0].value is not None]


@pytest.mark.parametrize(
    ("sheet", "cell", "words"),
    [
        ("Tiêu chí", "D3", list(c.SOURCES)),
        ("Tiêu chí", "E500", list(c.LEVELS)),
        ("Tiêu chí", "M3", [rule.word for rule in c.MEASURE_RULES]),
        ("Tiêu chí", "AC3", [rule.word for rule in c.SCALE_RULES]),
        ("Tiêu chí", "Q3", ["Có"]),
        ("Chi tiết", "B3", [part.word for part in c.PARTS]),
        ("Thông tin chung", "B4", list(c.STATUSES)),
        ("Thông tin chung", "B7", ["lang-son-11-huyen"]),
    ],
)
def test_a_cell_offers_the_words_that_are_read(sheet: str, cell: str, words: list[str]) -> None:
    assert offered(sheet, cell) == words


def test_departments_are_offered_from_their_sheet() -> None:
    assert offered("Tiêu chí", "F3") == []
    BOOK["Phòng ban"]["A3"] = "Phòng Nội vụ"
    try:
        assert offered("Tiêu chí", "F3") == ["Phòng Nội vụ"]
    finally:
        BOOK["Phòng ban"]["A3"] = None


def test_every_column_stands_under_its_heading() -> None:
    for sheet in c.READ[1:]:
        headings = [cell.value for cell in BOOK[sheet.title][2]]
        assert headings == [column.heading for column in sheet.columns]


def test_headings_of_a_sheet_are_told_apart() -> None:
    for sheet in c.READ:
        headings = [column.heading for column in sheet.columns]
        assert len({heading.casefold() for heading in headings}) == len(headings)


def test_codes_are_kept_as_text() -> None:
    assert BOOK["Tiêu chí"].column_dimensions["A"].number_format == "@"


def test_the_first_sheet_says_what_to_do_and_the_hidden_one_is_hidden() -> None:
    assert BOOK.sheetnames[0] == c.GUIDE_TITLE
    assert BOOK[c.CHOICES_TITLE].sheet_state == "hidden"
