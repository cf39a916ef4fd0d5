"""Year against year, as newspapers and decisions write it: đạt …, xếp hạng …, giảm …, tụt …."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from parself.i18n import _
from parself.report import cells as c
from parself.report.case import UnitCase
from parself.report.parts import unit_heading
from parself.report.projection import place_cell
from parself.report.ways import EXPECTED
from parself.rubric.peers import Standings
from parself.tables.model import Cell, Column, Kind, Level, Line, filled, line_of
from parself.tables.paper import Block, Chart, Paragraph, Report, Tone
from parself.values import Frozen, evolve
from parself.view.view import View
from parself.words import caution, published
from parself.years.last_year import RowMove, moves

ID = "years"


def report(case: UnitCase) -> Report:
    """Return what is known of earlier years beside this one."""
    blocks: list[Block] = [*unit_heading(case, _("Year against year"))]
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
    standing = standings.of(case.unit.code)
    if standing is None:
        return []
    columns: tuple[Column[_Year], ...] = (
        Column("year", _("Year"), lambda one: str(one.year), width=12),
        Column("index", _("Index"), lambda one: one.index, Kind.PERCENT, 14),
        Column("place", _("Place"), lambda one: one.place, Kind.COUNT),
        Column("figure", _("Figure"), lambda one: one.figure, width=24),
    )
    status = caution.figure_status(standing.status)
    before = caution.figure_status(standing.previous_status or standing.status)
    years = (
        _Year(standings.year - 1, standing.previous_index, standing.previous_rank, before),
        _Year(standings.year, standing.index, standing.rank, status),
    )
    table = filled(columns, years).ending(line_of(columns, _ours(case), Level.OURS))
    sentences = (
        (case.unit.short, published.in_words(standing, standings)),
        (case.unit.short + told_as(case.view), this_year(case.view)),
    )
    said = [f"{who}: {sentence}" for who, sentence in sentences if sentence]
    said += [published.part_words(part, len(standings.units)) for part in standing.part]
    return [table, *map(Paragraph, said)]


class _Year(Frozen):
    """What is known of one year."""

    year: int
    index: Decimal | Cell | None
    place: int | Cell | None
    figure: str


def _ours(case: UnitCase) -> _Year:
    """Return this year: as it is published, else as it is projected now."""
    told = case.view.published
    if told is not None:
        return _Year(case.year, told.index, told.place, _("published"))
    index = c.copied(case.view.scores.projected.index, c.named("index", EXPECTED))
    return _Year(case.year, index, place_cell(case, EXPECTED), _("projected"))


def told_as(view: View) -> str:
    """Return the words behind the unit's name: this year is projected, or published."""
    return f" ({_('published') if view.published else _('projected')})"


def this_year(view: View) -> str:
    """Return this year against the one before, as published, else as projected now.

    Empty where either is unknown.
    """
    standings, projection, told = view.folder.standings, view.projection, view.published
    standing = standings.of(view.unit.code) if standings is not None else None
    if standings is None or standing is None:
        return ""
    if told is not None:
        return published.ahead(standing, standings, told.index, told.place, told.of)
    if projection is None:
        return ""
    index = view.scores.projected.index
    return published.ahead(standing, standings, index, projection.projected, projection.of)


def _by_row(found: Sequence[RowMove]) -> list[Block]:
    table = filled(columns(found), found, level=level_of)
    alt = _("Points of each area last year and this year against the maximum")
    figures = ("max", "before", "after")
    again = tuple(_again(line) for line in table.lines if line.level is Level.AREA)
    areas = evolve(table, lines=again)
    partial = any(one.change is None for one in found)
    note = _("An area adds up only its rows whose points are known in both years.")
    return [
        table,
        *([Paragraph(note, Tone.NOTE)] if partial else []),
        Paragraph(_("By area"), Tone.HEADING),
        areas,
        Chart("radar", _("Areas, year against year"), alt, areas, "id", figures),
    ]


def columns(found: Sequence[RowMove]) -> tuple[Column[RowMove], ...]:
    """Return what is said of an area or a row beside last year, where `found` is all of them."""

    def maximum(one: RowMove) -> Cell:
        return c.copied(one.maximum, c.max_name(one.id))

    return (
        Column("id", _("Nº"), lambda one: one.id, width=7),
        Column("title", _("Area / criterion"), lambda one: one.title, Kind.NAME, 46),
        Column(
            "rows",
            _("Rows"),
            lambda one: f"{one.compared}/{one.rows}" if one.is_area else "",
            Kind.COUNT,
            8,
            data=lambda one: one.rows,
        ),
        Column("compared", data=lambda one: one.compared),
        Column("max", _("Maximum"), maximum, Kind.POINTS),
        Column("before", _("Last year"), lambda one: _earlier(one, found), Kind.POINTS),
        Column("after", _("This year"), lambda one: _later(one, found), Kind.POINTS),
        Column("change", _("Change"), _changed, Kind.CHANGE),
    )


def level_of(one: RowMove) -> Level:
    """Return how a row or an area is set."""
    return Level.AREA if one.is_area else Level.ROW


def _earlier(one: RowMove, found: Sequence[RowMove]) -> Cell:
    formula = _added(one, found, partial(c.named, "before")) if one.is_area else ""
    return Cell(one.before, name=c.named("before", one.id), formula=formula)


def _later(one: RowMove, found: Sequence[RowMove]) -> Cell:
    formula = _added(one, found, c.self_name) if one.is_area else c.ref(c.self_name(one.id))
    return Cell(one.now, name=c.named("now", one.id), formula=formula)


def _added(one: RowMove, found: Sequence[RowMove], name: Callable[[str], str]) -> str:
    """Return the sum of an area's rows that are known in both years."""
    start = found.index(one) + 1
    rows = found[start : start + one.rows]
    return c.summed(name(row.id) for row in rows if row.change is not None)


def _changed(one: RowMove) -> Cell:
    now, before = c.ref(c.named("now", one.id)), c.ref(c.named("before", one.id))
    formula = c.guarded(f"{now}-{before}")
    return Cell(one.change, name=c.named("change", one.id), formula=formula)


def _again(line: Line) -> Line:
    """Return a line once more, by reference to its cells above."""

    def same(cell: Cell) -> Cell:
        is_there = cell.name and cell.value is not None
        return evolve(cell, name="", formula=c.ref(cell.name) if is_there else cell.formula)

    return evolve(line, cells=tuple(map(same, line.cells)))
