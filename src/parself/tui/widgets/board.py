"""Figures of a score in short, and the areas with how far each is."""

from decimal import Decimal

from parself import numerals


def percent(index: Decimal | None) -> str:
    """Return an index in percent, or a dash while it is not known."""
    return "–" if index is None else numerals.show_decimal(index) + "%"


def points(value: Decimal | None) -> str:
    """Return points with two decimals, or a dash while there are none."""
    return "–" if value is None else numerals.show_decimal(value)
