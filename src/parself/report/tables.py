"""The one content model of everything on paper: tables, letters and pictures as plain data.

A report is defined once (`parself.report.district`, `parself.report.province`) as blocks, and
`xlsx`, `docx`, `html` and the shell each draw any block, so that the same figure stands in all
of them and a new report is a definition and nothing else. Figures stay figures here; this
module alone says how each kind of figure is written where it becomes text.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from parself import numerals
from parself.i18n import _
from parself.values import Frozen

Value = str | int | Decimal | date | None


class Kind(StrEnum):
    """What a figure is, which decides how it is written and aligned."""

    TEXT = "text"
    COUNT = "count"
    """A whole number, a rank, a running number."""
    NUMBER = "number"
    """An entered figure, with as many decimals as it has."""
    POINTS = "points"
    """Two decimals."""
    PERCENT = "percent"
    """A figure in percent (78.5 is 78,50%), two decimals."""
    SHARE = "share"
    """A share of one (0.785 is 78,50%), two decimals."""
    DATE = "date"
    YES = "yes"
    """1 or 0, read as yes or no."""


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
    Empty: the value was entered, or counted."""
    shade: Decimal | None = None
    """Share of what was possible, 0 to 1, where the cell is coloured by it."""


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


class Column(Frozen):
    """A column's heading and how wide its content usually is."""

    title: str
    width: int = 10
    """In characters; the share of the page that the column gets."""
    kind: Kind = Kind.TEXT


class Table(Frozen):
    """A table; its heading row is repeated on every page."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    caption: str = ""
    has_blanks: bool = False
    """Whether empty cells are to be filled in by hand: lines are set higher then."""


class Tone(StrEnum):
    """What a paragraph is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    BODY = "body"
    NOTE = "note"
    """Small: where figures come from, conditions."""
    WARNING = "warning"
    """A standing warning: an illustrative rubric, practice data."""
    CODE = "code"
    """To be compared or copied letter by letter: a verification code."""
    SMALL_CODE = "small-code"


class Paragraph(Frozen):
    """Running text; line ends in it are kept."""

    text: str
    tone: Tone = Tone.BODY


class Letterhead(Frozen):
    """The heading block of an administrative paper (Decree 30/2020, annex I)."""

    agency: tuple[str, ...]
    """The issuing agency's lines, the superior one first; the last is set bold."""
    number: str
    """For the document number, with blanks: ``Số:      /BC-UBND``."""
    motto: tuple[str, str]
    """Quốc hiệu and tiêu ngữ."""
    place_date: str
    """Place and date, with blanks where they are filled in by hand."""


class Signature(Frozen):
    """The foot of a paper to be signed: recipients at the left, who signs at the right."""

    recipients: tuple[str, ...]
    """The first line is the heading ("Nơi nhận:"); may be empty."""
    signer: tuple[str, ...]
    """``TM. ỦY BAN NHÂN DÂN``, ``CHỦ TỊCH``; room for signature and stamp follows."""
    note: str = ""
    """Set in italics under the signer: ``(Ký tên, đóng dấu)``."""
    name: str = ""
    """Full name under the room to sign; empty where it is not known yet."""


ChartKind = Literal["ladder", "bars", "radar", "heat"]


class Chart(Frozen):
    """A picture of a table that stands in the same report.

    `ladder`: one bar a line, from the first value column, our own line standing out.
    `bars`: for each line one bar a value column, side by side (maximum, this year, last year).
    `radar`: one axis a line, one ring a value column, as shares of the first value column.
    `heat`: every shaded cell as a field; `labels` and `values` are not used.
    """

    kind: ChartKind
    title: str
    alt: str
    """The picture in a sentence, for those who do not see it."""
    table: Table
    labels: int = 0
    """Column that names the lines."""
    values: tuple[int, ...] = ()
    """Columns with the figures. Lines of level TOTAL are left out."""


Block = Paragraph | Table | Letterhead | Signature | Chart


class Report(Frozen):
    """One paper: a sheet of the workbook, a section of the page or of the Word file."""

    id: str
    title: str
    """Short, as it stands on a sheet's tab and in a list."""
    blocks: tuple[Block, ...]
    landscape: bool = False
    one_page: bool = False
    """Whether it is set smaller, so that a leader has it on one page."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The report's tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


class Papers(Frozen):
    """What goes into one file."""

    title: str
    reports: tuple[Report, ...]
    warning: str = ""
    """A standing warning that belongs on every page; empty for official real figures."""
    language: str = "vi"


def shown(cell: Cell, column: Column) -> str:
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
        case figure if kind is Kind.PERCENT:
            return numerals.show_decimal(figure) + "%"
        case figure if kind is Kind.SHARE:
            return numerals.show_decimal(figure * 100) + "%"
        case figure:
            return numerals.show_trimmed(figure)


def has_formulas(table: Table) -> bool:
    """Say whether a cell of the table is counted by a formula."""
    return any(cell.formula for line in table.lines for cell in line.cells)


def is_figure(cell: Cell, column: Column) -> bool:
    """Say whether a cell is set flush right: it holds, or is meant for, a figure."""
    kind = cell.kind or column.kind
    return kind not in {Kind.TEXT, Kind.YES} and not isinstance(cell.value, str)
