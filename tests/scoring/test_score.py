"""What one row and the index come to, worked by hand where the laws leave room."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest

from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Past,
    PastPoints,
    State,
)
from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.identity import RubricIdentity
from parself.rules.amounts import Context
from parself.rules.count import Count, Counter
from parself.rules.per_case import PerCase
from parself.rules.survey import Survey
from parself.scoring.recognised import last_years
from parself.scoring.score import (
    Basis,
    Expectation,
    RowScore,
    Scores,
    index,
    score_assessment,
    score_row,
)
from parself.values import evolve

CENT = Decimal("0.01")
SURVEY = m.Source.SURVEY
COUNT = Count((Counter("count", "Số việc"),))
ONE_EACH = PerCase(Decimal(1))
ITEM = m.Item("1.1", "Tiêu chí", Decimal(2), COUNT, ONE_EACH, not_applicable="unit")


def adjustment(kind: Literal["bonus", "penalty"]) -> m.Adjustment:
    return m.Adjustment("T", "Điểm thưởng, điểm trừ", kind, Decimal(3), COUNT, ONE_EACH)


def score(row: m.Row, answer: Answer) -> RowScore:
    return score_row(row, answer, answer.values, Context(2023), CENT)


def counted(count: int) -> Answer:
    return Answer(State.ANSWERED, {"count": count})


def cited(state: State) -> Answer:
    return Answer(state, explanation="Có văn bản", citations=(Citation("E-001"),))


def last_year(*rows: tuple[str | None, str | None]) -> Past:
    """Last year as (claimed, appraised) of the rows 1.1, 1.2 …"""
    figures = [[None if figure is None else Decimal(figure) for figure in row] for row in rows]
    points = [PastPoints(claimed, appraised) for claimed, appraised in figures]
    return Past(2022, {f"1.{number}": found for number, found in enumerate(points, start=1)})


def rubric_of(*rows: m.Item | tuple[m.Adjustment, ...]) -> m.Rubric:
    """A rubric of one area that consists of these items and adjustments."""
    items = [row for row in rows if isinstance(row, m.Item)]
    adjustments = tuple(one for row in rows if isinstance(row, tuple) for one in row)
    whole = sum((item.points for item in items), Decimal(0))
    criteria = tuple(m.Criterion(i.id, i.title, i.points, (i,), is_item=True) for i in items)
    return m.Rubric(
        "r", "1", m.Status.DRAFT, 2023, "Bộ tiêu chí", whole, "r",
        areas=(m.Area("1", "Lĩnh vực", whole, criteria),),
        adjustments=adjustments, bonus_cap=Decimal(3), penalty_cap=Decimal(3),
    )  # fmt: skip


def assessed(
    answers: Mapping[str, Answer],
    item: m.Item = ITEM,
    adjustments: tuple[m.Adjustment, ...] = (),
    *,
    past: Past | None = None,
    last_index: Decimal | None = None,
) -> Scores:
    """The scores of a rubric that consists of one item and these adjustments."""
    rubric = rubric_of(item, adjustments)
    assessment = Assessment("u", 2023, RubricIdentity("r", "1", ""), answers=answers)
    unit = peers.Unit("u", "U", "Huyện U", "ở U")
    return score_assessment(rubric, unit, assessment, past=past, last_index=last_index)


def test_a_bonus_falls_short_of_its_most_and_a_penalty_has_no_aim_to_fall_short_of() -> None:
    assert score(adjustment("bonus"), counted(1)).lost == 2
    assert score(adjustment("penalty"), counted(1)).lost is None


@pytest.mark.parametrize("state", [State.UNANSWERED, State.ANSWERED, State.NOT_APPLICABLE])
def test_where_there_are_no_points_nothing_stands_behind_them(state: State) -> None:
    answer = cited(state)
    for found in (score(ITEM, answer), assessed({"1.1": answer}).rows["1.1"]):
        assert found.points is None
        assert not found.backed


def test_nothing_stands_behind_the_points_that_others_will_give() -> None:
    survey = m.Item("1.1", "Khảo sát", Decimal(2), Survey(), source=SURVEY)
    assert not assessed({"1.1": cited(State.ANSWERED)}, survey).rows["1.1"].backed


def test_only_a_bonus_that_something_stands_behind_raises_the_backed_index() -> None:
    item, bonus = evolve(counted(1), explanation="Có văn bản"), (adjustment("bonus"),)
    bare = assessed({"1.1": item, "T": counted(1)}, adjustments=bonus)
    proved = assessed({"1.1": item, "T": item}, adjustments=bonus)
    assert (bare.claimed.index, bare.backed.index) == (Decimal(51), Decimal(50))
    assert (proved.claimed.index, proved.backed.index) == (Decimal(51), Decimal(51))


def test_an_index_is_told_to_the_hundredth() -> None:
    # 1 ÷ 3 = 33.333… %
    assert index(Decimal(1), Decimal(3)) == Decimal("33.33")


def test_there_is_no_index_where_nothing_applies_and_there_is_one_of_a_single_point() -> None:
    assert index(Decimal(0), Decimal(0)) is None
    assert index(Decimal("0.5"), Decimal(1)) == 50


SURVEY_ITEM = m.Item("1.1", "Khảo sát", Decimal(2), Survey(), source=SURVEY)


def expected(
    item: m.Item, answer: Answer, past: Past | None = None, last_index: Decimal | None = None
) -> Expectation | None:
    """What the only row of a rubric may bring."""
    found = assessed({item.id: answer}, item, past=past, last_index=last_index)
    return found.expected.get(item.id)


def test_of_a_row_that_others_score_the_estimate_is_expected_before_its_past() -> None:
    past, guess = last_year(("1", "1")), Answer(estimate=Decimal("1.25"))
    told = Expectation(Decimal("1.25"), Basis.ESTIMATE)
    assert expected(SURVEY_ITEM, guess, past) == told
    assert expected(SURVEY_ITEM, Answer(), past) == Expectation(Decimal(1), Basis.LAST_YEAR)


def test_an_estimate_of_a_row_that_the_unit_scores_itself_is_no_basis() -> None:
    assert expected(ITEM, Answer(estimate=Decimal("1.25"))) is None


@pytest.mark.parametrize(("before", "points"), [("1.5", "1.5"), ("3", "2")])
def test_an_open_row_may_bring_what_it_brought_last_year_but_not_more_than_its_maximum(
    before: str, points: str
) -> None:
    found = expected(ITEM, Answer(), last_year((before, before)))
    assert found == Expectation(Decimal(points), Basis.LAST_YEAR)


def test_an_open_row_without_a_past_may_bring_its_maximum_times_the_last_index() -> None:
    found = expected(ITEM, Answer(), None, Decimal(80))
    assert found == Expectation(Decimal("1.6"), Basis.LAST_INDEX)


def test_what_is_expected_of_a_row_has_four_decimals_and_the_sum_two() -> None:
    found = assessed({"1.1": Answer()}, last_index=Decimal("78.1234"))
    assert found.expected["1.1"].points == Decimal("1.5625")
    assert found.projected.points == Decimal("1.56")


@pytest.mark.parametrize(("kind", "index_then"), [("bonus", "53"), ("penalty", "47")])
def test_an_estimated_bonus_or_penalty_moves_the_projection_and_nothing_else(
    kind: Literal["bonus", "penalty"], index_then: str
) -> None:
    row = evolve(adjustment(kind), source=m.Source.APPRAISER)
    answers = {"1.1": counted(1)}
    open_ = assessed(answers, adjustments=(row,))
    told = assessed({**answers, "T": Answer(estimate=Decimal(3))}, adjustments=(row,))
    assert (open_.projected.index, told.projected.index) == (Decimal(50), Decimal(index_then))
    assert (told.claimed, told.floor, told.ceiling) == (open_.claimed, open_.floor, open_.ceiling)
    assert open_.floor.penalty + open_.ceiling.bonus == 3


def test_a_bonus_that_nobody_claims_or_estimates_is_not_expected_again() -> None:
    before = Past(2022, {"T": PastPoints(Decimal(3), Decimal(3))})
    found = assessed({"1.1": counted(1)}, adjustments=(adjustment("bonus"),), past=before)
    assert found.projected.index == 50


def test_claims_are_discounted_by_what_was_left_of_all_claims_of_last_year() -> None:
    # (4 + 5) ÷ (5 + 5) = 90 %
    assert discounted(("5", "4"), ("5", "5")) == Fraction(9, 10)


def test_a_row_of_last_year_of_which_one_figure_is_missing_does_not_discount() -> None:
    assert discounted(("5", "4"), ("5", None), (None, "1")) == Fraction(4, 5)


def test_a_penalty_of_last_year_is_no_claim_that_was_cut() -> None:
    rubric = rubric_of(ITEM, (adjustment("penalty"),))
    past = Past(2022, {"T": PastPoints(Decimal(0), Decimal(3))})
    assert last_years(rubric, past).share == 1


def test_more_appraised_than_claimed_does_not_raise_this_years_claims() -> None:
    assert discounted(("4", "5")) == 1


def test_a_past_without_claims_does_not_discount() -> None:
    assert last_years(rubric_of(ITEM), None).share == 1
    assert discounted(("0", "1")) == 1


def discounted(*rows: tuple[str | None, str | None]) -> Fraction:
    items = tuple(evolve(ITEM, id=f"1.{number}") for number, _ in enumerate(rows, start=1))
    return last_years(rubric_of(*items), last_year(*rows)).share
