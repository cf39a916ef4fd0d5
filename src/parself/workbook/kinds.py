"""What a file is that should be an .xlsx workbook, told from its first bytes and its entries."""

from collections.abc import Collection
from typing import Final

from parself.errors import Message, say
from parself.files import packed

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = b"PK"
_CONTENT_TYPES: Final = "[Content_Types].xml"
"""In every file of new Word, Excel and PowerPoint."""
_OPEN_DOCUMENT: Final = frozenset({"mimetype", "content.xml"})
_MARKUP: Final = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<style", b"mime-version")

SAVE_AS: Final = say("Open it in Excel or LibreOffice and save it as .xlsx (Excel workbook).")
Told = tuple[Message, Message]
"""What the file is, and what to do."""


def is_office_file(names: Collection[str]) -> bool:
    """Say whether a packed file is one of an office program, by its entries."""
    return _CONTENT_TYPES in names or set(names) >= _OPEN_DOCUMENT


def by_bytes(data: bytes) -> Told | None:
    """Return what a file is by its first bytes; None for a zip."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        todo = say("Open it in Excel, take the password off, and save it again.")
        return say("The workbook is protected by a password."), todo
    if data.startswith(_OLE):
        return say("This is a file of old Excel or Word (.xls, .doc)."), SAVE_AS
    if _plain(data[:1024]).startswith(_MARKUP):
        return say("This is a web page or XML, though its name may end as a workbook's."), SAVE_AS
    return None if data.startswith(_ZIP) else (_NO_WORKBOOK, SAVE_AS)


_NO_WORKBOOK: Final = say("This is not an Excel workbook (.xlsx).")


def by_entries(names: Collection[str]) -> Told | None:
    """Return what a packed file is by its entries; None where it is a workbook."""
    if set(names) >= _OPEN_DOCUMENT:
        return say("This is a file of LibreOffice's own kind (.ods, .odt)."), SAVE_AS
    if any(name.startswith("word/") for name in names):
        todo = say(
            "Copy its table into the form that was given out, or, an annex, into the workbook of"
            " “parself rubric template”."
        )
        return say("This is a Word file, not a workbook."), todo
    if _CONTENT_TYPES not in names:
        return say("This is a packed file, but not an .xlsx workbook."), SAVE_AS
    if "xl/workbook.bin" in names:
        return say("This is a binary workbook (.xlsb)."), SAVE_AS
    return None


def program_in(names: Collection[str]) -> Told | None:
    """Return the refusal of a workbook that holds a program; None where none is there."""
    if packed.holds_program(names):
        return say("The workbook holds a program."), say("Save it as .xlsx, without macros.")
    return None


def _plain(beginning: bytes) -> bytes:
    return beginning.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
