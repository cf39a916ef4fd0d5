"""The figures of a unit on a round's board, with the marks that stand at them."""

from textual.content import Content

from parself.i18n import _
from parself.province.line import Line
from parself.rubric.peers import Standings
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED, WRONG
from parself.tui.widgets.plain import Piece, plain
from parself.words.signs import Signs


def too_late(*, signs: Signs) -> Piece:
    """Return the mark at the points of a unit whose later hand-in does not count."""
    return signs.late, UNPROVED


def claimed(one: Line, is_marked: bool, *, signs: Signs) -> Content:
    """Return the claimed points; where a unit `is_marked`, all leave room for the mark."""
    mark = too_late(signs=signs) if one.too_late else " " if is_marked else ""
    return plain(points(one.claimed), mark)


def survey(one: Line) -> str:
    """Return the points of the survey; where they are awaited, that they are not known."""
    return _("not known yet") if one.figures and one.survey is None else points(one.survey)


def beside(one: Line) -> str:
    """Return bonus less deduction, with its sign."""
    known = one.figures
    more = known.bonus - known.penalty if known else None
    return "" if not more else ("+" if more > 0 else "") + points(more)


def moved(standings: Standings | None, one: Line, *, signs: Signs) -> Piece:
    """Return how the place moved since last year; the last place where none is known now."""
    before = standings.of(one.unit.code) if standings is not None else None
    if before is None or before.rank is None:
        return ""
    if one.place is None:
        return str(before.rank), MUTED
    by = before.rank - one.place
    if not by:
        return "=", MUTED
    return (f"{signs.rise}{by}", DONE) if by > 0 else (f"{signs.fall}{-by}", WRONG)
