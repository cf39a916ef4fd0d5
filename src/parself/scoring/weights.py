"""What a point of a row counts for, where rows of its section do not apply. Pure.

A rubric says what becomes of the points of a row that does not apply: they leave the maximum
("shrink"), the rest of the section counts as the whole section ("rescale"), or they go to its
other rows in equal parts ("share"). The last two give every other row of the section a weight,
exactly. Rows keep their own points, rounded once; what they come to in their section is added
with the weights and rounded once, so that full points of all that applies are the section's.
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from parself.numerals import round_half_up
from parself.rubric import model as m
from parself.values import Frozen

_ONE = Fraction(1)


class Section(Frozen):
    """A section of which some rows do not apply, while its others count for the whole."""

    part: m.Group
    how: m.Away
    weights: Mapping[str, Fraction]
    """What a point of each row that applies counts for."""
    maximum: Decimal
    """What the section counts for all the same."""
    applying: Decimal
    """The points of the rows that apply."""


class Weights(Frozen):
    """The sections in which rows count for more than their own points."""

    step: Decimal
    sections: tuple[Section, ...] = ()

    def of(self, row_id: str) -> Fraction:
        """Return what a point of a row counts for."""
        found = (one.weights[row_id] for one in self.sections if row_id in one.weights)
        return next(found, _ONE)

    def section_of(self, rubric: m.Rubric, row_id: str) -> Section | None:
        """Return the section of a row whose rows count for it; None where there is none."""
        part = rubric.section_of(row_id)
        return next((one for one in self.sections if one.part is part), None)

    def added(self, amounts: Mapping[str, Decimal]) -> Decimal:
        """Add up amounts of rows; those of each section are weighed, and rounded once."""
        if not self.sections:
            return sum(amounts.values(), Decimal(0))
        weighed = {row for one in self.sections for row in one.weights}
        total = sum((one for row, one in amounts.items() if row not in weighed), Decimal(0))
        parts = (_inside(one, amounts) for one in self.sections)
        return total + sum((round_half_up(part, self.step) for part in parts), Decimal(0))

    def exact(self, amounts: Mapping[str, Decimal]) -> Fraction:
        """Add up amounts of rows with their weights, unrounded."""
        if not self.sections:
            return Fraction(sum(amounts.values(), Decimal(0)))
        return sum((Fraction(one) * self.of(row) for row, one in amounts.items()), Fraction(0))


def _inside(section: Section, amounts: Mapping[str, Decimal]) -> Fraction:
    return sum(
        (Fraction(amounts[row]) * w for row, w in section.weights.items() if row in amounts),
        Fraction(0),
    )


def weights_of(rubric: m.Rubric, away: Collection[str], outside: Collection[str] = ()) -> Weights:
    """Return the weights where the rows `away` do not apply.

    Rows `outside` leave the maximum whatever the rubric says, as those of a survey that is not
    held do.
    """
    step = rubric.rounding.item
    if not away or not rubric.sections:
        return Weights(step)
    found = []
    for part, how, rows in rubric.sections:
        counted = [row for row in rows if row.id not in outside]
        gone = [row for row in counted if row.id in away]
        rest = [row for row in counted if row.id not in away and row.points > 0]
        if gone and rest:
            found.append(_section(part, how, rest, gone))
    return Weights(step, tuple(found))


def _section(part: m.Group, how: m.Away, rest: Sequence[m.Item], gone: Sequence[m.Item]) -> Section:
    applying = sum((row.points for row in rest), Decimal(0))
    lost = sum((row.points for row in gone), Decimal(0))
    if how == "share":
        each = Fraction(lost) / len(rest)
        weights = {row.id: 1 + each / Fraction(row.points) for row in rest}
    else:
        factor = Fraction(applying + lost) / Fraction(applying)
        weights = {row.id: factor for row in rest}
    return Section(part, how, weights, applying + lost, applying)
