"""Two rules that compare units, scored by hand for all units at once, from the text of the rules.

Part of the oracle: it must not import `parself.scoring` or `parself.rules` (see `oracle.district`).
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

CENT = Decimal("0.01")
TARGET, AT_TARGET, MOST = Fraction(100), Fraction(5), Fraction(10)


def at_the_mean(units: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """Two points at or above the mean of all units, as it is printed; none below."""
    exact = sum(map(Fraction, units.values()), start=Fraction(0)) / len(units)
    mean = _printed(exact)
    return {unit: Decimal(2) if own >= mean else Decimal(0) for unit, own in units.items()}


def up_to_the_leader(units: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """Ten points for the best unit, five at the target of 100, between them by the excess."""
    leader = Fraction(max(units.values()))
    return {unit: _printed(_one(Fraction(own), leader)) for unit, own in units.items()}


def _one(own: Fraction, leader: Fraction) -> Fraction:
    excess, most = own - TARGET, leader - TARGET
    if excess < 0:
        return AT_TARGET * own / TARGET
    if most <= 0:
        return AT_TARGET
    return AT_TARGET + excess / most * (MOST - AT_TARGET)


def _printed(exact: Fraction) -> Decimal:
    """Return a figure with two decimals, half up."""
    whole, rest = divmod(exact.numerator * 100, exact.denominator)
    return Decimal(whole + (2 * rest >= exact.denominator)) * CENT
