"""Thin bars: how far something is, and between what it lies."""

from decimal import Decimal

from textual.content import Content

from parself.tui.widgets.colours import FAINT, OURS
from parself.tui.widgets.plain import plain
from parself.words.signs import Signs


def thin_bar(filled: float, width: int, style: str, *, signs: Signs) -> Content:
    """Return a thin bar, `filled` between 0 and 1 in the colour, the rest faint.

    It is full only where nothing is missing.
    """
    full = round(max(0.0, min(1.0, filled)) * width)
    if full == width and filled < 1:
        full = width - 1
    return plain((signs.bar * full, style), (signs.rest * (width - full), FAINT))


def range_bar(
    low: Decimal,
    high: Decimal,
    at: Decimal,
    width: int,
    *,
    most: Decimal = Decimal(100),
    signs: Signs,
) -> Content:
    """Return a bar from 0 to `most` with a range on it, and a dot where we are."""

    def cell(value: Decimal) -> int:
        return min(width - 1, max(0, int(value / (most or 1) * width)))

    first, last, here = cell(low), cell(high), cell(at)
    pieces = []
    for place in range(width):
        in_range = first <= place <= last
        sign = signs.dot if place == here else signs.bar
        pieces.append((sign, OURS if in_range or place == here else FAINT))
    return plain(*pieces)
