"""A group's folder: begun from one file, handed in as a kind of its own, reset, a second round."""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bags import checked
from parself import files
from parself.assessment import store
from parself.assessment.model import Answer, Purpose, State
from parself.assessment.saves import saves_in
from parself.errors import (
    DamagedError,
    ParselfError,
    Problem,
    RefusedError,
    UsageError,
    say,
)
from parself.rubric.catalogue import RUBRICS
from parself.submission import bundle, layout
from parself.submission.archive import WrongKindError
from parself.submission.bag import open_bag
from parself.submission.inspector import FindingKind
from parself.submission.intake import read_bundle
from parself.submission.payload import ExportError
from parself.values import evolve
from parself.workshop import group_folder as work
from parself.workshop.exercise import read_exercise
from parself.workshop.loading import find_pack, known_packs
from parself.workshop.material import Material, make_session, open_session

NOW = datetime(2024, 3, 5, 8, 30)
PACK = "suoi-may-30-phut"


@pytest.fixture
def material(tmp_path: Path) -> Material:
    return make_session(tmp_path / "lop", PACK, now=NOW)


@pytest.fixture
def group(material: Material, tmp_path: Path) -> store.Folder:
    return work.start(material.hand_out, tmp_path / "nhom", " Nhóm  1 ", now=NOW)


def answered(folder: store.Folder, visits: int = 9) -> store.Folder:
    said = Answer(
        State.ANSWERED, {"part": visits, "whole": 29}, explanation="Theo phụ lục.", when=NOW
    )
    return store.save(folder, folder.assessment.with_answer("1.3.2", said), now=NOW)


def test_a_session_opens_as_it_was_made(material: Material) -> None:
    again = open_session(material.path)
    assert again == material and again.pack.key_points == 2
    assert again.hand_out.is_file()


def test_a_group_gets_the_dossier_as_evidence(group: store.Folder) -> None:
    told = group.assessment
    assert told.purpose is Purpose.PRACTICE and told.group is not None
    assert (told.group.name, told.group.round) == ("Nhóm 1", 1)
    assert [one.id for one in told.documents] == [f"TL-0{n}" for n in range(1, 8)]
    for one in told.documents:
        assert files.fingerprint(group.evidence / one.stored_name) == one.fingerprint
    assert store.load(group.path).assessment == told


def test_two_groups_of_one_name_have_two_ids(material: Material, tmp_path: Path) -> None:
    one, other = (work.start(material.hand_out, tmp_path / n, "Nhóm 1", now=NOW) for n in "ab")
    assert work.group_of(one).id != work.group_of(other).id


def secrets_of(material: Material) -> Iterator[str]:
    """Yield every sentence that only the trainer may read, and what identifies a trap."""
    yield material.pack.head.lesson
    for one in material.pack.keys:
        yield one.reason
        yield from one.hints
        yield from (trap.mistake for trap in one.traps)
    for fault in material.pack.faults:
        yield from (fault.seen, fault.id)


def bytes_of(path: Path) -> bytes:
    """Return all that stands in a file, or in the files of a folder, packed files unpacked."""
    found = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    held = b""
    for one in found:
        held += one.read_bytes()
        if zipfile.is_zipfile(one):
            with zipfile.ZipFile(one) as archive:
                held += b"".join(archive.read(name) for name in archive.namelist())
    return held


def told_in(secrets: Iterator[str], held: bytes) -> list[str]:
    """Return the sentences that stand in some bytes, however their lines are broken."""
    text = re.sub(r"[\s\\]+", " ", held.decode("utf-8", "replace"))
    return [one for one in secrets if re.sub(r"\s+", " ", one.strip()) in text]


@pytest.mark.parametrize("name", known_packs())
def test_nothing_that_a_group_gets_holds_anything_of_the_key(tmp_path: Path, name: str) -> None:
    material = make_session(tmp_path / "lop", name, now=NOW)
    if not material.pack.keys:
        assert not material.hand_out.exists()
        return
    group = work.start(material.hand_out, tmp_path / "nhom", "Nhóm 1", now=NOW)
    handed_in = bundle.export(group, tmp_path, now=NOW).path
    for place in (material.hand_out, group.path, handed_in):
        assert told_in(secrets_of(material), bytes_of(place)) == []
    assert set(told_in(secrets_of(material), bytes_of(material.path))) == set(secrets_of(material))


@pytest.mark.parametrize(("hints", "why"), [(True, False), (False, True), (True, True)])
def test_hints_and_reasons_are_handed_out_only_where_they_are_allowed(
    tmp_path: Path, hints: bool, why: bool
) -> None:
    made = make_session(tmp_path / "lop", PACK, now=NOW, hints=hints, why=why)
    told = set(told_in(secrets_of(made), bytes_of(made.hand_out)))
    expected = {hint for one in made.pack.keys for hint in one.hints if hints}
    expected |= {one.reason for one in made.pack.keys if why}
    assert told == expected


def test_a_reason_is_read_only_after_the_answer(tmp_path: Path) -> None:
    made = make_session(tmp_path / "lop", PACK, now=NOW, hints=True, why=True)
    folder = work.start(made.hand_out, tmp_path / "nhom", "Nhóm 1", now=NOW)
    exercise = work.exercise_of(folder)
    assert exercise is not None and work.hints_of(exercise, "1.3.2")
    assert work.why_of(exercise, folder.assessment, "1.3.2") == ""
    assert "8 đơn vị" in work.why_of(exercise, answered(folder).assessment, "1.3.2")
    unknown = work.answering_unknown(folder.assessment, "1.3.2")
    assert "8 đơn vị" in work.why_of(exercise, unknown, "1.3.2")


def test_work_is_handed_in_as_a_kind_of_its_own(group: store.Folder, tmp_path: Path) -> None:
    done = bundle.export(answered(group), tmp_path, now=NOW)
    told = work.group_of(group)
    info = open_bag(done.path, layout.WORKSHOP).info
    assert info["Parself-Kind"] == "workshop" and info["Parself-Purpose"] == "practice"
    assert (info["Parself-Session"], info["Parself-Group"]) == (told.session, told.id)
    assert (info["Parself-Group-Name"], info["Parself-Workshop-Round"]) == ("Nhóm 1", "1")
    assert info["Parself-Pack"] == f"{PACK} 1"
    read = read_bundle(done.path, layout.WORKSHOP)
    assert read.assessment.group == told and read.sequence == 1
    assert bundle.export(done.folder, tmp_path / "x.zip", now=NOW).is_new is False


def test_others_find_both_kinds_of_bags_valid(
    material: Material, group: store.Folder, tmp_path: Path
) -> None:
    done = bundle.export(answered(group), tmp_path, now=NOW).path
    for number, path in enumerate((done, material.hand_out)):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path / str(number))
        (top,) = (tmp_path / str(number)).iterdir()
        assert checked(top)["Parself-Session"] == material.session


def test_no_kind_takes_the_other(material: Material, group: store.Folder, tmp_path: Path) -> None:
    done = bundle.export(answered(group), tmp_path, now=NOW).path
    for path, mine in ((done, layout.WORKSHOP), (material.hand_out, layout.EXERCISE)):
        for kind in (
            *(layout.SUBMISSION, layout.PART, layout.VOLUME, layout.SHARE, layout.APPRAISAL),
            *(layout.RETURN, layout.WORKSHOP, layout.EXERCISE),
        ):
            if kind != mine:
                with pytest.raises(WrongKindError) as error:
                    open_bag(path, kind)
                assert error.value.problems[0].todo is not None


def test_a_work_made_real_by_hand_is_refused(group: store.Folder, tmp_path: Path) -> None:
    real = store.save(group, evolve(group.assessment, purpose=Purpose.REAL), now=NOW)
    with pytest.raises(ParselfError):
        bundle.export(real, tmp_path / "that.zip", now=NOW)
    assert not (tmp_path / "that.zip").exists()


def test_another_group_does_not_replace_a_file(material: Material, tmp_path: Path) -> None:
    place = tmp_path / "bai.zip"
    for name, fails in (("a", False), ("b", True)):
        folder = answered(work.start(material.hand_out, tmp_path / name, name, now=NOW))
        if fails:
            with pytest.raises(ExportError):
                bundle.export(folder, place, now=NOW)
        else:
            bundle.export(folder, place, now=NOW)


def test_the_second_round_begins_only_after_the_first_was_handed_in(
    group: store.Folder, tmp_path: Path
) -> None:
    folder = answered(group)
    with pytest.raises(RefusedError):
        work.begin_second(folder, now=NOW)
    first = bundle.export(folder, tmp_path, now=NOW)
    sealed = hashlib.sha256(first.path.read_bytes()).hexdigest()
    changed = answered(first.folder, 8)
    with pytest.raises(RefusedError):
        work.begin_second(changed, now=NOW)
    second = work.begin_second(answered(changed), now=NOW)
    assert second.assessment.answers == first.folder.assessment.answers
    again = bundle.export(answered(second, 8), tmp_path, now=NOW)
    assert again.path != first.path and "vong-2" in again.path.name
    assert hashlib.sha256(first.path.read_bytes()).hexdigest() == sealed
    read = read_bundle(again.path, layout.WORKSHOP)
    assert read.assessment.group is not None and read.assessment.group.round == 2
    assert read.sequence > first.bundle.sequence
    with pytest.raises(RefusedError):
        work.begin_second(again.folder, now=NOW)


def test_a_reset_keeps_the_group_and_the_earlier_work(group: store.Folder) -> None:
    done = answered(group)
    again = work.reset(done, now=NOW)
    assert again.assessment.answers == {} and work.group_of(again).id == work.group_of(group).id
    held = [one.assessment for one in saves_in(group.path) if one.occasion is not None]
    assert any(one is not None and "1.3.2" in one.answers for one in held)


def test_the_clock_tells_and_begins_anew_with_a_round_or_a_reset(
    group: store.Folder, tmp_path: Path
) -> None:
    exercise = work.exercise_of(group)
    assert exercise is not None

    def left(folder: store.Folder, minutes: int) -> timedelta | None:
        now = NOW + timedelta(minutes=minutes)
        return work.time_left(exercise, work.group_of(folder), now)

    minutes = [10, 45, -90]
    assert [left(group, one) for one in minutes] == [
        timedelta(minutes=one) for one in (20, -15, 30)
    ]
    later = NOW + timedelta(minutes=25)
    done = work.reset(group, now=later)
    assert left(done, 25) == timedelta(minutes=30)
    exported = bundle.export(done, tmp_path, now=later).folder
    second = work.begin_second(exported, now=later + timedelta(minutes=20))
    assert left(second, 45) is None, "the trainer sets the time of the second round"
    unknown = evolve(work.group_of(second), started=None)
    assert work.time_left(exercise, unknown, later) is None


def test_not_knowing_is_an_answer_until_something_is_entered(group: store.Folder) -> None:
    said = work.answering_unknown(answered(group).assessment, "1.3.2")
    assert said.says_unknown("1.3.2") and said.answer("1.3.2").values == {}
    assert said.answer("1.3.2").explanation == "Theo phụ lục."
    entered = said.with_answer("1.3.2", Answer(State.ANSWERED, {"part": 8, "whole": 29}))
    assert not entered.says_unknown("1.3.2")
    back = work.answering_unknown(said, "1.3.2", is_unknown=False)
    assert not back.says_unknown("1.3.2")


def test_not_knowing_travels(group: store.Folder, tmp_path: Path) -> None:
    said = work.answering_unknown(group.assessment, "5.5")
    done = bundle.export(store.save(group, said, now=NOW), tmp_path, now=NOW)
    assert read_bundle(done.path, layout.WORKSHOP).assessment.says_unknown("5.5")


def test_a_missing_reason_is_told_and_blocks_nothing(group: store.Folder, tmp_path: Path) -> None:
    bare = Answer(State.ANSWERED, {"count": 1}, when=NOW)
    folder = store.save(group, group.assessment.with_answer("1.2.1", bare), now=NOW)
    done = bundle.export(answered(folder), tmp_path, now=NOW)
    assert [(one.kind, one.subject) for one in done.bundle.findings] == [
        (FindingKind.UNREASONED, "1.2.1")
    ]


def test_only_a_group_answers_that_it_does_not_know(group: store.Folder) -> None:
    alone = evolve(group.assessment, group=None)
    with pytest.raises(UsageError):
        work.answering_unknown(alone, "1.3.2")
    with pytest.raises(UsageError):
        work.group_of(evolve(group, assessment=alone))


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_name_that_is_none_is_refused_and_leaves_nothing(
    material: Material, tmp_path: Path, name: str
) -> None:
    with pytest.raises(UsageError):
        work.start(material.hand_out, tmp_path / "nhom", name, now=NOW)
    assert not (tmp_path / "nhom").exists()


def test_where_something_is_already_nothing_is_touched(material: Material, tmp_path: Path) -> None:
    place = tmp_path / "nhom"
    place.mkdir()
    (place / "bai.txt").write_text("cũ", encoding="utf-8")
    with pytest.raises(files.OccupiedError):
        work.start(material.hand_out, place, "Nhóm 1", now=NOW)
    assert [one.name for one in place.iterdir()] == ["bai.txt"]


def test_a_start_that_is_cut_short_leaves_nothing(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_exercise: object) -> bytes:
        raise files.FileError(Problem(say("full")))

    monkeypatch.setattr(work, "dump", full)
    with pytest.raises(files.FileError):
        work.start(material.hand_out, tmp_path / "nhom", "Nhóm 1", now=NOW)
    assert not (tmp_path / "nhom").exists()


def test_a_file_that_was_changed_is_refused(material: Material, tmp_path: Path) -> None:
    data = bytearray(material.hand_out.read_bytes())
    for place in range(0, len(data), max(1, len(data) // 40)):
        other = bytes(data[:place]) + bytes([data[place] ^ 0x55]) + bytes(data[place + 1 :])
        (tmp_path / "x.zip").write_bytes(other)
        try:
            read = read_exercise(tmp_path / "x.zip")
        except ParselfError:
            continue
        assert read == read_exercise(material.hand_out)
    assert not (tmp_path / "nhom").exists()


@pytest.mark.parametrize("name", ["pack.toml", "rubric.toml", "session.toml"])
def test_a_session_of_which_a_file_was_changed_is_told_as_damaged(
    material: Material, name: str
) -> None:
    file = material.path / name
    good = file.read_bytes()
    file.write_bytes(good.replace(b"2", b"3", 1))
    with pytest.raises(DamagedError):
        open_session(material.path)
    file.write_bytes(good)
    assert open_session(material.path) == material


def test_a_session_needs_nothing_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rubric = RUBRICS.bytes_of("lang-son-huyen-2023")
    (tmp_path / "bo.toml").write_bytes(rubric)
    text = find_pack(PACK)[1].decode().replace('"lang-son-huyen-2023"', '"./bo.toml"')
    (tmp_path / "rieng.toml").write_text(text, encoding="utf-8")
    made = make_session(tmp_path / "lop", "./rieng.toml", now=NOW)
    (tmp_path / "bo.toml").unlink()
    assert open_session(tmp_path / "lop") == made


def test_the_same_exercise_gives_the_same_bytes(material: Material, tmp_path: Path) -> None:
    from parself.workshop.exercise import handed_out, write_exercise

    write_exercise(handed_out(material.pack, material.terms), tmp_path / "x.zip")
    assert (tmp_path / "x.zip").read_bytes() == material.hand_out.read_bytes()
