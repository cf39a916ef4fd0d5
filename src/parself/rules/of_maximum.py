"""Points as a rubric states them: a number, or a part of the row's maximum ("1/2 điểm tối đa").

A part is kept as two whole numbers, so that a third is a third: it becomes points only where a
row is scored, and is rounded there, once.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.errors import Message, Problem, say
from parself.rules.amounts import of_rubric
from parself.rules.checks import Faults, points_faults
from parself.rules.expressions import literal
from parself.rules.steps import StepValue, StepValues
from parself.values import Frozen

PARTS_MOST: Final = 1_000
"""Most parts into which a maximum is cut."""


_PART: Final = re.compile(r"([0-9]{1,4})/([1-9][0-9]{0,3})", re.ASCII)


class OfMaximum(Frozen):
    """A part of the row's maximum: 1 of 3 is a third of it."""

    parts: int
    of: int

    @property
    def share(self) -> Fraction:
        """The part, exactly."""
        return Fraction(self.parts, self.of)

    @property
    def text(self) -> str:
        """The part as people write it: 1/3."""
        return f"{self.parts}/{self.of}"


PointsStated = Decimal | OfMaximum
"""Points of a level, a part or a band."""


def read_part(written: object) -> OfMaximum | None:
    """Return a part as a file writes it, 0.5 or "1/3"; None for what is no part."""
    if isinstance(written, str):
        found = _PART.fullmatch(written)
        return _lowest(Fraction(int(found[1]), int(found[2]))) if found else None
    if isinstance(written, bool) or not isinstance(written, int | Decimal):
        return None
    return _lowest(Fraction(written))


def _lowest(share: Fraction) -> OfMaximum:
    return OfMaximum(share.numerator, share.denominator)


def exact_points(stated: PointsStated, maximum: Decimal | Fraction) -> Fraction:
    """Return stated points exactly."""
    if isinstance(stated, OfMaximum):
        return Fraction(maximum) * stated.share
    return of_rubric(stated)


def points_text(stated: PointsStated, maximum: str) -> str:
    """Return stated points as a formula; the product comes before the quotient."""
    if isinstance(stated, OfMaximum):
        return f"{maximum}*{stated.parts}/{stated.of}"
    return literal(stated)


def points_told(stated: PointsStated) -> Message:
    """Return how stated points read inside a sentence."""
    if isinstance(stated, OfMaximum):
        return say("{part} of the maximum", part=stated.text)
    return say("{points:points} points", points=stated)


def stated_faults(at: str, stated: PointsStated, maximum: Decimal) -> Faults:
    """Find points below 0 or above the row's points, or a part that is no part."""
    if not isinstance(stated, OfMaximum):
        yield from points_faults(at, stated, maximum)
    elif not (1 <= stated.of <= PARTS_MOST and 0 <= stated.share <= 1):
        what = say("{part} is no part of the maximum.", part=stated.text)
        yield Problem(what, at, say("Write 0 to 1, as 0.5 or as “1/3”."))


def points_values(stated: PointsStated, maximum: Decimal | Fraction) -> dict[str, StepValue]:
    """Return the figures of a step that leads to stated points."""
    points = exact_points(stated, maximum)
    if isinstance(stated, OfMaximum):
        return {"points": points, "part": stated.text, "maximum": Fraction(maximum)}
    return {"points": points}


def worth_told(values: StepValues) -> Message:
    """Return how the points of such a step read: with the product, where they are a part."""
    if "part" in values:
        return say(
            "{part} × {maximum:points} = {points:points} points",
            part=values["part"],
            maximum=values["maximum"],
            points=values["points"],
        )
    return say("{points:points} points", points=values["points"])
