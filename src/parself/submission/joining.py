"""Joining what a department returns: looked at first, then landed as one step.

A part comes as a bundle, as the folder that the department worked in, or as an Excel form;
all three end in the same comparison (`merging`). Nothing is written before a person has
seen what would change. Then evidence is copied, the last save is kept for good, the
assessment is saved, and the ledger gets its line: after a crash in between, joining the
same file again completes what was begun.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from attrs import evolve, field, frozen

from parself import files
from parself.assessment import damage, store
from parself.assessment.model import Assessment, Document, Purpose
from parself.errors import Message, ParselfError, Problem, RefusedError, say
from parself.files import Fingerprint
from parself.limits import EVIDENCE_TOTAL_MB, MIB
from parself.submission import form_meaning, form_reading, layout, parts_ledger
from parself.submission.archive import BundleError, DamagedBundleError, WrongKindError
from parself.submission.bag import open_bag, read_payload
from parself.submission.intake import read_bundle
from parself.submission.landing import Outcome
from parself.submission.merging import Choice, Merge, Merged, Order, apply, merge, take_back
from parself.submission.parting import answer_hash, origin, rows_of
from parself.submission.parts_ledger import Entry, Event, Ledger
from parself.text import one_line

_MOST_NAMES: Final = 100
"""Characters kept of the names of who filled a part in."""
_OTHER_WORKBOOKS: Final = frozenset({".xls", ".xlsb", ".ods", ".et", ".csv", ".pdf"})
A_PART: Final = say("This is a department's part itself; parts are joined at the unit's own desk.")


@frozen
class Returned:
    """A part that was found sound in itself."""

    path: Path
    part: Assessment
    digest: str
    sequence: int | None = None
    is_bundle: bool = False
    faults: tuple[Problem, ...] = ()
    """Rows of a form that could not be used; they stand in it as they were given out."""
    notes: tuple[Message, ...] = ()


@frozen
class Preview:
    """What a file would change; nothing was written."""

    path: Path
    outcome: Outcome
    reasons: tuple[Problem, ...]
    department: str = ""
    returned: Returned | None = None
    merge: Merge | None = None
    is_first: bool = True
    """Whether nothing of this department was joined before."""

    @property
    def faults(self) -> tuple[Problem, ...]:
        """The rows of a form that could not be used."""
        return self.returned.faults if self.returned else ()

    @property
    def notes(self) -> tuple[Message, ...]:
        """What else is to be told."""
        merged = self.merge.notes if self.merge else ()
        return (*(self.returned.notes if self.returned else ()), *merged)


@frozen
class Joined:
    """What became of one file."""

    folder: store.Folder
    preview: Preview
    outcome: Outcome
    landed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Rows in conflict that nobody has decided; they stayed as they were."""
    missing: tuple[str, ...] = field(factory=tuple)
    """Documents whose file did not come along."""


@frozen
class Undone:
    """A landing that was taken back."""

    folder: store.Folder
    entry: Entry
    rows: tuple[str, ...]
    kept: tuple[str, ...]
    """Rows that were changed since and stay."""


def preview(folder: store.Folder, path: Path, ledger: Ledger) -> Preview:
    """Say what a file would change in the assessment as it now is. Raises nothing for bad files."""
    try:
        return _preview(folder, path, ledger)
    except BundleError as error:
        return Preview(path, error.outcome, error.problems)
    except ParselfError as error:
        return Preview(path, Outcome.DAMAGED, error.problems)


def _preview(folder: store.Folder, path: Path, ledger: Ledger) -> Preview:
    returned = _read(folder, path)
    if isinstance(returned, Preview):
        return returned
    department = returned.part.part.department if returned.part.part else ""
    order = ledger.order(department, returned.sequence, returned.digest)
    found = merge(
        folder.assessment,
        returned.part,
        rows=rows_of(folder.rubric, department),
        history=ledger.history(department),
        order=order,
    )
    is_first = not ledger.of(department, Event.JOINED)
    outcome = _outcome(found, order, is_first=is_first)
    reason = Problem(_REASONS[outcome], one_line(path.name))
    return Preview(path, outcome, (reason,), department, returned, found, is_first)


def _outcome(found: Merge, order: Order, *, is_first: bool) -> Outcome:
    if found.open_keys:
        return Outcome.DIVERGING
    if order is Order.OLDER:
        return Outcome.OLDER
    if not found.taken and not found.figures:
        return Outcome.SAME
    return Outcome.NEW if is_first else Outcome.NEWER


_REASONS: Final[Mapping[Outcome, Message]] = {
    Outcome.NEW: say("The part can be joined."),
    Outcome.NEWER: say("The part can be joined; it goes on from what came before."),
    Outcome.SAME: say("The part says nothing that is not here already."),
    Outcome.OLDER: say("A newer part of this department was joined before; nothing is taken over."),
    Outcome.DIVERGING: say("Some rows were changed here and in the part: choose row by row."),
}


# Reading


def _read(folder: store.Folder, path: Path) -> Returned | Preview:
    """Read a part of any make; a `Preview` where it does not belong here."""
    if path.is_dir():
        return _fitting(folder, _of_folder(path))
    if form_reading.is_workbook(path):
        return _of_form(folder, path)
    if path.suffix.casefold() in _OTHER_WORKBOOKS:
        what = say("The form was saved as “{ending}”, which is not read.", ending=path.suffix)
        todo = say("Open it, save it as .xlsx, and join that file.")
        raise WrongKindError(Problem(what, one_line(path.name), todo))
    bundle = read_bundle(path, layout.PART)
    returned = Returned(
        path, bundle.assessment, bundle.digest, bundle.sequence, is_bundle=True, notes=bundle.notes
    )
    return _fitting(folder, returned)


def _of_folder(path: Path) -> Returned:
    opened = store.load(path)
    if opened.assessment.part is None:
        what = say("The folder is an assessment, but not a department's part.")
        raise WrongKindError(Problem(what, files.show_path(path), _ASK))
    # Where the department stands in its work is no news.
    part = evolve(opened.assessment, revision=0, position="", edited=None, hand_in=None)
    digest = hashlib.sha256(store.dump(part)).hexdigest()
    return Returned(path, part, digest)


def _of_form(folder: store.Folder, path: Path) -> Returned | Preview:
    sheet = form_reading.read_sheet(path)
    fitting = _fitting(folder, Returned(path, sheet.part, ""))
    if isinstance(fitting, Preview) or sheet.part.part is None:
        return fitting
    prefix = origin(folder.rubric, sheet.part.part.department)
    found = form_meaning.understand(sheet, folder.rubric, folder.unit, prefix=prefix)
    digest = hashlib.sha256(store.dump(found.part)).hexdigest()
    return Returned(path, found.part, digest, faults=found.faults)


_ASK: Final = say("Ask the department for its part.")


def _fitting(folder: store.Folder, returned: Returned) -> Returned | Preview:
    """Return the part where it belongs to this assessment, else why not."""
    misfit = _misfit(folder, returned.part)
    if misfit is None:
        return returned
    outcome, what, todo = misfit
    return Preview(returned.path, outcome, (Problem(what, one_line(returned.path.name), todo),))


def _misfit(folder: store.Folder, part: Assessment) -> tuple[Outcome, Message, Message] | None:
    ours = folder.assessment
    if part.purpose is not ours.purpose:
        return Outcome.WRONG_PURPOSE, _PURPOSES[part.purpose], _ASK
    if part.unit != ours.unit:
        what = say(
            "The part is of unit “{theirs}”, this assessment of “{ours}”.",
            theirs=part.unit,
            ours=ours.unit,
        )
        return Outcome.WRONG_UNIT, what, _ASK
    if part.year != ours.year:
        what = say(
            "The part is of {theirs:none}, this assessment of {ours:none}.",
            theirs=part.year,
            ours=ours.year,
        )
        return Outcome.WRONG_YEAR, what, _ASK
    if part.rubric.scoring_hash != ours.rubric.scoring_hash:
        what = say("The part was given out with another rubric or another edition of it.")
        return Outcome.WRONG_RUBRIC, what, say("Give the part out again, with what it holds.")
    department = part.part.department if part.part else ""
    if folder.rubric.department(department) is None or not set(part.part.rows if part.part else ()):
        what = say("The rubric here has no department “{department}”.", department=department)
        return Outcome.WRONG_KIND, what, _ASK
    return None


_PURPOSES: Final[Mapping[Purpose, Message]] = {
    Purpose.PRACTICE: say("The part is a practice one, this assessment is real."),
    Purpose.REAL: say("The part is a real one, this assessment is for practice."),
}


# Landing


def join(
    folder: store.Folder, seen: Preview, choices: Mapping[str, Choice], *, now: datetime
) -> Joined:
    """Land a part as it was seen and decided; conflicts without a choice stay as they were.

    Raises `RefusedError` where the assessment is locked or is a part itself, and what
    `store.save` raises; nothing has changed then, but evidence may have been copied.
    """
    if seen.merge is None or seen.returned is None:
        return Joined(folder, seen, seen.outcome)
    _refuse_locked(folder)
    title = folder.rubric.department(seen.department)
    merged = apply(
        folder.assessment,
        seen.merge,
        choices,
        prefix=origin(folder.rubric, seen.department),
        who=title.title if title else seen.department,
        now=now,
    )
    left = tuple(key for key in seen.merge.open_keys if key not in choices)
    outcome = _decided(seen, merged.landed, left)
    changed, missing = _copy_evidence(folder, seen.returned, merged.assessment, merged.files)
    backup = ""
    if changed != folder.assessment:
        backup = store.keep(folder, store.Occasion.LANDING).name
        folder = store.save(folder, evolve(changed, edited=now), now=now)
    entry = evolve(
        _entry(folder, seen, merged, left), when=now, outcome=outcome.value, backup=backup
    )
    parts_ledger.append(folder.path, entry)
    return Joined(folder, seen, outcome, merged.landed, left, missing)


def _decided(seen: Preview, landed: tuple[str, ...], left: tuple[str, ...]) -> Outcome:
    """Return what became of a part after a person has chosen."""
    if seen.outcome is Outcome.DIVERGING and not left:
        taken = Outcome.NEW if seen.is_first else Outcome.NEWER
        return taken if landed else Outcome.SAME
    return seen.outcome


def _refuse_locked(folder: store.Folder) -> None:
    if folder.assessment.locked:
        what = say("This assessment is locked for signature.")
        raise RefusedError(Problem(what, todo=say("Unlock it before changing anything.")))
    if folder.assessment.part is not None:
        raise RefusedError(Problem(A_PART, files.show_path(folder.path)))


def _entry(folder: store.Folder, seen: Preview, merged: Merged, left: tuple[str, ...]) -> Entry:
    """Return what the ledger tells of a landing; when and with what outcome is added."""
    after, rows = folder.assessment, seen.merge.rows if seen.merge else ()
    signed = sorted({one.theirs.who for one in rows if one.theirs.who})
    landed = {row: answer_hash(after.answer(row), after.documents) for row in merged.landed}
    return Entry(
        folder.saved,
        Event.JOINED,
        seen.department,
        one_line(seen.path.name),
        who=", ".join(signed)[:_MOST_NAMES],
        rows=merged.landed,
        left=left,
        received={one.row: one.digest for one in rows if one.row not in left},
        landed=landed,
        figures={key: str(after.figures.get(key)) for key in merged.figures},
        digest=seen.returned.digest if seen.returned else "",
        sequence=seen.returned.sequence if seen.returned else None,
    )


def _copy_evidence(
    folder: store.Folder, returned: Returned, joined: Assessment, names: Mapping[str, str]
) -> tuple[Assessment, tuple[str, ...]]:
    """Copy the files that a part brought; return the register with the names they got."""
    documents, missing = [], []
    files.make_folder(folder.evidence)
    for document in joined.documents:
        if document.stored_name in names:
            theirs = names[document.stored_name]
            document = _placed(folder, document)
            if not _copied(folder, returned, document, theirs):
                missing.append(document.original_name or document.title or document.id)
        documents.append(document)
    return evolve(joined, documents=tuple(documents)), tuple(missing)


def _placed(folder: store.Folder, document: Document) -> Document:
    """Return the document under a name that holds nothing else."""
    target = folder.evidence / document.stored_name
    if files.fingerprint(target) in (None, Fingerprint(document.size, document.sha256)):
        return document
    return evolve(document, stored_name=files.free_name(target).name)


def _copied(folder: store.Folder, returned: Returned, document: Document, theirs: str) -> bool:
    """Copy one file; a part that lacks it, or holds another one, is none to copy from."""
    target = folder.evidence / document.stored_name
    registered = Fingerprint(document.size, document.sha256)
    if files.fingerprint(target) == registered:
        return True
    try:
        with files.writing(target) as stream:
            found = Fingerprint.of(_passed(_chunks(returned, theirs), stream))
            if found != registered:
                raise DamagedBundleError(Problem(say("The file changed on the way."), theirs))
    except (BundleError, files.MissingFileError):
        return False
    return True


def _passed(chunks: Iterator[bytes], stream: BinaryIO) -> Iterator[bytes]:
    for chunk in chunks:
        stream.write(chunk)
        yield chunk


def _chunks(returned: Returned, name: str) -> Iterator[bytes]:
    if returned.is_bundle:
        bag = open_bag(returned.path, layout.PART)
        return read_payload(returned.path, bag, f"{layout.EVIDENCE}{name}")
    return files.read_chunks(returned.path / store.EVIDENCE / name, most=EVIDENCE_TOTAL_MB * MIB)


# Taking back


def undo(folder: store.Folder, ledger: Ledger, *, now: datetime) -> Undone:
    """Take the last landing back; rows that were changed since stay as they are.

    Raises `RefusedError` where there is nothing to take back.
    """
    entry = ledger.last_landing
    if entry is None:
        what = say("No part was joined that could be taken back.")
        raise RefusedError(Problem(what, files.show_path(folder.path)))
    _refuse_locked(folder)
    before = damage.read_backup(folder.path / damage.BACKUPS / Path(entry.backup).name)
    after, kept = take_back(folder.assessment, before, entry.landed, entry.figures)
    if after != folder.assessment:
        folder = store.save(folder, evolve(after, edited=now), now=now)
    rows = tuple(row for row in entry.landed if row not in kept)
    undone = Entry(
        now, Event.UNDONE, entry.department, entry.file, rows=rows, left=kept, undone=entry.number
    )
    parts_ledger.append(folder.path, undone)
    return Undone(folder, entry, rows, kept)
