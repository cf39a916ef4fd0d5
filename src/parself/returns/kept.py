"""The result that an assessment's folder keeps, and what is wrong with a reply to it."""

from functools import lru_cache

from parself.assessment import store
from parself.assessment.history import handed_in_as
from parself.assessment.model import Answer, Assessment, Reply
from parself.errors import DamagedError, Problem
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


def reply_fault(
    folder: store.Folder, ours: Assessment, value: Return, row: str, reply: Reply
) -> Problem | None:
    """Return what is wrong with a reply in a folder; `ours` is the present assessment."""
    before = handed_in_as(folder, value.hand_in)
    then = before.answer(row) if before is not None else Answer()
    proven = replying.is_proven(then, ours.answer(row))
    return replying.fault(value, row, reply, is_proven=proven)
