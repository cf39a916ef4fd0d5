"""Better places of a row, as values: what would have to differ, and what that would be worth."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction

from parself.rules.amounts import ZERO
from parself.values import Frozen, evolve


class Move(StrEnum):
    """In which direction a figure would have to differ."""

    MORE = "more"
    FEWER = "fewer"
    EARLIER = "earlier"
    LEVEL = "level"
    PART = "part"
    ISSUE = "issue"
    """A document that was never issued."""
    REACH = "reach"
    """A share of something not begun, or of opinions."""
    POINTS = "points"
    """Points that are entered directly."""


class Rung(Frozen):
    """A better place for one row: what would have to differ, and what it would be worth."""

    move: Move
    label: str
    """Which figure, level or part."""
    amount: Fraction | None
    """By how much the figure would have to differ; None for a level or a part."""
    unit: str
    points: Fraction
    """Exact points of the row there."""
    gain: Fraction = ZERO
    """Points above the present ones; of a penalty, below them."""
    threshold: Fraction | None = None
    """Share or quantity at which the rung begins."""
    by: date | None = None
    """The last day on which it can be reached."""
    together: tuple["Rung", ...] = ()
    """What it consists of, where several parts have to differ."""


def selected(singles: Sequence[Rung], points: Callable[[Fraction], Fraction]) -> Iterator[Rung]:
    """Yield the one that gains most, the two that gain most, and so on, in the rubric's order."""
    ranked = sorted(range(len(singles)), key=lambda at: -abs(singles[at].gain))
    for count in range(1, len(ranked) + 1):
        chosen = [singles[at] for at in sorted(ranked[:count])]
        yield together(chosen, points(sum((one.gain for one in chosen), ZERO)))


def together(chosen: Sequence[Rung], points: Fraction) -> Rung:
    """Return several parts as one rung that is worth so many points."""
    if len(chosen) == 1:
        return evolve(chosen[0], points=points)
    label = "; ".join(one.label for one in chosen)
    return Rung(chosen[0].move, label, None, "", points, together=tuple(chosen))
