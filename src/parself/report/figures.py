"""The entered figures of an assessment, each in a named cell: what every formula starts from.

One line a figure. The lines of a table of communes stand column after column, so that the
cells of one column lie under each other and a formula can add them up as a range.
"""

from collections.abc import Callable, Iterator, Sequence

from parself.assessment.model import State
from parself.i18n import _
from parself.report import cells as c
from parself.report.case import UnitCase
from parself.report.parts import grouped, unit_heading
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.rules.formula import row_formula
from parself.scoring.score import RowScore
from parself.tables.model import Cell, Column, Kind
from parself.tables.paper import Report
from parself.values import Frozen
from parself.words.wording import field_label

ID = "figures"


def report(case: UnitCase) -> Report:
    """Return every entered figure, row by row."""
    columns: tuple[Column[_Figure], ...] = (
        Column("row", _("Row"), lambda one: one.row.id, width=8),
        Column("figure", _("Figure"), _label, width=60),
        Column("entered", _("Entered"), _entered, Kind.NUMBER, 18),
        Column("unit", _("Unit of the figure"), lambda one: one.field.unit, width=14),
    )
    rows = case.rubric.rows.values()
    table = grouped(columns, ((f"{row.id} {row.title}", _of_row(case, row)) for row in rows))
    title = _("Entered figures")
    return Report(ID, title, (*unit_heading(case, title), table))


class _Figure(Frozen):
    """One entered figure."""

    row: m.Row
    field: Field
    value: Value


def _of_row(case: UnitCase, row: m.Row) -> Iterator[_Figure]:
    if case.row(row.id).state is not State.ANSWERED:
        return
    values = case.view.values(row.id)
    for field in _in_columns(row, case.view.fields(row.id)):
        if field.key in values:
            yield _Figure(row, field, values[field.key])


def _in_columns(row: m.Row, fields: Sequence[Field]) -> Sequence[Field]:
    """Put the first column of a table before its second one."""
    if not row.measure.by_sub_unit:
        return fields
    return sorted(fields, key=lambda field: field.key.rpartition(".")[2] == "whole")


def _label(one: _Figure) -> str:
    label, group = field_label(one.field), one.field.group
    return f"{group} · {label}" if group and label != group else label


def _entered(one: _Figure) -> Cell:
    name, value = c.input_name(one.row.id, one.field.key), one.value
    match one.field.kind:
        case "yes":
            return Cell(int(bool(value)), Kind.YES, name)
        case "choice":
            return Cell(dict(one.field.options)[str(value)], Kind.TEXT, name)
        case "date":
            return Cell(value, Kind.DATE, name)
        case _:
            return Cell(value, None, name)


def points_cell(case: UnitCase, row: m.Row) -> Cell:
    """Return a row's claimed points with the formula that leads from its figures to them."""
    scored = case.row(row.id)
    formula = "" if scored.points is None else _formula(case, row, scored.state)
    return Cell(scored.points, name=c.self_name(row.id), formula=formula)


def estimate_formula(case: UnitCase, row: m.Row) -> str:
    """Return the formula of points that rest on what is assumed of the other units; else ""."""
    scored = case.row(row.id)
    return "" if scored.estimated is None else _formula(case, row, scored.state)


def _formula(case: UnitCase, row: m.Row, state: State) -> str:
    maximum = c.ref(c.max_name(row.id))
    if state is State.NO_INCIDENCE:
        full = isinstance(row, m.Item) and row.no_incidence == "full"
        return maximum if full else ""
    return row_formula(
        row,
        case.view.values(row.id),
        case.view.context_of(row.id),
        case.rubric.rounding.item,
        cell=lambda key: c.ref(c.input_name(row.id, key)),
        maximum=maximum,
        block=_block(case, row),
        impossible=c.impossible(),
    )


def _block(case: UnitCase, row: m.Row) -> Callable[[str], str]:
    """Return how a formula names one column of a table: from its first cell to its last."""

    def block(column: str) -> str:
        fields = case.view.fields(row.id)
        keys = [f.key for f in fields if column == "passes" or f.key.endswith(f".{column}")]
        return c.run(c.input_name(row.id, keys[0]), c.input_name(row.id, keys[-1]))

    return block


def lost_cell(row: RowScore, name: str = "") -> Cell:
    """Return the points that a row has not reached."""
    formula = c.guarded(f"{c.ref(c.max_name(row.row.id))}-{c.ref(c.self_name(row.row.id))}")
    return Cell(row.lost, name=name, formula=formula)
