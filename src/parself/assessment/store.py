"""The folder that holds one assessment: making, opening and saving it.

``assessment.toml`` is the truth; beside it lie the rubric, the roster and the standings
as they were when it began, what is known of last year, the evidence and earlier good
saves. A folder can be copied to a stick and opened anywhere. A damaged file is never
overwritten here, and neither is one that somebody else saved meanwhile.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from parself import files, toml
from parself.assessment import beside, form, kept, received, swap
from parself.assessment.beside import PAST, ROSTER, RUBRIC, STANDINGS
from parself.assessment.damage import ASSESSMENT, absent, judge
from parself.assessment.form import NewerFormatError, dump, parse
from parself.assessment.model import Assessment, Document, Past
from parself.assessment.saves import BACKUPS, Occasion
from parself.errors import DamagedError, Message, ParselfError, Problem, RefusedError, say
from parself.files import BackupName, FileError, Fingerprint, MissingFileError, UnconfirmedError
from parself.limits import EVIDENCE_TOTAL_MB, MIB, TOML_BYTES
from parself.rubric.identity import identity_of
from parself.rubric.load import roster_from_bytes, rubric_from_bytes, standings_from_bytes
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster, Standings, Unit
from parself.values import Frozen, evolve

EVIDENCE: Final = "evidence"


class Folder(Frozen):
    """An assessment's folder as it was last read or written."""

    path: Path
    assessment: Assessment
    rubric: Rubric
    roster: Roster
    standings: Standings | None
    past: Past | None
    unit: Unit
    fingerprint: Fingerprint
    """Of ``assessment.toml``, to notice what others write."""
    saved: datetime
    """When that content was saved, in local time."""
    enclosed: Mapping[str, bytes]
    """The files beside the assessment by name, so that it can be saved elsewhere when its
    own disk is gone."""
    received: bytes | None = None
    """The result of the province that was received last; None where it is not there."""

    @property
    def evidence(self) -> Path:
        """Where the copies of evidence lie."""
        return self.path / EVIDENCE


class MisfitError(DamagedError):
    """The files of the folder do not belong together."""


class RubricChangedError(MisfitError):
    """The rubric beside the assessment is not the one that was answered.

    Most likely somebody edited it by hand, or copied another one over it.
    """

    def __init__(self, assessment: Assessment, *problems: Problem) -> None:
        super().__init__(*problems)
        self.assessment = assessment


class ChangedOnDiskError(RefusedError):
    """Somebody else saved this assessment meanwhile; nothing was written."""


class UnconfirmedSaveError(UnconfirmedError):
    """The save is in place, but the disk did not confirm it. Go on from `folder`."""

    def __init__(self, folder: Folder, *problems: Problem) -> None:
        super().__init__(*problems)
        self.folder = folder


def create(path: Path, assessment: Assessment, enclosed: Mapping[str, bytes]) -> Folder:
    """Make a folder for a new assessment; `enclosed` are the files beside it, by name.

    Raises `OccupiedError` where there is something already, `MisfitError` where the parts
    do not belong together, and `FileError`; after each, nothing is left behind.
    """
    sealed = evolve(assessment, beside=beside.hashes(enclosed))
    data = dump(sealed)
    folder = assemble(path, sealed, data, enclosed, datetime.now())
    with files.new_folder(path):
        for name, content in enclosed.items():
            files.write_atomic(path / name, content)
        files.make_folder(folder.evidence)
        kept.keep(path, enclosed)
        # Last: its presence makes the folder an assessment.
        files.write_atomic(path / ASSESSMENT, data)
    return folder


def load(path: Path) -> Folder:
    """Open an assessment's folder, and put right what cut-short writes left in it.

    Raises `NoAssessmentError`, `DamagedAssessmentError`, `HandEditedError`,
    `NewerFormatError`, `MisfitError`, `BesideError` or `FileError`; errors in the rubric
    beside it are those of `parself.rubric.load`.
    """
    for folder in (path, path / EVIDENCE, path / BACKUPS):
        files.sweep_temp(folder)
    swap.finish(path, lambda contents: _read(path, contents))
    return _read(path, {})


def look(path: Path) -> Folder:
    """Read somebody else's folder: nothing in it is written. Errors are those of `load`."""
    return _read(path, swap.pending(path))


def is_sound(path: Path) -> bool:
    """Say whether the files of a folder are as they were last written, without opening it."""
    try:
        decided = swap.pending(path)
        data = decided.get(ASSESSMENT) or files.read_file(path / ASSESSMENT, most=TOML_BYTES)
        known = toml.read(data, where=ASSESSMENT).table.get("beside")
        enclosed = swap.applied(beside.read(path), decided)
        told = known if isinstance(known, dict) else {}
        beside.refuse_strangers(path, told, enclosed, lambda _name, _sha: None)
    except ParselfError:
        return False
    return toml.is_sealed(data)


def _read(path: Path, decided: Mapping[str, bytes]) -> Folder:
    """Read a folder; what a change has `decided` counts in place of the files that are there."""
    file = path / ASSESSMENT
    where = files.show_path(file)
    try:
        data = decided.get(ASSESSMENT) or files.read_file(file, most=TOML_BYTES)
        saved = datetime.now() if ASSESSMENT in decided else files.modified(file)
    except MissingFileError as error:
        raise absent(path) from error
    try:
        assessment = parse(data, where=where)
    except NewerFormatError:
        raise
    except DamagedError as error:
        raise judge(path, data, error) from error
    return assemble(path, assessment, data, swap.applied(beside.read(path), decided), saved)


def assemble(
    path: Path,
    assessment: Assessment,
    data: bytes,
    enclosed: Mapping[str, bytes],
    saved: datetime,
) -> Folder:
    """Put the parts of a folder together; `data` is the assessment's file.

    Raises `MisfitError` where the parts do not belong together, `BesideError` where a file is
    not the one that the assessment knows.
    """

    def where(name: str) -> str:
        return files.show_path(path / name)

    def refuse_others() -> None:
        copy_of = partial(kept.copy_of, path)
        beside.refuse_strangers(path, assessment.beside, enclosed, copy_of)

    if RUBRIC not in enclosed:
        what = say("The file is gone.")
        raise MissingFileError(Problem(what, where(RUBRIC), say("Put the rubric back.")))
    if not enclosed[RUBRIC].strip():
        # An emptied rubric is nobody's edit: its faults are not worth telling.
        refuse_others()
    rubric = rubric_from_bytes(enclosed[RUBRIC], where=where(RUBRIC))
    _refuse_changed_rubric(assessment, rubric, where(RUBRIC))
    _refuse_misfits(assessment, rubric, where=where(ASSESSMENT))
    refuse_others()
    roster = roster_from_bytes(enclosed[ROSTER], where=where(ROSTER))
    standings = None
    if STANDINGS in enclosed:
        data_ = enclosed[STANDINGS]
        standings = standings_from_bytes(data_, where=where(STANDINGS), roster=roster)
    return Folder(
        path=path,
        assessment=assessment,
        rubric=rubric,
        roster=roster,
        standings=standings,
        past=form.parse_past(enclosed[PAST], where=where(PAST)) if PAST in enclosed else None,
        unit=_unit(roster, assessment.unit, where(ROSTER)),
        fingerprint=Fingerprint.of([data]),
        saved=saved.replace(microsecond=0),
        enclosed=enclosed,
        received=received.read(path, assessment.returned),
    )


def _unit(roster: Roster, code: str, where: str) -> Unit:
    unit = roster.unit(code)
    if unit is None:
        what = say("The unit “{code}” is not in the roster.", code=code)
        todo = say("Known units: {codes}.", codes=", ".join(u.code for u in roster.units[:20]))
        raise MisfitError(Problem(what, where, todo))
    return unit


def _refuse_changed_rubric(assessment: Assessment, rubric: Rubric, where: str) -> None:
    """Raise `RubricChangedError` where another rubric was answered; wording may differ."""
    answered = assessment.rubric
    if answered == identity_of(rubric):
        return
    what = say(
        "The rubric beside the assessment is not the one that was answered ({id}, edition"
        " {edition}): somebody changed or replaced it. The answers are untouched.",
        id=answered.id,
        edition=answered.edition,
    )
    todo = say("Put the rubric back, or take the assessment over into the changed one.")
    raise RubricChangedError(assessment, Problem(what, where, todo))


def _refuse_misfits(assessment: Assessment, rubric: Rubric, *, where: str) -> None:
    """Raise `MisfitError`, naming every row and shared figure that the rubric does not have."""
    id_, edition = assessment.rubric.id, assessment.rubric.edition
    misfits: list[tuple[Message, str]] = []
    if (id_, edition) != (rubric.id, rubric.edition):
        what = say(
            "The assessment was made for rubric {id}, edition {edition}.", id=id_, edition=edition
        )
        misfits.append((what, "rubric"))
    unknown_row = say("The rubric has no such row.")
    misfits += [(unknown_row, f"answers.{row}") for row in assessment.answers.keys() - rubric.rows]
    misfits += [(unknown_row, f"tasks.{row}") for row in assessment.tasks.keys() - rubric.rows]
    misfits += [(unknown_row, f"replies.{row}") for row in assessment.replies.keys() - rubric.rows]
    unknown_figure = say("The rubric has no such shared figure.")
    figures = {figure.id for figure in rubric.figures}
    misfits += [(unknown_figure, f"figures.{key}") for key in assessment.figures.keys() - figures]
    if misfits:
        todo = say("Take rubric.toml and assessment.toml from the same folder.")
        raise MisfitError(*(Problem(what, f"{where}, {key}", todo) for what, key in misfits))


def save(folder: Folder, assessment: Assessment, *, now: datetime) -> Folder:
    """Write the assessment as the folder's next revision and return the folder as it now is.

    `now` is local time. What was there becomes a backup. Raises `ChangedOnDiskError`,
    `UnstorableError`, `MisfitError` and `FileError`, after each of which the file is as it
    was; `UnconfirmedSaveError`, which carries the folder to go on from.
    """
    file, last = folder.path / ASSESSMENT, folder.assessment
    new = evolve(assessment, revision=last.revision + 1, beside=last.beside)
    _refuse_misfits(new, folder.rubric, where=files.show_path(file))
    data = dump(new)
    found = files.fingerprint(file)
    if found is not None and found != folder.fingerprint:
        what = say("Not saved: somebody else has saved this assessment meanwhile.")
        todo = say("Save elsewhere, then compare the two.")
        raise ChangedOnDiskError(Problem(what, files.show_path(file), todo))
    moment, content = now.replace(microsecond=0), Fingerprint.of([data])
    saved = evolve(folder, assessment=new, fingerprint=content, saved=moment)
    try:
        files.write_atomic(file, data, keep=_backup_path(folder))
    except UnconfirmedError as error:
        raise UnconfirmedSaveError(saved, *error.problems) from error
    files.rotate(folder.path / BACKUPS)
    return saved


def is_rubric_touched(folder: Folder) -> bool:
    """Say whether somebody changed or took away the rubric since the folder was opened."""
    try:
        present = files.fingerprint(folder.path / RUBRIC)
    except FileError:
        # What cannot be looked at is told when it is opened.
        return False
    return present != Fingerprint.of([folder.enclosed[RUBRIC]])


def _backup_path(folder: Folder, tag: str = "") -> Path:
    name = BackupName(folder.saved, folder.assessment.revision, tag)
    return folder.path / BACKUPS / str(name)


def keep(folder: Folder, occasion: Occasion) -> Path:
    """Make a backup of the last save that is kept for good. Raises `FileError`."""
    target = _backup_path(folder, occasion.value)
    files.make_folder(target.parent)
    files.write_atomic(target, dump(folder.assessment))
    return target


def save_past(folder: Folder, past: Past) -> Folder:
    """Write what is known of last year beside the assessment. Raises `FileError`."""
    data = form.dump_past(past)
    kept.keep(folder.path, {PAST: data})
    files.write_atomic(folder.path / PAST, data)
    return evolve(folder, past=past, enclosed={**folder.enclosed, PAST: data})


def save_copy(
    folder: Folder, assessment: Assessment, path: Path
) -> tuple[Folder, tuple[Document, ...]]:
    """Save the assessment in a new folder elsewhere, with all that belongs to it.

    Works when the old folder is gone; also returned is the evidence that could not come along.
    Errors are those of `create`.
    """
    new = evolve(assessment, revision=folder.assessment.revision + 1)
    copy = create(path, new, folder.enclosed)
    if new.returned is not None and folder.received is not None:
        received.keep(path, new.returned, folder.received)
        copy = evolve(copy, received=folder.received)
    return copy, copy_evidence(folder, copy)


def copy_evidence(source: Folder, target: Folder) -> tuple[Document, ...]:
    """Copy the files of the documents registered in `target`; return those that were not there."""
    missing = []
    for document in (one for one in target.assessment.documents if one.stored_name):
        name = document.stored_name
        try:
            files.copy_durable(
                source.evidence / name, target.evidence / name, most=EVIDENCE_TOTAL_MB * MIB
            )
        except FileError:
            missing.append(document)
    return tuple(missing)
