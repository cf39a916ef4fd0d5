"""The index in large digits, with the place, what the last answer did, and who is next above."""

from collections.abc import Iterator

from textual.content import Content

from parself.i18n import _
from parself.numerals import show_decimal
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import MUTED, OURS
from parself.tui.widgets.drawn_panel import Drawn, DrawnPanel
from parself.tui.widgets.ladder import signed
from parself.tui.widgets.large import HEIGHT, large
from parself.tui.widgets.plain import Piece, plain
from parself.tui.widgets.score_band import band_lines, place_pieces, to_next, won
from parself.values import Frozen
from parself.view.change import Change
from parself.view.view import View
from parself.words.score_words import carried_words
from parself.words.signs import Signs


class Stands(Frozen):
    """What the panel shows."""

    view: View
    change: Change
    signs: Signs


class IndexPanel(DrawnPanel[Stands]):
    """The one thing that is read first in a wide window."""

    DEFAULT_CSS = """
    IndexPanel { height: auto; border: solid $accent; }
    """

    def drawn(self, of: Stands, width: int) -> Drawn:
        """Return index and place; where none is foretold, what is known instead."""
        view, change, signs = of.view, of.change, of.signs
        index = view.scores.projected.index
        if view.department or view.published is not None or index is None:
            return Drawn(_("Result"), band_lines(view, change, width, signs=signs))
        beside = list(_beside(view, change, signs))
        figure = show_decimal(index)
        digits = [figure] if signs.is_plain else large(figure)
        wide = max(len(line) for line in digits) + 2
        rows = [
            plain((f"{left:<{wide}}", OURS)) + right.truncate(width - wide, ellipsis=True)
            for left, right in zip([*digits, *[""] * HEIGHT], beside, strict=False)
        ]
        carried = carried_words(view.scores, view.folder.standings)
        rows += [plain((carried, "bold"))] if carried else []
        return Drawn(_("Projected"), rows, echo_words(view, change))


def _beside(view: View, change: Change, signs: Signs) -> Iterator[Content]:
    """Yield what stands beside the three lines of the digits."""
    yield plain("%", *won(change.index))
    pieces: list[Piece] = list(place_pieces(view, change, signs=signs))
    yield plain(*pieces) if pieces else plain((_("place not known"), MUTED))
    yield to_next(view)


def echo_words(view: View, change: Change) -> str:
    """Return the row of the last answer with its points; empty without one."""
    if change.row_id not in view.rubric.rows or not change.is_seen:
        return ""
    gained = f"  {signed(change.points)}" if change.points else ""
    return f"{change.row_id}  {points(change.after)}{gained}"
