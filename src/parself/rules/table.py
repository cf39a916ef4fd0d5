"""A ratio summed over the unit's sub-units, or the share of sub-units that pass."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final

from parself.errors import Message, Problem, say
from parself.rules.amounts import ZERO, Amount, Context, Share, Values, fraction
from parself.rules.annex import AnnexRule
from parself.rules.checks import Faults, word_faults
from parself.rules.entered import Asked, Fault, exceeds, nothing_to_divide_by, number
from parself.rules.expressions import AmountText, Refer, Sheet
from parself.rules.fields import Field, line_ids
from parself.rules.kinds import ROWS, Measure, Rule, Span, Stated
from parself.rules.lines import Line, points_ends
from parself.rules.luck import Luck, Result, lucky_share
from parself.rules.rungs import Rung
from parself.rules.steps import StepKind, step

TABLE_SUM: Final = StepKind("table-sum", say("total {part:count}/{whole:count} = {share:percent}"))
TABLE_PASSES: Final = StepKind(
    "table-passes", say("{part:count}/{whole:count} pass = {share:percent}")
)
PART: Final = "part"
WHOLE: Final = "whole"


class Table(Measure):
    """A ratio summed over the unit's sub-units, or the share of sub-units that pass."""

    part: str | None = None
    whole: str | None = None
    passes: str | None = None
    """Column title of yes or no; excludes `part` and `whole`."""
    unit: str = ""

    kind = "table"
    by_sub_unit = True
    offers = frozenset(("part", "whole", "passes"))
    annex = (
        AnnexRule(
            "table",
            "Bảng theo đơn vị trực thuộc: đạt hay không",
            {"input1": "passes", "unit": "unit"},
            needed=("input1",),
            mark="passes",
        ),
        AnnexRule(
            "table",
            "Bảng theo đơn vị trực thuộc: tỷ lệ",
            {"input1": "part", "input2": "whole", "unit": "unit"},
            needed=("input1", "input2"),
        ),
    )

    def fields(self, _maximum: Decimal, sub_units: Sequence[str]) -> Iterator[Field]:
        """Yield the fields of one line for each sub-unit."""
        for line, name in zip(line_ids(sub_units), sub_units, strict=True):
            if self.passes is not None:
                yield Field(line, self.passes, "yes", group=name)
            else:
                yield Field(f"{line}.part", self.part or "", "count", self.unit, group=name)
                yield Field(f"{line}.whole", self.whole or "", "count", self.unit, group=name)

    def columns(self) -> Iterator[str]:
        """Yield the titles of the columns."""
        yield from (title for title in (self.part, self.whole, self.passes) if title)

    def relation_keys(self) -> tuple[str, ...]:
        """Return column names: relations do not refer to single lines."""
        return (ROWS,) if self.passes is not None else (PART, WHOLE, ROWS)

    def faults(self, asked: Asked, values: Values) -> Iterator[Fault]:
        """Find a part greater than its whole, and a table whose wholes are all 0."""
        if self.passes is not None:
            return
        lines = dict.fromkeys(field.key.rpartition(".")[0] for field in asked.fields)
        for line in lines:
            part, whole = f"{line}.part", f"{line}.whole"
            if part in values and whole in values and number(values[part]) > number(values[whole]):
                yield exceeds(asked, part, whole, values)
        wholes = [f"{line}.whole" for line in lines]
        entered = all(key in values for key in wholes)
        if wholes and entered and not any(number(values[key]) for key in wholes):
            yield nothing_to_divide_by(asked, wholes[-1])

    def amount(self, _maximum: Decimal, values: Values, context: Context) -> Share:
        """Return the share of the sums, or of the lines that pass."""
        lines = line_ids(context.sub_units)
        part, whole = self._sums(values, lines)
        share = part / whole
        if self.passes is not None:
            shown = step(TABLE_PASSES, part=int(part), whole=len(lines), share=share)
        else:
            shown = step(TABLE_SUM, part=part, whole=whole, share=share, lines=len(lines))
        return Share(share, (shown,))

    def _sums(self, values: Values, lines: Sequence[str]) -> tuple[Fraction, Fraction]:
        if self.passes is not None:
            return Fraction(sum(values[line] is True for line in lines)), Fraction(len(lines))
        part = sum((fraction(values[f"{line}.part"]) for line in lines), ZERO)
        return part, sum((fraction(values[f"{line}.whole"]) for line in lines), ZERO)

    def span(self) -> Span:
        """Return a span from 0 to 1."""
        return Span("share", greatest=Decimal(1))

    def rungs(self, rule: Rule, values: Values, _now: Amount, context: Context) -> Iterator[Rung]:
        """Yield other sums of the part, whichever line they come from."""
        part, whole = self._sums(values, line_ids(context.sub_units))
        label = self.passes or self.part or ""
        return Line(
            label=label, fewer=label, unit=self.unit, entered=part, most=whole, times=whole
        ).rungs(rule)

    def text(self, sheet: Sheet, _values: Values, _year: int) -> AmountText:
        """Return the share of the sums as a formula."""
        if self.passes is not None:
            passes = sheet.block("passes")
            return AmountText(f"SUM({passes})", f"ROWS({passes})")
        return AmountText(f"SUM({sheet.block(PART)})", f"SUM({sheet.block(WHOLE)})")

    def block_conditions(self, cells: int, block: Refer) -> Iterator[str]:
        """Yield the conditions that every cell is possible and the wholes are not all 0."""
        if self.passes is not None:
            ticks = block("passes")
            yield f"COUNT({ticks})={cells}"
            yield f"SUMPRODUCT(--({ticks}*(1-{ticks})<>0))=0"
            return
        part, whole = block(PART), block(WHOLE)
        for column in (part, whole):
            yield f"COUNT({column})={cells // 2}"
            yield f"MIN({column})>=0"
            yield f"SUMPRODUCT(--({column}<>INT({column})))=0"
        yield f"SUMPRODUCT(--({part}>{whole}))=0"
        yield f"SUM({whole})>0"

    def problems(self, at: str, _stated: Stated) -> Faults:
        """Check the labels; a table has either part and whole, or passes."""
        labels = {"part": self.part, "whole": self.whole, "passes": self.passes}
        for key, label in labels.items():
            if label is not None:
                yield from word_faults(f"{at}.{key}", label)
        given = tuple(label is not None for label in labels.values())
        if given not in {(True, True, False), (False, False, True)}:
            what = say("A table has either part and whole, or passes.")
            yield Problem(what, at, say("Keep one of the two."))

    def words(self) -> Iterator[Message]:
        """Yield a sentence that names what is summed or ticked."""
        if self.passes is not None:
            yield say("share of sub-units: {passes}", passes=self.passes)
        else:
            yield say("summed over sub-units: {part} / {whole}", part=self.part, whole=self.whole)

    def invented(self, rule: Rule, result: Result, luck: Luck, context: Context) -> Values:
        """Let some lines fail, or roll the wholes and a share of each."""
        lines = line_ids(context.sub_units)
        if self.passes is not None:
            failing = {Result.FULL: 0, Result.PARTLY: 3, Result.LITTLE: 9}[result]
            return {line: number >= failing for number, line in enumerate(lines)}
        share, values = lucky_share(result, luck, *points_ends(rule)), {}
        for line in lines:
            whole = luck.whole(f"{line}/whole")
            values[f"{line}.part"] = min(whole, ceil(whole * share))
            values[f"{line}.whole"] = whole
        return values
