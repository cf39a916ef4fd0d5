"""What the screens of an assessment have in common: heading, footer, saving, going back."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from parself.desk.desk import READ_ONLY, Desk
from parself.errors import Message, Problem, UsageError, say
from parself.i18n import _, render, render_problem
from parself.tui.commands import HELP, Command
from parself.tui.widgets.board import Heading, saved_words
from parself.tui.widgets.plain import lines, plain
from parself.view.view import View

if TYPE_CHECKING:
    from parself.tui.app import ParselfApp


class Footer(Static):
    """The keys of a screen, as many as fit; F1 lists them all."""

    def show(self, commands: Iterable[Command]) -> None:
        """Show the commands that have a place in the footer."""
        shown = [(command.shown, render(command.label)) for command in commands if command.shown]
        help_key = (HELP.shown, render(HELP.label))
        fitting: list[tuple[str, str]] = []
        for pair in shown:
            if _width([*fitting, pair, help_key]) <= self.app.size.width - 2:
                fitting.append(pair)
        pieces: list[str | tuple[str, str]] = []
        for key, label in (*fitting, help_key):
            pieces += [(key, "bold $text-accent"), f" {label}  "]
        self.update(plain(*pieces))


def _width(pairs: Iterable[tuple[str, str]]) -> int:
    return len("  ".join(f"{key} {label}" for key, label in pairs))


class Frame(Screen[None]):
    """A screen of the assessment that is open; it leads nowhere but back."""

    OFFERS: ClassVar[tuple[Command, ...]] = ()
    HERE: ClassVar[Command | None] = None
    """The command that leads to this very screen; its footer does not offer it."""

    def __init__(self) -> None:
        super().__init__()
        self._shown_view: View | None = None
        self._shown_size: Size | None = None

    @property
    def parself(self) -> "ParselfApp":
        """The application, typed."""
        return cast("ParselfApp", self.app)

    @property
    def desk(self) -> Desk:
        """The desk of this sitting; there is one while such a screen stands."""
        desk = self.parself.desk
        if desk is None:
            raise LookupError("no assessment is open")
        return desk

    def compose_head(self) -> ComposeResult:
        """Make the heading and the banner for what could not be saved."""
        yield Heading(id="head")
        yield Static(id="problem")

    def compose_foot(self) -> ComposeResult:
        """Make the footer."""
        yield Footer(id="footer")

    async def on_mount(self) -> None:
        """Show everything once the widgets are there."""
        self.refresh_view()

    def on_screen_resume(self) -> None:
        """Show what changed while another screen stood in front."""
        self._refresh_if_changed()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self._refresh_if_changed()

    def _refresh_if_changed(self) -> None:
        desk = self.parself.desk
        if desk is None or not self.is_mounted:
            return
        if self._shown_view is not desk.view or self._shown_size != self.size:
            self.refresh_view()

    def refresh_view(self) -> None:
        """Show the present value; screens add their own parts."""
        self._tell_voided()
        self._shown_view, self._shown_size = self.desk.view, self.size
        self.set_class(bool(self.parself.scenario_name), "-scenario")
        self.show_saved()
        self.query_one(Footer).show(one for one in self.OFFERS if one is not self.HERE)

    def _tell_voided(self) -> None:
        """Say so when what was just changed takes the signature back."""
        shown = self._shown_view
        if shown is not None and shown.assessment.sign_off and not self.desk.assessment.sign_off:
            words = _("Changed after it was locked for signature: it has to be signed anew.")
            self.notify(words, markup=False)

    def show_saved(self) -> None:
        """Say when the work was last saved, or why it was not."""
        if not self.query(Heading):
            # Saving goes on while the screen is being made or taken down.
            return
        desk = self.desk
        saved = saved_words(desk.saved_at, dirty=desk.is_dirty)
        if desk.read_only:
            saved = plain((_("read only"), "$text-warning"))
        self.query_one(Heading).show(desk.view, saved, self.parself.scenario_name)
        problem = self.parself.save_problem
        banner = self.query_one("#problem", Static)
        banner.set_class(problem is not None, "shown")
        if problem is not None:
            words = _("What you typed is still here; saving is tried again. F3: Save elsewhere.")
            banner.update(lines(plain(render_problem(problem)), plain(words)))

    def tell(self, error: UsageError) -> None:
        """Say for a while why something was not done."""
        self.notify(render_problem(error.problems[0]), markup=False, severity="warning", timeout=8)

    def refused_in_scenario(self) -> bool:
        """Say that something belongs to the truth alone, where a scenario is open."""
        inside = bool(self.parself.scenario_name)
        if inside:
            words = _("Not in a scenario: go back to the truth first (Ctrl+T).")
            self.notify(words, markup=False, severity="warning", timeout=8)
        return inside

    async def action_undo(self) -> None:
        """Take the last change back: an entry, or once there is none, a change of edition."""
        if not self.desk.can_undo and self.parself.undo_edition():
            return
        await self._step(self.desk.undo, say("Undone: row {row}."), _("Nothing to undo."))

    async def action_redo(self) -> None:
        """Take back an undo."""
        await self._step(self.desk.redo, say("Redone: row {row}."), _("Nothing to redo."))

    async def _step(self, step: Callable[[], str | None], done: Message, nothing: str) -> None:
        try:
            row_id = step()
        except UsageError as error:
            self.tell(error)
            return
        if row_id is None:
            self.notify(nothing, markup=False, timeout=3)
        else:
            await self.show_step(row_id, done)

    async def show_step(self, row_id: str, done: Message) -> None:
        """Show what an undo or redo changed, and say so; empty where it was no single row."""
        self.refresh_view()
        words = Message(done.id, {"row": row_id})
        told = render(words) if row_id else _("The change was taken back or done again.")
        self.notify(told, markup=False, timeout=3)

    def action_save(self) -> None:
        """Save at once and say when."""
        self.parself.autosave()
        self.show_saved()
        if self.parself.save_problem is None:
            when = self.desk.saved_at or self.desk.folder.saved
            self.notify(_("Saved {time}").format(time=f"{when:%H:%M:%S}"), markup=False, timeout=3)

    def all_saved(self) -> bool:
        """Save; where that fails, or only reading is possible, say so."""
        self.parself.autosave()
        problem = Problem(READ_ONLY) if self.desk.read_only else self.parself.save_problem
        if problem is not None:
            self.tell(UsageError(problem))
        return problem is None

    def action_back(self) -> None:
        """Go back to the screen before."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
