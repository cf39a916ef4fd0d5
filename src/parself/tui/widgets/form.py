"""The fields of one row: typing, ticking and choosing, with each fault beside its field.

The form knows how fields look and how typed text is read; it does not know what a row
is worth and keeps no answer. It posts what was entered, and shows what it is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.message import Message as TextualMessage
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from parself import numerals, text
from parself.assessment import entries
from parself.assessment.model import State
from parself.errors import say
from parself.i18n import _, render, render_problem
from parself.rules.amounts import Value
from parself.rules.entered import Fault
from parself.rules.fields import Field
from parself.tui.widgets.colours import UNPROVED, WRONG
from parself.tui.widgets.fields import Confirmed, FaultLine, Levels, Line, Tick
from parself.tui.widgets.plain import Below, plain
from parself.tui.widgets.row_fields import Sheet
from parself.tui.widgets.typing import VnInput
from parself.words.section_words import AWAY_LABELS
from parself.words.wording import field_label

PATIENCE: Final = 0.8
"""Seconds of rest before a fault is shown while somebody still types."""

NO_INCIDENCE: Final = "@no-incidence"
NOT_APPLICABLE: Final = "@not-applicable"
STATES: Final = {NO_INCIDENCE: State.NO_INCIDENCE, NOT_APPLICABLE: State.NOT_APPLICABLE}
"""The boxes that say there are no figures, and the state that each means."""


class Form(Below):
    """All fields of the row that is shown."""

    DEFAULT_CSS = """
    Form {
        height: auto;
        .group { height: 1; padding: 0 2; color: $text-accent; }
    }
    """

    @dataclass
    class Entered(TextualMessage):
        """Figures were entered that can be read; None clears one."""

        changes: dict[str, Value | None]
        leaving: Widget | None = None
        """The field that Enter was pressed in: go on from it when all is well."""

    @dataclass
    class StateChosen(TextualMessage):
        """The row was said to have no incidence, not to apply, or to be answered by figures."""

        state: State

    class Refused(TextualMessage):
        """What stands in a field cannot be read: the answer before it was typed stays."""

    class Finished(TextualMessage):
        """Enter was pressed in the last field."""

    class Left(TextualMessage):
        """A field was left: what comes next is another step for undo."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(id="form")
        self._sheet = sheet
        self._faults: dict[str, str] = {}
        self._asked: dict[str, str] = {}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Make the fields of the first row together with the screen; `show` fills them."""
        yield from self._widgets(self._sheet)

    @property
    def row_id(self) -> str:
        """The row that is shown."""
        return self._sheet.row_id

    @property
    def faults(self) -> Mapping[str, str]:
        """What is wrong now, by field; nothing of it was taken over."""
        return self._faults

    async def show(self, sheet: Sheet) -> None:
        """Show a row; widgets are used again where its fields are of the same shape."""
        if sheet.shape != self._sheet.shape:
            await self.remove_children()
            await self.mount_all(list(self._widgets(sheet)))
        # Only now: fields that are going still say that the cursor has left them.
        self._asked = {}
        self.reset(sheet)

    def refresh_values(self, sheet: Sheet) -> None:
        """Show the values of the same row again, the field being typed in left alone."""
        self._sheet = sheet
        self._show_values(typing=True)

    def _show_values(self, *, typing: bool) -> None:
        sheet = self._sheet
        for field in sheet.fields:
            value = sheet.values.get(field.key)
            widget = self._widget(field.key)
            if isinstance(widget, Tick):
                label = field.group or field_label(field)
                widget.show(label, value if isinstance(value, bool) else None)
            elif isinstance(widget, Levels):
                widget.show(field, value)
            elif isinstance(widget, Line):
                widget.label(field.group if sheet.is_table else field_label(field))
                box = widget.boxes[field.key]
                if typing and box.has_focus and self._read(field, box.value) == value:
                    widget.echo(field, value)
                else:
                    widget.show(field, value)
        self._show_states(sheet)
        self._settle(at_once=not typing)

    def keep(self, sheet: Sheet) -> None:
        """Take over the values of the same row, and leave what stands in the fields alone."""
        self._sheet = sheet

    def reset(self, sheet: Sheet) -> None:
        """Show the values as they are kept, dropping what was typed and not taken over."""
        self._sheet = sheet
        self._faults = {}
        self._show_values(typing=False)

    def focus_at(self, place: int) -> None:
        """Put the cursor into a field: 0 is the first, -1 the last; nowhere if there is none."""
        stops = self._stops()
        if stops:
            stops[place].focus()
        else:
            self.screen.set_focus(None)

    def mark(self, faults: Sequence[Fault], *, at_once: bool = False) -> None:
        """Show why entered figures were not taken over: at once, or after a rest."""
        for fault in faults:
            self._faults[fault.key] = f"{render(fault.what)} {render(fault.todo)}"
            self._unsay(fault.key)
        self._settle(at_once=at_once)
        if at_once:
            self._offer_anew(self.screen.focused)

    def _unsay(self, key: str) -> None:
        """Take back how a text was read that was not taken over."""
        line = self._widget(key)
        if isinstance(line, Line):
            line.echo(self._field(key), None)

    @staticmethod
    def _offer_anew(box: Widget | None) -> None:
        """Select a text that was confirmed and is wrong, so that typing replaces it."""
        if isinstance(box, VnInput):
            box.action_select_all()

    def _widgets(self, sheet: Sheet) -> Iterator[Widget]:
        titles = dict.fromkeys(field.label for field in sheet.fields)
        if sheet.is_table:
            yield Static(plain((" / ".join(titles), "bold")), classes="group")
        for group, fields in groupby(sheet.fields, key=lambda field: field.group):
            members = list(fields)
            if sheet.is_table and members[0].is_number:
                yield Line(members)
                yield from (FaultLine(member.key) for member in members)
                continue
            if group and members[0].kind != "yes":
                yield Static(plain((group, "bold")), classes="group")
            for field in members:
                yield self._widget_for(field)
                yield FaultLine(field.key)
        if sheet.offers_no_incidence:
            yield Tick(NO_INCIDENCE)
        if sheet.offers_not_applicable:
            yield Tick(NOT_APPLICABLE)

    @staticmethod
    def _widget_for(field: Field) -> Widget:
        if field.kind == "yes":
            return Tick(field.key)
        return Levels(field) if field.kind == "choice" else Line([field])

    def _widget(self, key: str) -> Widget | None:
        for widget in self.children:
            if isinstance(widget, Line) and key in widget.boxes:
                return widget
            if isinstance(widget, Tick | Levels) and widget.key == key:
                return widget
        return None

    def _stops(self) -> list[Widget]:
        """Return the widgets that take the cursor, in order."""
        stops: list[Widget] = []
        for widget in self.children:
            if isinstance(widget, Line):
                stops += widget.boxes.values()
            elif isinstance(widget, Tick | Levels):
                stops.append(widget)
        return stops

    def _show_states(self, sheet: Sheet) -> None:
        labels = {NO_INCIDENCE: _("No incidence"), NOT_APPLICABLE: render(AWAY_LABELS[sheet.away])}
        for key, marked in STATES.items():
            tick = self._widget(key)
            if isinstance(tick, Tick):
                tick.show(labels[key], sheet.state is marked or None)

    @staticmethod
    def _read(field: Field, typed: str) -> Value | None:
        try:
            return entries.read_typed(field, typed)
        except numerals.UnreadableError:
            return None

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._submit()

    def _submit(self, leaving: Widget | None = None) -> None:
        """Read all fields; post what changed, or show beside a field why it cannot be read."""
        changes: dict[str, Value | None] = {}
        self._faults = {}
        for line in self.query_children(Line):
            for key, box in line.boxes.items():
                # Of the row that is shown: lines are used again for rows of the same shape.
                field = self._field(key)
                try:
                    value = entries.read_typed(field, box.value)
                except numerals.UnreadableError as error:
                    self._faults[key] = _explain(box.value, error)
                    line.echo(field, None)
                    continue
                line.echo(field, value)
                if value != self._sheet.values.get(key):
                    changes[key] = value
        if changes and not self._faults:
            self.post_message(self.Entered({**self._unmarked(), **changes}, leaving))
        elif self._faults:
            self.post_message(self.Refused())
            self._offer_anew(leaving)
        elif leaving is not None:
            self.go_on(leaving)
        self._settle(at_once=leaving is not None)

    def _unmarked(self) -> dict[str, Value | None]:
        """Return the marks to clear now that there are figures: those that said there were none."""
        marks = (field.key for field in self._sheet.fields if field.instead)
        return {key: None for key in marks if self._sheet.values.get(key) is True}

    def _settle(self, *, at_once: bool) -> None:
        if self._timer is not None:
            self._timer.stop()
        if at_once or not (self._faults or self._unasked):
            self._show_faults()
        else:
            self._timer = self.set_timer(PATIENCE, self._show_faults)
            typed_over = self._sheet.doubts.keys() - self._doubts.keys()
            for place in self.query_children(FaultLine):
                place.set_class(place.has_class("shown") and place.key not in typed_over, "shown")

    @property
    def _doubts(self) -> Mapping[str, str]:
        """What is asked about values that stand in their fields; not of one being typed over."""
        return {key: odd for key, odd in self._sheet.doubts.items() if self._stands(key)}

    def _stands(self, key: str) -> bool:
        line = self._widget(key)
        if not isinstance(line, Line):
            return True
        return self._read(self._field(key), line.boxes[key].value) == self._sheet.values.get(key)

    @property
    def _unasked(self) -> bool:
        """Whether there is something to ask that nobody has seen yet."""
        return not self._doubts.items() <= self._asked.items()

    def ask(self) -> bool:
        """Show what is asked about the values; say whether any of it was not shown before."""
        is_new = self._unasked
        self._settle(at_once=True)
        return is_new

    def _show_faults(self) -> None:
        doubts = self._doubts
        for place in self.query_children(FaultLine):
            wrong, odd = self._faults.get(place.key, ""), doubts.get(place.key, "")
            asked = f"? {odd}" if odd else ""
            place.present(plain((wrong, WRONG) if wrong else (asked, UNPROVED)))
            place.set_class(bool(wrong or odd), "shown")
        self._asked = {**self._asked, **doubts}

    def _field(self, key: str) -> Field:
        return next(field for field in self._sheet.fields if field.key == key)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._submit(event.input)

    @on(Input.Blurred)
    def _left(self, event: Input.Blurred) -> None:
        event.stop()
        self._settle(at_once=True)
        self.post_message(self.Left())

    @on(Tick.Changed)
    def _ticked(self, event: Tick.Changed) -> None:
        event.stop()
        key, value = event.tick.key, event.tick.value
        if key in STATES:
            self.post_message(self.StateChosen(STATES[key] if value else State.UNANSWERED))
        elif self._field(key).optional:
            others = [f.key for f in self._sheet.fields if f.key not in {key, "reference"}]
            cleared: dict[str, Value | None] = dict.fromkeys(others) if value else {}
            self.post_message(self.Entered({**cleared, key: value or None}))
        else:
            self.post_message(self.Entered({**self._unticked(), key: bool(value)}))
        self.post_message(self.Left())

    def _unticked(self) -> dict[str, Value | None]:
        """Return no for each box left empty: ticking one box of a list answers the whole list."""
        return {
            field.key: False
            for field in self._sheet.fields
            if field.kind == "yes" and not field.optional and field.key not in self._sheet.values
        }

    @on(Confirmed)
    def _confirmed(self, event: Confirmed) -> None:
        event.stop()
        self.go_on(event.field)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        levels = event.option_list
        if isinstance(levels, Levels) and event.option.id is not None:
            self.post_message(self.Entered({levels.key: event.option.id}))
            self.post_message(self.Left())

    def go_on(self, widget: Widget) -> None:
        """Move to the next field, past the boxes that say there is nothing; or finish the row.

        Stay once where something is to be asked about what was entered.
        """
        if self.ask():
            self._offer_anew(widget)
            return
        stops = self._stops()
        place = stops.index(widget)
        following = [w for w in stops[place + 1 :] if not (isinstance(w, Tick) and w.key in STATES)]
        optional = isinstance(widget, VnInput) and following and isinstance(following[0], Tick)
        if following and not optional:
            following[0].focus()
        else:
            self.post_message(self.Finished())

    def move(self, widget: Widget | None, by: int) -> bool:
        """Move the cursor up or down one field; say whether there was one."""
        stops = self._stops()
        if widget not in stops:
            return False
        line = widget.parent
        columns = len(line.boxes) if isinstance(line, Line) else 1
        place = stops.index(widget) + by * columns
        if 0 <= place < len(stops):
            stops[place].focus()
            return True
        return False


def _explain(typed: str, error: numerals.UnreadableError) -> str:
    if text.looks_like_tcvn3(typed):
        return render(
            say(
                "The pasted text is in the old TCVN3 encoding."
                " Convert it to Unicode with UniKey and paste it again."
            )
        )
    return render_problem(error.problems[0])
