"""Words that speak of points: in a row called exact, none of them stands outside what was read."""

import re
from collections.abc import Iterator
from typing import Final

from parself.issued import meaning as w
from parself.issued.spelling import spelled

_NAMES: Final = re.compile(
    r"\b(?:địa|thời|đặc|quan|trọng|thí|cao|ưu|nhược|khuyết|yếu) điểm\b"
    r"|\b(?:bảng|phiếu|biểu|thang|kết quả)(?: tự)?(?: chấm)?,? điểm\b"
    r"|\btự (?:đánh giá,? )?chấm điểm\b"
    r"|\b(?:khấu|phòng|loại) trừ\b|\b(?:công|tổng) cộng\b|\bcộng (?:đồng|hòa|tác)\b"
)
"""Words with the same sound that name other things."""
_N: Final = r"[0-9]+(?:[.,][0-9]+)?"
_SPEAKS: Final = re.compile(
    rf"\bđiểm\b|\b{_N}\s*đ\b|\btrừ\b|\bcộng\b|\btối đa\b|\bkhông (?:được )?(?:tính|chấm)\b"
    rf"|\bphát sinh\b|\b{_N}\s*%"
)
_RULES: Final = re.compile(
    rf"\b{_N}\s*(?:điểm|đ)\b|\b(?:trừ|cộng)\s+(?:đi\s+)?{_N}(?!\s*(?:tháng|ngày|năm))"
    rf"|\bđiểm(?: đánh giá| số| đạt được)?\s*(?:=|bằng\b|tối đa\b)|\btối đa {_N} điểm"
    rf"|\bkhông (?:được )?(?:tính|chấm|cho|có) điểm|\bmất điểm\b|\btrừ (?:hết )?điểm\b"
    rf"|\btrừ (?:trường hợp|tiêu chí)\b|\bkhông phát sinh\b|{_N}\s*%\s*[)\]]*\s*[*x]"
)


def speaks(text: str) -> bool:
    """Say whether text in a column that holds rules, or may, says anything of points."""
    return _SPEAKS.search(_NAMES.sub(" ", spelled(text))) is not None


def rules(text: str) -> bool:
    """Say whether a name gives or takes points: names may well have figures and the word itself."""
    return _RULES.search(_NAMES.sub(" ", spelled(text))) is not None


def labels(meaning: w.Meaning) -> Iterator[str]:
    """Yield the words of a meaning that only name something, and give or take nothing."""
    match meaning.entered:
        case w.Share(part, whole):
            yield from (part, whole)
        case w.Number(unit, title):
            yield from (unit, title)
        case w.Days():
            yield meaning.entered.never
        case w.Against(value, base):
            yield from (value, base)
        case w.Peers(who):
            yield who
        case w.Choice(named) | w.Parts(named) | w.Several(named):
            yield from (name for name, _ in named)
        case w.AllOrNothing(parts):
            yield from parts
        case w.Worthless():
            pass
