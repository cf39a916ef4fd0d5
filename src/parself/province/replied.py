"""What units reply to their first appraisal, row by row, with what became of it. Pure."""

from collections.abc import Collection, Iterator
from decimal import Decimal

from parself.assessment.model import Reply
from parself.province.board import Mark
from parself.province.decisions import UNDECIDED, Cell
from parself.province.overview import Overview
from parself.province.returning import ended_of
from parself.returns.model import Outcome
from parself.rubric.peers import Unit
from parself.values import Frozen


class Replied(Frozen):
    """One row that was sent back to its unit as adjusted or asked about."""

    unit: Unit
    row: str
    claimed: Decimal | None
    """Points that the unit claims now."""
    first: Decimal | None
    """Points of the first appraisal; None where the row was asked about."""
    reply: Reply | None
    """None where the unit did not reply to the row."""
    mark: Mark
    points: Decimal | None
    """Appraised points now."""
    outcome: Outcome | None
    """None while it is not settled."""

    @property
    def waits(self) -> bool:
        """Whether the row still has to be decided in the second appraisal."""
        return self.outcome is None


def replied(view: Overview, codes: Collection[str] = ()) -> Iterator[Replied]:
    """Yield the rows that were sent back, of some units or all: those that wait come first."""
    found = [one for unit in view.round.roster.units for one in _of(view, unit, codes)]
    yield from sorted(found, key=lambda one: not one.waits)


def _of(view: Overview, unit: Unit, codes: Collection[str]) -> Iterator[Replied]:
    begun = view.round.begun(unit.code)
    if begun is None or (codes and unit.code not in codes):
        return
    facts, ended = view.facts[unit.code], ended_of(view, unit.code)
    for row in begun.to_answer:
        cell = Cell(unit.code, row)
        yield Replied(
            unit,
            row,
            facts.rows[row].points,
            view.first.stands.get(cell, UNDECIDED).points,
            facts.replies.get(row),
            view.mark(cell),
            view.points(cell),
            ended.get(row),
        )
