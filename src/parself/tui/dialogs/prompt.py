"""A prompt for a path that stays open, with the reason beside it, until the path works."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from parself.files import typed_path
from parself.tui.widgets.box import Box
from parself.tui.widgets.plain import plain
from parself.tui.widgets.typing import VnInput


class PathPrompt(ModalScreen[bool]):
    """Asks for a path; subclasses say in `accept` what is wrong with it."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "close", "Back")]

    def __init__(self, title: str, words: str, start: str) -> None:
        super().__init__()
        self._heading, self._words, self._start = title, words, start

    def compose(self) -> ComposeResult:
        """Make the prompt."""
        with Box():
            yield Static(plain((self._heading, "bold")))
            yield Static(plain(self._words), id="words")
            yield VnInput(self._start, select_on_focus=False)
            yield Static(id="outcome")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        wrong = self.accept(typed_path(event.value))
        if wrong is None:
            self.dismiss(True)
        else:
            self.query_one("#outcome", Static).update(plain((wrong, "$text-error")))

    def accept(self, path: Path) -> str | None:
        """Do what was asked with the path; return why it cannot be done, None when it is."""
        raise NotImplementedError

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(False)
