"""Remarks on a row of a unit, and the agreed ways of scoring a row: what appraisers write.

Both are versions, so nobody's words are ever overwritten. Pure.
"""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from parself.province.decisions import Decision
from parself.province.versions import Version, latest
from parself.text import cleaned, one_line
from parself.values import settle


class Audience(StrEnum):
    """Who reads a remark."""

    INTERNAL = "internal"
    UNIT = "unit"


class Remark(Version, kw_only=True):
    """One version of a remark."""

    unit: str
    row: str
    text: str
    audience: Audience = Audience.INTERNAL
    withdrawn: bool = False
    source: str = ""
    """Key of the automatic remark that was adopted; empty for one written by a person."""

    def __post_init__(self) -> None:
        settle(self, cleaned, "text")
        settle(self, one_line, "source")
        super().__post_init__()


class Way(Version, kw_only=True):
    """One version of an agreed way of scoring (cách chấm thống nhất): a case and its points."""

    row: str
    number: int
    """Number among the ways of the row, from 1; decisions cite it."""
    case: str
    points: Decimal
    reason: str = ""
    withdrawn: bool = False

    def __post_init__(self) -> None:
        settle(self, cleaned, "case", "reason")
        super().__post_init__()


def standing_remarks(
    remarks: Iterable[Remark], gone: Collection[str] = ()
) -> Mapping[tuple[str, str], tuple[Remark, ...]]:
    """Return the remarks that stand, by unit and row, the earliest first."""
    return latest(
        remarks, lambda one: (one.unit, one.row), ends=lambda one: one.withdrawn, gone=gone
    )


def standing_ways(ways: Iterable[Way], gone: Collection[str] = ()) -> Mapping[str, tuple[Way, ...]]:
    """Return the agreed ways that stand, by row, in the order of their numbers."""
    found = latest(ways, lambda one: one.row, ends=lambda one: one.withdrawn, gone=gone)
    return {row: tuple(sorted(known, key=lambda one: one.number)) for row, known in found.items()}


def reason_of(decision: Decision, ways: Iterable[Way]) -> tuple[str, str]:
    """Return the reason of a decision as the unit reads it, and the agreed case that it cites.

    `ways` are those of its row.
    """
    way = next((one for one in ways if one.number == decision.way), None)
    return (decision.reason, "") if way is None else (decision.reason or way.reason, way.case)
