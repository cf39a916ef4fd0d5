"""The commune rubric scored by hand, typed in from its table (see `oracle.district`)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from oracle.arithmetic import (
    Book,
    RowRule,
    Sheet,
    Totals,
    Values,
    growth,
    number,
    percent,
    rounded_row,
    share,
    table_of_maxima,
    totals,
)
from oracle.plain import (
    ZERO,
    against,
    chosen,
    disciplined,
    full_or_half,
    in_time,
    invested,
    late,
    less_each,
    met,
    only_whole,
    passing,
    since_start,
    so_much_each,
    straight,
)


def ways_of_telling(values: Values, _: int) -> Fraction:
    """1.4: four ways full, two half, one a quarter."""
    ways = number(values["count"])
    if ways >= 4:
        return Fraction(2)
    if ways >= 2:
        return Fraction(1)
    return Fraction("0.5") if ways >= 1 else ZERO


def equipped(values: Values, _: int) -> Fraction:
    """3.2.3: all three full, one missing half."""
    found = met(values, "may-tinh lay-so cho-ngoi")
    return {3: Fraction(1), 2: Fraction(1, 2)}.get(found, ZERO)


def digitised(values: Values, _: int) -> Fraction:
    """3.3.3: mean of two shares."""
    return (share(values, "ho-so.") + share(values, "ket-qua.")) / 2 * 3


def revenue(values: Values, _: int) -> Fraction:
    """6.2: five percent more full, no less than last year half."""
    if growth(values) >= percent(105):
        return Fraction(2)
    return Fraction(1) if growth(values) >= 1 else ZERO


def graded(values: Values, year: int) -> Fraction:
    """5.4: up to 15/12; up to fifteen days late half."""
    return in_time(late(values, date(year, 12, 15)), "2", 15)


RULES: Mapping[str, RowRule] = {
    "1.1.1": lambda v, year: in_time(late(v, date(year, 1, 31)), "1", 15),
    "1.1.2": lambda v, _: straight(v, "2", 70),
    "1.2": lambda v, _: less_each(v, "1", "0.25"),
    "1.3.1.a": lambda v, _: Fraction("0.5") if met(v, "ke-hoach ket-luan") == 2 else ZERO,
    "1.3.1.b": lambda v, _: straight(v, "0.5", 50),
    "1.3.2": lambda v, _: straight(v, "1", 80),
    "1.4": ways_of_telling,
    "1.5": lambda v, _: so_much_each(v, "2", "1"),
    "2.1": lambda v, _: straight(v, "2"),
    "2.2": lambda v, _: only_whole(v, "1"),
    "2.3": lambda v, _: straight(v, "2", 60),
    "2.4": lambda v, _: chosen(v, dat="1", chua_dat="0"),
    "3.1.1": lambda v, _: Fraction(met(v, "niem-yet trang-tin ma-qr"), 2),
    "3.1.2": lambda v, _: only_whole(v, "1.5"),
    "3.2.1": lambda v, _: full_or_half(v, "2", 100, 95),
    "3.2.2": lambda v, _: passing(v, "2"),
    "3.2.3": equipped,
    "3.3.1": lambda v, _: straight(v, "4", 90),
    "3.3.2": lambda v, _: only_whole(v, "1"),
    "3.3.3": digitised,
    "3.4": lambda v, _: straight(v, "2", 80),
    "3.5": lambda v, _: so_much_each(v, "2", "0.5"),
    "4.1": lambda v, _: in_time(since_start(v), "2", 30),
    "4.2": lambda v, _: chosen(v, dung="2", vuot="0"),
    "4.3": lambda v, _: chosen(v, dung="1", lo_trinh="0.5", sai="0"),
    "4.4": lambda v, _: straight(v, "2"),
    "5.1": lambda v, _: full_or_half(v, "2", 100, 90),
    "5.2": lambda v, _: against(v, "2", 80),
    "5.3": lambda v, _: disciplined(v, "3"),
    "5.4": graded,
    "6.1": lambda v, _: invested(v),
    "6.2": revenue,
    "6.3": lambda v, _: Fraction(met(v, "du-toan quyet-toan")),
    "6.4": lambda v, _: straight(v, "2", 50),
    "7.1": lambda v, _: straight(v, "2", 90),
    "7.2": lambda v, _: against(v, "3", 80),
    "7.3": lambda v, _: full_or_half(v, "2", 80, 50),
    "7.4": lambda v, _: less_each(v, "1", "0.25"),
    "7.5": lambda v, _: passing(v, "1"),
    "B1": lambda v, _: so_much_each(v, "1", "0.5"),
}
"""Every row that the unit scores itself."""

MAXIMA = table_of_maxima("""
1.1.1 1     1.1.2 2     1.2 1       1.3.1.a 0.5 1.3.1.b 0.5 1.3.2 1     1.4 2       1.5 2
1.6 2
2.1 2       2.2 1       2.3 2       2.4 1       2.5 2
3.1.1 1.5   3.1.2 1.5   3.2.1 2     3.2.2 2     3.2.3 1     3.3.1 4     3.3.2 1     3.3.3 3
3.4 2       3.5 2       3.6 6
4.1 2       4.2 2       4.3 1       4.4 2       4.5 2
5.1 2       5.2 2       5.3 3       5.4 2       5.5 3
6.1 3       6.2 2       6.3 2       6.4 2       6.5 1
7.1 2       7.2 3       7.3 2       7.4 1       7.5 1       7.6 6
8.1 8
""")
NO_INCIDENCE = frozenset(["1.3.1.b", "2.2", "3.3.2", "3.4", "6.4"])
SURVEYED = frozenset(["1.6", "2.5", "3.6", "4.5", "5.5", "6.5", "7.6", "8.1"])
NOT_APPLICABLE = frozenset(["6.1"])

BOOK = Book(
    RULES,
    MAXIMA,
    NO_INCIDENCE,
    bonuses={"B1": Fraction(1)},
    penalties={"T1": Fraction(1), "T2": Fraction(1)},
    bonus_cap=Fraction(1),
    penalty_cap=Fraction(2),
    rescaled=frozenset("12345678"),
)


def row_points(row: str, values: Values, year: int) -> Fraction:
    """Points of one row as they are printed."""
    return rounded_row(BOOK, row, values, year)


def total(sheet: Sheet, year: int) -> Totals:
    """The whole sheet added up."""
    return totals(BOOK, sheet, year)


def without_survey(sheet: Sheet, year: int) -> Totals:
    """The sheet added up in a year without a survey: 70 points are the whole."""
    return totals(BOOK, sheet, year, surveyed=SURVEYED)
