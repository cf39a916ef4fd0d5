"""What rows were given last year: shown beside a claim, and never a reason by itself.

``last-year.toml`` is written once, when a round is made after another. It holds what was published
of last year's round, or the settled points of a round that was not published.
"""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from parself import files
from parself.province.comparing import same_row
from parself.province.snapshot import PublishedRow, PublishedUnit, Snapshot, read_snapshot
from parself.rubric import model as m
from parself.rubric.identity import content_hash
from parself.values import Frozen, evolve

LAST_YEAR: Final = "last-year.toml"


class Before(Frozen):
    """What a row of a unit was given last year."""

    year: int
    points: Decimal
    maximum: Decimal
    is_comparable: bool
    """Whether the row has the same rule and maximum today."""


def before(last: Snapshot | None, unit: str, row: m.Row) -> Before | None:
    """Return last year's points of a row of a unit; None where they are not known.

    A row that was not decided then was given nothing, whatever it counted as.
    """
    then = last.unit(unit) if last is not None else None
    if last is None or then is None:
        return None
    same = same_row(last, PublishedRow(row.id, row.title, row.points, content_hash(row)))
    found = next((one for one in last.rows if one.id == (same or row.id)), None)
    if found is None or found.id not in _settled(then):
        return None
    return Before(last.year, then.points[found.id], found.points, bool(same))


def _settled(unit: PublishedUnit) -> Collection[str]:
    return unit.points.keys() - {*unit.open, *unit.not_applicable}


def only_these(last: Snapshot, rows: Mapping[str, Collection[str]]) -> Snapshot:
    """Return the points that were given to some rows of units, and nothing else."""
    units = tuple(_points_alone(last.units, rows))
    told = {row for one in units for row in one.points}
    kept = tuple(one for one in last.rows if one.id in told)
    return evolve(last, number=0, why="", decision="", left=0, rows=kept, units=units)


def _points_alone(
    units: Iterable[PublishedUnit], rows: Mapping[str, Collection[str]]
) -> Iterable[PublishedUnit]:
    for one in units:
        kept = {row: one.points[row] for row in _settled(one) if row in rows.get(one.code, ())}
        if kept:
            yield PublishedUnit(one.code, one.name, points=dict(sorted(kept.items())))


def read_last_year(folder: Path) -> Snapshot | None:
    """Read last-year.toml of a round's folder; None where there is none.

    Raises what `read_snapshot` raises.
    """
    file = folder / LAST_YEAR
    return read_snapshot(file) if files.is_there(file) else None
