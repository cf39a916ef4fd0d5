"""Many files kept at once: each whole or not at all, and all forced to the disk together.

Forcing each to the disk by itself takes longer than all else that is done with a small file.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Self

from parself.files.durable import (
    Fingerprint,
    fingerprint,
    read_chunks,
    replace,
    sweep_temp,
    sync_folder,
    temp_of,
)
from parself.files.faults import writes

_WRITABLE = os.O_RDWR | getattr(os, "O_BINARY", 0)


class Many:
    """Copies that get their names when they are confirmed; what waits at the end of a block goes.

    Until then they are temporary files.
    """

    def __init__(self) -> None:
        self._waiting: dict[Path, tuple[Path, Fingerprint]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for target in tuple(self._waiting):
            self.drop(target)

    def __contains__(self, target: Path) -> bool:
        """Say whether a copy waits to be confirmed under a name."""
        return target in self._waiting

    def __len__(self) -> int:
        """Return how many copies wait."""
        return len(self._waiting)

    def copy(self, source: Path, target: Path, *, most: int) -> Fingerprint:
        """Copy a file of at most `most` bytes, and return the copy's fingerprint.

        Folders above it are made. Raises `FileError`; then nothing of it is left.
        """
        with writes(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            temp = temp_of(target)
            try:
                with temp.open("xb") as stream:
                    found = Fingerprint.of(read_chunks(source, most=most), into=stream)
            except BaseException:
                _gone(temp)
                raise
        self._waiting[target] = (temp, found)
        return found

    def fingerprint(self, target: Path) -> Fingerprint | None:
        """Return what a copy that waits, or else the file, holds; None where there is neither.

        Raises `FileError`.
        """
        waiting = self._waiting.get(target)
        return fingerprint(target) if waiting is None else waiting[1]

    def drop(self, target: Path) -> None:
        """Take back a copy that waits."""
        _gone(self._waiting.pop(target)[0])

    def confirm(self) -> None:
        """Force the copies to the disk and give them their names; then none waits any more.

        Raises `FileError`, after which each file has its name and content, or is not there.
        """
        waiting = {target: temp for target, (temp, _print) in self._waiting.items()}
        self._waiting = {}
        try:
            for target, temp in waiting.items():
                with writes(target):
                    _sync(temp)
            for target, temp in waiting.items():
                with writes(target):
                    replace(temp, target)
        finally:
            for temp in waiting.values():
                _gone(temp)
        for folder in {target.parent for target in waiting}:
            with writes(folder):
                sync_folder(folder)
            sweep_temp(folder)
        for above in {target.parent.parent for target in waiting}:
            with writes(above):
                sync_folder(above)


def write_remade(path: Path, data: bytes) -> None:
    """Write a file that can be made anew and tells whether it is whole. Raises `FileError`.

    It is not forced to the disk: after a power cut it may be torn.
    """
    with writes(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _sync(path: Path) -> None:
    handle = os.open(path, _WRITABLE)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _gone(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
