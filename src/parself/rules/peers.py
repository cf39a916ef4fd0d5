"""What is known of the figures of all units, for rules whose points depend on them.

It is handed to a rule from outside: by the round, once the figures are there, or by the unit's own
folder as an assumption. Points that rest on anything but a closed round are provisional (tạm tính).
"""

from enum import StrEnum
from fractions import Fraction

from parself.values import Frozen


class Origin(StrEnum):
    """Where the figure comes from."""

    ENTERED = "entered"
    """The unit's own estimate."""
    LAST_YEAR = "last-year"
    """Published for the year before."""
    ROUND = "round"
    """Computed from the units of a round that goes on."""
    CLOSED = "closed"
    """Computed from the units of a closed round."""


class Peers(Frozen):
    """The figure that a unit's own is set against: the mean of all units, or the best one."""

    figure: Fraction
    origin: Origin
    units: int = 0
    """How many units' figures it is made of; 0 where that is not known."""
    of: int = 0
    """How many units there are."""

    @property
    def is_assumed(self) -> bool:
        """Whether it is an assumption of the unit's desk, and not made of this year's figures."""
        return self.origin in {Origin.ENTERED, Origin.LAST_YEAR}

    @property
    def is_provisional(self) -> bool:
        """Whether it may still change."""
        return self.origin is not Origin.CLOSED
