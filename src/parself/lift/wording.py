"""What lifts us, in words: rungs as tasks, what is missing for a target, where it leads."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from parself.assessment.model import Cause, Task
from parself.errors import Message, say
from parself.i18n import _, render
from parself.lift.way_up import Climb, Gap, Lift
from parself.rubric import model as m
from parself.rules.rungs import Move, Rung
from parself.values import Frozen, evolve
from parself.words.wording import distance

CAUSES: Final[Mapping[Cause, Message]] = {
    Cause.OBJECTIVE: say("Objective"),
    Cause.SUBJECTIVE: say("Subjective"),
}


def cause_words(task: Task) -> str:
    """Say why points were not reached: whose the cause is, and what it was."""
    kind = render(CAUSES[task.cause]) if task.cause is not None else ""
    return " – ".join(part for part in (kind, task.reason) if part)


def gap_words(gap: Gap, *, closed: bool) -> str:
    """Say what a row lost and how far the next level is: a fact once the year is closed."""
    if gap.inverse is None:
        return render(say("Not reached: {lost:points} points", lost=gap.lost))
    said = distance(gap.inverse, gap.lost, closed=closed)
    return "" if said is None else render(said)


def rung_words(rung: Rung | None) -> str:
    """Return a rung as a task: what would have to change; for an open row, all points."""
    if rung is None:
        return _("answer it; all points")
    if rung.together:
        return "; ".join(rung_words(one) for one in rung.together)
    names = ("label", "amount", "unit", "threshold", "points", "by")
    values = {name: getattr(rung, name) for name in names}
    said = _TASKS[rung.move]
    if rung.move is Move.ISSUE and rung.by is not None:
        said = say("{label}: issue it, on {by} at the latest")
    elif rung.move is Move.REACH and not rung.label:
        said = say("reach {threshold:rate}")
    return render(Message(said.id, values)).replace("  ", " ")


_TASKS: Final[Mapping[Move, Message]] = {
    Move.MORE: say("{label}: {amount:count} {unit} more"),
    Move.FEWER: say("{amount:count} {unit} fewer ({label})"),
    Move.EARLIER: say("{amount:count} day(s) earlier"),
    Move.LEVEL: say("reach “{label}”"),
    Move.PART: say("fulfil: {label}"),
    Move.ISSUE: say("{label}: issue it"),
    Move.REACH: say("{label}: reach {threshold:rate}"),
    Move.POINTS: say("reach {points:points} points"),
}


class Part(Frozen):
    """Steps of one kind on the way to a target."""

    title: str
    """With its number among the parts that hold anything."""
    proof: tuple[m.Row, ...] = ()
    climbs: tuple[Climb, ...] = ()


def parts(found: Lift) -> Iterator[Part]:
    """Yield the kinds of steps in the order in which they are to be done."""
    kinds = (
        Part(open_title(), climbs=found.open),
        Part(_("Proof to add first"), proof=found.proof),
        Part(_("What can still be done in the period"), climbs=found.now),
        Part(_("Tasks for next year"), climbs=found.next_year),
    )
    filled = [part for part in kinds if part.proof or part.climbs]
    for number, part in enumerate(filled, start=1):
        yield evolve(part, title=f"{number}. {part.title}")


def open_title() -> str:
    """Head the rows that are still open."""
    return _("Rows not answered yet: what can be won first")


def step_words(climb: Climb) -> str:
    """Say what a step asks for and what it brings."""
    gain = render(say("+{gain:points} points, effort {cost}", gain=climb.gain, cost=climb.cost))
    return f"{rung_words(climb.rung)} ({gain})"


def lift_outcome(found: Lift) -> str:
    """Say what is missing for a target, and whether the steps that follow suffice."""
    if not found.is_reached and found.open:
        said = say(
            "{target:points}% is out of reach: with all rows still open won in full, and all steps"
            " below, it ends lower."
        )
    elif not found.is_reached:
        said = say("{target:points}% is out of reach: with all steps below it ends lower.")
    elif found.needed == 0:
        said = say("{target:points}% is reached by what is projected now.")
    elif found.needed is None:
        said = say("{target:points}% is reached with the steps below.")
    else:
        said = say("For {target:points}%, {needed:points} points are missing.")
    return render(Message(said.id, {"target": found.target.index, "needed": found.needed}))


def lift_notes(found: Lift) -> Iterator[str]:
    """Yield remarks on the outcome: how much depends on open rows and on other units."""
    target = found.target
    if target.place is not None:
        said = say("Aimed at: {index:points}% or more, place {place} or better.")
        yield render(Message(said.id, {"index": target.index, "place": target.place}))
    if not target.is_sure:
        yield render(
            say(
                "Which index brings place {place} is not known, because figures of other units are"
                " not: the way leads to the index.",
                place=target.place,
            )
        )
    if found.open:
        yield render(
            say(
                "{count} rows still open can bring {gain:points} points more than is projected of"
                " them now.",
                count=len(found.open),
                gain=sum((climb.brings for climb in found.open), Decimal(0)),
            )
        )
    if found.assumed:
        said = say(
            "Of {rows} the points are assumed, by an estimate of the other units; no step rests on"
            " them.",
            rows=", ".join(found.assumed),
        )
        yield render(said)
    if found.is_late:
        yield _("All steps are next year's: this year's result stays.")


def lift_end(found: Lift) -> str:
    """Say where all steps together would lead."""
    places = found.places
    values: dict[str, object] = {"index": found.index}
    if places is None:
        said = say("With all steps: projected index {index:points}%.")
    elif places.exact is not None:
        values["place"] = places.exact
        said = say(
            "With all steps: projected index {index:points}%, place {place},"
            " if the others stay where they are."
        )
    elif places.best == 1:
        values["place"] = places.worst
        said = say(
            "With all steps: projected index {index:points}%, place {place} or better,"
            " if the others stay where they are."
        )
    else:
        values |= {"first": places.best, "last": places.worst}
        said = say(
            "With all steps: projected index {index:points}%, between places {first} and {last},"
            " if the others stay where they are."
        )
    return render(Message(said.id, values))
