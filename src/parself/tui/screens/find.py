"""Find a row by number or words, or run a command by its name; diacritics do not matter."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from parself import wording
from parself.i18n import _, render
from parself.text import search_key
from parself.tui.commands import Command, key_names
from parself.tui.widgets.plain import plain
from parself.tui.widgets.typing import VnInput
from parself.view import View

MOST = 60


class FindScreen(ModalScreen[str]):
    """A search line over a list. Returns ``row:ID`` or ``command:ACTION``, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "cancel", "Cancel"),
        ("down", "step(1)", "Down"),
        ("up", "step(-1)", "Up"),
        ("pagedown", "step(8)", "Down"),
        ("pageup", "step(-8)", "Up"),
    ]

    def __init__(self, view: View, commands: Sequence[Command]) -> None:
        super().__init__()
        self._view = view
        by_action = {command.action: command for command in commands if command.action}
        self._commands = tuple(by_action.values())

    def compose(self) -> ComposeResult:
        """Make search line and list."""
        with Vertical(classes="box"):
            yield Static(plain((_("Find a row or a command"), "bold")))
            yield VnInput(
                placeholder=_("number or words, for example: 3.4.1 or ho so"), id="words-in"
            )
            yield OptionList(id="choices", compact=True, markup=False)

    def on_mount(self) -> None:
        """Show everything at first."""
        self._show("")
        self.query_one(VnInput).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, words: str) -> None:
        choices = self.query_one(OptionList)
        near, far = self._rows(words)
        options = [*near, *self._matching(words), *far][:MOST]
        choices.set_options(options or [Option(plain(_("nothing found")), disabled=True)])
        choices.highlighted = 0 if options else None

    def _rows(self, words: str) -> tuple[list[Option], list[Option]]:
        """Return the rows whose number or title holds the words, and those that mention them."""
        near: list[Option] = []
        far: list[Option] = []
        wanted = search_key(words).split()
        for row_id in self._view.find(words):
            row = self._view.rubric.rows[row_id]
            mark = wording.STATE_MARKS[wording.state_of(self._view.scores.rows[row_id])]
            option = Option(plain(f"{mark} {row.id:<6} {row.title}"), id=f"row:{row_id}")
            title = search_key(f"{row.id} {row.title}")
            (near if all(word in title for word in wanted) else far).append(option)
        return near, far

    def _matching(self, words: str) -> Iterator[Option]:
        wanted = search_key(words).split()
        for command in self._commands:
            label, explained = render(command.label), render(command.help)
            if all(word in search_key(f"{label} {explained}") for word in wanted):
                keys = key_names(command)
                yield Option(plain(f"» {label}  {keys}"), id=f"command:{command.action}")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        choices = self.query_one(OptionList)
        if choices.highlighted is not None:
            self.dismiss(choices.get_option_at_index(choices.highlighted).id)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_step(self, by: int) -> None:
        """Move the highlight while the cursor stays in the search line."""
        choices = self.query_one(OptionList)
        if choices.option_count:
            here = choices.highlighted or 0
            choices.highlighted = max(0, min(choices.option_count - 1, here + by))

    def action_cancel(self) -> None:
        """Find nothing."""
        self.dismiss(None)
