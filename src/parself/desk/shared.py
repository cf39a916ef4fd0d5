"""Figures that several rows share: what each is, which rows use it, which say otherwise. Pure."""

from collections.abc import Iterator

from parself.assessment.model import Assessment
from parself.assessment.unlikely import Doubt
from parself.desk.entering import settled
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.values import Frozen, evolve
from parself.view.view import View


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
    return settled(view, updated, figure_id)


def tables(view: View) -> tuple[m.Row, ...]:
    """Return the rows that ask for a figure of each sub-unit."""
    names = set(view.unit.sub_units)
    return tuple(
        row
        for row in view.rubric.rows.values()
        if names and names <= {field.group for field in view.fields(row.id)}
    )
