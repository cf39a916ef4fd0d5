"""A list of units made and changed as people type it; nothing with a fault is returned."""

from decimal import Decimal
from pathlib import Path

import pytest

from parself.errors import UsageError
from parself.files import OccupiedError
from parself.rosters import changing, keeping
from parself.rosters import columns as c
from parself.rosters.model import UnitList, faults
from parself.rosters.typing import assembled, head_line, shown, unit_line
from parself.rubric import catalogue
from parself.rubric.load import RubricError
from parself.rubric.peers import FigureStatus, UnitKind
from parself.values import evolve


def offices() -> UnitList:
    names = ("Sở Nội vụ", "Văn phòng UBND tỉnh", "Sở Y tế")
    return changing.begun("hoa-lam-so", "tỉnh Hòa Lâm", UnitKind.DEPARTMENT, names)


@pytest.mark.parametrize("roster", catalogue.ROSTERS.ids())
def test_every_shipped_roster_survives_being_taken_apart_into_lines(roster: str) -> None:
    found = keeping.find(roster)
    lines = [unit_line(*one) for one in found.lines()]
    made = assembled(head_line(found), lines, found)
    assert made.roster == found.roster
    assert [made.standing(u.code) for u in made.roster.units] == [
        found.standing(u.code) for u in found.roster.units
    ]
    if made.standings is not None and found.standings is not None:
        assert evolve(made.standings, units=()) == evolve(found.standings, units=())


def test_figures_typed_for_a_unit_become_standings_of_the_year() -> None:
    with pytest.raises(UsageError):
        changing.with_unit(offices(), "so-y-te", {"index": "80"})
    dated = changing.with_head(offices(), {"year": "2025", "source": "QĐ 12"})
    found = changing.with_unit(dated, "so-y-te", {"index": "85,25", "rank": "1"})
    assert found.standings is not None
    assert (found.standings.id, found.standings.year) == ("hoa-lam-so-2025", 2025)
    standing = found.standing("so-y-te")
    assert (standing.index, standing.rank) == (Decimal("85.25"), 1)
    assert standing.status is FigureStatus.DECLARED
    assert found.standing("so-noi-vu").status is FigureStatus.UNKNOWN


def test_what_is_typed_stands_there_as_it_was_typed() -> None:
    typed = {"head": "Quyền Giám đốc", "letterhead": "UBND tỉnh; Sở Y tế", "sub_units": "A; B"}
    found = changing.with_unit(offices(), "so-y-te", typed)
    line = unit_line(*found.lines()[2])
    told = {one.key: shown(one, line) for one in c.UNITS.columns}
    assert {key: told[key] for key in typed} == typed
    cleared = changing.with_unit(found, "so-y-te", dict.fromkeys(typed, ""))
    assert cleared == offices()


def test_every_faulty_cell_is_told_and_nothing_is_changed() -> None:
    with pytest.raises(UsageError) as caught:
        changing.with_unit(offices(), "so-y-te", {"rank": "x", "index": "y", "lạ": "1"})
    assert {one.where for one in caught.value.problems} == {"Hạng", "Chỉ số (%)", ""}
    with pytest.raises(RubricError) as twice:
        changing.with_unit(offices(), "so-y-te", {"code": "so-noi-vu", "short": ""})
    assert len(twice.value.problems) == 2


def test_units_come_and_go_and_a_name_twice_is_refused() -> None:
    more = changing.with_names(offices(), ["Ban Dân tộc"])
    assert [unit.code for unit in more.roster.units][-1] == "ban-dan-toc"
    assert changing.without(more, ["ban-dan-toc"]) == offices()
    with pytest.raises(RubricError):
        changing.with_names(offices(), ["Sở Y tế"])
    with pytest.raises(UsageError):
        changing.without(offices(), ["khong-co"])


def test_places_of_one_name_are_told_apart_by_their_kind() -> None:
    names = ("Phường Chi Lăng", "Xã Chi Lăng", "Xã Bảo Yên")
    made = changing.begun("ds", "tỉnh Hòa Lâm", UnitKind.COMMUNE, names)
    codes = [unit.code for unit in made.roster.units]
    assert codes == ["phuong-chi-lang", "xa-chi-lang", "bao-yen"]


def test_a_kept_list_is_found_again_before_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(catalogue.ENVIRONMENT, str(tmp_path))
    made = changing.with_head(offices(), {"year": "2025"})
    kept = keeping.keep(made, tmp_path)
    assert kept.standings is not None
    assert keeping.find("hoa-lam-so") == made
    assert not list(faults(keeping.find("hoa-lam-so")))
    with pytest.raises(OccupiedError):
        keeping.keep(made, tmp_path, replace=False)
    changed = changing.with_head(keeping.find("lang-son-11-huyen"), {"place": "Lạng Sơn"})
    keeping.keep(changed, tmp_path)
    assert keeping.find("lang-son-11-huyen").roster.place == "Lạng Sơn"
