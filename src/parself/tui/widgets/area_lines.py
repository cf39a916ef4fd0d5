"""Areas with a bar of what is won, lost and open, and their points."""

from decimal import Decimal
from math import ceil
from typing import ClassVar, Final

from textual.content import Content

from parself.i18n import _
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import DONE, FAINT, MUTED, WRONG
from parself.tui.widgets.framed_rows import FramedRows
from parself.tui.widgets.plain import cut, lines, plain
from parself.tui.widgets.rows import ListLine
from parself.view.area_points import AreaPoints, area_points
from parself.view.view import Narrowing, View
from parself.words.signs import Signs

_FIGURES: Final = 12
_LOST: Final = 7
_ONE_LINE: Final = 56
"""Cells from which on the bar stands in the line of the title."""


def area_line(one: AreaPoints, width: int, *, signs: Signs) -> Content:
    """Return an area's line: number and title, the bar, points of the maximum, points lost.

    Where there is little room, the bar stands in a line below the title.
    """
    lost = f"−{points(one.lost)}" if one.lost else ""
    figures = plain(
        f"{f'{points(one.won)}/{points(one.maximum)}':>{_FIGURES}}",
        (f"{lost:>{_LOST}}", WRONG if lost else MUTED),
    )
    room, title = width - _FIGURES - _LOST, plain(f"{one.id} {one.title}")
    if width < _ONE_LINE:
        name = cut(title, max(1, room), signs=signs)
        below = stacked_bar(one, max(1, width - 2), signs=signs)
        return lines(Content.assemble(name, figures), Content.assemble("  ", below))
    bar = room // 2 - 1
    name = cut(title, room - bar - 1, signs=signs)
    return Content.assemble(name, " ", stacked_bar(one, bar, signs=signs), figures)


def stacked_bar(one: AreaPoints, width: int, *, signs: Signs) -> Content:
    """Return a bar of what is won, and thinner what is lost; the rest is open."""
    whole = one.maximum or Decimal(1)
    won = int(one.won / whole * width)
    lost = min(width - won, ceil(one.lost / whole * width))
    rest = width - won - lost
    return plain((signs.bar * won, DONE), (signs.line * lost, WRONG), (signs.rest * rest, FAINT))


class AreaRows(FramedRows):
    """The areas of an assessment; a line stands for the rows of its area."""

    DEFAULT_CSS: ClassVar[str] = "AreaRows, AreaRows:focus { height: auto; }"

    _given: tuple[View, Signs] | None = None

    def show_areas(self, view: View, *, signs: Signs) -> None:
        """Show the areas of a view."""
        self._given = view, signs
        self.draw_anew()

    def draw(self, width: int) -> None:
        """Fill in the areas."""
        if self._given is None:
            return
        view, signs = self._given
        self.name_frame(_("Areas"), _("won, lost, still open"))
        shown = [
            ListLine(area_line(one, width, signs=signs), Narrowing(area=one.id), one.id)
            for one in area_points(view)
        ]
        self.fill(shown, key=self.key, place=self.highlighted or 0)
