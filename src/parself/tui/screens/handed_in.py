"""What was handed in: the file, its number, its code in large digits, and what to do next."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from parself.errors import Message, say
from parself.files import is_removable, show_path
from parself.i18n import _, render
from parself.submission.bundle import Exported
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import COMMON, Command, letter
from parself.tui.widgets.body import Page
from parself.tui.widgets.colours import DONE, LEADS, MUTED
from parself.tui.widgets.hand_in_texts import what_to_know
from parself.tui.widgets.large import large
from parself.tui.widgets.plain import lines, plain
from parself.words.signs import Signs

COPY = letter("copy_code", say("Copy the code"), say("Copy the verification code"), "c")
DONE_HERE = Command(
    "back", say("Close"), say("Go back to the questions"), "enter,escape", "Enter", priority=False
)
_HALF = 3
"""Groups of the code in a line, where not all fit in one."""


class HandedInScreen(DeskScreen):
    """A page that stays until it is closed; the keys do what comes next."""

    OFFERS = (DONE_HERE, COPY, *COMMON)
    KEYS = {"up": "scroll(-1)", "down": "scroll(1)"}  # noqa: RUF012 - as the base says it

    def __init__(self, exported: Exported) -> None:
        super().__init__()
        self._exported = exported
        self.code = exported.bundle.code()

    def compose_body(self) -> ComposeResult:
        """Make the page."""
        with Page():
            yield Static(id="handed-in")

    def refresh_view(self) -> None:
        """Show the page as wide as the window is."""
        super().refresh_view()
        room, signs = self.app.size.width - 6, self.parself.signs
        self.query_one("#handed-in", Static).update(lines(*self._page(room, signs)))

    def _page(self, room: int, signs: Signs) -> Iterator[Content]:
        one = self._exported
        number = say("Hand-in number {n:none}: written and read back", n=one.bundle.sequence)
        yield plain((f"{signs.done} ", DONE), (render(number), "bold"))
        yield plain("")
        size = render(say("{size:count} bytes", size=one.path.stat().st_size))
        yield plain((f"{_('File')}  ", MUTED), (one.path.name, "bold"), (f"  {size}", MUTED))
        yield plain((f"{_('Where to')}  ", MUTED), show_path(one.path.parent))
        yield from (plain(words) for words in what_to_know(one))
        yield plain("")
        yield plain((_("Verification code"), MUTED))
        yield from code_lines(self.code, room, signs=signs)
        yield plain("")
        yield plain((_("What comes next"), MUTED))
        for place, words in enumerate(self._next(), start=1):
            yield plain((f" {place} ", "bold"), render(words))

    def _next(self) -> Iterator[Message]:
        if self._exported.bundle.assessment.group is None:
            yield say("Ctrl+P: print the sheet with this code, to be signed and stamped.")
        yield say("C: copy the code into the letter that goes with the file.")
        if is_removable(self._exported.path):
            yield say("The stick can be taken out safely; bring it to who receives it.")
        else:
            yield say("Send the file, with nothing in it changed or renamed.")

    def action_scroll(self, by: int) -> None:
        """Read on, or back."""
        self.query_one(Page).scroll_relative(y=by, animate=False)

    def action_copy_code(self) -> None:
        """Put the code into the clipboard."""
        self.app.copy_to_clipboard(self.code)
        self.notify(_("The code was copied, where the terminal allows it."))


def code_lines(code: str, room: int, *, signs: Signs) -> Iterator[Content]:
    """Yield the code in large digits in one line or two; where neither fits, in bold groups."""
    groups = code.split()
    for count in (len(groups), _HALF):
        parts = [groups[at : at + count] for at in range(0, len(groups), count)]
        drawn = [_side_by_side(part) for part in parts]
        if not signs.is_plain and max(len(row) for rows in drawn for row in rows) <= room:
            break
    else:
        drawn = []
    for rows in drawn:
        yield from (plain((row, LEADS)) for row in rows)
    yield plain((code, "bold" if drawn else LEADS))


def _side_by_side(groups: list[str]) -> list[str]:
    """Return groups of digits as large lines, with a gap between them."""
    drawn = [large(group) for group in groups]
    width = max(len(row) for rows in drawn for row in rows) + 3
    return [
        "".join(f"{rows[at]:<{width}}" for rows in drawn).rstrip() for at in range(len(drawn[0]))
    ]
