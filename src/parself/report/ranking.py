"""The province's papers of a round: the ranking, and the table of all units by criterion.

Figures are claimed ones until appraisal and survey have come, and every page says so. In the
ranking every place is a formula over the indexes, and each index over the unit's points.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.report.case import RoundCase
from parself.report.parts import (
    place_formula,
    ref,
    rubric_note,
    share_of,
    summed,
    summed_run,
    text,
    told,
)
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
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.rules.formula import rounded
from parself.text import sentence_case

ID: Final = "ranking"
MATRIX: Final = "matrix"
MOST_ACROSS: Final = 15
"""Up to so many units stand across the page and criteria down; more stand down, area by area."""
TOTAL: Final = "total"
BONUS: Final = "bonus"
PENALTY: Final = "penalty"
APPLICABLE: Final = "applicable"


def report(case: RoundCase) -> Report:
    """Return the ranking by claimed index, and the units that are not in it."""
    table = _ranking_table(case)
    title = render(
        say(
            "Provisional ranking by self-assessment, PAR INDEX in {year:none}", year=case.round.year
        )
    )
    alt = _("Bars of the claimed index of every unit, the best first")
    blocks: list[Block] = [
        Paragraph(title.upper(), Tone.TITLE),
        Paragraph(case.round.roster.parent, Tone.SUBTITLE),
        *rubric_note(case.round.rubric),
        Paragraph(_coverage(case)),
        table,
        *_absent(case),
    ]
    if table.lines:
        blocks.append(Chart("ladder", _("Claimed index"), alt, table, labels=1, values=(4,)))
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


def _ranking_table(case: RoundCase) -> Table:
    columns = (
        Column(_("Place"), 7, Kind.COUNT),
        Column(_("Unit"), 34),
        Column(_("Self-assessed"), 12, Kind.POINTS),
        Column(_("Applicable maximum"), 12, Kind.POINTS),
        Column(_("Index (%)"), 12, Kind.PERCENT),
    )
    ranked = case.round.results.ranked
    codes = [place.unit.code for place in ranked]
    span = f"{ref(_index_name(codes[0]))}:{ref(_index_name(codes[-1]))}" if codes else ""
    lines = []
    for place in ranked:
        code = place.unit.code
        index = ref(_index_name(code))
        lines.append(
            Line(
                (
                    Cell(place.rank, formula=place_formula(index, span)),
                    text(place.unit.short),
                    Cell(place.points, formula=ref(_name(code, TOTAL))),
                    Cell(case.scores[code].applicable_max, formula=ref(_name(code, APPLICABLE))),
                    Cell(place.index, name=_index_name(code), formula=_index_formula(case, code)),
                )
            )
        )
    return Table(columns, tuple(lines))


def _index_name(code: str) -> str:
    return f"index:{code}"


def _name(code: str, what: str) -> str:
    return f"unit:{code}:{what}"


def _index_formula(case: RoundCase, code: str) -> str:
    raw = f"{ref(_name(code, TOTAL))}*100/{ref(_name(code, APPLICABLE))}"
    if case.round.rubric.adjustments:
        raw += f"+{ref(_name(code, BONUS))}-{ref(_name(code, PENALTY))}"
    return told(rounded(f"MAX(0,MIN(100,{raw}))", case.round.rubric.rounding.total))


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
    blocks: list[Block] = [
        Paragraph(title.upper(), Tone.TITLE),
        Paragraph(case.round.roster.parent, Tone.SUBTITLE),
        *rubric_note(case.round.rubric),
        *tables,
    ]
    alt = _("Each unit and criterion as a field, coloured by the share of the maximum claimed")
    blocks += [
        Chart("heat", table.caption or _("Units by criterion"), alt, table)
        for table in tables
        if any(cell.shade is not None for line in table.lines for cell in line.cells)
    ]
    return Report(MATRIX, _("Units by criterion"), tuple(blocks), landscape=True)


def _units_across(case: RoundCase, units: Sequence[Unit]) -> Table:
    columns = (
        Column(_("Nº"), 7),
        Column(_("Criterion"), 40),
        Column(_("Maximum"), 8, Kind.POINTS),
        *(Column(sentence_case(unit.locative), 9, Kind.POINTS) for unit in units),
    )
    lines: list[Line] = []
    for area in case.round.rubric.areas:
        sums = [_area_cell(case, unit.code, area) for unit in units]
        head = (text(area.id), text(area.title), Cell(area.points))
        lines.append(Line((*head, *sums), Level.AREA))
        lines += [
            Line(
                (
                    text(item.id),
                    text(item.title),
                    Cell(item.points),
                    *(_points_cell(case, unit.code, item) for unit in units),
                )
            )
            for item in area.items
        ]
    lines += [
        Line(
            (Cell(), text(label), Cell(), *(_sum_cell(case, u.code, what) for u in units)),
            Level.TOTAL,
        )
        for what, label in _sums()
    ]
    return Table(columns, tuple(lines))


def _units_down(case: RoundCase, units: Sequence[Unit], area: m.Area) -> Table:
    columns = (
        Column(_("Unit"), 26),
        *(Column(item.id, 8, Kind.POINTS) for item in area.items),
        Column(_("Area"), 9, Kind.POINTS),
    )
    lines = [
        Line(
            (
                text(unit.short),
                *(_points_cell(case, unit.code, item) for item in area.items),
                _area_cell(case, unit.code, area),
            )
        )
        for unit in units
    ]
    return Table(columns, tuple(lines), f"{area.id}. {area.title}")


def _sums_down(case: RoundCase, units: Sequence[Unit]) -> Table:
    columns = (Column(_("Unit"), 26), *(Column(label, 12, Kind.POINTS) for _what, label in _sums()))
    lines = [
        Line((text(unit.short), *(_sum_cell(case, unit.code, what) for what, _label in _sums())))
        for unit in units
    ]
    return Table(columns, tuple(lines), _("Totals"))


def _sums() -> tuple[tuple[str, str], ...]:
    return (
        (TOTAL, _("Total")),
        (APPLICABLE, _("Applicable maximum")),
        (BONUS, _("Bonus")),
        (PENALTY, _("Penalty")),
    )


def _points_cell(case: RoundCase, code: str, item: m.Item) -> Cell:
    points = case.points(code, item.id)
    return Cell(points, name=_name(code, item.id), shade=share_of(points, item.points))


def _area_cell(case: RoundCase, code: str, area: m.Area) -> Cell:
    known = [case.points(code, item.id) for item in area.items]
    points = [one for one in known if one is not None]
    # The rows of an area stand next to each other, whichever way the table lies.
    formula = summed_run([_name(code, item.id) for item in area.items]) if points else ""
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
            return Cell(scores.claimed.points, name=_name(code, TOTAL), formula=summed(names))
        case "applicable":
            return Cell(scores.applicable_max, name=_name(code, APPLICABLE))
        case _:
            counted = scores.claimed.bonus if what == BONUS else scores.claimed.penalty
            return Cell(counted, name=_name(code, what))
