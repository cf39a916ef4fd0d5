"""A table that fills a screen: heads that stay, lines that stand for something, type-to-find.

Slash opens a line to type in; what is typed narrows the lines, diacritics not needed, and the one
that fits best is highlighted. Enter keeps the line that was found, Esc shows all again. A head
folds the lines below it away: Enter or a click on it, or the arrows left and right.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from parself.errors import say
from parself.i18n import _, render
from parself.text import nearness
from parself.tui.commands import keys
from parself.tui.widgets.body import Caption
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.plain import plain, signs_of, spread
from parself.tui.widgets.rows import ListLine, Rows
from parself.tui.widgets.typing import VnInput
from parself.values import Frozen
from parself.words.signs import Signs

_GAP: Final = re.compile(r" {2,}")


class Head(Frozen):
    """The head of a group: the lines after it, up to the next head, fold away below it."""

    words: Content
    key: str
    of: Any = True
    """What the group stands for."""
    total: str = ""
    """The figure that sums the group up."""
    is_folded: bool = False
    """Whether it is folded at first."""


class HeadLine(ListLine[Any]):
    """The head of a group as it stands in a list."""

    is_head = True

    def __init__(self, head: Head, room: int, *, is_folded: bool, signs: Signs) -> None:
        self.head = head
        sign = signs.folded if is_folded else signs.unfolded
        left = plain((f"{sign} ", MUTED)) + head.words
        super().__init__(spread(left, plain((head.total, MUTED)), room), head.of, head.key)


Line = ListLine[Any] | Head
"""What a table is filled with."""


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
    BINDINGS = keys({"left": "fold(True)", "right": "fold(False)"})

    def __init__(self) -> None:
        super().__init__(id="table")
        self._lines: Sequence[Line] = ()
        self._nothing = ""
        self._turned: set[str] = set()
        """Keys of the heads that are not as they were at first."""

    def compose(self) -> ComposeResult:
        """Make head, lines and find line."""
        yield Caption()
        yield Rows(compact=True)
        yield FindLine(placeholder=_("words of the line to find"), id="find")

    @property
    def rows(self) -> Rows:
        """The lines."""
        return self.query_one(Rows)

    @property
    def typed(self) -> str:
        """What is typed to find a line."""
        return self.query_one(FindLine).value.strip()

    def fill(
        self,
        head: Content,
        lines: Sequence[Line],
        nothing: str = "",
        key: str | None = None,
        place: int | None = None,
    ) -> None:
        """Show lines; the highlight goes to a key, else to a place; else it stays where it is."""
        self._lines, self._nothing = lines, nothing
        self.query_one(Caption).show(head)
        rows = self.rows
        at = (rows.highlighted or 0) if place is None else place
        shown = self._found()[0]
        # Where there were heads only, the highlight stood on one for want of a line.
        here = rows.key if _first(rows.options) is not None else None
        rows.fill(shown, nothing, key or here or _first(shown), at)

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
        self._unfold_over(key)
        rows.fill(list(self._standing()), self._nothing, key)
        rows.focus()

    def is_folded(self, head: Head) -> bool:
        """Say whether the lines of a head are folded away."""
        return head.is_folded is not (head.key in self._turned)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool:
        """Say whether a key is for the table: what folds is, only where there are heads."""
        return action != "fold" or any(isinstance(line, Head) for line in self._lines)

    def action_fold(self, wanted: bool) -> None:
        """Fold the group of the highlighted line, or unfold it; the highlight goes to its head."""
        head = self._head_of(self.rows.key)
        if head is not None and self.is_folded(head) is not wanted:
            self._turn(head)

    def _turn(self, head: Head) -> None:
        self._turned ^= {head.key}
        self.rows.fill(list(self._standing()), self._nothing, head.key)

    def _head_of(self, key: str | None) -> Head | None:
        """Return the head under which a line stands, or that it is."""
        head = None
        for line in self._lines:
            head = line if isinstance(line, Head) else head
            if key is not None and key == (line.key if isinstance(line, Head) else line.id):
                return head
        return None

    def _unfold_over(self, key: str | None) -> None:
        head = self._head_of(key)
        if head is not None and self.is_folded(head):
            self._turned ^= {head.key}

    def _standing(self) -> Iterator[ListLine[Any]]:
        """Yield the lines that are not folded away, each head as it stands."""
        hides, room = False, self.rows.room
        for line in self._lines:
            if isinstance(line, Head):
                hides = self.is_folded(line)
                yield HeadLine(line, room, is_folded=hides, signs=signs_of(self))
            elif not hides:
                yield line

    def _found(self) -> tuple[Sequence[ListLine[Any]], int]:
        """Return the lines that hold what is typed, and the place of the nearest among them."""
        typed = self.typed
        if not typed:
            return list(self._standing()), 0
        near = [
            (found, line)
            for line in self._lines
            if not isinstance(line, Head)
            and line.of is not None
            and (found := nearness(typed, _names(line))) is not None
        ]
        nearest = min(range(len(near)), key=lambda at: near[at][0], default=0)
        return [line for _near, line in near], nearest

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        """Fold or unfold a head; what a line stands for is the screen's business."""
        if isinstance(event.option, HeadLine):
            event.stop()
            self._turn(event.option.head)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        lines, nearest = self._found()
        self.rows.fill(lines, self._nothing_found(), place=nearest)

    def _nothing_found(self) -> str:
        """Say among how many lines nothing is found; the screen may show but a part of them."""
        count = sum(not isinstance(one, Head) and one.of is not None for one in self._lines)
        return render(say("nothing found among the {count} lines listed", count=count))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.end_find()


def _first(lines: Iterable[Option]) -> str | None:
    """Return the key of the first line that is no head."""
    free = (one for one in lines if not one.disabled and not isinstance(one, HeadLine))
    return next((one.id for one in free), None)


def _names(line: ListLine[Any]) -> Sequence[str]:
    """Return what stands in the cells of a line, and its key."""
    return [*_GAP.split(str(line.prompt).strip()), line.id or ""]
