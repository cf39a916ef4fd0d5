"""The result that an assessment's folder keeps, and what is wrong with a reply to it."""

from functools import lru_cache
from pathlib import Path

from parself.assessment import received, store
from parself.assessment.damage import ASSESSMENT
from parself.assessment.history import handed_in_as
from parself.assessment.model import Answer, Assessment, Reply
from parself.assessment.saves import read_save
from parself.errors import DamagedError, ParselfError, Problem
from parself.returns import replying
from parself.returns.form import parse
from parself.returns.model import Return


def received_by(folder: store.Folder) -> Return | None:
    """Return the result that the assessment names; None without one, or where it is not there."""
    return _named(folder.assessment, folder.received)


def _named(ours: Assessment, data: bytes | None) -> Return | None:
    named = ours.returned
    if named is None or data is None:
        return None
    value = _parsed(data)
    same = value is not None and (value.round, value.number) == (named.round, named.number)
    return value if same else None


@lru_cache(maxsize=4)
def _parsed(data: bytes) -> Return | None:
    try:
        return parse(data, where="")
    except DamagedError:
        return None


def waiting_at(path: Path) -> int:
    """Return how many rows are to be replied to in a folder that is not open; 0 where none can."""
    try:
        ours = read_save(path / ASSESSMENT)
    except ParselfError:
        return 0
    value = _named(ours, received.read(path, ours.returned))
    return 0 if value is None else len(replying.open_rows(value, ours.replies))


def reply_fault(
    folder: store.Folder, ours: Assessment, value: Return, row: str, reply: Reply
) -> Problem | None:
    """Return what is wrong with a reply in a folder; `ours` is the present assessment."""
    before = handed_in_as(folder, value.hand_in)
    then = before.answer(row) if before is not None else Answer()
    proven = replying.is_proven(then, ours.answer(row))
    return replying.fault(value, row, reply, is_proven=proven)
