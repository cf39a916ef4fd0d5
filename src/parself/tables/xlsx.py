"""Papers as an Excel workbook with live formulas: one sheet a report, protected but not hidden.

Whoever opens it can follow every point from the entered figures to the index: formulas of the
content model name cells, and this module alone knows where those stand. What formulas start from,
what they give and what was only written down look different, and each sheet says so. Text from
data is written as text whatever it looks like (never a formula, a link or a number), and what is
too long for one cell goes on in the next row.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from parself.i18n import _
from parself.tables.look import BOLD, HEADING, LEVELS, SHADES, STAMP_LINES, shade_step
from parself.tables.model import Cell, Column, Kind, Level, Line, Table, has_formulas, is_figure
from parself.tables.paper import Chart, Letterhead, Papers, Paragraph, Report, Signature, Tone
from parself.tables.spots import Spot, Spots, chart_height, lay_out
from parself.text import nfc
from parself.values import evolve
from parself.workbook.making import made

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CELL_LENGTH: Final = 32_767
"""Most characters that Excel keeps in a cell."""
_START: Final[Mapping[str, object]] = {"font_color": "#0B4FA8"}
"""Of a figure that formulas start from."""
_FROZEN: Final[Mapping[str, object]] = {"font_color": "#5F6368", "italic": True}
"""Of a figure that no formula gives or uses: as of the making of the workbook."""
_SERIES: Final = ("#C8CDD3", "#2F6DA8", "#D08A2E")
_OURS: Final = "#C44E1B"
_NUMBER_FORMATS: Final[Mapping[Kind, str]] = {
    Kind.COUNT: "#,##0",
    Kind.POINTS: "#,##0.00",
    Kind.CHANGE: "+#,##0.00;-#,##0.00;0.00",
    Kind.PERCENT: '0.00"%"',
    Kind.SHARE: "0.00%",
    Kind.DATE: "dd/mm/yyyy",
}
_RESULTS: Final = frozenset({Kind.POINTS, Kind.CHANGE, Kind.PERCENT, Kind.SHARE})
_TONES: Final[Mapping[Tone, dict[str, object]]] = {
    Tone.TITLE: {"bold": True, "font_size": 14, "align": "center"},
    Tone.SUBTITLE: {"bold": True, "align": "center"},
    Tone.HEADING: {"bold": True},
    Tone.BODY: {},
    Tone.NOTE: {"italic": True, "font_size": 10},
    Tone.WARNING: {"bold": True, "border": 1},
    Tone.CODE: {"font_name": "Courier New", "font_size": 14, "align": "center"},
    Tone.SMALL_CODE: {"font_name": "Courier New", "font_size": 9},
    Tone.TYPED: {"font_name": "Courier New", "font_size": 10},
}
_TALLEST: Final = 409.0
"""Points that Excel gives a row at most."""
_WIDEST_CHART: Final = 820
"""In pixels; a picture does not reach beyond the columns, which are what is printed."""
_CHART_TYPES: Final = {"ladder": "bar", "bars": "bar", "radar": "radar"}


def render(papers: Papers) -> bytes:
    """Return the workbook's bytes; the same papers give the same bytes."""
    cut = evolve(papers, reports=tuple(map(_with_short_texts, papers.reports)))
    return made(partial(_draw, cut), title=papers.title)


def _draw(papers: Papers, workbook: "Workbook") -> None:
    spots = lay_out(papers)
    book = _Book(workbook, spots, _used(papers, spots))
    for number, report in enumerate(papers.reports):
        _Sheet(book, number).write(report, papers.warning)


def _with_short_texts(report: Report) -> Report:
    """Let texts that are too long for a cell go on in rows of their own."""
    cut = {
        id(table): evolve(table, lines=tuple(part for line in table.lines for part in _cut(line)))
        for table in report.tables
    }
    blocks = list(report.blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            blocks[at] = cut[id(block)]
        elif isinstance(block, Chart):
            blocks[at] = evolve(block, table=cut.get(id(block.table), block.table))
    return evolve(report, blocks=tuple(blocks))


def _cut(line: Line) -> Iterator[Line]:
    longest = max((len(c.value) for c in line.cells if isinstance(c.value, str)), default=0)
    if longest <= CELL_LENGTH:
        yield line
        return
    for start in range(0, longest, CELL_LENGTH):
        yield evolve(line, cells=tuple(_cut_cell(cell, start) for cell in line.cells))


def _cut_cell(cell: Cell, start: int) -> Cell:
    if isinstance(cell.value, str):
        return evolve(cell, value=cell.value[start : start + CELL_LENGTH])
    return cell if start == 0 else Cell()


class _Book:
    """The workbook being written: its formats, and where every named cell stands."""

    def __init__(self, workbook: "Workbook", spots: Spots, used: frozenset[Spot]) -> None:
        self.workbook = workbook
        self.spots = spots
        self.used = used
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def format(self, **properties: object) -> "Format":
        """Return the one format of these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(
                {"text_wrap": True, "valign": "top", **properties}
            )
        return self._formats[key]


class _Sheet:
    """The sheet of one report being written."""

    def __init__(self, book: _Book, number: int) -> None:
        self._book = book
        self._number = number
        self._layout = book.spots.sheets[number]
        self._sheet: Worksheet = book.workbook.add_worksheet(self._layout.name)
        self._last = len(self._layout.widths) - 1

    def write(self, report: Report, warning: str) -> None:
        sheet, layout = self._sheet, self._layout
        _set_page(sheet, report, warning)
        for column, width in enumerate(layout.widths):
            sheet.set_column(column, column, width)
        for block, row in zip(report.blocks, layout.rows, strict=True):
            match block:
                case Paragraph():
                    self._paragraph(row, block)
                case Table():
                    self._table(row, layout.offset(block), block)
                case Letterhead():
                    self._letterhead(row, block)
                case Signature():
                    self._signature(row, block)
                case Chart():
                    self._chart(row, block)
        if any(map(has_formulas, report.tables)):
            self._legend()
        if layout.heading is not None:
            sheet.repeat_rows(layout.heading)
            sheet.freeze_panes(layout.heading + 1, 0)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _spread(self, row: int, first: int, last: int, words: str, **look: object) -> None:
        """Write a text over several columns."""
        style = self._book.format(**look)
        if first < last:
            self._sheet.merge_range(row, first, row, last, "", style)
        _checked(self._sheet.write_string(row, first, nfc(words)[:CELL_LENGTH], style))

    def _paragraph(self, row: int, block: Paragraph) -> None:
        self._spread(row, 0, self._last, block.text, **_TONES[block.tone])
        self._sheet.set_row(row, _height(block.text, sum(self._layout.widths)))

    def _table(self, row: int, left: int, table: Table) -> None:
        sheet = self._sheet
        if table.caption:
            style = self._book.format(bold=True, text_wrap=False)
            sheet.write_string(row, left, nfc(table.caption), style)
            row += 1
        if table.has_heading:
            heading = self._book.format(
                bold=True, align="center", valign="vcenter", border=1, bg_color=f"#{HEADING}"
            )
            sheet.set_row(row, max(_height(c.title, c.width) for c in table.columns))
            for at, column in enumerate(table.columns, start=left):
                sheet.write_string(row, at, nfc(column.title), heading)
            row += 1
        for below, line in enumerate(table.lines, start=row):
            sheet.set_row(below, _height_of_line(table, line))
            for at, (cell, column) in enumerate(zip(line.cells, table.columns, strict=True), left):
                is_used = Spot(self._layout.name, below, at) in self._book.used
                look = _look(table, line, cell, column, is_used=is_used)
                self._cell(below, at, cell, self._book.format(**look))

    def _cell(self, row: int, at: int, cell: Cell, style: "Format") -> None:
        sheet = self._sheet
        match cell.value:
            case None:
                sheet.write_blank(row, at, None, style)
            case date() as day:
                sheet.write_datetime(row, at, datetime(day.year, day.month, day.day), style)
            case value if cell.formula:
                shown = value if isinstance(value, str) else float(value)
                sheet.write_formula(row, at, self._formula(cell), style, shown)
            case str(words):
                _checked(sheet.write_string(row, at, nfc(words), style))
            case figure:
                sheet.write_number(row, at, float(figure), style)

    def _formula(self, cell: Cell) -> str:
        address = self._book.spots.address
        return "=" + _RANGE.sub(
            lambda found: address(found["first"], found["last"], self._layout.name), cell.formula
        )

    def _legend(self) -> None:
        """Say below what is printed what the looks of figures mean."""
        words: tuple[tuple[str, Mapping[str, object]], ...] = (
            (_("Blue: entered or given, formulas start from it."), _START),
            (_("Black: a formula that follows those cells."), {}),
            (_("Grey italics, and all sentences: as of the making of this workbook."), _FROZEN),
        )
        end = self._layout.end
        self._sheet.print_area(0, 0, end - 1, self._last)
        for row, (said, look) in enumerate(words, start=end):
            self._spread(row, 0, self._last, said, font_size=10, **look)

    def _middle(self) -> int:
        """Return the last column of the sheet's left half: the one that ends nearest the middle."""
        reaches = list(accumulate(self._layout.widths))
        return min(range(len(reaches) - 1), key=lambda at: abs(reaches[at] - reaches[-1] / 2))

    def _letterhead(self, row: int, block: Letterhead) -> None:
        middle = self._middle()
        # Such lines are set smaller rather than broken.
        fitted = {"align": "center", "text_wrap": False, "shrink": True}
        left = [*block.agency, block.number]
        right = [*block.motto, block.place_date]
        for below, (agency, motto) in enumerate(zip(left, right, strict=False)):
            is_unit, is_motto = below == len(block.agency) - 1, below < len(block.motto)
            self._spread(row + below, 0, middle, agency, bold=is_unit, **fitted)
            look = {"bold": is_motto, "italic": not is_motto, **fitted}
            self._spread(row + below, middle + 1, self._last, motto, **look)

    def _signature(self, row: int, block: Signature) -> None:
        middle = self._middle()
        for below, words in enumerate(block.recipients):
            is_head = below == 0
            self._spread(row + below, 0, middle, words, font_size=11, italic=is_head, bold=is_head)
        named = [*[""] * STAMP_LINES, block.name] if block.name else []
        for below, words in enumerate([*block.signer, block.note, *named]):
            is_note = below == len(block.signer)
            look = {"align": "center", "bold": not is_note, "italic": is_note}
            self._spread(row + below, middle + 1, self._last, words, **look)

    def _chart(self, row: int, block: Chart) -> None:
        if block.kind == "heat":
            # The shaded cells of the table are the picture.
            style = self._book.format(italic=True, text_wrap=False)
            self._sheet.write_string(row, 0, nfc(block.alt), style)
            return
        chart = self._book.workbook.add_chart({"type": _CHART_TYPES[block.kind]})
        for series in self._series(block):
            chart.add_series(series)
        chart.set_title({"name": nfc(block.title), "name_font": {"size": 12}, "overlay": False})
        if block.kind != "radar":
            # Every bar is named, however many there are.
            chart.set_y_axis({"reverse": True, "interval_unit": 1})
        if len(block.values) == 1:
            chart.set_legend({"none": True})
        across = min(_WIDEST_CHART, sum(int(width * 7 + 5) for width in self._layout.widths))
        chart.set_size({"width": across, "height": chart_height(block)})
        self._sheet.insert_chart(row, 0, chart, {"description": nfc(block.alt)})

    def _series(self, block: Chart) -> Iterator[dict[str, object]]:
        first, last, left = self._book.spots.body(self._number, block.table)
        ours = [line.level is Level.OURS for line in block.table.lines[: last - first + 1]]
        points = [{"fill": {"color": _OURS}} if one else None for one in ours] if any(ours) else []
        labels, name = left + block.label_at, self._layout.name
        for value, colour in zip(block.values_at, _colours(len(block.values)), strict=True):
            yield {
                "fill": {"color": colour},
                "points": points,
                "name": nfc(block.table.columns[value].title) or nfc(block.title),
                "categories": [name, first, labels, last, labels],
                "values": [name, first, left + value, last, left + value],
                "data_labels": {"value": block.kind != "radar"},
            }


def _look(
    table: Table, line: Line, cell: Cell, column: Column[Any], *, is_used: bool
) -> dict[str, object]:
    """Return the properties of a cell's format."""
    look: dict[str, object] = {"border": 1, "bold": line.level in BOLD}
    if line.level in LEVELS:
        look["bg_color"] = f"#{LEVELS[line.level]}"
    look |= _origin(table, cell, column, is_used=is_used)
    if is_figure(cell, column):
        look["align"] = "right"
    if cell.shade is not None:
        look["bg_color"] = f"#{SHADES[shade_step(cell.shade)]}"
    if table.has_blanks and cell.value is None:
        look["locked"] = False
    kind = cell.kind or column.kind
    if kind is Kind.YES:
        look["num_format"] = f'"{_("yes")}";"{_("yes")}";"{_("no")}"'
    elif kind is Kind.NUMBER:
        is_whole = isinstance(cell.value, int) or cell.value is None
        look["num_format"] = "#,##0" if is_whole else "#,##0.0#####"
    elif kind in _NUMBER_FORMATS:
        look["num_format"] = _NUMBER_FORMATS[kind]
    return look


def _origin(
    table: Table, cell: Cell, column: Column[Any], *, is_used: bool
) -> Mapping[str, object]:
    """Return how a figure shows whether formulas start from it, give it, or pass it by."""
    if cell.formula or cell.value is None:
        return {}
    if is_used:
        return _START
    kind = cell.kind or column.kind
    is_result = kind in _RESULTS or (kind is Kind.COUNT and has_formulas(table))
    return _FROZEN if is_result and is_figure(cell, column) else {}


def _used(papers: Papers, spots: Spots) -> frozenset[Spot]:
    """Return every cell that a formula names."""
    return frozenset(
        spot
        for report in papers.reports
        for table in report.tables
        for line in table.lines
        for cell in line.cells
        for found in _RANGE.finditer(cell.formula)
        for spot in spots.between(found["first"], found["last"])
    )


_RANGE = re.compile(r"\{(?P<first>[^{}]+)\}(?::\{(?P<last>[^{}]+)\})?")


def _set_page(sheet: "Worksheet", report: Report, warning: str) -> None:
    sheet.set_paper(9)
    if report.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.5, top=0.8, bottom=0.7)
    sheet.fit_to_pages(1, int(report.one_page))
    sheet.set_header(f"&C&9{nfc(warning).replace('&', '&&')}"[:255])
    sheet.set_footer("&C&P/&N")


def _checked(code: int) -> None:
    """XlsxWriter drops what it refuses and says so only here."""
    if code:
        raise ValueError(code)


def _height(words: str, width: float) -> float:
    """Return the height of a text over merged cells, which Excel does not find out by itself."""
    lines = sum(max(1, ceil(len(line) / max(1.0, width))) for line in words.split("\n"))
    return 17.0 * lines


def _height_of_line(table: Table, line: Line) -> float:
    least = 30.0 if table.has_blanks and line.level is Level.ROW else 17.0
    heights = [
        _height(cell.value, column.width)
        for cell, column in zip(line.cells, table.columns, strict=True)
        if isinstance(cell.value, str)
    ]
    return min(_TALLEST, max(least, least, *heights))


def _colours(series: int) -> Sequence[str]:
    """Return the series' colours: of several, the first is what was possible."""
    return _SERIES[:series] if series > 1 else _SERIES[1:2]
