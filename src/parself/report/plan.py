"""The gap and remedial plan: where points are not reached, why, who answers for it, by when.

Figures of a finished year are facts, so nothing here asks to change one: proof that is
missing comes first, then work that can still be done in the period, then next year's tasks
(`parself.words.wording` chooses the words). Tasks are left blank to be filled in with the office.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from parself.assessment.model import Task
from parself.i18n import _, render
from parself.lift.wording import cause_words
from parself.report.case import UnitCase
from parself.report.figures import lost_formula
from parself.report.parts import (
    department_titles,
    max_name,
    ref,
    self_name,
    summed_run,
    text,
    unit_heading,
)
from parself.report.tables import (
    Block,
    Cell,
    Column,
    Kind,
    Level,
    Line,
    Paragraph,
    Report,
    Table,
    Tone,
)
from parself.rubric import model as m
from parself.scoring.score import RowScore
from parself.text import sentence_case
from parself.words import wording

ID = "plan"


def report(case: UnitCase) -> Report:
    """Return the plan: proof to add, rows still open, points not reached."""
    title = _("Tasks to mend and raise the PAR INDEX")
    rows = list(case.view.scores.rows.values())
    unbacked = [row for row in rows if row.points and not row.backed and not row.awaiting]
    # A bonus that was not earned is no gap, unless somebody set a task for it.
    tasks = case.view.assessment.tasks
    short = [
        row for row in rows if (row.lost and isinstance(row.row, m.Item)) or row.row.id in tasks
    ]
    waiting = [
        row
        for row in rows
        if row.points is None and row.maximum and not row.awaiting and isinstance(row.row, m.Item)
    ]
    blocks: list[Block] = [*unit_heading(case, title.upper())]
    blocks += _part(_("1. Proof to add before handing in"), _proof_table(case, unbacked))
    blocks += _part(_("2. Rows not assessed yet"), _open_table(case, waiting))
    blocks += _part(_("3. Points not reached"), _gap_table(case, _most_first(short)))
    return Report(ID, _("Plan"), tuple(blocks), landscape=True)


def _most_first(rows: Sequence[RowScore]) -> list[RowScore]:
    return sorted(rows, key=lambda row: -(row.lost or Decimal(0)))


def _part(heading: str, table: Table | None) -> list[Block]:
    if table is None:
        return [Paragraph(heading, Tone.HEADING), Paragraph(_("None."))]
    return [Paragraph(heading, Tone.HEADING), table]


def _proof_table(case: UnitCase, rows: Sequence[RowScore]) -> Table | None:
    columns = (
        Column(_("Nº"), 7),
        Column(_("Criterion"), 30),
        Column(_("Points at stake"), 10, Kind.POINTS),
        Column(_("Evidence expected"), 40),
        Column(_("Lead department"), 22),
    )
    lines = [
        Line(
            (
                text(row.row.id),
                text(row.row.title),
                Cell(
                    row.points,
                    name=f"proof:{row.row.id}:lacking",
                    formula=ref(self_name(row.row.id)),
                ),
                text("; ".join(row.row.evidence)),
                text(department_titles(case.rubric, [row.row.department])),
            )
        )
        for row in rows
    ]
    return _with_total(columns, lines, [row.points for row in rows])


def _gap_table(case: UnitCase, rows: Sequence[RowScore]) -> Table | None:
    columns = (
        Column(_("Nº"), 7),
        Column(_("Criterion not reached"), 30),
        Column(_("Points not reached"), 9, Kind.POINTS),
        Column(_("Cause"), 30),
        Column(_("Solution, task"), 24),
        Column(_("Product"), 22),
        Column(_("Lead department"), 16),
        Column(_("Contributing departments"), 16),
        Column(_("Due"), 11, Kind.DATE),
    )
    lines = [_gap_line(case, row) for row in rows]
    return _with_total(columns, lines, [row.lost for row in rows])


def _gap_line(case: UnitCase, row: RowScore) -> Line:
    contributors = row.row.contributors if isinstance(row.row, m.Item) else ()
    task = case.view.assessment.tasks.get(row.row.id, Task())
    return Line(
        (
            text(row.row.id),
            text(row.row.title),
            Cell(
                row.lost,
                name=f"lost:{row.row.id}",
                formula=lost_formula(row.row.id, row.points),
            ),
            text(_cause(case, row, task)),
            text(task.work) if task.work else Cell(),
            text(task.product or "; ".join(row.row.evidence)),
            text(task.lead or department_titles(case.rubric, [row.row.department])),
            text(task.contributors or department_titles(case.rubric, contributors)),
            Cell(task.due or _due(case)),
        )
    )


def _cause(case: UnitCase, row: RowScore, task: Task) -> str:
    """Return the cause as the unit sees it; else how the points came about and what was missing."""
    if task.cause is not None or task.reason:
        return cause_words(task)
    said = list(wording.derivation(row.steps, brief=True))
    inverse = case.view.inverse(row.row.id)
    if inverse is not None and inverse.next is not None:
        said.append(render(wording.gap_to(inverse.next)))
    return sentence_case("; ".join(said))


def _due(case: UnitCase) -> date:
    """Return the end of the period in which it can be mended: this year's, else next year's."""
    later = 1 if case.view.is_closed(case.today) else 0
    return date(case.year + later, 12, 31)


def _open_table(case: UnitCase, rows: Sequence[RowScore]) -> Table | None:
    columns = (
        Column(_("Nº"), 7),
        Column(_("Criterion"), 30),
        Column(_("Maximum"), 10, Kind.POINTS),
        Column(_("Lead department"), 30),
    )
    lines = [
        Line(
            (
                text(row.row.id),
                text(row.row.title),
                Cell(
                    row.maximum,
                    name=f"open:{row.row.id}",
                    formula=ref(max_name(row.row.id)),
                ),
                text(department_titles(case.rubric, [row.row.department])),
            )
        )
        for row in rows
    ]
    return _with_total(columns, lines, [row.maximum for row in rows])


def _with_total(
    columns: tuple[Column, ...], lines: list[Line], points: Sequence[Decimal | None]
) -> Table | None:
    """Return a table that ends with the sum of its third column; None where it is empty."""
    if not lines:
        return None
    total = sum((one for one in points if one is not None), Decimal(0))
    added = summed_run([line.cells[2].name for line in lines])
    blanks = [Cell()] * (len(columns) - 3)
    end = Line((Cell(), text(_("Total")), Cell(total, formula=added), *blanks), Level.TOTAL)
    return Table(columns, (*lines, end))
