"""The cells of one sheet: what stands in each, and what kind of thing that is.

Formulas count as the result that was saved beside them, and are marked. Numbers are days
where their format shows them so.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import isfinite
from typing import Final

from parself import limits
from parself.errors import DamagedError, Message, say
from parself.text import is_digits
from parself.values import Frozen
from parself.workbook.styles import Shown
from parself.workbook.xml import Part, Reader

Raw = str | int | float | bool | date | datetime | time
Spot = tuple[int, int]

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]{1,24}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[Ee][+-]?[0-9]{1,3})?"
)
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE: Final = frozenset({"1", "true"})
_MOST_RUNS: Final = 12
_LAST_DAY: Final = 2_958_465
"""31/12/9999, as Excel counts days."""
_AFTER_MERGES: Final = frozenset(
    (
        *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "drawing", "legacyDrawing", "tableParts"),
    )
)
"""What stands below the merged cells, by the order that the format asks for."""


class Cell(Frozen):
    """What stands in a cell."""

    value: Raw | None = None
    """None for a formula whose result was not saved."""
    is_formula: bool = False
    is_error: bool = False
    """Whether the value is a fault of Excel, such as ``#N/A``."""
    is_percent: bool = False
    """Whether it is shown in percent, so that 98,8% is kept as 0,988."""


class Grid(Frozen):
    """The cells of a sheet that are not empty, by line and column, both from 1."""

    title: str
    cells: Mapping[Spot, Cell]
    merged: tuple[tuple[str, int, int], ...]
    """Merged cells that span lines: range, first line and last line."""
    hidden_lines: tuple[int, ...]
    """Lines that hold something and are not shown."""
    hidden_columns: frozenset[int]
    is_hidden: bool
    """Whether the whole sheet is not shown."""
    is_cut: bool
    """Whether the sheet goes on beyond what is looked at."""
    across: tuple[tuple[Spot, Spot], ...] = ()
    """Merged cells that span columns: first and last cell."""
    struck: frozenset[Spot] = frozenset()
    """Cells in which some of the text is crossed out."""

    def unseen(self, top: int, columns: Collection[int]) -> Iterator[Message]:
        """Say what is read of these columns, below line `top`, though nobody sees it."""
        if self.is_hidden:
            yield say("Sheet {sheet} is hidden, and was read as well.", sheet=self.title)
        filled = {line for line, column in self.cells if line > top and column in columns}
        lines = [line for line in self.hidden_lines if line in filled]
        if lines:
            where = {"sheet": self.title, "lines": runs_of(lines)}
            yield say("{sheet}: hidden lines were read as well: {lines}.", **where)
        names = ", ".join(letters_of(one) for one in sorted(self.hidden_columns & set(columns)))
        if names:
            where = {"sheet": self.title, "columns": names}
            yield say("{sheet}: hidden columns were read as well: {columns}.", **where)


def name_of(line: int, column: int) -> str:
    """Return a cell's name: ``D17``."""
    return f"{letters_of(column)}{line}"


def letters_of(column: int) -> str:
    """Return a column's name: ``AA`` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def runs_of(lines: Sequence[int]) -> str:
    """Return line numbers in order as people write them: ``5-7, 12``."""
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    shown = [f"{first}-{last}" if last > first else str(first) for first, last in runs]
    return ", ".join(shown[:_MOST_RUNS]) + ("…" if len(shown) > _MOST_RUNS else "")


@lru_cache(maxsize=256)
def column_of(letters: str) -> int:
    """Return a column's number: 27 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def columns_of(cells: str) -> tuple[int, int]:
    """Return the first and last column of a range, as `Grid.merged` names it."""
    first, _, last = cells.partition(":")
    left, right = (column_of(one.rstrip("0123456789")) for one in (first, last or first))
    return left, right


def _is_unseen(attributes: Mapping[str, str], extent: str) -> bool:
    """Say whether a line or column is hidden, or drawn without any height or width."""
    return attributes.get("hidden", "") in _TRUE or attributes.get(extent) == "0"


def plain_text(text: str) -> str:
    """Return text with escapes undone: a workbook keeps as ``_x000D_`` what XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class _Gathered(Part):
    """The text of one cell, gathered from its runs; how it is spoken is left out.

    Raised digits stay raised: the mark of a footnote is not part of a figure.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.clear()

    def clear(self) -> None:
        """Begin another cell."""
        self._pieces: list[str] = []
        self._length = 0
        self._is_open = self._is_spoken = self._is_raised = self._is_crossed = False
        self.is_struck = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""
        match tag:
            case "rPh":
                self._is_spoken = True
            case "r":
                self._is_raised = self._is_crossed = False
            case "vertAlign":
                self._is_raised = attributes.get("val") == "superscript"
            case "strike":
                self._is_crossed = attributes.get("val", "1") in _TRUE
        self._is_open = tag in {"t", "v"} and not self._is_spoken

    def end(self, tag: str) -> None:
        """Take an element's end."""
        self._is_open = False
        if tag == "rPh":
            self._is_spoken = False

    def text(self, text: str) -> None:
        """Take some of an element's text."""
        if self._is_open:
            self._length += len(text)
            if self._length > limits.WORKBOOK_CELL_CHARACTERS:
                what = say("A cell holds more text than Excel can keep.")
                raise self._reader.archive.unsafe(what)
            self._pieces.append(text.translate(_RAISED) if self._is_raised else text)
            self.is_struck |= self._is_crossed and bool(text.strip())

    def result(self) -> str:
        """Return the cell's text."""
        return "".join(self._pieces)


class Texts(_Gathered):
    """The texts that the cells of all sheets share."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self.found: list[str] = []
        self.struck: set[int] = set()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""
        if tag == "si":
            self.clear()
        super().start(tag, attributes)

    def end(self, tag: str) -> None:
        """Take an element's end."""
        super().end(tag)
        if tag == "si":
            text = plain_text(self.result())
            self._reader.spend(len(text))
            if self.is_struck:
                self.struck.add(len(self.found))
            self.found.append(text)


class Surroundings(Frozen):
    """What the cells of all sheets refer to."""

    texts: Sequence[str]
    struck: Collection[int]
    """Places of those texts of which some is crossed out."""
    shown: Sequence[Shown]
    """How numbers of each style are shown."""
    crossed: Sequence[bool]
    """Whether each style crosses its cells out."""
    epoch: datetime


class Lines(Part):
    """The lines of one sheet being read."""

    def __init__(
        self, title: str, around: Surroundings, reader: Reader, *, is_hidden: bool
    ) -> None:
        self._title = title
        self._is_sheet_hidden = is_hidden
        self._around = around
        self._reader = reader
        self._cells: dict[Spot, Cell] = {}
        self._merged: list[tuple[str, int, int]] = []
        self._across: list[tuple[Spot, Spot]] = []
        self._struck: set[Spot] = set()
        self._hidden_lines: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._is_cut = False
        self._is_line_hidden = False
        self._line = self._column = 0
        self._cell: Mapping[str, str] | None = None
        self._is_formula = False
        self._gathered = _Gathered(reader)

    def grid(self) -> Grid:
        """Return what was read."""
        return Grid(
            self._title,
            self._cells,
            tuple(self._merged),
            tuple(sorted(self._hidden_lines)),
            frozenset(self._hidden_columns),
            self._is_sheet_hidden,
            self._is_cut,
            tuple(self._across),
            frozenset(self._struck),
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""
        if self._cell is not None:
            self._is_formula |= tag == "f"
            self._gathered.start(tag, attributes)
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "row":
            self._begin_line(attributes)
        elif tag == "col":
            self._hide_columns(attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag in _AFTER_MERGES:
            self.is_done = True

    def end(self, tag: str) -> None:
        """Take an element's end."""
        if self._cell is None:
            return
        self._gathered.end(tag)
        if tag == "c":
            self._end_cell(self._cell)
            self._cell = None

    def text(self, text: str) -> None:
        """Take some of an element's text."""
        if self._cell is not None:
            self._gathered.text(text)

    def _begin_line(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r", str(self._line + 1))
        if not is_digits(number) or len(number) > 7 or int(number) <= self._line:
            raise self._damaged()
        self._line, self._column = int(number), 0
        self._is_line_hidden = _is_unseen(attributes, "ht")

    def _hide_columns(self, attributes: Mapping[str, str]) -> None:
        ends = [attributes.get(name, "") for name in ("min", "max")]
        if _is_unseen(attributes, "width") and all(is_digits(end) and len(end) < 7 for end in ends):
            first, last = map(int, ends)
            self._hidden_columns.update(range(first, min(last, limits.WORKBOOK_COLUMNS) + 1))

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._column += 1
        place = attributes.get("r")
        if place is not None:
            found = _REFERENCE.fullmatch(place)
            if found is None or int(found[2]) != self._line or column_of(found[1]) < self._column:
                raise self._damaged()
            self._column = column_of(found[1])
        self._cell, self._is_formula = attributes, False
        self._gathered.clear()

    def _end_cell(self, attributes: Mapping[str, str]) -> None:
        kind, text = attributes.get("t", "n"), self._gathered.result()
        if self._column > limits.WORKBOOK_COLUMNS or not (text or self._is_formula):
            return
        value = self._value(kind, text, attributes) if text else None
        if self._line > limits.WORKBOOK_LINES:
            self._is_cut = self.is_done = True
            return
        self._reader.spend(len(value) if isinstance(value, str) else 0)
        if value == "" and not self._is_formula:
            return
        is_percent = kind == "n" and self._shown(attributes) is Shown.PERCENT
        cell = Cell(value, self._is_formula, kind == "e", is_percent)
        self._cells[self._line, self._column] = cell
        shared = int(text) if kind == "s" else None
        style = attributes.get("s", "")
        at = int(style) if is_digits(style) and len(style) < 6 else len(self._around.crossed)
        is_all = at < len(self._around.crossed) and self._around.crossed[at]
        if is_all or self._gathered.is_struck or shared in self._around.struck:
            self._struck.add((self._line, self._column))
        if self._is_line_hidden:
            self._hidden_lines.add(self._line)

    def _value(self, kind: str, text: str, attributes: Mapping[str, str]) -> Raw:
        match kind:
            case "s":
                return self._shared(text)
            case "b":
                return text.strip() in _TRUE
            case "d":
                return self._moment(text)
            case "n":
                return self._number(text.strip(), self._shown(attributes))
            case _:
                return plain_text(text)

    def _shared(self, text: str) -> str:
        number = text.strip()
        if not is_digits(number) or len(number) > 7 or int(number) >= len(self._around.texts):
            raise self._damaged()
        return self._around.texts[int(number)]

    def _shown(self, attributes: Mapping[str, str]) -> Shown:
        style = attributes.get("s", "0")
        is_known = is_digits(style) and len(style) < 7 and int(style) < len(self._around.shown)
        return self._around.shown[int(style)] if is_known else Shown.NUMBER

    def _number(self, text: str, shown: Shown) -> Raw:
        if not text.isascii() or not _NUMBER.fullmatch(text):
            raise self._damaged()
        number = int(text) if is_digits(text.lstrip("+-")) else float(text)
        if not isfinite(number):
            raise self._damaged()
        if shown is not Shown.DAY or not 0 <= number <= _LAST_DAY:
            return number
        moment = self._day(number)
        return moment.time() if number < 1 else moment

    def _day(self, number: float) -> datetime:
        # Excel takes 1900 for a leap year: its days are one ahead from March of that year on.
        early = timedelta(days=1 if number < 60 and self._around.epoch.year < 1900 else 0)
        moment = self._around.epoch + early + timedelta(days=number)
        return (moment + timedelta(milliseconds=500)).replace(microsecond=0)

    def _moment(self, text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            raise self._damaged() from None
        return moment.replace(tzinfo=None)

    def _merge(self, cells: str) -> None:
        first, _, last = cells.partition(":")
        top, bottom = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if top is None or bottom is None:
            raise self._damaged()
        if int(bottom[2]) > int(top[2]):
            self._merged.append((cells, int(top[2]), int(bottom[2])))
        left, right = column_of(top[1]), min(column_of(bottom[1]), limits.WORKBOOK_COLUMNS)
        if right > left:
            self._across.append(((int(top[2]), left), (int(bottom[2]), right)))
        if max(len(self._merged), len(self._across)) > limits.WORKBOOK_MERGES:
            what = say(
                "The sheet “{sheet}” has more than {most:count} merged cells.",
                sheet=self._title,
                most=limits.WORKBOOK_MERGES,
            )
            raise self._reader.archive.unsafe(what)

    def _damaged(self) -> DamagedError:
        return self._reader.archive.damaged(say("The entry is damaged."))
