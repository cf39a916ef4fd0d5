"""What a correction (đính chính) moves: one publication set against the one before it. Pure.

A unit is named where anything published of it differs: points of a row, self-assessed points,
index, place, class, or why it has no place. Nothing is said of a unit of which nothing differs.
"""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from parself.province.board import ZERO
from parself.province.snapshot import PublishedUnit, Snapshot
from parself.values import Frozen


class RowMove(Frozen):
    """One row of a unit that counts differently."""

    row: str
    before: Decimal | None
    """Points that counted; None where the row did not apply to the unit or was not known."""
    after: Decimal | None
    claimed: Decimal | None = None
    """Claimed points of the hand-in that counts now."""
    reason: str = ""
    """Why, as the unit may read it; empty where nothing was written."""
    is_open: bool = False
    """Whether it is not decided any more, and counts as claimed."""

    @property
    def is_given(self) -> bool:
        """Whether the claimed points were accepted."""
        return not self.is_open and self.after is not None and self.after == self.claimed


class UnitMove(Frozen):
    """One unit of which something moves."""

    before: PublishedUnit
    after: PublishedUnit
    rows: tuple[RowMove, ...]

    @property
    def code(self) -> str:
        """Its code."""
        return self.after.code

    @property
    def is_by_others(self) -> bool:
        """Whether its place moves only because points of other units did."""
        then, now = self.before, self.after
        return not self.rows and then.index == now.index and None not in {then.place, now.place}


class Correction(Frozen):
    """What moves between two publications of one round."""

    before: Snapshot
    after: Snapshot
    units: tuple[UnitMove, ...]
    """In the order of the later one: by place, then those without one."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the units that are named."""
        return tuple(one.code for one in self.units)

    @property
    def moves_ranked(self) -> bool:
        """Whether another number of units has a place: then every place is one of others."""
        return len(self.before.ranked) != len(self.after.ranked)


def correction(before: Snapshot, after: Snapshot) -> Correction:
    """Return the changes from one publication to a later one of the same round."""
    ordered = (*after.ranked, *after.unranked)
    moves = (unit_move(before, after, one.code) for one in ordered)
    return Correction(before, after, tuple(one for one in moves if one is not None))


def unit_move(before: Snapshot, after: Snapshot, code: str) -> UnitMove | None:
    """Return the changes of a unit; None where there are none."""
    then, now = (one.unit(code) or PublishedUnit(code, "") for one in (before, after))
    rows = tuple(_rows(then, now))
    # What a claim comes to among all units moves with theirs: it is no claim of another size.
    compared = {*before.peers, *after.peers}
    is_same = _published(then, compared) == _published(now, compared)
    return UnitMove(then, now, rows) if rows or not is_same else None


def _published(unit: PublishedUnit, compared: Collection[str]) -> tuple[object, ...]:
    claimed = unit.claimed
    if claimed is not None:
        claimed -= sum((unit.claims.get(row, ZERO) for row in compared), ZERO)
    return unit.index, unit.place, unit.band, unit.why, claimed


def _rows(then: PublishedUnit, now: PublishedUnit) -> Iterator[RowMove]:
    before, after = _counted(then), _counted(now)
    for row in dict.fromkeys((*after, *before)):
        if before.get(row) != after.get(row):
            claimed, reason = now.claims.get(row), now.reasons.get(row, "")
            is_open = row in now.open
            yield RowMove(row, before.get(row), after.get(row), claimed, reason, is_open)


def _counted(unit: PublishedUnit) -> Mapping[str, Decimal]:
    """Return the points that count, of the rows that apply."""
    return {row: one for row, one in unit.points.items() if row not in unit.not_applicable}
