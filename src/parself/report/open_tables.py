"""A round as open tables: units, rows, points by stage, decisions, remarks and standings.

What is told of a unit is its return (`returns.model`) and nothing else: no internal remark, no
name of an appraiser, no second look, and no place before publication. Every line names year,
province and round, so that the tables of several can be laid together.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from parself import i18n
from parself.errors import say
from parself.i18n import _, render
from parself.province import publishing
from parself.province.board import ZERO
from parself.province.line import Line
from parself.province.overview import Overview
from parself.province.record import Condition, Round
from parself.province.returning import return_for
from parself.province.survey import entered_rows
from parself.report.case import RoundCase
from parself.report.parts import round_warning
from parself.returns.model import Published, Return, ReturnedRow
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.tables.model import Column, Kind, Table, filled
from parself.tables.package import Resource
from parself.tables.paper import Papers, Report
from parself.values import Frozen


class Stage(StrEnum):
    """Whose points a line tells, or how far the round is."""

    CLAIMED = "claimed"
    APPRAISED = "appraised"
    SURVEY = "survey"
    """Of a row that others score."""
    DRAFT = "draft"
    CLOSED = "closed"
    PUBLISHED = "published"


_STAGES: Final[Mapping[Condition, Stage]] = {
    Condition.OPEN: Stage.DRAFT,
    Condition.CLOSED: Stage.CLOSED,
    Condition.PUBLISHED: Stage.PUBLISHED,
    Condition.REOPENED: Stage.DRAFT,
}
_KNOWN: Final = {True: "known", False: "not-known"}
_RANKED: Final = {True: "ranked", False: "not-ranked"}


class _Placed(Frozen):
    """What every line says: of whom, of which row, at which stage, and how it stands."""

    unit: str
    row: str
    stage: Stage
    state: str


class _UnitLine(_Placed):
    name: str
    received: int
    hand_in: int | None


class _Points(_Placed):
    points: Decimal | None
    maximum: Decimal


class _Decision(_Placed):
    said: ReturnedRow


class _Remark(_Placed):
    number: int
    text: str


class _Standing(_Placed):
    said: Published


def told_of(view: Overview) -> Mapping[str, Return]:
    """Return what may be told of each unit of which a hand-in counts, in the roster's order."""
    codes = (unit.code for unit in view.round.roster.units if unit.code in view.facts)
    published = publishing.told(view.round)
    return {code: return_for(view, code, 1, published.get(code)) for code in codes}


def resources(case: RoundCase, told: Mapping[str, Return]) -> tuple[Resource, ...]:
    """Return the tables of a round."""
    view, lines = case.view, case.view.lines(case.today)
    rows = tuple(view.round.rubric.rows.values())
    by_row, of_row = ("unit", "row", "stage"), {"unit": "units", "row": "rows"}
    by_number = (*by_row, "number")
    standings = tuple(_standing(told))
    return (
        Resource("units", _("Units"), _units(view), _unit_lines(view, lines), ("unit",)),
        Resource("rows", _("Criteria"), _rows(view), rows, ("row",)),
        Resource("points", _("Points"), _points(view), tuple(_pointed(view, told)), by_row, of_row),
        Resource("decisions", _("Conclusions"), _decisions(view), _decided(told), by_row, of_row),
        Resource("remarks", _("Remarks"), _remarks(view), _remarked(told), by_number, of_row),
        Resource(
            "standings", _("Ranking"), _standings(view), standings, ("unit",), {"unit": "units"}
        ),
    )


def wide(case: RoundCase, told: Mapping[str, Return]) -> Papers:
    """Return the points of all units as sheets, a unit a line and a criterion a column."""
    round_ = case.round
    title = say("PAR INDEX {year:none}, {place}", year=round_.year, place=round_.roster.parent)

    def claimed(code: str, row: str) -> Decimal | None:
        return told[code].rows[row].claimed if row in told[code].rows else None

    def given(code: str, row: str) -> Decimal | None:
        value = told[code]
        return value.rows[row].appraised if row in value.rows else value.survey.get(row)

    sides = (
        ("claimed", _("Self-assessed"), claimed),
        ("appraised", _("Appraised and survey"), given),
    )
    reports = tuple(
        Report(name, caption, (_across(round_, told, points, caption),), landscape=True)
        for name, caption, points in sides
    )
    return Papers(render(title), reports, round_warning(case), i18n.language())


def _across(
    round_: Round,
    told: Mapping[str, Return],
    points: Callable[[str, str], Decimal | None],
    caption: str,
) -> Table:
    def of_row(row: m.Row) -> Column[Unit]:
        return Column(row.id, row.id, lambda unit: points(unit.code, row.id), Kind.POINTS, 8)

    units = [unit for unit in round_.roster.units if unit.code in told]
    rows = round_.rubric.rows.values()
    first: Column[Unit] = Column("unit", _("Unit"), lambda unit: unit.short, Kind.NAME, 26)
    return filled((first, *map(of_row, rows)), units, caption=caption)


def _stage_of(view: Overview) -> Stage:
    """Return how far a round is."""
    return _STAGES[view.round.condition]


def _where(view: Overview) -> tuple[Column[Any], ...]:
    round_ = view.round
    return (
        Column("year", _("Year"), kind=Kind.COUNT, data=lambda _row: round_.year),
        Column("province", _("Province"), data=lambda _row: round_.roster.parent),
        Column("round", _("Round"), data=lambda _row: round_.id),
        Column("purpose", _("Purpose"), data=lambda _row: round_.purpose.value),
    )


def _head(view: Overview) -> tuple[Column[Any], ...]:
    columns: tuple[Column[_Placed], ...] = (
        Column("unit", _("Unit"), data=lambda one: one.unit),
        Column("row", _("Criterion"), data=lambda one: one.row or None),
        Column("stage", _("Stage"), data=lambda one: one.stage.value),
        Column("state", _("State"), data=lambda one: one.state),
    )
    return (*_where(view), *columns)


def _units(view: Overview) -> tuple[Column[_UnitLine], ...]:
    return (
        *_head(view),
        Column("name", _("Name"), data=lambda one: one.name),
        Column("received", _("Hand-ins received"), kind=Kind.COUNT, data=lambda one: one.received),
        Column("hand_in", _("Number that counts"), kind=Kind.COUNT, data=lambda one: one.hand_in),
    )


def _unit_lines(view: Overview, lines: Sequence[Line]) -> tuple[_UnitLine, ...]:
    stage = _stage_of(view)
    return tuple(
        _UnitLine(
            one.unit.code,
            "",
            stage,
            one.coming.value,
            one.unit.full,
            len(one.received),
            one.counts.sequence if one.counts else None,
        )
        for one in lines
    )


def _rows(view: Overview) -> tuple[Column[m.Row], ...]:
    area = {item.id: area for area in view.round.rubric.areas for item in area.items}

    def area_id(row: m.Row) -> str | None:
        return area[row.id].id if row.id in area else None

    def kind(row: m.Row) -> str:
        return row.kind if isinstance(row, m.Adjustment) else "item"

    return (
        *_where(view),
        Column("rubric", _("Rubric"), data=lambda _row: view.round.rubric.id),
        Column("edition", _("Edition"), data=lambda _row: view.round.rubric.edition),
        Column("row", _("Criterion"), data=lambda row: row.id),
        Column("title", _("Title"), data=lambda row: row.title),
        Column("area", _("Area"), data=area_id),
        Column("kind", _("Kind"), data=kind),
        Column("maximum", _("Maximum"), kind=Kind.POINTS, data=lambda row: row.points),
        Column("scored_by", _("Scored by"), data=lambda row: row.source.value),
        Column("department", _("Department"), data=lambda row: row.department or None),
    )


def _points(view: Overview) -> tuple[Column[_Points], ...]:
    return (
        *_head(view),
        Column("points", _("Points"), kind=Kind.POINTS, data=lambda one: one.points),
        Column("maximum", _("Maximum"), kind=Kind.POINTS, data=lambda one: one.maximum),
    )


def _pointed(view: Overview, told: Mapping[str, Return]) -> Iterator[_Points]:
    for code, value in told.items():
        facts = view.facts[code].rows
        for row, said in value.rows.items():
            counts = view.applies(view.cell(code, row))
            most = view.round.rubric.rows[row].points if counts else ZERO
            state = facts[row].state.value
            yield _Points(code, row, Stage.CLAIMED, state, said.claimed, facts[row].maximum)
            ruling = said.ruling.value
            yield _Points(code, row, Stage.APPRAISED, ruling, said.appraised, most)
        for asked in entered_rows(view.round):
            points = value.survey.get(asked.id)
            state = _KNOWN[points is not None]
            yield _Points(code, asked.id, Stage.SURVEY, state, points, asked.points)


def _decisions(view: Overview) -> tuple[Column[_Decision], ...]:
    return (
        *_head(view),
        Column("claimed", _("Self-assessed"), kind=Kind.POINTS, data=lambda one: one.said.claimed),
        Column("points", _("Points"), kind=Kind.POINTS, data=lambda one: one.said.appraised),
        Column("reason", _("Reason"), data=lambda one: one.said.reason or None),
        Column("case", _("Agreed case"), data=lambda one: one.said.case or None),
        Column("outcome", _("Outcome"), data=lambda one: one.said.outcome),
    )


def _decided(told: Mapping[str, Return]) -> tuple[_Decision, ...]:
    return tuple(
        _Decision(code, row, Stage.APPRAISED, said.ruling.value, said)
        for code, value in told.items()
        for row, said in value.rows.items()
    )


def _remarks(view: Overview) -> tuple[Column[_Remark], ...]:
    return (
        *_head(view),
        Column("number", _("Nº"), kind=Kind.COUNT, data=lambda one: one.number),
        Column("text", _("Remark"), data=lambda one: one.text),
    )


def _remarked(told: Mapping[str, Return]) -> tuple[_Remark, ...]:
    return tuple(
        _Remark(code, row, Stage.APPRAISED, said.ruling.value, number, text)
        for code, value in told.items()
        for row, said in value.rows.items()
        for number, text in enumerate(said.remarks, start=1)
    )


def _standings(view: Overview) -> tuple[Column[_Standing], ...]:
    return (
        *_head(view),
        Column("number", _("Publication"), kind=Kind.COUNT, data=lambda one: one.said.number),
        Column("index", _("Index (%)"), kind=Kind.PERCENT, data=lambda one: one.said.index),
        Column("place", _("Place"), kind=Kind.COUNT, data=lambda one: one.said.place),
        Column("of", _("Units ranked"), kind=Kind.COUNT, data=lambda one: one.said.of),
        Column("band", _("Class"), data=lambda one: one.said.band or None),
        Column("reason", _("Reason"), data=lambda one: one.said.reason or None),
    )


def _standing(told: Mapping[str, Return]) -> Iterator[_Standing]:
    for code, value in told.items():
        said = value.published
        if said is not None:
            yield _Standing(code, "", Stage.PUBLISHED, _RANKED[said.place is not None], said)
