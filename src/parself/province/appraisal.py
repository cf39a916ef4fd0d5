"""The appraisal of a round: what all appraisers decided, remarked and agreed, in one ledger.

``appraisal.jsonl`` only grows. A line is one step: it is sealed and read as a whole or not at all,
so that a crash never leaves half of what was decided in one go. What several people added is put
together by adding the versions that one copy lacks.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from parself import files
from parself.files import journal
from parself.province.decisions import Cell, Decision, Stand, Verdict, stands
from parself.province.remarks import Remark, Way, standing_remarks, standing_ways
from parself.province.versions import Version, unknown
from parself.values import Frozen, from_plain, to_plain

LEDGER: Final = "appraisal.jsonl"


class _Step(Frozen):
    """The form of a line."""

    decisions: tuple[Decision, ...] = ()
    remarks: tuple[Remark, ...] = ()
    ways: tuple[Way, ...] = ()


class Appraisal(Frozen):
    """All versions, in the order of the ledger."""

    versions: tuple[Version, ...] = ()
    unreadable: int = 0
    """How many lines of the ledger were changed or cut short."""

    def of(self, cell: Cell) -> tuple[Decision, ...]:
        """Every decision ever made on a cell."""
        return tuple(one for one in self.decisions if one.cell == cell)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision ever made."""
        return tuple(one for one in self.versions if isinstance(one, Decision))

    @property
    def stands(self) -> Mapping[Cell, Stand]:
        """How each decided cell stands."""
        return stands(self.decisions)

    @property
    def remarks(self) -> Mapping[tuple[str, str], tuple[Remark, ...]]:
        """The remarks that stand, by unit and row."""
        return standing_remarks(one for one in self.versions if isinstance(one, Remark))

    @property
    def ways(self) -> Mapping[str, tuple[Way, ...]]:
        """The agreed ways of scoring that stand, by row."""
        return standing_ways(one for one in self.versions if isinstance(one, Way))

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
        return Appraisal((*self.versions, *unknown(self.versions, versions)), self.unreadable)


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
    versions = (v for one in good for v in (*one.decisions, *one.remarks, *one.ways))
    return Appraisal(tuple(versions), found.unreadable + len(steps) - len(good))


def write_step(folder: Path, versions: Sequence[Version]) -> None:
    """Add what was decided in one go to the ledger of a round's folder. Raises `FileError`."""
    journal.append(folder / LEDGER, _plain(versions))


def dump_step(versions: Sequence[Version]) -> bytes:
    """Return the bytes of a ledger that holds these versions as one step."""
    return f"{journal.sealed(_plain(versions))}\n".encode()


def _plain(versions: Sequence[Version]) -> Mapping[str, object]:
    step = _Step(
        tuple(one for one in versions if isinstance(one, Decision)),
        tuple(one for one in versions if isinstance(one, Remark)),
        tuple(one for one in versions if isinstance(one, Way)),
    )
    return to_plain(step)


def _step(event: Mapping[str, Any]) -> _Step | None:
    try:
        return from_plain(_Step, event)
    except ValueError:
        return None
