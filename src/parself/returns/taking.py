"""A result taken into an assessment's folder: looked at first, then kept, then named.

The file is kept before the assessment that names it is saved: killed in between, the folder is as
it was, and receiving the same file again completes it.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from parself import files
from parself.assessment import possible, received, store
from parself.assessment.model import Assessment, Reply
from parself.assessment.saves import Occasion
from parself.errors import DamagedError, RefusedError
from parself.returns import receiving, replying
from parself.returns.file import ReturnFile, read_return
from parself.returns.form import dump, misfits
from parself.returns.kept import received_by
from parself.returns.model import Return
from parself.returns.moving import Moved, moved
from parself.returns.receiving import Judgement, Receipt
from parself.submission.coming import last_hand_in
from parself.values import Frozen, evolve


class Looked(Frozen):
    """A result that has come, and what receiving it would mean; nothing was written."""

    file: ReturnFile
    judgement: Judgement
    before: Return | None
    """The result that is here."""
    replies: Mapping[str, Reply]
    """The replies as they would be."""

    @property
    def value(self) -> Return:
        """What it says."""
        return self.file.value

    @property
    def left(self) -> tuple[str, ...]:
        """Rows that would be to be replied to."""
        return replying.open_rows(self.value, self.replies)

    @property
    def moved(self) -> Moved:
        """What it says otherwise than the result that is here."""
        return moved(self.before, self.value)

    @property
    def to_give_again(self) -> tuple[str, ...]:
        """Rows that were replied to and of which it says otherwise than the result before."""
        asked = set(self.value.to_answer)
        return tuple(row for row, one in self.replies.items() if one.again and row in asked)


def look(folder: store.Folder, path: Path) -> Looked:
    """Read a result, and say what it is to a folder; nothing is written.

    Raises `BundleError` for a file that is no sound result, or not one of this rubric's rows.
    """
    return _looked(folder, read_return(path))


def _looked(folder: store.Folder, file: ReturnFile) -> Looked:
    ours = folder.assessment

    def called(code: str) -> str:
        unit = folder.roster.unit(code)
        return unit.short if unit is not None else code

    last = last_hand_in(folder)
    judgement = receiving.judge(ours, last, file.value, file.digest, called)
    if not judgement.receipt.is_refused and (faults := misfits(file.value, folder.rubric)):
        raise DamagedError(*faults)
    before = received_by(folder)
    is_taken = judgement.receipt.is_taken
    replies = replying.carried(before, file.value, ours.replies) if is_taken else ours.replies
    return Looked(file, judgement, before, replies)


def take(folder: store.Folder, seen: Looked, *, now: datetime) -> store.Folder:
    """Receive a result that was looked at. The caller holds the folder's lock.

    One that is here already is only kept again where its file is gone. Raises `RefusedError`
    where it does not belong here or the assessment is locked, and what `store.save` raises.
    """
    # Replies may have been given since.
    seen, where = _looked(folder, seen.file), files.show_path(folder.path)
    if seen.judgement.receipt.is_refused:
        raise RefusedError(evolve(seen.judgement.problem, where=seen.file.path.name))
    if seen.judgement.receipt is Receipt.SAME and seen.before is not None:
        return folder
    if folder.assessment.locked:
        raise RefusedError(evolve(possible.LOCKED, where=where))
    named = receiving.named(seen.value, seen.file.digest)
    data = dump(seen.value)
    received.keep(folder.path, named, data)
    folder = evolve(folder, received=data)
    if seen.judgement.receipt is Receipt.SAME:
        return folder
    store.keep(folder, Occasion.RESULT)
    return store.save(folder, _naming(folder.assessment, seen, now), now=now)


def _naming(ours: Assessment, seen: Looked, now: datetime) -> Assessment:
    # What is handed in next names the result: it is no longer what was signed.
    named = receiving.named(seen.value, seen.file.digest)
    return evolve(ours, returned=named, replies=seen.replies, edited=now, sign_off=None)
