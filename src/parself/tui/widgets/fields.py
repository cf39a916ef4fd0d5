"""The single fields of a form: a box to tick, levels to choose from, a figure to type."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.message import Message as TextualMessage
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from parself.i18n import _
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.tui.commands import keys
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.plain import Beside, Pane, plain
from parself.tui.widgets.typing import EdgeReached, VnInput
from parself.words.wording import show_value


@dataclass
class Confirmed(TextualMessage):
    """Enter was pressed on a box or a list: go on from there."""

    field: Widget


class Tick(Pane, can_focus=True):
    """A box to tick, with a word: Space changes it, Enter confirms it and goes on."""

    DEFAULT_CSS = """
    Tick { height: auto; padding: 0 2; }
    Tick:focus { background: $primary 30%; text-style: bold; }
    """

    BINDINGS = keys({"space": "tick", "enter": "confirm"})

    @dataclass
    class Changed(TextualMessage):
        """The box was ticked or unticked."""

        tick: "Tick"

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.value: bool | None = None
        self._label = ""

    def show(self, label: str, value: bool | None) -> None:
        """Show the box with its label."""
        self._label, self.value = label, value
        box = "[x]" if value else "[ ]"
        word = "" if value is None else f"  {_('yes') if value else _('no')}"
        self.present(plain((box, "bold"), " ", label, (word, MUTED)))

    def action_tick(self) -> None:
        """Change the box."""
        self.show(self._label, not self.value)
        self.post_message(self.Changed(self))

    def action_confirm(self) -> None:
        """Take the box as it is and go on."""
        self.post_message(Confirmed(self))

    def on_click(self) -> None:
        """Change the box with the mouse."""
        self.action_tick()


class Levels(OptionList):
    """The levels of a choice: Space takes the highlighted one, Enter takes it and goes on.

    While nothing is chosen the first is highlighted where the cursor stands. Enter answers
    nothing with it: only a level that was gone to is taken so.
    """

    DEFAULT_CSS = """
    Levels, Levels:focus, Levels.-textual-compact {
        height: auto;
        max-height: 12;
        padding: 0 1;
        border: none;
        background: transparent;
    }
    """

    BINDINGS = keys({"space": "select", "enter": "confirm"})

    def __init__(self, field: Field) -> None:
        super().__init__(compact=True, markup=False)
        self.key = field.key
        self._field = field
        self._chosen: Value | None = None
        self._is_gone_to = False
        """Whether the highlight was moved."""

    def on_focus(self) -> None:
        """Highlight the first level where none is chosen."""
        if self.highlighted is None:
            self._is_gone_to, self.highlighted = False, 0

    def on_blur(self) -> None:
        """Leave a highlight only on what is chosen."""
        if self._chosen is None:
            self.highlighted = None

    def show(self, field: Field, value: Value | None) -> None:
        """Show the levels with the chosen one marked. This chooses nothing."""
        is_same = field == self._field
        self._is_gone_to = self._is_gone_to and is_same
        here = ((is_same and self.highlighted) or 0) if self.has_focus else None
        self._field, self._chosen = field, value
        with self.prevent(OptionList.OptionHighlighted, OptionList.OptionSelected):
            self.set_options(
                Option(plain("(●) " if option == value else "( ) ", title), id=option)
                for option, title in field.options
            )
            ids = [option for option, _title in field.options]
            self.highlighted = next((n for n, option in enumerate(ids) if option == value), here)

    def action_confirm(self) -> None:
        """Take the highlighted level, if it was gone to, and go on."""
        option = self.highlighted_option
        if self._is_gone_to and option is not None and option.id != self._chosen:
            self.action_select()
        self.post_message(Confirmed(self))

    def action_cursor_down(self) -> None:
        """Go down, and out of the list at its end."""
        if self.highlighted == self.option_count - 1:
            self.post_message(EdgeReached(1))
        else:
            self._is_gone_to = True
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Go up, and out of the list at its beginning."""
        if not self.highlighted:
            self.post_message(EdgeReached(-1))
        else:
            self._is_gone_to = True
            super().action_cursor_up()


class FaultLine(Pane):
    """A line below a field: why its text was not taken over, or what is asked about it."""

    DEFAULT_CSS = """
    FaultLine { display: none; height: auto; padding: 0 2; }
    FaultLine.shown { display: block; }
    """

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class FigureInput(VnInput):
    """The input of one figure or day. A block of cells pasted into it is posted, not inserted."""

    @dataclass
    class BlockPasted(TextualMessage):
        """More than one cell was pasted."""

        key: str
        """The field that the cursor stood in."""
        text: str

    def __init__(self, key: str) -> None:
        super().__init__(compact=True, classes="figure", select_on_focus=True)
        self._key = key

    def _on_paste(self, event: events.Paste) -> None:
        from parself.assessment.block import is_block

        if is_block(event.text):
            event.stop()
            event.prevent_default()
            self.post_message(self.BlockPasted(self._key, event.text))


class Line(Beside):
    """A label, one input (or one per column of a table), and how the text was understood."""

    DEFAULT_CSS = """
    Line {
        height: auto;
        /* Of 48 cells, the figure keeps 11 and its unit 12. */
        .label { width: 44; max-width: 54%; height: auto; padding: 0 1 0 2; }
        .figure { width: 18; max-width: 24%; }
        .echo { width: 1fr; height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        &.columns .label { width: 38; max-width: 48%; }
        &.columns .figure { width: 13; margin-right: 1; }
    }
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__(classes="" if len(fields) == 1 else "columns")
        self.boxes: dict[str, VnInput] = {field.key: FigureInput(field.key) for field in fields}

    def compose(self) -> ComposeResult:
        """Make the parts."""
        yield Pane(classes="label")
        yield from self.boxes.values()
        yield Pane(classes="echo")

    def label(self, text: str) -> None:
        """Show what the line is about."""
        self.query_one(".label", Pane).present(plain(text))

    def show(self, field: Field, value: Value | None) -> None:
        """Show a field's value as people write it."""
        box = self.boxes[field.key]
        with box.prevent(Input.Changed):
            box.value = show_value(value)
            if box.has_focus:
                # As when the cursor comes into a field: what is typed goes in its place.
                box.action_select_all()
            else:
                box.cursor_position = len(box.value)
        self.echo(field, value)

    def echo(self, field: Field, value: Value | None) -> None:
        """Say how the typed text was read."""
        shown = show_value(value)
        typed = self.boxes[field.key].value.strip()
        again = f"= {shown} " if value is not None and typed != shown else ""
        said = f"{again}{field.unit}".strip()
        self.query_one(".echo", Pane).present(plain((said, MUTED)))
