"""How the projected index moved over the saves of an assessment.

It reads and scores backups, which takes a while: nothing that a key has to wait for.
"""

from datetime import datetime
from decimal import Decimal
from typing import Final

from parself.assessment.saves import good_saves
from parself.rubric.identity import identity_of
from parself.values import Frozen
from parself.view.view import View

MOST: Final = 60
"""How many saves are looked at: those that lie evenly between the first and the last."""


class Point(Frozen):
    """The index of one save."""

    saved: datetime
    index: Decimal


def index_curve(view: View) -> tuple[Point, ...]:
    """Return the index of the earlier saves, the oldest first, without those of other editions.

    Raises `FileError` where the folder cannot be read.
    """
    edition = identity_of(view.rubric)
    saves = [
        (save.saved, save.assessment)
        for save in reversed(good_saves(view.folder.path))
        if save.assessment is not None and save.assessment.rubric == edition
    ]
    step, found = -(-len(saves) // MOST) or 1, []
    for saved, assessment in saves[::-step][::-1]:
        # Rows that are answered as in the save before keep their scores.
        view = view.of(assessment)
        index = view.scores.projected.index
        if index is not None:
            found.append(Point(saved, index))
    return tuple(found)
