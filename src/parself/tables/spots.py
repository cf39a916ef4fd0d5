"""Where everything stands in a workbook: sheets, rows and columns, before a cell is written.

Formulas refer to cells of other sheets, so that places must be known first. Names of sheets
follow Excel's rules here alone: at most 31 characters, none of ``[]:*?/\\``, no two alike.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from parself.tables.model import Level, Table
from parself.tables.paper import Block, Chart, Letterhead, Papers, Paragraph, Report, Signature
from parself.text import nfc
from parself.values import Frozen, evolve

NAME_LENGTH: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_NARROW: Final = 10
"""A first column of running numbers is narrower; a first column of labels is wider."""
_LEAST_COLUMNS: Final = 4
_LONG: Final = 10
"""Lines from which a table may go over more than one page."""
_ROW_PIXELS: Final = 20
_TALLEST_CHART: Final = 900


class Spot(Frozen):
    """A cell's place: name of the sheet, row and column from 0."""

    sheet: str
    row: int
    column: int


class SheetLayout(Frozen):
    """How one report lies on its sheet."""

    name: str
    rows: tuple[int, ...]
    """First row of each block."""
    widths: tuple[float, ...]
    """Widths of the columns, in characters."""
    heading: int | None
    """Row of the heading that is repeated on every page; None where no table is long."""
    is_numbered: bool
    """Whether the sheet's first column is for running numbers."""
    end: int
    """First row below all blocks."""

    def offset(self, table: Table) -> int:
        """Return the column at which a table begins: labels stand under labels."""
        return int(self.is_numbered and table.columns[0].width > _NARROW)


class Spots(Frozen):
    """The layout of all sheets, and where every named cell stands."""

    sheets: tuple[SheetLayout, ...]
    named: Mapping[str, Spot]
    tables: Mapping[tuple[int, int], tuple[int, int, int]]
    """By sheet and identity of the table: first and last row of its body, and its first column."""

    def body(self, sheet: int, table: Table) -> tuple[int, int, int]:
        """Return first and last row of a table's lines without totals, and its first column."""
        return self.tables[sheet, id(table)]

    def between(self, first: str, last: str | None) -> Iterator[Spot]:
        """Yield the cells that a formula names by one name, or as the range between two."""
        start = self.named[first]
        end = self.named[last] if last is not None else start
        for row in range(start.row, end.row + 1):
            for column in range(start.column, end.column + 1):
                yield Spot(start.sheet, row, column)

    def address(self, first: str, last: str | None, sheet: str) -> str:
        """Return a named cell, or the range between two, as a formula on `sheet` writes it.

        Raises KeyError for a name that no cell of the papers has.
        """
        start = self.named[first]
        where = "" if start.sheet == sheet else f"'{start.sheet.replace(chr(39), chr(39) * 2)}'!"
        end = f":{_absolute(self.named[last])}" if last is not None else ""
        return f"{where}{_absolute(start)}{end}"


def _absolute(spot: Spot) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    address: str = xl_rowcol_to_cell(spot.row, spot.column, row_abs=True, col_abs=True)
    return address


def lay_out(papers: Papers) -> Spots:
    """Settle where everything stands. Raises ValueError for a name that two cells have."""
    names = sheet_names([report.title for report in papers.reports])
    sheets = tuple(map(_sheet, names, papers.reports))
    named: dict[str, Spot] = {}
    tables: dict[tuple[int, int], tuple[int, int, int]] = {}
    for number, (layout, report) in enumerate(zip(sheets, papers.reports, strict=True)):
        for block, row in zip(report.blocks, layout.rows, strict=True):
            if isinstance(block, Table):
                first = row + _above(block)
                left = layout.offset(block)
                tables[number, id(block)] = (first, first + _body_length(block) - 1, left)
                more = _named(block, layout.name, first, left)
                if not named.keys().isdisjoint(more):
                    raise ValueError(sorted(named.keys() & more))
                named |= more
    return Spots(sheets, named, tables)


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Return names for sheets that Excel takes, no two alike."""
    names: list[str] = []
    for title in titles:
        base = " ".join(_FORBIDDEN.sub(" ", nfc(title)).split()).strip("'") or "-"
        name, number = base[:NAME_LENGTH].strip(), 1
        while name.casefold() in {known.casefold() for known in names} | {"history"}:
            number += 1
            tail = f" {number}"
            name = base[: NAME_LENGTH - len(tail)].strip() + tail
        names.append(name)
    return names


def _named(table: Table, sheet: str, first: int, left: int) -> dict[str, Spot]:
    return {
        cell.name: Spot(sheet, first + below, left + number)
        for below, line in enumerate(table.lines)
        for number, cell in enumerate(line.cells)
        if cell.name
    }


def _sheet(name: str, report: Report) -> SheetLayout:
    is_numbered = any(table.columns[0].width <= _NARROW for table in report.tables)
    rows: list[int] = []
    row = 0
    for block in report.blocks:
        rows.append(row)
        row += _rows_of(block)
    layout = SheetLayout(name, tuple(rows), (), None, is_numbered, row)
    return evolve(layout, widths=_widths(report, layout), heading=_heading(report, rows))


def _rows_of(block: Block) -> int:
    """Return how many rows a block takes, an empty one after tables and pictures included."""
    match block:
        case Paragraph():
            return 1
        case Table():
            return _above(block) + len(block.lines) + 1
        case Letterhead():
            return 1 + max(len(block.agency), len(block.motto)) + 1
        case Signature():
            return max(len(block.recipients), len(block.signer) + 1) + 5
        case Chart():
            return 2 if block.kind == "heat" else chart_height(block) // _ROW_PIXELS + 2


def chart_height(chart: Chart) -> int:
    """Return the height of a picture in pixels: so much for each bar."""
    if chart.kind == "radar":
        return 480
    bars = _body_length(chart.table) * max(1, len(chart.values))
    return min(_TALLEST_CHART, 110 + 24 * bars)


def _above(table: Table) -> int:
    """Return how many rows stand above a table's lines: its caption and its heading."""
    return bool(table.caption) + table.has_heading


def _body_length(table: Table) -> int:
    """Count the lines before the totals at the end."""
    length = len(table.lines)
    while length and table.lines[length - 1].level is Level.TOTAL:
        length -= 1
    return length


def _widths(report: Report, layout: SheetLayout) -> tuple[float, ...]:
    widths: dict[int, float] = {}
    for table in report.tables:
        for number, column in enumerate(table.columns):
            at = layout.offset(table) + number
            widths[at] = max(widths.get(at, 0.0), column.width + 1.5)
    count = max(_LEAST_COLUMNS, *(at + 1 for at in widths), 0) if widths else _LEAST_COLUMNS
    return tuple(widths.get(at, 14.0 if report.tables else 24.0) for at in range(count))


def _heading(report: Report, rows: Sequence[int]) -> int | None:
    """Return the heading row of the longest table, if that is longer than a page."""
    tables = [
        (len(block.lines), row + bool(block.caption))
        for block, row in zip(report.blocks, rows, strict=True)
        if isinstance(block, Table) and block.has_heading
    ]
    longest = max(tables, default=(0, 0))
    return longest[1] if longest[0] > _LONG else None
