"""The page for whoever takes over: where things are, what is open, who contributed, what is next.

It names notes and folders of the office, so it is made only when it is asked for by name.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from parself.assessment.model import Answer
from parself.errors import say
from parself.files import show_path
from parself.i18n import _, render, show_moment
from parself.numerals import show_date
from parself.report.case import UnitCase
from parself.report.parts import filled_or, pairs, unit_heading
from parself.report.shares import share_columns
from parself.rubric import model as m
from parself.submission.coming import last_hand_in
from parself.tables.model import Column, Kind, Table, filled
from parself.tables.paper import Block, Paragraph, Report, Tone
from parself.view.progress import by_department
from parself.view.view import Filter

ID = "handover"


def report(case: UnitCase) -> Report:
    """Return the page."""
    blocks: list[Block] = [*unit_heading(case, _("Hand-over of the assessment"))]
    blocks += [Paragraph(_("1. Where things are"), Tone.HEADING), _places(case)]
    # People know departments by name: the first column, their ids, is for screens.
    departments = filled(share_columns(_("Department"))[1:], by_department(case.view))
    blocks += [Paragraph(_("2. How far departments are"), Tone.HEADING), departments]
    blocks += [Paragraph(_("3. Rows to look at"), Tone.HEADING), _rows(case)]
    blocks += [Paragraph(_("4. Who contributed"), Tone.HEADING), *_people(case)]
    return Report(ID, _("Hand-over"), tuple(blocks))


def _places(case: UnitCase) -> Table:
    folder, assessment = case.view.folder, case.view.assessment
    last, signed = last_hand_in(folder), assessment.sign_off
    number = say("number {n}, {when}", n=last.sequence, when=last.when) if last else None
    day = assessment.data_date
    told = (
        (_("Folder"), show_path(folder.path.absolute())),
        (_("Evidence"), show_path(folder.evidence.absolute())),
        (_("Earlier saves"), show_path((folder.path / "backups").absolute())),
        (_("Last saved"), show_moment(folder.saved)),
        (_("Last hand-in"), render(number) if number else "–"),
        (_("Verification code"), case.reference.code if case.reference else "–"),
        (_("Data date"), show_date(day) if day else "–"),
        (_("Signer"), f"{signed.name}, {show_date(signed.signed)}" if signed else "–"),
    )
    return pairs(told, 24, 66)


def _rows(case: UnitCase) -> Block:
    columns: tuple[Column[m.Row], ...] = (
        Column("item", _("Nº"), lambda row: row.id, width=8),
        Column("title", _("Criterion"), lambda row: row.title, Kind.NAME, 46),
        Column("remarks", _("What"), lambda row: _remarks(case, row.id), width=46),
    )
    rows = [row for row in case.rubric.rows.values() if _remarks(case, row.id)]
    return filled_or(columns, rows, _("None."))


def _remarks(case: UnitCase, row_id: str) -> str:
    view, answer = case.view, case.view.assessment.answer(row_id)
    told = (
        (Filter.OPEN, _("not assessed yet")),
        (Filter.UNBACKED, _("not backed")),
        (Filter.PROVISIONAL, _("figures not final")),
        (Filter.FLAGGED, _("flagged")),
    )
    words = [label for chosen, label in told if view.shows(row_id, chosen)]
    return "; ".join([*words, *([answer.note] if answer.note else [])])


def _people(case: UnitCase) -> Iterator[Block]:
    answers = [answer for answer in case.view.assessment.answers.values() if answer.who]
    if not answers:
        yield Paragraph(_("Everything was entered at this desk."))
        return

    def last_day(answers: Iterable[Answer]) -> date | None:
        return max((one.when.date() for one in answers if one.when is not None), default=None)

    columns: tuple[Column[tuple[str, list[Answer]]], ...] = (
        Column("who", _("Entered by"), lambda one: one[0], width=40),
        Column("rows", _("Rows"), lambda one: len(one[1]), Kind.COUNT, 8),
        Column("last", _("Last on"), lambda one: last_day(one[1]), Kind.DATE, 14),
    )
    names = sorted({answer.who for answer in answers})
    yield filled(columns, [(name, [a for a in answers if a.who == name]) for name in names])
