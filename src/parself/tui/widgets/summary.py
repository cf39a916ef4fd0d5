"""What stands behind a place, in a line each: range, chances, what is lost most, the curve."""

from collections.abc import Iterator
from typing import Final

from textual.content import Content

from parself.i18n import _
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import MUTED, WRONG
from parself.tui.widgets.curve_panel import Moves, curve_lines
from parself.tui.widgets.outlook import chance_line, reach_line, reach_words
from parself.tui.widgets.plain import cut, plain
from parself.view.area_points import area_points
from parself.view.view import View
from parself.words.signs import Signs

_LABEL: Final = 21
_CURVE: Final = 24
_AREA: Final = 18


def summary_lines(
    view: View, moves: Moves | None, width: int, *, signs: Signs
) -> Iterator[Content]:
    """Yield the lines of which something is known."""
    room, projection = width - _LABEL, view.projection
    reach = reach_words(projection)
    bar = reach_line(view, room - len(reach) - 2, signs=signs)
    yield _line(_("Certain range"), bar, plain((f"  {reach}", MUTED)))
    if projection is not None and projection.probabilities is not None:
        yield _line(_("Likely places"), chance_line(projection, room, signs=signs))
    if lost := list(_lost(view, room, signs)):
        yield _line(_("Most points lost"), *lost)
    if moves is not None and len(set(moves.indexes)) > 1:
        drawn = curve_lines(moves, min(_CURVE, room // 2), 1, signs=signs)
        yield _line(_("Over the saves"), *drawn, plain(f"  {moves.ends}"))


def _line(label: str, *pieces: Content) -> Content:
    head = plain((f"{label:<{_LABEL - 1}}", MUTED))
    return Content.assemble(head, " ", *pieces)


def _lost(view: View, room: int, signs: Signs) -> Iterator[Content]:
    """Yield the areas that lose most in what is answered, as many as fit."""
    losing = sorted((one for one in area_points(view) if one.lost), key=lambda one: -one.lost)
    for one in losing:
        name = cut(plain(f"{one.id} {one.title}"), _AREA, signs=signs)
        piece = Content.assemble(name, plain((f" −{points(one.lost)}  ", WRONG)))
        room -= piece.cell_length
        if room < 0:
            return
        yield piece
