"""Several things chosen from lists, one after the other; Esc goes one step back."""

from collections.abc import Sequence
from typing import TypeVar

from textual.app import ComposeResult
from textual.widgets import Input, Static

from parself.i18n import _
from parself.tui.dialogs.finder import FinderWindow, matching
from parself.tui.widgets.box import Box
from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Choices, ListLine
from parself.tui.widgets.typing import VnInput

T = TypeVar("T")


class StepsWindow(FinderWindow[T]):
    """A subclass says what is asked at each step, and what it is chosen from."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = title
        self.chosen: list[str] = []
        """What was chosen so far, a step each."""

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Box(self._heading, ""):
            yield VnInput(id="line")
            yield Choices()
            yield Static(id="outcome")

    def on_mount(self) -> None:
        """Ask the first question."""
        self.ask_next()

    def question(self) -> str:
        """Return what is asked now."""
        raise NotImplementedError

    def choices(self) -> Sequence[tuple[str, str]]:
        """Return what can be chosen now: pairs of id and label."""
        raise NotImplementedError

    def begun(self) -> str:
        """Return what stands in the line at first."""
        return ""

    def ask_next(self) -> None:
        """Show the question that comes next."""
        keys = (_("Enter: go on   Esc: back"), "dim")
        self.query_one("#words", Static).update(plain(self.question(), "   ", keys))
        self.show_outcome("")
        line = self.query_one(VnInput)
        with line.prevent(Input.Changed):
            line.value = self.begun()
            line.cursor_position = len(line.value)
        line.focus()
        self.list_found("")

    def found(self, typed: str) -> Sequence[ListLine[str]]:
        """Return the choices that hold the words typed."""
        return matching(self.choices(), typed)

    def take(self, one: str) -> None:
        """Take a choice, and ask what comes next."""
        self.chosen.append(one)
        self.ask_next()

    def action_close(self) -> None:
        """Go one question back, or leave."""
        if self.chosen:
            before = self.chosen.pop()
            self.ask_next()
            self.query_one(Choices).fill(self.found(""), key=before)
        else:
            super().action_close()
