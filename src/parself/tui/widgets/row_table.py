"""A table that fills a screen: heads that stay, lines that stand for something, type-to-find.

Slash opens a line to type in; what is typed narrows the lines, diacritics not needed, and the one
that fits best is highlighted. Enter keeps the line that was found, Esc shows all again.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from parself.i18n import _
from parself.text import nearness
from parself.tui.commands import keys
from parself.tui.widgets.body import Caption
from parself.tui.widgets.rows import ListLine, Rows
from parself.tui.widgets.typing import VnInput

_GAP: Final = re.compile(r" {2,}")


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
        rows.fill(self._found()[0], nothing, rows.key, rows.highlighted or 0)

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

    def _found(self) -> tuple[Sequence[ListLine[Any]], int]:
        """Return the lines that hold what is typed, and the place of the nearest among them."""
        typed = self.query_one(FindLine).value
        if not typed.strip():
            return self._lines, 0
        near = [
            (found, line)
            for line in self._lines
            if line.of is not None and (found := nearness(typed, _names(line))) is not None
        ]
        nearest = min(range(len(near)), key=lambda at: near[at][0], default=0)
        return [line for _near, line in near], nearest

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        lines, nearest = self._found()
        self.rows.fill(lines, _("nothing found"), place=nearest)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.end_find()


def _names(line: ListLine[Any]) -> Sequence[str]:
    """Return what stands in the cells of a line, and its key."""
    return [*_GAP.split(str(line.prompt).strip()), line.id or ""]
