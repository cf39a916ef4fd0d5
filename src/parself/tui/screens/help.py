"""Help for the present screen: its keys, the marks, numbers, abbreviations."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from parself.i18n import _, render
from parself.tui.commands import Command, key_names, keys
from parself.tui.widgets.body import Page
from parself.tui.widgets.colours import OURS
from parself.tui.widgets.plain import Piece, lines, plain
from parself.words import wording
from parself.words.signs import Signs

Legend = Sequence[tuple[Piece, str]]
"""Marks, with what they mean."""


def _of_states(signs: Signs) -> Legend:
    """Return the marks of a unit's rows."""
    marks = signs.states.items()
    return [(mark, render(wording.STATE_WORDS[key])) for key, mark in marks]


class HelpScreen(Screen[None]):
    """Everything that a person may want to look up, made from the declarations."""

    BINDINGS = keys({"escape": "close"})

    def __init__(
        self, commands: Sequence[Command], signs: Signs, legend: Legend | None = None
    ) -> None:
        """Make the page of a screen's commands; `legend` explains its marks, if they are others."""
        super().__init__()
        self._commands, self._signs, self._legend = commands, signs, legend

    def compose(self) -> ComposeResult:
        """Make the page."""
        with Page(id="page"):
            yield Static(lines(*self._rows()))

    def _rows(self) -> list[Content]:
        rows = [plain((_("Help"), "bold"), "   ", (_("Esc: Back   ↑ ↓ PgUp PgDn: scroll"), "dim"))]
        rows += [plain(""), plain((_("Keys"), "bold"))]
        rows += [self._command_row(command) for command in self._commands]
        if self._legend is None:
            move = _("move between fields; Enter goes on")
            rows.append(plain("  Enter, ↑ ↓, Tab".ljust(22), move))
            rows.append(plain(f"  {_('Space'):<20}", _("tick or untick a box")))
        rows += [plain(""), plain((_("Marks"), "bold"))]
        legend = self._legend or _of_states(self._signs)
        rows += [plain("  ", mark, f"   {words}") for mark, words in legend]
        rows += [plain(""), plain((_("Typing numbers and dates"), "bold"))]
        rows += [plain("  ", line) for line in _("HELP NUMBERS").splitlines()]
        rows += [plain(""), plain((_("Abbreviations"), "bold"))]
        rows += [plain("  ", line) for line in _("HELP ABBREVIATIONS").splitlines()]
        return rows

    @staticmethod
    def _command_row(command: Command) -> Content:
        keys = key_names(command) or "F3…"
        return plain((f"  {keys:<20}", OURS), f"{render(command.label)}: ", render(command.help))

    def action_close(self) -> None:
        """Go back."""
        self.app.pop_screen()
