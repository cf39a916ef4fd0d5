"""Maximum at or beyond a threshold, else 0."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Final

from parself.errors import Message, say
from parself.rules.amounts import ZERO, Amount, Share, StepKind, StepValues, Worth, step
from parself.rules.annex import AnnexRule
from parself.rules.bands import paid_for_being_late
from parself.rules.checks import Faults, never_reached, not_above_zero
from parself.rules.expressions import AmountText, literal
from parself.rules.kinds import Rule, Scale, Span, measured


def _share_told(values: StepValues) -> Message:
    told = say("does not reach {threshold:rate}: 0 points")
    if values["reached"]:
        told = say("reaches {threshold:rate}: {points:points} points")
    return Message(told.id, values)


def _quantity_told(values: StepValues) -> Message:
    told = say("does not reach {threshold:count}: 0 points")
    if values["reached"]:
        told = say("reaches {threshold:count}: {points:points} points")
    return Message(told.id, values)


REACHED_SHARE: Final = StepKind("reached-share", _share_told, is_condition=True)
REACHED_QUANTITY: Final = StepKind("reached-quantity", _quantity_told, is_condition=True)


class AllOrNothing(Scale):
    """Maximum at or beyond `at`, else 0."""

    at: Decimal

    kind: ClassVar[str] = "all_or_nothing"
    annex: ClassVar[tuple[AnnexRule, ...]] = (
        AnnexRule("all_or_nothing", "Đạt hoặc không đạt", {"full_at": "at"}, needed=("full_at",)),
    )

    def fits(self, span: Span) -> bool:
        """Accept shares and quantities."""
        return span.gives != "points"

    def worth(self, amount: Amount, maximum: Fraction) -> Worth:
        """Return all points from the threshold on; something that never happened gets none."""
        value = measured(amount).value
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
        if span.gives == "share":
            yield say("full points from {at:rate} on, else 0", at=self.at)
        else:
            yield say("full points from {at:count} on, else 0", at=self.at)
