"""Formulas in words: ``(số hồ sơ đúng hạn/tổng số) x 5``, ``Tỷ lệ/80%*Điểm tối đa``."""

import re
from collections import Counter
from fractions import Fraction
from typing import Final

from parself.values import Frozen

RATIO: Final = "tỷ lệ"
MAXIMUM: Final = "điểm tối đa"
_NUMBER: Final = r"[0-9]+(?:[.,][0-9]+)?\s*%?"
_TOKEN: Final = re.compile(
    rf"\s*(?:(?P<number>{_NUMBER})|(?P<sign>[*/:()\[\]])|(?P<times>x|nhân với|nhân)(?=[\s0-9(\[])"
    r"|(?P<over>chia cho|chia|trên)(?=\s)"
    r"|(?P<name>[^\W\d_][^*/:()\[\]]*?)(?=\s*(?:[*/:()\[\]]|\s(?:x|nhân|nhân với"
    r"|chia|chia cho)\s*[0-9(\[]"
    r"|\s(?:x|nhân|nhân với|chia|chia cho)\s|$)))"
)
_MAXIMA: Final = re.compile(
    r"(?:số )?điểm (?:tối đa|chuẩn|quy định)(?: của (?:tiêu chí|chỉ số|mục))?"
)
_RATIOS: Final = re.compile(r"(?:điểm )?tỷ lệ\b.*")
_IN_PERCENT: Final = re.compile(r"\(\s*%\s*\)")
_TARGET: Final = re.compile(r"\bchỉ tiêu\s+(?:là\s+|giao\s+)?(?=[0-9]+(?:[.,][0-9]+)?\s*%)")
_MOST_TOKENS: Final = 24


class Product(Frozen):
    """A number times names, each with its power."""

    number: Fraction
    names: tuple[tuple[str, int], ...]

    def power(self, name: str) -> int:
        """Return the power of a name."""
        return dict(self.names).get(name, 0)


class _Broken(Exception):  # noqa: N818 - never leaves the module
    """The text is no formula."""


def product_of(text: str) -> Product | None:
    """Return a formula of products and quotients, in small letters; None where it is none."""
    tokens = _tokens(_TARGET.sub("", _IN_PERCENT.sub(" ", text)))
    if tokens is None or _has_bare_colon(tokens):
        return None
    try:
        number, names, rest = _product(tokens)
    except (_Broken, ZeroDivisionError):
        return None
    if rest:
        return None
    return Product(number, tuple(sorted((name, power) for name, power in names.items() if power)))


_Token = tuple[str, str]
_Value = tuple[Fraction, Counter[str], list[_Token]]


def _tokens(text: str) -> list[_Token] | None:
    found: list[_Token] = []
    at, bare = 0, text.strip(" .;")
    while at < len(bare):
        match = _TOKEN.match(bare, at)
        if match is None or match.end() == at or len(found) > _MOST_TOKENS:
            return None
        kind = match.lastgroup or ""
        found.append((kind, match[kind].strip()))
        at = match.end()
    return found


def _has_bare_colon(tokens: list[_Token]) -> bool:
    """Say whether a colon stands outside brackets, where it divides nothing."""
    depth = 0
    for _, text in tokens:
        depth += (text in "([") - (text in ")]")
        if text == ":" and not depth:
            return True
    return False


def _product(tokens: list[_Token]) -> _Value:
    number, names, rest = _factor(tokens)
    while rest and rest[0][0] != "number" and rest[0][1] not in (")", "]"):
        kind, sign = rest[0]
        if kind not in {"sign", "times", "over"} or sign in "([":
            raise _Broken
        other, more, rest = _factor(rest[1:])
        if kind == "times" or sign == "*":
            number *= other
            names.update(more)
        else:
            number /= other
            names.subtract(more)
    return number, names, rest


def _factor(tokens: list[_Token]) -> _Value:
    if not tokens:
        raise _Broken
    (kind, text), rest = tokens[0], tokens[1:]
    if text in ("(", "["):
        number, names, rest = _product(rest)
        if not rest or rest[0][1] != {"(": ")", "[": "]"}[text]:
            raise _Broken
        return number, names, rest[1:]
    if kind == "number":
        return _number(text), Counter(), rest
    if kind == "name":
        return Fraction(1), Counter({_name(text): 1}), rest
    raise _Broken


def _number(text: str) -> Fraction:
    value = Fraction(text.rstrip("% ").replace(",", "."))
    return value / 100 if text.endswith("%") else value


def _name(text: str) -> str:
    if _MAXIMA.fullmatch(text):
        return MAXIMUM
    return RATIO if _RATIOS.fullmatch(text) else text
