"""Mistakes in what a row asks for."""

import pytest

from parself.rubric import load
from rubric.breaking import (
    AT,
    BELOW_0,
    BONUS,
    CHOICE,
    DATE,
    DEDUCT,
    EMPTY_LIST,
    GIVEN,
    MEAN,
    NEVER,
    NOT_ABOVE_0,
    PENALTY,
    RATIO,
    SUMS,
    SURVEY,
    TOO_GREAT,
    Edits,
    Rule,
    expect_one_fault,
    found,
)
from rubric.samples import DROP, RUBRIC

RULES: dict[str, Rule] = {
    # measures
    "a choice without levels": (
        {f"{CHOICE}/measure/levels": []},
        f"{AT[CHOICE]}.measure.levels",
        EMPTY_LIST,
    ),
    "a count without counters": (
        {f"{DEDUCT}/measure/counters": [], f"{DEDUCT}/scale/each": {}},
        f"{AT[DEDUCT]}.measure.counters",
        EMPTY_LIST,
    ),
    "a step of zero": ({f"{GIVEN}/measure/step": 0}, f"{AT[GIVEN]}.measure.step", NOT_ABOVE_0),
    "a table of both kinds": (
        {f"{SUMS}/measure/passes": "Đạt", "check/0/right": ["1"]},
        f"{AT[SUMS]}.measure",
        "A table has either part and whole, or passes.",
    ),
    "a table without its whole": (
        {f"{SUMS}/measure/whole": DROP, "check/0/right": ["1"]},
        f"{AT[SUMS]}.measure",
        "A table has either part and whole, or passes.",
    ),
    "a weight of zero": (
        {f"{MEAN}/measure/parts/0/weight": 0},
        f"{AT[MEAN]}.measure.parts[huyen].weight",
        NOT_ABOVE_0,
    ),
    "a target of zero in a mean": (
        {f"{MEAN}/measure/parts/0/target": 0},
        f"{AT[MEAN]}.measure.parts[huyen].target",
        NOT_ABOVE_0,
    ),
    "a target in percent in a mean": (
        {f"{MEAN}/measure/parts/0/target": 80},
        f"{AT[MEAN]}.measure.parts[huyen].target",
        NEVER,
    ),
    "an option's weight in percent": (
        {f"{SURVEY}/measure/options/0/weight": 100},
        f"{AT[SURVEY]}.measure.options[a].weight",
        "The weight is {weight:count}; possible are 0 to 1.",
    ),
    "a survey part of no weight": (
        {f"{SURVEY}/measure/parts/0/weight": 0},
        f"{AT[SURVEY]}.measure.parts[dan].weight",
        NOT_ABOVE_0,
    ),
    "a counter that can never count": (
        {f"{DEDUCT}/measure/counters/1/most": 0},
        f"{AT[DEDUCT]}.measure.counters[lanh-dao].most",
        NOT_ABOVE_0,
    ),
    "a counter beyond all counts": (
        {f"{BONUS}/measure/most": 10**12},
        f"{AT[BONUS]}.measure.most",
        TOO_GREAT,
    ),
    "a due date that does not exist": (
        {f"{DATE}/measure/due": {"month": 2, "day": 30}},
        f"{AT[DATE]}.measure.due",
        "The day {day}/{month} does not exist.",
    ),
    "a leap day in a year without one": (
        {f"{DATE}/measure/due": {"month": 2, "day": 29}},
        f"{AT[DATE]}.measure.due",
        "The day {day}/{month} does not exist.",
    ),
    "a month beyond any calendar": (
        {f"{DATE}/measure/due": {"month": 10**30, "day": 1}},
        f"{AT[DATE]}.measure.due",
        "The day {day}/{month} does not exist.",
    ),
    "a due date with the year's own number": (
        {f"{DATE}/measure/due/year": 2022},
        f"{AT[DATE]}.measure.due.year",
        "The year of a due date is relative to the year assessed.",
    ),
    "a date without a due date": (
        {f"{PENALTY}/measure/reference": DROP},
        f"{AT[PENALTY]}.measure",
        "Nothing says when the document is due.",
    ),
    "a reference that moves a date back": (
        {f"{DATE}/measure/reference/days_after": -1},
        f"{AT[DATE]}.measure.reference.days_after",
        BELOW_0,
    ),
    "a reference that moves a date by years": (
        {f"{DATE}/measure/reference/days_after": 10**30},
        f"{AT[DATE]}.measure.reference.days_after",
        TOO_GREAT,
    ),
    "an unknown figure": (
        {f"{RATIO}/measure/whole/figure": "so-huyen"},
        f"{AT[RATIO]}.measure.whole.figure",
        "The shared figure {figure} is not known.",
    ),
    "an unknown figure in a mean": (
        {f"{MEAN}/measure/parts/1/whole": {"title": "d", "figure": "so-huyen"}},
        f"{AT[MEAN]}.measure.parts[xa].whole.figure",
        "The shared figure {figure} is not known.",
    ),
}

GOOD: dict[str, Edits] = {
    "a leap day in a leap year": {
        "rubric/year": 2024,
        f"{DATE}/measure/due": {"month": 2, "day": 29},
    },
    "a survey of which only the percentage is announced": {f"{SURVEY}/measure": {"kind": "survey"}},
}


@pytest.mark.parametrize("case", GOOD)
def test_what_is_unusual_but_possible_is_no_fault(case: str) -> None:
    assert found(load.rubric_from_bytes, RUBRIC, GOOD[case]) == []


@pytest.mark.parametrize("rule", RULES)
def test_one_mistake_gives_one_fault_at_its_place(rule: str) -> None:
    expect_one_fault(RULES[rule])
