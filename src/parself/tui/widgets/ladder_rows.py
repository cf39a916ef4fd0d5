"""The ladder as a list: a cursor on each unit, Enter opens what is folded."""

from parself.tui.widgets.framed_rows import FramedRows
from parself.tui.widgets.ladder import (
    Given,
    PassedMark,
    figures_words,
    ladder_lines,
    ladder_title,
    place_words,
    unforetold,
)
from parself.tui.widgets.plain import lines
from parself.tui.widgets.rows import ListLine
from parself.view.change import Change
from parself.view.on_ladder import Folded, Stand, on_ladder

_LEAST = 8
"""Lines below which nothing more is folded."""


class LadderRows(FramedRows):
    """All units, as many as fit, with a cursor."""

    DEFAULT_CSS = "LadderRows, LadderRows:focus { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self._given: Given | None = None
        self._mark = PassedMark(self, self.draw_anew)
        self._is_whole = False
        self.most = _LEAST
        """Lines that it may take."""

    def show_ladder(self, given: Given, change: Change | None = None) -> None:
        """Show a ladder, the highlight on our own line at first."""
        self._given = given
        self._mark.take(change)
        self.draw_anew()

    def unfold(self) -> None:
        """Show every unit from now on."""
        self._is_whole = True
        self.draw_anew()

    def draw(self, width: int) -> None:
        """Fill in the units; what has no room is folded, unless it was opened."""
        given = self._given
        if given is None:
            return
        found = on_ladder(given.view, given.began, self._mark.passed)
        total = "" if found is None else figures_words(found)
        self.name_frame(f"{ladder_title(given.view)}{place_words(given.view)}", total)
        if found is None:
            self.fill([ListLine(lines(*unforetold(given.view)))])
            return
        room = max(_LEAST, self.most)
        self.styles.max_height = room + 2
        many = len(found.stands) if self._is_whole else room - bool(found.ladder.unknown)
        shown = ladder_lines(given, found, found.within(many), width)
        at = self.key or found.stands[found.ours].code
        self.fill([ListLine(lines(one.shown), one.of, _key(one.of)) for one in shown], key=at)


def _key(of: Stand | Folded | None) -> str | None:
    match of:
        case Stand():
            return of.code
        case Folded():
            return f"folded:{of.stands[0].code}"
        case _:
            return None
