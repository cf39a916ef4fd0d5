"""The presenter's view: one thing at a time for a whole room, read from its last row.

It is whole in 40 × 12 cells and laid out for 60 × 18. Its first page is a frame: the letters of
the terminal are made larger until the frame just fits. Groups bear their letters here alone.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from parself.desk.class_desk import ClassDesk
from parself.errors import say
from parself.i18n import _
from parself.tui.bases.reveal_frame import RevealFrame
from parself.tui.commands import BACK, PROGRAM, Command, letter
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.large import large
from parself.tui.widgets.plain import lines, plain
from parself.words.wall_words import Slide, slides

FORWARD: Final = Command(
    "forward", say("Next"), say("Show the next page"), "pagedown,right,space", "→", priority=False
)
BACKWARD: Final = Command(
    "backward", say("Before"), say("Show the page before"), "pageup,left", "←", priority=False
)
REVEAL: Final = letter(
    "reveal", say("Reveal"), say("Reveal the answers, in a second step the key"), "r"
)
HIDE: Final = letter("hide", say("Take back"), say("Take the last revealed step back"), "z")
LADDER: Final = letter(
    "ladder", say("Distances"), say("Show or hide the groups by distance to the key"), "l"
)
_LEGIBLE: Final = (60, 18)
_LEAST: Final = (40, 12)
_WORD: Final = 8


class WallScreen(RevealFrame):
    """One page of a session."""

    OFFERS = (FORWARD, BACKWARD, REVEAL, HIDE, LADDER, BACK, *PROGRAM)
    DEFAULT_CSS = """
    WallScreen {
        #wall { height: 1fr; padding: 0 1; color: $foreground; background: $background; }
        Footer { height: 1; border: none; }
    }
    """

    def __init__(self, desk: ClassDesk) -> None:
        super().__init__()
        self.desk = desk
        self._page = -1
        """Number of the page; -1 is the frame."""
        self._has_ladder = False

    def compose(self) -> ComposeResult:
        """Make the page and the keys."""
        yield Static(id="wall")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the frame."""
        self.refresh_view()

    def on_resize(self) -> None:
        """Fit the page to the new size."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Show the present page."""
        self.query_one(Footer).show(self.OFFERS)
        pages = self._slides
        self._page = min(self._page, len(pages) - 1)
        shown = self._frame() if self._page < 0 else self._drawn(pages[self._page])
        self.query_one("#wall", Static).update(lines(shown))

    @property
    def _slides(self) -> tuple[Slide, ...]:
        signs = self.parself.signs
        return slides(self.desk.board, ladder=self._has_ladder, signs=signs)

    def _frame(self) -> Content:
        """Return a frame of the size at which everything can be read."""
        room = (self.app.size.width - 2, self.app.size.height - 1)
        width, height = _LEGIBLE if room >= _LEGIBLE and room[1] >= _LEGIBLE[1] else _LEAST
        width, height = min(width, room[0]), min(height - 1, room[1])
        words = [
            _("Enlarge the letters until this frame just fits."),
            _("Usually Ctrl and +, or Ctrl and the wheel."),
            "",
            _("Then →"),
        ]
        inner = [one[: width - 4].center(width - 2) for one in words]
        above = max(0, height - 2 - len(inner)) // 2
        blank = " " * (width - 2)
        filled = [blank] * above + inner + [blank] * max(0, height - 2 - len(inner) - above)
        signs = self.parself.signs
        side, edge, corners = signs.upright, signs.line, signs.corners
        top = f"{corners[0]}{edge * (width - 2)}{corners[1]}"
        bottom = f"{corners[2]}{edge * (width - 2)}{corners[3]}"
        return lines(*map(plain, [top, *(f"{side}{one}{side}" for one in filled), bottom]))

    def _drawn(self, slide: Slide) -> Content:
        """Return a page: title, a large figure with what it counts, and the lines."""
        is_high = self.app.size.height >= _LEGIBLE[1]
        gap = [plain("")] * is_high
        figure = [slide.figure] if self.parself.signs.is_plain else large(slide.figure)
        about = slide.about
        if len(figure) > 1:
            figure[-1] = f"{figure[-1]:<{max(map(len, figure))}}  {about}"
        else:
            figure = [f"{slide.figure} {about}"]
        width = self.app.size.width - 2
        above = [
            plain((slide.title, "bold")).truncate(width, ellipsis=True),
            *gap,
            *(plain((one, "bold")).truncate(width, ellipsis=True) for one in figure),
            *gap,
        ]
        room = self.app.size.height - 1 - len(above)
        return lines(*above, *_fitted(slide.lines, width, room))

    def action_forward(self) -> None:
        """Show the next page; after the last one it stays."""
        self._page += 1
        self.refresh_view()

    def action_backward(self) -> None:
        """Show the page before; the frame is the first."""
        self._page = max(-1, self._page - 1)
        self.refresh_view()

    def revealed(self) -> None:
        """Leave the page that asks to enlarge."""
        self._page = max(0, self._page)

    def action_ladder(self) -> None:
        """Show the ladder of groups, or hide it."""
        self._has_ladder = not self._has_ladder
        self.refresh_view()

    def action_back(self) -> None:
        """Go back to the trainer's board."""
        self.dismiss(None)


def _fitted(told: Sequence[str], width: int, room: int) -> Iterator[Content]:
    """Yield lines that take so many rows together at most; what has no room ends in "…"."""
    for number, one in enumerate(told, start=1):
        rows = max(1, room - (len(told) - number))
        # A row that wraps at a blank leaves some cells free.
        most = width if rows == 1 else (width - _WORD) * rows
        line = plain(one).truncate(most, ellipsis=True)
        room -= max(1, len(line.wrap(width)))
        yield line
