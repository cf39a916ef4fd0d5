"""Who has answered how much: rows and points by department and by area; Enter lists the rows."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.errors import say
from parself.i18n import _
from parself.numerals import show_decimal
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, Command, bindings
from parself.tui.widgets.board import Scoreboard
from parself.tui.widgets.body import Caption, Rows
from parself.tui.widgets.plain import bar, plain, spread
from parself.view.progress import Share, by_area, by_department
from parself.view.view import Narrowing

OPEN_ROWS = Command(
    "open", say("Open"), say("List the rows of this department or area"), "", "Enter"
)


class ProgressScreen(DeskScreen):
    """Departments and areas in one list."""

    OFFERS: ClassVar[tuple[Command, ...]] = (OPEN_ROWS, BACK, *COMMON)
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    def compose(self) -> ComposeResult:
        """Make the list."""
        yield from self.compose_head()
        yield Caption(id="filterline")
        yield Rows(id="list", compact=True, markup=False)
        yield Scoreboard(id="board")
        yield from self.compose_foot()

    def refresh_view(self) -> None:
        """Show all shares, the highlight staying where it was."""
        super().refresh_view()
        view, shown = self.desk.view, self.query_one(OptionList)
        self.query_one(Scoreboard).show(view)
        here = shown.highlighted
        departments = [
            Option(self._line(one), id=f"department:{one.id}") for one in by_department(view)
        ]
        areas = [Option(self._line(one), id=f"area:{one.id}") for one in by_area(view)]
        shown.set_options(
            [self._heading(_("Departments")), *departments, self._heading(_("Areas")), *areas]
        )
        shown.highlighted = 1 if here is None else here
        shown.focus()
        self.query_one("#filterline", Static).update(self._columns())

    @property
    def _width(self) -> int:
        return self.query_one(Rows).room

    def _columns(self) -> Content:
        right = f"{_('answered'):>16} {_('claimed'):>8} {_('backed'):>8} {_('maximum'):>8}"
        return spread(plain(""), plain((right, "$text-muted")), self._width)

    @staticmethod
    def _heading(title: str) -> Option:
        return Option(plain((title, "bold")), disabled=True)

    def _line(self, one: Share) -> Content:
        done, total = one.progress.answered, one.progress.total
        name = f"{one.id}. {one.title}" if one.title != one.id and len(one.id) < 3 else one.title
        filled = bar(done / total if total else 1.0, 8, ascii_only=self.parself.ascii_only)
        reached = one.points
        figures = (reached.claimed, reached.backed, reached.maximum)
        points = "".join(f" {show_decimal(value):>8}" for value in figures)
        right = plain(f"{filled} {f'{done}/{total}':>7}{points}")
        return spread(plain(name or _("no department")), right, self._width)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        kind, _sep, name = (event.option.id or "").partition(":")
        is_area = kind == "area"
        chosen = Narrowing(area=name) if is_area else Narrowing(department=name)
        self.parself.show("review:ReviewScreen", chosen)

    def action_open(self) -> None:
        """List the rows of the highlighted department or area."""
        self.query_one(OptionList).action_select()
