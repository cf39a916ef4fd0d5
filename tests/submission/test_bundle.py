"""What is handed in reads back the same, gives the same bytes, and is numbered by its content."""

import hashlib
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bags
from parself import files
from parself.assessment import saves, store
from parself.assessment.model import Answer, HandIn, SignOff, State
from parself.errors import Problem, say
from parself.files import FileError
from parself.limits import MIB
from parself.scoring.score import score_assessment
from parself.submission import bundle, layout, payload
from parself.submission.archive import DamagedBundleError
from parself.submission.bundle import Exported, export
from parself.submission.code import Match, check_typed
from parself.submission.intake import read_bundle
from parself.submission.payload import ExportError, as_handed_in, gather
from parself.values import evolve
from submission.forge import files_of
from submission.samples import (
    LATER,
    NOW,
    assessment,
    build,
    make_folder,
    on_time,
    with_evidence,
    with_part,
)

modest = settings(max_examples=40, deadline=None)
EVIDENCE = {"e-001-bien-ban.pdf": b"%PDF-1.4 mot", "e-002.txt": b"hai " * 500}


@pytest.fixture
def folder(tmp_path: Path) -> store.Folder:
    return make_folder(tmp_path / "huyen-a")


@pytest.fixture
def proven(folder: store.Folder) -> store.Folder:
    """A folder with two documents."""
    return with_evidence(folder, EVIDENCE)


def exported(folder: store.Folder, name: str = "gui.zip", *, now: datetime = NOW) -> Exported:
    return export(folder, folder.path.parent / name, now=now)


def unpacked(path: Path, target: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(target)
    (top,) = target.iterdir()
    return top


def test_an_export_is_a_bag_that_outside_programs_find_valid(
    proven: store.Folder, tmp_path: Path
) -> None:
    top = unpacked(exported(proven).path, tmp_path / "bag")
    assert bags.checked(top)["Parself-Kind"] == "submission"


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not there")
@pytest.mark.parametrize("name", [layout.MANIFEST, layout.TAG_MANIFEST])
def test_sha256sum_checks_both_lists(name: str, proven: store.Folder, tmp_path: Path) -> None:
    top = unpacked(exported(proven).path, tmp_path / "bag")
    subprocess.run(["sha256sum", "--strict", "-c", name], cwd=top, check=True)


def test_the_description_is_decided_by_the_content(proven: store.Folder) -> None:
    bag = files_of(build(proven, sequence=3))
    payload = [data for name, data in bag.items() if name.startswith("data/")]
    assert layout.read_bag_info(bag[layout.BAG_INFO]) == {
        "Bag-Group-Identifier": "bo-mau-2023",
        "Bag-Software-Agent": "parself",
        "Bagging-Date": "2023-12-12",
        "External-Identifier": "huyen-a-2023-lan-3",
        "Parself-Format": "1",
        "Parself-Kind": "submission",
        "Parself-Purpose": "real",
        "Parself-Rubric": f"bo-mau 1 {proven.assessment.rubric.scoring_hash}",
        "Parself-Sequence": "3",
        "Parself-Unit": "huyen-a",
        "Parself-Year": "2023",
        "Payload-Oxum": f"{sum(map(len, payload))}.{len(payload)}",
    }


def test_a_bag_holds_only_what_is_allowed(proven: store.Folder) -> None:
    (proven.path / "ghi-chu.txt").write_text("riêng", encoding="utf-8")
    (proven.evidence / "chua-dang-ky.pdf").write_bytes(b"%PDF")
    assert sorted(files_of(build(proven, sequence=1))) == [
        *("bag-info.txt", "bagit.txt", "data/assessment.toml"),
        *("data/evidence/e-001-bien-ban.pdf", "data/evidence/e-002.txt"),
        *("data/roster.toml", "data/rubric.toml", "manifest-sha256.txt", "tagmanifest-sha256.txt"),
    ]


def test_entries_are_sorted_and_alike_on_every_machine(proven: store.Folder) -> None:
    path = exported(proven).path
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(e.create_system, e.external_attr >> 16, e.extra) for e in entries} == {
        (3, 0o100644, b"")
    }


def test_scans_and_large_files_are_stored_and_texts_are_packed(folder: store.Folder) -> None:
    blank = b"BM" + bytes(2 * MIB)
    scan, note = b"%PDF-", b"a" * 99
    held = with_evidence(folder, {"e-001.pdf": scan, "e-002.bmp": blank, "e-003.txt": note})
    path = exported(held).path
    with zipfile.ZipFile(path) as archive:
        methods = {Path(e.filename).name: e.compress_type for e in archive.infolist()}
    assert (methods["e-001.pdf"], methods["e-002.bmp"]) == (zipfile.ZIP_STORED, zipfile.ZIP_STORED)
    assert (methods["e-003.txt"], methods["rubric.toml"]) == (
        zipfile.ZIP_DEFLATED,
        zipfile.ZIP_DEFLATED,
    )


texts = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "M"]), max_size=60)
answers = st.builds(
    Answer,
    st.just(State.ANSWERED),
    st.fixed_dictionaries({"part": st.integers(0, 50), "whole": st.integers(50, 99)}),
    explanation=texts,
    note=texts,
    flagged=st.booleans(),
    provisional=st.booleans(),
    who=texts,
    when=st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)),
)


@modest
@given(answers, st.integers(1, 99))
def test_what_is_read_is_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, answer: Answer, sequence: int
) -> None:
    """Law: read(build(folder)) holds the folder's assessment, but for its bookkeeping."""
    path = tmp_path_factory.mktemp("thu")
    folder = make_folder(path / "huyen-a", assessment().with_answer("1.1", answer))
    (path / "gui.zip").write_bytes(build(folder, sequence=sequence))
    read = read_bundle(path / "gui.zip")
    assert (read.assessment, read.sequence) == (as_handed_in(folder.assessment), sequence)
    assert (read.rubric, read.roster) == (folder.rubric, folder.roster)
    assert build(folder, sequence=sequence) == (path / "gui.zip").read_bytes()


def test_evidence_travels_byte_by_byte(proven: store.Folder) -> None:
    bag = files_of(exported(proven).path.read_bytes())
    assert {name: bag[f"data/evidence/{name}"] for name in EVIDENCE} == EVIDENCE


def test_the_code_of_an_export_matches_what_the_province_reads(proven: store.Folder) -> None:
    done = exported(proven)
    read = read_bundle(done.path)
    typed = check_typed(
        done.bundle.code(), read.tagmanifest, unit="huyen-a", year=2023, sequence=read.sequence
    )
    assert typed is Match.MATCH


def test_the_first_export_is_number_one_and_is_recorded(folder: store.Folder) -> None:
    done = exported(folder)
    assert (done.bundle.sequence, done.is_new) == (1, True)
    expected = HandIn(1, gather(folder).identity, NOW, digest=done.bundle.digest)
    assert done.folder.assessment.hand_in == expected
    assert store.load(folder.path).assessment == done.folder.assessment


def test_a_backup_from_before_the_export_is_kept(folder: store.Folder) -> None:
    exported(folder)
    assert any(saves.Occasion.EXPORT in one.name for one in (folder.path / "backups").iterdir())


def test_exporting_twice_gives_the_same_bytes_under_the_same_number(proven: store.Folder) -> None:
    first = exported(proven)
    again = exported(store.load(proven.path), "nua.zip", now=LATER)
    assert again.path.read_bytes() == first.path.read_bytes()
    assert (again.bundle.sequence, again.is_new) == (1, False)
    assert again.folder.assessment.hand_in == first.folder.assessment.hand_in


def test_what_a_crashed_export_left_is_swept_by_the_next(proven: store.Folder) -> None:
    place = exported(proven).path.parent
    left = place / ".van-quan.zip.999999999-0123abcd.tmp"
    left.write_bytes(b"half")
    os.utime(left, times=(0, 0))
    exported(store.load(proven.path), "nua.zip", now=LATER)
    assert not left.exists()


BOOKKEEPING: dict[str, dict[str, Any]] = {
    "position": {"position": "1.2"},
    "time of the last edit": {"edited": LATER},
    "lock": {"locked": True},
    "number of saves": {},
}


@pytest.mark.parametrize("change", BOOKKEEPING)
def test_the_desks_bookkeeping_makes_no_new_hand_in(change: str, folder: store.Folder) -> None:
    first = exported(folder)
    later = evolve(first.folder.assessment, **BOOKKEEPING[change])
    again = exported(store.save(first.folder, later, now=LATER), "nua.zip", now=LATER)
    assert again.path.read_bytes() == first.path.read_bytes()


EDITS: dict[str, dict[str, Any]] = {
    "answer": {"answers": {"1.1": on_time(91)}},
    "explanation": {"answers": {"1.1": on_time(90, explanation="Khác.")}},
    "data date": {"data_date": date(2023, 12, 15)},
    "sign-off": {"sign_off": SignOff("Lan", "Chủ tịch", "Mẫu", date(2023, 12, 20))},
    "register": {"documents": (), "answers": {"1.1": on_time(90)}},
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_makes_a_new_hand_in(edit: str, proven: store.Folder) -> None:
    first = exported(proven)
    edited = store.save(first.folder, evolve(first.folder.assessment, **EDITS[edit]), now=LATER)
    second = exported(edited, "hai.zip", now=LATER)
    assert (second.bundle.sequence, second.is_new) == (2, True)
    assert second.bundle.digest != first.bundle.digest


def test_an_edit_taken_back_after_an_export_is_a_third_hand_in(folder: store.Folder) -> None:
    """The number only rises: the province takes the highest one."""
    first = exported(folder)
    second = exported(with_part(first.folder, 91), now=LATER)
    third = exported(with_part(second.folder, 90), now=LATER)
    assert third.bundle.sequence == 3
    assert third.bundle.payload_digest == first.bundle.payload_digest


def test_a_crash_between_record_and_file_leaves_no_number_with_two_contents(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(path: Path) -> None:
        raise KeyboardInterrupt(path)

    with monkeypatch.context() as broken:
        broken.setattr(files, "writing", crash)
        with pytest.raises(KeyboardInterrupt):
            exported(folder)
    edited = with_part(store.load(folder.path), 91)
    assert exported(edited).bundle.sequence == 2


def test_the_last_edit_is_the_newest_answer_or_the_signature() -> None:
    held = assessment()
    signed = evolve(held, sign_off=SignOff("Lan", "Chủ tịch", "Mẫu", date(2023, 12, 31)))
    bare = evolve(held, answers={})
    days = [
        layout.describe(one, 1, size=0, files=0, light=False, missing=()).get("Bagging-Date")
        for one in (held, signed, bare)
    ]
    assert days == ["2023-12-12", "2023-12-31", None]


def test_a_missing_document_is_told_and_the_rest_is_handed_in(proven: store.Folder) -> None:
    (proven.evidence / "e-002.txt").unlink()
    done = exported(proven)
    assert [document.id for document in done.missing] == ["E-002"]
    assert done.bundle.missing == done.missing


def test_changed_documents_are_left_out_and_all_named(proven: store.Folder) -> None:
    for name in EVIDENCE:
        (proven.evidence / name).write_bytes(b"khac")
    done = exported(proven)
    assert len(done.missing) == len(EVIDENCE)
    assert done.bundle.missing == done.missing
    assert [one.kind.value for one in done.bundle.findings].count("missing-file") == len(EVIDENCE)


@pytest.mark.parametrize("at", ["writing", "reading back"])
def test_a_hand_in_that_was_never_written_is_not_one(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    first = exported(folder)
    edited = with_part(first.folder, 91)

    def full(*_args: object, **_named: object) -> None:
        raise FileError(Problem(say("The disk is full.")))

    with monkeypatch.context() as broken:
        broken.setattr(bundle, "_write" if at == "writing" else "_read_back", full)
        with pytest.raises(FileError):
            exported(edited, "hai.zip")
    found = store.load(folder.path)
    assert found.assessment.hand_in == first.folder.assessment.hand_in
    assert not (folder.path.parent / "hai.zip").exists()
    again = exported(found, "hai.zip")
    assert (again.is_new, again.bundle.sequence) == (True, 2)


def test_an_earlier_hand_in_stays_where_the_next_cannot_be_written(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = exported(folder)
    before = first.path.read_bytes()

    def full(*_args: object, **_named: object) -> None:
        raise FileError(Problem(say("The disk is full.")))

    monkeypatch.setattr(bundle, "_write", full)
    with pytest.raises(FileError):
        exported(with_part(first.folder, 91))
    assert first.path.read_bytes() == before
    assert store.load(folder.path).assessment.hand_in == first.folder.assessment.hand_in


def test_where_a_file_may_bear_the_number_it_is_not_given_again(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = folder.path.parent / "usb"
    stick.mkdir()

    def pulled(*_args: object, **_named: object) -> None:
        stick.rename(stick.with_name("pulled"))
        raise FileError(Problem(say("The folder is gone.")))

    with monkeypatch.context() as broken:
        broken.setattr(bundle, "_read_back", pulled)
        with pytest.raises(FileError):
            export(folder, stick / "mot.zip", now=NOW)
    edited = with_part(store.load(folder.path), 91)
    assert exported(edited).bundle.sequence == 2


def test_a_hand_in_of_another_unit_is_not_replaced(folder: store.Folder) -> None:
    other = evolve(folder, assessment=evolve(folder.assessment, unit="huyen-b"))
    theirs = folder.path.parent / "gui.zip"
    theirs.write_bytes(build(evolve(other, unit=folder.roster.units[1]), sequence=1))
    before = theirs.read_bytes()
    with pytest.raises(ExportError, match="another unit"):
        exported(folder)
    assert theirs.read_bytes() == before
    assert store.load(folder.path).assessment.hand_in is None


def test_what_a_copy_of_the_folder_handed_in_under_the_same_number_is_not_replaced(
    folder: store.Folder, tmp_path: Path
) -> None:
    shutil.copytree(folder.path, tmp_path / "ban-sao")
    copy = store.load(tmp_path / "ban-sao")
    first = export(with_part(copy, 91), tmp_path / "gui.zip", now=NOW).path.read_bytes()
    with pytest.raises(ExportError, match="another copy"):
        export(folder, tmp_path / "gui.zip", now=NOW)
    assert (tmp_path / "gui.zip").read_bytes() == first
    assert store.load(folder.path).assessment.hand_in is None


def test_a_document_that_changes_during_the_export_is_noticed(
    proven: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_back = files.read_chunks

    def other(path: Path, *, most: int | None = None) -> Iterator[bytes]:
        return iter([b"khac"]) if path.name == "e-002.txt" else held_back(path, most=most)

    monkeypatch.setattr(files, "read_chunks", other)
    with pytest.raises(DamagedBundleError):
        exported(proven)
    assert not (proven.path.parent / "gui.zip").exists()


def test_a_file_that_scores_otherwise_when_read_back_is_not_done(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored = iter([Decimal("5.40"), Decimal("5.41")])

    def drifting(*given: Any) -> Any:
        scores = score_assessment(*given)
        return evolve(scores, claimed=evolve(scores.claimed, points=next(scored)))

    monkeypatch.setattr(bundle, "score_assessment", drifting)
    with pytest.raises(DamagedBundleError, match="reads back otherwise"):
        exported(folder)
    assert not (folder.path.parent / "gui.zip").exists()


def test_too_much_evidence_is_refused_before_anything_is_written(
    proven: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payload, "BUNDLE_PAYLOAD_BYTES", MIB + 100)
    with pytest.raises(ExportError):
        exported(proven)
    assert store.load(proven.path).assessment.hand_in is None


def test_a_folder_as_target_takes_the_bags_own_name(folder: store.Folder, tmp_path: Path) -> None:
    done = export(folder, tmp_path, now=NOW)
    assert done.path == tmp_path / "huyen-a-2023-lan-1.zip"


def test_a_target_that_cannot_be_written_leaves_the_number_for_the_next_try(
    folder: store.Folder, tmp_path: Path
) -> None:
    with pytest.raises(FileError):
        export(folder, tmp_path / "khong-co" / "gui.zip", now=NOW)
    assert exported(store.load(folder.path)).bundle.sequence == 1


def test_large_evidence_is_never_held_in_memory(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No piece larger than a few MB is read or written at once."""
    held = with_evidence(folder, {"e-001.pdf": b"%PDF-".ljust(12 * MIB)})
    pieces: list[int] = []
    real = files.writing

    class Watched(BytesIO):
        def write(self, data: Any) -> int:
            pieces.append(len(data))
            return super().write(data)

    @contextmanager
    def watched(path: Path) -> Iterator[BytesIO]:
        with real(path) as stream, Watched() as pieced:
            yield pieced
            stream.write(pieced.getvalue())

    monkeypatch.setattr(files, "writing", watched)
    done = exported(held)
    assert sum(pieces) >= 12 * MIB
    assert max(pieces) <= 2 * MIB
    digest = hashlib.sha256(b"%PDF-".ljust(12 * MIB)).hexdigest()
    assert done.bundle.assessment.documents[0].sha256 == digest


def test_bookkeeping_is_all_that_does_not_travel() -> None:
    held = evolve(
        assessment(),
        revision=7,
        position="1.2",
        edited=NOW,
        locked=True,
        hand_in=HandIn(1, "x", NOW),
    )
    assert as_handed_in(held) == assessment()


def test_a_file_that_is_no_hand_in_is_never_replaced(folder: store.Folder, tmp_path: Path) -> None:
    other = tmp_path / "bao-cao.zip"
    other.write_bytes(b"PK\x03\x04 somebody's report")
    with pytest.raises(ExportError):
        bundle.export(folder, other, now=NOW)
    assert other.read_bytes() == b"PK\x03\x04 somebody's report"
    assert store.load(folder.path).assessment.hand_in is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a matter of POSIX")
def test_what_is_no_file_at_all_is_never_replaced(folder: store.Folder, tmp_path: Path) -> None:
    pipe = tmp_path / "ong.zip"
    os.mkfifo(pipe)
    with pytest.raises(ExportError):
        export(folder, pipe, now=NOW)
    assert pipe.is_fifo()
    assert store.load(folder.path).assessment.hand_in is None
