"""Survey points and reference figures taken out again as they came: what stood before stands again.

What was entered otherwise since stays as it is. Pure.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from parself.assessment.entries import read_exact
from parself.province.headings import field_of
from parself.province.reference import Reference
from parself.province.referring import updated
from parself.province.survey import Entries
from parself.province.unit_figures import Figure
from parself.rubric import model as m
from parself.rules.amounts import Value, Values

Line = Mapping[str, Any]
"""A line of the ledger."""


def survey_before(entries: Entries, rubric: m.Rubric, line: Line) -> tuple[Entries, int]:
    """Return the survey entries without what a line tells, and how many rows were put back."""
    back = {unit: dict(rows) for unit, rows in entries.items()}
    count = 0
    for one in line["changes"]:
        row = rubric.rows.get(one["row"])
        rows = back.setdefault(one["unit"], {})
        if row is not None and rows.get(row.id, {}) == _values(row, one["after"]):
            rows[row.id] = _values(row, one["before"])
            count += 1
    return back, count


def _values(row: m.Row, told: Mapping[str, object]) -> Values:
    """Return values as they are entered, of those that the ledger tells."""
    found: dict[str, Value] = {}
    for key, value in told.items():
        asked = field_of(row, key)
        if asked is not None:
            found[key] = read_exact(asked, str(value))
    return found


def references_before(
    references: Sequence[Reference], line: Line
) -> tuple[tuple[Reference, ...], int]:
    """Return the reference figures without what a line tells, and how many were put back."""
    now = {(one.row, one.key): one.values for one in references if one.source == line["source"]}
    back = [
        Figure(one["unit"], one["row"], one["key"], _decimal(one["before"]), "")
        for one in line["changes"]
        if now.get((one["row"], one["key"]), {}).get(one["unit"]) == _decimal(one["after"])
    ]
    return updated(references, back, line["source"]), len(back)


def _decimal(told: str | None) -> Decimal | None:
    return None if told is None else Decimal(told)
