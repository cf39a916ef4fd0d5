"""The table of a round: who stands where by claimed index, and who is missing.

Pure: from the roster and the claimed figures to places. A unit without a figure that
counts is never ranked and never left out in silence.
"""

from collections.abc import Mapping
from decimal import Decimal

from parself.rubric.peers import Roster, Unit
from parself.standing.league import ranking
from parself.values import Frozen


class Claim(Frozen):
    """What a unit's hand-in claims, scored with the round's own rubric."""

    points: Decimal
    applicable_max: Decimal
    """Sum of the maxima of the rows that apply."""
    index: Decimal | None = None
    """In percent; None where no row applies."""


class Place(Frozen):
    """A unit's line in the ranking."""

    rank: int
    """From 1; units with equal indexes share a place."""
    unit: Unit
    points: Decimal
    applicable_max: Decimal
    index: Decimal


class Results(Frozen):
    """A round's state. Every unit of the roster is in exactly one of the three lists."""

    ranked: tuple[Place, ...]
    unranked: tuple[Unit, ...]
    """Received, but diverging or without an index; in the roster's order."""
    missing: tuple[Unit, ...]
    """Nothing received; in the roster's order."""


def results(roster: Roster, claims: Mapping[str, Claim | None]) -> Results:
    """Rank the units. `claims` holds every unit received, None where no hand-in counts."""
    counting = {
        unit.code: claim
        for unit in roster.units
        if (claim := claims.get(unit.code)) is not None and claim.index is not None
    }
    places = ranking({code: one.index for code, one in counting.items() if one.index is not None})
    units = {unit.code: unit for unit in roster.units}
    return Results(
        ranked=tuple(
            Place(place.rank, units[place.code], claim.points, claim.applicable_max, place.index)
            for place in places
            for claim in [counting[place.code]]
        ),
        unranked=tuple(u for u in roster.units if u.code in claims and u.code not in counting),
        missing=tuple(u for u in roster.units if u.code not in claims),
    )
