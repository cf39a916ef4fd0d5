"""Where our index would put us: a range, a projected place, and how likely each place is.

The other units' figures are last year's. The range holds them still; the probabilities
let each of them move by a normal step as large as units have moved before, while ours
stays. The number of units above us is then a sum of independent yes-or-no events
(Poisson-binomial), whose distribution is computed, not simulated. Float appears here
only, for probabilities; indexes stay exact. Nothing is invented: with a peer or the
spread unknown there are no probabilities.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise
from math import erfc, sqrt

from parself.rubric.peers import FigureStatus, Standing, Standings
from parself.standing.league import Mark, Others, PlaceRange, place_range
from parself.values import Frozen, evolve

LEAST_PAIRS = 3
"""Fewest units with two years' figures from which a spread is computed."""

_HALF_STEP = Decimal("0.005")
"""A peer that reaches our index plus this is rounded to a figure above ours."""
_SHOWN = Decimal("0.0001")


class Projection(Frozen):
    """Our places, and their chances, among the units of a standings table."""

    of: int
    """Number of units, ours included."""
    best: int
    """Best place while all others stay: from our ceiling, unknown units as low as can be."""
    worst: int
    """Worst place while all others stay: from our floor, unknown units as high as can be."""
    expected: PlaceRange | None
    """Places that the projected index can mean; None while that is unknown."""
    unknown: int
    """How many other units' figures are not known."""
    probabilities: tuple[Decimal, ...] | None
    """Probability of each place from the 1st on, in ten-thousandths; they sum to exactly 1."""
    spread: Decimal | None
    """Typical movement of a unit from one year to the next, in index points."""

    @property
    def projected(self) -> int | None:
        """The place of the projected index; None while the index or the place is unknown."""
        return None if self.expected is None else self.expected.exact

    def chance_of(self, goal: int) -> Decimal | None:
        """Return the probability of place `goal` or a better one ("hạng 6" means 6th or better)."""
        if self.probabilities is None:
            return None
        return sum(self.probabilities[: max(0, goal)], start=_SHOWN * 0)


def spread(standings: Standings) -> Decimal | None:
    """Return the root mean square of the units' year-to-year changes, in index points.

    Where fewer than `LEAST_PAIRS` units have both years, the declared spread; else None.
    """
    changes = [
        unit.index - unit.previous_index
        for unit in standings.units
        if unit.index is not None and unit.previous_index is not None
    ]
    if len(changes) < LEAST_PAIRS:
        return standings.spread
    return (sum(change * change for change in changes) / Decimal(len(changes))).sqrt()


def project(
    standings: Standings,
    unit: str,
    *,
    floor: Decimal | None,
    ceiling: Decimal | None,
    projected: Decimal | None,
) -> Projection:
    """Return where our indexes stand among the other units of `standings`.

    A `unit` that the standings do not hold is ranked as one more unit.
    """
    rest = others(standings, unit)
    reach = place_range(floor, ceiling, rest)
    step = spread(standings)
    chances = None
    if projected is not None and step is not None and not rest.unknown:
        chances = _place_chances(projected, rest.known, step)
    return Projection(
        of=rest.last,
        best=reach.best,
        worst=reach.worst,
        expected=None if projected is None else rest.places(projected),
        unknown=rest.unknown,
        probabilities=chances,
        spread=step,
    )


def others(standings: Standings, unit: str) -> Others:
    """Return the figures in `standings` of all units but one."""
    peers = [peer.index for peer in standings.units if peer.code != unit]
    known = tuple(peer for peer in peers if peer is not None)
    unknown = len(peers) - len(known)
    return Others(known, unknown, tuple(_marks(standings, unit, unknown)) if unknown else ())


def _marks(standings: Standings, unit: str, unknown: int) -> Iterator[Mark]:
    """Yield what published places tell about units whose figures are not known.

    With a place of 54, 53 units stood above the index or at it; those that are known are
    taken off. `unit` itself is none of the unknown, though it may be among the 53.
    """
    indexes = sorted(one.index for one in standings.units if one.index is not None)
    ours = standings.of(unit)
    uncertain = int(ours is not None and ours.index is None)
    for one in standings.units:
        if one.status is not FigureStatus.OFFICIAL or one.index is None or one.rank is None:
            continue
        above = len(indexes) - bisect_right(indexes, one.index)
        beside = len(indexes) - bisect_left(indexes, one.index) - 1
        least = one.rank - 1 - beside - uncertain
        most = one.rank - 1 - above
        yield Mark(one.index, max(0, min(least, unknown)), max(0, min(most, unknown)))


def _place_chances(ours: Decimal, peers: Sequence[Decimal], step: Decimal) -> tuple[Decimal, ...]:
    """Return the probability of each place, rounded so that the figures agree with each other.

    Rounded are the chances of "this place or better", which is what people ask for; each
    place gets the difference of two of them. So the figures sum to exactly 1, every
    `Projection.chance_of` is right in its last digit, and a single place's figure is less
    than 0.0001 off.
    """
    above = _count_chances([_chance_above(peer, ours, step) for peer in peers])
    reached = [Decimal(chance).quantize(_SHOWN, ROUND_HALF_UP) for chance in accumulate(above)]
    return tuple(better - worse for worse, better in pairwise([_SHOWN * 0, *reached]))


def _chance_above(peer: Decimal, ours: Decimal, step: Decimal) -> float:
    """Return the probability that a peer moves to a place above us: Φ(gap ÷ step)."""
    gap = peer - ours - _HALF_STEP
    if step == 0:
        return float(gap >= 0)
    return erfc(-float(gap / step) / sqrt(2)) / 2


def _count_chances(chances: list[float]) -> list[float]:
    """Return the probability that exactly 0, 1, 2 … of independent events happen."""
    counts = [1.0]
    for chance in chances:
        stays = [count * (1 - chance) for count in counts]
        rises = [count * chance for count in counts]
        counts = [low + high for low, high in zip([*stays, 0.0], [0.0, *rises], strict=True)]
    return counts


class Rung(Frozen):
    """One unit on the ladder."""

    standing: Standing
    """As published; ours too."""
    index: Decimal | None
    """The figure it stands by: of ours the projected one."""
    places: PlaceRange | None
    """The places that this can mean; None while the figure is not known."""
    is_ours: bool

    @property
    def is_published(self) -> bool:
        """Whether the figure is an official one; ours is projected, which is said elsewhere."""
        return self.is_ours or self.standing.status is FigureStatus.OFFICIAL


class Ladder(Frozen):
    """The units whose figures are known, the best first, and ours among them.

    The others have no place of their own: they are counted, and told in one line.
    """

    rungs: tuple[Rung, ...]
    unknown: int
    """How many other units' figures are not known."""
    marks: tuple[Mark, ...]
    """What published places say of those."""


def ladder(standings: Standings, unit: str, projected: Decimal | None) -> Ladder:
    """Return the ladder; ours stands first among equals, and last while it is not known."""
    rest = others(standings, unit)
    known = rest.known if projected is None else (*rest.known, projected)
    table = evolve(rest, known=known)
    ours = standings.of(unit) or Standing(unit)
    entries = [(one, one.index) for one in standings.units if one.code != unit]
    listed = [(one, index) for one, index in ((ours, projected), *entries) if index is not None]
    rungs = [
        Rung(one, index, table.places(index), one.code == unit)
        for one, index in sorted(listed, key=lambda entry: -entry[1])
    ]
    if projected is None:
        rungs.append(Rung(ours, None, None, True))
    return Ladder(tuple(rungs), rest.unknown, rest.marks)
