"""What a result is to an assessment: every misfit has its own name and its next step."""

from typing import Any

import pytest

from parself.assessment.model import Assessment, HandIn, Part, Purpose, Returned
from parself.returns.model import Return
from parself.returns.receiving import Receipt, judge
from parself.rubric.identity import RubricIdentity
from parself.values import evolve
from returns.samples import returned
from submission.samples import NOW, UNITS, assessment

DIGEST, OTHER = "ab" * 32, "cd" * 32
LAST = HandIn(1, "x", NOW, digest=DIGEST)
ROUND = returned().round


def received(number: int, digest: str = DIGEST, round_: str = ROUND) -> Assessment:
    return evolve(assessment(), returned=Returned(round_, number, digest))


def outcome(
    ours: Assessment, value: Return, last: HandIn | None = LAST, digest: str = DIGEST
) -> Receipt:
    judged = judge(ours, last, value, digest)
    assert judged.receipt.is_refused == (judged.todo is not None), "a refusal says what next"
    return judged.receipt


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"unit": UNITS[1]}, Receipt.WRONG_UNIT),
        ({"year": 2022}, Receipt.WRONG_YEAR),
        ({"purpose": Purpose.PRACTICE}, Receipt.WRONG_PURPOSE),
        ({"rubric": RubricIdentity("bo-mau", "2", "0" * 64)}, Receipt.WRONG_RUBRIC),
        ({"hand_in": 2}, Receipt.NOT_HANDED_IN),
        ({"hand_in_digest": OTHER}, Receipt.NOT_HANDED_IN),
    ],
)
def test_what_belongs_elsewhere_is_refused_by_name(
    other: dict[str, Any], expected: Receipt
) -> None:
    assert outcome(assessment(), returned(**other)) is expected


def test_an_edition_that_only_words_otherwise_is_the_same_rubric() -> None:
    named = evolve(returned().rubric, edition="1b")
    assert outcome(assessment(), returned(rubric=named)) is Receipt.NEW


def test_a_fresh_assessment_that_never_handed_in_receives_nothing() -> None:
    assert outcome(assessment(), returned(), None) is Receipt.NOT_HANDED_IN


def test_a_hand_in_of_which_an_earlier_program_kept_no_digest_is_believed() -> None:
    assert outcome(assessment(), returned(), HandIn(1, "x", NOW)) is Receipt.NEW


def test_a_result_about_an_earlier_hand_in_is_taken() -> None:
    assert outcome(assessment(), returned(), HandIn(2, "x", NOW, digest=OTHER)) is Receipt.NEW


def test_a_part_of_a_department_receives_nothing() -> None:
    part = evolve(assessment(), part=Part("noi-vu", {}))
    assert outcome(part, returned()) is Receipt.A_PART


def test_another_round_is_asked_about() -> None:
    assert outcome(received(1, round_="f" * 16), returned(number=2)) is Receipt.WRONG_ROUND


def test_numbers_only_rise_and_one_number_has_one_content() -> None:
    ours = received(2)
    assert outcome(ours, returned(number=1)) is Receipt.OLDER
    assert outcome(ours, returned(number=2)) is Receipt.SAME
    assert outcome(ours, returned(number=2), digest=OTHER) is Receipt.DIVERGING
    assert outcome(ours, returned(number=3)) is Receipt.NEWER
