"""What the screens of an assessment have in common: heading, footer, save, undo, moving on."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from parself.desk import READ_ONLY, Desk
from parself.errors import Problem, RefusedError, UsageError
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.tui.commands import (
    COMMANDS,
    EDITION,
    EVIDENCE,
    EXPORT,
    FIGURES,
    FIND,
    FINDINGS,
    HELP,
    HISTORY,
    HOME,
    LIFT,
    LOCK,
    OPEN_FOLDER,
    PAPERS,
    PARTS,
    PROGRESS,
    REVIEW,
    SAVE,
    SAVE_ELSEWHERE,
    SCENARIOS,
    STANDINGS,
    TO_BACK,
    UNLOCK,
    YEARS,
    Command,
)
from parself.tui.widgets.board import Heading, saved_words
from parself.tui.widgets.plain import lines, plain
from parself.view import View

if TYPE_CHECKING:
    from parself.editions import Plan
    from parself.tui.app import ParselfApp

COMMON: Final = (
    FIND,
    EVIDENCE,
    REVIEW,
    STANDINGS,
    EXPORT,
    FINDINGS,
    PAPERS,
    PROGRESS,
    FIGURES,
    COMMANDS,
    TO_BACK,
    LIFT,
    YEARS,
    SCENARIOS,
    HISTORY,
    LOCK,
    UNLOCK,
    PARTS,
    SAVE,
    SAVE_ELSEWHERE,
    OPEN_FOLDER,
    EDITION,
    HOME,
)
"""What every screen of an assessment can do; its action methods stand below."""


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


class DeskScreen(Screen[None]):
    """A screen of the assessment that is open."""

    OFFERS: ClassVar[tuple[Command, ...]] = ()

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
        self._shown_view, self._shown_size = self.desk.view, self.size
        self.set_class(bool(self.parself.scenario_name), "-scenario")
        self.show_saved()
        self.query_one(Footer).show(self.OFFERS)

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

    def action_save(self) -> None:
        """Save at once and say when."""
        self.parself.autosave()
        self.show_saved()
        if self.parself.save_problem is None:
            when = self.desk.saved_at or self.desk.folder.saved
            self.notify(_("Saved {time}").format(time=f"{when:%H:%M:%S}"), markup=False, timeout=3)

    def action_review(self) -> None:
        """List all rows."""
        from parself.tui.screens.review import ReviewScreen

        if not isinstance(self, ReviewScreen):
            self.app.push_screen(ReviewScreen())

    def action_standings(self) -> None:
        """Show score and ladder."""
        from parself.tui.screens.standings import StandingsScreen

        if not isinstance(self, StandingsScreen):
            self.app.push_screen(StandingsScreen())

    def action_export(self) -> None:
        """Write the file for the province."""
        from parself.tui.screens.export import ExportScreen

        if self.refused_in_scenario():
            return
        # What is handed in is what is on disk; and giving it its number is a save.
        if self._all_saved():
            self.app.push_screen(ExportScreen(self.desk), self._exported)

    def _all_saved(self) -> bool:
        """Save; where that fails, or only reading is possible, say so."""
        self.parself.autosave()
        problem = Problem(READ_ONLY) if self.desk.read_only else self.parself.save_problem
        if problem is not None:
            self.tell(UsageError(problem))
        return problem is None

    def action_edition(self) -> None:
        """Take the assessment over into another edition of its rubric, after a preview."""
        from parself.tui.screens.edition import ChoiceScreen, EditionScreen

        def chosen(plan: "Plan | None") -> None:
            if plan is not None:
                self.app.push_screen(EditionScreen(plan))

        if not self.refused_in_scenario() and self._all_saved():
            self.app.push_screen(ChoiceScreen(self.desk.folder.path), chosen)

    def _exported(self, done: bool | None) -> None:
        if done:
            self.refresh_view()

    def action_findings(self) -> None:
        """List what is to be mended or explained."""
        from parself.tui.screens.findings import FindingsScreen

        if not isinstance(self, FindingsScreen):
            self.app.push_screen(FindingsScreen())

    def action_evidence(self) -> None:
        """Show what the present row cites."""
        from parself.tui.screens.evidence import EvidenceScreen

        if self.refused_in_scenario():
            return
        rows = self.desk.view.rubric.rows
        here = self.desk.assessment.position
        self.app.push_screen(EvidenceScreen(here if here in rows else next(iter(rows))))

    def action_to_back(self) -> None:
        """List the rows whose points nothing stands behind yet."""
        from parself.tui.screens.to_back import ToBackScreen

        if not isinstance(self, ToBackScreen):
            self.app.push_screen(ToBackScreen())

    def action_history(self) -> None:
        """List earlier saves."""
        from parself.tui.screens.history import HistoryScreen

        if self.refused_in_scenario():
            return
        self.parself.autosave()
        if not isinstance(self, HistoryScreen):
            self.app.push_screen(HistoryScreen())

    def action_lock(self) -> None:
        """Ask who signs, and lock."""
        from parself.tui.screens.signing import LockScreen

        if self.refused_in_scenario():
            return
        if self.desk.assessment.locked:
            self.notify(_("It is locked for signature already."), markup=False)
        else:
            self.app.push_screen(LockScreen(self.desk), self._exported)

    def action_unlock(self) -> None:
        """Ask, and unlock."""
        from parself.tui.screens.ask import AskScreen

        if self.refused_in_scenario():
            return
        if not self.desk.assessment.locked:
            self.notify(_("The assessment is not locked."), markup=False)
            return
        words = _("Any change after that voids the sign-off.")
        choices = (("unlock", _("Unlock")), ("stay", _("Back")))
        self.app.push_screen(AskScreen(_("Unlock to change"), words, choices), self._unlock_if)

    def _unlock_if(self, choice: str | None) -> None:
        if choice == "unlock":
            self.desk.unlock()
            self.refresh_view()

    def action_open_folder(self) -> None:
        """Show the folder in the file manager; where there is none, say where it is."""
        from parself.tui.outside import open_folder

        path = self.desk.folder.path
        if not open_folder(path):
            self.notify(show_path(path), title=_("The folder is here"), markup=False, timeout=15)

    def action_lift(self) -> None:
        """Show where points are lost and the way to a target."""
        from parself.tui.screens.lift import LiftScreen

        if not isinstance(self, LiftScreen):
            self.app.push_screen(LiftScreen())

    def action_years(self) -> None:
        """Show last year beside this one."""
        from parself.tui.screens.years import YearsScreen

        if not self.refused_in_scenario() and not isinstance(self, YearsScreen):
            self.app.push_screen(YearsScreen())

    def action_scenarios(self) -> None:
        """List the what-if copies beside the truth."""
        from parself.tui.screens.scenarios import ScenariosScreen

        if not isinstance(self, ScenariosScreen):
            self.app.push_screen(ScenariosScreen())

    def action_papers(self) -> None:
        """Make papers of the present value."""
        from parself.report import making
        from parself.tui.screens.papers import PapersScreen

        if self.refused_in_scenario():
            return
        try:
            maker = making.of_unit(self.desk.view, self.desk.now().date())
        except RefusedError as error:
            self.tell(UsageError(*error.problems))
            return
        self.app.push_screen(PapersScreen(maker, self.desk.folder.path.parent))

    def action_parts(self) -> None:
        """Show what departments were given and what came back."""
        from parself.tui.screens.parts import PartsScreen

        if self.refused_in_scenario():
            return
        if not isinstance(self, PartsScreen):
            self.app.push_screen(PartsScreen())

    def action_progress(self) -> None:
        """Show how far departments and areas are."""
        from parself.tui.screens.progress import ProgressScreen

        if not isinstance(self, ProgressScreen):
            self.app.push_screen(ProgressScreen())

    def action_figures(self) -> None:
        """Show the figures that several rows share."""
        from parself.tui.screens.figures import FiguresScreen

        if not isinstance(self, FiguresScreen):
            self.app.push_screen(FiguresScreen())

    def action_find(self) -> None:
        """Find a row or a command."""
        from parself.tui.screens.find import FindScreen

        self.app.push_screen(FindScreen(self.OFFERS, COMMON, self.desk.view), self._found)

    def action_commands(self) -> None:
        """List all commands."""
        from parself.tui.screens.find import FindScreen

        self.app.push_screen(FindScreen(self.OFFERS, COMMON), self._found)

    def _found(self, found: str | None) -> None:
        if found is None:
            return
        kind, _sep, name = found.partition(":")
        if kind == "row":
            self.show_row(name)
        else:
            self.call_later(self.run_action, name)

    def show_row(self, row_id: str) -> None:
        """Go to a row: back to the question screen, wherever one is now."""
        from parself.tui.screens.question import QuestionScreen

        self.desk.go_to(row_id)
        while not isinstance(self.app.screen, QuestionScreen) and len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        if isinstance(self.app.screen, QuestionScreen):
            self.app.screen.call_later(self.app.screen.show_present_row)

    def action_save_elsewhere(self) -> None:
        """Save a complete copy in another folder and go on there."""
        from parself.tui.screens.elsewhere import ElsewhereScreen

        if self.refused_in_scenario():
            return
        self.app.push_screen(ElsewhereScreen(self.desk), self._exported)

    def action_home(self) -> None:
        """Save, close, and go back to the list of assessments."""
        self.parself.go_home()

    def action_back(self) -> None:
        """Go back to the screen before."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
