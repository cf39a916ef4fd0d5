"""What stands between heading and footer: a caption over a list, or a page to read."""

from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static


class Greeting(Static):
    """The heading of a screen that stands before or beside an assessment."""

    DEFAULT_CSS = """
    Greeting { height: auto; padding: 0 1; border-bottom: solid $foreground 30%; }
    """


class Banner(Static):
    """What went wrong, in the colour of errors; nothing else looks like it."""

    DEFAULT_CSS = """
    Banner {
        display: none;
        height: auto;
        padding: 0 1;
        background: $error;
        color: $text;
        &.shown { display: block; }
    }
    """


class Caption(Static):
    """Lines over a list that say what it shows."""

    DEFAULT_CSS = "Caption { height: auto; padding: 0 1; }"


class Page(VerticalScroll):
    """Text to read, scrolled with the arrows."""

    DEFAULT_CSS = "Page { height: 1fr; padding: 0 1; }"


class Rows(OptionList):
    """The list that fills a screen."""

    DEFAULT_CSS = """
    Rows, Rows:focus, Rows.-textual-compact { height: 1fr; border: none; padding: 0 1; }
    """

    @property
    def room(self) -> int:
        """Cells of a line: those of the window, less padding and what scrolls.

        The window's own width: the list has none before it is first laid out.
        """
        return max(40, self.app.size.width - 4)
