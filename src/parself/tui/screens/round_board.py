"""The board of a round: who is in, how far each unit's appraisal is, and what it comes to."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.province.appraising import Act, Plan, accept_all_but
from parself.province.board import Mark, appraised_rows
from parself.province.decisions import Cell
from parself.province.overview import Line, Overview, open_overview
from parself.province.versions import Version
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import TAKE_BACK, RoundScreen, flush
from parself.tui.commands import BACK, PROGRAM, Command, bindings, letter
from parself.tui.widgets.plain import bar, plain, spread
from parself.tui.widgets.rows import ListLine
from parself.words.appraisal_words import plan_words

ENTER: Final = Command("open", say("Appraise"), say("Appraise the unit row by row"), "", "Enter")
ACCEPT: Final = letter(
    "accept", say("Accept all but…"), say("Accept every row of all units that needs no look"), "a"
)
PAPERS: Final = letter("papers", say("Papers"), say("Ranking and table of all units"), "p")
_WIDTHS: Final = (10, 9, 11, 9, 6)


class BoardScreen(RoundScreen[Line]):
    """A line for each unit of the roster."""

    OFFERS = (ENTER, ACCEPT, TAKE_BACK, PAPERS, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def listing(self) -> Listing:
        """Return the board under the titles of its columns."""
        found = self.view.lines(date.today())
        received = sum(one.counts is not None for one in found)
        said = render(say("Received {n} of {total} units.", n=received, total=len(found)))
        titles = _("not looked at"), _("claimed"), _("appraised"), _("index"), _("place")
        heads = plain((flush(titles, _WIDTHS), "$text-muted"))
        return Listing(
            spread(plain((said, "bold")), heads, self.rows.room),
            [ListLine(self._line(one), one, one.unit.code) for one in found],
        )

    def _line(self, one: Line) -> Content:
        if one.counts is None:
            words = _("two differ") if one.is_diverging else _("missing")
            late = f", {_('late')}" if one.is_late else ""
            missing = plain((f"{words}{late}", "$text-error"))
            return spread(plain(one.unit.short), missing, self.rows.room)
        done = len(one.marks) - (one.count(Mark.OPEN) or 0)
        filled = bar(done / len(one.marks), 8, ascii_only=self.parself.ascii_only)
        figures = (
            str(one.count(Mark.OPEN)),
            show_decimal(one.claimed or 0),
            show_decimal(one.appraised or 0),
            "–" if one.index is None else f"{show_decimal(one.index)}%",
            "–" if one.place is None else str(one.place),
        )
        mark = (f"  {_('late')}", "$text-error") if one.is_late else ""
        again = (one.count(Mark.TO_REVIEW) or 0) + (one.count(Mark.DIFFERING) or 0)
        look = (f"  {_('to look at again')}: {again}", "$text-warning") if again else ""
        right = plain(filled + flush(figures, _WIDTHS))
        return spread(plain(one.unit.short, mark, look), right, self.rows.room)

    def take(self, one: Line) -> None:
        """Appraise a unit of which a hand-in counts."""
        if one.counts is None:
            self.notify(_("No hand-in of this unit counts yet."), severity="warning")
        else:
            self.parself.show("round_unit:UnitScreen", self.folder, self.view, one.unit.code)

    def on_screen_resume(self) -> None:
        """Show the round as it is after a unit was appraised."""
        if self.is_mounted:
            with self.telling():
                self.view = open_overview(self.folder)
            self.refresh_view()

    def action_accept(self) -> None:
        """Tell what would be accepted and what not, then accept it."""
        with self.telling():
            plan = self._plan(self.view, self.act())
            title = render(say("Accept {count} rows of all units?", count=len(plan.decisions)))
            words = " ".join(plan_words(plan))
            self.confirm(title, words, _("Accept"), lambda: self.decide(self._accepted))

    @staticmethod
    def _plan(view: Overview, act: Act) -> Plan:
        rows = appraised_rows(view.round.rubric)
        cells = [Cell(code, row.id) for code in view.facts for row in rows]
        return accept_all_but(view, cells, act)

    def _accepted(self, view: Overview, act: Act) -> Sequence[Version]:
        return self._plan(view, act).decisions

    def action_papers(self) -> None:
        """Make the ranking and the table of all units."""
        from parself.report import making

        with self.telling():
            maker = making.of_round(self.view.round, date.today())
            self.parself.show("papers:PapersScreen", maker, self.folder.parent)
