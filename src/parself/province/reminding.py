"""Which units the province still waits for: hand-ins that have not come, and replies."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from parself.province.line import Line
from parself.province.overview import Overview
from parself.province.timing import Coming
from parself.rubric.peers import Unit
from parself.values import Frozen


class Awaited(StrEnum):
    """What is waited for."""

    HAND_IN = "hand-in"
    REPLY = "reply"


class Reminder(Frozen):
    """What one unit has not sent yet."""

    unit: Unit
    awaited: Awaited
    until: date | None
    """Last day; None where the round sets none."""
    today: date
    number: int | None = None
    """Number of the return that is not replied to."""
    rows: tuple[str, ...] = ()
    """Rows to which no reply has come."""

    @property
    def days(self) -> int | None:
        """Days since the last day; below 0 while there is time left, None without a last day."""
        return None if self.until is None else (self.today - self.until).days

    @property
    def is_late(self) -> bool:
        """Whether the last day is over."""
        return self.days is not None and self.days > 0


def reminders(view: Overview, today: date) -> tuple[Reminder, ...]:
    """Return what has not come, in the roster's order."""
    return tuple(one for line in view.lines(today) for one in _of(view, line, today))


def _of(view: Overview, line: Line, today: date) -> Iterator[Reminder]:
    sent = line.returned
    if line.coming in {Coming.MISSING, Coming.OVERDUE}:
        yield Reminder(line.unit, Awaited.HAND_IN, line.last_day, today)
    elif sent is not None and sent.is_awaited:
        until = view.round.dates.replies
        yield Reminder(line.unit, Awaited.REPLY, until, today, sent.number, sent.left)
