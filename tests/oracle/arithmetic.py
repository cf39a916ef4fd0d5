"""What both hand-written scorings share: reading entered values, rounding, adding up.

Part of the oracle: it must not import `parself.scoring` (see `oracle.district`).
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal, NamedTuple

Value = int | Decimal | bool | date | str
Values = Mapping[str, Value]
Entry = Values | Literal["no incidence", "not applicable"]
"""What a unit says of a row; a row that is not in the sheet is not answered."""
Sheet = Mapping[str, Entry]
RowRule = Callable[[Values, int], Fraction]
"""Entered values and the year assessed to exact points, not rounded yet."""

NOTHING = Fraction(0)


class Totals(NamedTuple):
    """The sheet added up; every index is None where no row is left in the maximum."""

    points: Fraction
    applicable: Fraction
    claimed: Fraction | None
    floor: Fraction | None
    ceiling: Fraction | None


class Book(NamedTuple):
    """What adding up needs to know of a rubric."""

    rules: Mapping[str, RowRule]
    maxima: Mapping[str, Fraction]
    """Every row inside the total, whoever scores it."""
    no_incidence: frozenset[str]
    """Rows that give their maximum where nothing of the kind occurred."""
    bonuses: Mapping[str, Fraction]
    penalties: Mapping[str, Fraction]
    bonus_cap: Fraction
    penalty_cap: Fraction


def number(value: Value) -> Fraction:
    """Return an entered figure."""
    assert isinstance(value, int | Decimal)
    return Fraction(value)


def share(values: Values, prefix: str = "") -> Fraction:
    """Part divided by whole (tử chia mẫu)."""
    return number(values[prefix + "part"]) / number(values[prefix + "whole"])


def growth(values: Values) -> Fraction:
    """Value divided by base."""
    return number(values["value"]) / number(values["base"])


def increase(values: Values) -> Fraction:
    """Value less base."""
    return number(values["value"]) - number(values["base"])


def ticked(values: Values, key: str) -> bool:
    """Whether a box is ticked."""
    return values.get(key) is True


def day(values: Values, key: str) -> date:
    """Return an entered day."""
    found = values[key]
    assert isinstance(found, date)
    return found


def percent(figure: str | int) -> Fraction:
    """80 → 4/5."""
    return Fraction(figure) / 100


def half_up(value: Fraction) -> Fraction:
    """Round a figure that is not negative to hundredths, a half upwards."""
    return Fraction(floor(value * 100 + Fraction(1, 2)), 100)


def table_of_maxima(text: str) -> Mapping[str, Fraction]:
    """Read row ids and their maxima, alternating."""
    words = text.split()
    return {row: Fraction(most) for row, most in zip(words[::2], words[1::2], strict=True)}


def rounded_row(book: Book, row: str, entry: Entry, year: int) -> Fraction:
    """Points of one row as they are printed. "Not applicable" has none."""
    if entry == "no incidence":
        assert row in book.no_incidence
        return book.maxima[row]
    assert not isinstance(entry, str)
    return half_up(book.rules[row](entry, year))


def totals(book: Book, sheet: Sheet, year: int) -> Totals:
    """Add up a sheet: rows, exemptions out of the maximum, bonus, penalty, 0 to 100, rounding."""
    answered = {row: entry for row, entry in sheet.items() if entry != "not applicable"}
    scored = {row: rounded_row(book, row, entry, year) for row, entry in answered.items()}
    inside = {row: most for row, most in book.maxima.items() if sheet.get(row) != "not applicable"}
    applicable = sum(inside.values(), NOTHING)
    points, open_points = known_and_open(inside, scored)
    bonus, open_bonus = known_and_open(book.bonuses, scored)
    penalty, open_penalty = known_and_open(book.penalties, scored)

    def index(reached: Fraction, more: Fraction, less: Fraction) -> Fraction | None:
        if applicable == 0:
            return None
        value = reached / applicable * 100
        value += min(more, book.bonus_cap) - min(less, book.penalty_cap)
        if value < 0:
            return Fraction(0)
        if value > 100:
            return Fraction(100)
        return half_up(value)

    return Totals(
        points,
        applicable,
        index(points, bonus, penalty),
        index(points, bonus, penalty + open_penalty),
        index(points + open_points, bonus + open_bonus, penalty),
    )


def known_and_open(
    maxima: Mapping[str, Fraction], scored: Mapping[str, Fraction]
) -> tuple[Fraction, Fraction]:
    """Return the points of the rows that have any, and the maxima of those that do not."""
    known = sum((scored[row] for row in maxima if row in scored), NOTHING)
    open_ = sum((most for row, most in maxima.items() if row not in scored), NOTHING)
    return known, open_
