"""The numbers that Word writes before paragraphs by itself: counted as Word counts them.

Plain lists of figures, letters and Roman numbers are known. Of any other kind no number is said.
"""

import re
from collections.abc import Mapping
from typing import Final

from parself.values import Frozen, Open, field
from parself.workbook.xml import Part

_PLACE: Final = re.compile(r"%([1-9])")
_MOST: Final = 999
BULLET: Final = "-"


def value(attributes: Mapping[str, str], name: str = "val") -> str | None:
    """Return an attribute by its name without the namespace."""
    found = (text for key, text in attributes.items() if key.rpartition("\f")[2] == name)
    return next(found, None)


class Level(Open):
    """How one level of a list is numbered."""

    kind: str = ""
    text: str = ""
    start: int = 1
    is_plain: bool = True


class Given(Frozen):
    """To which list and level a paragraph belongs."""

    number: str
    level: int = 0


class Lists(Part):
    """The lists of a Word file."""

    def __init__(self) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._kind_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._kind = self._number = ""
        self._level: Level | None = None
        self._at = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""
        told = value(attributes) or ""
        match tag:
            case "abstractNum":
                self._kind, self._number = value(attributes, "abstractNumId") or "", ""
            case "num":
                self._number, self._kind = value(attributes, "numId") or "", ""
            case "abstractNumId" if self._number:
                self._kind_of[self._number] = told
            case "lvl" | "lvlOverride":
                self._begin_level(tag, _small(value(attributes, "ilvl")))
            case "startOverride" if self._number:
                self._restarts.setdefault(self._number, {})[self._at] = _small(told)
            case _ if self._level is not None:
                _describe(self._level, tag, told)

    def _begin_level(self, tag: str, at: int) -> None:
        self._at = at
        if self._number and tag == "lvl":
            # A list that words one of its levels anew is none of the plain ones.
            self._kind_of[self._number] = ""
        elif self._kind and tag == "lvl":
            self._level = self._levels.setdefault(self._kind, {}).setdefault(at, Level())

    def end(self, tag: str) -> None:
        """Take an element's end."""
        if tag == "lvl":
            self._level = None

    def counter(self) -> "Counter":
        """Return a counter that has counted nothing yet."""
        return Counter(self._levels, self._kind_of, self._restarts)


class Counter(Open):
    """Where each list has come to."""

    levels: Mapping[str, Mapping[int, Level]]
    kind_of: Mapping[str, str]
    restarts: Mapping[str, Mapping[int, int]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    """Lists of which a paragraph was counted."""

    def next(self, given: Given) -> str | None:
        """Count a paragraph, and return what stands before it; None where that is not known."""
        kind = self.kind_of.get(given.number, "")
        levels = self.levels.get(kind, {})
        own = levels.get(given.level)
        if own is None or not own.is_plain:
            return None
        if own.kind == "bullet":
            return BULLET
        counts = self.counts.setdefault(kind, {})
        if given.number not in self.begun:
            self.begun.add(given.number)
            for at, start in self.restarts.get(given.number, {}).items():
                counts[at] = start - 1
        counts[given.level] = counts.get(given.level, own.start - 1) + 1
        for deeper in [at for at in counts if at > given.level]:
            del counts[deeper]
        return self._shown(own, levels, counts)

    def _shown(
        self, own: Level, levels: Mapping[int, Level], counts: Mapping[int, int]
    ) -> str | None:
        shown = {}
        for place in _PLACE.findall(own.text):
            at = int(place) - 1
            level = levels.get(at)
            found = None if level is None else _numeral(counts.get(at, level.start), level.kind)
            if found is None:
                return None
            shown[place] = found
        return _PLACE.sub(lambda one: shown[one[1]], own.text).strip() if shown else None


def _describe(level: Level, tag: str, told: str) -> None:
    match tag:
        case "numFmt":
            level.kind = told
        case "lvlText":
            level.text = told
        case "start":
            level.start = _small(told)
        case "lvlRestart" | "isLgl" | "lvlPicBulletId":
            level.is_plain = False


def _small(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,3}", text) else 0


_ROMAN: Final = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
                 (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def _numeral(number: int, kind: str) -> str | None:
    if not 0 < number <= _MOST:
        return None
    match kind:
        case "decimal":
            return str(number)
        case "upperRoman" | "lowerRoman" if number < 400:
            shown = _roman(number)
            return shown if kind == "upperRoman" else shown.lower()
        case "upperLetter" | "lowerLetter" if number <= 26:
            return chr(ord("A" if kind == "upperLetter" else "a") + number - 1)
    return None


def _roman(number: int) -> str:
    shown = ""
    for worth, sign in _ROMAN:
        shown += sign * (number // worth)
        number %= worth
    return shown


class Named(Part):
    """The lists to which paragraphs belong by their styles."""

    def __init__(self) -> None:
        self.found: dict[str, Given] = {}
        self._style = self._number = ""
        self._level = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""
        match tag:
            case "style":
                self._style, self._number, self._level = value(attributes, "styleId") or "", "", 0
            case "ilvl":
                self._level = _small(value(attributes))
            case "numId":
                self._number = value(attributes) or ""

    def end(self, tag: str) -> None:
        """Take an element's end."""
        if tag == "style" and self._number not in ("", "0"):
            self.found[self._style] = Given(self._number, self._level)
