"""A round that follows another one: what is taken along from last year's folder."""

from collections.abc import Iterator
from pathlib import Path

from parself import files
from parself.assessment.model import Purpose
from parself.errors import Problem, UsageError, say
from parself.province.board import SETTLED, appraised_rows
from parself.province.decisions import Cell
from parself.province.facts import rule_hash
from parself.province.last_round import LastRound, LastRow
from parself.province.overview import Overview, open_overview


def last_round(folder: Path, year: int, purpose: Purpose) -> LastRound:
    """Return the appraised points of an earlier round.

    Raises `UsageError` for one that is not earlier, is an officer's share, or is real where the
    other is practice, and what `open_overview` raises.
    """
    view = open_overview(folder)
    round_ = view.round
    faults = (
        (round_.desk is not None, say("This is an officer's share, not last year's round.")),
        (round_.year >= year, say("This round is of {year:none}, not earlier.", year=round_.year)),
        (round_.purpose is not purpose, say("Real and practice rounds are never mixed.")),
    )
    for is_so, what in faults:
        if is_so:
            todo = say("Name the folder of last year's round, or leave it out.")
            raise UsageError(Problem(what, files.show_path(folder), todo))
    return LastRound(round_.year, tuple(_rows(view)))


def _rows(view: Overview) -> Iterator[LastRow]:
    for row in appraised_rows(view.round.rubric):
        points = {
            code: known
            for code in view.facts
            if view.mark(Cell(code, row.id)) in SETTLED
            and (known := view.points(Cell(code, row.id))) is not None
        }
        if points:
            yield LastRow(row.id, row.points, rule_hash(row), points)
