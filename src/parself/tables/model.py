"""A table as data: columns that say key, title, value and kind, over rows of any values.

A column is one line of a declaration, and stands in the shell, in JSON and on paper alike.
Figures stay figures here; this module alone says how each kind of figure is written where it
becomes text.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from parself import numerals
from parself.i18n import _
from parself.values import Frozen, evolve, settle

Value = str | int | Decimal | date | None
Row = TypeVar("Row")


class Kind(StrEnum):
    """What a figure is, which decides how it is written and aligned."""

    TEXT = "text"
    NAME = "name"
    """The title of a row or an area, which a terminal may cut short."""
    COUNT = "count"
    """A whole number, a rank, a running number."""
    NUMBER = "number"
    """An entered figure, with as many decimals as it has."""
    POINTS = "points"
    """Two decimals."""
    CHANGE = "change"
    """Points gained or lost, with their sign."""
    PERCENT = "percent"
    """A figure in percent (78.5 is 78,50%), two decimals."""
    SHARE = "share"
    """A share of one (0.785 is 78,50%), two decimals."""
    DATE = "date"
    YES = "yes"
    """1 or 0, read as yes or no."""


UNKNOWN: Final = "–"
"""Stands where a figure is not known."""
_TEXTS: Final = frozenset({Kind.TEXT, Kind.NAME, Kind.YES})


class Cell(Frozen):
    """One figure or text of a table."""

    value: Value = None
    """None is an empty cell: not known, or to be filled in by hand."""
    kind: Kind | None = None
    """Where it is not the column's kind."""
    name: str = ""
    """By which formulas of the same papers refer to this cell; unique in them."""
    formula: str = ""
    """The Excel formula behind `value`, without its "=", other cells as ``{name}``.
    Empty: the value was entered, or counted, or is not known."""
    shade: Decimal | None = None
    """Share of what was possible, 0 to 1, where the cell is coloured by it."""

    def __post_init__(self) -> None:
        """Drop the formula of what is not known."""
        if self.value is None:
            settle(self, lambda _formula: "", "formula")


class Level(StrEnum):
    """What a line of a table is, which decides how it is set."""

    AREA = "area"
    CRITERION = "criterion"
    ROW = "row"
    OURS = "ours"
    """A row that stands out: our own unit among others."""
    TOTAL = "total"


class Line(Frozen):
    """One line of a table, a cell for each column."""

    cells: tuple[Cell, ...]
    level: Level = Level.ROW


class Column(Frozen, Generic[Row]):
    """One column of a table, said once for all that draw it."""

    key: str
    """Its name in JSON and for charts; empty: it is for people alone."""
    title: str = ""
    """Its heading."""
    value: Callable[[Row], Value | Cell] | None = None
    """What people are shown of a row; None: the column is for programs alone."""
    kind: Kind = Kind.TEXT
    width: int = 10
    """In characters; the share of the page that the column gets."""
    data: Callable[[Row], object] | None = None
    """What programs get of a row where that is not the value."""
    screen: str = ""
    """Its heading on a terminal, where that is another than on paper."""

    @property
    def is_text(self) -> bool:
        """Whether it is set flush left."""
        return self.kind in _TEXTS


class Table(Frozen):
    """A table filled in; its heading row is repeated on every page."""

    columns: tuple[Column[Any], ...]
    lines: tuple[Line, ...]
    caption: str = ""
    has_blanks: bool = False
    """Whether empty cells are to be filled in by hand: lines are set higher then."""

    @property
    def has_heading(self) -> bool:
        """Whether a column has a title."""
        return any(column.title for column in self.columns)

    def at(self, key: str) -> int:
        """Return the number of the column of a key. Raises StopIteration where there is none."""
        return next(number for number, one in enumerate(self.columns) if one.key == key)

    def ending(self, *lines: Line) -> "Table":
        """Return the table with more lines below."""
        return evolve(self, lines=(*self.lines, *lines))


def filled(
    columns: Iterable[Column[Row]],
    rows: Iterable[Row],
    *,
    level: Callable[[Row], Level] = lambda _row: Level.ROW,
    caption: str = "",
) -> Table:
    """Return the table of some rows, for people."""
    shown_columns = for_people(columns)
    lines = tuple(line_of(shown_columns, row, level(row)) for row in rows)
    return Table(shown_columns, lines, caption)


def for_people(columns: Iterable[Column[Row]]) -> tuple[Column[Row], ...]:
    """Return the columns that people are shown."""
    return tuple(column for column in columns if column.value is not None)


def line_of(columns: Iterable[Column[Row]], row: Row, level: Level = Level.ROW) -> Line:
    """Return the line of one row."""
    return Line(tuple(map(_cell_of, (c.value(row) for c in columns if c.value))), level)


def _cell_of(value: Value | Cell) -> Cell:
    if isinstance(value, Cell):
        return value
    # A text is set as a text in a column of figures too.
    return Cell(value, Kind.TEXT if isinstance(value, str) else None)


def line_with(
    columns: Iterable[Column[Any]], cells: Mapping[str, Value | Cell], level: Level
) -> Line:
    """Return a line that no row gives, a sum or a heading: its cells by key, the others empty."""
    found = (cells.get(column.key) for column in for_people(columns))
    return Line(tuple(map(_cell_of, found)), level)


def shown(cell: Cell, column: Column[Any]) -> str:
    """Return a cell's text as people read it; empty where there is nothing."""
    kind = cell.kind or column.kind
    match cell.value:
        case None:
            return ""
        case str(text):
            return text
        case date() as day:
            return numerals.show_date(day)
        case figure if kind is Kind.YES:
            return _("yes") if figure else _("no")
        case figure if kind is Kind.POINTS:
            return numerals.show_decimal(figure)
        case figure if kind is Kind.CHANGE:
            return ("+" if figure > 0 else "") + numerals.show_decimal(figure)
        case figure if kind is Kind.PERCENT:
            return numerals.show_decimal(figure) + "%"
        case figure if kind is Kind.SHARE:
            return numerals.show_decimal(figure * 100) + "%"
        case figure:
            return numerals.show_trimmed(figure)


def has_formulas(table: Table) -> bool:
    """Say whether a cell of the table is counted by a formula."""
    return any(cell.formula for line in table.lines for cell in line.cells)


def is_figure(cell: Cell, column: Column[Any]) -> bool:
    """Say whether a cell is set flush right: it holds, or is meant for, a figure."""
    kind = cell.kind or column.kind
    return kind not in _TEXTS and not isinstance(cell.value, str)
