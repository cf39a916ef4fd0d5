"""A season: the rounds of a folder on one board; one that does not open hides no other."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from parself.errors import UsageError
from parself.province import stages
from parself.province.calendar import Dates
from parself.province.parts import share_name
from parself.province.round import open_round, write_round
from parself.province.round_file import ROUND_FILE
from parself.province.season import open_season
from parself.values import evolve
from parself.words.stage_words import group_words
from province.desks import WHY
from submission.samples import UNITS

TODAY = date(2024, 2, 1)


@pytest.fixture
def season(landed: Path, tmp_path: Path) -> Path:
    """Return a folder with two rounds, of which one has a last day that is over."""
    folder = tmp_path / "mua-2023"
    for name in ("cap-huyen", "cap-so"):
        shutil.copytree(landed, folder / name)
    late = open_round(folder / "cap-so")
    write_round(evolve(late, title="Các sở", dates=Dates(hand_in=date(2023, 12, 31))))
    (folder / "ghi-chu").mkdir()
    return folder


def test_every_round_is_a_line_with_what_is_in_and_what_is_overdue(season: Path) -> None:
    first, second = open_season(season, TODAY).groups
    assert (first.name, first.received, first.units, first.late) == ("cap-huyen", 2, len(UNITS), 0)
    assert (second.title, second.late, second.overdue) == ("Các sở", 0, len(UNITS) - 2)
    assert first.open == 4


def test_a_round_that_does_not_open_is_told_beside_the_others(season: Path) -> None:
    (season / "cap-so" / ROUND_FILE).write_bytes(b"")
    found = open_season(season, TODAY)
    assert [group.name for group in found.groups] == ["cap-huyen"]
    assert found.problems


def test_a_closed_round_is_told_by_name(season: Path) -> None:
    stages.close(season / "cap-so", WHY, despite=True)
    first, second = open_season(season, TODAY).groups
    assert (first.closed, second.closed) == (None, WHY.when.date())
    assert (group_words(first), group_words(second)) == ("cap-huyen", "Các sở (đã chốt điểm)")


def test_files_of_shares_of_two_rounds_have_names_of_their_own(season: Path) -> None:
    names = {share_name(open_round(season / name), "an") for name in ("cap-huyen", "cap-so")}
    assert names == {"phan-viec-an-2023.zip", "phan-viec-an-cac-so-2023.zip"}


def test_a_folder_without_rounds_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no round"):
        open_season(tmp_path, TODAY)
