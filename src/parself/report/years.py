"""Year against year, as newspapers and decisions write it: đạt …, xếp hạng …, giảm …, tụt …."""

from collections.abc import Sequence
from decimal import Decimal

from parself.i18n import _
from parself.last_year import RowMove, moves
from parself.report.case import UnitCase
from parself.report.parts import text, unit_heading
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
from parself.rubric.peers import Standings
from parself.view.view import View
from parself.words import caution, published

ID = "years"


def report(case: UnitCase) -> Report:
    """Return what is known of earlier years beside this one."""
    title = _("Year against year")
    blocks: list[Block] = [*unit_heading(case, title.upper())]
    standings = case.view.folder.standings
    if standings is not None:
        blocks += _published(case, standings)
    found = moves(case.view)
    if found:
        blocks += _by_row(found)
    else:
        words = _(
            "Last year's points by row are not known: no result file of last year was received."
        )
        blocks.append(Paragraph(words, Tone.NOTE))
    return Report(ID, _("Years"), tuple(blocks))


def _published(case: UnitCase, standings: Standings) -> list[Block]:
    standing = case.last
    if standing is None:
        return []
    columns = (
        Column(_("Year"), 12),
        Column(_("Index"), 14, Kind.PERCENT),
        Column(_("Place"), 10, Kind.COUNT),
        Column(_("Figure"), 24),
    )
    projection = case.view.projection
    status = caution.figure_status(standing.status)
    before = caution.figure_status(standing.previous_status or standing.status)
    now = case.view.scores.projected.index
    place = projection.projected if projection else None
    lines = [
        _year_line(standings.year - 1, standing.previous_index, standing.previous_rank, before),
        _year_line(standings.year, standing.index, standing.rank, status),
        _year_line(case.year, now, place, _("projected"), Level.OURS),
    ]
    told = (
        (case.unit.short, published.in_words(standing, standings)),
        (f"{case.unit.short} ({_('projected')})", this_year(case.view)),
    )
    said = [f"{who}: {sentence}" for who, sentence in told if sentence]
    said += [published.part_words(part, len(standings.units)) for part in standing.part]
    return [Table(columns, tuple(lines)), *map(Paragraph, said)]


def _year_line(
    year: int, index: Decimal | None, rank: int | None, status: str, level: Level = Level.ROW
) -> Line:
    return Line((text(str(year)), Cell(index), Cell(rank), text(status)), level)


def this_year(view: View) -> str:
    """Return what is projected now against the published year; empty where that is unknown."""
    standings, projection = view.folder.standings, view.projection
    standing = standings.of(view.unit.code) if standings is not None else None
    if standings is None or standing is None or projection is None:
        return ""
    return published.ahead(standing, standings, projection, view.scores.projected.index)


def _by_row(found: Sequence[RowMove]) -> list[Block]:
    columns = (
        Column(_("Nº"), 7),
        Column(_("Area / criterion"), 52),
        Column(_("Maximum"), 10, Kind.POINTS),
        Column(_("Last year"), 10, Kind.POINTS),
        Column(_("This year"), 10, Kind.POINTS),
        Column(_("Change"), 10, Kind.POINTS),
    )
    lines = tuple(map(_change_line, found))
    table = Table(columns, lines)
    areas = Table(columns, tuple(line for line in lines if line.level is Level.AREA))
    alt = _("Points of each area last year and this year against the maximum")
    chart = Chart("radar", _("Areas, year against year"), alt, areas, labels=0, values=(2, 3, 4))
    return [table, Paragraph(_("By area"), Tone.HEADING), areas, chart]


def _change_line(one: RowMove) -> Line:
    figures = (one.maximum, one.before, one.now, one.change)
    cells = (text(one.id), text(one.title), *map(Cell, figures))
    return Line(cells, Level.AREA if one.is_area else Level.ROW)
