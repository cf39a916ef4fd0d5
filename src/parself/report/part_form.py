"""The Excel form with which a department fills in its part without installing anything.

One sheet to be filled in and printed on A4, locked but for the cells to type in; each of
those takes only what its row can mean. What the form belongs to lies in a hidden sheet
(`submission.part_form`). Text from data is written as text, whatever it looks like.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Final

from parself.assessment import possible, store
from parself.assessment.model import Assessment, Purpose, State
from parself.errors import Message, say
from parself.i18n import _, render
from parself.limits import TEXT_LENGTH
from parself.numerals import show_trimmed
from parself.report.parts import day_in_words
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.submission import part_form
from parself.submission.part_form import ENTRY_COLUMN, KEY_COLUMN, Entry
from parself.tables.look import HEADING
from parself.words import caution, wording
from parself.workbook.figures import is_kept
from parself.workbook.making import made

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_KEY, _LABEL, _ENTRY, _UNIT = KEY_COLUMN - 1, KEY_COLUMN, ENTRY_COLUMN - 1, ENTRY_COLUMN
_LABEL_WIDTH, _ENTRY_WIDTH, _UNIT_WIDTH = 52, 26, 18
_LINE_HEIGHT: Final = 15.5
_TEXT_LINES: Final = {part_form.EXPLANATION: 3, part_form.EVIDENCE: 2}
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
_LOOKS: Final[Mapping[str, Mapping[str, object]]] = {
    "title": {"bold": True, "font_size": 14, "align": "center", "text_wrap": True},
    "centre": {"bold": True, "align": "center", "text_wrap": True},
    "plain": {"text_wrap": True, "valign": "top"},
    "warning": {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"},
    "heading": {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": f"#{HEADING}"},
    "note": {"italic": True, "font_size": 10, "text_wrap": True, "valign": "top"},
    "label": {
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": "#B8C2CC",
        "indent": 1,
    },
}
_SIZES: Final = {"title": 1.25, "note": 0.8}
"""Sizes of letters to the ordinary one."""
_ENTRY_LOOK: Final = {
    "locked": False,
    "border": 1,
    "border_color": "#8A96A3",
    "bg_color": "#FFF9DB",
    "text_wrap": True,
    "valign": "vcenter",
}
_NUMBER_FORMATS: Final = {
    "count": "#,##0",
    "decimal": "#,##0.00",
    "percent": "General",
    "date": "dd/mm/yyyy",
}
_STATES: Final[Mapping[State, Message]] = {
    State.NO_INCIDENCE: say("No incidence"),
    State.NOT_APPLICABLE: say("Not applicable"),
}
_NOT_FINAL: Final = say("Not final yet")


def render_form(folder: store.Folder, part: Assessment) -> bytes:
    """Return the workbook's bytes; the same part gives the same bytes."""
    return made(lambda workbook: _Form(workbook, folder, part).write())


class _Form:
    """The workbook being written."""

    def __init__(self, workbook: "Workbook", folder: store.Folder, part: Assessment) -> None:
        self._folder = folder
        self._part = part
        self._sheet: Worksheet = workbook.add_worksheet(part_form.SHEET)
        self._lists: Worksheet = workbook.add_worksheet(part_form.LISTS)
        self._identity: Worksheet = workbook.add_worksheet(part_form.IDENTITY)
        self._looks = {name: workbook.add_format(dict(look)) for name, look in _LOOKS.items()}
        self._entries: dict[str, Format] = {
            kind: workbook.add_format({**_ENTRY_LOOK, "num_format": shown})
            for kind, shown in {**_NUMBER_FORMATS, "": "General", "text": "@"}.items()
        }
        self._line = 0
        self._list_count = 0

    def write(self) -> None:
        self._set_up()
        self._head()
        row = ""
        sub_units = self._folder.unit.sub_units
        for entry in part_form.entries(self._folder.rubric, self._part, sub_units):
            if entry.row != row:
                row = entry.row
                self._row_head(row)
            self._entry(entry)
        self._signature()
        for line, text in enumerate(part_form.sealed(self._part)):
            self._identity.write_string(line, 0, text)
        for hidden in (self._lists, self._identity):
            hidden.protect()
            hidden.hide()

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.set_column(_KEY, _KEY, 2, None, {"hidden": 1})
        sheet.set_column(_LABEL, _LABEL, _LABEL_WIDTH)
        sheet.set_column(_ENTRY, _ENTRY, _ENTRY_WIDTH)
        sheet.set_column(_UNIT, _UNIT, _UNIT_WIDTH)
        sheet.set_paper(9)
        sheet.set_margins(left=0.8, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        sheet.hide_gridlines(2)
        sheet.protect("", {"format_rows": True})

    def _wide(self, text: str, look: str, *, least: int = 1) -> None:
        """Write a text over all columns, as high as it needs to be."""
        width = _LABEL_WIDTH + _ENTRY_WIDTH + _UNIT_WIDTH
        self._sheet.merge_range(self._line, _LABEL, self._line, _UNIT, "", self._looks[look])
        self._sheet.write_string(self._line, _LABEL, text, self._looks[look])
        big = _SIZES.get(look, 1.0)
        self._sheet.set_row(self._line, _height(text, width / big, least) * big)
        self._line += 1

    def _head(self) -> None:
        folder, part = self._folder, self._part
        department = folder.rubric.department(part.part.department if part.part else "")
        self._wide(folder.unit.full, "centre")
        title = say("Figures for the PAR INDEX self-assessment of {year:none}", year=part.year)
        self._wide(render(title), "title")
        if department is not None:
            self._wide(department.title, "centre")
        for warning in (caution.purpose_warning(part.purpose), caution.rubric_note(folder.rubric)):
            if warning:
                self._wide(warning, "warning")
        if part.purpose is Purpose.REAL and part.data_date is not None:
            stand = say("The figures stand at {day}.", day=day_in_words(part.data_date))
            self._wide(render(stand), "plain")
        self._wide(render(_HOW_TO), "plain")
        self._line += 1

    def _row_head(self, row_id: str) -> None:
        if not row_id:
            self._line += 1
            return
        row = self._folder.rubric.rows[row_id]
        most = show_trimmed(row.points)
        self._line += 1
        title = render(
            say("{id} {title} (at most {most} points)", id=row.id, title=row.title, most=most)
        )
        self._wide(title, "heading")
        if row.guidance:
            self._wide(row.guidance.strip(), "note")
        if row.evidence:
            wanted = "; ".join(row.evidence)
            self._wide(render(say("Evidence expected: {list}.", list=wanted)), "note")

    def _entry(self, entry: Entry) -> None:
        label, unit = self._label(entry)
        self._sheet.write_string(self._line, _KEY, entry.key)
        self._sheet.write_string(self._line, _LABEL, label, self._looks["label"])
        lines = _TEXT_LINES.get(entry.name, 1)
        if entry.field is None:
            self._text_entry(entry)
        else:
            self._sheet.write_string(self._line, _UNIT, unit, self._looks["label"])
            self._figure_entry(entry.field, self._part.answer(entry.row).values)
            if entry.field.kind == "choice":
                longest = max(len(title) for _id, title in entry.field.options)
                lines = max(lines, ceil(longest / _ENTRY_WIDTH))
        self._sheet.set_row(self._line, _height(label, _LABEL_WIDTH, lines))
        self._line += 1

    def _label(self, entry: Entry) -> tuple[str, str]:
        if entry.field is not None:
            label = wording.field_label(entry.field)
            group = f"{entry.field.group}: " if entry.field.group else ""
            hints = {"date": _("day/month/year"), "yes": _("choose from the list")}
            hints["choice"] = hints["yes"]
            return f"{group}{label}", entry.field.unit or hints.get(entry.field.kind, "")
        if entry.name == part_form.EVIDENCE:
            return self._evidence_label(entry.row), ""
        return render(_LABELS[entry.name]), ""

    def _evidence_label(self, row: str) -> str:
        documents = [self._part.document(c.document) for c in self._part.answer(row).citations]
        named = [one.number or one.title or one.original_name for one in documents if one]
        label = render(_LABELS[part_form.EVIDENCE])
        if not named:
            return label
        there = render(say("already there: {documents}", documents="; ".join(named)))
        return f"{label} ({there})"

    def _text_entry(self, entry: Entry) -> None:
        """Write a cell for text, or for a state, over the two columns on the right."""
        look = self._entries["text"]
        answer = self._part.answer(entry.row)
        present = {
            part_form.EXPLANATION: answer.explanation,
            part_form.STATE: render(_STATES[answer.state]) if answer.state in _STATES else "",
            part_form.PROVISIONAL: render(_NOT_FINAL) if answer.provisional else "",
        }.get(entry.name, "")
        self._sheet.merge_range(self._line, _ENTRY, self._line, _UNIT, "", look)
        self._sheet.write_string(self._line, _ENTRY, present, look)
        if entry.name == part_form.STATE:
            row = self._folder.rubric.rows[entry.row]
            self._drop_down([render(_STATES[one]) for one in possible.offered_states(row)])
        elif entry.name == part_form.PROVISIONAL:
            self._drop_down([render(_NOT_FINAL)])
        else:
            self._allow(
                {"validate": "length", "criteria": "<=", "value": TEXT_LENGTH},
                say("The text is too long (at most {most:count} characters).", most=TEXT_LENGTH),
            )

    def _figure_entry(self, field: Field, values: Mapping[str, Value]) -> None:
        self._write_value(field, values.get(field.key))
        match field.kind:
            case "choice":
                self._drop_down([title for _id, title in field.options])
            case "yes":
                self._drop_down([_("Yes"), _("No")])
            case "date":
                days = {"minimum": _FIRST_DAY, "maximum": _LAST_DAY}
                self._allow(
                    {"validate": "date", "criteria": "between", **days},
                    say("A day is asked for here: day/month/year."),
                )
            case _:
                self._allow(*_range(field))

    def _write_value(self, field: Field, value: Value | None) -> None:
        at, look = (self._line, _ENTRY), self._entries.get(field.kind, self._entries[""])
        match value:
            case None:
                self._sheet.write_blank(*at, None, look)
            case bool():
                self._sheet.write_string(*at, _("Yes") if value else _("No"), look)
            case str():
                self._sheet.write_string(*at, dict(field.options).get(value, value), look)
            case date():
                moment = datetime(value.year, value.month, value.day)
                self._sheet.write_datetime(*at, moment, look)
            case _ if is_kept(Decimal(value)):
                self._sheet.write_number(*at, float(value), look)
            case _:
                self._sheet.write_string(*at, show_trimmed(value, 18), look)

    def _drop_down(self, words: Sequence[str]) -> None:
        """Let the present cell take one of a few texts, however long they are."""
        column = self._list_count
        for line, word in enumerate(words):
            self._lists.write_string(line, column, word)
        self._list_count += 1
        from xlsxwriter.utility import xl_col_to_name

        name = xl_col_to_name(column, col_abs=True)
        source = f"='{part_form.LISTS}'!{name}$1:{name}${len(words)}"
        self._allow({"validate": "list", "source": source}, say("Choose an answer from the list."))

    def _allow(self, rule: Mapping[str, object], refusal: Message) -> None:
        told = {"error_title": _("Not possible here"), "error_message": render(refusal)[:250]}
        self._sheet.data_validation(self._line, _ENTRY, self._line, _ENTRY, {**rule, **told})

    def _signature(self) -> None:
        self._line += 1
        place = self._looks["centre"]
        for column, words in ((_LABEL, _("FILLED IN BY")), (_ENTRY, _("HEAD OF THE OFFICE"))):
            self._sheet.write_string(self._line, column, words, place)
        self._sheet.print_area(0, _LABEL, self._line + 6, _UNIT)


_HOW_TO: Final = say(
    "Type into the yellow cells only; all others are locked. Numbers in digits without words, "
    "days as 05/12/2023. Leave empty what is not known yet. Do not move or delete lines. Save "
    "the file under its own name and send it back."
)
_LABELS: Final[Mapping[str, Message]] = {
    part_form.STATE: say("If there are no figures: choose from the list"),
    part_form.PROVISIONAL: say("Figures not final yet: choose from the list, else leave empty"),
    part_form.EXPLANATION: say("Explanation"),
    part_form.EVIDENCE: say("Evidence: number, date, section, page; one document a line"),
    part_form.WHO: say("Name of who fills this in"),
}


def _range(field: Field) -> tuple[Mapping[str, object], Message]:
    """Return what a number may be, and what is said to another one."""
    kind = "integer" if field.kind == "count" else "decimal"
    if field.least is not None and field.most is not None:
        least, most = field.least, field.most
        what = say("A number from {least} to {most} is asked for here.", least=least, most=most)
        limits = {"minimum": float(least), "maximum": float(most)}
        return {"validate": kind, "criteria": "between", **limits}, what
    least = Decimal(-(10**15)) if field.least is None else field.least
    what = say("A number is asked for here; digits only, without words.")
    if kind == "integer":
        what = say("A whole number is asked for here; digits only, without words.")
    return {"validate": kind, "criteria": ">=", "value": float(least)}, what


def _height(text: str, width: float, least: int = 1) -> float:
    """Return the points that a text of several lines takes in a column of `width` characters."""
    lines = sum(max(1, ceil(len(line) * 1.05 / width)) for line in text.split("\n"))
    return min(409.0, max(least, lines) * _LINE_HEIGHT + 3)
