"""What the shell says of an annex that was read as it was issued."""

from collections.abc import Iterator, Sequence
from typing import Final

from parself.cli import console, shapes
from parself.errors import Message, say
from parself.i18n import render
from parself.issued.notes import Note, NoteState
from parself.issued.reading import Issued, Reading
from parself.issued.understand import State
from parself.rubric import model as m
from parself.tables.data import Json, figure
from parself.tables.terminal import wrapped
from parself.text import shortened
from parself.words.reading_words import STATES, counts, example_of, read_as

_SHOWN: Final = 160
"""So much of a text below the table is told."""


def data(rubric: m.Rubric, found: Issued | None) -> Json:
    """Return all that was made of an annex; of a workbook that was filled in, no readings."""
    return {
        "rubric": rubric.id,
        "table": None if found is None else found.where,
        "rows": [] if found is None else [_row(one) for one in found.readings],
        "notes": [] if found is None else [_note(one) for one in found.notes],
    }


def _note(one: Note) -> Json:
    return {"where": one.where, "text": one.text, "state": one.state.value}


def _row(one: Reading) -> Json:
    return {
        "id": one.item.id,
        "where": one.where,
        "state": one.state.value,
        "title": one.item.title,
        "points": figure(one.item.points),
        "text": one.text or None,
        "measure": one.item.measure.kind,
        "scale": None if one.item.scale is None else one.item.scale.kind,
        "read_as": read_as(one.item),
        "example": _example(one),
        "why": None if one.why is None else render(one.why),
        "offered": len(one.offered),
    }


def _example(one: Reading) -> Json | None:
    if one.example is None:
        return None
    values = [
        {"key": key, "value": shapes.entered(value)} for key, value in one.example.values.items()
    ]
    return {"values": values, "points": figure(one.example.points)}


def lines(rubric: m.Rubric, found: Issued | None) -> Iterator[str]:
    """Yield every row with what it was read as."""
    yield f"{rubric.title} · {rubric.year} · {rubric.id}"
    if found is not None:
        for one in found.readings:
            yield ""
            yield from _told(one)


def _told(one: Reading) -> Iterator[str]:
    """Yield a row: its text as issued, what it was read as, a worked example."""
    head = say("{id} {title} · {points:points} points · {state}", **_head(one))
    yield from wrapped(render(head))
    for line in one.text.split("\n") if one.text else ():
        yield from wrapped(f"| {line}", indent="  ")
    yield from wrapped(f"→ {read_as(one.item)}", indent="  ")
    example = example_of(one.item, one.example)
    if example:
        yield from wrapped(render(say("For example: {example}", example=example)), indent="  ")
    if one.why is not None:
        yield from wrapped(render(one.why), indent="  ")


def _head(one: Reading) -> dict[str, object]:
    row = one.item
    return {"id": row.id, "title": row.title, "points": row.points, "state": STATES[one.state]}


def narrate(found: Issued) -> None:
    """Say how far an annex was understood, and name every place where a person decides."""
    console.narrate(counts(found.readings))
    for message in (*found.notices, *_decisions(found.readings), *_notes(found)):
        console.narrate(message)


def _decisions(readings: Sequence[Reading]) -> Iterator[Message]:
    for one in readings:
        if one.state is State.TO_DECIDE:
            why = one.why or say("The rule was not understood as a whole.")
            yield say(
                "To decide: {id} ({where}): {why} Points are entered with an explanation.",
                id=one.item.id,
                where=one.where,
                why=why,
            )


def _notes(found: Issued) -> Iterator[Message]:
    for note in found.notes:
        if note.state is NoteState.TO_DECIDE:
            text = shortened(" ".join(note.text.split()), _SHOWN)
            yield say(
                "To decide: a text below the table ({where}): {text}", where=note.where, text=text
            )
