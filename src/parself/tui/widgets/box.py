"""The box of a window over a screen; in the tall one, a line to type in stands over a list."""

from typing import Final

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from parself.tui.widgets.plain import plain

_WIDTH: Final = 76
ROOM: Final = _WIDTH - 8
"""Cells of a line of the list in a finder: less border, padding, and what scrolls."""


class Box(Vertical):
    """A box in the middle of the screen, as high as what is in it."""

    DEFAULT_CSS = f"""
    Box {{
        width: {_WIDTH};
        max-width: 96%;
        height: auto;
        max-height: 90%;
        padding: 1 2;
        background: $surface;
        border: solid $primary;
        #told {{ height: auto; max-height: 40vh; }}
        #words {{ height: auto; }}
        #choices, #choices:focus {{
            height: auto;
            max-height: 12;
            margin-top: 1;
            border: none;
            background: transparent;
            background-tint: transparent;
        }}
        VnInput, VnInput:focus {{
            height: 1;
            margin-top: 1;
            padding: 0;
            border: none;
            background: $foreground 12%;
        }}
        FaultLine {{ padding: 0; }}
    }}
    """

    def __init__(self, heading: str | Content, words: str | None = None) -> None:
        """Begin with a heading, and with words where some are given, even empty ones.

        Long words scroll, so that what is asked below them stays in view.
        """
        super().__init__(Static(_title(heading)), *([] if words is None else [_Told(words)]))


class _Told(VerticalScroll, can_focus=False):
    """The words of a box."""

    def __init__(self, words: str) -> None:
        super().__init__(Static(plain(words), id="words"), id="told")


def _title(heading: str | Content) -> Content:
    return heading if isinstance(heading, Content) else plain((heading, "bold"))


class Finder(Box):
    """A box as high as the screen allows."""

    DEFAULT_CSS = """
    Finder {
        height: 90%;
        padding: 0 2;
        #choices, #choices:focus { height: 1fr; max-height: 100%; }
    }
    """
