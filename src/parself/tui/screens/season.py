"""The board over all rounds of a season: a line a round, Enter opens its board."""

from datetime import date
from pathlib import Path
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from parself.desk.round_desk import RoundDesk
from parself.errors import say
from parself.files import show_path
from parself.i18n import _, render_problem
from parself.province.overview import open_overview
from parself.province.season import Group, Season, open_season
from parself.tui.bases.sitting_screen import SittingScreen
from parself.tui.commands import BACK, PROGRAM, Command, bindings
from parself.tui.widgets.body import Banner, Greeting
from parself.tui.widgets.colours import DONE, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.row_table import RowTable
from parself.tui.widgets.rows import ListLine, of
from parself.words.stage_words import group_words

ENTER: Final = Command("open", say("Open"), say("Open the board of the round"), "", "Enter")


class SeasonScreen(SittingScreen):
    """A line for each round that lies in the folder."""

    OFFERS = (ENTER, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._found: Season | None = None

    def compose(self) -> ComposeResult:
        """Make heading, table and footer."""
        yield Greeting(id="greeting")
        yield Banner(id="problem")
        yield RowTable()
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the rounds."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Read all rounds anew."""
        self.query_one(Footer).show(self.OFFERS)
        with self.telling():
            self._found = open_season(self._folder, date.today())
            self._show(self._found)

    def on_resize(self) -> None:
        """Fit the rounds to the new width."""
        if self._found is not None:
            self._show(self._found)

    def _show(self, found: Season) -> None:
        head = plain((f"{_('Season')} › {show_path(self._folder)}", "bold"))
        wrong = [plain((render_problem(one), WRONG)) for one in found.problems[:3]]
        self.query_one(Greeting).update(lines(head, *wrong))
        columns = Columns(
            (
                Col(_("Group"), 18, grows=1),
                Col(_("received"), 7, right=True),
                Col(_("came late"), 4, right=True),
                Col(_("overdue"), 7, right=True),
                Col(_("not looked at"), 8, right=True),
                Col(_("look again"), 7, right=True),
                Col(_("decided differently"), 9, right=True),
                Col(_("finished"), 7, right=True),
            ),
            max(40, self.app.size.width - 4),
        )
        shown = [ListLine(self._line(columns, one), one, one.name) for one in found.groups]
        self.query_one(RowTable).fill(columns.head, shown)

    @staticmethod
    def _line(columns: Columns, one: Group) -> Content:
        return columns.line(
            (
                group_words(one),
                f"{one.received}/{one.units}",
                (str(one.late), UNPROVED if one.late else ""),
                (str(one.overdue), WRONG if one.overdue else ""),
                str(one.open),
                (str(one.to_review), WRONG if one.to_review else ""),
                (str(one.differing), WRONG if one.differing else ""),
                (f"{one.final}/{one.units}", DONE if one.final == one.units else ""),
            )
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        group: Group | None = of(event.option)
        if group is not None:
            path = self._folder / group.name
            with self.telling():
                desk = RoundDesk(path, open_overview(path))
                self.parself.show("round_board:BoardScreen", desk)

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss(None)
