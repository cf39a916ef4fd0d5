"""What a meeting's workbook would change, old and new; nothing is decided before T."""

from functools import cached_property
from typing import Final

from textual.content import Content

from parself.desk.round_desk import RoundDesk
from parself.errors import say
from parself.i18n import _, render
from parself.province.meeting import Line, Met, Outcome, read_sheets
from parself.report import meeting_lines
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, bindings, changing
from parself.tui.widgets.colours import MUTED, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine

WRITE: Final = changing("write", say("Decide"), say("Decide what is shown, as one step"), "t")
_STYLES: Final = {
    Outcome.DECIDED: "bold",
    Outcome.UNCHANGED: MUTED,
    Outcome.NEWER: WRONG,
    Outcome.REFUSED: WRONG,
}


class MeetingScreen(RoundScreen[Line]):
    """A line for each line of the workbook that was filled in."""

    OFFERS = (WRITE, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, desk: RoundDesk, file: str, data: bytes) -> None:
        super().__init__(desk)
        self._file, self._data = file, data
        self._is_written = False

    @cached_property
    def _met(self) -> Met:
        return read_sheets(self._data, self._file, self.view, self.act())

    def heading(self) -> Heading:
        """Return which file it is, and how much it decides."""
        total = meeting_lines.counted(self._met, written=self._is_written)
        return Heading((_("Meeting"), self._file), total)

    def listing(self) -> Listing:
        """Return what stands and what the workbook says."""
        columns = Columns(
            (
                Col(_("Unit"), 14, grows=2),
                Col(_("Row"), 6),
                Col(_("What happens"), 12, grows=1),
                Col(_("Stood before") if self._is_written else _("Stands"), 14, grows=1),
                Col(_("Sheet says"), 16, grows=1),
                Col(_("Reason"), 12, grows=3, from_room=90),
            ),
            self.room,
        )
        state = _("Written.") if self._is_written else _("Preview: nothing is written yet.")
        told = [*meeting_lines.left_out(self.view, self._met), *map(render, self._met.notes)]
        notes = [plain((words, UNPROVED)) for words in told]
        found = [
            ListLine(self._line(columns, one), one, one.entry.place) for one in self._met.lines
        ]
        return Listing(
            lines(plain((state, MUTED)), *notes, columns.head), found, _("No line is filled in.")
        )

    def _line(self, columns: Columns, one: Line) -> Content:
        style = _STYLES[one.outcome]
        return columns.line(
            (
                self.unit_name(one.entry.cell.unit),
                one.entry.cell.row,
                (meeting_lines.does(one), style),
                meeting_lines.stood(one),
                (meeting_lines.said(one), style),
                one.entry.judgement.reason,
            )
        )

    def take(self, one: Line) -> None:
        """Show all that is known of the row of the unit."""
        if one.entry.cell.unit in self.view.facts:
            self.parself.show("round_cell:CellScreen", self.desk, one.entry.cell)

    def action_write(self) -> None:
        """Decide what the workbook says, as one step."""
        if self._is_written or not self._met.decisions:
            self.say_done(_("There is nothing to decide."))
            return
        with self.telling():
            self.desk.decide(
                self.now(),
                lambda view, act: read_sheets(self._data, self._file, view, act).decisions,
            )
            self._is_written = True
            self.refresh_view()
            self.say_done(_("Decided as one step; Z on the appraisal takes it back."))
