"""The one gate between data and widgets.

Rubrics, answers, file names and bundles are full of square brackets ("[đ/c A]", "[x]"),
which Textual would read as markup: swallowed, clickable, or fatal. Every text that a
widget shows is made here, as `Content` that is never parsed.
"""

from textual.content import Content
from textual.widgets import Static

Piece = str | tuple[str, str]
"""Text, or text with a style."""


class Pane(Static):
    """A text that is laid out and painted anew only when it differs from what is shown.

    Every keystroke shows the whole view again; most of it has not changed.
    """

    _shown: Content | None = None

    def present(self, content: Content) -> None:
        """Show `content`."""
        if self._shown is None or not self._shown.is_same(content):
            self._shown = content
            self.update(content)


def plain(*pieces: Piece) -> Content:
    """Return content to be shown literally; a style is ours, never data."""
    return Content.assemble(*pieces)


def lines(*rows: Content) -> Content:
    """Join rows with line ends."""
    return Content("\n").join(rows)


def spread(left: Content, right: Content, width: int) -> Content:
    """Set `left` and `right` at the two ends of a line, cropping the left one where they meet."""
    room = max(0, width - right.cell_length - 1)
    left = left if left.cell_length <= room else left.truncate(room, ellipsis=True)
    gap = " " * max(1, width - left.cell_length - right.cell_length)
    return Content.assemble(left, gap, right)


def bar(filled: float, width: int, *, ascii_only: bool) -> str:
    """Return a bar of `width` cells, `filled` between 0 and 1, in characters consoles have."""
    full = round(max(0.0, min(1.0, filled)) * width)
    on, off = ("#", ".") if ascii_only else ("█", "░")
    return on * full + off * (width - full)
