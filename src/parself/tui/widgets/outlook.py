"""How sure index and place are: the range that is still possible, and how likely each place is."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.standing.projection import Projection
from parself.tui.widgets.bars import range_bar, thin_bar
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import BARS, LEADS, MUTED, OURS
from parself.tui.widgets.drawn_panel import Drawn, DrawnPanel
from parself.tui.widgets.plain import plain, spread
from parself.values import Frozen
from parself.view.view import View
from parself.words import wording
from parself.words.signs import Signs

PLACES: Final = 7
"""How many places the chances tell; the others are told together."""
_RARE: Final = Decimal("0.005")
"""Chances below this are told only beside our place."""
_APART: Final = 3
_HUNDRED: Final = Decimal(100)


class Chance(Frozen):
    """How likely some places that follow each other are."""

    first: int
    last: int
    chance: Decimal
    is_ours: bool = False
    """Whether it is the place of the projected index."""

    @property
    def places(self) -> str:
        """The place, or from which to which."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def chances(projection: Projection, most: int = PLACES) -> tuple[Chance, ...]:
    """Return how likely each place is that counts, and all others together; they sum to 1."""
    known = projection.probabilities
    if known is None:
        return ()
    ours = projection.projected or 1 + known.index(max(known))
    first = last = ours
    while last - first + 1 < most:
        above = known[first - 2] if first > 1 else Decimal(0)
        below = known[last] if last < len(known) else Decimal(0)
        if max(above, below) < _RARE:
            break
        first, last = (first - 1, last) if above >= below else (first, last + 1)
    told = [Chance(at, at, known[at - 1], at == projection.projected) for at in _span(first, last)]
    ends = ((1, first - 1), (last + 1, len(known)))
    better, worse = (
        [Chance(a, b, sum(known[a - 1 : b], Decimal(0)))] if a <= b else [] for a, b in ends
    )
    return (*better, *told, *worse)


def _span(first: int, last: int) -> range:
    return range(first, last + 1)


def chance_lines(projection: Projection, width: int, *, signs: Signs) -> list[Content]:
    """Return a line with a bar for each place that counts."""
    found = chances(projection)
    wide = max((len(one.places) for one in found), default=0)
    room = max(4, width - wide - 9)
    return [_chance_line(one, wide, room, signs) for one in found]


def _chance_line(one: Chance, wide: int, room: int, signs: Signs) -> Content:
    pointer, style = (signs.pointer, LEADS) if one.is_ours else (" ", "")
    drawn = thin_bar(float(one.chance), room, OURS if one.is_ours else BARS, signs=signs)
    head = plain((f"{pointer}{one.places:>{wide}} ", style))
    return Content.assemble(head, drawn, plain((f"{chance_words(one.chance):>7}", style)))


def chance_words(chance: Decimal) -> str:
    """Return a chance in whole percent; what rounds to nothing or to all is not told as that."""
    if chance < Decimal("0.005"):
        return "<1%"
    return ">99%" if chance > Decimal("0.995") else f"{chance * 100:.0f}%"


def chance_line(projection: Projection, width: int, *, signs: Signs) -> Content:
    """Return the likeliest places side by side, each with a short bar, as many as fit."""
    told: list[tuple[Chance, Content]] = []
    for one in sorted(chances(projection), key=lambda chance: -chance.chance):
        piece = _short_chance(one, signs)
        width -= piece.cell_length + _APART
        if width + _APART < 0:
            break
        told.append((one, piece))
    in_order = sorted(told, key=lambda pair: pair[0].first)
    return Content(" " * _APART).join(piece for _chance, piece in in_order)


def _short_chance(one: Chance, signs: Signs) -> Content:
    style = LEADS if one.is_ours else ""
    bar = thin_bar(float(one.chance), 5, OURS if one.is_ours else BARS, signs=signs)
    figure = plain((f" {chance_words(one.chance)}", style))
    return Content.assemble(plain((f"{one.places} ", style)), bar, figure)


def reach_line(view: View, width: int, *, signs: Signs) -> Content:
    """Return the range of the index on a bar from 0 to 100, its ends told at both sides."""
    scores = view.scores
    low, high, at = scores.floor.index, scores.ceiling.index, scores.projected.index
    if low is None or high is None:
        return plain((_("not known"), MUTED))
    left, right = f"{points(low)} ", f" {points(high)}"
    room = max(6, width - len(left) - len(right))
    most = max(_HUNDRED, high)
    drawn = range_bar(low, high, low if at is None else at, room, most=most, signs=signs)
    return Content.assemble(plain((left, MUTED)), drawn, plain((right, MUTED)))


def reach_words(projection: Projection | None) -> str:
    """Return the places that are still possible."""
    if projection is None:
        return ""
    first, last = projection.best, projection.worst
    if first == last:
        return render(say("place {place}", place=str(first)))
    return render(say("places {first}–{last}", first=first, last=last))


class RangePanel(DrawnPanel[tuple[View, Signs]]):
    """Between what the index can still end, and what is claimed and backed."""

    def drawn(self, of: tuple[View, Signs], width: int) -> Drawn:
        """Return points, range and chance of the target."""
        view, signs = of
        total = reach_words(view.projection)
        return Drawn(_("Range"), list(_range_lines(view, width, signs)), total)


def _range_lines(view: View, width: int, signs: Signs) -> Iterator[Content]:
    scores, projection = view.scores, view.projection
    for label, total in ((_("Claimed"), scores.claimed), (_("Backed"), scores.backed)):
        yield spread(plain((label, MUTED)), plain(points(total.points)), width)
    yield reach_line(view, width, signs=signs)
    if projection is not None and (told := wording.chance_sentence(projection, view.goal)):
        yield plain(told)


class ChancesPanel(DrawnPanel[tuple[View, Signs]]):
    """How likely each place is, as bars."""

    def drawn(self, of: tuple[View, Signs], width: int) -> Drawn:
        """Return a bar for each place that counts, and on what condition."""
        view, signs = of
        title, projection = _("Chance of each place"), view.projection
        if projection is None or projection.probabilities is None:
            return Drawn(title, [plain((_("not known"), MUTED))])
        told = chance_lines(projection, width, signs=signs)
        return Drawn(title, told, _("by past movements"))
