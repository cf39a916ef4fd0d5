"""Every rule as an Excel formula: points over the entered figures, for workbooks that calculate.

Spreadsheets count in binary fractions. What that adds or loses is below 10⁻¹³: rounding to twelve
decimals before comparing and before the last rounding brings back the exact decision, unless a
figure lies nearer than that to a threshold or to a half cent without being on it. It takes a whole
of some thousand millions for that, and then there is no formula (`is_certain`). What the program
would refuse gives a word instead of points, and so does every sum that it stands in. Functions
are those of Excel 2007; text is compared by EXACT, which minds capitals.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.rules.amounts import Context, Points, Value, Values
from parself.rules.expressions import GUARD, Refer, Sheet, literal, quoted
from parself.rules.fields import Field
from parself.rules.kinds import Rule, amount_of, row_fields, worth, worth_text

_MARGIN: Final = Fraction(1, 10**11)
"""Nearer than this to a threshold, without being on it, a spreadsheet may decide otherwise."""
_SHEET_DIGITS: Final = 15
"""Digits of a number that a spreadsheet keeps."""
_MOST_TERMS: Final = 200
"""Excel takes at most 255 conditions in one AND."""


def row_formula(
    rule: Rule,
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
    if not is_certain(rule, values, context, step_of):
        return ""
    sheet = Sheet(cell, block, maximum, context.peers)
    amount = rule.measure.text(sheet, values, context.year)
    condition = _possible(rule, row_fields(rule, context.sub_units), values, sheet)
    points = rounded(worth_text(rule, amount, maximum), step_of)
    word = quoted(impossible)
    return f"IFERROR(IF({condition},{points},{word}),{word})"


def rounded(expression: str, step: Decimal) -> str:
    """Return an expression rounded half up to a multiple of `step`."""
    sure = f"ROUND({expression},{GUARD})"
    _sign, digits, exponent = step.normalize().as_tuple()
    decimals = max(0, -int(exponent))
    if digits == (1,):
        return f"ROUND({sure},{-int(exponent)})"
    return f"ROUND(ROUND({sure}/{literal(step)},0)*{literal(step)},{decimals})"


def is_certain(rule: Rule, values: Values, context: Context, step_of: Decimal) -> bool:
    """Say whether a spreadsheet, which counts in 15 digits, gets the same points as the engine."""
    numbers = [Decimal(v) for v in values.values() if isinstance(v, int | Decimal)]
    if any(len(number.normalize().as_tuple().digits) > _SHEET_DIGITS for number in numbers):
        return False
    amount = amount_of(rule, values, context)
    points, _ = worth(rule, amount)
    halves = abs(points / Fraction(step_of) % 1 - Fraction(1, 2))
    if 0 < halves < _MARGIN / Fraction(step_of):
        return False
    if isinstance(amount, Points) or amount.value is None or rule.scale is None:
        return True
    if not rule.measure.is_exact(values, _SHEET_DIGITS):
        return False
    return not any(0 < abs(amount.value - end) < _MARGIN for end in rule.scale.ends())


def _possible(rule: Rule, fields: Sequence[Field], values: Values, sheet: Sheet) -> str:
    """Return the condition under which the program would accept the cells."""
    entered = [field for field in fields if field.key in values]
    if rule.measure.by_sub_unit:
        return _all(list(rule.measure.block_conditions(len(entered), sheet.block)))
    alone = [
        condition
        for field in entered
        for condition in _cell_conditions(field, values[field.key], sheet.cell(field.key))
    ]
    together = rule.measure.conditions(rule.points, entered, values, sheet.cell)
    return _all([*alone, *together])


def _all(conditions: Sequence[str]) -> str:
    groups = [conditions[at : at + _MOST_TERMS] for at in range(0, len(conditions), _MOST_TERMS)]
    joined = [f"AND({','.join(group)})" for group in groups]
    return joined[0] if len(joined) == 1 else f"AND({','.join(joined)})"


def _cell_conditions(field: Field, value: Value, at: str) -> Iterator[str]:
    """Yield the conditions of one cell: its type and its range."""
    if field.kind == "choice":
        yield "+".join(f"EXACT({at},{quoted(title)})" for _id, title in field.options) + "=1"
        return
    yield f"ISNUMBER({at})"
    if field.instead:
        # The formula was made for this way of entering the row.
        yield f"{at}={int(value is True)}"
        return
    if field.kind == "yes":
        yield f"{at}*(1-{at})=0"
        return
    if field.kind in {"count", "date"}:
        yield f"{at}=INT({at})"
    if field.kind == "date":
        return
    if field.least is not None:
        yield f"{at}>={field.least:f}"
    if field.most is not None:
        yield f"{at}<={field.most:f}"
