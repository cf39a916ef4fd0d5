"""What a clause is worth: points, the maximum, a part of it, or by a formula."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.issued.figures import decimal_of
from parself.issued.phrases.clauses import Clause
from parself.issued.phrases.formula import MAXIMUM, RATIO, Product, product_of
from parself.values import Frozen

_LEAD: Final = r"(?:(?:thì|điểm đánh giá|được|đạt|chấm|tính|cho|là|số|bằng|hưởng)\s+)*"
_POINTS: Final = re.compile(
    rf"{_LEAD}(?:điểm\s*[=:]\s*)?(?P<n>[0-9]+(?:[.,][0-9]+)?)\s*(?:điểm|đ)?"
)
_FULL: Final = re.compile(
    rf"{_LEAD}(?:điểm\s*[=:]\s*)?(?:điểm tối đa|tối đa điểm|điểm chuẩn|100% "
    rf"(?:số )?điểm(?: tối đa)?)"
)
_NONE: Final = re.compile(
    r"(?:thì\s+)?không (?:được |có |tính |chấm |cho )*điểm|(?:thì\s+)?không tính"
)
_PART: Final = re.compile(
    rf"{_LEAD}(?:điểm\s*[=:]\s*)?(?:(?P<over>[0-9]{{1,3}})\s*/\s*(?P<under>[0-9]{{1,3}})|"
    rf"(?P<percent>[0-9]+(?:[.,][0-9]+)?)\s*%)"
    r"\s*(?:[*x]\s*)?(?:của\s+)?(?:tổng\s+)?(?:số\s+)?điểm(?: tối đa| chuẩn)?"
)
_BY_FORMULA: Final = re.compile(
    r"(?:thì\s+)?(?:(?:điểm đánh giá|điểm|số điểm)\s+)?(?:được\s+)?(?:tính|chấm)?\s*(?:điểm\s+)?"
    r"(?:được\s+)?(?:tính\s+)?"
    r"(?:theo\s+)?(?:công thức(?: sau)?)?\s*[:=]?\s*"
    r"(?:(?:số\s+)?điểm(?: đạt được| đánh giá| số| tự chấm"
    r"| của tiêu chí)?\s*(?:[=:]|bằng\s)\s*)?(?:bằng\s+)?(?P<formula>.+)"
)
_PROPORTIONAL: Final = re.compile(
    r"(?:thì\s+)?(?:điểm\s+)?(?:được\s+)?(?:tính|chấm)\s*(?:điểm\s+)?theo (?:đúng )?tỷ lệ"
    r"(?: (?:%|phần trăm|đạt được|thực hiện|thực tế|hoàn thành|tương ứng))*"
)
_ENDING: Final = re.compile(
    r"(?:[,=:→\-]\s*|\s+(?:thì\s+)?(?:được|đạt|chấm|tính|cho)(?:\s+(?:được|số|là))?\s+|\s+\()"
    r"(?P<worth>[0-9]+(?:[.,][0-9]+)?\s*(?:điểm|đ)\)?|(?:điểm tối đa|tối đa điểm))$"
)

_SAID_TO_BE: Final = re.compile(
    r",?\s+thì\s+(?:số\s+)?điểm(?: đánh giá| số| đạt được)?\s*(?:là|bằng|=)\s*"
    r"(?P<worth>[0-9]+(?:[.,][0-9]+)?(?:\s*điểm)?)$"
)
_SAID_AT_END: Final = re.compile(
    r"(?:,?\s+thì\s+|,?\s+)(?P<worth>(?:điểm\s+)?(?:được\s+)?(?:tính|chấm)\s.+"
    r"|không (?:được |có |tính |chấm |cho )*điểm)$"
)


class Straight(Frozen):
    """So many points times the share of two figures, named where the formula names them."""

    times: Fraction
    part: str = ""
    whole: str = ""
    is_formula: bool = True
    """Whether a formula says it, and not merely "in proportion"."""


Value = Decimal | Straight


def value_of(text: str, maximum: Decimal) -> Value | None:
    """Return what words in small letters are worth; None where they do not say it."""
    text = text.strip(" .;,")
    if found := _POINTS.fullmatch(text):
        return decimal_of(found["n"])
    if _FULL.fullmatch(text):
        return maximum
    if _NONE.fullmatch(text):
        return Decimal(0)
    if found := _PART.fullmatch(text):
        return _part(found, maximum)
    if _PROPORTIONAL.fullmatch(text):
        return Straight(Fraction(maximum), is_formula=False)
    found = _BY_FORMULA.fullmatch(text)
    return straight(product_of(found["formula"]), maximum) if found else None


def _part(found: re.Match[str], maximum: Decimal) -> Decimal | None:
    under = int(found["under"] or 1)
    if not under:
        return None
    share = Fraction(int(found["over"]), under) if found["over"] else _percent(found["percent"])
    worth = share * Fraction(maximum)
    cents = worth * 1000
    return Decimal(cents.numerator) / 1000 if cents.denominator == 1 else None


def _percent(text: str) -> Fraction:
    return Fraction(text.replace(",", ".")) / 100


def straight(product: Product | None, maximum: Decimal) -> Straight | None:
    """Return a formula as points times a share; None where it is not of that form."""
    if product is None:
        return None
    number = product.number * Fraction(maximum) ** product.power(MAXIMUM)
    names = {name: power for name, power in product.names if name != MAXIMUM}
    if product.power(MAXIMUM) not in (0, 1) or not maximum:
        return None
    match sorted(names.items(), key=lambda one: -one[1]):
        case [(name, 1)] if name == RATIO:
            return Straight(_of_share(number, maximum))
        case [(part, 1), (whole, -1)] if RATIO not in names:
            return Straight(number, part, whole)
    return None


def _of_share(number: Fraction, maximum: Decimal) -> Fraction:
    """Return the factor for a share; a rate counted in percent is divided by 100 beside it."""
    return number * 100 if number * 100 == Fraction(maximum) else number


def said(clause: Clause, maximum: Decimal) -> Iterator[tuple[str, Value]]:
    """Yield the ways in which a clause parts into a condition and what it is worth.

    Points in a column of their own come first; then what follows each colon, from the left.
    """
    if clause.points is None:
        yield from _said_by(clause.lower, maximum)
        return
    own = list(_said_by(clause.lower, maximum))
    if not own:
        yield clause.lower.rstrip(": "), clause.points
    # What the text says and what stands beside it must be the same.
    yield from (one for one in own if one[1] == clause.points)


def _said_by(lower: str, maximum: Decimal) -> Iterator[tuple[str, Value]]:
    for at in _colons(lower):
        value = value_of(lower[at + 1 :], maximum)
        if value is not None:
            yield _condition(lower[:at]), value
    for form in (_ENDING, _SAID_AT_END, _SAID_TO_BE):
        found = form.search(lower)
        value = value_of(found["worth"].rstrip(")"), maximum) if found else None
        if found is not None and value is not None:
            yield _condition(lower[: found.start()]), value


_LEAD_IN: Final = re.compile(
    r"[,\s]*(?:thì\s+)?(?:(?:số\s+)?điểm(?: đánh giá| số| đạt được)?\s+)?(?:được\s+)?"
    r"(?:tính|chấm)(?:\s+điểm)?\s+theo\s+công\s+thức(?:\s+sau)?\s*$"
    r"|[,\s]+thì(?:\s+(?:số\s+)?điểm(?: đánh giá| số| đạt được)?)?(?:\s+(?:là|được))?\s*$"
)
_IF: Final = re.compile(r"^(?:nếu|trường hợp|khi)\s+")


def _condition(text: str) -> str:
    """Return a condition without "if" before it and "then" behind it."""
    return _IF.sub("", _LEAD_IN.sub("", text.strip(" ,("))).strip(" ,")


def _colons(text: str) -> Iterator[int]:
    """Yield where colons and arrows stand outside brackets."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if char in ":→" and not depth:
            yield at


def named(value: Straight, names: Mapping[str, str]) -> Straight:
    """Return a formula with its letters replaced by what they were said to mean."""
    part, whole = names.get(value.part, value.part), names.get(value.whole, value.whole)
    return Straight(value.times, part, whole, value.is_formula)
