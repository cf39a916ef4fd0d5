"""The units that are ranked together, and the table that says where they stood."""

from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from sys import intern

from parself.values import Frozen, evolve, settle


class FigureStatus(StrEnum):
    """Where a unit's published figure comes from."""

    OFFICIAL = "official"
    DECLARED = "declared"
    ILLUSTRATIVE = "illustrative"
    UNKNOWN = "unknown"


def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names that many units have (Thôn 1), each kept once."""
    return tuple(map(intern, names))


class Unit(Frozen):
    """One of the units that are ranked together. Its names are never built from each other."""

    code: str
    short: str
    full: str
    locative: str
    sub_units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        settle(self, _shared, "sub_units")


class RosterHead(Frozen):
    """The words for a kind of unit: the table ``[roster]`` of a file."""

    id: str
    parent: str
    unit_word: str
    sub_unit_word: str


class Roster(RosterHead, dict=True):
    """The units that are ranked together, and the words for their kind."""

    units: tuple[Unit, ...] = ()

    def unit(self, code: str) -> Unit | None:
        """Return a unit by code; None where there is none."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in reversed(self.units)}


class PublishedPart(Frozen):
    """Points of a part of the index that were published by themselves, a survey's for instance."""

    title: str
    points: Decimal
    of: Decimal
    """The most that could be reached."""
    rank: int | None = None


class Standing(Frozen):
    """A unit's published place in one year. None is unknown, never zero."""

    code: str
    status: FigureStatus = FigureStatus.UNKNOWN
    index: Decimal | None = None
    rank: int | None = None
    previous_index: Decimal | None = None
    previous_rank: int | None = None
    previous_status: FigureStatus | None = None
    """Status of the previous year's figures where it differs."""
    part: tuple[PublishedPart, ...] = ()


class StandingsHead(Frozen):
    """Where a table of standings comes from: the table ``[standings]`` of a file."""

    id: str
    roster: str
    year: int
    source: str = ""
    """Number and date of the deciding document, when known."""
    spread: Decimal | None = None
    """Declared year-to-year movement in index points, for want of enough past figures."""


class Standings(StandingsHead):
    """The table that a rank is projected against."""

    units: tuple[Standing, ...] = ()

    def of(self, code: str) -> Standing | None:
        """Return a unit's standing."""
        return next((s for s in self.units if s.code == code), None)

    def among(self, roster: Roster) -> "Standings":
        """Return the table with the roster's other units in it: not named is not known."""
        named = {standing.code for standing in self.units}
        rest = (Standing(unit.code) for unit in roster.units if unit.code not in named)
        return evolve(self, units=(*self.units, *rest))
