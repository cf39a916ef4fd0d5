"""What to collect as proof, department by department, with room to tick off by hand."""

from parself.i18n import _
from parself.report.case import UnitCase
from parself.report.parts import text, unit_heading
from parself.report.tables import Block, Cell, Column, Line, Paragraph, Report, Table, Tone
from parself.view.register import Needed, to_collect
from parself.words.citing import document_words

ID = "collect"


def report(case: UnitCase) -> Report:
    """Return a table for each department: what its rows expect, and what is cited already."""
    title = _("Evidence to collect, by department")
    blocks: list[Block] = [*unit_heading(case, title.upper())]
    for collection in to_collect(case.view):
        name = collection.department.title or _("No department named")
        blocks.append(Paragraph(name, Tone.HEADING))
        blocks.append(_table(collection.rows))
    return Report(ID, _("To collect"), tuple(blocks), landscape=True)


def _table(rows: tuple[Needed, ...]) -> Table:
    columns = (
        Column(_("Nº"), 7),
        Column(_("Criterion"), 44),
        Column(_("Evidence expected"), 60),
        Column(_("There already"), 34),
        Column(_("Handed over on"), 14),
    )
    return Table(columns, tuple(map(_line, rows)), has_blanks=True)


def _line(row: Needed) -> Line:
    expected = "; ".join(row.expected)
    return Line((text(row.row.id), text(row.row.title), text(expected), text(_there(row)), Cell()))


def _there(row: Needed) -> str:
    return "; ".join(document_words(document) for document in row.cited)
