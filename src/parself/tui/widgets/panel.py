"""A box with a title in its frame, and at the right the figure that sums it up."""

from textual.content import Content

from parself.tui.widgets.plain import Pane, plain


class Panel(Pane):
    """A framed text. Below a list it takes as many lines as it needs; beside one, all."""

    DEFAULT_CSS = """
    Panel {
        height: auto;
        max-height: 40%;
        padding: 0 1;
        border: solid $foreground 40%;
        border-title-color: $text-accent;
        border-title-style: bold;
        border-subtitle-color: $foreground 78%;
    }
    """

    def show(self, title: str, content: Content, total: str = "") -> None:
        """Show a text under its title."""
        self.border_title = plain(title)
        self.border_subtitle = plain(total)
        self.present(content)
