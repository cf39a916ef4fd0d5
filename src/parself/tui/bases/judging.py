"""What an appraiser does with a row of a unit: the same keys on every screen that shows one."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from parself.errors import Problem, UsageError, say
from parself.i18n import _, render
from parself.numerals import read_decimal
from parself.province.agreeing import agree
from parself.province.appraising import (
    ACCEPTED,
    Act,
    Judgement,
    Plan,
    accept_all_but,
    decide,
    points_fault,
)
from parself.province.decisions import Cell, Verdict
from parself.province.overview import Overview
from parself.province.versions import Version
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.commands import letter
from parself.tui.dialogs.prompt import PromptScreen, ReasonPrompt
from parself.words.appraisal_words import excepted_words, standing_words

ACCEPT: Final = letter("accept", say("Accept"), say("Accept what the unit claims"), "n")
ADJUST: Final = letter("adjust", say("Adjust"), say("Set other points, with a reason"), "s")
ASK: Final = letter("ask_unit", say("Ask"), say("Ask the unit to explain"), "h")
REOPEN: Final = letter("reopen", say("Not looked at"), say("Put the row back to open"), "x")
ACCEPT_ALL: Final = letter(
    "accept_all", say("Accept all but…"), say("Accept all rows here that need no look"), "a"
)
WAY: Final = letter(
    "way", say("Agreed way"), say("Score by an agreed way, or agree on a new one"), "c"
)
JUDGING: Final = (ACCEPT, ADJUST, ASK, WAY)
"""What stands in the footer."""
_NEW: Final = "new"


class JudgingFrame(RoundFrame):
    """A screen on which a row of a unit is highlighted. A subclass says which."""

    @property
    def cell(self) -> Cell | None:
        """The row of a unit that is highlighted; None where there is none."""
        raise NotImplementedError

    @property
    def scope(self) -> Sequence[Cell]:
        """What "accept all but" is about."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Do what follows on a decision: usually, go to the next line."""

    def action_accept(self) -> None:
        """Accept the claim."""
        self._judge(ACCEPTED)

    def action_reopen(self) -> None:
        """Put the row back to open."""
        self._judge(Judgement(Verdict.OPEN))

    def action_ask_unit(self) -> None:
        """Ask what is to be explained."""
        if self.cell is not None:
            self._prompt(
                _("Ask the unit to explain"),
                _("What has to be explained; the unit will read it."),
                lambda words: self._judge(Judgement(Verdict.ASK, reason=words)),
            )

    def action_adjust(self) -> None:
        """Ask for points, then for the reason."""
        if self.cell is not None:
            prompt = _PointsPrompt(self.view, self.cell)
            self.ask(prompt, lambda typed: self._reason_for(prompt.read(typed)))

    def _reason_for(self, points: Decimal) -> None:
        self._prompt(
            render(say("Adjust to {points:points}", points=points)),
            _("The reason; the unit will read it."),
            lambda reason: self._judge(Judgement(Verdict.ADJUST, points, reason)),
        )

    def _prompt(self, title: str, words: str, then: Callable[[str], object]) -> None:
        self.ask(ReasonPrompt(title, words), then)

    def _judge(self, judgement: Judgement) -> None:
        """Decide on the highlighted row, say what was decided, and go on."""
        cell = self.cell
        if cell is None:
            return
        with self.telling():
            self.decide(lambda view, act: [decide(view, cell, judgement, act)])
            self.say_done(self._told(cell))
            self.go_on()

    def _told(self, cell: Cell) -> str:
        claimed = self.view.facts[cell.unit].rows[cell.row].points
        points = self.view.points(cell)
        said = standing_words(claimed, self.view.mark(cell), points)
        return f"{self.unit_name(cell.unit)}, {cell.row}: {said}"

    def action_way(self) -> None:
        """Choose an agreed way of scoring for the row, or agree on one."""
        from parself.tui.dialogs.ask import AskScreen

        cell = self.cell
        if cell is None:
            return
        known = self.view.ways.get(cell.row, ())
        choices = [
            (
                str(one.number),
                render(
                    say(
                        "{n}. {case}: {points:points}",
                        n=one.number,
                        case=one.case,
                        points=one.points,
                    )
                ),
            )
            for one in known
        ]
        words = _("The same case gets the same points. Changing a way marks what cites it.")
        title = render(say("Agreed ways of scoring {row}", row=cell.row))
        window = AskScreen(title, words, (*choices, (_NEW, _("Agree on a new way"))))
        self.ask(window, lambda chosen: self._by_way(cell, chosen))

    def _by_way(self, cell: Cell, chosen: str) -> None:
        if chosen == _NEW:
            self._agree(cell.row)
            return
        way = next(one for one in self.view.ways[cell.row] if str(one.number) == chosen)
        self._judge(Judgement(Verdict.ADJUST, way.points, way=way.number))

    def _agree(self, row: str) -> None:
        from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed

        most = self.view.round.rubric.rows[row].points

        def write(typed: Typed) -> None:
            points = read_decimal(typed["points"], most=most)
            agreed = typed["case"], points, typed["reason"]
            self.decide(lambda view, act: [agree(view, row, agreed, None, act)])
            self.say_done(_("Agreed; choose it with C."))

        fields = (
            SheetLine("case", _("Case")),
            SheetLine("points", render(say("Points, 0 to {most:points}", most=most))),
            SheetLine("reason", _("Reason")),
        )
        words = _("Which case it is, what it is worth, and why.")
        self.ask(SheetScreen(_("Agree on a new way"), words, fields, write), lambda _done: None)

    def action_accept_all(self) -> None:
        """Tell what would be accepted and what not, then accept it."""
        with self.telling():
            plan = self._plan(self.view, self.act())
            title = render(say("Accept {count} rows?", count=len(plan.decisions)))
            words = "\n".join(
                excepted_words(plan, lambda cell: f"{self.unit_name(cell.unit)} {cell.row}")
            )
            self.confirm(title, words, _("Accept"), self._accept_all)

    def _accept_all(self) -> None:
        self.decide(self._accepted)
        self.say_done(_("Accepted; Z takes it back in one go."))

    def _plan(self, view: Overview, act: Act) -> Plan:
        return accept_all_but(view, self.scope, act)

    def _accepted(self, view: Overview, act: Act) -> Sequence[Version]:
        return self._plan(view, act).decisions


def all_rows(view: Overview, units: Sequence[str]) -> list[Cell]:
    """Return every appraised row of these units."""
    return [cell for code in units for cell in view.cells(code).values()]


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
