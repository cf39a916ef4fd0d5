"""A light hand-in: the register and hashes in one file, the evidence in a second volume."""

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pytest

import bags
from parself import files
from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.evidence import cited, registered, take_in
from parself.assessment.model import Citation
from parself.errors import Problem, say
from parself.files import FileError
from parself.submission import bundle
from parself.submission.archive import BundleError
from parself.submission.intake import check_volume, read_bundle
from parself.submission.payload import ExportError

NOW = datetime(2023, 12, 12, 10, 40)


@pytest.fixture
def folder(tmp_path: Path) -> store.Folder:
    """An assessment with one document, cited once."""
    made = begin(tmp_path / "van-quan", "mau-ngan", "van-quan")
    scan = tmp_path / "Biên bản.pdf"
    scan.write_bytes(b"%PDF-1.4 bien ban")
    document = take_in(made, made.assessment, scan).document
    now = cited(registered(made.assessment, document), "2.2.1", Citation(document.id))
    return store.save(made, now, now=NOW)


def light(folder: store.Folder, path: Path) -> bundle.Exported:
    return bundle.export(folder, path, now=NOW, light=True)


def unzipped(path: Path, into: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(into)
    (top,) = into.iterdir()
    return top


def test_the_register_stays_and_the_files_go_in_a_second_volume(
    folder: store.Folder, tmp_path: Path
) -> None:
    done = light(folder, tmp_path / "a.zip")
    assert done.volume == tmp_path / "a-tai-lieu.zip"
    read = read_bundle(done.path)
    assert [one.id for one in read.separate] == ["E-001"]
    assert read.missing == ()
    assert not [one for one in read.findings if one.kind == "missing-file"]
    assert read.assessment.documents == folder.assessment.documents
    names = zipfile.ZipFile(done.path).namelist()
    assert not [name for name in names if "evidence" in name]
    assert check_volume(read, done.volume) == ()


def test_both_are_bags_that_others_can_check(folder: store.Folder, tmp_path: Path) -> None:
    done = light(folder, tmp_path / "a.zip")
    assert done.volume is not None
    for number, path in enumerate((done.path, done.volume)):
        top = unzipped(path, tmp_path / f"bag-{number}")
        assert bags.checked(top)["Parself-Kind"] == ("submission", "evidence")[number]
        if shutil.which("sha256sum"):
            subprocess.run(
                ["sha256sum", "-c", "manifest-sha256.txt"], cwd=top, check=True, capture_output=True
            )


def test_the_same_content_gives_the_same_bytes_and_the_same_number(
    folder: store.Folder, tmp_path: Path
) -> None:
    first = light(folder, tmp_path / "a.zip")
    again = light(first.folder, tmp_path / "b.zip")
    assert not again.is_new
    assert first.path.read_bytes() == again.path.read_bytes()
    assert first.volume is not None and again.volume is not None
    assert first.volume.read_bytes() == again.volume.read_bytes()
    whole = bundle.export(again.folder, tmp_path / "c.zip", now=NOW)
    assert whole.is_new
    assert whole.volume is None


def test_the_cover_sheet_proves_a_light_hand_in_too(folder: store.Folder, tmp_path: Path) -> None:
    done = light(folder, tmp_path / "a.zip")
    reference = bundle.reference(done.folder)
    assert reference is not None
    assert reference.code == done.bundle.code()


def test_a_volume_of_another_hand_in_or_a_changed_one_is_refused(
    folder: store.Folder, tmp_path: Path
) -> None:
    done = light(folder, tmp_path / "a.zip")
    assert done.volume is not None
    read = read_bundle(done.path)
    with pytest.raises(BundleError, match="not the second volume"):
        check_volume(read, done.path)
    with pytest.raises(BundleError, match="nothing but its evidence"):
        read_bundle(done.volume)
    data = bytearray(done.volume.read_bytes())
    at = data.index(b"bien ban")
    data[at : at + 4] = b"BIEN"
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(BundleError):
        check_volume(read, tmp_path / "x.zip")
    other = begin(tmp_path / "khac", "mau-ngan", "chi-lang")
    plain = bundle.export(other, tmp_path / "khac.zip", now=NOW)
    (problem,) = check_volume(plain.bundle, done.volume)
    assert "another hand-in" in problem.what.id


def test_without_files_there_is_no_second_volume(tmp_path: Path) -> None:
    made = begin(tmp_path / "van-quan", "mau-ngan", "van-quan")
    assert light(made, tmp_path / "a.zip").volume is None


def test_light_without_any_evidence_is_the_same_hand_in_as_any_other(tmp_path: Path) -> None:
    made = begin(tmp_path / "van-quan", "mau-ngan", "van-quan")
    first = light(made, tmp_path / "a.zip")
    again = bundle.export(first.folder, tmp_path / "b.zip", now=NOW)
    assert not again.is_new
    assert first.path.read_bytes() == again.path.read_bytes()


def test_somebody_elses_file_at_the_volumes_place_stays_and_no_number_is_given(
    folder: store.Folder, tmp_path: Path
) -> None:
    other = tmp_path / "a-tai-lieu.zip"
    other.write_bytes(b"mine")
    with pytest.raises(ExportError):
        light(folder, tmp_path / "a.zip")
    assert other.read_bytes() == b"mine"
    assert store.load(folder.path).assessment.hand_in is None
    assert not (tmp_path / "a.zip").exists()


def test_a_volume_that_does_not_fit_leaves_no_half_of_a_hand_in(
    folder: store.Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = files.writing

    @contextmanager
    def full(path: Path, *, keep: Path | None = None) -> Iterator[BinaryIO]:
        if path.name.endswith("tai-lieu.zip"):
            raise FileError(Problem(say("The disk is full."), str(path)))
        with writing(path, keep=keep) as stream:
            yield stream

    monkeypatch.setattr(files, "writing", full)
    with pytest.raises(FileError):
        light(folder, tmp_path / "a.zip")
    assert list(tmp_path.glob("*.zip")) == []
    monkeypatch.undo()
    # The number that was given stays with the same content.
    assert light(store.load(folder.path), tmp_path / "a.zip").bundle.sequence == 1


def test_a_document_that_is_lost_is_told_by_the_province_as_missing(
    folder: store.Folder, tmp_path: Path
) -> None:
    second = take_in(folder, folder.assessment, _file(tmp_path, "hai.pdf")).document
    folder = store.save(folder, registered(folder.assessment, second), now=NOW)
    (folder.evidence / second.stored_name).unlink()
    done = light(folder, tmp_path / "a.zip")
    assert done.missing == (second,)
    assert done.volume is not None
    read = read_bundle(done.path)
    assert read.missing == (second,)
    assert [one.subject for one in read.findings if one.kind == "missing-file"] == [second.id]
    assert check_volume(read, done.volume) == ()


def test_a_light_hand_in_is_a_new_one_when_what_is_in_its_volume_changes(
    folder: store.Folder, tmp_path: Path
) -> None:
    second = take_in(folder, folder.assessment, _file(tmp_path, "hai.pdf")).document
    folder = store.save(folder, registered(folder.assessment, second), now=NOW)
    first = light(folder, tmp_path / "a.zip")
    (folder.evidence / second.stored_name).unlink()
    again = light(first.folder, tmp_path / "b.zip")
    assert (again.is_new, again.bundle.sequence) == (True, 2)


def _file(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(b"%PDF-1.4 " + name.encode())
    return path
