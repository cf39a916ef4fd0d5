"""What the command plan prints: the gaps, or the way to a target step by step."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from parself.i18n import _
from parself.lift.way_up import Climb, Gap, Lift
from parself.lift.wording import (
    gap_words,
    lift_end,
    lift_notes,
    lift_outcome,
    open_title,
    parts,
    rung_words,
    step_words,
)
from parself.tables.data import Json, figure, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import wrapped


def gap_lines(gaps: Sequence[Gap], still_open: Sequence[Climb], *, closed: bool) -> Iterator[str]:
    """Yield the rows whose points are not reached, then those that are still open, most first."""
    if not gaps:
        yield _("No points are lost in what is answered.")
    for gap in gaps:
        yield from wrapped(f"{gap.row.id} {gap.row.title}")
        yield from wrapped(gap_words(gap, closed=closed), indent="    ")
    if still_open:
        yield open_title()
        yield from _climbs(still_open)


def lines(found: Lift) -> Iterator[str]:
    """Yield the way as text."""
    yield from wrapped(lift_outcome(found))
    for note in lift_notes(found):
        yield from wrapped(note)
    for part in parts(found):
        yield part.title
        for row in part.proof:
            yield from wrapped(f"{row.id} {row.title}", indent="   ")
        yield from _climbs(part.climbs)
    yield from wrapped(lift_end(found))


def _climbs(climbs: Sequence[Climb]) -> Iterator[str]:
    for climb in climbs:
        words = f"{climb.row.id} {climb.row.title}: {step_words(climb)}"
        yield from wrapped(words, indent="   ")


def gaps_json(gaps: Sequence[Gap], still_open: Sequence[Climb], *, closed: bool) -> Json:
    """Return the gaps, and what could be won first, where there is no target."""
    return {**lifted(None, gaps, closed=closed), "open": records(_CLIMBS, still_open)}


def lifted(found: Lift | None, gaps: Iterable[Gap], *, closed: bool) -> Json:
    """Return the gaps, and the cheapest way to a target where there is one."""
    return {
        "target": figure(found.target.index) if found else None,
        "target_rank": found.target.place if found else None,
        "target_is_sure": found.target.is_sure if found else None,
        "needed": figure(found.needed) if found else None,
        "reached": found.is_reached if found else None,
        "index": figure(found.index) if found else None,
        "rank": found.places.exact if found and found.places else None,
        "rank_best": found.places.best if found and found.places else None,
        "rank_worst": found.places.worst if found and found.places else None,
        "open": records(_CLIMBS, found.open) if found else [],
        "proof": [row.id for row in found.proof] if found else [],
        "now": records(_CLIMBS, found.now) if found else [],
        "next_year": records(_CLIMBS, found.next_year) if found else [],
        "gaps": [
            {
                "item": one.row.id,
                "lost": figure(one.lost),
                "words": gap_words(one, closed=closed),
            }
            for one in gaps
        ],
    }


_CLIMBS: Final[tuple[Column[Climb], ...]] = (
    Column("item", data=lambda one: one.row.id),
    Column("gain", kind=Kind.POINTS, data=lambda one: one.gain),
    Column("effort", data=lambda one: one.effort),
    Column("rungs", data=lambda one: one.rungs),
    Column("cost", data=lambda one: one.cost),
    Column("step", data=lambda one: rung_words(one.rung)),
)
