"""The trainer's state of a session on disk: a ledger that only grows, and the works as they came.

A work is kept before the ledger tells of it. Whatever the program was doing when it ended, the
next look finds either both or a file to be told of, so that a session simply goes on.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from parself import files
from parself.files import journal
from parself.submission.archive import WrongKindError
from parself.values import Frozen, field
from parself.workshop.agreement import RowKey
from parself.workshop.collected import Entry, State, state_of
from parself.workshop.judging import Aim, Work

LEDGER: Final = "class.jsonl"
COLLECTED: Final = "collected"


class ExerciseError(WrongKindError):
    """The file is the exercise that was handed out, not what a group made of it."""


class Session(Frozen):
    """A session as its desk needs it."""

    path: Path
    aim: Aim
    title: str
    keys: tuple[RowKey, ...]
    """What is right, row by row, in the pack's order."""
    read: Callable[[Path], Work]
    """Read a file of this session's pack with distrust. Raises a `BundleError`."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """By row what it asks."""

    def kept(self, file: str) -> Path:
        """Return where a work is kept, by the hash of its file."""
        return self.path / COLLECTED / f"{file}.zip"

    def work(self, entry: Entry) -> Work:
        """Read a work that was collected, anew. Raises a `BundleError`."""
        return self.read(self.kept(entry.file))


def state(session: Session) -> State:
    """Return what the session's ledger tells. Raises `FileError`."""
    found = journal.read(session.path / LEDGER)
    return state_of(found.lines.values(), found.unreadable)


def record(session: Session, event: Mapping[str, object], now: datetime) -> None:
    """Add an event to the session's ledger; when this returns, it is on the disk.

    Raises `FileError`; then it has not happened.
    """
    told = {"time": now.isoformat(timespec="seconds"), **event}
    journal.append(session.path / LEDGER, told)


def untold(session: Session) -> tuple[str, ...]:
    """Return the files, by hash, that are kept and that no line of the ledger tells of."""
    told = {one.file for one in state(session).entries}
    found = files.entries(session.path / COLLECTED)
    return tuple(one.stem for one in found if one.suffix == ".zip" and one.stem not in told)
