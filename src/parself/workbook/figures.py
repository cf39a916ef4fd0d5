"""Numbers of a workbook: Excel keeps binary fractions, and shows fifteen digits of them.

What a cell shows is what was meant. This module alone turns it into exact numbers and says which
numbers a cell can hold.
"""

from decimal import Decimal
from typing import Final

from parself.errors import Problem, say

_DIGITS: Final = 15
MADE_A_DATE: Final = Problem(
    say("Excel has turned the number into a date."),
    todo=say("Format the cell as a number, and type it again."),
)


def exact(number: float) -> Decimal:
    """Return the number that Excel shows for a binary fraction: 0.1 is 0,1."""
    shown = Decimal(f"{number:.{_DIGITS}g}")
    # Not by quantize: a large number has more digits than a context gives.
    return Decimal(int(shown)) if shown == shown.to_integral_value() else shown


def is_kept(number: Decimal) -> bool:
    """Say whether a cell keeps a number exactly."""
    return exact(float(number)) == number


def a_truth(value: object) -> Problem:
    """Return why a cell that holds true or false is not read as a figure or a text."""
    what = say("The cell holds {truth}, Excel's word for true or false.", truth=str(value).upper())
    return Problem(what, todo=say("Type what is meant."))
