"""Whether a result that has come belongs to an assessment, and what it would be there. Pure.

Nothing changes where it is refused; each refusal says what does not fit and what to do next.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from parself.assessment.model import Assessment, HandIn, Purpose, Returned
from parself.errors import Message, Problem, say
from parself.returns.model import Return
from parself.values import Frozen


class Receipt(StrEnum):
    """What a result is to an assessment."""

    NEW = "new"
    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    DIVERGING = "diverging"
    """The number of the one that is here, with another content."""
    WRONG_PURPOSE = "wrong-purpose"
    WRONG_UNIT = "wrong-unit"
    WRONG_YEAR = "wrong-year"
    WRONG_RUBRIC = "wrong-rubric"
    WRONG_ROUND = "wrong-round"
    NOT_HANDED_IN = "not-handed-in"
    """Nothing was handed in from here, or not the hand-in that was appraised."""
    A_PART = "a-part"
    OF_A_WORKSHOP = "of-a-workshop"

    @property
    def is_taken(self) -> bool:
        """Whether it takes its place as the result that the unit replies to."""
        return self in {Receipt.NEW, Receipt.NEWER}

    @property
    def is_refused(self) -> bool:
        """Whether the unit has to do something else first; nothing changes."""
        return not self.is_taken and self is not Receipt.SAME


class Judgement(Frozen):
    """What a result is, why, and what is to be done where it is refused."""

    receipt: Receipt
    reason: Message
    todo: Message | None = None

    @property
    def problem(self) -> Problem:
        """The same as a problem."""
        return Problem(self.reason, todo=self.todo)


def judge(
    ours: Assessment,
    last: HandIn | None,
    value: Return,
    digest: str,
    called: Callable[[str], str] = str,
) -> Judgement:
    """Judge a result against an assessment; `last` is the last hand-in made from there.

    `called` returns what a unit is called, by its code.
    """
    return (
        _of_others(ours, value, called)
        or _not_handed_in(last, value)
        or _compared(ours, value, digest)
    )


_ASK_FOR_OURS: Final = say("Ask the province for this unit's own result, or open its folder.")
_PURPOSES: Final[Mapping[Purpose, Message]] = {
    Purpose.PRACTICE: say("The result is a practice one, this assessment is real."),
    Purpose.REAL: say("The result is a real one, this assessment is for practice."),
}


def _of_others(ours: Assessment, value: Return, called: Callable[[str], str]) -> Judgement | None:
    """Return why a result is none of this assessment; None where it may be."""
    if ours.group is not None:
        what = say("This is a group's folder of a workshop: no result is received here.")
        return Judgement(Receipt.OF_A_WORKSHOP, what, say("Open the folder of the assessment."))
    if ours.part is not None:
        what = say("This is a department's part: the unit's own desk receives the result.")
        return Judgement(Receipt.A_PART, what, say("Open the folder of the whole assessment."))
    if value.purpose is not ours.purpose:
        return Judgement(Receipt.WRONG_PURPOSE, _PURPOSES[value.purpose], _ASK_FOR_OURS)
    if value.unit != ours.unit:
        what = say(
            "The result is of unit “{theirs}”, this assessment of “{ours}”.",
            theirs=called(value.unit),
            ours=called(ours.unit),
        )
        return Judgement(Receipt.WRONG_UNIT, what, _ASK_FOR_OURS)
    if value.year != ours.year:
        what = say(
            "The result is for {theirs:none}, this assessment for {ours:none}.",
            theirs=value.year,
            ours=ours.year,
        )
        return Judgement(Receipt.WRONG_YEAR, what, say("Open the assessment of that year."))
    if value.rubric.scoring_hash != ours.rubric.scoring_hash:
        what = say("The result was given by another rubric or another edition of it.")
        todo = say("Open the folder that was handed in, or change it to that edition first.")
        return Judgement(Receipt.WRONG_RUBRIC, what, todo)
    if ours.returned is not None and value.round != ours.returned.round:
        what = say("The result comes from another round than the one received before.")
        todo = say("Ask the province which round counts.")
        return Judgement(Receipt.WRONG_ROUND, what, todo)
    return None


def _not_handed_in(last: HandIn | None, value: Return) -> Judgement | None:
    """Return why the hand-in that was appraised cannot come from here; None where it may."""
    if last is None:
        what = say(
            "The result is about hand-in {number:none}; nothing was handed in from here yet.",
            number=value.hand_in,
        )
    elif last.sequence < value.hand_in:
        what = say(
            "The result is about hand-in {number:none}; the last one from here is {last:none}.",
            number=value.hand_in,
            last=last.sequence,
        )
    elif last.sequence == value.hand_in and last.digest not in {"", value.hand_in_digest}:
        what = say(
            "The result is about a hand-in {number:none} with another content than the one that"
            " was made here.",
            number=value.hand_in,
        )
    else:
        return None
    todo = say("Open the folder from which that file was exported.")
    return Judgement(Receipt.NOT_HANDED_IN, what, todo)


def _compared(ours: Assessment, value: Return, digest: str) -> Judgement:
    number, before = value.number, ours.returned
    if before is None:
        return Judgement(Receipt.NEW, say("Result no. {number:none}.", number=number))
    if number > before.number:
        return Judgement(
            Receipt.NEWER,
            say(
                "Result no. {number:none}; it takes the place of no. {before:none}.",
                number=number,
                before=before.number,
            ),
        )
    if number < before.number:
        what = say(
            "Result no. {number:none} is older than no. {before:none}, which is here.",
            number=number,
            before=before.number,
        )
        return Judgement(Receipt.OLDER, what, say("The newer one counts."))
    if digest == before.digest:
        what = say("Result no. {number:none} is here already; nothing changes.", number=number)
        return Judgement(Receipt.SAME, what)
    what = say("Result no. {number:none} is here already with another content.", number=number)
    todo = say("Ask the province which of the two counts, and to send it under a new number.")
    return Judgement(Receipt.DIVERGING, what, todo)


def named(value: Return, digest: str) -> Returned:
    """Return by what an assessment names a result."""
    return Returned(value.round, value.number, digest)
