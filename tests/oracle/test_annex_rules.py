"""The engine and the hand-written scoring agree on the ways of counting of real annexes."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.annex_rules import AWAY, MAXIMA, Told, row, totals
from oracle.arithmetic import Sheet
from parself.assessment.model import Answer, Assessment, State
from parself.rubric import load
from parself.rubric.identity import identity_of
from parself.rubric.peers import Unit
from parself.scoring.score import Claims, claims_of

PATH = Path(__file__).with_name("annex.toml")
RUBRIC = load.rubric_from_bytes(PATH.read_bytes(), where="phu-luc.toml")
UNIT = Unit("a", "A", "UBND A", "A")
NOT: st.SearchStrategy[Any] = st.just(AWAY)


def counted(most: int) -> st.SearchStrategy[Any]:
    return st.integers(0, most).map(lambda one: {"count": one})


def ticked(*names: str) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({name: st.booleans() for name in names})


def chosen(*names: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(names).map(lambda one: {"choice": one})


def points(most: int) -> st.SearchStrategy[Any]:
    return st.decimals(0, most, places=2).map(lambda one: {"points": one})


RATIOS: st.SearchStrategy[Any] = st.integers(1, 97).flatmap(
    lambda whole: st.integers(0, whole).map(lambda part: {"part": part, "whole": whole})
)
SHEETS: st.SearchStrategy[Sheet] = st.fixed_dictionaries(
    {},
    optional={
        "A.I.1.1.a": counted(9) | NOT,
        "A.I.1.1.b": ticked("nhiem-vu", "kinh-phi"),
        "A.I.1.1.c": ticked("mot", "hai", "ba") | NOT,
        "B.1": counted(7) | NOT,
        "B.2": chosen("du", "mot-phan", "khong") | NOT,
        "B.3": chosen("bang", "thap") | NOT,
        "B.4": RATIOS,
        "C.1": points(4) | NOT,
        "C.2": RATIOS | NOT,
        "C.3": points(3),
    },
)


def engine(sheet: Sheet, *, survey_held: bool) -> Claims:
    answers = {
        name: Answer(State.ANSWERED, entry)
        if isinstance(entry, Mapping)
        else Answer(State.NOT_APPLICABLE)
        for name, entry in sheet.items()
    }
    held = Assessment(
        UNIT.code, RUBRIC.year, identity_of(RUBRIC), answers=answers, survey_held=survey_held
    )
    return claims_of(RUBRIC, UNIT, held)


def told(claims: Claims) -> Told:
    areas = {
        area.id: claims.weights.added({
            item.id: claims.rows[item.id].points or Decimal(0) for item in area.items
        })
        for area in RUBRIC.areas[:3]
    }  # fmt: skip
    index = claims.claimed.index
    return Told(
        Fraction(sum(areas.values(), Decimal(0))),
        Fraction(claims.applicable_max),
        None if index is None else Fraction(index),
        {area: Fraction(one) for area, one in areas.items()},
    )


@given(sheet=SHEETS, survey_held=st.booleans())
@settings(max_examples=400, deadline=None, derandomize=True)
def test_every_row_section_and_index_is_the_one_worked_out_by_hand(
    sheet: Sheet, survey_held: bool
) -> None:
    claims = engine(sheet, survey_held=survey_held)
    for name in MAXIMA:
        assert Fraction(claims.rows[name].points or 0) == row(name, sheet.get(name)), name
    found, right = told(claims), totals(sheet, survey_held=survey_held)
    # Where no row has points there is no index yet.
    is_scored = any(claims.rows[name].points is not None for name in MAXIMA)
    assert found == (right if is_scored else right._replace(percent=found.percent))
    assert is_scored or found.percent in {None, 0}


@pytest.mark.parametrize(
    ("name", "entered", "worth"),
    [
        ("A.I.1.1.a", {"count": 3}, "1.5"),
        ("A.I.1.1.a", {"count": 7}, "2"),
        ("A.I.1.1.b", {"nhiem-vu": True, "kinh-phi": False}, "0"),
        ("B.1", {"count": 3}, "15"),
        ("B.1", {"count": 5}, "20"),
        ("B.2", {"choice": "mot-phan"}, "0.42"),
        ("B.3", {"choice": "bang"}, "1"),
    ],
)
def test_the_figures_that_annexes_give_come_out(
    name: str, entered: dict[str, Any], worth: str
) -> None:
    claims = engine({name: entered}, survey_held=True)
    assert Fraction(claims.rows[name].points or 0) == row(name, entered) == Fraction(worth)


def test_five_levels_stand_one_below_another() -> None:
    assert RUBRIC.depth == 5
    assert [one.id for one in RUBRIC.above["A.I.1.1.a"]] == ["A", "A.I", "A.I.1", "A.I.1.1"]


def test_without_a_survey_the_rest_is_set_against_its_own_maximum() -> None:
    whole: Sheet = {
        "A.I.1.1.a": {"count": 4},
        "A.I.1.1.b": {"nhiem-vu": True, "kinh-phi": True},
        "A.I.1.1.c": {"mot": True, "hai": True, "ba": True},
        "B.1": {"count": 4}, "B.2": {"choice": "du"}, "B.3": AWAY,
        "C.1": AWAY, "C.2": {"part": 1, "whole": 1}, "C.3": {"points": Decimal("1.5")},
    }  # fmt: skip
    right = totals(whole, survey_held=False)
    # 6 of 6, 24 of 24, 5 + 2,5 of 10.
    assert right[:3] == (Fraction("37.5"), Fraction(40), Fraction("93.75"))
    assert told(engine(whole, survey_held=False)) == right
