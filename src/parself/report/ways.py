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
from parself.report import cells as c
from parself.report.case import UnitCase
from parself.report.figures import estimate_formula
from parself.report.parts import heading_line, pairs, total_line
from parself.rubric import model as m
from parself.rules.formula import rounded
from parself.scoring.score import EXPECTED_STEP, Basis, Total
from parself.tables.model import Cell, Column, Kind, Line, Table, filled

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
    """Return the figures, of last year or of the result received, that expectations start from."""
    found = case.view.recognised
    claimed, share = found.claimed, found.share
    formula = c.guarded(f"MIN(1,{c.ref(APPRAISED)}/{c.ref(CLAIMED)})") if claimed else ""
    before = Cell(claimed, None, CLAIMED)
    reached = Cell(Decimal(share.numerator) / share.denominator, Kind.SHARE, DISCOUNT, formula)
    titles = (
        _("Points claimed last year, of the rows that were appraised"),
        _("Share of the claimed points that was appraised last year"),
    )
    if found.this_year:
        titles = (
            _("Points claimed in the hand-in, of the rows that were appraised"),
            _("Share of the claimed points that the appraisal result recognises"),
        )
    told = (
        (_("Last published index"), Cell(case.view.last_index, Kind.PERCENT, LAST_INDEX)),
        (titles[0], before),
        (_("Points of these rows after the appraisal"), Cell(found.appraised, None, APPRAISED)),
        (titles[1], reached),
    )
    return pairs(told, 60, 14)


def expected(case: UnitCase) -> Table:
    """Return what every row counts in each way of adding up, with the sums below."""
    columns = _columns(case)
    table = filled(columns, case.rubric.items(), caption=_("Expected points by criterion"))
    table = table.ending(_points_line(case, columns))
    if case.rubric.adjustments:
        rows = filled(columns, case.rubric.adjustments).lines
        table = table.ending(heading_line(_("Bonus and penalty"), columns), *rows)
        table = table.ending(*(_counted(case, columns, kind) for kind in (c.BONUS, c.PENALTY)))
    return table.ending(_index_line(case, columns))


Columns = tuple[Column[m.Row], ...]


def _columns(case: UnitCase) -> Columns:
    def maximum(row: m.Row) -> Cell:
        return c.copied(case.row(row.id).maximum, c.max_name(row.id))

    def own(row: m.Row) -> Cell:
        return c.copied(case.row(row.id).points, c.self_name(row.id))

    def proof(row: m.Row) -> Cell:
        scored = case.row(row.id)
        is_known = scored.points is not None
        return Cell(int(scored.backed), name=c.named("proof", row.id)) if is_known else Cell()

    def basis(row: m.Row) -> str:
        found = case.view.scores.expected.get(row.id)
        return render(_BASES[found.basis]) if found is not None else "–"

    return (
        Column("id", _("Nº"), lambda row: row.id, width=6),
        Column("title", _("Criterion"), lambda row: row.title, Kind.NAME, 34),
        Column("max", _("Maximum"), maximum, Kind.POINTS, 8),
        Column("points", _("Self-assessed"), own, Kind.POINTS, 9),
        Column("proof", _("With proof"), proof, Kind.YES, 7),
        Column(BACKED, _("Backed"), lambda row: _backed_cell(case, row), Kind.POINTS, 8),
        Column(LOWEST, _("Lowest"), lambda row: _bound_cell(case, row, LOWEST), Kind.POINTS, 8),
        Column(HIGHEST, _("Highest"), lambda row: _bound_cell(case, row, HIGHEST), Kind.POINTS, 8),
        Column(EXPECTED, _("Expected"), lambda row: _expected_cell(case, row), Kind.NUMBER, 9),
        Column("rests_on", _("Rests on"), basis, width=17),
    )


def _backed_cell(case: UnitCase, row: m.Row) -> Cell:
    """Return the points that something stands behind; a penalty counts whatever stands there."""
    scored, name, own = case.row(row.id), c.named(BACKED, row.id), c.ref(c.self_name(row.id))
    if scored.points is None:
        return Cell(name=name)
    if isinstance(row, m.Adjustment) and row.kind == "penalty":
        return Cell(scored.points, name=name, formula=own)
    points = scored.points if scored.backed else Decimal(0)
    return Cell(points, name=name, formula=f"IF({c.ref(c.named('proof', row.id))}=1,{own},0)")


def _bound_cell(case: UnitCase, row: m.Row, column: str) -> Cell:
    """Return what a row counts at the worst or at the best: an open penalty the other way round."""
    scored, name = case.row(row.id), c.named(column, row.id)
    if scored.points is not None:
        return Cell(scored.points, name=name, formula=c.ref(c.self_name(row.id)))
    is_penalty = isinstance(row, m.Adjustment) and row.kind == "penalty"
    if (column == HIGHEST) is not is_penalty:
        return Cell(scored.maximum, name=name, formula=c.ref(c.max_name(row.id)))
    return Cell(Decimal(0), name=name)


def _expected_cell(case: UnitCase, row: m.Row) -> Cell:
    found, name = case.view.scores.expected.get(row.id), c.named(EXPECTED, row.id)
    if found is None:
        return Cell(name=name)
    discounted = f"*{c.ref(DISCOUNT)}" if isinstance(row, m.Item) else ""
    formulas = {
        Basis.CLAIMED: f"{c.ref(c.self_name(row.id))}{discounted}",
        Basis.LAST_INDEX: f"{c.ref(c.max_name(row.id))}*{c.ref(LAST_INDEX)}/100",
    }
    formula = formulas.get(found.basis) or estimate_formula(case, row)
    formula = c.guarded(rounded(formula, EXPECTED_STEP)) if formula else ""
    return Cell(found.points, name=name, formula=formula)


def _totals(case: UnitCase) -> Sequence[tuple[str, Total]]:
    """Return the ways of adding up that have a column, in its order."""
    scores = case.view.scores
    totals = (scores.backed, scores.floor, scores.ceiling, scores.projected)
    return tuple(zip(WAYS, totals, strict=True))


def _points_line(case: UnitCase, columns: Columns) -> Line:
    items = [item.id for item in case.rubric.items()]
    scores = case.view.scores
    return total_line(
        columns,
        _("Points"),
        max=c.copied(scores.applicable_max, c.APPLICABLE),
        points=c.copied(scores.claimed.points, c.self_name(c.TOTAL)),
        **{column: _points_cell(case, column, total, items) for column, total in _totals(case)},
    )


def _points_cell(case: UnitCase, column: str, total: Total, items: Sequence[str]) -> Cell:
    names, weights = [c.named(column, item) for item in items], case.view.scores.weights
    formula = c.summed_run(names)
    if weights.sections:
        by_row = dict(zip(items, names, strict=True))
        # What is expected is rounded once, in its sum.
        formula = c.weighed(by_row, weights, is_rounded=column != EXPECTED)
    if column == EXPECTED:
        formula = c.guarded(rounded(formula, HUNDREDTH))
    return Cell(total.points, Kind.POINTS, c.named("points", column), formula)


def _counted(case: UnitCase, columns: Columns, kind: str) -> Line:
    names = [row.id for row in case.rubric.adjustments if row.kind == kind]
    is_bonus = kind == c.BONUS

    def counted(total: Total) -> Decimal:
        return total.bonus if is_bonus else total.penalty

    def cell(column: str, total: Total) -> Cell:
        added = c.summed([c.named(column, name) for name in names])
        formula = c.capped(kind, added) if names else ""
        return Cell(counted(total), Kind.POINTS, c.named(column, kind), formula)

    cap = case.rubric.bonus_cap if is_bonus else case.rubric.penalty_cap
    return total_line(
        columns,
        _("Bonus counted") if is_bonus else _("Penalty counted"),
        max=c.copied(cap, c.max_name(kind)),
        points=c.copied(counted(case.view.scores.claimed), kind),
        **{column: cell(column, total) for column, total in _totals(case)},
    )


def _index_line(case: UnitCase, columns: Columns) -> Line:
    def cell(column: str, total: Total) -> Cell:
        bonus, penalty = c.named(column, c.BONUS), c.named(column, c.PENALTY)
        points = c.named("points", column)
        formula = c.index_formula(case.rubric, points, c.APPLICABLE, bonus, penalty)
        return Cell(total.index, Kind.PERCENT, c.named("index", column), formula)

    return total_line(
        columns,
        _("PAR INDEX"),
        points=c.copied(case.view.scores.claimed.index, c.INDEX, Kind.PERCENT),
        **{column: cell(column, total) for column, total in _totals(case)},
    )
