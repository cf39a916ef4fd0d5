"""A zip file read distrustfully: structure first, content as a counted stream.

`zipfile` accepts what an honest file never needs and an attacker does: text before and after
the archive, two archives in one, overlapping and duplicate entries, more entries than
declared, links, five kinds of compression. This reader accepts one plain archive whose
entries fill it from the first byte to the last, under names that every system can store,
and nothing is ever written to disk. What is refused is refused with the entry named; whoever
opens an archive says in which words (`Archive.damaged`, `Archive.unsafe`).
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from stat import S_IFDIR, S_IFMT, S_IFREG
from typing import BinaryIO, Final

from parself.errors import DamagedError, Message, Problem, say
from parself.files.names import name_fault
from parself.limits import (
    KIB,
    NAME_LENGTH,
    PACKED_RATIO,
    PACKED_RATIO_FROM,
    PACKED_RATIO_IN_ALL,
    PACKED_RATIO_IN_ALL_FROM,
)
from parself.text import nfc, one_line
from parself.values import Frozen

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

_HEADER_MARK: Final = re.compile(b"PK(?:\x01\x02|\x03\x04)")
_NAME_AT: Final = {_LOCAL_MARK: (_LOCAL.size, 26), _CENTRAL_MARK: (_CENTRAL.size, 28)}
"""Where a header's name begins, and where the length of it stands."""
_LONGEST_HEADER: Final = _CENTRAL.size + NAME_LENGTH
_PROGRAM: Final = re.compile(
    r"vbaproject\.bin$|(?:^|/)(?:basic/[^/]+/(?!script-l[bc]\.xml$)|scripts/)"
    r"|\.(?:exe|dll|bat|cmd|com|hta|jar|js|lnk|ps1|scr|vbs)$"
)
"""Macros of Microsoft's and of LibreOffice's files, and files that run by themselves."""

_CHUNK = 256 * KIB


class Caps(Frozen):
    """How large an archive of some kind may be."""

    file: int
    """Bytes of the file."""
    entries: int
    content: int
    """Bytes of all entries, once unpacked."""


class Entry(Frozen):
    """One file in the archive."""

    name: str
    """Path with forward slashes."""
    size: int
    packed: int
    method: int
    crc: int
    start: int
    """Where its packed bytes begin."""


class _Header(Frozen):
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

    def __init__(self, name: str, stream: BinaryIO, caps: Caps) -> None:
        self.name = one_line(name)
        self.notes: list[Message] = []
        self.entries: Mapping[str, Entry] = {}
        self._stream = stream
        self._caps = caps
        self._check()

    def damaged(self, what: Message, entry: str = "") -> DamagedError:
        """Return the error for an archive that is cut off, changed, or not what its lists say."""
        return DamagedError(Problem(what, self.where(entry)))

    def unsafe(self, what: Message, entry: str = "") -> DamagedError:
        """Return the error for an archive whose structure is unsafe."""
        return DamagedError(Problem(what, self.where(entry)))

    def where(self, entry: str = "") -> str:
        """Return the place of an entry, as messages name it."""
        return f"{self.name}, {one_line(entry)[:NAME_LENGTH]}" if entry else self.name

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Yield an entry's content. Raises an error where it is not as declared."""
        pieces = ((at, min(_CHUNK, entry.packed - at)) for at in range(0, entry.packed, _CHUNK))
        packed = (self._read_at(entry.start + at, length) for at, length in pieces)
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
                "The entry is too large ({size:size}; at most {most:size}).",
                size=entry.size,
                most=most,
            )
            raise self.unsafe(what, entry.name)
        return b"".join(self.chunks(entry))

    def _check(self) -> None:
        size = self._stream.seek(0, 2)
        directory, count = self._directory(size)
        headers = self._named(self._headers(directory, count))
        self._check_sizes(headers)
        starts = self._starts(headers, size - _END.size - len(directory))
        self.entries = {
            name: Entry(name, head.size, head.packed, head.method, head.crc, starts[name])
            for name, head in headers.items()
            if not name.endswith("/")
        }
        if folders := len(headers) - len(self.entries):
            self.notes.append(say("{count:count} entries for folders were ignored.", count=folders))
        if any(b"\\" in header.name for header in headers.values()):
            self.notes.append(say("Backslashes in the archive's names were read as slashes."))

    def _directory(self, size: int) -> tuple[bytes, int]:
        """Return the central directory and the number of its entries, by the end record."""
        if size > self._caps.file:
            what = say(
                "The file is too large ({size:size}; at most {most:size}).",
                size=size,
                most=self._caps.file,
            )
            raise self.unsafe(what)
        tail = self._read_at(max(0, size - _LONGEST_COMMENT - _END.size), size)
        end = tail[-_END.size :]
        if len(end) < _END.size or not end.startswith(_END_MARK) or end[-2:] != b"\0\0":
            if _END_MARK in tail:
                raise self.unsafe(say("Something stands after the archive's end."))
            raise self.damaged(say("The file is cut off, or it is none of this program."))
        _, disk, first_disk, here, count, length, offset, _ = _END.unpack(end)
        if (disk, first_disk, here) != (0, 0, count) or _ZIP64 in (length, offset):
            raise self.unsafe(say("The archive is split or of the zip64 kind."))
        if count > self._caps.entries:
            what = say(
                "The archive holds {count:count} entries (at most {most:count}).",
                count=count,
                most=self._caps.entries,
            )
            raise self.unsafe(what)
        if offset + length + _END.size != size:
            what = say("The archive does not fill the file: something stands before or inside it.")
            raise self.unsafe(what)
        if length > count * (_CENTRAL.size + 4 * KIB):
            raise self.unsafe(say("The archive's list of entries is too long."))
        return self._read_at(offset, length), count

    def _headers(self, directory: bytes, count: int) -> list[_Header]:
        headers: list[_Header] = []
        at = 0
        while at < len(directory) and len(headers) < count:
            header, at = self._header(directory, at)
            headers.append(header)
        if not headers or at != len(directory) or len(headers) != count:
            raise self.damaged(say("The archive's list of entries does not agree with itself."))
        return headers

    def _header(self, directory: bytes, at: int) -> tuple[_Header, int]:
        fixed = directory[at : at + _CENTRAL.size]
        if len(fixed) < _CENTRAL.size or not fixed.startswith(_CENTRAL_MARK):
            raise self.damaged(say("The archive's list of entries is damaged."))
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
            raise self.unsafe(what, header.name.decode("utf-8", "replace"))

    def _name(self, header: _Header) -> str:
        """Return an entry's path, refused where any system could take it for another place."""
        shown = header.name.decode("utf-8", "replace")
        if not (header.name.isascii() or header.flags & _UTF8) or "\ufffd" in shown:
            raise self.unsafe(say("The entry's name is in an unknown encoding."), shown)
        name = shown.replace("\\", "/")
        fault = name_fault(name)
        if fault is not None:
            raise self.unsafe(fault, shown)
        if name.endswith("/") and header.size:
            raise self.unsafe(say("The entry is a folder with content."), shown)
        return name

    def _named(self, headers: list[_Header]) -> dict[str, _Header]:
        """Return the entries by path; refuse paths that some systems take for one."""
        names = [self._name(header) for header in headers]
        seen: set[str] = set()
        for name in names:
            key = nfc(name).rstrip("/").casefold()
            if key in seen:
                what = say("Two entries bear this name, or names that some systems take for one.")
                raise self.unsafe(what, name)
            seen.add(key)
        return dict(zip(names, headers, strict=True))

    def _check_sizes(self, headers: Mapping[str, _Header]) -> None:
        for name, header in headers.items():
            if header.size > max(PACKED_RATIO_FROM, header.packed * PACKED_RATIO):
                what = say(
                    "The entry unpacks to more than {most} times its size.", most=PACKED_RATIO
                )
                raise self.unsafe(what, name)
            if header.method == STORED and header.size != header.packed:
                what = say("The entry is not as large as it says.")
                raise self.unsafe(what, name)
        total = sum(header.size for header in headers.values())
        packed = sum(header.packed for header in headers.values())
        if total > max(PACKED_RATIO_IN_ALL_FROM, packed * PACKED_RATIO_IN_ALL):
            what = say(
                "The archive unpacks to more than {most} times its size.", most=PACKED_RATIO_IN_ALL
            )
            raise self.unsafe(what)
        if total > self._caps.content:
            what = say(
                "The content is too large ({size:size}; at most {most:size}).",
                size=total,
                most=self._caps.content,
            )
            raise self.unsafe(what)

    def _starts(self, headers: Mapping[str, _Header], end: int) -> dict[str, int]:
        """Return where each entry's bytes begin; refuse overlaps, gaps and other headers."""
        order = sorted(headers, key=lambda name: headers[name].offset)
        if headers[order[0]].offset:
            raise self._misplaced(order[0])
        starts: dict[str, int] = {}
        for name, following in zip_longest(order, order[1:]):
            header = headers[name]
            starts[name] = self._start(header, name)
            next_one = headers[following].offset if following else end
            gap = next_one - starts[name] - header.packed
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
            raise self.unsafe(what, name)
        return header.offset + _LOCAL.size + int(name_length) + int(extra)

    def _misplaced(self, name: str) -> DamagedError:
        what = say("The entry does not stand where it should: entries overlap or leave gaps.")
        return self.unsafe(what, name)

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

    def _damaged_entry(self, entry: Entry) -> DamagedError:
        return self.damaged(say("The entry is damaged."), entry.name)

    def _read_at(self, offset: int, length: int) -> bytes:
        self._stream.seek(offset)
        return self._stream.read(length)


def holds_program(names: Iterable[str]) -> bool:
    """Say whether a file of an office program holds what a computer could run, by its entries."""
    return any(_PROGRAM.search(name.replace("\\", "/").casefold()) for name in names)


def names_in(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield every name that a header of a packed file states, wherever the header stands.

    Some readers ignore the list at the archive's end, so every name that any reader could find
    is found here. Nothing is unpacked.
    """
    held = b""
    for chunk in chunks:
        held += chunk
        yield from _names(held, len(held) - _LONGEST_HEADER)
        held = held[-_LONGEST_HEADER:]
    yield from _names(held, len(held))


def _names(data: bytes, end: int) -> Iterator[str]:
    """Yield the names of the headers that begin before `end`."""
    for mark in _HEADER_MARK.finditer(data):
        if mark.start() < end:
            fixed, length_at = _NAME_AT[mark[0]]
            begins = mark.start() + fixed
            (length,) = struct.unpack("<H", data[begins - fixed + length_at :][:2].ljust(2, b"\0"))
            yield data[begins : begins + min(length, NAME_LENGTH)].decode("utf-8", "replace")
