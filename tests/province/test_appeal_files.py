"""Appeals in a unit's file: noted row by row where it answers the last published result."""

from pathlib import Path

import pytest

from parself.assessment.model import Reply, Returned
from parself.errors import ParselfError, UsageError
from parself.province import appeal_files, stages
from parself.province.appeals import State
from parself.province.overview import open_overview
from parself.province.publishing import publish
from parself.province.returning import send
from parself.values import evolve
from province.desks import WHY, judge
from province.states import state
from submission.samples import UNITS, assessment, build, make_folder

OURS, OTHER = UNITS[:2]
APPEALS = {"1.2": Reply(False, "Kế hoạch ban hành ngày 5/1", appeals=True)}


@pytest.fixture
def published(landed: Path, tmp_path: Path) -> Path:
    judge(landed, "1.2", "0.5")
    stages.close(landed, WHY, despite=True)
    publish(landed, WHY)
    send(landed, (), tmp_path / "gui", WHY, anyway=True)
    return landed


def file_of(
    ky: Path, place: Path, replies: dict[str, Reply], *, of: str = OURS, unit: str = OURS
) -> Path:
    """Make the file of a unit that answers the last result sent to one."""
    view = open_overview(ky)
    sent = view.returned[of]
    held = evolve(
        assessment(unit, part=90),
        returned=Returned(view.round.id, sent.number, sent.digest),
        replies=replies,
    )
    path = place / "kien-nghi.zip"
    path.write_bytes(build(make_folder(place / "lai", held), sequence=2))
    return path


def test_what_a_file_appeals_is_noted_once_and_nothing_else_of_it_counts(
    published: Path, tmp_path: Path
) -> None:
    replies = {**APPEALS, "1.1": Reply(False, "Trả lời cũ")}
    file = file_of(published, tmp_path, replies)
    before = open_overview(published)
    found = appeal_files.receive(published, file, WHY, letter="45/UBND")
    (one,) = found.noted
    assert (one.state, one.appeal.row, one.appeal.letter) == (State.OPEN, "1.2", "45/UBND")
    assert one.appeal.text == APPEALS["1.2"].explanation
    after = open_overview(published)
    assert (after.round.units, after.stands) == (before.round.units, before.stands)
    again = appeal_files.receive(published, file, WHY)
    assert (len(again.noted), len(again.left)) == (0, 1)
    assert len(open_overview(published).appealed) == 1


@pytest.mark.parametrize(
    ("replies", "of", "unit"),
    [({}, OURS, OURS), (APPEALS, OTHER, OURS), (APPEALS, OURS, OTHER)],
    ids=["appeals nothing", "answers another unit's", "is another unit's"],
)
def test_a_file_that_does_not_belong_here_is_refused(
    published: Path, tmp_path: Path, replies: dict[str, Reply], of: str, unit: str
) -> None:
    file = file_of(published, tmp_path, replies, of=of, unit=unit)
    before = state(published)
    with pytest.raises(UsageError):
        appeal_files.receive(published, file, WHY)
    file.write_bytes(file.read_bytes()[:-90])
    with pytest.raises(ParselfError):
        appeal_files.receive(published, file, WHY)
    assert state(published) == before


def test_a_file_that_answers_an_older_result_is_refused(published: Path, tmp_path: Path) -> None:
    file = file_of(published, tmp_path, APPEALS)
    stages.reopen(published, WHY)
    judge(published, "1.2", "0.75")
    stages.close(published, WHY, despite=True)
    publish(published, WHY)
    send(published, (), tmp_path / "gui-2", WHY, anyway=True)
    with pytest.raises(UsageError, match="last result"):
        appeal_files.receive(published, file, WHY)
