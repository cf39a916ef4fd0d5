"""Where units lose points: the rows that cost most of them something. Pure."""

from decimal import Decimal

from parself.province.board import ZERO, appraised_rows
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
    """Return the items that cost units points, those of most units first; decided points count."""
    items = {item.id for item in view.round.rubric.items()}
    found = []
    for row in appraised_rows(view.round.rubric):
        lost = [_lost(view, code, row.id) for code in view.facts] if row.id in items else []
        losses = [one for one in lost if one > 0]
        if losses:
            found.append(Losing(row, len(losses), sum(losses, ZERO)))
    return tuple(sorted(found, key=lambda one: (-one.units, -one.points)))


def _lost(view: Overview, unit: str, row: str) -> Decimal:
    said, decided = view.facts[unit].rows[row], view.stand(unit, row).points
    return said.maximum - (decided if decided is not None else said.points or ZERO)


def reach(view: Overview, unit: str) -> tuple[Decimal, Decimal]:
    """Return the least and the most points that appraisal can still give a unit.

    Rows that nobody decided count nothing, or their maximum.
    """
    items = {item.id for item in view.round.rubric.items()}
    decided = most = ZERO
    for row in appraised_rows(view.round.rubric):
        points = view.stand(unit, row.id).points
        if row.id in items:
            decided += points or ZERO
            most += points if points is not None else view.facts[unit].rows[row.id].maximum
    return decided, most
