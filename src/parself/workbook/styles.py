"""How numbers are shown: as they are, in percent, or as days."""

import re
from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from parself.text import is_digits
from parself.workbook.xml import Part

_LITERAL: Final = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?')
_DAY_LETTERS: Final = frozenset("dmyhsDMYHS")
_BUILT_IN_DAYS: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BUILT_IN_PERCENT: Final = frozenset({9, 10})
_LONGEST_CODE: Final = 255


class Shown(Enum):
    """What a number of a style stands for."""

    NUMBER = auto()
    PERCENT = auto()
    DAY = auto()


class Styles(Part):
    """The styles of all cells; only what they do to numbers, and whether they cross out."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self.struck: list[bool] = []
        """Whether each style crosses its cells out."""
        self._fonts: list[bool] = []
        self._are_fonts = False
        self._codes: dict[str, str] = {}
        self._is_cells = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""
        if tag == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "fonts":
            self._are_fonts = True
        elif tag == "font" and self._are_fonts:
            self._fonts.append(False)
        elif tag == "strike" and self._are_fonts and self._fonts:
            self._fonts[-1] = attributes.get("val", "1") not in {"0", "false"}
        elif tag == "cellXfs":
            self._is_cells = True
        elif tag == "xf" and self._is_cells:
            number = attributes.get("numFmtId", "0")
            self.shown.append(shown_by(number, self._codes.get(number, "")))
            font = attributes.get("fontId", "")
            at = int(font) if is_digits(font) and len(font) < 6 else len(self._fonts)
            self.struck.append(at < len(self._fonts) and self._fonts[at])

    def end(self, tag: str) -> None:
        """Take an element's end."""
        if tag == "fonts":
            self._are_fonts = False
        if tag == "cellXfs":
            self.is_done = True


@lru_cache(maxsize=1024)
def shown_by(number: str, code: str) -> Shown:
    """Return how a format shows numbers, by its code or, without one, its built-in number."""
    if code:
        bare = _LITERAL.sub("", code[:_LONGEST_CODE].split(";")[0])
        if "%" in bare:
            return Shown.PERCENT
        is_general = bare.casefold() in {"general", "standard"}
        return Shown.DAY if not is_general and _DAY_LETTERS & set(bare) else Shown.NUMBER
    built_in = int(number) if is_digits(number) and len(number) < 4 else 0
    if built_in in _BUILT_IN_PERCENT:
        return Shown.PERCENT
    return Shown.DAY if built_in in _BUILT_IN_DAYS else Shown.NUMBER
