"""The last line of a screen: its keys."""

from collections.abc import Iterable

from parself.i18n import render
from parself.tui.commands import HELP, Command
from parself.tui.widgets.colours import LEADS
from parself.tui.widgets.plain import Pane, plain


class Footer(Pane):
    """The keys of a screen, as many as fit; F1 lists them all."""

    DEFAULT_CSS = """
    Footer { height: 2; padding: 0 1; border-top: solid $foreground 30%; }
    """

    def show(self, commands: Iterable[Command]) -> None:
        """Show the commands that have a place in the footer."""
        shown = [
            (command.shown, render(command.label))
            for command in commands
            if command.shown and command != HELP
        ]
        help_key = (HELP.shown, render(HELP.label))
        fitting: list[tuple[str, str]] = []
        for pair in shown:
            if _width([*fitting, pair, help_key]) <= self.app.size.width - 2:
                fitting.append(pair)
        pieces: list[str | tuple[str, str]] = []
        for key, label in (*fitting, help_key):
            pieces += [(key, LEADS), f" {label}  "]
        self.present(plain(*pieces))


def _width(pairs: Iterable[tuple[str, str]]) -> int:
    return len("  ".join(f"{key} {label}" for key, label in pairs))
