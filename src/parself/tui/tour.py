"""The tour of the first run: at which step it is, and when it goes on."""

from collections.abc import Mapping
from typing import Final

from parself.errors import Message
from parself.view.tour import Deed, is_done
from parself.view.view import Filter, View
from parself.words import tour_words

_SCREENS: Final[Mapping[Deed, str]] = {
    Deed.LADDER: "standings:StandingsScreen",
    Deed.FINDINGS: "findings:FindingsScreen",
}
"""Of steps at which something is only looked at, the screen that shows it."""


def row_to_type(view: View) -> str | None:
    """Return the first open row that asks for figures alone; None where there is none."""
    rows = (view.rubric.rows[one] for one in view.filtered(Filter.OPEN))
    found = (row.id for row in rows if not row.measure.by_sub_unit and _asks_figures(view, row.id))
    return next(found, None)


def _asks_figures(view: View, row_id: str) -> bool:
    fields = [one for one in view.fields(row_id) if not one.instead]
    return bool(fields) and all(one.is_number for one in fields)


class Tour:
    """The steps, one after the other; it holds nothing up and can be left at any time."""

    def __init__(self, view: View) -> None:
        self._left = list(Deed)
        self._began = view

    @property
    def number(self) -> int:
        """The number of the present step, from 1; 0 after the last."""
        return len(Deed) - len(self._left) + 1 if self._left else 0

    @property
    def words(self) -> Message:
        """What is to be done now."""
        return tour_words.STEPS[self._left[0]] if self._left else tour_words.ALL_DONE

    def look(self, view: View, screen: str) -> None:
        """Go on where the present step is done, by the value or by the screen that is shown."""
        if self._left and self._is_done(self._left[0], view, screen):
            self._left.pop(0)
            self._began = view

    def _is_done(self, deed: Deed, view: View, screen: str) -> bool:
        return _SCREENS.get(deed) == screen or is_done(deed, self._began, view)
