"""What every picture is made of: the figures of a chart, texts, bars, legends, the SVG around them.

This module alone escapes text for markup and estimates how wide a text is. Which font a reader
has is not known, so that widths are estimated generously; a text that is too wide is broken
into lines and never cut. Colours are classes of the page's style sheet, so that a picture
follows light, dark and print.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import Any, Final

from parself.tables.look import OURS_MARK
from parself.tables.model import UNKNOWN, Cell, Column, Level, Line, shown
from parself.tables.paper import Chart
from parself.text import nfc
from parself.values import Frozen

WIDTH: Final = 720
TALLEST: Final = 540
"""Of a sheet: so tall, it fits a page of A4 that lies across at the full width of its text."""
SIZE: Final = 13
SMALL: Final = 11
"""Heights of letters, as the style sheet sets them."""
LINE: Final = 14

_NARROW: Final = frozenset(" .,:;'|!()[]/-·ijlftrIìíỉĩịJ")
_BROAD: Final = frozenset("mwMW%@►…—")


class Sheet(Frozen):
    """One drawing; a chart with many lines takes several, so that none is taller than a page."""

    height: float
    parts: tuple[str, ...]


def safe(text: str) -> str:
    """Return text from data as it may stand in markup and in attributes."""
    return escape(nfc(text), quote=True)


def svg(sheet: Sheet, alt: str) -> str:
    """Return a sheet as an element that says in words what it shows."""
    said = safe(alt)
    return (
        f'<svg role="img" aria-label="{said}" viewBox="0 0 {WIDTH} {place(sheet.height)}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{said}</title>{"".join(sheet.parts)}</svg>'
    )


def rows(chart: Chart) -> list[Line]:
    """Return the lines that are drawn: all but sums."""
    return [line for line in chart.table.lines if line.level is not Level.TOTAL]


def figure(cell: Cell) -> float | None:
    """Return a cell's figure as a length, or None where there is none."""
    return float(cell.value) if isinstance(cell.value, int | Decimal) else None


def words_of(cell: Cell, column: Column[Any]) -> str:
    """Return a cell's text as the table has it, or a dash."""
    return shown(cell, column) or UNKNOWN


def label(chart: Chart, line: Line) -> str:
    """Return what names a line, with a mark before our own."""
    mark = OURS_MARK if line.level is Level.OURS else ""
    return mark + words_of(line.cells[chart.label_at], chart.table.columns[chart.label_at])


def width(words: str, size: float = SIZE) -> float:
    """Return how wide a text is at most, in bold letters too."""
    return size * sum(map(_breadth, words))


def _breadth(char: str) -> float:
    if char in _NARROW:
        return 0.42
    if char in _BROAD:
        return 1.05
    return 0.8 if char.isupper() else 0.68


def widest(lines: Iterable[str], size: float = SIZE) -> float:
    """Return the width of the widest of some texts."""
    return max((width(line, size) for line in lines), default=0.0)


def wrapped(words: str, room: float, size: float = SIZE) -> list[str]:
    """Return a text in lines that are no wider than `room`; only a word that is, is broken."""
    lines = [""]
    for word in words.split():
        for piece in _pieces(word, room, size):
            joined = f"{lines[-1]} {piece}".lstrip()
            if width(joined, size) <= room:
                lines[-1] = joined
            else:
                lines.append(piece)
    return [line for line in lines if line] or [UNKNOWN]


def _pieces(word: str, room: float, size: float) -> Iterator[str]:
    while width(word, size) > room and len(word) > 1:
        fits = next(n for n in range(len(word), 0, -1) if n == 1 or width(word[:n], size) <= room)
        yield word[:fits]
        word = word[fits:]
    if word:
        yield word


def place(number: float) -> str:
    """Return a coordinate, to a tenth."""
    return f"{number:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, css: str = "", anchor: str = "start") -> str:
    """Return one line of text."""
    kind = f' class="{css}"' if css else ""
    turn = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{place(x)}" y="{place(y)}"{turn}{kind}>{safe(words)}</text>'


def upright(x: float, y: float, words: str) -> str:
    """Return one small line of text that reads from below upwards."""
    spot = f"{place(x)} {place(y)}"
    return f'<text transform="translate({spot}) rotate(-90)" class="small">{safe(words)}</text>'


def stacked(
    lines: Sequence[str], x: float, middle: float, css: str = "", anchor: str = "end"
) -> Iterator[str]:
    """Yield lines of text below each other, about a middle."""
    first = middle - (len(lines) - 1) * LINE / 2 + 4.5
    for number, words in enumerate(lines):
        yield text(x, first + number * LINE, words, css, anchor)


def rect(x: float, y: float, across: float, down: float, css: str) -> str:
    """Return a bar or a field."""
    sides = f'width="{place(max(0.0, across))}" height="{place(down)}"'
    return f'<rect x="{place(x)}" y="{place(y)}" {sides} class="{css}"/>'


def path(course: str, css: str, more: str = "") -> str:
    """Return a path."""
    return f'<path d="{course}" class="{css}"{more}/>'


def series(number: int) -> str:
    """Return the class of a value column: the first is what was possible."""
    return ("bar-most", "bar", "bar-other")[min(number, 2)]


def legend(entries: Sequence[tuple[str, str]], left: float) -> tuple[float, list[str]]:
    """Return where a legend ends and its parts.

    An entry is a class and a title; the class of a line, which ends in ``-line``, is a stroke.
    """
    parts: list[str] = []
    x, y = left, 6.0
    for css, title in entries:
        lines = wrapped(title, WIDTH - left - 40, SMALL)
        across = 40 + widest(lines, SMALL)
        if x > left and x + across > WIDTH:
            x, y = left, y + LINE + 4
        parts.append(_swatch(x, y, css))
        parts += (text(x + 24, y + 10 + n * LINE, words, "small") for n, words in enumerate(lines))
        x, y = x + across, y + (len(lines) - 1) * LINE
    return y + LINE + 8, parts


def _swatch(x: float, y: float, css: str) -> str:
    if css.endswith("-line"):
        return path(f"M{place(x)} {place(y + 6)}h18", css)
    return rect(x, y + 1, 18, 10, css)
