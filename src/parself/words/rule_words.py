"""A row's rule in sentences: what is entered, and what it is worth.

For comparing two editions and for reading a rule without its TOML. Each measure and each
scale has its sentence here and nowhere else.
"""

from collections.abc import Iterator

from parself.errors import Message, say
from parself.i18n import render
from parself.rubric import model as m
from parself.rubric import rules as r


def rule_words(row: m.Row) -> tuple[str, ...]:
    """Return the rule as short sentences: the measure first, then the scale."""
    said = [*_measure(row.measure)]
    if row.scale is not None:
        said += _scale(row.scale, is_share=_is_share(row.measure))
    return tuple(render(one) for one in said)


def _is_share(measure: r.Measure) -> bool:
    match measure:
        case r.Change(compare=compare):
            return compare == "ratio"
        case r.Ratio() | r.Table() | r.Mean() | r.Survey():
            return True
        case _:
            return False


def _measure(measure: r.Measure) -> Iterator[Message]:
    match measure:
        case r.Choice(levels):
            for level in levels:
                yield say("“{title}”: {points:points} points", **_named(level))
        case r.Checklist(parts):
            for part in parts:
                yield say("“{title}” met: {points:points} points", **_named(part))
        case r.Given(step):
            yield say("points entered directly")
            if step is not None:
                yield say("in steps of {step:points}", step=step)
        case r.Ratio(part, whole):
            yield say("{part} / {whole}", part=part.title, whole=whole.title)
        case r.Table(passes=str(passes)):
            yield say("share of sub-units: {passes}", passes=passes)
        case r.Table(part, whole):
            yield say("summed over sub-units: {part} / {whole}", part=part, whole=whole)
        case r.Mean(parts):
            for one in parts:
                yield _mean_part(one)
        case r.Survey():
            yield from _survey(measure)
        case r.Count(counters):
            for counter in counters:
                yield say("number of: {title}", title=counter.title)
        case r.DateDue():
            yield from _date(measure)
        case r.Change(value, base, compare):
            values = {"value": value.title, "base": base.title}
            told = say("{value} / {base}") if compare == "ratio" else say("{value} − {base}")
            yield Message(told.id, values)


def _named(one: r.Level | r.Part) -> dict[str, object]:
    return {"title": one.title, "points": one.points}


def _mean_part(one: r.MeanPart) -> Message:
    values = {"part": one.part.title, "whole": one.whole.title, "weight": one.weight}
    if one.target is None:
        return Message(say("{part} / {whole}, weight {weight:count}").id, values)
    told = say("{part} / {whole}, weight {weight:count}, target {target:rate}")
    return Message(told.id, {**values, "target": one.target})


def _survey(measure: r.Survey) -> Iterator[Message]:
    yield say("survey")
    for option in measure.options:
        yield say("“{title}” counts {weight:rate}", title=option.title, weight=option.weight)
    for part in measure.parts:
        yield say("{title}, weight {weight:count}", title=part.title, weight=part.weight)


def _date(measure: r.DateDue) -> Iterator[Message]:
    yield say("date: {title}", title=measure.title)
    if (due := measure.due) is not None:
        values = {"day": due.day, "month": due.month}
        told = say("due {day}/{month}")
        if due.year:
            told = say("due {day}/{month} of the year before")
        yield Message(told.id, values)
    if (reference := measure.reference) is not None:
        yield say("{days} days after {title}", days=reference.days_after, title=reference.title)


def _scale(scale: r.Scale, *, is_share: bool) -> Iterator[Message]:
    match scale:
        case r.Proportional():
            yield from _proportional(scale)
        case r.Bands(bands):
            yield from (_band(band, is_share=is_share) for band in bands)
        case r.AllOrNothing(at):
            told = say("full points from {at:rate} on, else 0")
            if not is_share:
                told = say("full points from {at:count} on, else 0")
            yield Message(told.id, {"at": at})
        case r.Deduct(each):
            for counter, off in each.items():
                yield _off(counter, off)
        case r.PerCase(each):
            yield say("{each:points} points per case", each=each)


def _off(counter: str, off: object) -> Message:
    if off == "all":
        return say("one case of “{counter}” takes all points", counter=counter)
    return say("{each:points} points off per case of “{counter}”", each=off, counter=counter)


def _proportional(scale: r.Proportional) -> Iterator[Message]:
    yield say("straight from 0 to full points") if scale.from_zero else say("in proportion")
    if scale.zero_below is not None:
        yield say("under {low:rate}: 0 points", low=scale.zero_below)
    if scale.full_at is not None:
        yield say("from {full:rate} on: full points", full=scale.full_at)
    if scale.target is not None:
        yield say("full points at the target {target:rate}", target=scale.target)


def _band(band: r.Band, *, is_share: bool) -> Message:
    values = {"low": band.lower, "worth": _worth(band)}
    if band.lower is None:
        told = say("lowest: {worth}")
    elif is_share:
        told = say("from {low:rate} on: {worth}")
        told = told if band.above is None else say("above {low:rate}: {worth}")
    else:
        told = say("from {low:count} on: {worth}")
        told = told if band.above is None else say("above {low:count}: {worth}")
    return Message(told.id, values)


def _worth(band: r.Band) -> Message:
    if band.points == "proportional":
        return say("in proportion")
    return say("{points:points} points", points=band.points)
