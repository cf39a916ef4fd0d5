"""What windows over a screen have in common: Esc leaves them, and they say what is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from textual.notifications import SeverityLevel
from textual.screen import ModalScreen
from textual.widgets import Static

from parself.errors import ParselfError
from parself.i18n import _, render_error
from parself.tui.commands import keys
from parself.tui.widgets.message_line import SEVERITIES
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import Choices
from parself.words.signs import WGL4, Signs

T = TypeVar("T")


PAGES: Final = {"pagedown": "page_words(1)", "pageup": "page_words(-1)"}
"""Keys that turn what a window says."""


class Window(ModalScreen[T]):
    """A window that returns what was asked for, or None where it was left with Esc."""

    BINDINGS = keys({"escape": "close", **PAGES})

    _asked = ""

    @property
    def signs(self) -> Signs:
        """The signs that this terminal is drawn with; the application is a floor above."""
        found: Signs = getattr(self.app, "signs", WGL4)
        return found

    def on_resize(self) -> None:
        """Fit the list into a window of another size."""
        for choices in self.query(Choices):
            choices.fit_anew()

    def show_outcome(self, words: str, style: str = "") -> None:
        """Say in the window what came of what was asked."""
        self.query_one("#outcome", Static).update(plain((words, style)))

    def hear(self, words: str, severity: SeverityLevel, _seconds: float) -> bool:
        """Show a message where the window says what came of what was asked."""
        if not self.query("#outcome"):
            return False
        self.show_outcome(words, SEVERITIES[severity])
        return True

    def complain(self, error: ParselfError) -> None:
        """Say in the window everything that is wrong."""
        self.show_outcome(render_error(error), "$text-error")

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """Run a block that may be refused: the window says why, and stays open."""
        try:
            yield
        except ParselfError as error:
            self.complain(error)

    def asks(self, question: str) -> bool:
        """Ask about what was typed; say whether to wait. The same question is asked only once."""
        if not question or question == self._asked:
            return False
        self._asked = question
        words = plain((f"? {question}", "$text-warning"))
        how = plain((_("Enter once more: do it."), "dim"))
        self.query_one("#outcome", Static).update(lines(words, how))
        return True

    def action_page_words(self, way: int) -> None:
        """Turn a page of words that have more lines than there is room."""
        for told in self.query("#told"):
            (told.scroll_page_down if way > 0 else told.scroll_page_up)(animate=False)

    def action_close(self) -> None:
        """Leave the window."""
        self.dismiss(None)
