"""Papers as text on a terminal, drawn from the same content as every file.

Rich lays out the tables, because it wraps Vietnamese text by cells; it is handed text only,
never markup.
"""

import shutil
from collections.abc import Iterator
from io import StringIO
from typing import Final

from parself.tables.model import Level, Line, Table, is_figure, shown
from parself.tables.paper import Block, Chart, Letterhead, Papers, Paragraph, Signature, Tone
from parself.tables.terminal import WIDTH, wrapped

_RULE: Final = "─"
_MARKS: Final = {Level.OURS: "► "}
_SHORT: Final = 8
_LEAST_TEXT: Final = 16
"""A text column is not squeezed below this."""


def lines(papers: Papers) -> Iterator[str]:
    """Yield all reports one after the other."""
    width = max(WIDTH, shutil.get_terminal_size().columns)
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
            yield from _table(block, width)
            yield ""
        case Letterhead():
            yield from (*block.agency, block.number, "", *block.motto, block.place_date, "")
        case Signature():
            yield from ("", *block.signer, block.note, block.name, "", *block.recipients)
        case Chart():
            # The table beside it says the same.
            yield from wrapped(block.alt)


def _table(table: Table, width: int) -> list[str]:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    kept = _filled(table)
    grid = Grid(
        title=Text(table.caption) if table.caption else None,
        box=box.SQUARE,
        show_header=any(column.title for column in table.columns),
    )
    for number in kept:
        grid.add_column(
            Text(table.columns[number].title),
            no_wrap=_is_short(table, number),
            min_width=min(table.columns[number].width, _LEAST_TEXT),
            overflow="fold",
        )
    for line in table.lines:
        cells = [_cell(line, number, table) for number in kept]
        grid.add_row(
            *(Text(words, justify="right" if flush else "left") for words, flush in cells),
            end_section=line.level is Level.TOTAL,
        )
    out = StringIO()
    # Figures are never broken: a table that needs more room than there is takes it.
    console = Console(file=out, width=10_000, color_system=None, legacy_windows=False)
    least = console.measure(grid).minimum
    console.width = max(width, least)
    console.print(grid)
    return out.getvalue().rstrip("\n").split("\n")


def _filled(table: Table) -> list[int]:
    """Return the columns that hold anything: a screen has no room for empty ones."""
    filled = [
        number
        for number in range(len(table.columns))
        if any(line.cells[number].value is not None for line in table.lines)
    ]
    return filled or list(range(len(table.columns)))


def _is_short(table: Table, number: int) -> bool:
    """Say whether a column holds figures or numbers of rows only, which are not to be broken."""
    column = table.columns[number]
    return all(
        is_figure(line.cells[number], column) or len(shown(line.cells[number], column)) <= _SHORT
        for line in table.lines
    )


def _cell(line: Line, number: int, table: Table) -> tuple[str, bool]:
    """Return a cell's text and whether it is set flush right; our own line bears a mark."""
    cell, column = line.cells[number], table.columns[number]
    first = next((at for at, one in enumerate(line.cells) if one.value is not None), 0)
    mark = _MARKS.get(line.level, "") if number == first else ""
    return mark + shown(cell, column), is_figure(cell, column)
