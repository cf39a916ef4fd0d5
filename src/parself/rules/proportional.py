"""Maximum × share, with cut-offs: "từ 80% trở lên: tính theo tỷ lệ, dưới 80%: 0 điểm"."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.errors import Message, Problem, say
from parself.numerals import round_half_up
from parself.rules.amounts import ONE, ZERO, Quantity, Share, Worth, of_rubric
from parself.rules.annex import AnnexRule
from parself.rules.checks import Faults, below_zero, share_end_faults
from parself.rules.expressions import AmountText, literal
from parself.rules.kinds import Rule, Scale, Span
from parself.rules.steps import Step, StepKind, StepValues, exact, step


def _product_told(values: StepValues) -> Message:
    """Show as many decimals of the share as it takes to reproduce the points by hand."""
    maximum, share = exact(values, "maximum"), exact(values, "share")
    shown = Fraction(round_half_up(share, Decimal("0.0001")))
    said = say("{maximum:points} × {share:longpercent} = {points:points} points")
    if round_half_up(maximum * shown) == round_half_up(maximum * share):
        said = say("{maximum:points} × {share:percent} = {points:points} points")
    return Message(said.id, values)


BELOW_CUT_OFF: Final = StepKind(
    "below-cut-off", say("under {threshold:rate}: 0 points"), is_condition=True
)
PROPORTIONAL_FROM: Final = StepKind(
    "proportional-from", say("from {threshold:rate} on: proportional"), is_condition=True
)
FULL_FROM: Final = StepKind(
    "full-from",
    say("from {threshold:rate} on: full marks, {points:points} points"),
    is_condition=True,
)
TARGET: Final = StepKind(
    "target", say("{reached:percent} of the target of {target:rate}"), is_condition=True
)
FROM_ZERO: Final = StepKind(
    "from-zero", say("rising from {low:rate} to {high:rate}: {reached:percent}"), is_condition=True
)
HELD: Final = StepKind("held", say("counts as {share:rate}"), is_condition=True)
PRODUCT: Final = StepKind("product", _product_told)


class Proportional(Scale):
    """Maximum × share, with cut-offs. All figures are shares (0.8 is 80 %)."""

    zero_below: Decimal | None = None
    full_at: Decimal | None = None
    target: Decimal | None = None
    """Maximum × min(1, share ÷ target)."""
    from_zero: bool = False
    """Straight from 0 at `zero_below` to the maximum at `full_at`."""

    kind = "proportional"
    takes = ("share",)
    annex = (
        AnnexRule(
            "proportional",
            "Tính theo tỷ lệ",
            {key: key for key in ("zero_below", "full_at", "target", "from_zero")},
        ),
    )

    def worth(self, amount: Share | Quantity, maximum: Fraction) -> Worth:
        """Return maximum × share; 0 below the cut-off, the maximum from `full_at` on."""
        if not isinstance(amount, Share):
            raise TypeError(amount)
        share = amount.value
        if self.zero_below is not None and share < of_rubric(self.zero_below):
            return ZERO, (step(BELOW_CUT_OFF, threshold=self.zero_below),)
        if self.full_at is not None and share >= of_rubric(self.full_at):
            return maximum, (step(FULL_FROM, threshold=self.full_at, points=maximum),)
        steps: list[Step] = []
        if self.zero_below is not None:
            steps.append(step(PROPORTIONAL_FROM, threshold=self.zero_below))
        factor = share
        if self.target is not None:
            factor = share / of_rubric(self.target)
            steps.append(step(TARGET, target=self.target, reached=factor))
        if self.from_zero:
            low, high = Fraction(self.zero_below or 0), Fraction(self.full_at or 1)
            factor = (share - low) / (high - low)
            steps.append(step(FROM_ZERO, low=low, high=high, reached=factor))
        points, shown = product(maximum, factor)
        return points, (*steps, *shown)

    def ends(self) -> Iterator[Fraction]:
        """Yield the cut-offs."""
        yield from (Fraction(end) for end in (self.zero_below, self.full_at) if end is not None)

    def thresholds(self, _maximum: Fraction) -> Iterator[tuple[Fraction, bool]]:
        """Yield the cut-off and the share of full marks."""
        if self.zero_below is not None:
            yield Fraction(self.zero_below), False
        yield Fraction(self.full_at or self.target or 1), False

    def text(self, amount: AmountText, maximum: str) -> str:
        """Return the points as a formula."""
        points = amount.of(maximum, self.target)
        if self.from_zero:
            low, high = self.zero_below or Decimal(0), self.full_at or Decimal(1)
            above = f"({amount.over}-{literal(low)}*({amount.under}))"
            points = AmountText(above, f"({amount.under})*{literal(high - low)}").of(maximum)
        if self.full_at is not None:
            points = f"IF({amount.text}>={literal(self.full_at)},{maximum},{points})"
        if self.zero_below is not None:
            points = f"IF({amount.text}<{literal(self.zero_below)},0,{points})"
        return points

    @property
    def _top(self) -> Decimal:
        """The share at which the maximum begins."""
        return next((end for end in (self.full_at, self.target) if end is not None), Decimal(1))

    def problems(self, at: str, rule: Rule) -> Faults:
        """Find ends that exclude each other, are never reached, or are in the wrong order."""
        if self.target is not None and (self.full_at is not None or self.from_zero):
            what = say("target excludes full_at and from_zero.")
            yield Problem(what, f"{at}.target", say("Keep one of them."))
        if self.from_zero and self.zero_below is None:
            what = say("from_zero needs zero_below.")
            yield Problem(what, f"{at}.from_zero", say("Add zero_below, or take from_zero out."))
        ends = [*self._end_faults(at, rule.measure.span().greatest)]
        yield from ends
        low, top = self.zero_below, self._top
        if not ends and low is not None and (low > top or (low == top and self.from_zero)):
            what = say(
                "zero_below ({low:count}) is not below {top:count}, where the maximum begins.",
                low=low,
                top=top,
            )
            yield Problem(what, f"{at}.zero_below", say("Correct one of the two."))

    def _end_faults(self, at: str, greatest: Decimal | None) -> Faults:
        for key, end in (("full_at", self.full_at), ("target", self.target)):
            if end is not None:
                yield from share_end_faults(f"{at}.{key}", end, greatest)
        if self.zero_below is not None and self.zero_below < 0:
            yield below_zero(f"{at}.zero_below")

    def can_reach(self, _maximum: Decimal, span: Span) -> bool:
        """Say whether the share at which the maximum begins is possible."""
        return span.greatest is None or span.greatest >= self._top

    def words(self, _span: Span) -> Iterator[Message]:
        """Yield sentences with the cut-offs; the amount is always a share."""
        yield say("straight from 0 to full points") if self.from_zero else say("in proportion")
        if self.zero_below is not None:
            yield say("under {low:rate}: 0 points", low=self.zero_below)
        if self.full_at is not None:
            yield say("from {full:rate} on: full points", full=self.full_at)
        if self.target is not None:
            yield say("full points at the target {target:rate}", target=self.target)


def product(maximum: Fraction, share: Fraction) -> Worth:
    """Return maximum × share with the share held between 0 and 1, and the steps that say so."""
    # By their whole numbers: to compare fractions takes ten times as long.
    counted = share
    if share.numerator < 0:
        counted = ZERO
    elif share.numerator > share.denominator:
        counted = ONE
    points = maximum * counted
    shown = step(PRODUCT, maximum=maximum, share=counted, points=points)
    return points, (shown,) if counted is share else (step(HELD, share=counted), shown)
