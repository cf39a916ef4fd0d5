"""A table as WordprocessingML, written as text: python-docx is too slow for large ones.

This module alone knows how a table is set in Word. Text from data enters the XML in one place,
`_escaped`.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from parself.tables.look import BOLD, HEADING, LEVELS, OURS_MARK, SHADES, TALL, shade_step
from parself.tables.model import Cell, Level, Line, Table, is_figure, shown
from parself.text import cleaned, is_digits
from parself.values import Frozen

_BLANK_HEIGHT: Final = 510
"""Twentieths of a point: room to write by hand."""
_CELL_MARGIN: Final = 55
"""Twentieths of a point; Word's own margin would break figures in narrow columns."""
_LONGEST: Final = 14
"""Characters up to which a word is a word or a figure, and no column may be too narrow for it."""
_OTHER_FONT: Final = 125
"""Percent of a word's width for readers without Times New Roman, where there is room for it."""
_NARROW: Final = frozenset(".,;:-/()[]'iIjlt ")
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'


class _Look(Frozen):
    """How a cell is set."""

    fill: str
    align: str = "left"
    bold: bool = False
    italic: bool = False
    keep: bool = False
    """Whether it stays on the page of the next row."""


_HEAD: Final = _Look(HEADING, "center", bold=True, keep=True)


def table_element(table: Table, room: int, *, small: bool) -> Any:
    """Return a ``w:tbl`` that fills `room` twentieths of a point."""
    size = _font_size(len(table.columns), small=small)
    widths = _widths(table, room, size)
    rows = "".join(_rows(table, widths, size))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return parse_xml(
        f"<w:tbl {nsdecls('w')}>{_properties(room)}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _font_size(columns: int, *, small: bool) -> int:
    if columns > 12:
        return 8
    return 10 if columns > 8 or small else 11


def _widths(table: Table, room: int, size: int) -> list[int]:
    """Share the room out by the columns' widths, but break no figure and no word.

    Where that is not possible, the shares stay as they are.
    """
    whole = sum(column.width for column in table.columns) or 1
    shares = [room * column.width // whole for column in table.columns]
    exact = [_least(table, at, size) for at in range(len(shares))]
    for least in ([_OTHER_FONT * one // 100 for one in exact], exact):
        lacking = sum(max(0, need - share) for share, need in zip(shares, least, strict=True))
        spare = sum(max(0, share - need) for share, need in zip(shares, least, strict=True))
        if lacking <= spare:
            return _shifted(shares, least, lacking, spare)
    return shares


def _shifted(shares: list[int], least: list[int], lacking: int, spare: int) -> list[int]:
    """Return shares of which none is below what is needed; the others give in proportion."""
    if not lacking:
        return shares
    return [
        need if share <= need else share - (share - need) * lacking // spare
        for share, need in zip(shares, least, strict=True)
    ]


def _least(table: Table, at: int, size: int) -> int:
    """Return the width of the longest word in a column, in twentieths of a point."""
    column = table.columns[at]
    texts = {column.title, *(shown(line.cells[at], column) for line in table.lines)}
    words = {word for text in texts for word in text.split() if len(word) <= _LONGEST}
    longest = max((sum(map(_em, word)) for word in words), default=0.0)
    return round(longest * size * 20) + 2 * _CELL_MARGIN + 10


def _em(char: str) -> float:
    """Estimate the width of a character in bold print, as a share of the font size."""
    if char in _NARROW:
        return 0.36
    return 0.5 if is_digits(char) else 1.0 if char == "%" else 0.75 if char.isupper() else 0.56


def _properties(room: int) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="555555"/>' for side in _SIDES
    )
    margins = "".join(
        f'<w:{side} w:w="{_CELL_MARGIN}" w:type="dxa"/>' for side in ("left", "right")
    )
    return (
        f'<w:tblPr><w:tblW w:w="{room}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _rows(table: Table, widths: list[int], size: int) -> Iterator[str]:
    if table.has_heading:
        cells = (
            _cell(column.title, width, _HEAD, size)
            for column, width in zip(table.columns, widths, strict=True)
        )
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"
    following = [*(line.level for line in table.lines[1:]), None]
    for line, after in zip(table.lines, following, strict=True):
        yield _row(table, line, widths, size, keep=_leads(line.level, after))


def _leads(level: Level, after: Level | None) -> bool:
    """Say whether a line stays on the page of the next: a heading, or what is summed up there."""
    return (
        after is Level.TOTAL
        or (level is Level.AREA and after is not None)
        or (level is Level.CRITERION and after is Level.ROW)
    )


def _row(table: Table, line: Line, widths: list[int], size: int, *, keep: bool) -> str:
    texts = list(map(shown, line.cells, table.columns))
    if line.level is Level.OURS:
        first = next((at for at, words in enumerate(texts) if words), 0)
        texts[first] = OURS_MARK + texts[first]
    looks = (
        _Look(
            fill=_fill(cell, line.level),
            align="right" if is_figure(cell, column) else "left",
            bold=line.level in BOLD,
            italic=line.level is Level.CRITERION,
            keep=keep,
        )
        for cell, column in zip(line.cells, table.columns, strict=True)
    )
    cells = (
        _cell(text, width, look, size)
        for text, width, look in zip(texts, widths, looks, strict=True)
    )
    is_tall = max(map(len, texts), default=0) > TALL
    split = "" if is_tall else "<w:cantSplit/>"
    by_hand = table.has_blanks and line.level is Level.ROW
    height = f'<w:trHeight w:val="{_BLANK_HEIGHT}" w:hRule="atLeast"/>' if by_hand else ""
    return f"<w:tr><w:trPr>{split}{height}</w:trPr>{''.join(cells)}</w:tr>"


def _fill(cell: Cell, level: Level) -> str:
    return LEVELS.get(level, "") if cell.shade is None else SHADES[shade_step(cell.shade)]


def _cell(text: str, width: int, look: _Look, size: int) -> str:
    return f"{_frame(width, look, size)}{_escaped(text)}</w:t></w:r></w:p></w:tc>"


@lru_cache(maxsize=512)
def _frame(width: int, look: _Look, size: int) -> str:
    """Return the XML of a cell up to its text; cells of a column share it, so it is kept."""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill}"/>' if look.fill else ""
    middle = '<w:vAlign w:val="center"/>' if look is _HEAD else ""
    keep = "<w:keepNext/>" if look.keep else ""
    align = "" if look.align == "left" else f'<w:jc w:val="{look.align}"/>'
    strong = ("<w:b/>" if look.bold else "") + ("<w:i/>" if look.italic else "")
    points = f'<w:sz w:val="{2 * size}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}{middle}</w:tcPr><w:p>'
        # The size once more for the paragraph's end, which makes an empty cell as high as that.
        f'<w:pPr>{keep}<w:spacing w:before="20" w:after="20"/>{align}'
        f"<w:rPr>{points}</w:rPr></w:pPr>"
        f'<w:r><w:rPr>{strong}{points}</w:rPr><w:t xml:space="preserve">'
    )


def _escaped(text: str) -> str:
    """Return text as XML can hold it, its line ends as line breaks."""
    return escape(cleaned(text)).replace("\n", _BREAK)
