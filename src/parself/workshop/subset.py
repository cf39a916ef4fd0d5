"""Some rows of a rubric as a rubric of their own: rules, points and words stay what they are.

So a pack never says a rule a second time. Sums follow from the rows that are left; relations
between rows stay where all of their rows do. Bonus, penalty and standings are left out: a single
invented unit has no place.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal

from parself.rubric import model as m
from parself.rubric.relations import relation_faults
from parself.rules.kinds import row_fields
from parself.values import evolve


def subset(rubric: m.Rubric, rows: Collection[str], *, name: str, roster: str) -> m.Rubric:
    """Return the rubric of some rows, of all where none is named; unknown ids are passed over.

    `name` becomes its id, `roster` the id of the units that are scored by it.
    """
    if not rows:
        return evolve(rubric, id=name, roster=roster, standings="")
    kept = frozenset(rows)
    areas = tuple(_areas(rubric, kept))
    cut = evolve(
        rubric,
        id=name,
        roster=roster,
        standings="",
        points=_sum(areas),
        areas=areas,
        adjustments=(),
        bonus_cap=Decimal(0),
        penalty_cap=Decimal(0),
        checks=(),
    )
    departments = {item.department for item in cut.items()}
    departments |= {one for item in cut.items() for one in item.contributors}
    figures = {field.figure for item in cut.items() for field in row_fields(item)}
    return evolve(
        cut,
        departments=tuple(one for one in rubric.departments if one.id in departments),
        figures=tuple(one for one in rubric.figures if one.id in figures),
        checks=tuple(one for one in rubric.checks if _holds(cut, one)),
    )


def _areas(rubric: m.Rubric, kept: Collection[str]) -> Iterator[m.Area]:
    for area in rubric.areas:
        criteria = tuple(_criteria(area, kept))
        if criteria:
            yield evolve(area, criteria=criteria, points=_sum(criteria))


def _criteria(area: m.Group, kept: Collection[str]) -> Iterator[m.Criterion]:
    for criterion in area.criteria:
        criteria = tuple(_criteria(criterion, kept))
        items = tuple(item for item in criterion.items if item.id in kept)
        if criteria or items:
            points = _sum(criteria or items)
            yield evolve(criterion, items=items, criteria=criteria, points=points)


def _sum(parts: Collection[m.Area] | Collection[m.Criterion] | Collection[m.Item]) -> Decimal:
    return sum((part.points for part in parts), Decimal(0))


def _holds(rubric: m.Rubric, check: m.Check) -> bool:
    """Say whether a relation speaks only of rows that are left."""
    return not [*relation_faults(evolve(rubric, checks=(check,)))]
