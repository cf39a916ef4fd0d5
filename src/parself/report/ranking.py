"""The province's ranking of a round: where every unit stands, and what that comes from.

Claimed, appraised and survey points stand side by side, as on the board. In the ranking every
place is a formula over the indexes, and each index over the unit's points.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.province.board import Figures, Mark
from parself.province.line import Line
from parself.province.overview import Overview
from parself.province.timing import tally
from parself.report import cells as c
from parself.report import matrix
from parself.report.case import RoundCase
from parself.report.parts import heading
from parself.rubric import model as m
from parself.tables.model import Cell, Column, Kind, filled
from parself.tables.paper import Block, Chart, Paragraph, Report
from parself.text import sentence_case
from parself.words.round_words import expected_title, provisional_words, rows_words, tally_words

ID: Final = "ranking"


def columns(view: Overview) -> tuple[Column[Line], ...]:
    """Return what is told of a unit's points and place, in the shell, in JSON and on paper."""
    rubric = view.round.rubric
    return (
        Column("place", _("Place"), _placed(view), Kind.COUNT, 6),
        Column("unit", _("Unit"), lambda one: one.unit.short, Kind.NAME, 24, _code),
        Column("open", _("Not looked at"), lambda one: one.count(Mark.OPEN), Kind.COUNT, 7),
        Column(
            "claimed",
            _("Self-assessed"),
            lambda one: _from(one, c.CLAIMED, one.claimed),
            Kind.POINTS,
            11,
            screen=_("claimed"),
        ),
        _expected(view),
        Column(
            "survey", _("Survey"), _survey, Kind.POINTS, 11, lambda one: one.survey, _("survey")
        ),
        *(_adjustments() if rubric.adjustments else ()),
        Column(
            "index",
            _("Index (%)"),
            lambda one: _index(rubric, one),
            Kind.PERCENT,
            11,
            screen=_("Index"),
        ),
        *(_band() if rubric.bands else ()),
    )


def _expected(view: Overview) -> Column[Line]:
    """Return the points of which index and place are made; provisional while a row is open."""
    screen = expected_title(view)
    title = sentence_case(screen)
    return Column("expected", title, lambda one: one.expected, Kind.POINTS, 11, screen=screen)


def _code(line: Line) -> str:
    return line.unit.code


def _from(line: Line, what: str, value: Decimal | None) -> Cell:
    return c.copied(value, matrix.name(line.unit.code, what))


def _survey(line: Line) -> Decimal | str | None:
    return _("not known yet") if line.figures and line.survey is None else line.survey


def _adjustments() -> tuple[Column[Line], ...]:
    def told(of: Callable[[Figures], Decimal], what: str) -> Callable[[Line], Cell]:
        return lambda one: _from(one, what, of(one.figures) if one.figures else None)

    return (
        Column(
            "bonus",
            _("Bonus"),
            told(lambda one: one.bonus, c.BONUS),
            Kind.POINTS,
            9,
            screen=_("plus"),
        ),
        Column(
            "penalty",
            _("Penalty"),
            told(lambda one: one.penalty, c.PENALTY),
            Kind.POINTS,
            9,
            screen=_("minus"),
        ),
    )


def _band() -> tuple[Column[Line], ...]:
    return (Column("band", _("Class"), lambda one: one.band or None, width=12),)


def _placed(view: Overview) -> Callable[[Line], Cell]:
    codes = list(view.places)
    span = c.run(c.named("index", codes[0]), c.named("index", codes[-1])) if codes else ""

    def place(line: Line) -> Cell:
        own = c.named("index", line.unit.code)
        return Cell(line.place, formula=c.place_formula(own, span))

    return place


def _index(rubric: m.Rubric, line: Line) -> Cell:
    code = line.unit.code
    names = (matrix.name(code, what) for what in (c.TOTAL, c.APPLICABLE, c.BONUS, c.PENALTY))
    return Cell(line.index, name=c.named("index", code), formula=c.index_formula(rubric, *names))


def report(case: RoundCase) -> Report:
    """Return the ranking by what is expected now, and the units that are not in it."""
    table = filled(columns(case.view), case.lines)
    title = say("Ranking, PAR INDEX in {year:none}", year=case.round.year)
    if case.round.closed is None:
        title = say("Provisional ranking, PAR INDEX in {year:none}", year=case.round.year)
    alt = _("Bars of the index of every unit, the best first")
    blocks: list[Block] = [
        *heading(render(title), case.round.roster.parent, case.round.rubric),
        *map(Paragraph, _said(case)),
        table,
        *_absent(case),
    ]
    if any(line.index is not None for line in case.lines):
        blocks.append(Chart("ladder", _("Index"), alt, table, "unit", ("index",)))
    return Report(ID, _("Ranking"), tuple(blocks))


def _said(case: RoundCase) -> list[str]:
    lines = case.view.lines(case.today)
    how = say("Ranked by appraised and survey points; rows still open count as claimed.")
    tallies = (tally_words(tally(one.coming for one in lines)), render(rows_words(lines)))
    return [one for one in (*tallies, render(how), provisional_words(case.round, lines)) if one]


def _absent(case: RoundCase) -> list[Block]:
    lines = case.view.lines(case.today)
    here = [one for one in lines if one.counts is not None]
    said = [
        (_("Received, but not ranked"), [one for one in lines if one.is_diverging]),
        (_("Survey or index not known yet"), [one for one in here if one.index is None]),
        (_("Nothing received yet"), [one for one in lines if not one.received]),
    ]
    return [
        Paragraph(f"{label}: {', '.join(one.unit.short for one in found)}.")
        for label, found in said
        if found
    ]
