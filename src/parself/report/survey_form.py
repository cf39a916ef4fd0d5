"""The workbook into which the province enters survey points: a line a unit, a column a figure.

It holds what is entered so far, so that reading it back unchanged changes nothing. A line under
the headings names each column by its key, which is how it is known again.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from parself.i18n import _
from parself.numerals import show_trimmed
from parself.province.record import Round
from parself.province.survey import Entries, entered_rows
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.rules.kinds import row_fields
from parself.words.wording import field_label, told_value
from parself.workbook.figures import is_kept

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_CREATED: Final = datetime(2000, 1, 1)
_FIRST_COLUMN: Final = 2
_TITLE, _NOTE, _ROW, _LABEL, _KEY, _FIRST_LINE = range(6)
_BOX: Final = {"border": 1, "border_color": "#8A96A3"}
_HEAD: Final = {**_BOX, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
_LOOKS: Final = {
    "title": {"bold": True, "font_size": 14},
    "note": {"italic": True},
    "head": _HEAD,
    "key": {**_BOX, "font_size": 8, "font_color": "#5A6672", "align": "center"},
    "name": _BOX,
    "entry": {**_BOX, "bg_color": "#FFF9DB"},
    "day": {**_BOX, "bg_color": "#FFF9DB", "num_format": "dd/mm/yyyy"},
}


def render_form(round_: Round, entries: Entries) -> bytes:
    """Return the workbook's bytes."""
    from xlsxwriter.workbook import Workbook

    stream = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "Times New Roman", "font_size": 12},
    }
    with Workbook(stream, options) as workbook:
        workbook.set_properties({"author": "", "created": _CREATED})
        _Form(workbook, round_, entries).write()
    return stream.getvalue()


class _Form:
    """The workbook being written."""

    def __init__(self, workbook: "Workbook", round_: Round, entries: Entries) -> None:
        self._round = round_
        self._entries = entries
        self._sheet: Worksheet = workbook.add_worksheet(_("Survey"))
        self._looks: dict[str, Format] = {
            name: workbook.add_format(look) for name, look in _LOOKS.items()
        }

    def write(self) -> None:
        self._head()
        for line, unit in enumerate(self._round.roster.units, start=_FIRST_LINE):
            self._text(line, 0, unit.code, "name")
            self._text(line, 1, unit.short, "name")
            entered = self._entries.get(unit.code, {})
            for column, (row, field) in enumerate(columns(self._round), start=_FIRST_COLUMN):
                self._value(line, column, field, entered.get(row.id, {}).get(field.key))

    def _head(self) -> None:
        sheet, year = self._sheet, self._round.year
        self._text(_TITLE, 0, f"{self._round.rubric.title} · {_('year')} {year}", "title")
        note = _("Leave blank what is not known yet; “-” takes a figure away; 0 is zero.")
        self._text(_NOTE, 0, note, "note")
        for column, label in enumerate((_("Code"), _("Unit"))):
            self._text(_LABEL, column, label, "head")
        at = _FIRST_COLUMN
        for row in entered_rows(self._round):
            fields = row_fields(row)
            if len(fields) > 1:
                head = f"{row.id}. {row.title}"
                sheet.merge_range(_ROW, at, _ROW, at + len(fields) - 1, "", self._looks["head"])
                self._text(_ROW, at, head, "head")
            elif fields:
                self._text(_ROW, at, f"{row.id}. {row.title}", "head")
            for field in fields:
                self._text(_LABEL, at, _labelled(field), "head")
                self._text(_KEY, at, f"{row.id}.{field.key}", "key")
                at += 1
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 26)
        sheet.set_column(_FIRST_COLUMN, max(at - 1, _FIRST_COLUMN), 12)
        sheet.set_row(_ROW, 60)
        sheet.set_row(_LABEL, 45)
        sheet.freeze_panes(_FIRST_LINE, _FIRST_COLUMN)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.repeat_columns(0, _FIRST_COLUMN - 1)

    def _text(self, line: int, column: int, text: str, look: str) -> None:
        self._sheet.write_string(line, column, text, self._looks[look])

    def _value(self, line: int, column: int, field: Field, value: Value | None) -> None:
        entry = self._looks["entry"]
        match value:
            case None:
                self._sheet.write_blank(line, column, None, entry)
            case bool() | str():
                self._text(line, column, told_value(field, value), "entry")
            case date():
                moment = datetime(value.year, value.month, value.day)
                self._sheet.write_datetime(line, column, moment, self._looks["day"])
            case _ if is_kept(Decimal(value)):
                self._sheet.write_number(line, column, float(value), entry)
            case _:
                self._text(line, column, show_trimmed(value, 18), "entry")


def columns(round_: Round) -> Iterator[tuple[m.Row, Field]]:
    """Yield row and field of each column to be filled in."""
    for row in entered_rows(round_):
        yield from ((row, field) for field in row_fields(row))


def _labelled(field: Field) -> str:
    label = field_label(field)
    options = "; ".join(title for _id, title in field.options)
    group = f"{field.group}: " if field.group else ""
    return f"{group}{label} ({options})" if options else f"{group}{label}"
