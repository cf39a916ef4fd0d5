"""What the commands about editions say: differences, fates and effects, as text and as JSON."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from parself.assessment.migrate import RowFate
from parself.cli.shapes import rubric_head
from parself.editions import wording
from parself.editions.changing import Plan
from parself.errors import say
from parself.i18n import _, render
from parself.report.edition import (
    Entry,
    differences,
    effect_columns,
    fate_columns,
    fates_to_look_at,
)
from parself.rubric import model as m
from parself.rubric.diff import Diff, Fact, RowChange
from parself.rubric.identity import row_hash, scoring_hash
from parself.tables.data import Json, figure, record
from parself.tables.terminal import listed, wrapped

_MOVE: Final = "parself rubric migrate --move OLD=NEW"


def diff(found: Diff) -> Iterator[str]:
    """Yield what changed between two rubrics; words that went stand in [-…-], new in {+…+}."""
    before, after = found.before, found.after
    yield f"{before.id} ({before.edition}) → {after.id} ({after.edition})"
    if found.is_empty:
        yield _("Nothing differs.")
        return
    yield from wrapped(_summary(found))
    for heading, entries in differences(found):
        if entries:
            yield from ("", heading)
        for entry in entries:
            yield from _entry(entry)
    if found.moves:
        yield from ("", render(say("To take such a row along: {option}", option=_MOVE)))
    if found.reordered:
        yield _("Rows that both have stand in another order.")


def _entry(entry: Entry) -> Iterator[str]:
    if entry.title:
        yield from wrapped(f"{entry.id} {entry.title}".strip(), indent="  ")
    words = f"{entry.what}: {entry.said}" if entry.what else entry.said
    yield from wrapped(words, indent="      ")


def _summary(found: Diff) -> str:
    if found.same_scoring:
        return _("Only words differ; points and rules are the same.")
    asked = sum(change.asks_again for change in found.changed)
    return render(
        say(
            "Points or rule changed: {asked} rows; only words: {words}; new: {new}; gone: {gone}.",
            asked=asked,
            words=len(found.changed) - asked,
            new=len(found.added),
            gone=len(found.removed),
        )
    )


def plan(found: Plan) -> Iterator[str]:
    """Yield what a change of edition does: rows, score and place, what is safe."""
    yield from wrapped(wording.outcome(found))
    yield ""
    if fates := fates_to_look_at(found):
        yield from listed(fate_columns(found), fates)
        yield ""
    yield from listed(effect_columns(), wording.effects(found))
    yield ""
    for said in wording.promises(found):
        yield from wrapped(said)


def diff_json(found: Diff) -> Json:
    """Return the differences between two rubrics as JSON."""
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
    """Return id, edition and scoring hash as JSON; equal hashes give equal scores."""
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


def plan_json(plan: Plan, *, done: bool) -> Json:
    """Return a change of edition as JSON: before it, or once it is done."""
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
