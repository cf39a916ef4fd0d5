"""What the entered values amount to: points, a share, or a quantity.

One function per measure of the rubric; all are exact and take complete, possible
values (`parself.assessment.entries` sees to that). What the amount is worth is
the business of `parself.scoring.scales`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from parself.assessment.model import Value
from parself.rubric import model as m
from parself.rubric import rules
from parself.rubric.fields import (
    NOT_DONE,
    NOT_ISSUED,
    SURVEY_OF,
    SURVEY_PERCENT,
    SURVEY_POINTS,
    line_ids,
)
from parself.scoring.steps import Step, StepKind, step

Values = Mapping[str, Value]


@frozen
class Points:
    """The measure itself has points."""

    value: Fraction
    steps: tuple[Step, ...]


@frozen
class Share:
    """A part of a whole; 1 is all. May be above 1 or below 0 where the rule allows it."""

    value: Fraction
    steps: tuple[Step, ...]


@frozen
class Quantity:
    """A count, a number of days, a difference."""

    value: Fraction | None
    """None: never happened, worse than any number (a document that was not issued)."""
    steps: tuple[Step, ...]
    counters: Mapping[str, Fraction] = field(factory=dict)
    """The named counters that add up to `value`."""
    is_days: bool = False


Amount = Points | Share | Quantity


@frozen
class Context:
    """What a measure depends on besides the entered values."""

    year: int
    """The year assessed: due dates are relative to it."""
    sub_units: Sequence[str] = ()
    """The unit's communes: the lines of tables."""


def measure(row: m.Row, values: Values, context: Context) -> Amount:
    """Return what complete and possible values amount to under the row's measure."""
    match row.measure:
        case rules.Choice(levels):
            return _choice(levels, values)
        case rules.Checklist(parts):
            return _checklist(parts, values)
        case rules.Given():
            given = _fraction(values["points"])
            return Points(given, (step(StepKind.GIVEN, points=given),))
        case rules.Ratio():
            return _ratio(row.measure, values)
        case rules.Table():
            return _table(row.measure, values, line_ids(context.sub_units))
        case rules.Mean(parts):
            return _mean(parts, values)
        case rules.Survey():
            return _survey(row.measure, row.points, values)
        case rules.Count(counters):
            return _count(counters, values, row.measure.unit)
        case rules.DateDue():
            return _date(row.measure, values, context.year)
        case rules.Change():
            return _change(row.measure, values)


def _fraction(value: Value) -> Fraction:
    if isinstance(value, int | Decimal):
        return Fraction(value)
    raise TypeError(value)


def _choice(levels: Sequence[rules.Level], values: Values) -> Points:
    level = next(level for level in levels if level.id == values["choice"])
    points = Fraction(level.points)
    return Points(points, (step(StepKind.LEVEL, title=level.title, points=points),))


def _checklist(parts: Sequence[rules.Part], values: Values) -> Points:
    steps = [
        step(
            StepKind.PART_MET if values[part.id] is True else StepKind.PART_NOT_MET,
            title=part.title,
            points=part.points,
        )
        for part in parts
    ]
    met = [part for part in parts if values[part.id] is True]
    total = sum((Fraction(part.points) for part in met), Fraction(0))
    steps.append(step(StepKind.SUM, met=len(met), of=len(parts), points=total))
    return Points(total, tuple(steps))


def _ratio(ratio: rules.Ratio, values: Values) -> Share:
    if values.get(NOT_DONE) is True:
        return Share(Fraction(0), (step(StepKind.NOT_DONE, title=ratio.not_done),))
    part, whole = _fraction(values["part"]), _fraction(values["whole"])
    share = part / whole
    shown = step(StepKind.RATIO, part=part, whole=whole, share=share, unit=ratio.unit)
    return Share(share, (shown,))


def _table(table: rules.Table, values: Values, lines: Sequence[str]) -> Share:
    if table.passes is not None:
        passing = sum(values[line] is True for line in lines)
        share = Fraction(passing, len(lines))
        return Share(
            share, (step(StepKind.TABLE_PASSES, part=passing, whole=len(lines), share=share),)
        )
    part = sum((_fraction(values[f"{line}.part"]) for line in lines), Fraction(0))
    whole = sum((_fraction(values[f"{line}.whole"]) for line in lines), Fraction(0))
    share = part / whole
    summed = step(StepKind.TABLE_SUM, part=part, whole=whole, share=share, lines=len(lines))
    return Share(share, (summed,))


def _mean(parts: Sequence[rules.MeanPart], values: Values) -> Share:
    total = sum((Fraction(part.weight) for part in parts), Fraction(0))
    steps: list[Step] = []
    mean = Fraction(0)
    for part in parts:
        counted, shown = _mean_part(part, values, Fraction(part.weight) / total)
        mean += counted
        steps.append(shown)
    return Share(mean, (*steps, step(StepKind.MEAN, share=mean)))


def _mean_part(part: rules.MeanPart, values: Values, weight: Fraction) -> tuple[Fraction, Step]:
    entered, whole = _fraction(values[f"{part.id}.part"]), _fraction(values[f"{part.id}.whole"])
    target = Fraction(part.target if part.target is not None else 1)
    share = entered / whole
    reached = min(Fraction(1), share / target)
    shown = step(
        StepKind.MEAN_PART,
        title=part.title,
        part=entered,
        whole=whole,
        share=share,
        target=target,
        reached=reached,
        weight=weight,
    )
    return reached * weight, shown


def _survey(survey: rules.Survey, maximum: Decimal, values: Values) -> Share:
    """Weigh opinions; those without opinion stay out of the divisor (`no_opinion`)."""
    if SURVEY_PERCENT in values:
        share = _fraction(values[SURVEY_PERCENT]) / 100
        return Share(share, (step(StepKind.SURVEY_PERCENT, share=share),))
    if SURVEY_POINTS in values:
        points = _fraction(values[SURVEY_POINTS])
        of = _fraction(values.get(SURVEY_OF, maximum))
        share = points / of
        return Share(share, (step(StepKind.SURVEY_POINTS, points=points, of=of, share=share),))
    if not survey.parts:
        share, counts = _opinions(survey.options, "", values)
        return Share(share, (counts,))
    total = sum((Fraction(part.weight) for part in survey.parts), Fraction(0))
    steps: list[Step] = []
    mean = Fraction(0)
    for part in survey.parts:
        share, counts = _opinions(survey.options, f"{part.id}.", values)
        weight = Fraction(part.weight) / total
        mean += share * weight
        shown = step(StepKind.SURVEY_PART, title=part.title, share=share, weight=weight)
        steps.extend((counts, shown))
    return Share(mean, (*steps, step(StepKind.SURVEY_MEAN, share=mean)))


def _opinions(
    options: Sequence[rules.Option], prefix: str, values: Values
) -> tuple[Fraction, Step]:
    counts = [(option, _fraction(values[f"{prefix}{option.id}"])) for option in options]
    people = sum((count for _, count in counts), Fraction(0))
    weighted = sum((count * Fraction(option.weight) for option, count in counts), Fraction(0))
    share = weighted / people
    return share, step(StepKind.SURVEY_COUNTS, weighted=weighted, people=people, share=share)


def _count(counters: Sequence[rules.Counter], values: Values, unit: str) -> Quantity:
    counts = {counter.id: _fraction(values[counter.id]) for counter in counters}
    steps = tuple(
        step(StepKind.COUNTER, title=counter.title, count=counts[counter.id], unit=unit)
        for counter in counters
    )
    return Quantity(sum(counts.values(), Fraction(0)), steps, counts)


def _date(rule: rules.DateDue, values: Values, year: int) -> Quantity:
    if values.get(NOT_ISSUED) is True:
        return Quantity(None, (step(StepKind.NOT_ISSUED, title=rule.not_issued),), is_days=True)
    issued = _day(values["date"])
    due = due_date(rule, values, year)
    days = (issued - due).days
    shown = step(StepKind.DATE, date=issued, due=due, days=days)
    return Quantity(Fraction(days), (shown,), is_days=True)


def due_date(rule: rules.DateDue, values: Values, year: int) -> date:
    """Return the due date: the later of the fixed day and the reference's day plus its delay."""
    days = [rule.due.in_year(year)] if rule.due is not None else []
    if rule.reference is not None and "reference" in values:
        days.append(_day(values["reference"]) + timedelta(days=rule.reference.days_after))
    return max(days)


def _day(value: Value) -> date:
    if isinstance(value, date):
        return value
    raise TypeError(value)


def _change(change: rules.Change, values: Values) -> Share | Quantity:
    value, base = _fraction(values["value"]), _fraction(values["base"])
    if change.compare == "ratio":
        share = value / base
        return Share(share, (step(StepKind.CHANGE_RATIO, value=value, base=base, share=share),))
    return Quantity(
        value - base,
        (step(StepKind.DIFFERENCE, value=value, base=base, quantity=value - base),),
    )
