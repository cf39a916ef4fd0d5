"""The workbook of a meeting: all units' answers to one row on a sheet, with two columns to fill in.

A line under the headings names the columns that are read back by their keys; a hidden one marks
what stood when the sheet was made, so that a newer decision is noticed (`province.meeting`).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from parself.errors import DamagedError, Problem, UsageError, say
from parself.i18n import _, render
from parself.numerals import show_trimmed
from parself.province.hand_in import HandIn
from parself.province.meeting import POINTS, REASON, STAND, key_of, stamp
from parself.province.overview import Overview
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.values import Frozen
from parself.words.appraisal_words import MARKS
from parself.words.claim_words import claim_words
from parself.words.rule_words import rule_words
from parself.workbook import read_workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_CREATED: Final = datetime(2000, 1, 1)
_TITLE, _RULE, _NOTE, _LABEL, _KEY, _FIRST_LINE = range(6)
_BOX: Final = {"border": 1, "border_color": "#8A96A3", "valign": "top"}
_LOOKS: Final = {
    "title": {"bold": True, "font_size": 14},
    "note": {"italic": True},
    "head": {**_BOX, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"},
    "key": {**_BOX, "font_size": 8, "font_color": "#5A6672", "align": "center"},
    "text": {**_BOX, "text_wrap": True},
    "points": {**_BOX, "num_format": "0.00##"},
    "entry": {**_BOX, "bg_color": "#FFF9DB", "num_format": "0.00##"},
    "words": {**_BOX, "bg_color": "#FFF9DB", "text_wrap": True, "num_format": "@"},
}
_LONGEST_NAME: Final = 60
_LONGEST: Final = 2_000
"""Most characters shown of an explanation."""

Read = Callable[[str], HandIn | None]
"""Returns the hand-in of a unit that counts."""


class _Column(Frozen):
    """A column of the sheet."""

    label: str
    width: int
    key: str = ""


def sheet_name(rows: Iterable[str]) -> str:
    """Return the name of the workbook of some rows."""
    return f"hop-{'-'.join(rows)[:_LONGEST_NAME]}.xlsx"


def render_sheets(view: Overview, rows: Sequence[m.Row], read: Read) -> bytes:
    """Return the workbook's bytes, a sheet for each row.

    Raises `UsageError` where it would be too large to be read again once it is filled in.
    """
    from xlsxwriter.workbook import Workbook

    stream = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "Times New Roman", "font_size": 12},
    }
    units = [one for one in view.round.roster.units if one.code in view.facts]
    hand_ins = {one.code: read(one.code) for one in units}
    with Workbook(stream, options) as workbook:
        workbook.set_properties({"author": "", "created": _CREATED})
        looks = {name: workbook.add_format(look) for name, look in _LOOKS.items()}
        for row in rows:
            sheet = _Sheet(workbook.add_worksheet(row.id), looks, view, row)
            sheet.head()
            for line, unit in enumerate(units, start=_FIRST_LINE):
                sheet.unit(line, unit, hand_ins[unit.code])
    return _readable(stream.getvalue(), len(rows))


def _readable(data: bytes, count: int) -> bytes:
    """Return the workbook. Raises `UsageError` where the way back would refuse it."""
    try:
        read_workbook(data, where="")
    except DamagedError as error:
        what = say("{count} criteria are too many for one workbook.", count=count)
        todo = say("Write fewer at a time.")
        raise UsageError(Problem(what, todo=todo)) from error
    return data


class _Sheet:
    """One row of the rubric."""

    def __init__(
        self, sheet: "Worksheet", looks: "dict[str, Format]", view: Overview, row: m.Row
    ) -> None:
        self._sheet = sheet
        self._looks = looks
        self._view = view
        self._row = row
        self._columns = (
            _Column(_("Unit"), 22),
            _Column(_("entered"), 18),
            _Column(_("claimed"), 9),
            _Column(_("Proof"), 8),
            _Column(_("Explanation"), 44),
            _Column(_("Reference figure"), 16),
            _Column(_("Stands"), 18),
            _Column(_("appraised"), 10),
            _Column(_("Points decided"), 11, key_of(row.id, POINTS)),
            _Column(_("Reason"), 40, key_of(row.id, REASON)),
            _Column("", 6, key_of(row.id, STAND)),
        )

    def head(self) -> None:
        """Write what stands over the units."""
        row, sheet = self._row, self._sheet
        most = render(say("of {most:points}", most=row.points))
        self._text(_TITLE, 0, f"{row.id} {row.title} ({most})", "title")
        self._text(_RULE, 0, " ".join(rule_words(row)), "note")
        note = _(
            "Fill in the yellow cells: points, and the reason where they are not those claimed."
            " Blank keeps what stands, “-” puts it back, “?” asks the unit to explain, 0 is zero."
        )
        self._text(_NOTE, 0, note, "note")
        for at, column in enumerate(self._columns):
            self._text(_LABEL, at, column.label, "head")
            self._text(_KEY, at, column.key, "key")
            is_hidden = column.key == key_of(row.id, STAND)
            sheet.set_column(at, at, column.width, None, {"hidden": is_hidden})
        sheet.freeze_panes(_FIRST_LINE, 1)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_LABEL, _KEY)

    def unit(self, line: int, unit: Unit, hand_in: HandIn | None) -> None:
        """Write the line of a unit."""
        view, row = self._view, self._row
        said = view.facts[unit.code].rows[row.id]
        cell = view.cell(unit.code, row.id)
        differing = "; ".join(
            f"{one.reference.source}: {show_trimmed(one.expected)}"
            for one in view.differences(unit.code, row.id)
        )
        explanation = "" if hand_in is None else hand_in.answer(row.id).explanation
        self._text(line, 0, unit.short, "text")
        self._text(line, 1, claim_words(row, said, unit.sub_units), "text")
        self._number(line, 2, said.points)
        self._text(line, 3, _("present") if said.is_backed else _("none"), "text")
        self._text(line, 4, explanation[:_LONGEST], "text")
        self._text(line, 5, differing, "text")
        self._text(line, 6, render(MARKS[view.mark(cell)]), "text")
        self._number(line, 7, view.stand(cell.unit, cell.row, cell.look).points)
        self._sheet.write_blank(line, 8, None, self._looks["entry"])
        self._sheet.write_blank(line, 9, None, self._looks["words"])
        self._text(line, 10, stamp(view, cell), "key")

    def _text(self, line: int, column: int, text: str, look: str) -> None:
        self._sheet.write_string(line, column, text, self._looks[look])

    def _number(self, line: int, column: int, value: Decimal | None) -> None:
        if value is None:
            self._text(line, column, "–", "text")
        else:
            self._sheet.write_number(line, column, float(value), self._looks["points"])
