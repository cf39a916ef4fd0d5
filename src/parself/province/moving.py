"""What a change of one figure moved in the rows that compare units, and of whom. Pure."""

from collections.abc import Mapping
from decimal import Decimal

from parself.province.compared import compared_rows
from parself.province.overview import Overview
from parself.province.why import expected_points
from parself.rules.peers import Peers
from parself.values import Frozen

Points = tuple[Decimal | None, Decimal | None]
"""Before and after; None where the unit was, or is, not in the round."""


class Moved(Frozen):
    """A row in which what all units come to, or points of a unit, are others than before."""

    row: str
    before: Peers | None
    """None where no figure counted."""
    after: Peers | None
    units: Mapping[str, Points]
    """Of the units whose points moved, by code."""


def moved(before: Overview, after: Overview) -> tuple[Moved, ...]:
    """Return what moved from one state of a round to a later one, in the rubric's order."""
    rows = compared_rows(after.round.rubric)
    if not rows:
        return ()
    then, now = _points(before), _points(after)
    found = (_moved(row.id, before, after, then, now) for row in rows)
    return tuple(one for one in found if one is not None)


def _points(view: Overview) -> Mapping[str, Mapping[str, Decimal | None]]:
    return {code: expected_points(view, code) for code in view.facts}


def _moved(
    row: str,
    before: Overview,
    after: Overview,
    then: Mapping[str, Mapping[str, Decimal | None]],
    now: Mapping[str, Mapping[str, Decimal | None]],
) -> Moved | None:
    units = {}
    for unit in after.round.roster.units:
        pair = then.get(unit.code, {}).get(row), now.get(unit.code, {}).get(row)
        if pair[0] != pair[1]:
            units[unit.code] = pair
    one, two = before.peers.get(row), after.peers.get(row)
    is_same = (one and one.figure) == (two and two.figure)
    return None if is_same and not units else Moved(row, one, two, units)
