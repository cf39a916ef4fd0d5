"""The same case, the same points: units whose answers to a row are equal, compared. Pure.

Two cases are equal where the units entered the same and both have proof, or both have none.
Decisions that cite one agreed way of scoring are of one case too.
"""

from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

from parself.province.decisions import Cell
from parself.province.facts import RowFacts
from parself.province.overview import Overview
from parself.values import Frozen

K = TypeVar("K", bound=Hashable)


class Unequal(Frozen):
    """Equal cases that were given different points."""

    row: str
    points: Mapping[str, Decimal]
    """Appraised points by code of the unit."""
    way: int | None = None
    """Number of the agreed way of scoring that all of them cite; None where the answers agree."""


def same_case(view: Overview, cell: Cell) -> tuple[str, ...]:
    """Return the codes of the other units whose answer to the row is an equal case."""
    mine = _case(view.facts[cell.unit].rows[cell.row])
    return tuple(
        code
        for code, facts in view.facts.items()
        if code != cell.unit and mine is not None and _case(facts.rows[cell.row]) == mine
    )


def unequal(view: Overview, row: str) -> tuple[Unequal, ...]:
    """Return the equal cases of a row that have different points: by answer, then by way."""
    decided = {
        code: points for code in view.facts if (points := view.stand(code, row).points) is not None
    }
    by_answer = _grouped(decided, lambda code: _case(view.facts[code].rows[row]))
    by_way = _grouped(decided, lambda code: _cited(view, code, row))
    return (
        *(Unequal(row, points) for points in by_answer.values()),
        *(Unequal(row, points, way) for way, points in by_way.items()),
    )


def unequal_cells(view: Overview) -> tuple[Cell, ...]:
    """Return the cells of all equal cases that have different points, row by row."""
    found = (
        view.cell(code, row.id)
        for row in view.rows
        for one in unequal(view, row.id)
        for code in one.points
    )
    return tuple(dict.fromkeys(found))


def apart_if_accepted(view: Overview, row: str) -> frozenset[str]:
    """Return the units whose equal cases would have different points, were all claims accepted.

    What is decided counts as decided, all else as claimed.
    """
    points = {code: _expected(view, code, row) for code in view.facts}
    known = {code: value for code, value in points.items() if value is not None}
    groups = _grouped(known, lambda code: _case(view.facts[code].rows[row]))
    return frozenset(code for group in groups.values() for code in group)


def _expected(view: Overview, code: str, row: str) -> Decimal | None:
    decided = view.points(view.cell(code, row))
    return view.facts[code].rows[row].points if decided is None else decided


def _case(row: RowFacts) -> tuple[str, str, bool] | None:
    return (row.state.value, row.answer, row.is_backed) if row.answer else None


def _cited(view: Overview, code: str, row: str) -> int | None:
    decision = view.stand(code, row).decision
    return None if decision is None else decision.way


def _grouped(
    decided: Mapping[str, Decimal], of: Callable[[str], K | None]
) -> Mapping[K, Mapping[str, Decimal]]:
    groups: dict[K, dict[str, Decimal]] = {}
    for code, points in decided.items():
        key = of(code)
        if key is not None:
            groups.setdefault(key, {})[code] = points
    return {key: points for key, points in groups.items() if len(set(points.values())) > 1}
