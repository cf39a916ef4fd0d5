"""Rows on which appraisers decided differently, side by side; the lead chooses one."""

from typing import Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.province.appraising import settle
from parself.province.decisions import Cell, Decision
from parself.province.officers import called
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import TAKE_BACK, Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, bindings, changing, letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.widgets.colours import MUTED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.appraisal_words import VERDICTS
from parself.words.officer_words import decided_words, gives_words

CHOOSE: Final = changing("open", say("Pick"), say("Let one of the decisions count"))
ROW: Final = letter("row", say("Details"), say("All that is known of the row"), "x")


class DifferingScreen(RoundScreen[Cell]):
    """A line for each row of a unit; the panel tells what everybody decided, and why."""

    OFFERS = (CHOOSE, ROW, TAKE_BACK, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)
    HAS_PANEL = True

    def heading(self) -> Heading:
        """Return how many rows there are."""
        total = render(say("{count} rows decided differently", count=len(self.view.differing)))
        return Heading((_("Appraisers"), _("decided differently")), total)

    def listing(self) -> Listing:
        """Return the rows, and what stands there in short."""
        columns = Columns(
            (
                Col(_("Unit"), 15, grows=1),
                Col(_("Row"), 6),
                Col("", 20, grows=2),
                Col(_("side by side"), 30, grows=2),
            ),
            self.room,
        )
        words = _("Only a lead chooses; the other decisions stay in the ledger.")
        found = [
            ListLine(self._line(columns, cell), cell, f"{cell.unit}-{cell.row}")
            for cell in self.view.differing
        ]
        head = lines(plain((words, MUTED)), columns.head)
        return Listing(head, found, _("Nowhere do decisions differ."))

    def _line(self, columns: Columns, cell: Cell) -> Content:
        standing = " ≠ ".join(
            f"{self._who(one)} {_short(one)}" for one in self.view.differing[cell]
        )
        return columns.line(
            (
                self.unit_name(cell.unit),
                cell.row,
                self.view.round.rubric.rows[cell.row].title,
                (standing, WRONG),
            )
        )

    def _who(self, one: Decision) -> str:
        """Return who decided, and that it was the second look where it was."""
        name = called(self.view.round.officers, one.who)
        return name if one.cell.look == 1 else f"{name} ({_('Second look')})"

    def tell_of(self, one: Cell, panel: Panel) -> None:
        """Show what everybody decided, and why."""
        standing = self.view.differing.get(one, ())
        told = [plain((f"{self._who(each)}: ", "bold"), decided_words(each)) for each in standing]
        title = f"{one.row} {self.view.round.rubric.rows[one.row].title}"
        panel.show(title, lines(*told), self.unit_name(one.unit))

    def take(self, one: Cell) -> None:
        """Ask which decision counts, then why."""
        choices = [
            (each.id, f"{self._who(each)}: {decided_words(each)}")
            for each in self.view.differing[one]
        ]
        title = f"{self.unit_name(one.unit)} · {one.row}"
        self.ask(
            AskScreen(title, _("Which decision counts"), choices),
            lambda chosen: self._why(one, chosen),
        )

    def _why(self, one: Cell, chosen: str) -> None:
        def choose(why: str) -> None:
            self.decide(lambda view, act: [settle(view, one, chosen, why, act)])
            self.say_done(_("Chosen; the others stay in the ledger."))

        words = _("Why this one; empty: its own reason stands.")
        self.ask(PromptScreen(_("Reason"), words, act=choose), lambda _why: None)

    def action_row(self) -> None:
        """Show all that is known of the highlighted row."""
        if self.here is not None:
            self.parself.show("round_cell:CellScreen", self.desk, self.here)


def _short(one: Decision) -> str:
    return gives_words(one) or render(VERDICTS[one.verdict])
