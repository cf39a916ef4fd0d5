"""What the assessment may come to, and the place that this would mean.

Places are counted by formulas over the comparison table, so that a leader can follow the figure
from end to end.
"""

from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.report import cells as c
from parself.report import ways
from parself.report.case import UnitCase
from parself.report.parts import unit_heading
from parself.report.ways import EXPECTED, HIGHEST, LOWEST
from parself.rubric import peers
from parself.standing.projection import Ladder, Rung
from parself.standing.projection import ladder as ladder_of
from parself.tables.model import Cell, Column, Kind, Level, Table, filled, line_with
from parself.tables.paper import Block, Chart, Paragraph, Report, Tone
from parself.words import caution, published, wording
from parself.words.result_words import unforetold_words

ID: Final = "projection"


def report(case: UnitCase) -> Report:
    """Return the projection with what each figure rests on."""
    blocks: list[Block] = [
        *unit_heading(case, _("Projected points and place")),
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
    span = c.run(_peer(rungs[0]), _peer(rungs[-1]))
    formula = c.place_formula(c.named("index", column), span, _peer(ours))
    return Cell(place, formula=formula)


def ladder(case: UnitCase) -> list[Block]:
    """Return the comparison table with our projected index in it, as table and picture."""
    standings = case.view.folder.standings
    if standings is None or case.view.published is not None:
        return [Paragraph(" ".join(unforetold_words(case.view.published)), Tone.NOTE)]
    table = _standings_table(case, standings)
    alt = say(
        "Bars of the index of all units in {year:none}; {unit} with its projected index.",
        year=standings.year,
        unit=case.unit.short,
    )
    title = render(say("Ladder against {year}", year=standings.year))
    said = [
        *published.mark_words(_ladder_of(case, standings), standings.year),
        caution.standings_warning(standings, case.roster),
    ]
    projection = case.view.projection
    if projection is not None:
        ours = wording.place_sentence(projection, standings.year, on_paper=True)
        said.insert(0, f"{ours}.")
    return [
        table,
        *(Paragraph(words, Tone.NOTE) for words in said),
        Chart("ladder", title, render(alt), table, "unit", ("index",)),
    ]


def _standings_table(case: UnitCase, standings: peers.Standings) -> Table:
    found = _ladder_of(case, standings)
    span = "" if found.unknown else c.run(_peer(found.rungs[0]), _peer(found.rungs[-1]))

    def name(rung: Rung) -> str:
        unit = case.roster.unit(rung.standing.code)
        return unit.short if unit is not None else rung.standing.code

    def index(rung: Rung) -> Cell:
        formula = c.ref(c.named("index", EXPECTED)) if rung.is_ours else ""
        return Cell(rung.index, name=_peer(rung), formula=formula)

    def status(rung: Rung) -> str:
        return _("projected") if rung.is_ours else caution.figure_status(rung.standing.status)

    columns: tuple[Column[Rung], ...] = (
        Column("rank", _("Place"), lambda rung: _place_cell(rung, span), Kind.COUNT, 8),
        Column("unit", _("Unit"), name, width=30),
        Column("index", _("Index"), index, Kind.PERCENT),
        Column("figure", _("Figure"), status, width=18),
    )
    caption = render(say("Index of all units in {year:none}, ours projected", year=standings.year))
    table = filled(columns, found.rungs, level=_level, caption=caption)
    if not found.unknown:
        return table
    return table.ending(line_with(columns, {"unit": published.unknown_words(found)}, Level.ROW))


def _ladder_of(case: UnitCase, standings: peers.Standings) -> Ladder:
    return ladder_of(standings, case.unit.code, case.view.scores.projected.index)


def _peer(rung: Rung) -> str:
    return f"peer:{rung.standing.code}"


def _level(rung: Rung) -> Level:
    return Level.OURS if rung.is_ours else Level.ROW


def _place_cell(rung: Rung, span: str) -> Cell:
    """Return a place: by a formula over `span` where all are known, as text where it is a range."""
    exact = None if rung.places is None else rung.places.exact
    if exact is None:
        return Cell(published.place_short(rung.places), Kind.TEXT)
    return Cell(exact, formula=c.place_formula(_peer(rung), span) if span else "")
