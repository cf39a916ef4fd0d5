"""What entered values amount to, and what that is worth."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from parself.rules.peers import Peers
from parself.rules.steps import Step
from parself.values import Frozen, field

Value = int | Decimal | bool | date | str
"""An entered value: a count, a number, yes or no, a day, or the id of a level."""
Values = Mapping[str, Value]

ZERO = Fraction(0)
ONE = Fraction(1)


class Points(Frozen):
    """Points that a measure gives directly, without a scale."""

    value: Fraction
    steps: tuple[Step, ...]


class Share(Frozen):
    """A part of a whole; 1 is all. May be above 1 or below 0 where the rule allows it."""

    value: Fraction
    steps: tuple[Step, ...] = ()


class Quantity(Frozen):
    """A count, a number of days, a difference."""

    value: Fraction | None
    """None: never happened, worse than any number (a document that was not issued)."""
    steps: tuple[Step, ...] = ()
    counters: Mapping[str, Fraction] = field(default_factory=dict)
    """The named counters that add up to `value`."""
    is_days: bool = False


Amount = Points | Share | Quantity
Worth = tuple[Fraction, tuple[Step, ...]]
"""Exact points, and the steps that lead from the amount to them."""


class Context(Frozen):
    """What a measure depends on besides the entered values."""

    year: int
    """The year assessed: due dates are relative to it."""
    sub_units: Sequence[str] = ()
    """The unit's communes: the lines of tables."""
    peers: Peers | None = None
    """What all units come to in the row, for rules that compare with them."""


def fraction(value: Value) -> Fraction:
    """Return an entered figure exactly. Raises TypeError for what is no figure."""
    if isinstance(value, (int, Decimal)):
        return Fraction(value)
    raise TypeError(value)


@lru_cache(maxsize=1024)
def of_rubric(figure: Decimal) -> Fraction:
    """Return a figure of a rubric exactly: they are few, and asked for with every answer."""
    return Fraction(figure)


def day(value: Value) -> date:
    """Return an entered day. Raises TypeError for what is no day."""
    if isinstance(value, date):
        return value
    raise TypeError(value)
