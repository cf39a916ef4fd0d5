"""Pieces of Excel formulas: amounts as text over cells, numbers, texts and conditions.

Spreadsheets count in binary fractions, so that 0,57 ÷ 0,6 may fall just short of 95 %: what is
compared or rounded is first rounded to twelve decimals. Products come before quotients, so that
little is lost at all.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.rules.amounts import Values
from parself.values import Frozen, field

Refer = Callable[[str], str]
"""From a field's key to how a formula refers to its cell."""

GUARD: Final = 12
"""Decimals to which a figure is rounded before it is compared."""


class Sheet(Frozen):
    """How a formula refers to what it counts with."""

    cell: Refer
    """To an entered value."""
    block: Refer
    """To one column of a table: ``part``, ``whole``, ``passes``."""
    maximum: str
    """To the row's maximum."""


class PointsText(Frozen):
    """The measure itself gives points."""

    text: str


class ShareText(Frozen):
    """A part of a whole, as what is divided and what it is divided by."""

    over: str
    under: str = "1"

    @property
    def text(self) -> str:
        """The share itself, safe to compare with a threshold."""
        return f"ROUND({self.over}/({self.under}),{GUARD})"

    def of(self, maximum: str, divided_by: Decimal | None = None) -> str:
        """Return so much of the maximum, between nothing and all of it."""
        under = self.under if divided_by is None else f"({self.under})*{literal(divided_by)}"
        return f"MAX(0,MIN({maximum},{maximum}*({self.over})/({under})))"


class QuantityText(Frozen):
    """A count, a number of days, a difference; "" is what never happened."""

    text: str
    counters: Mapping[str, str] = field(default_factory=dict)


AmountText = PointsText | ShareText | QuantityText


def literal(value: Decimal | Fraction | int) -> str:
    """Return a number as a formula holds it."""
    if isinstance(value, Fraction):
        return f"({value.numerator}/{value.denominator})"
    return f"{Decimal(value):f}"


def quoted(text: str) -> str:
    """Return a text as a formula holds it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def decimals(values: Values) -> int:
    """Return with how many decimals a difference is told: those entered, two at least."""
    exponents = (v.as_tuple().exponent for v in values.values() if isinstance(v, Decimal))
    return max([2, *(-one for one in exponents if isinstance(one, int))])


def ratio_of(cell: Refer, prefix: str = "") -> ShareText:
    """Return part by whole."""
    return ShareText(cell(f"{prefix}part"), cell(f"{prefix}whole"))


def share_conditions(prefix: str, cell: Refer, *, may_exceed: bool) -> Iterator[str]:
    """Yield what holds between a part and its whole."""
    part, whole = cell(f"{prefix}part"), cell(f"{prefix}whole")
    yield f"{whole}>0"
    if not may_exceed:
        yield f"{part}<={whole}"
