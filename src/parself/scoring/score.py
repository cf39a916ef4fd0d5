"""From answers to points, the five totals and the index: the one formula, used everywhere.

Rules run on exact fractions, each row is rounded once (half up), and totals add the
rounded rows, so that the printed column adds up by hand. Adjustments stand outside
the total. The index is points ÷ applicable maximum × 100 + bonus − penalty, held within
0 and 100; the province computes it with the same code.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from parself.assessment.entries import Values, faults, is_complete, with_figures
from parself.assessment.model import Answer, Assessment, Past, State
from parself.assessment.possible import MARKED
from parself.numerals import round_half_up
from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.fields import row_fields
from parself.scoring.measures import Context, measure
from parself.scoring.scales import worth
from parself.scoring.steps import Step, StepKind, step

ZERO = Decimal(0)


@frozen
class RowScore:
    """What one row is worth as answered."""

    row: m.Row
    state: State
    points: Decimal | None
    """Rounded points; None while the row has none (open, or scored by others)."""
    exact: Fraction | None
    """Points before rounding."""
    steps: tuple[Step, ...]
    backed: bool
    """Whether a citation or an explanation stands behind the points."""

    @property
    def maximum(self) -> Decimal:
        """The row's maximum; 0 where the row does not apply."""
        return ZERO if self.state is State.NOT_APPLICABLE else self.row.points

    @property
    def awaiting(self) -> bool:
        """Whether others score this row."""
        return self.row.source is not m.Source.SELF

    @property
    def lost(self) -> Decimal | None:
        """Points not reached; None while the row has none, and for a penalty, which has no aim."""
        is_penalty = isinstance(self.row, m.Adjustment) and self.row.kind == "penalty"
        return None if self.points is None or is_penalty else self.maximum - self.points


@frozen
class Total:
    """One way of adding up: points of the rows, and the index in percent. None: not known."""

    points: Decimal | None
    index: Decimal | None


class Basis(StrEnum):
    """What a row is expected to bring rests on."""

    CLAIMED = "claimed"
    ESTIMATE = "estimate"
    LAST_YEAR = "last-year"
    LAST_INDEX = "last-index"
    """The unit's last published index, for want of anything of the row itself."""


@frozen
class Expectation:
    """What a row may be expected to bring in the end, before rounding."""

    points: Fraction
    basis: Basis


@frozen
class Scores:
    """All rows and the totals, side by side, never merged into one number."""

    rows: Mapping[str, RowScore]
    applicable_max: Decimal
    bonus: Decimal
    """As answered, within its cap."""
    penalty: Decimal
    """As answered, within its cap."""
    claimed: Total
    backed: Total
    floor: Total
    ceiling: Total
    projected: Total


def score_row(
    row: m.Row, answer: Answer, values: Values, context: Context, step_of: Decimal
) -> RowScore:
    """Score one answer.

    Values that are incomplete or impossible, a state that the row does not offer, and one that
    says there are no figures beside figures, leave the row without points.
    """
    if answer.state in MARKED and answer.values:
        return RowScore(row, State.UNANSWERED, None, None, (), False)
    if answer.state is State.NOT_APPLICABLE and isinstance(row, m.Item) and row.not_applicable:
        return RowScore(row, answer.state, None, None, (step(StepKind.NOT_APPLICABLE),), False)
    if answer.state is State.NO_INCIDENCE and isinstance(row, m.Item) and row.no_incidence:
        exact = Fraction(row.points if row.no_incidence == "full" else 0)
        steps: tuple[Step, ...] = (step(StepKind.NO_INCIDENCE, points=exact),)
    else:
        fields = row_fields(row, context.sub_units)
        possible = not faults(row, fields, values) and is_complete(row, fields, values)
        if answer.state is not State.ANSWERED or not possible:
            return RowScore(row, State.UNANSWERED, None, None, (), False)
        amount = measure(row, values, context)
        exact, more = worth(row, amount)
        steps = (*amount.steps, *more)
    rounded = round_half_up(exact, step_of)
    return RowScore(row, answer.state, rounded, exact, steps, answer.is_backed)


def score_assessment(
    rubric: m.Rubric,
    unit: peers.Unit,
    assessment: Assessment,
    *,
    past: Past | None = None,
    last_index: Decimal | None = None,
) -> Scores:
    """Score every row and add up.

    `past` holds last year's points of the unit, `last_index` its last published index in
    percent; both only serve the projection.
    """
    context = Context(assessment.year, unit.sub_units)
    rows = {row.id: _score(rubric, row, assessment, context) for row in rubric.rows.values()}
    return _totals(rubric, rows, assessment, past, last_index)


def _score(rubric: m.Rubric, row: m.Row, assessment: Assessment, context: Context) -> RowScore:
    answer = assessment.answer(row.id)
    if row.source is not m.Source.SELF:
        return RowScore(row, State.UNANSWERED, None, None, (), False)
    if answer.state is State.UNANSWERED:
        return RowScore(row, State.UNANSWERED, None, None, (), False)
    fields = row_fields(row, context.sub_units)
    values = with_figures(fields, answer.values, assessment.figures)
    return score_row(row, answer, values, context, rubric.rounding.item)


def _totals(
    rubric: m.Rubric,
    rows: Mapping[str, RowScore],
    assessment: Assessment,
    past: Past | None,
    last_index: Decimal | None,
) -> Scores:
    items = [rows[item.id] for item in rubric.items()]
    applicable = sum((row.maximum for row in items), ZERO)
    claimed = sum((row.points or ZERO for row in items), ZERO)
    backed = sum((row.points or ZERO for row in items if row.backed), ZERO)
    still_open = sum((row.maximum for row in items if row.points is None), ZERO)
    projected = _projected(items, assessment, past, last_index)
    adjust = _Adjustments.of(rubric, rows)

    def total(points: Decimal | None, bonus: Decimal, penalty: Decimal) -> Total:
        if points is not None:
            points = round_half_up(points, rubric.rounding.total)
        return Total(points, index(points, applicable, bonus, penalty, rubric.rounding.total))

    return Scores(
        rows,
        applicable,
        adjust.bonus,
        adjust.penalty,
        claimed=total(claimed, adjust.bonus, adjust.penalty),
        backed=total(backed, adjust.bonus_backed, adjust.penalty),
        floor=total(claimed, adjust.bonus, adjust.penalty_if_all),
        ceiling=total(claimed + still_open, adjust.bonus_if_all, adjust.penalty),
        projected=total(projected, adjust.bonus, adjust.penalty),
    )


def index(
    points: Decimal | None,
    applicable_max: Decimal,
    bonus: Decimal = ZERO,
    penalty: Decimal = ZERO,
    step_of: Decimal = Decimal("0.01"),
) -> Decimal | None:
    """Return the index in percent, 0..100, half up; None where points or the maximum are not there.

    points ÷ applicable maximum × 100 + bonus − penalty (DESIGN 6).
    """
    if points is None or applicable_max == 0:
        return None
    raw = Fraction(points) / Fraction(applicable_max) * 100 + Fraction(bonus) - Fraction(penalty)
    return round_half_up(max(Fraction(0), min(Fraction(100), raw)), step_of)


def _projected(
    items: list[RowScore], assessment: Assessment, past: Past | None, last_index: Decimal | None
) -> Decimal | None:
    """Return the points to be expected in the end, or None while a row has no basis for it."""
    total = Fraction(0)
    for row in items:
        if row.state is State.NOT_APPLICABLE:
            continue
        found = expectation(row, assessment.answer(row.row.id), past, last_index)
        if found is None:
            return None
        total += found.points
    return round_half_up(total)


def expectation(
    row: RowScore, answer: Answer, past: Past | None, last_index: Decimal | None
) -> Expectation | None:
    """Return what a row may bring in the end, or None where there is no basis for it.

    Claimed points, discounted by the unit's own past ratio of appraised to claimed points;
    for a row without points the first that exists: the estimate, last year's points of the
    row, its maximum times the last published index (DESIGN 6).
    """
    if row.points is not None:
        return Expectation(Fraction(row.points) * discount(past), Basis.CLAIMED)
    before = past.rows.get(row.row.id) if past is not None else None
    reached = before.reached if before is not None else None
    if answer.estimate is not None and row.awaiting:
        return Expectation(Fraction(answer.estimate), Basis.ESTIMATE)
    if reached is not None:
        return Expectation(min(Fraction(reached), Fraction(row.maximum)), Basis.LAST_YEAR)
    if last_index is not None:
        points = Fraction(row.maximum) * Fraction(last_index) / 100
        return Expectation(points, Basis.LAST_INDEX)
    return None


def discount(past: Past | None) -> Fraction:
    """Return the share of its claim that was appraised last year, at most 1; 1 if not known."""
    pairs = [
        (before.self_points, before.appraised)
        for before in (past.rows.values() if past is not None else ())
        if before.self_points is not None and before.appraised is not None
    ]
    claimed = sum((Fraction(self_points) for self_points, _ in pairs), Fraction(0))
    appraised = sum((Fraction(points) for _, points in pairs), Fraction(0))
    return min(Fraction(1), appraised / claimed) if claimed else Fraction(1)


@frozen
class _Adjustments:
    """Bonus and penalty as answered, as backed, and at their worst and best while some are open."""

    bonus: Decimal
    bonus_backed: Decimal
    penalty: Decimal
    bonus_if_all: Decimal
    penalty_if_all: Decimal

    @classmethod
    def of(cls, rubric: m.Rubric, rows: Mapping[str, RowScore]) -> "_Adjustments":
        bonuses = [rows[a.id] for a in rubric.adjustments if a.kind == "bonus"]
        penalties = [rows[a.id] for a in rubric.adjustments if a.kind == "penalty"]
        backed = [row for row in bonuses if row.backed]
        return cls(
            bonus=_added(bonuses, rubric.bonus_cap, open_too=False),
            bonus_backed=_added(backed, rubric.bonus_cap, open_too=False),
            penalty=_added(penalties, rubric.penalty_cap, open_too=False),
            bonus_if_all=_added(bonuses, rubric.bonus_cap, open_too=True),
            penalty_if_all=_added(penalties, rubric.penalty_cap, open_too=True),
        )


def _added(rows: Iterable[RowScore], cap: Decimal, *, open_too: bool) -> Decimal:
    """Add up adjustments within their cap; open ones count at their most, or not at all."""
    total = ZERO
    for row in rows:
        if row.points is not None:
            total += row.points
        elif open_too:
            total += row.row.points
    return min(total, cap)
