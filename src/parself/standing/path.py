"""The cheapest way to a target: which rows to lift, by which rung, for the least effort.

Each row offers the rungs above its present place; climbing to the n-th costs n times the row's
effort. The cheapest set of rungs that gains enough is found exactly, in three steps. First a
bound settles the rows that are the same in every cheapest way: of a thousand, most. Then the most
that the rows from each one on can gain for each cost, from the last row back: that tells the
least cost. Then row by row only the ways that can still make it within that cost, and of those
that cost the same only the ones that no other beats. Ties go to fewer rows, then to the earlier
rows of the rubric. Pure; whether a step can still be taken, or is a task for next year, is told
apart by `parself.lift.way_up`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Generic, TypeVar

from parself.values import Frozen

T = TypeVar("T")

STEP = Decimal("0.0001")
"""What gains are counted in: expected points have four decimals."""


class Option(Frozen, Generic[T]):
    """One rung of one row."""

    gain: Decimal
    """In points, whole steps above 0."""
    cost: int
    """Above 0."""
    step: T
    """What to do; handed back, not looked at."""
    rows: int = 1
    """How many rows it lifts: more than one where several can only be taken together."""


class _Rung(Frozen, Generic[T]):
    """An option in steps."""

    gain: int
    cost: int
    step: T
    rows: int


class _Way(Frozen, Generic[T]):
    """A chain of rungs taken: the last one, and the way before it."""

    gain: int = 0
    cost: int = 0
    rows: int = 0
    """How many rows are lifted."""
    places: int = 0
    """Which: a bit for each, the first row's the highest, so that greater means earlier."""
    step: T | None = None
    before: "_Way[T] | None" = None

    def taking(self, rung: _Rung[T], bit: int) -> "_Way[T]":
        """Return this way with one more row lifted."""
        return _Way(
            self.gain + rung.gain,
            self.cost + rung.cost,
            self.rows + rung.rows,
            self.places | bit,
            rung.step,
            self,
        )

    @property
    def order(self) -> tuple[int, int]:
        """Sort key among ways of equal cost: fewer rows first, then earlier rows."""
        return self.rows, -self.places

    def steps(self) -> Iterator[T]:
        """Yield the rungs taken, the last first."""
        way: _Way[T] | None = self
        while way is not None and way.step is not None:
            yield way.step
            way = way.before


def cheapest(rows: Iterable[Sequence[Option[T]]], needed: Decimal) -> tuple[T, ...] | None:
    """Return the steps of the cheapest way that gains `needed` points; None where there is none.

    `rows` holds each row's options, of which at most one is taken, in rubric order.
    """
    ladders = [
        [_Rung(int(o.gain / STEP), o.cost, (row, o.step), o.rows) for o in options]
        for row, options in enumerate(rows)
    ]
    need = ceil(needed / STEP)
    if need <= 0:
        return ()
    edge = _edge(ladders, need)
    if edge is None:
        return None
    sure, unsure = _settled(ladders, need, edge)
    need -= sum(rung.gain for rung in sure)
    most = edge.total - sum(rung.cost for rung in sure)
    gains = _most_gains(unsure, most)
    budget = next(cost for cost in range(most + 1) if gains[0][cost] >= need)
    steps = [*_best(unsure, gains, need, budget).steps(), *(rung.step for rung in sure)]
    return tuple(step for _row, step in sorted(steps, key=lambda one: one[0]))


class _Edge(Frozen):
    """The point where taking the rungs with the most gain for their cost first gains enough."""

    total: int
    """What that costs: no cheapest way costs more."""
    gain: int
    cost: int
    """The last step taken: what so much gain costs at the edge."""


def _edge(ladders: Sequence[Sequence[_Rung[T]]], need: int) -> _Edge | None:
    """Return that point; None where all rows together do not gain enough."""
    climbs = [climb for ladder in ladders for climb in _worthwhile(ladder)]
    gained = total = 0
    for gain, cost in sorted(climbs, key=lambda one: Fraction(one[1], one[0])):
        gained, total = gained + gain, total + cost
        if gained >= need:
            return _Edge(total, gain, cost)
    return None


def _worthwhile(ladder: Sequence[_Rung[T]]) -> Iterator[tuple[int, int]]:
    """Yield gain and cost of each climb between the rungs that gain most for their cost."""
    gain = cost = 0
    while higher := [rung for rung in ladder if rung.gain > gain]:
        best = min(higher, key=lambda r: (Fraction(r.cost - cost, r.gain - gain), -r.gain))
        yield best.gain - gain, best.cost - cost
        gain, cost = best.gain, best.cost


def _settled(
    ladders: Sequence[Sequence[_Rung[T]]], need: int, edge: _Edge
) -> tuple[list[_Rung[T]], list[list[_Rung[T]]]]:
    """Return the rungs that every cheapest way takes, and the rungs of the rows left open.

    With gain paid at the edge's price, each row has a best choice, and all of them together
    cost no more than any way. What costs so much above its row's best that the whole passes
    `edge.total` is in no cheapest way.
    """

    def price(rung: _Rung[T] | None) -> int:
        return 0 if rung is None else rung.cost * edge.gain - rung.gain * edge.cost

    best = [min(map(price, (None, *ladder))) for ladder in ladders]
    slack = edge.total * edge.gain - need * edge.cost - sum(best)
    sure: list[_Rung[T]] = []
    unsure: list[list[_Rung[T]]] = []
    for ladder, least in zip(ladders, best, strict=True):
        rungs = [rung for rung in ladder if price(rung) - least <= slack]
        if len(rungs) == 1 and -least > slack:
            sure += rungs
        elif rungs:
            unsure.append(rungs)
    return sure, unsure


def _most_gains(ladders: Sequence[Sequence[_Rung[T]]], most: int) -> list[list[int]]:
    """Return, for each row, the greatest gain at each cost of it and the rows after it."""
    gains = [[0] * (most + 1)]
    for ladder in reversed(ladders):
        after = gains[-1]
        here = list(after)
        for rung in ladder:
            more = rung.gain
            lifted = [gain + more for gain in after[: most + 1 - rung.cost]]
            here[rung.cost :] = map(max, here[rung.cost :], lifted)
        gains.append(here)
    return gains[::-1]


def _best(
    ladders: Sequence[Sequence[_Rung[T]]], gains: Sequence[Sequence[int]], need: int, budget: int
) -> _Way[T]:
    ways: list[_Way[T]] = [_Way()]
    for number, ladder in enumerate(ladders):
        bit = 1 << (len(ladders) - number)
        more = (way.taking(rung, bit) for way in ways for rung in ladder)
        after = gains[number + 1]
        ways = _unbeaten(
            way
            for way in (*ways, *more)
            if way.cost <= budget and way.gain + after[budget - way.cost] >= need
        )
    return min(ways, key=lambda way: way.order)


def _unbeaten(ways: Iterable[_Way[T]]) -> list[_Way[T]]:
    """Return the ways that no other way of at most their cost beats in gain."""
    by_cost: dict[int, list[_Way[T]]] = {}
    for way in ways:
        by_cost.setdefault(way.cost, []).append(way)
    kept: list[_Way[T]] = []
    for same in by_cost.values():
        most = -1
        for way in sorted(same, key=lambda one: (one.order, -one.gain)):
            if way.gain > most:
                kept.append(way)
                most = way.gain
    return kept


def least_gain(reaches: Callable[[Decimal], bool], most: Decimal) -> Decimal | None:
    """Return the fewest points, in whole steps, that reach a target; None if none do.

    `reaches` says so of a number of points and never changes back; `most` bounds the search.
    """
    low, high = 0, int(most / STEP)
    if not reaches(high * STEP):
        return None
    while low < high:
        middle = (low + high) // 2
        if reaches(middle * STEP):
            high = middle
        else:
            low = middle + 1
    return low * STEP
