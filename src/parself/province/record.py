"""What a round remembers, and the form of round.toml.

Of each unit the hand-in that stands, with the points it claims, bound to its digest: so
that a ranking reads no bundle twice. The file is sealed: a torn or edited one is told
from a good one, and the bundles kept beside it hold everything to make it anew.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from parself import toml
from parself.assessment.model import Purpose, RubricIdentity
from parself.errors import DamagedError, Message, Problem, say
from parself.province.results import Claim, Results, results
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster
from parself.structure import BadShapeError, Reader, structure, written
from parself.submission.landing import Expected, Known
from parself.values import Frozen, evolve, field, settle

FORMAT: Final = 1
"""The format of round.toml that this program reads and writes."""


class Received(Frozen):
    """A hand-in that stands, or one of several that diverge."""

    digest: str
    file: str
    """Path in the round's folder, with forward slashes."""
    points: Decimal
    """Claimed points by the round's own rubric."""
    index: Decimal | None = None
    """Claimed index in percent; None where no row applies."""


def _by_digest(received: tuple[Received, ...]) -> tuple[Received, ...]:
    return tuple(sorted(received, key=lambda one: one.digest))


class UnitRecord(Frozen):
    """What has been received of one unit under its highest number."""

    code: str
    sequence: int
    received: tuple[Received, ...]
    """More than one where they diverge."""
    chosen: str = ""
    """Digest that a person chose among several."""

    def __post_init__(self) -> None:
        settle(self, _by_digest, "received")

    @property
    def known(self) -> Known:
        """What `landing` needs to know."""
        return Known(self.sequence, tuple(one.digest for one in self.received), self.chosen)

    @property
    def claim(self) -> Claim | None:
        """The figures that count; None while hand-ins diverge."""
        counts = self.known.counts
        return next(
            (Claim(one.points, one.index) for one in self.received if one.digest == counts), None
        )


class Round(Frozen):
    """A round as it was last read or written."""

    path: Path
    rubric: Rubric
    identity: RubricIdentity
    roster: Roster
    year: int
    purpose: Purpose
    units: Mapping[str, UnitRecord] = field(default_factory=dict)
    """By code: the units of which something was received."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of rubric and roster in the round's folder, by name."""

    @property
    def expected(self) -> Expected:
        """What the round takes in."""
        codes = frozenset(unit.code for unit in self.roster.units)
        return Expected(self.identity.scoring_hash, self.year, self.purpose, codes)

    @property
    def results(self) -> Results:
        """The ranking by claimed index, and who is missing."""
        return results(self.roster, {code: unit.claim for code, unit in self.units.items()})

    def with_unit(self, record: UnitRecord) -> "Round":
        """Return this round with one unit's record replaced."""
        return evolve(self, units={**self.units, record.code: record})


class RoundFile(Frozen):
    """The shape of round.toml."""

    format: int
    year: int
    purpose: Purpose
    roster: str
    rubric: RubricIdentity
    beside: Mapping[str, str]
    unit: tuple[UnitRecord, ...] = ()


def dump(round_: Round) -> bytes:
    """Return the bytes of round.toml, checksum included."""
    units = tuple(round_.units[code] for code in sorted(round_.units))
    file = RoundFile(
        FORMAT,
        round_.year,
        round_.purpose,
        round_.roster.id,
        round_.identity,
        dict(sorted(round_.beside.items())),
        units,
    )
    return toml.seal(toml.write(written(file)))


def parse(data: bytes, *, where: str) -> RoundFile:
    """Read round.toml. Raises `DamagedError` for all but what `dump` wrote."""
    if not toml.is_sealed(data):
        raise damaged(say("The checksum is missing or wrong."), where)
    table = toml.read(data, where=where).table
    if toml.format_of(table) != FORMAT:
        raise damaged(say("The round was written by another version of parself."), where)
    try:
        return structure(Reader(), RoundFile, table, where)
    except BadShapeError as error:
        raise DamagedError(*error.problems) from None


def damaged(what: Message, where: str) -> DamagedError:
    """Return the error for a round that cannot be used as it is."""
    todo = say("Make a new round and merge the files under “received” into it.")
    return DamagedError(Problem(what, where, todo))
