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
from io import BytesIO
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from parself.i18n import _
from parself.tables.look import BOLD, HEADING, LEVELS, SHADES, STAMP_LINES, shade_step
from parself.tables.model import Cell, Column, Kind, Level, Line, Table, has_formulas, is_figure
from parself.tables.paper import (
    Block,
    Chart,
    Letterhead,
    Papers,
    Paragraph,
    Report,
    Signature,
    Tone,
)
from parself.tables.spots import SheetLayout, Spot, Spots, chart_height, lay_out
from parself.text import nfc
from parself.values import evolve

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CELL_LENGTH: Final = 32_767
"""Most characters that Excel keeps in a cell."""
_CREATED: Final = datetime(2000, 1, 1)
"""The same papers give the same bytes."""
_FONT: Final = "Times New Roman"
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
}
_TALLEST: Final = 409.0
"""Points that Excel gives a row at most."""
_WIDEST_CHART: Final = 820
"""In pixels; a picture does not reach beyond the columns, which are what is printed."""
_CHART_TYPES: Final = {"ladder": "bar", "bars": "bar", "radar": "radar"}


def render(papers: Papers) -> bytes:
    """Return the workbook's bytes; the same papers give the same bytes."""
    from xlsxwriter.workbook import Workbook

    stream = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": _FONT, "font_size": 12},
    }
    cut = evolve(papers, reports=tuple(map(_with_short_texts, papers.reports)))
    with Workbook(stream, options) as workbook:
        workbook.set_properties({"title": papers.title, "author": "", "created": _CREATED})
        spots = lay_out(cut)
        book = _Book(workbook, spots, _used(cut, spots))
        for number, report in enumerate(cut.reports):
            book.write(number, report, papers.warning)
    return stream.getvalue()


def _with_short_texts(report: Report) -> Report:
    """Let texts that are too long for a cell go on in rows of their own."""
    cut = {id(table): _cut_table(table) for table in report.tables}
    blocks: list[Block] = []
    for block in report.blocks:
        if isinstance(block, Table):
            blocks.append(cut[id(block)])
        elif isinstance(block, Chart):
            blocks.append(evolve(block, table=cut.get(id(block.table), block.table)))
        else:
            blocks.append(block)
    return evolve(report, blocks=tuple(blocks))


def _cut_table(table: Table) -> Table:
    return evolve(table, lines=tuple(part for line in table.lines for part in _cut_line(line)))


def _cut_line(line: Line) -> Iterator[Line]:
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
        self._workbook = workbook
        self._spots = spots
        self._used = used
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def write(self, number: int, report: Report, warning: str) -> None:
        """Write one report on a sheet of its own."""
        layout = self._spots.sheets[number]
        sheet = self._workbook.add_worksheet(layout.name)
        _set_page(sheet, report, warning)
        for column, width in enumerate(layout.widths):
            sheet.set_column(column, column, width)
        last = len(layout.widths) - 1
        for block, row in zip(report.blocks, layout.rows, strict=True):
            match block:
                case Paragraph():
                    self._paragraph(sheet, row, last, block, sum(layout.widths))
                case Table():
                    self._table(sheet, row, layout.offset(block), block)
                case Letterhead():
                    self._letterhead(sheet, row, last, block)
                case Signature():
                    self._signature(sheet, row, last, block)
                case Chart():
                    self._chart(sheet, row, number, block)
        self._legend(sheet, layout, report)
        if layout.heading is not None:
            sheet.repeat_rows(layout.heading)
            sheet.freeze_panes(layout.heading + 1, 0)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _format(self, **properties: object) -> "Format":
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(
                {"text_wrap": True, "valign": "top", **properties}
            )
        return self._formats[key]

    def _paragraph(
        self, sheet: "Worksheet", row: int, last: int, block: Paragraph, width: float
    ) -> None:
        _spread(sheet, row, 0, last, block.text, self._format(**_TONES[block.tone]))
        sheet.set_row(row, _height(block.text, width))

    def _table(self, sheet: "Worksheet", row: int, left: int, table: Table) -> None:
        if table.caption:
            sheet.write_string(
                row, left, nfc(table.caption), self._format(bold=True, text_wrap=False)
            )
            row += 1
        if any(column.title for column in table.columns):
            heading = self._format(
                bold=True, align="center", valign="vcenter", border=1, bg_color=f"#{HEADING}"
            )
            sheet.set_row(row, max(_height(c.title, c.width) for c in table.columns))
            for number, column in enumerate(table.columns):
                sheet.write_string(row, left + number, nfc(column.title), heading)
            row += 1
        for below, line in enumerate(table.lines):
            sheet.set_row(row + below, _height_of_line(table, line))
            for number, (cell, column) in enumerate(zip(line.cells, table.columns, strict=True)):
                spot = Spot(sheet.get_name(), row + below, left + number)
                style = self._style(table, line, cell, column, is_used=spot in self._used)
                self._cell(sheet, row + below, left + number, cell, column, style)

    def _style(
        self, table: Table, line: Line, cell: Cell, column: Column[Any], *, is_used: bool
    ) -> "Format":
        properties: dict[str, object] = {"border": 1, "bold": line.level in BOLD}
        if line.level in LEVELS:
            properties["bg_color"] = f"#{LEVELS[line.level]}"
        properties |= _look(table, cell, column, is_used=is_used)
        kind = cell.kind or column.kind
        if is_figure(cell, column):
            properties["align"] = "right"
        if cell.shade is not None:
            properties["bg_color"] = f"#{SHADES[shade_step(cell.shade)]}"
        if table.has_blanks and cell.value is None:
            properties["locked"] = False
        if kind is Kind.YES:
            properties["num_format"] = f'"{_("yes")}";"{_("yes")}";"{_("no")}"'
        elif kind is Kind.NUMBER:
            is_whole = isinstance(cell.value, int) or cell.value is None
            properties["num_format"] = "#,##0" if is_whole else "#,##0.0#####"
        elif kind in _NUMBER_FORMATS:
            properties["num_format"] = _NUMBER_FORMATS[kind]
        return self._format(**properties)

    def _cell(
        self,
        sheet: "Worksheet",
        row: int,
        at: int,
        cell: Cell,
        column: Column[Any],
        style: "Format",
    ) -> None:
        match cell.value:
            case None:
                sheet.write_blank(row, at, None, style)
            case str(words):
                if cell.formula:
                    sheet.write_formula(row, at, self._formula(sheet, cell), style, words)
                else:
                    _checked(sheet.write_string(row, at, nfc(words), style))
            case date() as day:
                sheet.write_datetime(row, at, datetime(day.year, day.month, day.day), style)
            case figure if cell.formula:
                sheet.write_formula(row, at, self._formula(sheet, cell), style, float(figure))
            case figure:
                sheet.write_number(row, at, float(figure), style)

    def _legend(self, sheet: "Worksheet", layout: SheetLayout, report: Report) -> None:
        """Say below what is printed what the looks of figures mean, where formulas stand."""
        if not any(map(has_formulas, report.tables)):
            return
        words: tuple[tuple[str, Mapping[str, object]], ...] = (
            (_("Blue: entered or given, formulas start from it."), _START),
            (_("Black: a formula that follows those cells."), {}),
            (_("Grey italics, and all sentences: as of the making of this workbook."), _FROZEN),
        )
        last = len(layout.widths) - 1
        sheet.print_area(0, 0, layout.end - 1, last)
        for below, (said, look) in enumerate(words):
            style = self._format(font_size=10, **look)
            _spread(sheet, layout.end + below, 0, last, said, style)

    def _formula(self, sheet: "Worksheet", cell: Cell) -> str:
        return "=" + _RANGE.sub(
            lambda found: self._spots.address(found["first"], found["last"], sheet.get_name()),
            cell.formula,
        )

    def _middle(self, sheet: "Worksheet") -> int:
        """Return the last column of the sheet's left half: the one that ends nearest the middle."""
        widths = next(one.widths for one in self._spots.sheets if one.name == sheet.get_name())
        reaches = list(accumulate(widths))
        return min(range(len(reaches) - 1), key=lambda at: abs(reaches[at] - reaches[-1] / 2))

    def _letterhead(self, sheet: "Worksheet", row: int, last: int, block: Letterhead) -> None:
        middle = self._middle(sheet)
        left = [*block.agency, block.number]
        right = [*block.motto, block.place_date]
        for below, (agency, motto) in enumerate(zip(left, right, strict=False)):
            is_unit, is_motto = below == len(block.agency) - 1, below < len(block.motto)
            left_style = self._fitted(bold=is_unit)
            right_style = self._fitted(bold=is_motto, italic=not is_motto)
            _spread(sheet, row + below, 0, middle, agency, left_style)
            _spread(sheet, row + below, middle + 1, last, motto, right_style)

    def _fitted(self, **properties: object) -> "Format":
        """Return the format of a centred line that is set smaller rather than broken."""
        return self._format(align="center", text_wrap=False, shrink=True, **properties)

    def _signature(self, sheet: "Worksheet", row: int, last: int, block: Signature) -> None:
        middle = self._middle(sheet)
        room = [""] * STAMP_LINES if block.name else []
        right = [*block.signer, block.note, *room, *([block.name] if block.name else [])]
        for below in range(max(len(right), len(block.recipients))):
            if below < len(block.recipients):
                small = self._format(font_size=11, italic=below == 0, bold=below == 0)
                _spread(sheet, row + below, 0, middle, block.recipients[below], small)
            if below < len(right):
                is_note = below == len(block.signer)
                style = self._format(align="center", bold=not is_note, italic=is_note)
                _spread(sheet, row + below, middle + 1, last, right[below], style)

    def _chart(self, sheet: "Worksheet", row: int, number: int, block: Chart) -> None:
        if block.kind == "heat":
            # The shaded cells of the table are the picture.
            sheet.write_string(row, 0, nfc(block.alt), self._format(italic=True, text_wrap=False))
            return
        chart = self._workbook.add_chart({"type": _CHART_TYPES[block.kind]})
        first, last, left = self._spots.body(number, block.table)
        name = sheet.get_name()
        ours = [line.level is Level.OURS for line in block.table.lines[: last - first + 1]]
        for value, colour in zip(block.values_at, _colours(len(block.values)), strict=True):
            points = [{"fill": {"color": _OURS}} if one else None for one in ours]
            chart.add_series(
                {
                    "fill": {"color": colour},
                    "points": points if any(ours) else [],
                    "name": nfc(block.table.columns[value].title) or nfc(block.title),
                    "categories": [name, first, left + block.label_at, last, left + block.label_at],
                    "values": [name, first, left + value, last, left + value],
                    "data_labels": {"value": block.kind != "radar"},
                }
            )
        chart.set_title({"name": nfc(block.title), "name_font": {"size": 12}, "overlay": False})
        if block.kind != "radar":
            chart.set_y_axis({"reverse": True})
        if len(block.values) == 1:
            chart.set_legend({"none": True})
        widths = self._spots.sheets[number].widths
        across = min(_WIDEST_CHART, sum(int(width * 7 + 5) for width in widths))
        chart.set_size({"width": across, "height": chart_height(block)})
        sheet.insert_chart(row, 0, chart, {"description": nfc(block.alt)})


def _look(table: Table, cell: Cell, column: Column[Any], *, is_used: bool) -> Mapping[str, object]:
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


def _spread(
    sheet: "Worksheet", row: int, first: int, last: int, words: str, style: "Format"
) -> None:
    """Write a text over several columns."""
    shown = nfc(words)[:CELL_LENGTH]
    if first >= last:
        _checked(sheet.write_string(row, first, shown, style))
        return
    sheet.merge_range(row, first, row, last, "", style)
    _checked(sheet.write_string(row, first, shown, style))


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
