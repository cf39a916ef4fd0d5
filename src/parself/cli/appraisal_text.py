"""What is said of rows that are appraised, of remarks and of agreed ways: as text and as JSON."""

from collections.abc import Iterable, Iterator
from typing import Final

from parself.cli import shapes
from parself.errors import say
from parself.i18n import _, render
from parself.province.appraising import Plan
from parself.province.comparison import decimal_of
from parself.province.decisions import Cell
from parself.province.moving import Moved
from parself.province.overview import Overview
from parself.province.remarks import Audience, Remark, Way
from parself.rules.peers import Peers
from parself.tables.data import Json, figure
from parself.tables.terminal import wrapped
from parself.words.appraisal_words import SKIPS, before_words, standing_words
from parself.words.compared_words import peers_words
from parself.words.wording import run_on

_NAMED: Final = 12
"""Rows of one reason that are named where not all are asked for."""


def appraised(view: Overview, unit: str, row: str) -> Iterator[str]:
    """Yield how a row of a unit stands, with the remarks on it."""
    yield from judged(view, view.cell(unit, row))
    for number, one in enumerate(view.remarks.get((unit, row), ()), start=1):
        kind = _("for the unit") if one.audience is Audience.UNIT else _("internal")
        yield from wrapped(f"{number}. {kind}: {one.text}", indent="  ")


def appraised_json(view: Overview, unit: str, row: str) -> Json:
    """Return how a row of a unit stands, with the remarks on it, as an object."""
    remarks = view.remarks.get((unit, row), ())
    return {**judged_json(view, view.cell(unit, row)), "remarks": list(map(_remark_json, remarks))}


def _remark_json(one: Remark) -> Json:
    return {"text": one.text, "audience": one.audience.value, "adopts": one.source or None}


def judged(view: Overview, cell: Cell) -> Iterator[str]:
    """Yield how one cell stands: of a second look nothing of the first."""
    name, item = view.round.called(cell.unit), view.round.rubric.rows[cell.row]
    yield from wrapped(f"{name} · {cell.row} {item.title}")
    if cell.unit in view.facts:
        yield from _decision(view, cell)


def _decision(view: Overview, cell: Cell) -> Iterator[str]:
    said = view.facts[cell.unit].rows[cell.row]
    stand = view.stand(cell.unit, cell.row, cell.look)
    yield f"  {standing_words(said, view.mark(cell), stand.points)}"
    known = view.before(cell)
    if known is not None:
        words = say("{year:none}: {points}", year=known.year, points=before_words(known))
        yield from wrapped(render(words), indent="  ")
    among = peers_words(view, cell.row)
    if among:
        yield from wrapped(among, indent="  ")
    decision = stand.decision
    if decision is not None and decision.figure is not None:
        words = say("figure that counts: {figure:count}", figure=decision.figure)
        yield from wrapped(render(words), indent="  ")
    if decision is not None and decision.reason:
        yield from wrapped(decision.reason, indent="  ")


def judged_json(view: Overview, cell: Cell) -> Json:
    """Return how one cell stands as an object: of a second look nothing of the first."""
    is_in, stand = cell.unit in view.facts, view.stand(cell.unit, cell.row, cell.look)
    decision = stand.decision
    return {
        **shapes.place(cell),
        "look": cell.look,
        "claimed": figure(view.facts[cell.unit].rows[cell.row].points) if is_in else None,
        "state": view.mark(cell).value if is_in else None,
        "points": figure(view.points(cell)),
        "figure": None if decision is None else figure(decision.figure),
        "all_units": _peers_json(view.peers.get(cell.row)),
        "reason": decision.reason if decision else "",
        "way": decision.way if decision else None,
    }


def _peers_json(known: Peers | None) -> Json | None:
    if known is None:
        return None
    return {
        "figure": figure(decimal_of(known)),
        "units": known.units,
        "of": known.of,
        "is_provisional": known.is_provisional,
    }


def moved_json(found: Iterable[Moved]) -> list[Json]:
    """Return the units whose points a change moved, row by row, as JSON."""
    return [
        {
            "row": one.row,
            "before": None if one.before is None else figure(decimal_of(one.before)),
            "after": None if one.after is None else figure(decimal_of(one.after)),
            "units": [
                {"unit": code, "before": figure(before), "after": figure(after)}
                for code, (before, after) in one.units.items()
            ],
        }
        for one in found
    ]


def ways(view: Overview, row: str) -> Iterator[str]:
    """Yield the agreed ways of scoring a row."""
    yield from wrapped(f"{row} {view.round.rubric.rows[row].title}")
    for one in view.ways.get(row, ()):
        words = say("{n}. {case}: {points:points}", n=one.number, case=one.case, points=one.points)
        yield from wrapped(render(words), indent="  ")
        if one.reason:
            yield from wrapped(one.reason, indent="     ")


def ways_json(view: Overview, row: str) -> Json:
    """Return the agreed ways of scoring a row as an object."""
    return {"row": row, "ways": list(map(_way_json, view.ways.get(row, ())))}


def _way_json(one: Way) -> Json:
    points = figure(one.points)
    return {"number": one.number, "case": one.case, "points": points, "reason": one.reason}


def plan(view: Overview, found: Plan, *, done: bool, hint: str | None) -> Iterator[str]:
    """Yield how many rows are accepted, and which are left out and why."""
    count = len(found.decisions)
    said = say("Accepted: {count} rows.", count=count)
    yield render(said if done else say("Would be accepted: {count} rows.", count=count))
    for why, words in SKIPS.items():
        cells = [_named(view, cell) for cell, one in found.skipped.items() if one is why]
        if cells:
            yield from wrapped(
                render(say("Left out, {why}: {count} rows.", why=words, count=len(cells)))
            )
            yield from wrapped(run_on(cells, "; ", _NAMED, hint), indent="  ")


def _named(view: Overview, cell: Cell) -> str:
    return f"{view.round.called(cell.unit)} {cell.row}"


def plan_json(found: Plan) -> Json:
    """Return which rows are accepted, and which are left out and why, as an object."""
    return {
        "accepted": [shapes.place(one.cell) for one in found.decisions],
        "skipped": [
            {**shapes.place(cell), "reason": why.value} for cell, why in found.skipped.items()
        ],
    }
