"""What may be evidence is asked at every door, by name and by first bytes, and told alike."""

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest

from cli.shell import call
from parself.assessment import evidence, repair, store
from parself.assessment.beginning import begin
from parself.assessment.damage import ASSESSMENT
from parself.assessment.evidence_kinds import ENDINGS, unfit
from parself.assessment.model import Assessment, Citation, Document, DocumentKind
from parself.assessment.saves import good_saves
from parself.desk import handing_out
from parself.errors import ParselfError, RefusedError
from parself.files import Fingerprint, packed
from parself.submission import joining, layout, parts_ledger
from parself.submission.archive import UnsafeBundleError
from parself.submission.intake import read_bundle
from parself.submission.landing import Outcome
from submission.forge import files_of, rebagged, zipped
from submission.samples import build, make_folder, with_evidence

NOW: Final = datetime(2023, 12, 12, 10, 0)
PROGRAM: Final = b"MZ\x90\x00" + bytes(60)
SCRIPT: Final = b"#!/bin/sh\nrm -rf ~\n"
PAGE: Final = b"<html><script>alert(1)</script></html>"
PDF: Final = b"%PDF-1.4 bien ban"


def office(*names: str) -> bytes:
    """Return a packed file with entries of these names."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


UNFIT: Final[Mapping[str, bytes]] = {
    **{
        f"a.{ending}": content
        for content, endings in (
            (PROGRAM, "exe com scr dll msi cpl"),
            (SCRIPT, "bat cmd js jse vbs vbe ps1 wsf hta sh py jar"),
            (PAGE, "html htm svg url lnk xml mht"),
            (b"PK\x03\x04" + bytes(60), "docm xlsm pptm zip rar 7z iso"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "doc xls ppt"),
        )
        for ending in endings.split()
    },
    "a": PDF,
    "a.pdf.exe": PDF,
    "a.PDF.ExE": PROGRAM,
    "a.pdf": PROGRAM,
    "b.pdf": b"\x00" + PDF,
    "a.jpg": PROGRAM,
    "a.png": SCRIPT,
    "a.docx": PROGRAM,
    "b.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60),
    "a.mp4": PROGRAM,
    "a.txt": PROGRAM,
    "b.txt": SCRIPT,
    "c.txt": PAGE,
    "macros.docx": office("word/document.xml", "word/vbaProject.bin"),
    "macros.xlsx": office("xl/workbook.xml", "xl/VBAPROJECT.BIN"),
    "macros.ods": office("content.xml", "Basic/Standard/Module1.xml"),
    "script.odt": office("content.xml", "Scripts/python/a.py"),
    "packed.pptx": office("ppt/presentation.xml", "ppt/embeddings/a.exe"),
}
FIT: Final[Mapping[str, bytes]] = {
    "a.pdf": PDF,
    "b.PDF": b"\xef\xbb\xbf\n" + PDF,
    "a.jpg": b"\xff\xd8\xff\xe0 anh",
    "a.png": b"\x89PNG\r\n\x1a\n anh",
    "a.docx": b"PK\x03\x04 to trinh",
    "a.xlsx": b"PK\x03\x04 bang",
    "a.mp4": b"\0\0\0\x18ftypmp42",
    "a.heic": b"\0\0\0\x18ftypheic",
    "a.txt": "Trang 2: biên bản".encode(),
    "b.txt": "Trang 2".encode("utf-16"),
    "b.docx": office("word/document.xml", "word/media/bang.png"),
    "b.ods": office("content.xml", "Basic/Standard/script-lb.xml", "Basic/script-lc.xml"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_a_computer_could_run_is_no_evidence(name: str) -> None:
    assert unfit(name, [UNFIT[name]]) is not None


@pytest.mark.parametrize("name", FIT)
def test_what_people_read_is(name: str) -> None:
    assert unfit(name, [FIT[name]]) is None


def test_every_ending_that_is_taken_asks_for_its_own_beginning() -> None:
    assert {ending for ending in ENDINGS if unfit(f"a{ending}", [PROGRAM]) is None} == set()


@pytest.mark.parametrize("size", [1, 7, 100, 1 << 16])
def test_a_macro_is_found_wherever_the_pieces_of_a_file_end(size: int) -> None:
    content = office("word/document.xml", "word/vbaProject.bin")
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    whole = [content[:8], *[content[8:][at : at + size] for at in range(0, len(content), size)]]
    assert unfit("a.docx", whole) is not None
    assert len(list(packed.names_in(pieces))) >= 4


def test_a_macro_that_the_list_at_the_end_does_not_name_is_found() -> None:
    content = office("word/document.xml", "word/vbaProject.bin")
    assert unfit("a.docx", [content[: content.index(b"PK\x01\x02")]]) is not None


# --- the doors


def holding(folder: store.Folder, name: str, content: bytes) -> Assessment:
    """An assessment that registers a file as if it had come in, with the file at its place."""
    (folder.evidence / name).write_bytes(content)
    found = Fingerprint.of([content])
    document = Document(
        "E-001", DocumentKind.FILE, "Biên bản", original_name=name, stored_name=name,
        size=found.size, sha256=found.sha256,
    )  # fmt: skip
    row = next(row.id for row in folder.rubric.items())
    registered = evidence.registered(folder.assessment, document)
    return evidence.cited(registered, row, Citation("E-001"))


def own(path: Path) -> store.Folder:
    return begin(path / "van-quan-2023", "lang-son-huyen-2023", "van-quan")


def by_adding(path: Path, name: str, content: bytes) -> None:
    folder = own(path)
    (path / name).write_bytes(content)
    try:
        evidence.take_in(folder, folder.assessment, path / name)
    finally:
        assert list(folder.evidence.iterdir()) == [] or unfit(name, [content]) is None


def by_the_shell(path: Path, name: str, content: bytes) -> None:
    folder = own(path)
    (path / name).write_bytes(content)
    done = call("evidence", "add", folder.path, path / name)
    if done.code:
        assert list(folder.evidence.iterdir()) == []
        raise RefusedError


def by_handing_in(path: Path, name: str, content: bytes) -> None:
    folder = own(path)
    build(store.save(folder, holding(folder, name, content), now=NOW), sequence=1)


def by_taking_in(path: Path, name: str, content: bytes) -> None:
    good = make_folder(path / "huyen-a")
    files = files_of(build(with_evidence(good, {"a.pdf": PDF}), sequence=1))
    (path / "a.zip").write_bytes(zipped(rebagged(files, {f"{layout.EVIDENCE}{name}": content})))
    try:
        read_bundle(path / "a.zip")
    except UnsafeBundleError as error:
        raise RefusedError from error
    except ParselfError:
        # Sound as a file, and not in the register: the door after this one.
        pass


def by_a_part_folder(path: Path, name: str, content: bytes) -> None:
    folder = own(path)
    part = handing_out.give(folder, "noi-vu", path / "phong", "folder", now=NOW).path
    opened = store.load(part)
    row = next(iter(opened.assessment.part.rows)) if opened.assessment.part else ""
    held = holding(opened, name, content)
    store.save(opened, evidence.cited(held, row, Citation("E-001")), now=NOW)
    found = joining.preview(folder, part, parts_ledger.Ledger())
    if found.outcome is Outcome.UNSAFE:
        raise RefusedError


def by_going_back(path: Path, name: str, content: bytes) -> None:
    folder = own(path)
    saved = store.save(folder, holding(folder, name, content), now=NOW)
    store.save(saved, folder.assessment, now=NOW)
    newest = good_saves(folder.path)[0]
    repair.restore(folder.path, newest, now=NOW)


def by_repair_by_hand(path: Path, name: str, content: bytes) -> None:
    folder = own(path)
    store.save(folder, holding(folder, name, content), now=NOW)
    file = folder.path / ASSESSMENT
    file.write_bytes(file.read_bytes().replace("Biên bản".encode(), "Biên bẩn".encode(), 1))
    repair.accept(folder.path, now=NOW)


DOORS: Final[Mapping[str, Callable[[Path, str, bytes], None]]] = {
    "adding on the screen": by_adding,
    "the shell": by_the_shell,
    "handing in": by_handing_in,
    "the province's intake": by_taking_in,
    "a part's folder": by_a_part_folder,
    "going back to an earlier save": by_going_back,
    "repair by hand": by_repair_by_hand,
}
TRIED: Final = ("a.exe", "a.pdf", "a.docm", "a.html", "a.lnk", "b.txt", "macros.docx")


@pytest.mark.parametrize("door", DOORS)
def test_no_door_lets_a_program_in(door: str, tmp_path: Path) -> None:
    for number, name in enumerate(TRIED):
        place = tmp_path / str(number)
        place.mkdir()
        with pytest.raises(RefusedError):
            DOORS[door](place, name, UNFIT[name])
        shutil.rmtree(place)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_lets_papers_in(door: str, tmp_path: Path) -> None:
    for number, name in enumerate(("a.pdf", "a.docx", "a.txt")):
        place = tmp_path / str(number)
        place.mkdir()
        DOORS[door](place, name, FIT[name])
