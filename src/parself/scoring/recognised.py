"""How much of what a unit claims was recognised: what its projection is discounted by. Pure."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from parself.assessment.model import Past
from parself.rubric import model as m
from parself.values import Frozen

Pair = tuple[Decimal | None, Decimal | None]
"""Points that were claimed, and those that were appraised."""


class Recognised(Frozen):
    """The points of the rows of which both are known; bonus and penalty stand outside."""

    claimed: Decimal = Decimal(0)
    appraised: Decimal = Decimal(0)
    this_year: bool = False
    """Whether the province told it of this very assessment; else it is last year's."""

    @property
    def share(self) -> Fraction:
        """Appraised ÷ claimed points, at most 1; 1 where not known."""
        if not self.claimed:
            return Fraction(1)
        return min(Fraction(1), Fraction(self.appraised) / Fraction(self.claimed))


def last_years(rubric: m.Rubric, past: Past | None) -> Recognised:
    """Return what was recognised last year."""
    rows = {} if past is None else past.rows
    known = (rows[item.id] for item in rubric.items() if item.id in rows)
    return summed((one.claimed, one.appraised) for one in known)


def summed(pairs: Iterable[Pair], *, this_year: bool = False) -> Recognised:
    """Return what the rows come to of which both are known."""
    both = [(one, two) for one, two in pairs if one is not None and two is not None]
    zero = Decimal(0)
    return Recognised(
        sum((one for one, _ in both), zero), sum((two for _, two in both), zero), this_year
    )
