"""Cells copied from a table, looked at before they are taken: what they would do stands below."""

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from parself.errors import ParselfError, say
from parself.limits import BLOCK_CHARACTERS
from parself.text import cleaned
from parself.tui.commands import BACK, keys
from parself.tui.dialogs.window import Window
from parself.tui.widgets.box import Box
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.typing import VnTextArea


class TableArea(VnTextArea):
    """The field for cells. Some consoles type what is pasted, so Tab stays a tab."""

    MOST = BLOCK_CHARACTERS
    DEFAULT_CSS = """
    TableArea { height: 10; border: none; margin: 1 0 0 0; padding: 0; }
    """

    def __init__(self) -> None:
        super().__init__("", id="pasted")
        self.tab_behavior = "indent"
        self.indent_type = "tabs"

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.load_text(cleaned(event.text)[: self.MOST])


class PasteText(Window[str]):
    """Asks for cells. Returns the text, once nothing speaks against it."""

    BINDINGS = keys({"f2,ctrl+o": "take"}, first=True)

    def __init__(self, title: str, words: str, look: Callable[[str], str]) -> None:
        """Ask for cells; `look` says what they would do, or raises `ParselfError`."""
        super().__init__()
        self._heading, self._words, self._look = title, words, look

    def compose(self) -> ComposeResult:
        """Make the field, and what is said of it."""
        with Box(self._heading, self._words):
            yield TableArea()
            yield Static(id="outcome")
            yield KeyLine(in_window("F2", say("Take")), BACK)

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._looked()

    def _looked(self) -> bool:
        """Say what the cells would do; say whether they can be taken."""
        text = self.query_one(TableArea).text
        if not text.strip():
            self.show_outcome("")
            return False
        try:
            self.show_outcome(self._look(text))
        except ParselfError as error:
            self.complain(error)
            return False
        return True

    def action_take(self) -> None:
        """Return the cells, unless something is wrong with them."""
        if self._looked():
            self.dismiss(self.query_one(TableArea).text)
