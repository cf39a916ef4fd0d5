"""Annex I, the table that is handed in: every area, criterion and row with its points.

The columns are the official ones. Points are formulas over the entered figures, and sums and
the index are formulas over the points, so that the printed column adds up by hand and the
workbook proves itself.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from parself.assessment.model import State
from parself.errors import Message, say
from parself.i18n import _, render
from parself.report import cells as c
from parself.report import figures
from parself.report.case import UnitCase
from parself.report.levels import level_of
from parself.report.parts import heading_line, share_cell, total_line, unit_heading
from parself.rubric import model as m
from parself.tables.model import Cell, Column, Kind, Line, Table, filled, line_of
from parself.tables.paper import Paragraph, Report, Tone
from parself.text import sentence_case
from parself.words import wording
from parself.words.citing import cited
from parself.words.score_words import survey_words
from parself.words.section_words import section_words

ID = "table"


def report(case: UnitCase) -> Report:
    """Return the official table of one unit."""
    columns = _columns(case)
    table = Table(columns, ())
    lines = (line_of(columns, node.part, level_of(node)) for node in case.rubric.nodes)
    table = table.ending(*lines)
    table = table.ending(*_totals(case, columns), *_adjustments(case, columns))
    table = table.ending(_index(case, columns))
    sections = case.view.scores.weights.sections
    held = survey_words(case.view.scores, is_assumed=case.view.is_survey_assumed)
    note = _("The index is counted from self-assessed points until appraisal and survey are known.")
    blocks = (
        *unit_heading(case, _("Annex I. Summary of the self-assessment")),
        table,
        Paragraph(note, Tone.NOTE),
        *(Paragraph(render(section_words(one)), Tone.NOTE) for one in sections),
        *([Paragraph(render(held), Tone.NOTE)] if held is not None else []),
    )
    return Report(ID, _("Annex I - Table"), blocks, landscape=True)


Part = m.Area | m.Criterion | m.Item | m.Adjustment
Columns = tuple[Column[Part], ...]


def _columns(case: UnitCase) -> Columns:
    def nothing(_part: Part) -> None:
        """Leave the cell to the province."""

    return (
        Column("id", _("Nº"), _number, width=7),
        Column("title", _levels(case.rubric), lambda part: part.title, width=44),
        Column("max", _("Maximum"), lambda part: _maximum(case, part), Kind.POINTS, 8),
        Column("points", _("Self-assessed"), lambda part: _points(case, part), Kind.POINTS, 9),
        Column("appraised", _("Appraised"), nothing, Kind.POINTS, 9),
        Column("survey", _("Survey"), nothing, Kind.POINTS, 9),
        Column("reached", _("Reached"), nothing, Kind.POINTS, 8),
        Column("index", _("Index (%)"), lambda part: _share(case, part), Kind.SHARE, 9),
        Column("evidence", _("Evidence"), lambda part: _evidence(case, part), width=26),
        Column("remarks", _("Explanation / note"), lambda part: _remarks(case, part), width=34),
    )


def _levels(rubric: m.Rubric) -> str:
    """Return the heading of the titles: what the rubric calls its levels, if it says so."""
    return "/".join(rubric.levels) or _("Area / criterion / sub-criterion")


def _number(part: Part) -> str:
    return part.id if isinstance(part, m.Adjustment) else m.numbered(part)


def _added(case: UnitCase, part: m.Group, name: Callable[[str], str]) -> str:
    """Return the formula that adds up the lines of a part; rows of a criterion are a run."""
    if _is_weighed(case, part):
        own = {row.id: name(row.id) for row in m.rows_of(part)}
        return c.weighed(own, case.view.scores.weights)
    names = [name(one.id) for one in part.parts]
    is_run = all(isinstance(one, m.Item) for one in part.parts)
    return c.summed_run(names) if is_run else c.summed(names)


def _is_weighed(case: UnitCase, part: m.Group) -> bool:
    """Say whether a part is a section, or stands in one, of which some rows do not apply."""
    at = next(node for node in case.rubric.nodes if node.part is part)
    inside = {id(one) for one in (*at.above, part)}
    return any(id(one.part) in inside for one in case.view.scores.weights.sections)


def _maximum(case: UnitCase, part: Part) -> Cell:
    """Return a maximum. What does not apply has none, so that the column adds up by hand."""
    name = c.max_name(part.id)
    if isinstance(part, m.Area | m.Criterion):
        return Cell(case.subtotal(part).maximum, name=name, formula=_added(case, part, c.max_name))
    is_out = case.row(part.id).state is State.NOT_APPLICABLE
    return Cell(None if is_out else part.points, name=name)


def _points(case: UnitCase, part: Part) -> Cell:
    if not isinstance(part, m.Area | m.Criterion):
        return figures.points_cell(case, part)
    points = case.subtotal(part).points
    return Cell(points, name=c.self_name(part.id), formula=_added(case, part, c.self_name))


def _share(case: UnitCase, part: Part) -> Cell:
    if isinstance(part, m.Adjustment):
        return Cell()
    maximum = part.points if isinstance(part, m.Item) else case.subtotal(part).maximum
    points = _points(case, part).value
    return share_cell(part.id, points if isinstance(points, Decimal) else None, maximum)


def _evidence(case: UnitCase, part: Part) -> str | None:
    if isinstance(part, m.Area | m.Criterion):
        return None
    assessment = case.view.assessment
    return cited(assessment, assessment.answer(part.id).citations)


def _remarks(case: UnitCase, row: Part) -> str | None:
    """Return the explanation, and in a word what the points alone do not say."""
    if isinstance(row, m.Area | m.Criterion):
        return None
    scored = case.row(row.id)
    answer = case.view.assessment.answer(row.id)
    state = wording.state_of(scored, case.view.assessment)
    is_telling = state in {
        "no-incidence",
        "not-applicable",
        "survey",
        "appraiser",
        "open",
        "compared",
    }
    words = [render(wording.PAPER_WORDS[state])] if is_telling else []
    if scored.state is State.NOT_APPLICABLE:
        words = [render(_away_words(case, row))]
    if scored.estimated is not None:
        words.append(render(say("about {points:points} points", points=scored.estimated)))
    words += [render(wording.STATE_WORDS["provisional"])] if answer.provisional else []
    said = [sentence_case(", ".join(words))] if words else []
    return ". ".join([*said, *([answer.explanation] if answer.explanation else [])])


def _away_words(case: UnitCase, row: m.Row) -> Message:
    if case.view.scores.weights.section_of(case.rubric, row.id) is None:
        return say("not applicable, {points:points} points taken out", points=row.points)
    return say("not applicable, {points:points} points stay in the section", points=row.points)


def _totals(case: UnitCase, columns: Columns) -> Iterator[Line]:
    scores = case.view.scores
    areas = [area.id for area in case.rubric.areas]
    most, added = c.summed(map(c.max_name, areas)), c.summed(map(c.self_name, areas))
    maximum = Cell(scores.applicable_max, name=c.APPLICABLE, formula=most)
    points = Cell(scores.claimed.points, name=c.self_name(c.TOTAL), formula=added)
    yield total_line(columns, _("Total"), max=maximum, points=points)
    weights = scores.weights
    outside = [
        row
        for row in case.rubric.items()
        if case.row(row.id).state is State.NOT_APPLICABLE
        and weights.section_of(case.rubric, row.id) is None
    ]
    if outside:
        taken_out = sum((row.points for row in outside), Decimal(0))
        yield total_line(columns, _("Maxima taken out: rows that do not apply"), max=taken_out)


def _adjustments(case: UnitCase, columns: Columns) -> Iterator[Line]:
    """Yield the bonus and penalty rows; what they add up to is held within its cap."""
    rows = case.rubric.adjustments
    if not rows:
        return
    yield heading_line(_("Bonus and penalty"), columns)
    yield from filled(columns, rows).lines
    claimed = case.view.scores.claimed
    for kind, title, cap, counted in (
        (c.BONUS, _("Bonus counted"), case.rubric.bonus_cap, claimed.bonus),
        (c.PENALTY, _("Penalty counted"), case.rubric.penalty_cap, claimed.penalty),
    ):
        names = [c.self_name(row.id) for row in rows if row.kind == kind]
        formula = c.capped(kind, c.summed(names)) if names else ""
        points = Cell(counted, name=kind, formula=formula)
        yield total_line(columns, title, max=Cell(cap, name=c.max_name(kind)), points=points)


def _index(case: UnitCase, columns: Columns) -> Line:
    index = case.view.scores.claimed.index
    formula = c.index_formula(case.rubric, c.self_name(c.TOTAL), c.APPLICABLE, c.BONUS, c.PENALTY)
    cell = Cell(index, Kind.PERCENT, c.INDEX, formula)
    return total_line(columns, _("PAR INDEX by self-assessment"), points=cell)
