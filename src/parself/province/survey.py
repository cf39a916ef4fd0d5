"""Points of the rows that units do not score themselves: survey results, and what is graded above.

What was announced is kept as it was entered (counts of options, a percentage, points); points are
computed by the row's own rule. A row without an entry is unknown, never zero; only a bonus or a
penalty that nobody entered did not happen. ``survey.toml`` in the round's folder is sealed.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from parself.assessment.entries import faults, is_complete
from parself.assessment.model import Answer, State
from parself.errors import say
from parself.province.record import Round
from parself.province.sealed import read_sealed, write_sealed
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.rules.amounts import Context, Value
from parself.rules.entered import Fault
from parself.rules.kinds import row_fields
from parself.rules.peers import Peers
from parself.scoring.score import score_row
from parself.scoring.weights import Weights
from parself.values import Frozen, field

SURVEY: Final = "survey.toml"
_FORMAT: Final = 1

Entries = Mapping[str, Mapping[str, Mapping[str, Value]]]
"""Entered values by unit and row."""


class _Line(Frozen):
    unit: str
    row: str
    values: Mapping[str, Value] = field(default_factory=dict)


class _File(Frozen):
    format: int
    entry: tuple[_Line, ...] = ()


def entered_rows(round_: Round) -> tuple[m.Row, ...]:
    """Return the rows whose points the province enters, in the rubric's order.

    Without a survey these are only the rows that the province grades.
    """
    asked = {m.Source.APPRAISER, *([m.Source.SURVEY] if round_.settings.survey_held else ())}
    return tuple(row for row in round_.rubric.rows.values() if row.source in asked)


def summed(
    rubric: m.Rubric,
    points: Mapping[str, Decimal],
    source: m.Source,
    weights: Weights | None = None,
) -> Decimal:
    """Add up the items of one source; bonus and penalty stand outside every sum.

    Without `weights` each row counts its own points, whatever its section is.
    """
    weights = weights or Weights(rubric.rounding.item)
    items = (item.id for item in rubric.items() if item.source is source)
    return weights.added({row: points.get(row, Decimal(0)) for row in items})


def survey_faults(row: m.Row, values: Mapping[str, Value]) -> tuple[Fault, ...]:
    """Return why values are not possible for a row; empty where they are."""
    return faults(row, row_fields(row), values)


def survey_points(
    rubric: m.Rubric,
    unit: Unit,
    entered: Mapping[str, Mapping[str, Value]],
    year: int,
    peers: Mapping[str, Peers] | None = None,
) -> Mapping[str, Decimal]:
    """Return a unit's points of the rows that have complete and possible entries, by row.

    `peers` says what all units come to, by row, for those that are compared.
    """
    points = {}
    for row_id, values in entered.items():
        row = rubric.rows[row_id]
        fields = row_fields(row, unit.sub_units)
        if not values or not is_complete(row, fields, values) or faults(row, fields, values):
            continue
        answer = Answer(State.ANSWERED, values)
        context = Context(year, unit.sub_units, (peers or {}).get(row_id))
        scored = score_row(row, answer, values, context, rubric.rounding.item)
        if scored.points is not None:
            points[row.id] = scored.points
    return points


def read_survey(folder: Path) -> Entries:
    """Read survey.toml of a round's folder; empty where there is none.

    Raises `DamagedError` for all but what `write_survey` wrote, and `FileError`.
    """
    found = read_sealed(
        folder / SURVEY, _File, say("Move it away, then import the survey points again.")
    )
    entries: dict[str, dict[str, Mapping[str, Value]]] = {}
    for line in () if found is None else found.entry:
        entries.setdefault(line.unit, {})[line.row] = line.values
    return entries


def write_survey(folder: Path, entries: Entries) -> None:
    """Write survey.toml. Raises `FileError`."""
    lines = tuple(
        _Line(unit, row, values)
        for unit, rows in sorted(entries.items())
        for row, values in sorted(rows.items())
        if values
    )
    write_sealed(folder / SURVEY, _File(_FORMAT, lines))
