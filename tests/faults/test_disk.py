"""A real disk that is full, write-protected or pulled out: a small one in memory."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessment.folders import NOW, answered, file_of, saved_folder, temp_files
from parself.assessment import store
from parself.files import FileError


def mount(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False)


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KiB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    path = tmp_path / "stick"
    path.mkdir()
    done = mount("-t", "tmpfs", "-o", "size=256k", "parself-test", str(path))
    if done.returncode:
        pytest.skip(f"mounting is not possible here: {done.stderr.decode().strip()}")
    yield path
    subprocess.run(["umount", "-l", str(path)], capture_output=True, check=False)


def reason(error: FileError) -> str:
    return str(error.problems[0].what.values["why"])


def fill(path: Path) -> Path:
    filler = path / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while stream.write(b"x" * 512):
                pass
        except OSError:
            return filler
    raise AssertionError("the disk never filled up")


def test_on_a_full_disk_the_old_file_stands_and_saving_goes_on_once_there_is_room(
    stick: Path,
) -> None:
    folder = saved_folder(stick / "a")
    filler, before = fill(stick), file_of(folder).read_bytes()
    work = answered(folder.assessment, 5, "dài " * 1000)
    for _ in range(3):
        with pytest.raises(FileError) as caught:
            store.save(folder, work, now=NOW)
        assert "the disk is full" in reason(caught.value)
    assert file_of(folder).read_bytes() == before
    assert temp_files(stick) == []
    filler.unlink()
    saved = store.save(folder, work, now=NOW)
    assert store.load(folder.path).assessment == saved.assessment


def test_on_a_write_protected_stick_reading_works_and_saving_says_why(stick: Path) -> None:
    folder = saved_folder(stick / "a")
    assert mount("-o", "remount,ro", str(stick)).returncode == 0
    read = store.load(folder.path)
    assert read.assessment == folder.assessment
    with pytest.raises(FileError) as caught:
        store.save(read, answered(read.assessment, 5), now=NOW)
    assert "can only be read" in reason(caught.value)


def test_a_pulled_stick_is_told_and_the_work_is_saved_elsewhere(
    stick: Path, tmp_path: Path
) -> None:
    folder = saved_folder(stick / "a")
    work = answered(folder.assessment, 5, "vừa gõ")
    subprocess.run(["umount", "-l", str(stick)], check=True)
    with pytest.raises(FileError) as caught:
        store.save(folder, work, now=NOW)
    assert "no longer there" in reason(caught.value)
    assert not any(stick.iterdir())
    elsewhere, _missing = store.save_copy(folder, work, tmp_path / "elsewhere")
    assert elsewhere.assessment.answers == work.answers
