"""What makes an assessment the work of a group in a workshop: who they are, in which round.

It is part of the assessment, so that it is saved, taken back and handed in with the answers.
Which bag such work travels in is decided in `parself.submission.layout`.
"""

from datetime import datetime
from typing import Final

from parself.text import one_line
from parself.values import Frozen, evolve, settle

LAST_ROUND: Final = 2
"""A group scores alone first, and once more after the discussion."""


class Group(Frozen):
    """A group of a workshop."""

    session: str
    """Id of the trainer's session, drawn when the session is made."""
    pack: str
    edition: str
    """Id and edition of the pack that is scored."""
    id: str
    """Drawn at the start: a group is known by it, never by its name."""
    name: str
    round: int = 1
    """1: each group alone; 2: after the discussion."""
    unknown: tuple[str, ...] = ()
    """Rows of which the group says that it does not know."""
    started: datetime | None = None
    """When the present round was begun; the time suggested runs from then."""

    def __post_init__(self) -> None:
        settle(self, one_line, "name")
        settle(self, lambda when: when and when.replace(microsecond=0), "started")
        settle(self, lambda rows: tuple(sorted(set(rows))), "unknown")

    def saying_unknown(self, row_id: str, *, is_unknown: bool) -> "Group":
        """Return the group saying of a row that it does not know, or no longer saying so."""
        others = tuple(row for row in self.unknown if row != row_id)
        return evolve(self, unknown=(*others, row_id) if is_unknown else others)


def as_now(earlier: Group | None, present: Group | None) -> Group | None:
    """Return the group of an earlier state in the present round: a round is never taken back."""
    if present is None:
        return None
    return evolve(present, unknown=earlier.unknown if earlier is not None else ())
