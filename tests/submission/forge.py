"""Zips and bags written by hand, byte for byte, so that they can lie."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Final

from parself.submission import layout
from parself.values import Frozen, evolve

TOP: Final = "huyen-a-2023-lan-1"


class Forged(Frozen):
    """An entry as the central directory and its own header shall describe it. None: the truth."""

    name: bytes
    data: bytes = b""
    method: int = 0
    flags: int = 0
    size: int | None = None
    packed_size: int | None = None
    crc: int | None = None
    mode: int = 0o100644
    offset: int | None = None
    local_name: bytes | None = None
    gap: bytes = b""
    """Bytes after the entry."""
    packed: bytes | None = None
    """What really stands in the file."""

    @property
    def body(self) -> bytes:
        if self.packed is not None:
            return self.packed
        if self.method != 8:
            return self.data
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(self.data) + packer.flush()

    @property
    def figures(self) -> tuple[int, int, int]:
        """Checksum, packed size and size, as told."""
        told = (self.crc, self.packed_size, self.size)
        true = (zlib.crc32(self.data), len(self.body), len(self.data))
        crc, packed, size = (t if t is not None else f for t, f in zip(told, true, strict=True))
        return crc, packed, size


class Ending(Frozen):
    """The end record's own lies."""

    prefix: bytes = b""
    """Bytes before the first entry; offsets allow for them."""
    count: int | None = None
    offset_by: int = 0
    disk: int = 0
    comment: bytes = b""
    before: bytes = b""
    """Bytes between the directory and the end record."""
    comment_length: int | None = None
    length: int | None = None
    offset: int | None = None


_WELL = Ending()


def forge(entries: Iterable[Forged], ending: Ending = _WELL) -> bytes:
    """Write a zip as told."""
    out, directory, count = BytesIO(), BytesIO(), 0
    out.write(ending.prefix)
    for entry in entries:
        offset = out.tell() if entry.offset is None else entry.offset
        local_name = entry.name if entry.local_name is None else entry.local_name
        figures = entry.figures
        head = struct.pack(
            "<4s5H3L2H",
            b"PK\3\4",
            20,
            entry.flags,
            entry.method,
            0,
            33,
            *figures,
            len(local_name),
            0,
        )
        if entry.offset is None:
            out.write(head + local_name + entry.body + entry.gap)
        directory.write(
            struct.pack(
                "<4s6H3L5H2L",
                *(b"PK\1\2", 0x314, 20, entry.flags, entry.method, 0, 33, *figures),
                *(len(entry.name), 0, 0, 0, 0, entry.mode << 16, offset),
            )
            + entry.name
        )
        count += 1
    start = out.tell() if ending.offset is None else ending.offset
    length = len(directory.getvalue()) if ending.length is None else ending.length
    told = count if ending.count is None else ending.count
    comment_length = len(ending.comment) if ending.comment_length is None else ending.comment_length
    end = struct.pack(
        "<4s4H2LH",
        *(b"PK\5\6", ending.disk, ending.disk, told, told),
        *(length, start + ending.offset_by, comment_length),
    )
    return out.getvalue() + directory.getvalue() + ending.before + end + ending.comment


def files_of(data: bytes) -> dict[str, bytes]:
    """Return a good bag's files by their names in the bag."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


def entries_of(files: Mapping[str, bytes], top: str = TOP) -> list[Forged]:
    """Return entries for a bag's files."""
    return [Forged(f"{top}/{name}".encode(), data) for name, data in sorted(files.items())]


def zipped(files: Mapping[str, bytes], top: str = TOP) -> bytes:
    """Return a plain zip of a bag's files."""
    return forge(entries_of(files, top))


def changed_entry(files: Mapping[str, bytes], name: str, **lies: object) -> bytes:
    """Return a zip in which one entry tells lies."""
    lying = f"{TOP}/{name}".encode()
    return forge(
        evolve(entry, **lies) if entry.name == lying else entry  # type: ignore[arg-type]
        for entry in entries_of(files)
    )


def rebagged(
    files: Mapping[str, bytes],
    changes: Mapping[str, bytes | None],
    info: Mapping[str, str | None] | None = None,
) -> dict[str, bytes]:
    """Return a bag with files changed or left out, whose lists all fit what is there."""
    payload = {
        n: d for n, d in {**files, **changes}.items() if d is not None and n.startswith("data/")
    }
    told = layout.read_bag_info(files[layout.BAG_INFO])
    told["Payload-Oxum"] = f"{sum(map(len, payload.values()))}.{len(payload)}"
    fields = {
        label: value for label, value in {**told, **(info or {})}.items() if value is not None
    }
    tags = {
        layout.BAGIT: layout.BAGIT_TEXT,
        layout.BAG_INFO: layout.bag_info(fields),
        layout.MANIFEST: layout.manifest(digests(payload)),
    }
    return {**payload, **retagged(tags)}


def retagged(tags: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return tag files with a tag manifest that fits them."""
    return {**tags, layout.TAG_MANIFEST: layout.manifest(digests(tags))}


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
