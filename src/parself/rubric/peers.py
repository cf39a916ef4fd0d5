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


class UnitKind(StrEnum):
    """What kind of office the units of a roster are: it decides how their papers look."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    DEPARTMENT = "department"
    OTHER = "other"


def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names that many units have (Thôn 1), each kept once."""
    return tuple(map(intern, names))


class Unit(Frozen):
    """One of the units that are ranked together. Its names are never built from each other."""

    code: str
    short: str
    full: str
    locative: str
    letterhead: tuple[str, ...] = ()
    """Lines at the head of its papers, the superior office first; empty: the kind's usual ones."""
    number: str = ""
    """What follows the kind of paper in its document numbers: ``SNV`` in ``/BC-SNV``."""
    head: str = ""
    """What whoever heads it is called (Chánh Văn phòng), where that is not the roster's word."""
    place: str = ""
    """Where its papers are signed, where that is not the roster's place."""
    sub_units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        settle(self, _shared, "sub_units")


class Appraiser(Frozen):
    """The office that appraises the units, as its letters write it.

    What is left empty follows from the roster's parent.
    """

    name: str = ""
    """As running text has it."""
    letterhead: tuple[str, ...] = ()
    number: str = ""
    on_behalf: str = ""
    head: str = ""
    place: str = ""


class RosterHead(Frozen):
    """The words for a kind of unit: the table ``[roster]`` of a file.

    What is left empty follows from the kind of unit, or, without a kind, from the units' names.
    """

    id: str
    parent: str
    unit_word: str
    sub_unit_word: str
    kind: UnitKind | None = None
    above: str = ""
    """The office above the units, over their names at the head of their papers."""
    number: str = ""
    """What follows the kind of paper in document numbers, for units without their own."""
    on_behalf: str = ""
    """For whom a head signs: ``TM. Ủy ban nhân dân``."""
    head: str = ""
    """What whoever heads a unit is called: Chủ tịch, Giám đốc."""
    place: str = ""
    """Where papers are signed, for units without their own place."""
    appraiser: Appraiser = Appraiser()


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
