"""Rules that several annexes word alike, worked by hand for the scorings of communes and offices.

Part of the oracle: it must not import `parself.scoring` (see `oracle.district`).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from oracle.arithmetic import Values, day, number, percent, share, ticked

ZERO = Fraction(0)


def straight(values: Values, most: str, cut: int = 0) -> Fraction:
    """Theo tỷ lệ; nothing below the cut."""
    return share(values) * Fraction(most) if share(values) >= percent(cut) else ZERO


def against(values: Values, most: str, target: int) -> Fraction:
    """So với mục tiêu; full from there on."""
    return min(Fraction(1), share(values) / percent(target)) * Fraction(most)


def full_or_half(values: Values, most: str, full: int, half: int) -> Fraction:
    """Full from one share on, half of the maximum from a lower one."""
    if share(values) >= percent(full):
        return Fraction(most)
    return Fraction(most) / 2 if share(values) >= percent(half) else ZERO


def only_whole(values: Values, most: str) -> Fraction:
    """100 % or nothing."""
    return Fraction(most) if share(values) == 1 else ZERO


def less_each(values: Values, most: str, each: str) -> Fraction:
    """So much off per case, down to nothing."""
    return max(ZERO, Fraction(most) - Fraction(each) * number(values["count"]))


def so_much_each(values: Values, most: str, each: str) -> Fraction:
    """So much per case, up to the maximum."""
    return min(Fraction(most), Fraction(each) * number(values["count"]))


def met(values: Values, names: str) -> int:
    """How many of some requirements are met."""
    return sum(1 for name in names.split() if ticked(values, name))


def chosen(values: Values, **worth: str) -> Fraction:
    """The level chosen; an underscore stands for a hyphen."""
    return Fraction(worth[str(values["choice"]).replace("-", "_")])


def late(values: Values, due: date) -> int | None:
    """Days late; None where it was not issued."""
    return None if ticked(values, "not_issued") else (day(values, "date") - due).days


def in_time(days: int | None, full: str, bit_late: int) -> Fraction:
    """Full in time, half a bit late, else nothing."""
    if days is None or days > bit_late:
        return ZERO
    return Fraction(full) if days <= 0 else Fraction(full) / 2


def since_start(values: Values) -> int | None:
    """Days beyond the sixty after the unit began its work."""
    if ticked(values, "not_issued"):
        return None
    return (day(values, "date") - day(values, "reference") - timedelta(days=60)).days


def disciplined(values: Values, most: str) -> Fraction:
    """Half a point off per person; a leader takes all."""
    if number(values["lanh-dao"]) >= 1:
        return ZERO
    return max(ZERO, Fraction(most) - number(values["cong-chuc"]) / 2)


def invested(values: Values) -> Fraction:
    """Full from 95 %, proportional from 60 %."""
    if share(values) >= percent(95):
        return Fraction(3)
    return share(values) * 3 if share(values) >= percent(60) else ZERO


def passing(values: Values, most: str) -> Fraction:
    """Share of the lines that pass."""
    lines: Mapping[str, object] = values
    passed = sum(1 for line in lines.values() if line is True)
    return Fraction(passed, len(lines)) * Fraction(most)
