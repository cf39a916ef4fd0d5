"""When two rubrics, or two rows, count as the same: hashes of the scoring content.

An answer stays good as long as its row asks for the same figures and gives the same
points for them. So titles, labels, guidance, expected evidence, departments and the
provenance are left out, and ids, points, measures, scales, sources and caps are kept.

The canonical form is a plain tree of names and values as JSON: every value is a
table of its class name and its fields. A field that has its default is left out, so that
a field added to the model later does not change the hashes of rubrics that lack it. The
names of the model's classes and fields are part of the hash and must not change.
"""

import hashlib
import json
from decimal import Decimal
from typing import Any

from parself.rubric import model as m
from parself.rules.kinds import Kind
from parself.structure import written
from parself.values import Frozen, told

_WORDING = frozenset(
    (
        "title",
        "guidance",
        "evidence",
        "department",
        "contributors",
        "provenance",
        "unit",
        "issued_so",
        "mark",
    )
)
"""Fields that only tell people something."""

_SCORING = ("points", "rounding", "bonus_cap", "penalty_cap", "areas", "adjustments")
"""Fields of a rubric that decide about points."""


class RubricIdentity(Frozen):
    """Which rubric was answered; the hash of the scoring content decides."""

    id: str
    edition: str
    scoring_hash: str


def identity_of(rubric: m.Rubric) -> RubricIdentity:
    """Return a rubric's identity. Takes some milliseconds."""
    return RubricIdentity(rubric.id, rubric.edition, scoring_hash(rubric))


def row_hash(row: m.Row) -> str:
    """Return the SHA-256 (hex) of what one row asks for and gives."""
    return _digest(_canonical(row))


def content_hash(row: m.Row) -> str:
    """Return the hash of a row apart from its id, to know it again under another one."""
    return _digest({k: v for k, v in _canonical(row).items() if k != "id"})


def same_scoring(one: object, other: object) -> bool:
    """Say whether two parts of rows (measures, scales) ask for and give the same."""
    return bool(_canonical(one) == _canonical(other))


def scoring_hash(rubric: m.Rubric) -> str:
    """Return the SHA-256 (hex) of all that decides about points in a rubric."""
    tree = {name: _canonical(getattr(rubric, name)) for name in _SCORING}
    if rubric.when_not_applicable != "shrink":
        # Left out where it says nothing, so that rubrics from before it keep their hashes.
        tree["when_not_applicable"] = rubric.when_not_applicable
    return _digest(tree)


def _digest(tree: object) -> str:
    text = json.dumps(tree, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _canonical(value: object) -> Any:
    return written(value, _spelled)


def _spelled(value: Any) -> Any:
    match value:
        case Decimal():
            whole, parts = value.as_integer_ratio()
            return f"{whole}/{parts}" if parts > 1 else str(whole)
        case Frozen():
            offers = value.offers if isinstance(value, Kind) else ()
            held = {k: v for k, v in told(value).items() if k not in _WORDING}
            return {
                "kind": type(value).__name__,
                **held,
                **dict.fromkeys(held.keys() & offers, True),
            }
        case _:
            return value
