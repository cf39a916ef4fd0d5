"""Why a unit has no place, or not the class that its index reaches."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from parself.errors import Message, say
from parself.province.line import Line
from parself.rubric.peers import Unit
from parself.scoring.classes import Held
from parself.values import Frozen


class Why(StrEnum):
    """Why a unit has no place."""

    NOTHING_CAME = "nothing-came"
    DIVERGING = "diverging"
    """Several hand-ins, of which none was chosen."""
    SURVEY = "survey"
    """Its survey points are not known."""
    NO_ROWS = "no-rows"
    """No row applies to it."""


WHY: Final[Mapping[Why, Message]] = {
    Why.NOTHING_CAME: say("nothing received"),
    Why.DIVERGING: say("two hand-ins, none chosen"),
    Why.SURVEY: say("points not entered"),
    Why.NO_ROWS: say("no row applies"),
}


class Unranked(Frozen):
    """A unit without a place."""

    unit: Unit
    why: Why


def why_unranked(line: Line) -> Why | None:
    """Return why a unit has no place; None where it has one."""
    if line.place is not None:
        return None
    if line.is_diverging:
        return Why.DIVERGING
    if line.figures is None:
        return Why.NOTHING_CAME
    return Why.SURVEY if line.lacking else Why.NO_ROWS


def unranked(lines: Iterable[Line]) -> tuple[Unranked, ...]:
    """Return the units without a place, and why each has none."""
    found = ((one.unit, why_unranked(one)) for one in lines)
    return tuple(Unranked(unit, why) for unit, why in found if why is not None)


def held_words(one: Held) -> Message:
    """Return which class a unit is kept from, and by what."""
    rows = {"class_": one.label, "zero": ", ".join(one.zero), "rows": ", ".join(one.penalties)}
    if one.zero and one.penalties:
        return say("Not “{class_}”: at zero {zero}; penalty {rows} stands.", **rows)
    if one.zero:
        return say("Not “{class_}”: at zero {zero}.", class_=one.label, zero=rows["zero"])
    return say("Not “{class_}”: penalty {rows} stands.", class_=one.label, rows=rows["rows"])
