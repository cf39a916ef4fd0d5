"""A value against its base: last year, a base year, a target."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil
from typing import Final, Literal

from parself.errors import Message, say
from parself.rules.amounts import ONE, ZERO, Amount, Context, Quantity, Share, Values, fraction
from parself.rules.annex import AnnexRule
from parself.rules.checks import Faults, input_faults
from parself.rules.entered import FAR_ABOVE, FAR_APART, Pair, number
from parself.rules.expressions import AmountText, Sheet, decimals
from parself.rules.fields import Field, Input, figure_field
from parself.rules.kinds import Measure, Rule, Span, Stated
from parself.rules.lines import CENT, Line, points_ends
from parself.rules.luck import Luck, Result, lucky_share
from parself.rules.rungs import Rung
from parself.rules.steps import StepKind, step
from parself.values import evolve

CHANGE_RATIO: Final = StepKind("change-ratio", say("{value:count}/{base:count} = {share:percent}"))
DIFFERENCE: Final = StepKind("difference", say("{value:count} − {base:count} = {quantity:count}"))


class Change(Measure):
    """A value against its base: last year, a base year, a target."""

    value: Input
    base: Input
    compare: Literal["ratio", "difference"]
    unit: str = ""
    decimals: bool = False
    signed: bool = False
    """Whether the value may be negative."""

    kind = "change"
    annex = (
        AnnexRule(
            "change",
            "So với năm trước, năm gốc, chỉ tiêu",
            {
                "input1": "value.title",
                "figure1": "value.figure",
                "input2": "base.title",
                "figure2": "base.figure",
                "unit": "unit",
                "compare": "compare",
                "decimals": "decimals",
                "signed": "signed",
            },
            needed=("input1", "input2", "compare"),
        ),
    )

    @property
    def _is_ratio(self) -> bool:
        return self.compare == "ratio"

    def fields(self, _maximum: Decimal, _sub_units: Sequence[str]) -> Iterator[Field]:
        """Ask for value and base."""
        least = None if self.signed else Decimal(0)
        for key, entry in (("value", self.value), ("base", self.base)):
            field = figure_field(key, entry, self.unit, decimals=self.decimals)
            yield evolve(field, least=least)

    def pairs(self) -> Iterator[Pair]:
        """Yield value and base; a value that may be negative has no least share."""
        most = FAR_ABOVE if self._is_ratio else FAR_APART
        least = 0 if self.signed else 1
        yield Pair("value", "base", most, least, may_exceed=True, divides=self._is_ratio)

    def amount(self, _maximum: Decimal, values: Values, _context: Context) -> Share | Quantity:
        """Return value ÷ base as a share, or value − base as a quantity."""
        value, base = fraction(values["value"]), fraction(values["base"])
        if self._is_ratio:
            share = value / base
            return Share(share, (step(CHANGE_RATIO, value=value, base=base, share=share),))
        more = value - base
        return Quantity(more, (step(DIFFERENCE, value=value, base=base, quantity=more),))

    def span(self) -> Span:
        """Return a span without an upper end; a difference has no lower end either."""
        if self._is_ratio:
            return Span("share", least=None if self.signed else Decimal(0))
        return Span("quantity", least=None)

    def rungs(self, rule: Rule, values: Values, _now: Amount, _context: Context) -> Iterator[Rung]:
        """Yield higher and lower values against the same base."""
        base = fraction(values["base"])
        return Line(
            label=self.value.title,
            fewer=self.value.title,
            unit=self.unit,
            entered=fraction(values["value"]),
            step=CENT if self.decimals else ONE,
            least=None if self.signed else ZERO,
            times=base if self._is_ratio else ONE,
            plus=ZERO if self._is_ratio else base,
            is_share=self._is_ratio,
        ).rungs(rule)

    def text(self, sheet: Sheet, values: Values, _year: int) -> AmountText:
        """Return the quotient or the difference of the two cells."""
        value, base = sheet.cell("value"), sheet.cell("base")
        if self._is_ratio:
            return AmountText(value, base)
        return AmountText(f"ROUND({value}-{base},{decimals(values)})")

    def is_exact(self, values: Values, digits: int) -> bool:
        """Say whether a difference keeps all its digits: great figures lose the last ones."""
        if self._is_ratio:
            return True
        greatest = max(abs(number(values[key])) for key in ("value", "base"))
        return len(f"{greatest:.0f}") + decimals(values) <= digits

    def problems(self, at: str, stated: Stated) -> Faults:
        """Check the two inputs."""
        yield from input_faults(f"{at}.value", self.value, stated.figures)
        yield from input_faults(f"{at}.base", self.base, stated.figures)

    def words(self) -> Iterator[Message]:
        """Yield a sentence that names value and base."""
        told = say("{value} / {base}") if self._is_ratio else say("{value} − {base}")
        yield Message(told.id, {"value": self.value.title, "base": self.base.title})

    def invented(self, rule: Rule, result: Result, luck: Luck, _context: Context) -> Values:
        """Roll the base, and a value that is a share of it or differs from it."""
        if self._is_ratio:
            hundredths = luck.roll("base", 220, 380)
            reached = ceil(hundredths * lucky_share(result, luck, *points_ends(rule)))
            if not self.decimals:
                return {"value": reached, "base": hundredths}
            return {"value": Decimal(reached) / 100, "base": Decimal(hundredths) / 100}
        base = luck.roll("base", 18, 60)
        more = {
            Result.FULL: luck.roll("more", 1, 9),
            Result.PARTLY: 0,
            Result.LITTLE: -luck.roll("more", 1, 6),
        }[result]
        return {"value": base + more, "base": base}
