"""Help for the present screen: its keys, the marks, numbers, the mouse, abbreviations."""

from collections.abc import Iterable, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen

from parself.errors import Message, say
from parself.i18n import _, render
from parself.tui.commands import BACK, COMMON, PROGRAM, Command, key_names, keys
from parself.tui.widgets.body import Page
from parself.tui.widgets.colours import MUTED, OURS
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import Below, Piece, lines, plain
from parself.words import wording
from parself.words.signs import Signs

Legend = Sequence[tuple[Piece, str]]
"""Marks, with what they mean."""
_KEYS: Final = 18
_LABEL: Final = 22
"""Cells of a key and of the name of what it does."""
_COLUMNS: Final = 88
"""Cells of the panels of keys from which on names and help stand in columns."""
_COMMITTEES: Final = ("UBND:", "HĐND:")
"""Abbreviations of People's Committees and their councils."""
_MOUSE: Final[Sequence[Message]] = (
    say("What a key chooses can be clicked: keys below, rows, cards, lines of a list."),
    say("The wheel turns what is under it."),
    say("Drag over a text, then Ctrl+C: it is copied. Where a terminal does not take that,"
        " hold Shift while dragging: then the terminal itself marks and copies."),
)  # fmt: skip


def _of_states(signs: Signs) -> Legend:
    """Return the marks of a unit's rows."""
    marks = signs.states.items()
    return [(mark, render(wording.STATE_WORDS[key])) for key, mark in marks]


class HelpScreen(Screen[None]):
    """Everything that a person may want to look up, made from the declarations."""

    DEFAULT_CSS = """
    HelpScreen {
        Panel, Below { height: auto; max-height: 100%; }
        #page { layout: vertical; }
        #others { height: auto; }
        &.-wide #others { layout: grid; grid-size: 2; grid-rows: auto; }
        &.-widest #page { layout: horizontal; }
        &.-widest #keys { width: 10fr; }
        &.-widest #others { layout: vertical; width: 7fr; }
        KeyLine { padding: 0 1; }
    }
    """
    BINDINGS = keys({"escape": "close"})

    def __init__(
        self,
        commands: Sequence[Command],
        signs: Signs,
        legend: Legend | None = None,
        knows_committees: bool = True,
    ) -> None:
        """Make the page of a screen's commands; `legend` explains its marks, if they are others.

        Where no People's Committee is among the offices, its abbreviations are left out.
        """
        super().__init__()
        self._commands, self._signs, self._legend = commands, signs, legend
        self._knows_committees = knows_committees

    def compose(self) -> ComposeResult:
        """Make the panels: keys first, the others below or beside them."""
        with Page(id="page"):
            with Below(id="keys"):
                yield Panel(id="here")
                yield Panel(id="everywhere")
            with Vertical(id="others"):
                for name in ("marks", "numbers", "mouse", "short"):
                    yield Panel(id=name)
        yield KeyLine(in_window("PgUp/PgDn", say("Scroll")), BACK)

    def on_mount(self) -> None:
        """Fill the panels."""
        # Once the panels have their width: a title stands in the frame where it has room.
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        common = {one.action for one in (*COMMON, *PROGRAM)}
        own = [one for one in self._commands if one.action not in common]
        rest = [one for one in self._commands if one.action in common]
        self._show("here", _("Keys of this screen"), [*map(self._row, own), *self._moves()])
        self._show("everywhere", _("On every screen"), map(self._row, rest))
        legend = self._legend or _of_states(self._signs)
        self._show("marks", _("Marks"), [plain(mark, f"   {words}") for mark, words in legend])
        self._show("numbers", _("Typing numbers and dates"), _lines(_("HELP NUMBERS")))
        self._show("mouse", _("Mouse"), [plain(render(one)) for one in _MOUSE])
        self._show("short", _("Abbreviations"), _lines(self._short()))

    def _show(self, name: str, title: str, rows: Iterable[Content]) -> None:
        self.query_one(f"#{name}", Panel).show(title, lines(*rows))

    def _short(self) -> str:
        """Return the abbreviations, a line each."""
        told = _("HELP ABBREVIATIONS").splitlines()
        if not self._knows_committees:
            told = [line for line in told if not line.startswith(_COMMITTEES)]
        return "\n".join(told)

    def _row(self, command: Command) -> Content:
        """Return a command's keys, name and help: in columns where there is room for three."""
        label, told = render(command.label), render(command.help)
        keys = key_names(command) or "F3…"
        if self.query_one("#keys").size.width < _COLUMNS:
            return _cells(keys, f"{label}: {told}")
        return _cells(keys, f"{label:<{_LABEL}} ") + plain((told, MUTED))

    def _moves(self) -> list[Content]:
        """Return the keys of a form, where the screen has one."""
        if self._legend is not None:
            return []
        move = _("move between fields; Enter goes on")
        return [
            _cells("Enter, ↑ ↓, Tab", move),
            _cells(_("Space"), _("tick or untick a box")),
        ]

    def action_close(self) -> None:
        """Go back."""
        self.app.pop_screen()


def _cells(keys: str, said: str) -> Content:
    return plain((f"{keys:<{_KEYS}} ", OURS), said)


def _lines(said: str) -> list[Content]:
    return [plain(line) for line in said.splitlines()]
