"""The heat map: a field for every shaded cell of a table, as a picture that can be taken in.

Where there are many rows and few columns, bands of rows stand side by side, and what a page
cannot hold goes on another sheet, so that every row is named. All fields of one colour are one
path: fifty thousand figures stay a small file. What earned least bears a stroke too, because
most offices print without colours.
"""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

from parself.i18n import _
from parself.tables import drawing as draw
from parself.tables.look import SHADES, shade_step
from parself.tables.model import UNKNOWN, Line, Table
from parself.values import Frozen

_LABEL_ROOM: Final = 190
_HEADING_ROOM: Final = 150
_LEAST: Final = 14
"""Width of a field in which an upright heading can be read."""
_MOST: Final = 48
_BETWEEN: Final = 18
_FOOT: Final = 34
_STROKED: Final = ' fill="none" stroke="currentColor"'


class _Grid(Frozen):
    """Where everything stands, the same on every sheet."""

    table: Table
    columns: tuple[int, ...]
    headings: tuple[tuple[str, ...], ...]
    are_upright: bool
    left: int
    top: int
    across: int
    down: int
    bands: int
    band: int
    """From the left of a band to the left of the next."""
    deep: int
    """Rows in a band, at most."""


def sheets(table: Table) -> Iterator[draw.Sheet]:
    """Yield the drawing, one sheet even of nothing."""
    lines = [line for line in table.lines if any(cell.shade is not None for cell in line.cells)]
    grid = _grid(table, lines)
    most = grid.bands * grid.deep
    for start in range(0, max(1, len(lines)), most):
        yield _sheet(grid, lines[start : start + most])


def _grid(table: Table, lines: Sequence[Line]) -> _Grid:
    """Return where everything stands: as many bands as are needed and fit side by side."""
    columns = tuple(
        number
        for number in range(len(table.columns))
        if any(line.cells[number].shade is not None for line in lines)
    )
    labels = [_label(table, line) for line in lines]
    left = ceil(draw.widest((words for label in labels for words in label), draw.SMALL)) + 8
    down = max((len(label) for label in labels), default=1) * draw.LINE
    headings = tuple(
        tuple(draw.wrapped(table.columns[number].title, _HEADING_ROOM, draw.SMALL))
        for number in columns
    )
    least = max(_LEAST, max(map(len, headings), default=1) * draw.LINE)
    highest = ceil(draw.widest((words for lines in headings for words in lines), draw.SMALL))
    deep = max(1, int(draw.TALLEST - highest - _FOOT) // down)
    possible = max(1, (draw.WIDTH + _BETWEEN) // (left + len(columns) * least + _BETWEEN))
    bands = max(1, min(possible, ceil(len(lines) / deep)))
    band = (draw.WIDTH + _BETWEEN) // bands
    across = max(1, min(_MOST, (band - _BETWEEN - left) // max(1, len(columns))))
    are_upright = highest > across - 4 or any(len(lines) > 1 for lines in headings)
    top = (highest if are_upright else draw.LINE) + 6
    return _Grid(table, columns, headings, are_upright, left, top, across, down, bands, band, deep)


def _label(table: Table, line: Line) -> list[str]:
    return draw.wrapped(draw.words_of(line.cells[0], table.columns[0]), _LABEL_ROOM, draw.SMALL)


def _sheet(grid: _Grid, lines: Sequence[Line]) -> draw.Sheet:
    rows = max(1, ceil(len(lines) / grid.bands))
    parts: list[str] = []
    for number, start in enumerate(range(0, len(lines), rows)):
        parts += _band(grid, lines[start : start + rows], number * grid.band)
    end = grid.top + min(rows, len(lines)) * grid.down + 8
    return draw.Sheet(end + _FOOT - 8, (*parts, *_legend(end)))


def _band(grid: _Grid, lines: Sequence[Line], x: int) -> Iterator[str]:
    yield from _headings(grid, x + grid.left)
    for number, line in enumerate(lines):
        middle = grid.top + (number + 0.5) * grid.down
        yield from draw.stacked(_label(grid.table, line), x + grid.left - 5, middle, "small")
    yield from _fields(grid, lines, x + grid.left)


def _headings(grid: _Grid, left: int) -> Iterator[str]:
    for number, lines in enumerate(grid.headings):
        middle = left + (number + 0.5) * grid.across
        if grid.are_upright:
            first = middle - (len(lines) - 1) * draw.LINE / 2 + 3.5
            for at, words in enumerate(lines):
                yield draw.upright(first + at * draw.LINE, grid.top - 5, words)
        else:
            yield draw.text(middle, grid.top - 5, lines[0], "small", "middle")


def _fields(grid: _Grid, lines: Sequence[Line], left: int) -> Iterator[str]:
    """Yield a path for each colour, one for the strokes in what earned least, one for dashes."""
    colours: list[list[str]] = [[] for _step in SHADES]
    strokes: list[str] = []
    dashes: list[str] = []
    side, height = max(1, grid.across - 1), grid.down - 1
    field = f"h{side}v{height}h-{side}z"
    stroke = f"l{draw.place(side / 2)} -{draw.place(height / 2)}"
    for row, line in enumerate(lines):
        y = grid.top + row * grid.down
        for number, column in enumerate(grid.columns):
            x, share = left + number * grid.across, line.cells[column].shade
            if share is None:
                start = f"{draw.place(x + side / 4)} {draw.place(y + height / 2)}"
                dashes.append(f"M{start}h{draw.place(side / 2)}")
                continue
            step = shade_step(share)
            colours[step].append(f"M{x} {y}{field}")
            if step == 0:
                strokes.append(
                    f"M{draw.place(x + side / 4)} {draw.place(y + height * 0.75)}{stroke}"
                )
    yield from (
        draw.path("".join(found), f"shade-{step}") for step, found in enumerate(colours) if found
    )
    if strokes:
        yield draw.path("".join(strokes), "stroke", _STROKED)
    if dashes:
        yield draw.path("".join(dashes), "unknown", _STROKED)


def _legend(y: float) -> Iterator[str]:
    yield draw.text(0, y + 12, _("nothing"), "small")
    x = draw.width(_("nothing"), draw.SMALL) + 4
    for step in range(len(SHADES)):
        yield draw.rect(x + step * 26, y + 2, 25, 13, f"shade-{step}")
    yield draw.path(f"M{draw.place(x + 6)} {draw.place(y + 12)}l13 -7", "stroke", _STROKED)
    x += len(SHADES) * 26 + 6
    yield draw.text(x, y + 12, _("the whole maximum"), "small")
    x += draw.width(_("the whole maximum"), draw.SMALL) + 30
    yield draw.text(x, y + 12, f"{UNKNOWN} {_('not known')}", "small")
