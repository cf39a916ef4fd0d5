"""Thin bars: how far something is, between what it lies, won and lost; and a small curve."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from textual.content import Content

from parself.tui.widgets.colours import BARS, DONE, FAINT, MUTED, OURS, WRONG
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


def two_sided(
    value: Decimal | Fraction | None, most: Decimal | Fraction, half: int, *, signs: Signs
) -> Content:
    """Return a bar left of a middle line for what is lost, right of it for what is won.

    `most` fills `half` the bar; what is not nothing takes a cell at least.
    """
    share = abs(float(value) / float(most)) if value and most else 0.0
    size = min(half, max(1, round(share * half))) if share else 0
    left, right = (size, 0) if value and value < 0 else (0, size)
    return plain(
        " " * (half - left),
        (signs.bar * left, WRONG),
        (signs.upright, MUTED),
        (signs.bar * right, DONE),
        " " * (half - right),
    )


def curve(values: Sequence[Decimal], height: int, *, signs: Signs) -> list[Content]:
    """Return a curve in lines, the topmost first: a column for each value, the last is ours.

    It goes from the least value to the greatest; a column of the least is one step high.
    """
    if not values:
        return []
    low, high, steps = min(values), max(values), len(signs.levels)
    span = (high - low) or Decimal(1)
    heights = [1 + round(float((one - low) / span) * (height * steps - 1)) for one in values]
    rows = []
    for line in reversed(range(height)):
        filled = [max(0, min(steps, one - line * steps)) for one in heights]
        drawn = "".join(signs.levels[one - 1] if one else " " for one in filled)
        rows.append(plain((drawn[:-1], BARS), (drawn[-1], OURS)))
    return rows
