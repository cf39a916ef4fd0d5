"""Is this answer possible? The one place that every door asks.

Shell, screens and pasted blocks ask before they take a figure over. Forms, parts and
hand-ins are asked row by row once they are read; repair, restore and export ask of the whole.
All get the same verdict in the same words. What is merely unlikely is not refused here.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from parself.assessment.entries import faults, is_complete, missing, with_figures
from parself.assessment.model import EFFORTS, Answer, Assessment, State
from parself.errors import Message, ParselfError, Problem, UsageError, say
from parself.rubric import model as m
from parself.rubric import peers
from parself.rules.amounts import Value, Values
from parself.rules.entered import Fault, out_of_range
from parself.rules.fields import Fields
from parself.rules.kinds import row_fields
from parself.values import evolve

LOCKED: Final = Problem(
    say("This assessment is locked for signature."),
    todo=say("Unlock it before changing anything."),
)
FIGURES: Final = "figures."
"""What keys of shared figures begin with, where rows are named beside them."""
STATE: Final = "state"
"""Key of faults that lie in what is said of a row, not in one of its figures."""
MARKED: Final[Mapping[State, Message]] = {
    State.NO_INCIDENCE: say("The row cannot have figures and be marked as “no incidence”."),
    State.NOT_APPLICABLE: say("The row cannot have figures and be marked as “not applicable”."),
}
"""States in which a row has no figures."""


def answer_faults(row: m.Row, fields: Fields, answer: Answer, figures: Values) -> tuple[Fault, ...]:
    """Return why an answer is not possible for its row; empty where it is.

    `figures` are the shared ones. A row that is still open is judged by its own figures alone:
    a shared one may have been changed under it.
    """
    is_marked = answer.state in MARKED and bool(answer.values)
    of_head = (
        state_fault(row, answer.state) or (marked_fault(answer.state) if is_marked else None),
        estimate_fault(row, answer.estimate),
        effort_fault(answer.effort),
    )
    of_values = _value_faults(row, fields, answer, figures)
    return (*(fault for fault in of_head if fault is not None), *of_values)


def state_fault(row: m.Row, state: State) -> Fault | None:
    """Return why a row cannot be in a state: others score it, or it does not offer the state."""
    if row.source is not m.Source.SELF and state is not State.UNANSWERED:
        what = say("Row {row} is scored by others: the unit may only estimate it.", row=row.id)
        return Fault(STATE, what, say("Enter an estimate of its points instead."))
    if state in MARKED and state not in offered_states(row):
        what = say("Row {row} does not offer this state.", row=row.id)
        return Fault(STATE, what, say("Enter the figures of the row."))
    return None


def offered_states(row: m.Row) -> tuple[State, ...]:
    """Return the states that a row offers to the unit besides answering it."""
    if not isinstance(row, m.Item):
        return ()
    without = (State.NO_INCIDENCE,) if row.no_incidence is not None else ()
    apart = (State.NOT_APPLICABLE,) if row.not_applicable == "unit" else ()
    return (*without, *apart)


def marked_fault(state: State) -> Fault:
    """Return the fault of a row that holds figures and says that there are none to enter."""
    return Fault(STATE, MARKED[state], say("Clear the figures or the mark."))


def refuse_fault(row_id: str, fault: Fault | None) -> None:
    """Raise `UsageError` for a fault found in a row."""
    if fault is not None:
        raise UsageError(Problem(fault.what, row_id, fault.todo))


def estimate_fault(row: m.Row, estimate: Decimal | None) -> Fault | None:
    """Return why an estimate is not possible: the row is self-scored, or it is out of range."""
    if estimate is None:
        return None
    if row.source is m.Source.SELF:
        what = say("Row {row} is scored by the unit itself: it takes no estimate.", row=row.id)
        return Fault("estimate", what, say("Enter the figures of the row."))
    if not 0 <= estimate <= row.points:
        return out_of_range("estimate", Decimal(0), row.points, estimate)
    return None


def effort_fault(effort: int | None) -> Fault | None:
    """Return why an effort is not possible."""
    if effort is None or effort in EFFORTS:
        return None
    what = say("The effort is a figure from {least} to {most}.", least=1, most=EFFORTS[-1])
    return Fault("effort", what, say("Type 1 (easy) to 5 (hard)."))


def unknown_document(document_id: str) -> Message:
    """Return why a document cannot be cited: the register does not have it."""
    return say("There is no document {id} in the register.", id=document_id[:60])


def figure_faults(rubric: m.Rubric, figure: str, value: Value) -> tuple[Fault, ...]:
    """Return why a shared figure is not possible, as the first row that objects sees it."""
    if all(known.id != figure for known in rubric.figures):
        what = say("The rubric has no such shared figure.")
        return (Fault(figure, what, say("Check the rubric's edition.")),)
    for row in rubric.rows.values():
        fields = row_fields(row)
        for field in fields:
            if field.figure == figure and (found := faults(row, fields, {field.key: value})):
                return found
    return ()


def problems(
    rubric: m.Rubric, unit: peers.Unit, assessment: Assessment
) -> Mapping[str, tuple[Problem, ...]]:
    """Return why answers, tasks and shared figures (``figures.ID``) are not possible, by what."""
    rows = (*assessment.answers, *(assessment.tasks.keys() - assessment.answers.keys()))
    documents = frozenset(document.id for document in assessment.documents)
    found = {row_id: _row_problems(rubric, unit, assessment, row_id, documents) for row_id in rows}
    for figure, value in assessment.figures.items():
        key = f"{FIGURES}{figure}"
        found[key] = _placed(key, figure_faults(rubric, figure, value))
    return {key: of_key for key, of_key in found.items() if of_key}


def refuse(
    rubric: m.Rubric, unit: peers.Unit, assessment: Assessment, error: type[ParselfError]
) -> None:
    """Raise an `error` with everything that is not possible in an assessment, if anything is."""
    found = problems(rubric, unit, assessment)
    if found:
        raise error(*(problem for of_key in found.values() for problem in of_key))


def at_odds(
    rubric: m.Rubric, unit: peers.Unit, assessment: Assessment
) -> Mapping[str, tuple[Problem, ...]]:
    """Return the open rows whose own figures do not go with a shared one that was changed."""
    found = {}
    for row_id, answer in assessment.answers.items():
        row = rubric.rows.get(row_id)
        if row is None or answer.state is not State.UNANSWERED or not answer.values:
            continue
        fields = row_fields(row, unit.sub_units)
        if not faults(row, fields, answer.values):
            shown = with_figures(fields, answer.values, assessment.figures)
            found[row_id] = _placed(row_id, faults(row, fields, shown))
    return {row_id: of_row for row_id, of_row in found.items() if of_row}


def reopened(rubric: m.Rubric, unit: peers.Unit, assessment: Assessment) -> Assessment:
    """Return the assessment with answered rows open again whose figures no longer go together.

    A shared figure may have been changed under them, or may have stayed as it was.
    """
    for row_id, answer in assessment.answers.items():
        row = rubric.rows.get(row_id)
        if row is not None and answer.state is State.ANSWERED:
            fields = row_fields(row, unit.sub_units)
            if any(_value_faults(row, fields, answer, assessment.figures)):
                still_open = evolve(answer, state=State.UNANSWERED)
                assessment = assessment.with_answer(row_id, still_open)
    return assessment


def _row_problems(
    rubric: m.Rubric,
    unit: peers.Unit,
    assessment: Assessment,
    row_id: str,
    documents: Container[str],
) -> tuple[Problem, ...]:
    row = rubric.rows.get(row_id)
    if row is None:
        what = say("The rubric has no such row.")
        return (Problem(what, row_id, say("Check the rubric's edition.")),)
    fields = row_fields(row, unit.sub_units)
    answer = assessment.answer(row_id)
    found = (*answer_faults(row, fields, answer, assessment.figures), *_cited(answer, documents))
    return _placed(row_id, found)


def _cited(answer: Answer, documents: Container[str]) -> Iterator[Fault]:
    for cited in dict.fromkeys(one.document for one in answer.citations):
        if cited not in documents:
            todo = say("Register it, or take the citation out.")
            yield Fault("citations", unknown_document(cited), todo)


def _placed(where: str, found: Sequence[Fault]) -> tuple[Problem, ...]:
    return tuple(Problem(fault.what, where, fault.todo) for fault in found)


def _value_faults(row: m.Row, fields: Fields, answer: Answer, figures: Values) -> Iterator[Fault]:
    if answer.state is not State.ANSWERED:
        yield from faults(row, fields, answer.values)
        return
    shown = with_figures(fields, answer.values, figures)
    found = faults(row, fields, shown)
    yield from found
    if not found and not is_complete(row, fields, shown):
        what = say("The row is marked as answered, but figures are missing.")
        key = next((field.key for field in missing(fields, shown)), STATE)
        yield Fault(key, what, say("Enter the figures of the row."))
