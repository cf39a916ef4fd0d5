"""When hand-ins came, against the last day of each unit, and which of them count.

Late is what came after the last day; overdue is a unit of which nothing has come by then. Boards,
landings and seasons tell both by what is judged and counted here. Pure: the day of today is given.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from parself.province.calendar import days_late, is_late
from parself.province.record import Received, Round
from parself.values import Frozen


class Coming(StrEnum):
    """How far a unit is with handing in."""

    IN_TIME = "in-time"
    LATE = "late"
    """The hand-in that counts came after the last day."""
    DIVERGING = "diverging"
    """Something came, but none of it counts until one is chosen."""
    MISSING = "missing"
    """Nothing has come, and the last day is not over."""
    OVERDUE = "overdue"
    """Nothing has come by the last day."""

    @property
    def is_received(self) -> bool:
        """Whether something has come."""
        return self.value in {"in-time", "late", "diverging"}


def coming_of(round_: Round, code: str, today: date) -> Coming:
    """Return how far a unit is with handing in."""
    counts, last = round_.counting(code), round_.last_day(code)
    if counts is not None:
        return Coming.LATE if _days(counts, last) else Coming.IN_TIME
    if code in round_.units:
        return Coming.DIVERGING
    return Coming.OVERDUE if is_late(today, last) else Coming.MISSING


def _days(one: Received, last: date | None) -> int:
    return 0 if one.day is None else days_late(one.day, last)


class Tally(Frozen):
    """How many units of a round are in."""

    units: int
    received: int
    """Of which something has come."""
    late: int
    """Whose hand-in that counts came late."""
    missing: int
    """Of which nothing has come, those overdue among them."""
    overdue: int


def tally(found: Iterable[Coming]) -> Tally:
    """Count units by how far they are with handing in."""
    known = list(found)
    received = sum(one.is_received for one in known)
    return Tally(
        len(known),
        received,
        known.count(Coming.LATE),
        len(known) - received,
        known.count(Coming.OVERDUE),
    )


class Timing(Frozen):
    """Whether one hand-in came in time, and which of its unit's counts."""

    days_late: int
    """0 for one that came in time, or on a day that nobody noted."""
    last: date | None
    """The unit's last day; None where the round sets none."""
    counts: bool
    counting: int | None
    """Number of the hand-in that counts; None while several diverge."""
    is_reply: bool = False
    """Whether it answers a return: then the last day is that of replies."""


def timing(round_: Round, code: str, digest: str) -> Timing | None:
    """Return the timing of a unit's hand-in; None where it is not received."""
    record = round_.units.get(code)
    one = next((one for one in record.received if one.digest == digest), None) if record else None
    if one is None:
        return None
    counts, last = round_.counting(code), round_.last_day(code)
    number = None if counts is None else counts.sequence
    if one.answers and one != counts:
        last = round_.dates.replies
        return Timing(_days(one, last), last, one == round_.reply(code), number, is_reply=True)
    return Timing(_days(one, last), last, one == counts, number)
