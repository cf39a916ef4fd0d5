"""What a step did: to the row's points, to index and place, and which units it passed.

Both values are views, so that nothing is computed that was not shown already. Pure.
"""

from decimal import Decimal

from parself.rubric.peers import Standings
from parself.values import Frozen
from parself.view.view import View


class Change(Frozen):
    """The difference between two values of an assessment."""

    row_id: str
    """The row that was changed; empty where it was none, or several."""
    before: Decimal | None
    """Points of the row before; None while it had none."""
    after: Decimal | None
    """Points of the row now."""
    index: Decimal | None
    """Percentage points by which the projected index rose; None where it is or was not known."""
    places: int | None
    """Places won, negative where some were lost; None where the place is or was not known."""
    passed: frozenset[str]
    """Codes of the units that our index has gone past, upwards or downwards."""

    @property
    def points(self) -> Decimal | None:
        """Points that the row won; None where it has none now."""
        return None if self.after is None else self.after - (self.before or Decimal(0))

    @property
    def is_seen(self) -> bool:
        """Whether anything that is shown differs."""
        return self.before != self.after or bool(self.index)


def change(before: View, now: View, row_id: str = "") -> Change:
    """Return what the step from one value to another did; `row_id` is the row it was taken at."""
    return Change(
        row_id,
        _points(before, row_id),
        _points(now, row_id),
        _risen(before.scores.projected.index, now.scores.projected.index),
        _climbed(before, now),
        _passed(before, now),
    )


def _points(view: View, row_id: str) -> Decimal | None:
    scored = view.scores.rows.get(row_id)
    return None if scored is None else scored.points


def _risen(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    return None if before is None or now is None else now - before


def _climbed(before: View, now: View) -> int | None:
    was, there = (
        view.projection.projected if view.projection is not None else None for view in (before, now)
    )
    return None if was is None or there is None else was - there


def _passed(before: View, now: View) -> frozenset[str]:
    was, there = before.scores.projected.index, now.scores.projected.index
    standings = now.folder.standings
    if was is None or there is None or standings is None:
        return frozenset()
    return frozenset(_between(standings, now.unit.code, was, there))


def _between(standings: Standings, ours: str, was: Decimal, there: Decimal) -> list[str]:
    """Return the other units that stood on one side of our index and stand on the other now."""
    return [
        one.code
        for one in standings.units
        if one.code != ours and one.index is not None and (one.index > was) != (one.index > there)
    ]
