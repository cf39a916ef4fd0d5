"""What lifts us: where points are lost, the cheapest way to a target, and the tasks for it."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.assessment import unlikely
from parself.assessment.model import EFFORTS, Cause, Task
from parself.errors import ParselfError, Problem, UsageError, say
from parself.i18n import _, render, render_problem
from parself.lift.way_up import USUAL_EFFORT, Lift, Target, gaps, lift, target_of_place, unanswered
from parself.lift.wording import (
    gap_words,
    lift_end,
    lift_notes,
    lift_outcome,
    open_title,
    parts,
    step_words,
)
from parself.numerals import read_date, read_decimal, show_date, understood
from parself.rubric import model as m
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, Command, bindings
from parself.tui.dialogs.ask import PromptScreen
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, example
from parself.tui.widgets.body import Caption, Rows
from parself.tui.widgets.plain import lines, plain, spread
from parself.words import asking

OPEN_ROW: Final = Command("open", say("Open"), say("Go to the row"), "", "Enter")
AIM: Final = Command(
    "aim", say("Target"), say("Choose a place or an index to reach"), "m", "M", priority=False
)
ALL_GAPS: Final = Command(
    "all_gaps", say("All gaps"), say("List where points are lost"), "a", "A", priority=False
)
EFFORT: Final = Command(
    "", say("Effort"), say("1 easy to 5 hard; a step's effort is this by its levels"), "", "1-5"
)
TASK: Final = Command(
    "task", say("Task"), say("What is to be done, by whom, until when"), "v", "V", priority=False
)
_CAUSES: Final = {"k": Cause.OBJECTIVE, "c": Cause.SUBJECTIVE}
"""First letters of khách quan and chủ quan."""


class LiftScreen(DeskScreen):
    """Gaps by points lost; with a target, the steps to it in the order in which to take them."""

    OFFERS: ClassVar[tuple[Command, ...]] = (
        OPEN_ROW, AIM, EFFORT, TASK, ALL_GAPS, BACK, *COMMON,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(OFFERS),
        *((str(effort), f"effort({effort})", "Effort") for effort in EFFORTS),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._target: Target | None = None

    def compose(self) -> ComposeResult:
        """Make summary and list."""
        yield from self.compose_head()
        yield Caption(id="summary")
        yield Rows(id="list", markup=False)
        yield from self.compose_foot()

    @property
    def _today(self) -> date:
        return self.desk.now().date()

    def refresh_view(self) -> None:
        """Show the gaps or the way, the highlight staying on its row."""
        super().refresh_view()
        shown = self.query_one(OptionList)
        here = shown.highlighted
        row_id = shown.get_option_at_index(here).id if here is not None else None
        options = self._gaps() if self._target is None else self._way(self._target)
        shown.set_options(options)
        ids = [option.id for option in options]
        first = next((at for at, option in enumerate(options) if not option.disabled), None)
        shown.highlighted = ids.index(row_id) if row_id and row_id in ids else first
        if shown.highlighted == first:
            # The heading above the first row cannot be highlighted.
            shown.scroll_home(animate=False)

    def _gaps(self) -> list[Option]:
        view = self.desk.view
        closed, found = view.is_closed(self._today), gaps(view)
        self._say(_("Where points are not reached, most first. M: choose a target."))
        lost = [self._option(gap.row, gap_words(gap, closed=closed)) for gap in found]
        if not lost:
            lost = [Option(plain(_("No points are lost in what is answered.")), disabled=True)]
        still_open = [self._option(step.row, step_words(step)) for step in unanswered(view)]
        return [*lost, _heading(open_title()), *still_open] if still_open else lost

    def _way(self, target: Target) -> list[Option]:
        try:
            found = lift(self.desk.view, target, self._today)
        except UsageError as error:
            self._say(render_problem(error.problems[0]))
            return []
        self._say(lift_outcome(found), lift_end(found), *lift_notes(found))
        return list(self._steps(found))

    def _steps(self, found: Lift) -> Iterator[Option]:
        climbed = {climb.row.id for climb in (*found.open, *found.now, *found.next_year)}
        for part in parts(found):
            yield _heading(part.title)
            for row in part.proof:
                # A row stands once in the list: with its step, where it has one.
                if row.id not in climbed:
                    needed = say("needed: {evidence}", evidence="; ".join(row.evidence))
                    yield self._option(row, render(needed))
            for climb in part.climbs:
                yield self._option(climb.row, step_words(climb))

    def _option(self, row: m.Row, words: str) -> Option:
        """Return a row in two lines: its title with effort and task, then what is to be said."""
        answer = self.desk.assessment.answer(row.id)
        effort = render(say("effort {effort}", effort=answer.effort or USUAL_EFFORT))
        task = f" · {_('task')}" if row.id in self.desk.assessment.tasks else ""
        head = plain((f"{row.id} {row.title}", "bold"))
        width = self.query_one(Rows).room
        right = plain((f"{effort}{task}", "$text-muted"))
        return Option(lines(spread(head, right, width), plain(f"    {words}")), id=row.id)

    def _say(self, *words: str) -> None:
        self.query_one("#summary", Static).update(lines(*(plain((one, "bold")) for one in words)))

    def _row_id(self) -> str | None:
        shown = self.query_one(OptionList)
        here = shown.highlighted
        return None if here is None else shown.get_option_at_index(here).id

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None:
            self.show_row(event.option.id)

    def action_open(self) -> None:
        """Go to the highlighted row."""
        self.query_one(OptionList).action_select()

    def action_all_gaps(self) -> None:
        """List the gaps without a target."""
        self._target = None
        self.refresh_view()

    def action_aim(self) -> None:
        """Ask for a place or an index."""
        words = _("A place (6), an index with its sign (85%), or both (85% 35)")
        self.app.push_screen(PromptScreen(_("Target"), words), self._aim)

    def _aim(self, typed: str | None) -> None:
        if typed is None or not typed.strip():
            return
        try:
            self._target = self._read_target(typed.strip())
            self.query_one(OptionList).highlighted = None
        except UsageError as error:
            self.tell(error)
        self.refresh_view()

    def _read_target(self, typed: str) -> Target:
        """Read a place, an index, or both; an index by its sign, or because no place is so far."""
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
        row_id = self._row_id()
        if row_id is None:
            return
        try:
            self.desk.set_effort(row_id, effort)
        except UsageError as error:
            self.tell(error)
        self.refresh_view()

    def action_task(self) -> None:
        """Write what is to be done about the highlighted row."""
        row_id = self._row_id()
        if row_id is None:
            return
        row = self.desk.view.rubric.rows[row_id]
        task = self.desk.assessment.tasks.get(row_id, Task())

        def accept(typed: Mapping[str, str]) -> str | None:
            try:
                self.desk.set_task(row.id, _task(typed))
            except ParselfError as error:
                return "\n".join(render_problem(problem) for problem in error.problems)
            return None

        title = f"{row.id} {row.title}"
        words = _("Empty lines take the rubric's; all empty: no task.")
        year = self.desk.assessment.year

        def question(typed: Mapping[str, str]) -> str:
            due = understood(read_date, typed["due"])
            return asking.questions(unlikely.of_due(row.id, due, year))

        self.app.push_screen(SheetScreen(title, words, self._fields(row, task), accept, question))

    def _fields(self, row: m.Row, task: Task) -> tuple[SheetLine, ...]:
        department = self.desk.view.rubric.department(row.department)
        lead = department.title if department is not None else ""
        kind = next((key for key, cause in _CAUSES.items() if cause is task.cause), "")
        due = show_date(task.due) if task.due is not None else ""
        return (
            SheetLine("cause", _("Cause: K or C"), kind, _("K objective, C subjective")),
            SheetLine("reason", _("Cause in words"), task.reason),
            SheetLine("work", _("Solution, task"), task.work),
            SheetLine("product", _("Product"), task.product, example("; ".join(row.evidence))),
            SheetLine("lead", _("Lead department"), task.lead, example(lead)),
            SheetLine("contributors", _("Contributors"), task.contributors),
            SheetLine("due", _("Due"), due, example("30/06/2024")),
        )


def _task(typed: Mapping[str, str]) -> Task:
    """Return the task as typed. Raises `UsageError` for a cause or a day that is none."""
    kind = typed["cause"].strip().casefold()[:1]
    if kind and kind not in _CAUSES:
        raise UsageError(Problem(say("Type K (objective) or C (subjective), or nothing.")))
    return Task(
        work=typed["work"],
        cause=_CAUSES.get(kind),
        reason=typed["reason"],
        product=typed["product"],
        lead=typed["lead"],
        contributors=typed["contributors"],
        due=read_date(typed["due"]) if typed["due"].strip() else None,
    )


def _heading(words: str) -> Option:
    return Option(plain((words, "bold $text-accent")), disabled=True)
