"""The ladder of places as one looks at it: gaps to us, the target, what is folded away. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from parself.rubric.peers import Standings
from parself.standing.projection import Ladder, Rung, ladder, others
from parself.values import Frozen, evolve
from parself.view.change import change
from parself.view.view import View


class Stand(Frozen):
    """A unit on the ladder."""

    rung: Rung
    gap: Decimal | None
    """Index points above us, negative below; None of ours, and while ours is not known."""
    is_target: bool = False
    """Whether it is the unit to be caught up with."""
    is_passed: bool = False
    """Whether the last answer took us past it, upwards or downwards."""

    @property
    def code(self) -> str:
        """Code of the unit."""
        return self.rung.standing.code


class Folded(Frozen):
    """Units between two that are shown, the best first."""

    stands: tuple[Stand, ...]

    @property
    def best(self) -> Decimal | None:
        """The best figure among them."""
        return self.stands[0].rung.index

    @property
    def worst(self) -> Decimal | None:
        """The lowest figure among them."""
        return self.stands[-1].rung.index


class OnLadder(Frozen):
    """The units whose figures are known, the best first, seen from ours."""

    stands: tuple[Stand, ...]
    ours: int
    """Where we stand among them, from 0."""
    goal: int
    """The place that is aimed at, that one or a better one."""
    missing: Decimal | None
    """Index points to the target, none or negative once it is reached; None where not known."""
    ladder: Ladder
    """As it is, seen from nowhere."""
    began: Decimal | None = None
    """Our index at the beginning of the sitting."""
    risen: Decimal | None = None
    """Index points that we won since then; None where that is not known."""
    climbed: int | None = None
    """Places that we won since then; None where that is not known."""

    @property
    def target(self) -> int | None:
        """Where the target stands, from 0; None where it is not known."""
        return next((at for at, one in enumerate(self.stands) if one.is_target), None)

    @property
    def is_invented(self) -> bool:
        """Whether no other unit's figure is a published one."""
        return not any(one.rung.is_published for one in self.stands if not one.rung.is_ours)

    @property
    def is_published(self) -> bool:
        """Whether every other unit's figure is a published one."""
        return all(one.rung.is_published for one in self.stands)

    def within(self, room: int) -> tuple[Stand | Folded, ...]:
        """Return so many lines at most, as long as the least has room: the rest is folded.

        Most room goes to the neighbourhood of ours, what is left to the first places.
        """
        kept = _kept(len(self.stands), self.ours, self.target, room)
        return tuple(_lines(self.stands, kept))


def on_ladder(
    view: View, began: View | None = None, passed: frozenset[str] = frozenset()
) -> OnLadder | None:
    """Return the ladder of a view; None without a comparison table, or once it is published.

    `began` is what stood there when the sitting began, `passed` the units that the last answer
    took us past.
    """
    standings = view.folder.standings
    if standings is None or view.published is not None:
        return None
    found = seen(standings, view.unit.code, view.scores.projected.index, view.goal, passed)
    if began is None:
        return found
    since = change(began, view)
    return evolve(
        found,
        began=began.scores.projected.index,
        risen=since.index,
        climbed=since.places,
    )


def seen(
    standings: Standings,
    unit: str,
    ours: Decimal | None,
    goal: int,
    passed: frozenset[str] = frozenset(),
) -> OnLadder:
    """Return the ladder of a table as a unit sees it that stands at an index and has a goal."""
    found = ladder(standings, unit, ours)
    enough = others(standings, unit).least_index(goal)
    target = _target(found.rungs, enough)
    return OnLadder(
        tuple(
            Stand(one, _gap(one, ours), one is target, one.standing.code in passed)
            for one in found.rungs
        ),
        next(at for at, one in enumerate(found.rungs) if one.is_ours),
        goal,
        None if ours is None or enough is None else enough - ours,
        found,
    )


def _gap(rung: Rung, ours: Decimal | None) -> Decimal | None:
    return None if rung.is_ours or ours is None or rung.index is None else rung.index - ours


def _target(rungs: Sequence[Rung], enough: Decimal | None) -> Rung | None:
    """Return the lowest other unit that has what is enough for the place aimed at."""
    if enough is None:
        return None
    reaching = (one for one in rungs if not one.is_ours and (one.index or 0) >= enough)
    return min(reaching, key=lambda one: one.index or 0, default=None)


def _kept(count: int, ours: int, target: int | None, room: int) -> frozenset[int]:
    """Return which of so many units are shown."""
    least = {0, ours - 1, ours, ours + 1} | (set() if target is None else {target})
    kept = frozenset(at for at in least if 0 <= at < count)
    nearest = sorted(range(count), key=lambda at: abs(at - ours))
    return _grown(count, _grown(count, kept, nearest, room), range(count), room)


def _grown(count: int, kept: frozenset[int], order: Iterable[int], room: int) -> frozenset[int]:
    """Return as many more, one by one in an order, as there is room for."""
    for at in order:
        more = kept | {at}
        if _height(count, more) > room:
            break
        kept = more
    return kept


def _height(count: int, kept: frozenset[int]) -> int:
    """Return how many lines it takes to show some of so many: a gap takes one line."""
    gaps = sum(at not in kept and (at == 0 or at - 1 in kept) for at in range(count))
    return len(kept) + gaps


def _lines(stands: Sequence[Stand], kept: frozenset[int]) -> Iterator[Stand | Folded]:
    away: list[Stand] = []
    for at, one in enumerate(stands):
        if at not in kept:
            away.append(one)
            continue
        yield from _fold(away)
        away = []
        yield one
    yield from _fold(away)


def _fold(away: Sequence[Stand]) -> Iterator[Stand | Folded]:
    """Yield a line for what is folded away; one unit takes no more room itself."""
    if len(away) == 1:
        yield away[0]
    elif away:
        yield Folded(tuple(away))
