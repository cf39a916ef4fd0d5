"""The tour's line over a screen: what to do now, and how to leave. It covers nothing."""

from typing import Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.tui.tour import Tour
from parself.tui.widgets.colours import LEADS
from parself.tui.widgets.footer import KeyLine, drawn, in_window
from parself.tui.widgets.plain import plain
from parself.view.tour import Deed

LEAVE: Final = in_window("Ctrl+W", say("Leave the tour"))


class TourLine(KeyLine):
    """What the present step asks for; nothing while there is no tour."""

    DEFAULT_CSS = """
    TourLine {
        display: none;
        max-height: 4;
        padding: 0 1;
        background: $foreground 12%;
        &.shown { display: block; }
    }
    """

    def show_tour(self, tour: Tour | None) -> None:
        """Show the step at which a tour is."""
        self.set_class(tour is not None, "shown")
        if tour is not None:
            self.present(_said(tour))


def _said(tour: Tour) -> Content:
    number = f" {tour.number}/{len(Deed)}" if tour.number else ""
    head = plain((f"{_('Tour')}{number}  ", LEADS), f"{render(tour.words)}  ")
    return head + drawn(LEAVE)
