"""Moves over a row's entered values: the best ones, one step better, a rung carried out.

Test material: which way is better for a row is stated here anew, not asked of the engine.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from oracle.arithmetic import Value, Values
from parself.rubric import model as m
from parself.rules.change import Change
from parself.rules.checklist import Checklist
from parself.rules.choice import Choice
from parself.rules.count import Count, Counter
from parself.rules.date import DateDue
from parself.rules.deduct import Deduct
from parself.rules.fields import line_ids
from parself.rules.given import Given
from parself.rules.mean import Mean
from parself.rules.of_maximum import exact_points
from parself.rules.ratio import Ratio
from parself.rules.rungs import Move, Rung
from parself.rules.survey import Survey
from parself.rules.table import Table

DAY = timedelta(days=1)
CENT = Decimal("0.01")


def best(row: m.Row, year: int, sub_units: Sequence[str]) -> dict[str, Value]:
    """Return values with which nothing is left to be wished for."""
    match row.measure:
        case Choice(levels):
            return {
                "choice": max(levels, key=lambda level: exact_points(level.points, row.points)).id
            }
        case Checklist(parts):
            return {part.id: True for part in parts}
        case Given():
            return {"points": row.points}
        case Ratio():
            return {"part": 7, "whole": 7}
        case Table(passes=None):
            return {f"{x}.{key}": 3 for x in line_ids(sub_units) for key in ("part", "whole")}
        case Table():
            return dict.fromkeys(line_ids(sub_units), True)
        case Mean(parts):
            return {f"{part.id}.{key}": 5 for part in parts for key in ("part", "whole")}
        case Count(counters):
            return {c.id: _best_count(row, c) for c in counters}
        case DateDue():
            early: dict[str, Value] = {"date": date(year - 1, 1, 1)}
            moved = {"reference": date(year, 1, 1)} if row.measure.reference else {}
            return {**early, **moved}
        case Change():
            return {"value": 1000, "base": 500}
        case Survey():
            return {"percent": 100}
        case _:
            raise NotImplementedError(row.measure)


def _best_count(row: m.Row, counter: Counter) -> int:
    """No fault, no case of a penalty; else as many as can be."""
    if isinstance(row.scale, Deduct) or (isinstance(row, m.Adjustment) and row.kind == "penalty"):
        return 0
    return counter.most if counter.most is not None else 1000


def better(row: m.Row, values: Values) -> Iterator[Values]:
    """Yield the values that are one step better: one tick, one unit, one day, one opinion."""
    match row.measure:
        case Choice(levels):
            points = {level.id: exact_points(level.points, row.points) for level in levels}
            now = points[str(values["choice"])]
            yield from ({"choice": key} for key, worth in points.items() if worth > now)
        case Checklist() | Table(passes=str()):
            yield from ({**values, key: True} for key, tick in values.items() if tick is not True)
        case Given(step):
            more = _number(values, "points") + (step or CENT)
            if more <= row.points:
                yield {"points": more}
        case Ratio() as ratio if "whole" in values:
            yield from _more(values, "", CENT if ratio.decimals else 1, ratio.may_exceed)
        case Table():
            for key in values:
                if key.endswith(".part"):
                    yield from _more(values, key.removesuffix("part"), 1, False)
        case Mean(parts, may_exceed=may_exceed):
            for part in parts:
                yield from _more(values, f"{part.id}.", 1, may_exceed)
        case Count(counters):
            yield from _counted(row, counters, values)
        case DateDue():
            if isinstance(issued := values.get("date"), date):
                yield {**values, "date": issued - DAY}
            if isinstance(reference := values.get("reference"), date):
                yield {**values, "reference": reference + DAY}
        case Change() as change:
            yield {**values, "value": _number(values, "value") + (CENT if change.decimals else 1)}
        case Survey():
            if _number(values, "percent") <= 99:
                yield {"percent": _number(values, "percent") + 1}
        case _:
            pass


def _more(
    values: Values, prefix: str, unit: int | Decimal, may_exceed: bool
) -> Iterator[dict[str, Value]]:
    part = _number(values, f"{prefix}part") + unit
    if may_exceed or part <= _number(values, f"{prefix}whole"):
        yield {**values, f"{prefix}part": part}


def _counted(row: m.Row, counters: Sequence[Counter], values: Values) -> Iterator[dict[str, Value]]:
    step = -1 if isinstance(row.scale, Deduct) else 1
    for counter in counters:
        count = int(_number(values, counter.id)) + step
        if count >= 0 and (counter.most is None or count <= counter.most):
            yield {**values, counter.id: count}


def _number(values: Values, key: str) -> int | Decimal:
    found = values[key]
    assert isinstance(found, int | Decimal)
    return found


def carried_out(row: m.Row, values: Values, rung: Rung, amount: Fraction) -> dict[str, Value]:
    """Return the values after moving by `amount` as the rung says: the figure it names, only."""
    if rung.together and rung.move is not Move.PART:
        for one in rung.together:
            values = carried_out(row, values, one, one.amount or Fraction(0))
        return dict(values)
    match row.measure, rung.move:
        case DateDue(), Move.ISSUE:
            kept = {key: value for key, value in values.items() if key != "not_issued"}
            return {**kept, "date": rung.by or date.max}
        case Ratio(), Move.REACH:
            assert rung.threshold is not None
            return {"part": rung.threshold.numerator, "whole": rung.threshold.denominator}
        case Choice(levels), Move.LEVEL:
            return {"choice": next(x.id for x in levels if x.title == rung.label)}
        case Checklist(parts), Move.PART:
            return {**values, **{p.id: True for p in parts if p.title in rung.label}}
        case Table(), Move.MORE:
            return _spread(values, int(amount))
        case Mean(parts), Move.MORE:
            part = next(p for p in parts if rung.label == f"{p.title}: {p.part.title}")
            return _added(values, f"{part.id}.part", amount)
        case Count(counters), Move.FEWER:
            return _taken(values, [c.id for c in counters if c.title in rung.label], int(amount))
        case Count(counters), Move.MORE:
            return _added(values, counters[0].id, amount)
        case DateDue(), Move.EARLIER:
            issued = values["date"]
            assert isinstance(issued, date)
            return {**values, "date": issued - timedelta(days=int(amount))}
        case Change(), Move.MORE:
            return _added(values, "value", amount)
        case _:
            return _added(values, "part", amount)


def smallest_step(row: m.Row) -> Fraction:
    """The least by which an entered figure of the row can differ."""
    decimals = isinstance(row.measure, Ratio | Change) and row.measure.decimals
    return Fraction(CENT) if decimals else Fraction(1)


def _added(values: Values, key: str, amount: Fraction) -> dict[str, Value]:
    there = Fraction(_number(values, key)) + amount
    exact = Decimal(there.numerator) / there.denominator
    return {**values, key: int(exact) if there.denominator == 1 else exact}


def _taken(values: Values, keys: Sequence[str], amount: int) -> dict[str, Value]:
    """Take cases away, counter by counter."""
    left = dict(values)
    for key in keys:
        here = int(_number(values, key))
        left[key] = here - min(here, amount)
        amount -= min(here, amount)
    assert amount == 0
    return left


def _spread(values: Values, amount: int) -> dict[str, Value]:
    """Let so many more lines pass, or fill lines up to their wholes."""
    filled: dict[str, Value] = dict(values)
    for key, found in values.items():
        if found is False and amount:
            filled[key], amount = True, amount - 1
        elif key.endswith(".part"):
            room = int(_number(values, key.removesuffix("part") + "whole")) - int(
                _number(values, key)
            )
            filled[key] = int(_number(values, key)) + min(room, amount)
            amount -= min(room, amount)
    assert amount == 0
    return filled


def estimates(rubric: m.Rubric) -> Mapping[str, Decimal]:
    """Full marks for every row that others score."""
    return {item.id: item.points for item in rubric.items() if item.source is not m.Source.SELF}
