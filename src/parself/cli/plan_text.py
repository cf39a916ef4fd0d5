"""What the way to a target says: steps as tasks, what is missing, where it leads."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from parself.cli.console import wrapped
from parself.errors import Message, say
from parself.i18n import _, render
from parself.lift import Climb, Lift
from parself.scoring.inverse import Move, Rung


def lines(found: Lift) -> Iterator[str]:
    """Yield the way as text."""
    yield from wrapped(lift_outcome(found.needed, found.target, reached=found.is_reached))
    if found.proof:
        yield _("1. Proof to add first")
        for row in found.proof:
            yield from wrapped(f"{row.id} {row.title}", indent="   ")
    groups = (
        (_("2. What can still be done in the period"), found.now),
        (_("3. Tasks for next year"), found.next_year),
    )
    for title, climbs in groups:
        if climbs:
            yield title
        for climb in climbs:
            yield from wrapped(_climb(climb), indent="   ")
    yield from wrapped(lift_end(found.index, found.place))


def _climb(climb: Climb) -> str:
    step = rung_words(climb.rung)
    gain = render(say("+{gain:points} points, effort {cost}", gain=climb.gain, cost=climb.cost))
    return f"{climb.row.id} {climb.row.title}: {render(step)} ({gain})"


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


def lift_outcome(needed: Decimal | None, target: Decimal, *, reached: bool) -> str:
    """Say what is missing for a target, and whether the steps that follow suffice."""
    if needed is None or not reached:
        said = say("{target:points}% is out of reach: with all steps below it ends lower.")
    elif needed == 0:
        said = say("{target:points}% is reached by what is projected now.")
    else:
        said = say("For {target:points}%, {needed:points} points are missing.")
    return render(Message(said.id, {"target": target, "needed": needed}))


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
