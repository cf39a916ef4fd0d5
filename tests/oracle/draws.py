"""What people could enter for a row: every threshold from both sides, and hypothesis strategies.

The candidates know only what a row asks for, never what it is worth. Shares are made
from the percentages at which rules of any rubric bend, hit exactly and missed by one unit.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import ceil

from hypothesis import strategies as st

from oracle.arithmetic import Entry, Value, Values
from parself.assessment.model import Answer, Assessment, State
from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.identity import RubricIdentity
from parself.rules.change import Change
from parself.rules.checklist import Checklist
from parself.rules.choice import Choice
from parself.rules.count import Count
from parself.rules.date import DateDue
from parself.rules.given import Given
from parself.rules.kinds import row_fields
from parself.rules.mean import Mean, MeanPart
from parself.rules.ratio import Ratio
from parself.rules.survey import Survey
from parself.rules.table import Table

PERCENTAGES = "0 1 2 2.5 20 30 50 60 70 80 90 95 99 100"
BENDS = [Fraction(percentage) / 100 for percentage in PERCENTAGES.split()]
SWEEP = 400
"""A whole at which each of the bends is a whole number of units."""

Drawn = st.SearchStrategy[Values]


def sweep(row: m.Row, year: int) -> Iterator[Values]:
    """Yield values that pass every threshold of a row in single steps; nothing for tables."""
    match row.measure:
        case Choice(levels):
            yield from ({"choice": level.id} for level in levels)
        case Checklist(parts):
            for ticks in product((True, False), repeat=len(parts)):
                yield {part.id: tick for part, tick in zip(parts, ticks, strict=True)}
        case Ratio(may_exceed=may_exceed, not_done=not_done):
            if not_done:
                yield {"not_done": True}
            top = SWEEP + 40 if may_exceed else SWEEP
            yield from ({"part": part, "whole": SWEEP} for part in range(top + 1))
        case Mean(parts):
            for shares in product((0, 199, 200, 239, 240, 241, 320, 399, 400), repeat=len(parts)):
                yield _mean_values(parts, [(share, SWEEP) for share in shares])
        case Count(counters):
            most = [40 if c.most is None else c.most for c in counters]
            for counts in product(*(range(top + 1) for top in most)):
                yield {c.id: count for c, count in zip(counters, counts, strict=True)}
        case DateDue():
            yield from _days(row.measure, year)
        case Change(signed=signed):
            start = -20 if signed else 0
            yield from ({"value": v, "base": SWEEP} for v in range(start, SWEEP + 41))
        case _:
            pass


def _days(measure: DateDue, year: int) -> Iterator[Values]:
    first = date(year - 1, 10, 1)
    for offset in range(520 if measure.due is not None else 0):
        yield {"date": first + timedelta(days=offset)}
    yield {"not_issued": True}
    if measure.reference is not None:
        for reference in (date(year - 1, 12, 16), date(year - 1, 12, 17), date(year, 2, 20)):
            for offset in range(80, 200):
                yield {"date": first + timedelta(days=offset), "reference": reference}


def values_of(row: m.Row, year: int, sub_units: Sequence[str] = ()) -> Drawn:
    """Draw complete and possible values of a row that the unit scores itself."""
    match row.measure:
        case Ratio() as ratio:
            usual = _ratio(ratio.decimals, may_exceed=ratio.may_exceed)
            given = {"not_done": st.just(True)}
            return usual | st.fixed_dictionaries(given) if ratio.not_done else usual
        case Mean(parts, may_exceed=may_exceed):
            pairs = st.tuples(*(_pair(1, may_exceed=may_exceed) for _ in parts))
            return pairs.map(lambda found: _mean_values(parts, found))
        case Table() as table:
            return _table(table, row, sub_units)
        case Count(counters):
            return st.fixed_dictionaries(
                {c.id: st.integers(0, c.most) if c.most is not None else _COUNTS for c in counters}
            )
        case DateDue() as due:
            return _date(due, year)
        case Change() as change:
            return _change(change)
        case Given(step):
            steps = int(row.points / (step or Decimal("0.01")))
            whole = st.integers(0, steps).map(lambda n: n * (step or Decimal("0.01")))
            return st.fixed_dictionaries({"points": whole})
        case Survey():
            percents = st.decimals(0, 100, places=2)
            return st.fixed_dictionaries({"percent": percents})
        case _:
            return st.sampled_from(list(sweep(row, year)))


_COUNTS = st.integers(0, 40) | st.integers(0, 10**9)
_WHOLES = st.sampled_from([1, 2, 3, 7, 17, 20, 40, 100, 400, 157027]) | st.integers(1, 10**7)


@st.composite
def _pair(
    draw: st.DrawFn, units: int, *, may_exceed: bool = False, signed: bool = False
) -> tuple[int, int]:
    """Draw part and whole in hundredths or ones: near a bend, or anywhere."""
    whole = draw(_WHOLES) * units
    least = -whole // 10 if signed else 0
    most = whole + whole // 10 if may_exceed else whole
    if draw(st.booleans()):
        return draw(st.integers(least, most)), whole
    near = ceil(draw(st.sampled_from(BENDS)) * whole) + draw(st.integers(-1, 1))
    return max(least, min(most, near)), whole


def _ratio(decimals: bool, *, may_exceed: bool) -> Drawn:
    return _figures("part", "whole", decimals, _pair(100 if decimals else 1, may_exceed=may_exceed))


def _change(change: Change) -> Drawn:
    pairs = _pair(100 if change.decimals else 1, may_exceed=True, signed=change.signed)
    return _figures("value", "base", change.decimals, pairs)


def _figures(
    first: str, second: str, decimals: bool, pairs: st.SearchStrategy[tuple[int, int]]
) -> Drawn:
    def entered(pair: tuple[int, int]) -> Values:
        if decimals:
            return {first: Decimal(pair[0]) / 100, second: Decimal(pair[1]) / 100}
        return {first: pair[0], second: pair[1]}

    return pairs.map(entered)


def _mean_values(parts: Sequence[MeanPart], pairs: Sequence[tuple[int, int]]) -> Values:
    values: dict[str, Value] = {}
    for part, (reached, whole) in zip(parts, pairs, strict=True):
        values[f"{part.id}.part"], values[f"{part.id}.whole"] = reached, whole
    return values


def _table(table: Table, row: m.Row, sub_units: Sequence[str]) -> Drawn:
    keys = [field.key for field in row_fields(row, sub_units)]
    if table.passes is not None:
        return st.fixed_dictionaries({key: st.booleans() for key in keys})
    lines = [key.removesuffix(".whole") for key in keys if key.endswith(".whole")]

    def spread(pair: tuple[int, int]) -> Values:
        """Give every line a share of both sums; the last takes what is left, or stays empty."""
        values: dict[str, Value] = {}
        part, whole = pair
        for left, line in zip(range(len(lines), 0, -1), lines, strict=True):
            here = whole if left == 1 else whole // left
            done = min(part, here)
            values[f"{line}.part"], values[f"{line}.whole"] = done, here
            part, whole = part - done, whole - here
        return values

    return _pair(1).map(spread)


def _date(due: DateDue, year: int) -> Drawn:
    days = st.dates(date(year - 1, 10, 1), date(year + 1, 2, 28))
    alone: Drawn = st.fixed_dictionaries({"date": days})
    both: Drawn = st.fixed_dictionaries({"date": days, "reference": days})
    # Without a due date of its own, a row needs the document that it follows.
    given = both if due.due is None else alone if due.reference is None else alone | both
    if due.not_issued:
        given |= st.fixed_dictionaries({"not_issued": st.just(True)})
    return given


def sheets(rubric: m.Rubric, sub_units: Sequence[str]) -> st.SearchStrategy[dict[str, Entry]]:
    """Draw a whole sheet: any rows answered, with no incidence, not applicable, or open."""
    rows = [row for row in rubric.rows.values() if row.source is m.Source.SELF]
    return st.fixed_dictionaries(
        {}, optional={row.id: _entry(row, rubric.year, sub_units) for row in rows}
    )


def _entry(row: m.Row, year: int, sub_units: Sequence[str]) -> st.SearchStrategy[Entry]:
    entries: st.SearchStrategy[Entry] = values_of(row, year, sub_units)
    if isinstance(row, m.Item) and row.no_incidence is not None:
        entries |= st.just("no incidence")
    if isinstance(row, m.Item) and row.not_applicable == "unit":
        entries |= st.just("not applicable")
    return entries


def answer_of(entry: Entry) -> Answer:
    """Return the program's own value of an entry."""
    if isinstance(entry, str):
        return Answer(State(entry.replace(" ", "-")))
    return Answer(State.ANSWERED, entry)


def assessment_of(rubric: m.Rubric, unit: peers.Unit, sheet: Mapping[str, Entry]) -> Assessment:
    """Return the program's own value of a sheet."""
    identity = RubricIdentity(rubric.id, rubric.edition, "")
    answers = {row: answer_of(entry) for row, entry in sheet.items()}
    return Assessment(unit.code, rubric.year, identity, answers=answers)
