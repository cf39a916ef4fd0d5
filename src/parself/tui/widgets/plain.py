"""The one gate between data and widgets.

Rubrics, answers, file names and bundles are full of square brackets ("[đ/c A]", "[x]"),
which Textual would read as markup: swallowed, clickable, or fatal. Every text that a
widget shows is made here, as `Content` that is never parsed and holds no character that
commands a terminal. Behind it stands `ONLY_SHAPES`, through which every line goes that is
sent to the terminal, whichever widget made it.
"""

from collections.abc import Sequence
from typing import Any, Final, Self

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.widget import Widget
from textual.widgets import Static

from parself.text import cleaned, unsafe_in
from parself.words.signs import WGL4, Signs

Piece = str | tuple[str, str]
"""Text, or text with a style."""


class _OnlyShapes(LineFilter):
    """Replaces what would command the terminal; the line stays as wide as it was."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line with only characters that have a shape."""
        return [_only_shapes(segment) for segment in segments]


def _only_shapes(segment: Segment) -> Segment:
    text, style, control = segment
    for char in unsafe_in(text):
        text = text.replace(char, "\N{REPLACEMENT CHARACTER}" * cell_len(char))
    return segment if text is segment.text else Segment(text, style, control)


ONLY_SHAPES: Final = _OnlyShapes()
_NOTHING: Final = Content("")


class OwnSigns(LineFilter):
    """Draws what Textual draws itself, frames and cuts of texts, with the terminal's signs."""

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        drawn, own = (one.line + one.upright + one.corners for one in (WGL4, signs))
        self._own = str.maketrans(drawn + WGL4.more, own + (signs.more, ">")[signs.is_plain])

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line in signs that the terminal has."""
        return [
            Segment(text.translate(self._own), style, control) for text, style, control in segments
        ]


class Still:
    """A part of a page that never scrolls by itself, so that its new size moves nothing again.

    Textual lays a page out once more for each part whose contents grew, in case it scrolls.
    """

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        told: bool = super()._size_updated(size, virtual_size, container_size, layout=False)  # type: ignore[misc]
        return told


class Beside(Still, Horizontal):
    """Parts side by side."""


class Below(Still, Vertical):
    """Parts one below another."""


class Pane(Still, Static):
    """A text that is laid out and painted anew only when it differs from what is shown.

    Every keystroke shows the whole view again; most of it has not changed.
    """

    _shown: Content | None = None
    _entitled = Content(""), Content("")
    _differing: Sequence[Region] = ()

    def present(self, content: Content) -> None:
        """Show `content`."""
        shown, self._shown = self._shown, content
        if shown is not None and shown.is_same(content):
            return
        moves = shown is None or not self._takes_as_much(shown, content)
        if shown is not None and not moves:
            self._differing = self._lines_that_differ(shown, content)
        self.update(content, layout=moves)
        self._differing = ()

    def entitle(self, title: Content, subtitle: Content = _NOTHING) -> None:
        """Put words into the frame above and below, unless they stand there."""
        was, self._entitled = self._entitled, (title, subtitle)
        if not was[0].is_same(title):
            self.border_title = title
        if not was[1].is_same(subtitle):
            self.border_subtitle = subtitle

    def refresh(self, *regions: Region, **options: Any) -> Self:
        """Paint anew; while only some lines differ, only those."""
        return super().refresh(*(regions or self._differing), **options)

    def _lines_that_differ(self, shown: Content, content: Content) -> Sequence[Region]:
        """Return where lines differ; nothing where a line is wrapped, so that all is painted."""
        was, now, width = shown.split("\n"), content.split("\n"), self.content_size.width
        if len(was) != len(now) or any(line.cell_length > width for line in (*was, *now)):
            return ()
        return [
            Region(0, at, width, 1)
            for at, (old, new) in enumerate(zip(was, now, strict=True))
            if not old.is_same(new)
        ]

    def _takes_as_much(self, shown: Content, content: Content) -> bool:
        """Say whether `content` fills just the lines of what is shown: no other widget moves.

        Lines that are kept free below count as filled.
        """
        rules, width = self.styles.get_rules(), self.content_size.width
        if self.styles.is_auto_width or not width:
            return False
        least = int(self.styles.min_height.value) if self.styles.min_height is not None else 0
        now, before = (max(least, one.get_height(rules, width)) for one in (content, shown))
        return now == before


def signs_of(widget: Widget) -> Signs:
    """Return what the application draws with."""
    found: Signs = getattr(widget.app, "signs", WGL4)
    return found


def plain(*pieces: Piece) -> Content:
    """Return content that is shown literally. A style is always the program's own, never data."""
    return Content.assemble(*map(_clean, pieces))


def _clean(piece: Piece) -> Piece:
    return cleaned(piece) if isinstance(piece, str) else (cleaned(piece[0]), piece[1])


def lines(*rows: Content) -> Content:
    """Join rows with line ends."""
    return Content("\n").join(rows)


def cut(content: Content, width: int, *, signs: Signs) -> Content:
    """Return a text that fills a width: padded, or cut where it is too long, which a sign tells."""
    if content.cell_length <= width:
        return content.truncate(width, pad=True)
    shown = content.truncate(max(0, width - len(signs.more)))
    return Content.assemble(shown, signs.more).truncate(width)


def spread(left: Content, right: Content, width: int) -> Content:
    """Set `left` and `right` at the two ends of a line, cropping the left one where they meet."""
    room = max(0, width - right.cell_length - 1)
    left = left if left.cell_length <= room else left.truncate(room, ellipsis=True)
    gap = " " * max(1, width - left.cell_length - right.cell_length)
    return Content.assemble(left, gap, right)


def bar(filled: float, width: int, *, signs: Signs) -> str:
    """Return a bar of `width` cells, `filled` between 0 and 1, in characters consoles have."""
    full = round(max(0.0, min(1.0, filled)) * width)
    return signs.block * full + signs.shade * (width - full)
