"""The lines over the keys: what was done, or why not, so that no message covers a figure."""

from typing import Final

from textual.content import Content

from parself.tui.widgets.bars import thin_bar
from parself.tui.widgets.plain import MUTED, Pane, Piece, lines, plain

DONE: Final = "$text-success"
"""The style of what was done."""
WARNED: Final = "$text-warning"
"""The style of why something was not done."""
_FAINT: Final = "$foreground 40%"
_BAR: Final = 24


class MessageLine(Pane):
    """A thin rule; a message stands in it until the next one. A long one takes more lines."""

    DEFAULT_CSS = "MessageLine { height: auto; max-height: 6; padding: 0 1; }"

    _said: tuple[Piece, ...] = ()
    _is_hint = False
    _is_progress = False
    _line = "─"

    def show(self, words: str, *, ascii_only: bool, style: str = DONE) -> None:
        """Show a message; nothing for an empty one."""
        self._is_hint = False
        self._said = ((words, style),) if words else ()
        self._draw(ascii_only=ascii_only)

    def add(self, words: str, *, ascii_only: bool) -> None:
        """Show what went wrong after what stands there."""
        self._is_hint = False
        self._said = (*self._said, *([" "] if self._said else []), (words, WARNED))
        self._draw(ascii_only=ascii_only)

    def hint(self, words: str, *, ascii_only: bool) -> None:
        """Show what has no room elsewhere; an empty one leaves a message where it is."""
        if words or self._is_hint:
            self.show(words, ascii_only=ascii_only, style=MUTED)
            self._is_hint = True

    def show_progress(self, done: int, of: int, *, ascii_only: bool, words: str = "") -> None:
        """Show how far something is, behind words for what it is."""
        self._is_progress = True
        self.present(_said_progress(words, done, of, ascii_only=ascii_only))

    def on_resize(self) -> None:
        """Draw the rule anew: one of another width would take several lines, or end too early."""
        if not self._is_progress:
            self._ruled()

    def _draw(self, *, ascii_only: bool) -> None:
        self._line, self._is_progress = "-" if ascii_only else "─", False
        self._ruled()

    def _ruled(self) -> None:
        self.present(_ruled(self._said, self.app.size.width - 2, self._line))


def _ruled(said: tuple[Piece, ...], width: int, line: str) -> Content:
    told = plain((f"{line * 2} ", _FAINT), *said, " ") if said else plain("")
    if told.cell_length > width:
        return lines(plain((line * width, _FAINT)), plain(*said))
    return told + plain((line * (width - told.cell_length), _FAINT))


def _said_progress(words: str, done: int, of: int, *, ascii_only: bool) -> Content:
    """Return how far something is, behind words for what it is."""
    head = plain(f"{words} ") if words else plain("")
    return head + _progress(done, of, ascii_only=ascii_only)


def _progress(done: int, of: int, *, ascii_only: bool) -> Content:
    drawn = thin_bar(done / of, _BAR, "$text-accent", ascii_only=ascii_only)
    return Content.assemble(drawn, plain(f" {done}/{of}"))
