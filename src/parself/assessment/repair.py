"""Putting a damaged or hand-edited assessment right, when a person has decided how.

Whatever is replaced here is kept: a damaged file moves to ``damaged/``, a good one to the
backups.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from attrs import evolve

from parself import files, toml
from parself.assessment import evidence, form, kept, possible, store, swap
from parself.assessment.damage import ASSESSMENT, BACKUPS, Backup, read_backup
from parself.assessment.difference import Difference, differences
from parself.assessment.model import Assessment
from parself.assessment.store import Folder
from parself.errors import DamagedError, ParselfError, Problem, UsageError, say
from parself.files import BackupName, FileError
from parself.limits import TOML_BYTES
from parself.rubric.load import rubric_from_bytes

__all__ = ["Difference", "accept", "differences", "restore"]

DAMAGED: Final = "damaged"


def restore(path: Path, backup: Backup, *, now: datetime) -> Folder:
    """Make a backup the present state, as a new save, and open the folder.

    Raises `DamagedError`, `FileError`, or `RefusedError` where a registered file may be no
    evidence; after each, nothing has changed.
    """
    return _replace(path, read_backup(backup.path), now)


def accept(path: Path, *, now: datetime) -> Folder:
    """Make a file that was edited by hand the present state, as a new save, and open the folder.

    Raises `UsageError` where nothing needs it, `DamagedError` where the content cannot be
    read, does not fit its rubric or is not possible, and `FileError`; after each, nothing has
    changed.
    """
    file = path / ASSESSMENT
    data = files.read_file(file, most=TOML_BYTES)
    if toml.is_sealed(data):
        what = say("The file is as parself saved it; there is nothing to accept.")
        raise UsageError(Problem(what, files.show_path(file)))
    return _replace(path, form.parse_unsealed(data, where=files.show_path(file)), now)


def _replace(path: Path, assessment: Assessment, now: datetime) -> Folder:
    """Write a state as the newest revision; what lies there now is kept."""
    file = path / ASSESSMENT
    new = evolve(assessment, revision=_next_revision(path, assessment))
    data = form.dump(new)
    enclosed = store.read_enclosed(path)
    rubric = _rubric_of(path, new, enclosed)
    folder = store.assemble(path, new, data, {**enclosed, **rubric}, now)
    possible.refuse(folder.rubric, folder.unit, new, DamagedError)
    evidence.refuse_unfit_kinds(folder.evidence, new)
    if not rubric:
        files.write_atomic(file, data, keep=_aside(file, now))
        return folder
    if files.is_there(file):
        aside = _aside(file, now)
        files.make_folder(aside.parent)
        files.copy_durable(file, aside)
    swap.swap(path, {**rubric, ASSESSMENT: data})
    return folder


def _rubric_of(path: Path, state: Assessment, enclosed: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the rubric to be put back with a state of an earlier edition; mostly nothing."""
    with suppress(ParselfError):
        rubric = rubric_from_bytes(enclosed[store.RUBRIC], where=store.RUBRIC)
        if kept.identity_of(rubric) == state.rubric:
            return {}
    found = kept.find(path, state.rubric)
    return {store.RUBRIC: found[1]} if found is not None else {}


def _next_revision(path: Path, assessment: Assessment) -> int:
    """Return a number above that of every save: the damaged one followed the newest backup."""
    names = [BackupName.read(file.name) for file in files.entries(path / BACKUPS)]
    newest = max((name.revision for name in names if name), default=0)
    return max(assessment.revision, newest + 1) + 1


def _aside(file: Path, now: datetime) -> Path:
    """Return where the present file goes: a good one to the backups, any other aside."""
    try:
        present = read_backup(file)
    except (DamagedError, FileError):
        return file.parent / DAMAGED / f"{now:%Y-%m-%dT%H-%M-%S}-{file.name}"
    return file.parent / BACKUPS / str(BackupName(files.modified(file), present.revision))
