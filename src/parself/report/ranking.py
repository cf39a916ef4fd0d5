"""The province's papers of a round: the ranking, and the table of all units by criterion.

Figures are claimed ones until appraisal and survey have come, and every page says so. In the
ranking every place is a formula over the indexes, and each index over the unit's points.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.province.record import Round
from parself.province.results import Place
from parself.report import cells as c
from parself.report.case import RoundCase
from parself.report.parts import heading, share_of
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.tables.model import Cell, Column, Kind, Level, Table, filled, line_with
from parself.tables.paper import Block, Chart, Paragraph, Report
from parself.text import sentence_case

ID: Final = "ranking"
MATRIX: Final = "matrix"
MOST_ACROSS: Final = 15
"""Up to so many units stand across the page and criteria down; more stand down, area by area."""


def columns(round_: Round) -> tuple[Column[Place], ...]:
    """Return what the ranking says of a unit, in the shell, in JSON and on paper."""
    names = [c.named("index", place.unit.code) for place in round_.results.ranked]
    span = c.run(names[0], names[-1]) if names else ""

    def rank(place: Place) -> Cell:
        own = c.named("index", place.unit.code)
        return Cell(place.rank, formula=c.place_formula(own, span))

    def index(place: Place) -> Cell:
        code = place.unit.code
        return Cell(place.index, name=c.named("index", code), formula=_index_formula(round_, code))

    def points(place: Place) -> Cell:
        return c.copied(place.points, _name(place.unit.code, c.TOTAL))

    def most(place: Place) -> Cell:
        return c.copied(place.applicable_max, _name(place.unit.code, c.APPLICABLE))

    def code(place: Place) -> str:
        return place.unit.code

    return (
        Column("rank", _("Place"), rank, Kind.COUNT, 7, screen=_("Rank")),
        Column("unit", _("Unit"), lambda one: one.unit.short, width=34, data=code),
        Column("points", _("Self-assessed"), points, Kind.POINTS, 12, screen=_("Points")),
        Column("applicable_max", _("Applicable maximum"), most, Kind.POINTS, 12),
        Column("index", _("Index (%)"), index, Kind.PERCENT, 12, screen=_("Index")),
    )


def report(case: RoundCase) -> Report:
    """Return the ranking by claimed index, and the units that are not in it."""
    table = filled(columns(case.round), case.round.results.ranked)
    year = case.round.year
    title = say("Provisional ranking by self-assessment, PAR INDEX in {year:none}", year=year)
    alt = _("Bars of the claimed index of every unit, the best first")
    blocks: list[Block] = [
        *heading(render(title), case.round.roster.parent, case.round.rubric),
        Paragraph(_coverage(case)),
        table,
        *_absent(case),
    ]
    if table.lines:
        blocks.append(Chart("ladder", _("Claimed index"), alt, table, "unit", ("index",)))
    return Report(ID, _("Ranking"), tuple(blocks))


def _coverage(case: RoundCase) -> str:
    units = case.round.roster.units
    return render(
        say(
            "Received {received} of {of} units. Ranked by claimed points; appraisal and survey"
            " come later.",
            received=len(units) - len(case.round.results.missing),
            of=len(units),
        )
    )


def _name(code: str, what: str) -> str:
    return f"unit:{code}:{what}"


def _index_formula(round_: Round, code: str) -> str:
    names = (_name(code, what) for what in (c.TOTAL, c.APPLICABLE, c.BONUS, c.PENALTY))
    return c.index_formula(round_.rubric, *names)


def _absent(case: RoundCase) -> list[Block]:
    results = case.round.results
    said = [
        (_("Received, but not ranked"), results.unranked),
        (_("Nothing received yet"), results.missing),
    ]
    return [
        Paragraph(f"{label}: {', '.join(unit.short for unit in units)}.")
        for label, units in said
        if units
    ]


def matrix(case: RoundCase) -> Report:
    """Return every unit's claimed points of every criterion, shaded by share of the maximum."""
    title = render(say("All units by criterion, {year:none}, claimed points", year=case.round.year))
    units = [unit for unit in case.round.roster.units if unit.code in case.scores]
    if len(units) <= MOST_ACROSS:
        tables = [_units_across(case, units)]
    else:
        tables = [*(_units_down(case, units, area) for area in case.round.rubric.areas)]
        tables.append(_sums_down(case, units))
    head = heading(title, case.round.roster.parent, case.round.rubric)
    blocks: list[Block] = [*head, *tables]
    alt = _("Each unit and criterion as a field, coloured by the share of the maximum claimed")
    blocks += [
        Chart("heat", table.caption or _("Units by criterion"), alt, table)
        for table in tables
        if any(cell.shade is not None for line in table.lines for cell in line.cells)
    ]
    return Report(MATRIX, _("Units by criterion"), tuple(blocks), landscape=True)


def _units_across(case: RoundCase, units: Sequence[Unit]) -> Table:
    def of_unit(unit: Unit) -> Column[m.Area | m.Item]:
        def claimed(row: m.Area | m.Item) -> Cell:
            return _claimed_cell(case, unit.code, row)

        return Column(unit.code, sentence_case(unit.locative), claimed, Kind.POINTS, 9)

    def level(row: m.Area | m.Item) -> Level:
        return Level.AREA if isinstance(row, m.Area) else Level.ROW

    columns: tuple[Column[m.Area | m.Item], ...] = (
        Column("id", _("Nº"), lambda row: row.id, width=7),
        Column("title", _("Criterion"), lambda row: row.title, Kind.NAME, 40),
        Column("max", _("Maximum"), lambda row: row.points, Kind.POINTS, 8),
        *(of_unit(unit) for unit in units),
    )
    rows: list[m.Area | m.Item] = []
    for area in case.round.rubric.areas:
        rows += [area, *area.items]
    sums = (
        line_with(
            columns,
            {"title": label, **{unit.code: _sum_cell(case, unit.code, what) for unit in units}},
            Level.TOTAL,
        )
        for what, label in _sums()
    )
    return filled(columns, rows, level=level).ending(*sums)


def _units_down(case: RoundCase, units: Sequence[Unit], area: m.Area) -> Table:
    columns = (
        _unit_column(),
        *(_column_down(case, item, item.id, 8) for item in area.items),
        _column_down(case, area, _("Area"), 9),
    )
    return filled(columns, units, caption=f"{area.id}. {area.title}")


def _unit_column() -> Column[Unit]:
    return Column("unit", _("Unit"), lambda unit: unit.short, width=26)


def _column_down(case: RoundCase, row: m.Area | m.Item, title: str, width: int) -> Column[Unit]:
    def claimed(unit: Unit) -> Cell:
        return _claimed_cell(case, unit.code, row)

    return Column(row.id, title, claimed, Kind.POINTS, width)


def _sums_down(case: RoundCase, units: Sequence[Unit]) -> Table:
    def column(what: str, label: str) -> Column[Unit]:
        return Column(what, label, lambda unit: _sum_cell(case, unit.code, what), Kind.POINTS, 12)

    columns = (_unit_column(), *(column(what, label) for what, label in _sums()))
    return filled(columns, units, caption=_("Totals"))


def _sums() -> tuple[tuple[str, str], ...]:
    return (
        (c.TOTAL, _("Total")),
        (c.APPLICABLE, _("Applicable maximum")),
        (c.BONUS, _("Bonus")),
        (c.PENALTY, _("Penalty")),
    )


def _claimed_cell(case: RoundCase, code: str, row: m.Area | m.Item) -> Cell:
    if isinstance(row, m.Area):
        return _area_cell(case, code, row)
    points = case.points(code, row.id)
    return Cell(points, name=_name(code, row.id), shade=share_of(points, row.points))


def _area_cell(case: RoundCase, code: str, area: m.Area) -> Cell:
    known = [case.points(code, item.id) for item in area.items]
    points = [one for one in known if one is not None]
    # The rows of an area stand next to each other, whichever way the table lies.
    formula = c.summed_run([_name(code, item.id) for item in area.items]) if points else ""
    return Cell(
        sum(points, Decimal(0)) if points else None,
        # An area that is a criterion of its own number would take the name of its row.
        name=_name(code, f"area:{area.id}"),
        formula=formula,
    )


def _sum_cell(case: RoundCase, code: str, what: str) -> Cell:
    scores = case.scores[code]
    rubric = case.round.rubric
    match what:
        case "total":
            names = (_name(code, f"area:{area.id}") for area in rubric.areas)
            return Cell(scores.claimed.points, name=_name(code, c.TOTAL), formula=c.summed(names))
        case "applicable":
            return Cell(scores.applicable_max, name=_name(code, c.APPLICABLE))
        case _:
            counted = scores.claimed.bonus if what == c.BONUS else scores.claimed.penalty
            return Cell(counted, name=_name(code, what))
