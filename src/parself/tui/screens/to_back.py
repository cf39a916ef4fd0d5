"""Rows with points and nothing behind them: what can be kept by adding proof, most points first."""

from parself.errors import say
from parself.i18n import _, render
from parself.scoring.score import RowScore
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, Command
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.plain import lines, plain, spread
from parself.tui.widgets.rows import ListLine
from parself.view import register

OPEN_ROW = Command("open", say("Open"), say("Show the row's evidence"), "", "Enter")


class ToBackScreen(ListScreen[str]):
    """The to-do list between claimed and backed points."""

    OFFERS = (OPEN_ROW, BACK, *COMMON)

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
        words = say("{points:points} points can be kept", points=one.points)
        title = plain(f"{one.row.id} {one.row.title}")
        head = spread(title, plain(render(words)), self.rows.room)
        expected = plain((f"    {'; '.join(one.row.evidence)}", MUTED))
        return ListLine(lines(head, expected), one.row.id)

    def take(self, one: str) -> None:
        """Show the evidence of the row."""
        self.desk.go_to(one)
        self.action_door("evidence")
