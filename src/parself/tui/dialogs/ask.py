"""A question with a few answers."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from parself.errors import say
from parself.tui.commands import BACK, keys
from parself.tui.dialogs.window import PAGES, Window
from parself.tui.widgets.box import Box
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Choices, ListLine


class AskScreen(Window[str]):
    """Asks for one of a few answers, and returns its id. Labels repeat the verb."""

    DEFAULT_CSS = "AskScreen KeyLine { margin-top: 1; }"
    # The answers are few and need no turning.
    BINDINGS = keys(PAGES, first=True)

    def __init__(self, title: str, words: str, choices: Sequence[tuple[str, str]]) -> None:
        """Ask for one of `choices`: pairs of id and label."""
        super().__init__()
        self._heading, self._words, self._choices = title, words, choices

    def compose(self) -> ComposeResult:
        """Make the question."""
        with Box(self._heading, self._words):
            yield Choices(*(ListLine(plain(label), choice) for choice, label in self._choices))
            yield KeyLine(in_window("Enter", say("Take")), BACK)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
