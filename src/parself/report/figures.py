"""The entered figures of an assessment, each in a named cell: what every formula starts from.

One line a figure. The lines of a table of communes stand column after column, so that the
cells of one column lie under each other and a formula can add them up as a range.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from parself.assessment.model import State
from parself.i18n import _
from parself.report.case import UnitCase
from parself.report.parts import (
    heading_line,
    impossible,
    input_name,
    max_name,
    ref,
    self_name,
    told,
    unit_heading,
)
from parself.report.tables import Cell, Column, Kind, Level, Line, Report, Table
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.rules.formula import row_formula
from parself.words.wording import field_label

ID = "figures"


def report(case: UnitCase) -> Report:
    """Return every entered figure, row by row."""
    columns = (
        Column(_("Row"), 8),
        Column(_("Figure"), 60),
        Column(_("Entered"), 18, Kind.NUMBER),
        Column(_("Unit of the figure"), 14),
    )
    lines: list[Line] = []
    for row in case.rubric.rows.values():
        found = list(_row_lines(case, row))
        if found:
            lines += [heading_line(f"{row.id} {row.title}", len(columns)), *found]
    title = _("Entered figures")
    heading = unit_heading(case, title.upper())
    return Report(ID, title, (*heading, Table(columns, tuple(lines))))


def _row_lines(case: UnitCase, row: m.Row) -> Iterator[Line]:
    if case.row(row.id).state is not State.ANSWERED:
        return
    values = case.view.values(row.id)
    for field in _in_columns(row, case.view.fields(row.id)):
        if field.key in values:
            yield _line(row, field, values[field.key])


def _in_columns(row: m.Row, fields: Sequence[Field]) -> Sequence[Field]:
    """Put the first column of a table before its second one."""
    if not row.measure.by_sub_unit:
        return fields
    return sorted(fields, key=lambda field: field.key.rpartition(".")[2] == "whole")


def _line(row: m.Row, field: Field, value: Value) -> Line:
    label = field_label(field)
    shown = f"{field.group} · {label}" if field.group and label != field.group else label
    cells = (
        Cell(row.id),
        Cell(shown),
        _entered(row, field, value),
        Cell(field.unit),
    )
    return Line(cells, Level.ROW)


def _entered(row: m.Row, field: Field, value: Value) -> Cell:
    name = input_name(row.id, field.key)
    if field.kind == "yes":
        return Cell(int(bool(value)), Kind.YES, name)
    if field.kind == "choice":
        return Cell(dict(field.options)[str(value)], Kind.TEXT, name)
    if field.kind == "date":
        return Cell(value, Kind.DATE, name)
    return Cell(value, None, name)


def points_cell(case: UnitCase, row: m.Row) -> Cell:
    """Return a row's claimed points with the formula that leads from its figures to them."""
    scored = case.row(row.id)
    name = self_name(row.id)
    if scored.points is None:
        return Cell(None, name=name)
    return Cell(scored.points, name=name, formula=_formula(case, row, scored.state))


def _formula(case: UnitCase, row: m.Row, state: State) -> str:
    maximum = ref(max_name(row.id))
    if state is State.NO_INCIDENCE:
        full = isinstance(row, m.Item) and row.no_incidence == "full"
        return maximum if full else ""
    return row_formula(
        row,
        case.view.values(row.id),
        case.view.context,
        case.rubric.rounding.item,
        cell=lambda key: ref(input_name(row.id, key)),
        maximum=maximum,
        block=_block(case, row),
        impossible=impossible(),
    )


def _block(case: UnitCase, row: m.Row) -> Callable[[str], str]:
    """Return how a formula names one column of a table: from its first cell to its last."""

    def block(column: str) -> str:
        fields = case.view.fields(row.id)
        keys = [f.key for f in fields if column == "passes" or f.key.endswith(f".{column}")]
        return f"{ref(input_name(row.id, keys[0]))}:{ref(input_name(row.id, keys[-1]))}"

    return block


def lost_formula(row_id: str, points: Decimal | None) -> str:
    """Return the formula of the points that a row has not reached."""
    return "" if points is None else told(f"{ref(max_name(row_id))}-{ref(self_name(row_id))}")
