"""What goes back to departments: the cells of their last returned form that could not be used."""

from parself.i18n import _
from parself.report.case import UnitCase
from parself.report.parts import heading_line, unit_heading
from parself.submission.parts_ledger import Entry, Refused
from parself.tables.model import Column, Table, filled
from parself.tables.paper import Block, Paragraph, Report

ID = "sent-back"


def report(case: UnitCase) -> Report:
    """Return every cell that was not used, by department."""
    title = _("Entries to correct and return")
    blocks: list[Block] = [*unit_heading(case, title.upper())]
    if case.refused:
        columns: tuple[Column[Refused], ...] = (
            Column("where", _("Criterion, cell"), lambda one: one.where, width=24),
            Column("why", _("Why it was not used"), lambda one: one.why, width=80),
        )
        table = Table(columns, ())
        for entry in case.refused:
            lines = filled(columns, entry.refused).lines
            table = table.ending(heading_line(_title(case, entry), columns), *lines)
        blocks.append(table)
    else:
        blocks.append(Paragraph(_("Of the last returned parts, everything was used.")))
    return Report(ID, title, tuple(blocks))


def _title(case: UnitCase, entry: Entry) -> str:
    department = case.rubric.department(entry.department)
    return f"{department.title if department else entry.department} · {entry.file}"
