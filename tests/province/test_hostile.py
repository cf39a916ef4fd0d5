"""A clock that is wrong, and a folder that was copied in the middle of a round.

Both are told in words; nothing is lost, nothing is merged in silence, and no clock decides order.
"""

import shutil
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from cli.shell import call
from parself.errors import RefusedError
from parself.province import stages, starting_second
from parself.province.appraisal import LEDGER, read_appraisal
from parself.province.appraising import Act, Judgement, decide
from parself.province.board import Mark
from parself.province.decisions import Cell, Decision, Verdict
from parself.province.filing import Arrival
from parself.province.joining import join
from parself.province.ledger import behind
from parself.province.officers import Share
from parself.province.overview import Overview, open_overview
from parself.province.publishing import publish
from parself.province.receiving import merge
from parself.province.round import open_round
from parself.province.season import open_season
from parself.province.versions import unknown
from parself.province.work import decided
from parself.values import evolve
from province.conftest import Sent
from province.desks import WHY, desk, judge, sent, with_officers
from province.states import state
from submission.samples import NOW, UNITS, assessment, build, make_folder, on_time

CELL = Cell(UNITS[0], "1.1")
EARLIER = NOW - timedelta(days=400)


@pytest.fixture
def copied(landed: Path) -> Path:
    """A round that was copied beside itself; then 1.1 was decided differently in both."""
    other = Path(shutil.copytree(landed, landed.parent / "ban-sao"))
    judge(landed, "1.1", "4")
    judge(other, "1.1", "3")
    return other


def told(path: Path) -> list[str]:
    return [one.where for one in open_round(path).trouble]


# a folder that was copied


def test_a_copy_is_a_backup_until_it_goes_on_by_itself(landed: Path) -> None:
    other = Path(shutil.copytree(landed, landed.parent / "ban-sao"))
    assert told(landed) == told(other) == []
    judge(landed, "1.1", "4")
    assert told(landed) == []
    assert told(other) == [str(landed)]
    judge(other, "1.2", "0.5")
    assert (told(landed), told(other)) == ([str(other)], [str(landed)])


def test_it_is_told_with_the_round_s_id_wherever_the_round_is_opened(
    landed: Path, copied: Path, sent: Sent
) -> None:
    (one,) = open_round(landed).trouble
    facts = one.what.values
    assert (facts["id"], facts["theirs"], facts["ours"]) == (open_round(landed).id, 1, 1)
    shown = call("round", "status", landed)
    assert shown.code == 1
    assert "copy of this round" in shown.err
    assert one in open_season(landed.parent, NOW.date()).problems
    assert one in merge(landed, [sent(UNITS[2], part=70)], now=NOW).unnoted


def test_nothing_of_a_copy_comes_over_by_itself(landed: Path, copied: Path, sent: Sent) -> None:
    before = (copied / LEDGER).read_bytes()
    merge(landed, [sent(UNITS[2], part=70)], now=NOW)
    judge(landed, "1.2", "0.5")
    assert open_overview(landed).points(CELL) == 4
    assert open_overview(copied).points(CELL) == 3
    assert (copied / LEDGER).read_bytes() == before


def test_what_stands_for_good_is_not_made_of_one_of_two_copies(landed: Path, copied: Path) -> None:
    round_ = stages.close(landed, WHY, despite=True)
    assert str(copied) in [one.where for one in round_.trouble]
    before = state(landed)
    with pytest.raises(RefusedError, match="copy of this round"):
        publish(landed, WHY)
    assert state(landed) == before
    shutil.move(copied, landed.parent.parent / "cat-di")
    assert publish(landed, WHY).publications


def test_the_second_appraisal_begins_with_the_copy_told(landed: Path, copied: Path) -> None:
    round_ = starting_second.start(landed, WHY, despite=True)
    assert str(copied) in [one.where for one in round_.trouble]


def test_what_officers_of_both_copies_send_stands_side_by_side_for_the_lead(
    landed: Path, tmp_path: Path
) -> None:
    with_officers(landed, an=Share())
    other = Path(shutil.copytree(landed, landed.parent / "ban-sao"))
    for number, (folder, points) in enumerate(((landed, "4"), (other, "3"))):
        place = tmp_path / str(number)
        place.mkdir()
        here = desk(folder, "an", place)
        judge(here, "1.1", points)
        join(landed, [sent(here, place, f"ve-{number}.zip")], "lan", NOW, keep=True)
    view = open_overview(landed)
    assert view.mark(CELL) is Mark.DIFFERING
    assert {one.points for one in view.standing(CELL)} == {Decimal(4), Decimal(3)}


def test_a_share_beside_its_round_is_no_copy(landed: Path) -> None:
    with_officers(landed, an=Share())
    here = desk(landed, "an", landed.parent)
    judge(here, "1.1", "4")
    assert told(landed) == told(here) == []


# a clock that is wrong


def test_a_clock_before_the_ledger_is_told_and_the_order_is_the_ledger_s(landed: Path) -> None:
    assert behind(landed, NOW) == ()
    (one,) = behind(landed, EARLIER)
    assert one.where.endswith("ledger.jsonl")
    judge(landed, "1.1", "4")
    decided(landed, "", EARLIER, lambda view, act: [_adjusted(view, act, "3")])
    view = open_overview(landed)
    assert view.points(CELL) == 3
    assert [one.points for one in read_appraisal(landed).decisions] == [Decimal(4), Decimal(3)]


def test_versions_come_in_the_order_of_their_ledger_whatever_their_times(landed: Path) -> None:
    judge(landed, "1.1", "4")
    decided(landed, "", EARLIER, lambda view, act: [_adjusted(view, act, "3")])
    theirs = read_appraisal(landed).versions
    assert theirs[0].when > theirs[1].when
    assert unknown((), theirs) == theirs


def _adjusted(view: Overview, act: Act, points: str) -> Decision:
    return decide(view, CELL, Judgement(Verdict.ADJUST, Decimal(points), "x"), act)


def test_an_arrival_that_is_still_to_come_is_doubted() -> None:
    today = NOW.date()
    assert Arrival(today).doubt(today) is None
    doubt = Arrival(today + timedelta(days=1)).doubt(today)
    assert doubt is not None
    assert doubt.values == {"day": today + timedelta(days=1), "today": today}


def test_a_hand_in_of_a_desk_whose_clock_runs_ahead_counts_by_its_arrival(
    landed: Path, tmp_path: Path
) -> None:
    """Its answers are of the year 2099; it came on the last day."""
    ahead = datetime(2099, 1, 1, 8, 0)
    held = assessment(UNITS[2], part=70).with_answer("1.1", evolve(on_time(70), when=ahead))
    file = tmp_path / "sau.zip"
    file.write_bytes(build(make_folder(tmp_path / "sau", held), sequence=1))
    (one,) = merge(landed, [file], arrival=Arrival(NOW.date()), now=NOW).filed
    assert one.is_new
    counts = open_round(landed).counting(UNITS[2])
    assert counts is not None and counts.arrived == NOW.date()
