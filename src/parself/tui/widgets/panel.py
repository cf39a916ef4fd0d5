"""A box with a title in its frame, and at the right the figure that sums it up."""

from typing import Final

from textual.content import Content

from parself.tui.widgets.plain import Pane, lines, plain

_FRAME: Final = 6
"""Cells of a line that the frame takes from the title."""


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

    _total = _more = ""
    _told: tuple[str, Content] | None = None
    """What was shown last: title and text."""

    def show(self, title: str, content: Content, total: str = "", more: str = "") -> None:
        """Show a text under its title; a title that is too long stands in the text.

        `more` says how all is read where the text has no room.
        """
        fits = len(title) <= self.size.width - _FRAME
        self._total, self._more, self._told = total, more, (title, content)
        self.visible = True
        self.entitle(plain(title if fits else ""), plain(total))
        self.present(content if fits else lines(plain((title, "bold")), content))
        self.call_after_refresh(self._tell_cut)

    def empty(self) -> None:
        """Show nothing, no frame either: no line is highlighted that it could tell of."""
        self._told, self.visible = None, False

    def on_resize(self) -> None:
        """Put the title where it has room now, and say anew whether all is shown."""
        if self._told is not None:
            self.show(*self._told, self._total, self._more)

    def _tell_cut(self) -> None:
        """Say in the frame how all is read, where not all is shown."""
        shown, size = self._shown, self.content_size
        if shown is None or not size.width or not self._more:
            return
        is_cut = shown.get_height(self.styles.get_rules(), size.width) > size.height
        told = (self._more, self._total) if is_cut else (self._total,)
        self.entitle(self._entitled[0], plain(" · ".join(filter(None, told))))
