"""What a publication tells of all units together: losses, means, and last year beside it. Pure.

Only units that have a place count; rows are compared from year to year where maximum and rule
are the same.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from parself.province.board import ZERO
from parself.province.snapshot import PublishedRow, PublishedUnit, Snapshot
from parself.rubric import model as m
from parself.standing.league import ranking
from parself.text import search_key
from parself.values import Frozen


class Lost(Frozen):
    """What units lose in one row."""

    row: m.Item
    units: int
    """How many lose something."""
    of: int
    """How many units with a place it applies to."""
    points: Decimal
    """What all of them lose together."""
    reached: Fraction
    """Mean share of the maximum."""


def lost_rows(rubric: m.Rubric, units: Iterable[PublishedUnit]) -> tuple[Lost, ...]:
    """Return the rows in which units stay below the maximum, the greatest loss of all first."""
    known = tuple(units)
    found = (_lost(row, known) for row in rubric.items())
    return tuple(sorted((one for one in found if one.points > 0), key=lambda one: -one.points))


def _lost(row: m.Item, units: tuple[PublishedUnit, ...]) -> Lost:
    theirs = [one for one in units if row.id in one.points and row.id not in one.not_applicable]
    losses = [row.points - one.points[row.id] for one in theirs]
    lost = sum(losses, ZERO)
    most = row.points * len(theirs)
    reached = 1 - Fraction(lost) / Fraction(most) if most else Fraction(0)
    return Lost(row, sum(one > 0 for one in losses), len(theirs), lost, reached)


def mean(figures: Iterable[Decimal | None]) -> Fraction | None:
    """Return the mean of those figures that are known; None where none is."""
    known = [Fraction(one) for one in figures if one is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


class RowSince(Frozen):
    """A row beside last year's."""

    row: PublishedRow
    before: str = ""
    """Last year's row of the same maximum and rule; empty where none can be compared."""


def rows_since(found: Snapshot, last: Snapshot, rubric: m.Rubric) -> tuple[RowSince, ...]:
    """Return every scored row with last year's that can be compared with it."""
    scored = {one.id for one in rubric.items()}
    return tuple(RowSince(row, same_row(last, row)) for row in found.rows if row.id in scored)


def same_row(last: Snapshot, row: PublishedRow) -> str:
    """Return the id of last year's row that can be compared with this one; empty where none can.

    It has the same maximum and rule. A row that was given another number is known by its title.
    """
    same = [one for one in last.rows if one.rule == row.rule]
    by_id = (one.id for one in same if one.id == row.id)
    by_title = (one.id for one in same if search_key(one.title) == search_key(row.title))
    return next(by_id, "") or next(by_title, "")


class UnitSince(Frozen):
    """A unit over the rows that can be compared with last year's."""

    unit: PublishedUnit
    points: Decimal
    before: Decimal
    place: int
    """Among the units that have a place in both years, by these rows alone."""
    place_before: int


def units_since(found: Snapshot, last: Snapshot, rows: Iterable[RowSince]) -> tuple[UnitSince, ...]:
    """Return the units that have a place in both years, the first by these rows first."""
    pairs = [(one.row.id, one.before) for one in rows if one.before]
    both = {
        one.code: (one, then)
        for one in found.ranked
        if (then := last.unit(one.code)) is not None and then.place is not None
    }
    now = {code: _sum(one.points, (row for row, _old in pairs)) for code, (one, _) in both.items()}
    old = {code: _sum(one.points, (row for _new, row in pairs)) for code, (_, one) in both.items()}
    places, before = _places(now), _places(old)
    return tuple(
        UnitSince(both[code][0], now[code], old[code], at, before[code])
        for code, at in places.items()
    )


def _sum(points: Mapping[str, Decimal], rows: Iterable[str]) -> Decimal:
    return sum((points.get(row, ZERO) for row in rows), ZERO)


def _places(points: Mapping[str, Decimal]) -> dict[str, int]:
    return {one.code: one.rank for one in ranking(points)}


def mean_of_row(units: Iterable[PublishedUnit], row: str) -> Fraction | None:
    """Return the mean points of a row over units to which it applies."""
    return mean(one.points.get(row) for one in units if row not in one.not_applicable)
