"""What the shell says of an annex that was read as it was issued."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from parself import files
from parself.cli import console, shapes
from parself.cli.opening import new_file
from parself.errors import Message, Problem, UsageError, say
from parself.i18n import render
from parself.issued.decisions import file_beside, to_bytes
from parself.issued.notes import Note, NoteState
from parself.issued.reading import Asked, Issued, Reading
from parself.issued.understand import State
from parself.rubric import model as m
from parself.tables.data import Json, figure
from parself.tables.terminal import wrapped
from parself.text import shortened
from parself.values import evolve
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
        "offered": [read_as(way) for way in one.ways],
        "choice": one.choice or None,
    }


def _example(one: Reading) -> Json | None:
    if one.example is None:
        return None
    values = [
        {"key": key, "value": shapes.entered(value)} for key, value in one.example.values.items()
    ]
    return {"values": values, "points": figure(one.example.points)}


def deciding(found: Issued, asked: Asked, decide: Sequence[str]) -> Asked:
    """Add decisions given as ``ROW=CHOICE``. Raises `UsageError` for an unknown row or choice."""
    by_row = {one.item.id: one for one in found.readings}
    decisions = dict(asked.decisions)
    for pair in decide:
        row, _, choice = pair.partition("=")
        one = by_row.get(row)
        known = () if one is None else one.choices
        if one is None or choice not in known:
            what = say("“{value}” is not possible here.", value=pair[:40])
            allowed = ", ".join(known) or ", ".join(by_row)
            todo = say("Choose one of: {allowed}.", allowed=allowed[:_SHOWN])
            raise UsageError(Problem(what, "--decide", todo))
        decisions[one.key] = choice
    return evolve(asked, decisions=decisions)


def keep_decisions(found: Issued, rubric: Path) -> None:
    """Keep what was decided beside the rubric's file."""
    if found.decisions():
        files.write_atomic(file_beside(rubric), to_bytes(found.decisions()))


def write_readings(found: Issued, target: Path, *, replace: bool) -> None:
    """Write the workbook in which each row is decided."""
    from parself.report.readings import readings_book

    path = new_file(target.name, target, replace=replace)
    files.write_atomic(path, readings_book(found.readings))
    console.narrate(say("To decide row by row: {file}", file=files.show_path(path)))


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
    for number, way in enumerate(one.ways, start=1):
        told = say("{number}: {reading}", number=number, reading=read_as(way))
        yield from wrapped(render(told), indent="  ")


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
