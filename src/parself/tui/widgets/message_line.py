"""The lines over the keys: what was done, or why not, so that no message covers a figure."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Final, Protocol, runtime_checkable

from textual.content import Content
from textual.notifications import SeverityLevel

from parself.tui.widgets.bars import thin_bar
from parself.tui.widgets.colours import DONE, FAINT, MUTED, OURS, UNPROVED, WRONG
from parself.tui.widgets.plain import Pane, Piece, lines, plain
from parself.values import Frozen
from parself.words.signs import Signs

_BAR: Final = 24
SEVERITIES: Final[Mapping[SeverityLevel, str]] = {
    "information": DONE,
    "warning": UNPROVED,
    "error": WRONG,
}
"""The colour of a message, by Textual's name of how grave it is."""


@runtime_checkable
class Hears(Protocol):
    """A screen that has a place for messages, so that none covers what it shows."""

    def hear(self, words: str, severity: SeverityLevel, seconds: float) -> bool:
        """Show a message at least for some seconds; say whether there is a place for it."""
        ...


class _Heard(Frozen):
    words: str
    severity: SeverityLevel
    until: float

    @property
    def is_due(self) -> bool:
        """Whether its time is not over."""
        return monotonic() < self.until


class Messages:
    """What was told on a screen and still stands there.

    A message stands at least for its time, and then until something else changes. A warning whose
    time is not over stays before the next message.
    """

    def __init__(self) -> None:
        self._heard: tuple[_Heard, ...] = ()

    def add(self, words: str, severity: SeverityLevel, seconds: float) -> None:
        """Add a message in place of those before it, but for warnings that are due."""
        kept = (one for one in self._heard if one.is_due and one.severity != "information")
        new = _Heard(words, severity, monotonic() + seconds)
        self._heard = (*(one for one in kept if one.words != words), new)

    def forget_old(self) -> None:
        """Forget the messages whose time is over."""
        self._heard = tuple(one for one in self._heard if one.is_due)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The messages in their colours."""
        shown = [(one.words, SEVERITIES[one.severity]) for one in self._heard]
        return tuple(piece for one in shown for piece in (" ", one))[1:]


class MessageLine(Pane):
    """A thin rule; a message stands in it until the next one. A long one takes more lines."""

    DEFAULT_CSS = "MessageLine { height: auto; max-height: 6; padding: 0 1; }"

    _said: tuple[Piece, ...] = ()
    _is_hint = False
    _is_progress = False
    _line = "─"

    @property
    def told(self) -> list[str]:
        """The messages that stand there."""
        words = (one if isinstance(one, str) else one[0] for one in self._said)
        return [one for one in words if one.strip()]

    def show(self, words: str, *, signs: Signs, style: str = DONE) -> None:
        """Show a message; nothing for an empty one."""
        self.show_all(((words, style),) if words else (), signs=signs)

    def show_all(self, said: Sequence[Piece], *, signs: Signs) -> None:
        """Show messages in colours of their own."""
        self._is_hint = False
        self._said = tuple(said)
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
