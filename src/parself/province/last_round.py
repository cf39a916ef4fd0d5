"""What was appraised last year, row by row: shown beside a claim, and never a reason by itself.

``last-round.toml`` is written once, when a round is made after another, and sealed. It holds the
points of settled rows, each with its maximum and a hash of its rule, so that a row that is another
one today is not compared.
"""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from parself.errors import say
from parself.province.facts import rule_hash
from parself.province.sealed import read_sealed, sealed_bytes
from parself.rubric import model as m
from parself.values import Frozen, evolve, field

LAST_ROUND: Final = "last-round.toml"


class LastRow(Frozen):
    """A row as it was last year."""

    row: str
    maximum: Decimal
    rule: str
    """Short hash of what it asked for and gave."""
    points: Mapping[str, Decimal] = field(default_factory=dict)
    """Appraised points by code of the unit; units whose row was not settled are left out."""


class LastRound(Frozen):
    """Last year's round."""

    year: int
    rows: tuple[LastRow, ...] = ()
    format: int = 1


class Before(Frozen):
    """What a row of a unit was given last year."""

    year: int
    points: Decimal
    maximum: Decimal
    is_comparable: bool
    """Whether the row has the same rule and maximum today."""


def before(last: LastRound | None, unit: str, row: m.Row) -> Before | None:
    """Return what a row of a unit was given last year; None where that is not known."""
    found = next((one for one in last.rows if one.row == row.id), None) if last else None
    if last is None or found is None or unit not in found.points:
        return None
    is_same = (found.rule, found.maximum) == (rule_hash(row), row.points)
    return Before(last.year, found.points[unit], found.maximum, is_same)


def only_these(last: LastRound, rows: Mapping[str, Collection[str]]) -> LastRound:
    """Return what is known of some rows of units, and of no others."""
    return evolve(last, rows=tuple(_kept(last.rows, rows)))


def _kept(last: Iterable[LastRow], rows: Mapping[str, Collection[str]]) -> Iterable[LastRow]:
    for one in last:
        kept = {code: value for code, value in one.points.items() if one.row in rows.get(code, ())}
        if kept:
            yield evolve(one, points=kept)


def read_last_round(folder: Path) -> LastRound | None:
    """Read last-round.toml of a round's folder; None where there is none.

    Raises `DamagedError` for all but what `dump_last_round` gives, and `FileError`.
    """
    way_back = say("Move it away: the round goes on without last year's points.")
    return read_sealed(folder / LAST_ROUND, LastRound, way_back)


def dump_last_round(last: LastRound) -> bytes:
    """Return the bytes of last-round.toml, checksum included."""
    return sealed_bytes(last)
