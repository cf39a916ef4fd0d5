"""Charts as inline SVG: the ladder, bars by area, a radar, the heat map. Pure text, no library.

Colours are classes of the page's style sheet, so that a picture follows light, dark and print.
Every picture says in words what it shows. A figure that is not known is a gap with a dash,
never a zero.
"""

import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from math import cos, pi, sin
from typing import Final

from parself.i18n import _
from parself.report.look import SHADES, shade_step
from parself.report.tables import Cell, Chart, Column, Level, Line, Table, shown
from parself.text import nfc

WIDTH: Final = 720
_CHAR: Final = 7.4
"""Pixels that a letter takes at most on average, at the size used."""
_LINE: Final = 16
_LABEL_CHARS: Final = 30
_DASH: Final = "–"


def picture(chart: Chart) -> str:
    """Return a chart as an ``<svg>`` element."""
    drawing = {"ladder": _ladder, "bars": _bars, "radar": _radar, "heat": _heat}[chart.kind]
    height, parts = drawing(chart)
    alt = _safe(chart.alt)
    return (
        f'<svg role="img" aria-label="{alt}" viewBox="0 0 {WIDTH} {height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{alt}</title>{"".join(parts)}</svg>'
    )


def _safe(text: str) -> str:
    return escape(nfc(text), quote=True)


def _text(x: float, y: float, words: str, css: str = "", anchor: str = "start") -> str:
    kind = f' class="{css}"' if css else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{kind}>{_safe(words)}</text>'


def _rect(x: float, y: float, width: float, height: float, css: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0.0, width):.1f}" height="{height:.1f}"'
        f' class="{css}"/>'
    )


def _rows(chart: Chart) -> list[Line]:
    return [line for line in chart.table.lines if line.level is not Level.TOTAL]


def _figure(cell: Cell) -> float | None:
    return float(cell.value) if isinstance(cell.value, int | Decimal) else None


def _shown(cell: Cell, column: Column) -> str:
    return shown(cell, column) or _DASH


def _label(chart: Chart, line: Line) -> list[str]:
    """Return a line's label, broken so that it fits the label column."""
    words = shown(line.cells[chart.labels], chart.table.columns[chart.labels])
    mark = "► " if line.level is Level.OURS else ""
    return textwrap.wrap(mark + words, _LABEL_CHARS) or [_DASH]


def _most(chart: Chart, lines: Sequence[Line]) -> float:
    figures = [_figure(line.cells[at]) for line in lines for at in chart.values]
    return max((figure for figure in figures if figure is not None), default=1.0) or 1.0


def _ladder(chart: Chart) -> tuple[int, list[str]]:
    lines = _rows(chart)
    (value,) = chart.values
    left = _LABEL_CHARS * _CHAR + 10
    room = WIDTH - left - 80
    most = _most(chart, lines)
    parts: list[str] = []
    y = 6.0
    for line in lines:
        label = _label(chart, line)
        height = max(24.0, len(label) * _LINE + 6.0)
        is_ours = line.level is Level.OURS
        figure = _figure(line.cells[value])
        length = 0.0 if figure is None else room * figure / most
        parts += _label_texts(label, left - 8, y, height, "ours" if is_ours else "")
        parts.append(_rect(left, y + height / 2 - 8, length, 16, "bar-ours" if is_ours else "bar"))
        words = _shown(line.cells[value], chart.table.columns[value])
        middle = y + height / 2 + 5
        parts.append(_text(left + length + 6, middle, words, "ours" if is_ours else ""))
        y += height
    return int(y) + 6, parts


def _label_texts(label: list[str], x: float, y: float, height: float, css: str) -> Iterator[str]:
    first = y + height / 2 - (len(label) - 1) * _LINE / 2 + 5
    for number, words in enumerate(label):
        yield _text(x, first + number * _LINE, words, css, "end")


def _bars(chart: Chart) -> tuple[int, list[str]]:
    lines = _rows(chart)
    left = _LABEL_CHARS * _CHAR + 10
    room = WIDTH - left - 80
    most = _most(chart, lines)
    parts = _legend(chart, left)
    y = 34.0
    for line in lines:
        label = _label(chart, line)
        height = max(16.0 * len(chart.values), len(label) * _LINE * 1.0) + 12
        parts += _label_texts(label, left - 8, y, height, "")
        top = y + (height - 16.0 * len(chart.values)) / 2
        for number, at in enumerate(chart.values):
            figure = _figure(line.cells[at])
            length = 0.0 if figure is None else room * figure / most
            parts.append(_rect(left, top + number * 16 + 2, length, 12, _series(number)))
            words = _shown(line.cells[at], chart.table.columns[at])
            parts.append(_text(left + length + 6, top + number * 16 + 13, words, "small"))
        y += height
    return int(y) + 8, parts


def _series(number: int) -> str:
    """Return the class of a value column: the first is what was possible."""
    return ("bar-most", "bar", "bar-other")[min(number, 2)]


def _legend(chart: Chart, x: float) -> list[str]:
    parts: list[str] = []
    for number, at in enumerate(chart.values):
        title = chart.table.columns[at].title
        parts.append(_rect(x, 8, 14, 12, _series(number)))
        parts.append(_text(x + 20, 19, title, "small"))
        x += 40 + len(title) * _CHAR
    return parts


def _radar(chart: Chart) -> tuple[int, list[str]]:
    lines = _rows(chart)
    height, radius = 460, 170.0
    centre = (WIDTH / 2, height / 2 + 14)
    parts = _legend(chart, 20)
    for share in (0.25, 0.5, 0.75, 1.0):
        ring = [_point(centre, radius * share, number, len(lines)) for number in range(len(lines))]
        parts.append(f'<polygon points="{_points(ring)}" class="ring"/>')
        parts.append(_text(centre[0] + 4, centre[1] - radius * share - 2, f"{share:.0%}", "small"))
    for number, line in enumerate(lines):
        x, y = _point(centre, radius + 22, number, len(lines))
        parts.append(_text(x, y + 5, " ".join(_label(chart, line)), "", "middle"))
    for number, at in enumerate(chart.values[1:], start=1):
        shape = _polygon(chart, lines, at, centre, radius)
        parts.append(f'<polygon points="{_points(shape)}" class="{_series(number)}-line"/>')
    return height, parts


def _polygon(
    chart: Chart, lines: Sequence[Line], at: int, centre: tuple[float, float], radius: float
) -> list[tuple[float, float]]:
    """Return the corners of a value column's ring; axes without a figure are passed over."""
    corners = []
    for number, line in enumerate(lines):
        figure, most = _figure(line.cells[at]), _figure(line.cells[chart.values[0]])
        if figure is not None and most:
            share = max(0.0, min(1.0, figure / most))
            corners.append(_point(centre, radius * share, number, len(lines)))
    return corners


def _point(
    centre: tuple[float, float], distance: float, number: int, of: int
) -> tuple[float, float]:
    angle = 2 * pi * number / max(1, of) - pi / 2
    return centre[0] + distance * cos(angle), centre[1] + distance * sin(angle)


def _points(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _heat(chart: Chart) -> tuple[int, list[str]]:
    lines, columns = _shaded(chart.table)
    left, top = (
        90.0,
        24.0 + max((len(chart.table.columns[c].title) for c in columns), default=0) * 5,
    )
    across = (WIDTH - left - 10) / max(1, len(columns))
    down = max(3.0, min(14.0, 1400.0 / max(1, len(lines))))
    fields: list[list[str]] = [[] for _step in SHADES]
    for row, line in enumerate(lines):
        for place, column in enumerate(columns):
            share = line.cells[column].shade
            if share is not None:
                corner = f"M{left + place * across:.1f} {top + row * down:.1f}"
                fields[shade_step(share)].append(
                    f"{corner}h{across - 1:.1f}v{down - 0.6:.1f}h-{across - 1:.1f}z"
                )
    parts = [
        f'<path d="{"".join(found)}" class="shade-{step}"/>'
        for step, found in enumerate(fields)
        if found
    ]
    parts += _heat_labels(chart.table, lines, columns, (left, top, across, down))
    end = top + len(lines) * down
    return int(end) + 34, [*parts, *_heat_legend(end + 10)]


def _shaded(table: Table) -> tuple[list[Line], list[int]]:
    lines = [line for line in table.lines if any(cell.shade is not None for cell in line.cells)]
    columns = [
        number
        for number in range(len(table.columns))
        if any(line.cells[number].shade is not None for line in lines)
    ]
    return lines, columns


def _heat_labels(
    table: Table,
    lines: Sequence[Line],
    columns: Sequence[int],
    grid: tuple[float, float, float, float],
) -> Iterator[str]:
    """Yield headings, turned so that they fit, and as many row labels as can be read."""
    left, top, across, down = grid
    for place, column in enumerate(columns):
        x = left + (place + 0.6) * across
        words = _safe(table.columns[column].title)
        yield (
            f'<text x="{x:.1f}" y="{top - 6:.1f}" class="small"'
            f' transform="rotate(-50 {x:.1f} {top - 6:.1f})">{words}</text>'
        )
    every = max(1, round(10 / down))
    for row, line in enumerate(lines):
        if row % every == 0:
            label = textwrap.shorten(shown(line.cells[0], table.columns[0]), 16, placeholder="…")
            yield _text(left - 6, top + row * down + min(down, 10), label, "small", "end")


def _heat_legend(y: float) -> Iterator[str]:
    yield _text(90, y + 11, _("nothing"), "small", "end")
    for step in range(len(SHADES)):
        yield _rect(98 + step * 26, y, 24, 14, f"shade-{step}")
    yield _text(98 + len(SHADES) * 26 + 8, y + 11, _("the whole maximum"), "small")
