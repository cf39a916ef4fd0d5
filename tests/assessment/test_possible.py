"""Whether an answer is possible: states, estimates, efforts, shared figures, whole assessments."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from parself import i18n
from parself.assessment.model import Answer, Assessment, State, Task
from parself.assessment.possible import (
    answer_faults,
    at_odds,
    estimate_fault,
    problems,
    refuse_fault,
    state_fault,
)
from parself.errors import UsageError
from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.identity import RubricIdentity
from parself.rules.amounts import Value
from parself.rules.fields import Input
from parself.rules.kinds import Measure, row_fields
from parself.rules.ratio import Ratio
from parself.rules.survey import Survey
from parself.values import evolve

COMMUNES = ("Xã An Sơn", "Xã Bình Phúc")
PART, WHOLE = Input("Hồ sơ đúng hạn"), Input("Tổng số hồ sơ")
RATIO = Ratio(PART, WHOLE, "hồ sơ")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared as the source has them, whatever state the catalogue is in."""
    i18n.use("en")
    yield
    i18n.use("vi")


def item(measure: Measure, source: m.Source = m.Source.SELF) -> m.Item:
    return m.Item("3.4.1", "Hồ sơ đúng hạn", Decimal(2), measure, source=source)


def test_a_state_is_refused_where_the_row_does_not_offer_it() -> None:
    row = item(RATIO)
    for state in (State.NO_INCIDENCE, State.NOT_APPLICABLE):
        with pytest.raises(UsageError, match="does not offer this state"):
            refuse_fault(row.id, state_fault(row, state))
    with pytest.raises(UsageError):
        other = evolve(row, not_applicable="appraiser")
        refuse_fault(row.id, state_fault(other, State.NOT_APPLICABLE))


def test_a_state_is_taken_where_the_row_offers_it() -> None:
    row = evolve(item(RATIO), no_incidence="zero", not_applicable="unit")
    for state in State:
        refuse_fault(row.id, state_fault(row, state))


@pytest.mark.parametrize("source", [m.Source.SURVEY, m.Source.APPRAISER])
def test_a_row_that_others_score_takes_an_estimate_and_no_answer(source: m.Source) -> None:
    row = item(Survey(), source)
    refuse_fault(row.id, state_fault(row, State.UNANSWERED))
    with pytest.raises(UsageError, match="scored by others"):
        refuse_fault(row.id, state_fault(row, State.ANSWERED))
    assert estimate_fault(row, Decimal(0)) is None
    assert estimate_fault(row, Decimal(2)) is None
    for estimate in (Decimal("-0.01"), Decimal("2.01")):
        fault = estimate_fault(row, estimate)
        assert fault is not None
        assert "between 0 and 2" in i18n.render(fault.what)


def test_a_row_that_the_unit_scores_takes_no_estimate() -> None:
    fault = estimate_fault(item(RATIO), Decimal(1))
    assert fault is not None
    assert i18n.render(fault.what) == (
        "Row 3.4.1 is scored by the unit itself: it takes no estimate."
    )


def rubric() -> m.Rubric:
    rows = (
        m.Item("1", "Hồ sơ", Decimal(2), Ratio(PART, Input("Tổng số", "tong-so"))),
        m.Item("2", "Khảo sát", Decimal(2), Survey(), source=m.Source.SURVEY),
    )
    criteria = tuple(m.Criterion(row.id, row.title, row.points, (row,), True) for row in rows)
    areas = (m.Area("A", "A", Decimal(4), criteria),)
    figures = (m.Figure("tong-so", "Tổng số hồ sơ"),)
    return m.Rubric(
        "r", "1", m.Status.DRAFT, 2023, "R", Decimal(4), "r", areas=areas, figures=figures
    )


def told(answers: Mapping[str, Answer], figures: Mapping[str, Value] | None = None) -> list[str]:
    identity = RubricIdentity("r", "1", "")
    assessment = Assessment("x", 2023, identity, answers=answers, figures=figures or {})
    found = problems(rubric(), peers.Unit("x", "X", "X", "X", COMMUNES), assessment)
    return [i18n.render(p.what) + f" @{p.where}" for of_key in found.values() for p in of_key]


def test_an_assessment_that_fits_its_rubric_has_no_problems() -> None:
    answers = {"1": Answer(State.ANSWERED, {"part": 5}), "2": Answer(estimate=Decimal("1.5"))}
    assert told(answers, {"tong-so": 10}) == []
    assert told({"1": Answer(State.UNANSWERED, {"part": 5})}) == []


def test_every_answer_that_does_not_fit_is_told_with_its_row() -> None:
    answers = {
        "1": Answer(State.ANSWERED, {"part": 11}),
        "2": Answer(State.ANSWERED, {"percent": 300}, estimate=Decimal(3)),
        "9": Answer(note="?"),
    }
    assert told(answers, {"tong-so": 10}) == [
        "Hồ sơ đúng hạn (11) is greater than Tổng số (10). @1",
        "Row 2 is scored by others: the unit may only estimate it. @2",
        "3 is not possible here: it must lie between 0 and 2. @2",
        "300 is not possible here: it must lie between 0 and 100. @2",
        "The rubric has no such row. @9",
    ]


def test_an_answer_marked_as_answered_without_its_figures_is_told() -> None:
    answers = {"1": Answer(State.ANSWERED, {"part": 1}, estimate=Decimal(1))}
    assert told(answers) == [
        "Row 1 is scored by the unit itself: it takes no estimate. @1",
        "The row is marked as answered, but figures are missing. @1",
    ]
    assert told({"1": Answer(State.NO_INCIDENCE)}) == ["Row 1 does not offer this state. @1"]


def test_figures_beside_a_mark_that_says_there_are_none_are_told() -> None:
    row = evolve(item(RATIO), no_incidence="full", not_applicable="unit")
    for state, word in (
        (State.NO_INCIDENCE, "no incidence"),
        (State.NOT_APPLICABLE, "not applicable"),
    ):
        [fault] = answer_faults(row, row_fields(row), Answer(state, {"part": 3}), {})
        assert i18n.render(fault.what) == (
            f"The row cannot have figures and be marked as “{word}”."
        )
        assert answer_faults(row, row_fields(row), Answer(state), {}) == ()


@pytest.mark.parametrize("effort", [0, 6, -1])
def test_an_effort_beyond_its_five_steps_is_told(effort: int) -> None:
    assert told({"1": Answer(effort=effort)}) == ["The effort is a figure from 1 to 5. @1"]


@pytest.mark.parametrize(
    ("figure", "value", "what"),
    [
        ("tong-so", -1, "−1 is not possible here: the least is 0."),
        ("tong-so", "nhiều", "“nhiều” is not a number."),
        ("tong-so", 0, "Tổng số is 0, so no rate can be computed."),
        ("so-khac", 1, "The rubric has no such shared figure."),
    ],
)
def test_a_shared_figure_is_judged_as_the_rows_do_that_use_it(
    figure: str, value: Value, what: str
) -> None:
    assert told({}, {figure: value}) == [f"{what} @figures.{figure}"]


def test_an_open_row_is_not_refused_for_a_shared_figure_that_was_changed_under_it() -> None:
    answers = {"1": Answer(State.UNANSWERED, {"part": 11})}
    assert told(answers, {"tong-so": 10}) == []
    held = Assessment("x", 2023, RubricIdentity("r", "1", ""), answers=answers,
                      figures={"tong-so": 10})  # fmt: skip
    found = at_odds(rubric(), peers.Unit("x", "X", "X", "X", COMMUNES), held)
    assert [i18n.render(problem.what) for problem in found["1"]] == [
        "Hồ sơ đúng hạn (11) is greater than Tổng số (10)."
    ]


def test_a_task_of_a_row_that_the_rubric_does_not_have_is_told() -> None:
    held = Assessment("x", 2023, RubricIdentity("r", "1", ""), tasks={"9": Task("Làm")})
    assert list(problems(rubric(), peers.Unit("x", "X", "X", "X", COMMUNES), held)) == ["9"]
