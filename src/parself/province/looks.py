"""First and second looks over a whole round: what is drawn, and how far they agree. Pure."""

from collections.abc import Iterator

from parself.province.board import appraised_rows
from parself.province.decisions import Cell, Stand
from parself.province.overview import Overview
from parself.province.second import Agreement, agreement, blind, is_drawn


def drawn(view: Overview) -> Iterator[Cell]:
    """Yield what is drawn for the second look, of the units of which a hand-in counts."""
    for code, facts in view.facts.items():
        for row in appraised_rows(view.round.rubric):
            if facts.rows[row.id].maximum and is_drawn(view.round.settings, code, row.id):
                yield Cell(code, row.id, 2)


def agreements(view: Overview) -> tuple[Agreement, ...]:
    """Return how far first and second looks agree, by row of the rubric."""
    known = {one.id: one for one in view.appraisal.decisions}
    pairs: dict[str, list[tuple[Stand, Stand]]] = {}
    for cell in drawn(view):
        first, second = view.stand(cell.unit, cell.row), view.stand(cell.unit, cell.row, 2)
        pairs.setdefault(cell.row, []).append(blind(first, second, known))
    rows = (row.id for row in appraised_rows(view.round.rubric))
    tolerance = view.round.settings.tolerance
    return tuple(agreement(row, pairs[row], tolerance) for row in rows if row in pairs)
