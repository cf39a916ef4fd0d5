"""Several lines to fill in at once, with the reason beside them until they can be taken."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from parself.i18n import _
from parself.tui.dialogs.ask import question_lines
from parself.tui.widgets.box import Box
from parself.tui.widgets.plain import plain
from parself.tui.widgets.typing import VnInput
from parself.values import Frozen

Accept = Callable[[Mapping[str, str]], str | None]
"""Takes what was typed by key; returns why it cannot be taken, None when it was."""
Question = Callable[[Mapping[str, str]], str]
"""Says what is asked about what was typed before it is taken; empty where nothing is."""


class SheetLine(Frozen):
    """One line of the sheet."""

    key: str
    label: str
    text: str = ""
    hint: str = ""
    """Shown while the line is empty."""


def example(text: str) -> str:
    """Return the hint that shows what may stand in a line, and that nothing stands there yet."""
    return _("for example {text}").format(text=text) if text else ""


class SheetScreen(ModalScreen[bool]):
    """Enter goes to the next line and takes all from the last; Esc leaves all as it was."""

    DEFAULT_CSS = """
    SheetScreen .sheet-line {
        height: auto;
        .label { width: 20; height: auto; padding: 0 1 0 0; }
        VnInput, VnInput:focus {
            width: 1fr;
            height: 1;
            margin-top: 0;
            border: none;
            padding: 0 1;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "close", "Back"),
        ("down", "move(1)", "Down"),
        ("up", "move(-1)", "Up"),
    ]

    def __init__(
        self,
        title: str,
        words: str,
        lines: Sequence[SheetLine],
        accept: Accept,
        question: Question = lambda _typed: "",
    ) -> None:
        super().__init__()
        self._heading, self._words, self._lines, self._accept = title, words, lines, accept
        self._question, self._asked = question, ""

    def compose(self) -> ComposeResult:
        """Make the sheet."""
        with Box():
            yield Static(plain((self._heading, "bold")))
            yield Static(plain(self._words), id="words")
            for line in self._lines:
                with Horizontal(classes="sheet-line"):
                    yield Static(plain(line.label), classes="label")
                    yield VnInput(line.text, placeholder=line.hint, name=line.key)
            yield Static(plain((_("Enter: next line, at the end take all   Esc: back"), "dim")))
            yield Static(id="outcome")

    @property
    def _fields(self) -> list[VnInput]:
        return list(self.query(VnInput))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.input is not self._fields[-1]:
            self.action_move(1)
            return
        typed = {field.name or "": field.value for field in self._fields}
        asked = self._question(typed)
        if asked and asked != self._asked:
            self._asked = asked
            self.query_one("#outcome", Static).update(question_lines(asked))
            return
        wrong = self._accept(typed)
        if wrong is None:
            self.dismiss(True)
        else:
            self.query_one("#outcome", Static).update(plain((wrong, "$text-error")))

    def action_move(self, by: int) -> None:
        """Move to the line above or below."""
        fields = self._fields
        here = next((at for at, field in enumerate(fields) if field is self.focused), 0)
        fields[max(0, min(len(fields) - 1, here + by))].focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(False)
