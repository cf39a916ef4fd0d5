"""From answers to points, the five totals and the index: the one formula, used everywhere.

Rules run on exact fractions, each row is rounded once (half up) to `rounding.item`, and sums add
the rounded rows and are never rounded again, so that every printed column adds up by hand. What
is expected of a row is told in ten-thousandths and only its sum in hundredths: seventy rows that
are all rounded the same way would move a projection by tenths of a point. Adjustments stand
outside the sums. The index is points ÷ applicable maximum × 100 + bonus − penalty, held within 0
and 100 and rounded to `rounding.total`; the province computes it with the same code. What an
area, a criterion or a department comes to is a `Subtotal`, for every face.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import partial
from typing import Final, TypeVar

from parself.assessment.entries import faults, is_complete, with_figures
from parself.assessment.model import Answer, Assessment, Past, State
from parself.assessment.possible import MARKED
from parself.errors import say
from parself.numerals import HUNDREDTH, round_half_up
from parself.rubric import model as m
from parself.rubric import peers
from parself.rules.amounts import Context, Values
from parself.rules.kinds import amount_of, row_fields, worth
from parself.rules.peers import Origin, Peers
from parself.rules.steps import Step, StepKind, step
from parself.scoring.recognised import Recognised, last_years
from parself.scoring.weights import Weights, weights_of
from parself.values import Frozen, evolve

T = TypeVar("T")
ZERO = Decimal(0)
NO_INCIDENCE: Final = StepKind("no-incidence", say("no incidence: {points:points} points"))
NOT_APPLICABLE_KEPT: Final = StepKind(
    "not-applicable-kept", say("not applicable (its points stay in the section)")
)
NOT_APPLICABLE: Final = StepKind("not-applicable", say("not applicable (taken out of the maximum)"))
NOT_COMPARED: Final = StepKind(
    "not-compared", say("points only once the figures of all units are there")
)
SURVEY_NOT_HELD: Final = StepKind(
    "survey-not-held", say("no survey is held (taken out of the maximum)")
)
EXPECTED_STEP = Decimal("0.0001")
"""To what the points expected of an item are rounded."""


class RowScore(Frozen):
    """What one row is worth as answered."""

    row: m.Row
    state: State
    points: Decimal | None = None
    """Rounded points; None while the row has none (open, or scored by others)."""
    exact: Fraction | None = None
    """Points before rounding."""
    steps: tuple[Step, ...] = ()
    backed: bool = False
    """Whether a citation or an explanation stands behind the points."""
    estimated: Decimal | None = None
    """Points by what is assumed of the other units, which count in the projection alone."""

    @property
    def maximum(self) -> Decimal:
        """The row's maximum; 0 where the row does not apply."""
        return ZERO if self.state is State.NOT_APPLICABLE else self.row.points

    @property
    def awaiting(self) -> bool:
        """Whether this row is scored by others."""
        return self.row.source is not m.Source.SELF

    @property
    def is_unsurveyed(self) -> bool:
        """Whether it belongs to a survey that is not held."""
        return self.awaiting and self.state is State.NOT_APPLICABLE

    @property
    def is_compared(self) -> bool:
        """Whether its figure is there, and its points depend on those of the other units."""
        return self.state is State.ANSWERED and self.points is None

    @property
    def lost(self) -> Decimal | None:
        """Points below the maximum; None for an unscored row and for a penalty."""
        return None if self.points is None or self.row.is_penalty else self.maximum - self.points


class Total(Frozen):
    """One of the five totals: points, and the index in percent; None where not known."""

    points: Decimal | None
    index: Decimal | None
    bonus: Decimal = ZERO
    """What the index counts beside the points, within its cap."""
    penalty: Decimal = ZERO
    """What the index takes off, within its cap."""


class Subtotal(Frozen):
    """The sums over some rows: an area, a criterion, a department, or all."""

    maximum: Decimal
    """Of the rows that apply, whoever scores them."""
    by_others: Decimal
    """Of that, the rows that the survey or the higher level scores."""
    points: Decimal | None
    """As claimed; None while no row has any."""
    backed: Decimal

    @property
    def claimed(self) -> Decimal:
        """The claimed points; 0 while no row is scored."""
        return ZERO if self.points is None else self.points


class Basis(StrEnum):
    """What the expected points of a row are based on."""

    CLAIMED = "claimed"
    ESTIMATE = "estimate"
    LAST_YEAR = "last-year"
    LAST_INDEX = "last-index"
    """The unit's last published index, for want of anything of the row itself."""


class Expectation(Frozen):
    """The points that a row is expected to get in the end, in ten-thousandths, and their basis."""

    points: Decimal
    basis: Basis


class Claims(Frozen):
    """The scores of all rows and what is claimed in all."""

    rows: Mapping[str, RowScore]
    applicable_max: Decimal
    claimed: Total
    weights: Weights
    """What rows count for where others of their section do not apply."""


class Scores(Claims):
    """The scores of all rows and the five totals, kept apart."""

    expected: Mapping[str, Expectation]
    """By row, adjustments too; without the rows of which nothing can be said."""
    backed: Total
    floor: Total
    ceiling: Total
    projected: Total

    def subtotal(self, items: Iterable[m.Item]) -> Subtotal:
        """Add up some rows of the rubric."""
        return _subtotal([self.rows[item.id] for item in items], self.weights)


def score_row(
    row: m.Row,
    answer: Answer,
    values: Values,
    context: Context,
    step_of: Decimal,
    *,
    is_possible: bool = False,
) -> RowScore:
    """Score one answer.

    Values that are incomplete or impossible, a state that the row does not offer, and one that
    says there are no figures beside figures, leave the row without points. Of an answer that
    `is_possible` it is known that it is none of these.
    """
    if answer.state in MARKED and answer.values:
        return RowScore(row, State.UNANSWERED)
    if answer.state is State.NOT_APPLICABLE and isinstance(row, m.Item) and row.not_applicable:
        return RowScore(row, answer.state, steps=(step(NOT_APPLICABLE),))
    if answer.state is State.NO_INCIDENCE and isinstance(row, m.Item) and row.no_incidence:
        exact = Fraction(row.points if row.no_incidence == "full" else 0)
        steps: tuple[Step, ...] = (step(NO_INCIDENCE, points=exact),)
    else:
        is_possible = is_possible or _is_possible(row, values, context)
        if answer.state is not State.ANSWERED or not is_possible:
            return RowScore(row, State.UNANSWERED)
        peers = row.measure.peers_of(values, context)
        if row.measure.own_key and peers is None:
            return RowScore(row, answer.state, None, None, (step(NOT_COMPARED),), answer.is_backed)
        amount = amount_of(row, values, context)
        exact, more = worth(row, amount)
        steps = (*amount.steps, *more)
        if peers is not None and peers.is_assumed:
            likely = round_half_up(exact, step_of)
            return RowScore(row, answer.state, None, None, steps, answer.is_backed, likely)
    rounded = round_half_up(exact, step_of)
    return RowScore(row, answer.state, rounded, exact, steps, answer.is_backed)


def _is_possible(row: m.Row, values: Values, context: Context) -> bool:
    fields = row_fields(row, context.sub_units)
    return not faults(row, fields, values) and is_complete(row, fields, values)


def score_assessment(
    rubric: m.Rubric,
    unit: peers.Unit,
    assessment: Assessment,
    *,
    past: Past | None = None,
    last_index: Decimal | None = None,
    recognised: Recognised | None = None,
    known: Mapping[str, RowScore] | None = None,
) -> Scores:
    """Score every row and add up.

    `past` holds last year's points of the unit, `last_index` its last published index in
    percent, `recognised` what was made of its claims, else of last year's; all three only serve
    the projection. `known` holds the scores of rows that are answered
    as before (`unchanged`); they are not computed again.
    """
    rows = _scored(rubric, unit, assessment, known or {}, past, is_possible=False)
    share = (recognised or last_years(rubric, past)).share
    return _totals(rubric, rows, _expected(rows, assessment, past, last_index, share))


def claims_of(
    rubric: m.Rubric, unit: peers.Unit, assessment: Assessment, *, is_possible: bool = False
) -> Claims:
    """Score every row and add up what is claimed, as `score_assessment` does, in less time.

    `is_possible` says that `possible.problems` was asked of the same rubric and unit and found
    none: then no row is asked again.
    """
    rows = _scored(rubric, unit, assessment, {}, None, is_possible=is_possible)
    weights = _weights(rubric, rows)
    whole = _subtotal([rows[item.id] for item in rubric.items()], weights)

    def added(kind: str) -> Decimal:
        return capped(rubric, kind, lambda row_id: rows[row_id].points or ZERO)

    claimed = _total(rubric, whole, whole.claimed, added("bonus"), added("penalty"))
    return Claims(rows, whole.maximum, claimed, weights)


def _scored(
    rubric: m.Rubric,
    unit: peers.Unit,
    assessment: Assessment,
    known: Mapping[str, RowScore],
    past: Past | None,
    *,
    is_possible: bool,
) -> dict[str, RowScore]:
    usual = Context(assessment.year, unit.sub_units)
    return {
        row.id: known.get(row.id)
        or _score(rubric, row, assessment, context_of(row, usual, past), is_possible=is_possible)
        for row in rubric.rows.values()
    }


def context_of(row: m.Row, usual: Context, past: Past | None) -> Context:
    """Return what a row's rule depends on: `usual`, and last year's figure of all units."""
    before = past.rows.get(row.id) if past is not None and row.measure.own_key else None
    if before is None or before.peers is None:
        return usual
    return evolve(usual, peers=Peers(Fraction(before.peers), Origin.LAST_YEAR))


def _total(
    rubric: m.Rubric, whole: Subtotal, points: Decimal | None, more: Decimal, less: Decimal
) -> Total:
    reached = index(points, whole.maximum, more, less, rubric.rounding.total)
    return Total(points, reached, more, less)


def unchanged(before: Assessment, told: Mapping[str, T], after: Assessment) -> dict[str, T]:
    """Return what was told of rows whose answers and shared figures are the same as before.

    Both assessments answer the same rubric for the same unit.
    """
    if _common(before) != _common(after):
        return {}
    return {
        row_id: said
        for row_id, said in told.items()
        if before.answer(row_id) is after.answer(row_id)
    }


def _common(of: Assessment) -> tuple[object, ...]:
    """Return what the points of rows hang on beside their answers."""
    return of.year, of.figures, of.survey_held, of.returned


def _score(
    rubric: m.Rubric, row: m.Row, assessment: Assessment, context: Context, *, is_possible: bool
) -> RowScore:
    answer = assessment.answer(row.id)
    if row.source is m.Source.SURVEY and isinstance(row, m.Item) and not assessment.survey_held:
        return RowScore(row, State.NOT_APPLICABLE, steps=(step(SURVEY_NOT_HELD),))
    if row.source is not m.Source.SELF or answer.state is State.UNANSWERED:
        return RowScore(row, State.UNANSWERED)
    fields = row_fields(row, context.sub_units)
    values = with_figures(fields, answer.values, assessment.figures)
    step_of = rubric.rounding.item
    scored = score_row(row, answer, values, context, step_of, is_possible=is_possible)
    if scored.state is State.NOT_APPLICABLE and rubric.away_of(row) != "shrink":
        return evolve(scored, steps=(step(NOT_APPLICABLE_KEPT),))
    return scored


def _totals(
    rubric: m.Rubric, rows: Mapping[str, RowScore], expected: Mapping[str, Expectation]
) -> Scores:
    items = [rows[item.id] for item in rubric.items()]
    weights = _weights(rubric, rows)
    whole = _subtotal(items, weights)
    claimed = whole.claimed
    highest = {one.row.id: one.maximum if one.points is None else one.points for one in items}
    extra = {row.id: rows[row.id] for row in rubric.adjustments}
    earned = {row_id: row.points or ZERO for row_id, row in extra.items()}
    proven = {row_id: earned[row_id] for row_id, row in extra.items() if row.backed}
    # An open row may still get all that it can have.
    most = {id_: one.row.points if one.points is None else one.points for id_, one in extra.items()}
    likely = {row_id: one.points for row_id, one in expected.items()}

    def added(kind: str, points: Mapping[str, Decimal]) -> Decimal:
        return capped(rubric, kind, lambda row_id: points.get(row_id, ZERO))

    bonus, penalty = added("bonus", earned), added("penalty", earned)
    total = partial(_total, rubric, whole)
    return Scores(
        rows,
        whole.maximum,
        total(claimed, bonus, penalty),
        weights,
        expected,
        backed=total(whole.backed, added("bonus", proven), penalty),
        floor=total(claimed, bonus, added("penalty", most)),
        ceiling=total(weights.added(highest), added("bonus", most), penalty),
        projected=total(
            _projected(items, expected, weights), added("bonus", likely), added("penalty", likely)
        ),
    )


def _weights(rubric: m.Rubric, rows: Mapping[str, RowScore]) -> Weights:
    away = {id_ for id_, row in rows.items() if row.state is State.NOT_APPLICABLE}
    unscored = {id_ for id_ in away if rows[id_].awaiting}
    return weights_of(rubric, away - unscored, unscored)


def _subtotal(rows: Sequence[RowScore], weights: Weights) -> Subtotal:
    points = {row.row.id: row.points for row in rows if row.points is not None}
    backed = {row.row.id: row.points for row in rows if row.points is not None and row.backed}
    return Subtotal(
        maximum=weights.added({row.row.id: row.maximum for row in rows}),
        by_others=weights.added({row.row.id: row.maximum for row in rows if row.awaiting}),
        points=weights.added(points) if points else None,
        backed=weights.added(backed),
    )


def index(
    points: Decimal | None,
    applicable_max: Decimal,
    bonus: Decimal = ZERO,
    penalty: Decimal = ZERO,
    step_of: Decimal = Decimal("0.01"),
) -> Decimal | None:
    """Return the index in percent, half up; None where points or the maximum are not there."""
    exact = exact_index(points, applicable_max, bonus, penalty)
    return None if exact is None else round_half_up(exact, step_of)


def exact_index(
    points: Decimal | None, applicable_max: Decimal, bonus: Decimal, penalty: Decimal
) -> Fraction | None:
    """Return the index before it is rounded, 0..100.

    points ÷ applicable maximum × 100 + bonus − penalty.
    """
    if points is None or applicable_max == 0:
        return None
    raw = Fraction(points) / Fraction(applicable_max) * 100 + Fraction(bonus) - Fraction(penalty)
    return max(Fraction(0), min(Fraction(100), raw))


def _expected(
    rows: Mapping[str, RowScore],
    assessment: Assessment,
    past: Past | None,
    last_index: Decimal | None,
    share: Fraction,
) -> Mapping[str, Expectation]:
    found = {}
    for row_id, row in rows.items():
        basis = _basis(row, assessment.answer(row_id), past, last_index, share)
        if basis is not None and row.state is not State.NOT_APPLICABLE:
            step_of = EXPECTED_STEP if isinstance(row.row, m.Item) else HUNDREDTH
            found[row_id] = Expectation(round_half_up(basis[0], step_of), basis[1])
    return found


def _projected(
    items: Iterable[RowScore], expected: Mapping[str, Expectation], weights: Weights
) -> Decimal | None:
    """Return the points expected in the end; None while some row has no basis."""
    applying = [row.row.id for row in items if row.state is not State.NOT_APPLICABLE]
    if any(row_id not in expected for row_id in applying):
        return None
    return round_half_up(weights.exact({row_id: expected[row_id].points for row_id in applying}))


def _basis(
    row: RowScore,
    answer: Answer,
    past: Past | None,
    last_index: Decimal | None,
    share: Fraction,
) -> tuple[Fraction | Decimal, Basis] | None:
    """Return the points that a row is expected to get, before rounding, and their basis.

    None where there is no basis for it. Claimed points, discounted by `share`; for a row
    without points the first that exists: the estimate, its own or that of the other units,
    last year's points of the row, its maximum times the last published index. A bonus or a
    penalty is an event of its own year, outside the sums: it is expected as claimed or
    estimated, and else not at all.
    """
    is_item = isinstance(row.row, m.Item)
    if row.points is not None:
        is_whole = not is_item or share == 1
        return row.points if is_whole else Fraction(row.points) * share, Basis.CLAIMED
    if row.estimated is not None:
        return row.estimated, Basis.ESTIMATE
    if answer.estimate is not None and row.awaiting:
        return Fraction(answer.estimate), Basis.ESTIMATE
    if not is_item:
        return None
    before = past.rows.get(row.row.id) if past is not None else None
    reached = before.reached if before is not None else None
    if reached is not None:
        return min(Fraction(reached), Fraction(row.maximum)), Basis.LAST_YEAR
    if last_index is not None:
        return Fraction(row.maximum) * Fraction(last_index) / 100, Basis.LAST_INDEX
    return None


def capped(rubric: m.Rubric, kind: str, worth_of: Callable[[str], Decimal]) -> Decimal:
    """Add up the points of all bonus or penalty rows by id, up to the cap of their kind."""
    cap = rubric.bonus_cap if kind == "bonus" else rubric.penalty_cap
    return min(sum((worth_of(row.id) for row in rubric.adjustments if row.kind == kind), ZERO), cap)
