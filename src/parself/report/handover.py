"""The page for whoever takes over: where things are, what is open, who contributed, what is next.

It names notes and folders of the office, so it is made only when it is asked for by name.
"""

from collections.abc import Iterator

from parself.assessment.model import HandIn
from parself.errors import say
from parself.files import show_path
from parself.i18n import _, render, show_moment
from parself.numerals import show_date
from parself.report.case import UnitCase
from parself.report.parts import text, unit_heading
from parself.report.tables import (
    Block,
    Cell,
    Column,
    Kind,
    Line,
    Paragraph,
    Report,
    Table,
    Tone,
)
from parself.submission.unpacked import last_hand_in
from parself.view.progress import by_department
from parself.view.view import Filter

ID = "handover"


def report(case: UnitCase) -> Report:
    """Return the page."""
    title = _("Hand-over of the assessment")
    blocks: list[Block] = [*unit_heading(case, title.upper())]
    blocks += [Paragraph(_("1. Where things are"), Tone.HEADING), _places(case)]
    blocks += [Paragraph(_("2. How far departments are"), Tone.HEADING), _departments(case)]
    blocks += [Paragraph(_("3. Rows to look at"), Tone.HEADING), *_rows(case)]
    blocks += [Paragraph(_("4. Who contributed"), Tone.HEADING), *_people(case)]
    return Report(ID, _("Hand-over"), tuple(blocks))


def _places(case: UnitCase) -> Table:
    folder, assessment = case.view.folder, case.view.assessment
    last, signed = last_hand_in(folder), assessment.sign_off
    day = assessment.data_date
    pairs = (
        (_("Folder"), show_path(folder.path.absolute())),
        (_("Evidence"), show_path(folder.evidence.absolute())),
        (_("Earlier saves"), show_path((folder.path / "backups").absolute())),
        (_("Last saved"), show_moment(folder.saved)),
        (_("Last hand-in"), _hand_in(last) if last else "–"),
        (_("Verification code"), case.proof.code if case.proof else "–"),
        (_("Data date"), show_date(day) if day else "–"),
        (_("Signer"), f"{signed.name}, {show_date(signed.signed)}" if signed else "–"),
    )
    return _pairs(pairs)


def _hand_in(last: HandIn) -> str:
    return render(say("number {n}, {when}", n=last.sequence, when=last.when))


def _pairs(pairs: tuple[tuple[str, str], ...]) -> Table:
    lines = tuple(Line((text(label), text(words))) for label, words in pairs)
    return Table((Column("", 24), Column("", 66)), lines)


def _departments(case: UnitCase) -> Table:
    columns = (
        Column(_("Department"), 48),
        Column(_("Rows"), 8, Kind.COUNT),
        Column(_("Assessed"), 8, Kind.COUNT),
        Column(_("Self-assessed"), 10, Kind.POINTS),
        Column(_("Backed"), 10, Kind.POINTS),
    )
    lines = tuple(
        Line(
            (
                text(share.title or _("No department named")),
                Cell(share.progress.total),
                Cell(share.progress.answered),
                Cell(share.points.claimed),
                Cell(share.points.backed),
            )
        )
        for share in by_department(case.view)
    )
    return Table(columns, lines)


def _rows(case: UnitCase) -> Iterator[Block]:
    columns = (Column(_("Nº"), 8), Column(_("Criterion"), 46), Column(_("What"), 46))
    lines = tuple(
        Line((text(row_id), text(case.rubric.rows[row_id].title), text(words)))
        for row_id in case.rubric.rows
        if (words := _remarks(case, row_id))
    )
    if lines:
        yield Table(columns, lines)
    else:
        yield Paragraph(_("None."))


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
    columns = (
        Column(_("Entered by"), 40),
        Column(_("Rows"), 8, Kind.COUNT),
        Column(_("Last on"), 14, Kind.DATE),
    )
    names = sorted({answer.who for answer in answers})
    lines = []
    for name in names:
        own = [answer for answer in answers if answer.who == name]
        days = [answer.when.date() for answer in own if answer.when is not None]
        lines.append(Line((text(name), Cell(len(own)), Cell(max(days, default=None)))))
    yield Table(columns, tuple(lines))
