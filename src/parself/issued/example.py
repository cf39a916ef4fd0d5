"""A worked example of a row's rule: figures that somebody could enter, and what they are worth."""

from decimal import Decimal
from typing import Final
from zlib import crc32

from parself.numerals import round_half_up
from parself.rubric import model as m
from parself.rules.amounts import Context, Values
from parself.rules.kinds import amount_of, invented, worth
from parself.rules.luck import Result
from parself.values import Frozen

_USUAL: Final = 40
_VILLAGES: Final = ("Đơn vị A", "Đơn vị B")


class Example(Frozen):
    """Entered values and their points."""

    values: Values
    points: Decimal


class _Dice:
    """Figures that follow from the row's id, so that the same annex gives the same example."""

    def __init__(self, row_id: str) -> None:
        self._row_id = row_id

    def roll(self, what: str, least: int, most: int) -> int:
        """Return a number from `least` to `most`."""
        return least + crc32(f"{self._row_id} {what}".encode()) % (most - least + 1)

    def whole(self, what: str) -> int:
        """Return a whole of a usual size."""
        return self.roll(what, _USUAL, 3 * _USUAL)


def worked(row: m.Row, year: int) -> Example:
    """Return an example that earns some of the points where the rule has anything between."""
    context = Context(year, _VILLAGES)
    values = invented(row, Result.PARTLY, _Dice(row.id), context)
    points, _ = worth(row, amount_of(row, values, context))
    return Example(values, round_half_up(points))
