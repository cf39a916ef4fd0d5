"""Units and rows on one screen: a mark in each cell, heads that stay while the rest scrolls.

The cursor moves cell by cell; the window follows it in both directions, so that 85 units and 76
rows fit any terminal. The mouse points at cells, the wheel scrolls.
"""

from collections.abc import Callable, Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from parself.text import cleaned
from parself.values import Frozen

_NAMES: Final = (15, 24)
"""Cells of a unit's name, in a small window and in one wider than `_WIDE`."""
_WIDE: Final = 120
_STEP: Final = 2
"""Cells of a column."""
_HEAD: Final = 3
"""Lines of the head: the parts of a row's number, one below the other."""


class Shown(Frozen):
    """One cell: its mark, and the look it is drawn in."""

    sign: str
    look: str
    """Name of one of the widget's looks."""
    is_faint: bool = False
    """Whether it is not among what is looked for."""


class Matrix(Widget, can_focus=True):
    """A grid of marks."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - as Textual types it
        "matrix--open", "matrix--proof", "matrix--accept", "matrix--adjust", "matrix--ask",
        "matrix--review", "matrix--differs", "matrix--none", "matrix--head", "matrix--name",
        "matrix--cursor", "matrix--line",
    }  # fmt: skip
    DEFAULT_CSS = """
    Matrix {
        height: 1fr;
        padding: 0 1;
        background: $background;
        background-tint: $foreground 0%;
        .matrix--open, .matrix--none, .matrix--head { color: $foreground 78%; }
        .matrix--proof, .matrix--ask { color: $text-warning; }
        .matrix--accept { color: $text-success; }
        .matrix--adjust { color: $text-accent; }
        .matrix--review, .matrix--differs { color: $text-error; text-style: bold; }
        .matrix--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: bold;
        }
        .matrix--line { background: $boost; }
    }
    """
    BINDINGS = [  # noqa: RUF012 - as Textual types it
        Binding("up", "move(-1, 0)", show=False),
        Binding("down", "move(1, 0)", show=False),
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding("pageup", "page(-1, 0)", show=False),
        Binding("pagedown", "page(1, 0)", show=False),
        Binding("tab", "page(0, 1)", show=False),
        Binding("shift+tab", "page(0, -1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another cell."""

    class Chosen(Message):
        """Enter was pressed on a cell."""

    def __init__(self) -> None:
        super().__init__(id="matrix")
        self.line = 0
        self.column = 0
        self._top = self._left = 0
        self._names: Sequence[str] = ()
        self._heads: Sequence[tuple[str, ...]] = ()
        self._looks: dict[str, Style] = {}
        self._cell: Callable[[int, int], Shown] = lambda _line, _column: Shown(" ", "none")

    def show(
        self,
        names: Sequence[str],
        heads: Sequence[tuple[str, ...]],
        cell: Callable[[int, int], Shown],
    ) -> None:
        """Show lines and columns; `heads` are the parts of each column's number."""
        self._names, self._heads, self._cell = names, heads, cell
        self.move_to(self.line, self.column)

    def move_to(self, line: int, column: int) -> None:
        """Put the cursor on a cell, as near as there is one, and bring it into the window."""
        self.line = max(0, min(len(self._names) - 1, line))
        self.column = max(0, min(len(self._heads) - 1, column))
        self._top = _window(self._top, self.line, self._lines, len(self._names))
        self._left = _window(self._left, self.column, self._columns, len(self._heads))
        # A theme may have changed.
        self._looks.clear()
        self.refresh()
        self.post_message(self.Moved())

    @property
    def _margin(self) -> int:
        return _NAMES[self.content_size.width > _WIDE]

    @property
    def _lines(self) -> int:
        return max(1, self.content_size.height - _HEAD)

    @property
    def _columns(self) -> int:
        return max(1, (self.content_size.width - self._margin) // _STEP)

    @property
    def reach(self) -> tuple[int, int, int, int]:
        """First and last line, first and last column that are in the window, from 1."""
        return (
            self._top + 1,
            min(len(self._names), self._top + self._lines),
            self._left + 1,
            min(len(self._heads), self._left + self._columns),
        )

    def on_resize(self) -> None:
        """Keep the cursor in the window."""
        self.move_to(self.line, self.column)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        line = self._top + y - _HEAD
        if y < _HEAD:
            segments = self._head_line(y)
        elif line < len(self._names):
            segments = self._cells(line)
        else:
            segments = []
        width = self.content_size.width
        return Strip(segments).extend_cell_length(width).crop(0, width)

    def _seen(self) -> range:
        return range(self._left, min(len(self._heads), self._left + self._columns))

    def _head_line(self, y: int) -> list[Segment]:
        """Draw one part of the numbers; what a column shares with the one before is left out."""
        style, here = self._look("head"), self._look("name")
        segments = [Segment(" " * self._margin, style)]
        for column in self._seen():
            parts = self._heads[column]
            before = self._heads[column - 1] if column > self._left else ()
            is_same = parts[: y + 1] == before[: y + 1] and column != self.column
            part = parts[y] if y < len(parts) and not is_same else ""
            segments.append(
                Segment(f"{part[:_STEP]:<{_STEP}}", here if column == self.column else style)
            )
        return segments

    def _cells(self, line: int) -> list[Segment]:
        is_here = line == self.line
        ground = self._look("line" if is_here else "name")
        name = cleaned(self._names[line])
        short = name if len(name) < self._margin else f"{name[: self._margin - 2]}…"
        segments = [Segment(f"{short:<{self._margin}}", ground)]
        for column in self._seen():
            shown = self._cell(line, column)
            look = "none" if shown.is_faint else shown.look
            is_cursor = is_here and column == self.column
            style = self._look("cursor" if is_cursor else look)
            if is_here and not is_cursor:
                style += Style(bgcolor=ground.bgcolor)
            sign = "·" if shown.is_faint else shown.sign
            segments.append(Segment(f"{sign:<{_STEP}}", style))
        return segments

    def _look(self, name: str) -> Style:
        """Return a look as the terminal gets it: colours that let the ground through are mixed."""
        if name not in self._looks:
            self._looks[name] = self._mixed(name)
        return self._looks[name]

    def _mixed(self, name: str) -> Style:
        styles, ground = self.get_component_styles(f"matrix--{name}"), self.background_colors[1]
        under = ground + styles.background if styles.has_rule("background") else ground
        colour = under + styles.color if styles.has_rule("color") else self.colors[3]
        bold = styles.text_style.bold
        return Style(color=colour.rich_color, bgcolor=under.rich_color, bold=bold)

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor."""
        self.move_to(self.line + down, self.column + right)

    def action_page(self, down: int, right: int) -> None:
        """Move the cursor by what the window shows."""
        self.move_to(self.line + down * self._lines, self.column + right * self._columns)

    def action_edge(self, towards: int) -> None:
        """Move the cursor to the first or last column."""
        self.move_to(self.line, 0 if towards < 0 else len(self._heads) - 1)

    def action_choose(self) -> None:
        """Take the cell, or learn why there is none."""
        self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; pointing there again takes the cell."""
        x, y = event.x - 1, event.y
        if x < self._margin or y < _HEAD:
            return
        line, column = self._top + y - _HEAD, self._left + (x - self._margin) // _STEP
        if (line, column) == (self.line, self.column):
            self.action_choose()
        else:
            self.move_to(line, column)

    def on_mouse_scroll_down(self) -> None:
        """Scroll down."""
        self.action_move(3, 0)

    def on_mouse_scroll_up(self) -> None:
        """Scroll up."""
        self.action_move(-3, 0)


def _window(first: int, at: int, size: int, every: int) -> int:
    """Return the first that is shown, so that `at` is among the `size` that are."""
    first = min(max(first, at - size + 1), at)
    return max(0, min(first, every - size))
