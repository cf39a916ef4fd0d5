"""Several lines to fill in at once, with the reason beside them until they can be taken."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from parself.errors import ParselfError, Problem, UsageError, say
from parself.i18n import _, render_error
from parself.numerals import read_date, show_date
from parself.text import search_key
from parself.tui.commands import BACK, keys
from parself.tui.dialogs.window import Window
from parself.tui.widgets.box import Box
from parself.tui.widgets.colours import WRONG
from parself.tui.widgets.fields import FaultLine
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.plain import plain
from parself.tui.widgets.typing import VnInput
from parself.values import Frozen

Typed = Mapping[str, str]
"""What stands in the lines, by their keys."""
Checks = Mapping[str, Callable[[str], object]]
"""By key, what raises `ParselfError` for what a line may not hold."""
TICK: Final = "x"
"""What is typed for yes."""
_YES: Final = frozenset({TICK, "c", "co", "y", "yes"})
_NO: Final = frozenset({"", "k", "khong", "n", "no"})


class SheetLine(Frozen):
    """One line of the sheet."""

    key: str
    label: str
    text: str = ""
    hint: str = ""
    """Shown while the line is empty."""


def example(text: str) -> str:
    """Return the hint of an empty line: an example of what it may hold."""
    return _("for example {text}").format(text=text) if text else ""


def shown_day(day: date | None) -> str:
    """Return a day as people type it; nothing where there is none."""
    return "" if day is None else show_date(day)


def typed_day(typed: str) -> date | None:
    """Read a day, None where nothing was typed. Raises `UsageError` for what is none."""
    return read_date(typed) if typed.strip() else None


def read_tick(typed: str) -> bool:
    """Read a line in which yes is asked for. Raises `UsageError` for what is neither yes nor no."""
    said = search_key(typed)
    if said not in {*_YES, *_NO}:
        what = say("“{typed}” is neither yes nor no.", typed=typed.strip())
        raise UsageError(Problem(what, todo=say("Type x for yes; leave it empty for no.")))
    return said in _YES


class SheetScreen(Window[bool]):
    """Asks for several lines. Enter goes from line to line; after the last, all are taken: True."""

    DEFAULT_CSS = """
    SheetScreen #lines { height: auto; max-height: 55vh; overflow-y: auto; }
    SheetScreen.-told #lines { max-height: 40vh; }
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
    SheetScreen FaultLine { padding: 0 0 0 2; }
    """
    BINDINGS = keys({"down": "move(1)", "up": "move(-1)"})

    def __init__(
        self,
        title: str,
        words: str,
        lines: Sequence[SheetLine],
        accept: Callable[[Typed], object],
        question: Callable[[Typed], str] = lambda _typed: "",
        *,
        checks: Checks = MappingProxyType({}),
    ) -> None:
        """Ask for several lines; `accept` takes them, or raises `ParselfError`.

        `question` says what is asked about them before they are taken, empty where nothing is.
        `checks`, by key, raise `ParselfError` for what a line may not hold: that is told below it
        when it is left, and Enter does not go on from it.
        """
        super().__init__()
        self._checks = checks
        self._heading, self._words, self._lines = title, words, lines
        self._accept, self._question = accept, question

    def compose(self) -> ComposeResult:
        """Make the sheet."""
        with Box(self._heading, self._words):
            with Vertical(id="lines"):
                for line in self._lines:
                    with Horizontal(classes="sheet-line"):
                        yield Static(plain(line.label), classes="label")
                        yield VnInput(line.text, placeholder=line.hint, name=line.key)
                    yield FaultLine(line.key)
            yield KeyLine(in_window("Enter", say("Next line, at the end take all")), BACK)
            yield Static(id="outcome")

    def show_outcome(self, words: str, style: str = "") -> None:
        """Say what came of what was typed; the lines make room for it."""
        self.set_class(bool(words), "-told")
        super().show_outcome(words, style)

    @property
    def _fields(self) -> list[VnInput]:
        return list(self.query(VnInput))

    def _is_right(self, field: Input) -> bool:
        """Check a line, and tell below it what is wrong; say whether nothing is."""
        check, fault = self._checks.get(field.name or ""), ""
        try:
            if check is not None:
                check(field.value)
        except ParselfError as error:
            fault = render_error(error)
        for place in self.query(FaultLine):
            if place.key == field.name:
                place.present(plain((fault, WRONG)))
                place.set_class(bool(fault), "shown")
        return not fault

    @on(Input.Blurred)
    def _left(self, event: Input.Blurred) -> None:
        self._is_right(event.input)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Take a fault away as soon as it is mended."""
        key = event.input.name
        if any(one.key == key and one.has_class("shown") for one in self.query(FaultLine)):
            self._is_right(event.input)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.show_outcome("")
        if event.input is not self._fields[-1]:
            if self._is_right(event.input):
                self.action_move(1)
            return
        wrong = [field for field in self._fields if not self._is_right(field)]
        if wrong:
            wrong[0].focus()
            return
        typed = {field.name or "": field.value for field in self._fields}
        question = self._question(typed)
        self.set_class(bool(question), "-told")
        if not self.asks(question):
            with self.complaining():
                self._accept(typed)
                self.dismiss(True)

    def action_move(self, by: int) -> None:
        """Move to the line above or below."""
        fields = self._fields
        here = next((at for at, field in enumerate(fields) if field is self.focused), 0)
        fields[max(0, min(len(fields) - 1, here + by))].focus()
