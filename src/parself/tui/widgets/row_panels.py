"""The job at the left of a question: its areas, and the rows around the present one."""

from collections.abc import Sequence
from typing import Any, Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.rubric import model as m
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import LEADS, MUTED, WRONG
from parself.tui.widgets.entry_panel import EntryPanel
from parself.tui.widgets.job_bar import area_pieces
from parself.tui.widgets.plain import Piece, plain, spread
from parself.tui.widgets.state_marks import row_mark
from parself.view.job import AreaJob, Job
from parself.view.view import View
from parself.words.signs import WGL4, Signs

_PRESENT: Final = "bold on $foreground 9%"
"""How the line of the present row stands out, beside its pointer."""


class AreasPanel(EntryPanel):
    """Each area with points, how many rows are answered, and a bar where there is room."""

    TALL = 2

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._areas: Sequence[AreaJob] = ()
        self._signs = WGL4

    def show_job(self, job: Job, row_id: str, *, signs: Signs) -> None:
        """Show the areas; the one with a row is marked."""
        self._areas, self._signs = job.areas, signs
        ids = [any(item.id == row_id for item in one.area.items) for one in job.areas]
        here = ids.index(True) if True in ids else None
        self.show_entries(len(ids), here, _("Areas"), f"{job.done}/{job.total}")

    def first_row(self, number: int, view: View) -> m.Row:
        """Return the first row of an area that is filled in here."""
        return next(item for item in self._areas[number].area.items if view.is_ours(item.id))

    def entry(self, number: int, width: int, tall: int) -> Sequence[Content]:
        """Return an area: title and points, then its bar; in one line title and rows."""
        one, signs = self._areas[number], self._signs
        here = number == self._here
        pointer, style = (signs.pointer, LEADS) if here else (" ", "")
        title = plain((f"{pointer}{one.area.id} {one.area.title}", style))
        errors: list[Piece] = [(f"{signs.wrong}{one.errors} ", WRONG)] if one.errors else []
        tally = f"{one.progress.answered}/{one.progress.total}"
        if tall == 1:
            return [spread(title, plain(*errors, (tally, MUTED)), width)]
        worth = f"{points(one.points.points)}/{points(one.points.maximum)}"
        figures = f" {tally:>5} {worth:>11}"
        cells = max(0, width - len(figures) - 2)
        drawn = plain("  ", *area_pieces(one, cells, signs=signs), (figures, MUTED))
        return [spread(title, plain(*errors), width), drawn]


class RowsPanel(EntryPanel):
    """The rows with the marks of their states and their points."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._rows: Sequence[m.Row] = ()
        self._wide = 0
        self._view: View | None = None
        self._signs = WGL4

    def show_rows(self, view: View, row_id: str, *, signs: Signs) -> None:
        """Show the rows that are filled in here; the present one is marked."""
        if self._view is None or self._view.rubric is not view.rubric:
            self._rows = [view.rubric.rows[one] for one in view.rows]
            self._wide = max((len(row.id) for row in self._rows), default=0)
        self._view, self._signs = view, signs
        here = view.rows.index(row_id)
        place = render(say("{place} of {count}", place=here + 1, count=len(self._rows)))
        self.show_entries(len(self._rows), here, _("Rows"), place)

    def row(self, number: int) -> m.Row:
        """Return the row of an entry."""
        return self._rows[number]

    def entry(self, number: int, width: int, _tall: int) -> Sequence[Content]:
        """Return a row in one line."""
        if self._view is None:
            return []
        row, signs = self._rows[number], self._signs
        here = number == self._here
        mark, style = row_mark(self._view, row.id, signs=signs)
        pointer = (signs.pointer, LEADS) if here else " "
        title = plain(pointer, (mark, style), f" {row.id:<{self._wide}} {row.title}")
        reached = points(self._view.scores.rows[row.id].points)
        line = spread(title, plain(reached), width)
        return [line.stylize(_PRESENT) if here else line]
