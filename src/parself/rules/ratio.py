"""Part of a whole."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil
from typing import Final

from parself.errors import Message, say
from parself.rules.amounts import ONE, ZERO, Amount, Context, Share, Values, fraction
from parself.rules.annex import PART_INPUTS, AnnexRule
from parself.rules.checks import Faults, input_faults
from parself.rules.entered import Asked, Fault, Pair
from parself.rules.expressions import AmountText, Sheet, ratio_of
from parself.rules.fields import Field, Input, figure_field
from parself.rules.kinds import Measure, Rule, Span, Stated
from parself.rules.lines import CENT, Line, points_ends, reached
from parself.rules.luck import Luck, Result, lucky_share
from parself.rules.rungs import Rung
from parself.rules.steps import StepKind, step

NOT_DONE: Final = "not_done"
"""Key of the answer that nothing was done."""
RATIO: Final = StepKind("ratio", say("{part:count}/{whole:count} = {share:percent}"))
NOT_DONE_STEP: Final = StepKind("not-done", say("{title}"))


class Ratio(Measure):
    """Part of a whole."""

    part: Input
    whole: Input
    unit: str = ""
    """Word after the figure: hồ sơ, triệu đồng."""
    decimals: bool = False
    """Whether the two figures may have decimals (money)."""
    may_exceed: bool = False
    """Whether the part may be greater than the whole (revenue against plan)."""
    not_done: str = ""
    """Label of the answer "not done at all", worth a share of 0; empty: not offered."""

    kind = "ratio"
    annex = (
        AnnexRule(
            "ratio",
            "Tỷ lệ",
            {
                **PART_INPUTS,
                "unit": "unit",
                "decimals": "decimals",
                "may_exceed": "may_exceed",
                "otherwise": "not_done",
            },
            needed=("input1", "input2"),
        ),
    )

    def fields(self, _maximum: Decimal, _sub_units: Sequence[str]) -> Iterator[Field]:
        """Yield fields for part and whole, and for "not done" where it is offered."""
        yield figure_field("part", self.part, self.unit, decimals=self.decimals)
        yield figure_field("whole", self.whole, self.unit, decimals=self.decimals)
        if self.not_done:
            yield Field(NOT_DONE, self.not_done, "yes", optional=True, instead=True)

    def faults(self, asked: Asked, values: Values) -> Iterator[Fault]:
        """Find figures beside the mark, and what is wrong between them."""
        if values.get(NOT_DONE) is True and ("part" in values or "whole" in values):
            what = say("The row cannot have figures and be marked as not done.")
            yield Fault("part", what, say("Clear the figures or the mark."))
            return
        yield from super().faults(asked, values)

    def pairs(self) -> Iterator[Pair]:
        """Yield part and whole; with decimals, a share under 1 % is unlikely too."""
        least = 1 if self.decimals else 0
        yield Pair("part", "whole", least=least, may_exceed=self.may_exceed)

    def amount(self, _maximum: Decimal, values: Values, _context: Context) -> Share:
        """Return part ÷ whole; 0 where nothing was done."""
        if values.get(NOT_DONE) is True:
            return Share(ZERO, (step(NOT_DONE_STEP, title=self.not_done),))
        part, whole = fraction(values["part"]), fraction(values["whole"])
        share = part / whole
        return Share(share, (step(RATIO, part=part, whole=whole, share=share, unit=self.unit),))

    def span(self) -> Span:
        """Return a span up to 1, or without an upper end where the part may exceed the whole."""
        return Span("share", greatest=None if self.may_exceed else Decimal(1))

    def rungs(self, rule: Rule, values: Values, _now: Amount, _context: Context) -> Iterator[Rung]:
        """Yield other parts of the same whole; only shares where nothing was done."""
        if "whole" not in values:
            return reached(rule, self.part.title, None if self.may_exceed else ONE)
        whole = fraction(values["whole"])
        return Line(
            label=self.part.title,
            fewer=self.part.title,
            unit=self.unit,
            entered=fraction(values["part"]),
            step=CENT if self.decimals else ONE,
            most=None if self.may_exceed else whole,
            times=whole,
        ).rungs(rule)

    def text(self, sheet: Sheet, values: Values, _year: int) -> AmountText:
        """Return part ÷ whole as a formula."""
        return AmountText("0", "1") if values.get(NOT_DONE) is True else ratio_of(sheet.cell)

    def problems(self, at: str, stated: Stated) -> Faults:
        """Check the two inputs."""
        yield from input_faults(f"{at}.part", self.part, stated.figures)
        yield from input_faults(f"{at}.whole", self.whole, stated.figures)

    def words(self) -> Iterator[Message]:
        """Yield a sentence that names part and whole."""
        yield say("{part} / {whole}", part=self.part.title, whole=self.whole.title)

    def invented(self, rule: Rule, result: Result, luck: Luck, _context: Context) -> Values:
        """Roll the whole, then a share of it."""
        whole = luck.whole("whole")
        part = ceil(whole * lucky_share(result, luck, *points_ends(rule)))
        if self.may_exceed and result is Result.FULL:
            part += part * luck.roll("beyond", 0, 9) // 100
        return {"part": part if self.may_exceed else min(part, whole), "whole": whole}
