"""Rows with points and nothing behind them: what can be kept by adding proof, most points first."""

from parself.errors import say
from parself.i18n import _, render
from parself.scoring.score import RowScore
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, FIND_LINE, Command
from parself.tui.widgets.colours import UNPROVED
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain, spread
from parself.tui.widgets.rows import ListLine
from parself.view import register
from parself.words.retelling import NOTHING

OPEN_ROW = Command("open", say("Open"), say("Show the row's evidence"), "", "Enter")


class ToBackScreen(ListScreen[str]):
    """The to-do list between claimed and backed points."""

    OFFERS = (OPEN_ROW, FIND_LINE, BACK, *COMMON)
    HAS_PANEL = PANEL_BELOW = True

    def listing(self) -> Listing:
        """Return the rows under the two sums."""
        view = self.desk.view
        words = say(
            "Claimed {claimed:points} points, backed {backed:points}.",
            claimed=view.scores.claimed.points,
            backed=view.scores.backed.points,
        )
        return Listing(
            plain((render(words), "bold")),
            [self._line(one) for one in register.to_back(view)],
            _("All points have evidence or an explanation."),
        )

    def _line(self, one: RowScore) -> ListLine[str]:
        mark = (self.parself.signs.unproved, UNPROVED)
        title = plain(" ", mark, f" {one.row.id:<6} {one.row.title}")
        words = say("{points:points} points can be kept", points=one.points)
        return ListLine(spread(title, plain(render(words)), self.rows.room), one.row.id)

    def tell_of(self, one: str, panel: Panel) -> None:
        """Show what proves the row."""
        row = self.desk.view.rubric.rows[one]
        panel.show(f"{row.id} {row.title}", lines(*map(plain, row.evidence or (NOTHING,))))

    def take(self, one: str) -> None:
        """Show the evidence of the row."""
        self.desk.go_to(one)
        self.action_door("evidence")
