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
from parself.report import cells as c
from parself.report.case import UnitCase
from parself.report.figures import lost_cell
from parself.report.parts import department_titles, total_line, unit_heading
from parself.rubric import model as m
from parself.scoring.score import RowScore
from parself.tables.model import Cell, Column, Kind, Table, filled
from parself.tables.paper import Block, Paragraph, Report, Tone
from parself.text import sentence_case
from parself.words import wording

ID = "plan"
Columns = tuple[Column[RowScore], ...]


def report(case: UnitCase) -> Report:
    """Return the plan: proof to add, rows still open, points not reached."""
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
        if row.points is None
        and not (row.is_compared or row.awaiting)
        and row.maximum
        and isinstance(row.row, m.Item)
    ]
    short.sort(key=lambda row: -(row.lost or Decimal(0)))
    blocks: list[Block] = [*unit_heading(case, _("Tasks to mend and raise the PAR INDEX"))]
    blocks += _part(_("1. Proof to add before handing in"), _proof_table(case, unbacked))
    blocks += _part(_("2. Rows not assessed yet"), _open_table(case, waiting))
    blocks += _part(_("3. Points not reached"), _gap_table(case, short))
    return Report(ID, _("Plan"), tuple(blocks), landscape=True)


def _part(heading: str, table: Table | None) -> list[Block]:
    return [Paragraph(heading, Tone.HEADING), table or Paragraph(_("None."))]


def _id_and_title(title: str) -> tuple[Column[RowScore], ...]:
    return (
        Column("id", _("Nº"), lambda one: one.row.id, width=7),
        Column("title", title, lambda one: one.row.title, Kind.NAME, 30),
    )


def _lead(case: UnitCase, width: int) -> Column[RowScore]:
    def lead(one: RowScore) -> str:
        return department_titles(case.rubric, [one.row.department])

    return Column("lead", _("Lead department"), lead, width=width)


def _proof_table(case: UnitCase, rows: Sequence[RowScore]) -> Table | None:
    def at_stake(one: RowScore) -> Cell:
        own = c.self_name(one.row.id)
        return Cell(one.points, name=f"proof:{one.row.id}:lacking", formula=c.ref(own))

    columns: Columns = (
        *_id_and_title(_("Criterion")),
        Column("points", _("Points at stake"), at_stake, Kind.POINTS, 10),
        Column("evidence", _("Evidence expected"), _expected, width=40),
        _lead(case, 22),
    )
    return _with_total(columns, rows)


def _expected(one: RowScore) -> str:
    return "; ".join(one.row.evidence)


def _gap_table(case: UnitCase, rows: Sequence[RowScore]) -> Table | None:
    tasks = case.view.assessment.tasks

    def task(one: RowScore) -> Task:
        return tasks.get(one.row.id, Task())

    def lost(one: RowScore) -> Cell:
        return lost_cell(one, f"lost:{one.row.id}")

    def contributors(one: RowScore) -> str:
        others = one.row.contributors if isinstance(one.row, m.Item) else ()
        return task(one).contributors or department_titles(case.rubric, others)

    def lead(one: RowScore) -> str:
        return task(one).lead or department_titles(case.rubric, [one.row.department])

    columns: Columns = (
        *_id_and_title(_("Criterion not reached")),
        Column("points", _("Points not reached"), lost, Kind.POINTS, 9),
        Column("cause", _("Cause"), lambda one: _cause(case, one, task(one)), width=30),
        Column("work", _("Solution, task"), lambda one: task(one).work or None, width=24),
        Column("product", _("Product"), lambda one: task(one).product or _expected(one), width=22),
        Column("lead", _("Lead department"), lead, width=16),
        Column("contributors", _("Contributing departments"), contributors, width=16),
        Column("due", _("Due"), lambda one: task(one).due or _due(case), Kind.DATE, 11),
    )
    return _with_total(columns, rows)


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
    def most(one: RowScore) -> Cell:
        return Cell(one.maximum, name=f"open:{one.row.id}", formula=c.ref(c.max_name(one.row.id)))

    columns: Columns = (
        *_id_and_title(_("Criterion")),
        Column("points", _("Maximum"), most, Kind.POINTS, 10),
        _lead(case, 30),
    )
    return _with_total(columns, rows)


def _with_total(columns: Columns, rows: Sequence[RowScore]) -> Table | None:
    """Return a table that ends with the sum of its points; None where it is empty."""
    if not rows:
        return None
    table = filled(columns, rows)
    points = [line.cells[table.at("points")] for line in table.lines]
    total = sum((one.value for one in points if isinstance(one.value, Decimal)), Decimal(0))
    added = c.summed_run([one.name for one in points])
    return table.ending(total_line(columns, _("Total"), points=Cell(total, formula=added)))
