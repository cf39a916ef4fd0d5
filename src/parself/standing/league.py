"""Places among units: the rule of ties, and how far apart two places can be.

A place is 1 + the number of units strictly above; equal figures share a place and the
next one is skipped, as in a published table. This module alone counts places, for our
unit, for all units of a round and for parts of the index alike. It compares figures as
they are given: rounding is the score's business, so pass indexes as they are published.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import frozen


@frozen
class Ranked:
    """A unit's place in a list."""

    rank: int
    """From 1; shared by equal figures."""
    code: str
    index: Decimal
    """The figure ranked by: an index in percent, or points of an area or a row."""


@frozen
class PlaceRange:
    """The best and the worst place that are still possible."""

    best: int
    worst: int


def place(ours: Decimal, others: Iterable[Decimal]) -> int:
    """Return our place among `others` (ours not included), from 1."""
    return 1 + sum(other > ours for other in others)


def ranking(entries: Mapping[str, Decimal]) -> tuple[Ranked, ...]:
    """Rank units by figure, the highest first; units on one place keep the given order."""
    ordered = sorted(entries.items(), key=lambda entry: entry[1], reverse=True)
    ranked: list[Ranked] = []
    for position, (code, index) in enumerate(ordered, start=1):
        tied = ranked and ranked[-1].index == index
        ranked.append(Ranked(ranked[-1].rank if tied else position, code, index))
    return tuple(ranked)


def place_range(
    floor: Decimal | None, ceiling: Decimal | None, peers: Iterable[Decimal | None]
) -> PlaceRange:
    """Return the places that our index can still lead to while all peers stay where they are.

    What is unknown (None) widens the range: an unknown peer may end below or above us, an
    unknown `ceiling` may be the first place and an unknown `floor` the last.
    """
    listed = tuple(peers)
    known = [peer for peer in listed if peer is not None]
    last = 1 + len(listed)
    return PlaceRange(
        best=1 if ceiling is None else place(ceiling, known),
        worst=last if floor is None else place(floor, known) + len(listed) - len(known),
    )
