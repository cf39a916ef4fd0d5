"""What stands between heading and footer: captions, warnings, and a page to read."""

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from parself.errors import ParselfError
from parself.i18n import render_error
from parself.tui.widgets.plain import plain


class Greeting(Static):
    """The heading of a screen that shows no open assessment."""

    DEFAULT_CSS = """
    Greeting { height: auto; padding: 0 1; border-bottom: solid $foreground 30%; }
    """


class Banner(Static):
    """What went wrong, in the colour of errors. It stays until all is well."""

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

    def show(self, error: ParselfError) -> None:
        """Show everything that is wrong."""
        self.update(plain(render_error(error)))
        self.add_class("shown")


class Caption(Static):
    """Lines over a list that say what it shows."""

    DEFAULT_CSS = "Caption { height: auto; padding: 0 1; }"

    def show(self, content: Content) -> None:
        """Show the lines."""
        self.update(content)


class Page(VerticalScroll):
    """Text to read, scrolled with the arrows."""

    DEFAULT_CSS = "Page { height: 1fr; padding: 0 1; }"
