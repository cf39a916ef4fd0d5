"""What a paper is made of besides tables: running text, heads, signatures, pictures; and the paper.

A report is defined once (`parself.report`) as blocks; `xlsx`, `docx`, `html` and the shell each
draw any block, so that the same figure stands in all of them.
"""

from enum import StrEnum
from typing import Literal

from parself.tables.model import Table
from parself.values import Frozen


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
    TYPED = "typed"
    """A document quoted as it was typed: what stands in columns there is set apart by blanks."""


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
    labels: str = ""
    """Key of the column that names the lines."""
    values: tuple[str, ...] = ()
    """Keys of the columns with the figures. Lines of level TOTAL are left out."""

    @property
    def label_at(self) -> int:
        """The number of the column that names the lines."""
        return self.table.at(self.labels)

    @property
    def values_at(self) -> tuple[int, ...]:
        """The numbers of the columns with the figures."""
        return tuple(map(self.table.at, self.values))


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
