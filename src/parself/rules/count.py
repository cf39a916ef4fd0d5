"""A count of one thing, or of several named things."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.errors import Message, say
from parself.rules.amounts import ZERO, Amount, Context, Quantity, Values, fraction
from parself.rules.annex import ENTRY, AnnexPart, AnnexRule
from parself.rules.checks import Faults, entry_faults, not_above_zero, too_great, word_faults
from parself.rules.expressions import AmountText, Sheet
from parself.rules.fields import Field
from parself.rules.kinds import Measure, Rule, Span, Stated, worth
from parself.rules.lines import Line
from parself.rules.luck import Luck, Result, picked
from parself.rules.rungs import Move, Rung
from parself.rules.steps import StepKind, step
from parself.values import Frozen

COUNT_MOST: Final = 10**9
_INVENTED_MOST: Final = 12
COUNTER: Final = StepKind("counter", say("{title}: {count:count} {unit}"))
COUNTER_LINES: Final = AnnexPart(
    "Nội dung đếm", "counters", {**ENTRY, "most": "most"}, lent=("points",)
)


class Counter(Frozen):
    """One of several things that a row counts."""

    id: str
    title: str
    most: int | None = None
    """Greatest count that is possible, when there is one."""


class SingleCount(Frozen):
    """A count of one thing, as a rubric's file writes it: it is entered as ``count``."""

    title: str
    unit: str = ""
    most: int | None = None

    def long(self) -> "Count":
        """Return the full measure that this short form stands for."""
        return Count((Counter("count", self.title, self.most),), self.unit)


class Count(Measure):
    """A count of one thing, or of several named things."""

    counters: tuple[Counter, ...]
    unit: str = ""

    kind = "count"
    short = SingleCount
    annex = (
        AnnexRule(
            "count",
            "Số lượng, nhiều nội dung",
            {"unit": "unit"},
            parts=(COUNTER_LINES,),
            mark="counters",
        ),
        AnnexRule(
            "count",
            "Số lượng",
            {"input1": "title", "unit": "unit", "most": "most"},
            needed=("input1",),
        ),
    )

    @classmethod
    def shape_of(cls, table: Mapping[str, object]) -> type:
        """Return the short form for a table without a list of counters."""
        return cls if "counters" in table else SingleCount

    def written(self) -> Frozen:
        """Return the short form for one unnamed counter, else the measure itself."""
        if not self.is_single:
            return self
        counter = self.counters[0]
        return SingleCount(counter.title, self.unit, counter.most)

    @property
    def is_single(self) -> bool:
        """Whether it is written without a list of counters."""
        return len(self.counters) == 1 and self.counters[0].id == "count"

    def fields(self, _maximum: Decimal, _sub_units: Sequence[str]) -> Iterator[Field]:
        """Yield a field for each counter."""
        for one in self.counters:
            most = None if one.most is None else Decimal(one.most)
            yield Field(one.id, one.title, "count", self.unit, most=most)

    def amount(self, _maximum: Decimal, values: Values, _context: Context) -> Quantity:
        """Return the sum of the counts, with each counter beside it."""
        counts = {one.id: fraction(values[one.id]) for one in self.counters}
        steps = tuple(
            step(COUNTER, title=one.title, count=counts[one.id], unit=self.unit)
            for one in self.counters
        )
        return Quantity(sum(counts.values(), ZERO), steps, counts)

    def span(self) -> Span:
        """Return a span that has an upper end only where every counter has one."""
        most = [one.most for one in self.counters if one.most is not None]
        bounded = len(most) == len(self.counters)
        titles = {one.id: one.title for one in self.counters}
        return Span("quantity", greatest=Decimal(sum(most)) if bounded else None, counters=titles)

    def rungs(self, rule: Rule, values: Values, now: Amount, _context: Context) -> Iterator[Rung]:
        """Yield lower counts of each counter, or, where the scale sees only the sum, other sums."""
        counts = {one.id: fraction(values[one.id]) for one in self.counters}
        found = None if rule.scale is None else rule.scale.fewer(rule, counts)
        if found is None:
            yield from self._line(counts).rungs(rule)
            return
        titles = {one.id: one.title for one in self.counters}
        for fewer in found:
            label = "; ".join(titles[key] for key in fewer.counters)
            yield Rung(Move.FEWER, label, fewer.count, self.unit, fewer.points)

    def _line(self, counts: Mapping[str, Fraction]) -> Line:
        bounded = all(one.most is not None for one in self.counters)
        room = [c.title for c in self.counters if c.most is None or counts[c.id] < c.most]
        unbounded = [one.title for one in self.counters if one.most is None]
        return Line(
            label=unbounded[0] if unbounded else "; ".join(room),
            fewer="; ".join(one.title for one in self.counters if counts[one.id]),
            unit=self.unit,
            entered=sum(counts.values(), ZERO),
            most=sum((Fraction(c.most or 0) for c in self.counters), ZERO) if bounded else None,
            is_share=False,
        )

    def text(self, sheet: Sheet, _values: Values, _year: int) -> AmountText:
        """Return the sum of the cells."""
        counts = {one.id: sheet.cell(one.id) for one in self.counters}
        return AmountText("+".join(counts.values()), counters=counts)

    def problems(self, at: str, _stated: Stated) -> Faults:
        """Check the list, or the one title, and the greatest counts."""
        if self.is_single:
            yield from word_faults(f"{at}.title", self.counters[0].title)
        else:
            yield from entry_faults(f"{at}.counters", self.counters)
        for one in self.counters:
            place = f"{at}.most" if self.is_single else f"{at}.counters[{one.id}].most"
            if one.most is not None and one.most < 1:
                yield not_above_zero(place)
            elif one.most is not None and one.most > COUNT_MOST:
                yield too_great(place, COUNT_MOST)

    def words(self) -> Iterator[Message]:
        """Yield a sentence for each thing that is counted."""
        for one in self.counters:
            yield say("number of: {title}", title=one.title)

    def invented(self, rule: Rule, result: Result, luck: Luck, context: Context) -> Values:
        """Choose the first count for the most points, for fewer, or the least; others are 0."""
        first, *others = self.counters
        most = _INVENTED_MOST if first.most is None else min(first.most, _INVENTED_MOST)
        none = {one.id: 0 for one in others}
        levels: dict[Fraction, int] = {}
        for count in range(most, -1, -1):
            amount = self.amount(rule.points, {first.id: count, **none}, context)
            levels[worth(rule, amount)[0]] = count
        best_first = [levels[points] for points in sorted(levels, reverse=True)]
        return {first.id: picked(result, best_first), **none}
