"""Every file that lies beside an assessment or a round is told when it is not the same any more."""

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from assessment.folders import (
    NOW,
    ROSTER_BYTES,
    RUBRIC,
    RUBRIC_BYTES,
    STANDINGS_BYTES,
    file_of,
    saved_folder,
)
from cli.shell import call
from parself.assessment import edition, kept, repair, saves, store, swap
from parself.assessment.beside import DAMAGED, PAST, ROSTER, STANDINGS, BesideError
from parself.assessment.model import Past, PastPoints, Purpose
from parself.errors import DamagedError, ExitCode, ParselfError
from parself.files import journal
from parself.province import round as rounds
from parself.province.record import Round
from parself.rubric.catalogue import find_roster
from parself.values import evolve

NAMES = ("assessment.toml", "rubric.toml", ROSTER, STANDINGS, PAST)


def folder_with_past(path: Path) -> store.Folder:
    folder = saved_folder(path)
    return store.save_past(folder, Past(2022, {"1.1.1": PastPoints(Decimal(1))}))


def without_copies(path: Path, name: str) -> None:
    """Take the copies of a file out of the backups, and the program's own out of reach."""
    for copy in (path / "backups").glob(f"{Path(name).stem}-*"):
        copy.unlink()


def emptied(data: bytes) -> bytes:
    return b""


def cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    """Change one letter inside a quoted word: it stays good TOML that says something else."""
    start = data.index(b'title = "' if b'title = "' in data else b'"') + 12
    return data[:start] + (b"x" if data[start : start + 1] != b"x" else b"y") + data[start + 1 :]


DAMAGES = {"emptied": emptied, "cut short": cut_short, "one letter changed": flipped}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_no_damaged_file_is_read_as_other_content(
    tmp_path: Path, name: str, damage: Callable[[bytes], bytes]
) -> None:
    path = folder_with_past(tmp_path / "a").path
    (path / name).write_bytes(damage((path / name).read_bytes()))
    with pytest.raises(ParselfError) as caught:
        store.load(path)
    assert any(name in problem.where for problem in caught.value.problems)
    assert all(problem.todo for problem in caught.value.problems)


@pytest.mark.parametrize("name", ["rubric.toml", ROSTER, STANDINGS])
def test_a_file_taken_away_is_missed(tmp_path: Path, name: str) -> None:
    path = folder_with_past(tmp_path / "a").path
    (path / name).unlink()
    with pytest.raises(ParselfError):
        store.load(path)


def test_random_bit_flips_are_all_told(tmp_path: Path) -> None:
    path = folder_with_past(tmp_path / "a").path
    dice = random.Random(9)
    for name in NAMES:
        good = (path / name).read_bytes()
        for _ in range(40):
            place, bit = dice.randrange(len(good)), 1 << dice.randrange(8)
            (path / name).write_bytes(good[:place] + bytes([good[place] ^ bit]) + good[place + 1 :])
            with pytest.raises(ParselfError):
                store.load(path)
        (path / name).write_bytes(good)
    assert store.load(path).past is not None


@pytest.mark.parametrize("name", [ROSTER, STANDINGS, PAST])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_repair_puts_the_good_copy_back_and_keeps_what_was_there(
    tmp_path: Path,
    name: str,
    damage: Callable[[bytes], bytes],
) -> None:
    path = folder_with_past(tmp_path / "a").path
    good = (path / name).read_bytes()
    bad = damage(good)
    (path / name).write_bytes(bad)
    told = call("status", path)
    assert told.code == ExitCode.DAMAGED
    assert "parself repair" in told.err
    asked = call("repair", path)
    assert asked.code == ExitCode.DAMAGED
    assert "--restore" in asked.err
    assert call("repair", path, "--restore").code == ExitCode.DONE
    assert (path / name).read_bytes() == good
    assert [file.read_bytes() for file in (path / DAMAGED).iterdir()] == [bad]
    assert call("status", path).code == ExitCode.DONE


@pytest.mark.parametrize("name", [ROSTER, STANDINGS, PAST])
def test_an_edit_by_hand_is_shown_and_can_be_accepted(tmp_path: Path, name: str) -> None:
    path = folder_with_past(tmp_path / "a").path
    before = {ROSTER: b"Huy\xe1\xbb\x87n V\xc4\x83n Quan", STANDINGS: b"78.50", PAST: b"2022"}[name]
    after = {ROSTER: b"H. V\xc4\x83n Quan", STANDINGS: b"79.50", PAST: b"2021"}[name]
    data = (path / name).read_bytes()
    (path / name).write_bytes(data.replace(before, after, 1))
    with pytest.raises(BesideError) as caught:
        store.load(path)
    assert list(caught.value.findings[0].places())
    repair.accept_beside(path, caught.value, now=NOW)
    assert store.load(path).assessment.revision > 2


def test_standings_that_are_lost_for_good_can_be_done_without(tmp_path: Path) -> None:
    path = folder_with_past(tmp_path / "a").path
    half = cut_short((path / PAST).read_bytes())
    (path / PAST).write_bytes(half)
    without_copies(path, PAST)
    with pytest.raises(BesideError) as caught:
        store.load(path)
    assert not caught.value.can_be_restored
    assert repair.accept_beside(path, caught.value, now=NOW).past is None
    assert [file.read_bytes() for file in (path / DAMAGED).iterdir()] == [half]


def test_a_roster_that_is_lost_for_good_cannot_be_accepted(tmp_path: Path) -> None:
    path = saved_folder(tmp_path / "a").path
    (path / ROSTER).write_bytes(b"")
    with pytest.raises(BesideError) as caught:
        store.load(path)
    assert not caught.value.can_be_accepted
    with pytest.raises(BesideError):
        repair.accept_beside(path, caught.value, now=NOW)


def test_a_change_that_takes_the_rubric_away_is_damage_and_the_folder_opens_without_it(
    tmp_path: Path,
) -> None:
    path = saved_folder(tmp_path / "a").path
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(swap, "_place", lambda *_: None)
        swap.swap(path, {"rubric.toml": b"", ROSTER: b""})
    with pytest.raises(DamagedError) as caught:
        store.load(path)
    assert swap.PENDING in caught.value.problems[0].where
    (path / swap.PENDING).unlink()
    assert store.load(path).rubric == RUBRIC


def test_an_earlier_save_comes_back_with_the_files_it_belonged_to(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    backup = saves.good_saves(folder.path)[0]
    (folder.path / STANDINGS).write_bytes(b"")
    file_of(folder).write_bytes(b"")
    assert repair.restore(folder.path, backup, now=NOW).standings == folder.standings


def test_copies_are_found_by_their_content_only(tmp_path: Path) -> None:
    kept.keep(tmp_path, {ROSTER: b"a = 1\n"})
    (copy,) = (tmp_path / "backups").iterdir()
    digest = sha256(b"a = 1\n").hexdigest()
    assert kept.copy_of(tmp_path, ROSTER, digest) == b"a = 1\n"
    copy.write_bytes(b"a = 2\n")
    assert kept.copy_of(tmp_path, ROSTER, digest) is None


def a_round(path: Path) -> Round:
    return rounds.create_round(
        path,
        rubric=(RUBRIC, RUBRIC_BYTES),
        roster=(find_roster("lang-son-11-huyen")[0], ROSTER_BYTES),
        year=2023,
        purpose=Purpose.PRACTICE,
    )


@pytest.mark.parametrize("name", ["rubric.toml", ROSTER])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_rounds_files_are_told_and_put_back(
    tmp_path: Path, name: str, damage: Callable[[bytes], bytes]
) -> None:
    path = a_round(tmp_path / "vong").path
    good = (path / name).read_bytes()
    (path / name).write_bytes(damage(good))
    with pytest.raises(BesideError):
        rounds.open_round(path)
    assert call("merge", path, path / "khong-co.zip").code != ExitCode.DONE
    assert call("repair", path, "--restore").code == ExitCode.DONE
    assert (path / name).read_bytes() == good
    assert rounds.open_round(path).roster.id == "lang-son-11-huyen"


def test_a_roster_edited_in_a_round_can_be_accepted(tmp_path: Path) -> None:
    path = a_round(tmp_path / "vong").path
    roster = (path / ROSTER).read_bytes()
    (path / ROSTER).write_bytes(roster.replace("Huyện Văn Quan".encode(), b"H. VQ", 1))
    assert call("repair", path, "--accept").code == ExitCode.DONE
    assert rounds.open_round(path).units == {}


def test_a_line_of_a_ledger_that_was_changed_is_counted_and_not_read(tmp_path: Path) -> None:
    file = tmp_path / "so.jsonl"
    for number in range(3):
        journal.append(file, {"unit": "van-quan", "number": number, "when": str(date(2023, 1, 1))})
    good = file.read_bytes()
    assert [event["number"] for event in journal.read(file).lines.values()] == [0, 1, 2]
    dice = random.Random(1)
    for _ in range(200):
        place = dice.randrange(len(good))
        bad = bytes([good[place] ^ (1 << dice.randrange(8))])
        file.write_bytes(good[:place] + bad + good[place + 1 :])
        found = journal.read(file)
        assert found.unreadable >= 1
        assert all(event["unit"] == "van-quan" for event in found.lines.values())


def test_a_rubric_that_is_emptied_is_put_back_by_the_command_that_is_named(
    tmp_path: Path,
) -> None:
    path = saved_folder(tmp_path / "a").path
    (path / "rubric.toml").write_bytes(b"")
    told = call("status", path)
    assert told.code != ExitCode.DONE
    assert "damaged" in told.err
    assert "parself repair" in told.err
    assert call("repair", path, "--restore").code == ExitCode.DONE
    assert store.load(path).rubric == RUBRIC
    assert edition.present(path).folder is not None


def test_what_is_handed_in_knows_the_files_that_travel_with_it(tmp_path: Path) -> None:
    folder = folder_with_past(tmp_path / "a")
    assert set(folder.assessment.beside) == {"rubric.toml", ROSTER, STANDINGS}
    assert folder.enclosed[STANDINGS] == STANDINGS_BYTES


def test_an_earlier_state_takes_away_a_comparison_table_that_it_did_not_have(
    tmp_path: Path,
) -> None:
    folder = saved_folder(tmp_path / "a")
    without = {n: digest for n, digest in folder.assessment.beside.items() if n != STANDINGS}
    earlier = evolve(folder.assessment, beside=without)
    assert kept.belonging(folder.path, folder.assessment, folder.enclosed) == {}
    assert kept.belonging(folder.path, earlier, folder.enclosed) == {STANDINGS: b""}


def test_an_emptied_ledger_is_counted_as_a_loss(tmp_path: Path) -> None:
    file = tmp_path / "so.jsonl"
    assert journal.read(file).unreadable == 0
    file.write_bytes(b"")
    assert journal.read(file).unreadable == 1
