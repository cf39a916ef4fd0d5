"""One row at a time: what is asked, the answer, what it is worth and why.

The screen is built once and updated in place from row to row. Scores, place and ladder
move with every figure that can be read.
"""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import TextArea

from parself import numerals
from parself.assessment.model import State
from parself.errors import Message, say
from parself.i18n import _
from parself.rules.amounts import Value
from parself.rules.entered import Fault
from parself.tui.bases.filling import FillingScreen
from parself.tui.bases.group_frame import PRACTICE, GroupFrame
from parself.tui.bases.reply_frame import ReplyFrame
from parself.tui.commands import COMMON, Command
from parself.tui.widgets.breakpoints import WIDE, WIDEST
from parself.tui.widgets.entry_panel import EntryPanel
from parself.tui.widgets.form import Form
from parself.tui.widgets.index_panel import IndexPanel, Stands
from parself.tui.widgets.ladder import Given, Ladder
from parself.tui.widgets.outlook import ChancesPanel, RangePanel
from parself.tui.widgets.row_fields import ESTIMATE, Sheet, fields_of
from parself.tui.widgets.row_head import RowHead
from parself.tui.widgets.row_panels import AreasPanel, RowsPanel
from parself.tui.widgets.row_sheet import RowSheet
from parself.tui.widgets.row_texts import guidance_lines
from parself.tui.widgets.score_band import ScoreBand
from parself.tui.widgets.typing import VnTextArea
from parself.view.change import Change
from parself.view.job import Job
from parself.view.view import Filter, View
from parself.words.signs import Signs

GO_ON: Final = Command(
    "", say("Go on"), say("To the next field, then to the next row"), "", "Enter"
)
NEW_LINE: Final = Command("", say("New line"), say("In a text of several lines"), "", "Enter")
LEAVE_TEXT: Final = Command(
    "", say("Leave the text"), say("To the field after a text of several lines"), "", "Tab"
)
BEFORE_AFTER: Final = Command("", say("Previous/next"), say("Between rows"), "", "PgUp/PgDn")
NEXT: Final = Command("next_row", say("Next row"), say("Go to the next row"), "pagedown")
PREVIOUS: Final = Command(
    "previous_row", say("Previous row"), say("Go to the previous row"), "pageup"
)
NEXT_OPEN: Final = Command(
    "next_open", say("Next open row"), say("Go to the next row that is not answered"), "ctrl+n"
)
GUIDANCE: Final = Command(
    "guidance", say("Guidance"), say("What counts, how it is computed, what proves it"), "f2", "F2"
)
FLAG: Final = Command("flag", say("Flag"), say("Flag the row to come back to it"), "f7")
PROVISIONAL: Final = Command(
    "provisional",
    say("Figures not final"),
    say("Mark the row's figures as not final at the data date"),
    "f9",
)
CLEAR: Final = Command(
    "clear_row", say("Clear answer"), say("Take back the figures of this row; notes stay")
)
SNIPPETS: Final = Command(
    "snippets", say("Set phrases"), say("Put a phrase into the explanation"), "ctrl+e"
)
REPLY: Final = Command(
    "reply", say("Reply"), say("Agree or disagree with the appraisal of the row"), "ctrl+d"
)
PASTE: Final = Command(
    "paste_block", say("Paste from Excel"), say("Fill the row from pasted cells")
)
_LEFT: Final = (34, 44)
"""Cells of areas and rows at the left, at least and at most: a quarter where there is room."""
_RIGHT: Final = 46
"""Cells of index, ladder, range and chances at the right."""


def left_cells(width: int) -> int:
    """Return how many cells of a window areas and rows take."""
    least, most = _LEFT
    return min(most, max(least, width // 4)) if width >= WIDE else 0


class LeftSide(Vertical):
    """Areas over rows."""

    DEFAULT_CSS = """
    LeftSide {
        AreasPanel { height: auto; max-height: 60%; }
        RowsPanel { height: 1fr; }
    }
    """

    def compose(self) -> ComposeResult:
        """Make the panels."""
        yield AreasPanel(id="areas")
        yield RowsPanel(id="rows")

    def show(self, view: View, job: Job, row_id: str, *, signs: Signs) -> None:
        """Show the present value; the row and its area are marked."""
        self.styles.width = left_cells(self.app.size.width)
        self.query_one(AreasPanel).show_job(job, row_id, signs=signs)
        self.query_one(RowsPanel).show_rows(view, row_id, signs=signs)


class RightSide(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Index, ladder, range and chances; in a low window the ladder alone."""

    DEFAULT_CSS = f"""
    RightSide {{
        width: {_RIGHT};
        scrollbar-size-vertical: 1;
        Ladder, RangePanel, ChancesPanel {{ height: auto; }}
    }}
    """

    def compose(self) -> ComposeResult:
        """Make the panels."""
        yield IndexPanel(id="index")
        yield Ladder(id="ladder")
        yield RangePanel(id="range")
        yield ChancesPanel(id="chances")

    def show(self, view: View, began: View, change: Change, *, signs: Signs) -> None:
        """Show the present value."""
        self.query_one(IndexPanel).show_of(Stands(view, change, signs))
        self.query_one(Ladder).show_ladder(Given(view, signs, began), change)
        self.query_one(RangePanel).show_of((view, signs))
        self.query_one(ChancesPanel).show_of((view, signs))


class QuestionScreen(GroupFrame, ReplyFrame, FillingScreen):
    """The row that is being answered."""

    DEFAULT_CSS = """
    QuestionScreen {
        #middle { height: 1fr; }
        #centre { width: 1fr; }
        LeftSide, RightSide, #guidance { display: none; }
        &.-wide LeftSide, &.-widest LeftSide, &.-widest RightSide { display: block; }
        &.-tall #guidance { display: block; }
        &.-widest.-tall ScoreBand { display: none; }
        &.-low IndexPanel, &.-low RangePanel, &.-low ChancesPanel { display: none; }
        /* In a large window the parts stand in frames, whose titles take the place of labels. */
        &.-tall.-wide RowSheet, &.-tall.-widest RowSheet {
            #derivation, #grounds, #guidance {
                border: solid $foreground 40%;
                border-title-color: $text-accent;
                border-title-style: bold;
                padding: 0 1;
                margin-top: 0;
            }
            #derivation { margin-top: 1; }
            /* Nothing below jumps up and down while a figure is typed. */
            #steps { min-height: 5; }
            #derivation .label { display: none; }
            #proof .label, TextLine .label { padding-left: 0; width: 13; }
        }
    }
    """

    OFFERS = (
        GO_ON, BEFORE_AFTER, PRACTICE, *COMMON, GUIDANCE, NEXT, PREVIOUS, NEXT_OPEN, FLAG,
        PROVISIONAL, CLEAR, SNIPPETS, PASTE, REPLY,
    )  # fmt: skip
    KEYS: ClassVar = {
        "escape": "leave_field",
        "up": "move(-1)",
        "down": "move(1)",
        "enter": "next_row",
    }

    def compose_body(self) -> ComposeResult:
        """Make the frame once; rows are shown in it."""
        with Horizontal(id="middle"):
            if self.app.size.width >= WIDE:
                yield LeftSide()
            with Vertical(id="centre"):
                yield RowHead(id="title")
                yield RowSheet(self._fields)
            if self.app.size.width >= WIDEST:
                yield RightSide()
        yield ScoreBand(id="board")

    @property
    def _sheet(self) -> RowSheet:
        return self.query_one(RowSheet)

    @property
    def _form(self) -> Form:
        return self._sheet.form

    @property
    def _fields(self) -> Sheet:
        """What the form shows of the present row."""
        return fields_of(self.desk.view, self.row)

    async def on_mount(self) -> None:
        """Go on at the row where the last sitting ended."""
        self.watch_time()
        await self.show_present_row()

    async def show_present_row(self) -> None:
        """Show the row that the assessment stands at, with the cursor in its first field."""
        await self._form.show(self._fields)
        self.refresh_view()
        self._form.focus_at(0)
        # Once everything stands: the cursor, or what is asked below a field, may have moved it.
        self.call_after_refresh(self._sheet.scroll_home, animate=False)

    def _refresh_if_changed(self) -> None:
        if self.is_mounted and self.parself.desk and self._form.row_id != self.row.id:
            # Another screen went to another row: its figures belong into fields of its own.
            self.call_later(self._catch_up)
        else:
            super()._refresh_if_changed()

    async def _catch_up(self) -> None:
        if self._form.row_id != self.row.id:
            await self.show_present_row()

    def refresh_view(self) -> None:
        """Show the present value around the fields."""
        super().refresh_view()
        view, row, width = self.desk.view, self.row, self.app.size.width
        signs = self.parself.signs
        for left in self.query(LeftSide):
            left.show(view, self.job, row.id, signs=signs)
        for right in self.query(RightSide):
            right.show(view, self.desk.began, self.desk.change, signs=signs)
        # From the terminal's own width: panes have none before they are first laid out.
        beside = left_cells(width) + _RIGHT * (width >= WIDEST)
        self.query_one(RowHead).show(view, row, width - beside - 2, signs=signs)
        self._sheet.show(view, row, self.desk.now().date(), signs=signs)

    def on_resize(self) -> None:
        """Fit everything to the new size; what has room for the first time is made."""
        self.call_later(self._make_sides)
        super().on_resize()

    async def _make_sides(self) -> None:
        middle, width = self.query_one("#middle"), self.app.size.width
        is_made = bool(self.query(LeftSide)), bool(self.query(RightSide))
        if width >= WIDE and not is_made[0]:
            await middle.mount(LeftSide(), before=0)
        if width >= WIDEST and not is_made[1]:
            await middle.mount(RightSide())
        if is_made != (bool(self.query(LeftSide)), bool(self.query(RightSide))):
            self.refresh_view()

    @on(EntryPanel.Chosen)
    async def _chosen(self, event: EntryPanel.Chosen) -> None:
        if isinstance(event.panel, RowsPanel):
            self.show_row(event.panel.row(event.number).id)
        elif isinstance(event.panel, AreasPanel):
            self.show_row(event.panel.first_row(event.number, self.desk.view).id)

    @property
    def offered(self) -> tuple[Command, ...]:
        """The commands, and what Enter does where the cursor stands."""
        known = super().offered
        if not isinstance(self.focused, VnTextArea):
            return known
        return (NEW_LINE, LEAVE_TEXT, *(one for one in known if one is not GO_ON))

    @on(Ladder.Chosen)
    def _look_at_ladder(self) -> None:
        self.parself.show_of_desk("standings:StandingsScreen")

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.show_keys()

    @on(Form.Entered)
    def _entered(self, event: Form.Entered) -> None:
        form = self._form
        faults = self._enter(event.changes)
        if faults:
            form.mark(faults, at_once=event.leaving is not None)
            self._refused()
            return
        form.refresh_values(self._fields)
        self.refresh_view()
        if event.leaving is not None:
            form.go_on(event.leaving)

    @on(Form.Refused)
    def _refused(self) -> None:
        self.desk.drop_typing()
        self._form.keep(self._fields)
        self.refresh_view()

    def _enter(self, changes: dict[str, Value | None]) -> tuple[Fault, ...]:
        faults: tuple[Fault, ...] = ()
        with self.telling():
            if ESTIMATE not in changes:
                faults = self.desk.enter(self.row.id, changes)
            else:
                given = changes[ESTIMATE]
                points = None if given is None else numerals.as_decimal(given)
                faults = self.desk.set_estimate(self.row.id, points)
        return faults

    @on(Form.StateChosen)
    def _state_chosen(self, event: Form.StateChosen) -> None:
        with self.telling():
            self.desk.set_state(self.row.id, event.state)
        self._form.refresh_values(self._fields)
        self.refresh_view()

    @on(Form.Left)
    def _left(self) -> None:
        self.desk.end_typing()
        self.tell_voided()

    @on(Form.Finished)
    async def _finished(self) -> None:
        answer = self.desk.assessment.answer(self.row.id)
        if answer.state is State.UNANSWERED and answer.values:
            # A change of edition asks again for figures that are there: Enter confirms them.
            self._enter({})
        if self.asks_for_reason():
            self._sheet.write_reason()
        else:
            await self.action_next_row()

    @on(TextArea.Changed)
    def _text_typed(self, event: TextArea.Changed) -> None:
        is_note = event.text_area.id == "note"
        with self.telling():
            keep = self.desk.set_note if is_note else self.desk.set_explanation
            keep(self.row.id, event.text_area.text)
        self.refresh_view()

    async def action_next_row(self) -> None:
        """Go to the next row, unless something wrong is still in a field."""
        await self._go(1)

    async def action_previous_row(self) -> None:
        """Go to the previous row, unless something wrong is still in a field."""
        await self._go(-1)

    async def action_next_open(self) -> None:
        """Go to the next open row; after the last row, search from the first."""
        ids = list(self.desk.view.rows)
        here = ids.index(self.row.id)
        still = set(self.desk.view.filtered(Filter.OPEN))
        later = [row_id for row_id in (*ids[here + 1 :], *ids[:here]) if row_id in still]
        if later:
            await self._show(later[0])
        else:
            self.notify(_("No open rows are left."))

    async def _go(self, by: int) -> None:
        ids = list(self.desk.view.rows)
        place = ids.index(self.row.id) + by
        if 0 <= place < len(ids):
            await self._show(ids[place])
        elif by > 0:
            self.action_door("review")

    def show_row(self, row_id: str) -> None:
        """Go to a row that was found, unless something wrong is still in a field."""
        if not self._stays():
            super().show_row(row_id)

    def _stays(self) -> bool:
        """Say whether the cursor has to stay: something in a field is wrong and would be lost.

        A question about a figure keeps it only until it has been seen.
        """
        form = self._form
        is_asked = form.ask()
        if form.faults:
            words = _("Put the field right first, or press Esc to drop what was typed there.")
            self.notify(words, severity="warning")
        return bool(form.faults) or is_asked

    async def _show(self, row_id: str) -> None:
        if self._stays():
            return
        self.desk.end_typing()
        self.desk.go_to(row_id)
        await self.show_present_row()

    def action_leave_field(self) -> None:
        """Drop what was typed and not taken over; with nothing to drop, list the rows."""
        form = self._form
        if form.faults:
            form.reset(self._fields)
        else:
            self.action_door("review")

    def action_move(self, by: int) -> None:
        """Move the cursor to the field above or below."""
        self._sheet.move(by)

    def action_guidance(self) -> None:
        """Show what counts and what proves it on a page of its own."""
        from parself.tui.dialogs.page import PageScreen

        row, guidance = self.row, guidance_lines(self.desk.view.rubric, self.row)
        self.app.push_screen(PageScreen(f"{row.id} {row.title}", guidance))

    def action_reply(self) -> None:
        """Ask how the row is replied to."""
        if one := self.asked_row(self.row.id):
            self.ask_reply(one)

    def action_flag(self) -> None:
        """Flag the row, or take the flag off."""
        self._change(self.desk.toggle_flag)

    def action_provisional(self) -> None:
        """Mark the figures as not final, or as final."""
        self._change(self.desk.toggle_provisional)

    def action_clear_row(self) -> None:
        """Take back the figures of the row."""
        self._change(self.desk.clear)

    def _change(self, change: Callable[[str], None]) -> None:
        with self.telling():
            change(self.row.id)
        self.show_kept()

    def show_kept(self) -> None:
        """Show the row as it is kept now, dropping what was typed and not taken over."""
        self._form.reset(self._fields)
        self.refresh_view()

    async def show_step(self, row_id: str, done: Message) -> None:
        """Go to the row that an undo or redo changed, and say what that was."""
        self.desk.go_to(row_id)
        await self.show_present_row()
        self.tell_step(row_id, done)
