"""What comes with the program is good, and its files fit each other."""

from pathlib import Path

import pytest

from parself.rubric import load
from parself.rubric.catalogue import find_roster, find_rubric, find_standings
from parself.rules.table import Table

FOLDER = Path(__file__).parents[2] / "rubrics"
RUBRICS = sorted(FOLDER.glob("*.toml"))
STANDINGS = sorted((FOLDER / "standings").glob("*.toml"))
ROSTERS = sorted((FOLDER / "rosters").glob("*.toml"))


def stem(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", RUBRICS, ids=stem)
def test_a_rubric_is_sound_and_its_roster_and_standings_come_with_it(path: Path) -> None:
    rubric = find_rubric(str(path))[0]
    assert rubric.id == path.stem
    roster = find_roster(str(FOLDER / "rosters" / f"{rubric.roster}.toml"))[0]
    if rubric.standings:
        standings = find_standings(str(FOLDER / "standings" / f"{rubric.standings}.toml"))[0]
        assert standings.roster == rubric.roster
    if any(isinstance(row.measure, Table) for row in rubric.rows.values()):
        assert all(unit.sub_units for unit in roster.units)


@pytest.mark.parametrize("path", ROSTERS, ids=stem)
def test_a_roster_is_sound(path: Path) -> None:
    assert find_roster(str(path))[0].id == path.stem


@pytest.mark.parametrize("path", STANDINGS, ids=stem)
def test_standings_are_sound_and_name_the_units_of_their_roster(path: Path) -> None:
    named = find_standings(str(path))[0]
    roster = find_roster(str(FOLDER / "rosters" / f"{named.roster}.toml"))[0]
    standings = load.standings_from_bytes(path.read_bytes(), where=path.name, roster=roster)
    assert standings.id == path.stem
    assert {unit.code for unit in standings.units} == {unit.code for unit in roster.units}
    assert len(standings.units) == len(roster.units)


def test_there_is_something_to_look_at() -> None:
    assert {path.stem for path in RUBRICS} >= {"mau-ngan", "lang-son-huyen-2023"}
    assert ROSTERS and STANDINGS
