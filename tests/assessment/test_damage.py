import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assessment.folders import ROWS, file_of, new_folder, saved_folder
from cli.shell import call
from parself import toml
from parself.assessment import form, repair, saves, store
from parself.assessment.damage import (
    DamagedAssessmentError,
    HandEditedError,
    NoAssessmentError,
    newest,
)
from parself.assessment.difference import Difference
from parself.assessment.model import Answer, State
from parself.errors import DamagedError, ExitCode
from parself.files import BackupName
from parself.rules.ratio import Ratio
from parself.values import evolve

Damage = Callable[[bytes], bytes]

DAMAGES: dict[str, Damage] = {
    "empty": lambda data: b"",
    "zeros": lambda data: b"\x00" * len(data),
    "cut short": lambda data: data[: len(data) // 2],
    "without its last line": lambda data: data[: data.index(b"# parself-sha256")],
    "utf-16": lambda data: data.decode("utf-8").encode("utf-16"),
    "foreign": lambda data: b'[project]\nname = "parself"\n',
    "only a mark": lambda data: b"\xef\xbb\xbf",
    "a zip": lambda data: b"PK\x03\x04" + data,
    "a flipped bit in the grammar": lambda data: data.replace(b"[rubric]", b"[rubric}"),
}


@pytest.fixture
def folder(tmp_path: Path) -> store.Folder:
    return saved_folder(tmp_path / "van-quan-2023", saves=3)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_not_opened_nor_touched_and_the_newest_backup_is_offered(
    folder: store.Folder, damage: Damage
) -> None:
    damaged = damage(file_of(folder).read_bytes())
    file_of(folder).write_bytes(damaged)
    with pytest.raises(DamagedAssessmentError) as caught:
        store.load(folder.path)
    backup = caught.value.backup
    assert backup is not None
    assert (backup.revision, backup.answers) == (2, 2)
    todo = caught.value.problems[0].todo
    assert todo is not None
    assert (todo.values["saved"], todo.values["answers"]) == (backup.saved, 2)
    assert caught.value.exit_code == ExitCode.DAMAGED
    assert file_of(folder).read_bytes() == damaged


def test_after_a_folder_was_copied_back_both_newest_copies_are_offered(
    folder: store.Folder, tmp_path: Path
) -> None:
    older = tmp_path / "ban-cu"
    shutil.copytree(folder.path, older)
    ahead = saved_on(folder, hours=1, saves=4)
    # Work went on in the older copy, and that was copied over the folder.
    behind = saved_on(store.load(older), hours=48, saves=2)
    shutil.copytree(older, folder.path, dirs_exist_ok=True)
    file_of(folder).write_bytes(b"")
    with pytest.raises(DamagedAssessmentError) as caught:
        store.load(folder.path)
    by_number, by_time = caught.value.offered
    assert (by_number.revision, by_time.revision) == (ahead - 1, behind - 1)
    assert by_time.saved > by_number.saved
    todo = caught.value.problems[0].todo
    assert todo is not None
    assert {todo.values["number"], todo.values["other"]} == {ahead - 1, behind - 1}
    mended = repair.restore(folder.path, by_time, now=datetime(2023, 12, 30))
    assert mended.assessment.revision > ahead


def saved_on(folder: store.Folder, *, hours: int, saves: int) -> int:
    """Go on working some hours later; return the number of the last save."""
    for number in range(saves):
        moment = folder.saved + timedelta(hours=hours, minutes=number)
        folder = store.save(folder, evolve(folder.assessment, position=str(number)), now=moment)
    return folder.assessment.revision


def test_a_damaged_newest_backup_is_passed_over(folder: store.Folder) -> None:
    file_of(folder).write_bytes(b"")
    last, next_one, *_ = saves.good_saves(folder.path)
    last.path.write_bytes(b"")
    with pytest.raises(DamagedAssessmentError) as caught:
        store.load(folder.path)
    assert caught.value.backup == next_one


def test_a_save_that_would_be_refused_is_not_offered(folder: store.Folder) -> None:
    row = next(row.id for row in folder.rubric.items() if isinstance(row.measure, Ratio))
    odd = Answer(State.ANSWERED, {"part": 21, "whole": 20})
    held = evolve(folder.assessment.with_answer(row, odd), revision=99)
    strange = evolve(folder.assessment, rubric=evolve(held.rubric, edition="x"), revision=98)
    offered = newest(folder.path)
    for state in (held, strange):
        name = BackupName(datetime(2023, 12, 30), state.revision)
        (folder.path / "backups" / str(name)).write_bytes(form.dump(state))
    file_of(folder).write_bytes(b"")
    assert newest(folder.path) == offered
    told = call("repair", folder.path).err
    assert "--save 99" not in told
    assert "--save 98" not in told
    assert f"--save {offered[0].revision}\n" in told
    assert call("repair", folder.path, "--restore", "--save", str(offered[0].revision)).code == 0


def test_damage_without_any_backup_says_so(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "a")
    file_of(folder).write_bytes(b"")
    with pytest.raises(DamagedAssessmentError) as caught:
        store.load(folder.path)
    assert caught.value.backup is None
    assert caught.value.problems[0].todo


def test_what_is_wrong_is_said_once_though_the_file_is_read_twice(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "a")
    content = file_of(folder).read_bytes().partition(b"# parself-sha256")[0]
    file_of(folder).write_bytes(toml.seal(content.replace(b"[rubric]", b"locked = 3\n[rubric]")))
    with pytest.raises(DamagedAssessmentError) as caught:
        store.load(folder.path)
    _, *why = caught.value.problems
    assert [str(problem.where).rpartition(", ")[2] for problem in why] == ["locked"]


def test_a_file_that_is_gone_counts_as_damage_while_there_are_backups(folder: store.Folder) -> None:
    file_of(folder).unlink()
    with pytest.raises(DamagedAssessmentError) as caught:
        store.load(folder.path)
    assert caught.value.backup is not None


@pytest.mark.parametrize("name", ["", "none"])
def test_a_folder_without_an_assessment_is_told_from_a_damaged_one(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(NoAssessmentError):
        store.load(tmp_path / name)


def test_a_newer_format_is_neither_damage_nor_hand_work(folder: store.Folder) -> None:
    file_of(folder).write_bytes(toml.seal(b"format = 2\n"))
    with pytest.raises(form.NewerFormatError):
        store.load(folder.path)


def test_an_honest_repair_by_hand_is_shown_with_what_it_changes(folder: store.Folder) -> None:
    edited = file_of(folder).read_bytes().replace("lần 1".encode(), "sửa tay".encode())
    file_of(folder).write_bytes(edited)
    with pytest.raises(HandEditedError) as caught:
        store.load(folder.path)
    error = caught.value
    assert error.backup is not None
    assert error.backup.revision == 2
    assert error.assessment.answer(ROWS[1]).explanation == "sửa tay"
    assert Difference(ROWS[1], "explanation", "lần 1", "sửa tay") in error.differences
    assert {difference.row for difference in error.differences} == {ROWS[1], ROWS[2]}
    assert file_of(folder).read_bytes() == edited


def test_line_ends_and_a_mark_that_an_editor_added_are_hand_work_too(folder: store.Folder) -> None:
    data = file_of(folder).read_bytes()
    file_of(folder).write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    with pytest.raises(HandEditedError) as caught:
        store.load(folder.path)
    assert caught.value.assessment == folder.assessment


def test_hand_work_without_any_backup_is_compared_with_nothing_entered(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "a")
    edited = file_of(folder).read_bytes().replace(b"[rubric]", b"locked = true\n[rubric]")
    file_of(folder).write_bytes(edited)
    with pytest.raises(HandEditedError) as caught:
        store.load(folder.path)
    assert caught.value.differences == (Difference("", "locked", False, True),)


def test_no_flipped_bit_is_opened_in_silence(folder: store.Folder) -> None:
    data, draw = file_of(folder).read_bytes(), random.Random(7)
    for _ in range(150):
        flipped = bytearray(data)
        flipped[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        file_of(folder).write_bytes(flipped)
        with pytest.raises(DamagedError) as caught:
            store.load(folder.path)
        assert isinstance(caught.value, DamagedAssessmentError | HandEditedError)
        assert caught.value.backup is not None
