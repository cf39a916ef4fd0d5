"""How the index moved over the saves, as a small curve."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.tui.widgets.bars import curve
from parself.tui.widgets.board import percent
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.drawn_panel import Drawn, DrawnPanel
from parself.tui.widgets.plain import plain, spread
from parself.values import Frozen
from parself.words.signs import Signs

_HEIGHT: Final = 3


class Moves(Frozen):
    """The index at each of some saves, the oldest first, and now."""

    first: str
    """When the oldest was saved."""
    indexes: tuple[Decimal, ...]

    @property
    def ends(self) -> str:
        """The first index and the present one."""
        return f"{percent(self.indexes[0])} → {percent(self.indexes[-1])}"


def curve_lines(moves: Moves, width: int, height: int, *, signs: Signs) -> list[Content]:
    """Return the curve; where there are more saves than cells, the last ones."""
    return curve(_fitting(moves.indexes, width), height, signs=signs)


def _fitting(indexes: Sequence[Decimal], width: int) -> Sequence[Decimal]:
    """Return at most so many, evenly, the last among them; each of a few takes several cells."""
    step = -(-len(indexes) // width)
    kept = indexes[::-1][::step][::-1]
    wide = max(1, min(4, width // len(kept)))
    return [one for one in kept for _cell in range(wide)]


class CurvePanel(DrawnPanel[tuple[Moves, Signs]]):
    """The curve with its ends."""

    def drawn(self, of: tuple[Moves, Signs], width: int) -> Drawn:
        """Return the curve."""
        moves, signs = of
        title = _("Index over the saves")
        if len(set(moves.indexes)) < 2:
            words = _("It has not moved since the first save.")
            return Drawn(title, [plain((words, MUTED))])
        told = curve_lines(moves, width, _HEIGHT, signs=signs)
        since = render(say("since {day}", day=moves.first))
        return Drawn(title, [*told, spread(plain(moves.ends), plain((since, MUTED)), width)])
