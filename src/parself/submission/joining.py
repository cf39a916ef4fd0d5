"""Joining what a department returns: looked at first, then landed as one step.

Parts of every make (`returned`) end in the same comparison (`merging`). Nothing is written
before a person has seen what would change. Then evidence is copied, the last save is kept
for good, the ledger says what is about to land, the assessment is saved, and the ledger says
so: after a crash in between, joining the same file again completes what was begun, and what
was landed can be taken back.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from attrs import evolve, field, frozen

from parself import files
from parself.assessment import damage, store
from parself.assessment.model import Assessment
from parself.errors import Message, ParselfError, Problem, RefusedError, say
from parself.submission import parts_ledger
from parself.submission.archive import BundleError
from parself.submission.landing import Outcome
from parself.submission.merging import Choice, Merge, Merged, Order, apply, merge, take_back
from parself.submission.parting import answer_hash, origin, rows_of
from parself.submission.parts_ledger import Entry, Event, Ledger
from parself.submission.returned import Returned, copy_evidence, read_part
from parself.text import one_line

_MOST_NAMES: Final = 100
"""Characters kept of the names of who filled a part in."""
A_PART: Final = say("This is a department's part itself; parts are joined at the unit's own desk.")


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
    returned = read_part(folder, path)
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
    changed, missing = copy_evidence(folder, seen.returned, merged.assessment, merged.files)
    entry = evolve(_entry(changed, seen, merged, left, now), outcome=outcome.value)
    if changed != folder.assessment:
        entry = evolve(entry, backup=store.keep(folder, store.Occasion.LANDING).name)
        parts_ledger.append(folder.path, evolve(entry, event=Event.BEGUN))
        folder = store.save(folder, evolve(changed, edited=now), now=now)
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


def _entry(
    after: Assessment, seen: Preview, merged: Merged, left: tuple[str, ...], now: datetime
) -> Entry:
    """Return what the ledger tells of a landing; its outcome and the backup are added."""
    rows = seen.merge.rows if seen.merge else ()
    signed = sorted({one.theirs.who for one in rows if one.theirs.who})
    landed = {row: answer_hash(after.answer(row), after.documents) for row in merged.landed}
    return Entry(
        now.replace(microsecond=0),
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
