"""Charts as inline SVG, pure text without a library: which drawing a chart is, and all with bars.

Every picture says in words what it shows. A figure that is not known is a gap with a dash,
never a zero. The bars of a chart have one scale, from zero, however many sheets it takes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from parself.tables import drawing as draw
from parself.tables import heat, radar
from parself.tables.model import Level, Line
from parself.tables.paper import Chart, ChartKind
from parself.values import Frozen

_LABEL_ROOM: Final = 380
_GAP: Final = 9


def pictures(chart: Chart) -> tuple[str, ...]:
    """Return a chart as ``<svg>`` elements, more than one where it would be taller than a page."""
    sheets = [*_DRAWINGS[chart.kind](chart)]
    of = len(sheets)
    return tuple(
        draw.svg(sheet, chart.alt if of == 1 else f"{chart.alt} ({number}/{of})")
        for number, sheet in enumerate(sheets, start=1)
    )


class _Bar(Frozen):
    """A figure: its length as a share of the longest, or None where it is not known."""

    share: float | None
    words: str
    css: str


class _Row(Frozen):
    """What is drawn of a line."""

    label: tuple[str, ...]
    bars: tuple[_Bar, ...]
    is_ours: bool
    thick: float
    """Height of a bar."""

    @property
    def height(self) -> float:
        """How tall the row is, with the gap to the next."""
        return max(len(self.bars) * (self.thick + 1), len(self.label) * draw.LINE) + _GAP


def _ladder(chart: Chart) -> Iterator[draw.Sheet]:
    drawn = _rows(chart, chart.values_at[:1], lambda _number, is_ours: _own(is_ours), 16)
    yield from _sheets(drawn, ())


def _own(is_ours: bool) -> str:
    return "bar-ours" if is_ours else "bar"


def _bars(chart: Chart) -> Iterator[draw.Sheet]:
    titles = [chart.table.columns[at].title for at in chart.values_at]
    drawn = _rows(chart, chart.values_at, lambda number, _is_ours: draw.series(number), 10)
    yield from _sheets(drawn, [(draw.series(number), title) for number, title in enumerate(titles)])


def _rows(
    chart: Chart, values: Sequence[int], css: Callable[[int, bool], str], thick: float
) -> list[_Row]:
    """Return the rows; `css` gives the class of a bar from its number and whether it is ours."""
    lines = draw.rows(chart)
    figures = [draw.figure(line.cells[at]) for line in lines for at in values]
    most = max((one for one in figures if one is not None), default=0.0) or 1.0

    def row(line: Line) -> _Row:
        is_ours = line.level is Level.OURS
        bars = []
        for number, at in enumerate(values):
            length = draw.figure(line.cells[at])
            words = draw.words_of(line.cells[at], chart.table.columns[at])
            share = None if length is None else max(0.0, length / most)
            bars.append(_Bar(share, words, css(number, is_ours)))
        return _Row(
            tuple(draw.wrapped(draw.label(chart, line), _LABEL_ROOM)), tuple(bars), is_ours, thick
        )

    return [row(line) for line in lines]


def _sheets(drawn: Sequence[_Row], entries: Sequence[tuple[str, str]]) -> Iterator[draw.Sheet]:
    left = draw.widest(words for row in drawn for words in row.label) + 10
    room = draw.WIDTH - left - 12 - draw.widest(bar.words for row in drawn for bar in row.bars)
    top, head = draw.legend(entries, left) if entries else (4.0, [])
    for group in _pages(drawn, draw.TALLEST - top):
        parts, y = [*head], top
        for row in group:
            parts += _row(row, left, room, y)
            y += row.height
        yield draw.Sheet(y + 4, tuple(parts))


def _pages(drawn: Iterable[_Row], most: float) -> list[list[_Row]]:
    """Return the rows of each sheet; there is one sheet even of nothing."""
    pages: list[list[_Row]] = [[]]
    used = 0.0
    for row in drawn:
        if pages[-1] and used + row.height > most:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += row.height
    return pages


def _row(row: _Row, left: float, room: float, y: float) -> Iterator[str]:
    css = "ours" if row.is_ours else ""
    step = row.thick + 1
    middle = y + (row.height - _GAP) / 2
    yield from draw.stacked(row.label, left - 8, middle, css)
    top = middle - len(row.bars) * step / 2
    # Bars that stand close bear small figures.
    words_css = " ".join(filter(None, ("small" if row.thick < draw.SMALL + 2 else "", css)))
    for number, bar in enumerate(row.bars):
        at = top + number * step
        if bar.share is not None:
            yield draw.rect(left, at, room * bar.share, row.thick, bar.css)
        yield draw.text(
            left + room * (bar.share or 0.0) + 6, at + row.thick / 2 + 4.2, bar.words, words_css
        )


def _radar(chart: Chart) -> Iterator[draw.Sheet]:
    if radar.suits(chart):
        yield radar.sheet(chart)
    else:
        yield from _bars(chart)


_DRAWINGS: Final[Mapping[ChartKind, Callable[[Chart], Iterator[draw.Sheet]]]] = {
    "ladder": _ladder,
    "bars": _bars,
    "radar": _radar,
    "heat": lambda chart: heat.sheets(chart.table),
}
