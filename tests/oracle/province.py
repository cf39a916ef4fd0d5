"""The provincial rubric scored by hand, as `oracle.district` does for the district one.

This module must not import `parself.scoring`, nor read a rubric's TOML, and for the same
reason: a second opinion is worth something only while it is its own. Thresholds come
from the table of the rubric, and from each row's guidance where the table leaves them open.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from oracle.arithmetic import (
    Book,
    RowRule,
    Sheet,
    Totals,
    Values,
    day,
    growth,
    increase,
    number,
    percent,
    rounded_row,
    share,
    table_of_maxima,
    ticked,
    totals,
)

ZERO = Fraction(0)


def reports(values: Values, _: int) -> Fraction:
    """1.2: 0.25 off per missing report, 0.1 per late one."""
    left = (
        Fraction("0.5")
        - Fraction("0.25") * number(values["thieu"])
        - Fraction("0.1") * number(values["cham"])
    )
    return left if left > 0 else ZERO


def steps(reached: Fraction, *tiers: tuple[str, str]) -> Fraction:
    """Points of the first tier, from the top, whose percentage is reached."""
    for least, points in tiers:
        if reached >= percent(least):
            return Fraction(points)
    return ZERO


def counted(values: Values, *tiers: tuple[int, str]) -> Fraction:
    """Points of the first tier, from the top, that the count reaches."""
    for least, points in tiers:
        if number(values["count"]) >= least:
            return Fraction(points)
    return ZERO


def in_proportion(reached: Fraction, most: int | str, cut: int = 0) -> Fraction:
    """Theo tỷ lệ; nothing below the cut, never more than the maximum."""
    if reached < percent(cut) or reached < 0:
        return ZERO
    return Fraction(most) if reached > 1 else reached * Fraction(most)


def towards(reached: Fraction, target: str, most: int | str) -> Fraction:
    """Tỷ lệ so với chỉ tiêu: full at the target, straight below it, nothing for a rise."""
    if reached <= 0:
        return ZERO
    if reached >= percent(target):
        return Fraction(most)
    return reached / percent(target) * Fraction(most)


def level(values: Values, **worth: str) -> Fraction:
    """The level chosen; an underscore stands for a hyphen of its id."""
    return Fraction(worth[str(values["choice"]).replace("-", "_")])


def yes(values: Values, most: int | str) -> Fraction:
    """Có / Không."""
    return Fraction(most) if values["choice"] == "co" else ZERO


def boxes(values: Values, **worth: str) -> Fraction:
    """Points of the boxes ticked."""
    found = [Fraction(w) for box, w in worth.items() if ticked(values, box.replace("_", "-"))]
    return sum(found, ZERO)


def spotless(values: Values, most: int | str) -> Fraction:
    """Everything where nobody was found at fault, else nothing."""
    return Fraction(most) if number(values["sai"]) == 0 else ZERO


def graded(values: Values, year: int) -> Fraction:
    """5.3.2: up to 15/12; one to 15 days late half."""
    if ticked(values, "not_issued"):
        return ZERO
    late = (day(values, "date") - date(year, 12, 15)).days
    if late <= 0:
        return Fraction(1)
    return Fraction("0.5") if late <= 15 else ZERO


def discipline(values: Values, _: int) -> Fraction:
    """5.4.1: 0.05 off per person, 0.25 per leader."""
    left = (
        1
        - Fraction("0.05") * number(values["cbccvc"])
        - Fraction("0.25") * number(values["lanh-dao"])
    )
    return left if left > 0 else ZERO


def disbursed(values: Values, _: int) -> Fraction:
    """6.1.1: full from 95 %, proportional from 80 %."""
    if share(values) >= percent(95):
        return Fraction("1.5")
    return in_proportion(share(values), "1.5", 80)


def offices_at_fault(values: Values, _: int) -> Fraction:
    """6.1.3: a quarter off per office."""
    left = 1 - Fraction("0.25") * number(values["count"])
    return left if left > 0 else ZERO


def more_independent(values: Values, _: int) -> Fraction:
    """6.3.1: two more 1, one more 0.5."""
    if increase(values) >= 2:
        return Fraction(1)
    return Fraction("0.5") if increase(values) >= 1 else ZERO


def partly_independent(values: Values, _: int) -> Fraction:
    """6.3.2: one more 0.75, as many 0.25."""
    if increase(values) >= 1:
        return Fraction("0.75")
    return Fraction("0.25") if increase(values) == 0 else ZERO


def digitised(values: Values, _: int) -> Fraction:
    """7.2.6: mean of the two shares."""
    return (share(values, "ho-so.") + share(values, "ket-qua.")) / 2


def iso_and_post(values: Values, _: int) -> Fraction:
    """7.3: one half each; the post counts as full from 50 %."""
    post = share(values, "bcci.") / percent(50)
    if post > 1:
        post = Fraction(1)
    return (share(values, "iso.") + post) / 2 * 2


def new_businesses(values: Values, _: int) -> Fraction:
    """8.2.2: more than last year 1.5, as many 0.75."""
    if increase(values) > 0:
        return Fraction("1.5")
    return Fraction("0.75") if increase(values) == 0 else ZERO


RULES: Mapping[str, RowRule] = {
    "1.1.1": lambda v, _: boxes(v, dung_han="0.25", du_noi_dung="0.25"),
    "1.1.2": lambda v, _: in_proportion(share(v), "1.5", 80),
    "1.2": reports,
    "1.3.1": lambda v, _: steps(share(v), ("30", "1"), ("20", "0.5")),
    "1.3.2": lambda v, _: share(v),
    "1.4.1": lambda v, _: in_proportion(share(v), "0.5", 80),
    "1.4.2": lambda v, _: counted(v, (3, "0.5"), (2, "0.25")),
    "1.5": lambda v, _: counted(v, (2, "1.5"), (1, "0.75")),
    "1.6.1": lambda v, _: in_proportion(share(v), 1, 90),
    "2.1.1": lambda v, _: boxes(v, thu_thap="0.25", kiem_tra="0.25"),
    "2.1.2": lambda v, _: level(v, toan_bo="1", mot_phan="0.5", chua="0"),
    "2.2.1": lambda v, _: in_proportion(share(v), 1, 80),
    "2.2.2": lambda v, _: share(v),
    "2.3.1": lambda v, _: yes(v, "0.75"),
    "2.3.2": lambda v, _: share(v) * Fraction("0.75"),
    "2.4.1": lambda v, _: in_proportion(share(v), 1, 80),
    "2.4.2": lambda v, _: in_proportion(share(v), "0.5", 80),
    "3.1.1": lambda v, _: yes(v, "0.5"),
    "3.1.2": lambda v, _: in_proportion(share(v), 1, 80),
    "3.1.3": lambda v, _: level(v, toan_bo="0.5", mot_phan="0.25", chua="0"),
    "3.2.1": lambda v, _: steps(share(v), ("100", "1"), ("80", "0.5")),
    "3.2.2": lambda v, _: boxes(v, csdl_quoc_gia="0.5", cong_dvc="0.25", mot_cua="0.25"),
    "3.3.1": lambda v, _: steps(share(v), ("100", "1"), ("95", "0.5")),
    "3.3.2": lambda v, _: counted(v, (30, "1"), (20, "0.5"), (10, "0.25")),
    "3.4.1": lambda v, _: in_proportion(share(v), 1, 95),
    "3.4.2": lambda v, _: in_proportion(share(v), 1, 95),
    "3.4.3": lambda v, _: in_proportion(share(v), 1, 95),
    "3.4.4": lambda v, _: steps(share(v), ("100", "0.5")),
    "3.5.1": lambda v, _: in_proportion(share(v), "0.5", 90),
    "3.5.2": lambda v, _: level(v, xuat_sac="0.5", tot="0.4", kha="0.25", con_lai="0"),
    "4.1.1": lambda v, _: boxes(v, cap_tinh="0.5", cap_huyen="0.5"),
    "4.1.2": lambda v, _: steps(share(v), ("100", "1")),
    "4.1.3": lambda v, _: towards(growth(v), "2.5", 1),
    "4.2.1": lambda v, _: yes(v, 1),
    "4.2.2": lambda v, _: towards(growth(v), "1", "0.75"),
    "4.2.3": lambda v, _: towards(growth(v), "2", "0.75"),
    "4.3.1": lambda v, _: yes(v, "0.5"),
    "4.3.2": lambda v, _: level(v, du="1", chua_du="0.5", khong="0"),
    "4.3.3": lambda v, _: share(v) * Fraction("0.5"),
    "5.1.1": lambda v, _: in_proportion(share(v), "0.75", 80),
    "5.1.2": lambda v, _: in_proportion(share(v), "0.75", 80),
    "5.2.1": lambda v, _: spotless(v, "0.75"),
    "5.2.2": lambda v, _: spotless(v, "0.75"),
    "5.3.1": lambda v, _: spotless(v, 1),
    "5.3.2": graded,
    "5.4.1": discipline,
    "5.4.2": lambda v, _: in_proportion(share(v), 1, 80),
    "5.5.1": lambda v, _: steps(share(v), ("100", "0.5"), ("90", "0.25")),
    "5.5.2": lambda v, _: steps(share(v), ("100", "0.5"), ("90", "0.25")),
    "5.5.3": lambda v, _: towards(share(v), "70", "0.5"),
    "6.1.1": disbursed,
    "6.1.2": lambda v, _: in_proportion(share(v), "1.5", 80),
    "6.1.3": offices_at_fault,
    "6.2.1": lambda v, _: yes(v, "0.5"),
    "6.2.2": lambda v, _: share(v),
    "6.2.3": lambda v, _: yes(v, "0.5"),
    "6.3.1": more_independent,
    "6.3.2": partly_independent,
    "6.3.3": lambda v, _: towards(growth(v), "2", "0.75"),
    "6.3.4": lambda v, _: steps(share(v), ("100", "0.5")),
    "7.1.1": lambda v, _: yes(v, "0.5"),
    "7.1.2": lambda v, _: share(v),
    "7.1.3": lambda v, _: share(v),
    "7.1.4": lambda v, _: in_proportion(share(v), 1, 90),
    "7.2.1": lambda v, _: towards(share(v), "80", 1),
    "7.2.2": lambda v, _: towards(share(v), "80", 1),
    "7.2.3": lambda v, _: in_proportion(share(v), "1.5", 80),
    "7.2.4": lambda v, _: steps(share(v), ("60", "0.5"), ("30", "0.25")),
    "7.2.5": lambda v, _: towards(share(v), "50", 1),
    "7.2.6": digitised,
    "7.3": iso_and_post,
    "8.2.1": lambda v, _: in_proportion(growth(v), "1.5", 80),
    "8.2.2": new_businesses,
    "8.3.1": lambda v, _: in_proportion(share(v), 1, 90),
    "8.3.2": lambda v, _: in_proportion(growth(v), 1, 80),
    "8.3.3": lambda v, _: in_proportion(share(v), "1.5", 80),
}
"""Every row that the province scores itself."""

MAXIMA = table_of_maxima("""
1.1.1 0.5   1.1.2 1.5   1.2 0.5     1.3.1 1     1.3.2 1     1.4.1 0.5   1.4.2 0.5   1.5 1.5
1.6.1 1     1.6.2 1.5
2.1.1 0.5   2.1.2 1     2.2.1 1     2.2.2 1     2.3.1 0.75  2.3.2 0.75  2.4.1 1     2.4.2 0.5
2.5.1 1     2.5.2 1.5   2.5.3 1
3.1.1 0.5   3.1.2 1     3.1.3 0.5   3.2.1 1     3.2.2 1     3.3.1 1     3.3.2 1     3.4.1 1
3.4.2 1     3.4.3 1     3.4.4 0.5   3.5.1 0.5   3.5.2 0.5   3.5.3 2.5
4.1.1 1     4.1.2 1     4.1.3 1     4.2.1 1     4.2.2 0.75  4.2.3 0.75  4.3.1 0.5   4.3.2 1
4.3.3 0.5   4.4.1 1.5   4.4.2 1.5
5.1.1 0.75  5.1.2 0.75  5.2.1 0.75  5.2.2 0.75  5.3.1 1     5.3.2 1     5.4.1 1     5.4.2 1
5.5.1 0.5   5.5.2 0.5   5.5.3 0.5   5.6.1 2     5.6.2 2     5.6.3 1.5
6.1.1 1.5   6.1.2 1.5   6.1.3 1     6.2.1 0.5   6.2.2 1     6.2.3 0.5   6.3.1 1     6.3.2 0.75
6.3.3 0.75  6.3.4 0.5   6.4.1 1.5   6.4.2 1.5
7.1.1 0.5   7.1.2 1     7.1.3 1     7.1.4 1     7.2.1 1     7.2.2 1     7.2.3 1.5   7.2.4 0.5
7.2.5 1     7.2.6 1     7.3 2       7.4.1 1     7.4.2 1     7.4.3 1
8.1 10      8.2.1 1.5   8.2.2 1.5   8.3.1 1     8.3.2 1     8.3.3 1.5
""")

NO_INCIDENCE = frozenset(["1.3.2", "2.3.2", "3.4.4", "3.5.1", "4.3.3"])
"""Không phát sinh → điểm tối đa."""
NOT_APPLICABLE: frozenset[str] = frozenset()

BOOK = Book(RULES, MAXIMA, NO_INCIDENCE, {}, {}, bonus_cap=ZERO, penalty_cap=ZERO)


def row_points(row: str, values: Values, year: int) -> Fraction:
    """Points of one answered row, rounded to hundredths."""
    return rounded_row(BOOK, row, values, year)


def total(sheet: Sheet, year: int) -> Totals:
    """Points, applicable maximum and indexes of a whole sheet."""
    return totals(BOOK, sheet, year)
