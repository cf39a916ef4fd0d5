"""Places among units: the rule of ties, and how far apart two places can be.

A place is 1 + the number of units strictly above; equal figures share a place and the
next one is skipped, as in a published table. This module alone counts places, for our
unit, for all units of a round and for parts of the index alike. It compares figures as
they are given: rounding is the score's business, so pass indexes as they are published.
A unit whose figure is not known may stand anywhere, except where a published place speaks
against it.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from parself.values import Frozen


class Ranked(Frozen):
    """A unit's place in a list."""

    rank: int
    """From 1; shared by equal figures."""
    code: str
    index: Decimal
    """The figure ranked by: an index in percent, or points of an area or a row."""


class PlaceRange(Frozen):
    """The best and the worst place that are still possible."""

    best: int
    worst: int

    @property
    def exact(self) -> int | None:
        """The place, where best and worst are the same; else None."""
        return self.best if self.best == self.worst else None


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


class Mark(Frozen):
    """What a published place tells about units whose figures are not known."""

    index: Decimal
    least: int
    """So many of them, at least, stood at this index or above it."""
    most: int
    """So many of them, at most, stood above it."""


class Others(Frozen):
    """The known figures of the other units, and what published places tell about the rest."""

    known: tuple[Decimal, ...]
    unknown: int = 0
    """How many units' figures are not known."""
    marks: tuple[Mark, ...] = ()

    @property
    def last(self) -> int:
        """The last place: the number of units, ours included."""
        return 1 + len(self.known) + self.unknown

    def places(self, ours: Decimal) -> PlaceRange:
        """Return the best and the worst place of an index; equal where all figures are known."""
        least = max((mark.least for mark in self.marks if ours < mark.index), default=0)
        most = min((mark.most for mark in self.marks if ours >= mark.index), default=self.unknown)
        above = place(ours, self.known)
        # Figures that are not published may contradict the published places.
        return PlaceRange(above + least, above + max(least, most))

    def least_index(self, goal: int) -> Decimal | None:
        """Return the least index that makes place `goal` certain; None where it cannot be told."""
        if self.last <= goal:
            return Decimal(0)
        indexes = sorted({*self.known, *(mark.index for mark in self.marks)})
        return next((index for index in indexes if self.places(index).worst <= goal), None)


def place_range(floor: Decimal | None, ceiling: Decimal | None, others: Others) -> PlaceRange:
    """Return the places that our index can still lead to while all others stay where they are.

    What is unknown (None) widens the range: an unknown `ceiling` may be the first place and an
    unknown `floor` the last.
    """
    return PlaceRange(
        best=1 if ceiling is None else others.places(ceiling).best,
        worst=others.last if floor is None else others.places(floor).worst,
    )
