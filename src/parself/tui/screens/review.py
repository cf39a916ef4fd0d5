"""All rows in a list, with filters and a search line."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself import wording
from parself.errors import Message, UsageError, say
from parself.i18n import _, render
from parself.rubric import model as m
from parself.tui.commands import (
    BACK,
    EXPORT,
    FIND,
    FINDINGS,
    HOME,
    PAPERS,
    SAVE,
    STANDINGS,
    Command,
    bindings,
)
from parself.tui.screens.frame import DeskScreen
from parself.tui.widgets.board import Scoreboard, points
from parself.tui.widgets.plain import plain, spread
from parself.view import Filter

FILTERS: dict[Filter, Message] = {
    Filter.ALL: say("all"),
    Filter.OPEN: say("open"),
    Filter.FLAGGED: say("flagged"),
    Filter.UNBACKED: say("no evidence"),
    Filter.PROVISIONAL: say("not final"),
}
NEXT_FILTER = Command(
    "filter(1)", say("Filter"), say("Show all, open, flagged… rows in turn"), "l,tab", "L",
    priority=False,
)  # fmt: skip
LAST_FILTER = Command(
    "filter(-1)", say("Filter back"), say("The filter before"), "shift+tab", priority=False
)
FLAG_HERE = Command(
    "flag_here", say("Flag"), say("Flag the row, or take the flag off"), "d,f7", "D", priority=False
)
FIND_HERE = Command("find", say("Find"), FIND.help, "slash,f3,ctrl+f", "/")
OPEN_ROW = Command("open", say("Open"), say("Go to the row"), "", "Enter")


class ReviewScreen(DeskScreen):
    """The list of rows; Enter goes to one."""

    OFFERS: ClassVar[tuple[Command, ...]] = (
        OPEN_ROW, FIND_HERE, NEXT_FILTER, FLAG_HERE, STANDINGS, EXPORT, BACK, FINDINGS, PAPERS,
        LAST_FILTER, SAVE, HOME,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    def __init__(self) -> None:
        super().__init__()
        self._filter = Filter.ALL

    def compose(self) -> ComposeResult:
        """Make filter line and list."""
        yield from self.compose_head()
        yield Static(id="filterline")
        yield OptionList(id="list", compact=True, markup=False)
        yield Scoreboard(id="board")
        yield from self.compose_foot()

    def refresh_view(self) -> None:
        """Show the rows that pass the filter, the highlight staying on its row."""
        super().refresh_view()
        self.query_one(Scoreboard).show(self.desk.view)
        view, rows = self.desk.view, self.query_one(OptionList)
        here = rows.highlighted
        present = (
            rows.get_option_at_index(here).id if here is not None else view.assessment.position
        )
        shown = [row.id for row in view.rubric.rows.values() if view.shows(row.id, self._filter)]
        nothing = [Option(plain(_("nothing found")), disabled=True)]
        rows.set_options(self._options(shown) or nothing)
        ids = [option.id for option in rows.options]
        rows.highlighted = ids.index(present) if present in ids else self._first(ids)
        self.query_one("#filterline", Static).update(self._filter_line(len(shown)))

    @staticmethod
    def _first(ids: list[str | None]) -> int | None:
        return next((place for place, row_id in enumerate(ids) if row_id is not None), None)

    def _options(self, shown: list[str]) -> list[Option]:
        """Return the rows under the headings of their areas."""
        view = self.desk.view
        wanted = set(shown)
        options: list[Option] = []
        for area in view.rubric.areas:
            inside = [item for item in area.items if item.id in wanted]
            if inside:
                heading = plain((f"{area.id}. {area.title}", "bold"))
                options.append(Option(heading, disabled=True))
            options += [Option(self._line(item), id=item.id) for item in inside]
        extra = [row for row in view.rubric.adjustments if row.id in wanted]
        if extra:
            options.append(Option(plain((_("Bonus and penalty"), "bold")), disabled=True))
        options += [Option(self._line(row), id=row.id) for row in extra]
        return options

    def _line(self, row: m.Row) -> Content:
        view = self.desk.view
        scored, answer = view.scores.rows[row.id], view.assessment.answer(row.id)
        marks = wording.ASCII_MARKS if self.parself.ascii_only else wording.STATE_MARKS
        state = wording.state_of(scored)
        flag = marks["flagged"] if answer.flagged else " "
        left = plain(f"{flag}{marks[state]} {row.id:<6} {row.title}")
        words = render(wording.STATE_WORDS[state])
        shown = points(scored.points) if not scored.awaiting else points(answer.estimate)
        right = plain(f"{words:>16} {shown:>6}/{points(row.points)}")
        return spread(left, right, max(40, self.app.size.width - 4))

    def _filter_line(self, count: int) -> Content:
        progress = self.desk.view.progress()
        pieces: list[str | tuple[str, str]] = [f"{_('Filter')}: "]
        for chosen, label in FILTERS.items():
            style = "bold reverse" if chosen is self._filter else "dim"
            pieces += [(f" {render(label)} ", style), " "]
        tally = render(
            say("{count} rows · {done}/{total}", count=count, done=progress.answered,
                total=progress.total)
        )  # fmt: skip
        return spread(plain(*pieces), plain(tally), max(40, self.app.size.width - 2))

    def action_filter(self, by: int) -> None:
        """Take the next or the previous filter."""
        filters = list(FILTERS)
        self._filter = filters[(filters.index(self._filter) + by) % len(filters)]
        self.refresh_view()

    def action_flag_here(self) -> None:
        """Flag the highlighted row."""
        rows = self.query_one(OptionList)
        here = rows.highlighted
        row_id = rows.get_option_at_index(here).id if here is not None else None
        if row_id is None:
            return
        try:
            self.desk.toggle_flag(row_id)
        except UsageError as error:
            self.tell(error)
        self.refresh_view()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None:
            self.show_row(event.option.id)

    def action_open(self) -> None:
        """Go to the highlighted row."""
        self.query_one(OptionList).action_select()
