"""Hand-ins read for landing: of each only what a round has to know, by a few readers at once.

Reading and scoring is the dear part of landing. Where many files are new, other processes read
them ahead, and this one while it waits for them; they are started afresh on every system, and end
with the program that started them.
What is read is small, so that a landing of ten thousand hand-ins needs no more memory than one of
ten.
"""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from decimal import Decimal
from pathlib import Path
from threading import Thread
from typing import Final

from parself.assessment.possible import problems
from parself.errors import Message, ParselfError, Problem
from parself.province.facts import facts_of, sealed_facts
from parself.rubric.identity import scoring_hash
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster, Unit
from parself.scoring.score import claims_of
from parself.submission.archive import BundleError, judged_apart
from parself.submission.inspector import Finding, at_once, standing
from parself.submission.intake import Bundle, read_bundle
from parself.submission.landing import Incoming, Outcome
from parself.values import Frozen

MANY: Final = 128
"""So many new files are read by several processes: to start them takes as long as to read 40."""
_READERS: Final = 4
_AHEAD: Final = 4
"""Files for each reader that are read before they are asked for."""
_AT_ONCE: Final = 2
"""Files that another process has at once: one in hand and the next."""
_SWEPT: Final = 100_000
"""So many values may be made before garbage is looked for."""


class Yardstick(Frozen):
    """By what hand-ins are scored."""

    rubric: Rubric
    roster: Roster
    scoring_hash: str

    @classmethod
    def of(cls, rubric: Rubric, roster: Roster) -> "Yardstick":
        """Return the yardstick of a rubric and a roster."""
        return cls(rubric, roster, scoring_hash(rubric))


class Scored(Frozen):
    """What a hand-in is worth by a yardstick."""

    unit: Unit
    """As the roster has it."""
    points: Decimal
    """Claimed points."""
    applicable_max: Decimal
    index: Decimal | None
    facts: bytes
    """The content of the file that keeps its facts."""
    asked: tuple[Finding, ...]
    """Contradictions and unlikely input for which the unit gave no reason."""
    strange: tuple[str, ...]
    """Rows filled in for other sub-units than the roster has: they carry no points."""
    answers: str = ""
    """Digest of the return that it answers; empty where it names none."""


class Reading(Frozen):
    """A hand-in that was read without fault."""

    incoming: Incoming
    notes: tuple[Message, ...]
    """What was left out or replaced on reading."""
    scored: Scored | None
    """None where it answers another rubric, or its unit is not in the roster."""


class Refused(Frozen):
    """A file that is no hand-in, or on which the program failed."""

    outcome: Outcome
    why: tuple[Problem, ...]
    incoming: Incoming | None = None


Read = Reading | Refused


def read_hand_in(path: Path, by: Yardstick) -> Read:
    """Read one file; whatever stops it is its own outcome."""
    incoming = None
    try:
        bundle = read_bundle(path)
        incoming = bundle.incoming
        with judged_apart(path):
            return reading_of(bundle, by)
    except BundleError as error:
        return Refused(error.outcome, error.problems, incoming)
    except ParselfError as error:
        return Refused(Outcome.FAILED, error.problems, incoming)


def reading_of(bundle: Bundle, by: Yardstick) -> Reading:
    """Return what landing has to know of a hand-in."""
    unit = by.roster.unit(bundle.unit.code)
    fits = unit is not None and bundle.assessment.rubric.scoring_hash == by.scoring_hash
    return Reading(
        bundle.incoming, bundle.notes, _scored(bundle, by.rubric, unit) if unit and fits else None
    )


def _scored(bundle: Bundle, rubric: Rubric, unit: Unit) -> Scored:
    assessment = bundle.assessment
    # Whether it is possible was asked when the hand-in was read, of the unit as it sees itself.
    is_possible = assessment.part is None and unit.sub_units == bundle.unit.sub_units
    scores = claims_of(rubric, unit, assessment, is_possible=is_possible)
    doubts = standing(at_once(rubric, unit, assessment, scores), assessment)
    facts = facts_of(unit, assessment, scores, bundle.digest, doubts)
    differs = set(unit.sub_units) != set(bundle.unit.sub_units)
    return Scored(
        unit,
        facts.points or Decimal(0),
        facts.applicable_max,
        facts.index,
        sealed_facts(facts),
        doubts,
        tuple(problems(rubric, unit, assessment)) if differs else (),
        facts.returned,
    )


def read_ahead(
    paths: Sequence[Path], is_new: Callable[[Path], bool], by: Yardstick
) -> Iterator[tuple[Path, Callable[[], Read]]]:
    """Yield each path, in order, with what gives its reading once it is asked for.

    Where many are new they are read ahead, by several processes of which this one is the first.
    """
    new = {path for path in paths if is_new(path)}
    readers = min(os.cpu_count() or 1, _READERS) if len(new) >= MANY else 1
    with _swept_rarely(), _pool(readers - 1, by) as pool:
        ahead = _Ahead(pool, readers - 1, by)
        for path in paths:
            ahead.add(path, path in new)
            if ahead.is_full:
                yield ahead.first()
        while ahead.waiting:
            yield ahead.first()


@contextmanager
def _swept_rarely() -> Iterator[None]:
    """Look for garbage less often: reading leaves none in circles, and makes thousands of values.

    To look for it takes a twentieth of the time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_SWEPT, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class _File:
    """A file whose turn comes; it may be read before, by another process or by this one."""

    def __init__(self, path: Path, is_new: bool) -> None:
        self.path = path
        self.future: Future[Read] | None = None
        self.found: Read | None = None
        self._is_new = is_new

    @property
    def is_free(self) -> bool:
        """Whether it shall be read ahead and nobody has begun with it."""
        return self._is_new and self.future is None and self.found is None

    @property
    def is_out(self) -> bool:
        """Whether another process has it."""
        return self.future is not None and not self.future.done()


class _Ahead:
    """The files whose turn comes next, the first of them with other processes.

    The others get only what they read at once: what was given out is not taken back, since a
    pool that breaks down complains about each file that was (CPython 3.11).
    """

    def __init__(self, pool: ProcessPoolExecutor | None, others: int, by: Yardstick) -> None:
        self.waiting: deque[_File] = deque()
        self._pool = pool
        self._others = others
        self._by = by

    @property
    def is_full(self) -> bool:
        """Whether no more files should be added before the first is asked for."""
        return len(self.waiting) > (self._others + 1) * _AHEAD or self._pool is None

    def add(self, path: Path, is_new: bool) -> None:
        """Let a file wait for its turn."""
        self.waiting.append(_File(path, is_new))
        self._give_out()

    def first(self) -> tuple[Path, Callable[[], Read]]:
        """Take the first file out; return it with what gives its reading."""
        file = self.waiting.popleft()
        return file.path, lambda: self._result(file)

    def _give_out(self) -> None:
        room = self._others * _AT_ONCE - sum(file.is_out for file in self.waiting)
        for file in self.waiting:
            if room <= 0:
                break
            if file.is_free:
                file.future = _begun(self._pool, file.path)
                room -= 1

    def _result(self, file: _File) -> Read:
        """Return its reading; until another process has it ready, read later files here."""
        while file.is_out and self._read_last_free():
            self._give_out()
        if file.future is not None:
            # A system may end or forbid the other processes: then this one reads.
            with suppress(BrokenExecutor):
                return file.future.result()
        return file.found or read_hand_in(file.path, self._by)

    def _read_last_free(self) -> bool:
        free = next((file for file in reversed(self.waiting) if file.is_free), None)
        if free is not None:
            free.found = read_hand_in(free.path, self._by)
        return free is not None


def _begun(pool: ProcessPoolExecutor | None, path: Path) -> "Future[Read] | None":
    with suppress(BrokenExecutor):
        return None if pool is None else pool.submit(_read_here, path)
    return None


def _pool(others: int, by: Yardstick) -> AbstractContextManager[ProcessPoolExecutor | None]:
    if others == 0:
        return nullcontext()
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(others, context, _enter_service, (by,))


_own: Yardstick | None = None
"""Of a reader's process: by what it scores."""


def _enter_service(by: Yardstick) -> None:
    """Make a new process a reader. Ctrl+C is the business of the one that started it."""
    global _own
    _own = by
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_SWEPT)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_here(path: Path) -> Read:
    assert _own is not None, "a reader has been given its yardstick"
    return read_hand_in(path, _own)
