"""What is said of shares given out, opened, sent and joined, as text and as JSON."""

from collections.abc import Iterable, Iterator
from typing import Final

from parself.cli import shapes
from parself.errors import say
from parself.files import show_path
from parself.i18n import render, render_problem
from parself.province.appraising import decider_words, place_of
from parself.province.board import Mark
from parself.province.decisions import Cell, Decision
from parself.province.joining import Joined, JoinResult
from parself.province.overview import Overview
from parself.province.part_desk import Sent
from parself.province.parts import Given
from parself.tables.data import Json, figure
from parself.tables.terminal import wrapped
from parself.words.officer_words import (
    decided_words,
    given_words,
    joined_words,
    sent_words,
    share_words,
)
from parself.words.wording import shortlist


def given(one: Given) -> Iterator[str]:
    """Yield the lines that count units, rows and decisions of an officer's share."""
    yield show_path(one.path)
    yield from wrapped(given_words(one))


def given_json(one: Given) -> Json:
    """Return the counts of an officer's share as JSON."""
    return {
        "file": str(one.path),
        "officer": one.officer.id,
        "sequence": one.number,
        "units": one.units,
        "rows": one.rows,
        "versions": one.versions,
    }


def opened(view: Overview) -> Iterator[str]:
    """Yield whose share a folder is, and what it holds."""
    officer = view.round.officers[0]
    cells, open_ = _work(view)
    words = say(
        "Share of {name}: {rows:count} rows of {units:count} units, {open:count} not looked at.",
        name=officer.name,
        rows=cells,
        units=len(view.facts),
        open=open_,
    )
    yield from wrapped(render(words))
    for share in officer.shares:
        yield from wrapped(share_words(view.round, share, officer), indent="  ")


def opened_json(view: Overview) -> Json:
    """Return whose share a folder is as an object."""
    cells, open_ = _work(view)
    officer = view.round.officers[0]
    return {"officer": officer.id, "units": sorted(view.facts), "rows": cells, "open": open_}


def _work(view: Overview) -> tuple[int, int]:
    marks = [mark for code in view.facts for mark in view.marks(code).values()]
    return len(marks), marks.count(Mark.OPEN)


def sent(one: Sent) -> Iterator[str]:
    """Yield the lines that count decisions and remarks in a file for the lead."""
    yield show_path(one.path)
    yield from wrapped(sent_words(one))


def sent_json(one: Sent) -> Json:
    """Return what a file for the lead holds as an object."""
    return {
        "file": str(one.path),
        "officer": one.officer.id,
        "part": one.part,
        "sequence": one.number,
        "new": one.is_new,
        "decisions": one.decisions,
        "remarks": one.remarks,
    }


def joined(found: JoinResult, *, done: bool, hint: str | None) -> Iterator[str]:
    """Yield what became of every file."""
    for one in found.joined:
        yield from _joined(found.view, one, done=done, hint=hint)


def _joined(view: Overview, one: Joined, *, done: bool, hint: str | None) -> Iterator[str]:
    yield from (line for each in one.reasons for line in wrapped(render_problem(each)))
    if not one.outcome.is_received:
        return
    for line in joined_words(view.round, one, done=done, hint=hint):
        yield from wrapped(line, indent="  ")
    told = ["\n".join(_beside(view, cell)) for cell in one.differing]
    yield from (line for each in shortlist(told, _MOST, hint) for line in each.splitlines())


_MOST: Final = 20
"""Rows decided differently that are shown of one file where not all are asked for."""


def joined_json(found: JoinResult, *, done: bool) -> Json:
    """Return what became of every file as an object."""
    return {"done": done, "files": [_file_json(found.view, one) for one in found.joined]}


def _file_json(view: Overview, one: Joined) -> Json:
    return {
        "file": one.path.name,
        "outcome": one.outcome.value,
        "officer": one.officer or None,
        "part": one.part or None,
        "sequence": one.sequence,
        "decisions": one.decisions,
        "remarks": one.remarks,
        "left": [
            {"place": place_of(view.round, each.version), "why": render(each.why)}
            for each in one.left
        ],
        "differing": [shapes.place(cell) for cell in one.differing],
        "problems": shapes.problems(one.reasons),
    }


def differing(view: Overview) -> Iterator[str]:
    """Yield the rows on which officers decided differently."""
    found = view.differing
    if not found:
        yield render(say("Nowhere do decisions differ."))
    yield from differing_cells(view, found)


def differing_cells(view: Overview, cells: Iterable[Cell]) -> Iterator[str]:
    """Yield what stands side by side on some cells."""
    for cell in cells:
        yield from _beside(view, cell)


def _beside(view: Overview, cell: Cell) -> Iterator[str]:
    title = view.round.rubric.rows[cell.row].title
    yield from wrapped(f"≠ {view.round.called(cell.unit)} · {cell.row} {title}", indent="  ")
    for one in view.beside(cell):
        yield from wrapped(f"{decider_words(view.round, one)}: {decided_words(one)}", indent="    ")


def differing_json(view: Overview) -> Json:
    """Return the rows on which officers decided differently as an object."""
    return {
        "rows": [
            {**shapes.place(cell), "decisions": [_decision_json(one) for one in standing]}
            for cell, standing in view.differing.items()
        ]
    }


def _decision_json(one: Decision) -> Json:
    return {
        "id": one.id,
        "who": one.who,
        "when": one.when.isoformat(),
        "look": one.cell.look,
        "verdict": one.verdict.value,
        "points": figure(one.points),
        "reason": one.reason,
    }
