"""The zip around a bag, read distrustfully: structure first, content as a counted stream.

`zipfile` accepts what a hand-in never needs and an attacker does: text before and after
the archive, two archives in one, overlapping and duplicate entries, more entries than
declared, links, five kinds of compression. This reader accepts one plain archive whose
entries fill it from the first byte to the last, under names that every system can store,
and nothing is ever written to disk. What is refused is refused with the entry named.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from stat import S_IFDIR, S_IFMT, S_IFREG, S_ISREG
from typing import BinaryIO, Final

from attrs import frozen

from parself.errors import DamagedError, ExitCode, Message, Problem, say
from parself.limits import (
    BUNDLE_BYTES,
    BUNDLE_ENTRIES,
    BUNDLE_PAYLOAD_BYTES,
    BUNDLE_RATIO,
    BUNDLE_RATIO_FROM,
    KIB,
    MIB,
    NAME_LENGTH,
)
from parself.submission.landing import Outcome
from parself.submission.layout import is_unusable
from parself.text import clean, nfc, one_line

STORED: Final = 0
DEFLATED: Final = 8

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END_MARK = b"PK\x05\x06"
_CENTRAL_MARK = b"PK\x01\x02"
_LOCAL_MARK = b"PK\x03\x04"
_LONGEST_COMMENT = 0xFFFF
_ZIP64 = 0xFFFFFFFF

_ENCRYPTED = 0x2041
_SIZES_FOLLOW = 0x0008
_UTF8 = 0x0800
_KNOWN_FLAGS = _SIZES_FOLLOW | _UTF8 | 0x0006
_DESCRIPTOR_SIZES = frozenset({12, 16, 20, 24})

_FORBIDDEN_CHARACTERS = frozenset('<>"|?*')
_CHUNK = 256 * KIB


class BundleError(DamagedError):
    """A file that was to be a hand-in was refused; names the file and the entry."""

    outcome: Outcome = Outcome.DAMAGED


class DamagedBundleError(BundleError):
    """The file is cut off, changed, or not what its own lists say."""


class UnsafeBundleError(BundleError):
    """The file is built as no honest hand-in is."""

    outcome = Outcome.UNSAFE


class FormatUnsupportedError(BundleError):
    """The file is a hand-in of a format that this program does not read."""

    outcome = Outcome.FORMAT_UNSUPPORTED


class WrongKindError(BundleError):
    """The file is a sound bag, but not one that goes from a unit to the province."""

    outcome = Outcome.WRONG_KIND
    exit_code = ExitCode.FINDINGS


@frozen
class Entry:
    """One file in the archive."""

    name: str
    """Path with forward slashes."""
    size: int
    packed: int
    method: int
    crc: int
    start: int
    """Where its packed bytes begin."""


@frozen
class _Header:
    """An entry of the central directory, as it stands."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    offset: int


class Archive:
    """An open archive whose structure has been found sound."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        self.name = one_line(path.name)
        self.notes: list[Message] = []
        self.entries: Mapping[str, Entry] = {}
        self._stream = stream
        self._check()

    def fault(self, kind: type[BundleError], what: Message, entry: str = "") -> BundleError:
        """Return an error that names the file and the entry and says what to do."""
        where = f"{self.name}, {one_line(entry)[:NAME_LENGTH]}" if entry else self.name
        return kind(Problem(what, where, _TODO[kind]))

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Yield an entry's content. Raises `DamagedBundleError` where it is not as declared."""
        packed = self._packed(entry)
        count, crc = 0, 0
        for chunk in packed if entry.method == STORED else self._inflated(entry, packed):
            count += len(chunk)
            if count > entry.size:
                break
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if count != entry.size or crc != entry.crc:
            raise self._damaged_entry(entry)

    def read(self, entry: Entry, most: int) -> bytes:
        """Return an entry's content, refused where it is larger than `most` bytes."""
        if entry.size > most:
            what = say(
                "The entry is too large ({size} KB; at most {most} KB).",
                size=entry.size // KIB,
                most=most // KIB,
            )
            raise self.fault(UnsafeBundleError, what, entry.name)
        return b"".join(self.chunks(entry))

    def _check(self) -> None:
        size = self._stream.seek(0, 2)
        directory, count = self._directory(size)
        headers = self._headers(directory, count)
        names = [self._name(header) for header in headers]
        self._check_twins(names)
        self._check_sizes(names, headers)
        starts = self._starts(headers, names, size - _END.size - len(directory))
        self.entries = {
            name: Entry(name, head.size, head.packed, head.method, head.crc, start)
            for name, head, start in zip(names, headers, starts, strict=True)
            if not name.endswith("/")
        }
        self._report(names, headers)

    def _directory(self, size: int) -> tuple[bytes, int]:
        """Return the central directory and the number of its entries, by the end record."""
        if size > BUNDLE_BYTES:
            what = say(
                "The file is too large ({size} MB; at most {most} MB).",
                size=size // MIB,
                most=BUNDLE_BYTES // MIB,
            )
            raise self.fault(UnsafeBundleError, what)
        tail = self._read_at(max(0, size - _LONGEST_COMMENT - _END.size), size)
        end = tail[-_END.size :]
        if len(end) < _END.size or not end.startswith(_END_MARK) or end[-2:] != b"\0\0":
            raise self._no_end(tail)
        _, disk, first_disk, here, count, length, offset, _ = _END.unpack(end)
        if (disk, first_disk, here) != (0, 0, count) or _ZIP64 in (length, offset):
            raise self.fault(UnsafeBundleError, say("The archive is split or of the zip64 kind."))
        if count > BUNDLE_ENTRIES:
            what = say(
                "The archive holds {count:count} entries (at most {most:count}).",
                count=count,
                most=BUNDLE_ENTRIES,
            )
            raise self.fault(UnsafeBundleError, what)
        if offset + length + _END.size != size:
            what = say("The archive does not fill the file: something stands before or inside it.")
            raise self.fault(UnsafeBundleError, what)
        if length > count * (_CENTRAL.size + 4 * KIB):
            raise self.fault(UnsafeBundleError, say("The archive's list of entries is too long."))
        return self._read_at(offset, length), count

    def _no_end(self, tail: bytes) -> BundleError:
        if _END_MARK in tail:
            return self.fault(UnsafeBundleError, say("Something stands after the archive's end."))
        return self.fault(
            DamagedBundleError, say("The file is cut off, or it is not a hand-in at all.")
        )

    def _headers(self, directory: bytes, count: int) -> list[_Header]:
        headers: list[_Header] = []
        at = 0
        while at < len(directory) and len(headers) < count:
            header, at = self._header(directory, at)
            headers.append(header)
        if not headers or at != len(directory) or len(headers) != count:
            raise self.fault(
                DamagedBundleError, say("The archive's list of entries does not agree with itself.")
            )
        return headers

    def _header(self, directory: bytes, at: int) -> tuple[_Header, int]:
        fixed = directory[at : at + _CENTRAL.size]
        if len(fixed) < _CENTRAL.size or not fixed.startswith(_CENTRAL_MARK):
            raise self.fault(DamagedBundleError, say("The archive's list of entries is damaged."))
        (_, _, _, flags, method, _, _, crc, packed, size, *rest) = _CENTRAL.unpack(fixed)
        name_length, extra, comment, disk, _, attributes, offset = rest
        name_at = at + _CENTRAL.size
        name = directory[name_at : name_at + name_length]
        header = _Header(name, flags, method, crc, packed, size, attributes >> 16, offset)
        self._check_header(header, disk)
        return header, name_at + name_length + extra + comment

    def _check_header(self, header: _Header, disk: int) -> None:
        what = None
        if header.flags & _ENCRYPTED:
            what = say("The entry is encrypted.")
        elif header.method not in (STORED, DEFLATED):
            what = say("The entry is packed by a method that hand-ins do not use.")
        elif header.flags & ~_KNOWN_FLAGS:
            what = say("The entry uses a feature of archives that hand-ins do not use.")
        elif disk or _ZIP64 in (header.size, header.packed, header.offset):
            what = say("The archive is split or of the zip64 kind.")
        elif S_IFMT(header.mode) not in (0, S_IFREG, S_IFDIR):
            what = say("The entry is a link or a device, not a file.")
        if what is not None:
            raise self.fault(UnsafeBundleError, what, header.name.decode("utf-8", "replace"))

    def _name(self, header: _Header) -> str:
        """Return an entry's path, refused where any system could take it for another place."""
        shown = header.name.decode("utf-8", "replace")
        is_named_plainly = header.name.isascii() or header.flags & _UTF8
        if not is_named_plainly or "\ufffd" in shown:
            what = say("The entry's name is in an unknown encoding.")
            raise self.fault(UnsafeBundleError, what, shown)
        name = shown.replace("\\", "/")
        what_is_wrong = _name_fault(name)
        if what_is_wrong is not None:
            raise self.fault(UnsafeBundleError, what_is_wrong, shown)
        if name.endswith("/") and header.size:
            raise self.fault(UnsafeBundleError, say("The entry is a folder with content."), shown)
        return name

    def _check_twins(self, names: list[str]) -> None:
        seen: set[str] = set()
        for name in names:
            key = nfc(name).rstrip("/").casefold()
            if key in seen:
                what = say("Two entries bear this name, or names that some systems take for one.")
                raise self.fault(UnsafeBundleError, what, name)
            seen.add(key)

    def _check_sizes(self, names: list[str], headers: list[_Header]) -> None:
        for name, header in zip(names, headers, strict=True):
            if header.size > max(BUNDLE_RATIO_FROM, header.packed * BUNDLE_RATIO):
                what = say(
                    "The entry unpacks to more than {most} times its size.", most=BUNDLE_RATIO
                )
                raise self.fault(UnsafeBundleError, what, name)
            if header.method == STORED and header.size != header.packed:
                what = say("The entry is not as large as it says.")
                raise self.fault(UnsafeBundleError, what, name)
        total = sum(header.size for header in headers)
        if total > BUNDLE_PAYLOAD_BYTES:
            what = say(
                "The content is too large ({size} MB; at most {most} MB).",
                size=total // MIB,
                most=BUNDLE_PAYLOAD_BYTES // MIB,
            )
            raise self.fault(UnsafeBundleError, what)

    def _starts(self, headers: list[_Header], names: list[str], end: int) -> list[int]:
        """Return where each entry's bytes begin; refuse overlaps, gaps and second opinions."""
        order = sorted(range(len(headers)), key=lambda index: headers[index].offset)
        starts = [0] * len(headers)
        if headers[order[0]].offset:
            raise self._misplaced(names[order[0]])
        for index, following in zip(order, [*order[1:], None], strict=True):
            header, name = headers[index], names[index]
            starts[index] = self._start(header, name)
            gap = (end if following is None else headers[following].offset) - (
                starts[index] + header.packed
            )
            if gap and not (header.flags & _SIZES_FOLLOW and gap in _DESCRIPTOR_SIZES):
                raise self._misplaced(name)
        return starts

    def _start(self, header: _Header, name: str) -> int:
        """Return where an entry's bytes begin; its own header must agree with the list."""
        fixed = self._read_at(header.offset, _LOCAL.size)
        if len(fixed) < _LOCAL.size or not fixed.startswith(_LOCAL_MARK):
            raise self._misplaced(name)
        _, _, flags, method, _, _, crc, packed, size, name_length, extra = _LOCAL.unpack(fixed)
        own_name = self._read_at(header.offset + _LOCAL.size, name_length)
        agrees = (own_name, flags, method) == (header.name, header.flags, header.method)
        if not header.flags & _SIZES_FOLLOW:
            agrees = agrees and (crc, packed, size) == (header.crc, header.packed, header.size)
        if not agrees:
            what = say("The entry describes itself otherwise than the archive's list does.")
            raise self.fault(UnsafeBundleError, what, name)
        return header.offset + _LOCAL.size + int(name_length) + int(extra)

    def _misplaced(self, name: str) -> BundleError:
        what = say("The entry does not stand where it should: entries overlap or leave gaps.")
        return self.fault(UnsafeBundleError, what, name)

    def _report(self, names: list[str], headers: list[_Header]) -> None:
        folders = sum(name.endswith("/") for name in names)
        if folders:
            self.notes.append(say("{count:count} entries for folders were ignored.", count=folders))
        if any(b"\\" in header.name for header in headers):
            self.notes.append(say("Backslashes in the archive's names were read as slashes."))

    def _packed(self, entry: Entry) -> Iterator[bytes]:
        for at in range(0, entry.packed, _CHUNK):
            yield self._read_at(entry.start + at, min(_CHUNK, entry.packed - at))

    def _inflated(self, entry: Entry, packed: Iterator[bytes]) -> Iterator[bytes]:
        """Unpack piece by piece, never more than a chunk at a time, to the stream's own end."""
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for piece in packed:
                chunk = inflater.decompress(piece, _CHUNK)
                while chunk:
                    yield chunk
                    chunk = inflater.decompress(inflater.unconsumed_tail, _CHUNK)
        except zlib.error:
            raise self._damaged_entry(entry) from None
        if not inflater.eof or inflater.unused_data:
            raise self._damaged_entry(entry)

    def _damaged_entry(self, entry: Entry) -> BundleError:
        return self.fault(DamagedBundleError, say("The entry is damaged."), entry.name)

    def _read_at(self, offset: int, length: int) -> bytes:
        try:
            self._stream.seek(offset)
            return self._stream.read(length)
        except OSError as error:
            raise unreadable(self.name, error) from None


_TODO: Mapping[type[BundleError], Message] = {
    DamagedBundleError: say("Copy the file again; if that does not help, ask the unit to export."),
    UnsafeBundleError: say("Do not open the file. Ask the unit to export again with parself."),
    FormatUnsupportedError: say("Install the newest version of parself."),
    WrongKindError: say("Ask the unit for its hand-in."),
}


def unreadable(name: str, error: OSError) -> DamagedBundleError:
    """Return the error for a file that the system does not let be read."""
    what = say("The file cannot be read: {detail}.", detail=error.strerror or type(error).__name__)
    return DamagedBundleError(Problem(what, name, say("Check the file and the stick, try again.")))


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive and check its structure. Raises `BundleError`; writes nothing."""
    name = one_line(path.name)
    try:
        if not S_ISREG(path.stat().st_mode):
            what = say("This is not a file.")
            raise DamagedBundleError(Problem(what, name, say("Name the file of one hand-in.")))
        stream = path.open("rb")
    except OSError as error:
        raise unreadable(name, error) from None
    with stream:
        yield Archive(path, stream)


def _name_fault(name: str) -> Message | None:
    """Return why a path is not safe, also for entries that will be ignored."""
    segments = name.removesuffix("/").split("/")
    if len(name) > NAME_LENGTH:
        return say("The entry's name is too long.")
    if clean(name).replaced or "\n" in name or "\t" in name:
        return say("The entry's name holds hidden characters.")
    if name.startswith("/") or ":" in name or name.startswith("~"):
        return say("The entry's name points to a place outside the archive.")
    if not _FORBIDDEN_CHARACTERS.isdisjoint(name):
        return say("The entry's name holds characters that file names may not have.")
    if not {"", ".", ".."}.isdisjoint(segments):
        return say("The entry's name points to a place outside the archive.")
    if any(is_unusable(segment) for segment in segments):
        return say("The entry's name cannot be stored on Windows.")
    return None
