"""Rows stand on up to five levels, and every room goes through one walk of the tree."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from parself import i18n, toml
from parself.annex.lay import lay_out
from parself.annex.read import read_annex
from parself.annex.write import workbook
from parself.editions.wording import facets
from parself.errors import ParselfError
from parself.rubric import load
from parself.rubric import model as m
from parself.rubric.diff import Aspect, Part, diff
from parself.rubric.dump import rubric_to_bytes
from parself.rubric.identity import row_hash, scoring_hash
from parself.values import evolve
from parself.view.view import unknown_row
from parself.words.place_words import level_names, place_words
from parself.workshop.subset import subset
from rubric.samples import edited

TEXT = (Path(__file__).parent / "data" / "deep.toml").read_text("utf-8")
GROUP = "area/0/criterion/1/criterion/1"
SECOND = f"{GROUP}/criterion/0"


def read(edits: dict[str, object] | None = None) -> m.Rubric:
    return load.rubric_from_bytes(edited(TEXT, edits or {}), where="sau.toml")


DEEP = read()


def faults(edits: dict[str, object]) -> list[tuple[str, str]]:
    with pytest.raises(ParselfError) as caught:
        read(edits)
    return [(one.where, one.what.id) for one in caught.value.problems]


def test_rows_of_every_level_are_rows_in_the_order_of_the_annex() -> None:
    rows = ["A.I", "A.II.1", "A.II.2.1.a", "A.II.2.1.b", "A.II.2.2", "B.1"]
    assert list(DEEP.rows) == rows
    assert [item.id for item in DEEP.areas[0].items] == rows[:-1]
    assert DEEP.depth == 5


def test_a_walk_tells_where_everything_stands() -> None:
    told = {node.part.id: (node.depth, node.number, node.at) for node in DEEP.nodes}
    inside = "area[A].criterion[A.II].criterion[A.II.2]"
    assert told["A"] == (0, "A", "area[A]")
    assert told["A.I"] == (1, "I", "area[A].criterion[A.I]")
    assert told["A.II.2"] == (2, "2", inside)
    assert told["A.II.2.1"] == (3, "2.1", f"{inside}.criterion[A.II.2.1]")
    assert told["A.II.2.1.a"] == (4, "a)", f"{inside}.criterion[A.II.2.1].item[A.II.2.1.a]")


def test_a_row_is_found_under_all_that_it_stands_in() -> None:
    assert DEEP.places["A.II.2.1.a"] == {"A", "A.II", "A.II.2", "A.II.2.1", "A.II.2.1.a"}
    area = DEEP.area_of("A.II.2.1.a")
    assert area is not None
    assert area.id == "A"


def test_the_place_of_a_row_is_said_with_the_marks_of_the_annex() -> None:
    assert place_words(DEEP, "A.II.2.1.a") == "A. Kết quả thực hiện nhiệm vụ › II › 2 › 2.1"
    assert place_words(DEEP, "A.I") == "A. Kết quả thực hiện nhiệm vụ"


def test_levels_bear_the_names_of_the_rubric() -> None:
    assert level_names(DEEP) == ("Phần", "Lĩnh vực", "Nhóm", "Tiêu chí", "Nội dung")


def test_levels_without_names_are_counted_on() -> None:
    i18n.use("en")
    plain = ("area", "criterion", "sub-criterion", "level 4", "level 5")
    assert level_names(evolve(DEEP, levels=())) == plain
    i18n.use("vi")


def test_the_file_comes_back_equal() -> None:
    assert load.rubric_from_bytes(rubric_to_bytes(DEEP), where="again") == DEEP


def test_the_workbook_comes_back_equal() -> None:
    assert read_annex(workbook(lay_out(DEEP)), where="a.xlsx").rubric == DEEP


def test_criteria_that_are_all_rows_are_items_however_they_are_written() -> None:
    table: dict[str, Any] = dict(toml.read(TEXT.encode(), where="sau").table)
    group = table["area"][0]["criterion"][1]["criterion"][1]["criterion"][0]
    group["criterion"] = group.pop("item")
    again = load.rubric_from_bytes(toml.write(table), where="sau.toml")
    assert again == DEEP


def test_marks_and_names_of_levels_are_words() -> None:
    other = read({f"{SECOND}/mark": "(2.1)", "rubric/levels": ["1", "2", "3", "4", "5"]})
    assert scoring_hash(other) == scoring_hash(DEEP)
    moved = read({f"{SECOND}/id": "A.II.2.9"})
    assert scoring_hash(moved) != scoring_hash(DEEP)
    assert row_hash(moved.rows["A.II.2.1.a"]) == row_hash(DEEP.rows["A.II.2.1.a"])


def test_sums_are_checked_on_every_level() -> None:
    where = "sau.toml, area[A].criterion[A.II].criterion[A.II.2]"
    wrong = "The parts add up to {sum:points} points, but {stated:points} are stated."
    assert faults({f"{SECOND}/points": 9}) == [
        (f"{where}.points", wrong),
        (f"{where}.criterion[A.II.2.1].points", wrong),
    ]


def test_a_fault_of_a_deep_row_is_told_by_its_key_path() -> None:
    at = "area[A].criterion[A.II].criterion[A.II.2].criterion[A.II.2.1].item[A.II.2.1.a]"
    found = faults({f"{SECOND}/item/0/scale/kind": "deduct", f"{SECOND}/item/0/scale/each": 1})
    assert [where for where, _what in found] == [f"sau.toml, {at}.scale"]
    (shape,) = faults({f"{SECOND}/item/0/measure/kind": "ratioo"})
    assert shape[0] == f"sau.toml, {at}.measure.kind"


def test_a_sixth_level_is_refused() -> None:
    row = toml.read(TEXT.encode(), where="sau").table["area"]
    deepest = row[0]["criterion"][1]["criterion"][1]["criterion"][0]["item"][0]
    group = {"id": "x", "title": "X", "points": 7, "item": [{**deepest, "id": "x.1"}]}
    rows = [group, {**deepest, "id": "y", "points": 3}]
    edits: dict[str, object] = {
        f"{SECOND}/criterion": rows,
        "rubric/levels": ["1", "2", "3", "4", "5"],
    }
    table = toml.read(edited(TEXT, edits), where="sau").table
    del table["area"][0]["criterion"][1]["criterion"][1]["criterion"][0]["item"]
    with pytest.raises(ParselfError) as caught:
        load.rubric_from_bytes(toml.write(table), where="sau.toml")
    told = {one.what.id for one in caught.value.problems}
    assert "This stands on level {level}; at most {most} are possible." in told


def test_as_many_names_as_levels_are_asked_for() -> None:
    ((where, _what),) = faults({"rubric/levels": ["Phần", "Mục"]})
    assert where == "sau.toml, rubric.levels"


def test_an_edition_tells_groups_of_every_level_and_where_a_row_went() -> None:
    before = read({f"{SECOND}/title": "Sớm hạn", f"{GROUP}/id": "A.II.3"})
    found = diff(before, DEEP)
    assert (Part.CRITERION, "A.II.2.1") in [(one.part, one.id) for one in found.parts]
    (moved,) = [one for one in found.changed if one.after.id == "A.II.2.1.a"]
    assert moved.aspects == (Aspect.PLACE,)
    (facet,) = facets(moved, found)
    assert facet.after == "A. Kết quả thực hiện nhiệm vụ › A.II › A.II.2 › A.II.2.1"


def test_naming_a_group_lists_its_rows() -> None:
    error = unknown_row(DEEP, "A.II.2")
    todo = error.problems[0].todo
    assert todo is not None
    assert todo.values["rows"] == "A.II.2.1.a, A.II.2.1.b, A.II.2.2"


def test_some_rows_of_a_deep_rubric_keep_their_places() -> None:
    cut = subset(DEEP, ["A.II.2.1.b", "A.II.2.2"], name="thu", roster="lang-son-11-huyen")
    assert list(cut.rows) == ["A.II.2.1.b", "A.II.2.2"]
    assert cut.points == Decimal(7)
    assert [node.part.points for node in cut.nodes] == [7, 7, 7, 3, 3, 4]
