"""Points as an annex writes them: ``12,5``, ``10đ``, ``2 điểm``, ``20²``."""

import re
from decimal import Decimal
from typing import Final

from parself.values import Frozen

_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN: Final = str.maketrans(_RAISED, "0123456789")
_POINTS: Final = re.compile(
    r"\(?\s*(?P<sign>[-−–]?)\s*(?P<number>[0-9]{1,4}(?:[.,][0-9]{1,3})?)\s*(?:đ|điểm|đ\.)?\s*\)?"
    rf"\s*(?P<marks>(?:[{_RAISED}]+[,;]?)*|\(\*+\)|\*+)\s*",
    re.IGNORECASE,
)
_IN_TITLE: Final = re.compile(
    r"\s*[(\[:–-]\s*(?:tối đa\s*)?(?P<number>[0-9]{1,4}(?:[.,][0-9]{1,3})?)"
    r"\s*(?:điểm|đ)\s*(?:tối đa)?[)\]]?\s*\.?$",
    re.IGNORECASE,
)


class Points(Frozen):
    """A figure, and the footnotes that its marks name."""

    value: Decimal
    """Never below 0."""
    marks: tuple[int, ...] = ()
    is_off: bool = False
    """Whether it is written as taken off."""


def decimal_of(text: str) -> Decimal:
    """Return a number of digits with a comma or a dot before its decimals."""
    return Decimal(text.replace(",", "."))


def points_of(text: str) -> Points | None:
    """Return the points that a cell holds; None where it holds anything else."""
    found = _POINTS.fullmatch(text.strip())
    if found is None:
        return None
    marks = (int(one.translate(_PLAIN)) for one in re.findall(f"[{_RAISED}]+", found["marks"]))
    return Points(decimal_of(found["number"]), tuple(marks), bool(found["sign"]))


def without_marks(text: str) -> tuple[str, tuple[int, ...]]:
    """Return text without the marks of footnotes at the ends of its words, and those marks."""
    marks = tuple(int(one.translate(_PLAIN)) for one in re.findall(f"[{_RAISED}]+", text))
    return re.sub(f"(?<!\\bm)(?<!\\bkm)[{_RAISED}]+", "", text).strip(), marks


def split_title(title: str) -> tuple[str, Decimal | None]:
    """Return a title without the points that stand at its end, and those points."""
    found = _IN_TITLE.search(title)
    return (title[: found.start()].strip(), decimal_of(found["number"])) if found else (title, None)
