"""What was given out to departments and what came back: a ledger that only grows.

One line of JSON an event, in the assessment's own folder. From it is seen which answers
came from a department before, which landing can be taken back, and what a screen tells of
each department. A line that cannot be read is passed over and counted, never removed.
A landing has two lines, one before its save and one after: between them the first says what
was landed, so that a crash there can be taken back.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from parself.assessment.model import Assessment
from parself.assessment.store import Folder
from parself.errors import Problem
from parself.files import journal
from parself.submission.merging import History, Known
from parself.submission.parting import answer_hash
from parself.values import Frozen, evolve, field, from_plain, to_plain

LEDGER: Final = "parts.jsonl"


class Event(StrEnum):
    """What happened to a part."""

    GIVEN = "given"
    BEGUN = "begun"
    """A landing whose save is about to be made; `read` tells none of these."""
    JOINED = "joined"
    UNDONE = "undone"


class Refused(Frozen):
    """A cell that could not be used, and why, as it was told then."""

    where: str
    why: str


class Entry(Frozen):
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
    """Rows and shared figures in two versions that nobody has decided."""
    received: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Hashes of what came and of what it said to go on from, by key; the last is what came.
    What nobody has decided is left out."""
    taken: tuple[str, ...] = ()
    """Keys of what was taken over."""
    landed: Mapping[str, str] = field(default_factory=dict)
    """Hashes of the rows as they were left, by row."""
    figures: Mapping[str, str] = field(default_factory=dict)
    """Shared figures that were taken over."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """Ids of documents here by the identities that they went out or came with."""
    refused: tuple[Refused, ...] = ()
    """The cells of a form that could not be used."""
    sequence: int | None = None
    backup: str = ""
    """Name of the save before the landing."""
    undone: int | None = None
    """Number of the entry that was taken back."""
    number: int = 0
    """Line in the ledger, from 1; not written."""


class Ledger(Frozen):
    """All events in the order in which they happened."""

    entries: tuple[Entry, ...] = ()
    unreadable: int = 0
    """Lines that say nothing that can be understood."""

    def with_entry(self, entry: Entry) -> "Ledger":
        """Return the ledger with an event that would come next."""
        number = 1 + max((one.number for one in self.entries), default=0)
        return evolve(self, entries=(*self.entries, evolve(entry, number=number)))

    def of(self, department: str, event: Event) -> tuple[Entry, ...]:
        """Return a department's events of one kind; landings that were taken back do not count."""
        gone, wanted = self._gone, (department, event)
        found = (one for one in self.entries if (one.department, one.event) == wanted)
        return tuple(one for one in found if one.number not in gone)

    @property
    def _gone(self) -> frozenset[int]:
        """Numbers of landings taken back, and of later ones that repeated them without effect."""
        gone: set[int] = set()
        joined = (one for one in self.entries if one.event is Event.JOINED)
        idle = [one for one in joined if not (one.landed or one.figures)]
        for undoing in self.entries:
            if undoing.event is Event.UNDONE and undoing.undone is not None:
                later = range(undoing.undone + 1, undoing.number)
                ours = (one.number for one in idle if one.department == undoing.department)
                gone |= {undoing.undone, *(number for number in ours if number in later)}
        return frozenset(gone)

    def known(self, department: str, sequence: int | None) -> Known:
        """Return what is known of a department's earlier parts when number `sequence` comes."""
        joined = self.of(department, Event.JOINED)
        highest = max((entry.sequence or 0 for entry in joined), default=0)
        documents = {told: id_ for entry in self.entries for told, id_ in entry.documents.items()}
        is_older = sequence is not None and sequence < highest
        return Known(_history(joined), documents, is_older)

    @property
    def refused(self) -> tuple[Entry, ...]:
        """Of each department the last part joined, where some of it could not be used."""
        codes = dict.fromkeys(entry.department for entry in self.entries)
        last = [joined[-1] for code in codes if (joined := self.of(code, Event.JOINED))]
        return tuple(entry for entry in last if entry.refused)

    @property
    def last_landing(self) -> Entry | None:
        """The last landing that changed something and was not taken back."""
        gone = self._gone
        landings = [e for e in self.entries if e.event is Event.JOINED and (e.landed or e.figures)]
        return next((e for e in reversed(landings) if e.number not in gone), None)


def _history(joined: Sequence[Entry]) -> Mapping[str, History]:
    """Return by key the hashes that earlier parts brought."""
    found: dict[str, History] = {}
    for entry in joined:
        for key, digests in entry.received.items():
            before = found.get(key, History())
            received = (*(one for one in before.received if one not in digests), *digests)
            landed = before.landed | ({digests[-1]} if key in entry.taken else set())
            found[key] = History(received, landed)
    return found


def read(folder: Folder) -> Ledger:
    """Read the ledger of an assessment's folder. Raises `FileError`."""
    found = journal.read(folder.path / LEDGER)
    read_ = {number: _entry(line) for number, line in found.lines.items()}
    entries = [evolve(entry, number=number) for number, entry in read_.items() if entry is not None]
    unreadable = found.unreadable + len(read_) - len(entries)
    return Ledger(tuple(_settled(entries, folder.assessment)), unreadable)


def _settled(entries: Sequence[Entry], present: Assessment) -> Iterator[Entry]:
    """Yield the events; a landing that was cut short counts if its save had been made."""
    for entry, after in zip_longest(entries, entries[1:]):
        if entry.event is not Event.BEGUN:
            yield entry
            continue
        landed = evolve(entry, event=Event.JOINED)
        is_told = after is not None and evolve(landed, number=after.number) == after
        if not is_told and _is_saved(entry, present):
            yield landed


def _is_saved(begun: Entry, present: Assessment) -> bool:
    """Say whether anything that a landing took over is there."""
    return any(
        answer_hash(present.answer(row), present.documents) == digest
        for row, digest in begun.landed.items()
    ) or any(str(present.figures.get(key)) == value for key, value in begun.figures.items())


def append(folder: Path, entry: Entry) -> None:
    """Add one event that is about to happen. Raises `FileError`."""
    journal.append(folder / LEDGER, _event(entry))


def note(folder: Path, entry: Entry) -> tuple[Problem, ...]:
    """Add an event that has happened; return why it could not be noted."""
    return journal.note(folder / LEDGER, _event(entry))


def _event(entry: Entry) -> Mapping[str, object]:
    """Return what an event says, without what it leaves open."""
    plain = to_plain(evolve(entry, number=0, when=entry.when.replace(microsecond=0)))
    return {key: said for key, said in plain.items() if said}


def _entry(line: Mapping[str, Any]) -> Entry | None:
    with suppress(ValueError):
        entry = from_plain(Entry, line)
        # Times are the office's own clock; none of ours has a zone.
        return entry if entry.when.tzinfo is None else None
    return None
