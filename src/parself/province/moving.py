"""What a change of one figure moved in the rows that compare units, and of whom. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from parself.province.compared import compared_rows
from parself.province.overview import Overview, open_overview
from parself.province.round import open_round
from parself.province.round_file import ROUND_FILE
from parself.province.why import expected_points
from parself.rules.peers import Peers
from parself.values import Frozen

Points = tuple[Decimal | None, Decimal | None]
"""Before and after; None where the unit was, or is, not in the round."""


class Moved(Frozen):
    """A row in which all units come to another figure than before.

    Where they do not, a unit moves by its own figure alone.
    """

    row: str
    before: Peers | None
    """None where no figure counted."""
    after: Peers | None
    units: Mapping[str, Points]
    """Of the units whose points moved, by code."""


def seen(path: Path) -> Overview | None:
    """Return a round whose rubric compares units, as it is now; None for any other.

    Raises what `open_overview` raises.
    """
    if not (path / ROUND_FILE).exists() or not compared_rows(open_round(path).rubric):
        return None
    return open_overview(path)


def since(before: Overview | None) -> tuple[Moved, ...]:
    """Return what moved in a round since it was seen. Raises what `open_overview` raises."""
    return () if before is None else moved(before, open_overview(before.round.path))


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
    one, two = before.peers.get(row), after.peers.get(row)
    if (one and one.figure) == (two and two.figure):
        return None
    units = {}
    for unit in after.round.roster.units:
        pair = then.get(unit.code, {}).get(row), now.get(unit.code, {}).get(row)
        if pair[0] != pair[1]:
            units[unit.code] = pair
    return Moved(row, one, two, units)
