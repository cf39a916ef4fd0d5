"""What lifts us: where points are lost, the cheapest way to a target, and the tasks for it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from textual.content import Content

from parself.assessment import unlikely
from parself.assessment.model import EFFORTS, Cause, Task
from parself.errors import Problem, UsageError, say
from parself.i18n import _, render, render_error
from parself.lift.way_up import (
    USUAL_EFFORT,
    Climb,
    Lift,
    Stage,
    Target,
    gaps,
    lift,
    stages,
    target_of_place,
    unanswered,
    unproved,
)
from parself.lift.wording import (
    Part,
    gap_words,
    lift_end,
    lift_notes,
    lift_outcome,
    open_title,
    parts,
    rung_words,
    step_words,
)
from parself.numerals import read_date, read_decimal, show_decimal, understood
from parself.rubric import model as m
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, OPEN_ROW, Command, letter
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed, example, shown_day, typed_day
from parself.tui.widgets.colours import DONE, FAINT, LEADS, MUTED, OURS, UNPROVED
from parself.tui.widgets.plain import lines, plain, spread
from parself.tui.widgets.rows import ListLine, heading
from parself.words import asking
from parself.words.list_names import list_names
from parself.words.published import place_short

AIM: Final = letter("aim", say("Target"), say("Choose a place or an index to reach"), "m")
ALL_GAPS: Final = letter("all_gaps", say("All gaps"), say("List where points are lost"), "a")
EFFORT: Final = Command(
    "", say("Effort"), say("1 easy to 5 hard; a step's effort is this by its levels"), "", "1-5"
)
TASK: Final = letter("task", say("Task"), say("What is to be done, by whom, until when"), "v")
_CAUSES: Final = {"k": Cause.OBJECTIVE, "c": Cause.SUBJECTIVE}
"""First letters of khách quan and chủ quan."""
_TITLE: Final = LEADS
_PROOF: Final = "proof"
"""The line of the rows to be proved."""


class LiftScreen(ListScreen[str]):
    """Gaps by points lost; with a target, the steps to it in the order in which to take them."""

    OFFERS = (OPEN_ROW, AIM, EFFORT, TASK, ALL_GAPS, BACK, *COMMON)
    KEYS: ClassVar = {str(effort): f"effort({effort})" for effort in EFFORTS}

    def __init__(self) -> None:
        super().__init__()
        self._target: Target | None = None
        self._shows_proof = False

    async def on_mount(self) -> None:
        """Begin with the way to the place that is aimed at, where it is known and above ours."""
        view = self.desk.view
        now = view.scores.projected.index
        with suppress(UsageError):
            target = target_of_place(view, view.goal)
            self._target = target if now is not None and now < target.index else None

    @property
    def _today(self) -> date:
        return self.desk.now().date()

    def listing(self) -> Listing:
        """Return the gaps, or with a target the way to it."""
        return self._gaps() if self._target is None else self._way(self._target)

    def _gaps(self) -> Listing:
        view = self.desk.view
        closed = view.is_closed(self._today)
        told = _said(_("Where points are not reached, most first. M: choose a target."))
        lost = [self._line(gap.row, gap_words(gap, closed=closed)) for gap in gaps(view)]
        if not lost:
            lost = [ListLine(plain(_("No points are lost in what is answered.")))]
        still_open = [self._line(step.row, step_words(step)) for step in unanswered(view)]
        if still_open:
            lost += [heading(open_title(), _TITLE), *still_open]
        return Listing(told, lost)

    def _way(self, target: Target) -> Listing:
        try:
            found = lift(self.desk.view, target, self._today)
            told = _said(lift_outcome(found), lift_end(found), *lift_notes(found))
            return Listing(told, list(self._steps(found)))
        except UsageError as error:
            return Listing(_said(render_error(error)), ())

    def _steps(self, found: Lift) -> Iterator[ListLine[str]]:
        """Yield where we stand, then part by part each step with what it leads to."""
        climbed = {climb.row.id for climb in (*found.open, *found.now, *found.next_year)}
        start, *after = stages(self.desk.view, found)
        yield ListLine(self._rung(start, self.parself.signs.pointer, OURS))
        for part in parts(found):
            if part.proof:
                yield from self._proof(found, part, climbed)
                continue
            yield heading(part.title, _TITLE)
            for climb in part.climbs:
                stage, *after = after
                yield self._climb(climb, stage)
                if stage.passed:
                    yield ListLine(self._rung(stage, self.parself.signs.up, DONE))

    def _proof(self, found: Lift, part: Part, climbed: set[str]) -> Iterator[ListLine[str]]:
        """Yield the rows to be proved in one line with their sum, or unfolded below it."""
        signs, sum_ = self.parself.signs, unproved(self.desk.view, found)
        told = say("{count} rows, {points:points} points", count=len(part.proof), points=sum_)
        sign = signs.unfolded if self._shows_proof else signs.folded
        head = plain((f"{sign} {part.title}", _TITLE))
        right = plain((render(told), UNPROVED))
        yield ListLine(spread(head, right, self.rows.room), _PROOF, _PROOF)
        if self._shows_proof:
            # A row stands once in the list: with its step, where it has one.
            for row in part.proof:
                if row.id not in climbed:
                    needed = say("needed: {evidence}", evidence="; ".join(row.evidence))
                    yield self._line(row, render(needed))

    def _rung(self, stage: Stage, sign: str, style: str) -> Content:
        """Return a rung of the ladder: the index, the place, and the units that are passed."""
        roster = self.desk.view.folder.roster
        names, place = list_names(roster), place_short(stage.places)
        words = say("place {place} · {index:points}%", place=place, index=stage.index)
        units = ", ".join(names.get(code, code) for code in stage.passed)
        passed = f" · {render(say('past {units}', units=units))}" if units else ""
        line = self.parself.signs.line * 2
        told = plain((f"{line} {sign} {render(words)}{passed} ", style))
        width = max(0, self.rows.room - told.cell_length)
        return Content.assemble(told, plain((self.parself.signs.line * width, FAINT)))

    def _climb(self, climb: Climb, stage: Stage) -> ListLine[str]:
        """Return a step: what is to be done, what it brings, and the index after it."""
        gain = plain((f"+{show_decimal(climb.gain)}", DONE))
        place = render(say("place {place}", place=place_short(stage.places)))
        after = plain((f" → {show_decimal(stage.index)}% · {place}", MUTED))
        return self._line(
            climb.row, rung_words(climb.rung), Content.assemble(gain, after), climb.rungs
        )

    def _line(
        self, row: m.Row, words: str, brings: Content | None = None, levels: int = 1
    ) -> ListLine[str]:
        """Return a row in two lines: title with effort and task, words with what they bring."""
        answer, room = self.desk.assessment.answer(row.id), self.rows.room
        effort = render(say("effort {effort}", effort=answer.effort or USUAL_EFFORT))
        if levels > 1:
            effort += f" × {render(say('{count} levels', count=levels))}"
        task = f" · {_('task')}" if row.id in self.desk.assessment.tasks else ""
        head = spread(
            plain((f"{row.id} {row.title}", "bold")), plain((f"{effort}{task}", MUTED)), room
        )
        told = plain(f"    {words}")
        return ListLine(lines(head, spread(told, brings, room) if brings else told), row.id)

    def take(self, one: str) -> None:
        """Unfold or fold the rows to be proved, or go to a row."""
        if one != _PROOF:
            super().take(one)
            return
        self._shows_proof = not self._shows_proof
        self.refresh_view()

    def action_all_gaps(self) -> None:
        """List the gaps without a target."""
        self._target = None
        self.list_others()

    def action_aim(self) -> None:
        """Ask for a place or an index."""
        words = _("A place (6), an index with its sign (85%), or both (85% 35)")
        self.ask(PromptScreen(_("Target"), words), self._aim)

    def _aim(self, typed: str) -> None:
        if typed.strip():
            self._target = self._read_target(typed.strip())
            self.rows.highlighted = None

    def _read_target(self, typed: str) -> Target:
        """Read a place, an index, or both. An index has a percent sign, or is no possible place."""
        index: Decimal | None = None
        place: int | None = None
        standings = self.desk.view.folder.standings
        places = len(standings.units) if standings is not None else 0
        for word in typed.replace(" %", "%").split():
            number = read_decimal(word.removesuffix("%"))
            if word.endswith("%") or number != int(number) or number > places:
                index = number
            else:
                place = int(number)
        if place is not None:
            return target_of_place(self.desk.view, place, index)
        return Target(index if index is not None else Decimal(0))

    def action_effort(self, effort: int) -> None:
        """Say how hard the highlighted row is to lift."""
        if self.here is not None and self.here != _PROOF:
            with self.telling():
                self.desk.set_effort(self.here, effort)
            self.refresh_view()

    def action_task(self) -> None:
        """Write what is to be done about the highlighted row."""
        if self.here is None or self.here == _PROOF:
            return
        row, desk = self.desk.view.rubric.rows[self.here], self.desk
        task = desk.assessment.tasks.get(row.id, Task())
        words = _("Empty lines take the rubric's; all empty: no task.")

        def accept(typed: Typed) -> None:
            desk.set_task(row.id, _task(typed))

        def question(typed: Typed) -> str:
            due = understood(read_date, typed["due"])
            return asking.questions(unlikely.of_due(row.id, due, desk.assessment.year))

        title, fields = f"{row.id} {row.title}", self._fields(row, task)
        checks = {"cause": _cause, "due": typed_day}
        self.app.push_screen(SheetScreen(title, words, fields, accept, question, checks=checks))

    def _fields(self, row: m.Row, task: Task) -> tuple[SheetLine, ...]:
        department = self.desk.view.rubric.department(row.department)
        lead = department.title if department is not None else ""
        kind = next((key for key, cause in _CAUSES.items() if cause is task.cause), "")
        return (
            SheetLine("cause", _("Cause: K or C"), kind, _("K objective, C subjective")),
            SheetLine("reason", _("Cause in words"), task.reason),
            SheetLine("work", _("Solution, task"), task.work),
            SheetLine("product", _("Product"), task.product, example("; ".join(row.evidence))),
            SheetLine("lead", _("Lead department"), task.lead, example(lead)),
            SheetLine("contributors", _("Contributors"), task.contributors),
            SheetLine("due", _("Due"), shown_day(task.due), example("30/06/2024")),
        )


def _task(typed: Typed) -> Task:
    """Return the task as typed. Raises `UsageError` where cause or day cannot be read."""
    return Task(
        work=typed["work"],
        cause=_cause(typed["cause"]),
        reason=typed["reason"],
        product=typed["product"],
        lead=typed["lead"],
        contributors=typed["contributors"],
        due=typed_day(typed["due"]),
    )


def _cause(typed: str) -> Cause | None:
    """Read what kind of cause was typed. Raises `UsageError` for what is none."""
    kind = typed.strip().casefold()[:1]
    if kind and kind not in _CAUSES:
        raise UsageError(Problem(say("Type K (objective) or C (subjective), or nothing.")))
    return _CAUSES.get(kind)


def _said(*words: str) -> Content:
    return lines(*(plain((one, "bold")) for one in words))
