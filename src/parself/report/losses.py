"""Where points were lost: over the province by row, and unit by unit as a list to remedy."""

from decimal import Decimal
from typing import Final

from parself.editions.wording import SOURCES
from parself.errors import say
from parself.i18n import _, render
from parself.province.comparing import Lost, lost_rows
from parself.report import published
from parself.report.case import RoundCase
from parself.report.parts import department_titles, filled_or, grouped, heading
from parself.rubric import model as m
from parself.tables.model import Column, Kind
from parself.tables.paper import Block, Paragraph, Report, Tone

LOST: Final = "lost-rows"
REMEDIES: Final = "remedies"


def lost(case: RoundCase) -> Report:
    """Return the rows that cost the units with a place most, with who answers for each."""
    found, rubric = case.snapshot, case.round.rubric
    title = render(say("Criteria that lost most points, {year:none}", year=found.year))
    rows = lost_rows(rubric, found.ranked)
    note = _("Of the units with a place; the greatest loss of all together first.")
    blocks: tuple[Block, ...] = (
        *heading(title, case.round.roster.parent, rubric),
        Paragraph(note, Tone.NOTE),
        filled_or(_columns(rubric), rows, _("No points were lost.")),
    )
    return Report(LOST, _("Points lost"), blocks, landscape=True)


def _columns(rubric: m.Rubric) -> tuple[Column[Lost], ...]:
    return (
        Column("id", _("Nº"), lambda one: one.row.id, width=7),
        Column("title", _("Criterion"), lambda one: one.row.title, Kind.NAME, 40),
        Column("department", _("Department"), lambda one: _who(rubric, one.row), width=26),
        Column("max", _("Maximum"), lambda one: one.row.points, Kind.POINTS, 8),
        Column("units", _("Units that lost"), lambda one: f"{one.units}/{one.of}", Kind.COUNT, 9),
        Column("lost", _("Points lost"), lambda one: one.points, Kind.POINTS, 9),
        Column("reached", _("Mean reached"), _share, Kind.SHARE, 9),
    )


def _share(one: Lost) -> Decimal:
    return Decimal(one.reached.numerator) / Decimal(one.reached.denominator)


def _who(rubric: m.Rubric, row: m.Item) -> str:
    """Return which department of the unit answers for a row, or who scores it."""
    return department_titles(rubric, [row.department]) or render(SOURCES[row.source])


def remedies(case: RoundCase) -> Report:
    """Return what each unit lost, row by row, to be remedied."""
    found, rubric = case.snapshot, case.round.rubric
    title = render(say("What each unit has to remedy, {year:none}", year=found.year))
    columns = _remedy_columns(rubric)
    groups = [
        (one.name, lost_rows(rubric, [one])) for one in published.in_order(found) if one.points
    ]
    blocks: tuple[Block, ...] = (
        *heading(title, case.round.roster.parent, rubric),
        grouped(columns, groups),
    )
    return Report(REMEDIES, _("To remedy"), blocks, landscape=True)


def _remedy_columns(rubric: m.Rubric) -> tuple[Column[Lost], ...]:
    return (
        Column("id", _("Nº"), lambda one: one.row.id, width=7),
        Column("title", _("Criterion"), lambda one: one.row.title, Kind.NAME, 40),
        Column("department", _("Department"), lambda one: _who(rubric, one.row), width=26),
        Column("max", _("Maximum"), lambda one: one.row.points, Kind.POINTS, 8),
        Column("reached", _("Reached"), lambda one: one.row.points - one.points, Kind.POINTS, 8),
        Column("lost", _("Points lost"), lambda one: one.points, Kind.POINTS, 8),
        Column("remedy", _("Remedy, until when"), lambda _one: None, width=26),
    )
