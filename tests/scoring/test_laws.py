"""Laws that the score keeps for every rubric, row and answer; each test quotes its law."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oracle.arithmetic import Entry, Values
from oracle.draws import answer_of, assessment_of, sheets, values_of
from oracle.shipped import Shipped, shipped
from parself.assessment.entries import faults
from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Past,
    PastPoints,
    State,
)
from parself.assessment.possible import problems
from parself.rubric import model as m
from parself.rubric.identity import RubricIdentity
from parself.rules.all_or_nothing import AllOrNothing
from parself.rules.amounts import Context
from parself.rules.count import Count, Counter
from parself.rules.given import Given
from parself.rules.kinds import row_fields
from parself.rules.ladder import Inverse, inverse
from parself.rules.ladder import rungs as all_rungs
from parself.rules.per_case import PerCase
from parself.rules.rungs import Rung
from parself.scoring.score import RowScore, Total, claims_of, score_assessment, score_row
from parself.values import evolve
from scoring.moves import best, better, carried_out, estimates, smallest_step

RUBRICS = ["lang-son-huyen-2023", "par-index-tinh-2022", "mau-ngan"]
ROWS = [(rubric, row.id) for rubric in RUBRICS for row in shipped(rubric).self_rows]


def can_be_turned(row: m.Row) -> bool:
    """Whether the rule says how far the next level is: not for entered points, not per case."""
    return not isinstance(row.measure, Given) and not isinstance(row.scale, PerCase)


modest = settings(max_examples=10, deadline=None, derandomize=True)
many = settings(max_examples=250, deadline=None, derandomize=True)
whole = settings(max_examples=25, deadline=None, derandomize=True)
every_row = pytest.mark.parametrize(("rubric", "row_id"), ROWS)
each_rubric = pytest.mark.parametrize("rubric", RUBRICS)

FIGURES = st.decimals(-10, 10**7, places=2) | st.integers(-3, 10**18)
ANYTHING = FIGURES | st.booleans() | st.dates() | st.text(max_size=5)


def score(rubric: str, row_id: str, answer: Answer) -> RowScore:
    found, unit = shipped(rubric)
    context = Context(found.year, unit.sub_units)
    return score_row(found.rows[row_id], answer, answer.values, context, found.rounding.item)


def exact(rubric: str, row_id: str, values: Values) -> Fraction:
    points = score(rubric, row_id, Answer(State.ANSWERED, values)).exact
    assert points is not None, dict(values)
    return points


def draw_values(data: st.DataObject, rubric: str, row_id: str) -> Values:
    found, unit = shipped(rubric)
    return data.draw(values_of(found.rows[row_id], found.year, unit.sub_units))


def draw_row(data: st.DataObject, rubric: str) -> str:
    return data.draw(st.sampled_from([row.id for row in shipped(rubric).self_rows]))


def inverse_of(rubric: str, row_id: str, values: Values) -> Inverse:
    found, unit = shipped(rubric)
    return inverse(found.rows[row_id], values, Context(found.year, unit.sub_units))


def full_assessment(found: Shipped) -> Assessment:
    rubric, unit = found
    sheet = {row.id: best(row, rubric.year, unit.sub_units) for row in found.self_rows}
    assessment = assessment_of(rubric, unit, sheet)
    for row_id, points in estimates(rubric).items():
        assessment = assessment.with_answer(row_id, Answer(estimate=points))
    return assessment


@each_rubric
def test_everything_at_its_maximum_gives_100_percent(rubric: str) -> None:
    found = shipped(rubric)
    scores = score_assessment(found.rubric, found.unit, full_assessment(found))
    items = [row for row in found.self_rows if isinstance(row, m.Item)]
    assert all(scores.rows[row.id].points == row.points for row in items)
    assert scores.projected.points == found.rubric.points
    assert scores.projected.index == 100
    assert scores.ceiling.points == found.rubric.points
    assert scores.ceiling.index == 100
    assert scores.claimed.points == sum(row.points for row in items)


@each_rubric
def test_an_empty_assessment_claims_nothing_and_may_still_reach_everything(rubric: str) -> None:
    found, unit = shipped(rubric)
    scores = score_assessment(found, unit, assessment_of(found, unit, {}))
    assert scores.claimed == Total(Decimal(0), Decimal(0))
    assert scores.floor.points == scores.floor.index == 0
    assert scores.ceiling.points == found.points
    assert scores.ceiling.index == 100
    assert scores.projected == Total(None, None)


@every_row
def test_unanswered_is_never_zero_in_silence(rubric: str, row_id: str) -> None:
    for answer in (Answer(), Answer(State.ANSWERED), Answer(note="để sau")):
        found = score(rubric, row_id, answer)
        assert (found.points, found.exact, found.lost) == (None, None, None)
        assert found.maximum == shipped(rubric).rubric.rows[row_id].points


@each_rubric
@many
@given(data=st.data())
def test_points_lie_within_zero_and_the_maximum(rubric: str, data: st.DataObject) -> None:
    row_id = draw_row(data, rubric)
    row = shipped(rubric).rubric.rows[row_id]
    points = score(rubric, row_id, Answer(State.ANSWERED, draw_values(data, rubric, row_id))).points
    assert points is not None
    assert 0 <= points <= row.points


@each_rubric
@many
@given(data=st.data())
def test_whatever_a_file_holds_a_row_has_points_within_its_maximum_or_none(
    rubric: str, data: st.DataObject
) -> None:
    row_id = draw_row(data, rubric)
    values = dict(draw_values(data, rubric, row_id))
    key = data.draw(st.sampled_from([*values, "la"]))
    values[key] = data.draw(ANYTHING)
    state = data.draw(st.sampled_from(State))
    points = score(rubric, row_id, Answer(state, values)).points
    assert points is None or 0 <= points <= shipped(rubric).rubric.rows[row_id].points


@each_rubric
@many
@given(data=st.data())
def test_one_step_better_never_lowers_the_score(rubric: str, data: st.DataObject) -> None:
    row_id = draw_row(data, rubric)
    values = draw_values(data, rubric, row_id)
    now = exact(rubric, row_id, values)
    for improved in better(shipped(rubric).rubric.rows[row_id], values):
        assert exact(rubric, row_id, improved) >= now, improved


@every_row
def test_a_state_that_a_row_does_not_offer_leaves_it_open_and_in_the_maximum(
    rubric: str, row_id: str
) -> None:
    row = shipped(rubric).rubric.rows[row_id]
    for state in (State.NO_INCIDENCE, State.NOT_APPLICABLE):
        offered = isinstance(row, m.Item) and getattr(row, state.name.lower()) is not None
        if not offered:
            found = score(rubric, row_id, Answer(state))
            assert (found.points, found.maximum) == (None, row.points)


def test_a_row_that_does_not_apply_leaves_the_maximum() -> None:
    """3 of 98.5 points are 3.05 %: the row's own 1.5 are gone from below the line."""
    found, unit = shipped("lang-son-huyen-2023")
    sheet: dict[str, Entry] = {"3.4.1": {"part": 10, "whole": 10}}
    before = score_assessment(found, unit, assessment_of(found, unit, sheet))
    without = assessment_of(found, unit, {**sheet, "7.4": "not applicable"})
    after = score_assessment(found, unit, without)
    assert (before.applicable_max, after.applicable_max) == (Decimal(100), Decimal("98.5"))
    assert before.claimed == Total(Decimal(3), Decimal(3))
    assert after.claimed == Total(Decimal(3), Decimal("3.05"))
    assert after.ceiling.points == Decimal("98.5")


@each_rubric
@whole
@given(data=st.data())
def test_the_order_of_answering_is_irrelevant(rubric: str, data: st.DataObject) -> None:
    found, unit = shipped(rubric)
    sheet = data.draw(sheets(found, unit.sub_units))
    one_by_one = assessment_of(found, unit, {})
    for row_id in data.draw(st.permutations(list(sheet))):
        one_by_one = one_by_one.with_answer(row_id, answer_of(sheet[row_id]))
    at_once = assessment_of(found, unit, sheet)
    assert score_assessment(found, unit, one_by_one) == score_assessment(found, unit, at_once)


@each_rubric
@whole
@given(data=st.data())
def test_what_is_known_to_be_possible_is_worth_as_much_as_if_it_were_asked_again(
    rubric: str, data: st.DataObject
) -> None:
    found, unit = shipped(rubric)
    assessment = assessment_of(found, unit, data.draw(sheets(found, unit.sub_units)))
    assume(not problems(found, unit, assessment))
    assert claims_of(found, unit, assessment, is_possible=True) == claims_of(
        found, unit, assessment
    )


@each_rubric
@whole
@given(data=st.data())
def test_what_is_claimed_alone_is_what_all_totals_say_of_it(
    rubric: str, data: st.DataObject
) -> None:
    found, unit = shipped(rubric)
    assessment = assessment_of(found, unit, data.draw(sheets(found, unit.sub_units)))
    alone, scores = claims_of(found, unit, assessment), score_assessment(found, unit, assessment)
    whole = (scores.rows, scores.applicable_max, scores.claimed)
    assert (alone.rows, alone.applicable_max, alone.claimed) == whole


def rising(*totals: Total) -> bool:
    points = [total.points for total in totals]
    indexes = [total.index for total in totals]
    return all(_rises(figures) for figures in (points, indexes))


def _rises(figures: list[Decimal | None]) -> bool:
    known = [figure for figure in figures if figure is not None]
    return known == sorted(known)


@each_rubric
@whole
@given(data=st.data())
def test_floor_claimed_and_ceiling_never_cross(rubric: str, data: st.DataObject) -> None:
    found, unit = shipped(rubric)
    sheet = data.draw(sheets(found, unit.sub_units))
    scores = score_assessment(found, unit, assessment_of(found, unit, sheet))
    assert rising(scores.floor, scores.claimed, scores.ceiling)
    assert scores.floor.points == scores.claimed.points


@each_rubric
@whole
@given(data=st.data())
def test_the_projection_lies_within_floor_and_ceiling_while_no_past_discounts_the_claims(
    rubric: str, data: st.DataObject
) -> None:
    found, unit = shipped(rubric)
    assessment = assessment_of(found, unit, data.draw(sheets(found, unit.sub_units)))
    for row_id, most in estimates(found).items():
        estimate = data.draw(st.none() | st.decimals(0, most, places=2))
        assessment = assessment.with_answer(row_id, Answer(estimate=estimate))
    last_index = data.draw(st.decimals(0, 100, places=2))
    scores = score_assessment(found, unit, assessment, last_index=last_index)
    assert scores.projected.points is not None
    assert rising(scores.floor, scores.projected, scores.ceiling)


def test_a_past_of_cut_claims_may_pull_the_projection_below_the_floor() -> None:
    """Claimed 67, of which a tenth was cut last year: 60.3 expected, and nothing beside it."""
    found, unit = shipped("lang-son-huyen-2023")
    assessment = full_assessment(shipped("lang-son-huyen-2023"))
    for row_id in estimates(found):
        assessment = assessment.with_answer(row_id, Answer(estimate=Decimal(0)))
    past = Past(2022, {"1.1.3": PastPoints(Decimal(10), Decimal(9))})
    scores = score_assessment(found, unit, assessment, past=past)
    assert scores.projected.points == Decimal("60.30")
    assert scores.floor.points == 67


@pytest.mark.parametrize("rubric", ["lang-son-huyen-2023", "par-index-tinh-2022"])
@pytest.mark.parametrize("last_index", ["78.50", "78.51", "90.25", "33.33"])
def test_an_empty_assessment_is_expected_to_reach_the_last_index_again(
    rubric: str, last_index: str
) -> None:
    found, unit = shipped(rubric)
    empty = assessment_of(found, unit, {})
    scores = score_assessment(found, unit, empty, last_index=Decimal(last_index))
    assert scores.projected.index == Decimal(last_index)


@each_rubric
@whole
@given(data=st.data())
def test_one_more_answer_narrows_the_range_between_floor_and_ceiling(
    rubric: str, data: st.DataObject
) -> None:
    found, unit = shipped(rubric)
    sheet = data.draw(sheets(found, unit.sub_units))
    answered = [row for row, entry in sheet.items() if entry != "not applicable"]
    assume(answered)
    row_id = data.draw(st.sampled_from(answered))
    after = score_assessment(found, unit, assessment_of(found, unit, sheet))
    del sheet[row_id]
    before = score_assessment(found, unit, assessment_of(found, unit, sheet))
    assert rising(before.floor, after.floor, after.ceiling, before.ceiling)


@each_rubric
@whole
@given(data=st.data())
def test_backed_counts_just_the_claims_that_something_stands_behind(
    rubric: str, data: st.DataObject
) -> None:
    found, unit = shipped(rubric)
    assessment = assessment_of(found, unit, data.draw(sheets(found, unit.sub_units)))
    proof = [Answer(), Answer(explanation="Có văn bản"), Answer(citations=(Citation("E-001"),))]
    for row_id, answer in assessment.answers.items():
        behind = data.draw(st.sampled_from(proof))
        proved = evolve(answer, explanation=behind.explanation, citations=behind.citations)
        assessment = assessment.with_answer(row_id, proved)
    scores = score_assessment(found, unit, assessment)
    backed = {r.id for r in found.items() if assessment.answer(r.id).is_backed}
    claims = {row_id: scores.rows[row_id].points for row_id in backed}
    assert scores.backed.points == sum(points for points in claims.values() if points is not None)
    assert rising(scores.backed, scores.claimed)


def rungs(found: Inverse) -> Iterator[Rung]:
    yield from (rung for rung in (found.next, found.full) if rung is not None)


@every_row
@modest
@given(data=st.data())
def test_doing_exactly_what_the_inverse_says_reaches_the_rung_and_one_unit_less_does_not(
    rubric: str, row_id: str, data: st.DataObject
) -> None:
    row = shipped(rubric).rubric.rows[row_id]
    values = draw_values(data, rubric, row_id)
    now = exact(rubric, row_id, values)
    for rung in rungs(inverse_of(rubric, row_id, values)):
        amount = rung.amount or Fraction(0)
        there = exact(rubric, row_id, carried_out(row, values, rung, amount))
        assert there == rung.points == now + rung.gain > now
        if rung.amount is not None:
            short = carried_out(row, values, rung, amount - smallest_step(row))
            assert exact(rubric, row_id, short) < rung.points, short


@pytest.mark.parametrize(
    ("rubric", "row_id"), [(x, y) for x, y in ROWS if can_be_turned(shipped(x).rubric.rows[y])]
)
@modest
@given(data=st.data())
def test_a_next_rung_is_missing_just_where_full_marks_are_reached_or_nothing_can_be_turned(
    rubric: str, row_id: str, data: st.DataObject
) -> None:
    row = shipped(rubric).rubric.rows[row_id]
    values = draw_values(data, rubric, row_id)
    assume("not_issued" not in values and "not_done" not in values)
    complete = exact(rubric, row_id, values) == row.points
    assert (inverse_of(rubric, row_id, values).next is None) is complete


def test_after_more_faults_than_there_are_points_the_next_rung_is_where_points_begin() -> None:
    """1 − 6 × 0.25 is below 0: only 3 people fewer leave 0.25 points."""
    found = inverse_of("lang-son-huyen-2023", "5.5", {"cbccvc": 6, "lanh-dao": 0})
    assert found.next is not None
    assert found.full is not None
    assert (found.next.amount, found.next.points) == (Fraction(3), Fraction(1, 4))
    assert (found.full.amount, found.full.points) == (Fraction(6), Fraction(1))


def test_a_penalty_has_no_rung_that_would_make_it_greater() -> None:
    count = Count((Counter("count", "Số vụ"),))
    penalty = m.Adjustment("T", "Vi phạm", "penalty", Decimal(1), count, AllOrNothing(Decimal(1)))
    assert inverse(penalty, {"count": 0}, Context(2023)) == Inverse(None, None)


def test_answers_of_rows_that_others_score_never_enter_the_claims() -> None:
    found, unit = shipped("mau-ngan")
    identity = RubricIdentity(found.id, found.edition, "")
    answers = {"3.1": Answer(State.ANSWERED, {"percent": 90}, when=None)}
    scores = score_assessment(found, unit, Assessment(unit.code, 2023, identity, answers=answers))
    assert scores.rows["3.1"].points is None
    assert scores.claimed.points == 0


def test_shared_figures_fill_the_rows_that_have_no_value_of_their_own() -> None:
    """300 of 1000 online is 30 %: 30/80 of 2 points; with its own 400, 75 %: 1.88."""
    found, unit = shipped("mau-ngan")
    sheet: dict[str, Entry] = {"2.3.1": {"part": 300}}
    shared = assessment_of(found, unit, sheet).with_figure("ho-so-tiep-nhan", 1000)
    own = shared.with_answer("2.3.1", Answer(State.ANSWERED, {"part": 300, "whole": 400}))
    assert score_assessment(found, unit, shared).rows["2.3.1"].points == Decimal("0.75")
    assert score_assessment(found, unit, own).rows["2.3.1"].points == Decimal("1.88")


def test_the_year_assessed_moves_the_due_date() -> None:
    found, unit = shipped("lang-son-huyen-2023")
    answers = {"1.3.1": Answer(State.ANSWERED, {"date": date(2024, 3, 31)})}
    identity = RubricIdentity(found.id, found.edition, "")
    late = Assessment(unit.code, 2023, identity, answers=answers)
    assert score_assessment(found, unit, late).rows["1.3.1"].points == 0
    in_time = evolve(late, year=2024)
    assert score_assessment(found, unit, in_time).rows["1.3.1"].points == Decimal("0.5")


@pytest.mark.parametrize(
    ("rubric", "row_id"),
    [
        (rubric, row_id)
        for rubric, row_id in ROWS
        if can_be_turned(shipped(rubric).rubric.rows[row_id])
    ],
)
@modest
@given(data=st.data())
def test_every_rung_can_be_entered_and_is_worth_what_it_says(
    rubric: str, row_id: str, data: st.DataObject
) -> None:
    found, unit = shipped(rubric)
    row, context = found.rows[row_id], Context(found.year, unit.sub_units)
    values = draw_values(data, rubric, row_id)
    fields = row_fields(row, unit.sub_units)
    for rung in all_rungs(row, values, context):
        there = carried_out(row, values, rung, rung.amount or Fraction(0))
        assert faults(row, fields, there) == (), (rung, there)
        assert exact(rubric, row_id, there) == rung.points
