"""A day with six districts: what the program makes, what goes wrong, and the ranking in the end."""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cli.shell import call, good
from parself import toml
from parself.province.appraisal import write_step
from parself.province.appraising import Act, Judgement, accept_all_but, decide
from parself.province.board import appraised_rows
from parself.province.decisions import Cell, Verdict
from parself.province.overview import open_overview
from parself.submission.code import Match
from parself.submission.inspector import FindingKind
from parself.submission.intake import read_bundle
from parself.workshop.loading import PackError, find_pack, pack_from_bytes
from parself.workshop.material import Material, make_session
from parself.workshop.playing import outcome
from workshop.test_group_folder import bytes_of, told_in

NAME = "sau-huyen-mot-ngay"
INDEX = {"a": "86.45", "b": "83.30", "c": "81.24", "d": "81.24", "e": "79.95", "f": "78.00"}
PLACE = {"a": 1, "b": 2, "c": 3, "d": 3, "e": 5, "f": 6}
NOW = datetime(2024, 1, 22, 9, 0)


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return make_session(tmp_path_factory.mktemp("lop") / "lop", NAME, now=NOW)


@pytest.fixture(scope="module")
def ky(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round as the class has it once everything has come, nothing appraised yet."""
    path, day = tmp_path_factory.mktemp("ky") / "ky", material.day
    files = "--rubric", day / "bo-tieu-chi.toml", "--roster", day / "danh-sach-don-vi.toml"
    good("round", "new", path, *files, "--practice", "--hand-in", "2024-01-15")
    hand_ins = sorted((day / "ho-so-gui").glob("*.zip"))
    landed = call("merge", path, *hand_ins, "--arrived", "2024-01-12")
    assert landed.code == 1 and "Received 6 of 6 units" in landed.out
    assert "huyen-b-2023-ban-that.zip  hand-in 1  real and practice do not mix" in landed.out
    again = sorted((day / "nop-lai").glob("*.zip"))
    good("merge", path, *again, "--arrived", "2024-01-14")
    return path


def test_each_district_comes_to_its_figures() -> None:
    pack = find_pack(NAME)[0]
    for one in pack.districts:
        unit = pack.roster.unit(one.code)
        assert unit is not None
        found = outcome(pack, unit, one)
        assert str(found.index) == INDEX[one.code[-1]]
        assert (found.claimed, found.appraised) == (one.claimed, one.appraised)
    highest = max(pack.districts, key=lambda one: one.claimed)
    assert (highest.claimed, highest.place) == (Decimal("64.95"), 5)


def test_the_province_is_played_to_the_published_ranking(ky: Path, material: Material) -> None:
    short = good("round", "survey", "import", ky, material.day / SHEETS[0], "--yes")
    assert "Huyện F" in short.out + short.err
    good("round", "survey", "import", ky, material.day / SHEETS[1], "--yes")
    view = open_overview(ky)
    act = Act("Giảng viên", NOW, "day-1")
    rulings = [
        decide(view, Cell(one.code, r.row), Judgement(Verdict.ADJUST, r.points, r.reason), act)
        for one in material.pack.districts
        for r in one.rulings
    ]
    write_step(ky, rulings)
    view = open_overview(ky)
    rows = [row.id for row in appraised_rows(view.round.rubric)]
    cells = [Cell(one.code, row) for one in material.pack.districts for row in rows]
    act = Act("Giảng viên", NOW, "day-2")
    left = accept_all_but(view, cells, act)
    write_step(ky, list(left.decisions))
    view = open_overview(ky)
    rest = [cell for cell in cells if cell not in view.stands or not view.stands[cell].decision]
    write_step(ky, [decide(view, c, Judgement(Verdict.ACCEPT), act) for c in rest])
    told = json.loads(good("round", "status", ky, "--json").out)
    units = {one["unit"][-1]: one for one in told["units"]}
    assert {code: one["index"] for code, one in units.items()} == INDEX
    assert {code: one["place"] for code, one in units.items()} == PLACE


SHEETS = ("dieu-tra-xa-hoi-hoc.csv", "dieu-tra-xa-hoi-hoc-bo-sung.csv")


def test_the_second_hand_in_takes_the_place_of_the_first(ky: Path) -> None:
    counts = open_overview(ky).round.counting("huyen-c")
    assert counts is not None and counts.sequence == 2


def test_one_code_is_that_of_another_sequence(material: Material) -> None:
    lines = (material.day / "ma-doi-chieu.txt").read_text(encoding="utf-8").splitlines()
    codes = dict(line.split(": ") for line in lines if ": " in line)
    found = {}
    for path in sorted((material.day / "ho-so-gui").glob("*-lan-*.zip")):
        bundle = read_bundle(path)
        found[bundle.unit.code] = bundle.check_code(codes[bundle.unit.short])
    odd = {code: match for code, match in found.items() if match is not Match.MATCH}
    assert list(odd) == ["huyen-d"]


def test_one_report_stands_behind_fourteen_rows(material: Material) -> None:
    (path,) = (material.day / "ho-so-gui").glob("huyen-e-*.zip")
    found = [f for f in read_bundle(path).findings if f.kind is FindingKind.OVERUSED]
    assert len(found) == 1 and len(found[0].rows) == 14


def test_nothing_of_the_key_lies_among_the_material(material: Material) -> None:
    pack = material.pack
    secrets = [pack.head.lesson, *(one.seen for one in pack.mishaps)]
    secrets += [r.reason for one in pack.districts for r in one.rulings]
    assert told_in(iter(secrets), bytes_of(material.day)) == []


def test_the_material_is_the_same_each_time(material: Material, tmp_path: Path) -> None:
    again = make_session(tmp_path / "lop", NAME, now=datetime(2025, 5, 5)).day
    for folder in ("ho-so-gui", "nop-lai"):
        for path in (material.day / folder).iterdir():
            assert (again / folder / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("claimed = 62.1\n", "claimed = 62.2\n", "district[huyen-a].claimed"),
        ("place = 5\n", "place = 4\n", "district[huyen-e].place"),
        ('district = "huyen-f"', 'district = "huyen-x"', "mishap[survey-short].district"),
        ('{ row = "1.5", inputs', '{ row = "9.9", inputs', "district[huyen-a].claim[9.9]"),
    ],
)
def test_a_day_that_does_not_add_up_is_refused(old: str, new: str, place: str) -> None:
    data = find_pack(NAME)[1].decode()
    assert old in data and toml.read(data.encode(), where="").table
    with pytest.raises(PackError) as error:
        pack_from_bytes(data.replace(old, new, 1).encode(), where="p.toml")
    assert any(one.where == f"p.toml, {place}" for one in error.value.problems)
