"""Annex I, the table that is handed in: every area, criterion and row with its points.

The columns are the official ones. Points are formulas over the entered figures, and sums and
the index are formulas over the points, so that the printed column adds up by hand and the
workbook proves itself.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from parself.assessment.model import State
from parself.errors import say
from parself.i18n import _, render
from parself.report import figures
from parself.report.case import UnitCase
from parself.report.parts import (
    heading_line,
    max_name,
    ref,
    self_name,
    share_of,
    summed,
    summed_run,
    text,
    told,
    unit_heading,
)
from parself.report.tables import Cell, Column, Kind, Level, Line, Paragraph, Report, Table, Tone
from parself.rubric import model as m
from parself.rules.formula import rounded
from parself.text import sentence_case
from parself.words import wording
from parself.words.citing import cited

ID = "table"
TOTAL = "total"
APPLICABLE = "applicable"
BONUS = "bonus"
PENALTY = "penalty"
INDEX = "index"


def report(case: UnitCase) -> Report:
    """Return the official table of one unit."""
    columns = (
        Column(_("Nº"), 7),
        Column(_("Area / criterion / sub-criterion"), 44),
        Column(_("Maximum"), 8, Kind.POINTS),
        Column(_("Self-assessed"), 9, Kind.POINTS),
        Column(_("Appraised"), 9, Kind.POINTS),
        Column(_("Survey"), 9, Kind.POINTS),
        Column(_("Reached"), 8, Kind.POINTS),
        Column(_("Index (%)"), 9, Kind.SHARE),
        Column(_("Evidence"), 26),
        Column(_("Explanation / note"), 34),
    )
    lines = [line for area in case.rubric.areas for line in _area(case, area)]
    lines += [*_totals(case), *_adjustments(case, len(columns)), _index(case)]
    title = _("Annex I. Summary of the self-assessment")
    note = _("The index is counted from self-assessed points until appraisal and survey are known.")
    blocks = (
        *unit_heading(case, title.upper()),
        Table(columns, tuple(lines)),
        Paragraph(note, Tone.NOTE),
    )
    return Report(ID, _("Annex I - Table"), blocks, landscape=True)


def _area(case: UnitCase, area: m.Area) -> Iterator[Line]:
    criteria = [criterion.id for criterion in area.criteria]
    yield _sum_line(case, area, lambda name: summed(map(name, criteria)))
    for criterion in area.criteria:
        if criterion.is_item:
            yield _row(case, criterion.items[0], Level.CRITERION)
        else:
            yield from _criterion(case, criterion)


def _criterion(case: UnitCase, criterion: m.Criterion) -> Iterator[Line]:
    ids = [item.id for item in criterion.items]
    # Its rows stand right below each other.
    yield _sum_line(case, criterion, lambda name: summed_run(list(map(name, ids))))
    for item in criterion.items:
        yield _row(case, item, Level.ROW)


def _sum_line(
    case: UnitCase,
    part: m.Area | m.Criterion,
    adds_up: Callable[[Callable[[str], str]], str],
) -> Line:
    """Return a line that adds up the lines below it.

    `adds_up` makes the sum of cells from what gives them their names.
    """
    added = case.subtotal(part)
    maximum, points = added.maximum, added.points
    reached = "" if points is None else adds_up(self_name)
    return Line(
        (
            text(part.id),
            text(part.title),
            Cell(maximum, name=max_name(part.id), formula=adds_up(max_name)),
            Cell(points, name=self_name(part.id), formula=reached),
            *[Cell()] * 3,
            _share(part.id, points, maximum),
            Cell(),
            Cell(),
        ),
        Level.AREA if isinstance(part, m.Area) else Level.CRITERION,
    )


def _share(line_id: str, points: Decimal | None, maximum: Decimal) -> Cell:
    share = share_of(points, maximum)
    formula = told(f"{ref(self_name(line_id))}/{ref(max_name(line_id))}")
    return Cell(share, formula="" if share is None else formula)


def _row(case: UnitCase, row: m.Item | m.Adjustment, level: Level) -> Line:
    points = figures.points_cell(case, row)
    answer = case.view.assessment.answer(row.id)
    value = points.value if isinstance(points.value, Decimal) else None
    # What does not apply has no maximum, so that the column adds up by hand.
    maximum = None if case.row(row.id).state is State.NOT_APPLICABLE else row.points
    return Line(
        (
            text(row.id),
            text(row.title),
            Cell(maximum, name=max_name(row.id)),
            points,
            *[Cell()] * 3,
            _share(row.id, value, row.points) if isinstance(row, m.Item) else Cell(),
            text(cited(case.view.assessment, answer.citations)),
            text(_remarks(case, row)),
        ),
        level,
    )


def _remarks(case: UnitCase, row: m.Row) -> str:
    """Return the explanation, and in a word what the points alone do not say."""
    scored = case.row(row.id)
    answer = case.view.assessment.answer(row.id)
    state = wording.state_of(scored)
    is_telling = state in {"no-incidence", "not-applicable", "survey", "appraiser", "open"}
    words = [render(wording.PAPER_WORDS[state])] if is_telling else []
    if scored.state is State.NOT_APPLICABLE:
        words = [render(say("not applicable, {points:points} points taken out", points=row.points))]
    words += [render(wording.STATE_WORDS["provisional"])] if answer.provisional else []
    said = [sentence_case(", ".join(words))] if words else []
    return ". ".join([*said, *([answer.explanation] if answer.explanation else [])])


def _totals(case: UnitCase) -> Iterator[Line]:
    scores = case.view.scores
    areas = [area.id for area in case.rubric.areas]
    yield _total_line(
        _("Total"),
        Cell(scores.applicable_max, name=APPLICABLE, formula=summed(map(max_name, areas))),
        Cell(scores.claimed.points, name=self_name(TOTAL), formula=summed(map(self_name, areas))),
    )
    outside = [row for row in case.rubric.items() if case.row(row.id).state is State.NOT_APPLICABLE]
    if outside:
        taken_out = Cell(sum((row.points for row in outside), Decimal(0)))
        yield _total_line(_("Maxima taken out: rows that do not apply"), taken_out, Cell())


def _total_line(title: str, maximum: Cell, points: Cell) -> Line:
    blank = Cell()
    return Line((blank, text(title), maximum, points, *[blank] * 6), Level.TOTAL)


def _adjustments(case: UnitCase, columns: int) -> Iterator[Line]:
    """Yield the bonus and penalty rows; what they add up to is held within its cap."""
    rows = case.rubric.adjustments
    if not rows:
        return
    yield heading_line(_("Bonus and penalty"), columns)
    for row in rows:
        yield _row(case, row, Level.ROW)
    for kind, title, cap in (
        ("bonus", _("Bonus counted"), case.rubric.bonus_cap),
        ("penalty", _("Penalty counted"), case.rubric.penalty_cap),
    ):
        names = [self_name(row.id) for row in rows if row.kind == kind]
        claimed = case.view.scores.claimed
        counted = claimed.bonus if kind == "bonus" else claimed.penalty
        formula = capped(kind, summed(names)) if names else ""
        yield _total_line(
            title, Cell(cap, name=max_name(kind)), Cell(counted, name=kind, formula=formula)
        )


def _index(case: UnitCase) -> Line:
    claimed = case.view.scores.claimed
    cell = Cell(
        claimed.index,
        Kind.PERCENT,
        INDEX,
        "" if claimed.index is None else index_formula(case, self_name(TOTAL), BONUS, PENALTY),
    )
    blank = Cell()
    label = text(_("PAR INDEX by self-assessment"))
    return Line((blank, label, blank, cell, *[blank] * 6), Level.TOTAL)


def capped(kind: str, added: str) -> str:
    """Return the formula of what counts of the bonus or the penalty rows: up to its cap."""
    return told(f"MIN({ref(max_name(kind))},{added}+0)")


def index_formula(case: UnitCase, points: str, bonus: str, penalty: str) -> str:
    """Return the formula of an index: points ÷ applicable maximum × 100 + bonus − penalty."""
    raw = f"{ref(points)}*100/{ref(APPLICABLE)}"
    if case.rubric.adjustments:
        raw += f"+{ref(bonus)}-{ref(penalty)}"
    return told(rounded(f"MAX(0,MIN(100,{raw}))", case.rubric.rounding.total))
