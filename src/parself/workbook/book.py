"""A workbook's bytes as sheets: recognised, opened, and each part found by the file's own links."""

import posixpath
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Final

from parself import limits
from parself.errors import DamagedError, Message, Problem, say
from parself.files import packed
from parself.values import Frozen
from parself.workbook import kinds
from parself.workbook.sheet import Grid, Lines, Surroundings, Texts
from parself.workbook.styles import Styles
from parself.workbook.xml import Part, Reader, linked

_CAPS: Final = packed.Caps(
    limits.WORKBOOK_BYTES, limits.WORKBOOK_FILES, limits.WORKBOOK_UNPACKED_BYTES
)
_EPOCH: Final = datetime(1899, 12, 30)
_EPOCH_OF_MACS: Final = datetime(1904, 1, 1)
_SAVE_ANEW: Final = say("Open it in Excel or LibreOffice, save it anew as .xlsx, and try again.")
_DAMAGED: Final = say("The workbook is damaged and cannot be read.")


class UnsafeWorkbookError(DamagedError):
    """The workbook's structure is unsafe, or it holds far too much."""


class OtherKindError(DamagedError):
    """The file is no .xlsx workbook."""


class _Archive(packed.Archive):
    """The zip of a workbook."""

    def damaged(self, what: Message, entry: str = "") -> DamagedError:
        """Return the error for a workbook that is not as it was written."""
        return DamagedError(Problem(_DAMAGED, self.name, _SAVE_ANEW))

    def unsafe(self, what: Message, entry: str = "") -> DamagedError:
        """Return the error for what no office program writes."""
        todo = say("Copy its lines into a new workbook, and use that.")
        return UnsafeWorkbookError(Problem(what, self.name, todo))


class _Link(Frozen):
    kind: str
    path: str


class _Links(Part):
    """Where the parts that one part refers to stand in the file, by their ids."""

    def __init__(self, folder: str) -> None:
        self.found: dict[str, _Link] = {}
        self._folder = folder

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""
        if tag == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            path = posixpath.normpath(
                posixpath.join("/", self._folder, attributes.get("Target", ""))
            )
            self.found[attributes.get("Id", "")] = _Link(kind, path.lstrip("/"))

    def first(self, kind: str) -> str:
        """Return the path of the first part of a kind, empty where there is none."""
        return next((link.path for link in self.found.values() if link.kind == kind), "")


class _Contents(Part):
    """The list of a workbook's sheets."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.epoch = _EPOCH

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""
        if tag == "workbookPr" and attributes.get("date1904", "") in {"1", "true"}:
            self.epoch = _EPOCH_OF_MACS
        elif tag == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), linked(attributes), is_hidden))

    def end(self, tag: str) -> None:
        """Take an element's end."""
        self.is_done |= tag == "sheets"


def read_workbook(data: bytes, *, where: str) -> tuple[Grid, ...]:
    """Return a workbook's sheets. Raises `DamagedError`, naming `where`, for all else."""
    if len(data) > limits.WORKBOOK_BYTES:
        what = say("The workbook is larger than {most:size}.", most=limits.WORKBOOK_BYTES)
        todo = say("Take out pictures and sheets that are not needed.")
        raise UnsafeWorkbookError(Problem(what, where, todo))
    if not data:
        raise DamagedError(Problem(say("The file is empty."), where, _SAVE_ANEW))
    _refuse(kinds.by_bytes(data), where, OtherKindError)
    archive = _Archive(where, BytesIO(data), _CAPS)
    _refuse(kinds.by_entries(archive.entries.keys()), where, OtherKindError)
    _refuse(kinds.program_in(archive.entries.keys()), where, UnsafeWorkbookError)
    return _sheets(Reader(archive))


def _refuse(told: kinds.Told | None, where: str, error: type[DamagedError]) -> None:
    if told is not None:
        raise error(Problem(told[0], where, told[1]))


def _sheets(reader: Reader) -> tuple[Grid, ...]:
    top = _links(reader, "")
    book = top.first("officeDocument")
    contents = _Contents()
    reader.read(book, contents)
    if len(contents.sheets) > limits.WORKBOOK_SHEETS:
        what = say("The workbook has more than {most:count} sheets.", most=limits.WORKBOOK_SHEETS)
        raise reader.archive.unsafe(what)
    links = _links(reader, book)
    texts, styles = Texts(reader), Styles()
    for kind, part in (("sharedStrings", texts), ("styles", styles)):
        path = links.first(kind)
        if path:
            reader.read(path, part)
    around = Surroundings(texts.found, texts.struck, styles.shown, styles.struck, contents.epoch)
    found = []
    for title, link_id, is_hidden in contents.sheets:
        link = links.found.get(link_id)
        if link is not None and link.kind == "worksheet":
            lines = Lines(title, around, reader, is_hidden=is_hidden)
            reader.read(link.path, lines)
            found.append(lines.grid())
    return tuple(found)


def _links(reader: Reader, part: str) -> _Links:
    folder, name = posixpath.split(part)
    links = _Links(folder)
    reader.read(posixpath.join(folder, "_rels", f"{name}.rels"), links)
    return links
