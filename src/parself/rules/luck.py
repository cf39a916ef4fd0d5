"""How well an invented unit does in a row, and the dice that its figures are rolled with.

A practice province is filled in with invented answers. Each measure says for itself which
values do so well (`Measure.invented`).
"""

from collections.abc import Sequence
from enum import IntEnum
from fractions import Fraction
from typing import Final, Protocol, TypeVar

_T = TypeVar("_T")
_PERCENT: Final = Fraction(1, 100)


class Result(IntEnum):
    """How well a unit does in one row."""

    LITTLE = 0
    PARTLY = 1
    FULL = 2


class Luck(Protocol):
    """What is rolled for one row of one unit."""

    def roll(self, what: str, least: int, most: int) -> int:
        """Return a number from `least` to `most`, the same one for the same `what`."""

    def whole(self, what: str) -> int:
        """Return a whole of the size that is usual in this row; above 0."""


def picked(result: Result, best_first: Sequence[_T]) -> _T:
    """Return the best, one between, or the worst; without one between, the best."""
    places = {Result.FULL: 0, Result.PARTLY: (len(best_first) - 1) // 2, Result.LITTLE: -1}
    return best_first[places[result]]


def lucky_share(result: Result, luck: Luck, low: Fraction, full: Fraction) -> Fraction:
    """Return a share at `full` or a little beyond, between `low` and `full`, or under `low`."""
    match result:
        case Result.FULL:
            return min(max(full, Fraction(1)), full * (1 + luck.roll("share", 0, 5) * _PERCENT))
        case Result.PARTLY:
            return low + (full - low) * luck.roll("share", 45, 96) * _PERCENT
        case Result.LITTLE:
            return low * (1 - luck.roll("share", 2, 9) * _PERCENT)
