"""Requirements that are met or not, each with points; points add up."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.errors import Message, say
from parself.rules.amounts import ZERO, Amount, Context, Points, Values
from parself.rules.annex import ENTRY, AnnexPart, AnnexRule
from parself.rules.checks import Faults, entry_faults, not_above_zero, wrong_sum
from parself.rules.expressions import AmountText, Sheet, literal
from parself.rules.fields import Field
from parself.rules.kinds import Measure, Rule, Stated
from parself.rules.luck import Luck, Result
from parself.rules.rungs import Move, Rung, selected, together
from parself.rules.steps import StepKind, step
from parself.values import Frozen, evolve

PART_MET: Final = StepKind("part-met", say("met: {title} ({points:points})"), is_tick=True)
PART_NOT_MET: Final = StepKind("part-not-met", say("not met: {title}"), is_tick=True)
SUM: Final = StepKind("sum", say("{met} of {of} met: {points:points} points"))
CHECKED_LINES: Final = AnnexPart(
    "Nội dung phải đạt", "parts", {**ENTRY, "points": "points"}, ("title", "points")
)


class Part(Frozen):
    """One of several requirements of a row, each worth its own points."""

    id: str
    title: str
    points: Decimal


class Checklist(Measure):
    """Requirements that are met or not, each with points; points add up."""

    parts: tuple[Part, ...]

    kind = "checklist"
    annex = (AnnexRule("checklist", "Các nội dung phải đạt", parts=(CHECKED_LINES,)),)

    def fields(self, _maximum: Decimal, _sub_units: Sequence[str]) -> Iterator[Field]:
        """Yield a yes-or-no field for each part."""
        yield from (Field(part.id, part.title, "yes") for part in self.parts)

    def amount(self, _maximum: Decimal, values: Values, _context: Context) -> Points:
        """Return the points of the parts that are met."""
        steps = [
            step(
                PART_MET if values[part.id] is True else PART_NOT_MET,
                title=part.title,
                points=part.points,
            )
            for part in self.parts
        ]
        met = [part for part in self.parts if values[part.id] is True]
        total = _total(met)
        steps.append(step(SUM, met=len(met), of=len(self.parts), points=total))
        return Points(total, tuple(steps))

    def rungs(self, _rule: Rule, values: Values, now: Amount, _context: Context) -> Iterator[Rung]:
        """Yield each part that is not met alone, then all of them together."""
        missing, met = list(self._unmet(values)), now.value or ZERO
        yield from (evolve(part, points=met + part.gain) for part in missing)
        if len(missing) > 1:
            yield together(missing, met + sum((part.gain for part in missing), ZERO))

    def selections(self, _rule: Rule, values: Values, now: Amount) -> Iterator[Rung]:
        """Yield the best selection of one missing part, of two, and so on."""
        met = now.value or ZERO
        return selected(list(self._unmet(values)), lambda gain: met + gain)

    def _unmet(self, values: Values) -> Iterator[Rung]:
        for part in self.parts:
            if values[part.id] is not True:
                gain = Fraction(part.points)
                yield Rung(Move.PART, part.title, None, "", gain, gain)

    def text(self, sheet: Sheet, _values: Values, _year: int) -> AmountText:
        """Return a formula that adds up the points of ticked cells."""
        return AmountText("+".join(f"{sheet.cell(p.id)}*{literal(p.points)}" for p in self.parts))

    def problems(self, at: str, _stated: Stated) -> Faults:
        """Check the list of parts."""
        yield from entry_faults(f"{at}.parts", self.parts)

    def points_problems(self, at: str, maximum: Decimal) -> Faults:
        """Find parts without points, and parts that together exceed the row's points."""
        faulty = [part for part in self.parts if part.points <= 0]
        yield from (not_above_zero(f"{at}.parts[{part.id}].points") for part in faulty)
        total = _total(self.parts)
        if not faulty and total > maximum > 0:
            yield wrong_sum(f"{at}.parts", total, maximum)

    def can_reach(self, maximum: Decimal) -> bool:
        """Say whether all parts together make the maximum."""
        return _total(self.parts) == Fraction(maximum)

    def words(self) -> Iterator[Message]:
        """Yield a sentence for each part."""
        for one in self.parts:
            yield say("“{title}” met: {points:points} points", title=one.title, points=one.points)

    def invented(self, _rule: Rule, result: Result, luck: Luck, _context: Context) -> Values:
        """Meet all parts, all but one, or one."""
        one = luck.roll("unmet", 0, len(self.parts) - 1)
        met = {
            Result.FULL: self.parts,
            Result.PARTLY: (*self.parts[:one], *self.parts[one + 1 :]),
            Result.LITTLE: (self.parts[one],),
        }[result]
        return {part.id: part in met for part in self.parts}


def _total(parts: Sequence[Part]) -> Fraction:
    return sum((Fraction(part.points) for part in parts), ZERO)
