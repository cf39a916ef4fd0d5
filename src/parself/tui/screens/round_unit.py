"""One unit's rows at the province: accept, adjust, ask to explain, put back to open."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from textual.content import Content

from parself.errors import Problem, UsageError, say
from parself.i18n import _, render
from parself.numerals import read_decimal, show_decimal
from parself.province.appraising import ACCEPTED, Act, Judgement, decide, points_fault
from parself.province.board import Mark, appraised_rows
from parself.province.decisions import Cell, Verdict
from parself.province.overview import Overview
from parself.province.versions import Version
from parself.rubric import model as m
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import TAKE_BACK, RoundScreen, flush
from parself.tui.commands import BACK, PROGRAM, Command, bindings, letter
from parself.tui.dialogs.page import PageScreen
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.widgets.plain import lines, plain, spread
from parself.tui.widgets.rows import ListLine
from parself.words.appraisal_words import MARKS, standing_words
from parself.words.rule_words import rule_words

READ: Final = Command("open", say("Read"), say("Rule, claim, decision and remarks"), "", "Enter")
ACCEPT: Final = letter("accept", say("Accept"), say("Accept what the unit claims"), "n")
ADJUST: Final = letter("adjust", say("Adjust"), say("Set other points, with a reason"), "s")
ASK: Final = letter("ask_unit", say("Ask"), say("Ask the unit to explain"), "h")
REOPEN: Final = letter("reopen", say("Not looked at"), say("Put the row back to open"), "x")
_SIGNS: Final = {
    Mark.OPEN: ("○", ""),
    Mark.ACCEPTED: ("●", "$text-success"),
    Mark.ADJUSTED: ("±", "$text-accent"),
    Mark.ASKED: ("?", "$text-warning"),
    Mark.TO_REVIEW: ("▲", "$text-warning"),
    Mark.DIFFERING: ("≠", "$text-error"),
}
_WIDTHS: Final = (9, 11)


class UnitScreen(RoundScreen[m.Row]):
    """A line for each row that the unit scores itself."""

    OFFERS = (ACCEPT, ADJUST, ASK, READ, TAKE_BACK, REOPEN, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, folder: Path, view: Overview, unit: str) -> None:
        super().__init__(folder, view)
        self._unit = unit

    def listing(self) -> Listing:
        """Return the rows under what the unit comes to."""
        rubric, found = self.view.round.rubric, self.view.figures[self._unit]
        unit = self.view.round.roster.unit(self._unit)
        said = render(
            say(
                "{unit}: claimed {claimed:points}, appraised {appraised:points}, {open} open",
                unit=unit.short if unit else self._unit,
                claimed=found.claimed,
                appraised=found.appraised,
                open=found.open,
            )
        )
        heads = plain((flush((_("claimed"), _("appraised")), _WIDTHS), "$text-muted"))
        return Listing(
            spread(plain((said, "bold")), heads, self.rows.room),
            [ListLine(self._line(row), row, row.id) for row in appraised_rows(rubric)],
        )

    def _line(self, row: m.Row) -> Content:
        cell = Cell(self._unit, row.id)
        mark, facts = self.view.mark(cell), self.view.facts[self._unit].rows[row.id]
        sign, style = _SIGNS[mark]
        points = self.view.stand(self._unit, row.id).points
        both = ("–" if one is None else show_decimal(one) for one in (facts.points, points))
        figures = flush(both, _WIDTHS)
        words = render(MARKS[mark])
        if mark is Mark.OPEN and facts.points and not facts.is_backed:
            words, style = _("no proof"), "$text-warning"
        left = plain((f"{sign} ", style), f"{row.id:<6} {row.title}")
        right = plain((words, style), figures)
        return spread(left, right, self.rows.room)

    def take(self, one: m.Row) -> None:
        """Show the rule, the claim, the decision and the remarks."""
        self.app.push_screen(PageScreen(f"{one.id} {one.title}", self._page(one)))

    def _page(self, row: m.Row) -> Content:
        stand = self.view.stand(self._unit, row.id)
        told = [plain((one, "$text-muted")) for one in rule_words(row)]
        claimed = self.view.facts[self._unit].rows[row.id].points
        claim = standing_words(claimed, self.view.mark(Cell(self._unit, row.id)), stand.points)
        told.append(plain((claim, "bold")))
        for decision in stand.latest:
            points = "" if decision.points is None else show_decimal(decision.points)
            told.append(plain((f"{decision.who} {points}: ", "bold"), decision.reason))
        for remark in self.view.remarks.get((self._unit, row.id), ()):
            kind = _("for the unit") if remark.audience.value == "unit" else _("internal")
            told.append(plain((f"{kind}: ", "bold"), remark.text))
        for one in self.view.differences(self._unit, row.id):
            words = say(
                "{source}: {expected:count}; the unit entered {claimed:count}.",
                source=one.reference.source,
                expected=one.expected,
                claimed=one.claimed,
            )
            told.append(plain((render(words), "$text-warning")))
        return lines(*told)

    def action_accept(self) -> None:
        """Accept the claim of the highlighted row."""
        self._judge(ACCEPTED)

    def action_reopen(self) -> None:
        """Put the highlighted row back to open."""
        self._judge(Judgement(Verdict.OPEN))

    def action_ask_unit(self) -> None:
        """Ask for the reason, which the unit will read."""
        self._prompt(
            _("Ask the unit to explain"),
            _("What is to be explained; the unit will read it."),
            lambda reason: self._judge(Judgement(Verdict.ASK, reason=reason)),
        )

    def action_adjust(self) -> None:
        """Ask for points, then for the reason."""
        if self.here is not None:
            prompt = _PointsPrompt(self.view, Cell(self._unit, self.here.id))
            self.ask(prompt, lambda typed: self._reason_for(prompt.read(typed)))

    def _reason_for(self, points: Decimal) -> None:
        self._prompt(
            render(say("Adjust to {points:points}", points=points)),
            _("The reason; the unit will read it."),
            lambda reason: self._judge(Judgement(Verdict.ADJUST, points, reason)),
        )

    def _prompt(self, title: str, words: str, then: Callable[[str], object]) -> None:
        self.ask(PromptScreen(title, words), then)

    def _judge(self, judgement: Judgement) -> None:
        """Decide on the highlighted row, and go to the next."""
        row = self.here
        if row is None:
            return

        def make(view: Overview, act: Act) -> Sequence[Version]:
            return [decide(view, Cell(self._unit, row.id), judgement, act)]

        with self.telling():
            self.decide(make)
            self.rows.step(1)


class _PointsPrompt(PromptScreen):
    """Asks for the points of a row, until they are possible."""

    def __init__(self, view: Overview, cell: Cell) -> None:
        most = view.facts[cell.unit].rows[cell.row].maximum
        super().__init__(_("Adjust"), render(say("Points from 0 to {most:points}", most=most)))
        self._view, self._cell, self._most = view, cell, most

    def read(self, typed: str) -> Decimal:
        """Return what was typed as points. Raises `UsageError` for what are none."""
        return read_decimal(typed, most=self._most)

    def accept(self, typed: str) -> None:
        """Refuse points that are not possible."""
        fault = points_fault(self._view, self._cell, self.read(typed))
        if fault is not None:
            raise UsageError(Problem(fault))
