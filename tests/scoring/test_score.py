"""What one row and the index come to, worked by hand where the laws leave room."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest
from attrs import evolve

from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Past,
    PastPoints,
    RubricIdentity,
    State,
)
from parself.rubric import model as m
from parself.rubric import peers, rules
from parself.scoring.measures import Context
from parself.scoring.score import (
    Basis,
    Expectation,
    RowScore,
    Scores,
    discount,
    expectation,
    index,
    score_assessment,
    score_row,
)

CENT = Decimal("0.01")
SURVEY = m.Source.SURVEY
COUNT = rules.Count((rules.Counter("count", "Số việc"),))
ONE_EACH = rules.PerCase(Decimal(1))
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
    points = [
        PastPoints(*(None if figure is None else Decimal(figure) for figure in row)) for row in rows
    ]
    return Past(2022, {f"1.{number}": found for number, found in enumerate(points, start=1)})


def assessed(
    answers: Mapping[str, Answer], item: m.Item = ITEM, adjustments: tuple[m.Adjustment, ...] = ()
) -> Scores:
    """The scores of a rubric that consists of one item and these adjustments."""
    criterion = m.Criterion(item.id, item.title, item.points, (item,), is_item=True)
    area = m.Area("1", "Lĩnh vực", item.points, (criterion,))
    rubric = m.Rubric(
        "r", "1", m.Status.DRAFT, 2023, "Bộ tiêu chí", item.points, "r", (area,),
        adjustments=adjustments, bonus_cap=Decimal(3), penalty_cap=Decimal(3),
    )  # fmt: skip
    assessment = Assessment("u", 2023, RubricIdentity("r", "1", ""), answers=answers)
    return score_assessment(rubric, peers.Unit("u", "U", "Huyện U", "ở U"), assessment)


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
    survey = m.Item("1.1", "Khảo sát", Decimal(2), rules.Survey(), source=SURVEY)
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


def test_of_a_row_that_others_score_the_estimate_is_expected_before_its_past() -> None:
    survey = score(m.Item("1.1", "Khảo sát", Decimal(2), rules.Survey(), source=SURVEY), Answer())
    past, guess = last_year(("1", "1")), Answer(estimate=Decimal("1.25"))
    assert expectation(survey, guess, past, None) == Expectation(Fraction("1.25"), Basis.ESTIMATE)
    assert expectation(survey, Answer(), past, None) == Expectation(Fraction(1), Basis.LAST_YEAR)


def test_an_estimate_of_a_row_that_the_unit_scores_itself_is_no_basis() -> None:
    guess = Answer(estimate=Decimal("1.25"))
    assert expectation(score(ITEM, guess), guess, None, None) is None


@pytest.mark.parametrize(("before", "expected"), [("1.5", "1.5"), ("3", "2")])
def test_an_open_row_may_bring_what_it_brought_last_year_but_not_more_than_its_maximum(
    before: str, expected: str
) -> None:
    found = expectation(score(ITEM, Answer()), Answer(), last_year((before, before)), None)
    assert found == Expectation(Fraction(expected), Basis.LAST_YEAR)


def test_an_open_row_without_a_past_may_bring_its_maximum_times_the_last_index() -> None:
    found = expectation(score(ITEM, Answer()), Answer(), None, Decimal(80))
    assert found == Expectation(Fraction("1.6"), Basis.LAST_INDEX)


def test_claims_are_discounted_by_what_was_left_of_all_claims_of_last_year() -> None:
    # (4 + 5) ÷ (5 + 5) = 90 %
    assert discount(last_year(("5", "4"), ("5", "5"))) == Fraction(9, 10)


def test_a_row_of_last_year_of_which_one_figure_is_missing_does_not_discount() -> None:
    assert discount(last_year(("5", "4"), ("5", None), (None, "1"))) == Fraction(4, 5)


def test_more_appraised_than_claimed_does_not_raise_this_years_claims() -> None:
    assert discount(last_year(("4", "5"))) == 1


def test_a_past_without_claims_does_not_discount() -> None:
    assert discount(None) == 1
    assert discount(last_year(("0", "1"))) == 1
