"""A table as WordprocessingML, built element by element: python-docx is too slow for large ones."""

from typing import Any, Final

from parself.report.look import BOLD, HEADING, LEVELS, SHADES, shade_step
from parself.report.tables import (
    Cell,
    Level,
    Line,
    Table,
    is_figure,
    shown,
)
from parself.text import cleaned

_OURS: Final = "► "
_TALL: Final = 1_200
"""Characters in a cell from which its row may be broken over pages."""
_BLANK_HEIGHT: Final = 510
"""Twentieths of a point: room to write by hand."""
_CELL_MARGIN: Final = 35
"""Twentieths of a point; Word's own margin would break figures in narrow columns."""


def table_element(table: Table, room: int, *, small: bool) -> Any:
    """Return a ``w:tbl`` that fills `room` twentieths of a point."""
    whole = sum(column.width for column in table.columns)
    widths = [room * column.width // whole for column in table.columns]
    body = _new("w:tbl")
    body.append(_properties(room))
    grid = _add(body, "w:tblGrid")
    for width in widths:
        _add(grid, "w:gridCol", w=str(width))
    size = str(2 * _font_size(len(table.columns), small=small))
    if any(column.title for column in table.columns):
        body.append(_heading(table, widths, size))
    for line in table.lines:
        body.append(_row(table, line, widths, size))
    return body


def _font_size(columns: int, *, small: bool) -> int:
    if columns > 12:
        return 8
    return 10 if columns > 7 or small else 11


def _new(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _add(parent: Any, name: str, **attributes: str) -> Any:
    element = _new(name, **attributes)
    parent.append(element)
    return element


def _properties(room: int) -> Any:
    properties = _new("w:tblPr")
    _add(properties, "w:tblW", w=str(room), type="dxa")
    borders = _add(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, f"w:{side}", val="single", sz="4", space="0", color="555555")
    _add(properties, "w:tblLayout", type="fixed")
    margins = _add(properties, "w:tblCellMar")
    for side in ("left", "right"):
        _add(margins, f"w:{side}", w=str(_CELL_MARGIN), type="dxa")
    return properties


def _heading(table: Table, widths: list[int], size: str) -> Any:
    row = _new("w:tr")
    settings = _add(row, "w:trPr")
    _add(settings, "w:cantSplit")
    _add(settings, "w:tblHeader")
    for column, width in zip(table.columns, widths, strict=True):
        row.append(_cell(column.title, width, size, bold=True, align="center", fill=HEADING))
    return row


def _row(table: Table, line: Line, widths: list[int], size: str) -> Any:
    row = _new("w:tr")
    settings = _add(row, "w:trPr")
    texts = list(map(shown, line.cells, table.columns))
    if max(map(len, texts), default=0) <= _TALL:
        _add(settings, "w:cantSplit")
    if table.has_blanks and line.level is Level.ROW:
        _add(settings, "w:trHeight", val=str(_BLANK_HEIGHT), hRule="atLeast")
    first = next((at for at, words in enumerate(texts) if words), -1)
    for at, (cell, column, width) in enumerate(zip(line.cells, table.columns, widths, strict=True)):
        mark = _OURS if line.level is Level.OURS and at == first else ""
        align = "right" if is_figure(cell, column) else "left"
        fill = _fill(cell, line.level)
        bold = line.level in BOLD
        row.append(_cell(mark + texts[at], width, size, bold=bold, align=align, fill=fill))
    return row


def _fill(cell: Cell, level: Level) -> str:
    return LEVELS.get(level, "") if cell.shade is None else SHADES[shade_step(cell.shade)]


def _cell(text: str, width: int, size: str, *, bold: bool, align: str, fill: str) -> Any:
    cell = _new("w:tc")
    settings = _add(cell, "w:tcPr")
    _add(settings, "w:tcW", w=str(width), type="dxa")
    if fill:
        _add(settings, "w:shd", val="clear", color="auto", fill=fill)
    paragraph = _add(cell, "w:p")
    shape = _add(paragraph, "w:pPr")
    _add(shape, "w:spacing", after="0")
    if align != "left":
        _add(shape, "w:jc", val=align)
    run = _add(paragraph, "w:r")
    look = _add(run, "w:rPr")
    if bold:
        _add(look, "w:b")
    _add(look, "w:sz", val=size)
    for number, words in enumerate(cleaned(text).split("\n")):
        if number:
            _add(run, "w:br")
        part = _add(run, "w:t")
        part.text = words
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return cell
