"""The Textual application: which assessment is open, saving it, and moving between screens.

The app owns the one desk of the sitting. Screens ask it to open, save and close; they
show what the desk holds and hand it what people enter.
"""

import gc
import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType
from textual.driver import Driver
from textual.events import Event, Resize
from textual.filter import LineFilter
from textual.geometry import Size
from textual.notifications import SeverityLevel

from parself.assessment import store
from parself.assessment.model import Scenario
from parself.assessment.scenarios import Kept
from parself.desk import recent
from parself.desk.desk import Desk
from parself.desk.what_if import ScenarioDesk
from parself.errors import ParselfError, Problem, say
from parself.files import FileError, FolderLock, Owner
from parself.i18n import _, render, render_problem
from parself.numerals import show_time
from parself.text import cleaned
from parself.tui.commands import HELP, QUIT, THEME, bindings
from parself.tui.themes import DARK, LIGHT
from parself.tui.typeahead import SittingEnds, TypeaheadApp
from parself.tui.widgets.board import WIDE
from parself.tui.widgets.plain import ONLY_SHAPES
from parself.view.view import Filter

if TYPE_CHECKING:
    from parself.assessment.going_back import Return
    from parself.editions.changing import Plan

_SIGNALLED: Final = 128
"""What shells add to the number of the signal that ended a program."""
LEAST: Final = Size(24, 6)
"""Cells below which a window shows only a part of a screen."""
SAVE_EVERY: Final = 0.5
"""Seconds between looks at whether something is to be saved."""


class ParselfApp(TypeaheadApp[str]):
    """The program on the screen. Ends with a closing sentence for the terminal."""

    TITLE = "parself"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "parself.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings((HELP, QUIT, THEME))
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual types it

    def __init__(self, start: Path | None = None, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.animation_level = "none"
        self.start = None if start is None else start.absolute()
        self.ascii_only = ascii_only
        self.desk: Desk | None = None
        self.picked_from = Path.home()
        """The folder from which the last file was picked."""
        self.save_problem: Problem | None = None
        """Why the last save failed; None when all is well."""
        self._lock: FolderLock | None = None
        self._told_rubric = False
        self._edition_before: str | None = None
        """Name of the backup before the change of edition of this sitting."""

    @property
    def size(self) -> Size:
        """Return the size that screens are laid out for; smaller windows show a part of it."""
        return _laid_out(super().size)

    async def on_event(self, event: Event) -> None:
        """Take a window of any size for one in which the widgets can be laid out."""
        if isinstance(event, Resize):
            event = Resize(_laid_out(event.size), _laid_out(event.virtual_size))
        await super().on_event(event)

    def get_driver_class(self) -> type[Driver]:
        """Return what works the terminal."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from parself.tui.terminal import TerminalDriver

        return TerminalDriver

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a passing message in place of the one before: each covers part of the figures.

        A warning stays beside the next one until its time is over. Whatever `markup` says, it
        is shown as it stands: messages quote what was typed.
        """
        if all(note.severity == "information" for note in self._notifications):
            self.clear_notifications()
        text = cleaned(message)
        super().notify(text, title=title, severity=severity, timeout=timeout, markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line passes on its way to the terminal."""
        return (*super().get_line_filters(), ONLY_SHAPES)

    def on_mount(self) -> None:
        """Open what was asked for; where that needs a word first, or nothing was, go home."""
        self.set_interval(SAVE_EVERY, self.autosave)
        self.call_after_refresh(self._collect_again)
        if self.start is None:
            self.go_home()
            return
        try:
            self.open_folder(self.start)
        except ParselfError as error:
            from parself.tui.screens.home import HomeScreen

            self.push_screen(HomeScreen(self.start, error))
        else:
            self.enter()

    def _collect_again(self) -> None:
        """Collect garbage from now on, but for what was made at the start and stays."""
        gc.freeze()
        gc.enable()

    def enter(self) -> None:
        """Show the row at which the assessment that was just opened goes on."""
        from parself.tui.screens.question import QuestionScreen

        self.push_screen(QuestionScreen())
        # The first question comes first: lock and list cost two synced writes.
        self.call_after_refresh(self._settle_in)

    def go_home(self) -> None:
        """Save, close, and show the list of assessments."""
        from parself.tui.screens.home import HomeScreen

        self.close_folder()
        self._leave_screens()
        if not isinstance(self.screen, HomeScreen):
            self.push_screen(HomeScreen())

    def _leave_screens(self) -> None:
        """Leave every screen but the list of assessments, where there is one."""
        from parself.tui.screens.home import HomeScreen

        while len(self.screen_stack) > 1 and not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    def open_folder(self, path: Path) -> None:
        """Open an assessment. Raises `ParselfError`; what was open stays open then."""
        self._sit_down(store.load(path.absolute()))

    def restore(self, path: Path, backup: store.Backup) -> None:
        """Open a damaged assessment from its backup; the damaged file is kept aside."""
        from parself.assessment import repair

        self._sit_down(repair.restore(path, backup, now=datetime.now()))

    def accept_repair(self, path: Path) -> None:
        """Open an assessment that was put right by hand, as a new save."""
        from parself.assessment import repair

        self._sit_down(repair.accept(path, now=datetime.now()))

    def mend_beside(self, path: Path, error: store.BesideError, *, accept: bool) -> None:
        """Open an assessment with the files beside it accepted as they are, or put back."""
        from parself.assessment import repair

        mend = repair.accept_beside if accept else repair.restore_beside
        self._sit_down(mend(path, error, now=datetime.now()))

    def restore_rubric(self, path: Path) -> None:
        """Open an assessment whose rubric was edited, with the rubric that was answered."""
        from parself.assessment import edition

        now = datetime.now()
        with FolderLock(path, now):
            mended = edition.restore_rubric(path, now=now)
        self._sit_down(mended)

    def change_edition(self, plan: "Plan") -> None:
        """Do a change of edition that was previewed, and go on in the new one.

        Raises `ParselfError`; a change that is decided but not finished can only be read.
        """
        from parself.assessment.swap import UnfinishedError
        from parself.editions import changing

        now, path = datetime.now(), plan.present.path
        # An open assessment has the lock already.
        with nullcontext() if self._lock is not None else FolderLock(path, now):
            try:
                changing.carry_out(plan, now=now)
            except UnfinishedError:
                if self.desk is not None:
                    self.desk.read_only = True
                raise
        self.open_folder(path)
        self._edition_before = plan.present.backup
        self._leave_screens()
        self.enter()

    def undo_edition(self) -> bool:
        """Ask whether to take back this sitting's change of edition; say whether there was one.

        Undo comes here once all that was done since is taken back.
        """
        from parself.assessment.going_back import last_change
        from parself.tui.screens.ask import AskScreen

        save = last_change(self.truth.folder) if self._edition_before else None
        if save is None or save.path.name != self._edition_before:
            return False
        way = self.truth.way_back(save)
        title = _("Take back the change of edition?")
        edition = way.assessment.rubric.edition
        words = say("Back to edition {edition}, as it was before the change.", edition=edition)
        choices = (("back", _("Take it back")), ("stay", _("Back")))

        def answered(choice: str | None) -> None:
            if choice == "back":
                self.go_back(way)

        self.push_screen(AskScreen(title, render(words), choices), answered)
        return True

    def go_back(self, way: "Return") -> None:
        """Go back to an earlier save; into another edition, the sitting begins anew.

        Raises `ParselfError`, after which all is as it was.
        """
        self.truth.restore(way)
        if not way.is_other_edition:
            self.autosave()
            return
        self._edition_before = None
        self.open_folder(self.truth.folder.path)
        self._leave_screens()
        self.enter()
        edition = way.assessment.rubric.edition
        words = say("Back in edition {edition}; the state before is kept.", edition=edition)
        self.notify(render(words), markup=False, timeout=10)

    def _sit_down(self, folder: store.Folder) -> None:
        self.close_folder()
        self.desk = Desk(folder)

    @property
    def truth(self) -> Desk:
        """The desk of the assessment itself, also while a scenario stands in front of it.

        There is one while an assessment is open.
        """
        desk = self.desk
        if desk is None:
            raise LookupError("no assessment is open")
        return desk.truth if isinstance(desk, ScenarioDesk) else desk

    @property
    def scenario_name(self) -> str:
        """The scenario that is open; empty outside of one."""
        return self.desk.scenario.name if isinstance(self.desk, ScenarioDesk) else ""

    def enter_scenario(self, kept: Kept, scenario: Scenario) -> None:
        """Work on a what-if copy from now on; the truth is saved and waits."""
        self.autosave()
        if self.save_problem is None:
            self.desk = ScenarioDesk(self.truth, kept, scenario)

    def leave_scenario(self) -> None:
        """Go back to the assessment itself."""
        self.autosave()
        if self.save_problem is None:
            self.desk = self.truth

    def _settle_in(self) -> None:
        """Take the lock, or read only where somebody else holds it; and remember the folder."""
        if self.desk is None or self._lock is not None:
            return
        folder, now = self.desk.folder, datetime.now()
        lock = FolderLock(folder.path, now)
        try:
            owner = lock.acquire()
        except FileError as error:
            self._only_read(render_problem(error.problems[0]))
        else:
            if owner is None:
                self._lock = lock
                self._tell_unguarded(lock)
            else:
                self._only_read(_busy_words(owner))
        title = f"{self.desk.view.owner} · {folder.assessment.year}"
        recent.remember(folder.path, title, now)

    def _tell_unguarded(self, lock: FolderLock) -> None:
        if not lock.is_kept:
            words = _(
                "This drive cannot lock folders: nothing keeps another window from writing here."
                " Make sure that nobody else has this assessment open."
            )
            self.notify(words, markup=False, severity="warning", timeout=15)

    def _only_read(self, why: str) -> None:
        if self.desk is not None:
            self.desk.read_only = True
            self.notify(why, markup=False, severity="warning", timeout=15)
            self._show_saved()

    def close_folder(self) -> None:
        """Save and leave the present assessment."""
        if self.desk is not None:
            self.autosave()
        if self._lock is not None:
            self._lock.release()
        self._lock = None
        self.desk = None

    def autosave(self) -> None:
        """Save what is not on disk yet; on failure keep it, say why, and try again later."""
        if self.desk is None or not self.desk.is_dirty:
            return
        before = self.save_problem
        try:
            self.desk.save()
        except ParselfError as error:
            self.save_problem = error.problems[0]
        else:
            self.save_problem = None
            self._tell_touched_rubric()
        if self.save_problem != before or self.save_problem is None:
            self._show_saved()

    def _tell_touched_rubric(self) -> None:
        """Say once that the rubric was changed under this sitting, which goes on with its own."""
        if self.desk is None or self._told_rubric or not store.is_rubric_touched(self.desk.folder):
            return
        self._told_rubric = True
        words = _(
            "Somebody changed the rubric beside this assessment. Work goes on with the one that was"
            " opened; opening it again offers what to do."
        )
        self.notify(words, markup=False, severity="warning", timeout=15)

    def _show_saved(self) -> None:
        for screen in self.screen_stack:
            refresh = getattr(screen, "show_saved", None)
            if refresh is not None:
                refresh()

    def _fatal_error(self) -> None:
        """Save and leave the screen; `run` raises the error again for the shell to report.

        Textual would print a traceback here. A clerk is told in one sentence instead.
        """
        with suppress(ParselfError):
            if self.desk is not None:
                self.desk.save()
        self._close_messages_no_wait()

    def action_help(self) -> None:
        """Show the keys of the present screen, the marks, and how to type numbers."""
        from parself.tui.screens.help import HelpScreen, commands_of

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(commands_of(self.screen)))

    def action_theme(self) -> None:
        """Change between the dark and the light theme; both are readable (contrast above 4.5)."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    async def action_quit_safely(self) -> None:
        """Save everything and leave, unless something could not be saved."""
        self.autosave()
        if self.save_problem is not None and self.desk is not None and self.desk.is_dirty:
            from parself.tui.screens.ask import AskScreen

            words = render_problem(self.save_problem)
            choices = (("stay", _("Go back and save elsewhere")), ("leave", _("Leave unsaved")))
            self.push_screen(AskScreen(_("Not saved"), words, choices), self._leave_if)
            return
        self.leave()

    def _leave_if(self, choice: str | None) -> None:
        if choice == "leave":
            self.leave()

    def on_sitting_ends(self, event: SittingEnds) -> None:
        """Save and leave without a question: whoever ended the sitting waits for no answer."""
        self.autosave()
        self.leave(_SIGNALLED + event.ending)

    def leave(self, code: int = 0) -> None:
        """End the program with the closing sentence."""
        words = self._closing_words()
        if self._lock is not None:
            self._lock.release()
        self.exit(words, return_code=code)

    def _closing_words(self) -> str:
        if self.desk is None or self.desk.read_only:
            return ""
        if self.desk.is_dirty and self.save_problem is not None:
            return render_problem(self.save_problem)
        return closing_words(self.truth)


def _laid_out(window: Size) -> Size:
    """Return a size in which the widgets have room for a letter each; Textual fails at none."""
    return Size(max(LEAST.width, window.width), max(LEAST.height, window.height))


def _busy_words(owner: Owner) -> str:
    """Say who else has the assessment open."""
    if not owner.host or owner.since is None:
        return _(
            "This assessment is open in another window, or its drive refuses to lock it: here it"
            " can only be read."
        )
    return render(
        say(
            "This assessment is open in another window ({host}, since {since}):"
            " here it can only be read.",
            host=owner.host,
            since=show_time(owner.since),
        )
    )


def closing_words(desk: Desk) -> str:
    """Say that all is saved, what is open, and where the next sitting goes on."""
    progress = desk.view.progress()
    saved = show_time(desk.saved_at or desk.folder.saved)
    return render(
        say(
            "All saved at {time}. {open} rows are still open, {unbacked} have no evidence."
            " Next time you go on at {row}. Folder: {folder}",
            time=saved,
            open=progress.open,
            unbacked=len(desk.view.find("", Filter.UNBACKED)),
            row=desk.assessment.position or next(iter(desk.view.rubric.rows)),
            folder=str(desk.folder.path),
        )
    )


def run(start: Path | None = None, *, ascii_only: bool = False) -> tuple[str, int]:
    """Run the program in this terminal until it is left; return the closing sentence and code.

    Raises whatever error ended it; the work was saved before that.
    """
    app = ParselfApp(start, ascii_only=ascii_only)
    words = app.run() or ""
    if app._exception is not None:
        raise app._exception
    return words, app.return_code or 0
