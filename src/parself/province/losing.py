"""Where units lose points: the rows that cost most of them something. Pure."""

from decimal import Decimal

from parself.province.board import ZERO
from parself.province.decisions import Cell
from parself.province.overview import Overview
from parself.rubric import model as m
from parself.values import Frozen


class Losing(Frozen):
    """A row in which units stay below the maximum."""

    row: m.Row
    units: int
    """How many units lose something."""
    points: Decimal
    """What all of them lose together."""


def losing_rows(view: Overview) -> tuple[Losing, ...]:
    """Return the items that cost units points, those of most units first; decided points count.

    At an officer's desk only what is in the share.
    """
    items = {item.id for item in view.round.rubric.items()}
    found = []
    for row in view.rows:
        codes = [code for code in view.facts if row.id in items and view.is_ours(code, row.id)]
        losses = [lost for code in codes if (lost := _lost(view, view.cell(code, row.id))) > 0]
        if losses:
            found.append(Losing(row, len(losses), sum(losses, ZERO)))
    return tuple(sorted(found, key=lambda one: (-one.units, -one.points)))


def _lost(view: Overview, cell: Cell) -> Decimal:
    if not view.applies(cell):
        return ZERO
    said, decided = view.facts[cell.unit].rows[cell.row], view.points(cell)
    most = view.round.rubric.rows[cell.row].points
    return most - (decided if decided is not None else said.points or ZERO)


def reach(view: Overview, unit: str) -> tuple[Decimal, Decimal]:
    """Return the least and the most points that appraisal at this desk can still give a unit.

    Rows that nobody decided, and rows that the province grades and has not yet, count nothing, or
    their maximum.
    """
    points, weights = _given(view, unit), view.weights(unit)
    known = {row: one for row, one in points.items() if one is not None}
    most = {row: view.facts[unit].rows[row].maximum for row in points}
    return weights.added(known), weights.added({**most, **known})


def _given(view: Overview, unit: str) -> dict[str, Decimal | None]:
    """Return the points of each item that this desk gives, None while it has not, by row."""
    cells, entered = view.cells(unit), view.survey_points(unit)
    is_whole, found = view.round.desk is None, {}
    for item in view.round.rubric.items():
        if item.id in cells:
            found[item.id] = view.points(cells[item.id])
        elif item.source is m.Source.APPRAISER and is_whole:
            found[item.id] = entered.get(item.id)
    return found
