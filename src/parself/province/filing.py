"""Files filed into a round one after another: known, refused, or kept and entered.

A landing is a value in the making: what it adds is entered in the round at once, when all files
have been looked at and every copy is on the disk.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from parself import files
from parself.errors import Message, ParselfError, Problem, say
from parself.files import FileError, Fingerprint
from parself.limits import BUNDLE_BYTES
from parself.province.facts import keep_facts
from parself.province.reading import Read, Reading, Refused, Scored, Yardstick, read_ahead
from parself.province.record import Received, Round, UnitRecord
from parself.province.returned import Astray, Returns, astray_of, returns
from parself.province.timing import Timing, timing
from parself.submission import coming
from parself.submission.archive import BundleError, DamagedBundleError, judged_apart
from parself.submission.inspector import Finding
from parself.submission.landing import Incoming, Known, Outcome, land
from parself.text import one_line
from parself.values import Frozen, evolve

RECEIVED: Final = "received"
_SHORT_DIGEST: Final = 8
_TOGETHER: Final = 64
"""Copies that are forced to the disk together."""


class Arrival(Frozen):
    """What the province notes of files that arrive together."""

    arrived: date | None = None
    """Day of arrival; None means today."""
    letter: date | None = None
    letter_number: str = ""

    def doubt(self, today: date) -> Message | None:
        """Return the doubtful facts: a day to come, a letter after the files."""
        if self.arrived is not None and self.arrived > today:
            return say(
                "Arrived on {day} is still to come: the clock of this machine says {today}. Correct"
                " the day, or the clock.",
                day=self.arrived,
                today=today,
            )
        if self.letter is None or self.arrived is None or self.letter <= self.arrived:
            return None
        return say(
            "The letter is dated {letter}, after the files came on {arrived}: check both days.",
            letter=self.letter,
            arrived=self.arrived,
        )


class Filed(Frozen):
    """What became of one file."""

    path: Path
    outcome: Outcome
    reasons: tuple[Problem, ...]
    unit: str = ""
    """Code of the unit; empty where the file could not be read."""
    sequence: int | None = None
    digest: str = ""
    notes: tuple[Message, ...] = ()
    """What was left out or replaced on reading."""
    asked: tuple[Finding, ...] = ()
    """Contradictions and unlikely input in a hand-in that counts now."""
    is_new: bool = False
    """Whether it is added to the round: it belongs here and was not there."""
    timing: Timing | None = None
    """Whether it came in time and counts, once all files are filed; None where it stays out."""
    astray: Astray | None = None
    """How it misses the result that waits for a reply; None where it does not."""
    twin: str = ""
    """Name of the file, filed before it, that holds the same; empty for none."""

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to look at it: it is received and stands, or it is harmless."""
        if self.outcome is Outcome.PASSED_OVER:
            return coming.is_harmless(self.path, coming.HAND_INS)
        return self.outcome.is_received and self.outcome is not Outcome.DIVERGING


class Held(Frozen):
    """A hand-in that was read before the round was there."""

    print: Fingerprint
    by: Yardstick
    reading: Reading


def file_all(
    round_: Round,
    paths: Sequence[Path],
    arrival: Arrival,
    *,
    keep: bool,
    held: Mapping[Path, Held],
    progress: Callable[[int, int], None],
) -> tuple[Round, tuple[Filed, ...]]:
    """File what has come; return the round with it, and what became of each file.

    Without `keep` nothing is copied or written. Raises `FileError` where copies could not be
    forced to the disk: then the round must stay as it was.
    """
    with files.Many() as copies:
        desk = _Desk(round_, arrival, copies, keep=keep)
        filed = []
        for done, (path, read) in enumerate(desk.read(paths, held), start=1):
            filed.append(desk.file(path, read))
            if len(copies) >= _TOGETHER:
                copies.confirm()
            progress(done, len(paths))
        copies.confirm()
    sent = returns(round_) if any(one.is_new for one in filed) else {}
    return desk.round, tuple(_timed(desk.round, sent, one) for one in filed)


def passed_over(paths: Sequence[Path]) -> tuple[Filed, ...]:
    """Return a line for each file of a folder that is not read."""
    return tuple(
        Filed(path, Outcome.PASSED_OVER, (coming.passed_over(path, coming.HAND_INS),))
        for path in paths
    )


def _timed(round_: Round, sent: Returns, one: Filed) -> Filed:
    """Tell of a hand-in that is received whether it came in time, counts, and is a reply."""
    if not one.outcome.is_received:
        return one
    missed = astray_of(round_, sent, one.unit, one.digest) if one.is_new else None
    return evolve(one, timing=timing(round_, one.unit, one.digest), astray=missed)


class _Desk:
    """A landing in the making."""

    def __init__(self, round_: Round, arrival: Arrival, copies: files.Many, *, keep: bool) -> None:
        self._before = round_
        self._arrival = arrival
        self._keeps = keep
        self._expected = round_.expected
        self._units = dict(round_.units)
        self._copies = copies
        self._prints: dict[Path, Fingerprint | None] = {}
        self._first: dict[str, Path] = {}
        self._known = {
            one.sha256: (record.code, one)
            for record in round_.units.values()
            for one in record.received
        }

    @property
    def round(self) -> Round:
        """The round with what has been filed so far."""
        return evolve(self._before, units=self._units)

    def read(
        self, paths: Sequence[Path], held: Mapping[Path, Held]
    ) -> Iterator[tuple[Path, Callable[[], Read]]]:
        """Yield each path with what gives its reading; what is known is never read."""
        by = Yardstick(self._before.rubric, self._before.roster, self._before.identity.scoring_hash)
        self._prints = {path: _fingerprint(path) for path in paths}
        usable = {path: one.reading for path, one in held.items() if self._holds(path, one, by)}

        def is_new(path: Path) -> bool:
            print_ = self._prints[path]
            return path not in usable and (print_ is None or print_.sha256 not in self._known)

        for path, read in read_ahead(paths, is_new, by):
            yield path, _given(usable[path]) if path in usable else read

    def _holds(self, path: Path, held: Held, by: Yardstick) -> bool:
        """Say whether a file is still what was read, and what was read is what is asked now."""
        return (held.print, held.by) == (self._prints[path], by)

    def file(self, path: Path, read: Callable[[], Read]) -> Filed:
        """File one file; whatever stops it is its own outcome, and the round stays as it was."""
        filed = self._file(path, read)
        first = self._first.setdefault(filed.digest, path) if filed.outcome.is_received else path
        if first == path or filed.is_new:
            return filed
        name = one_line(first.name)
        why = Problem(say("The same hand-in as {name}.", name=name), one_line(path.name))
        return evolve(filed, twin=name, reasons=(why,))

    def _file(self, path: Path, read: Callable[[], Read]) -> Filed:
        print_ = self._prints[path]
        incoming: Incoming | None = None
        try:
            known = None if print_ is None else self._known.get(print_.sha256)
            if known is not None and self._is_kept(known[1]):
                return self._again(path, *known)
            found = read()
            incoming = found.incoming
            if isinstance(found, Refused):
                return _refused(path, found)
            with judged_apart(path):
                return self._landed(path, found, print_)
        except BundleError as error:
            return _refused(path, Refused(error.outcome, error.problems, incoming))
        except ParselfError as error:
            return _refused(path, Refused(Outcome.FAILED, error.problems, incoming))

    def _is_kept(self, one: Received) -> bool:
        path = self._before.path / one.file
        return not self._keeps or path in self._copies or files.is_there(path)

    def _again(self, path: Path, code: str, one: Received) -> Filed:
        """Tell of a file that is there already."""
        expected = self._expected
        incoming = Incoming(
            code,
            expected.year,
            expected.purpose,
            expected.scoring_hash,
            one.sequence,
            one.digest,
        )
        landing = land(expected, self._known_of(code), incoming)
        return _told(path, landing.outcome, landing.reason, incoming)

    def _is_received(self, code: str, digest: str) -> bool:
        record = self._units.get(code)
        return record is not None and any(one.digest == digest for one in record.received)

    def _known_of(self, code: str) -> Known | None:
        record = self._units.get(code)
        return None if record is None else record.known

    def _landed(self, path: Path, found: Reading, print_: Fingerprint | None) -> Filed:
        """Keep a hand-in if it belongs here, and enter it."""
        code = found.incoming.unit
        landing = land(self._expected, self._known_of(code), found.incoming)
        filed = _told(path, landing.outcome, landing.reason, found.incoming)
        filed = evolve(filed, notes=(*found.notes, *self._roster_notes(found.scored)))
        if not landing.outcome.is_received or found.scored is None:
            return filed
        is_new = not self._is_received(code, found.incoming.digest)
        filed = evolve(filed, is_new=is_new)
        file = self._keep(path, found, print_) if self._keeps else ""
        self._enter(found.incoming, found.scored, file, print_)
        is_older = landing.outcome is Outcome.OLDER
        return filed if is_older else evolve(filed, asked=found.scored.asked)

    def _enter(
        self, incoming: Incoming, scored: Scored, file: str, print_: Fingerprint | None
    ) -> None:
        new = Received(
            incoming.sequence,
            incoming.digest,
            file,
            "" if print_ is None else print_.sha256,
            scored.points,
            scored.applicable_max,
            scored.index,
            self._arrival.arrived,
            self._arrival.letter,
            self._arrival.letter_number,
            answers=scored.answers,
        )
        record = self._units.get(incoming.unit, UnitRecord(incoming.unit, ()))
        self._units[incoming.unit] = record.with_received(new)
        self._known[new.sha256] = (incoming.unit, new)

    def _roster_notes(self, scored: Scored | None) -> list[Message]:
        """Report rows filled in for other sub-units than the round's roster has."""
        if scored is None or not scored.strange:
            return []
        what = say(
            "The unit lists other {word} than this round's roster; these rows carry no points:"
            " {rows}.",
            word=self._before.roster.sub_unit_word,
            rows=", ".join(scored.strange),
        )
        return [what]

    def _keep(self, path: Path, found: Reading, print_: Fingerprint | None) -> str:
        """Keep a bundle as it came and return where. Raises `BundleError` if it changed."""
        name = self._place(found.incoming, print_)
        target = self._before.path / name
        if self._copies.fingerprint(target) != print_:
            copied = self._copies.copy(path, target, most=BUNDLE_BYTES)
            if copied != print_:
                self._copies.drop(target)
                what = say("The file changed while it was being read.")
                raise DamagedBundleError(Problem(what, one_line(path.name), say("Merge it again.")))
        if found.scored is not None:
            keep_facts(self._before.path, found.incoming.digest, found.scored.facts)
        return name

    def _place(self, incoming: Incoming, print_: Fingerprint | None) -> str:
        """Return where a bundle is kept: one that somebody made to look alike keeps its place."""
        stem = f"{RECEIVED}/{incoming.unit}/{incoming.sequence}-"
        name = f"{stem}{incoming.digest[:_SHORT_DIGEST]}.zip"
        there = self._copies.fingerprint(self._before.path / name)
        return name if there in {None, print_} else f"{stem}{incoming.digest}.zip"


def _given(reading: Reading) -> Callable[[], Read]:
    return lambda: reading


def _fingerprint(path: Path) -> Fingerprint | None:
    """Return what a file holds; None for one that cannot be read, which `read_bundle` tells."""
    try:
        return files.fingerprint_of(path) if files.size(path) <= BUNDLE_BYTES else None
    except FileError:
        return None


def _told(path: Path, outcome: Outcome, reason: Message, incoming: Incoming) -> Filed:
    reasons = (Problem(reason, one_line(path.name)),)
    return Filed(path, outcome, reasons, incoming.unit, incoming.sequence, incoming.digest)


def _refused(path: Path, found: Refused) -> Filed:
    incoming = found.incoming
    if incoming is None:
        return Filed(path, found.outcome, found.why)
    named = (incoming.unit, incoming.sequence, incoming.digest)
    return Filed(path, found.outcome, found.why, *named)
