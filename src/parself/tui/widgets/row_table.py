"""A table that fills a screen: heads that stay, lines that stand for something, type-to-find.

Slash opens a line to type in; what is typed narrows the lines, diacritics not needed. Enter keeps
the line that was found, Esc shows all again.
"""

from collections.abc import Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from parself.i18n import _
from parself.text import search_key
from parself.tui.commands import keys
from parself.tui.widgets.body import Caption
from parself.tui.widgets.rows import ListLine, Rows
from parself.tui.widgets.typing import VnInput


class FindLine(VnInput):
    """The line in which words to find are typed; it is there only while it is used."""

    DEFAULT_CSS = """
    FindLine, FindLine:focus {
        display: none;
        height: 1;
        border: none;
        padding: 0 1;
        background: $boost;
        &.shown { display: block; }
    }
    """
    BINDINGS = keys({"escape": "screen.found", "down": "screen.step(1)", "up": "screen.step(-1)"})


class RowTable(Vertical):
    """Head, lines, and the line to find one."""

    DEFAULT_CSS = """
    RowTable {
        height: 1fr;
        width: 1fr;
        Rows, Rows:focus { background: $background; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="table")
        self._lines: Sequence[ListLine[Any]] = ()
        self._nothing = ""

    def compose(self) -> ComposeResult:
        """Make head, lines and find line."""
        yield Caption()
        yield Rows(compact=True)
        yield FindLine(placeholder=_("words of the line to find"), id="find")

    @property
    def rows(self) -> Rows:
        """The lines."""
        return self.query_one(Rows)

    def fill(self, head: Content, lines: Sequence[ListLine[Any]], nothing: str = "") -> None:
        """Show lines; the highlight stays on its line, else at its place."""
        self._lines, self._nothing = lines, nothing
        self.query_one(Caption).show(head)
        rows = self.rows
        rows.fill(self._found(), nothing, rows.key, rows.highlighted or 0)

    def begin_find(self) -> None:
        """Open the line to type in."""
        line = self.query_one(FindLine)
        line.add_class("shown")
        line.focus()

    def end_find(self) -> None:
        """Close it; all lines are there again, the one that was found highlighted."""
        line, rows = self.query_one(FindLine), self.rows
        key = rows.key
        with line.prevent(Input.Changed):
            line.value = ""
        line.remove_class("shown")
        rows.fill(self._lines, self._nothing, key)
        rows.focus()

    def _found(self) -> Sequence[ListLine[Any]]:
        wanted = search_key(self.query_one(FindLine).value).split()
        if not wanted:
            return self._lines
        found = (
            (search_key(str(line.prompt)), line) for line in self._lines if line.of is not None
        )
        hits = [(key, line) for key, line in found if all(word in key for word in wanted)]
        # 4.3 is a part of 3.4.3 too: whoever types a number means that one.
        hits.sort(key=lambda hit: wanted[0] not in hit[0].split())
        return [line for _key, line in hits]

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.rows.fill(self._found(), _("nothing found"))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.end_find()
