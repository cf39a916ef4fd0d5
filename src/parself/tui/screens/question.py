"""One row at a time: what is asked, the answer, what it is worth and why.

The screen is built once and updated in place from row to row. Scores, place and ladder
move with every figure that can be read.
"""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import TextArea

from parself import numerals
from parself.assessment import unlikely
from parself.assessment.model import State
from parself.errors import Message, UsageError, say
from parself.i18n import _
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.entered import Fault
from parself.rules.fields import Field
from parself.tui.bases.filling import FillingScreen
from parself.tui.commands import COMMON, Command, bindings
from parself.tui.widgets.board import WIDE, Areas, Ladder, Scoreboard
from parself.tui.widgets.fields import Levels
from parself.tui.widgets.form import Form, Sheet
from parself.tui.widgets.plain import Pane, plain
from parself.tui.widgets.row_texts import (
    citation_lines,
    derivation_lines,
    guidance_lines,
    title_lines,
)
from parself.tui.widgets.typing import VnTextArea
from parself.view.view import Filter
from parself.words import asking

GO_ON: Final = Command(
    "", say("Go on"), say("To the next field, then to the next row"), "", "Enter"
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
    "guidance",
    say("Guidance"),
    say("What counts, how it is computed, what proves it"),
    "f2",
    "F2",
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
DATA_DATE: Final = Command(
    "data_date", say("Data date"), say("Set the date at which the figures stand")
)
SNIPPETS: Final = Command(
    "snippets", say("Set phrases"), say("Put a phrase into the explanation"), "ctrl+e"
)
PASTE: Final = Command(
    "paste_block", say("Paste from Excel"), say("Fill the row from pasted cells")
)

ESTIMATE = "estimate"
_SIDES: Final = 4
"""Cells of a line about the row that stay empty: padding, and what scrolls."""


class TextLine(Horizontal):
    """A label and a text of several lines."""

    DEFAULT_CSS = """
    TextLine {
        height: auto;
        .label { width: 14; padding: 0 1 0 2; }
        VnTextArea, VnTextArea:focus {
            width: 1fr;
            height: auto;
            max-height: 5;
            border: none;
            padding: 0;
        }
    }
    """

    def __init__(self, key: str) -> None:
        super().__init__(id=f"{key}-line")
        self.key = key

    def compose(self) -> ComposeResult:
        """Make label and text."""
        yield Pane(classes="label")
        yield VnTextArea(id=self.key)

    def show(self, label: str, text: str) -> None:
        """Show the text, unless it is being typed and is the same."""
        self.query_one(Pane).present(plain((label, "$text-muted")))
        area = self.query_one(VnTextArea)
        if area.text != text:
            with area.prevent(TextArea.Changed):
                area.load_text(text)
                area.move_cursor(area.document.end)


class Scrolled(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls to the field that has the cursor; the arrows are left to the screen."""


class QuestionScreen(FillingScreen):
    """The row that is being answered."""

    DEFAULT_CSS = """
    QuestionScreen {
        #middle { height: 1fr; }
        Areas, Ladder, #guidance { display: none; }
        &.-wide Areas, &.-wide Ladder, &.-wide #guidance { display: block; }
        #sheet { width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        #row { height: auto; }
        #title { height: auto; margin-bottom: 1; }
        #derivation { height: auto; margin-top: 1; }
        #proof { height: auto; }
        #derivation .label, #proof .label { width: 14; padding: 0 1 0 2; }
        #steps, #citations { width: 1fr; height: auto; padding: 0 1 0 0; }
        #guidance { height: auto; margin-top: 1; padding: 0 2; color: $text-muted; }
    }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        GO_ON, BEFORE_AFTER, *COMMON, GUIDANCE, NEXT, PREVIOUS, NEXT_OPEN, FLAG, PROVISIONAL,
        CLEAR, DATA_DATE, SNIPPETS, PASTE,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(OFFERS),
        ("escape", "leave_field", "Back"),
        ("up", "move(-1)", "Field above"),
        ("down", "move(1)", "Field below"),
    ]

    def compose(self) -> ComposeResult:
        """Make the frame once; rows are shown in it."""
        yield from self.compose_head()
        with Horizontal(id="middle"):
            yield Areas(id="areas")
            with Scrolled(id="sheet"), Vertical(id="row"):
                yield Pane(id="title")
                yield Form(self._sheet())
                with Horizontal(id="derivation"):
                    yield Pane(classes="label")
                    yield Pane(id="steps")
                with Horizontal(id="proof"):
                    yield Pane(classes="label")
                    yield Pane(id="citations")
                yield TextLine("explanation")
                yield TextLine("note")
                yield Pane(id="guidance")
            yield Ladder(id="ladder")
        yield Scoreboard(id="board")
        yield from self.compose_foot()

    async def on_mount(self) -> None:
        """Go on at the row where the last sitting ended."""
        await self.show_present_row()

    async def show_present_row(self) -> None:
        """Show the row that the assessment stands at, with the cursor in its first field."""
        await self.query_one(Form).show(self._sheet())
        self.query_one("#sheet", VerticalScroll).scroll_home(animate=False)
        self.refresh_view()
        self.query_one(Form).focus_first()

    def _refresh_if_changed(self) -> None:
        if self.is_mounted and self.parself.desk and self.query_one(Form).row_id != self.row.id:
            # Another screen went to another row: its figures belong into fields of its own.
            self.call_later(self._catch_up)
        else:
            super()._refresh_if_changed()

    async def _catch_up(self) -> None:
        if self.query_one(Form).row_id != self.row.id:
            await self.show_present_row()

    def _sheet(self) -> Sheet:
        row, view = self.row, self.desk.view
        answer = view.assessment.answer(row.id)
        if row.source is not m.Source.SELF:
            field = Field(ESTIMATE, _("Estimated points"), "decimal", _("points"), most=row.points)
            values: dict[str, Value] = (
                {} if answer.estimate is None else {ESTIMATE: answer.estimate}
            )
            return Sheet(row.id, (field,), values, answer.state)
        return Sheet(
            row.id,
            view.fields(row.id),
            view.values(row.id),
            answer.state,
            isinstance(row, m.Item) and row.no_incidence is not None,
            isinstance(row, m.Item) and row.not_applicable == "unit",
            {doubt.key: asking.asked_words(doubt) for doubt in view.doubts(row.id)},
            row.measure.by_sub_unit,
        )

    def refresh_view(self) -> None:
        """Show the present value around the fields."""
        super().refresh_view()
        view, row = self.desk.view, self.row
        area = view.rubric.area_of(row.id)
        ascii_only = self.parself.ascii_only
        answer = view.assessment.answer(row.id)
        self.query_one(Areas).show(view, area.id if area else None, ascii_only=ascii_only)
        self.query_one(Ladder).show(view, ascii_only=ascii_only)
        self.query_one(Scoreboard).show(view)
        self.query_one("#title", Pane).present(
            title_lines(view, row, self._title_width, ascii_only=ascii_only)
        )
        self.query_one("#derivation .label", Pane).present(plain((_("Derivation"), "$text-muted")))
        today = self.desk.now().date()
        self.query_one("#steps", Pane).present(derivation_lines(view, row, today))
        self.query_one("#proof .label", Pane).present(plain((_("Proof"), "$text-muted")))
        self.query_one("#citations", Pane).present(citation_lines(view, row))
        self.query_one("#explanation-line", TextLine).show(_("Explanation"), answer.explanation)
        self.query_one("#note-line", TextLine).show(_("Note"), answer.note)
        self.query_one("#guidance", Pane).present(guidance_lines(view.rubric, row))

    @property
    def _title_width(self) -> int:
        # From the terminal's own width: panes have none before they are first laid out.
        beside = Areas.WIDTH + Ladder.WIDTH if self.app.size.width >= WIDE else 0
        return max(30, self.app.size.width - beside - _SIDES)

    @on(Form.Entered)
    def _entered(self, event: Form.Entered) -> None:
        form = self.query_one(Form)
        faults = self._enter(event.changes)
        if faults:
            form.mark(faults, at_once=event.leaving is not None)
            self._refused()
            return
        form.refresh_values(self._sheet())
        self.refresh_view()
        if event.leaving is not None:
            form.go_on(event.leaving)

    @on(Form.Refused)
    def _refused(self) -> None:
        self.desk.drop_typing()
        self.query_one(Form).keep(self._sheet())
        self.refresh_view()

    def _enter(self, changes: dict[str, Value | None]) -> tuple[Fault, ...]:
        try:
            if ESTIMATE not in changes:
                return self.desk.enter(self.row.id, changes)
            given = changes[ESTIMATE]
            points = None if given is None else numerals.as_decimal(given)
            return self.desk.set_estimate(self.row.id, points)
        except UsageError as error:
            self.tell(error)
            return ()

    @on(Form.StateChosen)
    def _state_chosen(self, event: Form.StateChosen) -> None:
        try:
            self.desk.set_state(self.row.id, event.state)
        except UsageError as error:
            self.tell(error)
        self.query_one(Form).refresh_values(self._sheet())
        self.refresh_view()

    @on(Form.Left)
    def _left(self) -> None:
        self.desk.end_typing()

    @on(Form.Finished)
    async def _finished(self) -> None:
        answer = self.desk.assessment.answer(self.row.id)
        if answer.state is State.UNANSWERED and answer.values:
            # A change of edition asks again for figures that are there: Enter confirms them.
            self._enter({})
        await self.action_next_row()

    @on(TextArea.Changed)
    def _text_typed(self, event: TextArea.Changed) -> None:
        try:
            if event.text_area.id == "note":
                self.desk.set_note(self.row.id, event.text_area.text)
            else:
                self.desk.set_explanation(self.row.id, event.text_area.text)
        except UsageError as error:
            self.tell(error)
        self.refresh_view()

    async def action_next_row(self) -> None:
        """Go to the next row, unless something wrong is still in a field."""
        await self._go(1)

    async def action_previous_row(self) -> None:
        """Go to the previous row, unless something wrong is still in a field."""
        await self._go(-1)

    async def action_next_open(self) -> None:
        """Go to the next row that is not answered, round the end if need be."""
        ids = list(self.desk.view.rows)
        here = ids.index(self.row.id)
        still = set(self.desk.view.find("", Filter.OPEN))
        later = [row_id for row_id in (*ids[here + 1 :], *ids[:here]) if row_id in still]
        if later:
            await self._show(later[0])
        else:
            self.notify(_("No open rows are left."), markup=False)

    async def _go(self, by: int) -> None:
        ids = list(self.desk.view.rows)
        place = ids.index(self.row.id) + by
        if 0 <= place < len(ids):
            await self._show(ids[place])
        elif by > 0:
            self.action_door("review")

    def action_find(self) -> None:
        """Find a row or a command, unless something wrong is still in a field."""
        if not self._stays():
            super().action_find()

    def _stays(self) -> bool:
        """Say what is wrong in a field, if anything: it would be lost on leaving.

        What is asked about a figure keeps the cursor only until it has been seen.
        """
        form = self.query_one(Form)
        if form.faults:
            form.show_faults_now()
            words = _("Put the field right first, or press Esc to drop what was typed there.")
            self.notify(words, markup=False, severity="warning")
        return bool(form.faults) or form.ask()

    async def _show(self, row_id: str) -> None:
        if self._stays():
            return
        self.desk.end_typing()
        self.desk.go_to(row_id)
        await self.show_present_row()

    def action_leave_field(self) -> None:
        """Drop what was typed and not taken over; with nothing to drop, list the rows."""
        form = self.query_one(Form)
        if form.faults:
            form.reset(self._sheet())
        else:
            self.action_door("review")

    def action_move(self, by: int) -> None:
        """Move the cursor to the field above or below."""
        widget = self.focused
        form = self.query_one(Form)
        texts = [self.query_one("#explanation", VnTextArea), self.query_one("#note", VnTextArea)]
        if widget in texts:
            self._move_from_text(texts, widget, by)
        elif not form.move(widget, by) and by > 0:
            texts[0].focus()

    @on(VnTextArea.EdgeReached)
    @on(Levels.EdgeReached)
    def _edge_reached(self, event: VnTextArea.EdgeReached | Levels.EdgeReached) -> None:
        self.action_move(event.by)

    def _move_from_text(self, texts: list[VnTextArea], widget: Widget | None, by: int) -> None:
        place = [text is widget for text in texts].index(True) + by
        if 0 <= place < len(texts):
            texts[place].focus()
        elif place < 0:
            self.query_one(Form).focus_last()

    def action_guidance(self) -> None:
        """Show what counts and what proves it on a page of its own."""
        from parself.tui.dialogs.page import PageScreen

        row = self.row
        self.app.push_screen(
            PageScreen(f"{row.id} {row.title}", guidance_lines(self.desk.view.rubric, row))
        )

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
        try:
            change(self.row.id)
        except UsageError as error:
            self.tell(error)
        self.show_kept()

    def show_kept(self) -> None:
        """Show the row as it is kept now, dropping what was typed and not taken over."""
        self.query_one(Form).reset(self._sheet())
        self.refresh_view()

    async def show_step(self, row_id: str, _done: Message) -> None:
        """Show the row that an undo or redo changed."""
        self.desk.go_to(row_id)
        await self.show_present_row()

    def action_data_date(self) -> None:
        """Ask for the date at which the figures stand."""
        from parself.tui.dialogs.prompt import PromptScreen

        given = self.desk.assessment.data_date
        self.app.push_screen(
            PromptScreen(
                _("Data date"),
                _("Figures stand at (day/month/year); empty: not said"),
                numerals.show_date(given) if given else "",
                question=self._data_date_question,
            ),
            self._set_data_date,
        )

    def _data_date_question(self, typed: str) -> str:
        day = numerals.understood(numerals.read_date, typed)
        year = self.desk.assessment.year
        return asking.questions(unlikely.of_data_date(day, year)) if day else ""

    def _set_data_date(self, typed: str | None) -> None:
        if typed is None:
            return
        try:
            self.desk.set_data_date(numerals.read_date(typed) if typed.strip() else None)
        except UsageError as error:
            self.tell(error)
        self.refresh_view()
