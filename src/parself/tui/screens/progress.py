"""Who has answered how much: rows and points by department and by area; Enter lists the rows."""

from typing import Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _
from parself.numerals import show_decimal
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, Command
from parself.tui.widgets.bars import thin_bar
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain, spread
from parself.tui.widgets.rows import ListLine, heading
from parself.values import evolve
from parself.view.progress import Share, by_area, by_department
from parself.view.view import Filter, Narrowing

OPEN_ROWS = Command(
    "open", say("Open"), say("List the rows of this department or area"), "", "Enter"
)
_BAR: Final = 10
_ROOMY: Final = 72
"""Cells of a line from which on it has a bar, and the points that are backed."""


class ProgressScreen(ListScreen[Narrowing]):
    """Departments and areas in one list."""

    OFFERS = (OPEN_ROWS, BACK, *COMMON)
    HAS_BOARD = True
    HAS_PANEL = True

    def listing(self) -> Listing:
        """Return all shares under the titles of their columns."""
        view = self.desk.view
        titles = [_("claimed"), _("backed"), _("maximum")][:: 1 if self._is_roomy else 2]
        right = f"{_('answered'):>16}" + "".join(f" {title:>8}" for title in titles)
        departments = (self._line(s, Narrowing(department=s.id)) for s in by_department(view))
        areas = (self._line(share, Narrowing(area=share.id)) for share in by_area(view))
        return Listing(
            spread(plain(""), plain((right, MUTED)), self.rows.room),
            [heading(_("Departments")), *departments, heading(_("Areas")), *areas],
        )

    @property
    def _is_roomy(self) -> bool:
        return self.rows.room >= _ROOMY

    def _line(self, one: Share, rows: Narrowing) -> ListLine[Narrowing]:
        done, total = one.progress.answered, one.progress.total
        name = f"{one.id}. {one.title}" if one.title != one.id and len(one.id) < 3 else one.title
        share = done / total if total else 1.0
        style = DONE if done == total else UNPROVED
        filled = thin_bar(share, _BAR, style, signs=self.parself.signs)
        reached = one.points
        figures = [reached.claimed, reached.backed, reached.maximum]
        if not self._is_roomy:
            filled, figures = plain(""), figures[::2]
        points = "".join(f" {show_decimal(value):>8}" for value in figures)
        right = Content.assemble(filled, plain(f" {f'{done}/{total}':>7}{points}"))
        return ListLine(spread(plain(name or _("no department")), right, self.rows.room), rows)

    def tell_of(self, one: Narrowing, panel: Panel) -> None:
        """Show the rows that are not answered yet."""
        view = self.desk.view
        rows = [view.rubric.rows[row] for row in view.narrowed(evolve(one, state=Filter.OPEN))]
        told = [plain(f"{row.id} {row.title}") for row in rows]
        nothing = [plain((_("All rows are answered."), DONE))]
        panel.show(_("Not answered yet"), lines(*(told or nothing)), str(len(rows)))

    def take(self, one: Narrowing) -> None:
        """List the rows of the department or area."""
        self.parself.show("review:ReviewScreen", one)
