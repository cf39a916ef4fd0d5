"""What figures that are entered in a row do to the assessment: the row's answer, and others'.

A row may take over a figure that several rows share, or lead it. Pure.
"""

from collections.abc import Mapping

from parself.assessment import entries, possible
from parself.assessment.model import Answer, Assessment, State
from parself.rules.amounts import Value, Values
from parself.rules.entered import Fault
from parself.values import evolve
from parself.view.view import View


def entered(
    view: View, row_id: str, changes: Mapping[str, Value | None]
) -> Assessment | tuple[Fault, ...]:
    """Return the assessment with figures of a row changed (None clears one).

    Returns the faults instead where the figures are not possible. Raises `UsageError` where
    the row asks for none.
    """
    row, fields = view.rubric.rows[row_id], view.fields(row_id)
    answer = view.assessment.answer(row_id)
    merged = {**answer.values, **changes}
    values = {key: value for key, value in merged.items() if value is not None}
    shown = entries.with_figures(fields, values, view.assessment.figures)
    found = entries.faults(row, fields, shown)
    if found:
        return found
    possible.refuse_fault(row_id, possible.state_fault(row, State.ANSWERED))
    entered = with_values(view, row_id, answer, values, view.assessment.figures)
    updated = view.assessment.with_answer(row_id, entered)
    for field in fields:
        if field.figure is not None and field.key in changes:
            if updated.figures.get(field.figure) == answer.values.get(field.key):
                # The row had held the shared value, and leads it on.
                updated = updated.with_figure(field.figure, changes[field.key])
            updated = settled(view, updated, field.figure, leading=row_id)
    return updated


def with_values(view: View, row_id: str, answer: Answer, values: Values, figures: Values) -> Answer:
    """Return a row's answer with other figures: answered where they are complete and possible.

    `figures` are the shared ones.
    """
    row, fields = view.rubric.rows[row_id], view.fields(row_id)
    shown = entries.with_figures(fields, values, figures)
    good = entries.is_complete(row, fields, shown) and not entries.faults(row, fields, shown)
    return evolve(answer, state=State.ANSWERED if good else State.UNANSWERED, values=values)


def settled(view: View, assessment: Assessment, figure: str, *, leading: str = "") -> Assessment:
    """Return the assessment with the rows that take over `figure` answered or open again.

    The `leading` row stays as it is. A row in which nothing was entered stays open: a figure
    alone answers nothing.
    """
    for row in view.rubric.rows.values():
        fields = view.fields(row.id)
        answer = assessment.answer(row.id)
        takes = any(field.figure == figure for field in fields)
        if row.id == leading or not takes or not answer.values:
            continue
        if answer.state in {State.ANSWERED, State.UNANSWERED}:
            now = with_values(view, row.id, answer, answer.values, assessment.figures)
            assessment = assessment.with_answer(row.id, now)
    return assessment
