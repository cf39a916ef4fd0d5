"""Requirements that are met or not: each with points that add up, or counted for a scale.

Where the parts have points, the row is worth the sum of those that are met. Where none has, the
number of parts that are met is what a scale turns into points: "A and B" is all or nothing at 2.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.errors import Message, Problem, say
from parself.rules.amounts import ZERO, Amount, Context, Points, Quantity, Values
from parself.rules.annex import ENTRY, AnnexPart, AnnexRule
from parself.rules.checks import Faults, entry_faults, not_above_zero, wrong_sum
from parself.rules.expressions import AmountText, Sheet
from parself.rules.fields import Field
from parself.rules.kinds import Measure, Rule, Span, Stated, worth
from parself.rules.luck import Luck, Result
from parself.rules.of_maximum import (
    OfMaximum,
    PointsStated,
    exact_points,
    points_text,
    points_told,
    stated_faults,
)
from parself.rules.rungs import Move, Rung, selected, together
from parself.rules.steps import StepKind, step
from parself.values import Frozen, evolve

PART_MET: Final = StepKind("part-met", say("met: {title} ({points:points})"), is_tick=True)
PART_NOT_MET: Final = StepKind("part-not-met", say("not met: {title}"), is_tick=True)
PART_COUNTED: Final = StepKind("part-counted", say("met: {title}"), is_tick=True)
SUM: Final = StepKind("sum", say("{met} of {of} met: {points:points} points"))
MET: Final = StepKind("met", say("{met} of {of} met"))
CHECKED_LINES: Final = AnnexPart("Nội dung phải đạt", "parts", {**ENTRY, "points": "points"})


class Part(Frozen):
    """One of several requirements of a row."""

    id: str
    title: str
    points: Decimal | OfMaximum | None = None
    """Its own points; None where the parts that are met are counted."""


class Checklist(Measure):
    """Requirements that are met or not: each with points that add up, or counted for a scale."""

    parts: tuple[Part, ...]

    kind = "checklist"
    annex = (AnnexRule("checklist", "Các nội dung phải đạt", parts=(CHECKED_LINES,)),)

    @property
    def is_counted(self) -> bool:
        """Whether no part has points, so that the number of those met counts."""
        return all(part.points is None for part in self.parts)

    def fields(self, _maximum: Decimal, _sub_units: Sequence[str]) -> Iterator[Field]:
        """Yield a yes-or-no field for each part."""
        yield from (Field(part.id, part.title, "yes") for part in self.parts)

    def amount(self, maximum: Decimal, values: Values, _context: Context) -> Points | Quantity:
        """Return the points of the parts that are met, or how many are."""
        met = [part for part in self.parts if values[part.id] is True]
        numbers = {"met": len(met), "of": len(self.parts)}
        if self.is_counted:
            ticks = [PART_COUNTED if part in met else PART_NOT_MET for part in self.parts]
            told = [step(kind, title=p.title) for kind, p in zip(ticks, self.parts, strict=True)]
            return Quantity(Fraction(len(met)), (*told, step(MET, **numbers)))
        steps = [
            step(
                PART_MET if part in met else PART_NOT_MET,
                title=part.title,
                points=_worth(part, maximum),
            )
            for part in self.parts
        ]
        total = _total(met, maximum)
        steps.append(step(SUM, **numbers, points=total))
        return Points(total, tuple(steps))

    def span(self) -> Span:
        """Return a span of points, or one up to the number of parts."""
        if not self.is_counted:
            return Span("points")
        return Span("quantity", greatest=Decimal(len(self.parts)))

    def rungs(self, rule: Rule, values: Values, now: Amount, _context: Context) -> Iterator[Rung]:
        """Yield each part that is not met alone, then all of them together."""
        missing = list(self._unmet(rule, values))
        if not missing:
            return
        if isinstance(now, Quantity):
            yield from (evolve(one, points=self._counted(rule, values, 1)) for one in missing)
            more = range(2, len(missing) + 1)
            yield from (together(missing[:n], self._counted(rule, values, n)) for n in more)
            return
        met = now.value or ZERO
        yield from (evolve(part, points=met + part.gain) for part in missing)
        if len(missing) > 1:
            yield together(missing, met + sum((part.gain for part in missing), ZERO))

    def selections(self, rule: Rule, values: Values, now: Amount) -> Iterator[Rung]:
        """Yield the best selection of one missing part, of two, and so on."""
        missing = list(self._unmet(rule, values))
        if isinstance(now, Quantity):
            best: Rung | None = None
            for count in range(1, len(missing) + 1):
                found = together(missing[:count], self._counted(rule, values, count))
                # One part more may be worth no more: what fewer bring stands.
                best = found if best is None or _is_better(rule, found, best) else best
                yield best
            return
        met = now.value or ZERO
        yield from selected(missing, lambda gain: met + gain)

    def _counted(self, rule: Rule, values: Values, more: int) -> Fraction:
        """Return the points of so many parts more."""
        met = sum(values[part.id] is True for part in self.parts)
        return worth(rule, Quantity(Fraction(met + more)))[0]

    def _unmet(self, rule: Rule, values: Values) -> Iterator[Rung]:
        for part in self.parts:
            if values[part.id] is not True:
                gain = _worth(part, rule.points)
                yield Rung(Move.PART, part.title, None, "", gain, gain)

    def text(self, sheet: Sheet, _values: Values, _year: int) -> AmountText:
        """Return a formula that adds up the points of ticked cells, or the ticks."""
        ticks = {part.id: sheet.cell(part.id) for part in self.parts}
        if self.is_counted:
            return AmountText("+".join(ticks.values()))
        terms = (
            f"{ticks[part.id]}*{points_text(part.points, sheet.maximum)}"
            for part in self.parts
            if part.points is not None
        )
        return AmountText("+".join(terms))

    def problems(self, at: str, _stated: Stated) -> Faults:
        """Check the list of parts: all of them have points, or none."""
        yield from entry_faults(f"{at}.parts", self.parts)
        if self.is_counted:
            return
        for part in self.parts:
            if part.points is None:
                what = say("Other parts have points, but this one has none.")
                todo = say("Write its points; or take all out, and add a scale.")
                yield Problem(what, f"{at}.parts[{part.id}].points", todo)

    def points_problems(self, at: str, maximum: Decimal) -> Faults:
        """Find parts without points, and parts that together exceed the row's points."""
        if self.is_counted:
            return
        faulty = False
        for part in self.parts:
            place = f"{at}.parts[{part.id}].points"
            found = [*_part_faults(place, part.points, maximum)]
            faulty = faulty or bool(found)
            yield from found
        total = _total(self.parts, maximum)
        if not faulty and total > maximum > 0:
            yield wrong_sum(f"{at}.parts", total, maximum)

    def can_reach(self, maximum: Decimal) -> bool:
        """Say whether all parts together make the maximum."""
        return self.is_counted or _total(self.parts, maximum) == Fraction(maximum)

    def words(self) -> Iterator[Message]:
        """Yield a sentence for each part."""
        for one in self.parts:
            if one.points is None:
                yield say("to be met: “{title}”", title=one.title)
            else:
                told = points_told(one.points)
                yield say("“{title}” met: {worth}", title=one.title, worth=told)

    def invented(self, _rule: Rule, result: Result, luck: Luck, _context: Context) -> Values:
        """Meet all parts, all but one, or one."""
        one = luck.roll("unmet", 0, len(self.parts) - 1)
        met = {
            Result.FULL: self.parts,
            Result.PARTLY: (*self.parts[:one], *self.parts[one + 1 :]),
            Result.LITTLE: (self.parts[one],),
        }[result]
        return {part.id: part in met for part in self.parts}


def _is_better(rule: Rule, found: Rung, best: Rung) -> bool:
    more = found.points > best.points
    return found.points < best.points if rule.is_penalty else more


def _part_faults(at: str, stated: PointsStated | None, maximum: Decimal) -> Faults:
    if isinstance(stated, OfMaximum):
        yield from stated_faults(at, stated, maximum)
    elif stated is not None and stated <= 0:
        yield not_above_zero(at)


def _worth(part: Part, maximum: Decimal) -> Fraction:
    return ZERO if part.points is None else exact_points(part.points, maximum)


def _total(parts: Sequence[Part], maximum: Decimal) -> Fraction:
    return sum((_worth(part, maximum) for part in parts), ZERO)
