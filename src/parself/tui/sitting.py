"""A sitting: which assessment is open, saving it, and which screen stands in front.

The application owns the one desk of the sitting. Screens ask it to open, save and close, and
for other screens by name; they show what the desk holds and hand it what people enter.
"""

from collections.abc import Awaitable, Callable
from contextlib import nullcontext, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from parself.assessment import store
from parself.assessment.model import Scenario
from parself.desk import recent
from parself.desk.desk import Desk
from parself.errors import ParselfError, Problem, say
from parself.files import FileError, FolderLock, Owner
from parself.i18n import _, render, render_problem
from parself.numerals import show_time
from parself.tui.by_name import HOME, QUESTION, is_named, screen_named
from parself.tui.tour import Tour
from parself.tui.typeahead import SittingEnds, TypeaheadApp
from parself.view.view import Filter
from parself.words.signs import WGL4, Signs

if TYPE_CHECKING:
    from parself.assessment.going_back import Return
    from parself.assessment.scenarios import Kept
    from parself.editions.changing import Plan
    from parself.workshop.exercise import Exercise

_SIGNALLED: Final = 128
"""What shells add to the number of the signal that ended a program."""


Taking = Callable[[Any], None] | Callable[[Any], Awaitable[None]]
"""Takes what a screen returns; None where it was left."""


class SittingApp(TypeaheadApp[str]):
    """The application as screens know it. Ends with a closing sentence for the terminal."""

    def __init__(self, start: Path | None = None, *, signs: Signs = WGL4) -> None:
        super().__init__()
        self.start = None if start is None else start.absolute()
        self.signs = signs
        self.desk: Desk | None = None
        self.picked_from = Path.home()
        """The folder from which the last file was picked."""
        self.save_problem: Problem | None = None
        """Why the last save failed; None when all is well."""
        self.tour: Tour | None = None
        """The tour that somebody takes who is new; None outside of one."""
        self._lock: FolderLock | None = None
        self._told_rubric = False
        self._exercise: Exercise | None = None
        """The exercise of the group whose folder is open, once it was read."""
        self._edition_before: str | None = None
        """Name of the backup before the change of edition of this sitting."""

    def show(self, name: str, *given: object, then: Taking | None = None) -> None:
        """Open a screen by name, made with what is given; `then` takes what it returns."""
        self.push_screen(screen_named(name)(*given), then)

    def show_of_desk(self, name: str) -> None:
        """Open a screen by name for the open assessment; its `of` may refuse and say why."""
        kind = screen_named(name)
        screen = kind.of(self) if hasattr(kind, "of") else kind(self.open_desk)
        if screen is not None:
            self.push_screen(screen)

    def went_back_to(self, name: str) -> bool:
        """Go back to a screen that stands open already; say whether one does."""
        stands = any(is_named(screen, name) for screen in self.screen_stack)
        while stands and not is_named(self.screen, name):
            self.pop_screen()
        return stands

    def enter(self) -> None:
        """Show the row at which the assessment that was just opened goes on."""
        self.show(QUESTION)
        # The first question comes first: lock and list cost two synced writes.
        self.call_after_refresh(self._settle_in)

    def tell(self, error: ParselfError) -> None:
        """Say for a while why something was not done."""
        self.notify(render_problem(error.problems[0]), severity="warning", timeout=8)

    def go_home(self) -> None:
        """Save, close, and show the list of assessments."""
        self.close_folder()
        self._leave_screens()
        if not is_named(self.screen, HOME):
            self.show(HOME)

    def _leave_screens(self) -> None:
        """Leave every screen but the list of assessments, where there is one."""
        while len(self.screen_stack) > 1 and not is_named(self.screen, HOME):
            self.pop_screen()

    def open_folder(self, path: Path) -> None:
        """Open an assessment. Raises `ParselfError`; what was open stays open then."""
        self.sit_down(store.load(path.absolute()))

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

    def way_before_edition(self) -> "Return | None":
        """Return the way back before this sitting's change of edition; None where none is known.

        Undo comes here once all that was done since is taken back.
        """
        from parself.assessment.going_back import last_change

        save = last_change(self.truth.folder) if self._edition_before else None
        if save is None or save.path.name != self._edition_before:
            return None
        return self.truth.way_back(save)

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
        self.notify(render(words), timeout=10)

    def sit_down(self, folder: store.Folder) -> None:
        """Work on a folder from now on; what was open is saved and closed."""
        self.close_folder()
        self.desk, self._exercise = Desk(folder), None

    def exercise(self) -> "Exercise | None":
        """Return the exercise of the group whose folder is open; None where there is none.

        Raises as `practising.exercise_of` does.
        """
        from parself.desk import practising

        if self._exercise is None:
            self._exercise = practising.exercise_of(self.truth)
        return self._exercise

    @property
    def time_words(self) -> str:
        """How much time a group still has; empty where none is set."""
        group = self.open_desk.assessment.group
        if group is None:
            return ""
        from parself.words.practice_words import time_words
        from parself.workshop.group_folder import time_left

        with suppress(ParselfError):
            exercise = self.exercise()
            if exercise is not None:
                return time_words(time_left(exercise, group, self.open_desk.now()))
        return ""

    @property
    def open_desk(self) -> Desk:
        """The desk; there is one while an assessment is open."""
        if self.desk is None:
            raise LookupError("no assessment is open")
        return self.desk

    def begin_tour(self) -> None:
        """Begin the tour on what is open."""
        self.tour = Tour(self.open_desk.view)

    @property
    def truth(self) -> Desk:
        """The desk of the assessment itself, also while a scenario stands in front of it."""
        return self.open_desk.truth

    @property
    def scenario_name(self) -> str:
        """The scenario that is open; empty outside of one."""
        scenario = self.desk.scenario if self.desk else None
        return scenario.name if scenario else ""

    def enter_scenario(self, kept: "Kept", scenario: Scenario) -> None:
        """Work on a what-if copy from now on; the truth is saved and waits."""
        from parself.desk.what_if import ScenarioDesk

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
            if owner is not None:
                self._only_read(_busy_words(owner))
            else:
                self._guarded_by(lock)
        title = f"{self.desk.view.owner} · {folder.assessment.year}"
        recent.remember(folder.path, title, now)

    def _guarded_by(self, lock: FolderLock) -> None:
        self._lock = lock
        if not lock.is_kept:
            words = _(
                "This drive cannot lock folders: nothing keeps another window from writing here."
                " Make sure that nobody else has this assessment open."
            )
            self.notify(words, severity="warning", timeout=15)

    def _only_read(self, why: str) -> None:
        if self.desk is not None:
            self.desk.read_only = True
            self.notify(why, severity="warning", timeout=15)
            self._show_saved()

    def close_folder(self) -> None:
        """Save and leave the present assessment."""
        if self.desk is not None:
            self.autosave()
        if self._lock is not None:
            self._lock.release()
        self._lock = None
        self.desk = self.tour = None

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
        self.notify(words, severity="warning", timeout=15)

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

    async def action_quit_safely(self) -> None:
        """Save everything and leave, unless something could not be saved."""
        self.autosave()
        if self.save_problem is not None and self.desk is not None and self.desk.is_dirty:
            from parself.tui.dialogs.ask import AskScreen

            words = render_problem(self.save_problem)
            choices = (("stay", _("Go back and save elsewhere")), ("leave", _("Leave unsaved")))
            window = AskScreen(_("Not saved"), words, choices)
            self.push_screen(window, lambda choice: self.leave() if choice == "leave" else None)
        else:
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


def _busy_words(owner: Owner) -> str:
    """Return a sentence that names who else has the assessment open."""
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
    """Return the closing sentence: all is saved, what is open, where the next sitting goes on."""
    progress = desk.view.progress()
    saved = show_time(desk.saved_at or desk.folder.saved)
    return render(
        say(
            "All saved at {time}. {open} rows are still open, {unbacked} have no evidence."
            " Next time you go on at {row}. Folder: {folder}",
            time=saved,
            open=progress.open,
            unbacked=len(desk.view.filtered(Filter.UNBACKED)),
            row=desk.assessment.position or next(iter(desk.view.rubric.rows)),
            folder=str(desk.folder.path),
        )
    )
