"""What the form shows of a row: which fields, what stands in them, what is asked about it."""

from collections.abc import Mapping
from typing import Final

from parself.assessment.model import State
from parself.i18n import _
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.values import Frozen
from parself.view.view import View
from parself.words import asking

ESTIMATE: Final = "estimate"
"""The field of a row that others score."""


class Sheet(Frozen):
    """What the form shows of one row."""

    row_id: str
    fields: tuple[Field, ...]
    values: Mapping[str, Value]
    state: State
    offers_no_incidence: bool = False
    offers_not_applicable: bool = False
    away: m.Away = "shrink"
    """What becomes of the row's points where it does not apply."""
    doubts: Mapping[str, str] = {}
    """What is asked about a value, by field: it is kept, but hardly meant."""
    is_table: bool = False
    """Whether fields of one group stand side by side, as the columns of a table."""

    @property
    def shape(self) -> tuple[object, ...]:
        """What two sheets must share so that the widgets of one can show the other."""
        kinds = tuple((f.key, f.kind, f.options, f.group) for f in self.fields)
        return (kinds, self.offers_no_incidence, self.offers_not_applicable, self.is_table)


def fields_of(view: View, row: m.Row) -> Sheet:
    """Return what the form shows of a row: its fields, or the estimate of what others score.

    Of a survey that is not held nothing is asked.
    """
    answer = view.assessment.answer(row.id)
    if view.scores.rows[row.id].is_unsurveyed:
        return Sheet(row.id, (), {}, State.NOT_APPLICABLE)
    if row.source is not m.Source.SELF:
        field = Field(ESTIMATE, _("Estimated points"), "decimal", _("points"), most=row.points)
        given = answer.estimate
        return Sheet(row.id, (field,), {} if given is None else {ESTIMATE: given}, answer.state)
    return Sheet(
        row.id,
        view.fields(row.id),
        view.values(row.id),
        answer.state,
        isinstance(row, m.Item) and row.no_incidence is not None,
        isinstance(row, m.Item) and row.not_applicable == "unit",
        view.rubric.away_of(row),
        {doubt.key: asking.asked_words(doubt) for doubt in view.doubts(row.id)},
        row.measure.by_sub_unit,
    )
