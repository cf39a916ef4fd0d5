"""Help for the present screen: its keys, the marks, numbers, abbreviations."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from parself.i18n import _, render
from parself.tui.commands import Command, key_names, keys
from parself.tui.widgets.body import Page
from parself.tui.widgets.plain import lines, plain
from parself.words import wording


class HelpScreen(Screen[None]):
    """Everything that a person may want to look up, made from the declarations."""

    BINDINGS = keys({"escape": "close"})

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """Make the page."""
        with Page(id="page"):
            yield Static(lines(*self._rows()))

    def _rows(self) -> list[Content]:
        rows = [plain((_("Help"), "bold"), "   ", (_("Esc: Back   ↑ ↓ PgUp PgDn: scroll"), "dim"))]
        rows += [plain(""), plain((_("Keys"), "bold"))]
        rows += [self._command_row(command) for command in self._commands]
        rows.append(plain("  Enter, ↑ ↓, Tab".ljust(22), _("move between fields; Enter goes on")))
        rows.append(plain(f"  {_('Space'):<20}", _("tick or untick a box")))
        rows += [plain(""), plain((_("Marks"), "bold"))]
        rows += [
            plain(f"  {mark}   {render(wording.STATE_WORDS[key])}")
            for key, mark in wording.STATE_MARKS.items()
        ]
        rows += [plain(""), plain((_("Typing numbers and dates"), "bold"))]
        rows += [plain("  ", line) for line in _("HELP NUMBERS").splitlines()]
        rows += [plain(""), plain((_("Abbreviations"), "bold"))]
        rows += [plain("  ", line) for line in _("HELP ABBREVIATIONS").splitlines()]
        return rows

    @staticmethod
    def _command_row(command: Command) -> Content:
        keys = key_names(command) or "F3…"
        return plain(
            (f"  {keys:<20}", "$text-accent"), f"{render(command.label)}: ", render(command.help)
        )

    def action_close(self) -> None:
        """Go back."""
        self.app.pop_screen()
