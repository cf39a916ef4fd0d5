"""Points taken off the maximum for each case, down to 0."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any, Final, Literal

from parself.errors import Message, Problem, say
from parself.rules.amounts import ZERO, Quantity, Share, Worth
from parself.rules.annex import AnnexRule
from parself.rules.checks import Faults, names, not_above_zero
from parself.rules.expressions import AmountText, literal
from parself.rules.kinds import Fewer, Measure, Rule, Scale, Span, worth
from parself.rules.steps import Step, StepKind, StepValues, exact, step


def _points_told(values: StepValues) -> Message:
    """Return the sentence for the points left after deductions, which may exceed the maximum."""
    said = say("{maximum:points} − {off:points} = {points:points} points")
    if exact(values, "off") > exact(values, "maximum"):
        said = say("{off:points} off {maximum:points} leaves {points:points} points")
    return Message(said.id, values)


DEDUCTED: Final = StepKind(
    "deducted", say("{count:count} × {each:points} = {off:points} points off")
)
DEDUCTED_ALL: Final = StepKind("deducted-all", say("{count:count} case(s): all points off"))
POINTS: Final = StepKind("points", _points_told)
ALL: Final = "all"


class Deduct(Scale):
    """Points taken off the maximum for each case, down to 0; keys are counter ids."""

    each: Mapping[str, Decimal | Literal["all"]]

    kind = "deduct"
    takes = ("count",)
    annex = (
        AnnexRule("deduct", "Trừ điểm theo lỗi", {"each": "each"}, borrowed=("each", "points")),
    )

    def worth(self, amount: Share | Quantity, maximum: Fraction) -> Worth:
        """Return the maximum minus the deductions; a case that costs "all" leaves nothing."""
        if not isinstance(amount, Quantity):
            raise TypeError(amount)
        off = ZERO
        steps: list[Step] = []
        for counter, count in amount.counters.items():
            each = self.each[counter]
            if each == ALL:
                if count > 0:
                    return ZERO, (step(DEDUCTED_ALL, count=count),)
                continue
            off += count * Fraction(each)
            steps.append(step(DEDUCTED, count=count, each=each, off=count * Fraction(each)))
        points = max(ZERO, maximum - off)
        return points, (*steps, step(POINTS, maximum=maximum, off=off, points=points))

    def settled_at(self, maximum: Fraction) -> Fraction:
        """Return the number of the lightest cases that takes all points."""
        return max(maximum / Fraction(1 if off == ALL else off) for off in self.each.values())

    def fewer(self, rule: Rule, counted: Mapping[str, Fraction]) -> Sequence[Fewer]:
        """Return how many fewer cases of each counter leave points again, and no cases at all."""
        found = [
            self._fewer(rule, counted, key, self._spent(counted) - Fraction(rule.points))
            for key, count in counted.items()
            if count
        ]
        if there := tuple(key for key, count in counted.items() if count):
            cases = sum(counted.values(), ZERO)
            found.append(Fewer(there, cases, Fraction(rule.points)))
        return found

    def _fewer(
        self, rule: Rule, counted: Mapping[str, Fraction], key: str, beyond: Fraction
    ) -> Fewer:
        """Return how many fewer cases of one counter leave points.

        `beyond` is by how many points the deductions exceed the maximum.
        """
        there, each = counted[key], self.each[key]
        fewer = there
        if each != ALL:
            fewer = min(there, max(0, floor(beyond / Fraction(each))) + Fraction(1))
        points, _ = worth(rule, Quantity(None, (), {**counted, key: there - fewer}))
        return Fewer((key,), fewer, points)

    def _spent(self, counted: Mapping[str, Fraction]) -> Fraction:
        """Return the sum of all deductions, which may exceed the maximum."""
        each = ((count, self.each[key]) for key, count in counted.items())
        return sum((count * Fraction(off) for count, off in each if off != ALL), ZERO)

    def text(self, amount: AmountText, maximum: str) -> str:
        """Return the maximum minus the deductions of the cells, as a formula."""
        each = [(count, self.each[key]) for key, count in amount.counters.items()]
        off = [f"{count}*{literal(one)}" for count, one in each if one != ALL]
        fatal = [f"{count}>0" for count, one in each if one == ALL]
        points = f"MAX(0,{maximum}-({'+'.join(off) or '0'}))"
        return f"IF(OR({','.join(fatal)}),0,{points})" if fatal else points

    def problems(self, at: str, rule: Rule) -> Faults:
        """Find counters without a deduction, deductions without a counter, and faulty points."""
        known = rule.measure.span().counters or ()
        place = f"{at}.each"
        for key, off in self.each.items():
            if key not in known:
                what = say("The row has no counter {counter}.", counter=key[:80])
                todo = say("It has: {known}.", known=names(known))
                yield Problem(what, f"{place}.{key[:80]}", todo)
            elif off != ALL and off <= 0:
                yield not_above_zero(f"{place}.{key}")
        for missing in sorted(set(known) - set(self.each)):
            what = say("Nothing is taken off for counter {counter}.", counter=missing)
            yield Problem(what, place, say("Add it, with a number or “all”."))

    def words(self, span: Span) -> Iterator[Message]:
        """Yield a sentence for each deduction; the amount is always a count."""
        titles = span.counters or {}
        for counter, off in self.each.items():
            title = titles.get(counter, counter)
            if off == ALL:
                yield say("one case of “{counter}” takes all points", counter=title)
            else:
                yield say(
                    "{each:points} points off per case of “{counter}”", each=off, counter=title
                )

    @classmethod
    def spelled_out(cls, table: Mapping[str, Any], measure: Mapping[str, Any]) -> Any:
        """Return the table with a single ``each = 0.25`` spread over all counters."""
        if "each" not in table or isinstance(table["each"], Mapping):
            return table
        return {**table, "each": dict.fromkeys(_counter_ids(measure), table["each"])}

    def abbreviated(self, table: Mapping[str, Any], measure: Measure) -> Any:
        """Return the table with the deduction of a single counter as a plain number."""
        is_short = measure.written() is not measure and set(self.each) == {"count"}
        return {**table, "each": table["each"]["count"]} if is_short else table


def _counter_ids(measure: Mapping[str, Any]) -> tuple[str, ...]:
    match measure.get("counters"):
        case [*entries]:
            found = (entry.get("id") for entry in entries if isinstance(entry, Mapping))
            return tuple(one for one in found if isinstance(one, str))
        case _:
            return ("count",)
