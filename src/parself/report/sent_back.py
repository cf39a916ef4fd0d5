"""What goes back to departments: the cells of their last returned form that could not be used."""

from collections.abc import Iterator

from parself.i18n import _
from parself.report.case import UnitCase
from parself.report.parts import heading_line, text, unit_heading
from parself.report.tables import Block, Column, Line, Paragraph, Report, Table
from parself.submission.parts_ledger import Entry

ID = "sent-back"


def report(case: UnitCase) -> Report:
    """Return every cell that was not used, by department."""
    title = _("Entries to correct and return")
    blocks: list[Block] = [*unit_heading(case, title.upper())]
    if case.refused:
        columns = (Column(_("Criterion, cell"), 24), Column(_("Why it was not used"), 80))
        lines = [line for entry in case.refused for line in _lines(case, entry, len(columns))]
        blocks.append(Table(columns, tuple(lines)))
    else:
        blocks.append(Paragraph(_("Of the last returned parts, everything was used.")))
    return Report(ID, title, tuple(blocks))


def _lines(case: UnitCase, entry: Entry, width: int) -> Iterator[Line]:
    department = case.rubric.department(entry.department)
    title = department.title if department else entry.department
    yield heading_line(f"{title} · {entry.file}", width)
    for one in entry.refused:
        yield Line((text(one.where), text(one.why)))
