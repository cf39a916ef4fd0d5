"""The frames of the screens of a round: heading and keys for all, and a table for most."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, Generic, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.notifications import SeverityLevel
from textual.widgets import OptionList

from parself.desk.round_desk import Make, RoundDesk
from parself.errors import ParselfError, Problem, say
from parself.i18n import _, render_problem
from parself.province.appraising import Act
from parself.province.hand_in import HandIn
from parself.province.overview import Overview
from parself.province.round import require_open
from parself.province.terms import Change
from parself.province.work import act_of, logged_in
from parself.rubric.offices import Office, knows_committees, unit_office
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.sitting_screen import SittingScreen
from parself.tui.bases.table_frame import TableFrame
from parself.tui.commands import changing, letter
from parself.tui.widgets import marks
from parself.tui.widgets.body import Banner, Greeting
from parself.tui.widgets.breakpoints import BESIDE, LIST_COLUMNS
from parself.tui.widgets.colours import LEADS, UNPROVED
from parself.tui.widgets.columns import SetLine
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.message_line import SEVERITIES, MessageLine
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import Piece, lines, plain, spread
from parself.tui.widgets.row_table import RowTable
from parself.tui.widgets.rows import of
from parself.words import caution
from parself.words.signs import Signs
from parself.words.stage_words import state_words

T = TypeVar("T")
TAKE_BACK: Final = changing(
    "take_back", say("Take back"), say("Take back what you decided last"), "z"
)
ADD_FILES: Final = letter("add_files", say("Choose files"), say("Choose a file or a folder"), "n")
SIDE: Final = 62
"""Cells of the panel where it stands beside the table."""


class Heading(NamedTuple):
    """The first line of a screen: where we are, and the figure that matters most."""

    crumbs: tuple[str, ...]
    total: str = ""


class RoundFrame(SittingScreen):
    """Heading, messages and keys. A subclass makes what stands between."""

    DEFAULT_CSS = f"""
    RoundFrame {{
        Greeting {{ border: none; }}
        Footer {{ height: 1; border: none; }}
        #body {{ height: 1fr; }}
        &.-wide #body {{ layout: horizontal; }}
        &.-wide #body Panel {{ width: {SIDE}; height: 1fr; max-height: 100%; }}
    }}
    """

    HORIZONTAL_BREAKPOINTS = LIST_COLUMNS

    def __init__(self, desk: RoundDesk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """Make heading, body, message line and footer."""
        yield Greeting(id="greeting")
        yield Banner(id="problem")
        with Container(id="body"):
            yield from self.compose_body()
        yield MessageLine(id="message")
        yield Footer(id="footer")

    def compose_body(self) -> ComposeResult:
        """Make what stands between heading and messages."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show everything once the widgets are there."""
        self.say_done("")
        self.refresh_view()

    def on_resize(self) -> None:
        """Fit everything to the new width."""
        self._refresh_if_changed()

    def on_screen_suspend(self) -> None:
        """Forget what was said here once another screen stands in front: more is done there."""
        if self in self.app.screen_stack and isinstance(self.app.screen, SittingScreen):
            self.forget_said()

    def come_back(self) -> None:
        """Show the round as it is after something was done elsewhere, in another window too."""
        self.look_again()
        super().come_back()

    def look_again(self) -> None:
        """Read the round anew where another window wrote in its folder."""
        with self.telling():
            self.desk.reread_if_touched()

    def forget_said(self) -> None:
        """Show nothing over the keys."""
        self.say_done("")

    @property
    def view(self) -> Overview:
        """The round as it was last read."""
        return self.desk.view

    @property
    def hides_places(self) -> bool:
        """Whether all that tells the order of the units is kept off the screen.

        That is place, class, index, and what is ordered by them; never once they are published.
        """
        return self.desk.hides_places and self.view.round.publication is None

    def keeps_hidden(self) -> bool:
        """Say whether what would tell the order is not shown now, and tell why."""
        if self.hides_places:
            self.say_why(_("Places are hidden; key I shows them."))
        return self.hides_places

    @property
    def signs(self) -> Signs:
        """What is drawn with."""
        return self.parself.signs

    @property
    def legend(self) -> list[tuple[Piece, str]]:
        """The marks of these screens, for the help."""
        return marks.legend(signs=self.signs)

    @property
    def knows_committees(self) -> bool:
        """Whether the help explains the words of People's Committees."""
        return knows_committees(self.view.round.roster)

    def heading(self) -> Heading:
        """Return where we are."""
        raise NotImplementedError

    def unit_name(self, code: str) -> str:
        """Return a unit's short name."""
        return self.view.round.called(code)

    def letter_of(self, code: str = "") -> Office:
        """Return how a unit, without a code any of them, heads its letters."""
        roster = self.view.round.roster
        return unit_office(roster, roster.unit(code) or roster.units[0])

    def refresh_view(self) -> None:
        """Show the present value."""
        round_, width = self.view.round, self.app.size.width - 2
        crumbs, total = self.heading()
        title, sum_ = plain((" › ".join(crumbs), "bold")), plain((total, LEADS))
        warnings = caution.rubric_warning(round_.rubric), caution.purpose_warning(round_.purpose)
        # Before the dash stands the warning, after it what that means.
        short = (one.partition(" – ")[0] for one in (state_words(round_), *warnings) if one)
        told = plain((" · ".join(short), UNPROVED))
        self.query_one(Greeting).update(_headed(title, sum_, told, width))
        self._show_broken(round_.broken)
        self.query_one(Footer).show(self.OFFERS)
        self.show_body()

    def _show_broken(self, problems: Sequence[Problem]) -> None:
        """Say over everything what is not as it was when it was closed, as long as it is not."""
        banner = self.query_one(Banner)
        if problems:
            banner.show(ParselfError(*problems))
        else:
            banner.remove_class("shown")

    def show_body(self) -> None:
        """Show what stands between heading and messages."""
        raise NotImplementedError

    def say_done(self, words: str) -> None:
        """Say what was done, in the line above the keys."""
        self.query_one(MessageLine).show(words, signs=self.signs)

    def say_why(self, words: str) -> None:
        """Say there why a key does nothing now."""
        self.query_one(MessageLine).show(words, signs=self.signs, style=UNPROVED)

    def hear(self, words: str, severity: SeverityLevel, _seconds: float) -> bool:
        """Show a message there, once the screen stands."""
        if not self.query_children(MessageLine):
            return False
        self.query_one(MessageLine).show(words, signs=self.signs, style=SEVERITIES[severity])
        return True

    def tell(self, error: ParselfError) -> None:
        """Say there why something was not done."""
        self.say_why(" ".join(map(render_problem, error.problems)))

    @staticmethod
    def now() -> datetime:
        """Return the time."""
        return datetime.now()

    def today(self) -> date:
        """Return the day by which lateness is judged."""
        return self.now().date()

    def act(self) -> Act:
        """Return who would decide now."""
        return act_of(self.view.round, "", self.now())

    def decide(self, make: Make) -> None:
        """Write what is decided as one step, and show the round as it is then."""
        self.desk.decide(self.now(), make)
        self.refresh_view()

    def change(self, why: str = "") -> Change:
        """Return who changes something now, and why."""
        return Change(logged_in(), self.now(), why)

    def changed(self, words: str, unnoted: Iterable[Problem] = ()) -> None:
        """Say what was changed, and why the ledger does not tell of it, if so."""
        self.desk.reread()
        self.say_done(words)
        self.warn(unnoted)

    def warn(self, problems: Iterable[Problem]) -> None:
        """Say what went wrong beside what was done."""
        for problem in problems:
            self.query_one(MessageLine).add(render_problem(problem), signs=self.signs)

    def hand_in(self, code: str) -> HandIn | None:
        """Return a unit's hand-in that counts; where it cannot be read, say why."""
        try:
            return self.desk.hand_in(code)
        except ParselfError as error:
            self.tell(error)
            return None

    async def action_change(self, name: str) -> None:
        """Do what changes the round; once its scores are closed, say so at once."""
        with self.telling():
            require_open(self.view.round)
            await self.run_action(name)

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss(None)


def _headed(title: Content, total: Content, told: Content, width: int) -> Content:
    """Return the heading: nothing of it is cut, so a long title pushes its figure down."""
    if title.cell_length + total.cell_length < width:
        return lines(spread(title, total, width), told)
    if told.cell_length + total.cell_length < width:
        return lines(title, spread(told, total, width))
    return lines(title, told, spread(plain(""), total, width))


class RoundScreen(RoundFrame, TableFrame, Generic[T]):
    """Lines of a round that stand for something. A subclass says which, and what Enter does."""

    PANEL_TELLS_LINE = True
    """Whether it tells all that the line itself says."""
    _told_of: tuple[str | None, bool] | None = None
    """Key of the line that was told of last, and whether a panel stood there."""

    def compose_body(self) -> ComposeResult:
        """Make table and panel."""
        yield RowTable()
        if self.HAS_PANEL:
            yield Panel(id="panel")

    def listing(self) -> Listing:
        """Return what is shown now."""
        raise NotImplementedError

    def take(self, one: T) -> None:
        """Do what Enter does with a line."""
        raise NotImplementedError

    def tell_of(self, one: T, panel: Panel) -> None:
        """Show in the panel what belongs to the highlighted line."""

    @property
    def room(self) -> int:
        """Cells of a line."""
        width = self.app.size.width
        return max(40, width - 4 - (SIDE if self.HAS_PANEL and width >= BESIDE else 0))

    @property
    def here(self) -> T | None:
        """What the highlighted line stands for."""
        found: T | None = self.rows.here
        return found

    def show_body(self) -> None:
        """Show the lines; the highlight stays on its line, else at its place."""
        shown = self.listing()
        self.table.fill(shown.caption, shown.lines, shown.nothing)
        self._tell()

    def _tell(self) -> None:
        if self.HAS_PANEL:
            panel = self.query_one(Panel)
            if self.here is None:
                panel.empty()
            else:
                self.tell_of(self.here, panel)
        self._tell_cut()

    def forget_said(self) -> None:
        """Tell of the highlighted line anew when the screen comes back."""
        super().forget_said()
        self._told_of = None

    def brief_of(self, one: T) -> str:
        """Return what is told of a line over the keys, where no panel is."""
        return ""

    def _tell_cut(self) -> None:
        """Tell what the highlighted line had no room for, where no panel tells it."""
        has_panel = self.HAS_PANEL and self.query_one(Panel).display
        if (self.rows.key, has_panel) == self._told_of:
            return
        self._told_of = self.rows.key, has_panel
        line = self.rows.highlighted_option
        cut = line.prompt.cut if line is not None and isinstance(line.prompt, SetLine) else ""
        told = [] if has_panel and self.PANEL_TELLS_LINE else [cut]
        if self.here is not None and not has_panel:
            told.append(self.brief_of(self.here))
        words = " · ".join(filter(None, told))
        self.query_one(MessageLine).hint(words, signs=self.signs)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._tell()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        one = of(event.option)
        if one is None:
            return
        with self.telling():
            if any(each.action == "open" and each.changes for each in self.OFFERS):
                require_open(self.view.round)
            self.take(one)

    def require_here(self) -> T | None:
        """Return what the highlighted line stands for; where there is none, say so."""
        if self.here is None:
            self.say_why(_("There is no line here to do this with."))
        return self.here


def flush(texts: Sequence[str], widths: Sequence[int]) -> str:
    """Return texts set flush right in columns of these widths."""
    return "".join(f"{text:>{width}}" for text, width in zip(texts, widths, strict=True))
