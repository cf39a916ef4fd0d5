"""What an appraiser does with a row of a unit: the same keys on every screen that shows one."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from parself.errors import Problem, UsageError, say
from parself.i18n import _, render
from parself.numerals import read_decimal
from parself.province.appraising import (
    ACCEPTED,
    Act,
    Judgement,
    Plan,
    accept_all_but,
    by_way,
    decide,
    figure_fault,
    kept_from,
    needless,
    points_fault,
)
from parself.province.board import WAITING, Mark
from parself.province.decisions import Cell, Verdict
from parself.province.moving import moved
from parself.province.officers import is_lead
from parself.province.overview import Overview
from parself.province.versions import Version
from parself.province.work import back
from parself.tui.bases.ways_frame import WaysFrame, way_words
from parself.tui.commands import changing, letter
from parself.tui.widgets.plain import plain
from parself.words.appraisal_words import excepted_words, standing_words
from parself.words.cell_words import about_words
from parself.words.compared_words import moved_words

ACCEPT: Final = changing("accept", say("Accept"), say("Accept what the unit claims"), "n")
ADJUST: Final = changing("adjust", say("Adjust"), say("Set other points, with a reason"), "s")
ASK: Final = changing("ask_unit", say("Ask"), say("Ask the unit to explain"), "h")
REOPEN: Final = changing("reopen", say("Not looked at"), say("Put the row back to open"), "x")
ACCEPT_ALL: Final = changing(
    "accept_all", say("Accept all but…"), say("Accept all rows here that need no look"), "a"
)
WAY: Final = changing(
    "way", say("Agreed way"), say("Score by an agreed way, agree on one, change one"), "c"
)
NEXT_WAITING: Final = letter(
    "next_waiting", say("Next to do"), say("To the next row that waits for a decision"), "j"
)
WAITING_BEFORE: Final = letter(
    "waiting_before", say("To do before"), say("To the row before that waits for a decision"), "k"
)
JUDGING: Final = (ACCEPT, ADJUST, ASK, WAY, NEXT_WAITING)
"""What stands in the footer."""
_NEW: Final = "new"
_CHANGE: Final = "change"


class JudgingFrame(WaysFrame):
    """A screen on which a row of a unit is highlighted. A subclass says which."""

    @property
    def cell(self) -> Cell | None:
        """The row of a unit that is highlighted; None where there is none."""
        raise NotImplementedError

    @property
    def scope(self) -> Sequence[Cell]:
        """What "accept all but" is about."""
        raise NotImplementedError

    @property
    def order(self) -> Sequence[Cell]:
        """The cells of the screen, one after the other as they are decided."""
        return self.scope

    @property
    def round_trip(self) -> Iterable[Cell]:
        """The cells among which the next one that waits is looked for."""
        return self.order

    def go_to(self, cell: Cell) -> None:
        """Highlight a cell, where the screen shows it."""

    def why_none(self) -> str:
        """Return why no row of a unit is highlighted."""
        return _("No row is highlighted here.")

    def _open_to_us(self) -> Cell | None:
        """Return the highlighted cell; where there is none, or it is not ours, say why."""
        cell = self.cell
        if cell is None:
            self.say_why(self.why_none())
            return None
        kept = kept_from(self.view, cell, self.act().who)
        if kept is not None:
            self.tell(UsageError(Problem(kept, self.called(cell))))
            return None
        return cell

    def called(self, cell: Cell) -> str:
        """Return how a message names a cell."""
        return f"{self.unit_name(cell.unit)} {cell.row}"

    def about(self, cell: Cell, words: str) -> str:
        """Return what a window says of a cell over its own words."""
        return "\n".join((*about_words(self.view, cell, self.hand_in(cell.unit)), words))

    def action_accept(self) -> None:
        """Accept the claim."""
        self._judge(ACCEPTED)

    def action_reopen(self) -> None:
        """Put the row back to open."""
        self._judge(Judgement(Verdict.OPEN))

    def action_ask_unit(self) -> None:
        """Ask what is to be explained."""
        from parself.tui.dialogs.prompt import PromptScreen

        cell = self._open_to_us()
        if cell is not None:
            window = PromptScreen(
                _("Ask the unit to explain"),
                self.about(cell, _("What has to be explained; the unit will read it.")),
                act=lambda words: self._decide(cell, Judgement(Verdict.ASK, reason=words)),
            )
            self.ask(window, lambda _done: None)

    def action_adjust(self) -> None:
        """Ask for points and the reason, in one window."""
        from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed

        cell = self._open_to_us()
        if cell is None:
            return
        row = self.view.round.rubric.rows[cell.row]
        is_compared = bool(row.measure.own_key)

        def write(typed: Typed) -> None:
            figure = _read_figure(self.view, cell, typed.get("figure", ""))
            points = None if figure is not None else _read_points(self.view, cell, typed["points"])
            judgement = Judgement(Verdict.ADJUST, points, typed["reason"], figure=figure)
            self._decide(cell, judgement)

        label = say("Points, 0 to {most:points}", most=row.points)
        if is_compared:
            label = say("Or points alone")
        fields = (
            *([SheetLine("figure", _("Figure that counts"))] if is_compared else []),
            SheetLine("points", render(label)),
            SheetLine("reason", _("Reason")),
        )
        checks = {
            "figure": lambda typed: _read_figure(self.view, cell, typed),
            "points": lambda typed: (
                None if is_compared and not typed else _read_points(self.view, cell, typed)
            ),
        }
        words = self.about(cell, _("The reason; the unit will read it."))
        window = SheetScreen(_("Adjust"), words, fields, write, checks=checks)
        self.ask(window, lambda _done: None)

    def _judge(self, judgement: Judgement) -> None:
        """Decide on the highlighted row."""
        cell = self._open_to_us()
        if cell is not None:
            with self.telling():
                self._decide(cell, judgement)

    def _decide(self, cell: Cell, judgement: Judgement) -> None:
        """Decide, say so, and go to the next cell that waits. Raises what `decide` raises."""
        order, before = self.order, self.view
        self.decide(lambda view, act: [decide(view, cell, judgement, act)])
        others = moved_words(self.view, moved(before, self.view))
        told = ". ".join((self._told(cell), *others))
        self.say_done(told)
        if judgement.verdict is not Verdict.OPEN:
            self._go_on(order, cell, told)

    def _go_on(self, order: Sequence[Cell], cell: Cell, told: str) -> None:
        """Go to the next cell that waits for a decision; from the last one, to the first."""
        following = self._waiting_after(order, cell)
        if following is not None:
            self.go_to(following)
        elif len(order) > 1:
            self.say_done(f"{told.rstrip('.')}. {self._none_waits(order)}")

    def _waiting_after(self, order: Sequence[Cell], cell: Cell | None) -> Cell | None:
        """Return the next cell that waits for whoever works here; None where no other does."""
        at = order.index(cell) if cell in order else -1
        rest = (*order[at + 1 :], *order[: max(at, 0)])
        is_lead_here = is_lead(self.view.round.officers, self.act().who)
        waiting = WAITING | {Mark.DIFFERING} if is_lead_here else WAITING
        return next((one for one in rest if self.view.mark(one) in waiting), None)

    def _none_waits(self, order: Sequence[Cell]) -> str:
        differing = sum(self.view.mark(one) is Mark.DIFFERING for one in order)
        if differing:
            return render(say("Decided differently, for the lead: {count}.", count=differing))
        return _("Nothing here waits for a decision any more.")

    def action_next_waiting(self) -> None:
        """Go to the next cell that waits for a decision."""
        self._to_waiting([*self.round_trip])

    def action_waiting_before(self) -> None:
        """Go to the cell before that waits for a decision."""
        self._to_waiting([*self.round_trip][::-1])

    def _to_waiting(self, order: Sequence[Cell]) -> None:
        following = self._waiting_after(order, self.cell)
        if following is not None:
            self.say_done("")
            self.go_to(following)
        elif self.cell is not None and self._waiting_after([self.cell], None) is not None:
            self.say_why(_("Only this one waits for a decision here."))
        else:
            self.say_why(self._none_waits(order))

    def _told(self, cell: Cell) -> str:
        said = self.view.facts[cell.unit].rows[cell.row]
        told = standing_words(said, self.view.mark(cell), self.view.points(cell))
        return f"{self.unit_name(cell.unit)}, {cell.row}: {told}"

    def action_take_back(self) -> None:
        """Take back what was decided last, and go back there."""
        taken: list[Cell] = []
        before = self.view

        def take(view: Overview, act: Act) -> Sequence[Version]:
            found = back(view, act)
            taken.extend(one.cell for one in found)
            return found

        with self.telling():
            self.decide(take)
            self.go_to(taken[0])
            told = self._told(taken[0])
            if len(taken) > 1:
                told = render(say("{count} rows are as they were before", count=len(taken)))
            others = moved_words(self.view, moved(before, self.view))
            self.say_done(f"{_('Taken back.')} {'. '.join((told, *others))}")

    def action_way(self) -> None:
        """Choose an agreed way of scoring for the row, agree on one, or change one."""
        from parself.tui.dialogs.ask import AskScreen

        cell = self._open_to_us()
        if cell is None:
            return
        # What was agreed in another window counts from the next key on.
        self.look_again()
        ways = self.ways_of(cell.row)
        words = _("The same case gets the same points. Changing a way marks what cites it.")
        title = render(say("Agreed ways of scoring {row}", row=cell.row))
        choices = (
            *((str(one.number), way_words(one)) for one in ways),
            (_NEW, _("Agree on a new way")),
            *([(_CHANGE, _("Change an agreed way"))] if ways else []),
        )
        window = AskScreen(title, self.about(cell, words), choices)
        self.ask(window, lambda chosen: self._by_way(cell, chosen))

    def _by_way(self, cell: Cell, chosen: str) -> None:
        if chosen == _NEW:
            self.write_way(cell)
        elif chosen == _CHANGE:
            self.pick_changed(cell)
        else:
            way = next(one for one in self.ways_of(cell.row) if str(one.number) == chosen)
            self._decide(cell, by_way(self.view, cell, way))

    def action_accept_all(self) -> None:
        """Tell what would be accepted and what not, then accept it."""
        from parself.tui.dialogs.ask import AskScreen

        with self.telling():
            plan = self._plan(self.view, self.act())
            title = render(say("Accept {count} rows?", count=len(plan.decisions)))
            words = "\n".join(excepted_words(plan, self.called))
            skipped = len(plan.skipped)
            read = render(say("Read all {count} rows that are left out", count=skipped))
            choices = (
                *([("do", _("Accept"))] if plan.decisions else []),
                *([("read", read)] if skipped else []),
                ("back", _("Back")),
            )
            self.ask(AskScreen(title, words, choices), lambda chosen: self._all(chosen, plan))

    def _all(self, chosen: str, plan: Plan) -> None:
        if chosen == "do":
            self._accept_all()
        elif chosen == "read":
            from parself.tui.dialogs.page import PageScreen

            words = "\n\n".join(excepted_words(plan, self.called, len(plan.skipped)))
            page = PageScreen(_("Left out"), plain(words))
            # The question comes again after the list.
            self.app.push_screen(page, lambda _read: self.action_accept_all())

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


def _read_figure(view: Overview, cell: Cell, typed: str) -> Decimal | None:
    """Return what was typed as a unit's figure, None where nothing was. Raises `UsageError`."""
    if not typed.strip():
        return None
    figure = read_decimal(typed)
    fault = figure_fault(view, cell, figure)
    if fault is not None:
        raise UsageError(Problem(fault))
    return figure


def _read_points(view: Overview, cell: Cell, typed: str) -> Decimal:
    """Return what was typed as points. Raises `UsageError` for what are none, or impossible."""
    most = view.round.rubric.rows[cell.row].points
    points = read_decimal(typed, most=most)
    fault = points_fault(view, cell, points) or needless(view, cell, points)
    if fault is not None:
        raise UsageError(Problem(fault))
    return points
