import errno
import io
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from parself import files
from parself.files import (
    FileError,
    Fingerprint,
    MissingFileError,
    OccupiedError,
    UnconfirmedError,
    durable,
    journal,
)
from parself.files.durable import append_lines


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail(error: OSError) -> Callable[..., None]:
    def failing(*_: object, **__: object) -> None:
        raise error

    return failing


def test_a_written_file_holds_the_content_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "bảng tự chấm.toml"
    files.write_atomic(path, b"mot")
    files.write_atomic(path, b"hai")
    assert path.read_bytes() == b"hai"
    assert names(tmp_path) == [path.name]


def test_a_longest_possible_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("đ" * 127)
    files.write_atomic(path, b"x")
    assert path.read_bytes() == b"x"


def test_a_stream_that_writes_little_at_a_time_is_written_out_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(io.FileIO):
        def write(self, data: Any) -> int:
            return super().write(bytes(data)[:999])

    monkeypatch.setattr(os, "fdopen", lambda handle, _: io.BufferedWriter(Slow(handle, "wb")))
    files.write_atomic(tmp_path / "a", b"0123456789" * 10_000)
    monkeypatch.undo()
    assert (tmp_path / "a").read_bytes() == b"0123456789" * 10_000


def test_the_file_that_is_replaced_stays_under_the_name_asked_for(tmp_path: Path) -> None:
    path, keep = tmp_path / "a", tmp_path / "old" / "a-1"
    files.write_atomic(path, b"mot", keep=keep)
    assert not keep.exists(), "there was nothing to keep yet"
    files.write_atomic(path, b"hai", keep=keep)
    assert (path.read_bytes(), keep.read_bytes()) == (b"hai", b"mot")


def test_a_kept_file_is_a_copy_where_the_disk_knows_no_second_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, keep = tmp_path / "a", tmp_path / "old" / "a-1"
    files.write_atomic(path, b"mot")
    monkeypatch.setattr(os, "link", fail(PermissionError(errno.EPERM, "no links on FAT")))
    files.write_atomic(path, b"hai", keep=keep)
    assert keep.read_bytes() == b"mot"


def test_a_retry_after_the_old_file_was_kept_keeps_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, keep = tmp_path / "a", tmp_path / "old" / "a-1"
    files.write_atomic(path, b"mot")
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail(OSError(errno.EIO, "I/O error")))
        with pytest.raises(FileError):
            files.write_atomic(path, b"hai", keep=keep)
    files.write_atomic(path, b"hai", keep=keep)
    assert names(keep.parent) == ["a-1"]


def test_a_different_file_under_the_name_to_keep_is_never_lost(tmp_path: Path) -> None:
    path, keep = tmp_path / "a.toml", tmp_path / "a-1.toml"
    keep.write_bytes(b"other")
    files.write_atomic(path, b"mot")
    files.write_atomic(path, b"hai", keep=keep)
    assert keep.read_bytes() == b"other"
    assert (tmp_path / "a-1-2.toml").read_bytes() == b"mot"


def test_a_failing_source_leaves_the_old_file_and_no_temporary_one(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise ZeroDivisionError

    path = tmp_path / "bundle.zip"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        files.write_new(path, chunks())
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["bundle.zip"])


def test_a_copy_is_equal_and_its_fingerprint_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)
    told = files.copy_durable(tmp_path / "a", tmp_path / "b")
    assert told == files.fingerprint(tmp_path / "b") == Fingerprint.of([b"x" * 3_000_000])


def test_a_copy_names_the_source_when_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError) as caught:
        files.copy_durable(tmp_path / "none", tmp_path / "b")
    assert caught.value.problems[0].where == str(tmp_path / "none")
    assert names(tmp_path) == []


def test_a_fingerprint_tells_contents_apart_and_is_none_without_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert files.fingerprint(path) is None
    path.write_bytes(b"mot")
    first = files.fingerprint(path)
    path.write_bytes(b"hai")
    assert first != files.fingerprint(path)
    path.write_bytes(b"mot")
    assert first == files.fingerprint(path)


@pytest.mark.parametrize("size", [0, 10])
def test_a_file_up_to_the_cap_is_read(tmp_path: Path, size: int) -> None:
    (tmp_path / "a").write_bytes(b"x" * size)
    assert files.read_file(tmp_path / "a", most=10) == b"x" * size


def test_reading_refuses_what_is_too_large_missing_or_no_file(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * 11)
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "large", tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(FileError):
            files.read_file(path, most=10)
    with pytest.raises(MissingFileError):
        files.read_file(tmp_path / "none", most=10)


def test_a_ledger_grows_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    for line in ("một", "hai"):
        append_lines(path, line)
    assert path.read_text("utf-8") == "một\nhai\n"
    with pytest.raises(ValueError, match="two"):
        append_lines(path, "two\nlines")


def test_a_torn_last_line_of_a_ledger_does_not_swallow_the_next(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    path.write_bytes(b"mot\nha")
    append_lines(path, "ba")
    assert path.read_bytes() == b"mot\nha\nba\n"


def test_a_line_that_cannot_be_written_whole_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger"
    append_lines(path, "mot")
    monkeypatch.setattr(os, "fsync", fail(OSError(errno.ENOSPC, "full")))
    with pytest.raises(FileError):
        append_lines(path, "hai")
    assert path.read_bytes() == b"mot\n"


def test_only_old_temporary_files_of_ended_programs_are_swept(tmp_path: Path) -> None:
    gone = 2**22 + 1  # above the greatest process number
    swept, kept = f".a.toml.{gone}-0123abcd.tmp", f".a.toml.{os.getpid()}-0123abcd.tmp"
    young, other = f".a.toml.{gone}-ffffffff.tmp", "notes.tmp"
    for name in (swept, kept, young, other):
        (tmp_path / name).write_bytes(b"half")
        if name != young:
            os.utime(tmp_path / name, times=(time.time() - 61,) * 2)
    assert files.sweep_temp(tmp_path) == 1
    assert names(tmp_path) == sorted([kept, young, other])
    assert files.sweep_temp(tmp_path / "none") == 0


def test_a_new_folder_is_refused_where_something_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path, tmp_path / "file"):
        with pytest.raises(OccupiedError), files.new_folder(path):
            pytest.fail("the block must not run")


@pytest.mark.parametrize("is_there", [True, False])
def test_a_new_folder_whose_block_fails_is_as_before(tmp_path: Path, is_there: bool) -> None:
    path = tmp_path / "new"
    if is_there:
        path.mkdir()
    with pytest.raises(KeyboardInterrupt), files.new_folder(path):
        (path / "sub").mkdir()
        (path / "sub" / "a").write_bytes(b"x")
        raise KeyboardInterrupt
    assert path.exists() is is_there
    assert not is_there or names(path) == []


def test_removing_a_file_twice_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    files.remove(tmp_path / "a")
    files.remove(tmp_path / "a")
    assert names(tmp_path) == []


def test_the_time_of_a_file_is_that_of_its_last_write(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    moment = datetime(2023, 12, 12, 10, 40)
    os.utime(tmp_path / "a", times=(moment.timestamp(),) * 2)
    assert files.modified(tmp_path / "a") == moment


class HeldByWindowsError(PermissionError):
    def __init__(self, winerror: int) -> None:
        super().__init__(errno.EACCES, "held")
        self.winerror = winerror


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    taken: list[float] = []
    monkeypatch.setattr(durable, "_sleep", taken.append)
    return taken


def hold(monkeypatch: pytest.MonkeyPatch, winerror: int, times: int) -> list[int]:
    """Make the next `times` replacements fail as Windows lets them fail."""
    attempts: list[int] = []
    replace = os.replace

    def held(source: Path, target: Path) -> None:
        attempts.append(1)
        if len(attempts) <= times:
            raise HeldByWindowsError(winerror)
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    return attempts


@pytest.mark.parametrize("winerror", [5, 32, 33])
@pytest.mark.parametrize("times", range(11))
def test_a_file_that_another_program_holds_for_a_while_is_replaced_in_the_end(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pauses: list[float],
    winerror: int,
    times: int,
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    attempts = hold(monkeypatch, winerror, times)
    files.write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert (len(attempts), len(pauses)) == (times + 1, times)


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_is_held_for_good_is_given_up_after_three_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float], winerror: int
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    hold(monkeypatch, winerror, 10**9)
    with pytest.raises(FileError) as caught:
        files.write_atomic(path, b"new")
    assert "open in another program" in str(caught.value)
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["a"])
    assert 2.9 < sum(pauses) < 3.1
    assert pauses == sorted(pauses)


def test_other_errors_of_windows_are_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    attempts = hold(monkeypatch, 112, 10**9)
    with pytest.raises(FileError) as caught:
        files.write_atomic(tmp_path / "a", b"new")
    assert "disk is full" in str(caught.value)
    assert (len(attempts), pauses) == (1, [])


def test_a_write_takes_away_what_crashed_writes_left_beside_it(tmp_path: Path) -> None:
    """So in every folder that is ever written to: rounds, received files, places of exports."""
    left = tmp_path / ".vong.toml.999999999-0123abcd.tmp"
    left.write_bytes(b"half")
    os.utime(left, times=(time.time() - 61,) * 2)
    files.write_atomic(tmp_path / "vong.toml", b"whole")
    assert names(tmp_path) == ["vong.toml"]


def test_a_folder_that_does_not_confirm_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_folder: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("parself.files.durable.sync_folder", full)
    works: tuple[Callable[[Path], None], ...] = (
        lambda path: files.write_atomic(path, b"x"),
        lambda path: append_lines(path, "x"),
    )
    for number, work in enumerate(works):
        with pytest.raises(UnconfirmedError) as caught:
            work(tmp_path / str(number))
        assert caught.value.problems[0].what.id.startswith("Saved, but")
        assert (tmp_path / str(number)).read_bytes().rstrip() == b"x"


def test_what_is_done_but_cannot_be_noted_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    (problem,) = journal.note(tmp_path / "ledger", {"x": 1})
    assert problem.what.id.startswith("This is done")
    assert journal.note(tmp_path / "other", {"x": 1}) == ()
