"""Prompts for one line: some words, or the path of what is written."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from parself.errors import Message, say
from parself.files import typed_path
from parself.i18n import render
from parself.province.terms import require_reason
from parself.tui.commands import BACK
from parself.tui.dialogs.window import Window
from parself.tui.widgets.box import Box
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.typing import VnInput

T = TypeVar("T")


class PromptScreen(Window[str]):
    """Asks for a line, and returns it."""

    PLACEHOLDER: ClassVar[Message | None] = None
    """What stands in the line while it is empty."""

    def __init__(
        self,
        title: str,
        words: str,
        text: str = "",
        *,
        replace: bool = True,
        question: Callable[[str], str] = lambda _typed: "",
        act: Callable[[str], object] = lambda _typed: None,
    ) -> None:
        """Ask for a line; with `replace`, typing at once replaces the present text.

        `question` says what is asked about the line before it is taken, empty where nothing is.
        `act` is done with the line before it is returned; with a `ParselfError` the window stays.
        """
        super().__init__()
        self._heading, self._words, self._text = title, words, text
        self._replace, self._question, self._act = replace, question, act

    def compose(self) -> ComposeResult:
        """Make the prompt."""
        with Box(self._heading, self._words):
            yield VnInput(
                self._text,
                placeholder=render(self.PLACEHOLDER) if self.PLACEHOLDER is not None else "",
                id="line",
                select_on_focus=self._replace,
            )
            yield Static(id="outcome")
            yield KeyLine(in_window("Enter", say("Take it")), BACK)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if not self.asks(self._question(event.value)):
            with self.complaining():
                self.accept(event.value)
                self.dismiss(event.value)

    def accept(self, typed: str) -> None:
        """Act on the line before it is returned; with a `ParselfError` the window stays."""
        self._act(typed)


class ReasonPrompt(PromptScreen):
    """Asks for a reason until there is one."""

    PLACEHOLDER = say("Reason")

    def accept(self, typed: str) -> None:
        """Keep the window where nothing is said."""
        require_reason(typed)


class PathPrompt(Window[T]):
    """Asks for a path until something could be made there. Returns what was made."""

    def __init__(self, title: str, words: str, start: str, make: Callable[[Path], T]) -> None:
        """Ask for a path; `make` writes there, or raises `ParselfError`."""
        super().__init__()
        self._heading, self._words, self._start, self._make = title, words, start, make

    def compose(self) -> ComposeResult:
        """Make the prompt."""
        with Box(self._heading, self._words):
            yield VnInput(self._start, select_on_focus=False)
            yield Static(id="outcome")
            yield KeyLine(in_window("Enter", say("Take it")), BACK)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        with self.complaining():
            self.dismiss(self._make(typed_path(event.value)))
