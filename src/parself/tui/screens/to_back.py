"""Rows with points and nothing behind them: what can be kept by adding proof, most points first."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.errors import say
from parself.i18n import _, render
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, Command, bindings
from parself.tui.widgets.body import Caption, Rows
from parself.tui.widgets.plain import lines, plain, spread
from parself.view import register

OPEN_ROW = Command("open", say("Open"), say("Show the row's evidence"), "", "Enter")


class ToBackScreen(DeskScreen):
    """The to-do list between claimed and backed points."""

    OFFERS: ClassVar[tuple[Command, ...]] = (OPEN_ROW, BACK, *COMMON)
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    def compose(self) -> ComposeResult:
        """Make sums and list."""
        yield from self.compose_head()
        yield Caption(id="filterline")
        yield Rows(id="list", markup=False)
        yield from self.compose_foot()

    def refresh_view(self) -> None:
        """Show the rows, the highlight staying where it was."""
        super().refresh_view()
        view, shown = self.desk.view, self.query_one(OptionList)
        here = shown.highlighted or 0
        words = say(
            "Claimed {claimed:points} points, backed {backed:points}.",
            claimed=view.scores.claimed.points,
            backed=view.scores.backed.points,
        )
        self.query_one("#filterline", Static).update(plain((render(words), "bold")))
        options = [self._option(one) for one in register.to_back(view)]
        nothing = _("All points have evidence or an explanation.")
        shown.set_options(options or [Option(plain(nothing), disabled=True)])
        shown.highlighted = min(here, len(options) - 1) if options else None

    def _option(self, one: register.ToBack) -> Option:
        words = say("{points:points} points can be kept", points=one.points)
        head = plain(f"{one.row.id} {one.row.title}")
        width = self.query_one(Rows).room
        expected = plain((f"    {'; '.join(one.row.evidence)}", "$text-muted"))
        return Option(lines(spread(head, plain(render(words)), width), expected), id=one.row.id)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None:
            self.desk.go_to(event.option.id)
            self.action_door("evidence")

    def action_open(self) -> None:
        """Show the evidence of the highlighted row."""
        self.query_one(OptionList).action_select()
