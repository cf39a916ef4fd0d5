"""A checklist: a mark in the colour of each thing's state, what it is, and where Enter goes."""

from enum import StrEnum
from typing import Final

from textual.content import Content

from parself.tui.widgets.colours import DONE, MUTED, UNPROVED, WRONG
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.values import Frozen
from parself.words.signs import Signs

_MARK: Final = 3
"""Cells of the mark."""


class State(StrEnum):
    """How far one thing is."""

    DONE = "done"
    UNPROVED = "unproved"
    """To be looked at; it may stay as it is."""
    WRONG = "wrong"
    OPEN = "open"

    @property
    def style(self) -> str:
        """Its colour."""
        return _STYLES[self]

    def mark(self, signs: Signs) -> str:
        """Return its mark."""
        return {
            State.DONE: signs.done,
            State.UNPROVED: signs.unproved,
            State.WRONG: signs.wrong,
            State.OPEN: signs.open,
        }[self]


_STYLES = {
    State.DONE: DONE,
    State.UNPROVED: UNPROVED,
    State.WRONG: WRONG,
    State.OPEN: MUTED,
}


class Check(Frozen):
    """One thing that is looked at before something is done."""

    key: str
    state: State
    words: str
    rows: tuple[str, ...] = ()
    """The rows that it is about: Enter goes there."""
    door: str = ""
    """The command that mends it; empty where the rows are gone to."""

    def line(self, room: int, *, signs: Signs) -> ListLine["Check"]:
        """Return the line of the list, long words on several; what is wrong leads."""
        mark = (self.state.mark(signs), self.state.style)
        style = f"bold {WRONG}" if self.state is State.WRONG else ""
        first, *more = plain((self.words, style)).wrap(room - _MARK) or [plain("")]
        below = (Content.assemble(" " * _MARK, left) for left in more)
        return ListLine(lines(plain(" ", mark, " ") + first, *below), self, self.key)
