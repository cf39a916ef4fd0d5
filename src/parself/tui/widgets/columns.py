"""Lines of a list set in columns: heads above, figures flush right, what is too long cut with "…".

Columns that have no room any more are left out, the least important first.
"""

from collections.abc import Sequence

from textual.content import Content

from parself.text import sentence_case
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.plain import Piece, lines, plain
from parself.values import Frozen

_GAP = 1


class Col(Frozen):
    """One column."""

    title: str
    width: int
    right: bool = False
    """Whether it is flush right, as figures are."""
    grows: int = 0
    """Share of the room that is left over."""
    from_room: int = 0
    """Cells of a line from which on it is shown."""


class SetLine(Content):
    """A line set in columns, with what was cut from it."""

    cut: str = ""


class Columns:
    """Columns laid out for lines of a width."""

    def __init__(self, columns: Sequence[Col], room: int) -> None:
        self._columns = columns
        self._shown = [one for one in columns if room >= one.from_room]
        taken = sum(one.width for one in self._shown) + _GAP * (len(self._shown) - 1)
        shares = sum(one.grows for one in self._shown) or 1
        # Where there is too little room, what else grows gives way: a line never wraps.
        left = room - taken
        self._widths = [max(1, one.width + left * one.grows // shares) for one in self._shown]

    @property
    def head(self) -> Content:
        """The titles."""
        return self.line(
            [(sentence_case(one.title), MUTED) for one in self._columns],
        )

    def width(self, column: int) -> int:
        """Return the cells of a column, counted among all of them; 0 where it is not shown."""
        widths = dict(zip(map(id, self._shown), self._widths, strict=True))
        return widths.get(id(self._columns[column]), 0)

    def line(self, cells: Sequence[Piece | Content]) -> Content:
        """Return a line; there is one cell for each column, also for those that are not shown."""
        contents = [cell if isinstance(cell, Content) else plain(cell) for cell in cells]
        pairs = zip(self._columns, contents, strict=True)
        shown = [cell for one, cell in pairs if one in self._shown]
        set_ = list(zip(shown, self._shown, self._widths, strict=True))
        joined = Content(" " * _GAP).join(_fitted(*one) for one in set_).rstrip()
        line = SetLine(joined.plain, list(joined.spans))
        line.cut = " · ".join(cell.plain for cell, _, width in set_ if cell.cell_length > width)
        return line

    def in_full(self, cells: Sequence[Piece | Content], column: int) -> Content:
        """Return a line as `line` does, and what is left of a column's text on lines below it."""
        cell = cells[column]
        whole = cell if isinstance(cell, Content) else plain(cell)
        first, *more = whole.wrap(self.width(column)) or [whole]
        before = " " * sum(self.width(at) + _GAP for at in range(column) if self.width(at))
        below = (Content.assemble(before, left) for left in more)
        return lines(self.line([*cells[:column], first, *cells[column + 1 :]]), *below)


def _fitted(content: Content, column: Col, width: int) -> Content:
    if content.cell_length > width:
        content = content.truncate(width, ellipsis=True)
    pad = " " * (width - content.cell_length)
    return Content.assemble(pad, content) if column.right else Content.assemble(content, pad)
