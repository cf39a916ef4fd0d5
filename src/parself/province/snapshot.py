"""What was published of a round, as it is kept: ``published/lan-N.toml``, sealed, written once.

It stands by itself: the round may be reopened, corrected and published anew, and what was
published under an earlier number stays as it was.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final

from parself.assessment.model import Purpose
from parself.errors import DamagedError, Problem, say
from parself.files import show_path
from parself.limits import OF_ALL_UNITS
from parself.province.board import ZERO
from parself.province.sealed import read_sealed
from parself.province.unranked import Why
from parself.rubric.identity import RubricIdentity
from parself.scoring.classes import Held
from parself.text import cleaned, one_line
from parself.values import Frozen, field, settle

FORMAT: Final = 1
"""The format of a publication that this program reads and writes."""


class PublishedRow(Frozen):
    """A row of the rubric, as it was then."""

    id: str
    title: str
    points: Decimal
    """Its maximum."""
    rule: str
    """Hash of what it asks for and gives, without its id."""


class PublishedPeers(Frozen):
    """What the figures of all units came to in a row that compares them."""

    figure: Decimal
    units: int
    """How many units' figures it was made of."""


class PublishedUnit(Frozen):
    """What is published of one unit."""

    code: str
    name: str
    why: Why | None = None
    """Why it has no place; None where it has one."""
    place: int | None = None
    """Shared by units of the same index (đồng hạng)."""
    index: Decimal | None = None
    exact: str = ""
    """The index before it was rounded, as a fraction."""
    band: str = ""
    held: tuple[Held, ...] = ()
    """Better classes that its index reaches and a condition keeps it from."""
    claimed: Decimal | None = None
    appraised: Decimal | None = None
    """Rows left open count as claimed; those that the province grades are among them."""
    survey: Decimal | None = None
    """Of the rows of the survey."""
    bonus: Decimal = ZERO
    penalty: Decimal = ZERO
    maximum: Decimal | None = None
    """What the points are set against."""
    areas: Mapping[str, Decimal] = field(default_factory=dict)
    """Points that count, by area."""
    points: Mapping[str, Decimal] = field(default_factory=dict)
    """Points that count, by row."""
    claims: Mapping[str, Decimal] = field(default_factory=dict)
    """Claimed points, by row."""
    not_applicable: tuple[str, ...] = ()
    """Rows that do not apply to it."""
    open: tuple[str, ...] = ()
    """Rows that were not decided: they count as claimed."""
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    """Its own figures that counted, in rows that compare units."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why points moved since the publication before, by row, as the unit may read it."""

    def __post_init__(self) -> None:
        settle(self, one_line, "name", "band")

    @property
    def exact_index(self) -> Fraction | None:
        """The index before it was rounded; None where it is not known."""
        return Fraction(self.exact) if self.exact else None


class Snapshot(Frozen, rename={"units": "unit", "rows": "row"}):
    """Everything that is published of a round under one number."""

    format: int
    round: str
    """Id of the round."""
    number: int
    """0 where nothing was published and only settled points are known."""
    year: int
    purpose: Purpose
    roster: str
    rubric: RubricIdentity
    when: datetime
    who: str
    why: str = ""
    decision: str = ""
    """Number and day of the deciding document; empty until it is signed."""
    title: str = ""
    """What the group of units is called."""
    survey_held: bool = True
    left: int = 0
    """Rows and units that were not finished when the scores were closed."""
    rows: tuple[PublishedRow, ...] = ()
    units: tuple[PublishedUnit, ...] = ()
    peers: Mapping[str, PublishedPeers] = field(default_factory=dict)
    """What all units came to, by row that compares them."""

    def __post_init__(self) -> None:
        settle(self, one_line, "who", "decision", "title")
        settle(self, cleaned, "why")

    @property
    def is_published(self) -> bool:
        """Whether indexes and places are told too, not settled points alone."""
        return self.number > 0

    @property
    def ranked(self) -> tuple[PublishedUnit, ...]:
        """The units that have a place, the first one first."""
        found = (one for one in self.units if one.place is not None)
        return tuple(sorted(found, key=lambda one: one.place or 0))

    @property
    def unranked(self) -> tuple[PublishedUnit, ...]:
        """The units without a place: no mean and no denominator counts them."""
        return tuple(one for one in self.units if one.place is None)

    def unit(self, code: str) -> PublishedUnit | None:
        """Return what is published of a unit; None where the round did not have it."""
        return next((one for one in self.units if one.code == code), None)


def read_snapshot(path: Path) -> Snapshot:
    """Read the file of a publication. Raises `DamagedError` for anything else, and `FileError`."""
    todo = say("Put the file back from a copy.")
    found = read_sealed(path, Snapshot, todo, times=OF_ALL_UNITS)
    if found is None:
        raise DamagedError(Problem(say("The file is not there."), show_path(path), todo))
    if found.format != FORMAT:
        what = say("The publication was written by another version of parself.")
        raise DamagedError(Problem(what, show_path(path)))
    return found
