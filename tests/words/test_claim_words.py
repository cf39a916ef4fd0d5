"""What a unit entered, in the few words that fit beside ten other units."""

from decimal import Decimal

import pytest

from parself.assessment.model import State
from parself.province.facts import RowFacts
from parself.rubric.catalogue import find_rubric
from parself.values import evolve
from parself.words.claim_words import claim_words

RUBRIC, _BYTES = find_rubric("lang-son-huyen-2023")


def said(state: State = State.ANSWERED, **other: object) -> RowFacts:
    numbers = {key: Decimal(str(value)) for key, value in other.items() if isinstance(value, int)}
    texts = {key: str(value) for key, value in other.items() if not isinstance(value, int)}
    return RowFacts(state, Decimal(1), Decimal(1), True, numbers, texts)


@pytest.mark.parametrize(
    ("row", "entered", "words"),
    [
        ("1.1.3", said(part=54, whole=57), "54/57 94,7%"),
        ("1.1.3", said(part=0, whole=0), "0/0"),
        ("1.2.1", said(count=3), "3"),
        ("1.1.2", said(a="yes", b="no"), "1/2"),
        ("1.1.1", said(date="2022-12-12"), "12/12/2022"),
        ("2.3", said(State.NO_INCIDENCE), "không phát sinh"),
        ("2.3", said(State.UNANSWERED), "chưa kê khai"),
        ("2.3", said(), "–"),
    ],
)
def test_a_claim_is_told_in_few_words(row: str, entered: RowFacts, words: str) -> None:
    assert claim_words(RUBRIC.rows[row], entered) == words


def test_a_table_is_told_by_the_sum_of_its_lines() -> None:
    figures = {f"{xa}.{key}": Decimal(n) for xa in "ab" for key, n in (("part", 5), ("whole", 10))}
    entered = evolve(said(), figures=figures)
    assert claim_words(RUBRIC.rows["3.4.2"], entered) == "10/20 50,0%"
