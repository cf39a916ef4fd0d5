"""How far each unit's appraisal is, and what it comes to: the lines of a round's board. Pure.

Three kinds of points are kept apart: what the unit claims, what was appraised, what the survey
gave. Rows that the province grades without a claim are appraised. Rows without appraised points,
those asked to be explained among them, count as claimed in what is expected; points, index and
place all come from that, and it is said how many such rows there are. A row of the survey, or one
that the province grades, leaves the index unknown while it has no points.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Final

from parself.assessment.model import State
from parself.province.decisions import UNDECIDED, Basis, Cell, Stand, Verdict
from parself.province.facts import Facts, RowFacts
from parself.province.survey import summed
from parself.rubric import model as m
from parself.scoring.score import capped, index
from parself.scoring.weights import Weights, weights_of
from parself.values import Frozen

ZERO = Decimal(0)


class Mark(StrEnum):
    """How a row of a unit stands in the appraisal."""

    OPEN = "open"
    ACCEPTED = "accept"
    ADJUSTED = "adjust"
    ASKED = "ask"
    TO_REVIEW = "review"
    """Decided, but what the decision rests on has changed (cần xem lại); or asked about, and the
    second appraisal goes on without a further reply."""
    DIFFERING = "differs"
    """Decided differently by several appraisers."""


WAITING: Final = frozenset({Mark.OPEN, Mark.TO_REVIEW})
"""How a row stands that waits for a decision."""
SETTLED: Final = frozenset({Mark.ACCEPTED, Mark.ADJUSTED})
"""How a row stands whose appraised points hold: all others keep a unit's place provisional."""
_EVERY: Final = 100


class Figures(Frozen):
    """What a unit's rows come to, in points."""

    claimed: Decimal
    """Claimed, of the rows that units score themselves."""
    appraised: Decimal
    """Appraised, of the rows decided so far and those that the province grades."""
    expected: Decimal
    """Appraised, with rows that have no appraised points (open, asked, differing) as claimed."""
    survey: Decimal | None
    """Of the rows of the survey; None while one of them has no points."""
    index: Decimal | None
    """In percent, of what is expected and the survey; None while the survey is not known."""
    maximum: Decimal
    """Sum of the maxima that the index is set against."""
    bonus: Decimal
    """What counts of the bonus rows, as expected."""
    penalty: Decimal
    open: int
    """Rows that are not settled."""
    lacking: tuple[str, ...] = ()
    """Rows whose points the province has still to enter; the index is not known until then."""
    is_whole: bool = True
    """Whether all rows are counted; an officer's share has neither survey nor index."""
    zero: tuple[str, ...] = ()
    """Scored rows that count and are expected at zero."""
    penalties: tuple[str, ...] = ()
    """Penalties that are expected to stand."""
    weights: Weights = Weights(Decimal("0.01"))
    """What rows count for where others of their section do not apply."""

    @property
    def is_final(self) -> bool:
        """Whether every row is settled and, of a whole unit, the survey is known."""
        return self.open == 0 and (self.index is not None or not self.is_whole)


def mark(stand: Stand, now: Basis) -> Mark:
    """Return how a row stands; `now` is what a decision would rest on today."""
    if stand.is_contradictory:
        return Mark.DIFFERING
    decision = stand.decision
    if decision is None or decision.verdict is Verdict.OPEN:
        return Mark.OPEN
    return Mark.TO_REVIEW if decision.changed(now) else Mark(decision.verdict.value)


def settled_percent(marks: Sequence[Mark]) -> int:
    """Return how many percent of rows are settled, rounded down: 100 only where all are."""
    settled = sum(one in SETTLED for one in marks)
    return _EVERY * settled // len(marks) if marks else 0


def appraised_rows(rubric: m.Rubric) -> tuple[m.Row, ...]:
    """Return the rows that are appraised: all that units score themselves."""
    return tuple(row for row in rubric.rows.values() if row.source is m.Source.SELF)


def figures(
    rubric: m.Rubric,
    facts: Facts,
    cells: Mapping[str, Cell],
    stands: Mapping[Cell, Stand],
    marks: Mapping[str, Mark],
    entered: Mapping[str, Decimal | None],
    *,
    is_whole: bool = True,
) -> Figures:
    """Add up the rows of a unit that a desk appraises, `cells` and their `marks` by row.

    `entered` holds every row whose points the province enters; None while they are not known.
    Others that units do not score, as those of a survey that is not held, leave the maximum.
    """
    claimed = {row: facts.rows[row].points or ZERO for row in cells}
    decided = {
        row: points
        for row, cell in cells.items()
        if (points := stands.get(cell, UNDECIDED).points) is not None
    }
    given = {row: one for row, one in entered.items() if one is not None and is_whole}
    lacking = [item for item in rubric.items() if item.id in entered and item.id not in given]
    expected = {**claimed, **decided, **given}
    counting = tuple(_counting(rubric, facts, cells, stands))
    weights = weights_of(rubric, *_leaving(rubric, counting, entered))
    of_source = partial(summed, rubric, weights=weights)
    survey = of_source(expected, source=m.Source.SURVEY)
    known = {item.id: expected.get(item.id, ZERO) for item in rubric.items()}
    # What is printed beside each other adds up: the survey's points are taken from the whole.
    own_and_graded = weights.added(known) - survey
    most = weights.added(
        {r.id: r.points for r in counting if r.source is m.Source.SELF or r.id in entered}
    )
    bonus, penalty = (
        capped(rubric, kind, lambda row: expected.get(row, ZERO)) for kind in ("bonus", "penalty")
    )
    is_known = is_whole and not lacking
    reached = own_and_graded + survey
    graded = of_source(expected, source=m.Source.APPRAISER)
    return Figures(
        of_source(claimed, source=m.Source.SELF),
        of_source(decided, source=m.Source.SELF) + graded,
        own_and_graded,
        None if any(item.source is m.Source.SURVEY for item in lacking) or not is_whole else survey,
        index(reached, most, bonus, penalty, rubric.rounding.total) if is_known else None,
        most,
        bonus,
        penalty,
        sum(one not in SETTLED for one in marks.values()),
        tuple(item.id for item in lacking) if is_whole else (),
        is_whole,
        tuple(one.id for one in counting if one.points and expected.get(one.id) == 0),
        tuple(
            one.id for one in rubric.adjustments if one.kind == "penalty" and expected.get(one.id)
        ),
        weights,
    )


def _leaving(
    rubric: m.Rubric, counting: Sequence[m.Row], entered: Collection[str]
) -> tuple[set[str], set[str]]:
    """Return the rows that do not apply, and those that nobody scores: a survey not held."""
    kept = {row.id for row in counting}
    items = list(rubric.items())
    unscored = {r.id for r in items if r.source is not m.Source.SELF and r.id not in entered}
    return {item.id for item in items if item.id not in kept}, unscored


def applies(said: RowFacts, stand: Stand) -> bool:
    """Say whether a row counts for a unit.

    It does not where the unit says so, unless the province decides on points all the same.
    """
    return said.state is not State.NOT_APPLICABLE or stand.verdict is Verdict.ADJUST


def _counting(
    rubric: m.Rubric, facts: Facts, cells: Mapping[str, Cell], stands: Mapping[Cell, Stand]
) -> Iterator[m.Row]:
    """Yield the scored rows that count for a unit."""
    for item in rubric.items():
        cell = cells.get(item.id)
        stand = stands.get(cell, UNDECIDED) if cell is not None else UNDECIDED
        # Whether a survey is held is the round's to say, not the unit's.
        if item.source is not m.Source.SELF or applies(facts.rows[item.id], stand):
            yield item
