"""The list of one kind of work in a round: units, or rows of units; Enter leads to it."""

from typing import Final

from textual.content import Content

from parself.desk.round_desk import RoundDesk
from parself.errors import say
from parself.i18n import _, render
from parself.province.board import Mark
from parself.province.decisions import Cell
from parself.province.line import Line
from parself.province.todo import Kind, Task, tasks
from parself.tui.bases.cell_lines import told_lines
from parself.tui.bases.judging import ACCEPT_ALL, JUDGING, REOPEN, WAITING_BEFORE, JudgingFrame
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import TAKE_BACK, Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings
from parself.tui.widgets import marks
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.cell_words import cell_lines
from parself.words.round_words import task_words, todo_words

ENTER: Final = Command("open", say("Go there"), say("To the unit, or to the row"), "", "Enter")
_BY_UNIT: Final = frozenset({Kind.MISSING, Kind.DIVERGING, Kind.TWO_REPLIES, Kind.OPEN})


class TodoScreen(RoundScreen[Line | Cell], JudgingFrame):
    """A line for each unit or row that is left; rows are decided here as everywhere."""

    OFFERS = (
        *(ENTER, *JUDGING, WAITING_BEFORE, TAKE_BACK, ACCEPT_ALL, REOPEN),
        *(FIND_LINE, BACK, *PROGRAM),
    )
    BINDINGS = bindings(OFFERS)
    HAS_PANEL = True

    def __init__(self, desk: RoundDesk, kind: Kind) -> None:
        super().__init__(desk)
        self._kind = kind

    def _work(self) -> Task:
        found = tasks(self.view, self.view.lines(self.today()))
        return next((one for one in found if one.kind is self._kind), Task(self._kind, ()))

    def heading(self) -> Heading:
        """Return what the work is, and how much of it is left."""
        return Heading((_("To do"), task_words(self._work())))

    def listing(self) -> Listing:
        """Return the units or the rows."""
        task = self._work()
        columns = Columns(
            (Col(_("Unit"), 16, grows=1), Col("", 7), Col("", 20, grows=3), Col("", 18, grows=1)),
            self.room,
        )
        shown: list[ListLine[Line | Cell]]
        if self._kind in _BY_UNIT:
            board = {one.unit.code: one for one in self.view.lines(self.today())}
            found = [board[code] for code in task.units]
            shown = [ListLine(self._of_unit(columns, one), one, one.unit.code) for one in found]
        else:
            shown = [ListLine(self._of_row(columns, one), one, _key(one)) for one in task.cells]
        how = ""
        if self._kind is Kind.NOBODYS_SECOND:
            how = _("T on the board gives them to somebody: G, then “Second look”.")
        head = lines(*((plain((how, MUTED)),) if how else ()), columns.head)
        return Listing(head, shown, _("Nothing of this is left."))

    def _of_unit(self, columns: Columns, one: Line) -> Content:
        return columns.line((one.unit.short, "", self._said(one), ""))

    def _said(self, one: Line) -> str:
        if self._kind is Kind.OPEN:
            return render(say("{count} rows left", count=one.count(Mark.OPEN) or 0))
        return todo_words(self.view, one, self.today()).words

    def _of_row(self, columns: Columns, one: Cell) -> Content:
        mark, said = self.view.mark(one), self.view.facts[one.unit].rows[one.row]
        title = self.view.round.rubric.rows[one.row].title
        state = (marks.words(mark, said), marks.style(mark, said))
        return columns.line((self.unit_name(one.unit), one.row, title, state))

    def tell_of(self, one: Line | Cell, panel: Panel) -> None:
        """Show what is known of the row, or what is to be done with the unit."""
        if isinstance(one, Cell):
            title = f"{one.row} {self.view.round.rubric.rows[one.row].title}"
            told = told_lines(cell_lines(self.view, one, self.hand_in(one.unit)))
            panel.show(title, told, self.unit_name(one.unit))
        else:
            panel.show(one.unit.full, plain(self._said(one)), "")

    @property
    def cell(self) -> Cell | None:
        """The highlighted row; None on a line of a unit."""
        return self.here if isinstance(self.here, Cell) else None

    @property
    def scope(self) -> tuple[Cell, ...]:
        """The rows that are left."""
        return self._work().cells

    def go_to(self, cell: Cell) -> None:
        """Highlight a row that is left."""
        self.rows.go_to(_key(cell))

    def take(self, one: Line | Cell) -> None:
        """Go to the row, to the unit, or to its hand-ins."""
        if isinstance(one, Cell):
            self.parself.show("round_cell:CellScreen", self.desk, one, self.scope)
        elif one.counts is None or self._kind is Kind.TWO_REPLIES:
            self.parself.show("round_hand_ins:HandInsScreen", self.desk, one.unit.code)
        else:
            only = Mark.OPEN if self._kind is Kind.OPEN else None
            self.parself.show("round_unit:UnitScreen", self.desk, one.unit.code, only)


def _key(cell: Cell) -> str:
    return f"{cell.unit}-{cell.row}"
