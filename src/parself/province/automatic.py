"""Automatic remarks on a row of a unit: what the program noticed, for an appraiser to judge.

They are internal and never travel until somebody adopts one in words of their own. Three sources:
the province's own figures, units far from all others, and what the inspector found. Pure.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from statistics import median
from typing import Final

from parself.errors import Message, Problem, UsageError, say
from parself.province.decisions import Cell
from parself.province.facts import RowFacts
from parself.province.overview import Overview
from parself.submission.inspector import Finding
from parself.values import Frozen

_LEAST: Final = 5
"""Below so many units nobody is far from the others."""
_FAR: Final = Decimal("3.5")
"""Distances from the median, in deviations, from which on a unit stands apart."""
_SCALE: Final = Decimal("1.4826")
"""Makes the median deviation comparable with a standard deviation."""
_MOST: Final = 3
"""Units of one row that are told to stand apart, the farthest first."""


class Noticed(Frozen):
    """One automatic remark."""

    key: str
    """The same for the same matter; a remark that adopts it names it as its source."""
    text: Message


class Apart(Frozen):
    """A unit that stands apart in a row."""

    unit: str
    value: Decimal
    """Its share of what was possible, in percent."""
    middle: Decimal
    """Half of the units are at least here."""
    distance: Decimal
    """From the middle, in deviations."""


def noticed(view: Overview, cell: Cell, findings: Iterable[Finding] = ()) -> tuple[Noticed, ...]:
    """Return the automatic remarks on a cell that nobody has adopted yet."""
    adopted = {one.source for one in view.remarks.get((cell.unit, cell.row), ())}
    found = (*_of_reference(view, cell), *_of_others(view, cell), *map(of_finding, findings))
    return tuple(one for one in found if one.key not in adopted)


def require_noticed(found: Iterable[Noticed], key: str) -> Noticed:
    """Return the automatic remark of a key. Raises `UsageError`, which lists those there are."""
    by_key = {one.key: one for one in found}
    if key not in by_key:
        if not by_key:
            raise UsageError(Problem(say("There is no automatic remark on this row.")))
        what = say("There is no automatic remark “{key}” on this row.", key=key)
        raise UsageError(Problem(what), *(Problem(one.text, one.key) for one in by_key.values()))
    return by_key[key]


def _of_reference(view: Overview, cell: Cell) -> list[Noticed]:
    return [
        Noticed(
            f"reference:{one.reference.source}:{one.reference.key}",
            say(
                "{source}: {expected:count}; the unit entered {claimed:count}.",
                source=one.reference.source,
                expected=one.expected,
                claimed=one.claimed,
            ),
        )
        for one in view.differences(cell.unit, cell.row)
    ]


def _of_others(view: Overview, cell: Cell) -> list[Noticed]:
    return [
        Noticed(
            "apart",
            say(
                "Far from the other units: {value:percent}, while half of them reach"
                " {middle:percent}.",
                value=one.value,
                middle=one.middle,
            ),
        )
        for one in apart(view, cell.row)
        if one.unit == cell.unit
    ]


def of_finding(finding: Finding) -> Noticed:
    """Return what the inspector found as an automatic remark."""
    return Noticed(f"finding:{finding.key}", finding.message)


def apart(view: Overview, row: str) -> tuple[Apart, ...]:
    """Return the units that stand apart in a row, the farthest first, at most three.

    Distances are counted from the median in median deviations, so that one wild figure does not
    hide itself.
    """
    values = {
        code: value
        for code, facts in view.facts.items()
        if (value := _share(facts.rows[row])) is not None
    }
    if len(values) < _LEAST:
        return ()
    middle = median(values.values())
    spread = median(abs(value - middle) for value in values.values()) * _SCALE
    far = _far(values, middle, spread) if spread else []
    return tuple(sorted(far, key=lambda one: -one.distance)[:_MOST])


def _far(values: Mapping[str, Decimal], middle: Decimal, spread: Decimal) -> list[Apart]:
    return [
        Apart(code, value, middle, distance)
        for code, value in values.items()
        if (distance := abs(value - middle) / spread) >= _FAR
    ]


def _share(row: RowFacts) -> Decimal | None:
    """Return what a unit reached: its ratio where it entered one, else its share of the points."""
    part, whole = row.figures.get("part"), row.figures.get("whole")
    if part is not None and whole:
        return part / whole * 100
    if row.points is None or not row.maximum:
        return None
    return row.points / row.maximum * 100
