"""How far something is scrolled: a thin bar in whole cells, which every font can draw."""

from typing import ClassVar

from textual.scrollbar import ScrollBarRender


class WholeCells(ScrollBarRender):
    """A bar whose ends are whole cells: eighths of a block are missing in old consoles' fonts."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8
