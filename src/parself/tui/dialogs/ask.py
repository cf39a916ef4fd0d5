"""Questions with a few answers, and prompts for one line; both return a value."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from parself.i18n import _
from parself.tui.widgets.box import Box
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.typing import VnInput


class AskScreen(ModalScreen[str]):
    """A question; the buttons repeat the verb. Returns the chosen id, or None with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "cancel", "Cancel")]

    def __init__(self, title: str, words: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._heading, self._words, self._choices = title, words, choices

    def compose(self) -> ComposeResult:
        """Make the question."""
        with Box():
            yield Static(plain((self._heading, "bold")))
            yield Static(plain(self._words), id="words")
            options = [Option(plain(label), id=choice) for choice, label in self._choices]
            yield OptionList(*options, id="choices", compact=True, markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def question_lines(asked: str) -> Content:
    """Return a question about what was typed, and how it is answered."""
    return lines(
        plain((f"? {asked}", "$text-warning")),
        plain((_("Enter once more: take it as it is."), "dim")),
    )


class PromptScreen(ModalScreen[str]):
    """A prompt for one line. Returns the text, or None with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "cancel", "Cancel")]

    def __init__(
        self,
        title: str,
        words: str,
        text: str = "",
        *,
        replace: bool = True,
        question: Callable[[str], str] = lambda _typed: "",
    ) -> None:
        """Ask for a line; with `replace`, typing at once replaces the present text.

        `question` says what is asked about the line before it is taken, empty where nothing is.
        """
        super().__init__()
        self._heading, self._words, self._text = title, words, text
        self._replace = replace
        self._question, self._asked = question, ""

    def compose(self) -> ComposeResult:
        """Make the prompt."""
        with Box():
            yield Static(plain((self._heading, "bold")))
            yield Static(plain(self._words), id="words")
            yield VnInput(self._text, id="line", select_on_focus=self._replace)
            yield Static(id="outcome")
            yield Static(plain((_("Enter: take   Esc: back"), "dim")))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        asked = self._question(event.value)
        if asked and asked != self._asked:
            self._asked = asked
            self.query_one("#outcome", Static).update(question_lines(asked))
        else:
            self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Give nothing."""
        self.dismiss(None)
