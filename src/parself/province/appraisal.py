"""The appraisal of a round: what all appraisers decided, remarked and agreed, in one ledger.

``appraisal.jsonl`` only grows. A line is one step: it is sealed and read as a whole or not at all,
so that a crash never leaves half of what was decided in one go. What several people added is put
together by adding the versions that one copy lacks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

from parself import files
from parself.files import journal
from parself.province.decisions import Back, Cell, Decision, Stand, Verdict, stands, taken_back
from parself.province.remarks import Remark, Way, standing_remarks, standing_ways
from parself.province.versions import Version, passed_by, unknown
from parself.values import Frozen, from_plain, to_plain

LEDGER: Final = "appraisal.jsonl"
V = TypeVar("V", bound=Version)


class _Step(Frozen):
    """The form of a line."""

    decisions: tuple[Decision, ...] = ()
    backs: tuple[Back, ...] = ()
    remarks: tuple[Remark, ...] = ()
    ways: tuple[Way, ...] = ()
    out: tuple[str, ...] = ()
    """Ids of versions that earlier lines brought and that are out again."""


class Appraisal(Frozen, dict=True):
    """All versions, in the order of the ledger."""

    versions: tuple[Version, ...] = ()
    unreadable: int = 0
    """How many lines of the ledger were changed or cut short."""
    out: tuple[Version, ...] = ()
    """What was put out again: it counts no more, but what went on from it stays where it stands."""

    def of(self, cell: Cell) -> tuple[Decision, ...]:
        """Every decision ever made on a cell."""
        return tuple(one for one in self.decisions if one.cell == cell)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision ever made, those taken back as well."""
        return tuple(one for one in self.versions if isinstance(one, Decision))

    @cached_property
    def gone(self) -> frozenset[str]:
        """The ids of what counts no more: put out, or taken back."""
        backs = (one for one in self.versions if isinstance(one, Back))
        return taken_back(self.decisions, backs).union(one.id for one in self.out)

    @property
    def stands(self) -> Mapping[Cell, Stand]:
        """How each decided cell stands."""
        return stands(self._every(Decision), self.gone)

    @property
    def remarks(self) -> Mapping[tuple[str, str], tuple[Remark, ...]]:
        """The remarks that stand, by unit and row."""
        return standing_remarks(self._every(Remark), self.gone)

    @property
    def ways(self) -> Mapping[str, tuple[Way, ...]]:
        """The agreed ways of scoring that stand, by row."""
        return standing_ways(self._every(Way), self.gone)

    def _every(self, kind: type[V]) -> Iterator[V]:
        return (one for one in (*self.versions, *self.out) if isinstance(one, kind))

    @property
    def carried(self) -> tuple[Version, ...]:
        """What another desk has to know: all versions, and of what is out that they go on from."""
        known = {one.id: one for one in self.out}
        needed = {each for one in self.versions for each in passed_by(one, known, known)}
        return (*self.versions, *(one for one in self.out if one.id in needed))

    @property
    def in_force(self) -> frozenset[str]:
        """The ids of what holds: decided and not put back to open, said and not withdrawn."""
        decided = (one for stand in self.stands.values() for one in stand.latest)
        words = (*self.remarks.values(), *self.ways.values())
        said = (one.id for standing in words for one in standing)
        return frozenset((*(one.id for one in decided if one.verdict is not Verdict.OPEN), *said))

    def counted(self, versions: Iterable[Version]) -> tuple[int, int]:
        """Return how many of these versions that hold are decisions, and how many are words."""
        held = self.in_force
        kinds = [isinstance(one, Decision) for one in versions if one.id in held]
        return sum(kinds), len(kinds) - sum(kinds)

    def added(self, versions: Iterable[Version]) -> "Appraisal":
        """Return this appraisal with the versions that it does not hold yet."""
        new = unknown(self.versions, versions)
        ids = {one.id for one in new}
        left = tuple(one for one in self.out if one.id not in ids)
        return Appraisal((*self.versions, *new), self.unreadable, left)


def read_appraisal(folder: Path) -> Appraisal:
    """Read the ledger of a round's folder; empty where there is none. Raises `FileError`.

    Lines that are no steps are counted, never removed.
    """
    return _appraisal(journal.read(folder / LEDGER))


def start_of(folder: Path, size: int) -> bytes:
    """Return the first bytes of the ledger of a round's folder. Raises `FileError`."""
    return b"".join(files.read_chunks(folder / LEDGER))[:size] if size else b""


def parse_appraisal(data: bytes) -> Appraisal:
    """Return what a ledger's bytes say, as `read_appraisal` does."""
    return _appraisal(journal.parse(data))


def _appraisal(found: journal.Journal) -> Appraisal:
    steps = [_step(event) for event in found.lines.values()]
    good = [one for one in steps if one is not None]
    versions, out = dict[str, Version](), dict[str, Version]()
    for one in good:
        out |= {name: versions.pop(name) for name in one.out if name in versions}
        for version in (*one.decisions, *one.backs, *one.remarks, *one.ways):
            versions.setdefault(version.id, version)
            out.pop(version.id, None)
    unreadable = found.unreadable + len(steps) - len(good)
    return Appraisal(tuple(versions.values()), unreadable, tuple(out.values()))


def write_step(folder: Path, versions: Sequence[Version]) -> None:
    """Add what was decided in one go to the ledger of a round's folder. Raises `FileError`."""
    journal.append(folder / LEDGER, _plain(versions))


def put_out(folder: Path, ids: Iterable[str]) -> None:
    """Note that versions do not belong to a round any more; whoever adds them again brings them in.

    What stood before them stands again as it was. Raises `FileError`.
    """
    journal.append(folder / LEDGER, to_plain(_Step(out=tuple(ids))))


def dump_step(versions: Sequence[Version]) -> bytes:
    """Return the bytes of a ledger that holds these versions as one step."""
    return f"{journal.sealed(_plain(versions))}\n".encode()


def _plain(versions: Sequence[Version]) -> Mapping[str, object]:
    step = _Step(
        tuple(one for one in versions if isinstance(one, Decision)),
        tuple(one for one in versions if isinstance(one, Back)),
        tuple(one for one in versions if isinstance(one, Remark)),
        tuple(one for one in versions if isinstance(one, Way)),
    )
    return to_plain(step)


def _step(event: Mapping[str, Any]) -> _Step | None:
    try:
        return from_plain(_Step, event)
    except ValueError:
        return None
