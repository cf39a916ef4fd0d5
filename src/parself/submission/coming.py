"""What has come: the files that are meant where a person names the folder in which they lie.

Returned parts and hand-ins are collected in folders, and a hand-in that was unpacked is one.
This module alone says what of such a folder is read.
"""

from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import damage, saves

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
