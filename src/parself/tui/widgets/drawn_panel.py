"""A panel whose text depends on its width: bars and curves."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from textual.content import Content

from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines
from parself.values import Frozen

T = TypeVar("T")


class Drawn(Frozen):
    """What a panel shows."""

    title: str
    lines: Sequence[Content]
    total: str = ""
    """What stands in the frame below."""


class DrawnPanel(Panel, Generic[T]):
    """A framed drawing of something; it is drawn anew when the width changes."""

    DEFAULT_CSS = "DrawnPanel { max-height: 100%; }"

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._of: T | None = None

    def show_of(self, of: T) -> None:
        """Show the drawing of a value."""
        self._of = of
        self.draw_anew()

    @abstractmethod
    def drawn(self, of: T, width: int) -> Drawn:
        """Return what is shown of a value in lines of a width."""

    def draw_anew(self) -> None:
        """Draw, as soon as the width is known."""
        width = self.content_size.width
        if self._of is not None and width:
            drawn = self.drawn(self._of, width)
            self.show(drawn.title, lines(*drawn.lines), drawn.total)

    def on_resize(self) -> None:
        """Draw it anew."""
        super().on_resize()
        self.draw_anew()
