"""The line over the keys: what was just done stands in it, so that no message covers a figure."""

from typing import Final

from textual.content import Content

from parself.tui.widgets.bars import thin_bar
from parself.tui.widgets.plain import Pane, plain

_FAINT: Final = "$foreground 40%"
_BAR: Final = 24


class MessageLine(Pane):
    """A thin rule; a message stands in it until the next one."""

    DEFAULT_CSS = "MessageLine { height: 1; padding: 0 1; }"

    def show(self, words: str, *, ascii_only: bool) -> None:
        """Show a message; nothing for an empty one."""
        self.present(_ruled(words, self.app.size.width - 2, "-" if ascii_only else "─"))

    def show_progress(self, done: int, of: int, *, ascii_only: bool) -> None:
        """Show how far something is."""
        self.present(_progress(done, of, ascii_only=ascii_only))


def _ruled(words: str, width: int, line: str) -> Content:
    said = plain((f"{line * 2} ", _FAINT), (words, "$text-success"), " ") if words else plain("")
    if said.cell_length > width:
        return said.truncate(width, ellipsis=True)
    return said + plain((line * (width - said.cell_length), _FAINT))


def _progress(done: int, of: int, *, ascii_only: bool) -> Content:
    drawn = thin_bar(done / of, _BAR, "$text-accent", ascii_only=ascii_only)
    return Content.assemble(drawn, plain(f" {done}/{of}"))
