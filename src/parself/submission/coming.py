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
from parself.errors import Problem, say
from parself.files import FileError
from parself.limits import MANIFEST_BYTES
from parself.submission import layout
from parself.text import one_line
from parself.values import Frozen

HAND_INS: Final = frozenset({".zip"})
PARTS: Final = frozenset({".zip", ".xlsx"})
_LEFT_BY_SYSTEMS: Final = frozenset({"thumbs.db", "desktop.ini"})
_LOCK_FILE: Final = "~$"
"""Begins the name of what an office program lays beside an open workbook."""


class Come(Frozen):
    """What a path names: files to be read, and what lies beside them."""

    files: tuple[Path, ...]
    others: tuple[Path, ...] = ()
    """What is passed over; of a folder with nothing to be read, the folder itself."""


def sorted_out(path: Path, endings: frozenset[str]) -> Come:
    """Return what a path names: itself, or all of a folder that has come.

    Folders in which somebody works count where forms are taken, too. Raises `FileError`.
    """
    if not path.is_dir() or _is_assessment(path):
        return Come((path,))
    if endings == PARTS and _is_assessment(path / damage.UNPACKED):
        return Come((path / damage.UNPACKED,))
    entries = files.entries(path)
    found = tuple(one for one in entries if _has_come(one, endings))
    taken = frozenset(found)
    others = tuple(one for one in entries if one not in taken)
    return Come(found, others) if found else Come((), (path,))


def inside(path: Path, endings: frozenset[str]) -> tuple[Path, ...]:
    """Return what a path names to be read.

    A folder with nothing to be read is returned as it is, for its reader to say what it is not.
    """
    found = sorted_out(path, endings)
    return found.files or found.others


def is_harmless(path: Path, endings: frozenset[str]) -> bool:
    """Say whether nobody misses what is passed over.

    A system or an office program left it, or it is a folder by itself, with files of its own.
    """
    is_left = path.name.startswith((".", _LOCK_FILE)) or path.name.casefold() in _LEFT_BY_SYSTEMS
    return is_left or (path.is_dir() and bool(sorted_out(path, endings).files))


def passed_over(path: Path, endings: frozenset[str]) -> Problem:
    """Return why something in a folder is not read, and what to do where it is needed."""
    name, known = one_line(path.name), ", ".join(sorted(endings))
    if path.is_dir() and not sorted_out(path, endings).files:
        what = say("There is no file to be read ({endings}) in this folder.", endings=known)
        return Problem(what, name, say("Choose the folder in which the files lie."))
    if path.is_dir():
        what = say("A folder inside the folder is passed over.")
        return Problem(what, name, say("Choose it by itself."))
    what = say("Passed over: its name does not end in {endings}.", endings=known)
    if is_harmless(path, endings):
        return Problem(what, name)
    return Problem(what, name, say("If it was sent to you as such a file, name it by itself."))


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
            tags = files.read_file(path.parent / layout.TAG_MANIFEST, most=MANIFEST_BYTES)
            of_content, of_tags = (hashlib.sha256(one).hexdigest() for one in (manifest, tags))
            return HandIn(sequence, of_content, when, light, of_tags)
    return None
