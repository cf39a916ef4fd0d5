"""The lines over the keys: what was done, or why not, so that no message covers a figure."""

from typing import Final

from textual.content import Content

from parself.tui.widgets.bars import thin_bar
from parself.tui.widgets.colours import DONE, FAINT, MUTED, OURS, UNPROVED
from parself.tui.widgets.plain import Pane, Piece, lines, plain
from parself.words.signs import Signs

_BAR: Final = 24


class MessageLine(Pane):
    """A thin rule; a message stands in it until the next one. A long one takes more lines."""

    DEFAULT_CSS = "MessageLine { height: auto; max-height: 6; padding: 0 1; }"

    _said: tuple[Piece, ...] = ()
    _is_hint = False
    _is_progress = False
    _line = "─"

    def show(self, words: str, *, signs: Signs, style: str = DONE) -> None:
        """Show a message; nothing for an empty one."""
        self._is_hint = False
        self._said = ((words, style),) if words else ()
        self._draw(signs=signs)

    def add(self, words: str, *, signs: Signs) -> None:
        """Show what went wrong after what stands there."""
        self._is_hint = False
        self._said = (*self._said, *([" "] if self._said else []), (words, UNPROVED))
        self._draw(signs=signs)

    def hint(self, words: str, *, signs: Signs) -> None:
        """Show what has no room elsewhere; an empty one leaves a message where it is."""
        if words or self._is_hint:
            self.show(words, signs=signs, style=MUTED)
            self._is_hint = True

    def show_progress(self, done: int, of: int, *, signs: Signs, words: str = "") -> None:
        """Show how far something is, behind words for what it is."""
        self._is_progress = True
        self.present(_said_progress(words, done, of, signs=signs))

    def on_resize(self) -> None:
        """Draw the rule anew: one of another width would take several lines, or end too early."""
        if not self._is_progress:
            self._ruled()

    def _draw(self, *, signs: Signs) -> None:
        self._line, self._is_progress = signs.line, False
        self._ruled()

    def _ruled(self) -> None:
        self.present(_ruled(self._said, self.app.size.width - 2, self._line))


def _ruled(said: tuple[Piece, ...], width: int, line: str) -> Content:
    told = plain((f"{line * 2} ", FAINT), *said, " ") if said else plain("")
    if told.cell_length > width:
        return lines(plain((line * width, FAINT)), plain(*said))
    return told + plain((line * (width - told.cell_length), FAINT))


def _said_progress(words: str, done: int, of: int, *, signs: Signs) -> Content:
    """Return how far something is, behind words for what it is."""
    head = plain(f"{words} ") if words else plain("")
    return head + _progress(done, of, signs=signs)


def _progress(done: int, of: int, *, signs: Signs) -> Content:
    drawn = thin_bar(done / of, _BAR, OURS, signs=signs)
    return Content.assemble(drawn, plain(f" {done}/{of}"))
