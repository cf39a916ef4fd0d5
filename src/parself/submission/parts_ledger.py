"""What was given out to departments and what came back: a ledger that only grows.

One line of JSON an event, in the assessment's own folder. From it is seen which answers
came from a department before, which landing can be taken back, and what a screen tells of
each department. A line that cannot be read is passed over and counted, never removed.
A landing has two lines, one before its save and one after: between them the first says what
was landed, so that a crash there can be taken back.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from attrs import evolve, field, frozen

from parself import files
from parself.assessment.model import Assessment
from parself.assessment.store import Folder
from parself.files import MissingFileError
from parself.limits import LEDGER_BYTES
from parself.structure import BadShapeError, make_converter, structure
from parself.submission.merging import History, Order
from parself.submission.parting import answer_hash

LEDGER: Final = "parts.jsonl"


class Event(StrEnum):
    """What happened to a part."""

    GIVEN = "given"
    BEGUN = "begun"
    """A landing whose save is about to be made; `read` tells none of these."""
    JOINED = "joined"
    UNDONE = "undone"


@frozen
class Entry:
    """One event."""

    when: datetime
    event: Event
    department: str
    file: str
    """Name of the file that went or came."""
    outcome: str = ""
    who: str = ""
    """Who filled the part in, as far as it says."""
    rows: tuple[str, ...] = ()
    """The rows given out, or taken over, or taken back."""
    left: tuple[str, ...] = ()
    """The rows in conflict that stayed as they were."""
    received: Mapping[str, str] = field(factory=dict)
    """Hashes of what came, by row; conflicts that nobody has decided are left out."""
    landed: Mapping[str, str] = field(factory=dict)
    """Hashes of what was taken over, by row."""
    figures: Mapping[str, str] = field(factory=dict)
    """Shared figures that were taken over."""
    digest: str = ""
    sequence: int | None = None
    backup: str = ""
    """Name of the save before the landing."""
    undone: int | None = None
    """Number of the entry that was taken back."""
    number: int = 0
    """Line in the ledger, from 1; not written."""


@frozen
class Ledger:
    """All events in the order in which they happened."""

    entries: tuple[Entry, ...] = ()
    unreadable: int = 0
    """Lines that say nothing that can be understood."""

    def of(self, department: str, event: Event) -> tuple[Entry, ...]:
        """Return a department's events of one kind; landings that were taken back do not count."""
        gone = self._gone
        return tuple(
            entry
            for entry in self.entries
            if (entry.department, entry.event) == (department, event) and entry.number not in gone
        )

    @property
    def _gone(self) -> frozenset[int]:
        """Numbers of landings that were taken back, and of those that only said them again."""
        gone: set[int] = set()
        for undoing in self.entries:
            if undoing.event is Event.UNDONE and undoing.undone is not None:
                gone.add(undoing.undone)
                gone |= {
                    entry.number
                    for entry in self.entries
                    if entry.event is Event.JOINED
                    and entry.department == undoing.department
                    and undoing.undone < entry.number < undoing.number
                    and not (entry.landed or entry.figures)
                }
        return frozenset(gone)

    def history(self, department: str) -> Mapping[str, History]:
        """Return what came from a department before, by row."""
        found: dict[str, History] = {}
        for entry in self.of(department, Event.JOINED):
            for row, digest in entry.received.items():
                before = found.get(row, History())
                received = (*(one for one in before.received if one != digest), digest)
                landed = before.landed | ({digest} if row in entry.landed else set())
                found[row] = History(received, landed)
        return found

    def order(self, department: str, sequence: int | None, digest: str) -> Order:
        """Say where a part stands among those that came from the department before."""
        before = [e for e in self.of(department, Event.JOINED) if e.sequence is not None]
        highest = max((e.sequence or 0 for e in before), default=0)
        if sequence is None:
            return Order.UNNUMBERED
        if sequence != highest:
            return Order.NEWER if sequence > highest else Order.OLDER
        is_known = digest in {e.digest for e in before if e.sequence == sequence}
        return Order.AGAIN if is_known else Order.TWIN

    @property
    def last_landing(self) -> Entry | None:
        """The last landing that changed something and was not taken back."""
        gone = self._gone
        landings = [e for e in self.entries if e.event is Event.JOINED and (e.landed or e.figures)]
        return next((e for e in reversed(landings) if e.number not in gone), None)


def read(folder: Folder) -> Ledger:
    """Read the ledger of an assessment's folder. Raises `FileError`."""
    try:
        data = files.read_file(folder.path / LEDGER, most=LEDGER_BYTES)
    except MissingFileError:
        return Ledger()
    lines = data.decode("utf-8", "replace").split("\n")
    found = [
        entry if entry is None else evolve(entry, number=number)
        for number, entry in ((number, _read(line)) for number, line in enumerate(lines, 1) if line)
    ]
    entries = [entry for entry in found if entry is not None]
    return Ledger(tuple(_settled(entries, folder.assessment)), len(found) - len(entries))


def _settled(entries: Sequence[Entry], present: Assessment) -> Iterator[Entry]:
    """Yield what happened: a landing that was cut short counts where its save was made."""
    for entry, after in zip_longest(entries, entries[1:]):
        if entry.event is not Event.BEGUN:
            yield entry
        elif not _is_told(entry, after) and _is_saved(entry, present):
            yield evolve(entry, event=Event.JOINED)


def _is_told(begun: Entry, after: Entry | None) -> bool:
    return after is not None and evolve(begun, event=Event.JOINED, number=after.number) == after


def _is_saved(begun: Entry, present: Assessment) -> bool:
    """Say whether anything that a landing took over is there."""
    return any(
        answer_hash(present.answer(row), present.documents) == digest
        for row, digest in begun.landed.items()
    ) or any(str(present.figures.get(key)) == value for key, value in begun.figures.items())


def append(folder: Path, entry: Entry) -> None:
    """Add one event. Raises `FileError`."""
    table = make_converter().unstructure(evolve(entry, number=0))
    table["when"] = entry.when.isoformat(timespec="seconds")
    files.append_line(folder / LEDGER, json.dumps(table, ensure_ascii=False))


def _read(line: str) -> Entry | None:
    try:
        table: Any = json.loads(line)
        table["when"] = datetime.fromisoformat(table["when"])
        return structure(make_converter(), Entry, table, LEDGER)
    except (ValueError, TypeError, KeyError, RecursionError, BadShapeError):
        return None
