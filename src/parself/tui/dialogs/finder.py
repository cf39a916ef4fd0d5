"""A line over a list: typing narrows the list, the arrows move in it, Enter takes from it."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from textual import on
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from parself.i18n import _
from parself.text import nearness
from parself.tui.commands import keys
from parself.tui.dialogs.window import Window
from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Choices, ListLine, of
from parself.tui.widgets.typing import VnInput

T = TypeVar("T")


def matching(choices: Iterable[tuple[str, str]], typed: str) -> list[ListLine[str]]:
    """Return lines of the choices, pairs of id and label, that hold all words typed.

    The nearest come first: what begins with the words, then what holds them.
    """
    near = [
        (found, ListLine(plain(label), choice))
        for choice, label in choices
        if (found := nearness(typed, (label, choice))) is not None
    ]
    return [line for _near, line in sorted(near, key=lambda one: one[0])]


class FinderWindow(Window[T]):
    """A subclass says which lines are found for what was typed, and what Enter does with one.

    It composes one `VnInput` and one `Choices`.
    """

    BINDINGS = keys(
        {
            "down": "step(1)",
            "up": "step(-1)",
            "pagedown": "step(8)",
            "pageup": "step(-8)",
        }
    )

    def found(self, typed: str) -> Sequence[Option]:
        """Return the lines for what was typed."""
        raise NotImplementedError

    def take(self, one: Any) -> None:
        """Do what Enter does with a line; `one` is what the line stands for."""
        raise NotImplementedError

    def take_typed(self, typed: str) -> None:
        """Do what Enter does where nothing is found."""

    def on_mount(self) -> None:
        """List what is there before anything was typed."""
        self.list_found("")
        self.query_one(VnInput).focus()

    def list_found(self, typed: str) -> None:
        """List what is found, the line at which to begin highlighted."""
        self.query_one(Choices).fill(self.found(typed), _("nothing found"), place=self.start(typed))

    def start(self, _typed: str) -> int:
        """Return which line is highlighted at first, counted from 0."""
        return 0

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.list_found(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        here = self.query_one(Choices).here
        if here is not None:
            self.take(here)
        else:
            self.take_typed(event.value)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.take(of(event.option))

    def action_step(self, by: int) -> None:
        """Move the highlight while the cursor stays in the line."""
        self.query_one(Choices).step(by)
