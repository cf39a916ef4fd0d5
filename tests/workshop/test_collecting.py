"""What is told of a watched folder whatever happens to it; nothing in it is ever touched."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from parself import files
from parself.errors import Problem, UsageError, say
from parself.files import FileError
from parself.words.workshop_words import news_words
from parself.workshop.collected import Stage, standing
from parself.workshop.judging import Verdict
from parself.workshop.polling import Collector, News, Told, recover
from parself.workshop.session import LEDGER, Session, record, state
from workshop.samples import bytes_of, session

NOW = datetime(2150, 3, 2, 8, 0)


class Room:
    """A session, a watched folder, and a clock that moves two seconds a look."""

    def __init__(self, path: Path) -> None:
        self.session: Session = session(path / "session")
        self.folder = path / "stick"
        self.folder.mkdir()
        self.tick = 0.0
        self.collector = Collector(self.session, self.folder, clock=lambda: self.tick)

    def look(self, times: int = 1) -> list[News]:
        found: list[News] = []
        for _time in range(times):
            self.tick += 2
            found += self.collector.look(NOW + timedelta(seconds=self.tick))
        return found

    def put(self, name: str, data: bytes) -> Path:
        (self.folder / name).write_bytes(data)
        return self.folder / name


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def told(news: list[News]) -> list[tuple[str, str]]:
    return [(one.file, (one.verdict or one.told).value) for one in news]


def as_it_is(folder: Path) -> dict[str, object]:
    """Names, contents and times of a folder and of all in it."""
    found: Iterator[Path] = iter([folder, *folder.iterdir()])
    return {
        str(one): (one.stat().st_mtime_ns, one.stat().st_mode, one.is_file() and one.read_bytes())
        for one in found
    }


def test_a_file_counts_when_it_looks_the_same_twice(room: Room) -> None:
    room.put("a.zip", bytes_of("a", "222222"))
    assert room.look() == []
    assert told(room.look()) == [("a.zip", "new")]
    assert room.look(5) == []


def test_a_file_that_grows_is_being_copied_and_counts_in_the_end(room: Room) -> None:
    data = bytes_of("a", "222222")
    for size in (10, 20, 30):
        room.put("a.zip", data[:size])
        news = room.look()
    assert told(news) == []
    room.put("a.zip", data)
    assert told(room.look(3)) == [("a.zip", "new")]


def test_half_a_copy_is_a_fault_only_after_a_minute(room: Room) -> None:
    room.put("a.zip", bytes_of("a", "222222")[:20])
    assert told(room.look(30)) == [("a.zip", "copying")]
    assert told(room.look(3)) == [("a.zip", "broken")]
    assert room.look(5) == []
    assert not any((room.session.path / "collected").iterdir())


def test_half_a_copy_that_becomes_whole_counts_without_a_fault(room: Room) -> None:
    data = bytes_of("a", "222222")
    room.put("a.zip", data[:20] + bytes(len(data) - 20))
    room.look(10)
    room.put("a.zip", data)
    assert told(room.look(3)) == [("a.zip", "new")]


def test_zeros_that_are_filled_in_without_a_new_time_are_seen(room: Room) -> None:
    data = bytes_of("a", "222222")
    path = room.put("a.zip", bytes(len(data)))
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert told(room.look(5)) == [("a.zip", "copying")]
    path.write_bytes(data)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert told(room.look(2)) == [("a.zip", "new")]


def test_a_file_that_changes_while_it_is_read_is_looked_at_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = room.put("a.zip", bytes_of("a", "222222"))
    copy = files.copy_durable

    def copy_while_it_grows(source: Path, target: Path) -> object:
        path.write_bytes(bytes_of("a", "222244"))
        return copy(source, target)

    monkeypatch.setattr(files, "copy_durable", copy_while_it_grows)
    assert told(room.look(2)) == [("a.zip", "copying")]
    monkeypatch.undo()
    assert told(room.look(2)) == [("a.zip", "new")]
    assert [one.answered for one in state(room.session).entries] == [6]


def test_the_watched_folder_is_never_written_to(room: Room) -> None:
    room.put("a.zip", bytes_of("a", "222222"))
    room.put("b.zip", bytes_of("b", "22")[:9])
    room.put("c.zip", bytes_of("c", "22", kind="submission"))
    room.put("note.txt", b"x")
    before = as_it_is(room.folder)
    room.look(40)
    assert as_it_is(room.folder) == before


def test_a_folder_that_can_only_be_read_is_enough(room: Room) -> None:
    room.put("a.zip", bytes_of("a", "222222")).chmod(0o444)
    room.folder.chmod(0o555)
    try:
        assert told(room.look(2)) == [("a.zip", "new")]
    finally:
        room.folder.chmod(0o755)


def test_a_share_that_goes_away_is_told_once_and_comes_back_by_itself(room: Room) -> None:
    room.put("a.zip", bytes_of("a", "222222"))
    room.look(2)
    away = room.folder.with_name("away")
    room.folder.rename(away)
    news = room.look(4)
    assert told(news) == [("", "gone")]
    assert news[0].since == NOW + timedelta(seconds=6)
    (away / "b.zip").write_bytes(bytes_of("b", "444444"))
    away.rename(room.folder)
    assert told(room.look(3)) == [("", "back"), ("b.zip", "new")]


def test_a_higher_number_replaces_and_the_earlier_work_is_kept(room: Room) -> None:
    room.put("a.zip", bytes_of("a", "222222"))
    room.look(2)
    room.put("a2.zip", bytes_of("a", "333333", sequence=2))
    assert told(room.look(2)) == [("a2.zip", "replaces")]
    found = state(room.session)
    counts = standing(found, "a", 1).counts
    assert counts is not None and counts.sequence == 2
    assert all(room.session.kept(one.file).exists() for one in found.entries)
    assert len(found.entries) == 2


def test_a_lower_number_that_comes_later_does_not_count(room: Room) -> None:
    room.put("a2.zip", bytes_of("a", "333333", sequence=2))
    room.look(2)
    room.put("a.zip", bytes_of("a", "222222"))
    assert told(room.look(2)) == [("a.zip", "older")]
    counts = standing(state(room.session), "a", 1).counts
    assert counts is not None and counts.sequence == 2


def test_the_same_work_under_another_name_changes_nothing(room: Room) -> None:
    room.put("a.zip", bytes_of("a", "222222"))
    room.put("copy.zip", bytes_of("a", "222222"))
    room.put("packed again.zip", bytes_of("a", "222222") + b" ")
    assert told(room.look(3)) == [
        ("a.zip", "new"),
        ("copy.zip", "same"),
        ("packed again.zip", "same"),
    ]
    assert len(state(room.session).entries) == 1
    assert len(list((room.session.path / "collected").iterdir())) == 1


def test_two_groups_of_one_name_are_two(room: Room) -> None:
    room.put("a.zip", bytes_of("a", "222222", name="Nhóm 1"))
    room.put("b.zip", bytes_of("b", "333333", name="nhóm 1"))
    assert [one.namesakes for one in room.look(2)] == [0, 1]
    assert state(room.session).codes == {"a": "A", "b": "B"}


def test_one_group_from_two_laptops_counts_only_once_the_trainer_has_chosen(room: Room) -> None:
    room.put("a.zip", bytes_of("a", "222222"))
    room.put("b.zip", bytes_of("a", "333333"))
    room.put("c.zip", bytes_of("a", "444444", sequence=2))
    assert told(room.look(2)) == [("a.zip", "new"), ("b.zip", "conflict"), ("c.zip", "conflict")]
    found = standing(state(room.session), "a", 1)
    assert found.counts is None and len(found.rivals) == 3
    chosen = found.rivals[1]
    facts = {"what": "chosen", "group": "a", "round": 1, "digest": chosen.digest}
    record(room.session, facts, NOW)
    assert standing(state(room.session), "a", 1).counts == chosen
    room.put("d.zip", bytes_of("a", "11", sequence=1))
    room.put("e.zip", bytes_of("a", "111111", sequence=3))
    assert told(room.look(2)) == [("d.zip", "older"), ("e.zip", "replaces")]
    after = standing(state(room.session), "a", 1).counts
    assert after is not None and after.sequence == 3


@pytest.mark.parametrize(
    ("data", "verdict"),
    [
        (bytes_of("a", "22", aim={"session": "s2"}), "other-session"),
        (bytes_of("a", "22", aim={"pack": "goi-khac"}), "other-pack"),
        (bytes_of("a", "22", aim={"edition": "2"}), "other-pack"),
        (bytes_of("a", "22", aim={"rubric": "other"}), "other-pack"),
        (bytes_of("a", "22", practice=False), "real"),
        (bytes_of("a", "22", round_=3), "no-round"),
        (bytes_of("a", "22", kind="submission"), "refused"),
    ],
)
def test_what_is_not_of_this_session_is_told_once_and_not_kept(
    room: Room, data: bytes, verdict: str
) -> None:
    room.put("a.zip", data)
    assert told(room.look(5)) == [("a.zip", verdict)]
    assert state(room.session).entries == ()
    assert not any((room.session.path / "collected").iterdir())


def test_a_clock_that_runs_ahead_is_told_and_the_file_counts(room: Room) -> None:
    path = room.put("a.zip", bytes_of("a", "222222"))
    ahead = (NOW + timedelta(days=900)).timestamp()
    os.utime(path, (ahead, ahead))
    assert told(room.look(3)) == [("a.zip", "clock"), ("a.zip", "new")]


def test_forty_groups_at_once_are_all_taken_in(room: Room) -> None:
    for number in range(40):
        room.put(f"{number}.zip", bytes_of(f"g{number}", "222222"))
    assert [one.verdict for one in room.look(2)] == [Verdict.NEW] * 40
    assert list(state(room.session).codes.values())[25:28] == ["Z", "AA", "AB"]


def test_what_comes_after_the_answers_were_shown_is_kept_and_does_not_count(room: Room) -> None:
    room.put("a.zip", bytes_of("a", "222222"))
    room.look(2)
    record(room.session, {"what": "revealed", "round": 1, "stage": "answers"}, NOW)
    room.put("a2.zip", bytes_of("a", "333333", sequence=2))
    assert told(room.look(2)) == [("a2.zip", "late")]
    found = standing(state(room.session), "a", 1)
    assert found.counts is not None and found.counts.sequence == 1
    assert len(found.late) == 1
    record(room.session, {"what": "undone"}, NOW)
    assert standing(state(room.session), "a", 1) == found


def test_a_session_goes_on_wherever_the_program_ended(room: Room) -> None:
    room.put("a.zip", bytes_of("a", "222222"))
    room.put("b.zip", bytes_of("b", "333333"))
    room.look(2)
    whole = state(room.session)
    ledger = room.session.path / LEDGER
    data = ledger.read_bytes()
    for end in range(len(data) + 1):
        ledger.write_bytes(data[:end])
        noted = recover(room.session, NOW)
        assert all(news_words(one).startswith("“name of") for one in noted)
        again = Collector(room.session, room.folder, clock=lambda: room.tick)
        again.look(NOW)
        news = again.look(NOW)
        assert {one.verdict for one in news} == {Verdict.SAME}
        found = state(room.session)
        assert {one.digest for one in found.entries} == {one.digest for one in whole.entries}


def test_a_damaged_line_of_the_ledger_reveals_nothing_more(room: Room) -> None:
    record(room.session, {"what": "revealed", "round": 1, "stage": "answers"}, NOW)
    ledger = room.session.path / LEDGER
    ledger.write_bytes(ledger.read_bytes().replace(b"answers", b"key"))
    found = state(room.session)
    assert (found.stage(1), found.unreadable) == (Stage.PROGRESS, 1)


def test_neither_the_sessions_own_folder_nor_none_is_watched(room: Room, tmp_path: Path) -> None:
    for folder in (room.session.path, tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError):
            Collector(room.session, folder)


def test_what_the_system_refuses_to_read_is_told_once_and_tried_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.put("a.zip", bytes_of("a", "222222"))

    def refuse(path: Path, *, most: int | None = None) -> Iterator[bytes]:
        raise FileError(Problem(say("The session's folder is full.")))

    monkeypatch.setattr(files, "read_chunks", refuse)
    assert told(room.look(5)) == [("a.zip", "unreadable")]
    monkeypatch.undo()
    assert told(room.look(1)) == [("a.zip", "new")]
    assert Told.UNREADABLE not in {one.told for one in room.look(3)}
