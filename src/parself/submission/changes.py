"""What has changed between two states of an assessment, as its reader counts: rows and points.

Pure. A correction says with it what it changes since the last hand-in.
"""

from decimal import Decimal

from parself.assessment.difference import Difference, differences
from parself.assessment.history import rubric_then
from parself.assessment.model import Assessment
from parself.assessment.store import Folder
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.scoring.score import score_assessment
from parself.values import Frozen


class RowChange(Frozen):
    """A row that differs between two states."""

    row: m.Row
    before: Decimal | None
    """Claimed points; None while there were none."""
    after: Decimal | None
    entries: tuple[Difference, ...]


class Changes(Frozen):
    """All that differs between two states."""

    rows: tuple[RowChange, ...]
    others: tuple[Difference, ...]
    """What belongs to no row: the data date, documents, the sign-off; and to rows that the
    rubric does not have."""
    before: Decimal
    """Claimed points in all."""
    after: Decimal

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.rows or self.others)


def changed_rows(before: Assessment, after: Assessment) -> frozenset[str]:
    """Return the ids of the rows whose entries differ."""
    return frozenset(one.row for one in _telling(before, after) if one.row)


def changes(
    rubric: m.Rubric,
    unit: Unit,
    before: Assessment,
    after: Assessment,
    *,
    then: m.Rubric | None = None,
) -> Changes:
    """Return what differs, row by row in the rubric's order.

    `then` is the rubric that `before` answers, where that is another edition.
    """
    found = _telling(before, after)
    old = score_assessment(then or rubric, unit, before)
    new = score_assessment(rubric, unit, after)
    rows = tuple(
        RowChange(
            row,
            old.rows[row.id].points if row.id in old.rows else None,
            new.rows[row.id].points,
            entries,
        )
        for row in rubric.rows.values()
        if (entries := tuple(one for one in found if one.row == row.id))
    )
    others = tuple(one for one in found if one.row not in rubric.rows)
    claimed = (total.claimed.points or Decimal(0) for total in (old, new))
    return Changes(rows, others, *claimed)


def since(folder: Folder, before: Assessment, after: Assessment) -> Changes:
    """Return what differs from an earlier save, whose points count by the rubric of its time."""
    then = rubric_then(folder, before)
    return changes(folder.rubric, folder.unit, before, after, then=then)


def _telling(before: Assessment, after: Assessment) -> list[Difference]:
    """Leave out what does not travel: who touched a row and when, the unit's own plan, the lock."""
    return [
        one
        for one in differences(before, after)
        if one.field not in {"when", "who", "task"} and not (one.field == "locked" and not one.row)
    ]
