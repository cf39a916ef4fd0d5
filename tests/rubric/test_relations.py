"""Mistakes in the relations between rows."""

from decimal import Decimal

import pytest

from parself.rubric import load
from parself.rubric.relations import Condition, Term, parse_condition, parse_term
from rubric.breaking import (
    EMPTY,
    IMPOSSIBLE,
    MISSING,
    NO_FIGURE,
    NO_PLACE,
    NO_ROW,
    Edits,
    Rule,
    expect_one_fault,
    found,
)
from rubric.samples import DROP, RUBRIC

RULES: dict[str, Rule] = {
    # relations
    "a term of an unknown row": ({"check/0/left": ["9.9.whole"]}, "check[#1].left", NO_PLACE),
    "a term of a criterion with items": (
        {"check/0/left": ["1.1.part"]},
        "check[#1].left",
        NO_PLACE,
    ),
    "a term of an unknown key": ({"check/0/right": ["1.1.3.hole"]}, "check[#1].right", NO_FIGURE),
    "a term of a date": ({"check/0/right": ["-1.1.1.date"]}, "check[#1].right", NO_FIGURE),
    "a sum of a table that has none": ({"check/0/left": ["2.1.part"]}, "check[#1].left", NO_FIGURE),
    "a term without end": ({"check/0/left": ["1." * 2000]}, "check[#1].left", NO_PLACE),
    "a side without terms": ({"check/0/right": []}, "check[#1].right", MISSING),
    "a relation without comparison": ({"check/0/op": DROP}, "check[#1].op", MISSING),
    "a condition that is none": (
        {"check/0/when": "luôn luôn đúng"},
        "check[#1].when",
        "“{text}” is not a condition.",
    ),
    "a condition on an unknown row": ({"check/0/when": "9 answered"}, "check[#1].when", NO_ROW),
    "a condition on an unknown state": (
        {"check/0/when": "1.2 skipped"},
        "check[#1].when",
        IMPOSSIBLE,
    ),
    "a condition on a state that is not offered": (
        {"check/0/when": "1.2 no_incidence"},
        "check[#1].when",
        "Row {row} does not offer {state}.",
    ),
    "a condition on an unknown level": (
        {"check/0/when": "1.2.choice = maybe"},
        "check[#1].when",
        IMPOSSIBLE,
    ),
    "a condition on something that is neither yes nor no": (
        {"check/0/when": "1.1.2.mot = 1"},
        "check[#1].when",
        IMPOSSIBLE,
    ),
    "a condition on no number": (
        {"check/0/when": "B1.count > nhiều"},
        "check[#1].when",
        "“{typed}” is not a number.",
    ),
    "a condition on no date": (
        {"check/0/when": "1.1.1.date = 31/12/2022"},
        "check[#1].when",
        "“{typed}” is not a date in this place.",
    ),
    "a level that is to be above something": (
        {"check/0/when": "1.2.choice > 0"},
        "check[#1].when",
        NO_FIGURE,
    ),
    "a condition on an unknown key": (
        {"check/0/when": "1.2.level = co"},
        "check[#1].when",
        NO_FIGURE,
    ),
    "a message that nothing can fill": (
        {"check/0/message": "{document}"},
        "check[#1].message",
        "Nothing can be filled in for {{{name}}}.",
    ),
    "a message with half a place": (
        {"check/0/message": "{left"},
        "check[#1].message",
        "The braces in the message do not match.",
    ),
    "an empty message": ({"check/0/message": ""}, "check[#1].message", EMPTY),
    "a document of one row only": (
        {"check/1/distinct_evidence": ["1.2", "1.2"]},
        "check[#2].distinct_evidence",
        "Only one row is named.",
    ),
    "a document of an unknown row": (
        {"check/1/distinct_evidence": ["1.2", "1.3", "9"]},
        "check[#2].distinct_evidence",
        NO_ROW,
    ),
    "a document to be compared": (
        {"check/1/op": "equal"},
        "check[#2]",
        "A check with distinct_evidence has nothing else to compare.",
    ),
}

GOOD: dict[str, Edits] = {
    "a condition on a level": {"check/0/when": "1.2.choice = khong"},
    "a condition on yes": {"check/0/when": "1.1.2.mot=yes"},
    "a condition on a date": {"check/0/when": "1.1.1.date = 2022-12-31"},
    "a condition on a number": {"check/0/when": "B1.count > 0"},
    "a condition on points": {"check/0/when": "2.4.points = 0.5"},
}


@pytest.mark.parametrize("case", GOOD)
def test_what_is_unusual_but_possible_is_no_fault(case: str) -> None:
    assert found(load.rubric_from_bytes, RUBRIC, GOOD[case]) == []


@pytest.mark.parametrize("rule", RULES)
def test_one_mistake_gives_one_fault_at_its_place(rule: str) -> None:
    expect_one_fault(RULES[rule])


RUBRIC_READ = load.rubric_from_bytes(RUBRIC.encode(), where="thu.toml")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("1.1.3.whole", Term(1, "1.1.3", "whole")),
        ("-1.1.3.part", Term(-1, "1.1.3", "part")),
        ("2.2.huyen.part", Term(1, "2.2", "huyen.part")),
        ("2.1.rows", Term(1, "2.1", "rows")),
        ("1.1.1.points", Term(1, "1.1.1", "points")),
        ("4.5", Term(1, number=Decimal("4.5"))),
        ("-1", Term(-1, number=Decimal(1))),
    ],
)
def test_a_term_is_a_signed_figure_or_number(text: str, term: Term) -> None:
    assert parse_term(RUBRIC_READ, text) == term


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("1.1.3 no_incidence", Condition("1.1.3", "no_incidence")),
        ("1.2  answered", Condition("1.2", "answered")),
        ("1.2.choice = khong", Condition("1.2", key="choice", value="khong")),
        ("B1.count>0", Condition("B1", key="count", sign=">", value="0")),
    ],
)
def test_a_condition_is_a_state_or_a_comparison(text: str, condition: Condition) -> None:
    assert parse_condition(RUBRIC_READ, text) == condition
