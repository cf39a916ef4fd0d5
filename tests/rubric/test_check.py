"""One breaking edit per rule of the checker: just that fault, at just that place."""

from decimal import Decimal

import pytest

from parself import limits
from parself.rubric import check, load
from parself.values import evolve
from rubric.breaking import (
    AT,
    BELOW_0,
    BONUS,
    CHECKLIST,
    CHOICE,
    DATE,
    DEDUCT,
    EMPTY,
    EMPTY_LIST,
    GIVEN,
    NO_DEPARTMENT,
    NO_ID,
    NOT_ABOVE_0,
    PASSES,
    PENALTY,
    RATIO,
    SUM,
    SURVEY,
    TWICE,
    Rule,
    expect_one_fault,
    found,
)
from rubric.samples import DROP, ROSTER, RUBRIC, STANDINGS, edited

RULES: dict[str, Rule] = {
    # sums
    "areas do not add up": ({"rubric/points": 13}, "rubric.points", SUM),
    "criteria do not add up": (
        {"area/0/points": 8, "rubric/points": 13},
        "area[1].points",
        SUM,
    ),
    "items do not add up": (
        {
            "area/0/criterion/0/points": 6,
            "area/0/points": 8,
            "rubric/points": 13,
        },
        "area[1].criterion[1.1].points",
        SUM,
    ),
    "an area without criteria": (
        {"area/2": {"id": "3", "title": "Ba", "points": 1, "criterion": []}, "rubric/points": 13},
        "area[3].criterion",
        EMPTY_LIST,
    ),
    "a criterion without items": (
        {
            "area/1/criterion/5": {"id": "2.6", "title": "Sáu", "points": 1, "item": []},
            "area/1/points": 6,
            "rubric/points": 13,
        },
        "area[2].criterion[2.6].item",
        EMPTY_LIST,
    ),
    # ids
    "two areas share an id": ({"area/1/id": "1"}, "area[1].id", TWICE),
    "a row has an area's id": ({f"{GIVEN}/id": "2"}, "area[1].criterion[2].id", TWICE),
    "a row has its criterion's id": (
        {f"{DEDUCT}/id": "1.1"},
        "area[1].criterion[1.1].item[1.1].id",
        TWICE,
    ),
    "an adjustment has a row's id": (
        {f"{PENALTY}/id": "2.4"},
        "adjustment[2.4].id",
        TWICE,
    ),
    "an id with a blank": ({f"{PENALTY}/id": "T 1"}, "adjustment[T 1].id", NO_ID),
    "two departments share an id": (
        {"department/2": {"id": "noi-vu", "title": "x"}},
        "department[noi-vu].id",
        TWICE,
    ),
    "two figures share an id": (
        {"figure/1": {"id": "so-xa", "title": "x"}},
        "figure[so-xa].id",
        TWICE,
    ),
    "a rubric's id is no slug": ({"rubric/id": "Thử"}, "rubric.id", NO_ID),
    "an empty roster": ({"rubric/roster": ""}, "rubric.roster", NO_ID),
    "standings that are no slug": ({"rubric/standings": "a b"}, "rubric.standings", NO_ID),
    "two levels share an id": (
        {f"{CHOICE}/measure/levels/1/id": "co"},
        f"{AT[CHOICE]}.measure.levels[co].id",
        TWICE,
    ),
    "a part's id is no slug": (
        {f"{CHECKLIST}/measure/parts/0/id": "Một"},
        f"{AT[CHECKLIST]}.measure.parts[Một].id",
        NO_ID,
    ),
    "an option has a key that every survey has": (
        {f"{SURVEY}/measure/options/0/id": "percent", f"{SURVEY}/measure/parts": DROP},
        f"{AT[SURVEY]}.measure.options[percent].id",
        "“{id}” is a key of every survey.",
    ),
    # words
    "an empty title": ({f"{GIVEN}/title": " "}, f"{AT[GIVEN]}.title", EMPTY),
    "a title too long": (
        {"rubric/title": "x" * (limits.NAME_LENGTH + 1)},
        "rubric.title",
        "The text is too long ({length}; at most {most}).",
    ),
    "an empty label of an input": (
        {f"{RATIO}/measure/part": ""},
        f"{AT[RATIO]}.measure.part",
        EMPTY,
    ),
    "an empty label of a counter": (
        {f"{BONUS}/measure/title": ""},
        f"{AT[BONUS]}.measure.title",
        EMPTY,
    ),
    "an empty label of a column": (
        {f"{PASSES}/measure/passes": ""},
        f"{AT[PASSES]}.measure.passes",
        EMPTY,
    ),
    "an empty label of a reference": (
        {f"{DATE}/measure/reference/title": ""},
        f"{AT[DATE]}.measure.reference.title",
        EMPTY,
    ),
    # departments and evidence
    "a row without department": (
        {f"{GIVEN}/department": DROP},
        f"{AT[GIVEN]}.department",
        "The row names no department.",
    ),
    "an unknown department": (
        {f"{GIVEN}/department": "y-te"},
        f"{AT[GIVEN]}.department",
        NO_DEPARTMENT,
    ),
    "an unknown department of a row that others score": (
        {f"{SURVEY}/department": "y-te"},
        f"{AT[SURVEY]}.department",
        NO_DEPARTMENT,
    ),
    "an unknown contributor": (
        {f"{DATE}/contributors": ["tu-phap", "y-te"]},
        f"{AT[DATE]}.contributors",
        NO_DEPARTMENT,
    ),
    "a row without evidence": (
        {f"{GIVEN}/evidence": [" "]},
        f"{AT[GIVEN]}.evidence",
        "The row names no evidence.",
    ),
    # numbers of the head
    "a year before the index": (
        {"rubric/year": 1999},
        "rubric.year",
        "The year is {year}; possible are {first} to {last}.",
    ),
    "a rounding step of zero": (
        {"rubric/rounding": {"item": 0}},
        "rubric.rounding.item",
        NOT_ABOVE_0,
    ),
    "a rounding step finer than what is printed": (
        {"rubric/rounding": {"total": "0.005"}},
        "rubric.rounding.total",
        "The step {step:count} is finer than what is printed: 0.01.",
    ),
    "rows rounded to thousandths": (
        {"rubric/rounding": {"item": "0.001"}},
        "rubric.rounding.item",
        "The step {step:count} is finer than what is printed: 0.01.",
    ),
    "a rounding step that passes by 100 %": (
        {"rubric/rounding": {"total": "0.03"}},
        "rubric.rounding.total",
        "An index of 100 % is no multiple of the step {step:count}.",
    ),
    "a cap finer than the rounding": (
        {"rubric/penalty_cap": "0.255", "adjustment/1": DROP},
        "rubric.penalty_cap",
        "{points:count} points are no multiple of the rounding step {step:count}.",
    ),
    "points finer than the rounding": (
        {f"{BONUS}/points": "0.125", f"{BONUS}/scale/each": "0.125"},
        f"{AT[BONUS]}.points",
        "{points:count} points are no multiple of the rounding step {step:count}.",
    ),
    "a cap below zero": (
        {"rubric/penalty_cap": -1, "adjustment/1": DROP},
        "rubric.penalty_cap",
        BELOW_0,
    ),
    "an adjustment above its cap": (
        {"rubric/penalty_cap": 0},
        f"{AT[PENALTY]}.points",
        "The row may move {points:points} points, but the cap is {cap:points}.",
    ),
    "result bands that rise": (
        {"rubric/bands": [{"label": "Yếu", "from": 0}, {"label": "Tốt", "from": 80}]},
        "rubric.bands",
        "The result bands are not in falling order.",
    ),
    "result bands that start at the same place": (
        {"rubric/bands/2": {"label": "Kém", "from": 0}},
        "rubric.bands",
        "The result bands are not in falling order.",
    ),
    "result bands without a lowest one": (
        {"rubric/bands/1/from": 50},
        "rubric.bands",
        "The last result band does not start at 0.",
    ),
    "a result band kept from units by what is no penalty": (
        {"rubric/bands/0/not_with": ["1.1"]},
        "rubric.bands[#1].not_with",
        "“{row}” is no penalty of this rubric.",
    ),
    "a lowest result band with a condition": (
        {"rubric/bands/1/not_with_zero": True},
        "rubric.bands[#2]",
        "The last result band has a condition: a unit could be in none.",
    ),
    "a result band above 100": (
        {"rubric/bands/0/from": 101},
        "rubric.bands",
        "A result band starts above {most}.",
    ),
    # points
    "no points at all": (
        {
            "area/1/criterion/5": {
                "id": "2.6",
                "title": "Sáu",
                "points": 0,
                "source": "appraiser",
                "measure": {"kind": "given"},
            }
        },
        "area[2].criterion[2.6].points",
        NOT_ABOVE_0,
    ),
}


def test_the_unedited_samples_have_no_faults() -> None:
    assert found(load.rubric_from_bytes, RUBRIC, {}) == []
    assert found(load.roster_from_bytes, ROSTER, {}) == []
    assert found(load.standings_from_bytes, STANDINGS, {}) == []


@pytest.mark.parametrize("rule", RULES)
def test_one_mistake_in_a_rubric_gives_one_fault_at_its_place(rule: str) -> None:
    expect_one_fault(RULES[rule])


def test_a_rubric_needs_no_result_bands_and_no_standings() -> None:
    edits = {"rubric/bands": DROP, "rubric/standings": DROP}
    assert found(load.rubric_from_bytes, RUBRIC, edits) == []


def test_a_result_band_may_be_for_full_marks_only() -> None:
    assert found(load.rubric_from_bytes, RUBRIC, {"rubric/bands/0/from": 100}) == []


def test_a_rubric_of_too_many_rows_is_not_looked_at_further() -> None:
    rubric = load.rubric_from_bytes(RUBRIC.encode(), where="r")
    many = rubric.adjustments[:1] * (limits.RUBRIC_ITEMS + 1)
    (problem,) = check.rubric_faults(evolve(rubric, adjustments=many))
    assert problem.where == "area"


def test_a_row_that_asks_for_too_much_is_not_looked_at_further() -> None:
    parts = [{"id": f"p{n}", "title": "x", "points": 1} for n in range(check.ROW_FIELDS_MOST + 1)]
    (problem,) = found(load.rubric_from_bytes, RUBRIC, {f"{CHECKLIST}/measure/parts": parts})
    assert problem.where == f"thu.toml, {AT[CHECKLIST]}.measure"


ROSTER_RULES: dict[str, Rule] = {
    "no units": ({"unit": []}, "unit", EMPTY_LIST),
    "two units share a code": ({"unit/1/code": "mot"}, "unit[mot].code", TWICE),
    "a code that is no slug": ({"unit/1/code": "Hai"}, "unit[Hai].code", NO_ID),
    "a nameless unit": ({"unit/1/locative": ""}, "unit[hai].locative", EMPTY),
    "a sub-unit listed twice": (
        {"unit/0/sub_units/1": "Xã A"},
        "unit[mot].sub_units[#2]",
        TWICE,
    ),
    "a nameless sub-unit": ({"unit/0/sub_units/1": ""}, "unit[mot].sub_units[#2]", EMPTY),
    "an id that is no slug": ({"roster/id": "Ba xã"}, "roster.id", NO_ID),
    "no word for the units": ({"roster/unit_word": ""}, "roster.unit_word", EMPTY),
    "too many sub-units": (
        {"unit/0/sub_units": [f"Xã {n}" for n in range(limits.SUB_UNITS + 1)]},
        "unit[mot].sub_units",
        "There are {count:count} entries; at most {most:count}.",
    ),
}


@pytest.mark.parametrize("rule", ROSTER_RULES)
def test_one_mistake_in_a_roster_gives_one_fault_at_its_place(rule: str) -> None:
    edits, where, what = ROSTER_RULES[rule]
    (problem,) = found(load.roster_from_bytes, ROSTER, edits)
    assert (problem.where, problem.what.id) == (f"thu.toml, {where}", what)


INDEX = "The index is {index:points}; possible are 0 to 100."
RANK = "The rank is {rank}, but by the figures given it is {best} at best."
UNKNOWN = "A figure is given, but its status is unknown."
STANDINGS_RULES: dict[str, Rule] = {
    "no units": ({"unit": []}, "unit", EMPTY_LIST),
    "two units share a code": ({"unit/1/code": "mot"}, "unit[mot].code", TWICE),
    "an index above 100": ({"unit/0/index": 101}, "unit[mot].index", INDEX),
    "an index below 0": (
        {"unit/1/previous_index": -1, "unit/0/previous_rank": DROP, "unit/1/previous_rank": DROP},
        "unit[hai].previous_index",
        INDEX,
    ),
    "a rank that the indices contradict": ({"unit/1/rank": 1}, "unit[hai].rank", RANK),
    "a previous rank that the indices contradict": (
        {"unit/0/previous_rank": 1},
        "unit[mot].previous_rank",
        RANK,
    ),
    "a figure of unknown status": (
        {"unit/1/status": DROP, "unit/1/previous_status": "official"},
        "unit[hai].status",
        UNKNOWN,
    ),
    "a past figure of unknown status": (
        {"unit/1/previous_status": "unknown"},
        "unit[hai].previous_status",
        UNKNOWN,
    ),
    "a year beyond the index": (
        {"standings/year": 2101},
        "standings.year",
        "The year is {year}; possible are {first} to {last}.",
    ),
    "a spread below zero": ({"standings/spread": -1}, "standings.spread", BELOW_0),
    "no roster": ({"standings/roster": ""}, "standings.roster", NO_ID),
}


@pytest.mark.parametrize("rule", STANDINGS_RULES)
def test_one_mistake_in_standings_gives_one_fault_at_its_place(rule: str) -> None:
    edits, where, what = STANDINGS_RULES[rule]
    (problem,) = found(load.standings_from_bytes, STANDINGS, edits)
    assert (problem.where, problem.what.id) == (f"thu.toml, {where}", what)


NOTHING: dict[str, object] = {
    f"{GIVEN}/points": 0,
    "area/0/points": 6,
    "rubric/points": 11,
}


def test_a_row_worth_nothing_is_a_fault_unless_it_was_issued_so() -> None:
    (problem,) = found(load.rubric_from_bytes, RUBRIC, NOTHING)
    assert (problem.where, problem.what.id) == (f"thu.toml, {AT[GIVEN]}.points", NOT_ABOVE_0)
    rubric = load.rubric_from_bytes(
        edited(RUBRIC, {**NOTHING, f"{GIVEN}/issued_so": True, f"{GIVEN}/evidence": DROP}),
        where="thu.toml",
    )
    (remark,) = check.rubric_remarks(rubric)
    assert remark.where == f"{AT[GIVEN]}.points"
    assert remark.what.id == "The row is worth nothing: it is told, not scored."


@pytest.mark.parametrize(
    ("edits", "where"),
    [
        ({f"{CHOICE}/measure/levels/0/points": Decimal("0.5")}, "points"),
        ({}, "issued_so"),
    ],
)
def test_what_was_issued_so_is_told_as_a_remark(edits: dict[str, object], where: str) -> None:
    data = edited(RUBRIC, {**edits, f"{CHOICE}/issued_so": True})
    (remark,) = check.rubric_remarks(load.rubric_from_bytes(data, where="thu.toml"))
    assert remark.where == f"{AT[CHOICE]}.{where}"


@pytest.mark.parametrize("ranks", [(1, 1), (1, 2), (2, 1)])
def test_units_of_equal_index_may_share_a_rank_or_be_ranked_apart(ranks: tuple[int, int]) -> None:
    edits = {
        "unit/0/index": 80,
        "unit/1/index": 80,
        "unit/0/rank": ranks[0],
        "unit/1/rank": ranks[1],
    }
    assert found(load.standings_from_bytes, STANDINGS, edits) == []


def test_ranks_are_not_judged_while_an_index_is_unknown() -> None:
    edits = {"unit/0/index": DROP, "unit/1/rank": 1, "unit/0/rank": 2}
    assert found(load.standings_from_bytes, STANDINGS, edits) == []


def test_an_index_may_be_nothing_or_everything_and_the_spread_zero() -> None:
    edits = {"unit/0/index": 100, "unit/1/index": 0, "standings/spread": 0}
    assert found(load.standings_from_bytes, STANDINGS, edits) == []
