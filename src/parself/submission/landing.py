"""What a bundle that has come would change: decided without a file or a clock.

A pure function of what is expected, what is known and what has come; whoever owns the folder
keeps what is received (`province.record`).
"""

from collections.abc import Mapping
from enum import StrEnum

from parself.assessment.model import Purpose
from parself.errors import Message, say
from parself.values import Frozen, settle


class Outcome(StrEnum):
    """What became of one bundle."""

    NEW = "new"
    SAME = "same"
    NEWER = "newer"
    OLDER = "older"
    DIVERGING = "diverging"
    WRONG_RUBRIC = "wrong-rubric"
    WRONG_UNIT = "wrong-unit"
    WRONG_YEAR = "wrong-year"
    WRONG_KIND = "wrong-kind"
    WRONG_PURPOSE = "wrong-purpose"
    DAMAGED = "damaged"
    UNSAFE = "unsafe"
    FORMAT_UNSUPPORTED = "format-unsupported"
    FAILED = "failed"
    """The program failed on it, or could not keep it."""
    WRONG_CODE = "wrong-code"
    """A person typed the code on its paper, and it is another file's: it is kept out."""
    PASSED_OVER = "passed-over"
    """It lies in a folder that was given, and its name is not that of a file to be read."""

    @property
    def is_received(self) -> bool:
        """Whether the bundle belongs here: it is kept, also where another one counts."""
        return self.value in {"new", "same", "newer", "older", "diverging"}


class Expected(Frozen):
    """What a round takes in."""

    scoring_hash: str
    """Identity of the rubric's scoring content."""
    year: int
    purpose: Purpose
    units: frozenset[str]
    """Codes of the roster."""


class Incoming(Frozen):
    """What a bundle says it is; its content has been verified."""

    unit: str
    year: int
    purpose: Purpose
    scoring_hash: str
    sequence: int
    digest: str
    """Hash of the whole content: equal only for equal hand-ins."""


class Known(Frozen):
    """What has been received of one unit: its highest sequence number."""

    sequence: int
    digests: tuple[str, ...]
    """Every content seen under that number; more than one where they diverge."""
    chosen: str = ""
    """The content that a person chose among several."""
    earlier: tuple[str, ...] = ()
    """Every content seen under lower numbers."""

    def __post_init__(self) -> None:
        settle(self, lambda digests: tuple(sorted(set(digests))), "digests", "earlier")

    @property
    def counts(self) -> str | None:
        """The content that counts; None while several diverge and nobody has chosen."""
        if self.chosen:
            return self.chosen
        return self.digests[0] if len(self.digests) == 1 else None

    @property
    def is_diverging(self) -> bool:
        """Whether the unit waits for a person's choice."""
        return self.counts is None


class Landing(Frozen):
    """What becomes of one bundle, and why."""

    outcome: Outcome
    reason: Message


def land(expected: Expected, known: Known | None, incoming: Incoming) -> Landing:
    """Decide what becomes of a bundle that was read without fault.

    `known` is what has been received of its unit; None where nothing has.
    """
    return Landing(*(_misfit(expected, incoming) or _compared(known, incoming)))


def _misfit(expected: Expected, incoming: Incoming) -> tuple[Outcome, Message] | None:
    if incoming.purpose is not expected.purpose:
        return Outcome.WRONG_PURPOSE, _PURPOSES[incoming.purpose]
    if incoming.year != expected.year:
        return Outcome.WRONG_YEAR, say(
            "The hand-in is for {theirs:none}, this round is for {ours:none}.",
            theirs=incoming.year,
            ours=expected.year,
        )
    if incoming.scoring_hash != expected.scoring_hash:
        return Outcome.WRONG_RUBRIC, say(
            "The hand-in was scored with another rubric or another edition of it. "
            "Ask the unit to move to this round's rubric and to export again."
        )
    if incoming.unit not in expected.units:
        return Outcome.WRONG_UNIT, say(
            "The unit “{unit}” is not in this round's roster.", unit=incoming.unit
        )
    return None


_PURPOSES: Mapping[Purpose, Message] = {
    Purpose.PRACTICE: say("The hand-in is a practice one, this round is real."),
    Purpose.REAL: say("The hand-in is a real one, this round is for practice."),
}


def _compared(before: Known | None, incoming: Incoming) -> tuple[Outcome, Message]:
    number = incoming.sequence
    if before is None:
        return Outcome.NEW, say("Hand-in {number:none}, the first of this unit.", number=number)
    if number > before.sequence:
        return Outcome.NEWER, say(
            "Hand-in {number:none}, newer than hand-in {before:none}.",
            number=number,
            before=before.sequence,
        )
    is_known = incoming.digest in (before.digests if number == before.sequence else before.earlier)
    if is_known and (number < before.sequence or not before.is_diverging):
        return Outcome.SAME, say(
            "Hand-in {number:none} is there already; nothing changes.", number=number
        )
    if number < before.sequence:
        return Outcome.OLDER, say(
            "Hand-in {number:none}, older than hand-in {before:none}.",
            number=number,
            before=before.sequence,
        )
    return Outcome.DIVERGING, say(
        "There are different hand-ins under number {number:none}. The unit is not ranked until "
        "one of them is chosen or a newer one comes. Ask the unit which one it signed.",
        number=number,
    )
