"""How far it is to the next level and to full marks, where a rule can be turned round.

The inverse runs on the unrounded rule with everything else held fixed: the whole of a
ratio, the base of a comparison, the other parts of a mean. `rungs` are the better places,
each by one figure, level or part; `ways` are those and what several parts together bring, the
most points for each number of rungs. Whether the distance can still be travelled (a closed year
cannot) is for `parself.words.wording` and `parself.lift.way_up` to say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import zip_longest
from math import ceil, floor

from attrs import evolve, frozen

from parself.assessment.model import Value
from parself.rubric import model as m
from parself.rubric import rules
from parself.rubric.fields import line_ids
from parself.scoring.measures import Amount, Context, Quantity, Share, due_date, measure
from parself.scoring.scales import worth

_CENT = Fraction(1, 100)
_NONE = Fraction(0)
_ONE = Fraction(1)
_CASES = 50
"""Most single cases that are told apart, of what is worth so much each."""


class Move(StrEnum):
    """In which direction a figure would have to differ."""

    MORE = "more"
    FEWER = "fewer"
    EARLIER = "earlier"
    LEVEL = "level"
    PART = "part"
    ISSUE = "issue"
    """A document that was never issued."""
    REACH = "reach"
    """A share of something not begun, or of opinions."""
    POINTS = "points"
    """Points that are entered directly."""


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
    """Points above the present ones; of a penalty, below them."""
    threshold: Fraction | None = None
    """Share or quantity at which the rung begins."""
    by: date | None = None
    """The last day on which it can be reached."""
    together: tuple["Rung", ...] = ()
    """What it consists of, where several parts have to differ."""


@frozen
class Inverse:
    """The next better rung and the one with full marks; None where there is no such rung."""

    next: Rung | None
    full: Rung | None


@frozen
class Way:
    """The most that can be gained by so many rungs of one row."""

    rung: Rung
    rungs: int


Values = Mapping[str, Value]


def inverse(row: m.Row, values: Values, context: Context) -> Inverse:
    """Return the next and the full rung of a completely answered row; a penalty has none."""
    if _is_penalty(row):
        return Inverse(None, None)
    # Points that are entered directly have no next level.
    better = [rung for rung in rungs(row, values, context) if rung.move is not Move.POINTS]
    maximum = Fraction(row.points)
    full = next((rung for rung in better if rung.points == maximum), None)
    return Inverse(better[0] if better else None, full)


def rungs(row: m.Row, values: Values, context: Context) -> tuple[Rung, ...]:
    """Return every better rung of a completely answered row, the nearest first."""
    amount = measure(row, values, context)
    points, _ = worth(row, amount)
    return _better(row, points, _rungs(row, values, amount, context))


def ways(row: m.Row, values: Values, context: Context) -> tuple[Way, ...]:
    """Return the most points that each number of rungs of a completely answered row can bring.

    Parts of a checklist and of a mean are a rung each, in any selection: the parts that bring
    most come first. Of everything else a rung is one step on a single ladder.
    """
    amount = measure(row, values, context)
    points, _ = worth(row, amount)
    match row.measure, amount:
        case rules.Checklist(parts), _:
            selections = _selected(list(_unmet(parts, values)), lambda gain: points + gain)
        case rules.Mean(parts), Share(share):
            selections = _mean_ways(row, parts, values, share)
        case _:
            single = _better(row, points, _rungs(row, values, amount, context))
            # Of rungs that are worth the same, the first.
            levels = {rung.points: rung for rung in reversed(single)}.values()
            return tuple(Way(rung, n) for n, rung in enumerate(reversed(levels), start=1))
    sign = -1 if _is_penalty(row) else 1
    gained = (evolve(rung, gain=(rung.points - points) * sign) for rung in selections)
    return tuple(Way(rung, n) for n, rung in enumerate(gained, start=1) if rung.gain > 0)


def _is_penalty(row: m.Row) -> bool:
    return isinstance(row, m.Adjustment) and row.kind == "penalty"


def _better(row: m.Row, points: Fraction, found: Iterable[Rung]) -> tuple[Rung, ...]:
    """Return the rungs that are better than `points`, the nearest first; less is, of a penalty."""
    sign = -1 if _is_penalty(row) else 1
    gained = (evolve(rung, gain=(rung.points - points) * sign) for rung in found)
    return tuple(sorted((one for one in gained if one.gain > 0), key=lambda one: one.gain))


def _rungs(row: m.Row, values: Values, amount: Amount, context: Context) -> Iterator[Rung]:
    match row.measure, amount:
        case rules.Choice(levels), _:
            for level in levels:
                yield _rung(Move.LEVEL, level.title, None, "", Fraction(level.points))
        case rules.Checklist(parts), _:
            yield from _met(parts, values)
        case rules.Given(step), _:
            yield _given(row, _number(values["points"]), step)
        case rules.DateDue() as dated, Quantity(None):
            yield from _issued(row, dated, values, context)
        case rules.DateDue(), Quantity():
            yield from _earlier(row, amount)
        case rules.Count() as count, Quantity() if isinstance(row.scale, rules.Deduct):
            yield from _fewer(row, row.scale, count, amount)
        case rules.Ratio() as ratio, Share() if "whole" not in values:
            yield from _reached(row, ratio.part.title, None if ratio.may_exceed else _ONE)
        case rules.Survey(options), Share():
            best = max((Fraction(option.weight) for option in options), default=_ONE)
            yield from _reached(row, "", best)
        case rules.Mean(parts), Share(share):
            yield from _mean_rungs(row, parts, values, share)
        case _:
            yield from _line_rungs(row, _line(row.measure, values, context))


def _rung(
    move: Move,
    label: str,
    amount: Fraction | None,
    unit: str,
    points: Fraction,
    threshold: Fraction | None = None,
    by: date | None = None,
) -> Rung:
    return Rung(move, label, amount, unit, points, Fraction(0), threshold, by)


def _selected(singles: Sequence[Rung], points: Callable[[Fraction], Fraction]) -> Iterator[Rung]:
    """Yield the one that gains most, the two that gain most, and so on, in the rubric's order."""
    ranked = sorted(range(len(singles)), key=lambda at: -abs(singles[at].gain))
    for count in range(1, len(ranked) + 1):
        chosen = [singles[at] for at in sorted(ranked[:count])]
        yield _together(chosen, points(sum((one.gain for one in chosen), Fraction(0))))


def _together(chosen: Sequence[Rung], points: Fraction) -> Rung:
    if len(chosen) == 1:
        return evolve(chosen[0], points=points)
    label = "; ".join(one.label for one in chosen)
    return evolve(_rung(chosen[0].move, label, None, "", points), together=tuple(chosen))


def _unmet(parts: Sequence[rules.Part], values: Values) -> Iterator[Rung]:
    """Yield each part that is not met, with what it gains."""
    for part in parts:
        if values[part.id] is not True:
            gain = Fraction(part.points)
            yield evolve(_rung(Move.PART, part.title, None, "", gain), gain=gain)


def _met(parts: Sequence[rules.Part], values: Values) -> Iterator[Rung]:
    """Each part that is not met, on its own; and all of them together."""
    missing = list(_unmet(parts, values))
    met = sum((Fraction(p.points) for p in parts if values[p.id] is True), Fraction(0))
    yield from (evolve(part, points=met + part.gain) for part in missing)
    if len(missing) > 1:
        yield _together(missing, met + sum((part.gain for part in missing), Fraction(0)))


def _given(row: m.Row, now: Fraction, step: Decimal | None) -> Rung:
    """The most that can be entered: all points, or the last whole step below."""
    most = Fraction(row.points)
    if _is_penalty(row):
        most = Fraction(0)
    elif step is not None:
        most = most // Fraction(step) * Fraction(step)
    return _rung(Move.POINTS, "", abs(most - now), "", most)


def _issued(row: m.Row, dated: rules.DateDue, values: Values, context: Context) -> Iterator[Rung]:
    """A document that was never issued, issued in each band: by when, where that is known."""
    if not isinstance(row.scale, rules.Bands):
        return
    is_due = dated.due is not None or "reference" in values
    due = due_date(dated, values, context.year) if is_due else None
    for following in (*row.scale.bands[1:], None):
        last = None if following is None or following.lower is None else _last_day(following)
        late = last if last is not None else _ever(row.scale)
        points, _ = worth(row, Quantity(late, (), is_days=True))
        by = None if due is None or last is None else due + timedelta(days=int(last))
        yield _rung(Move.ISSUE, dated.title, None, "", points, last, by)


def _ever(scale: rules.Bands) -> Fraction:
    """Return so many days that they lie in the last band."""
    return Fraction(scale.bands[-1].lower or 0) + 1


def _last_day(following: rules.Band) -> Fraction:
    """Return the last day of the band before `following`."""
    end = Fraction(following.lower or 0)
    return Fraction(floor(end) if following.above is not None else ceil(end) - 1)


def _reached(row: m.Row, label: str, most: Fraction | None) -> Iterator[Rung]:
    """Shares that nothing entered stands against: each threshold, none at all, everything."""
    ends = [end for end, _strict in _thresholds(row)]
    for share in dict.fromkeys((_NONE, *ends, most if most is not None else _ONE)):
        if share >= 0 and (most is None or share <= most):
            points, _ = worth(row, Share(share, ()))
            yield _rung(Move.REACH, label, None, "", points, share)


@frozen
class _Line:
    """One entered figure that may go up and down while the rest stays."""

    label: str
    unit: str
    entered: Fraction
    step: Fraction
    """The least by which it can differ."""
    least: Fraction | None
    most: Fraction | None
    times: Fraction
    plus: Fraction
    """Entered ÷ `times` − `plus` is the amount."""
    is_share: bool
    fewer: str
    """Label where it is to go down."""

    def amount(self, entered: Fraction) -> Share | Quantity:
        """Return what an entered figure amounts to."""
        value = entered / self.times - self.plus
        return Share(value, ()) if self.is_share else Quantity(value, ())

    def at(self, end: Fraction, *, strict: bool) -> Fraction:
        """Return the least figure that reaches `end`, or passes it."""
        steps = (end + self.plus) * self.times / self.step
        return (floor(steps) + 1 if strict else ceil(steps)) * self.step

    def allows(self, entered: Fraction) -> bool:
        """Say whether the figure can be entered."""
        low = self.least is None or entered >= self.least
        return low and (self.most is None or entered <= self.most)


def _line(measure_of: rules.Measure, values: Values, context: Context) -> _Line:
    match measure_of:
        case rules.Ratio():
            whole = _number(values["whole"])
            part, most = _number(values["part"]), None if measure_of.may_exceed else whole
            step = _CENT if measure_of.decimals else _ONE
            label, unit = measure_of.part.title, measure_of.unit
            return _Line(label, unit, part, step, _NONE, most, whole, _NONE, True, label)
        case rules.Table():
            part, whole = _table_sums(measure_of, values, line_ids(context.sub_units))
            label, unit = measure_of.passes or measure_of.part or "", measure_of.unit
            return _Line(label, unit, part, _ONE, _NONE, whole, whole, _NONE, True, label)
        case rules.Change():
            value, base = _number(values["value"]), _number(values["base"])
            step = _CENT if measure_of.decimals else _ONE
            least = None if measure_of.signed else _NONE
            label, unit = measure_of.value.title, measure_of.unit
            if measure_of.compare == "ratio":
                return _Line(label, unit, value, step, least, None, base, _NONE, True, label)
            return _Line(label, unit, value, step, least, None, _ONE, base, False, label)
        case rules.Count(counters):
            return _counted(counters, measure_of.unit, values)
        case _:
            raise TypeError(measure_of)


def _counted(counters: Sequence[rules.Counter], unit: str, values: Values) -> _Line:
    counts = {counter.id: _number(values[counter.id]) for counter in counters}
    bounded = all(counter.most is not None for counter in counters)
    most = sum((Fraction(c.most or 0) for c in counters), _NONE) if bounded else None
    room = [c.title for c in counters if c.most is None or counts[c.id] < c.most]
    unbounded = [c.title for c in counters if c.most is None]
    there = [c.title for c in counters if counts[c.id]]
    total = sum(counts.values(), _NONE)
    label = unbounded[0] if unbounded else "; ".join(room)
    return _Line(label, unit, total, _ONE, _NONE, most, _ONE, _NONE, False, "; ".join(there))


def _line_rungs(row: m.Row, line: _Line) -> Iterator[Rung]:
    """The nearest figure in each step of the scale; and the best one at its ends, if better."""
    now = line.entered
    starts: dict[Fraction, Fraction | None] = {}
    ends: dict[Fraction, Fraction | None] = {}
    for threshold, strict in _thresholds(row):
        reached = line.at(threshold, strict=strict)
        below = reached - line.step
        up, down = reached > now, below < now
        (starts if up else ends)[reached] = threshold
        (starts if down and not up else ends)[below] = threshold
    for end in (line.least, line.most):
        if end is not None:
            ends.setdefault(end, None)
    found = [_moved(row, line, at, end) for at, end in starts.items() if line.allows(at)]
    yield from _nearest(found, now)
    sign = -1 if _is_penalty(row) else 1
    best = max([sign * worth(row, line.amount(now))[0], *(sign * one.points for one in found)])
    others = [_moved(row, line, at, end) for at, end in ends.items() if line.allows(at)]
    yield from _nearest([one for one in others if sign * one.points > best], now)


def _nearest(found: Iterable[Rung], now: Fraction) -> Iterator[Rung]:
    """Yield of the rungs that are worth the same the nearest one."""
    nearest: dict[Fraction, Rung] = {}
    for rung in sorted(found, key=lambda one: one.amount or 0):
        nearest.setdefault(rung.points, rung)
    yield from nearest.values()


def _moved(row: m.Row, line: _Line, entered: Fraction, threshold: Fraction | None) -> Rung:
    points, _ = worth(row, line.amount(entered))
    move = Move.MORE if entered > line.entered else Move.FEWER
    label = line.label if move is Move.MORE else line.fewer
    return _rung(move, label, abs(entered - line.entered), line.unit, points, threshold)


def _number(value: Value) -> Fraction:
    return Fraction(value) if isinstance(value, int | Decimal) else Fraction(0)


def _table_sums(
    table: rules.Table, values: Values, lines: Sequence[str]
) -> tuple[Fraction, Fraction]:
    if table.passes is not None:
        return Fraction(sum(values[line] is True for line in lines)), Fraction(len(lines))
    part = sum((_number(values[f"{line}.part"]) for line in lines), Fraction(0))
    whole = sum((_number(values[f"{line}.whole"]) for line in lines), Fraction(0))
    return part, whole


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
        case rules.PerCase(each):
            cases = ceil(Fraction(row.points) / Fraction(each))
            yield from ((Fraction(case), False) for case in range(1, cases + 1)[:_CASES])
            yield Fraction(cases), False
        case _:
            pass


def _earlier(row: m.Row, now: Quantity) -> Iterator[Rung]:
    """Bands of a date fall as days pass: the last day of each earlier band is a rung."""
    if now.value is None or not isinstance(row.scale, rules.Bands):
        return
    for following in row.scale.bands[1:]:
        if following.lower is None:
            continue
        last = _last_day(following)
        points, _ = worth(row, Quantity(last, (), is_days=True))
        if last < now.value:
            yield _rung(Move.EARLIER, "", now.value - last, "", points, last)


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


def _raised(parts: Sequence[rules.MeanPart], values: Values) -> Iterator[Rung]:
    """Yield each part of a mean brought to its target, with the share that it adds."""
    for part, entered, whole, counts in _shares(parts, values):
        target = Fraction(part.target if part.target is not None else 1)
        more = Fraction(ceil(target * whole)) - entered
        if more > 0:
            yield _part_rung(Move.MORE, part, more, (1 - entered / whole / target) * counts)


def _lowered(parts: Sequence[rules.MeanPart], values: Values) -> Iterator[Rung]:
    """Yield each part brought to nothing: of some means, less is better."""
    for part, entered, whole, counts in _shares(parts, values):
        target = Fraction(part.target if part.target is not None else 1)
        if entered > 0:
            lost = min(_ONE, entered / whole / target) * counts
            yield _part_rung(Move.FEWER, part, entered, -lost)


def _shares(
    parts: Sequence[rules.MeanPart], values: Values
) -> Iterator[tuple[rules.MeanPart, Fraction, Fraction, Fraction]]:
    """Yield each part with its two figures and what it counts in the mean."""
    total = sum((Fraction(part.weight) for part in parts), _NONE)
    for part in parts:
        entered, whole = _number(values[f"{part.id}.part"]), _number(values[f"{part.id}.whole"])
        yield part, entered, whole, Fraction(part.weight) / total


def _part_rung(move: Move, part: rules.MeanPart, amount: Fraction, gain: Fraction) -> Rung:
    target = Fraction(part.target if part.target is not None else 1)
    rung = _rung(move, f"{part.title}: {part.part.title}", amount, "", _NONE, target)
    return evolve(rung, gain=gain)


def _mean_ways(
    row: m.Row, parts: Sequence[rules.MeanPart], values: Values, share: Fraction
) -> Iterator[Rung]:
    """Yield for each number of parts the better of raising and of lowering so many."""

    def points(gain: Fraction) -> Fraction:
        return worth(row, Share(share + gain, ()))[0]

    singles = (list(_raised(parts, values)), list(_lowered(parts, values)))
    sign = -1 if _is_penalty(row) else 1
    for both in zip_longest(*(_selected(one, points) for one in singles)):
        yield max((one for one in both if one is not None), key=lambda one: sign * one.points)


def _mean_rungs(
    row: m.Row, parts: Sequence[rules.MeanPart], values: Values, share: Fraction
) -> Iterator[Rung]:
    """Each part on its own, the others held fixed; and all of them."""
    for singles in (list(_raised(parts, values)), list(_lowered(parts, values))):
        for part in singles:
            yield evolve(part, points=worth(row, Share(share + part.gain, ()))[0])
        if len(singles) > 1:
            gained = sum((part.gain for part in singles), _NONE)
            yield _together(singles, worth(row, Share(share + gained, ()))[0])
