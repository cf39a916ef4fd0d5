"""What a round remembers; how it is written is the business of `round_file`.

Of each unit every hand-in that was received, with the points it claims, bound to its digest: so
that a ranking reads no bundle twice.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Final

from parself.assessment.model import Purpose
from parself.errors import Problem
from parself.province.calendar import NO_DATES, Dates, Extension, is_late, last_day
from parself.province.officers import Officer
from parself.province.results import Claim, Results, results
from parself.rubric.identity import RubricIdentity
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster, Standings
from parself.submission.landing import Expected, Known
from parself.text import cleaned, one_line
from parself.values import Frozen, evolve, field, settle


class Received(Frozen):
    """One hand-in, as it came."""

    sequence: int
    digest: str
    """Hash of its content: equal only for equal hand-ins."""
    file: str
    """Path in the round's folder, with forward slashes."""
    sha256: str
    """Of the file itself, so that the same file is known without being read."""
    points: Decimal
    """Claimed points by the round's own rubric."""
    applicable_max: Decimal
    """Sum of the maxima of the rows that apply."""
    index: Decimal | None = None
    """Claimed index in percent; None where no row applies."""
    arrived: date | None = None
    """Day on which the province received it (ngày đến)."""
    letter: date | None = None
    """Date of the letter that came with it (ngày công văn), as the province notes it."""
    letter_number: str = ""
    code: str = ""
    """Verification code that was typed from the signed paper and is this hand-in's."""
    answers: str = ""
    """Digest of the return that it answers; empty where it answers none."""

    def __post_init__(self) -> None:
        settle(self, one_line, "letter_number", "code", "answers")

    @property
    def short_digest(self) -> str:
        """How the digest begins; by it a person names the hand-in."""
        return self.digest[:8]

    @property
    def day(self) -> date | None:
        """The day that decides whether it came in time: the letter's, else that of arrival."""
        return self.letter or self.arrived


def _in_order(received: tuple[Received, ...]) -> tuple[Received, ...]:
    return tuple(sorted(received, key=lambda one: (one.sequence, one.digest)))


class UnitRecord(Frozen):
    """What has been received of one unit."""

    code: str
    received: tuple[Received, ...]
    """By number, then digest; several under one number diverge."""
    chosen: str = ""
    """Digest of the hand-in that a person chose."""
    reason: str = ""
    """Why it was chosen."""
    reply: str = ""
    """Digest of the reply that a person chose."""
    reply_reason: str = ""
    """Why that was chosen."""

    def __post_init__(self) -> None:
        settle(self, _in_order, "received")
        settle(self, cleaned, "reason", "reply_reason")

    @property
    def sequence(self) -> int:
        """The highest number received; 0 where there is none."""
        return self.received[-1].sequence if self.received else 0

    @property
    def known(self) -> Known:
        """What `landing` needs to know."""
        latest = tuple(one.digest for one in self.received if one.sequence == self.sequence)
        earlier = tuple(one.digest for one in self.received if one.sequence < self.sequence)
        chosen = next((one for one in (self.chosen, self.reply) if one in latest), "")
        return Known(self.sequence, latest, chosen, earlier)

    def is_reply(self, one: Received) -> bool:
        """Say whether a hand-in only replies to what counts; without any other it counts itself."""
        return bool(one.answers) and any(not other.answers for other in self.received)

    @property
    def diverging_replies(self) -> tuple[Received, ...]:
        """Different replies under the last number, of which nobody has chosen one."""
        replies = [one for one in self.received if self.is_reply(one)]
        last = tuple(one for one in replies if one.sequence == replies[-1].sequence)
        return last if len(last) > 1 and self.reply not in {one.digest for one in last} else ()

    def with_received(self, new: Received) -> "UnitRecord":
        """Return this record with a hand-in added; one that is there already changes nothing.

        A choice is open again where a content comes that nobody had seen when choosing: a reply
        opens that among the replies, and leaves what it replies to as it was chosen.
        """
        if any(one.digest == new.digest for one in self.received):
            return self
        added = evolve(self, received=(*self.received, new))
        is_reply = added.is_reply(new)
        alike = [one for one in self.received if added.is_reply(one) is is_reply]
        if alike and new.sequence < alike[-1].sequence:
            return added
        return added.choosing_reply("", "") if is_reply else added.choosing("", "")

    @property
    def choices(self) -> Mapping[str, str]:
        """What a person chose, and why, by the names of the fields."""
        names = ("chosen", "reason", "reply", "reply_reason")
        return {name: getattr(self, name) for name in names}

    def choosing(self, digest: str, reason: str) -> "UnitRecord":
        """Return this record with the hand-in chosen that counts; empty: none."""
        return evolve(self, chosen=digest, reason=reason)

    def choosing_reply(self, digest: str, reason: str) -> "UnitRecord":
        """Return this record with the reply chosen that counts; empty: none."""
        return evolve(self, reply=digest, reply_reason=reason)

    def counting(self, last: date | None) -> Received | None:
        """Return the hand-in that counts; None while several diverge and nobody has chosen.

        It is the one that a person chose, else the last one handed in by the unit's last day,
        else, where all are late, the last one. What answers a return is a reply to what counts,
        and counts itself only where nothing else is there.
        """
        chosen = next((one for one in self.received if one.digest == self.chosen), None)
        if chosen is not None:
            return chosen
        latest = self.latest(last)
        return latest[0] if len(latest) == 1 else None

    def latest(self, last: date | None) -> tuple[Received, ...]:
        """Return those that would count without a choice; several diverge."""
        whole = [one for one in self.received if not one.answers] or list(self.received)
        on_time = [one for one in whole if one.day is None or not is_late(one.day, last)]
        pool = on_time or whole
        return tuple(one for one in pool if one.sequence == pool[-1].sequence)


class Settings(Frozen):
    """How the appraisal of a round is done."""

    survey_held: bool = True
    """Without a survey the appraised points are set against the maximum of the other rows."""
    tolerance: Decimal = Decimal(0)
    """Points by which a second look may differ before the lead has to decide."""
    second_look: int = 0
    """Percent of the rows, 0 to 100, that are looked at a second time."""
    seed: str = ""
    """From which the sample of the second look is drawn."""
    appeals_may_lower: bool = False
    """Whether an appeal may end in fewer points than were published."""

    def __post_init__(self) -> None:
        settle(self, one_line, "seed")


USUAL: Final = Settings()


class Closed(Frozen):
    """How a round was closed: from then on nothing of it changes."""

    when: datetime
    who: str
    why: str
    left: int = 0
    """Rows and units that stood in the way; 0 where nothing did."""
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of what was decided and entered, by name of the file, as it was then."""
    published: int = 0
    """Number of the publication made of these scores; 0 while there is none."""

    def __post_init__(self) -> None:
        settle(self, one_line, "who")
        settle(self, cleaned, "why")


class Appraised(Frozen):
    """What the second appraisal of one unit goes on from."""

    unit: str
    digest: str
    """Of the hand-in that was appraised first."""
    number: int = 0
    """Of the return that the unit was sent; 0 where it was sent none."""
    returned: str = ""
    """Digest of that return."""
    to_answer: tuple[str, ...] = ()
    """The rows that it adjusted or asked about."""


class Second(Frozen):
    """How the second appraisal began: from then on the first one is sealed."""

    when: datetime
    who: str
    why: str
    size: int
    """Bytes of the appraisal's ledger that are the first appraisal."""
    sha256: str
    """Of these bytes."""
    unit: tuple[Appraised, ...] = ()

    def __post_init__(self) -> None:
        settle(self, one_line, "who")
        settle(self, cleaned, "why")

    def of(self, code: str) -> Appraised | None:
        """Return what the second appraisal of a unit goes on from; None where nothing counted."""
        return next((one for one in self.unit if one.unit == code), None)


class Publication(Frozen):
    """That the results were published, under a number that stands for good."""

    number: int
    """From 1; a correction has the next."""
    when: datetime
    who: str
    why: str
    sha256: str
    """Of the file that holds what was published."""

    def __post_init__(self) -> None:
        settle(self, one_line, "who")
        settle(self, cleaned, "why")

    @property
    def file(self) -> str:
        """Path of that file in the round's folder, with forward slashes."""
        return f"published/lan-{self.number}.toml"


class Condition(StrEnum):
    """How far a round is on the way to its published results."""

    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    REOPENED = "reopened"
    """Open again after results were published."""


class Desk(Frozen):
    """Of whom a folder is the share, where it is not the round itself."""

    officer: str


class Round(Frozen):
    """A round as it was last read or written."""

    path: Path
    rubric: Rubric
    identity: RubricIdentity
    roster: Roster
    year: int
    purpose: Purpose
    title: str = ""
    """What the group of units is called (Các huyện, thành phố)."""
    standings: Standings | None = None
    """Last year's."""
    dates: Dates = NO_DATES
    settings: Settings = USUAL
    extensions: tuple[Extension, ...] = ()
    officers: tuple[Officer, ...] = ()
    """Who appraises; none listed means one desk does all."""
    units: Mapping[str, UnitRecord] = field(default_factory=dict)
    """By code: the units of which something was received."""
    desk: Desk | None = None
    """Set where the folder is only an officer's share, opened at their own desk."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of rubric, roster and standings in the round's folder, by name."""
    id: str = ""
    """Tells the round and its shares from every other; given when it is founded."""
    closed: Closed | None = None
    """Set while the scores are closed (đã chốt điểm)."""
    second: Second | None = None
    """Set once the second appraisal has begun (thẩm định lần 2)."""
    publications: tuple[Publication, ...] = ()
    """What was published of the round, by number."""
    trouble: tuple[Problem, ...] = ()
    """What is wrong: told wherever the round is opened."""
    broken: tuple[Problem, ...] = ()
    """What of it keeps everything in: what the closed scores rest on is not what it was."""

    @property
    def publication(self) -> Publication | None:
        """The publication of the scores as they now stand; None where they are not published."""
        number = self.closed.published if self.closed is not None else 0
        return next((one for one in self.publications if one.number == number), None)

    @property
    def condition(self) -> Condition:
        """How far the round is on the way to its published results."""
        if self.publication is not None:
            return Condition.PUBLISHED
        if self.closed is not None:
            return Condition.CLOSED
        return Condition.REOPENED if self.publications else Condition.OPEN

    @property
    def expected(self) -> Expected:
        """What the round takes in."""
        codes = frozenset(unit.code for unit in self.roster.units)
        return Expected(self.identity.scoring_hash, self.year, self.purpose, codes)

    @property
    def results(self) -> Results:
        """The ranking by claimed index, and who is missing."""
        return results(self.roster, {code: self._claim(code) for code in self.units})

    def _claim(self, code: str) -> Claim | None:
        counts = self.counting(code)
        return None if counts is None else Claim(counts.points, counts.applicable_max, counts.index)

    def called(self, code: str) -> str:
        """Return a unit's short name; the code where the roster does not have it."""
        unit = self.roster.unit(code)
        return unit.short if unit else code

    def last_day(self, code: str) -> date | None:
        """Return a unit's last day of hand-ins; None where the round sets none."""
        return last_day(self.dates, self.extensions, code)

    def counting(self, code: str) -> Received | None:
        """Return a unit's hand-in that counts; None where there is none, or several diverge.

        In the second appraisal it is the one that was appraised first, if one was.
        """
        record = self.units.get(code)
        if record is None:
            return None
        begun = self.begun(code)
        if begun is None:
            return record.counting(self.last_day(code))
        return next((one for one in record.received if one.digest == begun.digest), None)

    def begun(self, code: str) -> Appraised | None:
        """Return what the second appraisal of a unit goes on from; None where it has not begun."""
        return self.second.of(code) if self.second is not None else None

    def reply(self, code: str) -> Received | None:
        """Return the reply with which the second appraisal goes on; None where none counts."""
        begun = self.begun(code)
        return self.reply_to(code, begun.returned) if begun is not None else None

    def reply_to(self, code: str, returned: str) -> Received | None:
        """Return the hand-in by which a unit replies to a return; None where none counts.

        `returned` is the return's digest. It is the one that a person chose, whichever return it
        names; else the last one that names the return and came by the last day of replies. None
        too where two under one number differ and nobody has chosen.
        """
        record = self.units.get(code)
        if record is None or not returned:
            return None
        named = [one for one in record.received if one.answers == returned]
        chosen = next((one for one in record.received if one.digest == record.reply), None)
        last = self.dates.replies
        in_time = [one for one in named if one.day is None or not is_late(one.day, last)]
        latest = [one for one in in_time if one.sequence == in_time[-1].sequence]
        return chosen or (latest[0] if len(latest) == 1 else None)

    def with_unit(self, record: UnitRecord) -> "Round":
        """Return this round with one unit's record replaced."""
        return evolve(self, units={**self.units, record.code: record})
