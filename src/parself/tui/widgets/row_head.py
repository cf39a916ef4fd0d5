"""The head of a row, which never scrolls: where it stands, its number and title, its points.

3 Thủ tục hành chính › 3.4 Kết quả giải quyết              ◘ chưa có căn cứ
3.4.3 Thư xin lỗi khi trễ hạn                                     0,98/1,00
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from textual.content import Content

from parself.assessment.model import State
from parself.errors import say
from parself.i18n import _, render
from parself.rubric import model as m
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import LEADS, MUTED
from parself.tui.widgets.plain import Pane, Piece, lines, plain, spread
from parself.tui.widgets.state_marks import state_mark
from parself.view.view import View
from parself.words import wording
from parself.words.section_words import gone_words
from parself.words.signs import Signs

_BETWEEN: Final = " › "
_LEAST: Final = 20
"""Cells that a line of the title takes at least."""


class RowHead(Pane):
    """Breadcrumb and state, then number and title with the points; a long title is whole."""

    DEFAULT_CSS = """
    RowHead { height: auto; max-height: 4; padding: 0 1; margin-bottom: 1; }
    """

    def show(self, view: View, row: m.Row, width: int, *, signs: Signs) -> None:
        """Show the head of a row in lines of so many cells."""
        self.present(row_head(view, row, max(_LEAST, width), signs=signs))


def row_head(view: View, row: m.Row, width: int, *, signs: Signs) -> Content:
    """Return the lines of the head."""
    above = plain((breadcrumb(view.rubric, row), MUTED))
    states = plain(*_states(view, row, signs=signs))
    worth = _worth(view, row)
    title = plain((f"{row.id} {row.title}", LEADS))
    room = max(_LEAST, width - worth.cell_length - 2)
    first, *more = title.wrap(room)
    return lines(spread(above, states, width), spread(first, worth, width), *more)


def breadcrumb(rubric: m.Rubric, row: m.Row) -> str:
    """Return all that a row stands in: titles of the first and the last, numbers between."""
    above = rubric.above.get(row.id, ())
    if not above:
        return _("Bonus and penalty")
    told = [f"{m.numbered(one)} {one.title}" for one in above]
    return _BETWEEN.join([told[0], *map(m.numbered, above[1:-1]), *told[1:][-1:]])


def _states(view: View, row: m.Row, *, signs: Signs) -> Iterator[Piece]:
    """Yield the state of a row, and what was said of it besides, each with its mark."""
    answer = view.assessment.answer(row.id)
    keys = [wording.state_of(view.scores.rows[row.id], view.assessment)]
    keys += ["flagged"] if answer.flagged else []
    keys += ["provisional"] if answer.provisional else []
    for at, key in enumerate(keys):
        mark, style = state_mark(key, signs=signs)
        yield "  " if at else ""
        yield f"{mark} {render(wording.STATE_WORDS[key])}", style


def _worth(view: View, row: m.Row) -> Content:
    """Return points and maximum of a row; in words where it takes points off or away."""
    scored = view.scores.rows[row.id]
    reached = scored.points
    if scored.state is State.NOT_APPLICABLE:
        return plain((render(gone_words(view.scores, view.rubric, scored)), MUTED))
    if isinstance(row, m.Adjustment) and row.kind == "penalty" and reached is not None:
        words = say(
            "{reached:points} off, at most {points:points}", reached=reached, points=row.points
        )
        return plain((render(words), LEADS))
    if scored.estimated is not None:
        return plain((f"{_('provisional')} ", MUTED)) + _share(scored.estimated, row.points)
    return _share(reached, row.points)


def _share(reached: Decimal | None, most: Decimal) -> Content:
    return plain((points(reached), LEADS), (f"/{points(most)}", MUTED))
