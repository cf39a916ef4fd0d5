"""All rows in a list, with filters and a search line."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.assessment.history import handed_in
from parself.assessment.model import Assessment
from parself.errors import Message, UsageError, say
from parself.i18n import _, render
from parself.rubric import model as m
from parself.submission.changes import changed_rows
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, FIND, Command, bindings
from parself.tui.dialogs.ask import AskScreen
from parself.tui.widgets.board import Scoreboard, points
from parself.tui.widgets.body import Caption, Rows
from parself.tui.widgets.plain import Piece, lines, plain, spread
from parself.values import evolve
from parself.view.progress import Share, by_area, by_department
from parself.view.view import Filter, Narrowing
from parself.words import wording

FILTERS: dict[Filter, Message] = {
    Filter.ALL: say("all"),
    Filter.OPEN: say("open"),
    Filter.FLAGGED: say("flagged"),
    Filter.UNBACKED: say("not backed"),
    Filter.PROVISIONAL: say("not final"),
}
RETURNED = say("returned by departments")
CHANGED = say("changed since hand-in")
DEPARTMENT = Command(
    "department",
    say("Departments"),
    say("Show the rows of one department"),
    "p",
    "P",
    priority=False,
)
AREA = Command("area", say("Area"), say("Show the rows of one area"), "v", "V", priority=False)
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
_EVERY: Final = "*"
"""Stands for all departments or areas; no id has a star."""
EVERY_ROW: Final = Narrowing()


class ReviewScreen(DeskScreen):
    """The list of rows; Enter goes to one."""

    OFFERS: ClassVar[tuple[Command, ...]] = (
        OPEN_ROW, FIND_HERE, NEXT_FILTER, DEPARTMENT, AREA, FLAG_HERE, BACK, LAST_FILTER,
        *COMMON,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    def __init__(self, narrowing: Narrowing = EVERY_ROW) -> None:
        super().__init__()
        self._where = narrowing
        self._place = 0
        """Which filter is taken, in the order that they are shown."""
        self._before: Assessment | None = None
        """As handed in last; read once a visit."""

    async def on_mount(self) -> None:
        """Look up what was handed in, to tell what was changed since."""
        self._before = handed_in(self.desk.folder)
        await super().on_mount()

    def compose(self) -> ComposeResult:
        """Make filter line and list."""
        yield from self.compose_head()
        yield Caption(id="filterline")
        yield Rows(id="list", compact=True, markup=False)
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
        filters = self._filters
        # One that is there only while it holds something may have gone.
        self._place = min(self._place, len(filters) - 1)
        shown = view.narrowed(filters[self._place][1])
        nothing = [Option(plain(_("nothing found")), disabled=True)]
        rows.set_options(self._options(shown) or nothing)
        ids = [option.id for option in rows.options]
        rows.highlighted = ids.index(present) if present in ids else self._first(ids)
        self.query_one("#filterline", Static).update(self._filter_lines(len(shown)))

    @staticmethod
    def _first(ids: list[str | None]) -> int | None:
        return next((place for place, row_id in enumerate(ids) if row_id is not None), None)

    def _options(self, shown: Sequence[str]) -> list[Option]:
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
        return spread(left, right, self.query_one(Rows).room)

    @property
    def _filters(self) -> tuple[tuple[Message, Narrowing], ...]:
        """The filters within the department and area shown.

        What departments returned once something came back; changes once something went out.
        """
        filters = [(label, evolve(self._where, state=state)) for state, label in FILTERS.items()]
        if self.desk.view.narrowed(Narrowing(Filter.RETURNED)):
            filters.append((RETURNED, evolve(self._where, state=Filter.RETURNED)))
        if self._before is not None:
            changed = changed_rows(self._before, self.desk.assessment)
            filters.append((CHANGED, evolve(self._where, rows=changed)))
        return tuple(filters)

    def _filter_lines(self, count: int) -> Content:
        """Return the filters with their counts, and which department and area are shown."""
        view, width = self.desk.view, max(40, self.app.size.width - 2)
        rows: list[list[Piece]] = [[]]
        used = 0
        for place, (label, narrowing) in enumerate(self._filters):
            text = f" {render(label)} {len(view.narrowed(narrowing))} "
            if used + len(text) > width:
                rows.append([])
                used = 0
            rows[-1].append((text, "bold reverse" if place == self._place else ""))
            used += len(text)
        rows_here = view.narrowed(self._where)
        progress = view.tally([item for item in view.rubric.items() if item.id in rows_here])
        tally = render(
            say("{count} rows · {done}/{total} answered", count=count, done=progress.answered,
                total=progress.total)
        )  # fmt: skip
        below = spread(self._where_words(), plain(tally), width)
        return lines(*(plain(*row) for row in rows), below)

    def _where_words(self) -> Content:
        """Say which department and area are shown."""
        rubric, narrowing = self.desk.view.rubric, self._where
        shown: list[Piece] = []
        if narrowing.department is not None:
            found = rubric.department(narrowing.department)
            shown.append((found.title if found else _("no department"), "bold"))
        area = next((one for one in rubric.areas if one.id == narrowing.area), None)
        if area is not None:
            shown.append((f"{area.id}. {area.title}", "bold"))
        match shown:
            case []:
                return plain((f" {_('all departments, all areas')}", "$text-muted"))
            case [only]:
                label = _("Areas") if area is not None else _("Departments")
                return plain(f" {label}: ", only)
            case _:
                return plain(" ", shown[0], " · ", shown[1])

    def action_filter(self, by: int) -> None:
        """Take the next or the previous filter."""
        self._place = (self._place + by) % len(self._filters)
        self.refresh_view()

    def action_department(self) -> None:
        """Ask for a department."""
        shares = by_department(self.desk.view)
        self._ask(_("Departments"), _("All departments"), shares, self._take_department)

    def action_area(self) -> None:
        """Ask for an area."""
        self._ask(_("Area"), _("All areas"), by_area(self.desk.view), self._take_area)

    def _ask(
        self,
        title: str,
        every: str,
        shares: Sequence[Share],
        take: Callable[[str | None], None],
    ) -> None:
        choices = [(_EVERY, every)]
        for one in shares:
            done = f"{one.progress.answered}/{one.progress.total}"
            choices.append((one.id, f"{done:>7}  {one.title or _('no department')}"))
        words = _("Answered rows stand before each name.")
        self.app.push_screen(AskScreen(title, words, choices), take)

    def _take_department(self, chosen: str | None) -> None:
        if chosen is not None:
            department = None if chosen == _EVERY else chosen
            self._narrow(evolve(self._where, department=department))

    def _take_area(self, chosen: str | None) -> None:
        if chosen is not None:
            self._narrow(evolve(self._where, area=None if chosen == _EVERY else chosen))

    def _narrow(self, narrowing: Narrowing) -> None:
        self._where = narrowing
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
