"""A bag packed into a zip: the same content gives the same bytes on every machine."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Mapping
from stat import S_IFREG
from typing import BinaryIO, Final

from parself.files import Fingerprint
from parself.limits import PACKED_RATIO_FROM
from parself.submission import layout

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_MODE: Final = (S_IFREG | 0o644) << 16
_PACKED: Final = (
    *(".7z", ".docx", ".heic", ".jpeg", ".jpg", ".mp4", ".ods", ".odt"),
    *(".pdf", ".png", ".pptx", ".rar", ".webp", ".xlsx", ".zip"),
)
"""Endings of files that are packed already."""


def tag_files(info: Mapping[str, str], manifest: bytes) -> dict[str, bytes]:
    """Return the files in which a bag describes itself."""
    tags = {
        layout.BAGIT: layout.BAGIT_TEXT,
        layout.BAG_INFO: layout.bag_info(info),
        layout.MANIFEST: manifest,
    }
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in tags.items()}
    return {**tags, layout.TAG_MANIFEST: layout.manifest(digests)}


def pack(
    stream: BinaryIO,
    info: Mapping[str, str],
    prints: Mapping[str, Fingerprint],
    read: Callable[[str], Iterable[bytes]],
) -> None:
    """Write a bag; `prints` are size and hash of its payload, `read` gives each file's content."""
    manifest = layout.manifest({name: found.sha256 for name, found in prints.items()})
    tags = tag_files(info, manifest)
    sizes = {name: len(data) for name, data in tags.items()}
    sizes |= {name: found.size for name, found in prints.items()}
    top = info[layout.NAME_LABEL]
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(sizes):
            with archive.open(_entry(f"{top}/{name}", sizes[name]), "w") as target:
                for chunk in [tags[name]] if name in tags else read(name):
                    target.write(chunk)


def _entry(name: str, size: int) -> zipfile.ZipInfo:
    """Return an entry's header, the same on every machine.

    Large files are stored: scans are packed already, and what packs to almost nothing
    would look like a bomb to the reader.
    """
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = _UNIX
    entry.external_attr = _MODE
    entry.file_size = size
    packs = size <= PACKED_RATIO_FROM and not name.endswith(_PACKED)
    entry.compress_type = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
    return entry
