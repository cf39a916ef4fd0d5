"""What was done at a round but could not be noted in its ledger is told, whichever door did it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from parself.errors import Problem, say
from parself.files import journal
from parself.province import receiving, surveying, terms, undoing
from parself.province.appraisal import LEDGER
from parself.province.calendar import Dates, Extension
from parself.province.overview import open_overview
from parself.province.record import Round
from parself.province.round import open_round, write_round
from parself.province.season import open_season
from parself.province.terms import Change
from parself.values import evolve
from submission.samples import NOW, UNITS

CHANGE = Change("an", NOW, "Công văn 12")
DATES = Dates(hand_in=date(2024, 1, 15))
EXTENSION = Extension(UNITS[0], date(2024, 1, 20), "Mưa lũ")
DOORS: dict[str, Callable[[Path], Round]] = {
    "choose": lambda path: receiving.choose(path, UNITS[0], "1", reason="Đã ký", now=NOW),
    "take back": lambda path: undoing.take_back(path, now=NOW).round,
    "dates": lambda path: terms.set_dates(path, DATES, CHANGE),
    "extension": lambda path: terms.extend(path, EXTENSION, CHANGE),
    "survey held": lambda path: surveying.set_held(path, CHANGE, is_held=False),
}


@pytest.mark.parametrize("door", DOORS)
def test_what_could_not_be_noted_is_told_and_stands(
    door: str, landed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_round(evolve(open_round(landed), dates=DATES))
    problem = Problem(say("This is done, but it could not be noted beside it. {why}", why=""))
    monkeypatch.setattr(journal, "note", lambda _path, _event: (problem,))
    done = DOORS[door](landed)
    assert done.trouble == (problem,)
    assert evolve(open_round(landed), trouble=()) == evolve(done, trouble=())


def test_a_damaged_ledger_of_the_appraisal_is_told_on_the_board_and_in_the_season(
    landed: Path,
) -> None:
    (landed / LEDGER).write_bytes(b"")
    (problem,) = open_overview(landed).trouble
    assert LEDGER in problem.where
    assert open_season(landed.parent, NOW.date()).problems == (problem,)
