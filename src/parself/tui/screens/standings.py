"""The ladder of places; beside it how sure it is, the areas, and how the index moved."""

from collections.abc import Sequence
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import OptionList
from textual.worker import get_current_worker

from parself.desk.index_curve import Point, index_curve
from parself.errors import say
from parself.numerals import show_date
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, Command, letter
from parself.tui.dialogs.page import PageScreen
from parself.tui.widgets.area_lines import AreaRows
from parself.tui.widgets.between import between_page, between_title
from parself.tui.widgets.breakpoints import TALL, WIDE
from parself.tui.widgets.curve_panel import CurvePanel, Moves
from parself.tui.widgets.framed_rows import FramedRows
from parself.tui.widgets.ladder import Given
from parself.tui.widgets.ladder_rows import LadderRows
from parself.tui.widgets.outlook import ChancesPanel, RangePanel
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import Pane, lines
from parself.tui.widgets.rows import of
from parself.tui.widgets.summary import summary_lines
from parself.tui.widgets.totals import SourcesPanel, TotalsPanel
from parself.values import evolve
from parself.view.on_ladder import Folded, Stand, on_ladder
from parself.view.view import Narrowing

LOOK: Final = Command(
    "open", say("Compare"), say("What lies between us and a unit; the rows of an area"), "", "Enter"
)
OTHER: Final = Command(
    "other_side", say("Areas"), say("To the areas, and back to the ladder"), "tab", "Tab"
)
LIFT: Final = letter("look_up", say("Lift"), say("Where points are lost, and the way up"), "l")
_LIFT: Final = "lift:LiftScreen"
_REVIEW: Final = "review:ReviewScreen"
_FRAME: Final = 7
"""Lines of heading, keys, and the ladder's own frame."""
_SUMMARY: Final = 4
_BETWEEN: Final = 22
"""Lines below the ladder, in a low window and in a tall one."""
_POINTS: Final = 46
_SURE: Final = 40
"""Cells of what stands beside the ladder."""


class StandingsScreen(DeskScreen):
    """The ladder with its summary; what stands behind it at its side, or behind Tab."""

    OFFERS = (LOOK, LIFT, OTHER, BACK, *COMMON)
    DEFAULT_CSS = f"""
    StandingsScreen {{
        #body {{ height: 1fr; }}
        #main {{ width: 1fr; }}
        #summary {{ height: auto; padding: 0 2; }}
        #sure, #points, #between {{ display: none; }}
        #points {{ width: {_POINTS}; }}
        #sure {{ width: {_SURE}; }}
        &.-areas #points, &.-part #points {{ display: block; width: 1fr; }}
        &.-areas #main, &.-part #main {{ display: none; }}
        &.-wide, &.-widest {{
            #points {{ display: block; width: {_POINTS}; }}
            #main {{ display: block; }}
        }}
        &.-widest {{
            #sure {{ display: block; }}
            #summary {{ display: none; }}
        }}
        &.-part {{
            #main, #sure {{ display: none; }}
            #points {{ width: 1fr; }}
        }}
    }}
    """

    def __init__(self) -> None:
        super().__init__()
        self._moves: Moves | None = None

    def compose_body(self) -> ComposeResult:
        """Make the ladder, and what stands beside it."""
        with Horizontal(id="body"):
            with Vertical(id="main"):
                yield LadderRows()
                yield Panel(id="between")
                yield Pane(id="summary")
            with VerticalScroll(id="sure", can_focus=False):
                yield RangePanel()
                yield ChancesPanel()
                yield CurvePanel()
            with VerticalScroll(id="points", can_focus=False):
                yield AreaRows()
                yield TotalsPanel()
                yield SourcesPanel()

    async def on_mount(self) -> None:
        """Show everything, with the cursor on our own line, and look up the earlier saves."""
        is_part = self.desk.assessment.part is not None
        self.set_class(is_part, "-part")
        await super().on_mount()
        self.query_one(AreaRows if is_part else LadderRows).focus()
        if not is_part:
            self._look_back()

    @property
    def _given(self) -> Given:
        return Given(self.desk.view, self.parself.signs, self.desk.began)

    def refresh_view(self) -> None:
        """Show the present value."""
        super().refresh_view()
        view, signs = self.desk.view, self.parself.signs
        ladder = self.query_one(LadderRows)
        size = self.app.size
        ladder.most = size.height - _FRAME - (_BETWEEN if size.height >= TALL else _SUMMARY)
        ladder.show_ladder(self._given, self.desk.change)
        self.query_one(AreaRows).show_areas(view, signs=signs)
        self.query_one(TotalsPanel).show_of(view)
        self.query_one(RangePanel).show_of((view, signs))
        self.query_one(ChancesPanel).show_of((view, signs))
        self.query_one(SourcesPanel).show_of(view)
        self._show_moves()

    def _show_moves(self) -> None:
        """Show how the index moved, as far as that is known yet, up to now."""
        view, signs, width = self.desk.view, self.parself.signs, self.app.size.width
        room = width - 4 - (_POINTS if width >= WIDE else 0)
        moves = self._moves
        if moves is not None and (now := view.scores.projected.index) is not None:
            moves = evolve(moves, indexes=(*moves.indexes, now))
            self.query_one(CurvePanel).show_of((moves, signs))
        summary = summary_lines(view, moves, room, signs=signs)
        self.query_one("#summary", Pane).present(lines(*summary))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _look_back(self) -> None:
        """Read and score the earlier saves beside the keys."""
        found, worker = index_curve(self.desk.truth.view), get_current_worker()
        if found and not worker.is_cancelled:
            self.app.call_from_thread(self._looked_back, found)

    def _looked_back(self, found: Sequence[Point]) -> None:
        self._moves = Moves(show_date(found[0].saved), tuple(one.index for one in found))
        if self.is_mounted:
            self._show_moves()

    @on(OptionList.OptionHighlighted, "LadderRows")
    def _show_between(self) -> None:
        """Show below the ladder what lies between us and a unit: that of the cursor, if any."""
        here, panel = self.query_one(LadderRows).here, self.query_one("#between", Panel)
        one = here if isinstance(here, Stand) and not here.rung.is_ours else self._rival
        panel.display = one is not None and self.app.size.height >= TALL
        if one is not None and panel.display:
            panel.show(between_title(self._given, one), between_page(self._given, one))

    @property
    def _rival(self) -> Stand | None:
        """The target; without one, the unit just above us."""
        found = on_ladder(self.desk.view)
        if found is None:
            return None
        at = found.ours - 1 if found.target is None else found.target
        return found.stands[at] if at >= 0 else None

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._take(of(event.option))

    def action_open(self) -> None:
        """Take the highlighted line, as Enter does."""
        if isinstance(self.focused, FramedRows):
            self._take(self.focused.here)

    def _take(self, one: Stand | Folded | Narrowing | None) -> None:
        """Unfold, compare, or list the rows of an area."""
        match one:
            case Folded():
                self.query_one(LadderRows).unfold()
            case Stand() if one.rung.is_ours:
                self.parself.show_of_desk(_LIFT)
            case Stand():
                title = between_title(self._given, one)
                self.app.push_screen(PageScreen(title, between_page(self._given, one)))
            case Narrowing():
                self.parself.show(_REVIEW, one)

    def action_other_side(self) -> None:
        """Go to the areas, or back to the ladder."""
        to_areas = isinstance(self.focused, LadderRows) or self.has_class("-part")
        self.set_class(to_areas, "-areas")
        self.query_one(AreaRows if to_areas else LadderRows).focus()

    def action_look_up(self) -> None:
        """Show what lifts us."""
        self.parself.show_of_desk(_LIFT)
