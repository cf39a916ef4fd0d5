"""Why a unit stands where it stands: the points between it and another unit, down to the rows.

Area by area, then row by row; what lies below a row is in the hand-ins. Points are those that
are expected: appraised where decided, else as claimed, survey points where known. Pure.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from parself.province.line import Line
from parself.province.overview import Overview
from parself.rubric import model as m
from parself.scoring.weights import Weights
from parself.standing.league import ranking
from parself.values import Frozen

ZERO = Decimal(0)
MAXIMA: Final = "maxima"
INDEX: Final = "index"
"""Ids of what leads from points to indexes."""


class Gap(Frozen):
    """What lies between two units in one part of the rubric."""

    id: str
    title: str
    maximum: Decimal
    ours: Decimal | None
    theirs: Decimal | None
    is_open: bool = True
    """Whether rows lie below it."""

    @property
    def points(self) -> Decimal | None:
        """How much more we have: negative where the other unit has more."""
        if self.ours is None or self.theirs is None:
            return None
        return self.ours - self.theirs


def expected_points(view: Overview, unit: str) -> Mapping[str, Decimal | None]:
    """Return by row what a unit is expected to have; None where nobody knows."""
    facts, survey = view.facts[unit], view.survey_points(unit)
    found: dict[str, Decimal | None] = {}
    for row in view.round.rubric.rows.values():
        if row.source is not m.Source.SELF:
            # A bonus or penalty that nobody entered did not happen.
            found[row.id] = survey.get(row.id, None if isinstance(row, m.Item) else ZERO)
            continue
        decided = view.stand(unit, row.id).points
        found[row.id] = decided if decided is not None else facts.rows[row.id].points or ZERO
    return found


def area_gaps(view: Overview, unit: str, other: str) -> tuple[Gap, ...]:
    """Return what lies between two units, area by area in the rubric's order."""
    ours, theirs = expected_points(view, unit), expected_points(view, other)
    gaps = []
    for area in view.round.rubric.areas:
        rows = [item.id for item in area.items]
        most = sum((item.points for item in area.items), ZERO)
        we = _summed(ours, rows, view.figures[unit].weights)
        they = _summed(theirs, rows, view.figures[other].weights)
        gaps.append(Gap(area.id, area.title, most, we, they))
    return tuple(gaps)


def row_gaps(view: Overview, unit: str, other: str, area: str) -> tuple[Gap, ...]:
    """Return what lies between two units in the rows of an area, the greatest loss first.

    Without an area: in bonus and penalty.
    """
    ours, theirs = expected_points(view, unit), expected_points(view, other)
    rubric = view.round.rubric
    rows: tuple[m.Row, ...] = rubric.adjustments
    if area:
        rows = tuple(item for one in rubric.areas if one.id == area for item in one.items)
    found = [
        Gap(row.id, row.title, row.points, _signed(row, ours[row.id]), _signed(row, theirs[row.id]))
        for row in rows
    ]
    return tuple(sorted(found, key=lambda gap: gap.points if gap.points is not None else ZERO))


def to_index(view: Overview, unit: str, other: str, parts: Sequence[Gap]) -> tuple[Gap, ...]:
    """Return what leads from the points of all parts to both indexes, and the indexes.

    The first is what the maxima make of it, which differ where rows do not apply to a unit.
    Nothing where an index is not known, or both are the points themselves.
    """
    sides = view.figures[unit], view.figures[other]
    ours, theirs = (one.index for one in sides)
    if ours is None or theirs is None:
        return ()
    reached = (
        sum((one.ours or ZERO for one in parts), ZERO),
        sum((one.theirs or ZERO for one in parts), ZERO),
    )
    if (ours, theirs) == reached:
        return ()
    most = sides[0].maximum
    return (
        Gap(MAXIMA, "", most, ours - reached[0], theirs - reached[1], is_open=False),
        Gap(INDEX, "", most, ours, theirs, is_open=False),
    )


def _signed(row: m.Row, points: Decimal | None) -> Decimal | None:
    return -points if points is not None and row.is_penalty else points


def _summed(points: Mapping[str, Decimal | None], rows: list[str], weights: Weights) -> Decimal:
    """Add up what is known; rows that nobody knows are left out on both sides alike."""
    return weights.added({row: points[row] or ZERO for row in rows})


class Rung(Frozen):
    """One unit on the ladder of a round."""

    line: Line
    place: int | None
    value: Decimal | None
    """What it is placed by; None while that is not known."""


class Ladder(Frozen):
    """The units of a round of which a hand-in counts, the first place first."""

    rungs: tuple[Rung, ...]
    by_index: bool
    """Whether places are by index; else by expected points, while nobody has survey points."""

    def at(self, unit: str) -> int | None:
        """Return where a unit stands on the ladder, from 0; None where it does not."""
        return next((at for at, one in enumerate(self.rungs) if one.line.unit.code == unit), None)

    def next_to(self, unit: str) -> Rung | None:
        """Return the rung just above a unit; for the first, the one below."""
        here = self.at(unit)
        if here is None or len(self.rungs) == 1:
            return None
        return self.rungs[here - 1 if here else 1]


def ladder(lines: tuple[Line, ...]) -> Ladder:
    """Return the ladder of a board: by index as there, or by points while nobody has an index.

    Units that have no index yet follow without a place.
    """
    counting = [one for one in lines if one.figures is not None]
    placed = [Rung(one, one.place, one.index) for one in counting if one.index is not None]
    if placed:
        waiting = (Rung(one, None, None) for one in counting if one.index is None)
        return Ladder((*sorted(placed, key=_standing), *waiting), by_index=True)
    known = {one.unit.code: one for one in counting}
    values = {one.unit.code: one.figures.expected for one in counting if one.figures is not None}
    rungs = (Rung(known[one.code], one.rank, values[one.code]) for one in ranking(values))
    return Ladder(tuple(rungs), by_index=False)


def _standing(rung: Rung) -> tuple[Decimal, str]:
    return -(rung.value or ZERO), rung.line.unit.code
