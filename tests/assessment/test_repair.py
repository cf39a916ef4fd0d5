import errno
import os
from pathlib import Path

import pytest

from assessment.folders import NOW, ROWS, answered, file_of, new_folder, saved_folder, temp_files
from parself.assessment import repair, saves, store
from parself.errors import DamagedError, UsageError
from parself.files import FileError
from parself.values import evolve


@pytest.fixture
def folder(tmp_path: Path) -> store.Folder:
    return saved_folder(tmp_path / "van-quan-2023", saves=3)


def edit_by_hand(folder: store.Folder, old: str, new: str) -> bytes:
    edited = file_of(folder).read_bytes().replace(old.encode(), new.encode())
    assert edited != file_of(folder).read_bytes()
    file_of(folder).write_bytes(edited)
    return edited


@pytest.mark.parametrize("damaged", [b"", b"\x00" * 99, b"format = 1\n"])
def test_restoring_makes_the_backup_a_new_save_and_keeps_the_damaged_file(
    folder: store.Folder, damaged: bytes
) -> None:
    file_of(folder).write_bytes(damaged)
    newest = saves.good_saves(folder.path)[0]
    restored = repair.restore(folder.path, newest, now=NOW)
    assert restored.assessment == evolve(store.load(folder.path).assessment)
    assert len(restored.assessment.answers) == 2
    assert restored.assessment.revision > folder.assessment.revision
    aside = folder.path / "damaged" / "2023-12-12T10-40-00-assessment.toml"
    assert aside.read_bytes() == damaged
    assert temp_files(folder.path) == []


def test_two_repairs_in_one_second_keep_both_damaged_files(folder: store.Folder) -> None:
    for damaged in (b"mot", b"hai"):
        file_of(folder).write_bytes(damaged)
        repair.restore(folder.path, saves.good_saves(folder.path)[0], now=NOW)
    kept = {path.read_bytes() for path in (folder.path / "damaged").iterdir()}
    assert kept == {b"mot", b"hai"}


def test_an_older_backup_can_be_restored_and_saving_goes_on(folder: store.Folder) -> None:
    file_of(folder).write_bytes(b"")
    oldest = saves.good_saves(folder.path)[-1]
    restored = repair.restore(folder.path, oldest, now=NOW)
    assert restored.assessment.answers == {}
    saved = store.save(restored, answered(restored.assessment, 0), now=NOW)
    revisions = [backup.revision for backup in saves.good_saves(folder.path)]
    assert revisions[0] == restored.assessment.revision == saved.assessment.revision - 1


def test_a_good_file_that_is_replaced_joins_the_backups(folder: store.Folder) -> None:
    oldest = saves.good_saves(folder.path)[-1]
    repair.restore(folder.path, oldest, now=NOW)
    assert saves.good_saves(folder.path)[0].revision == folder.assessment.revision
    assert not (folder.path / "damaged").exists()


def test_a_file_that_is_gone_is_restored(folder: store.Folder) -> None:
    file_of(folder).unlink()
    restored = repair.restore(folder.path, saves.good_saves(folder.path)[0], now=NOW)
    assert store.load(folder.path).assessment == restored.assessment


def test_a_file_on_a_bad_sector_is_put_aside_unread(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    system_open, bad = os.open, file_of(folder)

    def unreadable(path: Path, flags: int, *mode: int) -> int:
        if path == bad:
            raise OSError(errno.EIO, "I/O error")
        return system_open(path, flags, *mode)

    newest = saves.good_saves(folder.path)[0]
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", unreadable)
        restored = repair.restore(folder.path, newest, now=NOW)
    assert store.load(folder.path).assessment == restored.assessment
    assert len(list((folder.path / "damaged").iterdir())) == 1


def test_a_backup_that_was_damaged_meanwhile_changes_nothing(folder: store.Folder) -> None:
    file_of(folder).write_bytes(b"")
    newest = saves.good_saves(folder.path)[0]
    newest.path.write_bytes(b"")
    with pytest.raises(DamagedError):
        repair.restore(folder.path, newest, now=NOW)
    assert file_of(folder).read_bytes() == b""
    assert not (folder.path / "damaged").exists()


def test_an_accepted_repair_is_a_new_save_and_the_edited_file_is_kept(
    folder: store.Folder,
) -> None:
    edited = edit_by_hand(folder, "lần 1", "sửa tay")
    accepted = repair.accept(folder.path, now=NOW)
    assert accepted.assessment.answer(ROWS[1]).explanation == "sửa tay"
    assert accepted.assessment.revision == folder.assessment.revision + 1
    assert store.load(folder.path).assessment == accepted.assessment
    (aside,) = (folder.path / "damaged").iterdir()
    assert aside.read_bytes() == edited


def test_a_file_cut_off_after_its_content_can_be_accepted(folder: store.Folder) -> None:
    data = file_of(folder).read_bytes()
    file_of(folder).write_bytes(data[: data.index(b"# parself-sha256")])
    accepted = repair.accept(folder.path, now=NOW)
    assert accepted.assessment.answers == folder.assessment.answers


def test_only_what_fits_the_rubric_is_accepted(folder: store.Folder) -> None:
    edited = edit_by_hand(folder, f'[answers."{ROWS[1]}"]', '[answers."99.99"]\nnote = "x"')
    with pytest.raises(DamagedError):
        repair.accept(folder.path, now=NOW)
    assert file_of(folder).read_bytes() == edited
    assert not (folder.path / "damaged").exists()


def test_what_cannot_be_read_cannot_be_accepted(folder: store.Folder) -> None:
    file_of(folder).write_bytes(b"[[[")
    with pytest.raises(DamagedError):
        repair.accept(folder.path, now=NOW)


def test_a_good_file_needs_no_accepting(folder: store.Folder) -> None:
    with pytest.raises(UsageError):
        repair.accept(folder.path, now=NOW)


def test_a_missing_file_cannot_be_accepted(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "a")
    file_of(folder).unlink()
    with pytest.raises(FileError):
        repair.accept(folder.path, now=NOW)
