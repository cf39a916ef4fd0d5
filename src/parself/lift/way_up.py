"""What lifts us: the cheapest way from the present value to a place or an index.

What is past is past: figures of a closed period are never proposed for change. Rows that are
still open can be won first, and proof that is missing comes next; then what can still be done in
the period, then tasks for next year. Only of the last two, and of the open rows among
themselves, the cheapest set is looked for. This module alone knows which step is which.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Final

from parself.assessment.model import EFFORTS, State
from parself.errors import Problem, UsageError, say
from parself.numerals import round_half_up
from parself.rubric import model as m
from parself.rules.ladder import Inverse, ways
from parself.rules.rungs import Move, Rung
from parself.scoring.score import EXPECTED_STEP, capped, index
from parself.standing.league import Others, PlaceRange
from parself.standing.path import STEP, Option, cheapest, least_gain
from parself.standing.projection import others
from parself.values import Frozen, evolve
from parself.view.view import Filter, View

USUAL_EFFORT: Final = 3
"""Effort of a row of which the unit has said nothing."""


class Gap(Frozen):
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


def unanswered(view: View) -> tuple["Climb", ...]:
    """Return our own rows that are still open, with all their points as the step, most first."""
    found = [climb for row in view.rubric.items() if (climb := _unanswered(view, row))]
    return tuple(sorted(found, key=lambda climb: -climb.gain))


class Target(Frozen):
    """What is aimed at."""

    index: Decimal
    """The index to be reached, in percent."""
    place: int | None = None
    """The place to be reached, that one or a better one."""
    is_sure: bool = True
    """Whether the index is known to bring the place."""


class Climb(Frozen):
    """One row lifted to one of its rungs."""

    row: m.Row
    rung: Rung | None
    """None of a row that is still open: all its points."""
    gain: Decimal
    """Points more: claimed ones; of an open row, above what is projected of it."""
    rungs: int
    """How many rungs up, from 1."""
    effort: int
    """Of the row, 1 to 5."""
    brings: Decimal
    """What of `gain` is projected to be appraised."""

    @property
    def cost(self) -> int:
        """Effort times rungs climbed."""
        return self.effort * self.rungs

    def is_past(self, today: date) -> bool:
        """Whether it cannot be done any more: fewer faults, an earlier day, a day gone by."""
        if self.rung is None:
            return False
        late = self.rung.by is not None and self.rung.by < today
        return late or self.rung.move in {Move.FEWER, Move.EARLIER}


class Stage(Frozen):
    """Where the way leads once a step is taken, and all before it."""

    index: Decimal
    """The projected index."""
    places: PlaceRange | None
    """The places that it can mean, if the others stay where they are."""
    passed: tuple[str, ...] = ()
    """Codes of the units that this step goes past, the lowest first."""


class Lift(Frozen):
    """The way to a target."""

    target: Target
    needed: Decimal | None
    """Projected points that are missing for it; None where no points of rows would do."""
    open: tuple[Climb, ...]
    """Rows that are not answered yet, to be won first."""
    proof: tuple[m.Row, ...]
    """Rows that claim points with nothing behind them: to be proved first."""
    now: tuple[Climb, ...]
    """What can still be done in the period."""
    next_year: tuple[Climb, ...]
    """What can only be a task for next year."""
    is_reached: bool
    """Whether the steps together reach the target."""
    index: Decimal
    """The projected index with all steps taken."""
    places: PlaceRange | None
    """The places that this can mean, if the others stay where they are."""
    assumed: tuple[str, ...] = ()
    """Rows of which the projection rests on what is assumed of other units; no step is theirs."""

    @property
    def is_late(self) -> bool:
        """Whether every step is a task for next year."""
        return bool(self.next_year) and not self.now and not self.open


def stages(view: View, found: Lift) -> tuple[Stage, ...]:
    """Return where the way stands at its beginning and after each step, in its order.

    Raises `UsageError` as `lift` does.
    """
    outlook, rest = _Outlook.of(view), _others(view)
    steps = (*found.open, *found.now, *found.next_year)
    indexes = [outlook.with_steps(steps[:taken]) for taken in range(len(steps) + 1)]
    told: list[Stage] = []
    for before, now in pairwise((indexes[0], *indexes)):
        places = None if rest is None else rest.places(now)
        told.append(Stage(now, places, _passed(view, before, now)))
    return tuple(told)


def _passed(view: View, before: Decimal, after: Decimal) -> tuple[str, ...]:
    standings = view.folder.standings
    if standings is None:
        return ()
    between = [
        (one.index, one.code)
        for one in standings.units
        if one.code != view.unit.code and one.index is not None and before < one.index <= after
    ]
    return tuple(code for _index, code in sorted(between))


def unproved(view: View, found: Lift) -> Decimal:
    """Return the points that the rows to be proved first claim together."""
    points = (view.scores.rows[row.id].points or Decimal(0) for row in found.proof)
    return sum(points, Decimal(0))


def target_of_place(view: View, goal: int, least: Decimal | None = None) -> Target:
    """Return the index that brings place `goal` if the others stay, at least `least`.

    Where the figures known do not tell, only `least` is aimed at. Raises `UsageError` where
    there is no table or no such place, or nothing is left to aim at.
    """
    rest = _others(view)
    if rest is None:
        what = say("No comparison table: the place is not known.")
        raise UsageError(Problem(what, todo=say("Aim at an index instead.")))
    if not 1 <= goal <= rest.last:
        what = say("There is no place {place}.", place=goal)
        raise UsageError(Problem(what, todo=say("Places go from 1 to {last}.", last=rest.last)))
    enough = rest.least_index(goal)
    if enough is None and least is None:
        what = say(
            "Which index brings place {place} is not known: the figures of {count} units are not.",
            place=goal,
            count=rest.unknown,
        )
        raise UsageError(Problem(what, todo=say("Aim at an index instead, or at both.")))
    index = max(one for one in (enough, least) if one is not None)
    return Target(index, goal, enough is not None)


def _others(view: View) -> Others | None:
    standings = view.folder.standings
    return None if standings is None else others(standings, view.unit.code)


def lift(view: View, target: Target, today: date) -> Lift:
    """Return the cheapest way to a target, from what is projected now.

    Raises `UsageError` where the projection of a row that others score is not known.
    """
    outlook = _Outlook.of(view)
    won = _won(outlook, target.index)
    climbs = _chosen(outlook, won, target.index)
    closed = view.is_closed(today)
    reached = outlook.with_steps([*won, *climbs])
    later = tuple(step for step in climbs if step.rung and (closed or step.is_past(today)))
    rest = _others(view)
    return Lift(
        target=target,
        needed=outlook.missing(target.index),
        open=(*won, *(step for step in climbs if step.rung is None)),
        proof=tuple(view.rubric.rows[row_id] for row_id in view.filtered(Filter.UNBACKED)),
        now=tuple(step for step in climbs if step.rung and step not in later),
        next_year=later,
        is_reached=reached >= target.index,
        index=reached,
        places=None if rest is None else rest.places(reached),
        assumed=tuple(
            row_id for row_id, row in view.scores.rows.items() if row.estimated is not None
        ),
    )


class _Outlook(Frozen):
    """The projected points, and the index that changes of them would give."""

    view: View
    points: Decimal
    """Of the rows inside the total; own rows of which nothing is known count nothing."""
    adjustments: Mapping[str, Decimal]
    """Projected points of each bonus and penalty."""
    share: Fraction
    """What of claimed points is projected to be appraised."""

    @classmethod
    def of(cls, view: View) -> "_Outlook":
        expected = view.scores.expected
        for row in view.rubric.items():
            scored = view.scores.rows[row.id]
            if row.id not in expected and scored.awaiting and scored.maximum:
                what = say("The projected index is not known, so no way to a target can be found.")
                todo = say("Enter estimates for the rows that others score.")
                raise UsageError(Problem(what, todo=todo))
        inside = {r.id: expected[r.id].points for r in view.rubric.items() if r.id in expected}
        outside = {a.id: expected[a.id].points for a in view.rubric.adjustments if a.id in expected}
        share = view.recognised.share
        points = round_half_up(view.scores.weights.exact(inside), EXPECTED_STEP)
        return cls(view, points, outside, share)

    def index(self, more: Decimal, changed: Iterable[Climb] = ()) -> Decimal:
        """Return the index with `more` points in rows and with `changed` bonuses and penalties."""
        outside = dict(self.adjustments)
        for climb in changed:
            before = outside.get(climb.row.id, Decimal(0))
            sign = -1 if climb.row.is_penalty else 1
            outside[climb.row.id] = before + sign * climb.brings
        rubric, most = self.view.rubric, self.view.scores.applicable_max
        bonus, penalty = (
            capped(rubric, kind, lambda row_id: outside.get(row_id, Decimal(0)))
            for kind in ("bonus", "penalty")
        )
        points = round_half_up(self.points + more)
        reached = index(points, most, bonus, penalty, rubric.rounding.total)
        return Decimal(0) if reached is None else reached

    def with_steps(self, steps: Sequence[Climb]) -> Decimal:
        """Return the index with all steps taken."""
        inside = sum((one.brings for one in steps if isinstance(one.row, m.Item)), Decimal(0))
        return self.index(inside, (one for one in steps if isinstance(one.row, m.Adjustment)))

    def needed(
        self, target: Decimal, changed: Sequence[Climb] = (), *, already: Decimal = Decimal(0)
    ) -> Decimal | None:
        """Return the fewest further points that reach the target; None where none suffice."""
        most = self.view.rubric.points
        return least_gain(lambda gain: self.index(already + gain, changed) >= target, most)

    def appraised(self, row: m.Row, points: Decimal) -> Decimal:
        """Return how many of a row's claimed points are expected to be confirmed."""
        if isinstance(row, m.Adjustment):
            return points
        return round_half_up(Fraction(points) * self.share, EXPECTED_STEP)

    def counted(self, row: m.Row, points: Decimal) -> Decimal:
        """Return what points of a row count for in its section."""
        weight = self.view.scores.weights.of(row.id)
        return points if weight == 1 else round_half_up(Fraction(points) * weight, EXPECTED_STEP)

    def missing(self, target: Decimal) -> Decimal | None:
        """Return the points missing for a target, as the difference of two printed sums."""
        needed, now = self.needed(target), round_half_up(self.points)
        return None if needed is None else round_half_up(self.points + needed) - now


def _won(outlook: _Outlook, target: Decimal) -> tuple[Climb, ...]:
    """Return the open rows to be won: the cheapest that suffice, else all of them."""
    found = [climb for row in outlook.view.rubric.items() if (climb := _open(outlook, row))]
    needed = outlook.needed(target)
    if needed == 0:
        return ()
    rows = [[Option(climb.brings, climb.cost, climb)] for climb in found]
    steps = None if needed is None else cheapest(rows, needed)
    return tuple(found) if steps is None else steps


def _open(outlook: _Outlook, row: m.Item | m.Adjustment) -> Climb | None:
    """Return the climb of an own open row to full points; None where it brings nothing."""
    climb = _unanswered(outlook.view, row)
    if climb is None:
        return None
    maximum = outlook.view.scores.rows[row.id].maximum
    brings = outlook.counted(row, climb.gain - (maximum - outlook.appraised(row, maximum)))
    return evolve(climb, brings=brings) if brings > 0 else None


def _unanswered(view: View, row: m.Item | m.Adjustment) -> Climb | None:
    scored = view.scores.rows[row.id]
    is_given = scored.points is not None or scored.is_compared or scored.awaiting
    if is_given or not scored.maximum:
        return None
    expected = view.scores.expected.get(row.id)
    gain = scored.maximum - (Decimal(0) if expected is None else expected.points)
    return Climb(row, None, gain, 1, _effort(view, row), gain) if gain > 0 else None


def _chosen(outlook: _Outlook, won: Sequence[Climb], target: Decimal) -> tuple[Climb, ...]:
    """Return the cheapest steps; where the target is out of reach, the highest of every row."""
    already = _moved(won)
    ladders = [list(_climbs(outlook, row)) for row in outlook.view.rubric.items()]
    most = sum((max((c.brings for c in one), default=Decimal(0)) for one in ladders), Decimal(0))

    def needed(changed: Sequence[Climb]) -> Decimal:
        found = outlook.needed(target, changed, already=already)
        return most + STEP if found is None else min(found, most + STEP)

    plain = needed(())
    rows: list[list[Option[tuple[Climb, ...]]]]
    rows = [[Option(c.brings, c.cost, (c,)) for c in one] for one in ladders]
    rows.append(_outside(outlook, plain, needed))
    steps = cheapest(rows, plain)
    if steps is not None:
        return tuple(climb for step in steps for climb in step)
    ladders += [_adjusting(outlook, row) for row in outlook.view.rubric.adjustments]
    return tuple(max(one, key=lambda climb: climb.brings) for one in ladders if one)


def _outside(
    outlook: _Outlook, plain: Decimal, needed: Callable[[Sequence[Climb]], Decimal]
) -> list[Option[tuple[Climb, ...]]]:
    """Return sets of bonuses and penalties, each worth the row points that it makes unnecessary.

    They count within caps and outside the sum of points, so that they cannot be added to it one
    by one.
    """
    found: list[Option[tuple[Climb, ...]]] = []
    bonuses, penalties = (_sums(outlook, kind) for kind in ("bonus", "penalty"))
    for risen, fallen in product(bonuses.values(), penalties.values()):
        steps = (*risen, *fallen)
        spares = plain - needed(steps)
        if spares > 0:
            found.append(Option(spares, sum(one.cost for one in steps), steps, len(steps)))
    return found


def _sums(outlook: _Outlook, kind: str) -> Mapping[int, tuple[Climb, ...]]:
    """Return for each cost the steps of one kind that move most, without regard to the cap."""
    sets: dict[int, tuple[Climb, ...]] = {0: ()}
    for row in (one for one in outlook.view.rubric.adjustments if one.kind == kind):
        for cost, chosen in list(sets.items()):
            for climb in _adjusting(outlook, row):
                more, total = (*chosen, climb), cost + climb.cost
                if _moved(more) > _moved(sets.get(total, ())):
                    sets[total] = more
    return sets


def _moved(steps: Iterable[Climb]) -> Decimal:
    return sum((climb.brings for climb in steps), Decimal(0))


def _adjusting(outlook: _Outlook, row: m.Adjustment) -> list[Climb]:
    """Return how a bonus can rise, or a penalty fall; an open bonus can be earned whole."""
    if row.kind == "bonus" and (climb := _open(outlook, row)) is not None:
        return [climb]
    return list(_climbs(outlook, row))


def _climbs(outlook: _Outlook, row: m.Item | m.Adjustment) -> Iterator[Climb]:
    scored = outlook.view.scores.rows[row.id]
    if scored.state is not State.ANSWERED or scored.points is None:
        return
    effort, before = _effort(outlook.view, row), scored.points
    now, highest = outlook.appraised(row, before), Decimal(0)
    for way in ways(row, outlook.view.values(row.id), outlook.view.context_of(row.id)):
        points = round_half_up(way.rung.points, outlook.view.rubric.rounding.item)
        brings = outlook.counted(row, abs(outlook.appraised(row, points) - now))
        if brings > highest:
            highest = brings
            yield Climb(row, way.rung, abs(points - before), way.rungs, effort, brings)


def _effort(view: View, row: m.Row) -> int:
    said = view.assessment.answer(row.id).effort
    return said if said is not None and said in EFFORTS else USUAL_EFFORT
