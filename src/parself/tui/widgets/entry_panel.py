"""A framed list beside the fields: of thousands of entries only those that have room are drawn.

The present entry is kept in view; the wheel looks at others, and a click chooses one.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from parself.tui.widgets import breakpoints
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain


class EntryPanel(Panel):
    """The entries around the present one. A subclass says how one is drawn."""

    DEFAULT_CSS = "EntryPanel { max-height: 100%; }"

    TALL: ClassVar[int] = 1
    """Lines of an entry, where there is room for that; else each takes one."""

    @dataclass
    class Chosen(Message):
        """An entry was clicked."""

        panel: "EntryPanel"
        number: int

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._count = self._first = 0
        self._here: int | None = None
        self._title = self._total = ""

    @abstractmethod
    def entry(self, number: int, width: int, tall: int) -> Sequence[Content]:
        """Return an entry in so many lines of a width."""

    def show_entries(self, count: int, here: int | None, title: str, total: str = "") -> None:
        """Show entries by their numbers; the present one is scrolled into view."""
        if here != self._here or count != self._count:
            self._first = 0 if here is None else here - self._fitting // 2
        if count != self._count:
            self.refresh(layout=True)
        self._count, self._here, self._title, self._total = count, here, title, total
        if self.content_size.width:
            self._draw()
        else:
            self.call_after_refresh(self.on_resize)

    @property
    def _tall(self) -> int:
        return self.TALL if self.app.size.height >= breakpoints.TALL else 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines all entries take."""
        return self._count * self._tall

    @property
    def _fitting(self) -> int:
        return max(1, self.content_size.height // self._tall)

    def _draw(self) -> None:
        width, tall = self.content_size.width, self._tall
        if not width:
            return
        self._first = max(0, min(self._first, self._count - self._fitting))
        last = min(self._count, self._first + self._fitting)
        drawn = [self.entry(number, width, tall) for number in range(self._first, last)]
        shown = [line for one in drawn for line in one]
        self.show(self._title, lines(*shown) if shown else plain(""), self._total)

    def on_resize(self) -> None:
        """Draw as many entries as there is room for now, the present one among them."""
        if self._here is not None:
            self._first = self._here - self._fitting // 2
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Choose the entry under the mouse."""
        offset = event.get_content_offset(self)
        if offset is not None:
            number = self._first + offset.y // self._tall
            if number < self._count:
                self.post_message(self.Chosen(self, number))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look at later entries."""
        self._look(1, event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look at earlier entries."""
        self._look(-1, event)

    def _look(self, by: int, event: events.MouseEvent) -> None:
        event.stop()
        self._first += by
        self._draw()
