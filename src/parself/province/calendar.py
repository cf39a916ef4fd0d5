"""The dates of a round, and whether a hand-in came in time: judged per round and per unit.

A date is the last day on which something may be done. No date means no limit. Nothing ends by
itself: what is late is told, never thrown away. Pure: the day of today is given.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from parself.text import cleaned, one_line
from parself.values import Frozen, settle


class Stage(StrEnum):
    """What a round is at, by its dates."""

    BEFORE = "before"
    """Not opened yet."""
    HAND_IN = "hand-in"
    APPRAISAL_1 = "appraisal-1"
    REPLIES = "replies"
    APPRAISAL_2 = "appraisal-2"
    APPEALS = "appeals"
    """Only where the round sets a last day of appeals."""
    OVER = "over"
    """All dates have passed."""


class Dates(Frozen):
    """The dates of a round, each optional."""

    opening: date | None = None
    """First day on which hand-ins are expected."""
    hand_in: date | None = None
    """Last day of hand-ins."""
    appraisal_1: date | None = None
    """Last day of the first appraisal."""
    replies: date | None = None
    """Last day of the units' replies."""
    appraisal_2: date | None = None
    """Last day of the second appraisal."""
    appeals: date | None = None
    """Last day of appeals against what was published."""

    def out_of_order(self) -> tuple[str, str] | None:
        """Return the names of the first two dates that are in the wrong order."""
        named = [(name, day) for name in _ORDER if (day := getattr(self, name)) is not None]
        for (before, first), (after, second) in pairwise(named):
            if second < first:
                return before, after
        return None

    def stage(self, today: date) -> Stage:
        """Return what the round is at on a day."""
        if self.opening is not None and today < self.opening:
            return Stage.BEFORE
        lasts = [
            (Stage.HAND_IN, self.hand_in),
            (Stage.APPRAISAL_1, self.appraisal_1),
            (Stage.REPLIES, self.replies),
            (Stage.APPRAISAL_2, self.appraisal_2),
        ]
        lasts += [(Stage.APPEALS, self.appeals)] if self.appeals is not None else []
        open_ones = (stage for stage, last in lasts if last is None or today <= last)
        return next(open_ones, Stage.OVER)


NO_DATES: Final = Dates()
_ORDER: Final = ("opening", "hand_in", "appraisal_1", "replies", "appraisal_2", "appeals")


class Extension(Frozen):
    """A later last day of hand-ins for one unit (gia hạn), and on what it rests."""

    unit: str
    until: date
    reason: str
    document: str = ""
    """Number of the document that grants it."""

    def __post_init__(self) -> None:
        settle(self, cleaned, "reason")
        settle(self, one_line, "document")


def last_day(dates: Dates, extensions: Iterable[Extension], unit: str) -> date | None:
    """Return the last day of hand-ins of a unit: the round's, or a later one granted to it."""
    granted = [one.until for one in extensions if one.unit == unit]
    if dates.hand_in is None:
        return None
    return max([dates.hand_in, *granted])


def is_late(day: date, last: date | None) -> bool:
    """Say whether a hand-in of this day came after the unit's last day."""
    return days_late(day, last) > 0


def days_late(day: date, last: date | None) -> int:
    """Return by how many days a hand-in of this day missed the unit's last day; 0 in time."""
    return 0 if last is None else max(0, (day - last).days)
