"""A block from a spreadsheet, looked at before it fills a table: all of it or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.widgets import OptionList, Static, TextArea

from parself.assessment import unlikely
from parself.assessment.block import Block, Cell, Line, read_table
from parself.errors import say
from parself.i18n import _, render
from parself.limits import BLOCK_CHARACTERS
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.text import cleaned
from parself.tui.commands import BACK, Command, keys
from parself.tui.dialogs.window import Window
from parself.tui.widgets.box import Finder
from parself.tui.widgets.colours import MUTED, OURS, UNPROVED, WRONG
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.plain import Piece, plain
from parself.tui.widgets.rows import Choices, ListLine
from parself.tui.widgets.typing import VnTextArea
from parself.view.view import View
from parself.words import asking
from parself.words.wording import show_value

_SHOWN_FAULTS: Final = 4
_CELL: Final = 12


class Cells(VnTextArea):
    """The field for a pasted block. Some consoles type what is pasted, so Tab stays a tab."""

    MOST = BLOCK_CHARACTERS
    DEFAULT_CSS = """
    Cells#pasted { height: auto; max-height: 4; border: none; margin: 1 0 0 0; padding: 0; }
    """

    @dataclass
    class Pasted(TextualMessage):
        """A block was pasted in one piece, however long it is."""

        text: str

    def __init__(self, text: str) -> None:
        super().__init__(text, id="pasted")
        self.tab_behavior = "indent"
        self.indent_type = "tabs"

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.post_message(self.Pasted(event.text))


LOOK: Final = in_window("F2", say("Look at the list"))
SWAP: Final = in_window("D", say("Swap the columns"))
LEAVE: Final = in_window("Enter", say("Leave out what is not in the list"))
TAKE: Final = in_window("Enter", say("Take all of it"))


class PasteScreen(Window[dict[str, Value]]):
    """What a block would enter, line by line. Returns the figures, or None with Esc."""

    BINDINGS = keys({"f2,ctrl+o": "preview", "d": "swap"})

    def __init__(self, view: View, row: m.Row, text: str, start: str) -> None:
        super().__init__()
        self._row, self._start = row, start
        self._fields, self._values = view.fields(row.id), view.values(row.id)
        self._assessment, self._past = view.assessment, view.folder.past
        self._text, self._swapped = text, False
        self._leaving: frozenset[str] = frozenset()
        """Names that are passed over."""
        self._block = Block()

    def compose(self) -> ComposeResult:
        """Make a field to paste into and the preview."""
        heading = f"{_('Paste from Excel')}: {self._row.id} {self._row.title}"
        with Finder(heading):
            yield Cells(self._text[: BLOCK_CHARACTERS + 1])
            yield Static(id="outcome")
            yield Static(id="words")
            yield Choices()
            yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the preview where there is something to show."""
        self._show()
        if self._text:
            self.action_preview()
        else:
            self.query_one(Cells).focus()

    @on(Cells.Pasted)
    def _pasted(self, event: Cells.Pasted) -> None:
        self._replace(event.text)

    def on_paste(self, event: events.Paste) -> None:
        """Take another block while one is looked at."""
        event.stop()
        self._replace(event.text)

    def _replace(self, text: str) -> None:
        """Take a whole block in place of what stands there, and go to the preview."""
        self._text, self._leaving = text, frozenset()
        area = self.query_one(Cells)
        with area.prevent(TextArea.Changed):
            area.load_text(cleaned(text)[: BLOCK_CHARACTERS + 1])
        self._show()
        self.action_preview()

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        self._text = event.text_area.text
        self._show()

    def _show(self) -> None:
        self._block = read_table(
            self._row,
            self._fields,
            self._values,
            self._text,
            start=self._start,
            swapped=self._swapped,
            leaving=self._leaving,
        )
        self.query_one(Choices).fill([ListLine(self._line(one), one) for one in self._block.lines])
        titles = dict.fromkeys(field.label for field in self._fields)
        self.query_one("#words", Static).update(plain((" / ".join(titles), OURS)))
        self.query_one("#outcome", Static).update(self._below())
        self.query_one(KeyLine).show_keys(*self._keys())

    def _keys(self) -> tuple[Command, ...]:
        if not self._text.strip():
            return (BACK,)
        if self.query_one(Cells).display:
            return LOOK, BACK
        if self._may_leave:
            return LEAVE, SWAP, BACK
        return (SWAP, BACK) if self._block.faults else (TAKE, SWAP, BACK)

    @property
    def _may_leave(self) -> bool:
        """Whether nothing is wrong but names that are not in the list."""
        block = self._block
        return bool(block.lines) and 0 < len(block.strangers) == len(block.faults)

    def _below(self) -> Content:
        """Return what is wrong with the block; where nothing is, what to look at."""
        block = self._block
        if not self._text.strip():
            return plain((_("Copy the cells in Excel and paste them here."), MUTED))
        if block.faults:
            return _joined([render(one) for one in block.faults], WRONG)
        said = [render(one) for one in block.warnings]
        values = {**self._values, **block.changes}
        found = unlikely.of_row(self._row, self._fields, values, self._assessment, self._past)
        said += map(asking.asked_words, found)
        return _joined(said or [_("Everything was read.")], UNPROVED if said else "")

    def _line(self, line: Line) -> Content:
        name = line.name
        if line.typed_name and line.typed_name != line.name:
            name = f"{line.name} ← {line.typed_name}"
        shown = (piece for cell in line.cells for piece in _shown(cell))
        return plain(f"{name[:40]:<40} ", *shown)

    def action_preview(self) -> None:
        """Go to the list, where Enter takes all of it; hide the pasted text to make room."""
        if self._block.lines:
            self.query_one(Cells).display = False
            self.query_one(Choices).focus()
            self.query_one(KeyLine).show_keys(*self._keys())

    def action_swap(self) -> None:
        """Take the columns the other way round."""
        self._swapped = not self._swapped
        self._show()

    @on(OptionList.OptionSelected)
    def _take(self) -> None:
        if self._may_leave:
            self._leaving |= frozenset(self._block.strangers)
            self._show()
        elif self._block.changes:
            self.dismiss(self._block.changes)


def _shown(cell: Cell) -> Iterator[Piece]:
    """Yield the value as its field would show it; where it cannot be read, what was typed."""
    if cell.fault is not None:
        yield f"{'! ' + cell.typed[: _CELL - 2]:>{_CELL}} ", "bold"
    elif isinstance(cell.value, bool):
        yield f"{_('yes') if cell.value else _('no'):>{_CELL}} "
    else:
        yield f"{show_value(cell.value) or '·':>{_CELL}} "


def _joined(said: list[str], style: str) -> Content:
    rest = len(said) - _SHOWN_FAULTS
    shown = [*said[:_SHOWN_FAULTS], *([f"… +{rest}"] if rest > 0 else [])]
    return plain(("\n".join(shown), style))
