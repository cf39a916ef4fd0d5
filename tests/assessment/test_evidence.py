"""The evidence register: ids and names, one file once, citations, limits, faults while copying."""

import errno
import os
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.folders import blank, new_folder
from parself import files
from parself.assessment import evidence
from parself.assessment.evidence import FileState
from parself.assessment.model import Citation, Document, DocumentKind
from parself.assessment.store import Folder
from parself.errors import RefusedError, UsageError
from parself.files import FileError, Fingerprint
from parself.submission.layout import is_plain_name
from parself.values import evolve


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return new_folder(tmp_path / "van-quan")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "Biên bản kiểm tra số 12.PDF"
    path.write_bytes(b"%PDF-1.4 bien ban")
    return path


def document(place: int, **more: Any) -> Document:
    return Document(f"E-{place:03d}", DocumentKind.ON_FILE, **more)


def test_a_file_is_copied_under_an_ascii_name_with_size_and_hash(
    folder: Folder, scan: Path
) -> None:
    taken = evidence.take_in(folder, folder.assessment, scan)
    found = taken.document
    assert not taken.is_known
    assert found.stored_name == "E-001-bien-ban-kiem-tra-so-12.pdf"
    assert found.original_name == scan.name
    assert found.title == "Biên bản kiểm tra số 12"
    copy = folder.evidence / found.stored_name
    assert copy.read_bytes() == scan.read_bytes()
    assert files.fingerprint(copy) == Fingerprint(found.size, found.sha256)


def test_the_same_file_twice_is_the_same_document(folder: Folder, scan: Path) -> None:
    first = evidence.take_in(folder, folder.assessment, scan).document
    now = evidence.registered(folder.assessment, first)
    again = scan.with_name("bản sao.pdf")
    again.write_bytes(scan.read_bytes())
    taken = evidence.take_in(folder, now, again)
    assert taken.is_known
    assert taken.document == first
    assert len(list(folder.evidence.iterdir())) == 1


def test_a_copy_left_by_an_attempt_that_was_cut_short_is_used(folder: Folder, scan: Path) -> None:
    first = evidence.take_in(folder, folder.assessment, scan)
    again = evidence.take_in(folder, folder.assessment, scan)
    assert again == first
    assert len(list(folder.evidence.iterdir())) == 1


def test_another_file_under_that_name_is_left_as_it_is(folder: Folder, scan: Path) -> None:
    first = folder.evidence / evidence.take_in(folder, folder.assessment, scan).document.stored_name
    scan.write_bytes(b"%PDF-1.4 ban moi")
    second = evidence.take_in(folder, folder.assessment, scan).document
    assert first.read_bytes() == b"%PDF-1.4 bien ban"
    assert (folder.evidence / second.stored_name).read_bytes() == b"%PDF-1.4 ban moi"


def test_an_empty_file_is_refused(folder: Folder, scan: Path) -> None:
    scan.write_bytes(b"")
    with pytest.raises(RefusedError, match="empty"):
        evidence.take_in(folder, folder.assessment, scan)
    assert list(folder.evidence.iterdir()) == []


@pytest.mark.parametrize("present", [None, b"mot tep khac"])
def test_a_registered_file_is_put_back_where_its_copy_was_lost(
    folder: Folder, scan: Path, present: bytes | None
) -> None:
    first = evidence.take_in(folder, folder.assessment, scan).document
    now = evidence.registered(folder.assessment, first)
    copy = folder.evidence / first.stored_name
    copy.unlink()
    if present is not None:
        copy.write_bytes(present)
    taken = evidence.take_in(folder, now, scan)
    assert (taken.document, taken.is_known, taken.is_back) == (first, True, True)
    assert copy.read_bytes() == scan.read_bytes()
    aside = [path.read_bytes() for path in folder.evidence.iterdir() if path != copy]
    assert aside == ([] if present is None else [present])


def test_numbers_go_on_from_the_highest_of_their_origin() -> None:
    held = (document(1), document(7), Document("TC-012", DocumentKind.ON_FILE))
    assert evidence.next_id(held) == "E-008"
    assert evidence.next_id(held, "TC") == "TC-013"
    assert evidence.next_id((), "NV") == "NV-001"


@given(st.text(max_size=300))
def test_every_name_becomes_one_that_may_travel(name: str) -> None:
    stored = evidence.stored_name("E-001", name)
    assert is_plain_name(stored)
    assert set(stored) <= set(string.ascii_letters + string.digits + "-.")
    assert len(stored) <= 70
    assert stored.startswith("E-001")


@pytest.mark.parametrize("name", ["con.pdf", "../../etc/passwd", "NUL", "a" * 300 + ".docx"])
def test_names_that_would_harm_are_made_harmless(name: str) -> None:
    assert is_plain_name(evidence.stored_name("E-001", name))


def test_a_file_above_the_limit_is_refused_before_it_is_read(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = tmp_path / "video.mp4"
    huge.touch()
    os.truncate(huge, 2 << 30)
    monkeypatch.setattr(files, "read_chunks", lambda *_: pytest.fail("it was read"))
    with pytest.raises(RefusedError) as caught:
        evidence.take_in(folder, folder.assessment, huge)
    (problem,) = caught.value.problems
    assert problem.what.values == {"size": 2 << 30, "most": 50 << 20}
    assert list(folder.evidence.iterdir()) == []


def test_the_rubric_may_set_the_limits(folder: Folder, scan: Path) -> None:
    strict = evolve(folder, rubric=evolve(folder.rubric, evidence_file_mb=1, evidence_total_mb=1))
    scan.write_bytes(b"%PDF-".ljust(1 << 20))
    held = evidence.registered(folder.assessment, document(1, size=1))
    evidence.take_in(strict, folder.assessment, scan)
    with pytest.raises(RefusedError, match="in all"):
        evidence.take_in(strict, held, scan)


def test_a_full_disk_leaves_nothing_behind(
    folder: Folder, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError):
        evidence.take_in(folder, folder.assessment, scan)
    assert list(folder.evidence.iterdir()) == []


def test_a_file_that_is_written_to_meanwhile_is_not_taken(
    folder: Folder, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.fingerprint_of

    def then_written(path: Path) -> Fingerprint:
        found = real(path)
        scan.write_bytes(b"%PDF-1.4 bien bAn")
        return found

    monkeypatch.setattr(files, "fingerprint_of", then_written)
    with pytest.raises(RefusedError):
        evidence.take_in(folder, folder.assessment, scan)
    assert list(folder.evidence.iterdir()) == []


@pytest.mark.parametrize("name", ["không có.pdf", "."])
def test_what_is_no_file_is_refused(folder: Folder, tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError):
        evidence.take_in(folder, folder.assessment, tmp_path / name)


def test_a_row_cites_a_document_once_at_each_place() -> None:
    vague, placed = Citation("E-001"), Citation("E-001", "II", "3")
    now = evidence.cited(blank(), "2.1", vague)
    now = evidence.cited(now, "2.1", placed)
    now = evidence.cited(now, "2.1", placed)
    assert now.answer("2.1").citations == (placed,)
    other = Citation("E-001", "III")
    now = evidence.cited(now, "2.1", other)
    assert now.answer("2.1").citations == (placed, other)
    assert evidence.uncited(now, "2.1", placed).answer("2.1").citations == (other,)


def test_one_document_serves_many_rows_and_says_which() -> None:
    now = evidence.registered(blank(), document(1))
    for row in ("2.1", "2.2.1"):
        now = evidence.cited(now, row, Citation("E-001"))
    assert [use.row_id for use in evidence.uses(now)["E-001"]] == ["2.1", "2.2.1"]
    with pytest.raises(UsageError) as caught:
        evidence.removed(now, "E-001")
    assert caught.value.problems[0].what.values["rows"] == "2.1, 2.2.1"


def test_registering_the_same_id_again_changes_the_entry_in_its_place() -> None:
    now = evidence.registered(evidence.registered(blank(), document(1)), document(2))
    now = evidence.registered(now, document(1, number="45/BC-UBND"))
    assert [one.number for one in now.documents] == ["45/BC-UBND", ""]
    assert evidence.removed(now, "E-001").documents == (document(2),)


def test_the_state_of_a_file_is_told_from_size_and_hash() -> None:
    held = document(1, stored_name="E-001.pdf", size=1, sha256="a" * 64)
    same, other = Fingerprint(1, "a" * 64), Fingerprint(1, "b" * 64)
    assert evidence.file_state(held, {"E-001.pdf": same}) is FileState.FOUND
    assert evidence.file_state(held, {"E-001.pdf": other}) is FileState.CHANGED
    assert evidence.file_state(held, {"E-001.pdf": None}) is FileState.MISSING
    assert evidence.file_state(document(2), {}) is FileState.NONE


def test_files_that_are_not_registered_are_told(folder: Folder, scan: Path) -> None:
    found = evidence.take_in(folder, folder.assessment, scan).document
    assert list(evidence.leftovers(folder, folder.assessment)) == [found.stored_name]
    now = evidence.registered(folder.assessment, found)
    assert list(evidence.leftovers(folder, now)) == []
