"""A table on a terminal: aligned columns, or a paragraph a row where texts are long; papers too.

Columns are aligned by cells: every Vietnamese letter takes one when composed, and characters of
East Asian width take two.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final
from unicodedata import combining, east_asian_width

from parself.tables.look import OURS_MARK
from parself.tables.model import UNKNOWN, Cell, Column, Kind, Level, Line, Row, Table, filled, shown
from parself.tables.paper import Block, Chart, Letterhead, Papers, Paragraph, Signature, Tone
from parself.text import nfc

WIDTH: Final = 80
"""Cells that a line takes at most where it may be broken or cut."""
_GAP: Final = "  "
_LEAST: Final = 16
"""Cells that a name or a text keeps at least."""
_RULE: Final = "─"


def listed(columns: Iterable[Column[Row]], rows: Iterable[Row]) -> list[str]:
    """Return rows as lines with aligned columns."""
    return aligned(filled(columns, rows))


def aligned(table: Table, *, indent: str = "") -> list[str]:
    """Return a table as lines with aligned columns; names are cut where there is no room."""
    rows = [_texts(table, line) for line in table.lines]
    if table.has_heading:
        rows.insert(0, [column.screen or column.title for column in table.columns])
    if not rows:
        return []
    widths = _widths(table, rows, WIDTH - len(indent))
    return [indent + _GAP.join(map(_set, row, widths, table.columns)).rstrip() for row in rows]


def _texts(table: Table, line: Line) -> list[str]:
    """Return a line's texts; below areas the names of their parts stand further in."""
    texts = list(map(_shown, line.cells, table.columns))
    levels = {one.level for one in table.lines}
    above = {Level.AREA, Level.CRITERION} if line.level is Level.ROW else {Level.AREA}
    depth = len(above & levels) if line.level is not Level.AREA else 0
    return [
        "  " * depth * (column.kind is Kind.NAME) + text
        for text, column in zip(texts, table.columns, strict=True)
    ]


def _shown(cell: Cell, column: Column[Row]) -> str:
    is_unknown = cell.value is None and not column.is_text
    return UNKNOWN if is_unknown else shown(cell, column)


def _widths(table: Table, rows: Iterable[list[str]], most: int) -> list[int]:
    """Return the columns' widths; those of names give way, so that a line has `most` cells."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    over = sum(widths) + len(_GAP) * (len(widths) - 1) - most
    for number, column in enumerate(table.columns):
        if column.kind is Kind.NAME and over > 0:
            kept = max(min(widths[number], _LEAST), widths[number] - over)
            over -= widths[number] - kept
            widths[number] = kept
    return widths


def _set(text: str, width: int, column: Column[Row]) -> str:
    fitting = shortened(text, width)
    blanks = " " * (width - cells(fitting))
    return fitting + blanks if column.is_text else blanks + fitting


def ruled(table: Table, most: int) -> Iterator[str]:
    """Yield a table of a paper: texts broken into lines of their column, figures never broken.

    Columns that hold nothing are left out; where all others need more room than `most`, they take
    it. Our own line bears a mark.
    """
    every = range(len(table.columns))
    held = [at for at in every if any(line.cells[at].value is not None for line in table.lines)]
    kept = held or list(every)
    columns = [table.columns[at] for at in kept]
    rows = [[_marked(line, at, table) for at in kept] for line in table.lines]
    heads = [column.title for column in columns]
    widths = _broken_widths(columns, heads, rows, most)
    rule = _RULE * (sum(widths) + len(_GAP) * (len(widths) - 1))
    if any(heads):
        yield from (*_broken(heads, widths, columns), rule)
    has_long = any(len(_broken(row, widths, columns)) > 1 for row in rows)
    for line, row in zip(table.lines, rows, strict=True):
        yield from _broken(row, widths, columns)
        yield from [rule] if has_long or line.level is Level.TOTAL else []


def _marked(line: Line, at: int, table: Table) -> str:
    first = next((n for n, cell in enumerate(line.cells) if cell.value is not None), 0)
    mark = OURS_MARK if line.level is Level.OURS and at == first else ""
    return mark + shown(line.cells[at], table.columns[at])


def _broken_widths(
    columns: Sequence[Column[Any]], heads: list[str], rows: list[list[str]], most: int
) -> list[int]:
    """Return the columns' widths; the widest text gives way until a line has `most` cells."""
    widths = []
    for at, column in enumerate(columns):
        # The heading of a text stands in one line, that of figures may be broken.
        head = [heads[at]] if column.is_text else heads[at].split()
        pieces = [*head, *(part for row in rows for part in row[at].splitlines())]
        widths.append(max(map(cells, pieces), default=0))
    texts = [at for at, column in enumerate(columns) if column.is_text]
    over = sum(widths) + len(_GAP) * (len(widths) - 1) - most
    for _cell in range(over):
        widest = max(texts, key=widths.__getitem__, default=None)
        if widest is None or widths[widest] <= _LEAST:
            break
        widths[widest] -= 1
    return widths


def _broken(row: list[str], widths: list[int], columns: Sequence[Column[Any]]) -> list[str]:
    """Return one row as as many lines as its longest text takes."""
    parts = [
        [piece for part in text.splitlines() for piece in textwrap.wrap(part, width) or [""]]
        for text, width in zip(row, widths, strict=True)
    ]
    lines = zip_longest(*parts, fillvalue="")
    return [_GAP.join(map(_set, line, widths, columns)).rstrip() for line in lines]


def paragraphs(table: Table) -> Iterator[str]:
    """Yield a paragraph a row: the first two columns name it, the others follow with their titles.

    Cells that hold nothing are left out.
    """
    for line in table.lines:
        texts = list(map(shown, line.cells, table.columns))
        yield from wrapped(" ".join(texts[:2]))
        for column, text in zip(table.columns[2:], texts[2:], strict=True):
            if text:
                yield from wrapped(f"{column.title}: {text}", indent="    ")


def labelled(columns: Iterable[Column[Row]], row: Row) -> list[str]:
    """Return one row as lines: a column's title, and beside it what the row has there."""
    table = filled(columns, [row])
    heads = (Column[Any]("", "", kind=Kind.TEXT), Column[Any]("", "", kind=Kind.TEXT))
    cells_of_row = zip(table.columns, table.lines[0].cells, strict=True)
    return aligned(
        Table(heads, tuple(Line((Cell(c.title), Cell(_shown(one, c)))) for c, one in cells_of_row))
    )


def cells(text: str) -> int:
    """Return how many cells a terminal gives to `text`."""
    composed = nfc(text)
    wide = sum(east_asian_width(char) in {"W", "F"} for char in composed)
    return len(composed) + wide - sum(combining(char) > 0 for char in composed)


def wrapped(text: str, *, indent: str = "") -> list[str]:
    """Break running text into lines of at most `WIDTH` cells; its own line ends stay."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += textwrap.wrap(
            paragraph,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return lines


def shortened(text: str, most: int) -> str:
    """Return `text` cut to at most `most` cells, with a sign where something is missing."""
    return text if cells(text) <= most else text[: most - 1].rstrip() + "…"


def printed(papers: Papers, width: int) -> Iterator[str]:
    """Yield all reports one after the other, their tables as wide as `width` where they need it."""
    if papers.warning:
        yield papers.warning
    for report in papers.reports:
        yield ""
        yield _RULE * width
        for block in report.blocks:
            yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Paragraph(text, tone):
            yield from wrapped(text)
            if tone in {Tone.SUBTITLE, Tone.HEADING}:
                yield ""
        case Table():
            yield ""
            yield from wrapped(block.caption) if block.caption else ()
            yield from ruled(block, width)
            yield ""
        case Letterhead():
            yield from (*block.agency, block.number, "", *block.motto, block.place_date, "")
        case Signature():
            yield from ("", *block.signer, block.note, block.name, "", *block.recipients)
        case Chart():
            # The table beside it says the same.
            yield from wrapped(block.alt)
