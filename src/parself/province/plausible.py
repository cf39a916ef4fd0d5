"""Whether a decision that came in a file is one that somebody may have made. Pure."""

from decimal import Decimal

from parself.errors import Message, say
from parself.province.appraising import needless
from parself.province.compared import claimed_figure, impossible_figure
from parself.province.decisions import Decision, Verdict
from parself.province.overview import Overview
from parself.rubric import model as m


def impossible_decision(view: Overview, one: Decision) -> Message | None:
    """Return why nobody decides so; None where somebody may have."""
    most = view.round.rubric.rows[one.cell.row].points
    has_points = one.verdict in {Verdict.ACCEPT, Verdict.ADJUST}
    if has_points != (one.points is not None):
        return say("Verdict and points do not fit together.")
    if one.points is not None and not within(one.points, most):
        return say("Points must lie between 0 and {most:points}.", most=most)
    if one.figure is not None and not (has_points and _is_compared(view, one)):
        return say("Verdict and figure do not fit together.")
    needs_reason = one.verdict in {Verdict.ADJUST, Verdict.ASK}
    if needs_reason and not one.reason.strip() and one.way is None:
        return say("A reason is needed: the unit will read it.")
    if one.cell.unit not in view.facts:
        return None
    is_same = one.basis.answer == view.basis(one.cell.unit, one.cell.row).answer
    row = view.round.rubric.rows[one.cell.row]
    if row.measure.own_key:
        return _impossible_figure(view, row, one, is_same=is_same)
    is_adjusted = one.verdict is Verdict.ADJUST
    return needless(view, one.cell, one.points) if is_adjusted and is_same else None


def _is_compared(view: Overview, one: Decision) -> bool:
    return bool(view.round.rubric.rows[one.cell.row].measure.own_key)


def _impossible_figure(
    view: Overview, row: m.Row, one: Decision, *, is_same: bool
) -> Message | None:
    """Return why a decision is none of a row that compares units; None where it is one.

    What its points are today rests on other decisions, and so on the order of files: nothing is
    asked of them.
    """
    if one.figure is None:
        return None
    claimed = claimed_figure(row, view.facts[one.cell.unit].rows[row.id])
    is_claimed = one.figure == claimed
    if is_same and is_claimed is not (one.verdict is Verdict.ACCEPT):
        return say("Verdict and figure do not fit together.")
    return impossible_figure(row, one.figure)


def within(points: Decimal, most: Decimal) -> bool:
    """Say whether points lie between nothing and the maximum."""
    return points.is_finite() and 0 <= points <= most
