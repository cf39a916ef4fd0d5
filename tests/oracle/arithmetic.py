"""What both hand-written scorings share: reading entered values, rounding, adding up.

Part of the oracle: it must not import `parself.scoring` (see `oracle.district`).
"""

from collections.abc import Callable, Collection, Mapping
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
    rescaled: Collection[str] = ()
    """Areas in which the rows that apply count for the whole area."""
    shared: Collection[str] = ()
    """Areas in which the points of rows that do not apply go to the others in equal parts."""


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


def totals(book: Book, sheet: Sheet, year: int, *, surveyed: Collection[str] = ()) -> Totals:
    """Add up a sheet: rows, exemptions, bonus, penalty, 0 to 100, rounding.

    Rows `surveyed` are those of a survey that is not held: they leave the maximum in any case.
    """
    answered = {row: entry for row, entry in sheet.items() if entry != "not applicable"}
    scored = {row: rounded_row(book, row, entry, year) for row, entry in answered.items()}
    asked = {row: most for row, most in book.maxima.items() if row not in surveyed}
    exempt = {row for row in asked if sheet.get(row) == "not applicable"}
    inside = {row: most for row, most in asked.items() if row not in exempt}
    applicable = in_areas(book, asked, exempt, inside)
    points = in_areas(book, asked, exempt, {r: scored[r] for r in inside if r in scored})
    highest = in_areas(book, asked, exempt, {r: scored.get(r, inside[r]) for r in inside})
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
        index(highest, bonus + open_bonus, penalty),
    )


def in_areas(
    book: Book,
    asked: Mapping[str, Fraction],
    exempt: Collection[str],
    amounts: Mapping[str, Fraction],
) -> Fraction:
    """Add up amounts of rows, area by area, as the area says of rows that do not apply."""
    total = NOTHING
    for area in sorted({row.split(".")[0] for row in asked}):
        here = {row: most for row, most in asked.items() if row.split(".")[0] == area}
        lost = sum((most for row, most in here.items() if row in exempt), NOTHING)
        rest = {row: most for row, most in here.items() if row not in exempt}
        found = {row: amounts[row] for row in rest if row in amounts}
        whole, kept = sum(here.values(), NOTHING), sum(rest.values(), NOTHING)
        if area in book.rescaled and rest:
            total += half_up(sum(found.values(), NOTHING) * whole / kept)
        elif area in book.shared and rest:
            more = lost / len(rest)
            grown = (points / rest[row] * (rest[row] + more) for row, points in found.items())
            total += half_up(sum(grown, NOTHING))
        else:
            total += sum(found.values(), NOTHING)
    return total


def known_and_open(
    maxima: Mapping[str, Fraction], scored: Mapping[str, Fraction]
) -> tuple[Fraction, Fraction]:
    """Return the points of the rows that have any, and the maxima of those that do not."""
    known = sum((scored[row] for row in maxima if row in scored), NOTHING)
    open_ = sum((most for row, most in maxima.items() if row not in scored), NOTHING)
    return known, open_
