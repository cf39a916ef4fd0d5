"""A province for a day as values: what districts claim, what is ruled, what was announced, mishaps.

Every district begins from the same best answers; it only says where it claims less, and the
trainer's rulings where less is recognised. Pure.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from parself.assessment.model import State
from parself.rules.amounts import Value
from parself.values import Frozen, field


class Entered(Frozen):
    """What is entered for one row."""

    row: str
    inputs: Mapping[str, Value] = field(default_factory=dict)
    state: State = State.ANSWERED


class Ruling(Frozen):
    """What the province recognises of one row, by the trainer's key."""

    row: str
    points: Decimal
    reason: str


class District(Frozen, rename={"claims": "claim", "rulings": "ruling"}):
    """One district of the day, with the figures that it must come to."""

    code: str
    claimed: Decimal
    appraised: Decimal
    """Of the rows scored by the unit and by the province."""
    survey: Decimal
    index: Decimal
    place: int
    announced: Mapping[str, Value]
    """What the province enters, by row and key: ``8.1.points``, ``T2.date``."""
    claims: tuple[Entered, ...] = ()
    """Rows in which it claims less than the best answers."""
    rulings: tuple[Ruling, ...] = ()

    @property
    def entries(self) -> Mapping[str, Mapping[str, Value]]:
        """What the province enters, by row."""
        found: dict[str, dict[str, Value]] = {}
        for name, value in self.announced.items():
            row, _dot, key = name.rpartition(".")
            found.setdefault(row, {})[key] = value
        return found


class MishapKind(StrEnum):
    """What goes wrong among the hand-ins of the day, on purpose."""

    CORRECTION = "correction"
    """A second hand-in comes after the first, and changes a claim."""
    OTHER_CODE = "other-code"
    """The code on the paper is that of an earlier hand-in."""
    REAL_BUNDLE = "real-bundle"
    """A real hand-in lies among those for practice."""
    SURVEY_SHORT = "survey-short"
    """The sheet with survey points lacks a unit."""
    OVERUSED = "overused"
    """One report is the proof of many rows."""


class Mishap(Frozen):
    """One thing that goes wrong, and what the trainer wants to be noticed."""

    kind: MishapKind
    district: str
    seen: str
    row: str = ""
    """Row that the first of two hand-ins answers as well as it can be."""
