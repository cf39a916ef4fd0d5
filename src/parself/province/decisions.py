"""What appraisers decide on the rows of the units, and how each row stands.

A decision stores what it rests on, so that a change of it is noticed. Pure: no clock, no file.
"""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final

from parself.province.versions import Version, latest
from parself.text import cleaned
from parself.values import UNSET, Frozen, Unset, settle


class Verdict(StrEnum):
    """What an appraiser decides on one row of one unit."""

    ACCEPT = "accept"
    ADJUST = "adjust"
    ASK = "ask"
    """The unit is to explain; the row has no appraised points yet."""
    OPEN = "open"
    """Not looked at, or put back to that."""


class Cell(Frozen, order=True):
    """One row of one unit, appraised for the first time or looked at a second time."""

    unit: str
    row: str
    look: int = 1
    """2 for the blind second look at a sample."""


class Basis(Frozen):
    """What a decision rests on: hashes of what the appraiser saw."""

    hand_in: str = ""
    """Digest of the hand-in."""
    answer: str = ""
    proof: str = ""
    explanation: str = ""
    rule: str = ""
    reference: str = ""
    """The province's own figure; empty where there is none."""
    way: str = ""
    """The agreed way of scoring that is cited; empty where none is."""
    reply: str = ""
    """What the unit replies to the first appraisal; empty where it agrees or is silent."""

    def changed(self, now: "Basis") -> tuple[str, ...]:
        """Return the names of what differs now; a new hand-in with the same row changes nothing."""
        names = ("answer", "proof", "explanation", "rule", "reference", "way", "reply")
        return tuple(name for name in names if getattr(self, name) != getattr(now, name))


class Decision(Version, kw_only=True):
    """One decision on one cell."""

    cell: Cell
    verdict: Verdict
    points: Decimal | None = None
    """Appraised points: those claimed, or those adjusted to; None where asked or open.

    Beside a figure they are those of the day of the decision.
    """
    reason: str = ""
    basis: Basis = Basis()
    way: int | None = None
    """Number of the agreed way of scoring that is cited."""
    counts: Decimal | Unset = UNSET
    """The unit's figure that counts, in a row that compares units; not written anywhere else."""

    @property
    def figure(self) -> Decimal | None:
        """The unit's figure that counts; None where the points are fixed by themselves."""
        return None if isinstance(self.counts, Unset) else self.counts

    @property
    def gives(self) -> Decimal | None:
        """What is given: a figure in a row that compares units, else points."""
        return self.points if self.figure is None else self.figure

    def __post_init__(self) -> None:
        settle(self, cleaned, "reason")
        super().__post_init__()

    def changed(self, now: Basis) -> tuple[str, ...]:
        """Return the names of what it rests on that differs now; back to open rests on nothing."""
        return () if self.verdict is Verdict.OPEN else self.basis.changed(now)

    @property
    def said(self) -> tuple[object, ...]:
        """What it says, whoever made it and when."""
        # Points that follow from a figure are those of the day, and may differ at two desks.
        points = self.points if self.figure is None else None
        return self.verdict, points, self.figure, self.reason, self.basis, self.way


class Stand(Frozen):
    """How one cell stands: the decisions that nobody went on from, the earliest first."""

    latest: tuple[Decision, ...] = ()
    worth: Decimal | None = None
    """Points of the figure that was decided, among the figures of all units today."""

    @property
    def decision(self) -> Decision | None:
        """The decision that holds; None while there is none, or two say different things."""
        return self.latest[0] if len({one.said for one in self.latest}) == 1 else None

    @property
    def is_contradictory(self) -> bool:
        """Whether different decisions stand side by side and wait for the lead."""
        return bool(self.latest) and self.decision is None

    @property
    def verdict(self) -> Verdict:
        """The verdict that holds; `OPEN` while decisions differ."""
        return self.decision.verdict if self.decision is not None else Verdict.OPEN

    @property
    def points(self) -> Decimal | None:
        """The appraised points; None while there are none that hold."""
        if self.worth is not None:
            return self.worth
        return self.decision.points if self.decision is not None else None


UNDECIDED: Final = Stand()


class Back(Version, kw_only=True):
    """A decision taken back by whoever made it: what stood before stands again, as it was."""

    cell: Cell
    of: str
    """Id of the decision."""


def taken_back(decisions: Iterable[Decision], backs: Iterable[Back]) -> frozenset[str]:
    """Return the ids of the decisions that whoever made them took back; nobody else can."""
    said = {(one.of, one.who, one.cell) for one in backs}
    return frozenset(one.id for one in decisions if (one.id, one.who, one.cell) in said)


def stands(decisions: Iterable[Decision], gone: Collection[str] = ()) -> Mapping[Cell, Stand]:
    """Return how each decided cell stands, whatever order the decisions come in.

    `gone` holds the ids of those that do not count any more.
    """
    found = latest(decisions, lambda one: one.cell, gone=gone)
    return {cell: Stand(versions) for cell, versions in found.items()}
