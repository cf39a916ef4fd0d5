"""A sitting at an assessment: what the Textual face and the shell share.

A desk holds the present assessment and the way back to earlier ones. It refuses what
is not possible, keeps undo and redo, and saves. It knows no screen; what there is to
see of its value is `parself.view.view`. This module alone changes an assessment on behalf
of a person.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from parself.assessment import evidence, possible, saves, store
from parself.assessment.group import as_now
from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Document,
    Reply,
    Scenario,
    SignOff,
    State,
    Task,
)
from parself.assessment.saves import EarlierSave
from parself.desk.figures import entered, with_shared, with_values
from parself.desk.last_answer import LastAnswer
from parself.desk.trail import Step, Trail
from parself.errors import Problem, UsageError, say
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.entered import Fault
from parself.values import evolve
from parself.view.change import Change
from parself.view.view import View, unknown_document, unknown_row

if TYPE_CHECKING:
    from parself.assessment.going_back import Return
    from parself.years import last_year

Clock = Callable[[], datetime]


READ_ONLY: Final = say("This assessment is open for reading only.")


class Desk:
    """One person's sitting at one assessment."""

    def __init__(
        self, folder: store.Folder, *, clock: Clock = datetime.now, read_only: bool = False
    ) -> None:
        self.folder = folder
        self.truth: Desk = self
        """The desk of the assessment itself; this one, unless a what-if copy lies on it."""
        self.scenario: Scenario | None = None
        """The what-if copy that is worked on, as last saved; None for the assessment itself."""
        self.read_only = read_only
        self.saved_at: datetime | None = None
        self.now = clock
        """Tells the present moment, in local time."""
        self._start(folder.assessment)
        self._trail = Trail()

    def _start(self, assessment: Assessment) -> None:
        """Show a value that is on disk."""
        self.view = View(self.folder, assessment)
        self.began = self.view
        """What stood here when the sitting began."""
        self._last_answer = LastAnswer(self.view)
        self._saved = assessment

    @property
    def assessment(self) -> Assessment:
        """The present value; `view` shows it with its scores."""
        return self.view.assessment

    @property
    def is_dirty(self) -> bool:
        """Whether something is not on disk yet."""
        return not self.read_only and self.assessment != self._saved

    @property
    def change(self) -> Change:
        """What the last answer did, until the next one."""
        return self._last_answer.change_to(self.view)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._trail.goes_back

    @property
    def is_typing(self) -> bool:
        """Whether what comes next may belong to the present step."""
        return self._trail.is_typing

    def enter(self, row_id: str, changes: dict[str, Value | None]) -> tuple[Fault, ...]:
        """Take over figures of a row (None clears one), unless they are not possible.

        Returns the faults; with any, the answer stays as it was. Consecutive changes of the
        same fields are one step for undo, until `end_typing`.
        """
        self._row(row_id)
        updated = entered(self.view, row_id, changes)
        if isinstance(updated, tuple):
            return updated
        self._change(updated, row_id, typing=",".join(sorted(changes)))
        return ()

    def take_over(self, row_id: str, changes: dict[str, Value]) -> tuple[Fault, ...]:
        """Take over a pasted block as one step for undo, or nothing of it."""
        self.end_typing()
        found = self.enter(row_id, {**changes})
        self.end_typing()
        return found

    def set_figure(self, figure_id: str, value: Value | None) -> tuple[Fault, ...]:
        """Set a shared figure for all rows that take it over; None takes it away.

        Rows whose own value was the shared one follow; rows that say otherwise keep theirs.
        """
        self._refuse_unless_open()
        rubric = self.view.rubric
        found = () if value is None else possible.figure_faults(rubric, figure_id, value)
        if not found:
            self._change(with_shared(self.view, figure_id, value), "")
        return found

    def set_state(self, row_id: str, state: State) -> None:
        """Say that a row has no incidence or does not apply, or take that back.

        The figures go, and are there again when it is taken back in the same sitting.
        Raises `UsageError` when the row does not offer it.
        """
        row = self._row(row_id)
        possible.refuse_fault(row_id, possible.state_fault(row, state))
        answer = evolve(self.assessment.answer(row_id), state=state)
        if state in possible.MARKED:
            self._amend(row_id, evolve(answer, values={}))
            return
        values = answer.values or self._trail.figures_before(row_id)
        self._amend(row_id, with_values(self.view, row_id, answer, values, self.assessment.figures))

    def set_estimate(self, row_id: str, estimate: Decimal | None) -> tuple[Fault, ...]:
        """Estimate the points of a row that others score; None takes the estimate back."""
        row = self._row(row_id)
        fault = possible.estimate_fault(row, estimate)
        if fault is not None:
            return (fault,)
        answer = self.assessment.answer(row_id)
        self._amend(row_id, evolve(answer, estimate=estimate), typing="estimate")
        return ()

    def set_note(self, row_id: str, note: str) -> None:
        """Write the unit's own note on a row."""
        self._amend(row_id, evolve(self.assessment.answer(row_id), note=_said(note)), typing="note")

    def set_explanation(self, row_id: str, explanation: str) -> None:
        """Write the explanation (giải trình) of a row; it travels with the submission."""
        answer = evolve(self.assessment.answer(row_id), explanation=_said(explanation))
        self._amend(row_id, answer, typing="explanation")

    def set_effort(self, row_id: str, effort: int | None) -> None:
        """Say how hard it is to lift a row, 1 (easy) to 5 (hard); None: as any other."""
        self._row(row_id)
        possible.refuse_fault(row_id, possible.effort_fault(effort))
        self._amend(row_id, evolve(self.assessment.answer(row_id), effort=effort))

    def set_task(self, row_id: str, task: Task) -> None:
        """Write what is to be done about a row; an empty task takes it off the plan.

        The plan is not handed in, so that it leaves the sign-off as it is.
        """
        self._change(self.assessment.with_task(row_id, task), row_id, travels=False)

    def set_reply(self, row_id: str, reply: Reply | None) -> None:
        """Reply to the appraisal of a row, or take the reply back."""
        self._change(self.assessment.with_reply(row_id, reply), row_id)

    def set_unknown(self, row_id: str, *, is_unknown: bool) -> None:
        """Answer that a group of a workshop does not know a row, or take that back."""
        from parself.workshop.group_folder import answering_unknown

        self._row(row_id)
        said = answering_unknown(self.assessment, row_id, is_unknown=is_unknown)
        self._change(said, row_id)

    def toggle_flag(self, row_id: str) -> None:
        """Flag a row to come back to, or take the flag off."""
        answer = self.assessment.answer(row_id)
        self._amend(row_id, evolve(answer, flagged=not answer.flagged))

    def toggle_provisional(self, row_id: str) -> None:
        """Mark a row's figure as not final (số liệu chưa chốt), or as final."""
        answer = self.assessment.answer(row_id)
        self._amend(row_id, evolve(answer, provisional=not answer.provisional))

    def clear(self, row_id: str) -> None:
        """Take back state, figures and estimate of a row; its texts and flag stay."""
        answer = self.assessment.answer(row_id)
        self._amend(row_id, evolve(answer, state=State.UNANSWERED, values={}, estimate=None))

    def set_data_date(self, day: date | None) -> None:
        """Set the date at which the figures stand (số liệu tính đến ngày)."""
        self._change(evolve(self.assessment, data_date=day), "")

    def set_survey_held(self, *, is_held: bool) -> None:
        """Take it that a survey is held, or that none is.

        Raises `UsageError` where there is nothing to assume: the rubric asks for no survey, or a
        result says whether it was held.
        """
        if not self.view.rubric.has_survey:
            what = say("The rubric has no row that a survey scores.")
            raise UsageError(Problem(what, self.view.rubric.id))
        if not self.view.is_survey_assumed:
            raise UsageError(Problem(say("The appraisal result says whether a survey is held.")))
        self._change(evolve(self.assessment, survey_held=is_held), "")

    def lock(self, sign_off: SignOff) -> None:
        """Lock the assessment for signature by its leader."""
        self._refuse_unless_open()
        self._show(evolve(self.assessment, locked=True, sign_off=sign_off, edited=self.now()))

    def unlock(self) -> None:
        """Unlock an assessment; its sign-off stands until something is changed."""
        if self.read_only:
            self._refuse_unless_open()
        self._show(evolve(self.assessment, locked=False, edited=self.now()))

    def way_back(self, save: EarlierSave) -> "Return":
        """Return how to go back to an earlier save. Raises where that is impossible."""
        from parself.assessment import going_back

        self._refuse_unless_open()
        return going_back.way_back(self.folder, save)

    def restore(self, way: "Return") -> None:
        """Go back to an earlier save; what is on disk now is kept for good.

        One of the same edition is a step for undo, saved next. One of another edition is
        written at once with its rubric, and undo begins anew. Raises what saving raises.
        """
        self._refuse_unless_open()
        if way.is_other_edition:
            from parself.assessment import going_back

            self.save()
            now = self.now()
            folder = going_back.change_back(way, self.folder.path, now=now)
            self._trail = Trail()
            self._adopt(folder, now)
            return
        store.keep(self.folder, saves.Occasion.RESTORE)
        self._change(self._as_of_now(way.assessment), "")

    def waive(self, key: str, reason: str) -> None:
        """Leave a finding as it is, with a reason that travels; an empty one takes it back."""
        self.waive_all((key,), reason)

    def waive_all(self, keys: Iterable[str], reason: str) -> None:
        """Leave findings as they are with one reason, as one step for undo."""
        changed = self.assessment
        for key in keys:
            changed = changed.with_waiver(key, reason)
        self._change(changed, "")

    def carry(
        self,
        last: "last_year.LastYear",
        found: "last_year.Match",
        what: "frozenset[last_year.Carried]",
    ) -> tuple[Problem, ...]:
        """Carry texts and evidence of an earlier year forward, as one step for undo.

        Returns why documents were left behind. Raises as `last_year.carried`.
        """
        from parself.years import last_year

        self._refuse_unless_open()
        updated, left = last_year.carried(self.folder, self.assessment, last, found, what)
        self._change(updated, "")
        return left

    def register(self, document: Document) -> None:
        """Add a document to the evidence register, or change the one of its id."""
        self._change(evidence.registered(self.assessment, document), "")

    def register_cited(self, document: Document, row_id: str) -> None:
        """Add a document to the register and cite it in a row, as one step for undo."""
        updated = evidence.registered(self.assessment, document)
        self._change(evidence.cited(updated, row_id, Citation(document.id)), row_id)

    def remove_document(self, document_id: str) -> None:
        """Take a document that no row cites out of the register; its file stays."""
        self._change(evidence.removed(self.assessment, document_id), "")

    def cite(self, row_id: str, citation: Citation) -> None:
        """Let a row cite a document. Raises `UsageError` for one that is not registered."""
        self._row(row_id)
        if self.assessment.document(citation.document) is None:
            raise unknown_document(self.assessment, citation.document)
        self._change(evidence.cited(self.assessment, row_id, citation), row_id)

    def uncite(self, row_id: str, citation: Citation) -> None:
        """Take one citation out of a row."""
        self._change(evidence.uncited(self.assessment, row_id, citation), row_id)

    def go_to(self, row_id: str) -> None:
        """Remember the row to continue at; no step for undo."""
        if row_id in self.view.rubric.rows:
            self._show(evolve(self.assessment, position=row_id))

    def end_typing(self) -> None:
        """End the present undo step: what comes next is another one."""
        self._trail.end_typing()

    def drop_typing(self) -> None:
        """Take back what was typed since the last `end_typing`, as it led to something impossible.

        "1250" is a figure on the way to "12501", which is not possible; the answer before
        both is what stays. No step for redo.
        """
        step = self._trail.drop_typing()
        if step is not None:
            self._show(self._as_of_now(step.assessment))

    def undo(self) -> str | None:
        """Take the last step back; return the row concerned, None when there is nothing."""
        return self._walk(self._trail.back)

    def redo(self) -> str | None:
        """Take back an undo; return the row concerned, None when there is nothing."""
        return self._walk(self._trail.forward)

    def save(self) -> datetime:
        """Write what is not on disk yet and return when. Raises `ParselfError` when it fails.

        On failure everything stays in memory and the desk stays dirty. A save that the disk
        did not confirm is in place all the same: the desk goes on from it, and still raises.
        """
        now = self.now()
        if self.is_dirty:
            self._write(now)
        return self.saved_at or now

    def _write(self, now: datetime) -> None:
        try:
            self._adopt(store.save(self.folder, self.assessment, now=now), now)
        except store.UnconfirmedSaveError as error:
            self._adopt(error.folder, now)
            raise

    def _adopt(self, folder: store.Folder, now: datetime) -> None:
        self.replace_folder(folder)
        self.saved_at = now

    def replace_folder(self, folder: store.Folder) -> None:
        """Go on with a folder that was written meanwhile (after an export, or saved elsewhere)."""
        self.folder = folder
        self.view = self.view.of(folder.assessment, folder)
        self._saved = folder.assessment

    def land(self, folder: store.Folder) -> None:
        """Go on with a folder in which a part was joined; that is one step for undo."""
        self._trail.record(Step(self.assessment, ""))
        self._last_answer.follows(self.view, folder.assessment, "")
        self._adopt(folder, folder.saved)

    def _row(self, row_id: str) -> m.Row:
        """Return a row that may be changed now; raise when there is none or nothing may."""
        self._refuse_unless_open()
        row = self.view.rubric.rows.get(row_id)
        if row is None:
            raise unknown_row(self.view.rubric, row_id)
        if not self.view.is_ours(row_id):
            what = say("Row {row} is not in this part.", row=row_id)
            todo = say("The rows of this part are: {rows}.", rows=", ".join(self.view.rows))
            raise UsageError(Problem(what, row_id, todo))
        return row

    def _refuse_unless_open(self) -> None:
        if self.read_only:
            todo = say("Close the other window first, then open it again.")
            raise UsageError(Problem(READ_ONLY, todo=todo))
        if self.assessment.locked:
            todo = say(
                "Unlock it before changing anything; after a change it has to be signed anew."
            )
            raise UsageError(Problem(possible.LOCKED.what, todo=todo))

    def _amend(self, row_id: str, answer: Answer, *, typing: str = "") -> None:
        self._change(self.assessment.with_answer(row_id, answer), row_id, typing=typing)

    def _change(
        self, updated: Assessment, row_id: str, *, typing: str = "", travels: bool = True
    ) -> None:
        """Take one step: to another value, that of a row where `row_id` is not empty."""
        if row_id:
            self._row(row_id)
        self._refuse_unless_open()
        if updated == self.assessment:
            return
        if self._is_as_before(updated, row_id, typing):
            self.drop_typing()
            return
        now = self.now()
        if travels:
            # What was signed is no longer what stands here.
            updated = evolve(updated, sign_off=None)
        answer = updated.answer(row_id)
        if travels and answer is not self.assessment.answer(row_id):
            updated = updated.with_answer(row_id, evolve(answer, when=now))
        if self._trail.record(Step(self.assessment, row_id), typing):
            self._last_answer.follows(self.view, updated, row_id)
        self._show(evolve(updated, edited=now))

    def _is_as_before(self, updated: Assessment, row_id: str, typing: str) -> bool:
        """Say whether further typing leads back to the value before it: that changed nothing."""
        step = self._trail.typed_since(row_id, typing)
        if step is None:
            return False
        earlier, answer = self._as_of_now(step.assessment), updated.answer(row_id)
        if row_id in step.assessment.answers:
            answer = evolve(answer, when=earlier.answer(row_id).when)
            updated = updated.with_answer(row_id, answer)
        return evolve(updated, sign_off=earlier.sign_off, edited=earlier.edited) == earlier

    def _walk(self, walk: Callable[[Assessment], Step | None]) -> str | None:
        self._refuse_unless_open()
        step = walk(self.assessment)
        if step is None:
            return None
        earlier = self._as_of_now(step.assessment)
        self._last_answer.follows(self.view, earlier, step.row_id)
        self._show(earlier)
        return step.row_id

    def _as_of_now(self, earlier: Assessment) -> Assessment:
        """Return an earlier assessment with the present revision, position, hand-in and result."""
        return evolve(
            earlier.receiving_as(self.assessment),
            revision=self.assessment.revision,
            position=self.assessment.position,
            hand_in=self.assessment.hand_in,
            group=as_now(earlier.group, self.assessment.group),
            locked=False,
            edited=self.now(),
        )

    def _show(self, assessment: Assessment) -> None:
        self.view = self.view.of(assessment, self.folder)


def _said(text: str) -> str:
    """Return a text as written; blanks alone say nothing."""
    return text if text.strip() else ""
