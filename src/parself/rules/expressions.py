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
from parself.rules.entered import Pair
from parself.rules.peers import Peers
from parself.values import Frozen, field

Refer = Callable[[str], str]
"""From a field's key to how a formula refers to its cell."""

GUARD: Final = 12
"""Decimals to which a figure is rounded before it is compared."""


class Sheet(Frozen):
    """How a formula refers to the cells of a row."""

    cell: Refer
    """To an entered value."""
    block: Refer
    """To one column of a table: ``part``, ``whole``, ``passes``."""
    maximum: str
    """To the row's maximum."""
    peers: Peers | None = None
    """What all units come to in the row."""


class AmountText(Frozen):
    """An amount as a formula: points, a quantity, or, with a divisor, a share."""

    over: str
    """The figure, or the dividend of a share; "" for what never happened."""
    under: str = ""
    counters: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The amount; a share is rounded to 12 decimals so that it can be compared."""
        return f"ROUND({self.over}/({self.under}),{GUARD})" if self.under else self.over

    def of(self, maximum: str, divided_by: Decimal | None = None) -> str:
        """Return maximum × share as a formula, held between 0 and the maximum."""
        under = self.under or "1"
        if divided_by is not None:
            under = f"({under})*{literal(divided_by)}"
        return f"MAX(0,MIN({maximum},{maximum}*({self.over or '0'})/({under})))"


def literal(value: Decimal | Fraction | int) -> str:
    """Return a number as written in a formula."""
    if isinstance(value, Fraction):
        return f"({value.numerator}/{value.denominator})"
    return f"{Decimal(value):f}"


def quoted(text: str) -> str:
    """Return a text in quotation marks as written in a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def decimals(values: Values) -> int:
    """Return the decimals of a difference: as many as were entered, at least two."""
    exponents = (v.as_tuple().exponent for v in values.values() if isinstance(v, Decimal))
    return max([2, *(-one for one in exponents if isinstance(one, int))])


def ratio_of(cell: Refer, prefix: str = "") -> AmountText:
    """Return the share of the cells `part` and `whole`."""
    return AmountText(cell(f"{prefix}part"), cell(f"{prefix}whole"))


def pair_conditions(pair: Pair, cell: Refer) -> Iterator[str]:
    """Yield the conditions between a part and its whole, as formulas."""
    if pair.divides:
        yield f"{cell(pair.whole)}>0"
        if not pair.may_exceed:
            yield f"{cell(pair.part)}<={cell(pair.whole)}"
