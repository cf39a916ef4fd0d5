"""The folder of an assessment brought to another edition of its rubric, or back to its own.

What was there is kept among the backups, for good. Whatever happens in between, the folder
is wholly in one edition or in the other (`parself.assessment.swap`).
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from parself import files
from parself.assessment import beside, form, kept, store, swap
from parself.assessment.beside import RUBRIC
from parself.assessment.damage import ASSESSMENT, absent
from parself.assessment.model import Assessment
from parself.assessment.saves import BACKUPS, Occasion, read_save
from parself.assessment.store import Folder
from parself.errors import ParselfError, Problem, UsageError, say
from parself.files import BackupName
from parself.limits import TOML_BYTES
from parself.rubric.identity import RubricIdentity, identity_of
from parself.rubric.load import rubric_from_bytes
from parself.rubric.model import Rubric
from parself.values import Frozen, evolve


class Present(Frozen):
    """A folder as it lies on the disk, whether or not its rubric is the one answered."""

    path: Path
    assessment: Assessment
    data: bytes
    """Of the assessment's file."""
    enclosed: Mapping[str, bytes]
    answered: Rubric | None
    """The rubric that was answered; None where no copy of it is left."""
    folder: Folder | None
    """None where the rubric beside the assessment is another one."""
    backup: str
    """Name of the backup that a change of edition makes."""


def present(path: Path) -> Present:
    """Read a folder for a change of edition. Errors are those of `store.load`, but for
    `RubricChangedError`."""
    try:
        folder = store.load(path)
    except store.RubricChangedError as error:
        held, assessment = None, error.assessment
        answered, _data = kept.find(path, assessment.rubric) or (None, b"")
    else:
        held, assessment = folder, folder.assessment
        answered = folder.rubric
    data = files.read_file(path / ASSESSMENT, most=TOML_BYTES)
    saved = files.modified(path / ASSESSMENT).replace(microsecond=0)
    backup = str(BackupName(saved, assessment.revision, Occasion.MIGRATION.value))
    enclosed = beside.read(path)
    return Present(path, assessment, data, enclosed, answered, held, backup)


def as_answered(before: Present) -> Folder | None:
    """Return the folder with the rubric that was answered; None where no copy is left."""
    if before.folder is not None:
        return before.folder
    found = kept.find(before.path, before.assessment.rubric)
    if found is None:
        return None
    enclosed = {**before.enclosed, RUBRIC: found[1]}
    saved = files.modified(before.path / ASSESSMENT)
    return store.assemble(before.path, before.assessment, before.data, enclosed, saved)


def assembled(
    before: Present, assessment: Assessment, changed: Mapping[str, bytes], now: datetime
) -> tuple[Folder, bytes]:
    """Return the folder as it would be, and the bytes of its assessment. Nothing is written.

    Errors are those of `store.assemble` and `form.dump`.
    """
    enclosed = swap.applied(before.enclosed, changed)
    revision, hashes = before.assessment.revision + 1, beside.hashes(enclosed)
    new = evolve(assessment, revision=revision, edited=now, beside=hashes)
    data = form.dump(new)
    return store.assemble(before.path, new, data, enclosed, now), data


def replace(
    before: Present, assessment: Assessment, changed: Mapping[str, bytes], *, now: datetime
) -> Folder:
    """Write an assessment together with the files beside it that change; return the folder.

    `changed` holds contents by name; an empty one takes its file away. The caller holds the
    lock. Raises `ChangedOnDiskError`, what `assembled` and `swap.swap` raise.
    """
    folder, data = assembled(before, assessment, changed, now)
    if files.fingerprint(before.path / ASSESSMENT) != files.Fingerprint.of([before.data]):
        what = say("Nothing was changed: somebody else has saved this assessment meanwhile.")
        todo = say("Look at the preview again.")
        raise store.ChangedOnDiskError(Problem(what, files.show_path(before.path), todo))
    backup = before.path / BACKUPS / before.backup
    files.make_folder(backup.parent)
    files.write_atomic(backup, before.data)
    for name in changed.keys() & before.enclosed:
        files.write_atomic(backup.with_suffix(f".{name}"), before.enclosed[name])
    kept.keep(before.path, folder.enclosed)
    swap.swap(before.path, {**changed, ASSESSMENT: data})
    return folder


def require_assessment(path: Path) -> None:
    """Raise the error of `store.load` where the folder holds no assessment."""
    if not files.is_there(path / ASSESSMENT):
        raise absent(path)


def concerns_rubric(path: Path, error: ParselfError) -> bool:
    """Return whether a folder does not open because of its rubric."""
    name = files.show_path(path / RUBRIC)
    return any(problem.where.startswith(name) for problem in error.problems)


def restore_rubric(path: Path, *, now: datetime) -> Folder:
    """Put the rubric that was answered back beside the assessment; the present one goes aside.

    Raises `UsageError` where nothing needs it or no copy is left, and `FileError`.
    """
    answered = read_save(path / ASSESSMENT).rubric
    found = kept.find(path, answered)
    if _is_good(path, answered):
        what = say("The rubric is the one that was answered; there is nothing to put back.")
        raise UsageError(Problem(what, files.show_path(path / RUBRIC)))
    if found is None:
        what = say(
            "No copy of rubric {id}, edition {edition}, is left here.",
            id=answered.id,
            edition=answered.edition,
        )
        todo = say(
            "Copy rubric.toml out of the last hand-in, or migrate to the rubric that is there."
        )
        raise UsageError(Problem(what, files.show_path(path), todo))
    files.write_atomic(path / RUBRIC, found[1], keep=beside.aside(path / RUBRIC, now))
    return store.load(path)


def _is_good(path: Path, answered: RubricIdentity) -> bool:
    with suppress(ParselfError):
        data = files.read_file(path / RUBRIC, most=TOML_BYTES)
        return answered == identity_of(rubric_from_bytes(data, where=RUBRIC))
    return False
