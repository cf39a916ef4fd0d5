"""One unit's rows at the province: accept, adjust, ask to explain, put back to open."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from parself.desk.round_desk import RoundDesk
from parself.errors import say
from parself.i18n import _, render
from parself.province.board import WAITING, Mark
from parself.province.decisions import Cell
from parself.rubric import model as m
from parself.tui.bases.cell_lines import told_lines
from parself.tui.bases.judging import (
    ACCEPT_ALL,
    JUDGING,
    REOPEN,
    WAITING_BEFORE,
    JudgingFrame,
)
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import TAKE_BACK, Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings, letter
from parself.tui.widgets import marks
from parself.tui.widgets.board import points
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.rows import ListLine, heading
from parself.words.appraisal_words import MARKS
from parself.words.cell_words import cell_lines
from parself.words.claim_words import claim_words

READ: Final = Command("open", say("Read"), say("All that is known of the row"), "", "Enter")
EVERY: Final = letter("every", say("All rows"), say("Show every row of the unit again"), "0")


class UnitScreen(RoundScreen[m.Row], JudgingFrame):
    """A line for each row that the unit scores itself."""

    OFFERS = (
        *(*JUDGING, READ, WAITING_BEFORE, TAKE_BACK, ACCEPT_ALL, REOPEN, EVERY),
        *(FIND_LINE, BACK, *PROGRAM),
    )
    BINDINGS = bindings(OFFERS)
    HAS_PANEL = True

    def __init__(self, desk: RoundDesk, unit: str, only: Mark | None = None) -> None:
        super().__init__(desk)
        self._unit, self._only = unit, only

    def on_mount(self) -> None:
        """Begin at the first row that waits for a decision."""
        super().on_mount()
        if self.cell is not None and self.view.mark(self.cell) not in WAITING:
            following = self._waiting_after(self.scope, None)
            if following is not None:
                self.go_to(following)

    def heading(self) -> Heading:
        """Return which unit it is, and what is left."""
        found = self.view.figures[self._unit]
        told = {"claimed": found.claimed, "expected": found.expected}
        total = say("claimed {claimed:points} · appraised {expected:points}", **told)
        if found.open:
            total = say(
                "claimed {claimed:points} · provisional {expected:points} · {open} not settled",
                **told,
                open=found.open,
            )
        only = () if self._only is None else (render(MARKS[self._only]),)
        return Heading((_("Appraisal"), self.unit_name(self._unit), *only), render(total))

    def listing(self) -> Listing:
        """Return the rows under their areas."""
        columns = Columns(
            (
                Col("", 1),
                Col(_("Nº"), 6),
                Col(_("Criterion"), 16, grows=3),
                Col(_("entered"), 13, grows=1, from_room=90),
                Col(_("claimed"), 7, right=True),
                Col(_("appraised"), 9, right=True),
                Col("", 15),
            ),
            self.room,
        )
        shown: list[ListLine[m.Row]] = []
        area = None
        for row in (self.view.round.rubric.rows[cell.row] for cell in self.scope):
            now = self.view.round.rubric.area_of(row.id)
            if now is not None and now is not area:
                shown.append(heading(f"{now.id} {now.title}"))
                area = now
            shown.append(ListLine(self._line(columns, row), row, row.id))
        return Listing(columns.head, shown, _("Nothing of this is left."))

    def _line(self, columns: Columns, row: m.Row) -> Content:
        cell, said = self.view.cell(self._unit, row.id), self.view.facts[self._unit].rows[row.id]
        mark = self.view.mark(cell)
        unit = self.view.round.roster.unit(self._unit)
        return columns.line(
            (
                marks.piece(mark, said, signs=self.signs),
                row.id,
                row.title,
                claim_words(row, said, unit.sub_units if unit else ()),
                points(said.points),
                points(self.view.points(cell)),
                (marks.words(mark, said), marks.style(mark, said)),
            )
        )

    def tell_of(self, one: m.Row, panel: Panel) -> None:
        """Show claim, derivation, proof and findings of the row."""
        told = cell_lines(self.view, self.view.cell(self._unit, one.id), self.hand_in(self._unit))
        most = render(say("of {most:points}", most=one.points))
        panel.show(f"{one.id} {one.title}", told_lines(told), most, _("Enter: read all"))

    @property
    def cell(self) -> Cell | None:
        """The highlighted row."""
        return None if self.here is None else self.view.cell(self._unit, self.here.id)

    @property
    def scope(self) -> Sequence[Cell]:
        """The rows of the unit that are shown."""
        every, marks_ = self.view.cells(self._unit), self.view.marks(self._unit)
        return [cell for row, cell in every.items() if self._only in {None, marks_[row]}]

    def go_to(self, cell: Cell) -> None:
        """Highlight a row of the unit."""
        if cell.unit == self._unit:
            self.rows.go_to(cell.row)

    def take(self, one: m.Row) -> None:
        """Show all that is known of the row."""
        cell = self.view.cell(self._unit, one.id)
        self.parself.show("round_cell:CellScreen", self.desk, cell, self.scope)

    def action_every(self) -> None:
        """Show every row of the unit."""
        self._only = None
        self.say_done(_("Every row is shown."))
        self.refresh_view()
