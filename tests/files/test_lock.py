import errno
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from parself.files import BusyError, FileError, FolderLock, Owner

NOW = datetime(2023, 12, 12, 9, 15, 0, 123)


def test_the_first_window_gets_the_lock_and_the_second_learns_who_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USERNAME", "Nguyễn Văn A")
    monkeypatch.setenv("COMPUTERNAME", "PNV-02")
    first, second = FolderLock(tmp_path, NOW), FolderLock(tmp_path, NOW)
    assert first.acquire() is None
    assert second.acquire() == Owner("PNV-02", NOW.replace(microsecond=0))
    second.release()
    assert second.acquire() is not None, "giving back what one does not hold changes nothing"
    first.release()
    assert second.acquire() is None
    second.release()


def test_a_second_holder_in_a_block_is_refused_with_the_owner(tmp_path: Path) -> None:
    with FolderLock(tmp_path, NOW):
        with pytest.raises(BusyError) as caught, FolderLock(tmp_path, NOW):
            pytest.fail("the block must not run")
        assert caught.value.owner.since == NOW.replace(microsecond=0)
        assert "since {since}" in caught.value.problems[0].what.id
    with FolderLock(tmp_path, NOW):
        assert (tmp_path / ".parself.owner").exists()
    assert not (tmp_path / ".parself.owner").exists()


@pytest.mark.parametrize("note", [b"", b"\x00\xff", b"user = 3\nsince = 'x'\nhost = '\\u001b'\n"])
def test_an_unreadable_note_of_the_owner_is_no_obstacle(tmp_path: Path, note: bytes) -> None:
    first, second = FolderLock(tmp_path, NOW), FolderLock(tmp_path, NOW)
    assert first.acquire() is None
    (tmp_path / ".parself.owner").write_bytes(note)
    owner = second.acquire()
    assert owner is not None
    assert owner.since is None
    first.release()
    (tmp_path / ".parself.owner").write_bytes(note)
    assert second.acquire() is None, "what an ended program left does not count"
    second.release()


def test_a_full_disk_does_not_keep_anybody_from_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    lock = FolderLock(tmp_path, NOW)
    assert lock.acquire() is None
    lock.release()


def test_a_folder_that_is_gone_is_told_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        FolderLock(tmp_path / "none" / "deeper", NOW).acquire()


def answered(number: int) -> Callable[[int, int], None]:
    """Return a system call that locks nothing."""

    def flock(_handle: int, _how: int) -> None:
        raise OSError(number, os.strerror(number))

    return flock


@pytest.mark.skipif(os.name == "nt", reason="Windows locks otherwise")
@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL])
def test_a_drive_without_locks_can_be_worked_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("fcntl.flock", answered(number))
    for _crashed_before in range(2):
        lock = FolderLock(tmp_path, NOW)
        assert lock.acquire() is None
        assert not lock.is_kept
    lock.release()


@pytest.mark.skipif(os.name == "nt", reason="Windows locks otherwise")
@pytest.mark.parametrize("number", [errno.EPERM, errno.EIO])
def test_a_lock_that_is_refused_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("fcntl.flock", answered(number))
    with pytest.raises(FileError):
        FolderLock(tmp_path, NOW).acquire()


@pytest.mark.skipif(os.name == "nt", reason="Windows locks otherwise")
def test_without_a_note_of_the_owner_no_other_window_is_asserted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some shares answer in the same way whether somebody else has the lock or none is given."""
    monkeypatch.setattr("fcntl.flock", answered(errno.EACCES))
    with pytest.raises(BusyError) as caught, FolderLock(tmp_path, NOW):
        pytest.fail("the block must not run")
    assert "or its drive refuses" in caught.value.problems[0].what.id
