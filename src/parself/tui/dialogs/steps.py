"""Several things chosen one after the other, under a summary of them; Esc goes a step back."""

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static

from parself.errors import Message, say
from parself.tui.commands import BACK
from parself.tui.dialogs.finder import FinderWindow, matching
from parself.tui.widgets.box import Box
from parself.tui.widgets.colours import LEADS, MUTED
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.plain import Pane, lines, plain
from parself.tui.widgets.rows import Choices, ListLine
from parself.tui.widgets.typing import VnInput

T = TypeVar("T")
_LABEL: Final = 20
"""Cells of a label of the summary."""
_ROOM: Final = 44
"""Cells of what Enter takes, in the line of the keys."""


class Fact(NamedTuple):
    """A line of the summary."""

    label: str
    value: str = ""
    """Empty while it is not decided."""


class StepsWindow(FinderWindow[T]):
    """A subclass says what is asked at each step, what it is chosen from, and what comes of it."""

    DEFAULT_CSS = """
    StepsWindow {
        #summary { height: auto; margin: 1 0; }
        VnInput, VnInput:focus {
            border: none;
            height: 1;
            margin: 0;
            padding: 0;
            background: $foreground 12%;
        }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = title
        self.chosen: list[str] = []
        """What was chosen so far, a step each."""

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Box(self._heading):
            yield Pane(id="summary")
            yield Static(id="words")
            yield VnInput(id="line")
            yield Choices()
            yield Static(id="outcome")
            yield KeyLine()

    def on_mount(self) -> None:
        """Ask the first question."""
        self.ask_next()

    def question(self) -> str:
        """Return what is asked now."""
        raise NotImplementedError

    def choices(self) -> Sequence[tuple[str, str]]:
        """Return what can be chosen now: pairs of id and label."""
        raise NotImplementedError

    def summary(self) -> Sequence[Fact]:
        """Return what will be made, a line for each step in their order, then what follows."""
        raise NotImplementedError

    def begun(self) -> str:
        """Return what stands in the line at first."""
        return ""

    def ask_next(self) -> None:
        """Show the question that comes next."""
        self.query_one("#words", Static).update(plain((self.question(), MUTED)))
        self.show_outcome("")
        line = self.query_one(VnInput)
        with line.prevent(Input.Changed):
            line.value = self.begun()
            line.cursor_position = len(line.value)
        line.focus()
        self.list_found("")
        self._sum_up()
        self._tell_enter()

    def _sum_up(self) -> None:
        """Show what is decided; the pointer stands where something is asked."""
        pointer, facts = self.signs.pointer, []
        for step, (label, value) in enumerate(self.summary()):
            is_asked = step == len(self.chosen)
            mark = f"{pointer if is_asked else ' ':<2}"
            style = LEADS if is_asked else MUTED
            facts.append(plain((f"{mark}{label:<{_LABEL}}", style), (value, "bold")))
        self.query_one("#summary", Pane).present(lines(*facts))

    def enter_does(self) -> Message | None:
        """Return what Enter does now: here, take the highlighted line."""
        line = self.query_one(Choices).highlighted_option
        if line is None or line.disabled:
            return None
        label = plain(str(line.prompt)).truncate(_ROOM, ellipsis=True)
        return say("Take {choice}", choice=label.plain)

    @on(OptionList.OptionHighlighted)
    @on(Input.Changed)
    def _tell_enter(self) -> None:
        """Show what Enter will take."""
        does = self.enter_does()
        self.query_one(KeyLine).show_keys(*([in_window("Enter", does)] if does else []), BACK)

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
