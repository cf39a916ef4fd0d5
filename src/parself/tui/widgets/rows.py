"""Lists: each line stands for something, and the highlight stays where it was."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from parself.tui.widgets.box import Box
from parself.tui.widgets.plain import plain

T = TypeVar("T")


class ListLine(Option, Generic[T]):
    """A line of a list, with the value it stands for; a line without one cannot be chosen.

    By its key a line is found again in a new list. A text, such as a row's id, is its own key.
    """

    is_head = False
    """Whether it heads others, so that the highlight goes to it only where it is asked to."""

    def __init__(self, shown: Content, of: T | None = None, key: str | None = None) -> None:
        if key is None and isinstance(of, str):
            key = of
        super().__init__(shown, id=key, disabled=of is None)
        self.of = of


def heading(words: str, style: str = "bold") -> ListLine[Any]:
    """Return the title of a group of lines."""
    return ListLine(plain((words, style)))


class Choices(OptionList):
    """The list of a window."""

    def __init__(self, *lines: Option, compact: bool = True) -> None:
        super().__init__(*lines, id="choices", compact=compact, markup=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say what lies below the last line shown."""
        super().watch_scroll_y(old_value, new_value)
        self._fit()

    def on_resize(self) -> None:
        """Say what lies below the last line shown."""
        self._fit()

    def fit_anew(self) -> None:
        """Take as many lines as a window of another size has room for."""
        self.styles.clear_rule("max_height")
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Give way to what else is in the box, and say in its frame how many lines are to come."""
        box = next((one for one in self.ancestors if isinstance(one, Box)), None)
        if box is None or not self.display:
            return
        over = max(one.region.bottom for one in box.children) - box.content_region.bottom
        if over > 0 and self.size.height > 1:
            self.styles.max_height = max(1, self.size.height - over)
        end = self.scroll_offset.y + self.size.height - max(0, over)
        below = sum(line >= end for line in self._index_to_line.values())
        box.border_subtitle = plain(f"↓ {below}") if below else ""

    @property
    def key(self) -> str | None:
        """The key of the highlighted line."""
        line = self.highlighted_option
        return None if line is None else line.id

    @property
    def here(self) -> Any:
        """What the highlighted line stands for; None where no line is highlighted."""
        return of(self.highlighted_option)

    def fill(
        self, lines: Sequence[Option], nothing: str = "", key: str | None = None, place: int = 0
    ) -> None:
        """Show lines; where there are none, show the words of `nothing`, if any.

        Highlights the line with the key; where that is gone, the line at the place or after it.
        """
        self.set_options(lines or ([ListLine(plain(nothing))] if nothing else []))
        self.call_after_refresh(self._fit)
        free = [at for at, line in enumerate(lines) if not line.disabled]
        known = [at for at in free if key is not None and lines[at].id == key]
        no_heads = [at for at in free if not getattr(lines[at], "is_head", False)]
        after = [at for at in no_heads if at >= place]
        self.highlighted = next(iter((*known, *after, *no_heads[-1:], *free)), None)
        if self.highlighted in free[:1]:
            # A heading above the first line cannot be highlighted.
            self.scroll_home(animate=False)

    def go_to(self, key: str) -> None:
        """Highlight the line with a key, where there is one."""
        found = [at for at, line in enumerate(self.options) if line.id == key]
        if found:
            self.highlighted = found[0]

    def step(self, by: int) -> None:
        """Move the highlight past headings, while the cursor stays in another field."""
        free = [at for at, line in enumerate(self.options) if not line.disabled]
        if self.highlighted in free:
            place = free.index(self.highlighted) + by
            self.highlighted = free[max(0, min(len(free) - 1, place))]


class Rows(Choices):
    """The list that fills a screen."""

    DEFAULT_CSS: ClassVar[str] = """
    Rows, Rows:focus, Rows.-textual-compact { height: 1fr; border: none; padding: 0 1; }
    """

    beside: int = 0
    """Cells of the window that are taken by what stands beside the list."""

    @property
    def room(self) -> int:
        """Cells of a line: those of the window, less padding, what scrolls, and what is beside.

        The window's own width: the list has none before it is first laid out.
        """
        return max(40, self.app.size.width - 4 - self.beside)


def of(line: Option | None) -> Any:
    """Return what a line stands for; None for no line."""
    return line.of if isinstance(line, ListLine) else None
