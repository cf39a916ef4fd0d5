"""What the screens of an assessment have in common: heading, footer, saving, going elsewhere.

A command says which screen it opens and what that needs; this module alone sees to it.
"""

from collections.abc import Callable
from typing import Final, Self

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.geometry import Size
from textual.notifications import SeverityLevel

from parself.assessment.model import Purpose
from parself.desk.desk import READ_ONLY, Desk
from parself.errors import Message, Problem, UsageError, say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.rubric.offices import knows_committees
from parself.tui.bases.sitting_screen import SittingScreen
from parself.tui.by_name import QUESTION, is_named, name_of
from parself.tui.commands import COMMON, Command, keys
from parself.tui.sitting import SittingApp
from parself.tui.widgets.body import Banner
from parself.tui.widgets.colours import UNPROVED
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.heading import Heading, saved_words
from parself.tui.widgets.job_bar import JobBar
from parself.tui.widgets.message_line import MessageLine, Messages
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.score_band import ScoreBand
from parself.tui.widgets.tour_line import TourLine
from parself.values import evolve
from parself.view.job import Job, job
from parself.view.view import View
from parself.words import tour_words
from parself.words.score_words import survey_told

_FINDER: Final = "find:FindScreen"
_TITLE: Final = 44
"""Characters of a row's title in a message."""


class DeskScreen(SittingScreen):
    """A screen of the assessment that is open."""

    DEFAULT_CSS = """
    DeskScreen.-scenario {
        Heading { background: $secondary 35%; }
        ScoreBand { border-top: solid $secondary; }
        MessageLine { background: $secondary 35%; }
    }
    DeskScreen > Footer { height: 1; border: none; }
    """

    BINDINGS = keys({"ctrl+w": "leave_tour"}, first=True)

    def __init__(self) -> None:
        super().__init__()
        self._shown_view: View | None = None
        self._shown_size: Size | None = None
        self._was_signed = False
        """Whether there was a signature when this was looked at last."""
        self._messages = Messages()
        self._job: tuple[View, Job] | None = None

    @classmethod
    def of(cls, _sitting: SittingApp) -> Self | None:
        """Make the screen for the assessment that is open; None where it says why it cannot."""
        return cls()

    @property
    def desk(self) -> Desk:
        """The desk of this sitting; there is one while such a screen stands."""
        return self.parself.open_desk

    @property
    def job(self) -> Job:
        """How far the job is, counted once for each value; a save changes nothing of it."""
        view = self.desk.view
        if self._job is None or not _is_saved_alike(self._job[0], view):
            self._job = view, job(view)
        return self._job[1]

    @property
    def offered(self) -> tuple[Command, ...]:
        """The commands that fit what is open: those of a workshop only in a group's folder."""
        is_group = self.desk.assessment.group is not None
        return tuple(one for one in self.OFFERS if is_group or not one.in_group)

    @property
    def knows_committees(self) -> bool:
        """Whether the help explains the words of People's Committees."""
        return knows_committees(self.desk.folder.roster)

    def compose(self) -> ComposeResult:
        """Make heading, banner of a failed save, bar of the job, tour, body, messages and keys."""
        yield Heading(id="head")
        yield Banner(id="problem")
        yield JobBar(id="job")
        yield TourLine(id="tour")
        yield from self.compose_body()
        yield MessageLine(id="message")
        yield Footer(id="footer")

    def compose_body(self) -> ComposeResult:
        """Make what stands between."""
        raise NotImplementedError

    async def on_mount(self) -> None:
        """Show everything once the widgets are there."""
        self.refresh_view()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self._refresh_if_changed()

    def _refresh_if_changed(self) -> None:
        desk = self.parself.desk
        if desk and (self._shown_view is not desk.view or self._shown_size != self.size):
            super()._refresh_if_changed()

    def refresh_view(self) -> None:
        """Show the present value; screens add their own parts."""
        if self._shown_view is not self.desk.view:
            self._messages.forget_old()
        self.tell_voided()
        self._shown_view, self._shown_size = self.desk.view, self.size
        self._show_messages()
        self.set_class(bool(self.parself.scenario_name), "-scenario")
        self.show_saved()
        self.query_one(JobBar).show(self.job, signs=self.parself.signs)
        for board in self.query_children(ScoreBand):
            board.show(self.desk.view, self.desk.change, signs=self.parself.signs)
        self.show_keys()
        self.show_tour()

    def show_tour(self) -> None:
        """Show what the tour asks for now, if there is one: this value may be what it asked for."""
        tour = self.parself.tour
        if tour is not None:
            tour.look(self.desk.view, name_of(self))
        self.query_one(TourLine).show_tour(tour)

    def action_tour(self) -> None:
        """Begin the tour, on practice data only."""
        if self.desk.assessment.purpose is Purpose.REAL or self.desk.assessment.group is not None:
            self.notify(render(tour_words.ONLY_PRACTICE), timeout=12)
        else:
            self.parself.begin_tour()
            self.show_tour()

    def action_leave_tour(self) -> None:
        """Leave the tour; without one the key is the field's."""
        if self.parself.tour is None:
            raise SkipAction
        self.parself.tour = None
        self.show_tour()

    def show_keys(self) -> None:
        """Show the keys that are of use now; a door to this very screen is none."""
        self.query_one(Footer).show(one for one in self.offered if not is_named(self, one.opens))

    def tell_voided(self) -> None:
        """Say so when what was changed takes the signature back; not while it is still typed."""
        if self.desk.is_typing:
            return
        was_signed, self._was_signed = self._was_signed, bool(self.desk.assessment.sign_off)
        if was_signed and not self._was_signed:
            words = _("Changed after it was locked for signature: it has to be signed anew.")
            self.notify(words)

    def hear(self, words: str, severity: SeverityLevel, seconds: float) -> bool:
        """Show a message over the keys; on a screen that is only being made, once it stands."""
        self._messages.add(words, severity, seconds)
        self._show_messages()
        return True

    def _show_messages(self) -> None:
        for line in self.query_children(MessageLine):
            line.show_all(self._messages.pieces, signs=self.parself.signs)

    def show_saved(self) -> None:
        """Say when the work was last saved, or why it was not."""
        if not self.query_children(Heading):
            # Saving goes on while the screen is being made or taken down.
            return
        desk = self.desk
        saved = saved_words(desk.saved_at, dirty=desk.is_dirty)
        if desk.read_only:
            saved = plain((_("read only"), UNPROVED))
        self.query_one(Heading).show(
            desk.view,
            self.job,
            saved,
            self.parself.scenario_name,
            self.parself.time_words,
            signs=self.parself.signs,
        )
        problem = self.parself.save_problem
        banner = self.query_one(Banner)
        banner.set_class(problem is not None, "shown")
        if problem is not None:
            words = _("What you typed is still here; saving is tried again. F3: Save elsewhere.")
            banner.update(lines(plain(render_problem(problem)), plain(words)))

    def action_door(self, name: str) -> None:
        """Open the screen that a command leads to; one that stands open is gone back to."""
        command = next(one for one in self.OFFERS if one.action == name)
        if self.parself.scenario_name and not command.in_scenario:
            words = _("Not in a scenario: go back to the truth first (Ctrl+T).")
            self.notify(words, severity="warning", timeout=8)
        elif command.saved and not self.all_saved():
            return
        elif not self.parself.went_back_to(command.opens):
            self.parself.show_of_desk(command.opens)

    def all_saved(self) -> bool:
        """Save; say whether all is on the disk, and where it is not, tell why."""
        self.parself.autosave()
        return self.is_well(
            Problem(READ_ONLY) if self.desk.read_only else self.parself.save_problem
        )

    def is_well(self, problem: Problem | None) -> bool:
        """Say whether there is no problem; where there is one, tell it."""
        if problem is not None:
            self.tell(UsageError(problem))
        return problem is None

    async def action_undo(self) -> None:
        """Take the last change back: an entry, or once there is none, a change of edition."""
        with self.telling():
            way = None if self.desk.can_undo else self.parself.way_before_edition()
            if way is not None:
                edition = way.assessment.rubric.edition
                words = say(
                    "Back to edition {edition}, as it was before the change.", edition=edition
                )
                title, verb = _("Take back the change of edition?"), _("Take it back")
                self.confirm(title, render(words), verb, lambda: self.parself.go_back(way))
                return
        await self._step(self.desk.undo, say("Undone: row {row}."), _("Nothing to undo."))

    async def action_redo(self) -> None:
        """Take back an undo."""
        await self._step(self.desk.redo, say("Redone: row {row}."), _("Nothing to redo."))

    async def _step(self, step: Callable[[], str | None], done: Message, nothing: str) -> None:
        with self.telling():
            row_id = step()
            if row_id is None:
                self.notify(nothing, timeout=3)
            else:
                await self.show_step(row_id, done)

    async def show_step(self, row_id: str, done: Message) -> None:
        """Show what an undo or redo changed, and say so; `row_id` is empty for several rows."""
        self.refresh_view()
        self.tell_step(row_id, done)

    def tell_step(self, row_id: str, done: Message) -> None:
        """Say what an undo or redo changed."""
        told = _("The change was taken back or done again.")
        if row_id:
            title = self.desk.view.rubric.rows[row_id].title
            short = title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…"
            told = render(Message(done.id, {"row": f"{row_id}, {short}"}))
        self.notify(told, timeout=5)

    async def action_survey(self) -> None:
        """Take it that no survey is held, or that one is after all; say which."""
        with self.telling():
            self.desk.set_survey_held(is_held=not self.desk.assessment.survey_held)
            self.notify(render(survey_told(self.desk.view.scores)), timeout=8)
            await self.show_present_row()

    def action_save(self) -> None:
        """Save at once and say when."""
        self.parself.autosave()
        self.show_saved()
        if self.parself.save_problem is None:
            when = self.desk.saved_at or self.desk.folder.saved
            self.notify(_("Saved {time}").format(time=f"{when:%H:%M:%S}"), timeout=3)

    def action_back(self) -> None:
        """Go back to the screen before."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_find(self) -> None:
        """Find a row or a command."""
        self.parself.show(_FINDER, self.offered, COMMON, self.desk.view, then=self._found)

    def action_commands(self) -> None:
        """List all commands."""
        self.parself.show(_FINDER, self.offered, COMMON, then=self._found)

    def _found(self, found: str | None) -> None:
        if found is None:
            return
        kind, _sep, name = found.partition(":")
        if kind == "row":
            self.show_row(name)
        else:
            self.call_later(self.run_action, name)

    def show_row(self, row_id: str) -> None:
        """Go to a row on the question screen, from any screen."""
        self.desk.go_to(row_id)
        self.parself.went_back_to(QUESTION)
        if isinstance(self.app.screen, DeskScreen):
            self.app.screen.call_later(self.app.screen.show_present_row)

    async def show_present_row(self) -> None:
        """Show the row at which the assessment stands."""
        self.refresh_view()

    def action_open_folder(self) -> None:
        """Show the folder in the file manager; where there is none, say where the folder is."""
        from parself.tui.outside import open_folder

        path = self.desk.folder.path
        if not open_folder(path):
            self.notify(show_path(path), title=_("The folder is here"), timeout=15)

    def action_home(self) -> None:
        """Save, close, and go back to the list of assessments."""
        self.parself.go_home()


def _is_saved_alike(one: View, other: View) -> bool:
    """Say whether two views show the same, but for how often it was saved."""
    if one is other:
        return True
    there, here = one.assessment, other.assessment
    is_beside = one.rubric is other.rubric and one.unit is other.unit
    is_beside = is_beside and one.folder.past is other.folder.past
    return is_beside and evolve(there, revision=here.revision, beside=here.beside) == here
