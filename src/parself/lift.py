"""What lifts us: the cheapest way from the present value to a place or an index.

What is past is past: figures of a closed period are never proposed for change. Proof that is
missing comes first, then what can still be done in the period, then tasks for next year; only
of the last two the cheapest set is looked for. This module alone knows which step is which.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from parself.assessment.model import EFFORTS, State
from parself.errors import Problem, UsageError, say
from parself.numerals import round_half_up
from parself.rubric import model as m
from parself.scoring.inverse import Inverse, Move, Rung, rungs
from parself.scoring.score import discount, index
from parself.standing.league import place
from parself.standing.path import Option, cheapest, least_gain
from parself.view.view import Filter, View

USUAL_EFFORT: Final = 3
"""Effort of a row of which the unit has said nothing."""


@frozen
class Gap:
    """A row whose maximum is not reached."""

    row: m.Item
    lost: Decimal
    """Points that are not reached."""
    inverse: Inverse | None


def gaps(view: View) -> tuple[Gap, ...]:
    """Return the answered rows that lose points, most first, else in the rubric's order."""
    found = [
        Gap(row, scored.lost, view.inverse(row.id))
        for row in view.rubric.items()
        if (scored := view.scores.rows[row.id]).lost
    ]
    return tuple(sorted(found, key=lambda gap: -gap.lost))


@frozen
class Climb:
    """One row lifted to one of its rungs."""

    row: m.Row
    rung: Rung
    gain: Decimal
    """Claimed points more, in hundredths."""
    rungs: int
    """How many rungs up, from 1."""
    effort: int
    """Of the row, 1 to 5."""

    @property
    def cost(self) -> int:
        """Effort times rungs climbed."""
        return self.effort * self.rungs

    @property
    def is_past(self) -> bool:
        """Whether it speaks of faults and dates, which lie in the past whatever the day."""
        return self.rung.move in {Move.FEWER, Move.EARLIER}


@frozen
class Lift:
    """The way to a target."""

    target: Decimal
    """The index to be reached, in percent."""
    needed: Decimal | None
    """Claimed points that are missing for it; None where no points would do."""
    proof: tuple[m.Row, ...]
    """Rows that claim points with nothing behind them: to be proved first."""
    now: tuple[Climb, ...]
    """What can still be done in the period."""
    next_year: tuple[Climb, ...]
    """What can only be a task for next year."""
    is_reached: bool
    """Whether the steps together reach the target."""
    index: Decimal | None
    """The projected index with all steps taken."""
    place: int | None
    """The projected place then, if the others stay where they are."""

    @property
    def is_late(self) -> bool:
        """Whether nothing of the way can be gone in the period any more."""
        return bool(self.next_year) and not self.now


def target_of_place(view: View, goal: int) -> Decimal:
    """Return the index with which a unit is in place `goal` if the others stay where they are.

    Raises `UsageError` where there is no such place, or not every other unit is known.
    """
    standings = view.folder.standings
    peers = [] if standings is None else [s for s in standings.units if s.code != view.unit.code]
    known = sorted((s.index for s in peers if s.index is not None), reverse=True)
    if not 1 <= goal <= len(peers) + 1 or standings is None:
        what = say("There is no place {place}.", place=goal)
        todo = say("Places go from 1 to {last}.", last=len(peers) + 1)
        raise UsageError(Problem(what, todo=todo))
    if len(known) != len(peers):
        what = say("The figures of some units are not known, so no place can be aimed at.")
        raise UsageError(Problem(what, todo=say("Aim at an index instead.")))
    return known[goal - 1] if goal <= len(known) else Decimal(0)


def lift(view: View, target: Decimal, today: date) -> Lift:
    """Return the cheapest way to an index, in percent, from what is claimed now.

    Raises `UsageError` where the projection itself is not known.
    """
    if view.scores.projected.points is None:
        what = say("The projected index is not known, so no way to a target can be found.")
        todo = say("Enter estimates for the rows that others score.")
        raise UsageError(Problem(what, todo=todo))
    needed = least_gain(lambda gain: _index_with(view, gain) >= target, view.rubric.points)
    climbs = [list(_climbs(view, row)) for row in view.rubric.items()]
    steps = _chosen(climbs, needed)
    closed = view.is_closed(today)
    gained = sum((step.gain for step in steps), Decimal(0))
    return Lift(
        target=target,
        needed=needed,
        proof=tuple(view.rubric.rows[row_id] for row_id in view.find("", Filter.UNBACKED)),
        now=tuple(step for step in steps if not closed and not step.is_past),
        next_year=tuple(step for step in steps if closed or step.is_past),
        is_reached=needed is not None and gained >= needed,
        index=_index_with(view, gained),
        place=_place(view, _index_with(view, gained)),
    )


def _chosen(climbs: list[list[Climb]], needed: Decimal | None) -> tuple[Climb, ...]:
    """Return the cheapest steps; where the target is out of reach, the highest of every row."""
    options = [[Option(climb.gain, climb.cost, climb) for climb in of_row] for of_row in climbs]
    found = None if needed is None else cheapest(options, needed)
    if found is not None:
        return found
    return tuple(max(of_row, key=lambda climb: climb.gain) for of_row in climbs if of_row)


def _climbs(view: View, row: m.Item) -> Iterator[Climb]:
    scored = view.scores.rows[row.id]
    if scored.state is not State.ANSWERED or scored.points is None:
        return
    said = view.assessment.answer(row.id).effort
    effort = said if said is not None and said in EFFORTS else USUAL_EFFORT
    level, before = 0, scored.points
    for rung in rungs(row, view.values(row.id), view.context):
        points = round_half_up(rung.points, view.rubric.rounding.item)
        if points > before:
            level, before = level + 1, points
            yield Climb(row, rung, points - scored.points, level, effort)


def _index_with(view: View, gain: Decimal) -> Decimal:
    """Return the projected index with so many more claimed points."""
    scores, step = view.scores, view.rubric.rounding.total
    projected = scores.projected
    more = Fraction(gain) * discount(view.rubric, view.folder.past)
    points = round_half_up(Fraction(projected.points or 0) + more)
    reached = index(points, scores.applicable_max, projected.bonus, projected.penalty, step)
    return Decimal(0) if reached is None else reached


def _place(view: View, reached: Decimal) -> int | None:
    standings = view.folder.standings
    if standings is None or view.projection is None or view.projection.projected is None:
        return None
    peers = [s.index for s in standings.units if s.code != view.unit.code and s.index is not None]
    return place(reached, peers)
