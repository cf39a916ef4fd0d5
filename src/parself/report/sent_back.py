"""What goes back to departments: the cells of their last returned form that could not be used."""

from parself.i18n import _
from parself.report.case import UnitCase
from parself.report.parts import grouped, unit_heading
from parself.submission.parts_ledger import Entry, Refused
from parself.tables.model import Column
from parself.tables.paper import Block, Paragraph, Report

ID = "sent-back"


def report(case: UnitCase) -> Report:
    """Return every cell that was not used, by department."""
    title = _("Entries to correct and return")
    blocks: list[Block] = [*unit_heading(case, title)]
    if case.refused:
        columns: tuple[Column[Refused], ...] = (
            Column("where", _("Criterion, cell"), lambda one: one.where, width=24),
            Column("why", _("Why it was not used"), lambda one: one.why, width=80),
        )
        groups = ((_title(case, entry), entry.refused) for entry in case.refused)
        blocks.append(grouped(columns, groups))
    else:
        blocks.append(Paragraph(_("Of the last returned parts, everything was used.")))
    return Report(ID, title, tuple(blocks))


def _title(case: UnitCase, entry: Entry) -> str:
    department = case.rubric.department(entry.department)
    return f"{department.title if department else entry.department} · {entry.file}"
