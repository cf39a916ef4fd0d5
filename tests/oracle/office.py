"""The rubric of departments scored by hand, typed in from its table (see `oracle.district`)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from oracle.arithmetic import (
    Book,
    RowRule,
    Sheet,
    Totals,
    Values,
    increase,
    number,
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
    so_much_each,
    straight,
)


def told(values: Values, _: int) -> Fraction:
    """1.6: all three full, some half."""
    found = met(values, "trang-tin hoi-nghi cuoc-thi")
    return {3: Fraction(1), 0: ZERO}.get(found, Fraction(1, 2))


def followed(values: Values, _: int) -> Fraction:
    """2.3: two halves and a whole."""
    halves = met(values, "ke-hoach kiem-tra")
    return Fraction(halves, 2) + met(values, "xu-ly")


def merged(values: Values, _: int) -> Fraction:
    """4.3: at most full, however many more."""
    return min(Fraction(2), share(values) * 2)


def autonomous(values: Values, _: int) -> Fraction:
    """6.2: one more full, as many half."""
    if increase(values) >= 1:
        return Fraction(2)
    return Fraction(1) if increase(values) >= 0 else ZERO


def shared(values: Values, _: int) -> Fraction:
    """7.2: three fifths digitised, two fifths shared."""
    return (share(values, "so-hoa.") * 3 + share(values, "chia-se.") * 2) / 5 * 2


RULES: Mapping[str, RowRule] = {
    "1.1.1": lambda v, year: in_time(late(v, date(year, 1, 20)), "1", 10),
    "1.1.2": lambda v, _: straight(v, "2", 80),
    "1.2": lambda v, _: less_each(v, "1", "0.5"),
    "1.3": lambda v, _: full_or_half(v, "2", 30, 20),
    "1.4": lambda v, _: straight(v, "3", 80),
    "1.5": lambda v, _: so_much_each(v, "2", "1"),
    "1.6": told,
    "2.1": lambda v, _: straight(v, "4", 50),
    "2.2.1": lambda v, _: straight(v, "1.5"),
    "2.2.2": lambda v, _: only_whole(v, "1.5"),
    "2.3": followed,
    "3.1": lambda v, _: full_or_half(v, "2", 100, 90),
    "3.2": lambda v, _: so_much_each(v, "3", "0.5"),
    "3.3": lambda v, _: straight(v, "4", 95),
    "3.4": lambda v, _: against(v, "3", 90),
    "3.5": lambda v, _: straight(v, "2", 80),
    "3.6": lambda v, _: chosen(v, du="1", mot_phan="0.5", chua="0"),
    "4.1": lambda v, _: Fraction(2) if met(v, "chuc-nang quy-che") == 2 else ZERO,
    "4.2": lambda v, _: chosen(v, dung="2", lo_trinh="1", sai="0"),
    "4.3": merged,
    "4.4": lambda v, _: less_each(v, "2", "1"),
    "5.1": lambda v, _: straight(v, "2"),
    "5.2": lambda v, _: Fraction(2) if number(v["count"]) == 0 else ZERO,
    "5.3": lambda v, _: against(v, "2", 90),
    "5.4": lambda v, _: disciplined(v, "2"),
    "5.5": lambda v, year: in_time(late(v, date(year, 12, 15)), "2", 15),
    "6.1": lambda v, _: invested(v),
    "6.2": autonomous,
    "6.3": lambda v, _: Fraction(met(v, "quy-che cong-khai")),
    "6.4": lambda v, _: straight(v, "2", 50),
    "7.1": lambda v, _: straight(v, "2", 90),
    "7.2": shared,
    "7.3": lambda v, _: against(v, "2", 80),
    "7.4": lambda v, _: Fraction(1) if met(v, "cap-do tap-huan") == 2 else ZERO,
    "B1": lambda v, _: so_much_each(v, "1", "0.5"),
}
"""Every row that the unit scores itself."""

MAXIMA = table_of_maxima("""
1.1.1 1     1.1.2 2     1.2 1       1.3 2       1.4 3       1.5 2       1.6 1       1.7 2
2.1 4       2.2.1 1.5   2.2.2 1.5   2.3 2       2.4 3
3.1 2       3.2 3       3.3 4       3.4 3       3.5 2       3.6 1       3.7 5
4.1 2       4.2 2       4.3 2       4.4 2       4.5 2
5.1 2       5.2 2       5.3 2       5.4 2       5.5 2       5.6 4
6.1 3       6.2 2       6.3 2       6.4 2       6.5 3
7.1 2       7.2 2       7.3 2       7.4 1       7.5 4
8.1 4       8.2 3
""")
NO_INCIDENCE = frozenset(["2.1", "2.2.2", "3.1", "3.5", "6.4"])
SURVEYED = frozenset(["1.7", "2.4", "3.7", "4.5", "5.6", "6.5", "7.5", "8.1", "8.2"])
NOT_APPLICABLE = frozenset(["1.3", "3.3", "3.4", "4.3", "6.1", "6.2"])

BOOK = Book(
    RULES,
    MAXIMA,
    NO_INCIDENCE,
    bonuses={"B1": Fraction(1)},
    penalties={"T1": Fraction(1)},
    bonus_cap=Fraction(1),
    penalty_cap=Fraction(1),
    shared=frozenset("4"),
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
