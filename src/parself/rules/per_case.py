"""Points for each case, up to the row's maximum."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final

from parself.errors import Message, say
from parself.rules.amounts import Quantity, Share, Worth
from parself.rules.annex import AnnexRule
from parself.rules.checks import Faults, not_above_zero, points_faults
from parself.rules.expressions import AmountText, literal
from parself.rules.kinds import Rule, Scale, Span
from parself.rules.steps import StepKind, step

CASES: Final = 50
"""Most single cases that are told apart, of what is worth so much each."""
PER_CASE: Final = StepKind(
    "per-case",
    say("{count:count} × {each:points}, at most {maximum:points} = {points:points} points"),
)


class PerCase(Scale):
    """Points for each case, up to the row's maximum."""

    each: Decimal

    kind = "per_case"
    takes = ("count",)
    annex = (AnnexRule("per_case", "Điểm mỗi trường hợp", {"each": "each"}, needed=("each",)),)

    def worth(self, amount: Share | Quantity, maximum: Fraction) -> Worth:
        """Return points for each case, at most the maximum."""
        if not isinstance(amount, Quantity) or amount.value is None:
            raise TypeError(amount)
        each, count = Fraction(self.each), amount.value
        points = min(maximum, each * count)
        shown = step(PER_CASE, count=count, each=each, points=points, maximum=maximum)
        return points, (shown,)

    def thresholds(self, maximum: Fraction) -> Iterator[tuple[Fraction, bool]]:
        """Yield every number of cases up to the one that reaches the maximum."""
        cases = ceil(maximum / Fraction(self.each))
        yield from ((Fraction(case), False) for case in range(1, cases + 1)[:CASES])
        yield Fraction(cases), False

    def text(self, amount: AmountText, maximum: str) -> str:
        """Return the product as a formula."""
        return f"MIN({maximum},{literal(self.each)}*({amount.text}))"

    def problems(self, at: str, rule: Rule) -> Faults:
        """Find a case worth nothing, or more than the row."""
        if self.each <= 0:
            yield not_above_zero(f"{at}.each")
        else:
            yield from points_faults(f"{at}.each", self.each, rule.points)

    def can_reach(self, maximum: Decimal, span: Span) -> bool:
        """Say whether enough cases are possible to reach the maximum."""
        return span.greatest is None or span.greatest * self.each >= maximum

    def words(self, _span: Span) -> Iterator[Message]:
        """Yield a sentence with the points of a case; the amount is always a count."""
        yield say("{each:points} points per case", each=self.each)
