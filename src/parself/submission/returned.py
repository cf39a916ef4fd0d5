"""A part that a department returns, read, whatever its make.

It comes as a bundle, as the folder that the department worked in, or as an Excel form. What
is unsound, or belongs to another unit, year, purpose or rubric, is refused here with the
reason. Its evidence is copied from here, too, since only this module knows where it lies.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeVar

from parself import files
from parself.assessment import evidence, possible, store
from parself.assessment.history import earlier_saves
from parself.assessment.model import Assessment, Document, Purpose
from parself.assessment.possible import FIGURES
from parself.errors import ExitCode, Message, Problem, RefusedError, say
from parself.files import Fingerprint
from parself.limits import EVIDENCE_TOTAL_MB, MIB
from parself.submission import archive, form_meaning, form_reading, layout
from parself.submission.archive import BundleError, WrongKindError
from parself.submission.bag import read_evidence
from parself.submission.intake import read_bundle
from parself.submission.landing import Outcome
from parself.submission.parting import going_on, origin
from parself.submission.payload import as_handed_in
from parself.text import one_line
from parself.values import Frozen, evolve

T = TypeVar("T")

_OTHER_WORKBOOKS: Final = frozenset({".xls", ".xlsb", ".ods", ".et", ".csv", ".pdf"})


class MisfitError(BundleError):
    """The part is sound in itself, but not one of this assessment."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, outcome: Outcome, problem: Problem) -> None:
        super().__init__(problem)
        self.outcome = outcome


class Returned(Frozen):
    """A part that was read and passed its own checks."""

    path: Path
    part: Assessment
    sequence: int | None = None
    """Of a bundle; None of a folder or a form."""
    folder: str = ""
    """Of a bundle in its archive."""
    faults: tuple[Problem, ...] = ()
    """Rows of a form that could not be used; they stand in it as they were given out."""
    notes: tuple[Message, ...] = ()


def read_part(folder: store.Folder, path: Path) -> Returned:
    """Read a part of any make. Raises `BundleError` where it is unsound or does not belong here.

    Rows and shared figures that are not possible are left out, whatever the make, and told.
    """
    with archive.judged_apart(path):
        return _possible(folder, _read(folder, path))


def _read(folder: store.Folder, path: Path) -> Returned:
    if path.is_dir():
        return _fitting(folder, _of_folder(path))
    if form_reading.is_workbook(path):
        return _of_form(folder, path)
    if path.suffix.casefold() in _OTHER_WORKBOOKS:
        what = say("The form was saved as “{ending}”, which is not read.", ending=path.suffix)
        todo = say("Open it, save it as .xlsx, and join that file.")
        raise WrongKindError(Problem(what, one_line(path.name), todo))
    bundle = read_bundle(path, layout.PART)
    came = Returned(path, bundle.assessment, bundle.sequence, bundle.folder, notes=bundle.notes)
    return _fitting(folder, came)


def _possible(folder: store.Folder, returned: Returned) -> Returned:
    """Return the part without impossible rows and figures, which are told as faults."""
    read, head = returned.part, returned.part.part
    if head is None:
        return returned
    found = possible.problems(folder.rubric, folder.unit, read)
    # Rows that are not the department's are left out anyway.
    refused = {key: p for key, p in found.items() if key in head.rows or key.startswith(FIGURES)}

    def kept(of_part: Mapping[str, T], prefix: str = "") -> dict[str, T]:
        return {key: value for key, value in of_part.items() if f"{prefix}{key}" not in refused}

    part = evolve(
        read,
        answers=kept(read.answers),
        figures=kept(read.figures, FIGURES),
        part=evolve(head, rows=kept(head.rows), figures=kept(head.figures, FIGURES)),
    )
    faults = (problem for of_key in refused.values() for problem in of_key)
    return evolve(returned, part=part, faults=(*returned.faults, *faults))


def _of_folder(path: Path) -> Returned:
    opened = store.look(path)
    if opened.assessment.part is None:
        what = say("The folder is an assessment, but not a department's part.")
        raise WrongKindError(Problem(what, files.show_path(path), _ASK))
    try:
        evidence.refuse_unfit_kinds(opened.evidence, opened.assessment)
    except RefusedError as error:
        raise archive.UnsafeBundleError(*error.problems) from None
    # Where the department stands in its work is no news.
    earlier = (save.assessment for save in earlier_saves(opened) if save.assessment)
    return Returned(path, going_on(as_handed_in(opened.assessment), earlier))


def _of_form(folder: store.Folder, path: Path) -> Returned:
    sheet = form_reading.read_sheet(path)
    _fitting(folder, Returned(path, sheet.part))
    prefix = origin(folder.rubric, sheet.part.part.department if sheet.part.part else "")
    part, faults = form_meaning.understand(sheet, folder.rubric, folder.unit, prefix=prefix)
    return Returned(path, part, faults=faults, notes=sheet.notes)


_ASK: Final = say("Ask the department for its part.")


def _fitting(folder: store.Folder, returned: Returned) -> Returned:
    """Return the part where it belongs to this assessment. Raises `MisfitError`."""
    misfit = _misfit(folder, returned.part)
    if misfit is not None:
        outcome, what, todo = misfit
        raise MisfitError(outcome, Problem(what, one_line(returned.path.name), todo))
    return returned


def _misfit(folder: store.Folder, part: Assessment) -> tuple[Outcome, Message, Message] | None:
    ours = folder.assessment
    if part.purpose is not ours.purpose:
        return Outcome.WRONG_PURPOSE, _PURPOSES[part.purpose], _ASK
    if part.unit != ours.unit:
        what = say("The part is of unit “{theirs}”, this assessment of “{ours}”.")
        told = Message(what.id, {"theirs": part.unit, "ours": ours.unit})
        return Outcome.WRONG_UNIT, told, _ASK
    if part.year != ours.year:
        what = say("The part is of {theirs:none}, this assessment of {ours:none}.")
        told = Message(what.id, {"theirs": part.year, "ours": ours.year})
        return Outcome.WRONG_YEAR, told, _ASK
    again = say("Give the part out again, with what it holds.")
    if part.rubric.scoring_hash != ours.rubric.scoring_hash:
        what = say("The part was given out with another rubric or another edition of it.")
        return Outcome.WRONG_RUBRIC, what, again
    department = part.part.department if part.part else ""
    rows = set(part.part.rows) if part.part else set()
    if not rows <= folder.rubric.rows.keys():
        what = say("The part names rows that the rubric here does not have.")
        return Outcome.WRONG_RUBRIC, what, again
    if folder.rubric.department(department) is None or not rows:
        what = say("The rubric here has no department “{department}”.", department=department)
        return Outcome.WRONG_KIND, what, _ASK
    return None


_PURPOSES: Final[Mapping[Purpose, Message]] = {
    Purpose.PRACTICE: say("The part is a practice one, this assessment is real."),
    Purpose.REAL: say("The part is a real one, this assessment is for practice."),
}


def copy_evidence(
    folder: store.Folder, returned: Returned, joined: Assessment, names: Mapping[str, str]
) -> tuple[Assessment, tuple[str, ...]]:
    """Copy the files that a part brought; return the register with the names they got."""
    documents, missing = [], []
    files.make_folder(folder.evidence)
    for document in joined.documents:
        if document.stored_name in names:
            theirs, target = names[document.stored_name], folder.evidence / document.stored_name
            if files.fingerprint(target) not in {None, document.fingerprint}:
                target = files.free_name(target)
                document = evolve(document, stored_name=target.name)
            if not _copied(target, returned, document, theirs):
                missing.append(document.original_name or document.title or document.id)
        documents.append(document)
    return evolve(joined, documents=tuple(documents)), tuple(missing)


def _copied(target: Path, returned: Returned, document: Document, theirs: str) -> bool:
    """Copy one file; return False where the part lacks it or holds another one."""
    if files.fingerprint(target) == document.fingerprint:
        return True
    try:
        with files.writing(target) as stream:
            if returned.sequence is not None:
                chunks = read_evidence(returned.path, returned.folder, theirs)
            else:
                file = returned.path / store.EVIDENCE / theirs
                chunks = files.read_chunks(file, most=EVIDENCE_TOTAL_MB * MIB)
            found = Fingerprint.of(chunks, into=stream)
            if found != document.fingerprint:
                what = say("The file changed on the way.")
                raise archive.DamagedBundleError(Problem(what, theirs))
    except (BundleError, files.MissingFileError):
        return False
    return True
