"""Choosing the unit that a name of a file means: the likeliest first, then none, then the rest."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from parself.errors import say
from parself.i18n import _
from parself.province.unit_names import NOBODY
from parself.province.unit_table import Stranger
from parself.rubric.peers import Roster
from parself.tui.commands import BACK
from parself.tui.dialogs.finder import FinderWindow, matching
from parself.tui.widgets.box import Finder
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Choices, ListLine
from parself.tui.widgets.typing import VnInput


class UnitPicker(FinderWindow[str]):
    """Asks which unit a name means; returns its code, or `NOBODY`."""

    def __init__(self, stranger: Stranger, roster: Roster) -> None:
        super().__init__()
        self._stranger = stranger
        near = {one.code: one.short for one in stranger.near}
        every = {one.code: one.short for one in roster.units}
        self._choices = {**near, NOBODY: _("leave this line out"), **every}

    def compose(self) -> ComposeResult:
        """Make line and list."""
        with Finder(_("Which unit is “{name}”?").format(name=self._stranger.name)):
            yield Static(plain(self._stranger.place))
            yield VnInput(placeholder=_("words of the unit's name"), id="line")
            yield Choices()
            yield Static(id="outcome")
            yield KeyLine(in_window("Enter", say("Take")), BACK)

    def found(self, typed: str) -> Sequence[ListLine[str]]:
        """Return the units whose names hold the words typed."""
        return matching(self._choices.items(), typed)

    def take(self, one: str) -> None:
        """Return the unit."""
        self.dismiss(one)
