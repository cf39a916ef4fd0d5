"""Removable drives: found where systems mount them, and nothing else is taken for one."""

from pathlib import Path

import pytest

from parself import files
from parself.files import drives


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with two sticks, one below a person's own folder, and a plain folder."""
    for name in ("media/USB-1", "media/hoa/KINGSTON", "media/hoa/rỗng"):
        (tmp_path / name).mkdir(parents=True)
    sticks = {tmp_path / "media/USB-1", tmp_path / "media/hoa/KINGSTON"}
    monkeypatch.setattr(drives, "_MOUNTS", (str(tmp_path / "media"), str(tmp_path / "gone")))
    monkeypatch.setattr(Path, "is_mount", lambda path: path in sticks)
    return tmp_path / "media"


def test_sticks_are_found_and_plain_folders_are_not(mounts: Path) -> None:
    assert files.removable_drives() == (mounts / "USB-1", mounts / "hoa" / "KINGSTON")
    assert files.all_drives() == files.removable_drives()


def test_a_path_on_a_stick_is_known_as_such(mounts: Path) -> None:
    assert files.is_removable(mounts / "USB-1" / "ho-so" / "van-quan.zip")
    assert not files.is_removable(mounts / "hoa" / "rỗng" / "van-quan.zip")


def test_forgetting_what_was_cached_never_fails(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x")
    files.forget_cached(file)
    files.forget_cached(tmp_path / "gone")
    assert file.read_bytes() == b"x"


def test_a_drive_says_how_much_it_holds_and_one_that_is_gone_says_nothing(tmp_path: Path) -> None:
    room = files.room_on(tmp_path)
    assert room is not None
    assert 0 <= room.free <= room.size
    assert files.room_on(tmp_path / "gone") is None
