"""The line over the keys: what was just done stands in it, so that no message covers a figure."""

from parself.tui.widgets.plain import Pane, plain


class MessageLine(Pane):
    """A thin rule; a message stands in it until the next one."""

    DEFAULT_CSS = "MessageLine { height: 1; padding: 0 1; }"

    def show(self, words: str, style: str = "$text-success") -> None:
        """Show a message; nothing for an empty one."""
        width = max(0, self.app.size.width - 2)
        line = "-" if getattr(self.app, "ascii_only", False) else "─"
        said = (
            plain((f"{line * 2} ", "$foreground 40%"), (words, style), " ") if words else plain("")
        )
        said = said.truncate(width, ellipsis=True) if said.cell_length > width else said
        self.present(said + plain((line * (width - said.cell_length), "$foreground 40%")))
