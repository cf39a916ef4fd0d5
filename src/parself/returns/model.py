"""The appraisal of one unit as the province sends it back, and what the unit replies to it.

A return (kết quả thẩm định) is made of this allow-list alone: what stands in no field here cannot
leave the province. It names no person, no other unit, and no place before publication. Pure.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from parself.assessment.model import Purpose
from parself.rubric.identity import RubricIdentity
from parself.text import cleaned, one_line
from parself.values import Frozen, field, settle


class Phase(StrEnum):
    """At what point of the season a return is sent."""

    FIRST = "first"
    """After the first appraisal: rows may be replied to."""
    SECOND = "second"
    """After the second appraisal: told, not replied to."""
    PUBLISHED = "published"
    """After publication: with index, place and class."""


class Ruling(StrEnum):
    """What the province says of one row of the unit."""

    ACCEPTED = "accept"
    ADJUSTED = "adjust"
    ASKED = "ask"
    OPEN = "open"
    """Not appraised yet."""


class Outcome(StrEnum):
    """How the province ends the matter of a row that was asked, adjusted or contested."""

    AGREED = "agreed"
    """The unit agreed; the appraised points stand."""
    KEPT = "kept"
    """The unit disagreed, and the appraised points stand all the same."""
    CHANGED = "changed"
    """The points were adjusted (again) after the reply."""
    WITHDRAWN = "withdrawn"
    """The province gave way: the claimed points stand."""
    SILENT = "silent"
    """The unit gave no reply (không giải trình)."""


class AppealAnswer(Frozen):
    """What the province answers to the unit's appeal against the published points of a row."""

    number: int
    """Of the publication."""
    sent: date
    """Day of the unit's letter, else of its coming."""
    published: Decimal
    """The points that were published then."""
    granted: Decimal | None = None
    """The points that it is given with the correction; None where the appeal is refused."""
    reason: str = ""

    def __post_init__(self) -> None:
        settle(self, cleaned, "reason")


class ReturnedRow(Frozen):
    """One row of a return."""

    ruling: Ruling
    claimed: Decimal | None = None
    """Points that the unit claimed in the hand-in that was appraised."""
    appraised: Decimal | None = None
    """Appraised points; None where asked or open."""
    reason: str = ""
    """Why points were adjusted, or what is asked."""
    case: str = ""
    """The agreed case (cách chấm thống nhất) that the row falls under; empty where none is."""
    remarks: tuple[str, ...] = ()
    """Remarks meant for the unit."""
    outcome: Outcome | None = None
    """What became of the unit's reply; None before the second appraisal."""
    appeal: AppealAnswer | None = None
    """The answer to the unit's last appeal on the row; None without one, or while it waits."""
    figure: Decimal | None = None
    """The unit's own figure that counts, in a row that compares units.

    Points follow from the figures of all, and are told with what is published, not before.
    """
    against: Decimal | None = None
    """What the figures of all units came to, once it is published."""
    units: int = 0
    """How many units' figures that is made of."""

    def __post_init__(self) -> None:
        settle(self, cleaned, "reason", "case")
        settle(self, lambda texts: tuple(map(cleaned, texts)), "remarks")

    @property
    def may_be_answered(self) -> bool:
        """Whether the unit may agree or disagree: any row that was adjusted or asked about."""
        return self.ruling in {Ruling.ADJUSTED, Ruling.ASKED}


class Stood(Frozen):
    """Where the unit stood in one publication."""

    number: int
    """Number of the publication, from 1; a correction has the next."""
    of: int
    """How many units are ranked."""
    index: Decimal | None = None
    place: int | None = None
    """None for a unit that is not ranked."""
    band: str = ""
    reason: str = ""
    """Why the unit is not ranked; of a ranked one, what keeps it from a better class."""

    def __post_init__(self) -> None:
        settle(self, one_line, "band")
        settle(self, cleaned, "reason")


class Published(Stood):
    """What was published of the unit, once it was.

    A correction that moves nothing of the unit leaves the number at which it stands.
    """

    replaces: Stood | None = None
    """What was published of it before, where a correction takes the place of that."""


class Return(Frozen):
    """Everything that one return says."""

    unit: str
    year: int
    purpose: Purpose
    rubric: RubricIdentity
    round: str
    """Id of the round."""
    number: int
    """Number of the return to this unit, from 1: a later one takes the place of the earlier."""
    phase: Phase
    hand_in: int
    """Number of the hand-in that was appraised."""
    hand_in_digest: str
    """Its digest, so that the unit knows which of its exports is meant."""
    title: str = ""
    """What the group of units is called."""
    replies_until: date | None = None
    """Last day of replies."""
    survey_held: bool = True
    rows: Mapping[str, ReturnedRow] = field(default_factory=dict)
    """Every row that units score themselves."""
    survey: Mapping[str, Decimal] = field(default_factory=dict)
    """Points of the rows scored by others, as far as they are known."""
    published: Published | None = None
    appeals_until: date | None = None
    """Last day of appeals, told with what is published; None where there is none."""
    appeals_may_lower: bool = False
    """Whether points may fall on an appeal."""
    not_counted: tuple[str, ...] = ()
    """Rows that the reply says otherwise, and that were not open to change."""

    def __post_init__(self) -> None:
        settle(self, one_line, "round", "title")

    @property
    def to_answer(self) -> tuple[str, ...]:
        """The rows that the unit has to agree or disagree with."""
        if self.phase is not Phase.FIRST:
            return ()
        return tuple(row for row, one in self.rows.items() if one.may_be_answered)
