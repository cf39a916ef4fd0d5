"""A list in a frame with a title, whose lines are drawn for its width."""

from abc import abstractmethod
from typing import ClassVar

from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Rows


class FramedRows(Rows):
    """A list beside other parts of a screen."""

    DEFAULT_CSS: ClassVar[str] = """
    FramedRows, FramedRows:focus {
        padding: 0 1;
        background: transparent;
        background-tint: transparent;
        border: solid $foreground 40%;
        border-title-color: $text-accent;
        border-title-style: bold;
        border-subtitle-color: $foreground 78%;
    }
    FramedRows:focus { border: solid $accent; }
    """

    def __init__(self) -> None:
        super().__init__(compact=False)

    @abstractmethod
    def draw(self, width: int) -> None:
        """Fill in the lines for a width."""

    def draw_anew(self) -> None:
        """Draw, as soon as the width is known."""
        width = self.scrollable_content_region.width
        if width:
            self.draw(width)

    def name_frame(self, title: str, total: str = "") -> None:
        """Set the title, and below it what is said of the whole."""
        self.border_title, self.border_subtitle = plain(title), plain(total)

    def on_resize(self) -> None:
        """Draw it anew."""
        super().on_resize()
        self.draw_anew()
