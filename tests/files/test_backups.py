from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.files import BackupName, rotate
from parself.files.backups import worth_keeping
from parself.limits import BACKUPS_DAYS, BACKUPS_RECENT

MODEST = settings(max_examples=100, deadline=None)
NOON = datetime(2023, 12, 12, 12)

moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
tags = st.sampled_from(["", "truoc-khi-xuat"])
backup_names = st.builds(BackupName, moments, st.integers(0, 10**7), tags)


def saves(*, every: timedelta, number: int, start: datetime = NOON) -> list[BackupName]:
    return [BackupName(start + i * every, i + 1) for i in range(number)]


def rotated_while_saving(names: list[BackupName]) -> set[BackupName]:
    """Save and thin out in turn, as it happens in a sitting."""
    kept: set[BackupName] = set()
    for name in names:
        kept = worth_keeping({*kept, name})
    return kept


@MODEST
@given(backup_names)
def test_a_name_reads_back(name: BackupName) -> None:
    """read(str(name)) == name"""
    assert BackupName.read(str(name)) == name


@MODEST
@given(moments, moments, st.integers(0, 999_999))
def test_names_sort_by_time(one: datetime, other: datetime, revision: int) -> None:
    """one < other  =>  str(one) < str(other)"""
    if one < other:
        assert str(BackupName(one, revision)) < str(BackupName(other, revision))


@pytest.mark.parametrize(
    "name",
    ["", "a.toml", "2023-13-12T10-40-00-r000001.toml", "2023-12-12T10-40-00-r000001.toml.bak"],
)
def test_other_names_are_no_backups(name: str) -> None:
    assert BackupName.read(name) is None


def test_of_quick_saves_one_a_minute_is_kept() -> None:
    kept = rotated_while_saving(saves(every=timedelta(seconds=5), number=1000))
    minutes = sorted(name.saved for name in kept)
    assert len(kept) == BACKUPS_RECENT
    assert minutes[-1] == NOON + timedelta(seconds=999 * 5)
    assert len({minute.replace(second=0) for minute in minutes}) == BACKUPS_RECENT
    assert minutes[-1] - minutes[0] > timedelta(minutes=BACKUPS_RECENT - 2)


def test_of_long_use_one_a_day_is_kept_for_a_month() -> None:
    kept = rotated_while_saving(saves(every=timedelta(hours=2), number=12 * 60))
    days = {name.saved.date() for name in kept}
    assert len(days) == BACKUPS_DAYS
    assert len(kept) <= BACKUPS_DAYS + BACKUPS_RECENT


def test_a_tagged_backup_is_kept_for_good() -> None:
    tagged = BackupName(NOON - timedelta(days=900), 1, "truoc-khi-xuat")
    assert tagged in worth_keeping([tagged, *saves(every=timedelta(days=1), number=100)])


@MODEST
@given(st.lists(backup_names, min_size=1))
def test_the_newest_save_is_always_kept_even_when_the_clock_was_set_back(
    names: list[BackupName],
) -> None:
    """argmax(revision) in kept, and thinning twice is thinning once."""
    kept = worth_keeping(names)
    assert max(name.revision for name in names) in {name.revision for name in kept}
    assert worth_keeping(kept) == kept <= set(names)


def test_where_an_older_copy_was_put_back_the_work_of_both_lines_is_kept() -> None:
    ahead = saves(every=timedelta(minutes=1), number=60)
    behind = [BackupName(NOON + timedelta(hours=2, minutes=i), 5 + i) for i in range(30)]
    kept = rotated_while_saving([*ahead, *behind])
    assert {*ahead[-BACKUPS_RECENT:], *behind[-BACKUPS_RECENT:]} <= kept


@MODEST
@given(st.lists(backup_names, min_size=1))
def test_the_latest_save_is_always_kept_whatever_its_number(names: list[BackupName]) -> None:
    """argmax(saved) in kept"""
    assert max(name.saved for name in names) in {name.saved for name in worth_keeping(names)}


def test_rotating_removes_only_backups(tmp_path: Path) -> None:
    for name in saves(every=timedelta(seconds=1), number=50):
        (tmp_path / str(name)).write_bytes(b"")
    (tmp_path / "ghi-chu.txt").write_bytes(b"")
    rotate(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "2023-12-12T12-00-49-r000050.toml",
        "ghi-chu.txt",
    }
    rotate(tmp_path / "none")
