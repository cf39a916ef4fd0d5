"""Every call to the system that a write makes, failing in every way that there is.

First the calls are counted, then each one in turn fails: the disk is full, the disk has an
error, or the program ends there and then.
"""

import errno
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest

from assessment.folders import NOW, answered, blank, file_of, new_folder, saved_folder, temp_files
from parself.assessment import damage, repair, saves, store
from parself.assessment.model import Purpose
from parself.files import FileError, UnconfirmedError
from parself.files.durable import append_lines
from parself.province.round import create_round
from parself.rubric.catalogue import find_roster, find_rubric
from parself.values import evolve

Kind = Literal["none", "full", "error", "crash"]

CALLS = ("open", "fsync", "link", "replace", "unlink", "mkdir")


class CrashError(BaseException):
    """The program is no more: nothing that it would do after this happens."""


class Faulty:
    """The system's calls, one of which fails."""

    def __init__(self, kind: Kind = "none", at: int = -1) -> None:
        self.kind = kind
        self.at = at
        self.calls: list[str] = []
        self.is_dead = False

    def pass_or_fail(self, name: str) -> None:
        """Count a call; fail when it is its turn."""
        if self.is_dead:
            raise CrashError
        self.calls.append(name)
        if len(self.calls) - 1 == self.at:
            self._fail()

    def _fail(self) -> None:
        if self.kind == "crash":
            self.is_dead = True
            raise CrashError
        number = errno.EIO if self.kind == "error" else errno.ENOSPC
        raise OSError(number, os.strerror(number))

    def wrapped(self, name: str) -> Callable[..., Any]:
        """Return the call of that name, watched."""
        original = getattr(os, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            self.pass_or_fail(name)
            return original(*args, **kwargs)

        return watched

    def fdopen(self, handle: int, mode: str) -> io.IOBase:
        """Return a stream whose writes are watched."""
        if "w" not in mode:
            return io.BufferedReader(io.FileIO(handle, mode))
        return io.BufferedWriter(_Watched(handle, self))


class _Watched(io.FileIO):
    def __init__(self, handle: int, faulty: Faulty) -> None:
        super().__init__(handle, "wb")
        self._faulty = faulty

    def write(self, data: Any) -> int:
        if self._faulty.is_dead:
            return len(data)
        try:
            self._faulty.pass_or_fail("write")
        except (OSError, CrashError):
            super().write(bytes(data)[: len(data) // 2])
            raise
        return super().write(data)


@contextmanager
def failing(faulty: Faulty) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fdopen", faulty.fdopen)
        for name in CALLS:
            patch.setattr(os, name, faulty.wrapped(name))
        yield


Work = Callable[[store.Folder], object]
Outcome = Literal["done", "failed", "unconfirmed", "crashed"]


def save(folder: store.Folder) -> None:
    store.save(folder, answered(folder.assessment, 9, "mới"), now=NOW)


def save_without_links(folder: store.Folder) -> None:
    """Save as on a FAT stick: the backup is a copy."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "link", refused)
        save(folder)


def restore(folder: store.Folder) -> None:
    repair.restore(folder.path, saves.good_saves(folder.path)[-1], now=NOW)


WORKS: dict[str, Work] = {"save": save, "save on FAT": save_without_links, "restore": restore}
KINDS: tuple[Kind, ...] = ("full", "error", "crash")


def carry_out(work: Callable[[], object], faulty: Faulty) -> Outcome:
    with failing(faulty):
        try:
            work()
        except UnconfirmedError:
            return "unconfirmed"
        except FileError:
            return "failed"
        except CrashError:
            return "crashed"
    return "done"


def sweep(
    kind: Kind, work: Callable[[Path], Callable[[], object]], tmp_path: Path
) -> Iterator[tuple[Path, Outcome]]:
    """Do the work once per call that it makes, that call failing; yield where, and what came."""
    counted = Faulty()
    assert carry_out(work(tmp_path / "counted"), counted) == "done"
    assert {"open", "write", "fsync"} <= set(counted.calls)
    for at in range(len(counted.calls)):
        path = tmp_path / f"{at}-{counted.calls[at]}"
        yield path, carry_out(work(path), Faulty(kind, at))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", WORKS)
def test_whatever_fails_the_file_is_the_old_one_or_the_new(
    tmp_path: Path, name: str, kind: Kind
) -> None:
    origin = saved_folder(tmp_path / "origin")
    old = file_of(origin).read_bytes()

    def on_a_copy(path: Path) -> Callable[[], object]:
        shutil.copytree(origin.path, path)
        folder = store.load(path)
        return lambda: WORKS[name](folder)

    outcomes = set()
    for path, outcome in sweep(kind, on_a_copy, tmp_path):
        found = store.load(path)
        is_old = file_of(found).read_bytes() == old
        assert is_old or found.assessment.revision > origin.assessment.revision
        match outcome:
            case "failed":
                assert is_old, path
            case "done" | "unconfirmed":
                assert not is_old, path
        assert outcome == "crashed" or temp_files(path) == [], path
        outcomes.add(outcome)
    assert outcomes == ({"crashed"} if kind == "crash" else {"failed", "unconfirmed", "done"})


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_fails_a_new_folder_is_whole_or_no_assessment(tmp_path: Path, kind: Kind) -> None:
    for path, outcome in sweep(kind, lambda path: lambda: new_folder(path), tmp_path):
        if outcome == "done":
            assert evolve(store.load(path).assessment, beside={}) == blank()
        elif outcome != "crashed":
            assert not path.exists(), path
        elif file_of_path(path).exists():
            assert evolve(store.load(path).assessment, beside={}) == blank()
        else:
            with pytest.raises(damage.NoAssessmentError):
                store.load(path)


_RUBRIC, _ROSTER = find_rubric("mau-ngan"), find_roster("lang-son-11-huyen")


def a_round(path: Path) -> object:
    return create_round(path, rubric=_RUBRIC, roster=_ROSTER, year=2023, purpose=Purpose.PRACTICE)


MAKERS: dict[str, Callable[[Path], object]] = {"assessment": new_folder, "round": a_round}


@pytest.mark.parametrize("kind", ["full", "error"])
@pytest.mark.parametrize("name", MAKERS)
def test_whatever_fails_no_folder_is_left_behind_that_was_not_there(
    tmp_path: Path, name: str, kind: Kind
) -> None:
    for path, outcome in sweep(kind, lambda path: lambda: MAKERS[name](path / "a/b"), tmp_path):
        assert (outcome == "done") is path.exists(), path


@pytest.mark.parametrize("kind", ["full", "error"])
def test_whatever_fails_what_lay_in_the_folder_of_a_round_stays(tmp_path: Path, kind: Kind) -> None:
    def among_hand_ins(path: Path) -> Callable[[], object]:
        (path / "sub").mkdir(parents=True)
        (path / "van-quan.zip").touch()
        return lambda: a_round(path)

    for path, outcome in sweep(kind, among_hand_ins, tmp_path):
        assert {one.name for one in path.iterdir()} >= {"sub", "van-quan.zip"}
        assert (outcome == "done") is (len(list(path.iterdir())) > 2), path


def file_of_path(path: Path) -> Path:
    return path / "assessment.toml"


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_fails_a_ledger_holds_whole_lines_and_can_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    write = os.write
    for at, name in enumerate(("write", "fsync")):
        path, faulty = tmp_path / name, Faulty(kind, at)
        append_lines(path, "một")

        def half(handle: int, data: bytes, faulty: Faulty = faulty) -> int:
            try:
                faulty.pass_or_fail("write")
            except (OSError, CrashError):
                write(handle, data[: len(data) // 2])
                raise
            return write(handle, data)

        with monkeypatch.context() as patch, pytest.raises((FileError, CrashError)):
            patch.setattr(os, "write", half)
            patch.setattr(os, "fsync", faulty.wrapped("fsync"))
            append_lines(path, "hai")
        append_lines(path, "ba")
        lines = path.read_text("utf-8").splitlines()
        assert (lines[0], lines[-1]) == ("một", "ba")
        assert kind == "crash" or lines == ["một", "ba"]


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_fails_a_ledger_is_made_with_its_first_line_or_not_at_all(
    tmp_path: Path, kind: Kind
) -> None:
    for path, outcome in sweep(kind, lambda path: lambda: append_lines(path, "một"), tmp_path):
        found = path.read_text("utf-8") if path.exists() else ""
        assert found in {"", "một\n"}
        assert path.exists() is bool(found), path
        assert bool(found) or outcome != "done", path
        append_lines(path, "hai")
        assert path.read_text("utf-8") == f"{found}hai\n"
