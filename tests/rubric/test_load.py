"""What files become, and how faulty ones are refused."""

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from parself.errors import DamagedError, ExitCode, UsageError
from parself.files import show_path
from parself.rubric import catalogue, load, peers
from parself.rubric import model as m
from parself.rules import MEASURES, SCALES
from parself.rules.count import Count, Counter
from parself.rules.deduct import Deduct
from parself.rules.fields import Input
from parself.rules.ratio import Ratio
from parself.values import fields
from rubric.samples import DROP, ROSTER, RUBRIC, STANDINGS, edited

AREA_1 = "area/0/criterion"
AREA_2 = "area/1/criterion"


def read(edits: dict[str, object] | None = None) -> m.Rubric:
    return load.rubric_from_bytes(edited(RUBRIC, edits or {}), where="thu.toml")


def faults(edits: dict[str, object]) -> set[tuple[str, str]]:
    with pytest.raises(load.RubricError) as caught:
        read(edits)
    return {(problem.where, problem.what.id) for problem in caught.value.problems}


def test_a_rubric_has_its_rows_in_the_order_of_the_file() -> None:
    rubric = read()
    rows = "1.1.1 1.1.2 1.1.3 1.1.4 1.2 1.3 2.1 2.2 2.3 2.4 2.5 B1 T1"
    assert list(rubric.rows) == rows.split()
    assert rubric.points == Decimal(12)
    assert rubric.rounding == m.Rounding(Decimal("0.01"), Decimal("0.01"))


def test_a_criterion_is_a_scored_row_or_has_some() -> None:
    criteria = read().areas[0].criteria
    assert [criterion.is_item for criterion in criteria] == [False, True, True]
    assert len(criteria[0].items) == 4
    assert criteria[1].items[0].id == criteria[1].id == "1.2"


def test_an_input_is_a_label_or_takes_over_a_shared_figure() -> None:
    measure = read().rows["1.1.3"].measure
    assert isinstance(measure, Ratio)
    assert measure.part == Input("Đã xong")
    assert measure.whole == Input("Tổng số", figure="so-xa")


def test_a_count_with_a_title_has_one_counter_named_count() -> None:
    measure = read().rows["B1"].measure
    assert measure == Count((Counter("count", "Số mô hình", 4),))


@pytest.mark.parametrize("each", [Decimal("0.25"), "all"])
def test_one_deduction_holds_for_every_counter(each: object) -> None:
    rubric = read({f"{AREA_1}/0/item/3/scale": {"kind": "deduct", "each": each}})
    assert rubric.rows["1.1.4"].scale == Deduct({"cong-chuc": each, "lanh-dao": each})  # type: ignore[dict-item]


def test_one_deduction_holds_for_a_count_with_a_title() -> None:
    rubric = read(
        {
            f"{AREA_1}/0/item/3/measure": {"kind": "count", "title": "Số vụ"},
            f"{AREA_1}/0/item/3/scale": {"kind": "deduct", "each": 1},
        }
    )
    assert rubric.rows["1.1.4"].scale == Deduct({"count": Decimal(1)})


def test_all_faults_of_the_shape_are_named_at_once_with_their_places() -> None:
    found = faults(
        {
            "rubric/title": DROP,
            "rubric/year": "2023",
            "area/0/points": True,
            f"{AREA_1}/0/item/2/measure/hole": "Tổng",
            f"{AREA_1}/0/item/3/scale/kind": "deducted",
            f"{AREA_2}/0/measure": "table",
            f"{AREA_2}/1/measure/kind": DROP,
        }
    )
    item = "thu.toml, area[1].criterion[1.1].item"
    assert found == {
        ("thu.toml, rubric.title", "This key is missing."),
        ("thu.toml, rubric.year", "A whole number is asked for here."),
        ("thu.toml, area[1].points", "A number is asked for here."),
        (f"{item}[1.1.3].measure.hole", "The key is not known. Is “{near}” meant?"),
        (f"{item}[1.1.4].scale.kind", "One of these is asked for here: {allowed}."),
        ("thu.toml, area[2].criterion[2.1].measure", "A table is asked for here."),
        ("thu.toml, area[2].criterion[2.2].measure.kind", "This key is missing."),
    }


def test_all_faults_of_the_content_are_named_at_once() -> None:
    found = faults({"rubric/points": 13, "rubric/year": 1923, f"{AREA_1}/1/evidence": []})
    assert {place for place, _ in found} == {
        "thu.toml, rubric.points",
        "thu.toml, rubric.year",
        "thu.toml, area[1].criterion[1.2].evidence",
    }


def test_a_criterion_cannot_be_a_row_and_have_some() -> None:
    measure = {"kind": "given"}
    ((place, _),) = faults({f"{AREA_1}/0/measure": measure})
    assert place == "thu.toml, area[1].criterion[1.1].measure"


@pytest.mark.parametrize(("found", "step"), [(2, "newer version"), (0, "present format")])
def test_another_format_is_refused_with_the_next_step(found: int, step: str) -> None:
    with pytest.raises(load.RubricError) as caught:
        read({"format": found, "rubric/title": DROP})
    (problem,) = caught.value.problems
    assert problem.where == "thu.toml, format"
    assert problem.todo is not None and step in problem.todo.id


@pytest.mark.parametrize("value", [DROP, "1", True, Decimal("1.0")])
def test_a_format_that_is_no_number_is_a_fault(value: object) -> None:
    assert {place for place, _ in faults({"format": value})} == {"thu.toml, format"}


@pytest.mark.parametrize("data", [b"[[", b"a = 0x" + b"f" * 40, b"\xff", b"a." * 99 + b"a = 1"])
def test_what_is_not_good_toml_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedError):
        load.rubric_from_bytes(data, where="thu.toml")


def test_faults_end_the_program_as_findings() -> None:
    assert load.RubricError.exit_code is ExitCode.FINDINGS


def test_a_roster_has_its_units() -> None:
    roster = load.roster_from_bytes(ROSTER.encode(), where="r")
    assert [unit.code for unit in roster.units] == ["mot", "hai"]
    assert roster.units[0].sub_units == ("Xã A", "Xã B")
    assert (roster.id, roster.unit_word, roster.sub_unit_word) == ("ba-xa", "huyện", "xã")


def test_standings_tell_known_from_unknown() -> None:
    edits: dict[str, object] = {"unit/2": {"code": "ba"}}
    standings = load.standings_from_bytes(edited(STANDINGS, edits), where="s")
    assert standings.units[0].index == Decimal("80.5")
    assert standings.units[0].previous_status is peers.FigureStatus.ILLUSTRATIVE
    assert standings.units[2] == peers.Standing("ba")
    assert standings.spread == Decimal("2.5")


@pytest.mark.parametrize(
    ("read_file", "text"),
    [
        (catalogue.find_rubric, RUBRIC),
        (catalogue.find_roster, ROSTER),
        (catalogue.find_standings, STANDINGS),
    ],
)
def test_files_are_read_with_the_byte_order_mark_that_windows_adds(
    tmp_path: Path, read_file: Any, text: str
) -> None:
    path = tmp_path / "thu.toml"
    path.write_text(text, encoding="utf-8-sig", newline="\r\n")
    assert read_file(str(path))[0].id


@pytest.mark.parametrize("name", ["missing.toml", ".", "nul\0.toml"])
def test_a_file_that_cannot_be_read_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        catalogue.find_rubric(str(tmp_path / name))
    (problem,) = caught.value.problems
    assert problem.where == show_path(tmp_path / name)
    assert problem.todo is not None


def test_a_fault_names_the_file_not_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "thu.toml"
    path.write_bytes(edited(RUBRIC, {"rubric/points": 13}))
    with pytest.raises(load.RubricError) as caught:
        catalogue.find_rubric(str(path))
    assert caught.value.problems[0].where == "thu.toml, rubric.points"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a matter of POSIX")
def test_what_is_no_ordinary_file_is_refused_and_nothing_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong")
    for path in (tmp_path / "ong", tmp_path):
        with pytest.raises(UsageError, match="ordinary"):
            catalogue.find_rubric(str(path))


def test_every_key_that_cannot_be_left_out_has_an_example() -> None:
    """Law: what a file asks for is said in place; whoever writes one may have nothing to read."""
    shapes: list[Any] = [load.RubricShape, m.RubricHead, m.Area, load.CriterionShape, m.Item]
    shapes += [*MEASURES.values(), *SCALES.values()]
    asked = {field.encode_name for shape in shapes for field in fields(shape) if field.required}
    assert asked <= set(load.EXAMPLES)
    with pytest.raises(load.RubricError) as caught:
        load.rubric_from_bytes(b"format = 1\n[rubric]\nid = 'a'", where="a.toml")
    assert all(problem.todo is not None for problem in caught.value.problems)
