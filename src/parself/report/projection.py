"""What the assessment may come to, and the place that this would mean.

Places are counted by formulas over the comparison table, so that a leader can follow the figure
from end to end.
"""

from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.report import ways
from parself.report.case import UnitCase
from parself.report.parts import place_formula, ref, text, unit_heading
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
from parself.report.ways import EXPECTED, HIGHEST, LOWEST, index_name
from parself.rubric import peers
from parself.standing.ladder import Ladder, Rung
from parself.standing.ladder import ladder as ladder_of
from parself.words import caution, published, wording

ID: Final = "projection"


def report(case: UnitCase) -> Report:
    """Return the projection with what each figure rests on."""
    title = _("Projected points and place")
    blocks: list[Block] = [
        *unit_heading(case, title.upper()),
        ways.bases(case),
        ways.expected(case),
        *ladder(case),
    ]
    return Report(ID, _("Projection"), tuple(blocks), landscape=True)


def place_cell(case: UnitCase, column: str) -> Cell:
    """Return the place of the lowest, the highest or the projected index, counted anew if it moves.

    Among units of which some are unknown a formula cannot count: then it is as of now.
    """
    projection, standings = case.view.projection, case.view.folder.standings
    if projection is None or standings is None:
        return Cell()
    places = {
        LOWEST: projection.worst,
        HIGHEST: projection.best,
        EXPECTED: projection.projected,
    }
    place = places.get(column)
    if place is None or projection.unknown:
        return Cell(place)
    rungs = _ladder_of(case, standings).rungs
    ours = next(rung for rung in rungs if rung.is_ours)
    span = f"{ref(_peer(rungs[0]))}:{ref(_peer(rungs[-1]))}"
    return Cell(place, formula=place_formula(ref(index_name(column)), span, ref(_peer(ours))))


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
            Cell(exact, formula=place_formula(ref(name), span))
            if exact is not None and span
            else _place_cell(rung),
            text(unit.short if unit is not None else rung.standing.code),
            Cell(
                rung.index,
                name=name,
                formula=ref(index_name(EXPECTED))
                if rung.is_ours and rung.index is not None
                else "",
            ),
            text(_("projected") if rung.is_ours else caution.figure_status(rung.standing.status)),
        ),
        Level.OURS if rung.is_ours else Level.ROW,
    )


def _place_cell(rung: Rung) -> Cell:
    """Return a place that others than the listed units decide too, as text where it is a range."""
    exact = None if rung.places is None else rung.places.exact
    return Cell(exact) if exact else text(published.place_short(rung.places))
