"""What the assessment may come to: expected points row by row, and the place they would mean.

Every expected point names what it rests on, and the place is counted by a formula over the
comparison table, so that a leader can follow the figure from end to end.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from parself.assessment.model import State
from parself.errors import Message, say
from parself.i18n import _, render
from parself.report.case import UnitCase
from parself.report.parts import max_name, ref, self_name, text, unit_heading
from parself.report.self_assessment import index_formula
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
from parself.rubric import peers
from parself.scoring.formula import rounded
from parself.scoring.score import Basis, Expectation, discount, expectation
from parself.standing.ladder import Ladder, Rung
from parself.standing.ladder import ladder as ladder_of
from parself.words import caution, published, wording

ID: Final = "projection"
DISCOUNT: Final = "discount"
LAST_INDEX: Final = "last-index"
PROJECTED: Final = "projected"
PROJECTED_INDEX: Final = "projected-index"

_BASES: Final[Mapping[Basis, Message]] = {
    Basis.CLAIMED: say("self-assessed"),
    Basis.ESTIMATE: say("estimate"),
    Basis.LAST_YEAR: say("last year's points"),
    Basis.LAST_INDEX: say("last published index"),
}


def report(case: UnitCase) -> Report:
    """Return the projection with what each figure rests on."""
    title = _("Projected points and place")
    blocks: list[Block] = [
        *unit_heading(case, title.upper()),
        _bases(case),
        _expected(case),
        *ladder(case),
    ]
    return Report(ID, _("Projection"), tuple(blocks))


def _bases(case: UnitCase) -> Table:
    """Return the figures of last year that expectations start from."""
    past = case.view.folder.past
    lines = [
        Line(
            (text(_("Last published index")), Cell(case.view.last_index, Kind.PERCENT, LAST_INDEX))
        ),
        Line(
            (
                text(_("Share of the claimed points that was appraised last year")),
                Cell(
                    Decimal(discount(past).numerator) / discount(past).denominator,
                    Kind.SHARE,
                    DISCOUNT,
                ),
            )
        ),
    ]
    return Table((Column("", 60), Column("", 14, Kind.POINTS)), tuple(lines))


def _expected(case: UnitCase) -> Table:
    columns = (
        Column(_("Nº"), 7),
        Column(_("Criterion"), 50),
        Column(_("Maximum"), 9, Kind.POINTS),
        Column(_("Expected"), 10, Kind.POINTS),
        Column(_("Rests on"), 20),
    )
    lines = [_expected_line(case, item) for item in case.rubric.items()]
    return Table(columns, (*lines, *_totals(case)), _("Expected points by criterion"))


def _totals(case: UnitCase) -> tuple[Line, Line]:
    """Return the projected points, summed by a formula while all are known, and their index."""
    projected = case.view.scores.projected
    names = [_name(item.id) for item in case.rubric.items()]
    points = rounded(f"SUM({ref(names[0])}:{ref(names[-1])})", case.rubric.rounding.total)
    return (
        _total(
            _("Projected points"),
            Cell(
                projected.points,
                name=PROJECTED,
                formula="" if projected.points is None else points,
            ),
        ),
        _total(
            _("Projected index"),
            Cell(
                projected.index,
                Kind.PERCENT,
                PROJECTED_INDEX,
                "" if projected.index is None else index_formula(case, PROJECTED),
            ),
        ),
    )


def _total(name: str, cell: Cell) -> Line:
    blank = Cell()
    return Line((blank, text(name), blank, cell, blank), Level.TOTAL)


def _name(row_id: str) -> str:
    return f"expected:{row_id}"


def _expected_line(case: UnitCase, item: m.Item) -> Line:
    scored = case.row(item.id)
    found = None
    if scored.state is not State.NOT_APPLICABLE:
        answer = case.view.assessment.answer(item.id)
        found = expectation(scored, answer, case.view.folder.past, case.view.last_index)
    return Line(
        (
            text(item.id),
            text(item.title),
            Cell(item.points),
            _expected_cell(item, found),
            text(render(_BASES[found.basis]) if found is not None else "–"),
        )
    )


def _expected_cell(item: m.Item, found: Expectation | None) -> Cell:
    if found is None:
        return Cell(None, name=_name(item.id))
    formulas = {
        Basis.CLAIMED: f"{ref(self_name(item.id))}*{ref(DISCOUNT)}",
        Basis.LAST_INDEX: f"{ref(max_name(item.id))}*{ref(LAST_INDEX)}/100",
    }
    points = Decimal(found.points.numerator) / found.points.denominator
    return Cell(points, name=_name(item.id), formula=formulas.get(found.basis, ""))


def ladder(case: UnitCase) -> list[Block]:
    """Return the comparison table with our projected index in it, as table and picture."""
    standings = case.view.folder.standings
    if standings is None:
        return [Paragraph(_("No comparison table: the place is not known."), Tone.NOTE)]
    table = _standings_table(case, standings)
    unit = case.unit.short
    alt = render(
        say(
            "Bars of the index of all units in {year:none}; {unit} with its projected index.",
            year=standings.year,
            unit=unit,
        )
    )
    title = render(say("Ladder against {year}", year=standings.year))
    said = [
        *published.mark_words(_ladder_of(case, standings), standings.year),
        caution.standings_warning(standings, case.roster),
    ]
    if case.view.projection is not None:
        said.insert(
            0, wording.place_sentence(case.view.projection, standings.year, on_paper=True) + "."
        )
    return [
        table,
        *(Paragraph(words, Tone.NOTE) for words in said),
        Chart("ladder", title, alt, table, labels=1, values=(2,)),
    ]


def _standings_table(case: UnitCase, standings: peers.Standings) -> Table:
    columns = (
        Column(_("Place"), 8, Kind.COUNT),
        Column(_("Unit"), 30),
        Column(_("Index"), 10, Kind.PERCENT),
        Column(_("Figure"), 18),
    )
    found = _ladder_of(case, standings)
    span = f"{ref(_peer(found.rungs[0]))}:{ref(_peer(found.rungs[-1]))}"
    lines = [_standing_line(case, rung, "" if found.unknown else span) for rung in found.rungs]
    if found.unknown:
        lines.append(Line((Cell(), text(published.unknown_words(found)), Cell(), text(""))))
    caption = render(say("Index of all units in {year:none}, ours projected", year=standings.year))
    return Table(columns, tuple(lines), caption)


def _ladder_of(case: UnitCase, standings: peers.Standings) -> Ladder:
    return ladder_of(standings, case.unit.code, case.view.scores.projected.index)


def _peer(rung: Rung) -> str:
    return f"peer:{rung.standing.code}"


def _standing_line(case: UnitCase, rung: Rung, span: str) -> Line:
    """Return a unit's line; its place is counted by a formula over `span` where all are known."""
    unit = case.roster.unit(rung.standing.code)
    name = _peer(rung)
    exact = None if rung.places is None else rung.places.exact
    return Line(
        (
            Cell(exact, formula=f"1+SUMPRODUCT(--({span}>{ref(name)}))")
            if exact is not None and span
            else _place_cell(rung),
            text(unit.short if unit is not None else rung.standing.code),
            Cell(
                rung.index,
                name=name,
                formula=ref(PROJECTED_INDEX) if rung.is_ours and rung.index is not None else "",
            ),
            text(_("projected") if rung.is_ours else caution.figure_status(rung.standing.status)),
        ),
        Level.OURS if rung.is_ours else Level.ROW,
    )


def _place_cell(rung: Rung) -> Cell:
    """Return a place that others than the listed units decide too, as text where it is a range."""
    exact = None if rung.places is None else rung.places.exact
    return Cell(exact) if exact else text(published.place_short(rung.places))
