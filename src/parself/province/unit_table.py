"""A table of units as people keep it: found in a file by the units' names, a line a unit.

Above the first unit stand headings, merged or not; below the last one sums and signatures. What
cannot be told for certain is refused with its cell: a name that nobody knows, a unit that stands
twice, figures beside no name.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from parself.errors import Problem, RefusedError, say
from parself.limits import NAME_LENGTH
from parself.numerals import read_decimal, understood
from parself.province.unit_names import NOBODY, Names, key_of
from parself.rubric.peers import Unit
from parself.text import one_line
from parself.values import Frozen
from parself.workbook import Cell, Grid, Raw, columns_of, name_of
from parself.workbook.figures import exact

_TOTALS: Final = re.compile(
    r"^(tong|cong|tong cong|tong so|toan tinh|binh quan|trung binh|chung)\b.*"
)
_YEAR: Final = re.compile(r"\bnam ((?:19|20|21)[0-9]{2})\b")
_HEADS: Final = re.compile(
    r"^(?:stt$|(?:ten|don vi|dia phuong|co quan|tieu chi|diem toi da)\b.*"
    r"|(?:\b ?(?:huyen|thi xa|thanh pho|thi tran|xa|phuong|tinh|so|ban|nganh))+)$"
)
_NAMES_HEAD: Final = re.compile(r"^(?:stt|ten|don vi|dia phuong|co quan)\b")
_LEAST_NAME: Final = 3
"""Letters of a name; shorter ones number the columns."""
_HEAD_LINES: Final = 30
"""Lines above the first unit in which headings are looked for."""
_SHOWN: Final = 120
_ASKED: Final = 20
"""Unknown names for which the likest units are looked up."""


class Stranger(Frozen):
    """A line with figures whose name nobody knows."""

    name: str
    place: str
    near: tuple[Unit, ...] = ()
    """Units whose names are most like it."""


class UnitTable(Frozen):
    """A table of units, before anybody has asked what its columns mean."""

    file: str
    grid: Grid
    names: int
    """Column of the units' names."""
    lines: Mapping[str, int]
    """Lines by code of the unit."""
    top: int
    """The last line of the headings."""
    passed_over: tuple[int, ...] = ()
    """Lines of sums, and of names that are no unit's."""
    strangers: tuple[Stranger, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What else cannot be told for certain: a unit that stands twice, figures beside no name."""
    loose: tuple[int, ...] = ()
    """The lines of strangers and problems: their cells are read as well, to tell their faults."""

    def place(self, line: int, column: int) -> str:
        """Return where a cell stands: file, sheet and cell."""
        sheet = f"{one_line(self.grid.title)}!" if self.grid.title else ""
        return f"{self.file}, {sheet}{name_of(line, column)}"

    def name(self, unit: str) -> str:
        """Return a unit's name as the table writes it."""
        return one_line(str(self.cell(self.lines[unit], self.names).value))

    def cell(self, line: int, column: int) -> Cell:
        """Return a cell."""
        return self.grid.cells.get((line, column), Cell())

    def headings(self, column: int) -> tuple[str, ...]:
        """Return what stands above a column, from top to bottom; merged cells count for each."""
        lines = range(max(1, self.top - _HEAD_LINES), self.top + 1)
        found = (_heading(self.grid, line, column) for line in lines)
        return tuple(text for text in found if text)

    def columns(self) -> Sequence[int]:
        """Return the columns beside the names that hold something in the lines of units."""
        lines = set(self.lines.values())
        found = {column for line, column in self.grid.cells if line in lines}
        headed = {column for line, column in self.grid.cells if line <= self.top}
        return sorted(one for one in found | headed if one > self.names)

    def has_figures(self, column: int) -> bool:
        """Say whether a column holds figures in the lines of units."""
        return any(is_figure(self.cell(line, column)) for line in self.lines.values())

    def is_headless(self, column: int) -> bool:
        """Say whether nothing stands above a column but what stands above names."""
        return all(_NAMES_HEAD.match(key_of(text)) for text in self.headings(column))

    def spanning(self, columns: Collection[int]) -> Iterator[Problem]:
        """Yield merged cells that span several units: whose they are, nobody knows."""
        lines, asked = set(self.lines.values()), {self.names, *columns}
        for cells, top, bottom in self.grid.merged:
            left, right = columns_of(cells)
            is_asked = any(left <= one <= right for one in asked)
            if is_asked and sum(top <= line <= bottom for line in lines) > 1:
                what = say(
                    "The cells {cells} are merged over the lines of several units.", cells=cells
                )
                todo = say("Split them, and give each unit its own.")
                yield Problem(what, self.place(top, left), todo)

    def years(self) -> frozenset[int]:
        """Return the years that the headings and the sheet's title name (năm 2023)."""
        heads = range(max(1, self.top - _HEAD_LINES), self.top + 1)
        texts = [cell.value for (line, _), cell in self.grid.cells.items() if line in heads]
        said = " ".join(key_of(str(text)[:NAME_LENGTH]) for text in (self.grid.title, *texts))
        return frozenset(int(year) for year in _YEAR.findall(said))


def find_table(grids: Sequence[Grid], names: Names, file: str) -> UnitTable:
    """Return the table of a file that names most units, with what is wrong with its lines.

    Raises `RefusedError` where none does.
    """
    found = [(grid, *_names_in(grid, names)) for grid in grids]
    grid, column, codes = max(found, key=lambda one: len(one[2]), default=(None, 0, {}))
    if grid is None or not codes:
        what = say("No names of this round's units stand in the file.")
        todo = say("Name the units in one column as the round's roster does.")
        raise RefusedError(Problem(what, file, todo))
    return _Finding(grid, column, codes, names, file).table()


def _names_in(grid: Grid, names: Names) -> tuple[int, Mapping[int, str]]:
    """Return the column that names most units, and the code of each by its line."""
    by_column: dict[int, dict[int, str]] = {}
    for (line, column), cell in grid.cells.items():
        is_name = isinstance(cell.value, str) and len(cell.value) <= NAME_LENGTH
        code = names.code_of(str(cell.value)) if is_name else None
        if code is not None and code != NOBODY:
            by_column.setdefault(column, {})[line] = code
    # Units count once: a column that repeats one name is no list of units.
    best = max(by_column, key=lambda one: (len({*by_column[one].values()}), -one), default=0)
    return best, by_column.get(best, {})


class _Finding:
    """One table being found out."""

    def __init__(
        self, grid: Grid, column: int, codes: Mapping[int, str], names: Names, file: str
    ) -> None:
        self._grid = grid
        self._column = column
        self._codes = codes
        self._names = names
        self._file = file
        self._last = max(line for line, _ in grid.cells)
        self._figures = {
            line for (line, at), cell in grid.cells.items() if at > column and is_figure(cell)
        }

    def table(self) -> UnitTable:
        top = self._first() - 1
        lines: dict[str, int] = {}
        passed, loose = list[int](), list[int]()
        strangers, problems = list[Stranger](), list[Problem]()
        for line in range(top + 1, self._last + 1):
            code = self._codes.get(line)
            if code is not None and code in lines:
                problems.append(self._twice(line, lines[code]))
                loose.append(line)
            elif code is not None:
                lines[code] = line
            elif line in self._figures and self._is_passed_over(line):
                passed.append(line)
            elif line in self._figures:
                loose.append(line)
                if self._text(line):
                    strangers.append(self._stranger(line, is_asked=len(strangers) < _ASKED))
                else:
                    problems.append(self._nameless(line))
        return UnitTable(
            self._file,
            self._grid,
            self._column,
            lines,
            top,
            tuple(passed),
            tuple(strangers),
            tuple(problems),
            tuple(loose),
        )

    def _first(self) -> int:
        """Return the first line of the units: above the first known one may stand unknown ones."""
        first = min(self._codes)
        while first - 1 in self._figures and self._may_name(first - 1):
            first -= 1
        return first

    def _may_name(self, line: int) -> bool:
        key = key_of(self._text(line))
        letters = sum(char.isalpha() for char in key)
        return letters >= _LEAST_NAME and not _HEADS.match(key)

    def _text(self, line: int) -> str:
        return one_line(str(self._grid.cells.get((line, self._column), Cell("")).value or ""))

    def _is_passed_over(self, line: int) -> bool:
        if self._names.code_of(self._text(line)) == NOBODY:
            return True
        beginning = (self._grid.cells.get((line, at)) for at in range(1, self._column + 1))
        return any(_TOTALS.match(key_of(str(one.value))) for one in beginning if one is not None)

    def _twice(self, line: int, before: int) -> Problem:
        unit, first = self._text(line)[:_SHOWN], name_of(before, self._column)
        what = say("“{unit}” stands twice; the first time in {first}.", unit=unit, first=first)
        return Problem(what, self._place(line), say("Leave one line for each unit."))

    def _nameless(self, line: int) -> Problem:
        what = say("Figures stand in a line that names no unit.")
        return Problem(what, self._place(line), say("Name the unit, or take the line out."))

    def _stranger(self, line: int, *, is_asked: bool) -> Stranger:
        text = self._text(line)[:_SHOWN]
        near = self._names.near(text) if is_asked else ()
        return Stranger(text, self._place(line), near)

    def _place(self, line: int) -> str:
        table = UnitTable(self._file, self._grid, self._column, {}, 0)
        return table.place(line, self._column)


def is_figure(cell: Cell) -> bool:
    """Say whether a cell holds a figure, or what should have been one."""
    match cell.value:
        case bool():
            return False
        case int() | float():
            return True
        case str() as text:
            return cell.is_error or understood(read_decimal, text) is not None
        case _:
            return cell.is_formula


def _heading(grid: Grid, line: int, column: int) -> str:
    own = grid.cells.get((line, column), Cell()).value
    value = next(_merged_over(grid, line, column), None) if own is None else own
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{exact(value):f}"
    return "" if value is None else one_line(str(value))


def _merged_over(grid: Grid, line: int, column: int) -> Iterator[Raw | None]:
    for (top, left), (bottom, right) in grid.across:
        if top <= line <= bottom and left < column <= right:
            yield grid.cells.get((top, left), Cell()).value
