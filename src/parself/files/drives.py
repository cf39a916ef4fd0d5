"""Removable drives of this machine: where a stick shows up, and reading what is really on it."""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

_REMOVABLE: Final = 2
"""What Windows calls a drive whose medium can be taken out."""
_FIXED: Final = 3
_NETWORK: Final = 4
_MOUNTS: Final = ("/media", "/run/media", "/Volumes")


def removable_drives() -> tuple[Path, ...]:
    """Return the folders at which removable drives are mounted now, by name."""
    return tuple(sorted({*_windows_drives({_REMOVABLE}), *_mounted(map(Path, _MOUNTS))}))


def all_drives() -> tuple[Path, ...]:
    """Return the places to look for files, by name: Windows drives, or mounted sticks."""
    here = _windows_drives({_REMOVABLE, _FIXED, _NETWORK})
    return tuple(sorted({*here, *_mounted(map(Path, _MOUNTS))}))


def is_removable(path: Path) -> bool:
    """Say whether a path lies on one of the removable drives."""
    here = path.absolute()
    return any(here.is_relative_to(drive) for drive in removable_drives())


class Room(NamedTuple):
    """How much a drive holds, in bytes."""

    size: int
    free: int


def room_on(drive: Path) -> Room | None:
    """Return the size and the free space of a drive; None where it does not say."""
    with suppress(OSError):
        found = shutil.disk_usage(drive)
        return Room(found.total, found.free)
    return None


def _windows_drives(kinds: Collection[int]) -> Iterator[Path]:
    """Yield the roots of drives of some kinds; nothing on other systems."""
    import ctypes

    system = getattr(ctypes, "windll", None)
    if system is None:
        return
    present = system.kernel32.GetLogicalDrives()
    for number in range(26):
        root = f"{chr(ord('A') + number)}:\\"
        if present >> number & 1 and system.kernel32.GetDriveTypeW(root) in kinds:
            yield Path(root)


def _mounted(roots: Iterator[Path]) -> Iterator[Path]:
    """Yield the mounts below some folders: there directly, or one folder a person below."""
    for root in roots:
        for path in _folders(root):
            if path.is_mount():
                yield path
            yield from (inner for inner in _folders(path) if inner.is_mount())


def _folders(path: Path) -> list[Path]:
    with suppress(OSError):
        return [entry for entry in path.iterdir() if entry.is_dir()]
    return []


def forget_cached(path: Path) -> None:
    """Ask the system to read a file from its drive next time, and not from memory."""
    advise = getattr(os, "posix_fadvise", None)
    # Some drives know no such wish; then the cache is read, as it always was.
    with suppress(OSError):
        if advise is not None:
            with path.open("rb") as stream:
                advise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
