"""Joining what a department returns: looked at first, then landed as one step.

Parts of every make (`returned`) end in the same comparison (`merging`). Nothing is written
before a person has seen what would change. Then evidence is copied, the last save is kept
for good, the ledger says what is about to land, the assessment is saved, and the ledger says
so: after a crash in between, joining the same file again completes what was begun, and what
was landed can be taken back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import form, possible, saves, store, unlikely
from parself.assessment.model import Assessment
from parself.assessment.unlikely import Doubt
from parself.errors import Message, ParselfError, Problem, RefusedError, say
from parself.i18n import render
from parself.submission import parts_ledger
from parself.submission.archive import BundleError, FailedOnError, judged_apart
from parself.submission.landing import Outcome
from parself.submission.merging import Choice, Known, Merge, Verdict, merge
from parself.submission.parting import answer_hash, origin, rows_of
from parself.submission.parts_ledger import Entry, Event, Ledger, Refused
from parself.submission.returned import Returned, copy_evidence, read_part
from parself.submission.taking_over import Merged, apply, take_back
from parself.text import one_line, shortened
from parself.values import Frozen, evolve

_MOST_NAMES: Final = 100
"""Characters kept of the names of who filled a part in."""
OF_A_WORKSHOP: Final = say("This is a group's folder of a workshop: nothing real goes in or out.")
A_PART: Final = say("This is a department's part itself; parts are joined at the unit's own desk.")


class Preview(Frozen):
    """What a file would change; nothing was written."""

    path: Path
    outcome: Outcome
    reasons: tuple[Problem, ...]
    ours: Assessment
    """The assessment as it was then."""
    department: str = ""
    returned: Returned | None = None
    merge: Merge | None = None
    is_first: bool = True
    """Whether nothing of this department was joined before."""
    doubts: tuple[Doubt, ...] = ()
    """What is unlikely in the part."""

    def doubts_of(self, row_id: str) -> tuple[Doubt, ...]:
        """Return what is unlikely in a row as it came."""
        return tuple(doubt for doubt in self.doubts if row_id in doubt.rows)

    @property
    def faults(self) -> tuple[Problem, ...]:
        """The rows of a form that could not be used."""
        return self.returned.faults if self.returned else ()

    @property
    def notes(self) -> tuple[Message, ...]:
        """What else is to be told."""
        merged = self.merge.notes if self.merge else ()
        return (*(self.returned.notes if self.returned else ()), *merged)


class Joined(Frozen):
    """What became of one file."""

    folder: store.Folder
    preview: Preview
    outcome: Outcome
    landed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Rows and shared figures in two versions that nobody has decided; they stayed as they were."""
    missing: tuple[str, ...] = ()
    """Documents whose file did not come along."""
    unnoted: tuple[Problem, ...] = ()
    """Why the ledger does not say so; what was done stands."""


class Undone(Frozen):
    """A landing that was taken back."""

    folder: store.Folder
    entry: Entry
    rows: tuple[str, ...]
    kept: tuple[str, ...]
    """Rows that were changed since and stay."""
    unnoted: tuple[Problem, ...] = ()
    """Why the ledger does not say so; what was done stands."""


def preview(folder: store.Folder, path: Path, ledger: Ledger) -> Preview:
    """Return what a file would change now; for a bad file, why it cannot be joined."""
    try:
        with judged_apart(path):
            return _preview(folder, path, ledger)
    except ParselfError as error:
        outcome = error.outcome if isinstance(error, BundleError) else Outcome.DAMAGED
        return Preview(path, outcome, error.problems, folder.assessment)


def _preview(folder: store.Folder, path: Path, ledger: Ledger) -> Preview:
    returned, ours = read_part(folder, path), folder.assessment
    department = returned.part.part.department if returned.part.part else ""
    known = ledger.known(department, returned.sequence)
    found = merge(ours, returned.part, rows=rows_of(folder.rubric, department), known=known)
    is_first = not ledger.of(department, Event.JOINED)
    outcome = _outcome(found, known, is_first=is_first)
    reason = Problem(_REASONS[outcome], one_line(path.name))
    doubts = unlikely.of_assessment(folder.rubric, folder.unit, returned.part, folder.past)
    return Preview(path, outcome, (reason,), ours, department, returned, found, is_first, doubts)


def previews(
    folder: store.Folder,
    paths: Iterable[Path],
    ledger: Ledger,
    choose: Callable[[Preview], Mapping[str, Choice]],
    *,
    now: datetime,
) -> Iterator[Preview]:
    """Yield what each file would change once those before it were joined as chosen.

    Nothing is written, and nothing is raised for bad files.
    """
    for path in paths:
        seen = preview(folder, path, ledger)
        try:
            with judged_apart(path):
                if seen.merge is not None:
                    merged, entry = _decided(folder, seen, seen.merge, choose(seen), now)
                    folder = evolve(folder, assessment=merged.assessment)
                    ledger = ledger.with_entry(entry)
        except FailedOnError as error:
            seen = _failed(seen, error)
        yield seen


def _outcome(found: Merge, known: Known, *, is_first: bool) -> Outcome:
    if found.undecided({}):
        return Outcome.DIVERGING
    if not any(one.verdict is Verdict.TAKEN for one in found.fields):
        return Outcome.OLDER if known.is_older else Outcome.SAME
    return Outcome.NEW if is_first else Outcome.NEWER


_REASONS: Final[Mapping[Outcome, Message]] = {
    Outcome.NEW: say("The part can be joined."),
    Outcome.NEWER: say("The part can be joined; it takes nothing back of what came before."),
    Outcome.SAME: say("The part says nothing that is not here already."),
    Outcome.OLDER: say("A newer part of this department was joined before; nothing is taken over."),
    Outcome.DIVERGING: say("There are two versions of some rows: choose row by row."),
}


def join(
    folder: store.Folder, seen: Preview, choices: Mapping[str, Choice], *, now: datetime
) -> Joined:
    """Join a previewed part by a person's choices; undecided conflicts stay as they were.

    What cannot be stored, or fails unforeseen, is the outcome of this file alone. Raises
    `RefusedError` where the assessment is locked or is a part itself or was saved by others
    meanwhile, and `FileError`; nothing has changed then, but evidence may have been copied.
    """
    if seen.merge is not None:
        _refuse_locked(folder)
    try:
        with judged_apart(seen.path):
            return _landed(folder, seen, choices, now)
    except (FailedOnError, store.MisfitError, form.UnstorableError) as error:
        return Joined(folder, _failed(seen, error), Outcome.FAILED)


def _failed(seen: Preview, error: ParselfError) -> Preview:
    return evolve(seen, outcome=Outcome.FAILED, reasons=error.problems, merge=None)


def _landed(
    folder: store.Folder, seen: Preview, choices: Mapping[str, Choice], now: datetime
) -> Joined:
    if seen.merge is None or seen.returned is None:
        return Joined(folder, seen, seen.outcome)
    merged, entry = _decided(folder, seen, seen.merge, choices, now)
    changed, missing = copy_evidence(folder, seen.returned, merged.assessment, merged.files)
    if changed != folder.assessment:
        entry = evolve(entry, backup=store.keep(folder, saves.Occasion.LANDING).name)
        parts_ledger.append(folder.path, evolve(entry, event=Event.BEGUN))
        folder = store.save(folder, evolve(changed, edited=now), now=now)
    unnoted = parts_ledger.note(folder.path, entry)
    outcome = Outcome(entry.outcome)
    return Joined(folder, seen, outcome, merged.landed, entry.left, missing, unnoted)


def _decided(
    folder: store.Folder,
    seen: Preview,
    found: Merge,
    choices: Mapping[str, Choice],
    now: datetime,
) -> tuple[Merged, Entry]:
    """Return what the assessment becomes, and what the ledger tells of it, but for the backup.

    Nothing is written.
    """
    title = folder.rubric.department(seen.department)
    merged = apply(
        folder.assessment,
        found,
        choices,
        prefix=origin(folder.rubric, seen.department),
        who=title.title if title else seen.department,
        now=now,
    )
    after = possible.reopened(folder.rubric, folder.unit, merged.assessment)
    undecided = found.undecided(choices)
    # A shared figure belongs to no row and is told by its key.
    rows = {one.key: one.row for row in found.rows for one in row.fields}
    left = tuple(dict.fromkeys(rows.get(key, key) for key in undecided))
    signed = sorted({one.theirs.who for one in found.rows if one.theirs.who})
    entry = Entry(
        now.replace(microsecond=0),
        Event.JOINED,
        seen.department,
        one_line(seen.path.name),
        outcome=_outcome_of(seen, merged.landed, left).value,
        who=shortened(", ".join(signed), _MOST_NAMES),
        rows=merged.landed,
        left=left,
        received={
            one.key: (*one.sent, one.digest) for one in found.fields if one.key not in undecided
        },
        taken=merged.taken,
        landed={row: answer_hash(after.answer(row), after.documents) for row in merged.landed},
        figures={key: str(after.figures.get(key)) for key in merged.figures},
        documents=merged.documents,
        refused=tuple(Refused(fault.where, _why(fault)) for fault in seen.faults),
        sequence=seen.returned.sequence if seen.returned else None,
    )
    return evolve(merged, assessment=after), entry


def _why(fault: Problem) -> str:
    """Return why a cell was not used, and what to do about it."""
    return " ".join(render(said) for said in (fault.what, fault.todo) if said)


def _outcome_of(seen: Preview, landed: tuple[str, ...], left: tuple[str, ...]) -> Outcome:
    """Return what became of a part after a person has chosen."""
    if seen.outcome is Outcome.DIVERGING and not left:
        taken = Outcome.NEW if seen.is_first else Outcome.NEWER
        return taken if landed else Outcome.SAME
    return seen.outcome


def refusal(assessment: Assessment) -> Problem | None:
    """Return why nothing can be joined or taken back now; None where it can."""
    if assessment.locked:
        return possible.LOCKED
    if assessment.group is not None:
        return Problem(OF_A_WORKSHOP)
    return Problem(A_PART) if assessment.part is not None else None


def _refuse_locked(folder: store.Folder) -> None:
    if problem := refusal(folder.assessment):
        raise RefusedError(evolve(problem, where=files.show_path(folder.path)))


def undo(folder: store.Folder, ledger: Ledger, *, now: datetime) -> Undone:
    """Take the last landing back; rows that were changed since stay as they are.

    Raises `RefusedError` where there is nothing to take back.
    """
    entry = ledger.last_landing
    if entry is None:
        what = say("No part was joined that could be taken back.")
        raise RefusedError(Problem(what, files.show_path(folder.path)))
    _refuse_locked(folder)
    before = saves.read_save(folder.path / saves.BACKUPS / Path(entry.backup).name)
    taken_back, kept = take_back(folder.assessment, before, entry.landed, entry.figures)
    after = possible.reopened(folder.rubric, folder.unit, taken_back)
    if after != folder.assessment:
        folder = store.save(folder, evolve(after, edited=now), now=now)
    rows = tuple(row for row in entry.landed if row not in kept)
    undone = Entry(
        now, Event.UNDONE, entry.department, entry.file, rows=rows, left=kept, undone=entry.number
    )
    return Undone(folder, entry, rows, kept, parts_ledger.note(folder.path, undone))
