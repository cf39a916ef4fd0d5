"""The district rubric scored by hand: a second opinion on every row that a unit scores itself.

This module must not import `parself.scoring`, nor read a rubric's TOML: every threshold
is typed in from the rubric's tables, and every row is plain arithmetic. Where the engine
and this module agree, a figure was not only computed but computed as the table says; an
oracle that borrowed the engine's code or read the engine's parameters would repeat its
mistakes. Row ids and entered keys are those of `docs/rubric-format.md`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
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


def plan_issued(values: Values, year: int) -> Fraction:
    """1.1.1: due 31/12 of the year before, or 15 days after the province's plan if later."""
    if ticked(values, "not_issued"):
        return ZERO
    due = date(year - 1, 12, 31)
    if "reference" in values and day(values, "reference") + timedelta(days=15) > due:
        due = day(values, "reference") + timedelta(days=15)
    issued = day(values, "date")
    if issued <= due:
        return Fraction("0.5")
    if issued <= due + timedelta(days=31):
        return Fraction("0.25")
    return ZERO


def inspection_plan(values: Values, year: int) -> Fraction:
    """1.3.1: up to 31/3 of the year."""
    if ticked(values, "not_issued"):
        return ZERO
    return Fraction("0.5") if day(values, "date") <= date(year, 3, 31) else ZERO


def staff_graded(values: Values, year: int) -> Fraction:
    """5.3: up to 15/12; up to 15 days late half."""
    if ticked(values, "not_issued"):
        return ZERO
    graded = day(values, "date")
    if graded <= date(year, 12, 15):
        return Fraction(1)
    if graded <= date(year, 12, 30):
        return Fraction("0.5")
    return ZERO


def inspected(values: Values, _: int) -> Fraction:
    """1.3.2: from 30 % full, from 20 % half."""
    if share(values) >= percent(30):
        return Fraction(1)
    if share(values) >= percent(20):
        return Fraction("0.5")
    return ZERO


def faults_mended(values: Values, _: int) -> Fraction:
    """1.3.3: no inspection at all is worth nothing."""
    if ticked(values, "not_done"):
        return ZERO
    return from_share(values, 70, 1)


def one_stop_rate(values: Values, _: int) -> Fraction:
    """3.3.1: all of them, or half from 95 %."""
    if share(values) == 1:
        return Fraction(1)
    if share(values) >= percent(95):
        return Fraction("0.5")
    return ZERO


def one_stops_equipped(values: Values, _: int) -> Fraction:
    """3.3.3: one line per commune, yes or no."""
    return Fraction(sum(1 for passed in values.values() if passed is True), len(values))


def commune_dossiers(values: Values, _: int) -> Fraction:
    """3.4.2: sums over the communes, never the mean of percentages."""
    parts = sum(number(figure) for line, figure in values.items() if line.endswith(".part"))
    wholes = sum(number(figure) for line, figure in values.items() if line.endswith(".whole"))
    on_time = Fraction(parts) / Fraction(wholes)
    return on_time * 2 if on_time >= percent(95) else ZERO


def staff_cut(values: Values, _: int) -> Fraction:
    """4.2.2: at most full; nothing below half of the target."""
    if share(values) < percent(50):
        return ZERO
    if share(values) > 1:
        return Fraction("0.75")
    return share(values) * Fraction("0.75")


def discipline(values: Values, _: int) -> Fraction:
    """5.5: a quarter off per person; a leader takes all."""
    if number(values["lanh-dao"]) >= 1:
        return ZERO
    left = 1 - Fraction("0.25") * number(values["cbccvc"])
    return left if left > 0 else ZERO


def investment(values: Values, _: int) -> Fraction:
    """6.1: full from 95 %, proportional from 80 %."""
    if share(values) >= percent(95):
        return Fraction(2)
    if share(values) >= percent(80):
        return share(values) * 2
    return ZERO


def work_files(values: Values, _: int) -> Fraction:
    """7.1.3: district 0.6 against 80 %, communes 0.4 against 60 %."""
    district = share(values, "huyen.") / percent(80)
    communes = share(values, "xa.") / percent(60)
    return Fraction("0.6") * min(Fraction(1), district) + Fraction("0.4") * min(
        Fraction(1), communes
    )


def online_dossiers(values: Values, _: int) -> Fraction:
    """7.3.2: against 80 %; nothing below 30 %."""
    if share(values) < percent(30):
        return ZERO
    return min(Fraction(1), share(values) / percent(80)) * 2


def digitised(values: Values, _: int) -> Fraction:
    """7.3.5: mean of two shares, each at most 100 %."""
    received = min(Fraction(1), share(values, "tiep-nhan."))
    returned = min(Fraction(1), share(values, "tra-ket-qua."))
    return (received + returned) / 2


def revenue(values: Values, _: int) -> Fraction:
    """8.2.1: full from 100 %, proportional from 90 %."""
    if share(values) >= 1:
        return Fraction(2)
    if share(values) >= percent(90):
        return share(values) * 2
    return ZERO


def new_businesses(values: Values, _: int) -> Fraction:
    """8.2.2: more than last year 1, as many 0.5, fewer 0."""
    if increase(values) > 0:
        return Fraction(1)
    return Fraction("0.5") if increase(values) == 0 else ZERO


def poverty(values: Values, _: int) -> Fraction:
    """8.2.4: at most full; no decrease, nothing."""
    if growth(values) <= 0:
        return ZERO
    return min(Fraction(1), growth(values))


def from_share(values: Values, cut_percent: int, most: int | str) -> Fraction:
    """Theo tỷ lệ; nothing below the cut."""
    return share(values) * Fraction(most) if share(values) >= percent(cut_percent) else ZERO


def only_all(values: Values, most: int | str) -> Fraction:
    """100 % or nothing."""
    return Fraction(most) if share(values) == 1 else ZERO


def level(values: Values, worth: Mapping[str, str]) -> Fraction:
    """The level chosen."""
    return Fraction(worth[str(values["choice"])])


def boxes(values: Values, names: tuple[str, ...], each: str) -> Fraction:
    """So much per box ticked."""
    return Fraction(each) * sum(1 for name in names if ticked(values, name))


def counted(values: Values, steps: tuple[tuple[int, str], ...]) -> Fraction:
    """Points of the first step, from the top, that the count reaches."""
    for least, points in steps:
        if number(values["count"]) >= least:
            return Fraction(points)
    return ZERO


def quarter_off(values: Values) -> Fraction:
    """1.2.1, 1.2.2: a quarter off 0.75 per report, down to 0."""
    left = Fraction("0.75") - Fraction("0.25") * number(values["count"])
    return left if left > 0 else ZERO


def spotless(values: Values) -> Fraction:
    """5.2.1, 5.2.2, 4.1.2: 0.75 where there is no case at all."""
    return Fraction("0.75") if number(values["count"]) == 0 else ZERO


def yes(values: Values, most: str) -> Fraction:
    """Có / Không."""
    return level(values, {"co": most, "khong": "0"})


REPORTED = {"dung-han-da-xu-ly": "0.75", "cham-hoac-chua-xu-ly": "0.25", "khong-bao-cao": "0"}
PUBLISHED = {"du-10": "1", "tu-7-den-9": "0.5", "duoi-7": "0"}
REGULATION = {"phu-hop": "1", "sua-cham": "0.5", "khong-dat": "0"}
PORTAL = ("gioi-thieu", "chi-dao", "tthc", "tin-cchc")

RULES: Mapping[str, RowRule] = {
    "1.1.1": plan_issued,
    "1.1.2": lambda v, _: boxes(v, ("du-noi-dung", "ro-san-pham"), "0.25"),
    "1.1.3": lambda v, _: from_share(v, 80, 1),
    "1.2.1": lambda v, _: quarter_off(v),
    "1.2.2": lambda v, _: quarter_off(v),
    "1.3.1": inspection_plan,
    "1.3.2": inspected,
    "1.3.3": faults_mended,
    "1.4.1": lambda v, _: from_share(v, 80, "0.5"),
    "1.4.2": lambda v, _: counted(v, ((3, "0.5"), (2, "0.25"))),
    "1.5": lambda v, _: counted(v, ((2, "1.5"), (1, "0.75"))),
    "1.6": lambda v, _: from_share(v, 90, "1.5"),
    "2.1.1": lambda v, _: from_share(v, 80, "0.75"),
    "2.1.2": lambda v, _: share(v) * Fraction("0.75"),
    "2.2.1": lambda v, _: boxes(v, ("thu-thap", "kiem-tra", "dieu-tra"), "0.25"),
    "2.2.2": lambda v, _: level(v, REPORTED),
    "2.3": lambda v, _: only_all(v, 1),
    "2.4": lambda v, _: from_share(v, 80, 1),
    "3.1.1": lambda v, _: from_share(v, 80, 1),
    "3.1.2": lambda v, _: counted(v, ((2, "1"), (1, "0.5"))),
    "3.1.3": lambda v, _: from_share(v, 90, 1),
    "3.2.1": lambda v, _: from_share(v, 70, 1),
    "3.2.2": lambda v, _: level(v, PUBLISHED),
    "3.3.1": one_stop_rate,
    "3.3.2": lambda v, _: counted(v, ((5, "1"), (3, "0.5"), (1, "0.25"))),
    "3.3.3": one_stops_equipped,
    "3.4.1": lambda v, _: from_share(v, 95, 3),
    "3.4.2": commune_dossiers,
    "3.4.3": lambda v, _: from_share(v, 80, 1),
    "3.5.1": lambda v, _: boxes(v, ("to-chuc", "cong-khai"), "0.5"),
    "4.1.1": lambda v, _: yes(v, "0.75"),
    "4.1.2": lambda v, _: spotless(v),
    "4.2.1": lambda v, _: yes(v, "0.75"),
    "4.2.2": staff_cut,
    "4.3": lambda v, _: boxes(v, ("van-ban", "kiem-tra"), "0.5"),
    "4.4": lambda v, _: level(v, REGULATION),
    "5.1.1": lambda v, _: yes(v, "0.5"),
    "5.1.2": lambda v, _: from_share(v, 80, 1),
    "5.2.1": lambda v, _: spotless(v),
    "5.2.2": lambda v, _: spotless(v),
    "5.3": staff_graded,
    "5.4": lambda v, _: from_share(v, 80, 1),
    "5.5": discipline,
    "5.6": lambda v, _: from_share(v, 90, 1),
    "6.1": investment,
    "6.2.1": lambda v, _: only_all(v, "0.5"),
    "6.2.2": lambda v, _: from_share(v, 80, 1),
    "6.3.1": lambda v, _: from_share(v, 80, 1),
    "6.3.2": lambda v, _: yes(v, "0.5"),
    "7.1.1": lambda v, _: from_share(v, 80, 1),
    "7.1.2": lambda v, _: from_share(v, 90, 1),
    "7.1.3": work_files,
    "7.2": lambda v, _: boxes(v, PORTAL, "0.25"),
    "7.3.1": lambda v, _: min(Fraction(1), share(v) / percent(80)) * Fraction("1.5"),
    "7.3.2": online_dossiers,
    "7.3.3": lambda v, _: min(Fraction(1), share(v) / percent(60)),
    "7.3.4": lambda v, _: min(Fraction(1), share(v) / percent(50)),
    "7.3.5": digitised,
    "7.3.6": lambda v, _: counted(v, ((10, "0.5"), (5, "0.25"))),
    "7.4": lambda v, _: share(v) * Fraction("1.5"),
    "7.5.1": lambda v, _: yes(v, "0.5"),
    "7.5.2": lambda v, _: boxes(v, ("danh-gia-noi-bo", "xem-xet-lanh-dao"), "0.25"),
    "7.5.3": lambda v, _: share(v) * Fraction("0.5"),
    "8.2.1": revenue,
    "8.2.2": new_businesses,
    "8.2.3": lambda v, _: from_share(v, 80, 2),
    "8.2.4": poverty,
    "B1": lambda v, _: counted(v, ((1, "1"),)),
    "B2": lambda v, _: counted(v, ((1, "1"),)),
    "T3": lambda v, _: min(Fraction(3), number(v["count"])),
}
"""Every row that the unit scores itself; a penalty as what it takes."""

MAXIMA = table_of_maxima("""
1.1.1 0.5   1.1.2 0.5   1.1.3 1     1.2.1 0.75  1.2.2 0.75  1.3.1 0.5   1.3.2 1     1.3.3 1
1.4.1 0.5   1.4.2 0.5   1.5 1.5     1.6 1.5     1.7 2
2.1.1 0.75  2.1.2 0.75  2.2.1 0.75  2.2.2 0.75  2.3 1       2.4 1       2.5 2
3.1.1 1     3.1.2 1     3.1.3 1     3.2.1 1     3.2.2 1     3.3.1 1     3.3.2 1     3.3.3 1
3.4.1 3     3.4.2 2     3.4.3 1     3.5.1 1     3.5.2 1     3.6 4
4.1.1 0.75  4.1.2 0.75  4.2.1 0.75  4.2.2 0.75  4.3 1       4.4 1       4.5 3
5.1.1 0.5   5.1.2 1     5.2.1 0.75  5.2.2 0.75  5.3 1       5.4 1       5.5 1       5.6 1
5.7 5
6.1 2       6.2.1 0.5   6.2.2 1     6.3.1 1     6.3.2 0.5   6.4 3
7.1.1 1     7.1.2 1     7.1.3 1     7.2 1       7.3.1 1.5   7.3.2 2     7.3.3 1     7.3.4 1
7.3.5 1     7.3.6 0.5   7.4 1.5     7.5.1 0.5   7.5.2 0.5   7.5.3 0.5   7.6 3
8.1 10      8.2.1 2     8.2.2 1     8.2.3 2     8.2.4 1
""")

NO_INCIDENCE = frozenset(
    ["1.3.3", "2.1.1", "2.1.2", "2.3", "3.1.3", "3.4.3", "4.2.2", "5.2.1", "5.2.2", "6.3.1"]
)
"""KPS → tối đa."""
NOT_APPLICABLE = frozenset(["7.4"])
"""Không áp dụng: the unit has no system of its own."""

BOOK = Book(
    RULES,
    MAXIMA,
    NO_INCIDENCE,
    bonuses={"B1": Fraction(1), "B2": Fraction(1)},
    # T1 and T2 are the province's: open for the unit whatever it enters.
    penalties={"T1": Fraction(3), "T2": Fraction("0.5"), "T3": Fraction(3)},
    bonus_cap=Fraction(2),
    penalty_cap=Fraction(3),
)


def row_points(row: str, values: Values, year: int) -> Fraction:
    """Points of one answered row, rounded to hundredths."""
    return rounded_row(BOOK, row, values, year)


def total(sheet: Sheet, year: int) -> Totals:
    """Points, applicable maximum and indexes of a whole sheet."""
    return totals(BOOK, sheet, year)
