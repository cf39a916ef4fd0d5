"""The ladder of a round: who stands where, by how much, and one key to why."""

from typing import Final

from textual.content import Content

from parself.desk.round_desk import RoundDesk
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.province.why import Ladder, Rung, ladder
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import MUTED, OURS, UNPROVED
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.ladder import Scale, rung_bar
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.round_words import provisional_words
from parself.words.stage_words import standing_words

WHY: Final = Command("open", say("Why"), say("Why the unit stands here: area by area"), "", "Enter")


class LadderScreen(RoundScreen[Rung]):
    """A line for each unit of which a hand-in counts, the first place first."""

    OFFERS = (WHY, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, desk: RoundDesk, unit: str = "") -> None:
        super().__init__(desk)
        self._unit = unit

    def on_mount(self) -> None:
        """Begin at the unit that is asked about."""
        super().on_mount()
        self.rows.go_to(self._unit)

    def heading(self) -> Heading:
        """Return what the ladder is of."""
        return Heading((_("Ladder"), self.view.round.title or self.view.round.roster.parent))

    def _ladder(self) -> Ladder:
        return ladder(self.view.lines(self.today()))

    @property
    def _mark(self) -> str:
        """What stands beside a place that is provisional."""
        return "*" if provisional_words(self.view.round, self.view.lines(self.today())) else ""

    def listing(self) -> Listing:
        """Return the units in their places, with bars in proportion."""
        found = self._ladder()
        width = max(10, self.room - 57)
        by = _("index") if found.by_index else _("points")
        scale = Scale.of(one.value for one in found.rungs)
        columns = Columns(
            (
                Col(f"{_('place')}{self._mark}", 5, right=True),
                Col(_("Unit"), 18),
                Col(render(say("bars from {low}", low=scale.low)), width),
                Col(by, 8, right=True),
                Col(_("to the one above"), 15, right=True),
            ),
            self.room,
        )
        shown = [
            ListLine(
                columns.line(
                    (
                        "–" if one.place is None else f"{one.place}{self._mark}",
                        one.line.unit.short,
                        self._bar(one, scale, width),
                        (points(one.value), "bold"),
                        self._gap(found, at),
                    )
                ),
                one,
                one.line.unit.code,
            )
            for at, one in enumerate(found.rungs)
        ]
        return Listing(lines(self._told(found), columns.head), shown, _("No hand-in counts yet."))

    def _bar(self, one: Rung, scale: Scale, width: int) -> Content:
        if one.value is None:
            return plain((_("survey missing"), MUTED))
        return rung_bar(scale, one.value, width, OURS, signs=self.signs)

    @staticmethod
    def _gap(found: Ladder, at: int) -> tuple[str, str]:
        here, above = found.rungs[at].value, found.rungs[at - 1].value
        if not at or here is None or above is None:
            return "", ""
        gap = here - above
        return (show_decimal(gap), MUTED) if gap else ("=", MUTED)

    def _told(self, found: Ladder) -> Content:
        """Return by what the units are placed, and how sure that is."""
        left = sum(one.open for one in self.view.figures.values())
        what = _("By index: appraised points, survey points, bonus and penalty.")
        if not found.by_index:
            what = _("By expected points: no unit has survey points yet.")
        more = [render(say("{count} rows count as claimed.", count=left))] if left else []
        sure = standing_words(self.view.round, self.view.lines(self.today()))
        more += [f"{self._mark} {sure}".strip()] if sure else []
        return plain((" ".join((what, *more)), UNPROVED if more else MUTED))

    def take(self, one: Rung) -> None:
        """Show what lies between the unit and the one above it."""
        other = self._ladder().next_to(one.line.unit.code)
        if other is None:
            self.say_done(_("There is no other unit to compare with."))
        else:
            pair = one.line.unit.code, other.line.unit.code
            self.parself.show("round_gap:GapScreen", self.desk, pair)
