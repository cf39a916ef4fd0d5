"""All units by criterion: what each claims and what was appraised, row by row and area by area.

The sums at its end are what the ranking's indexes are counted from.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.report import cells as c
from parself.report.case import RoundCase
from parself.report.parts import heading, share_of
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.scoring.weights import Weights
from parself.tables.model import Cell, Column, Kind, Level, Table, filled, line_with
from parself.tables.paper import Block, Chart, Paragraph, Report, Tone
from parself.text import sentence_case
from parself.values import Frozen
from parself.words.compared_words import all_peers_words
from parself.words.round_words import expected_title

ID: Final = "matrix"
MOST_ACROSS: Final = 15
"""Up to so many units stand across the page and criteria down; more stand down, area by area."""


class _Side(Frozen):
    """One of the two sides of a round: what is claimed, or what was appraised."""

    name: str
    """How the names of its cells begin."""
    caption: str
    points: Callable[[str, str], Decimal | None]
    """A row's points by code of the unit and id of the row."""
    weights: Callable[[str], Weights]
    """What a unit's rows count for, by its code."""


def name(code: str, what: str) -> str:
    """Return the name of the cell that holds something that a unit claims, or a sum."""
    return f"unit:{code}:{what}"


def report(case: RoundCase) -> Report:
    """Return every unit's points of every criterion, shaded by share of the maximum."""
    title = render(say("All units by criterion, {year:none}", year=case.round.year))
    units = [unit for unit in case.round.roster.units if unit.code in case.view.facts]
    blocks: list[Block] = [*heading(title, case.round.roster.parent, case.round.rubric)]
    for side in _sides(case):
        tables = list(_tables(case, units, side))
        blocks += [*tables, *_charts(tables, side)]
    if case.round.desk is None:
        blocks.append(_sums_down(case, units))
    blocks += [Paragraph(words, Tone.NOTE) for words in all_peers_words(case.view)]
    return Report(ID, _("Units by criterion"), tuple(blocks), landscape=True)


def _sides(case: RoundCase) -> tuple[_Side, _Side]:
    def weights(code: str) -> Weights:
        return case.view.figures[code].weights

    decided = _("Appraised and survey points; open rows are empty")
    return (
        _Side("unit", _("Claimed points"), case.points, weights),
        _Side("appraised", decided, case.appraised, weights),
    )


def _charts(tables: Sequence[Table], side: _Side) -> Iterator[Chart]:
    alt = _("Each unit and criterion as a field, coloured by the share of the maximum")
    for table in tables:
        if any(cell.shade is not None for line in table.lines for cell in line.cells):
            yield Chart("heat", table.caption or side.caption, alt, table)


def _tables(case: RoundCase, units: Sequence[Unit], side: _Side) -> Iterator[Table]:
    if len(units) <= MOST_ACROSS:
        yield _units_across(case, units, side)
        return
    for area, items in case.areas:
        yield _units_down(units, (area, items), side)


def _units_across(case: RoundCase, units: Sequence[Unit], side: _Side) -> Table:
    own = {area.id: items for area, items in case.areas}

    def of_unit(unit: Unit) -> Column[m.Area | m.Item]:
        def told(row: m.Area | m.Item) -> Cell:
            items = own[row.id] if isinstance(row, m.Area) else ()
            return _cell(side, unit.code, row, items)

        return Column(unit.code, sentence_case(unit.locative), told, Kind.POINTS, 9)

    def level(row: m.Area | m.Item) -> Level:
        return Level.AREA if isinstance(row, m.Area) else Level.ROW

    columns: tuple[Column[m.Area | m.Item], ...] = (
        Column("id", _("Nº"), lambda row: row.id, width=7),
        Column("title", _("Criterion"), lambda row: row.title, Kind.NAME, 40),
        Column("max", _("Maximum"), lambda row: row.points, Kind.POINTS, 8),
        *(of_unit(unit) for unit in units),
    )
    rows: list[m.Area | m.Item] = []
    for area, items in case.areas:
        rows += [area, *items]
    sums = {unit.code: _total(case, unit.code, side) for unit in units}
    total = line_with(columns, {"title": _("Total"), **sums}, Level.TOTAL)
    return filled(columns, rows, level=level, caption=side.caption).ending(total)


def _units_down(units: Sequence[Unit], part: tuple[m.Area, Sequence[m.Item]], side: _Side) -> Table:
    area, items = part

    def column(row: m.Area | m.Item, title: str, width: int) -> Column[Unit]:
        return Column(
            row.id, title, lambda unit: _cell(side, unit.code, row, items), Kind.POINTS, width
        )

    columns = (
        _unit_column(),
        *(column(item, item.id, 8) for item in items),
        column(area, _("Area"), 9),
    )
    return filled(columns, units, caption=f"{area.id}. {area.title}: {side.caption}")


def _unit_column() -> Column[Unit]:
    return Column("unit", _("Unit"), lambda unit: unit.short, width=26)


def _sums_down(case: RoundCase, units: Sequence[Unit]) -> Table:
    claimed, appraised = _sides(case)
    figures = case.view.figures

    def totals(unit: Unit) -> Cell:
        return _total(case, unit.code, claimed, c.CLAIMED)

    def decided(unit: Unit) -> Cell:
        return _total(case, unit.code, appraised, c.APPRAISED)

    def expected(unit: Unit) -> Cell:
        return _expected(case, unit.code)

    def noted(what: str, title: str, told: Callable[[str], Decimal]) -> Column[Unit]:
        def cell(unit: Unit) -> Cell:
            return Cell(told(unit.code), name=name(unit.code, what))

        return Column(what, title, cell, Kind.POINTS, 12)

    columns = (
        _unit_column(),
        Column("claimed", _("Self-assessed"), totals, Kind.POINTS, 12),
        Column("appraised", _("Appraised and survey"), decided, Kind.POINTS, 12),
        Column("expected", sentence_case(expected_title(case.view)), expected, Kind.POINTS, 12),
        noted(c.APPLICABLE, _("Applicable maximum"), lambda code: figures[code].maximum),
        *(
            (
                noted(c.BONUS, _("Bonus"), lambda code: figures[code].bonus),
                noted(c.PENALTY, _("Penalty"), lambda code: figures[code].penalty),
            )
            if case.round.rubric.adjustments
            else ()
        ),
    )
    return filled(columns, units, caption=_("Totals"))


def _cell(side: _Side, code: str, row: m.Area | m.Item, items: Sequence[m.Item]) -> Cell:
    if isinstance(row, m.Area):
        return _area_cell(side, code, row, items)
    points = side.points(code, row.id)
    own = f"{side.name}:{code}:{row.id}"
    return Cell(points, name=own, shade=share_of(points, row.points))


def _run(side: str, code: str, items: Sequence[m.Item]) -> list[str]:
    return [f"{side}:{code}:{item.id}" for item in items]


def _area_cell(side: _Side, code: str, area: m.Area, items: Sequence[m.Item]) -> Cell:
    points = _known(side, code, items)
    names = _run(side.name, code, items)
    # The rows of an area stand next to each other, whichever way the table lies.
    formula = c.summed_run(names) if points else ""
    weights = side.weights(code)
    if points and weights.sections:
        ids = (item.id for item in items)
        formula = c.weighed(dict(zip(ids, names, strict=True)), weights)
    return Cell(
        weights.added(points) if points else None,
        # An area that is a criterion of its own number would take the name of its row.
        name=f"{side.name}:{code}:area:{area.id}",
        formula=formula,
    )


def _known(side: _Side, code: str, items: Sequence[m.Item]) -> dict[str, Decimal]:
    known = ((item.id, side.points(code, item.id)) for item in items)
    return {row: one for row, one in known if one is not None}


def _total(case: RoundCase, code: str, side: _Side, as_name: str = "") -> Cell:
    """Return what a side's areas come to; with a name where other cells refer to it."""
    names = [f"{side.name}:{code}:area:{area.id}" for area, _items in case.areas]
    known = _known(side, code, [item for _area, items in case.areas for item in items])
    total = side.weights(code).added(known) if known else None
    own = f"{side.name}:{code}:{as_name}" if as_name else ""
    return Cell(total, name=own, formula=c.summed(names))


def _expected(case: RoundCase, code: str) -> Cell:
    """Return appraised and survey points, with rows that are still open as claimed."""
    parts = []
    for _area, items in case.areas:
        ours, claimed = (_run(side, code, items) for side in ("appraised", "unit"))
        decided, said = c.run(ours[0], ours[-1]), c.run(claimed[0], claimed[-1])
        parts.append(f'SUMPRODUCT({decided}+0)+SUMPRODUCT(({decided}="")*({said}+0))')
    figures, known = case.view.figures[code], case.view.survey_points(code)
    survey = {
        item.id: known.get(item.id, Decimal(0))
        for item in case.round.rubric.items()
        if item.source is m.Source.SURVEY
    }
    return Cell(
        figures.expected + figures.weights.added(survey),
        name=name(code, c.TOTAL),
        # Which of two cells counts and what it counts for is too much for one formula.
        formula="" if figures.weights.sections else c.guarded("+".join(parts)),
    )
