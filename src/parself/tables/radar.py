"""The radar: an axis a line, a ring a value column, each figure as a share of its maximum.

A figure that is not known opens the ring, and the axis says which one is missing.
"""

from collections.abc import Iterator
from math import cos, pi, sin
from typing import Any, Final

from parself.tables import drawing as draw
from parself.tables.model import UNKNOWN, Cell, Column, Kind, Level, Line, shown
from parself.tables.paper import Chart
from parself.values import Frozen

_RADIUS: Final = 145.0
_BEYOND: Final = 14.0
"""From the outermost ring to the labels."""
_RINGS: Final = (25, 50, 75, 100)
_FEWEST: Final = 3
_MOST: Final = 12
_SCALE: Final = Column[Any]("", kind=Kind.COUNT)

Point = tuple[float, float]


def suits(chart: Chart) -> bool:
    """Say whether a chart has as many axes as can be told apart, and something to compare."""
    return _FEWEST <= len(draw.rows(chart)) <= _MOST and len(chart.values) > 1


class _Label(Frozen):
    """A label's lines about a point, seen from the centre."""

    lines: tuple[str, ...]
    x: float
    middle: float
    anchor: str
    is_ours: bool

    @property
    def reach(self) -> float:
        """Half the height."""
        return len(self.lines) * draw.LINE / 2


def sheet(chart: Chart) -> draw.Sheet:
    """Return the drawing. The chart must suit."""
    lines = draw.rows(chart)
    labels = [_label(chart, line, number, len(lines)) for number, line in enumerate(lines)]
    titles = [(number, chart.table.columns[at].title) for number, at in enumerate(chart.values_at)]
    top, parts = draw.legend(
        [(f"{draw.series(number)}-line", title) for number, title in titles[1:]], 10
    )
    centre = (draw.WIDTH / 2, top + 4 - min(one.middle - one.reach for one in labels))
    parts += _web(centre, len(lines))
    for number, _title in titles[1:]:
        parts += _ring(chart, lines, number, centre)
    parts += _scale(centre)
    for one in labels:
        css = "small ours" if one.is_ours else "small"
        parts += draw.stacked(one.lines, centre[0] + one.x, centre[1] + one.middle, css, one.anchor)
    height = centre[1] + max(one.middle + one.reach for one in labels) + 8
    return draw.Sheet(height, tuple(parts))


def _point(centre: Point, distance: float, number: int, of: int) -> Point:
    angle = 2 * pi * number / of - pi / 2
    return centre[0] + distance * cos(angle), centre[1] + distance * sin(angle)


def _label(chart: Chart, line: Line, number: int, of: int) -> _Label:
    x, y = _point((0, 0), _RADIUS + _BEYOND, number, of)
    is_aside = abs(x) > 1
    # A label above or below the web ends where those beside it begin.
    room = draw.WIDTH / 2 - abs(x) - 6 if is_aside else 2 * _point((0, 0), _RADIUS, 1, of)[0] - 12
    words = draw.wrapped(draw.label(chart, line), room, draw.SMALL)
    for at in chart.values_at[1:]:
        if _share(line, chart.values_at[0], at) is None:
            words += draw.wrapped(f"{chart.table.columns[at].title}: {UNKNOWN}", room, draw.SMALL)
    reach = len(words) * draw.LINE / 2
    # Beside the web the lines stand about the point; above and below they lead away from it.
    middle = y + reach * y / (_RADIUS + _BEYOND)
    anchor = "middle" if not is_aside else "start" if x > 0 else "end"
    return _Label(tuple(words), x, middle, anchor, line.level is Level.OURS)


def _web(centre: Point, of: int) -> Iterator[str]:
    for percent in _RINGS:
        corners = [_point(centre, _RADIUS * percent / 100, number, of) for number in range(of)]
        yield draw.path(_course(corners) + "z", "ring", ' fill="none" stroke="currentColor"')
    spokes = (_course([centre, _point(centre, _RADIUS, number, of)]) for number in range(of))
    yield draw.path("".join(spokes), "ring", ' fill="none" stroke="currentColor"')


def _scale(centre: Point) -> Iterator[str]:
    for percent in _RINGS:
        words = shown(Cell(percent), _SCALE) + "%"
        y = centre[1] - _RADIUS * percent / 100 + 11
        yield draw.text(centre[0] + 4, y, words, "small scale")


def _course(corners: list[Point]) -> str:
    return "M" + "L".join(f"{draw.place(x)} {draw.place(y)}" for x, y in corners)


def _ring(chart: Chart, lines: list[Line], number: int, centre: Point) -> Iterator[str]:
    shares = [_share(line, chart.values_at[0], chart.values_at[number]) for line in lines]
    corners = [
        None if share is None else _point(centre, _RADIUS * share, axis, len(lines))
        for axis, share in enumerate(shares)
    ]
    known = [corner for corner in corners if corner is not None]
    css = draw.series(number)
    if len(known) == len(corners):
        yield draw.path(_course(known) + "z", f"{css}-line")
    else:
        # What is enclosed would be a guess.
        yield draw.path("".join(map(_course, _runs(corners))), f"{css}-line", ' style="fill:none"')
    for x, y in known:
        yield f'<circle cx="{draw.place(x)}" cy="{draw.place(y)}" r="3" class="{css}"/>'


def _runs(corners: list[Point | None]) -> Iterator[list[Point]]:
    """Yield what is joined by lines: neighbours that are both known, around the whole ring."""
    for number, corner in enumerate(corners):
        following = corners[(number + 1) % len(corners)]
        if corner is not None and following is not None:
            yield [corner, following]


def _share(line: Line, most: int, at: int) -> float | None:
    whole, part = draw.figure(line.cells[most]), draw.figure(line.cells[at])
    return None if part is None or not whole else max(0.0, min(1.0, part / whole))
