"""A bare Textual screen with the widgets of the question screen and nothing behind them.

The yardstick for the first question and for a key: what is left over is what parself itself adds.
A letter typed shows in four other texts, one of which takes another line, as in the question.
"""

from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static, TextArea

MARK = "BARE SCREEN READY"
SHEET = Path(__file__).with_name("bare.tcss")


class BareApp(App[None]):
    """The same tree of widgets, with fixed text."""

    CSS_PATH: ClassVar[str] = str(SHEET)
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Static("head\nwarning", id="head", markup=False)
        yield Static(id="problem")
        with Horizontal(id="middle"):
            yield Static("areas", id="areas", markup=False)
            with VerticalScroll(id="sheet", can_focus=False), Vertical(id="row"):
                yield Static("title\ntitle\ntitle", id="title", markup=False)
                with Vertical():
                    for _line in range(2):
                        with Horizontal(classes="line"):
                            yield Static("label", classes="label", markup=False)
                            yield Input(compact=True, classes="figure")
                            yield Static("echo", classes="echo", markup=False)
                        yield Static(classes="fault")
                    yield Static("[ ] tick", classes="tick", markup=False)
                    yield Static(classes="fault")
                with Horizontal(id="derivation"):
                    yield Static("derivation", classes="label", markup=False)
                    yield Static(MARK, id="steps", markup=False)
                for _text in range(2):
                    with Horizontal(classes="text-line"):
                        yield Static("text", classes="label", markup=False)
                        yield TextArea(compact=True)
                yield Static("guidance", id="guidance", markup=False)
            yield Static("ladder", id="ladder", markup=False)
        yield Static("board\nboard\nboard", id="board", markup=False)
        yield Static("footer", id="footer", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what was typed."""
        size = len(event.value)
        for place in ("head", "title", "board"):
            self.query_one(f"#{place}", Static).update(f"{place} {size}\n{place}\n{place}")
        self.query_one("#steps", Static).update("\n".join([MARK, f"{size}"][: 1 + size % 2]))


if __name__ == "__main__":
    BareApp().run()
