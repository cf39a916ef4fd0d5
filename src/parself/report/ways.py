"""Every way of adding up beside the claimed one: backed, lowest, highest, expected, row by row.

Each column adds up by hand, and every figure in it is a formula over what was entered or claimed;
every expected point names what it rests on. This module alone names the cells of these columns.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import HUNDREDTH
from parself.report.case import UnitCase
from parself.report.parts import (
    heading_line,
    max_name,
    ref,
    self_name,
    summed,
    summed_run,
    text,
    told,
)
from parself.report.self_assessment import APPLICABLE, INDEX, TOTAL, capped, index_formula
from parself.report.tables import Cell, Column, Kind, Level, Line, Table
from parself.rubric import model as m
from parself.rules.formula import rounded
from parself.scoring.score import (
    EXPECTED_STEP,
    Basis,
    Expectation,
    RowScore,
    Total,
    appraised_before,
    discount,
)

DISCOUNT: Final = "discount"
CLAIMED: Final = "claimed-before"
APPRAISED: Final = "appraised-before"
LAST_INDEX: Final = "last-index"
BACKED: Final = "backed"
LOWEST: Final = "lowest"
HIGHEST: Final = "highest"
EXPECTED: Final = "expected"
WAYS: Final = (BACKED, LOWEST, HIGHEST, EXPECTED)
"""The ways of adding up that have a column here; the claimed one stands in annex I."""

_BASES: Final[Mapping[Basis, Message]] = {
    Basis.CLAIMED: say("self-assessed"),
    Basis.ESTIMATE: say("estimate"),
    Basis.LAST_YEAR: say("last year's points"),
    Basis.LAST_INDEX: say("last published index"),
}


def bases(case: UnitCase) -> Table:
    """Return the figures of last year that expectations start from."""
    claimed, appraised = appraised_before(case.rubric, case.view.folder.past)
    share = discount(case.rubric, case.view.folder.past)
    formula = told(f"MIN(1,{ref(APPRAISED)}/{ref(CLAIMED)})") if claimed else ""
    cells = (
        (_("Last published index"), Cell(case.view.last_index, Kind.PERCENT, LAST_INDEX)),
        (
            _("Points claimed last year, of the rows that were appraised"),
            Cell(claimed, None, CLAIMED),
        ),
        (_("Points of these rows after the appraisal"), Cell(appraised, None, APPRAISED)),
        (
            _("Share of the claimed points that was appraised last year"),
            Cell(Decimal(share.numerator) / share.denominator, Kind.SHARE, DISCOUNT, formula),
        ),
    )
    lines = tuple(Line((text(label), cell)) for label, cell in cells)
    return Table((Column("", 60), Column("", 14, Kind.POINTS)), lines)


def expected(case: UnitCase) -> Table:
    """Return what every row counts in each way of adding up, with the sums below."""
    columns = (
        Column(_("Nº"), 6),
        Column(_("Criterion"), 34),
        Column(_("Maximum"), 8, Kind.POINTS),
        Column(_("Self-assessed"), 9, Kind.POINTS),
        Column(_("With proof"), 7, Kind.YES),
        Column(_("Backed"), 8, Kind.POINTS),
        Column(_("Lowest"), 8, Kind.POINTS),
        Column(_("Highest"), 8, Kind.POINTS),
        Column(_("Expected"), 9, Kind.NUMBER),
        Column(_("Rests on"), 17),
    )
    items = [item.id for item in case.rubric.items()]
    lines = [_row(case, item) for item in case.rubric.items()]
    lines.append(_points_line(case, items))
    if case.rubric.adjustments:
        lines.append(heading_line(_("Bonus and penalty"), len(columns)))
        lines += [_row(case, row) for row in case.rubric.adjustments]
        lines += [_counted(case, kind) for kind in ("bonus", "penalty")]
    return Table(columns, (*lines, _index_line(case)), _("Expected points by criterion"))


def _name(column: str, row_id: str) -> str:
    return f"{column}:{row_id}"


def _row(case: UnitCase, row: m.Row) -> Line:
    """Return what a row counts in each way of adding up."""
    scored = case.row(row.id)
    found = case.view.scores.expected.get(row.id)
    own, most = ref(self_name(row.id)), ref(max_name(row.id))
    is_scored = scored.points is not None
    proof = Cell(int(scored.backed), name=_name("proof", row.id)) if is_scored else Cell()
    return Line(
        (
            text(row.id),
            text(row.title),
            Cell(scored.maximum, formula=most),
            Cell(scored.points, formula=own if is_scored else ""),
            proof,
            _backed_cell(scored, own),
            *(_bound_cell(scored, column, own, most) for column in (LOWEST, HIGHEST)),
            _expected_cell(row, found),
            text(render(_BASES[found.basis]) if found is not None else "–"),
        )
    )


def _backed_cell(scored: RowScore, own: str) -> Cell:
    """Return the points that something stands behind; a penalty counts whatever stands there."""
    row = scored.row
    name = _name(BACKED, row.id)
    if scored.points is None:
        return Cell(name=name)
    if isinstance(row, m.Adjustment) and row.kind == "penalty":
        return Cell(scored.points, name=name, formula=own)
    points = scored.points if scored.backed else Decimal(0)
    return Cell(points, name=name, formula=f"IF({ref(_name('proof', row.id))}=1,{own},0)")


def _bound_cell(scored: RowScore, column: str, own: str, most: str) -> Cell:
    """Return what a row counts at the worst or at the best: an open penalty the other way round."""
    row, name = scored.row, _name(column, scored.row.id)
    if scored.points is not None:
        return Cell(scored.points, name=name, formula=own)
    is_penalty = isinstance(row, m.Adjustment) and row.kind == "penalty"
    if (column == HIGHEST) is not is_penalty:
        return Cell(scored.maximum, name=name, formula=most)
    return Cell(Decimal(0), name=name)


def _expected_cell(row: m.Row, found: Expectation | None) -> Cell:
    name = _name(EXPECTED, row.id)
    if found is None:
        return Cell(name=name)
    discounted = f"*{ref(DISCOUNT)}" if isinstance(row, m.Item) else ""
    formulas = {
        Basis.CLAIMED: f"{ref(self_name(row.id))}{discounted}",
        Basis.LAST_INDEX: f"{ref(max_name(row.id))}*{ref(LAST_INDEX)}/100",
    }
    formula = formulas.get(found.basis, "")
    return Cell(
        found.points, name=name, formula=told(rounded(formula, EXPECTED_STEP)) if formula else ""
    )


def _totals(case: UnitCase) -> Sequence[tuple[str, Total]]:
    """Return the ways of adding up that have a column, in its order."""
    scores = case.view.scores
    totals = (scores.backed, scores.floor, scores.ceiling, scores.projected)
    return tuple(zip(WAYS, totals, strict=True))


def _points_line(case: UnitCase, items: Sequence[str]) -> Line:
    cells = [_points_cell(column, total, items) for column, total in _totals(case)]
    scores = case.view.scores
    maximum = Cell(scores.applicable_max, formula=ref(APPLICABLE))
    claimed = Cell(scores.claimed.points, formula=ref(self_name(TOTAL)))
    return _total(_("Points"), maximum, claimed, cells)


def _points_cell(column: str, total: Total, items: Sequence[str]) -> Cell:
    formula = summed_run([_name(column, item) for item in items])
    if column == EXPECTED:
        formula = told(rounded(formula, HUNDREDTH))
    known = formula if total.points is not None else ""
    return Cell(total.points, Kind.POINTS, points_name(column), known)


def _counted(case: UnitCase, kind: str) -> Line:
    rows = [row.id for row in case.rubric.adjustments if row.kind == kind]
    cells = [
        Cell(
            total.bonus if kind == "bonus" else total.penalty,
            Kind.POINTS,
            _name(column, kind),
            capped(kind, summed([_name(column, row) for row in rows])) if rows else "",
        )
        for column, total in _totals(case)
    ]
    claimed = case.view.scores.claimed
    counted = claimed.bonus if kind == "bonus" else claimed.penalty
    title = _("Bonus counted") if kind == "bonus" else _("Penalty counted")
    cap = case.rubric.bonus_cap if kind == "bonus" else case.rubric.penalty_cap
    own = Cell(counted, formula=ref(kind))
    return _total(title, Cell(cap, formula=ref(max_name(kind))), own, cells)


def _index_line(case: UnitCase) -> Line:
    cells = [
        Cell(
            total.index,
            Kind.PERCENT,
            index_name(column),
            ""
            if total.index is None
            else index_formula(
                case, points_name(column), _name(column, "bonus"), _name(column, "penalty")
            ),
        )
        for column, total in _totals(case)
    ]
    claimed = case.view.scores.claimed.index
    own = Cell(claimed, Kind.PERCENT, formula="" if claimed is None else ref(INDEX))
    return _total(_("PAR INDEX"), Cell(), own, cells)


def _total(title: str, maximum: Cell, claimed: Cell, cells: Sequence[Cell]) -> Line:
    blank = Cell()
    return Line((blank, text(title), maximum, claimed, blank, *cells, blank), Level.TOTAL)


def points_name(column: str) -> str:
    """Return the name of the cell with the points of one way of adding up."""
    return _name("points", column)


def index_name(column: str) -> str:
    """Return the name of the cell with the index of one way of adding up."""
    return _name("index", column)
