"""Ranges in words: "từ 70% đến dưới 90%", "trên 5 văn bản", "4 cuộc trở lên"; and ranges tiled."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from fractions import Fraction
from itertools import pairwise
from typing import Final

from parself.errors import Message, say
from parself.numerals import show_trimmed
from parself.values import Frozen, evolve


class Unit(Enum):
    """What is measured."""

    PERCENT = auto()
    COUNT = auto()


class Range(Frozen):
    """Amounts from one end to the other; an end that is None lies beyond all amounts."""

    low: Fraction | None = None
    is_low_in: bool = True
    high: Fraction | None = None
    is_high_in: bool = True
    subject: str = ""
    """Words that name what is measured."""
    is_rest: bool = False
    """Whether it stands for all that no other range names."""


_N: Final = {
    Unit.PERCENT: r"(?P<{0}>[0-9]+(?:[.,][0-9]+)?)\s*%",
    Unit.COUNT: r"(?P<{0}>[0-9]+)(?![.,]?[0-9])(?!\s*%)",
}
_LOOSE: Final = {Unit.PERCENT: r"(?P<{0}>[0-9]+(?:[.,][0-9]+)?)\s*%?", Unit.COUNT: _N[Unit.COUNT]}
_WORDS: Final = r"(?P<noun>[^0-9%:;<>≤≥]*?)"
_FORMS: Final[tuple[tuple[str, str, str], ...]] = (
    # Form, and whether its low and its high end belong to it: "in", "out"; "" where there is none.
    (r"{a}\s*≤\s*{w}\s*<\s*{B}", "in", "out"),
    (r"{a}\s*<\s*{w}\s*≤\s*{B}", "out", "in"),
    (r"{a}\s*≤\s*{w}\s*≤\s*{B}", "in", "in"),
    (r"{a}\s*<\s*{w}\s*<\s*{B}", "out", "out"),
    (r"(?:từ\s+)?trên\s+{a}{w}\s+(?:đến|tới)\s+dưới\s+{B}", "out", "out"),
    (r"(?:từ\s+)?trên\s+{a}{w}\s*(?:đến|tới|-)\s*{B}", "out", "in"),
    (r"từ\s+{a}{w}\s*(?:đến|tới|-)\s*dưới\s+{B}", "in", "out"),
    (r"dưới\s+{B}{w}\s+(?:đến|tới)\s+{a}", "in", "out"),
    (r"từ\s+{a}{w}\s*(?:đến|tới|-)\s*{B}(?!\s*trở lên)", "in", "in"),
    (r"(?:từ|đạt|có|tối thiểu|ít nhất|đạt từ)\s+{A}{w}\s+trở lên", "in", ""),
    (r"{A}{w}\s+trở lên", "in", ""),
    (r"(?:≥|không dưới|không thấp hơn|tối thiểu|ít nhất|lớn hơn hoặc bằng)\s*{A}", "in", ""),
    (r"(?:từ\s+)?{B}{w}\s+trở xuống", "", "in"),
    (r"(?:từ|đạt từ)\s+{A}", "in", ""),
    (r"(?:>|trên|lớn hơn|cao hơn|vượt|nhiều hơn|hơn)\s*{A}", "out", ""),
    (r"(?:≤|không quá|không vượt quá|tối đa|nhỏ hơn hoặc bằng)\s*{B}", "", "in"),
    (r"(?:<|dưới|thấp hơn|nhỏ hơn|ít hơn|không đạt|chưa đạt)\s*(?:mức\s+)?{B}", "", "out"),
    (r"(?:đạt|bằng|=|đủ|có)?\s*{A}", "in", "same"),
)  # fmt: skip


_BEGIN: Final = r"(?:(?<!\w)(?=\w)|(?=[<>≤≥=]))"


def _compiled(unit: Unit) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    strict, loose = _N[unit], _LOOSE[unit]
    names = {
        "a": loose.format("low"),
        "A": strict.format("low"),
        "B": strict.format("high"),
        "w": _WORDS,
    }
    return tuple(
        (re.compile(_BEGIN + form.format(**names)), low, high) for form, low, high in _FORMS
    )


_KNOWN: Final = {unit: _compiled(unit) for unit in Unit}
_REST: Final = re.compile(
    r"(?:các\s+)?(?:trường hợp\s+|mức\s+)?(?:còn lại|khác)|không đạt (?:các )?"
    r"(?:mức|yêu cầu|điều kiện) (?:trên|nêu trên|nào)"
)
_NOTHING: Final = re.compile(
    r"(?:không có|không tổ chức|không thực hiện|chưa có|không)(?P<noun>(?:\s+[^0-9\s%]+){0,4})"
)


def range_of(text: str, unit: Unit) -> Range | None:
    """Return the range that a condition in small letters states; None where it states none."""
    if _REST.fullmatch(text):
        return Range(is_rest=True)
    for form, low, high in _KNOWN[unit]:
        found = form.search(text)
        if found is None:
            continue
        named = found.groupdict()
        noun = named.get("noun") or ""
        outside = f"{text[: found.start()]} {noun} {text[found.end() :]}"
        ends = {end: _figure(named[end], unit) for end in ("low", "high") if named.get(end)}
        if high == "same":
            ends["high"] = ends["low"]
        return Range(
            ends.get("low"), low != "out", ends.get("high"), high != "out", _subject(outside)
        )
    return None


def nothing(text: str) -> Range | None:
    """Return the range of none at all, where a condition says so."""
    found = _NOTHING.fullmatch(text)
    none = Fraction(0)
    return Range(none, True, none, True, (found["noun"] or "").strip()) if found else None


def _figure(text: str, unit: Unit) -> Fraction:
    value = Fraction(text.replace(",", "."))
    return value / 100 if unit is Unit.PERCENT else value


def _subject(text: str) -> str:
    words = " ".join(text.split()).strip(" .,:-")
    return re.sub(r"^(?:có|tổ chức được|tổ chức)\s+", "", words)


def is_one_subject(ranges: Sequence[Range]) -> bool:
    """Say whether all ranges are of one thing: what some leave out, the longest names."""
    words = [set(one.subject.replace(",", " ").split()) for one in ranges]
    longest = set(
        max((one.subject for one in ranges), key=len, default="").replace(",", " ").split()
    )
    known = longest | {"tỷ", "lệ", "đạt", "số", "được", "có", "mức", "trường", "hợp"}
    return all(one <= known for one in words)


class Tiled(Frozen):
    """Ranges in order that leave nothing out, or what is wrong with them."""

    order: tuple[int, ...] = ()
    """Places of the ranges from the lowest to the highest."""
    ranges: tuple[Range, ...] = ()
    fault: Message | None = None
    is_open_below: bool = False
    """Whether nothing is said of what lies under the lowest."""


def tiled(ranges: Sequence[Range], unit: Unit) -> Tiled:
    """Put ranges in order, and find gaps and what stands in two of them."""
    filled = _with_rest([_whole(one, unit) for one in _above_none(ranges)], unit)
    if filled is None:
        return Tiled(fault=say("It does not say what the remaining cases are."))
    order = sorted(range(len(filled)), key=lambda at: _low_key(filled[at]))
    inside = [filled[at] for at in order]
    for one, other in pairwise(inside):
        fault = _seam_fault(one, other, unit)
        if fault is not None:
            return Tiled(fault=fault)
    top, bottom = inside[-1], inside[0]
    most = Fraction(1) if unit is Unit.PERCENT else None
    if top.high is not None and not (most is not None and top.high >= most and top.is_high_in):
        return Tiled(fault=_untold(say("more than {amount}", amount=_shown(top.high, unit))))
    is_open = bottom.low is not None and (bottom.low > 0 or not bottom.is_low_in)
    return Tiled(tuple(order), tuple(inside), is_open_below=is_open)


def _above_none(ranges: Sequence[Range]) -> list[Range]:
    """Return ranges of which the lowest begins above none where none is a level of its own."""
    is_apart = any(one.low == one.high == 0 for one in ranges)
    lowest = [one for one in ranges if one.low is None and one.high is not None]
    if not is_apart or len(lowest) != 1:
        return list(ranges)
    above = evolve(lowest[0], low=Fraction(0), is_low_in=False)
    return [above if one is lowest[0] else one for one in ranges]


def nested(ranges: Sequence[Range]) -> list[Range] | None:
    """Return ranges that all go on upwards, each up to the next; None where they do not."""
    lows = [one.low for one in ranges]
    if len(set(lows)) != len(lows) or any(
        one.low is None or one.high is not None or one.is_rest for one in ranges
    ):
        return None
    found = []
    for one in ranges:
        above = [other for other in ranges if _low_key(other) > _low_key(one)]
        after = min(above, key=_low_key, default=None)
        end = one if after is None else evolve(one, high=after.low, is_high_in=not after.is_low_in)
        found.append(end)
    return found


def _untold(what: Message) -> Message:
    return say("It does not say what {range} is worth.", range=what)


def _whole(one: Range, unit: Unit) -> Range:
    """Return a range of counts with ends that belong to it."""
    if unit is Unit.PERCENT:
        return one
    low = one.low + 1 if one.low is not None and not one.is_low_in else one.low
    high = one.high - 1 if one.high is not None and not one.is_high_in else one.high
    return evolve(one, low=low, high=high, is_low_in=True, is_high_in=True)


def _with_rest(ranges: Sequence[Range], unit: Unit) -> list[Range] | None:
    """Return ranges with the remaining cases taken as what lies below all others, or above."""
    rest = [at for at, one in enumerate(ranges) if one.is_rest]
    if not rest:
        return list(ranges)
    others = [one for one in ranges if not one.is_rest]
    if len(rest) > 1 or not others:
        return None
    lowest, highest = min(others, key=_low_key), max(others, key=_low_key)
    is_open_above = highest.high is not None and not (
        unit is Unit.PERCENT and highest.high >= 1 and highest.is_high_in
    )
    if lowest.low is None and highest.high is None and len(others) == 2 and lowest.high is not None:
        between = Range(lowest.high, not lowest.is_high_in, highest.low, not highest.is_low_in)
        filled = _whole(between, unit) if unit is Unit.COUNT else between
        return [filled if one.is_rest else one for one in ranges]
    if (lowest.low is None) != is_open_above:
        return None
    if is_open_above:
        other = Range(highest.high, not highest.is_high_in, None)
    else:
        other = Range(None, True, lowest.low, not lowest.is_low_in)
    if unit is Unit.COUNT:
        other = _whole(other, unit)
    return [other if one.is_rest else one for one in ranges]


def _low_key(one: Range) -> tuple[bool, Fraction, bool]:
    return one.low is not None, one.low or Fraction(0), not one.is_low_in


def _seam_fault(one: Range, other: Range, unit: Unit) -> Message | None:
    """Return what is wrong where one range ends and the next begins."""
    if one.high is None or other.low is None:
        return say("Two levels stand for the same amounts.")
    if unit is Unit.COUNT:
        after = one.high + (1 if one.is_high_in else 0)
        if after == other.low:
            return None
        is_twice = after > other.low
    elif one.high == other.low:
        if one.is_high_in != other.is_low_in:
            return None
        is_twice = one.is_high_in
    else:
        is_twice = one.high > other.low
    if is_twice:
        return say("{amount} stands in two levels.", amount=_shown(other.low, unit))
    low, high = _shown(one.high, unit), _shown(other.low, unit)
    return _untold(say("what lies between {low} and {high}", low=low, high=high))


def _shown(amount: Fraction, unit: Unit) -> str:
    return f"{show_trimmed(amount * 100)}%" if unit is Unit.PERCENT else show_trimmed(amount)
