"""Year against year, as newspapers and decisions write it: đạt …, xếp hạng …, giảm …, tụt …."""

from collections.abc import Sequence
from decimal import Decimal

from parself.i18n import _
from parself.report.case import UnitCase
from parself.report.parts import max_name, ref, self_name, summed, text, told, unit_heading
from parself.report.projection import place_cell
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
from parself.report.ways import EXPECTED, index_name
from parself.rubric.peers import Standings
from parself.view.view import View
from parself.words import caution, published
from parself.years.last_year import RowMove, moves

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
    status = caution.figure_status(standing.status)
    before = caution.figure_status(standing.previous_status or standing.status)
    now = case.view.scores.projected.index
    projected = Cell(now, formula="" if now is None else ref(index_name(EXPECTED)))
    ours = (text(str(case.year)), projected, place_cell(case, EXPECTED), text(_("projected")))
    lines = [
        _year_line(standings.year - 1, standing.previous_index, standing.previous_rank, before),
        _year_line(standings.year, standing.index, standing.rank, status),
        Line(ours, Level.OURS),
    ]
    sentences = (
        (case.unit.short, published.in_words(standing, standings)),
        (f"{case.unit.short} ({_('projected')})", this_year(case.view)),
    )
    said = [f"{who}: {sentence}" for who, sentence in sentences if sentence]
    said += [published.part_words(part, len(standings.units)) for part in standing.part]
    return [Table(columns, tuple(lines)), *map(Paragraph, said)]


def _year_line(year: int, index: Decimal | None, rank: int | None, status: str) -> Line:
    return Line((text(str(year)), Cell(index), Cell(rank), text(status)))


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
    table = Table(columns, tuple(_change_line(one, found) for one in found))
    areas = Table(columns, tuple(_area_line(one) for one in found if one.is_area))
    alt = _("Points of each area last year and this year against the maximum")
    chart = Chart("radar", _("Areas, year against year"), alt, areas, labels=0, values=(2, 3, 4))
    partial = any(one.change is None for one in found)
    note = _("An area adds up only its rows whose points are known in both years.")
    notes = [Paragraph(note, Tone.NOTE)] if partial else []
    return [table, *notes, Paragraph(_("By area"), Tone.HEADING), areas, chart]


def _change_line(one: RowMove, found: Sequence[RowMove]) -> Line:
    """Return a row beside last year, or an area: the sum of its rows that are known in both."""
    before = now = ""
    if one.is_area:
        start = found.index(one) + 1
        rows = [row.id for row in found[start : start + one.rows] if row.change is not None]
        before, now = (summed([name(row) for row in rows]) for name in (_before, self_name))
    elif one.now is not None:
        now = ref(self_name(one.id))
    cells = (
        text(one.id),
        text(one.title),
        Cell(one.maximum, formula=ref(max_name(one.id))),
        Cell(one.before, name=_before(one.id), formula="" if one.before is None else before),
        Cell(one.now, name=_now(one.id), formula="" if one.now is None else now),
        Cell(one.change, name=_change(one.id), formula=_less(one)),
    )
    return Line(cells, Level.AREA if one.is_area else Level.ROW)


def _less(one: RowMove) -> str:
    return "" if one.change is None else told(f"{ref(_now(one.id))}-{ref(_before(one.id))}")


def _area_line(one: RowMove) -> Line:
    """Return an area once more, by reference to its line above."""
    figures = (
        (one.before, _before(one.id)),
        (one.now, _now(one.id)),
        (one.change, _change(one.id)),
    )
    cells = (
        text(one.id),
        text(one.title),
        Cell(one.maximum, formula=ref(max_name(one.id))),
        *(Cell(value, formula="" if value is None else ref(name)) for value, name in figures),
    )
    return Line(cells, Level.AREA)


def _before(line_id: str) -> str:
    return f"before:{line_id}"


def _now(line_id: str) -> str:
    return f"now:{line_id}"


def _change(line_id: str) -> str:
    return f"change:{line_id}"
