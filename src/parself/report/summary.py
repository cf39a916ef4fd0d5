"""The leader's one page: what it comes to, where that puts us, what is missing, what costs most."""

from collections.abc import Mapping
from decimal import Decimal

from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.report.case import UnitCase
from parself.report.figures import lost_formula
from parself.report.parts import max_name, ref, self_name, share_of, text, told, unit_heading
from parself.report.projection import place_cell
from parself.report.self_assessment import APPLICABLE, INDEX, TOTAL
from parself.report.tables import (
    Block,
    Cell,
    Chart,
    Column,
    Kind,
    Level,
    Line,
    Paragraph,
    Report,
    Table,
    Tone,
)
from parself.report.ways import BACKED, EXPECTED, HIGHEST, LOWEST, index_name, points_name
from parself.rubric import model as m
from parself.view.progress import unfinished
from parself.words import caution, wording
from parself.years.last_year import last_year_areas

ID = "summary"
MOST_GAPS = 5


def report(case: UnitCase) -> Report:
    """Return the summary, which fits one page of A4."""
    title = _("Summary for the leader")
    areas = areas_table(case)
    chart = Chart(
        "bars",
        _("Areas against their maximum"),
        _bars_alt(case),
        areas,
        labels=1,
        values=(2, 3) if len(areas.columns) == 5 else (2, 3, 4),
    )
    blocks: list[Block] = [
        *unit_heading(case, title.upper()),
        _totals(case),
        *_place(case),
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


def _totals(case: UnitCase) -> Table:
    scores = case.view.scores
    rows = (
        (_("Self-assessed"), scores.claimed, ""),
        (_("Backed by evidence or explanation"), scores.backed, BACKED),
        (_("Lowest (what is open counts as 0)"), scores.floor, LOWEST),
        (_("Highest (what is open counts as full)"), scores.ceiling, HIGHEST),
        (_("Projected"), scores.projected, EXPECTED),
    )
    lines = [
        Line(
            (
                text(label),
                Cell(total.points, formula="" if total.points is None else ref(_points_of(column))),
                Cell(total.index, formula="" if total.index is None else ref(_index_of(column))),
                place_cell(case, column),
            )
        )
        for label, total, column in rows
    ]
    columns = (
        Column("", 50),
        Column(_("Points"), 14, Kind.POINTS),
        Column(_("Index"), 14, Kind.PERCENT),
        Column(_("Place"), 10, Kind.COUNT),
    )
    return Table(columns, tuple(lines))


def _points_of(column: str) -> str:
    return points_name(column) if column else self_name(TOTAL)


def _index_of(column: str) -> str:
    return index_name(column) if column else INDEX


def _place(case: UnitCase) -> list[Block]:
    standings, projection = case.view.folder.standings, case.view.projection
    if standings is None or projection is None:
        return [Paragraph(_("No comparison table: the place is not known."))]
    said = [wording.place_sentence(projection, standings.year, on_paper=True) + "."]
    chance = wording.chance_sentence(projection, case.view.goal)
    if chance:
        said.append(f"{chance}.")
    warning = caution.standings_warning(standings, case.roster)
    return [Paragraph(" ".join(said)), Paragraph(warning, Tone.NOTE)]


def areas_table(case: UnitCase) -> Table:
    """Return points by area against the maximum, and against last year where that is known."""
    past = last_year_areas(case.view)
    columns = (
        Column(_("Nº"), 5),
        Column(_("Area"), 52),
        Column(_("Maximum"), 10, Kind.POINTS),
        Column(_("Self-assessed"), 11, Kind.POINTS),
        *([Column(_("Last year"), 11, Kind.POINTS)] if past else []),
        Column(_("Share"), 10, Kind.SHARE),
    )
    lines = [_area_line(case, area, past) for area in case.rubric.areas]
    return Table(columns, (*lines, _total_line(case, past)))


def _total_line(case: UnitCase, past: Mapping[str, Decimal]) -> Line:
    claimed = case.view.scores.claimed.points
    before = sum(past.values(), Decimal(0)) if len(past) == len(case.rubric.areas) else None
    return Line(
        (
            Cell(),
            text(_("Total")),
            Cell(case.view.scores.applicable_max, formula=ref(APPLICABLE)),
            Cell(claimed, formula="" if claimed is None else ref(self_name(TOTAL))),
            *([Cell(before)] if past else []),
            Cell(),
        ),
        Level.TOTAL,
    )


def _area_line(case: UnitCase, area: m.Area, past: Mapping[str, Decimal]) -> Line:
    reached = case.subtotal(area)
    points, own, most = reached.points, ref(self_name(area.id)), ref(max_name(area.id))
    share = share_of(points, reached.maximum)
    return Line(
        (
            text(area.id),
            text(area.title),
            Cell(reached.maximum, formula=most),
            Cell(points, formula="" if points is None else own),
            *([Cell(past.get(area.id))] if past else []),
            Cell(share, formula="" if share is None else told(f"{own}/{most}")),
        )
    )


def _gaps(case: UnitCase) -> Table:
    rows = [
        row for row in case.view.scores.rows.values() if row.lost and isinstance(row.row, m.Item)
    ]
    rows.sort(key=lambda row: -(row.lost or Decimal(0)))
    columns = (
        Column(_("Nº"), 7),
        Column(_("Criterion"), 60),
        Column(_("Points not reached"), 12, Kind.POINTS),
    )
    lines = [
        Line(
            (
                text(row.row.id),
                text(row.row.title),
                Cell(row.lost, formula=lost_formula(row.row.id, row.points)),
            )
        )
        for row in rows[:MOST_GAPS]
    ]
    return Table(columns, tuple(lines))
