"""Answers of people surveyed, weighted; or the percentage, or the points, as announced."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.errors import Message, Problem, say
from parself.rules.amounts import ONE, ZERO, Amount, Context, Share, Values, fraction
from parself.rules.annex import ENTRY, AnnexPart, AnnexRule
from parself.rules.checks import Faults, entry_faults, not_above_zero
from parself.rules.entered import Asked, Fault, number, out_of_range
from parself.rules.expressions import AmountText, Refer, Sheet, literal
from parself.rules.fields import Field
from parself.rules.kinds import Measure, Rule, Span, Stated
from parself.rules.lines import points_ends, reached
from parself.rules.luck import Luck, Result, lucky_share
from parself.rules.rungs import Rung
from parself.rules.steps import Step, StepKind, step
from parself.values import Frozen

PERCENT: Final = "percent"
POINTS: Final = "points"
OF: Final = "of"
NO_OPINION: Final = "no_opinion"

SURVEY_COUNTS: Final = StepKind(
    "survey-counts", say("{weighted:count}/{people:count} opinions = {share:percent}")
)
SURVEY_PART: Final = StepKind("survey-part", say("{title}: {share:percent}, weight {weight:rate}"))
SURVEY_MEAN: Final = StepKind("survey-mean", say("weighted mean {share:percent}"))
SURVEY_PERCENT: Final = StepKind("survey-percent", say("announced {share:percent}"))
SURVEY_POINTS: Final = StepKind(
    "survey-points", say("announced {points:points}/{of:points} points = {share:percent}")
)
OPTION_LINES: Final = AnnexPart(
    "Phương án trả lời", "options", {**ENTRY, "weight": "weight"}, ("title", "weight")
)
ASKED_LINES: Final = AnnexPart("Nhóm được hỏi", "parts", {**ENTRY, "weight": "weight"})


class Option(Frozen):
    """One answer that people surveyed could choose."""

    id: str
    title: str
    weight: Decimal
    """Worth of one such answer, 0 to 1 (usually 1, 0.6, 0.2, 0)."""


class SurveyPart(Frozen):
    """A question or a group of people surveyed, with its weight."""

    id: str
    title: str
    weight: Decimal = Decimal(1)


class Survey(Measure):
    """Answers of people surveyed, weighted; or the percentage, or the points, as announced."""

    options: tuple[Option, ...] = ()
    """Empty where only a percentage or points are announced."""
    parts: tuple[SurveyPart, ...] = ()
    """Several questions or groups; empty means one."""

    kind = "survey"
    maximum_key = OF
    annex = (
        AnnexRule(
            "survey",
            "Kết quả điều tra xã hội học",
            parts=(OPTION_LINES, ASKED_LINES),
            parts_needed=False,
        ),
    )

    def fields(self, _maximum: Decimal, _sub_units: Sequence[str]) -> Iterator[Field]:
        """Yield fields for the counts of options, and for the announced percentage or points."""
        groups = [(f"{part.id}.", part.title) for part in self.parts] or [("", "")]
        if self.options:
            for prefix, title in groups:
                for option in self.options:
                    yield Field(f"{prefix}{option.id}", option.title, "count", group=title)
                yield Field(f"{prefix}{NO_OPINION}", "", "count", group=title, optional=True)
        yield Field(PERCENT, "", "percent", "%", most=Decimal(100))
        yield Field(POINTS, "", "decimal")
        yield Field(OF, "", "decimal", optional=True)

    def is_complete(self, fields: Sequence[Field], values: Values) -> bool:
        """Say whether an announced figure or every count is entered."""
        if PERCENT in values or POINTS in values:
            return True
        tallies = [f.key for f in fields if f.kind == "count" and not f.optional]
        return bool(tallies) and all(key in values for key in tallies)

    def faults(self, asked: Asked, values: Values) -> Iterator[Fault]:
        """Find mixed ways of entering, points above their maximum, and groups without opinions."""
        tallies = [field.key for field in asked.fields if field.kind == "count"]
        ways = [any(key in values for key in tallies), PERCENT in values, POINTS in values]
        if sum(ways) > 1:
            what = say(
                "Enter the counts, or the percentage, or the points announced: only one of them."
            )
            yield Fault(PERCENT, what, say("Clear the fields that are not needed."))
            return
        most, points = number(values.get(OF, asked.maximum)), number(values.get(POINTS, 0))
        if most == 0 or points > most:
            yield out_of_range(POINTS, Decimal(0), most, points)
        counted = [key for key in tallies if not key.endswith(NO_OPINION)]
        for prefix in dict.fromkeys(key.rpartition(".")[0] for key in counted):
            group = [key for key in counted if key.rpartition(".")[0] == prefix]
            if all(key in values for key in group) and not any(
                number(values[key]) for key in group
            ):
                what = say("Nobody gave an opinion, so no rate can be computed.")
                yield Fault(group[0], what, say("Check the counts."))

    def amount(self, maximum: Decimal, values: Values, _context: Context) -> Share:
        """Return the announced share, or the weighted opinions; "no opinion" does not count."""
        if PERCENT in values:
            share = fraction(values[PERCENT]) / 100
            return Share(share, (step(SURVEY_PERCENT, share=share),))
        if POINTS in values:
            points, of = fraction(values[POINTS]), fraction(values.get(OF, maximum))
            share = points / of
            return Share(share, (step(SURVEY_POINTS, points=points, of=of, share=share),))
        if not self.parts:
            share, counts = self._opinions("", values)
            return Share(share, (counts,))
        total = sum((Fraction(part.weight) for part in self.parts), ZERO)
        steps: list[Step] = []
        mean = ZERO
        for part in self.parts:
            share, counts = self._opinions(f"{part.id}.", values)
            weight = Fraction(part.weight) / total
            mean += share * weight
            shown = step(SURVEY_PART, title=part.title, share=share, weight=weight)
            steps.extend((counts, shown))
        return Share(mean, (*steps, step(SURVEY_MEAN, share=mean)))

    def _opinions(self, prefix: str, values: Values) -> tuple[Fraction, Step]:
        counts = [(option, fraction(values[f"{prefix}{option.id}"])) for option in self.options]
        people = sum((count for _, count in counts), ZERO)
        weighted = sum((count * Fraction(option.weight) for option, count in counts), ZERO)
        share = weighted / people
        return share, step(SURVEY_COUNTS, weighted=weighted, people=people, share=share)

    def span(self) -> Span:
        """Return a span up to the weight of the best answer."""
        best = max((option.weight for option in self.options), default=Decimal(1))
        return Span("share", greatest=best)

    def rungs(self, rule: Rule, _values: Values, _now: Amount, _context: Context) -> Iterator[Rung]:
        """Yield shares only: single opinions cannot be changed."""
        best = max((Fraction(option.weight) for option in self.options), default=ONE)
        return reached(rule, "", best)

    def text(self, sheet: Sheet, values: Values, _year: int) -> AmountText:
        """Return the share as a formula, for the way in which the row was entered."""
        if PERCENT in values:
            return AmountText(sheet.cell(PERCENT), "100")
        if POINTS in values:
            of = sheet.cell(OF) if OF in values else sheet.maximum
            return AmountText(sheet.cell(POINTS), of)
        if not self.parts:
            return self._opinions_text("", sheet.cell)
        weighed = []
        for part in self.parts:
            share = self._opinions_text(f"{part.id}.", sheet.cell)
            weighed.append(f"{literal(part.weight)}*{share.over}/({share.under})")
        total = sum((part.weight for part in self.parts), Decimal(0))
        return AmountText(f"({'+'.join(weighed)})", literal(total))

    def _opinions_text(self, prefix: str, cell: Refer) -> AmountText:
        counts = [cell(f"{prefix}{option.id}") for option in self.options]
        pairs = zip(counts, self.options, strict=True)
        weighed = [f"{count}*{literal(option.weight)}" for count, option in pairs]
        return AmountText(f"({'+'.join(weighed)})", "+".join(counts))

    def conditions(
        self, maximum: Decimal, entered: Sequence[Field], values: Values, cell: Refer
    ) -> Iterator[str]:
        """Yield the conditions that points do not exceed their maximum and no group is empty."""
        if POINTS in values:
            most = cell(OF) if OF in values else f"{maximum:f}"
            yield f"{most}>0"
            yield f"{cell(POINTS)}<={most}"
        groups: dict[str, list[str]] = {}
        for field in entered:
            prefix, _dot, key = field.key.rpartition(".")
            if field.kind == "count" and key != NO_OPINION:
                groups.setdefault(prefix, []).append(cell(field.key))
        yield from (f"{'+'.join(counts)}>0" for counts in groups.values())

    def problems(self, at: str, _stated: Stated) -> Faults:
        """Check both lists, their weights, and ids that every survey already uses."""
        if self.options:
            yield from entry_faults(f"{at}.options", self.options)
        if self.parts:
            yield from entry_faults(f"{at}.parts", self.parts)
        for option in self.options:
            place = f"{at}.options[{option.id}]"
            if not 0 <= option.weight <= 1:
                what = say(
                    "The weight is {weight:count}; possible are 0 to 1.", weight=option.weight
                )
                yield Problem(what, f"{place}.weight", say("Write 0.6 for 60 %."))
            if option.id in {PERCENT, POINTS, OF} and not self.parts:
                what = say("“{id}” is a key of every survey.", id=option.id)
                yield Problem(what, f"{place}.id", say("Choose another id."))
        for part in self.parts:
            if part.weight <= 0:
                yield not_above_zero(f"{at}.parts[{part.id}].weight")

    def words(self) -> Iterator[Message]:
        """Yield sentences with the options and the groups."""
        yield say("survey")
        for option in self.options:
            yield say("“{title}” counts {weight:rate}", title=option.title, weight=option.weight)
        for part in self.parts:
            yield say("{title}, weight {weight:count}", title=part.title, weight=part.weight)

    def invented(self, rule: Rule, result: Result, luck: Luck, _context: Context) -> Values:
        """Announce a percentage."""
        share = lucky_share(result, luck, *points_ends(rule))
        return {PERCENT: min(Decimal(100), Decimal(int(share * 100)))}
