"""Which edits make another rubric, and which only another wording."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from parself.rubric import load
from parself.rubric import model as m
from parself.rubric.identity import row_hash, scoring_hash
from rubric.breaking import (
    BONUS,
    CHANGE,
    CHECKLIST,
    CHOICE,
    DATE,
    DEDUCT,
    GIVEN,
    MEAN,
    PASSES,
    RATIO,
    SUMS,
    SURVEY,
)
from rubric.samples import DROP, RUBRIC, edited


def read(edits: Mapping[str, object] | None = None) -> m.Rubric:
    return load.rubric_from_bytes(edited(RUBRIC, edits or {}), where="thu.toml")


ORIGINAL = read()

REWORDED: dict[str, object] = {
    "rubric/title": "Tên khác",
    "rubric/edition": "2",
    "rubric/status": "official",
    "rubric/note": "Ghi chú",
    "department/0/title": "Phòng khác",
    "area/0/title": "Lĩnh vực khác",
    "area/0/criterion/0/title": "Tiêu chí khác",
    f"{DATE}/title": "Thành phần khác",
    f"{DATE}/contributors": DROP,
    f"{DATE}/guidance": "Cách tính",
    f"{DATE}/measure/title": "Ngày khác",
    f"{DATE}/measure/reference/title": "Văn bản khác",
    f"{DATE}/measure/not_issued": "Không ban hành",
    f"{CHECKLIST}/measure/parts/0/title": "Khác",
    f"{CHOICE}/measure/levels/0/title": "Khác",
    f"{CHOICE}/evidence": ["Khác"],
    f"{CHOICE}/provenance": "minh họa",
    f"{CHOICE}/department": "tu-phap",
    f"{RATIO}/measure/part": "Khác",
    f"{RATIO}/measure/whole/title": "Khác",
    f"{RATIO}/measure/unit": "hồ sơ",
    f"{PASSES}/measure/passes": "Khác",
    f"{SUMS}/measure/part": "Khác",
    f"{BONUS}/measure/title": "Khác",
    "check": [],
}


def test_rewording_changes_no_hash() -> None:
    reworded = read(REWORDED)
    assert scoring_hash(reworded) == scoring_hash(ORIGINAL)
    for row_id, row in reworded.rows.items():
        assert row_hash(row) == row_hash(ORIGINAL.rows[row_id])


SCORING: dict[str, tuple[str, dict[str, object]]] = {
    "a level's points": ("1.2", {f"{CHOICE}/measure/levels/1/points": Decimal("0.5")}),
    "a level's id": ("1.2", {f"{CHOICE}/measure/levels/1/id": "chua"}),
    "a part's id": ("1.1.2", {f"{CHECKLIST}/measure/parts/0/id": "ba"}),
    "a step": ("1.3", {f"{GIVEN}/measure/step": Decimal("0.5")}),
    "a cut-off": ("1.1.3", {f"{RATIO}/scale/zero_below": Decimal("0.51")}),
    "a rise from zero": ("1.1.3", {f"{RATIO}/scale/from_zero": True}),
    "the shared figure": ("1.1.3", {f"{RATIO}/measure/whole": "Tổng số"}),
    "whether decimals are allowed": ("1.1.3", {f"{RATIO}/measure/decimals": True}),
    "no incidence": ("1.1.3", {f"{RATIO}/no_incidence": "zero"}),
    "not applicable": ("1.1.3", {f"{RATIO}/not_applicable": "unit"}),
    "a due date": ("1.1.1", {f"{DATE}/measure/due/day": 30}),
    "days after": ("1.1.1", {f"{DATE}/measure/reference/days_after": 16}),
    "whether never issued is offered": ("1.1.1", {f"{DATE}/measure/not_issued": DROP}),
    "a band's end": ("1.1.1", {f"{DATE}/scale/bands/2/above": 30}),
    "whether a band's end is included": (
        "2.5",
        {f"{SUMS}/scale/bands/1": {"above": Decimal("0.9"), "points": "proportional"}},
    ),
    "a deduction": ("1.1.4", {f"{DEDUCT}/scale/each/lanh-dao": Decimal("0.5")}),
    "a counter's most": ("1.1.4", {f"{DEDUCT}/measure/counters/1/most": 8}),
    "a weight": ("2.2", {f"{MEAN}/measure/parts/0/weight": Decimal("0.7")}),
    "an option's weight": ("2.3", {f"{SURVEY}/measure/options/1/weight": Decimal("0.3")}),
    "the source": ("2.3", {f"{SURVEY}/source": "appraiser"}),
    "the columns of a table": (
        "2.1",
        {f"{PASSES}/measure": {"kind": "table", "part": "Đạt", "whole": "Tổng"}},
    ),
    "the way of comparing": (
        "2.4",
        {
            f"{CHANGE}/measure/compare": "ratio",
            f"{CHANGE}/scale/bands/1/from": Decimal("0.5"),
            f"{CHANGE}/scale/bands/2/above": 1,
        },
    ),
    "points per case": ("B1", {f"{BONUS}/scale/each": Decimal("0.25")}),
    "bonus or penalty": ("B1", {f"{BONUS}/kind": "penalty"}),
}


@pytest.mark.parametrize("change", SCORING)
def test_a_change_of_scoring_changes_the_hashes_of_row_and_rubric(change: str) -> None:
    row_id, edits = SCORING[change]
    changed = read(edits)
    assert scoring_hash(changed) != scoring_hash(ORIGINAL)
    others = {key for key in ORIGINAL.rows if key != row_id}
    assert row_hash(changed.rows[row_id]) != row_hash(ORIGINAL.rows[row_id])
    assert all(row_hash(changed.rows[key]) == row_hash(ORIGINAL.rows[key]) for key in others)


@pytest.mark.parametrize(
    "edits",
    [
        {"rubric/bonus_cap": 2},
        {"rubric/rounding": {"item": Decimal("0.01"), "total": Decimal("0.1")}},
        {"area/0/points": 6, "area/0/criterion/2": DROP, "rubric/points": 11},
        {"area/0/id": "9"},
        {"adjustment/1": DROP},
    ],
)
def test_a_change_outside_the_rows_changes_the_rubric(edits: dict[str, object]) -> None:
    assert scoring_hash(read(edits)) != scoring_hash(ORIGINAL)


def test_equal_numbers_written_differently_are_the_same() -> None:
    same = read({"rubric/points": Decimal("12.00"), f"{RATIO}/scale/zero_below": Decimal("0.500")})
    assert scoring_hash(same) == scoring_hash(ORIGINAL)


def test_the_order_of_deductions_does_not_matter() -> None:
    each = {"lanh-dao": "all", "cong-chuc": Decimal("0.25")}
    assert row_hash(read({f"{DEDUCT}/scale/each": each}).rows["1.1.4"]) == row_hash(
        ORIGINAL.rows["1.1.4"]
    )


def test_hashes_stay_what_they_were() -> None:
    """Assessments hold these hashes: a change here makes every rubric another one."""
    assert scoring_hash(ORIGINAL) == (
        "4b5f96d8b5071910ca13347a4c9019f86382b64a8fa24af66ac678bf2963908e"
    )
    assert row_hash(ORIGINAL.rows["1.1.1"]) == (
        "0efcda56a1f4fc1baf926c9a1bf1a129a500c11ca1c86957d835237ef58db674"
    )
