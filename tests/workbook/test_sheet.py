"""A cell is read as what it is, however the workbook that holds it was written."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from parself.errors import DamagedError
from parself.workbook import Cell, Grid, read_workbook
from parself.workbook.sheet import runs_of
from parself.workbook.styles import Shown, shown_by
from workbook.made import STRICT, cell, packed, parts, row

FORMATS = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 9, 14, 10, 164))
GENERAL, PERCENT, DAY = 0, 1, 2


def grid(rows: str, **more: Any) -> Grid:
    return read_workbook(packed(parts(rows, formats=FORMATS, **more)), where="a.xlsx")[0]


def only(content: str, kind: str = "n", style: int = 0, **more: Any) -> Cell | None:
    return grid(row(cell(content, kind, style=style)), **more).cells.get((1, 1))


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        (only("12301"), Cell(12301)),
        (only("1.5"), Cell(1.5)),
        (only("1.2301E4"), Cell(12301.0)),
        (only("0.988", style=PERCENT), Cell(0.988, is_percent=True)),
        (only("1", "b"), Cell(True)),
        (only("0", "b"), Cell(False)),
        (only("#N/A", "e"), Cell("#N/A", is_error=True)),
        (only("#N/A", "str"), Cell("#N/A")),
        (only("<f>1+1</f><v>2</v>"), Cell(2, is_formula=True)),
        (only("<f>1+1</f>"), Cell(None, is_formula=True)),
        (only('<f t="shared" si="0"/><v>2</v>'), Cell(2, is_formula=True)),
        (only("<f>1/0</f><v>#DIV/0!</v>", "e"), Cell("#DIV/0!", is_formula=True, is_error=True)),
        (only("45000", style=DAY), Cell(datetime(2023, 3, 15))),
        (only("45000.4375", style=DAY), Cell(datetime(2023, 3, 15, 10, 30))),
        (only("0.5", style=DAY), Cell(time(12, 0))),
        (only("1", style=DAY), Cell(datetime(1900, 1, 1))),
        (only("2023-03-15T00:00:00Z", "d"), Cell(datetime(2023, 3, 15))),
        (only("43538", style=DAY, book='<workbookPr date1904="1"/>'), Cell(datetime(2023, 3, 15))),
        (only("<is><t>a</t></is>", "inlineStr"), Cell("a")),
        (only("a_x000D_\nb", "str"), Cell("a\r\nb")),
        (only("a_x005F_x000D_b", "str"), Cell("a_x000D_b")),
        (only("0", "s", texts="<si><r><t>a</t></r><r><t> b</t></r></si>"), Cell("a b")),
        (only("0", "s", texts="<si><t>a</t><rPh><t>spoken</t></rPh></si>"), Cell("a")),
        (only("", "str"), None),
        (only("<v></v>"), None),
    ],
)  # fmt: skip
def test_a_cell_is_what_it_is(found: Cell | None, meant: Cell | None) -> None:
    assert found == meant


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("164", "dd/mm/yyyy", Shown.DAY),
        ("164", '[$-42A]dddd, "ngày" dd', Shown.DAY),
        ("164", "h:mm", Shown.DAY),
        ("164", "#,##0.00", Shown.NUMBER),
        ("164", '0 "hồ sơ"', Shown.NUMBER),
        ("164", "0\\d", Shown.NUMBER),
        ("164", "[Red]0", Shown.NUMBER),
        ("164", "General", Shown.NUMBER),
        ("164", "Standard", Shown.NUMBER),
        ("164", "0.0%", Shown.PERCENT),
        ("164", '0"%"', Shown.NUMBER),
        ("22", "", Shown.DAY),
        ("49", "", Shown.NUMBER),
    ],
)
def test_a_format_says_whether_a_number_is_a_day_or_a_share(
    number: str, code: str, shown: Shown
) -> None:
    assert shown_by(number, code) is shown


def test_cells_stand_where_they_say_and_else_one_after_another() -> None:
    rows = row(cell("1"), cell("2"), cell("3", place="D2"), attributes='r="2"') + row(cell("4"))
    assert {spot: one.value for spot, one in grid(rows).cells.items()} == {
        (2, 1): 1, (2, 2): 2, (2, 4): 3, (3, 1): 4,
    }  # fmt: skip


def test_lines_that_nobody_sees_are_told_where_they_hold_something() -> None:
    hidden = 'hidden="1"'
    rows = row(cell("1")) + row(cell("2"), attributes=hidden) + row(attributes=hidden)
    assert grid(rows + row(cell("3"), attributes='ht="0"')).hidden_lines == (2, 4)


def test_what_is_read_and_not_seen_is_told_once_where_it_holds_something(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number, state in enumerate(("visible", "hidden", "veryHidden")):
        sheet = book.create_sheet(f"S{number}")
        sheet.sheet_state = state
        sheet["B3"], sheet["D4"] = 1, 2
        for line in (3, 4, 5):
            sheet.row_dimensions[line].hidden = True
        for column in "BEF":
            sheet.column_dimensions[column].hidden = True
    book.save(tmp_path / "a.xlsx")
    _, *grids = read_workbook((tmp_path / "a.xlsx").read_bytes(), where="a.xlsx")
    told = [[(one.id[:20], dict(one.values)) for one in grid.unseen(2, (2, 3))] for grid in grids]
    lines = ("{sheet}: hidden line", {"sheet": "S0", "lines": "3"})
    columns = ("{sheet}: hidden colu", {"sheet": "S0", "columns": "B"})
    assert told[0] == [lines, columns]
    assert [len(one) for one in told] == [2, 3, 3]


def test_runs_of_lines_are_told_shortly() -> None:
    assert runs_of([2, 3, 4, 9, 11, 12]) == "2-4, 9, 11-12"
    assert runs_of(range(1, 100, 2)).endswith("23…")


def test_strict_files_and_prefixed_names_are_read_alike() -> None:
    made = parts(row(cell("7")), formats=FORMATS)
    for ordinary, strict in STRICT.items():
        made = {name: text.replace(ordinary, strict) for name, text in made.items()}
    assert read_workbook(packed(made), where="a.xlsx")[0].cells == {(1, 1): Cell(7)}
    made["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{STRICT[next(iter(STRICT))]}"><x:sheetData><x:row><x:c><x:v>7'
        "</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert read_workbook(packed(made), where="a.xlsx")[0].cells == {(1, 1): Cell(7)}


@pytest.mark.parametrize(
    "rows",
    [
        row(cell("1", place="B2"), attributes='r="1"'),
        row(cell("1", place="B1"), cell("2", place="B1")),
        row(cell("1", place="B1"), cell("2", place="A1")),
        row(attributes='r="3"') + row(attributes='r="3"'),
        row(attributes='r="-1"'),
        row(attributes='r="²"'),
        row(cell("9", "s")),
        row(cell("một")),
        row(cell("1_000")),
        row(cell("nan")),
        row(cell("1e999")),
        row(cell("9" * 5_000)),
        row(cell("2023-99-99", "d")),
    ],
)
def test_what_contradicts_itself_is_damaged(rows: str) -> None:
    with pytest.raises(DamagedError) as caught:
        grid(rows)
    assert caught.value.problems[0].what.id == "The workbook is damaged and cannot be read."
