"""What lifts us, in words: rungs as tasks, what is missing for a target, where it leads."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from attrs import evolve, frozen

from parself.assessment.model import Cause, Task
from parself.errors import Message, say
from parself.i18n import _, render
from parself.lift import Climb, Gap, Lift
from parself.rubric import model as m
from parself.scoring.inverse import Move, Rung
from parself.words.wording import distance

CAUSES: Final[Mapping[Cause, Message]] = {
    Cause.OBJECTIVE: say("objective cause"),
    Cause.SUBJECTIVE: say("subjective cause"),
}


def cause_words(task: Task) -> str:
    """Say why points were not reached: whose the cause is, and what it was."""
    kind = render(CAUSES[task.cause]) if task.cause is not None else ""
    return ": ".join(part for part in (kind, task.reason) if part)


def gap_words(gap: Gap, *, closed: bool) -> str:
    """Say what a row lost and how far the next level is: a fact once the year is closed."""
    if gap.inverse is None:
        return render(say("Not reached: {lost:points} points", lost=gap.lost))
    said = distance(gap.inverse, gap.lost, closed=closed)
    return "" if said is None else render(said)


def rung_words(rung: Rung) -> Message:
    """Say what would have to be otherwise to stand on a rung, as a task."""
    values = {"label": rung.label, "amount": rung.amount, "unit": rung.unit}
    return Message(_TASKS[rung.move].id, values)


_TASKS: Final[Mapping[Move, Message]] = {
    Move.MORE: say("{label}: {amount:count} {unit} more"),
    Move.FEWER: say("{amount:count} {unit} fewer ({label})"),
    Move.EARLIER: say("{amount:count} day(s) earlier"),
    Move.LEVEL: say("reach “{label}”"),
    Move.PART: say("fulfil: {label}"),
}


@frozen
class Part:
    """Steps of one kind on the way to a target."""

    title: str
    """With its number among the parts that hold anything."""
    proof: tuple[m.Row, ...] = ()
    climbs: tuple[Climb, ...] = ()


def parts(found: Lift) -> Iterator[Part]:
    """Yield the kinds of steps in the order in which they are to be done."""
    kinds = (
        Part(_("Proof to add first"), proof=found.proof),
        Part(_("What can still be done in the period"), climbs=found.now),
        Part(_("Tasks for next year"), climbs=found.next_year),
    )
    filled = [part for part in kinds if part.proof or part.climbs]
    for number, part in enumerate(filled, start=1):
        yield evolve(part, title=f"{number}. {part.title}")


def step_words(climb: Climb) -> str:
    """Say what a step asks for and what it brings."""
    gain = render(say("+{gain:points} points, effort {cost}", gain=climb.gain, cost=climb.cost))
    return f"{render(rung_words(climb.rung))} ({gain})"


def lift_outcome(needed: Decimal | None, target: Decimal, *, reached: bool) -> str:
    """Say what is missing for a target, and whether the steps that follow suffice."""
    if needed is None or not reached:
        said = say("{target:points}% is out of reach: with all steps below it ends lower.")
    elif needed == 0:
        said = say("{target:points}% is reached by what is projected now.")
    else:
        said = say("For {target:points}%, {needed:points} points are missing.")
    return render(Message(said.id, {"target": target, "needed": needed}))


def lift_caution(found: Lift) -> str:
    """Say that this year stays as it is, where all steps are next year's; else nothing."""
    return _("All steps are next year's: this year's result stays.") if found.is_late else ""


def lift_end(index: Decimal | None, place: int | None) -> str:
    """Say where all steps together would lead."""
    if place is None:
        return render(say("With all steps: projected index {index:points}%.", index=index))
    return render(
        say(
            "With all steps: projected index {index:points}%, place {place},"
            " if the others stay where they are.",
            index=index,
            place=place,
        )
    )
