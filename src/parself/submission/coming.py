"""What has come: the files that are meant where a person names the folder in which they lie.

Returned parts and hand-ins are collected in folders, and a hand-in that was unpacked is one:
somebody who lost the folder works on in its ``data``, and its number is gone on from.
This module alone says what of such a folder is read.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import damage, saves
from parself.assessment.model import HandIn
from parself.assessment.store import Folder
from parself.files import FileError
from parself.limits import MANIFEST_BYTES
from parself.submission import layout

HAND_INS: Final = frozenset({".zip"})
PARTS: Final = frozenset({".zip", ".xlsx"})
_LOCK_FILE: Final = "~$"
"""Begins the name of what an office program lays beside an open workbook."""


def inside(path: Path, endings: frozenset[str]) -> tuple[Path, ...]:
    """Return what a path names: itself, or all of a folder that has come.

    Folders in which somebody works count where forms are taken, too. A folder with nothing to
    be read is returned as it is, for its reader to say what it is not.
    """
    if not path.is_dir() or _is_assessment(path):
        return (path,)
    if endings == PARTS and _is_assessment(path / damage.UNPACKED):
        return (path / damage.UNPACKED,)
    found = [one for one in files.entries(path) if _has_come(one, endings)]
    return tuple(found) or (path,)


def _has_come(path: Path, endings: frozenset[str]) -> bool:
    if path.name.startswith((".", _LOCK_FILE)):
        return False
    if path.is_dir():
        return endings == PARTS and _is_assessment(path)
    return path.suffix.casefold() in endings


def _is_assessment(path: Path) -> bool:
    return (path / damage.ASSESSMENT).exists() or (path / saves.BACKUPS).is_dir()


def last_hand_in(folder: Folder) -> HandIn | None:
    """Return the last hand-in of a folder: recorded in it, or the one it was unpacked from."""
    return folder.assessment.hand_in or _unpacked_from(folder)


def _unpacked_from(folder: Folder) -> HandIn | None:
    path = folder.path.absolute()
    if path.name != damage.UNPACKED:
        return None
    with suppress(FileError, ValueError):
        info = layout.read_bag_info(
            files.read_file(path.parent / layout.BAG_INFO, most=MANIFEST_BYTES)
        )
        manifest = files.read_file(path.parent / layout.MANIFEST, most=MANIFEST_BYTES)
        sequence = int(info.get(layout.SEQUENCE_LABEL, ""))
        is_ours = info.get(layout.NAME_LABEL) == layout.bag_name(folder.assessment, sequence)
        if is_ours and sequence > 0:
            when = files.modified(path.parent / layout.BAG_INFO)
            light = info.get(layout.EVIDENCE_LABEL) == layout.SEPARATE
            return HandIn(sequence, hashlib.sha256(manifest).hexdigest(), when, light)
    return None
