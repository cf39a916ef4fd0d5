"""What became of a room between two rounds, over the same groups and rows.

Towards the key and towards each other are two figures: where all moved together to a wrong
answer, one of them grows while the other shrinks. Pure.
"""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from parself.values import Frozen, evolve
from parself.workshop.agreement import Agreement, RowResult, distances, mean


class Shift(Frozen):
    """A figure before and after, as shares of the maximum; smaller is nearer."""

    before: Fraction
    after: Fraction

    @property
    def change(self) -> Fraction:
        """How much it grew; below 0 it came nearer."""
        return self.after - self.before


class Moved(StrEnum):
    """What became of a room between two rounds."""

    TO_KEY = "to-key"
    TO_WRONG = "to-wrong"
    """The groups came nearer to each other and no nearer to the key."""
    APART = "apart"
    """Nearer to the key, and no nearer to each other."""
    AWAY = "away"
    STILL = "still"
    """Neither figure has changed."""


class Movement(Frozen):
    """Two rounds over the same groups and rows."""

    groups: int
    rows: int
    to_key: Shift | None
    """Mean difference to the key; None where it is not told, or nobody answered in both."""
    to_each_other: Shift | None
    """Mean gap between groups; None where no row has two such groups."""
    to_wrong: tuple[str, ...] = ()
    """Rows on which they came nearer to each other and farther from the key."""

    @property
    def moved(self) -> Moved | None:
        """Both figures in a word; None where one of them is missing."""
        if self.to_key is None or self.to_each_other is None:
            return None
        key, other = self.to_key.change, self.to_each_other.change
        if not key and not other:
            return Moved.STILL
        if other < 0:
            return Moved.TO_KEY if key < 0 else Moved.TO_WRONG
        return Moved.APART if key < 0 else Moved.AWAY


def movement(before: Agreement, after: Agreement) -> Movement:
    """Compare two rounds over what the same groups answered with points in both."""
    pairs = [
        _common(one, other)
        for one in before.rows
        for other in after.rows
        if one.key.row == other.key.row
    ]
    firsts = [one for one, _other in pairs if one.points]
    seconds = [other for _one, other in pairs if other.points]
    return Movement(
        groups=len({group for row in firsts for group in row.points}),
        rows=len(firsts),
        to_key=_shift(mean(distances(firsts)), mean(distances(seconds))),
        to_each_other=_shift(_mean_gap(firsts), _mean_gap(seconds)),
        to_wrong=tuple(one.key.row for one, other in pairs if _is_to_wrong(one, other)),
    )


def _is_to_wrong(one: RowResult, other: RowResult) -> bool:
    """Say whether a row's groups agree more, on what is farther from the key."""
    off, now_off = mean(distances([one])), mean(distances([other]))
    if None in {one.gap, other.gap, off, now_off}:
        return False
    assert one.gap is not None and other.gap is not None and off is not None and now_off is not None
    return other.gap < one.gap and now_off > off


def _common(one: RowResult, other: RowResult) -> tuple[RowResult, RowResult]:
    both = [group for group in one.points if group in other.points]
    return (
        evolve(one, points={group: one.points[group] for group in both}),
        evolve(other, points={group: other.points[group] for group in both}),
    )


def _mean_gap(rows: Iterable[RowResult]) -> Fraction | None:
    return mean(gap for row in rows if (gap := row.gap_share) is not None)


def _shift(before: Fraction | None, after: Fraction | None) -> Shift | None:
    return None if before is None or after is None else Shift(before, after)
