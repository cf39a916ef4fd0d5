"""Weighted mean of several ratios, each capped at 1 (or at its target)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest
from math import ceil
from typing import Final

from parself.errors import Message, say
from parself.rules import checks
from parself.rules.amounts import ONE, ZERO, Amount, Context, Share, Values, fraction
from parself.rules.annex import ENTRY, PART_INPUTS, AnnexPart, AnnexRule
from parself.rules.entered import Pair
from parself.rules.expressions import AmountText, Sheet, literal, ratio_of
from parself.rules.fields import Field, Input, figure_field
from parself.rules.kinds import Measure, Rule, Span, Stated, worth
from parself.rules.luck import Luck, Result, lucky_share
from parself.rules.rungs import Move, Rung, selected, together
from parself.rules.steps import Step, StepKind, StepValues, exact, step
from parself.values import Frozen, evolve


def _part_told(values: StepValues) -> Message:
    share, target = exact(values, "share"), exact(values, "target")
    if share > target == 1:
        said = say(
            "{title}: {part:count}/{whole:count} = {share:percent},"
            " counts as 100%, weight {weight:rate}"
        )
    elif share > target:
        said = say(
            "{title}: {part:count}/{whole:count} = {share:percent},"
            " above the target of {target:rate}, counts as 100%, weight {weight:rate}"
        )
    elif target == 1:
        said = say("{title}: {part:count}/{whole:count} = {share:percent}, weight {weight:rate}")
    else:
        said = say(
            "{title}: {part:count}/{whole:count} = {share:percent},"
            " {reached:percent} of the target of {target:rate}, weight {weight:rate}"
        )
    return Message(said.id, values)


MEAN_PART: Final = StepKind("mean-part", _part_told)
MEAN: Final = StepKind("mean", say("weighted mean {share:percent}"))
MEAN_LINES: Final = AnnexPart(
    "Phần của bình quân",
    "parts",
    {**ENTRY, **PART_INPUTS, "weight": "weight", "target": "target"},
    ("title", "input1", "input2"),
)


class MeanPart(Frozen):
    """One ratio of a weighted mean."""

    id: str
    title: str
    part: Input
    whole: Input
    weight: Decimal = Decimal(1)
    target: Decimal | None = None
    """Share at which this part counts as fully reached; without it, 1."""

    @property
    def full(self) -> Fraction:
        """The share at which this part counts as fully reached."""
        return Fraction(self.target if self.target is not None else 1)


class Mean(Measure):
    """Weighted mean of several ratios, each capped at 1 (or at its target)."""

    parts: tuple[MeanPart, ...]
    unit: str = ""
    may_exceed: bool = False
    """Whether a part may be greater than its whole; its share still counts as at most 1."""

    kind = "mean"
    annex = (
        AnnexRule(
            "mean",
            "Bình quân có trọng số",
            {"unit": "unit", "may_exceed": "may_exceed"},
            parts=(MEAN_LINES,),
        ),
    )

    def fields(self, _maximum: Decimal, _sub_units: Sequence[str]) -> Iterator[Field]:
        """Yield two fields for each part."""
        for one in self.parts:
            yield figure_field(f"{one.id}.part", one.part, self.unit, group=one.title)
            yield figure_field(f"{one.id}.whole", one.whole, self.unit, group=one.title)

    def pairs(self) -> Iterator[Pair]:
        """Yield the two figures of each part."""
        for one in self.parts:
            yield Pair(f"{one.id}.part", f"{one.id}.whole", may_exceed=self.may_exceed)

    def amount(self, _maximum: Decimal, values: Values, _context: Context) -> Share:
        """Return the weighted mean of the shares reached."""
        steps: list[Step] = []
        mean = ZERO
        for one, part, whole, weight in self._shares(values):
            share = part / whole
            reached = min(ONE, share / one.full)
            mean += reached * weight
            shown = step(
                MEAN_PART,
                title=one.title,
                part=part,
                whole=whole,
                share=share,
                target=one.full,
                reached=reached,
                weight=weight,
            )
            steps.append(shown)
        return Share(mean, (*steps, step(MEAN, share=mean)))

    def _shares(self, values: Values) -> Iterator[tuple[MeanPart, Fraction, Fraction, Fraction]]:
        """Yield each part with its two figures and what it counts in the mean."""
        total = sum((Fraction(one.weight) for one in self.parts), ZERO)
        for one in self.parts:
            part, whole = fraction(values[f"{one.id}.part"]), fraction(values[f"{one.id}.whole"])
            yield one, part, whole, Fraction(one.weight) / total

    def span(self) -> Span:
        """Return a span from 0 to 1."""
        return Span("share", greatest=Decimal(1))

    def rungs(self, rule: Rule, values: Values, now: Amount, _context: Context) -> Iterator[Rung]:
        """Yield each part changed alone, then all parts together."""
        share = now.value or ZERO
        for singles in (list(self._raised(values)), list(self._lowered(values))):
            for part in singles:
                yield evolve(part, points=worth(rule, Share(share + part.gain))[0])
            if len(singles) > 1:
                gained = sum((part.gain for part in singles), ZERO)
                yield together(singles, worth(rule, Share(share + gained))[0])

    def selections(self, rule: Rule, values: Values, now: Amount) -> Iterator[Rung]:
        """Yield for one part, two parts, and so on the better of raising and of lowering them."""
        share = now.value or ZERO

        def points(gain: Fraction) -> Fraction:
            return worth(rule, Share(share + gain))[0]

        singles = (list(self._raised(values)), list(self._lowered(values)))
        sign = -1 if rule.is_penalty else 1
        for both in zip_longest(*(selected(one, points) for one in singles)):
            yield max((one for one in both if one is not None), key=lambda one: sign * one.points)

    def _raised(self, values: Values) -> Iterator[Rung]:
        """Yield each part raised to its target, with the share that adds."""
        for one, part, whole, counts in self._shares(values):
            more = Fraction(ceil(one.full * whole)) - part
            if more > 0:
                yield _part_rung(Move.MORE, one, more, (1 - part / whole / one.full) * counts)

    def _lowered(self, values: Values) -> Iterator[Rung]:
        """Yield each part lowered to 0, for rows where less is better."""
        for one, part, whole, counts in self._shares(values):
            if part > 0:
                lost = min(ONE, part / whole / one.full) * counts
                yield _part_rung(Move.FEWER, one, part, -lost)

    def text(self, sheet: Sheet, _values: Values, _year: int) -> AmountText:
        """Return the weighted mean of the cells as a formula."""
        total = sum((one.weight for one in self.parts), Decimal(0))
        reached = [
            f"{literal(one.weight)}*{ratio_of(sheet.cell, f'{one.id}.').of('1', one.target)}"
            for one in self.parts
        ]
        return AmountText(f"({'+'.join(reached)})", literal(total))

    def problems(self, at: str, stated: Stated) -> checks.Faults:
        """Check the list, its inputs, weights and targets."""
        yield from checks.entry_faults(f"{at}.parts", self.parts)
        for one in self.parts:
            yield from checks.input_faults(f"{at}.parts[{one.id}].part", one.part, stated.figures)
            yield from checks.input_faults(f"{at}.parts[{one.id}].whole", one.whole, stated.figures)
        for one in self.parts:
            if one.weight <= 0:
                yield checks.not_above_zero(f"{at}.parts[{one.id}].weight")
            if one.target is not None:
                place = f"{at}.parts[{one.id}].target"
                yield from checks.share_end_faults(place, one.target, Decimal(1))

    def words(self) -> Iterator[Message]:
        """Yield a sentence for each part with its weight."""
        for one in self.parts:
            values = {"part": one.part.title, "whole": one.whole.title, "weight": one.weight}
            if one.target is None:
                yield Message(say("{part} / {whole}, weight {weight:count}").id, values)
                continue
            told = say("{part} / {whole}, weight {weight:count}, target {target:rate}")
            yield Message(told.id, {**values, "target": one.target})

    def invented(self, _rule: Rule, result: Result, luck: Luck, _context: Context) -> Values:
        """Roll the wholes and how much of each target is reached."""
        values = {}
        for one in self.parts:
            whole = luck.whole(f"{one.id}/whole")
            share = lucky_share(result, luck, one.full * Fraction(3, 5), one.full)
            values[f"{one.id}.part"] = min(whole, ceil(whole * share))
            values[f"{one.id}.whole"] = whole
        return values


def _part_rung(move: Move, one: MeanPart, amount: Fraction, gain: Fraction) -> Rung:
    label = f"{one.title}: {one.part.title}"
    return Rung(move, label, amount, "", ZERO, gain, one.full)
