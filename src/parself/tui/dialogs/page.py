"""A page to read: a heading over text that scrolls."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from parself.errors import say
from parself.tui.commands import BACK, keys
from parself.tui.dialogs.window import Window
from parself.tui.widgets.box import Box
from parself.tui.widgets.footer import KeyLine, in_window


class PageScreen(Window[None]):
    """Shows a text over the screen; Esc, Enter or F2 closes it."""

    DEFAULT_CSS = "PageScreen #reading { height: auto; max-height: 16; margin: 1 0; }"
    BINDINGS = keys({"enter,f2": "close"})

    def __init__(self, title: str, content: Content) -> None:
        super().__init__()
        self._heading, self._content = title, content

    def compose(self) -> ComposeResult:
        """Make the page."""
        with Box(self._heading):
            with VerticalScroll(id="reading"):
                yield Static(self._content)
            yield KeyLine(in_window("PgUp/PgDn", say("Scroll")), BACK)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#reading").focus()
