"""What all units of a round come to in the rows that compare them, and the points that gives.

A unit's figure counts as it was decided, else as it was handed in. It does not count where the
row did not occur, does not apply, or was given points without a figure. Nothing of this is kept
before publication: whoever asks gets it anew from the figures that count now, so neither the order
of landing nor that of deciding matters. Pure.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from parself.assessment.entries import field_fault
from parself.assessment.model import State
from parself.errors import Message
from parself.numerals import is_number, round_half_up
from parself.province.decisions import UNDECIDED, Cell, Stand, Verdict
from parself.province.facts import Facts, RowFacts, totals
from parself.province.record import Round
from parself.province.survey import Entries
from parself.rubric import model as m
from parself.rules.amounts import Context, Worth
from parself.rules.kinds import amount_of, row_fields, worth
from parself.rules.peers import Origin, Peers
from parself.rules.steps import Step
from parself.values import evolve, remembered


@remembered
def compared_rows(rubric: m.Rubric) -> tuple[m.Row, ...]:
    """Return the rows whose points depend on the figures of all units."""
    return tuple(row for row in rubric.rows.values() if row.measure.own_key)


def figures(
    row: m.Row, handed: Mapping[str, Facts], stands: Mapping[Cell, Stand], entered: Entries
) -> Mapping[str, Decimal]:
    """Return the figures of a row that count, by code of the unit."""
    if row.source is not m.Source.SELF:
        return _entered(row, entered)
    found = {
        code: figure(row, facts.rows[row.id], stands.get(Cell(code, row.id), UNDECIDED))
        for code, facts in handed.items()
    }
    return {code: one for code, one in found.items() if one is not None}


def _entered(row: m.Row, entered: Entries) -> Mapping[str, Decimal]:
    key = row.measure.own_key
    values = {code: rows[row.id].get(key) for code, rows in entered.items() if row.id in rows}
    return {
        code: Decimal(one) for code, one in values.items() if one is not None and is_number(one)
    }


def figure(row: m.Row, said: RowFacts, stand: Stand) -> Decimal | None:
    """Return the figure of a unit that counts in a row; None where none does."""
    decision = stand.decision
    if decision is not None and decision.verdict in {Verdict.ACCEPT, Verdict.ADJUST}:
        return decision.figure
    return claimed_figure(row, said)


def claimed_figure(row: m.Row, said: RowFacts) -> Decimal | None:
    """Return the figure that a unit handed in for a row; None where it entered none."""
    return said.figures.get(row.measure.own_key) if said.state is State.ANSWERED else None


def peers_of(
    round_: Round,
    handed: Mapping[str, Facts],
    stands: Mapping[Cell, Stand],
    entered: Entries,
) -> Mapping[str, Peers]:
    """Return what all units come to, by row; without the rows in which no figure counts."""
    found = {}
    for row in compared_rows(round_.rubric):
        known = figures(row, handed, stands, entered)
        if known:
            found[row.id] = peers_among(round_, row, known)
    return found


def peers_among(round_: Round, row: m.Row, known: Mapping[str, Decimal]) -> Peers:
    """Return what units with these figures come to, at least one."""
    origin = Origin.ROUND if round_.closed is None else Origin.CLOSED
    against = row.measure.compared([*map(Fraction, known.values())])
    return Peers(against, origin, len(known), len(round_.roster.units))


def impossible_figure(row: m.Row, figure: Decimal) -> Message | None:
    """Return why a figure is none that a unit could have in a row; None where it is possible."""
    asked = next((one for one in row_fields(row) if one.key == row.measure.own_key), None)
    is_whole = figure.is_finite() and figure == figure.to_integral_value()
    fault = None if asked is None else field_fault(asked, int(figure) if is_whole else figure)
    return None if fault is None else fault.what


def points_of(round_: Round, row: m.Row, own: Decimal, peers: Peers) -> Decimal:
    """Return the points of a unit's figure."""
    exact, _steps = _worth_of(round_, row, own, peers)
    return round_half_up(exact, round_.rubric.rounding.item)


def steps_of(round_: Round, row: m.Row, own: Decimal, peers: Peers) -> tuple[Step, ...]:
    """Return how the points of a unit's figure come about."""
    return _worth_of(round_, row, own, peers)[1]


def _worth_of(round_: Round, row: m.Row, own: Decimal, peers: Peers) -> Worth:
    values, context = {row.measure.own_key: own}, Context(round_.year, peers=peers)
    amount = amount_of(row, values, context)
    exact, more = worth(row, amount)
    return exact, (*amount.steps, *more)


def with_points(round_: Round, facts: Facts, peers: Mapping[str, Peers]) -> Facts:
    """Return a hand-in with the points that its own figures have among those of all units."""
    given = {}
    for row in compared_rows(round_.rubric):
        said, known = facts.rows[row.id], peers.get(row.id)
        own = claimed_figure(row, said)
        if own is not None and known is not None and row.source is m.Source.SELF:
            given[row.id] = evolve(said, points=points_of(round_, row, own, known))
    if not given:
        return facts
    rows = {**facts.rows, **given}
    return evolve(facts, points=totals(round_.rubric, rows)[0], rows=rows)


def with_worth(
    round_: Round, stands: Mapping[Cell, Stand], peers: Mapping[str, Peers]
) -> Mapping[Cell, Stand]:
    """Return how cells stand, with the points that decided figures have among those of all."""
    return {**stands, **dict(_worth(round_, stands, peers))}


def _worth(
    round_: Round, stands: Mapping[Cell, Stand], peers: Mapping[str, Peers]
) -> Iterator[tuple[Cell, Stand]]:
    for cell, stand in stands.items():
        known, decision = peers.get(cell.row), stand.decision
        if known is not None and decision is not None and decision.figure is not None:
            row = round_.rubric.rows[cell.row]
            yield cell, evolve(stand, worth=points_of(round_, row, decision.figure, known))
