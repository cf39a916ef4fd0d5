"""Mistakes in what an answer is worth."""

import pytest

from parself.rubric import load
from rubric.breaking import (
    AT,
    BELOW_0,
    BONUS,
    CHANGE,
    CHECKLIST,
    CHOICE,
    DATE,
    DEDUCT,
    EMPTY_LIST,
    GIVEN,
    LATE_PAYS,
    MEAN,
    MORE,
    NEVER,
    NOT_ABOVE_0,
    NOT_BELOW,
    NOT_RISING,
    PASSES,
    PENALTY,
    RATIO,
    SUM,
    SUMS,
    SURVEY,
    UNFIT,
    UNREACHED,
    Edits,
    Rule,
    bands,
    expect_one_fault,
    found,
    points,
)
from rubric.samples import DROP, RUBRIC

RULES: dict[str, Rule] = {
    # pairings
    "a share without a scale": (
        {f"{RATIO}/scale": DROP},
        f"{AT[RATIO]}.scale",
        "The measure gives no points by itself, and the row has no scale.",
    ),
    "a choice with a scale": (
        {f"{CHOICE}/scale": {"kind": "proportional"}},
        f"{AT[CHOICE]}.scale",
        UNFIT,
    ),
    "a count in proportion": (
        {f"{BONUS}/scale": {"kind": "proportional"}},
        f"{AT[BONUS]}.scale",
        UNFIT,
    ),
    "a difference in proportion": (
        {f"{CHANGE}/scale": {"kind": "proportional"}},
        f"{AT[CHANGE]}.scale",
        UNFIT,
    ),
    "a deduction from a share": (
        {f"{RATIO}/scale": {"kind": "deduct", "each": 1}},
        f"{AT[RATIO]}.scale",
        UNFIT,
    ),
    "a case of an item worth more than the row": (
        {f"{DEDUCT}/scale": {"kind": "per_case", "each": 9}},
        f"{AT[DEDUCT]}.scale.each",
        MORE,
    ),
    "points per case of a date": (
        {f"{PENALTY}/scale": {"kind": "per_case", "each": 1}},
        f"{AT[PENALTY]}.scale",
        UNFIT,
    ),
    # points of levels and parts
    "a level above the row": (
        {f"{CHOICE}/measure/levels/0/points": 2},
        f"{AT[CHOICE]}.measure.levels[co].points",
        MORE,
    ),
    "a level below zero": (
        {f"{CHOICE}/measure/levels/1/points": -1},
        f"{AT[CHOICE]}.measure.levels[khong].points",
        BELOW_0,
    ),
    "no level as high as the row": (
        {f"{CHOICE}/measure/levels/0/points": "0.5"},
        f"{AT[CHOICE]}.points",
        UNREACHED,
    ),
    "parts above the row": (
        {f"{CHECKLIST}/measure/parts/0/points": 1},
        f"{AT[CHECKLIST]}.measure.parts",
        SUM,
    ),
    "parts below the row": (
        {f"{CHECKLIST}/measure/parts/1": DROP},
        f"{AT[CHECKLIST]}.points",
        UNREACHED,
    ),
    "a part worth nothing": (
        {f"{CHECKLIST}/measure/parts/0/points": 0},
        f"{AT[CHECKLIST]}.measure.parts[mot].points",
        NOT_ABOVE_0,
    ),
    "a part without points beside others": (
        {f"{CHECKLIST}/measure/parts/0/points": DROP},
        f"{AT[CHECKLIST]}.measure.parts[mot].points",
        "Other parts have points, but this one has none.",
    ),
    "more than the maximum as a part of it": (
        {f"{CHOICE}/measure/levels/0/points": {"of_maximum": "3/2"}},
        f"{AT[CHOICE]}.measure.levels[co].points",
        "{part} is no part of the maximum.",
    ),
    "a band above the maximum as a part of it": (
        {f"{SUMS}/scale/bands/1/points": {"of_maximum": 2}},
        f"{AT[SUMS]}.scale.bands[#2].points",
        "{part} is no part of the maximum.",
    ),
    "a step that skips the row's points": (
        {f"{GIVEN}/measure/step": "0.3"},
        f"{AT[GIVEN]}.points",
        UNREACHED,
    ),
    "no option worth everything": (
        {f"{SURVEY}/measure/options/0/weight": "0.6"},
        f"{AT[SURVEY]}.points",
        UNREACHED,
    ),
    # proportional
    "a cut-off above full marks": (
        {f"{RATIO}/scale/zero_below": "0.96"},
        f"{AT[RATIO]}.scale.zero_below",
        NOT_BELOW,
    ),
    "a cut-off above the target": (
        {f"{MEAN}/scale/zero_below": "0.9"},
        f"{AT[MEAN]}.scale.zero_below",
        NOT_BELOW,
    ),
    "a cut-off above everything": (
        {f"{SURVEY}/scale/zero_below": 80},
        f"{AT[SURVEY]}.scale.zero_below",
        NOT_BELOW,
    ),
    "a rise from zero over no distance": (
        {f"{RATIO}/scale/zero_below": "0.95", f"{RATIO}/scale/from_zero": True},
        f"{AT[RATIO]}.scale.zero_below",
        NOT_BELOW,
    ),
    "a cut-off below zero": (
        {f"{RATIO}/scale/zero_below": "-0.5"},
        f"{AT[RATIO]}.scale.zero_below",
        BELOW_0,
    ),
    "full marks in percent": ({f"{RATIO}/scale/full_at": 95}, f"{AT[RATIO]}.scale.full_at", NEVER),
    "full marks from zero": (
        {f"{RATIO}/scale/full_at": 0},
        f"{AT[RATIO]}.scale.full_at",
        NOT_ABOVE_0,
    ),
    "a target of zero": ({f"{MEAN}/scale/target": 0}, f"{AT[MEAN]}.scale.target", NOT_ABOVE_0),
    "a target besides full marks": (
        {f"{MEAN}/scale/full_at": 1},
        f"{AT[MEAN]}.scale.target",
        "target excludes full_at and from_zero.",
    ),
    "a rise from zero without its start": (
        {f"{SURVEY}/scale/from_zero": True},
        f"{AT[SURVEY]}.scale.from_zero",
        "from_zero needs zero_below.",
    ),
    # bands
    "a scale without bands": ({f"{SUMS}/scale/bands": []}, f"{AT[SUMS]}.scale.bands", EMPTY_LIST),
    "a first band with a lower end": (
        {f"{SUMS}/scale/bands/0/from": "0.1"},
        f"{AT[SUMS]}.scale.bands[#1]",
        "The first band has a lower end, so nothing is said of what lies below.",
    ),
    "a later band without a lower end": (
        {f"{SUMS}/scale": bands(points(0), points(1, **{"from": 1}), points(1))},
        f"{AT[SUMS]}.scale.bands[#3]",
        "The band has no lower end.",
    ),
    "bands that fall": (
        {f"{SUMS}/scale": bands(points(0), points(1, above=1), points(0, **{"from": 1}))},
        f"{AT[SUMS]}.scale.bands[#3]",
        NOT_RISING,
    ),
    "bands that start at the same place": (
        {f"{SUMS}/scale": bands(points(0), points(0, above="0.5"), points(1, above="0.5"))},
        f"{AT[SUMS]}.scale.bands[#3]",
        NOT_RISING,
    ),
    "a band with two lower ends": (
        {f"{SUMS}/scale/bands/1/above": "0.9"},
        f"{AT[SUMS]}.scale.bands[#2]",
        "A band has from or above, not both.",
    ),
    "a band above the row": (
        {f"{SUMS}/scale/bands/1/points": 2},
        f"{AT[SUMS]}.scale.bands[#2].points",
        MORE,
    ),
    "a band below zero": (
        {f"{SUMS}/scale/bands/0/points": -1},
        f"{AT[SUMS]}.scale.bands[#1].points",
        BELOW_0,
    ),
    "a difference in proportion in a band": (
        {f"{CHANGE}/scale/bands/1/points": "proportional"},
        f"{AT[CHANGE]}.scale.bands[#2].points",
        "A number of cases or days has no share to be proportional to.",
    ),
    "no band as high as the row": (
        {f"{CHANGE}/scale/bands/2": DROP},
        f"{AT[CHANGE]}.points",
        UNREACHED,
    ),
    "the highest band begins beyond all shares": (
        {f"{SUMS}/scale": bands(points(0), points(1, above=1))},
        f"{AT[SUMS]}.points",
        UNREACHED,
    ),
    "the highest band lies below all counts": (
        {f"{DEDUCT}/scale": bands(points(1), points(0, **{"from": 0}))},
        f"{AT[DEDUCT]}.points",
        UNREACHED,
    ),
    "a proportional band ends before everything": (
        {f"{SUMS}/scale": bands(points("proportional"), points(0, **{"from": 1}))},
        f"{AT[SUMS]}.points",
        UNREACHED,
    ),
    "being late pays": (
        {f"{DATE}/scale/bands/2/points": 1},
        f"{AT[DATE]}.scale.bands",
        LATE_PAYS,
    ),
    "being late costs a penalty less": (
        {f"{PENALTY}/scale": bands(points(1), points(0, above=0))},
        f"{AT[PENALTY]}.scale.bands",
        LATE_PAYS,
    ),
    # all or nothing
    "all from nothing on": ({f"{PASSES}/scale/at": 0}, f"{AT[PASSES]}.scale.at", NOT_ABOVE_0),
    "all in percent": ({f"{PASSES}/scale/at": 100}, f"{AT[PASSES]}.scale.at", NEVER),
    "all beyond the most": (
        {f"{BONUS}/scale": {"kind": "all_or_nothing", "at": 5}},
        f"{AT[BONUS]}.scale.at",
        NEVER,
    ),
    "all for being late": (
        {f"{DATE}/scale": {"kind": "all_or_nothing", "at": 1}},
        f"{AT[DATE]}.scale.at",
        LATE_PAYS,
    ),
    # deduct and per case
    "a deduction for no counter": (
        {f"{DEDUCT}/scale/each/vien-chuc": 1},
        f"{AT[DEDUCT]}.scale.each.vien-chuc",
        "The row has no counter {counter}.",
    ),
    "a counter without deduction": (
        {f"{DEDUCT}/scale/each/lanh-dao": DROP},
        f"{AT[DEDUCT]}.scale.each",
        "Nothing is taken off for counter {counter}.",
    ),
    "a deduction of nothing": (
        {f"{DEDUCT}/scale/each/cong-chuc": 0},
        f"{AT[DEDUCT]}.scale.each.cong-chuc",
        NOT_ABOVE_0,
    ),
    "nothing per case": ({f"{BONUS}/scale/each": 0}, f"{AT[BONUS]}.scale.each", NOT_ABOVE_0),
    "a case worth more than the row": ({f"{BONUS}/scale/each": 2}, f"{AT[BONUS]}.scale.each", MORE),
    "too few cases for the row": ({f"{BONUS}/measure/most": 1}, f"{AT[BONUS]}.points", UNREACHED),
}

GOOD: dict[str, Edits] = {
    "levels as parts of the maximum": {
        f"{CHOICE}/measure/levels/0/points": {"of_maximum": 1},
        f"{CHOICE}/measure/levels/1/points": {"of_maximum": "1/3"},
    },
    "a best level below the maximum, issued so": {
        f"{CHOICE}/measure/levels/0/points": "0.5",
        f"{CHOICE}/issued_so": True,
    },
    "so much each of a row": {f"{DEDUCT}/scale": {"kind": "per_case", "each": "0.5"}},
    "a cut-off where full marks begin": {f"{RATIO}/scale/zero_below": "0.95"},
    "a cut-off at zero": {f"{RATIO}/scale/zero_below": 0},
    "later days worth the same": {f"{DATE}/scale/bands/2/points": "0.5"},
    "a band of just one value": {
        f"{SUMS}/scale": bands(points(0), points("0.5", **{"from": 1}), points(1, above=1)),
        f"{SUMS}/measure": {"kind": "ratio", "part": "a", "whole": "b", "may_exceed": True},
        "check/0/right": ["1"],
    },
    "a proportional band below full marks": {
        f"{SUMS}/scale": bands(points(0), points("proportional", above="0.8"), points(1, above=1)),
    },
    "a target above everything where the part may exceed the whole": {
        f"{RATIO}/measure/may_exceed": True,
        f"{RATIO}/scale": {"kind": "proportional", "target": 2, "zero_below": 1},
    },
    "all or nothing for no increase": {f"{CHANGE}/scale": {"kind": "all_or_nothing", "at": 0}},
    "a penalty for being late": {f"{PENALTY}/scale": {"kind": "all_or_nothing", "at": 1}},
    "a survey row with points as announced": {
        f"{SURVEY}/measure": {"kind": "given"},
        f"{SURVEY}/scale": DROP,
    },
}


@pytest.mark.parametrize("case", GOOD)
def test_what_is_unusual_but_possible_is_no_fault(case: str) -> None:
    assert found(load.rubric_from_bytes, RUBRIC, GOOD[case]) == []


@pytest.mark.parametrize("rule", RULES)
def test_one_mistake_gives_one_fault_at_its_place(rule: str) -> None:
    expect_one_fault(RULES[rule])
