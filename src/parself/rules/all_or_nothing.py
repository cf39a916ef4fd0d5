"""Maximum at or beyond a threshold, else 0."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.errors import Message, say
from parself.rules.amounts import ZERO, Quantity, Share, Worth
from parself.rules.annex import AnnexRule
from parself.rules.bands import paid_for_being_late
from parself.rules.checks import Faults, never_reached, not_above_zero
from parself.rules.expressions import AmountText, literal
from parself.rules.kinds import Rule, Scale, Span
from parself.rules.steps import StepKind, StepValues, as_count, as_rate, step


def _told(values: StepValues, end: Message) -> Message:
    if values["reached"]:
        return say("reaches {end}: {points:points} points", end=end, points=values["points"])
    return say("does not reach {end}: 0 points", end=end)


REACHED_SHARE: Final = StepKind(
    "reached-share", lambda values: _told(values, as_rate(values["threshold"])), is_condition=True
)
REACHED_QUANTITY: Final = StepKind(
    "reached-quantity",
    lambda values: _told(values, as_count(values["threshold"])),
    is_condition=True,
)


class AllOrNothing(Scale):
    """Maximum at or beyond `at`, else 0."""

    at: Decimal

    kind = "all_or_nothing"
    takes = ("share", "quantity", "count")
    annex = (
        AnnexRule("all_or_nothing", "Đạt hoặc không đạt", {"full_at": "at"}, needed=("full_at",)),
    )

    def worth(self, amount: Share | Quantity, maximum: Fraction) -> Worth:
        """Return all points from the threshold on; something that never happened gets none."""
        value = amount.value
        reached = value is not None and value >= Fraction(self.at)
        kind = REACHED_SHARE if isinstance(amount, Share) else REACHED_QUANTITY
        points = maximum if reached else ZERO
        shown = step(kind, threshold=Fraction(self.at), reached=int(reached), points=points)
        return points, (shown,)

    def ends(self) -> Iterator[Fraction]:
        """Yield the threshold."""
        yield Fraction(self.at)

    def thresholds(self, _maximum: Fraction) -> Iterator[tuple[Fraction, bool]]:
        """Yield the threshold."""
        yield Fraction(self.at), False

    def text(self, amount: AmountText, maximum: str) -> str:
        """Return a formula that compares the amount with the threshold."""
        return f"IF({amount.text}>={literal(self.at)},{maximum},0)" if amount.text else "0"

    def problems(self, at: str, rule: Rule) -> Faults:
        """Find a threshold that is always or never reached, or that rewards being late."""
        span, place = rule.measure.span(), f"{at}.at"
        if span.is_days:
            if not rule.is_penalty:
                yield paid_for_being_late(place)
        elif span.least is not None and self.at <= span.least:
            yield not_above_zero(place)
        elif span.greatest is not None and self.at > span.greatest:
            yield never_reached(place, self.at)

    def words(self, span: Span) -> Iterator[Message]:
        """Yield a sentence with the threshold."""
        yield say("full points from {end} on, else 0", end=span.shown(self.at))
