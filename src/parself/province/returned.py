"""What was sent back to each unit, as the round's ledger tells it, and whether the unit replied.

A unit's reply is a later hand-in that names the return. A return that was withdrawn counts as sent
nowhere; what answers it, or an older one, is no reply, and is told.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from parself.files import FileError
from parself.province.facts import read_facts
from parself.province.ledger import told
from parself.province.record import Received, Round, UnitRecord
from parself.values import Frozen, evolve

RETURNED: Final = "returned"
"""Name of the event, and of the folder in which returns are kept."""
WITHDRAWN: Final = "return-withdrawn"
"""Name of the event that one was withdrawn."""


class Replied(StrEnum):
    """How far the unit is with a return."""

    NOTHING_ASKED = "nothing-asked"
    """No row was adjusted or asked about."""
    WAITING = "waiting"
    """No hand-in names the return."""
    RECEIVED = "received"
    """The hand-in that names it replies to no row."""
    PARTLY = "partly"
    """Not every row is replied to."""
    REPLIED = "replied"
    NOT_COUNTED = "not-counted"
    """Hand-ins name it, of which none counts: late, or two that differ."""


class Withdrawal(Frozen):
    """That a return was withdrawn: it had been sent by mistake."""

    day: date
    who: str
    why: str


class Return(Frozen):
    """One return to a unit, as the ledger tells it."""

    number: int
    day: date
    digest: str
    to_answer: tuple[str, ...]
    hand_in: int
    """Number of the hand-in that was appraised."""
    withdrawn: Withdrawal | None = None


Returns = Mapping[str, Sequence[Return]]
"""Every return to each unit, by code, the earliest first."""


class Way(StrEnum):
    """How a hand-in misses the return that waits for a reply."""

    OLDER = "older"
    """It answers an earlier one."""
    WITHDRAWN = "withdrawn"
    """It answers one that was withdrawn."""
    UNKNOWN = "unknown"
    """It answers one of which the ledger does not tell."""
    FRESH = "fresh"
    """It answers none."""


class Astray(Frozen):
    """A hand-in that is no reply to the last return."""

    way: Way
    hand_in: int
    """Its number."""
    answers: int
    """Number of the return that it answers; 0 for none, or one that is not known."""
    last: int
    """Number of the return that counts as the last; 0 where none does."""


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
    counts: bool = False
    """Whether one of them counts as the reply."""
    replies: tuple[str, ...] = ()
    """Rows that the unit replied to."""
    astray: Astray | None = None
    """A hand-in that came since and is no reply to it; None where there is none, or a reply is."""

    @property
    def left(self) -> tuple[str, ...]:
        """Rows to which no reply has come."""
        return tuple(row for row in self.to_answer if row not in self.replies)

    @property
    def replied(self) -> Replied:
        """How far the unit is with it."""
        if not self.to_answer:
            return Replied.NOTHING_ASKED
        if not self.counts:
            return Replied.NOT_COUNTED if self.named else Replied.WAITING
        if not self.left:
            return Replied.REPLIED
        return Replied.PARTLY if self.replies else Replied.RECEIVED

    @property
    def is_awaited(self) -> bool:
        """Whether the unit still has to reply."""
        return self.replied in {Replied.WAITING, Replied.RECEIVED, Replied.PARTLY}


def returns(round_: Round) -> Returns:
    """Return every return to each unit.

    A ledger that cannot be read tells of none; that is told where the round is opened.
    """
    try:
        events = [] if round_.desk is not None else told(round_.path, RETURNED)
        gone = told(round_.path, WITHDRAWN) if events else []
    except FileError:
        return {}
    back = {(str(one["unit"]), str(one["digest"])): _withdrawal(one) for one in gone}
    found: dict[str, list[Return]] = {}
    for one in events:
        code, digest = str(one["unit"]), str(one["digest"])
        sent = Return(
            int(one["sequence"]),
            datetime.fromisoformat(one["time"]).date(),
            digest,
            tuple(map(str, one.get("ask", ()))),
            int(one.get("hand_in", 0)),
            back.get((code, digest)),
        )
        found.setdefault(code, []).append(sent)
    return found


def _withdrawal(one: Mapping[str, Any]) -> Withdrawal:
    day = datetime.fromisoformat(one["time"]).date()
    return Withdrawal(day, str(one["who"]), str(one.get("why", "")))


def standing(sent: Sequence[Return]) -> Return | None:
    """Return the last return that was not withdrawn; None where there is none."""
    return next((one for one in reversed(sent) if one.withdrawn is None), None)


def last_withdrawn(sent: Sequence[Return]) -> Return | None:
    """Return the last return where it was withdrawn; None where it stands, or none was sent."""
    return sent[-1] if sent and sent[-1].withdrawn is not None else None


def last_returns(round_: Round, found: Returns) -> Mapping[str, SentBack]:
    """Return the last return to each unit that was not withdrawn, by code."""
    standing_ = ((code, standing(sent)) for code, sent in found.items())
    return {
        code: _answered(round_, code, last, found[code])
        for code, last in standing_
        if last is not None
    }


def _answered(round_: Round, code: str, last: Return, sent: Sequence[Return]) -> SentBack:
    """Return it with the replies of the hand-in that counts as the reply to it."""
    record = round_.units.get(code, UnitRecord(code, ()))
    named = any(one.answers == last.digest for one in record.received)
    back = SentBack(last.number, last.day, last.digest, last.to_answer, named)
    reply = round_.reply_to(code, last.digest)
    if reply is not None:
        facts = read_facts(round_.path, reply.digest)
        return evolve(back, counts=True, replies=tuple(facts.replies) if facts else ())
    if named:
        return back
    since = (one for one in reversed(record.received) if one.arrived and one.arrived >= last.day)
    missed = (_astray(round_, sent, code, one) for one in since)
    return evolve(back, astray=next(filter(None, missed), None))


def astray(sent: Sequence[Return], one: Received) -> Astray | None:
    """Return how a hand-in misses the last return to its unit; None where it does not."""
    last = standing(sent)
    number = last.number if last is not None else 0
    if one.answers:
        named = next((each for each in reversed(sent) if each.digest == one.answers), None)
        if named is None:
            return Astray(Way.UNKNOWN, one.sequence, 0, number)
        if named == last:
            return None
        way = Way.OLDER if named.withdrawn is None else Way.WITHDRAWN
        return Astray(way, one.sequence, named.number, number)
    if last is None or not last.to_answer or one.sequence <= last.hand_in:
        return None
    # What came before the return was sent does not miss it.
    if one.arrived is not None and one.arrived < last.day:
        return None
    return Astray(Way.FRESH, one.sequence, 0, number)


def astray_of(round_: Round, found: Returns, code: str, digest: str) -> Astray | None:
    """Return how a hand-in of a unit misses the last return; None where it does not.

    What answers the return from which the second appraisal goes on is a reply.
    """
    record = round_.units.get(code)
    one = next((one for one in record.received if one.digest == digest), None) if record else None
    return None if one is None else _astray(round_, found.get(code, ()), code, one)


def _astray(round_: Round, sent: Sequence[Return], code: str, one: Received) -> Astray | None:
    begun = round_.begun(code)
    is_reply = begun is not None and one.answers != "" and one.answers == begun.returned
    return None if is_reply else astray(sent, one)


def uncounted_replies(round_: Round, code: str) -> tuple[Received, ...]:
    """Return the hand-ins that reply to what the second appraisal goes on from, and do not count.

    They came too late, another counts in their place, or two differ and nobody has chosen.
    """
    begun, record = round_.begun(code), round_.units.get(code)
    if begun is None or record is None or not begun.returned:
        return ()
    counts = round_.reply_to(code, begun.returned)
    named = (one for one in record.received if one.answers == begun.returned)
    return tuple(one for one in named if one != counts)
