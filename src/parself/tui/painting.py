"""What stands on the terminal, so that a change writes only the cells that differ.

Textual paints whole widgets, and all that lies below one that grew. Over a slow line that is felt.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.control import Control
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from parself.values import Frozen

Cell = tuple[str, Style]
_BRIDGED: Final = 4
"""Cells that stay the same are written once more where so few lie between two changes."""
_NO_STYLE: Final = Style()
_UNKNOWN: Final[Cell] = ("", _NO_STYLE)
_UNSEEN: Final = {"", "1"}
"""Attributes of which nothing is seen in a blank: none, and bold."""


class Painted:
    """The cells of the terminal, line by line, as they were last written."""

    def __init__(self) -> None:
        self._lines: dict[int, list[Cell]] = {}

    def differing(self, update: CompositorUpdate) -> CompositorUpdate:
        """Return an update that writes what differs; one of the whole screen is written whole."""
        if isinstance(update, ChopsUpdate | LayoutUpdate):
            return _Differing(self, update)
        return update

    def whole(self, update: LayoutUpdate) -> None:
        """Take note of a whole screen."""
        self._lines = {}
        for y, strips in enumerate(update.strips, update.region.y):
            self._lines[y] = [cell for strip in strips for cell in _cells(strip)]

    def changes(self, x: int, y: int, strip: Strip) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Put a part of a line in its place; yield where something else stood, and what does now.

        A part with wide characters, or over one, is written whole.
        """
        cells, line = _cells(strip), self._lines.setdefault(y, [])
        end = x + len(cells)
        line += [_UNKNOWN] * (end - len(line))
        before = line[x:end]
        if before == cells:
            return
        line[x:end] = cells
        if any(len(text) != 1 for text, _style in (*before, *cells)):
            yield x, cells
            return
        for first, last in _runs(before, cells):
            yield x + first, cells[first:last]


class _Differing(CompositorUpdate):
    """An update of which only that is written which does not stand there yet."""

    def __init__(self, painted: Painted, update: ChopsUpdate | LayoutUpdate) -> None:
        self._painted, self._update = painted, update

    def render_segments(self, console: Console) -> str:
        """Return what is written to the terminal."""
        if isinstance(self._update, LayoutUpdate):
            self._painted.whole(self._update)
            return self._update.render_segments(console)
        pen = _Pen(console._color_system or ColorSystem.TRUECOLOR)
        for x, y, strip in _parts(self._update):
            for at, cells in self._painted.changes(x, y, strip):
                pen.move_to(at, y)
                pen.draw(cells)
        return pen.put_down()


class _Codes(Frozen):
    """What tells a terminal a style: its attributes, colour and ground, each possibly empty."""

    attributes: str = ""
    colour: str = ""
    ground: str = ""

    def after(self, before: "_Codes") -> str:
        """Return the shortest sequence that leads from another style to this one."""
        is_more = self.colour or not before.colour
        is_more = is_more and bool(self.ground or not before.ground)
        if self.attributes != before.attributes or not is_more:
            return f"\x1b[{';'.join(filter(None, ('0', *self)))}m"
        told = [new for new, old in zip(self, before, strict=True) if new != old]
        return f"\x1b[{';'.join(told)}m" if told else ""

    def __iter__(self) -> Iterator[str]:
        return iter((self.attributes, self.colour, self.ground))


@lru_cache(maxsize=1024)
def _codes(style: Style, system: ColorSystem) -> _Codes:
    def told(part: Style) -> str:
        return part.render("x", color_system=system).partition("x")[0][2:-1]

    return _Codes(
        told(style.without_color),
        told(Style(color=style.color)),
        told(Style(bgcolor=style.bgcolor)),
    )


class _Pen:
    """Writes cells, each change of style as briefly as it can be said."""

    def __init__(self, system: ColorSystem) -> None:
        self._system, self._now = system, _Codes()
        self._written: list[str] = []

    def move_to(self, x: int, y: int) -> None:
        """Go to a cell."""
        self._written.append(Control.move_to(x, y).segment.text)

    def draw(self, cells: Iterable[Cell]) -> None:
        """Write cells from there on."""
        for style, of in groupby(cells, key=lambda cell: cell[1]):
            text, wanted = "".join(one for one, _style in of), _codes(style, self._system)
            if text.isspace() and not wanted.attributes and self._now.attributes in _UNSEEN:
                # Nothing but their ground is seen of blanks.
                wanted = _Codes(self._now.attributes, self._now.colour, wanted.ground)
            self._written += [wanted.after(self._now), text]
            self._now = wanted

    def put_down(self) -> str:
        """Return all that was written, which leaves no style behind."""
        return "".join([*self._written, _Codes().after(self._now)])


def _parts(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Yield the parts of lines that were drawn anew, with where they stand.

    What was not asked for is not looked at: some widgets that cover it were not drawn.
    """
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=True):
            start, end = max(x, first), min(end, last)
            if strip is not None and start < end:
                yield start, y, strip.crop(start - x, end - x)


def _cells(strip: Strip) -> list[Cell]:
    """Return a cell for each column; the second one of a wide character is empty."""
    found: list[Cell] = []
    for text, style, _control in strip:
        style = style or _NO_STYLE
        if len(text) == cell_len(text):
            blank = " ", _of_blank(style)
            found += [blank if char == " " else (char, style) for char in text]
        else:
            found += _wide_cells(text, style)
    return found


@lru_cache(maxsize=1024)
def _of_blank(style: Style) -> Style:
    """Return what is seen of a style in a blank: its ground, unless it is struck or reversed."""
    is_seen = style.underline or style.underline2 or style.reverse or style.strike or style.overline
    return style if is_seen else Style(bgcolor=style.bgcolor)


def _wide_cells(text: str, style: Style) -> Iterable[Cell]:
    """Return the cells of a text in which some characters take no cell or two."""
    cells: list[Cell] = []
    for char in text:
        width = cell_len(char)
        if width:
            cells += [(char, style), *[("", style)] * (width - 1)]
        elif cells:
            cells[-1] = (cells[-1][0] + char, style)
    return cells


def _runs(before: list[Cell], now: list[Cell]) -> Iterator[tuple[int, int]]:
    """Yield from where to where cells differ; those that lie close together as one."""
    differing = [at for at, (was, new) in enumerate(zip(before, now, strict=True)) if was != new]
    first = last = differing[0]
    for at in differing[1:]:
        if at - last > _BRIDGED:
            yield first, last + 1
            first = at
        last = at
    yield first, last + 1
