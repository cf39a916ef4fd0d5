"""What ``--json`` prints: plain tables built from values, as docs/json.md describes them.

Counts, places, years and sequence numbers are whole numbers; points, percentages and
probabilities are strings with a dot, so that no reader rounds them; what is not known is
null. Pure.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from parself.assessment.model import SignOff
from parself.errors import Problem
from parself.i18n import render, render_problem
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.tables.data import Json
from parself.values import asdict, evolve

if TYPE_CHECKING:
    from parself.province.decisions import Cell
    from parself.submission.inspector import Finding


def asked(found: "Iterable[Finding]") -> list[Json]:
    """Return the contradictions and unlikely inputs that stand."""
    return [
        {"key": one.key, "rows": list(one.rows), "message": render(one.message)} for one in found
    ]


def signed(sign_off: SignOff | None) -> Json | None:
    """Return who signed, and when."""
    if sign_off is None:
        return None
    return {**asdict(sign_off), "signed": sign_off.signed.isoformat()}


def rubric_head(rubric: m.Rubric) -> Json:
    """Return what identifies a rubric."""
    return {"id": rubric.id, "edition": rubric.edition, "status": rubric.status.value}


def entered(value: Value) -> object:
    """Return an entered value: counts as numbers, other figures as text with a dot, ISO dates."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def problems(found: Iterable[Problem]) -> list[Json]:
    """Return what is wrong: each with its place and what to do."""
    return [
        {
            "where": problem.where,
            "what": render(problem.what),
            "todo": None if problem.todo is None else render(problem.todo),
        }
        for problem in found
    ]


def finding(one: "Finding", waivers: Mapping[str, str]) -> Json:
    """Return one finding of the inspector, with the reason for which it was left, if any."""
    return {
        "key": one.key,
        "kind": one.kind.value,
        "severity": "error" if one.kind.is_error else "warning",
        "rows": list(one.rows),
        "message": render(one.message),
        "todo": render(one.todo),
        "waived": waivers.get(one.key),
    }


def place(cell: "Cell") -> Json:
    """Return which row of which unit a cell is."""
    return {"unit": cell.unit, "row": cell.row}


def reason(problem: Problem) -> str:
    """Return a reason as one text: of its place, only what lies inside the file beside it."""
    _, _, inside = problem.where.partition(", ")
    return render_problem(evolve(problem, where=inside))
