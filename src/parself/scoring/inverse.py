"""How far it is to the next level and to full marks, where a rule can be turned round.

The inverse runs on the unrounded rule with everything else held fixed: the whole of a
ratio, the base of a comparison, the other parts of a mean. Whether the distance can
still be travelled (a closed year cannot) is for `parself.words.wording` to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from attrs import evolve, frozen

from parself.assessment.model import Value
from parself.rubric import model as m
from parself.rubric import rules
from parself.rubric.fields import line_ids
from parself.scoring.measures import Amount, Context, Quantity, Share, measure
from parself.scoring.scales import worth

_CENT = Fraction(1, 100)


class Move(StrEnum):
    """In which direction a figure would have to differ."""

    MORE = "more"
    FEWER = "fewer"
    EARLIER = "earlier"
    LEVEL = "level"
    PART = "part"


@frozen
class Rung:
    """A better place for one row: what would have to differ, and what it would be worth."""

    move: Move
    label: str
    """Which figure, level or part."""
    amount: Fraction | None
    """By how much the figure would have to differ; None for a level or a part."""
    unit: str
    points: Fraction
    """Exact points of the row there."""
    gain: Fraction
    """Points above the present ones."""
    threshold: Fraction | None = None
    """Share or quantity at which the rung begins."""


@frozen
class Inverse:
    """The next better rung and the one with full marks; None where there is no such rung."""

    next: Rung | None
    full: Rung | None


Values = Mapping[str, Value]


def inverse(row: m.Row, values: Values, context: Context) -> Inverse:
    """Return the next and the full rung of a completely answered row; a penalty has none."""
    better = rungs(row, values, context)
    maximum = Fraction(row.points)
    full = next((rung for rung in better if rung.points == maximum), None)
    return Inverse(better[0] if better else None, full)


def rungs(row: m.Row, values: Values, context: Context) -> tuple[Rung, ...]:
    """Return every better rung of a completely answered row, the nearest first."""
    if isinstance(row, m.Adjustment) and row.kind == "penalty":
        return ()
    amount = measure(row, values, context)
    points, _ = worth(row, amount)
    found = sorted(_rungs(row, values, amount, context), key=lambda rung: rung.points)
    return tuple(evolve(rung, gain=rung.points - points) for rung in found if rung.points > points)


def _rungs(row: m.Row, values: Values, amount: Amount, context: Context) -> Iterator[Rung]:
    match row.measure, amount:
        case rules.Choice(levels), _:
            for level in levels:
                yield _rung(Move.LEVEL, level.title, None, "", Fraction(level.points))
        case rules.Checklist(parts), _:
            yield from _unmet(parts, values)
        case ((rules.Count() | rules.DateDue()), Quantity()):
            yield from _quantity_rungs(row, amount)
        case rules.Change(), (Share() | Quantity()):
            yield from _change_rungs(row, row.measure, values, amount)
        case rules.Ratio() as ratio, Share() if "whole" in values:
            smallest = _CENT if ratio.decimals else Fraction(1)
            line = _Line(
                ratio.part.title, ratio.unit, _number(values["part"]), _number(values["whole"])
            )
            yield from _share_rungs(row, amount, line, smallest)
        case rules.Table() as table, Share():
            line = _table_line(table, values, line_ids(context.sub_units))
            yield from _share_rungs(row, amount, line, Fraction(1))
        case rules.Mean(parts), Share(share):
            yield from _mean_rungs(row, parts, values, share)


def _rung(
    move: Move,
    label: str,
    amount: Fraction | None,
    unit: str,
    points: Fraction,
    threshold: Fraction | None = None,
) -> Rung:
    return Rung(move, label, amount, unit, points, Fraction(0), threshold)


def _unmet(parts: Sequence[rules.Part], values: Values) -> Iterator[Rung]:
    """Each part that is not met, on its own; and all of them together."""
    missing = [part for part in parts if values[part.id] is not True]
    met = sum((Fraction(p.points) for p in parts if values[p.id] is True), Fraction(0))
    for part in missing:
        yield _rung(Move.PART, part.title, None, "", met + Fraction(part.points))
    if len(missing) > 1:
        everything = met + sum((Fraction(part.points) for part in missing), Fraction(0))
        yield _rung(Move.PART, "; ".join(part.title for part in missing), None, "", everything)


@frozen
class _Line:
    """A ratio whose part could be greater while the whole stays."""

    label: str
    unit: str
    part: Fraction
    whole: Fraction

    def more(self, share: Fraction, *, strict: bool, smallest: Fraction) -> Fraction:
        """Return by how much the part must grow to reach `share` (or pass it, if strict)."""
        needed = share * self.whole / smallest
        steps = floor(needed) + 1 if strict else ceil(needed)
        return steps * smallest - self.part


def _number(value: Value) -> Fraction:
    return Fraction(value) if isinstance(value, int | Decimal) else Fraction(0)


def _table_line(table: rules.Table, values: Values, lines: Sequence[str]) -> _Line:
    if table.passes is not None:
        passing = Fraction(sum(values[line] is True for line in lines))
        return _Line(table.passes, table.unit, passing, Fraction(len(lines)))
    part = sum((_number(values[f"{line}.part"]) for line in lines), Fraction(0))
    whole = sum((_number(values[f"{line}.whole"]) for line in lines), Fraction(0))
    return _Line(table.part or "", table.unit, part, whole)


def _thresholds(row: m.Row) -> Iterator[tuple[Fraction, bool]]:
    """Yield the shares or quantities at which the scale's worth may jump or end, and if passed."""
    match row.scale:
        case rules.Proportional() as scale:
            if scale.zero_below is not None:
                yield Fraction(scale.zero_below), False
            yield Fraction(scale.full_at or scale.target or 1), False
        case rules.Bands(bands):
            for band in bands[1:]:
                if band.lower is not None:
                    yield Fraction(band.lower), band.above is not None
            if any(band.points == "proportional" for band in bands):
                yield Fraction(1), False
        case rules.AllOrNothing(at):
            yield Fraction(at), False


def _share_rungs(row: m.Row, now: Share, line: _Line, smallest: Fraction) -> Iterator[Rung]:
    for threshold, strict in _thresholds(row):
        more = line.more(threshold, strict=strict, smallest=smallest)
        if more <= 0:
            continue
        there = (line.part + more) / line.whole
        points, _ = worth(row, Share(there, now.steps))
        yield _rung(Move.MORE, line.label, more, line.unit, points, threshold)


def _quantity_rungs(row: m.Row, now: Quantity) -> Iterator[Rung]:
    measure_of = row.measure
    if isinstance(measure_of, rules.DateDue):
        yield from _earlier(row, now)
    elif isinstance(measure_of, rules.Count) and isinstance(row.scale, rules.Deduct):
        yield from _fewer(row, row.scale, measure_of, now)
    elif isinstance(measure_of, rules.Count) and now.value is not None:
        label = measure_of.counters[0].title
        for threshold, strict in _thresholds(row):
            target = Fraction(floor(threshold) + 1 if strict else ceil(threshold))
            points, _ = worth(row, Quantity(target, ()))
            if target > now.value:
                yield _rung(
                    Move.MORE, label, target - now.value, measure_of.unit, points, threshold
                )


def _earlier(row: m.Row, now: Quantity) -> Iterator[Rung]:
    """Bands of a date fall as days pass: the last day of each earlier band is a rung."""
    if now.value is None or not isinstance(row.scale, rules.Bands):
        return
    for following in row.scale.bands[1:]:
        if following.lower is None:
            continue
        last = Fraction(following.lower) if following.above is not None else following.lower - 1
        points, _ = worth(row, Quantity(Fraction(last), (), is_days=True))
        if last < now.value:
            yield _rung(Move.EARLIER, "", now.value - Fraction(last), "", points, Fraction(last))


def _fewer(row: m.Row, scale: rules.Deduct, count: rules.Count, now: Quantity) -> Iterator[Rung]:
    """So many fewer of each counter that points are left again, and none at all."""
    beyond = _off(scale, now) - Fraction(row.points)
    for counter in count.counters:
        there = now.counters[counter.id]
        if there == 0:
            continue
        each = scale.each[counter.id]
        fewer = there
        if each != "all":
            fewer = min(there, max(0, floor(beyond / Fraction(each))) + Fraction(1))
        points, _ = worth(row, Quantity(None, (), {**now.counters, counter.id: there - fewer}))
        yield _rung(Move.FEWER, counter.title, fewer, count.unit, points)
    cases = sum(now.counters.values(), Fraction(0))
    if cases:
        label = "; ".join(c.title for c in count.counters if now.counters[c.id])
        yield _rung(Move.FEWER, label, cases, count.unit, Fraction(row.points))


def _off(scale: rules.Deduct, now: Quantity) -> Fraction:
    """Return how many points the counters take off together, even beyond the maximum."""
    each = ((count, scale.each[counter]) for counter, count in now.counters.items())
    return sum((count * Fraction(off) for count, off in each if off != "all"), Fraction(0))


def _change_rungs(
    row: m.Row, change: rules.Change, values: Values, now: Share | Quantity
) -> Iterator[Rung]:
    smallest = _CENT if change.decimals else Fraction(1)
    value, base = _number(values["value"]), _number(values["base"])
    if isinstance(now, Share):
        line = _Line(change.value.title, change.unit, value, base)
        yield from _share_rungs(row, now, line, smallest)
        return
    for threshold, strict in _thresholds(row):
        steps = (threshold + base) / smallest
        target = (floor(steps) + 1 if strict else ceil(steps)) * smallest
        points, _ = worth(row, Quantity(target - base, ()))
        if target > value:
            yield _rung(
                Move.MORE, change.value.title, target - value, change.unit, points, threshold
            )


def _mean_rungs(
    row: m.Row, parts: Sequence[rules.MeanPart], values: Values, share: Fraction
) -> Iterator[Rung]:
    """Each part brought to its target on its own, the others held fixed."""
    total = sum((Fraction(part.weight) for part in parts), Fraction(0))
    for part in parts:
        target = Fraction(part.target if part.target is not None else 1)
        entered, whole = _number(values[f"{part.id}.part"]), _number(values[f"{part.id}.whole"])
        line = _Line(f"{part.title}: {part.part.title}", "", entered, whole)
        more = line.more(target, strict=False, smallest=Fraction(1))
        if more <= 0:
            continue
        gained = (1 - min(Fraction(1), entered / whole / target)) * Fraction(part.weight) / total
        points, _ = worth(row, Share(share + gained, ()))
        yield _rung(Move.MORE, line.label, more, "", points, target)
