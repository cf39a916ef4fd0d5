"""The form of round.toml.

The file is sealed: a torn or edited one is told from a good one, and the bundles kept beside it
hold everything to make it anew.
"""

from collections.abc import Mapping
from typing import Final

from parself import toml
from parself.assessment.model import Purpose
from parself.errors import DamagedError, Message, Problem, say
from parself.limits import OF_ALL_UNITS
from parself.province.calendar import NO_DATES, Dates, Extension
from parself.province.officers import Officer
from parself.province.record import (
    USUAL,
    Closed,
    Desk,
    Publication,
    Round,
    Second,
    Settings,
    UnitRecord,
)
from parself.rubric.identity import RubricIdentity
from parself.structure import BadShapeError, Reader, structure, written
from parself.text import one_line
from parself.values import Frozen, settle

ROUND_FILE: Final = "round.toml"
FORMAT: Final = 1
"""The format of round.toml that this program reads and writes."""


class RoundFile(Frozen):
    """The shape of round.toml."""

    format: int
    id: str
    year: int
    purpose: Purpose
    roster: str
    rubric: RubricIdentity
    beside: Mapping[str, str]
    title: str = ""
    dates: Dates = NO_DATES
    settings: Settings = USUAL
    extension: tuple[Extension, ...] = ()
    officer: tuple[Officer, ...] = ()
    desk: Desk | None = None
    closed: Closed | None = None
    second: Second | None = None
    publication: tuple[Publication, ...] = ()
    unit: tuple[UnitRecord, ...] = ()

    def __post_init__(self) -> None:
        # It goes into a line of the bags of officers.
        settle(self, one_line, "id")


def dump(round_: Round) -> bytes:
    """Return the bytes of round.toml, checksum included."""
    units = tuple(round_.units[code] for code in sorted(round_.units))
    file = RoundFile(
        FORMAT,
        round_.id,
        round_.year,
        round_.purpose,
        round_.roster.id,
        round_.identity,
        dict(sorted(round_.beside.items())),
        round_.title,
        round_.dates,
        round_.settings,
        round_.extensions,
        round_.officers,
        round_.desk,
        round_.closed,
        round_.second,
        round_.publications,
    )
    # Unit by unit: the plain tables of ten thousand would take more memory than the round itself.
    whole = [toml.write(written(file))]
    whole += [toml.write({"unit": [written(one)]}) for one in units]
    return toml.seal(b"\n".join(whole))


def parse(data: bytes, *, where: str) -> RoundFile:
    """Read round.toml. Raises `DamagedError` for all but what `dump` wrote."""
    if not toml.is_sealed(data):
        raise damaged(say("The checksum is missing or wrong."), where)
    table = toml.read(data, where=where, times=OF_ALL_UNITS).table
    if toml.format_of(table) != FORMAT:
        raise damaged(say("The round was written by another version of parself."), where)
    try:
        file = structure(Reader(), RoundFile, table, where)
    except BadShapeError as error:
        raise DamagedError(*error.problems) from None
    if not file.id:
        raise damaged(say("The round has no id."), where)
    return file


def damaged(what: Message, where: str) -> DamagedError:
    """Return the error for a round that cannot be used as it is."""
    todo = say("Make a new round and merge the files under “received” into it.")
    return DamagedError(Problem(what, where, todo))
