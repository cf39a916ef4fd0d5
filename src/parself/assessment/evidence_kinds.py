"""Which files may be evidence: told by their name and by what they hold, at every door.

Evidence is opened by people at the province. What a computer could run, under its own name or
under another one, is never copied in, handed in or taken over; the paper behind it is entered
as kept at the unit.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

from parself import files
from parself.errors import Message, say
from parself.files import packed

_PDF: Final = (b"%PDF-",)
_JPEG: Final = (b"\xff\xd8\xff",)
_PACKED: Final = (b"PK\x03\x04",)
_FILM: Final = (b"ftyp",)
"""Stands behind four bytes that say how long it is."""
_BEGINNINGS: Final[Mapping[str, tuple[bytes, ...]]] = {
    ".bmp": (b"BM",),
    ".docx": _PACKED,
    ".gif": (b"GIF8",),
    ".heic": _FILM,
    ".jpeg": _JPEG,
    ".jpg": _JPEG,
    ".mov": _FILM,
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    ".mp4": _FILM,
    ".odp": _PACKED,
    ".ods": _PACKED,
    ".odt": _PACKED,
    ".pdf": _PDF,
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".pptx": _PACKED,
    ".tif": (b"II*\x00", b"MM\x00*"),
    ".tiff": (b"II*\x00", b"MM\x00*"),
    ".txt": (),
    ".webp": (b"RIFF",),
    ".xlsx": _PACKED,
}
ENDINGS: Final = tuple(_BEGINNINGS)
_NO_TEXT: Final = (b"#!", b"<", b"MZ", b"\x7fELF")
_TEXT_CONTROLS: Final = frozenset(b"\t\n\r")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT: Final = 1024

NOT_EVIDENCE: Final = say(
    "Save it as PDF, or take a picture of it; else enter the paper as kept at the unit."
)


def unfit(name: str, content: Iterable[bytes]) -> Message | None:
    """Return why a file cannot be evidence, by its name and its content; None where it can.

    Of most kinds only the beginning is taken; a packed one may hold a program anywhere.
    """
    ending = PurePosixPath(name).suffix.casefold()
    if ending not in _BEGINNINGS:
        return say(
            "Files of the kind “{ending}” are not taken as evidence.", ending=ending[:20] or "?"
        )
    chunks = iter(content)
    beginning = next(chunks, b"")
    if not _is_what_it_says(ending, beginning):
        return say("The file does not begin as a “{ending}” file does.", ending=ending)
    is_packed = _BEGINNINGS[ending] is _PACKED
    if is_packed and packed.holds_program(packed.names_in(chain([beginning], chunks))):
        return say("The file holds a program (macros).")
    return None


def unfit_file(path: Path) -> Message | None:
    """Return why a file on disk cannot be evidence. Raises `FileError` where it cannot be read."""
    return unfit(path.name, files.read_chunks(path))


def _is_what_it_says(ending: str, beginning: bytes) -> bool:
    begun, known = beginning[:_LOOKED_AT], _BEGINNINGS[ending]
    plain = begun.removeprefix(b"\xef\xbb\xbf").lstrip()
    if ending == ".txt":
        is_printable = all(byte >= 0x20 or byte in _TEXT_CONTROLS for byte in begun)
        return begun.startswith(_UTF16) or (is_printable and not plain.startswith(_NO_TEXT))
    if known is _PDF:
        return plain.startswith(known)
    return begun[4 if known is _FILM else 0 :].startswith(known)
