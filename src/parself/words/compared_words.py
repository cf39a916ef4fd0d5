"""Rows that compare units, in words: what all come to, how points come about, who moved."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.province.compared import claimed_figure, steps_of
from parself.province.decisions import Cell
from parself.province.moving import Moved
from parself.province.overview import Overview
from parself.rules.peers import Peers
from parself.rules.steps import Step
from parself.words.wording import derivation, run_on

_UNKNOWN: Final = "–"
_NAMED: Final = 12
"""Units that are named beside each other."""


def peers_words(view: Overview, row: str) -> str:
    """Return what all units come to in a row; empty where it compares none, or none counts."""
    known, measure = view.peers.get(row), view.round.rubric.rows[row].measure
    return "" if known is None else derivation([measure.peers_step(known, view.round.year)])[0]


def all_peers_words(view: Overview) -> Iterator[str]:
    """Yield what all units come to, a line for each row that compares them."""
    yield from (f"{row}: {peers_words(view, row)}" for row in view.peers)


def claimed_steps(view: Overview, cell: Cell) -> tuple[Step, ...]:
    """Return how the points of the figure come about that a unit entered; empty elsewhere."""
    row, known = view.round.rubric.rows[cell.row], view.peers.get(cell.row)
    own = claimed_figure(row, view.facts[cell.unit].rows[cell.row])
    return () if known is None or own is None else steps_of(view.round, row, own, known)


def decided_steps(view: Overview, cell: Cell) -> tuple[Step, ...]:
    """Return how the points of the figure come about that was decided; empty where none was."""
    row, known = view.round.rubric.rows[cell.row], view.peers.get(cell.row)
    decision = view.stand(cell.unit, cell.row, cell.look).decision
    own = None if decision is None else decision.figure
    return () if known is None or own is None else steps_of(view.round, row, own, known)


def moved_words(view: Overview, found: Iterable[Moved]) -> Iterator[str]:
    """Yield a line for each row in which a change moved what all units come to."""
    for one in found:
        what = view.round.rubric.rows[one.row].measure.peers_title
        words = say(
            "{row}: {what} {before} → {after}. {units}.",
            row=one.row,
            what=what,
            before=_figure(one.before),
            after=_figure(one.after),
            units=_units(view, one),
        )
        yield render(words)


def _units(view: Overview, one: Moved) -> str:
    told = [
        f"{view.round.called(code)} {_points(before)} → {_points(after)}"
        for code, (before, after) in one.units.items()
    ]
    if not told:
        return _("No points moved with it")
    return render(say("Points that moved: {units}", units=run_on(told, "; ", _NAMED)))


def _figure(known: Peers | None) -> str:
    return _UNKNOWN if known is None else render(say("{figure:count}", figure=known.figure))


def _points(points: Decimal | None) -> str:
    return _UNKNOWN if points is None else show_decimal(points)
