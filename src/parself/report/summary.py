"""The leader's one page: what it comes to, where that puts us, what is missing, what costs most."""

from decimal import Decimal

from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.report import cells as c
from parself.report.case import UnitCase
from parself.report.figures import lost_cell
from parself.report.parts import share_cell, total_line, unit_heading
from parself.report.projection import place_cell
from parself.report.ways import BACKED, EXPECTED, HIGHEST, LOWEST
from parself.rubric import model as m
from parself.scoring.score import RowScore, Total
from parself.tables.model import Cell, Column, Kind, Table, filled
from parself.tables.paper import Block, Chart, Paragraph, Report, Tone
from parself.values import Frozen
from parself.view.progress import unfinished
from parself.words import caution, wording
from parself.words.result_words import unforetold_words
from parself.years.last_year import last_year_areas

ID = "summary"
MOST_GAPS = 5


def report(case: UnitCase) -> Report:
    """Return the summary, which fits one page of A4."""
    areas = areas_table(case)
    figures = ("max", "points", *(["before"] if last_year_areas(case.view) else []))
    chart = Chart(
        "bars", _("Areas against their maximum"), _bars_alt(case), areas, "title", figures
    )
    blocks: list[Block] = [
        *unit_heading(case, _("Summary for the leader")),
        *(_place(case) if case.view.published else ()),
        _totals(case),
        *(() if case.view.published else _place(case)),
        Paragraph(render(unfinished(case.view, on_paper=True))),
        areas,
        chart,
        Paragraph(_("Most points not reached"), Tone.HEADING),
        _gaps(case),
    ]
    return Report(ID, _("Summary"), tuple(blocks), one_page=True)


def _bars_alt(case: UnitCase) -> str:
    said = (
        f"{area.id}: {_shown(reached.points)}/{show_decimal(reached.maximum)}"
        for area in case.rubric.areas
        for reached in [case.subtotal(area)]
    )
    return f"{_('Self-assessed points of each area against its maximum')}: {'; '.join(said)}"


def _shown(points: Decimal | None) -> str:
    return "–" if points is None else show_decimal(points)


class _Total(Frozen):
    """One way of adding up."""

    title: str
    total: Total
    way: str
    """Name of its column in `ways`; empty for the claimed one."""


def _totals(case: UnitCase) -> Table:
    scores = case.view.scores

    def points(one: _Total) -> Cell:
        name = c.named("points", one.way) if one.way else c.self_name(c.TOTAL)
        return c.copied(one.total.points, name)

    def index(one: _Total) -> Cell:
        return c.copied(one.total.index, c.named("index", one.way) if one.way else c.INDEX)

    columns: tuple[Column[_Total], ...] = (
        Column("title", "", lambda one: one.title, width=50),
        Column("points", _("Points"), points, Kind.POINTS, 14),
        Column("index", _("Index"), index, Kind.PERCENT, 14),
        Column("place", _("Place"), lambda one: place_cell(case, one.way), Kind.COUNT),
    )
    totals = (
        _Total(_("Self-assessed"), scores.claimed, ""),
        _Total(_("Backed by evidence or explanation"), scores.backed, BACKED),
        _Total(_("Lowest (what is open counts as 0)"), scores.floor, LOWEST),
        _Total(_("Highest (what is open counts as full)"), scores.ceiling, HIGHEST),
        *([] if case.view.published else [_Total(_("Projected"), scores.projected, EXPECTED)]),
    )
    return filled(columns, totals)


def _place(case: UnitCase) -> list[Block]:
    standings, projection = case.view.folder.standings, case.view.projection
    if standings is None or projection is None:
        return [Paragraph(" ".join(unforetold_words(case.view.published)))]
    said = [wording.place_sentence(projection, standings.year, on_paper=True) + "."]
    chance = wording.chance_sentence(projection, case.view.goal)
    if chance:
        said.append(f"{chance}.")
    warning = caution.standings_warning(standings, case.roster)
    return [Paragraph(" ".join(said)), Paragraph(warning, Tone.NOTE)]


def areas_table(case: UnitCase) -> Table:
    """Return points by area against the maximum, and against last year where that is known."""
    past = last_year_areas(case.view)

    def maximum(area: m.Area) -> Cell:
        return c.copied(case.subtotal(area).maximum, c.max_name(area.id))

    def reached(area: m.Area) -> Cell:
        return c.copied(case.subtotal(area).points, c.self_name(area.id))

    def share(area: m.Area) -> Cell:
        return share_cell(area.id, case.subtotal(area).points, case.subtotal(area).maximum)

    before = Column[m.Area]("before", _("Last year"), lambda one: past.get(one.id), Kind.POINTS, 11)
    columns: tuple[Column[m.Area], ...] = (
        Column("id", _("Nº"), lambda area: area.id, width=5),
        Column("title", _("Area"), lambda area: area.title, Kind.NAME, 52),
        Column("max", _("Maximum"), maximum, Kind.POINTS),
        Column("points", _("Self-assessed"), reached, Kind.POINTS, 11),
        *([before] if past else []),
        Column("share", _("Share"), share, Kind.SHARE),
    )
    claimed = case.view.scores.claimed.points
    total = total_line(
        columns,
        _("Total"),
        max=c.copied(case.view.scores.applicable_max, c.APPLICABLE),
        points=c.copied(claimed, c.self_name(c.TOTAL)),
        before=sum(past.values(), Decimal(0)) if len(past) == len(case.rubric.areas) else None,
    )
    return filled(columns, case.rubric.areas).ending(total)


def _gaps(case: UnitCase) -> Table:
    columns: tuple[Column[RowScore], ...] = (
        Column("id", _("Nº"), lambda one: one.row.id, width=7),
        Column("title", _("Criterion"), lambda one: one.row.title, Kind.NAME, 60),
        Column("lost", _("Points not reached"), lost_cell, Kind.POINTS, 12),
    )
    rows = [
        row for row in case.view.scores.rows.values() if row.lost and isinstance(row.row, m.Item)
    ]
    rows.sort(key=lambda row: -(row.lost or Decimal(0)))
    return filled(columns, rows[:MOST_GAPS])
