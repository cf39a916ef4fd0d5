"""Sheets as lines of values: headings found, cells read, every fault noted with its cell.

Columns are found by their headings, so that a clerk may move them, hide them and add others.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from parself.annex import columns as c
from parself.annex.cells import value_of
from parself.errors import Message, ParselfError, Problem, UsageError, say
from parself.limits import NAME_LENGTH
from parself.text import one_line, search_key
from parself.values import Frozen, Open, field
from parself.workbook import Grid, Raw, name_of

Spot = tuple[int, int]

_HEADINGS_WITHIN: Final = 20
"""Lines from the top in which headings are looked for."""
_HEAD_WITHIN: Final = 200
"""Lines of the sheet that has one value a line."""


class Notes(Open):
    """What came up while reading: faults, and the cell of every key path."""

    problems: list[Problem] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    """Sheets and columns that mean nothing to the program."""
    hidden: list[Message] = field(default_factory=list)
    """What is not shown and was read all the same."""
    filled: Counter[str] = field(default_factory=Counter)
    """How many rows got a default because their lines were empty, by what they lack."""
    muted: set[str] = field(default_factory=set)
    """Key paths whose faults follow from one that is noted already."""

    def fault(self, where: str, what: Message, todo: Message | None = None) -> None:
        """Note a fault of a cell."""
        self.problems.append(Problem(what, where, todo))


class Line(Frozen):
    """A line of a sheet: the values of its cells that are filled in, and where each stands."""

    start: str
    """Place of the line's first cell."""
    values: Mapping[str, object]
    cells: Mapping[str, str]
    """Place of every cell, empty ones too, by column."""
    faulty: frozenset[str] = frozenset()
    """Columns whose cells could not be read, which has been noted."""

    def at(self, key: str) -> str:
        """Return the place of a cell, or of the line where its column is missing."""
        return self.cells.get(key, self.start)

    def text(self, key: str) -> str:
        """Return the text of a cell, empty where there is none."""
        return str(self.values.get(key, ""))

    def lacks(self, key: str) -> bool:
        """Say whether a cell is empty."""
        return key not in self.values and key not in self.faulty


def grid_of(grids: Mapping[str, Grid], sheet: c.Sheet) -> Grid | None:
    """Return the sheet of that title, however it is spelled."""
    return grids.get(search_key(sheet.title))


def lines_of(grids: Mapping[str, Grid], sheet: c.Sheet, notes: Notes) -> tuple[Line, ...]:
    """Return the lines of a sheet that are filled in; a sheet that is not there has none."""
    grid = grid_of(grids, sheet)
    if grid is None:
        return ()
    known = {search_key(column.heading): column.key for column in sheet.columns}
    top, found = _headings(grid, known)
    missing = [sheet.column(key).heading for key in sheet.needed if key not in found]
    if missing:
        what = say("The sheet has no column “{heading}”.", heading=missing[0])
        todo = say("Do not rename the headings; take them from “parself rubric template”.")
        notes.fault(f"{grid.title}!A1", what, todo)
        return ()
    _note_shape(grid, top, set(found.values()), notes)
    notes.hidden += grid.unseen(top, found.values())
    numbers = sorted({number for number, _ in grid.cells if number > top})
    lines = (
        _line(grid, {key: (number, column) for key, column in found.items()}, sheet, notes)
        for number in numbers
    )
    return tuple(line for line in lines if line.values or line.faulty)


def head_line(grid: Grid, notes: Notes, sheet: c.Sheet = c.HEAD) -> Line:
    """Return the sheet that has one value a line, as one line."""
    _, found = _headings(
        grid, {search_key(c.NAME_HEADING): "name", search_key(c.VALUE_HEADING): "value"}
    )
    known = {search_key(column.heading): column.key for column in sheet.columns}
    notes.hidden += grid.unseen(0, found.values())
    named = {
        known[text]: (number, found.get("value", 2))
        for number, column, text in _texts(grid, _HEAD_WITHIN)
        if column == found.get("name", 1) and text in known
    }
    return _line(grid, named, sheet, notes)


def _headings(grid: Grid, known: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Return the line of the headings, and the column of each key."""
    lines: dict[int, dict[str, int]] = {}
    for number, column, text in _texts(grid, _HEADINGS_WITHIN):
        if text in known:
            lines.setdefault(number, {}).setdefault(known[text], column)
    top = max(sorted(lines), key=lambda number: len(lines[number]), default=0)
    return top, lines.get(top, {})


def _texts(grid: Grid, most: int) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and folded text of the cells in the first lines."""
    for (line, column), cell in grid.cells.items():
        if line <= most:
            yield line, column, search_key(_heading(cell.value))


def _heading(value: Raw | None) -> str:
    """Return a cell's text as far as a heading goes."""
    return one_line(str(value)[:NAME_LENGTH])


def _note_shape(grid: Grid, top: int, used: set[int], notes: Notes) -> None:
    """Note what a sheet holds that would be lost, and what is left aside."""
    for cells, first, _last in grid.merged:
        if first > top:
            what = say(
                "The cells {cells} are merged, and only the first keeps its value.", cells=cells
            )
            where = f"{grid.title}!{cells.split(':')[0]}"
            notes.fault(where, what, say("Unmerge them, and fill in each line."))
    heads = {column: cell for (line, column), cell in grid.cells.items() if line == top}
    for column, cell in heads.items():
        if column not in used:
            told = _heading(cell.value)[:40]
            notes.unread.append(f"{grid.title}!{name_of(top, column)} ({told})")


def _line(grid: Grid, spots: Mapping[str, Spot], sheet: c.Sheet, notes: Notes) -> Line:
    places = {key: f"{grid.title}!{name_of(*spot)}" for key, spot in spots.items()}
    values: dict[str, object] = {}
    faulty: set[str] = set()
    for column in (one for one in sheet.columns if one.key in spots):
        try:
            value = _value(grid, spots[column.key], column)
        except ParselfError as error:
            faulty.add(column.key)
            notes.problems += [
                Problem(fault.what, places[column.key], fault.todo) for fault in error.problems
            ]
        else:
            values |= {} if value is None else {column.key: value}
    start = f"{grid.title}!{name_of(*min(spots.values(), default=(1, 1)))}"
    return Line(start, values, places, frozenset(faulty))


def _value(grid: Grid, spot: Spot, column: c.Column) -> object:
    """Return a cell's value. Raises `UsageError` for one that cannot be read."""
    cell = grid.cells.get(spot)
    if cell is None:
        return None
    if cell.value is None:
        what = say("The formula here has no saved result.")
        todo = say("Open the file in Excel and save it, or type the value.")
        raise UsageError(Problem(what, todo=todo))
    return value_of(column, cell)
