"""What each area has won, has lost and has still open, in points. Pure."""

from collections.abc import Iterable
from decimal import Decimal

from parself.rubric import model as m
from parself.scoring.score import Scores
from parself.values import Frozen
from parself.view.view import View

_NONE = Decimal(0)


class AreaPoints(Frozen):
    """The points of an area."""

    id: str
    title: str
    won: Decimal
    """Claimed points."""
    lost: Decimal
    """What answered rows fall short of."""
    maximum: Decimal
    """Of the rows that apply."""

    @property
    def open(self) -> Decimal:
        """What rows without points can still bring."""
        return self.maximum - self.won - self.lost


def area_points(view: View) -> tuple[AreaPoints, ...]:
    """Return the points of each area in the rubric's order; of a part, of its own rows only."""
    found = []
    for area in view.rubric.areas:
        items = [item for item in area.items if view.is_ours(item.id)]
        if items:
            known = view.scores.subtotal(items)
            lost = _lost(view.scores, items)
            found.append(AreaPoints(area.id, area.title, known.claimed, lost, known.maximum))
    return tuple(found)


def _lost(scores: Scores, items: Iterable[m.Item]) -> Decimal:
    return sum((scores.rows[item.id].lost or _NONE for item in items), _NONE)
