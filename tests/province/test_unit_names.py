from pathlib import Path

import pytest

from parself.province.unit_names import NAMES as FILE
from parself.province.unit_names import NOBODY, Names, key_of, read_names, remember_names
from province.unit_tables import CODES, roster
from submission.samples import roster as letters

NAMES = Names(roster(), {})


@pytest.mark.parametrize(
    "written",
    [
        "Huyện Văn Quan", "huyện văn quan", "HUYỆN VĂN QUAN", "Văn Quan", "van quan", "H. Văn Quan",
        "H.Văn Quan", "UBND huyện Văn Quan", "Ủy ban nhân dân huyện Văn Quan", "3. Huyện Văn Quan",
        "  Huyện   Văn  Quan ", "van-quan", "Huyện Văn Quan",
    ],
)  # fmt: skip
def test_a_name_is_known_but_for_marks_case_and_how_its_kind_is_written(written: str) -> None:
    assert NAMES.code_of(written) == "van-quan"


@pytest.mark.parametrize("written", ["TP Lạng Sơn", "TP. Lạng Sơn", "Tp.Lạng Sơn", "Lạng Sơn"])
def test_a_town_is_known_by_its_short_kind(written: str) -> None:
    assert NAMES.code_of(written) == "lang-son"


@pytest.mark.parametrize(
    "written", ["Văn Quang", "Văn", "Huyện Lạng Sơn", "Xã Văn Quan", "Phòng Nội vụ", "", "Huyện"]
)
def test_what_is_only_like_a_name_is_not_taken_for_it(written: str) -> None:
    assert NAMES.code_of(written) is None


def test_the_likest_units_are_shown_for_a_name_that_nobody_knows() -> None:
    assert next(unit.code for unit in NAMES.near("Văn Quang")) == "van-quan"
    assert NAMES.near("Cộng hòa Pháp") == ()


def test_what_a_person_matched_is_remembered_however_it_is_written_next_time() -> None:
    names = Names(roster(), {key_of("VĂN QUANG"): "van-quan", key_of("Trung ương"): NOBODY})
    assert names.code_of("văn quang") == "van-quan"
    assert names.code_of("Trung ương") == NOBODY


def test_every_unit_is_known_by_all_its_own_names() -> None:
    for group in (roster(), letters()):
        names = Names(group, {})
        for unit in group.units:
            for own in (unit.code, unit.short, unit.full, unit.locative):
                assert names.code_of(own) == unit.code
    assert len(CODES) == 4


def test_a_name_of_two_units_is_neither_of_them() -> None:
    twins = letters()
    town = type(twins.units[0])("tp-a", "Thành phố a", "UBND thành phố a", "thành phố a")
    district = type(twins.units[0])("h-a", "Huyện a", "UBND huyện a", "huyện a")
    names = Names(type(twins)(twins.id, "", "", "", units=(town, district)), {})
    assert names.code_of("a") is None
    assert names.code_of("TP a") == "tp-a"


def test_names_are_added_to_those_that_others_matched(tmp_path: Path) -> None:
    remember_names(tmp_path, {})
    assert not (tmp_path / FILE).exists()
    remember_names(tmp_path, {"van quang": "van-quan"})
    remember_names(tmp_path, {"trung uong": NOBODY})
    assert read_names(tmp_path) == {"van quang": "van-quan", "trung uong": NOBODY}
