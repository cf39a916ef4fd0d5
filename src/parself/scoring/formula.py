"""Every rule as an Excel formula: points over the entered figures, for workbooks that calculate.

The shapes are those of `measures` and `scales`; what differs is the arithmetic. Spreadsheets
count in binary fractions, so that 0,57 ÷ 0,6 may fall just short of 95 %. What that adds or loses
is below 10⁻¹³: rounding to twelve decimals before comparing and before the last rounding brings
back the exact decision, unless a figure lies nearer than that to a threshold or to a half cent
without being on it. It takes a whole of some thousand millions for that, and then there is no
formula (`is_certain`). Products come before quotients, so that little is lost at all. What the
program would refuse (`conditions`) gives a word instead of points, and so does every sum that it
stands in. Functions are those of Excel 2007; text is compared by EXACT, which minds capitals.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    row_fields,
)
from parself.scoring.conditions import possible, quoted
from parself.scoring.measures import Context, Points, Quantity, measure
from parself.scoring.scales import worth

Values = Mapping[str, Value]
Refer = Callable[[str], str]
"""From a field's key to how a formula refers to its cell."""

_GUARD = 12
"""Decimals to which a figure is rounded before it is compared."""
_MARGIN = Fraction(1, 10**11)
"""Nearer than this to a threshold, without being on it, a spreadsheet may decide otherwise."""
_SHEET_DIGITS = 15
"""Digits of a number that a spreadsheet keeps."""


@frozen
class _Points:
    """The measure itself gives points."""

    text: str


@frozen
class _Share:
    """A part of a whole, as what is divided and what it is divided by."""

    over: str
    under: str = "1"

    @property
    def text(self) -> str:
        """The share itself, safe to compare with a threshold."""
        return f"ROUND({self.over}/({self.under}),{_GUARD})"

    def of(self, maximum: str, divided_by: Decimal | None = None) -> str:
        """Return so much of the maximum, between nothing and all of it."""
        under = self.under if divided_by is None else f"{self.under}*{_number(divided_by)}"
        return _held(f"{maximum}*({self.over})/({under})", maximum)


@frozen
class _Quantity:
    """A count, a number of days, a difference; "" is what never happened."""

    text: str
    counters: Mapping[str, str] = field(factory=dict)


_Amount = _Points | _Share | _Quantity


def row_formula(
    row: m.Row,
    values: Values,
    context: Context,
    step_of: Decimal,
    *,
    cell: Refer,
    maximum: str,
    block: Refer,
    impossible: str,
) -> str:
    """Return the formula of an answered row's points, without "="; empty where none is certain.

    `cell` says how the formula refers to an entered value, `block` how to one column of a
    table (``part``, ``whole``, ``passes``), and `maximum` is the reference to the row's
    maximum. Cells hold counts and decimals as numbers, dates as dates, yes and no as 1 and 0,
    a choice as its level's title. `values` are complete and possible; they tell which way a
    row was entered, and the formula lives in those figures. Equal to the engine's points,
    rounded half up to `step_of`; the word `impossible` where cells hold what cannot be.
    """
    if not is_certain(row, values, context, step_of):
        return ""
    amount = _measured(row, values, context, cell, maximum, block)
    fields = row_fields(row, context.sub_units)
    condition = possible(row, fields, values, cell=cell, block=block)
    points = rounded(_worth(row, amount, maximum), step_of)
    word = quoted(impossible)
    return f"IFERROR(IF({condition},{points},{word}),{word})"


def rounded(expression: str, step: Decimal) -> str:
    """Return an expression rounded half up to a multiple of `step`."""
    sure = f"ROUND({expression},{_GUARD})"
    _sign, digits, exponent = step.normalize().as_tuple()
    decimals = max(0, -int(exponent))
    if digits == (1,):
        return f"ROUND({sure},{-int(exponent)})"
    return f"ROUND(ROUND({sure}/{_number(step)},0)*{_number(step)},{decimals})"


def is_certain(row: m.Row, values: Values, context: Context, step_of: Decimal) -> bool:
    """Say whether a spreadsheet, which counts in 15 digits, comes to the engine's points."""
    numbers = [Decimal(v) for v in values.values() if isinstance(v, int | Decimal)]
    if any(len(number.normalize().as_tuple().digits) > _SHEET_DIGITS for number in numbers):
        return False
    amount = measure(row, values, context)
    points, _ = worth(row, amount)
    halves = abs(points / Fraction(step_of) % 1 - Fraction(1, 2))
    if 0 < halves < _MARGIN / Fraction(step_of):
        return False
    if isinstance(amount, Points) or amount.value is None:
        return True
    if isinstance(row.measure, rules.Change) and isinstance(amount, Quantity):
        # A difference of great figures loses what they have in common.
        greatest = max(map(abs, numbers), default=Decimal(0))
        if len(f"{greatest:.0f}") + _decimals(values) > _SHEET_DIGITS:
            return False
    return not any(0 < abs(amount.value - end) < _MARGIN for end in _ends(row.scale))


def _ends(scale: rules.Scale | None) -> Iterator[Fraction]:
    """Yield where the worth of an amount may jump."""
    match scale:
        case rules.Proportional(zero_below, full_at):
            yield from (Fraction(end) for end in (zero_below, full_at) if end is not None)
        case rules.Bands(bands):
            yield from (Fraction(band.lower) for band in bands if band.lower is not None)
        case rules.AllOrNothing(at):
            yield Fraction(at)
        case _:
            pass


def _decimals(values: Values) -> int:
    """Return with how many decimals a difference is told: those entered, two at least."""
    exponents = (v.as_tuple().exponent for v in values.values() if isinstance(v, Decimal))
    return max([2, *(-one for one in exponents if isinstance(one, int))])


def _number(value: Decimal | Fraction | int) -> str:
    if isinstance(value, Fraction):
        return f"({value.numerator}/{value.denominator})"
    return f"{Decimal(value):f}"


def _held(points: str, maximum: str) -> str:
    return f"MAX(0,MIN({maximum},{points}))"


def _measured(
    row: m.Row, values: Values, context: Context, cell: Refer, maximum: str, block: Refer
) -> _Amount:
    match row.measure:
        case rules.Choice(levels):
            return _Points(_choice(levels, cell))
        case rules.Checklist(parts):
            return _Points("+".join(f"{cell(p.id)}*{_number(p.points)}" for p in parts))
        case rules.Given():
            return _Points(cell("points"))
        case rules.Ratio():
            return _Share("0") if values.get(NOT_DONE) is True else _ratio(cell)
        case rules.Table(passes=None):
            return _Share(f"SUM({block('part')})", f"SUM({block('whole')})")
        case rules.Table():
            return _Share(f"SUM({block('passes')})", f"ROWS({block('passes')})")
        case rules.Mean(parts):
            return _mean(parts, cell)
        case rules.Survey():
            return _survey(row.measure, values, cell, maximum)
        case rules.Count(counters):
            counts = {counter.id: cell(counter.id) for counter in counters}
            return _Quantity("+".join(counts.values()), counts)
        case rules.DateDue():
            return _date(row.measure, values, context.year, cell)
        case rules.Change(compare="ratio"):
            return _Share(cell("value"), cell("base"))
        case rules.Change():
            difference = f"{cell('value')}-{cell('base')}"
            return _Quantity(f"ROUND({difference},{_decimals(values)})")


def _choice(levels: Sequence[rules.Level], cell: Refer) -> str:
    return "+".join(
        f"EXACT({cell('choice')},{quoted(level.title)})*{_number(level.points)}" for level in levels
    )


def _ratio(cell: Refer, prefix: str = "") -> _Share:
    return _Share(cell(f"{prefix}part"), cell(f"{prefix}whole"))


def _mean(parts: Sequence[rules.MeanPart], cell: Refer) -> _Share:
    total = sum((part.weight for part in parts), Decimal(0))
    reached = [
        f"{_number(part.weight)}*{_ratio(cell, f'{part.id}.').of('1', part.target)}"
        for part in parts
    ]
    return _Share(f"({'+'.join(reached)})", _number(total))


def _survey(survey: rules.Survey, values: Values, cell: Refer, maximum: str) -> _Share:
    if SURVEY_PERCENT in values:
        return _Share(cell(SURVEY_PERCENT), "100")
    if SURVEY_POINTS in values:
        return _Share(cell(SURVEY_POINTS), cell(SURVEY_OF) if SURVEY_OF in values else maximum)
    if not survey.parts:
        return _opinions(survey.options, "", cell)
    total = sum((part.weight for part in survey.parts), Decimal(0))
    weighed = []
    for part in survey.parts:
        share = _opinions(survey.options, f"{part.id}.", cell)
        weighed.append(f"{_number(part.weight)}*{share.over}/({share.under})")
    return _Share(f"({'+'.join(weighed)})", _number(total))


def _opinions(options: Sequence[rules.Option], prefix: str, cell: Refer) -> _Share:
    counts = [cell(f"{prefix}{option.id}") for option in options]
    weighed = [
        f"{count}*{_number(option.weight)}" for count, option in zip(counts, options, strict=True)
    ]
    return _Share(f"({'+'.join(weighed)})", "+".join(counts))


def _date(rule: rules.DateDue, values: Values, year: int, cell: Refer) -> _Quantity:
    if values.get(NOT_ISSUED) is True:
        return _Quantity("")
    days = []
    if rule.due is not None:
        due = rule.due.in_year(year)
        days.append(f"DATE({due.year},{due.month},{due.day})")
    if rule.reference is not None and "reference" in values:
        days.append(f"{cell('reference')}+{rule.reference.days_after}")
    return _Quantity(f"{cell('date')}-MAX({','.join(days)})")


def _worth(row: m.Row, amount: _Amount, maximum: str) -> str:
    match amount, row.scale:
        case _Points(text), None:
            return f"MIN({maximum},{text})"
        case _Share(), rules.Proportional() as scale:
            return _proportional(scale, amount, maximum)
        case _Share() | _Quantity(), rules.Bands() as scale:
            return _bands(scale, amount, maximum)
        case _Share() | _Quantity(), rules.AllOrNothing(at):
            return f"IF({amount.text}>={_number(at)},{maximum},0)" if amount.text else "0"
        case _Quantity(), rules.Deduct() as scale:
            return _deduct(scale, amount, maximum)
        case _Quantity(text), rules.PerCase(each):
            return f"MIN({maximum},{_number(each)}*({text}))"
        case _:
            raise TypeError((amount, row.scale))


def _proportional(scale: rules.Proportional, share: _Share, maximum: str) -> str:
    points = share.of(maximum, scale.target)
    if scale.from_zero:
        low, high = scale.zero_below or Decimal(0), scale.full_at or Decimal(1)
        above = f"({share.over}-{_number(low)}*({share.under}))"
        points = _Share(above, f"({share.under})*{_number(high - low)}").of(maximum)
    if scale.full_at is not None:
        points = f"IF({share.text}>={_number(scale.full_at)},{maximum},{points})"
    if scale.zero_below is not None:
        points = f"IF({share.text}<{_number(scale.zero_below)},0,{points})"
    return points


def _bands(scale: rules.Bands, amount: _Share | _Quantity, maximum: str) -> str:
    first, *others = [_band(band, amount, maximum) for band in scale.bands]
    if not amount.text:
        # What never happened is worse than any number: it falls into the last band.
        return others[-1] if others else first
    chain = first
    for band, points in zip(scale.bands[1:], others, strict=True):
        sign = ">" if band.above is not None else ">="
        chain = f"IF({amount.text}{sign}{_number(band.lower or Decimal(0))},{points},{chain})"
    return chain


def _band(band: rules.Band, amount: _Share | _Quantity, maximum: str) -> str:
    if band.points != "proportional":
        return _number(band.points)
    share = amount if isinstance(amount, _Share) else _Share(amount.text or "0")
    return share.of(maximum)


def _deduct(scale: rules.Deduct, amount: _Quantity, maximum: str) -> str:
    off = [
        f"{count}*{_number(each)}"
        for counter, count in amount.counters.items()
        if (each := scale.each[counter]) != "all"
    ]
    fatal = [
        f"{count}>0" for counter, count in amount.counters.items() if scale.each[counter] == "all"
    ]
    points = f"MAX(0,{maximum}-({'+'.join(off) or '0'}))"
    return f"IF(OR({','.join(fatal)}),0,{points})" if fatal else points
