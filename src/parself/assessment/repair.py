"""Putting a damaged or hand-edited assessment right, when a person has decided how.

Whatever is replaced here is kept: a damaged file moves to ``damaged/``, a good one to the
backups.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from parself import files, toml
from parself.assessment import beside, evidence, form, kept, possible, store, swap
from parself.assessment.beside import BesideError
from parself.assessment.damage import ASSESSMENT
from parself.assessment.model import Assessment
from parself.assessment.saves import BACKUPS, EarlierSave, read_save
from parself.assessment.store import Folder
from parself.errors import DamagedError, ParselfError, Problem, UsageError, say
from parself.files import BackupName, FileError
from parself.limits import TOML_BYTES
from parself.rubric.identity import identity_of
from parself.rubric.load import roster_from_bytes, rubric_from_bytes
from parself.rubric.model import Rubric
from parself.values import evolve


def titles_of(path: Path, unit: str) -> tuple[Rubric | None, tuple[str, ...]]:
    """Return the rubric and the sub-units by whose titles the entries of a folder are told.

    What cannot be read of them is left out: the folder is damaged, and has to be looked at.
    """
    rubric: Rubric | None = None
    sub_units: tuple[str, ...] = ()
    with suppress(ParselfError, KeyError):
        present = beside.read(path)
        rubric = rubric_from_bytes(present[beside.RUBRIC], where=beside.RUBRIC)
        roster = roster_from_bytes(present[beside.ROSTER], where=beside.ROSTER)
        sub_units = next((one.sub_units for one in roster.units if one.code == unit), ())
    return rubric, sub_units


def names_of(path: Path) -> dict[str, str]:
    """Return the names behind the codes in the files beside an assessment, or in a round."""
    names: dict[str, str] = {}
    present = beside.read(path)
    with suppress(ParselfError, KeyError):
        roster = roster_from_bytes(present[beside.ROSTER], where=beside.ROSTER)
        names |= {unit.code: unit.short for unit in roster.units}
    with suppress(ParselfError, KeyError):
        rubric = rubric_from_bytes(present[beside.RUBRIC], where=beside.RUBRIC)
        names |= {one.id: one.title for one in rubric.departments}
        names |= {one.id: one.title for one in rubric.figures}
    return names


def restore(path: Path, backup: EarlierSave, *, now: datetime) -> Folder:
    """Make a backup the present state, as a new save, and open the folder.

    Raises `DamagedError`, `FileError`, or `RefusedError` where a registered file may be no
    evidence; after each, nothing has changed.
    """
    return _replace(path, read_save(backup.path), now)


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


def restore_beside(path: Path, error: BesideError, *, now: datetime) -> Folder:
    """Put the good copies of the files beside an assessment back, and open the folder.

    Raises `error` where a copy is missing, and `FileError`.
    """
    if not error.can_be_restored:
        raise error
    beside.put_back(path, error, now=now)
    return store.load(path)


def accept_beside(path: Path, error: BesideError, *, now: datetime) -> Folder:
    """Go on with the files beside an assessment as they lie there, as a new save.

    A file that is lost and can be done without is left out; it goes to ``damaged/``. Raises
    `error` where one cannot be done without, and `FileError`.
    """
    if not error.can_be_accepted:
        raise error
    beside.set_aside(path, error, now=now)
    changed = {finding.name: b"" for finding in error.findings if finding.is_lost}
    for finding in error.findings:
        if finding.name == beside.PAST and not finding.is_lost:
            past = form.parse_past(finding.present or b"", where=finding.name)
            changed[finding.name] = form.dump_past(past)
    return _write(path, read_save(path / ASSESSMENT), changed, now)


def _replace(path: Path, state: Assessment, now: datetime) -> Folder:
    """Write a state as the newest revision, with the files that belong to it."""
    present = beside.read(path)
    changed = kept.belonging(path, state, present)
    changed |= _rubric_of(path, state, swap.applied(present, changed))
    return _write(path, state, changed, now)


def _write(path: Path, state: Assessment, changed: Mapping[str, bytes], now: datetime) -> Folder:
    """Write a state as the newest revision together with the files that change; keep the old."""
    file = path / ASSESSMENT
    enclosed = swap.applied(beside.read(path), changed)
    # Above that of every save: the damaged one followed the newest backup.
    names = (BackupName.read(one.name) for one in files.entries(path / BACKUPS))
    revision = max(state.revision, 1 + max((one.revision for one in names if one), default=0)) + 1
    new = evolve(state, revision=revision, beside=beside.hashes(enclosed))
    data = form.dump(new)
    folder = store.assemble(path, new, data, enclosed, now)
    possible.refuse(folder.rubric, folder.unit, new, DamagedError)
    evidence.refuse_unfit_kinds(folder.evidence, new)
    if not changed:
        files.write_atomic(file, data, keep=_aside(file, now))
        return folder
    if files.is_there(file):
        aside = _aside(file, now)
        files.make_folder(aside.parent)
        files.copy_durable(file, aside)
    kept.keep(path, enclosed)
    swap.swap(path, {**changed, ASSESSMENT: data})
    return folder


def _rubric_of(path: Path, state: Assessment, present: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the rubric of a state whose very file is gone, where the present one is another."""
    with suppress(ParselfError, KeyError):
        rubric = rubric_from_bytes(present[beside.RUBRIC], where=beside.RUBRIC)
        if identity_of(rubric) == state.rubric:
            return {}
    found = kept.find(path, state.rubric)
    return {beside.RUBRIC: found[1]} if found is not None else {}


def _aside(file: Path, now: datetime) -> Path:
    """Return where the present file goes: a good one to the backups, any other aside."""
    try:
        present = read_save(file)
    except (DamagedError, FileError):
        return beside.aside(file, now)
    return file.parent / BACKUPS / str(BackupName(files.modified(file), present.revision))
