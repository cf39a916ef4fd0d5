"""Figures as they are entered: what they do to their row, and to rows that share them. Pure.

A row may take over a figure that several rows share, lead it, or say otherwise.
"""

from collections.abc import Iterator, Mapping

from parself.assessment import entries, possible
from parself.assessment.model import Answer, Assessment, State
from parself.assessment.unlikely import Doubt
from parself.rubric import model as m
from parself.rules.amounts import Value, Values
from parself.rules.entered import Fault
from parself.rules.fields import Field
from parself.values import Frozen, evolve
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
            updated = _settled(view, updated, field.figure, leading=row_id)
    return updated


def with_values(view: View, row_id: str, answer: Answer, values: Values, figures: Values) -> Answer:
    """Return a row's answer with other figures: answered where they are complete and possible.

    `figures` are the shared ones.
    """
    row, fields = view.rubric.rows[row_id], view.fields(row_id)
    shown = entries.with_figures(fields, values, figures)
    good = entries.is_complete(row, fields, shown) and not entries.faults(row, fields, shown)
    return evolve(answer, state=State.ANSWERED if good else State.UNANSWERED, values=values)


def _settled(view: View, assessment: Assessment, figure: str, *, leading: str = "") -> Assessment:
    """Return the assessment with the rows that take over `figure` answered or open again.

    The `leading` row stays as it is. A row in which nothing was entered stays open: a figure
    alone answers nothing.
    """
    for row_id in dict.fromkeys(use.row.id for use in _uses(view, figure)):
        answer = assessment.answer(row_id)
        if row_id != leading and answer.values and answer.state not in possible.MARKED:
            now = with_values(view, row_id, answer, answer.values, assessment.figures)
            assessment = assessment.with_answer(row_id, now)
    return assessment


class Use(Frozen):
    """A row that asks for a shared figure."""

    row: m.Row
    field: Field
    own: Value | None
    """The row's own value where it differs from the shared one; None: the shared one is taken."""


class Shared(Frozen):
    """A shared figure as it stands."""

    figure: m.Figure
    value: Value | None
    uses: tuple[Use, ...]


def shared(view: View) -> tuple[Shared, ...]:
    """Return the rubric's shared figures with the rows that use them."""
    return tuple(
        Shared(one, view.assessment.figures.get(one.id), tuple(_uses(view, one.id)))
        for one in view.rubric.figures
    )


def _uses(view: View, figure_id: str) -> Iterator[Use]:
    value = view.assessment.figures.get(figure_id)
    for row in view.rubric.rows.values():
        for field in view.fields(row.id):
            if field.figure == figure_id:
                own = view.assessment.answer(row.id).values.get(field.key)
                yield Use(row, field, None if own == value else own)


def figure_doubts(view: View, figure_id: str, value: Value) -> tuple[Doubt, ...]:
    """Return the doubts that the rows using a shared figure would raise about it."""
    after = view.of(with_shared(view, figure_id, value))
    found = {
        doubt.subject: doubt
        for use in _uses(after, figure_id)
        for doubt in after.doubts(use.row.id)
        if doubt.key == use.field.key
    }
    return tuple(found.values())


def with_shared(view: View, figure_id: str, value: Value | None) -> Assessment:
    """Return the assessment with a shared figure set, also in rows that held its old value."""
    updated = view.assessment.with_figure(figure_id, value)
    for use in _uses(view, figure_id):
        answer = updated.answer(use.row.id)
        if use.own is None:
            values = {k: v for k, v in answer.values.items() if k != use.field.key}
            updated = updated.with_answer(use.row.id, evolve(answer, values=values))
    return _settled(view, updated, figure_id)


def tables(view: View) -> tuple[m.Row, ...]:
    """Return the rows that ask for a figure of each sub-unit."""
    names = set(view.unit.sub_units)
    return tuple(
        row
        for row in view.rubric.rows.values()
        if names and names <= {field.group for field in view.fields(row.id)}
    )
