"""The season told again on paper: of one row over all units, or of one unit over all its rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from parself import i18n
from parself.errors import Message, say
from parself.i18n import _, render
from parself.province.overview import Overview
from parself.province.replay import Moment
from parself.report.case import RoundCase
from parself.report.parts import filled_or, heading, round_warning
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.tables.model import Column, Kind
from parself.tables.paper import Papers, Report
from parself.words.replay_words import said_words, step_words

ID: Final = "season"


def columns(*, of_unit: bool) -> tuple[Column[Moment], ...]:
    """Return what is told of a moment; `of_unit` where the unit is known and the row is told."""
    unit: Column[Moment] = Column(
        "unit", _("Unit"), lambda one: one.unit.short, Kind.NAME, 20, lambda one: one.unit.code
    )
    row: Column[Moment] = Column("row", _("Criterion"), lambda one: one.row or None, width=9)
    shown = row if of_unit else unit
    other = unit if of_unit else row
    hidden: Column[Moment] = Column(other.key, data=other.data or other.value)
    return (
        shown,
        hidden,
        Column("step", _("Step"), step_words, width=18, data=lambda one: one.step.value),
        Column("number", data=lambda one: one.number),
        Column("when", _("Day"), _day, Kind.DATE, 11, data=_when),
        Column("points", _("Points"), lambda one: one.points, Kind.POINTS, 8),
        Column("figure", kind=Kind.NUMBER, data=lambda one: one.figure),
        Column("who", _("By"), lambda one: one.who or None, width=14),
        Column("verdict", data=lambda one: one.verdict),
        Column("backed", data=lambda one: one.is_backed),
        Column("agrees", data=lambda one: one.agrees),
        Column("undone", data=lambda one: one.is_undone),
        Column("index", kind=Kind.PERCENT, data=lambda one: one.stood and one.stood.index),
        Column("place", kind=Kind.COUNT, data=lambda one: one.stood and one.stood.place),
        Column("band", data=lambda one: (one.stood and one.stood.band) or None),
        Column("said", _("What was said"), said_words, width=36, data=lambda one: one.why),
    )


def _day(one: Moment) -> date | None:
    return one.day if one.when is not None else None


def _when(one: Moment) -> str | None:
    return None if one.when is None else one.when.isoformat()


def papers(case: RoundCase, moments: Iterable[Moment], of: Unit | m.Row) -> Papers:
    """Return the season of a unit or of a row as a file."""
    title = _about(case.view, of)
    found: Sequence[Moment] = tuple(moments)
    name = of.full if isinstance(of, Unit) else f"{of.id} {of.title}"
    table = filled_or(columns(of_unit=isinstance(of, Unit)), found, _("Nothing was handed in."))
    blocks = (*heading(render(title), name, case.round.rubric), table)
    report = Report(ID, _("Season"), blocks, landscape=True)
    return Papers(render(title), (report,), round_warning(case), i18n.language())


def _about(view: Overview, of: Unit | m.Row) -> Message:
    if isinstance(of, Unit):
        return say("Season of {unit}, {year:none}", unit=of.short, year=view.round.year)
    return say("Season of criterion {row}, {year:none}", row=of.id, year=view.round.year)
