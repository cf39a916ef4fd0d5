"""All rows in a list, with filters and a search line."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from textual.content import Content

from parself.assessment.history import handed_in
from parself.assessment.model import Assessment
from parself.errors import Message, say
from parself.i18n import _, render
from parself.rubric import model as m
from parself.submission.changes import changed_rows
from parself.text import sentence_case
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, FIND_LINE, OPEN_ROW, Command, letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import MUTED, OURS, STATES, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import Piece, lines, plain, spread
from parself.tui.widgets.row_table import Head, Line
from parself.tui.widgets.rows import ListLine
from parself.values import evolve
from parself.view.progress import Share, by_area, by_department
from parself.view.view import Filter, Narrowing
from parself.words import wording
from parself.words.citing import document_words
from parself.words.place_words import place_words

FILTERS: dict[Filter, Message] = {
    Filter.ALL: say("all"),
    Filter.OPEN: say("open"),
    Filter.FLAGGED: say("flagged"),
    Filter.UNBACKED: say("not backed"),
    Filter.PROVISIONAL: say("not final"),
}
RETURNED = say("returned by departments")
TO_REPLY = say("to reply to")
CHANGED = say("changed since export")
DEPARTMENT = letter("department", say("Departments"), say("Show the rows of one department"), "p")
AREA = letter("area", say("Area"), say("Show the rows of one area"), "v")
NEXT_FILTER = letter(
    "filter(1)", say("Filter"), say("Show all, open, flagged… rows in turn"), "l,tab"
)
LAST_FILTER = Command(
    "filter(-1)", say("Filter back"), say("The filter before"), "shift+tab", priority=False
)
FLAG_HERE = letter("flag_here", say("Flag"), say("Flag the row, or take the flag off"), "d,f7")
_EVERY: Final = "*"
"""Stands for all departments or areas; no id has a star."""
_MORE: Final = " …"
"""Stands for filters that have no room."""
EVERY_ROW: Final = Narrowing()


class ReviewScreen(ListScreen[str]):
    """The list of rows; Enter goes to one."""

    OFFERS = (
        OPEN_ROW, FIND_LINE, NEXT_FILTER, DEPARTMENT, AREA, FLAG_HERE, BACK, LAST_FILTER,
        *COMMON,
    )  # fmt: skip
    HAS_BOARD = True
    HAS_PANEL = True

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

    def first_key(self) -> str | None:
        """Return the row at which the assessment stands."""
        return self.desk.assessment.position

    def listing(self) -> Listing:
        """Return the rows that pass the filter."""
        filters = self._filters
        # One that is there only while it holds something may have gone.
        self._place = min(self._place, len(filters) - 1)
        shown = self.desk.view.narrowed(filters[self._place][1])
        columns = self._columns()
        found = list(self._lines(frozenset(shown), columns))
        above = lines(self._filter_lines(), columns.head)
        return Listing(above, found, _("nothing found"))

    def _lines(self, wanted: frozenset[str], columns: Columns) -> Iterator[Line]:
        """Yield the rows under the heads of their areas."""
        rubric = self.desk.view.rubric
        shown = [row for row in rubric.rows.values() if row.id in wanted]
        others = _("Bonus and penalty")
        for title, group in groupby(shown, lambda row: place_words(rubric, row.id) or others):
            rows = list(group)
            yield Head(plain((title, "bold")), f"area:{title}", total=self._total(rows))
            yield from (ListLine(self._words(row, columns), row.id) for row in rows)

    def _total(self, rows: Sequence[m.Row]) -> str:
        """Return what the rows of a group have, of what they can have."""
        scores = self.desk.view.scores.rows
        have = sum((scores[row.id].points or Decimal(0) for row in rows), Decimal(0))
        return f"{points(have)}/{points(sum((row.points for row in rows), Decimal(0)))}  "

    def _columns(self) -> Columns:
        rows = self.desk.view.rows
        return Columns(
            (
                Col("", 2),
                Col("", max(map(len, rows))),
                Col(_("Criterion (+: bonus, penalty)"), 8, grows=1),
                Col(_("State"), 18, from_room=76),
                Col(_("points"), 6, right=True),
                Col(_("Of"), 6, right=True),
                Col("", 1),
            ),
            self.rows.room,
        )

    def _words(self, row: m.Row, columns: Columns) -> Content:
        view, signs = self.desk.view, self.parself.signs
        scored, answer = view.scores.rows[row.id], view.assessment.answer(row.id)
        state = wording.state_of(scored, view.assessment)
        style = STATES.get(state, "")
        is_here = row.id == view.assessment.position
        flag = plain((signs.states["flagged"] if answer.flagged else " ", OURS))
        shown = points(scored.points) if not scored.awaiting else points(answer.estimate)
        return columns.line(
            (
                flag + plain((signs.states[state], style)),
                row.id,
                (row.title, OURS if is_here else ""),
                (render(wording.STATE_WORDS[state]), style),
                shown,
                (points(row.points), MUTED),
                (signs.back if is_here else "", OURS),
            )
        )

    @property
    def _filters(self) -> tuple[tuple[Message, Narrowing], ...]:
        """The filters within the department and area shown.

        Returned rows are a filter once something came back; changed rows once something went out.
        """
        filters = [(label, evolve(self._where, state=state)) for state, label in FILTERS.items()]
        if self.desk.view.narrowed(Narrowing(Filter.RETURNED)):
            filters.append((RETURNED, evolve(self._where, state=Filter.RETURNED)))
        waiting = frozenset(row for one in self.desk.view.unreplied for row in one.rows)
        if waiting:
            filters.append((TO_REPLY, evolve(self._where, rows=waiting)))
        if self._before is not None:
            changed = changed_rows(self._before, self.desk.assessment)
            filters.append((CHANGED, evolve(self._where, rows=changed)))
        return tuple(filters)

    def _filter_lines(self) -> Content:
        """Return the filters with their counts, and which department and area are shown."""
        filters = self._filter_line(self.rows.room)
        if self._where.department is None and self._where.area is None:
            return filters
        view = self.desk.view
        rows_here = view.narrowed(self._where)
        progress = view.tally([item for item in view.rubric.items() if item.id in rows_here])
        told = [say("scored by us {done}/{total}", done=progress.answered, total=progress.total)]
        if progress.awaiting:
            told.append(say("scored by others {count}", count=progress.awaiting))
        tally = plain(" · ".join(map(render, told)))
        return lines(filters, spread(self._where_words(), tally, self.rows.room))

    def _filter_line(self, room: int) -> Content:
        """Return the filters with their counts in one line; those of no row give way first."""
        counted = [
            (place, render(label), self.desk.view.narrowed(narrowing))
            for place, (label, narrowing) in enumerate(self._filters)
        ]
        shown = [f" {words} {self._counted(rows)} " for _place, words, rows in counted]
        by_need = sorted(counted, key=lambda one: (one[0] == self._place, bool(one[2]), -one[0]))
        for place, _words, _rows in by_need:
            if sum(map(len, shown)) + len(_MORE) * ("" in shown) <= room:
                break
            shown[place] = ""
        style = {self._place: "bold reverse"}
        pieces = [(text, style.get(place, "")) for place, text in enumerate(shown)]
        return plain(*pieces, *([_MORE] if "" in shown else []))

    def _counted(self, rows: Sequence[str]) -> str:
        """Return how many rows there are; bonus and penalty, outside the total, by themselves."""
        inside = sum(isinstance(self.desk.view.rubric.rows[one], m.Item) for one in rows)
        outside = len(rows) - inside
        return f"{inside}+{outside}" if outside else str(inside)

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
            case [only]:
                label = _("Areas") if area is not None else _("Departments")
                return plain(f" {label}: ", only)
            case _:
                return plain(" ", shown[0], " · ", shown[1])

    def tell_of(self, one: str, panel: Panel) -> None:
        """Show the title of the row in full, its state, what is asked about it, what proves it."""
        row = self.desk.view.rubric.rows[one]
        panel.show(f"{row.id} {row.title}", lines(*self._told(row)), total=self._of(row))

    def _of(self, row: m.Row) -> str:
        scored = self.desk.view.scores.rows[row.id]
        return f"{points(scored.points)}/{points(row.points)}"

    def _told(self, row: m.Row) -> Iterator[Content]:
        view = self.desk.view
        answer, scored = view.assessment.answer(row.id), view.scores.rows[row.id]
        state = wording.state_of(scored, view.assessment)
        mark = self.parself.signs.states[state]
        words = sentence_case(render(wording.STATE_WORDS[state]))
        yield plain((f"{mark} {words}", STATES.get(state, "")))
        for one in view.asked:
            if row.id in one.rows:
                style = WRONG if one.kind.is_error else UNPROVED
                yield plain((render(one.message), style))
        cited = (view.assessment.document(one.document) for one in answer.citations)
        if documents := [document_words(one) for one in cited if one is not None]:
            yield plain((f"{_('Documents')}: ", MUTED), "; ".join(documents))
        elif row.evidence:
            yield plain((f"{_('Proof expected')}: ", MUTED), "; ".join(row.evidence))
        if answer.explanation:
            yield plain((f"{_('Explanation')}: ", MUTED), answer.explanation)

    def action_filter(self, by: int) -> None:
        """Take the next or the previous filter."""
        self._place = (self._place + by) % len(self._filters)
        self.list_others()

    def action_department(self) -> None:
        """Ask for a department."""
        shares = by_department(self.desk.view)
        self._ask("department", _("Departments"), _("All departments"), shares)

    def action_area(self) -> None:
        """Ask for an area."""
        self._ask("area", _("Area"), _("All areas"), by_area(self.desk.view))

    def _ask(self, what: str, title: str, every: str, shares: Sequence[Share]) -> None:
        """Ask for one of the shares by name, or for all of them, and show only its rows."""
        choices = [(_EVERY, every)]
        for one in shares:
            done = f"{one.progress.answered}/{one.progress.total}"
            choices.append((one.id, f"{done:>7}  {one.title or _('no department')}"))

        def narrow(chosen: str) -> None:
            given: dict[str, Any] = {what: None if chosen == _EVERY else chosen}
            self._where = evolve(self._where, **given)
            self.list_others()

        self.ask(AskScreen(title, _("Answered rows stand before each name."), choices), narrow)

    def action_flag_here(self) -> None:
        """Flag the highlighted row."""
        if self.here is not None:
            with self.telling():
                self.desk.toggle_flag(self.here)
            self.refresh_view()
