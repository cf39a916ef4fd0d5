"""What was sent back to each unit, as the round's ledger tells it, and whether the unit replied.

A unit's reply is a later hand-in that names the return.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from parself.files import FileError
from parself.province.facts import read_facts
from parself.province.ledger import told
from parself.province.record import Round, UnitRecord
from parself.values import Frozen

RETURNED: Final = "returned"
"""Name of the event, and of the folder in which returns are kept."""


class Replied(StrEnum):
    """How far the unit is with a return."""

    NOTHING_ASKED = "nothing-asked"
    """No row was adjusted or asked about."""
    WAITING = "waiting"
    """No hand-in names the return."""
    RECEIVED = "received"
    """A hand-in names it, but not every row that was asked about is replied to."""
    REPLIED = "replied"


class SentBack(Frozen):
    """The last return to one unit."""

    number: int
    day: date
    digest: str
    """Hash of its content."""
    to_answer: tuple[str, ...] = ()
    """Rows that the unit is to reply to."""
    named: bool = False
    """Whether a hand-in names it."""
    replies: tuple[str, ...] = ()
    """Rows that the unit replied to."""

    @property
    def left(self) -> tuple[str, ...]:
        """Rows to which no reply has come."""
        return tuple(row for row in self.to_answer if row not in self.replies)

    @property
    def replied(self) -> Replied:
        """How far the unit is with it."""
        if not self.to_answer:
            return Replied.NOTHING_ASKED
        if not self.named:
            return Replied.WAITING
        return Replied.RECEIVED if self.left else Replied.REPLIED

    @property
    def is_awaited(self) -> bool:
        """Whether the unit still has to reply."""
        return self.replied in {Replied.WAITING, Replied.RECEIVED}


def last_returns(round_: Round) -> Mapping[str, SentBack]:
    """Return the last return to each unit, by code.

    A ledger that cannot be read tells of none; that is told where the round is opened.
    """
    try:
        events = [] if round_.desk is not None else told(round_.path, RETURNED)
    except FileError:
        return {}
    found = {}
    for one in events:
        sent = SentBack(
            int(one["sequence"]),
            datetime.fromisoformat(one["time"]).date(),
            str(one["digest"]),
            tuple(map(str, one.get("ask", ()))),
        )
        found[str(one["unit"])] = sent
    return {code: _answered(round_, code, sent) for code, sent in found.items()}


def _answered(round_: Round, code: str, sent: SentBack) -> SentBack:
    """Return it with the replies of the newest hand-in that names it."""
    record = round_.units.get(code, UnitRecord(code, ()))
    for one in reversed(record.received):
        facts = read_facts(round_.path, one.digest)
        if facts is not None and facts.returned == sent.digest:
            rows = tuple(facts.replies)
            return SentBack(sent.number, sent.day, sent.digest, sent.to_answer, True, rows)
    return sent
