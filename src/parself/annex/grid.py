"""A workbook's bytes as grids of raw cells, read with distrust.

Sizes are capped before anything is unpacked, and what is no workbook is named for what it is.
This module alone knows openpyxl. Formulas count as the result that Excel saved beside them.
"""

import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree as Xml
from zipfile import BadZipFile, ZipFile

from attrs import frozen

from parself.errors import DamagedError, Message, Problem, say
from parself.limits import (
    ANNEX_BYTES,
    ANNEX_COLUMNS,
    ANNEX_LINES,
    ANNEX_PARTS,
    ANNEX_UNPACKED_BYTES,
    MIB,
)

Raw = str | int | float | bool | date | datetime | time | timedelta

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_CONTENT: Final = "xl/workbook.xml"
_RETURN: Final = "_x000D_"
"""How Excel keeps the first half of a Windows line end."""
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_UNREADABLE: Final = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LookupError, MemoryError,
    NotImplementedError, OSError, RuntimeError, SyntaxError, TypeError, ValueError, struct.error,
    zlib.error,
)  # fmt: skip
"""What openpyxl and the libraries below it raise over files that are not as they should be."""


@frozen
class Grid:
    """The cells of a sheet that are not empty, by line and column, both from 1."""

    title: str
    cells: Mapping[tuple[int, int], Raw]
    pending: frozenset[tuple[int, int]]
    """Formulas whose result was not saved."""
    merged: tuple[tuple[str, int, int], ...]
    """Merged cells that span lines: range, first line and last line."""
    cut: bool
    """Whether the sheet goes on beyond what is looked at."""


def name_of(line: int, column: int) -> str:
    """Return a cell's name: ``D17``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line}"


def read_workbook(data: bytes, *, where: str) -> tuple[Grid, ...]:
    """Return a workbook's sheets. Raises `DamagedError`, naming `where`, for all else."""
    _refuse_other_files(data, where)
    try:
        with ZipFile(BytesIO(data)) as archive:
            _refuse_bombs(archive, where)
            merged = {title: _merged(archive, path) for title, path in _sheet_paths(archive)}
        with warnings.catch_warnings():
            # It warns of what it leaves out: drop-downs, pictures, styles.
            warnings.simplefilter("ignore")
            return tuple(_grids(data, merged))
    except _UNREADABLE:
        raise _refusal(
            where,
            say("The workbook is damaged and cannot be read."),
            say("Open it in Excel or LibreOffice, save it anew as .xlsx, and try again."),
        ) from None


def _refusal(where: str, what: Message, todo: Message) -> DamagedError:
    return DamagedError(Problem(what, where, todo))


def _refuse_other_files(data: bytes, where: str) -> None:
    """Refuse what is no xlsx file, in words that say what it is."""
    save_as = say("Open it in Excel or LibreOffice and save it as .xlsx (Excel workbook).")
    if len(data) > ANNEX_BYTES:
        most = ANNEX_BYTES // MIB
        what = say("The workbook is larger than {most} MB.", most=most)
        raise _refusal(where, what, say("Take out pictures and sheets that are not needed."))
    if data.startswith(_OLE) and _ENCRYPTED in data:
        todo = say("Open it in Excel, take the password off, and save it again.")
        raise _refusal(where, say("The workbook is protected by a password."), todo)
    if data.startswith(_OLE):
        raise _refusal(where, say("This is a file of old Excel or Word (.xls, .doc)."), save_as)
    if b"word/document.xml" in data and _CONTENT.encode() not in data:
        todo = say("Copy the table of the annex into the workbook of “parself rubric template”.")
        raise _refusal(where, say("This is a Word file, not a workbook."), todo)
    if not data.startswith(b"PK"):
        raise _refusal(where, say("This is not an Excel workbook (.xlsx)."), save_as)
    if _CONTENT.encode() not in data:
        raise _refusal(where, say("This is a packed file, but not an .xlsx workbook."), save_as)


def _refuse_bombs(archive: ZipFile, where: str) -> None:
    """Refuse what unpacks beyond all measure; a packed file never gives more than it states."""
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if len(entries) > ANNEX_PARTS or size > ANNEX_UNPACKED_BYTES:
        what = say("The workbook unpacks to more than {most} MB.", most=ANNEX_UNPACKED_BYTES // MIB)
        raise _refusal(where, what, say("Copy its lines into a new workbook, and use that."))
    texts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    if any(b"<!DOCTYPE" in archive.read(entry) for entry in texts):
        what = say("The workbook holds definitions that no office program writes.")
        raise _refusal(where, what, say("Do not use this file; ask the sender for a new one."))


def _sheet_paths(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the title of every sheet and where it stands in the packed file."""
    links = Xml.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in Xml.fromstring(archive.read(_CONTENT)).iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(_RELATION)]
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        yield sheet.get("name", ""), path


def _merged(archive: ZipFile, path: str) -> tuple[tuple[str, int, int], ...]:
    """Return merged cells over several lines: only the first of them keeps its value."""
    from openpyxl.utils.cell import range_boundaries

    found = []
    with archive.open(path) as stream:
        for _event, node in Xml.iterparse(stream):
            if node.tag == f"{_MAIN}mergeCell":
                cells = node.get("ref", "")
                _left, top, _right, bottom = range_boundaries(cells)
                if top and bottom and bottom > top:
                    found.append((cells, top, bottom))
            elif node.tag == f"{_MAIN}row":
                node.clear()
    return tuple(found)


def _grids(data: bytes, merged: Mapping[str, tuple[tuple[str, int, int], ...]]) -> Iterator[Grid]:
    from openpyxl import load_workbook

    values = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    written = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    for sheet, formulas in zip(values.worksheets, written.worksheets, strict=True):
        cells = dict(_cells(sheet))
        pending = {at for at, raw in _cells(formulas) if _is_formula(raw) and at not in cells}
        cut = any(line > ANNEX_LINES for line, _column in cells)
        found = merged.get(sheet.title, ())
        yield Grid(sheet.title, cells, frozenset(pending), found, cut)


def _cells(sheet: Any) -> Iterator[tuple[tuple[int, int], Any]]:
    # The stated extent may be wrong or enormous; lines are counted as they come.
    sheet.reset_dimensions()
    lines = sheet.iter_rows(max_row=ANNEX_LINES + 1, max_col=ANNEX_COLUMNS)
    for number, line in enumerate(lines, start=1):
        for cell in line:
            raw = cell.value
            if cell.data_type == "f":
                yield (number, cell.column), _Formula()
            elif isinstance(raw, str) and (text := raw.replace(_RETURN, "")):
                yield (number, cell.column), text
            elif raw is not None and raw != "":
                yield (number, cell.column), raw


class _Formula:
    """Stands for a formula where only its place matters."""


def _is_formula(raw: object) -> bool:
    return isinstance(raw, _Formula)
