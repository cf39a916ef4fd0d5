"""A joined file taken back as a whole: what stood before stands again, newer work stays."""

from pathlib import Path

import pytest

from parself.errors import UsageError
from parself.files import journal
from parself.province import joining
from parself.province.board import Mark
from parself.province.decisions import Cell
from parself.province.ledger import LEDGER
from parself.province.officers import Share
from parself.province.overview import open_overview
from parself.province.remarks import Remark
from parself.province.undoing import last_act, require_allowed, take_back
from parself.province.work import back, decided
from parself.submission.landing import Outcome
from province.desks import desk, judge, sent, with_officers
from submission.samples import NOW, UNITS

CELL = Cell(UNITS[0], "1.1")


@pytest.fixture
def vong(landed: Path) -> Path:
    """Return a round whose officer An has the first unit."""
    return with_officers(landed, an=Share((UNITS[0],)))


def came(vong: Path, place: Path) -> None:
    """Join a file of An, who adjusted both rows of the unit and remarked on one."""
    an = desk(vong, "an", place)
    judge(an, "1.1", "1")
    judge(an, "1.2", "2")
    remark = Remark(unit=UNITS[0], row="1.1", text="Thiếu báo cáo", who="an", when=NOW)
    decided(an, "", NOW, lambda _view, _act: [remark])
    joining.join(vong, [sent(an, place, "ve.zip")], "lan", NOW, keep=True)


def points(vong: Path) -> tuple[str, str]:
    """Return the appraised points of the two rows of the first unit."""
    view = open_overview(vong)
    one, two = (view.stand(UNITS[0], row).points for row in ("1.1", "1.2"))
    return str(one), str(two)


def test_all_that_a_file_brought_is_taken_back_in_one_act(vong: Path, tmp_path: Path) -> None:
    came(vong, tmp_path)
    done = take_back(vong, who="lan", now=NOW)
    assert (done.act.what, done.put_back) == (joining.JOINED, 3)
    view = open_overview(vong)
    assert {view.mark(cell) for cell in view.cells(UNITS[0]).values()} == {Mark.OPEN}
    assert not view.remarks


def test_a_join_of_which_the_ledger_does_not_say_what_it_brought_is_not_taken_back(
    vong: Path, tmp_path: Path
) -> None:
    came(vong, tmp_path)
    ledger = vong / LEDGER
    (line,) = [one for one in journal.read(ledger).lines.values() if one["what"] == joining.JOINED]
    early = {key: one for key, one in line.items() if key not in {"act", "versions"}}
    journal.append(ledger, {**early, "file": "cu.zip", "taken": 3})
    before = points(vong)
    with pytest.raises(UsageError, match=r"cu\.zip"):
        last_act(vong)
    with pytest.raises(UsageError, match="does not say which decisions"):
        take_back(vong, who="lan", now=NOW)
    assert points(vong) == before


def test_what_the_lead_had_decided_before_stands_again(vong: Path, tmp_path: Path) -> None:
    judge(vong, "1.1", "3", who="lan")
    came(vong, tmp_path)
    assert points(vong)[0] == "1.00"
    take_back(vong, who="lan", now=NOW)
    assert points(vong) == ("3.00", "None")


def test_what_was_decided_on_since_stays(vong: Path, tmp_path: Path) -> None:
    came(vong, tmp_path)
    judge(vong, "1.1", "2.5", who="lan")
    before = open_overview(vong).standing(CELL)
    take_back(vong, who="lan", now=NOW)
    assert open_overview(vong).standing(CELL) == before
    assert points(vong) == ("2.50", "None")


def test_where_two_differed_the_other_one_stands_alone(vong: Path, tmp_path: Path) -> None:
    an = desk(vong, "an", tmp_path)
    judge(an, "1.1", "1")
    judge(vong, "1.1", "3", who="lan")
    joining.join(vong, [sent(an, tmp_path, "ve.zip")], "lan", NOW, keep=True)
    assert open_overview(vong).mark(CELL) is Mark.DIFFERING
    take_back(vong, who="lan", now=NOW)
    assert points(vong)[0] == "3.00"


def test_a_file_taken_back_is_joined_again_and_gives_what_it_gave(
    vong: Path, tmp_path: Path
) -> None:
    judge(vong, "1.1", "3", who="lan")
    came(vong, tmp_path)
    before = open_overview(vong)
    take_back(vong, who="lan", now=NOW)
    (again,) = joining.join(vong, [tmp_path / "ve.zip"], "lan", NOW, keep=True).joined
    assert again.outcome is Outcome.NEW
    assert (again.decisions, again.remarks) == (2, 1)
    after = open_overview(vong)
    assert (after.stands, after.remarks) == (before.stands, before.remarks)
    assert (after.standing(CELL)[0].who, points(vong)) == ("an", ("1.00", "2.00"))
    assert take_back(vong, who="lan", now=NOW).put_back == 3
    assert points(vong) == ("3.00", "None")


def test_after_the_undo_a_fresh_file_gives_all_that_is_decided_by_then(
    vong: Path, tmp_path: Path
) -> None:
    came(vong, tmp_path)
    take_back(vong, who="lan", now=NOW)
    judge(tmp_path / "an", "1.1", "1.5")
    fresh = sent(tmp_path / "an", tmp_path, "ve-2.zip")
    (again,) = joining.join(vong, [fresh], "lan", NOW, keep=True).joined
    assert (again.decisions, again.differing) == (2, ())
    assert points(vong) == ("1.50", "2.00")


def test_what_the_lead_decided_on_from_a_file_stands_alone_when_the_file_is_out(
    vong: Path, tmp_path: Path
) -> None:
    judge(vong, "1.1", "3", who="lan")
    came(vong, tmp_path)
    judge(vong, "1.1", "2.5", who="lan")
    take_back(vong, who="lan", now=NOW)
    assert points(vong)[0] == "2.50"
    # Another desk is told what the decision went on from, so that nothing older stands beside it.
    (tmp_path / "moi").mkdir()
    again = desk(vong, "an", tmp_path / "moi")
    assert points(again)[0] == "2.50"
    decided(vong, "lan", NOW, back)
    assert points(vong)[0] == "3.00"


def test_who_may_take_a_file_back_is_said_before_and_when_it_is_done(
    vong: Path, tmp_path: Path
) -> None:
    came(vong, tmp_path)
    act = last_act(vong)
    assert act is not None
    view = open_overview(vong)
    with pytest.raises(UsageError, match="lead"):
        require_allowed(view.round, act, "an", NOW)
    require_allowed(view.round, act, "lan", NOW)


def test_a_second_file_is_taken_back_alone_and_nobody_but_the_lead_does_it(
    vong: Path, tmp_path: Path
) -> None:
    came(vong, tmp_path)
    an = tmp_path / "an"
    judge(an, "1.1", "1.5")
    joining.join(vong, [sent(an, tmp_path, "ve-2.zip")], "lan", NOW, keep=True)
    with pytest.raises(UsageError, match="lead"):
        take_back(vong, who="an", now=NOW)
    take_back(vong, who="lan", now=NOW)
    assert points(vong) == ("1.00", "2.00")
    first = last_act(vong)
    assert first is not None
    assert len(first.lines[0]["versions"]) == 3
