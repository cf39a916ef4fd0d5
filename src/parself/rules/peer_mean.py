"""A unit's figure against the mean of all units."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Final

from parself.errors import Message, say
from parself.numerals import round_half_up
from parself.rules.amounts import ONE, ZERO, Amount, Context, Quantity, Values
from parself.rules.annex import AnnexRule
from parself.rules.change import DIFFERENCE
from parself.rules.compared import INPUTS, OWN, Compared
from parself.rules.entered import number
from parself.rules.expressions import AmountText, Sheet, decimals
from parself.rules.kinds import Rule, Span
from parself.rules.lines import CENT, Line
from parself.rules.luck import Luck, Result, picked
from parself.rules.peers import Origin
from parself.rules.rungs import Rung
from parself.rules.steps import StepKind, step

MEAN: Final = "mean"
"""Key of the unit's estimate."""


class PeerMean(Compared):
    """A unit's figure less the mean of all units, its own among them.

    The mean is rounded half up to hundredths before anything is set against it: what is printed is
    what counts.
    """

    kind = "peer_mean"
    peers_key = MEAN
    peers_title = say("mean of all units")
    annex = (AnnexRule("peer_mean", "So với bình quân các đơn vị", INPUTS, needed=("input1",)),)
    told: ClassVar[Mapping[Origin, StepKind]] = {
        Origin.ENTERED: StepKind(
            "mean-entered", say("provisional: the mean of all units is estimated at {figure:count}")
        ),
        Origin.LAST_YEAR: StepKind(
            "mean-last-year",
            say("provisional: the mean of all units is taken as in {year:none}, {figure:count}"),
        ),
        Origin.ROUND: StepKind(
            "mean-round",
            say("provisional: mean of {units:count}/{of:count} units {figure:count}"),
        ),
        Origin.CLOSED: StepKind("mean", say("mean of {units:count} units {figure:count}")),
    }

    def compared(self, figures: Sequence[Fraction]) -> Fraction:
        """Return the mean, rounded half up to hundredths."""
        return Fraction(round_half_up(sum(figures, ZERO) / len(figures)))

    def amount(self, _maximum: Decimal, values: Values, context: Context) -> Quantity:
        """Return how far the figure lies above the mean; negative below it."""
        own, mean, shown = self.set_against(values, context)
        more = own - mean
        return Quantity(more, (shown, step(DIFFERENCE, value=own, base=mean, quantity=more)))

    def span(self) -> Span:
        """Return a span without ends."""
        return Span("quantity", least=None)

    def rungs(self, rule: Rule, values: Values, _now: Amount, context: Context) -> Iterator[Rung]:
        """Yield higher and lower figures against the same mean."""
        own, mean, _ = self.set_against(values, context)
        return Line(
            label=self.value.title,
            fewer=self.value.title,
            unit=self.unit,
            entered=own,
            step=CENT if self.decimals else ONE,
            plus=mean,
            is_share=False,
        ).rungs(rule)

    def text(self, sheet: Sheet, values: Values, _year: int) -> AmountText:
        """Return the difference of the two figures."""
        own, mean = self.cells(sheet, values)
        return AmountText(f"ROUND({own}-{mean},{decimals(values)})")

    def is_exact(self, values: Values, digits: int) -> bool:
        """Say whether a difference keeps all its digits: great figures lose the last ones."""
        greatest = max(abs(number(value)) for value in values.values())
        return len(f"{greatest:.0f}") + decimals(values) <= digits

    def words(self) -> Iterator[Message]:
        """Yield a sentence that names the figure and the mean."""
        yield say("{value} − mean of all units", value=self.value.title)

    def invented(self, rule: Rule, result: Result, luck: Luck, context: Context) -> Values:
        """Roll a figure, and a mean below it, at it, or above it."""
        own = luck.roll("value", 30, 90)
        ends = [Fraction(end) for end in (rule.scale.ends() if rule.scale else ())] or [ZERO]
        best = int(max(ends)) + luck.roll("more", 1, 9)
        worst = int(min(ends)) - luck.roll("more", 1, 9)
        more = picked(result, (best, int(max(ends)), worst))
        known = context.peers
        if known is not None and not known.is_assumed:
            return {OWN: max(0, int(known.figure) + more)}
        own += max(0, more)
        return {OWN: own, MEAN: Decimal(own - more)}
