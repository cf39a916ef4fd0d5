"""What ``--json`` prints about editions of a rubric, as docs/json.md describes it. Pure."""

from decimal import Decimal

from parself.assessment.migrate import RowFate
from parself.cli.shapes import rubric_head
from parself.editions import wording
from parself.editions.changing import Plan
from parself.report.edition import effect_columns
from parself.rubric import model as m
from parself.rubric.diff import Diff, Fact, RowChange
from parself.rubric.identity import row_hash, scoring_hash
from parself.tables.data import Json, figure, record


def diff(found: Diff) -> Json:
    """Return what changed between two rubrics."""
    return {
        "before": edition(found.before),
        "after": edition(found.after),
        "same": found.is_empty,
        "same_scoring": found.same_scoring,
        "reordered": found.reordered,
        "added": [_row(row) for row in found.added],
        "removed": [_row(row) for row in found.removed],
        "changed": [_changed(change, found) for change in found.changed],
        "moves": [
            {"before": move.before.id, "after": move.after.id, "same_rule": move.same_rule}
            for move in found.moves
        ],
        "parts": [
            {
                "part": part.part.value,
                "id": part.id,
                "before": _fact(part.before),
                "after": _fact(part.after),
            }
            for part in found.parts
        ],
    }


def edition(rubric: m.Rubric) -> Json:
    """Return what identifies an edition; the hash decides whether two score alike."""
    return {**rubric_head(rubric), "scoring_hash": scoring_hash(rubric)}


def _row(row: m.Row) -> Json:
    return {
        "id": row.id,
        "title": row.title,
        "max": figure(row.points),
        "hash": row_hash(row),
    }


def _changed(change: RowChange, found: Diff) -> Json:
    return {
        "id": change.after.id,
        "asks_again": change.asks_again,
        "before": _row(change.before),
        "after": _row(change.after),
        "aspects": [
            {"aspect": facet.aspect.value, "before": facet.before, "after": facet.after}
            for facet in wording.facets(change, found)
        ],
    }


def _fact(value: Fact) -> str | None:
    return None if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def migration(plan: Plan, *, done: bool) -> Json:
    """Return what a change of edition does, or did."""
    before = plan.present.answered
    return {
        "done": done,
        "unit": plan.after.unit.code,
        "year": plan.after.assessment.year,
        "before": edition(before) if before is not None else None,
        "after": edition(plan.after.rubric),
        "backup": plan.present.backup,
        "rows": [_fate(row) for row in plan.migration.rows],
        "set_aside": list(plan.migration.assessment.set_aside),
        "effects": {one.key: record(effect_columns(), one) for one in wording.effects(plan)},
    }


def _fate(row: RowFate) -> Json:
    return {
        "id": row.row_id,
        "fate": row.fate.value,
        "before": row.before_id or None,
        "dropped": list(row.dropped),
    }
