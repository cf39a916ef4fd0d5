"""Good and bad files landed together: in any order, any number of times, by several readers."""

import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.shell import call
from parself.assessment.model import Purpose
from parself.province import reading
from parself.province.filing import Arrival
from parself.province.founding import Told
from parself.province.reading import Read, Yardstick, read_hand_in
from parself.province.receiving import MergeResult, merge
from parself.province.record import Round
from parself.rubric.identity import RubricIdentity, scoring_hash
from parself.rubric.load import rubric_from_bytes
from parself.submission.landing import Outcome
from province.conftest import Sent
from province.states import state
from submission.forge import files_of, rebagged, zipped
from submission.samples import NOW, ROSTER, RUBRIC, UNITS, roster, rubric

TOLD = Told((rubric(), RUBRIC.encode()), 2023, Purpose.REAL, (roster(), ROSTER.encode()))
ARRIVAL = Arrival(NOW.date())
GOOD = 4
"""Of the mixed files so many are good and settle what their unit handed in."""


@pytest.fixture
def mixed(sent: Sent, usb: Path) -> Sequence[Path]:
    """Return files of every sort: the good ones come first."""
    good = [sent(), sent(UNITS[1], 2, 80), sent(UNITS[2], part=70), sent(UNITS[3], part=60)]
    twin = usb / "ban-sao.zip"
    shutil.copy(good[0], twin)
    bag = files_of(good[0].read_bytes())
    top = f"{UNITS[0]}-2023-lan-1"
    easier = RUBRIC.replace("points = 4\n", "points = 5\n").replace("points = 6", "points = 5")
    identity = RubricIdentity(
        "bo-mau", "1", scoring_hash(rubric_from_bytes(easier.encode(), where=""))
    )
    made = {
        "cut": good[1].read_bytes()[:-40],
        "before": b"MZ" + good[1].read_bytes(),
        "empty": b"",
        "newer": zipped(rebagged(bag, {}, {"Parself-Format": "2"}), top),
        "kind": zipped(rebagged(bag, {}, {"Parself-Kind": "return"}), top),
    }
    for name, data in made.items():
        (usb / f"{name}.zip").write_bytes(data)
    return (
        *good,
        twin,
        sent(UNITS[1], 1, 99),
        *(sent(UNITS[4], part=part) for part in (10, 20)),
        sent(UNITS[5], purpose=Purpose.PRACTICE),
        sent(UNITS[5], year=2022),
        sent(UNITS[5], rubric_text=easier, identified=identity),
        sent("huyen-y", roster_text=ROSTER.replace('"huyen-b"', '"huyen-y"')),
        *(usb / f"{name}.zip" for name in made),
        usb / "khong-co.zip",
    )


def landed(vong: Path, paths: Sequence[Path]) -> MergeResult:
    return merge(vong, paths, told=TOLD, arrival=ARRIVAL, now=NOW)


def counted(round_: Round) -> set[str]:
    return {code for code in round_.units if round_.counting(code) is not None}


def test_the_good_ones_land_and_each_other_has_one_line_with_its_reason(
    tmp_path: Path, mixed: Sequence[Path]
) -> None:
    done = landed(tmp_path / "vong", mixed)
    assert [one.path for one in done.filed] == list(mixed)
    assert [one.outcome.value for one in done.filed] == [
        *["new"] * GOOD,
        *("same", "older", "new", "diverging"),
        *("wrong-purpose", "wrong-year", "wrong-rubric", "wrong-unit"),
        *("damaged", "unsafe", "damaged", "format-unsupported", "wrong-kind", "damaged"),
    ]
    assert all(one.reasons[0].what.id for one in done.filed)
    assert all(len(one.reasons) == 1 for one in done.filed)
    assert counted(done.round) == set(UNITS[:GOOD])


def test_the_exit_code_says_whether_all_are_in(tmp_path: Path, mixed: Sequence[Path]) -> None:
    there = [path for path in mixed if path.exists()]
    assert call("merge", tmp_path / "vong", *there[:GOOD]).code == 0
    before = set(state(tmp_path / "vong"))
    assert call("merge", tmp_path / "vong", *there).code == 1
    assert before <= set(state(tmp_path / "vong"))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_neither_order_nor_portions_nor_repetition_decide_anything(
    data: st.DataObject, tmp_path: Path, mixed: Sequence[Path]
) -> None:
    whole, vong = tmp_path / "ganz", tmp_path / "vong"
    for path in (whole, vong):
        shutil.rmtree(path, ignore_errors=True)
    landed(whole, mixed)
    left = list(data.draw(st.permutations(mixed)))
    while left:
        size = data.draw(st.integers(1, len(left)))
        landed(vong, left[:size])
        again = data.draw(st.lists(st.sampled_from(left[:size]), max_size=3))
        if again:
            landed(vong, again)
        left = left[size:]
    assert state(vong) == state(whole)
    assert {one.outcome for one in landed(vong, mixed[:GOOD]).filed} == {Outcome.SAME}
    assert state(vong) == state(whole)


def test_several_readers_find_what_one_finds(
    tmp_path: Path, mixed: Sequence[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = landed(tmp_path / "ganz", mixed)
    monkeypatch.setattr(reading, "MANY", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    here: list[Path] = []

    def read_here(path: Path, by: Yardstick) -> Read:
        here.append(path)
        return read_hand_in(path, by)

    monkeypatch.setattr(reading, "read_hand_in", read_here)
    several = landed(tmp_path / "vong", mixed)
    assert several.filed == alone.filed
    assert state(tmp_path / "vong") == state(tmp_path / "ganz")
    # Another process takes long to start: until then this one reads, the last ones first.
    assert here and mixed[0] not in here


def test_where_no_other_process_may_run_this_one_reads_all(
    tmp_path: Path, mixed: Sequence[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = landed(tmp_path / "ganz", mixed)
    monkeypatch.setattr(reading, "MANY", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    # It ends as it begins: it is called with more than it takes.
    monkeypatch.setattr(reading, "_enter_service", os.getpid)
    complaints: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr("threading.excepthook", complaints.append)
    assert landed(tmp_path / "vong", mixed).filed == alone.filed
    assert not complaints
