"""How a row of an assessment stands, as a mark in a colour: the same wherever rows are shown."""

from collections.abc import Mapping
from typing import Final

from parself.tui.widgets.colours import DONE, MUTED, OURS, UNPROVED, WRONG
from parself.view.view import View
from parself.words import wording
from parself.words.signs import Signs

_STYLES: Final[Mapping[str, str]] = {
    "answered": DONE,
    "unbacked": UNPROVED,
    "provisional": UNPROVED,
    "unknown": UNPROVED,
    "flagged": OURS,
}
"""The colour of a state; those that are not here step back."""


def state_mark(key: str, *, signs: Signs) -> tuple[str, str]:
    """Return the mark of a state and its colour."""
    return signs.states[key], _STYLES.get(key, MUTED)


def row_mark(view: View, row_id: str, *, signs: Signs) -> tuple[str, str]:
    """Return the mark of a row's state and its colour; one that is contradicted is wrong."""
    if view.contradicted(row_id):
        return signs.wrong, WRONG
    return state_mark(wording.state_of(view.scores.rows[row_id], view.assessment), signs=signs)
