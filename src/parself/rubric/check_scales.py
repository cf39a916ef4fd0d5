"""Faults of what a row's amount is worth: does the scale fit, can the maximum be reached?

What a measure can amount to (`span`) decides most of it: a share of a whole is never
above 1, so a threshold of 95 is 0.95 mistyped; a count is never below 0, so a band
below 0 is never met. Whether the maximum can be reached is asked only of a rule without
other faults, so that one mistake gives one message.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from attrs import frozen

from parself.errors import Problem, say
from parself.rubric import model as m
from parself.rubric import rules
from parself.rubric.check_basics import (
    Faults,
    below_zero,
    empty_list,
    names,
    never_reached,
    not_above_zero,
    share_end_faults,
    wrong_sum,
)

ONE = Decimal(1)


@frozen
class Span:
    """What a measure gives, and between which ends; None: no end."""

    gives: Literal["points", "share", "quantity"]
    least: Decimal | None = Decimal(0)
    greatest: Decimal | None = None


def span(measure: rules.Measure) -> Span:
    """Return what a measure can amount to, before any answer is known."""
    match measure:
        case rules.Choice() | rules.Checklist() | rules.Given():
            return Span("points")
        case rules.Ratio():
            return Span("share", greatest=None if measure.may_exceed else ONE)
        case rules.Survey(options):
            return Span("share", greatest=max((o.weight for o in options), default=ONE))
        case rules.Table() | rules.Mean():
            return Span("share", greatest=ONE)
        case rules.Count(counters):
            most = [counter.most for counter in counters if counter.most is not None]
            bounded = len(most) == len(counters)
            return Span("quantity", greatest=Decimal(sum(most)) if bounded else None)
        case rules.Change(compare="ratio"):
            return Span("share", least=None if measure.signed else Decimal(0))
        case rules.DateDue() | rules.Change():
            return Span("quantity", least=None)


def scale_faults(at: str, row: m.Row, *, sound: bool) -> Faults:
    """Find every fault of a row's scale and points; `at` is the row's key path.

    `sound` says that the measure and the row's points are good by themselves.
    """
    if not _is_fit(row):
        yield _unfit(at, row)
        return
    faults = [*_worth_faults(at, row)]
    yield from faults
    if sound and not faults and not _can_reach_maximum(row):
        yield Problem(
            say(
                "No possible answer reaches the {points:points} points of the row.",
                points=row.points,
            ),
            f"{at}.points",
            say("Correct the points of the row, or of its rule."),
        )


def _is_fit(row: m.Row) -> bool:
    """Say whether the format pairs the row's measure with its scale."""
    gives = span(row.measure).gives
    match row.scale:
        case None:
            return gives == "points"
        case rules.Proportional():
            return gives == "share"
        case rules.Bands() | rules.AllOrNothing():
            return gives != "points"
        case rules.Deduct():
            return isinstance(row.measure, rules.Count)
        case rules.PerCase():
            return isinstance(row.measure, rules.Count) and isinstance(row, m.Adjustment)


def _unfit(at: str, row: m.Row) -> Problem:
    fitting = {
        "points": say("Take the scale out: this measure has points itself."),
        "share": say(
            "Use shares (proportional), steps (bands) or all or nothing (all_or_nothing)."
        ),
        "quantity": say(
            "Use steps (bands) or all or nothing (all_or_nothing); for counts also (deduct)."
        ),
    }
    if row.scale is None:
        what = say("The measure gives no points by itself, and the row has no scale.")
    elif isinstance(row.scale, rules.PerCase) and isinstance(row.measure, rules.Count):
        what = say("Points per case (per_case) are for adjustments only.")
    else:
        what = say("This scale does not fit the row's measure.")
    return Problem(what, f"{at}.scale", fitting[span(row.measure).gives])


def _worth_faults(at: str, row: m.Row) -> Faults:
    scale_at = f"{at}.scale"
    match row.measure, row.scale:
        case rules.Choice(levels), _:
            for level in levels:
                place = f"{at}.measure.levels[{level.id}].points"
                yield from _within(place, level.points, row.points)
        case rules.Checklist(parts), _:
            yield from _checklist_faults(f"{at}.measure.parts", parts, row.points)
        case measure, rules.Proportional() as scale:
            yield from _proportional_faults(scale_at, scale, span(measure).greatest)
        case _, rules.Bands(bands):
            yield from _bands_faults(f"{scale_at}.bands", row, bands)
        case _, rules.AllOrNothing(end):
            yield from _all_or_nothing_faults(f"{scale_at}.at", row, end)
        case rules.Count(counters), rules.Deduct() as scale:
            yield from _deduct_faults(f"{scale_at}.each", scale, counters)
        case _, rules.PerCase(each) if each <= 0:
            yield not_above_zero(f"{scale_at}.each")
        case _, rules.PerCase(each):
            yield from _within(f"{scale_at}.each", each, row.points)
        case _:
            pass


def _within(at: str, points: Decimal, maximum: Decimal) -> Faults:
    if points < 0:
        yield below_zero(at)
    elif points > maximum > 0:
        yield Problem(
            say(
                "{points:points} points are more than the row's {maximum:points}.",
                points=points,
                maximum=maximum,
            ),
            at,
            say("Correct one of the two."),
        )


def _checklist_faults(at: str, parts: Sequence[rules.Part], maximum: Decimal) -> Faults:
    faulty = [part for part in parts if part.points <= 0]
    yield from (not_above_zero(f"{at}[{part.id}].points") for part in faulty)
    total = _total(parts)
    if not faulty and total > maximum > 0:
        yield wrong_sum(at, total, maximum)


def _total(parts: Sequence[rules.Part]) -> Fraction:
    return sum((Fraction(part.points) for part in parts), Fraction(0))


def _proportional_faults(at: str, scale: rules.Proportional, greatest: Decimal | None) -> Faults:
    if scale.target is not None and (scale.full_at is not None or scale.from_zero):
        yield Problem(
            say("target excludes full_at and from_zero."), f"{at}.target", say("Keep one of them.")
        )
    if scale.from_zero and scale.zero_below is None:
        yield Problem(
            say("from_zero needs zero_below."),
            f"{at}.from_zero",
            say("Add zero_below, or take from_zero out."),
        )
    ends = [*_end_faults(at, scale, greatest)]
    yield from ends
    low, top = scale.zero_below, _top(scale)
    if not ends and low is not None and (low > top or (low == top and scale.from_zero)):
        yield Problem(
            say(
                "zero_below ({low:count}) is not below {top:count}, where the maximum begins.",
                low=low,
                top=top,
            ),
            f"{at}.zero_below",
            say("Correct one of the two."),
        )


def _top(scale: rules.Proportional) -> Decimal:
    """Return the share at which the maximum begins."""
    return next((end for end in (scale.full_at, scale.target) if end is not None), ONE)


def _end_faults(at: str, scale: rules.Proportional, greatest: Decimal | None) -> Faults:
    for key, end in (("full_at", scale.full_at), ("target", scale.target)):
        if end is not None:
            yield from share_end_faults(f"{at}.{key}", end, greatest)
    if scale.zero_below is not None and scale.zero_below < 0:
        yield below_zero(f"{at}.zero_below")


def _bands_faults(at: str, row: m.Row, bands: Sequence[rules.Band]) -> Faults:
    yield from empty_list(at, bands)
    order = [*_band_order_faults(at, bands)]
    yield from order
    for number, band in enumerate(bands, start=1):
        place = f"{at}[#{number}].points"
        if isinstance(band.points, Decimal):
            yield from _within(place, band.points, row.points)
        elif span(row.measure).gives != "share":
            yield Problem(
                say("A number of cases or days has no share to be proportional to."),
                place,
                say("Write points."),
            )
    if isinstance(row.measure, rules.DateDue) and not order and _late_pays(row, bands):
        yield _paid_for_being_late(at)


def _band_order_faults(at: str, bands: Sequence[rules.Band]) -> Faults:
    """The first band has no lower end; every later one has one, and they rise."""
    if bands and bands[0].lower is not None:
        yield Problem(
            say("The first band has a lower end, so nothing is said of what lies below."),
            f"{at}[#1]",
            say("Put a band without from and above first."),
        )
    for number, (before, band) in enumerate(pairwise(bands), start=2):
        place = f"{at}[#{number}]"
        if band.from_ is not None and band.above is not None:
            yield Problem(say("A band has from or above, not both."), place, say("Keep one."))
        elif band.lower is None:
            yield Problem(
                say("The band has no lower end."), place, say("Add from (≥) or above (>).")
            )
        elif not _rises(before, band):
            yield Problem(
                say("The band does not start above the one before it."),
                place,
                say("Order the bands by rising lower ends."),
            )


def _rises(before: rules.Band, band: rules.Band) -> bool:
    """Say whether a band starts later; from 1 and then above 1 leaves a band of just 1."""
    if before.lower is None or band.lower is None:
        return True
    exactly = before.from_ is not None and band.above is not None
    return band.lower > before.lower or (band.lower == before.lower and exactly)


def _late_pays(row: m.Row, bands: Sequence[rules.Band]) -> bool:
    """Say whether some later day is worth more; of a penalty, whether it costs less."""
    sign = -1 if _is_penalty(row) else 1
    worth = [band.points * sign for band in bands if isinstance(band.points, Decimal)]
    return any(later > earlier for earlier, later in pairwise(worth))


def _is_penalty(row: m.Row) -> bool:
    return isinstance(row, m.Adjustment) and row.kind == "penalty"


def _paid_for_being_late(at: str) -> Problem:
    return Problem(
        say("A later day is worth more than an earlier one."),
        at,
        say("Days count from the due date: 0 or less is in time."),
    )


def _all_or_nothing_faults(at: str, row: m.Row, end: Decimal) -> Faults:
    amount = span(row.measure)
    if isinstance(row.measure, rules.DateDue):
        if not _is_penalty(row):
            yield _paid_for_being_late(at)
    elif amount.least is not None and end <= amount.least:
        yield not_above_zero(at)
    elif amount.greatest is not None and end > amount.greatest:
        yield never_reached(at, end)


def _deduct_faults(at: str, scale: rules.Deduct, counters: Sequence[rules.Counter]) -> Faults:
    known = {counter.id for counter in counters}
    for key, off in scale.each.items():
        if key not in known:
            yield Problem(
                say("The row has no counter {counter}.", counter=key[:80]),
                f"{at}.{key[:80]}",
                say("It has: {known}.", known=names(counter.id for counter in counters)),
            )
        elif off != "all" and off <= 0:
            yield not_above_zero(f"{at}.{key}")
    for missing in sorted(known - set(scale.each)):
        yield Problem(
            say("Nothing is taken off for counter {counter}.", counter=missing),
            at,
            say("Add it, with a number or “all”."),
        )


def _can_reach_maximum(row: m.Row) -> bool:
    """Say whether some answer is worth all of the row's points, the rule being sound otherwise."""
    amount = span(row.measure)
    match row.measure, row.scale:
        case rules.Choice(levels), _:
            return any(level.points == row.points for level in levels)
        case rules.Checklist(parts), _:
            return _total(parts) == Fraction(row.points)
        case rules.Given(step), _ if step is not None:
            return Fraction(row.points) % Fraction(step) == 0
        case _, rules.Proportional() as scale:
            return amount.greatest is None or amount.greatest >= _top(scale)
        case _, rules.Bands(bands):
            following = (*bands[1:], None)
            pairs = zip(bands, following, strict=True)
            return any(_band_reaches(row.points, band, after, amount) for band, after in pairs)
        case _, rules.PerCase(each):
            return amount.greatest is None or amount.greatest * each >= row.points
        case _:
            return True


def _band_reaches(
    maximum: Decimal, band: rules.Band, after: rules.Band | None, amount: Span
) -> bool:
    """Say whether a possible amount falls into the band and is worth the maximum there."""
    if not _starts_by(band, amount.greatest) or not _goes_on_to(after, amount.least):
        return False
    if band.points == "proportional":
        return (amount.greatest is None or amount.greatest >= ONE) and _goes_on_to(after, ONE)
    return band.points == maximum


def _starts_by(band: rules.Band, greatest: Decimal | None) -> bool:
    """Say whether the band holds anything up to `greatest`."""
    if band.lower is None or greatest is None:
        return True
    return band.lower < greatest or (band.lower == greatest and band.from_ is not None)


def _goes_on_to(after: rules.Band | None, least: Decimal | None) -> bool:
    """Say whether the band before `after` holds anything from `least` on."""
    if after is None or after.lower is None or least is None:
        return True
    return after.lower > least or (after.lower == least and after.above is not None)
