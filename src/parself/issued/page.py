"""An annex as plain lines of cells, whatever program it was written with.

Marks of footnotes stand as raised digits behind what they belong to (``20²``). A cell that is
merged over several lines stands in the first, and the others know it as what hangs over them.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Final

from parself.errors import Message, Problem, say
from parself.numerals import show_date
from parself.text import cleaned, nfc
from parself.values import Frozen, field
from parself.workbook import Grid, Raw, columns_of, name_of
from parself.workbook.figures import MADE_A_DATE, exact

RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Box(Frozen):
    """A cell with text."""

    text: str
    where: str
    columns: int = 1
    """How many columns it takes."""
    lines: int = 1
    """How many lines it takes."""
    fault: Problem | None = None
    """Why its text may not be what was meant."""


class Line(Frozen):
    """A line of a sheet or of a Word table, or a paragraph outside tables."""

    where: str
    cells: Mapping[int, Box]
    """What begins in this line, by column from 1."""
    over: Mapping[int, Box] = field(default_factory=dict)
    """What began in a line above and is merged down to this one."""
    is_table: bool = True

    def at(self, column: int) -> Box | None:
        """Return the cell of a column, also one that was merged down from above."""
        return self.cells.get(column) or self.over.get(column)

    @property
    def text(self) -> str:
        """All texts of the line."""
        return " ".join(box.text for _, box in sorted(self.cells.items()))


class Leaf(Frozen):
    """A sheet, or the body of a Word file."""

    title: str
    lines: tuple[Line, ...]
    faults: tuple[Problem, ...] = ()
    """What it holds that cannot be read as text, or was not accepted yet."""
    notices: tuple[Message, ...] = ()


def tidy(text: str) -> str:
    """Return a cell's text with clean lines: no control characters, no double blanks."""
    lines = (" ".join(line.split()) for line in nfc(cleaned(text)).splitlines())
    return "\n".join(line for line in lines if line)


def leaf_of(grid: Grid) -> Leaf:
    """Return a sheet of a workbook as plain lines."""
    spans = _spans(grid)
    lines: dict[int, dict[int, Box]] = {}
    for (line, column), cell in sorted(grid.cells.items()):
        text = tidy(_shown(cell.value, is_percent=cell.is_percent))
        if text:
            columns, deep = spans.get((line, column), (1, 1))
            where = f"{grid.title}!{name_of(line, column)}"
            fault = _fault(cell.value, where, is_error=cell.is_error)
            box = Box(text, where, columns, deep, fault)
            lines.setdefault(line, {})[column] = box
    over: dict[int, dict[int, Box]] = {}
    for first, cells in lines.items():
        for column, box in cells.items():
            for line in range(first + 1, first + box.lines):
                over.setdefault(line, {})[column] = box
    made = (
        Line(f"{grid.title}!{name_of(line, 1)}", cells, over.get(line, {}))
        for line, cells in sorted(lines.items())
    )
    crossed = (f"{grid.title}!{name_of(*spot)}" for spot in sorted(grid.struck))
    struck = [Problem(CROSSED_OUT, where, TAKE_OUT) for where in crossed]
    return Leaf(grid.title, tuple(made), tuple(struck), tuple(_hidden(grid)))


CROSSED_OUT: Final = say("Text here is crossed out, so that it is not clear what holds.")
TAKE_OUT: Final = say("Delete what no longer holds, take the line off the rest, and save.")


def _hidden(grid: Grid) -> Iterator[Message]:
    columns = {column for _, column in grid.cells}
    yield from grid.unseen(0, columns)


def _shown(value: Raw | None, *, is_percent: bool) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            number = exact(value)
            return f"{(number * 100).normalize():f}%" if is_percent else f"{number:f}"
        case date():
            return show_date(value)
        case time():
            return f"{value:%H:%M}"
        case _:
            return value


def _fault(value: Raw | None, where: str, *, is_error: bool) -> Problem | None:
    if is_error:
        what = say("The cell holds a fault of Excel: {text}.", text=str(value)[:20])
        return Problem(what, where, say("Type what is meant."))
    if isinstance(value, date | time):
        return Problem(MADE_A_DATE.what, where, MADE_A_DATE.todo)
    return None


def _spans(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Return how many columns and lines each merged cell takes, by its first one."""
    found = {one: (last[1] - one[1] + 1, last[0] - one[0] + 1) for one, last in grid.across}
    for cells, top, bottom in grid.merged:
        left, right = columns_of(cells)
        found[top, left] = (right - left + 1, bottom - top + 1)
    return found
