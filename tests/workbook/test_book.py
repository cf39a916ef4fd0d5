"""What is no workbook, or a dangerous one, is refused in a sentence that says what it is."""

import random
import zipfile
from io import BytesIO

import pytest

from annex.clerk import bytes_of, faults_of, filled, template
from parself import limits, workbook
from parself.errors import DamagedError

GOOD = filled()


def refusal(data: bytes) -> str:
    with pytest.raises(DamagedError) as caught:
        workbook.read_workbook(data, where="a.xlsx")
    (problem,) = caught.value.problems
    assert problem.where == "a.xlsx"
    assert problem.todo is not None
    return problem.what.id


def packed(*names: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"<a/>")
    return stream.getvalue()


def changed(name: str, data: bytes) -> bytes:
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(GOOD)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, data if entry.filename == name else old.read(entry))
    return stream.getvalue()


OWN_KIND = "This is a file of LibreOffice's own kind (.ods, .odt)."
WEB_PAGE = "This is a web page or XML, though its name may end as a workbook's."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "The file is empty."),
        (b"Ma;Ten;Diem\n", "This is not an Excel workbook (.xlsx)."),
        (b"%PDF-1.4", "This is not an Excel workbook (.xlsx)."),
        (OLE, "This is a file of old Excel or Word (.xls, .doc)."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "The workbook is protected by a password."),
        (packed("mimetype", "content.xml"), OWN_KIND),
        (packed("[Content_Types].xml", "xl/workbook.bin"), "This is a binary workbook (.xlsb)."),
        (b"\xef\xbb\xbf <html><table>", WEB_PAGE),
        (packed("word/document.xml"), "This is a Word file, not a workbook."),
        (packed("a.txt"), "This is a packed file, but not an .xlsx workbook."),
        (bytes(8 * 2**20 + 1), "The workbook is larger than {most:size}."),
        (GOOD[:-100], "The workbook is damaged and cannot be read."),
    ],
    ids=["empty", "csv", "pdf", "xls", "password", "ods", "xlsb", "page", "word", "zip", "large",
         "cut"],
)  # fmt: skip
def test_another_kind_of_file_is_named_for_what_it_is(data: bytes, what: str) -> None:
    assert refusal(data) == what


def test_what_unpacks_beyond_measure_is_refused_before_it_is_unpacked() -> None:
    bomb = changed("xl/styles.xml", bytes(61 * 2**20))
    assert len(bomb) < 2**20
    assert refusal(bomb) == "The entry unpacks to more than {most} times its size."


def test_definitions_that_grow_and_other_encodings_are_refused() -> None:
    entities = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        book = archive.read("xl/workbook.xml")
        book = book[book.index(b"<workbook") :]
    what = "The file holds XML that no office program writes."
    assert refusal(changed("xl/workbook.xml", entities)) == what
    for encoding in (b"x", b"utf-7", b"windows-1258"):
        declared = b'<?xml version="1.0" encoding="%s"?>' % encoding + book
        assert refusal(changed("xl/workbook.xml", declared)) == what
    declared = b'<?xml version="1.0" encoding="UTF-8"?>' + book
    assert workbook.read_workbook(changed("xl/workbook.xml", declared), where="a.xlsx")


def test_a_cell_in_the_last_line_of_excel_does_not_make_a_million_lines() -> None:
    book = template()
    book["Tiêu chí"]["A1048576"] = "9"
    grids = workbook.read_workbook(bytes_of(book), where="a.xlsx")
    assert all(len(one.cells) < 1_000 for one in grids)


def test_more_lines_than_are_looked_at_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WORKBOOK_LINES", 5)
    cut = {one.title for one in workbook.read_workbook(GOOD, where="a.xlsx") if one.is_cut}
    assert "Tiêu chí" in cut
    monkeypatch.undo()
    book = template()
    book["Tiêu chí"]["A6001"] = "9"
    assert faults_of(bytes_of(book)) == {
        "a.xlsx": "The sheet “{sheet}” has more than {most:count} lines."
    }


def test_whatever_is_broken_in_a_workbook_ends_in_a_sentence() -> None:
    chance = random.Random(7)
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        parts = {name: archive.read(name) for name in names}
    for _ in range(60):
        name = chance.choice(names)
        part = bytearray(parts[name])
        at = chance.randrange(len(part))
        part[at : at + chance.randrange(1, 40)] = chance.randbytes(chance.randrange(4))
        try:
            workbook.read_workbook(changed(name, bytes(part)), where="a.xlsx")
        except DamagedError as error:
            assert error.problems[0].where == "a.xlsx"
