"""The frame of a screen of the province's desk: what round it is, a list, and its keys."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from parself.errors import say
from parself.i18n import _
from parself.province.appraising import Act
from parself.province.overview import Overview
from parself.province.versions import Version
from parself.province.work import act_of, back, decided
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.sitting_screen import SittingScreen
from parself.tui.commands import letter
from parself.tui.widgets.body import Banner, Caption, Greeting
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.plain import lines, plain, spread
from parself.tui.widgets.rows import Rows, of
from parself.words import caution

T = TypeVar("T")
TAKE_BACK: Final = letter(
    "take_back", say("Take back"), say("Take back what you decided last"), "z"
)


class RoundScreen(SittingScreen, Generic[T]):
    """Lines of a round that stand for something. A subclass says which, and what Enter does."""

    def __init__(self, folder: Path, view: Overview) -> None:
        super().__init__()
        self.folder = folder
        self.view = view
        """The round as it was last read."""

    def compose(self) -> ComposeResult:
        """Make heading, caption, list and footer."""
        yield Greeting(id="greeting")
        yield Banner(id="problem")
        yield Caption()
        yield Rows(compact=True)
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show everything once the widgets are there."""
        self.refresh_view()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        if self.is_mounted:
            self.refresh_view()

    def listing(self) -> Listing:
        """Return what is shown now."""
        raise NotImplementedError

    def take(self, one: T) -> None:
        """Do what Enter does with a line."""
        raise NotImplementedError

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    @property
    def here(self) -> T | None:
        """What the highlighted line stands for."""
        found: T | None = self.rows.here
        return found

    def refresh_view(self) -> None:
        """Show the present value; the highlight stays on its line, else at its place."""
        round_, rows, shown = self.view.round, self.rows, self.listing()
        head = f"{round_.title or round_.roster.parent} · {round_.year} · {round_.rubric.title}"
        warnings = caution.rubric_warning(round_.rubric), caution.purpose_warning(round_.purpose)
        draft = _("DRAFT, NOT PUBLISHED – appraisal under way")
        # Before the dash stands the warning, after it what that means.
        short = (one.partition(" – ")[0] for one in (draft, *warnings) if one)
        told = spread(plain((" · ".join(short), "$text-warning")), plain(""), rows.room)
        title = spread(plain((head, "bold")), plain(""), rows.room)
        self.query_one(Greeting).update(lines(title, told))
        self.query_one(Caption).show(shown.caption)
        rows.fill(shown.lines, shown.nothing, rows.key, rows.highlighted or 0)
        self.query_one(Footer).show(self.OFFERS)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.take(of(event.option))

    def act(self) -> Act:
        """Return who would decide now."""
        return act_of(self.view.round, "", datetime.now())

    def decide(self, make: Callable[[Overview, Act], Sequence[Version]]) -> None:
        """Write what is decided as one step, and show the round as it is then."""
        self.view = decided(self.folder, "", datetime.now(), make)
        self.refresh_view()

    def action_take_back(self) -> None:
        """Take back what was decided last."""
        with self.telling():
            self.decide(back)
            self.notify(_("Taken back."))

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss(None)


def flush(texts: Iterable[str], widths: Sequence[int]) -> str:
    """Return texts set flush right in columns of these widths."""
    return "".join(f"{text:>{width}}" for text, width in zip(texts, widths, strict=True))
