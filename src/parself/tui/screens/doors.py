"""The doors between the screens of an assessment: what can be done on every one of them.

A screen that stands open already is gone back to, not opened a second time. Screens are
imported when their door opens: the first question does not wait for the others.
"""

from typing import TYPE_CHECKING, Final

from parself.errors import RefusedError, UsageError
from parself.files import show_path
from parself.i18n import _
from parself.tui.commands import (
    COMMANDS,
    EDITION,
    EVIDENCE,
    EXPORT,
    FIGURES,
    FIND,
    FINDINGS,
    HISTORY,
    HOME,
    LIFT,
    LOCK,
    OPEN_FOLDER,
    PAPERS,
    PARTS,
    PROGRESS,
    REDO,
    REVIEW,
    SAVE,
    SAVE_ELSEWHERE,
    SCENARIOS,
    STANDINGS,
    TO_BACK,
    UNDO,
    UNLOCK,
    YEARS,
)
from parself.tui.screens.frame import Frame

if TYPE_CHECKING:
    from parself.editions.changing import Plan

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
    UNDO,
    REDO,
    SAVE,
    SAVE_ELSEWHERE,
    OPEN_FOLDER,
    EDITION,
    HOME,
)
"""What every screen of an assessment can do; its action methods stand below."""


class DeskScreen(Frame):
    """A screen of the assessment that is open, with doors to all the others."""

    def _open_screen(self, kind: "type[DeskScreen]") -> None:
        """Show the screen of a kind: the one that stands open already, else a new one."""
        if not self._went_back_to(kind):
            self.app.push_screen(kind())

    def _went_back_to(self, kind: "type[DeskScreen]") -> bool:
        """Go back to the screen of a kind, where one stands open; return whether it does."""
        stands = any(isinstance(screen, kind) for screen in self.app.screen_stack)
        while stands and not isinstance(self.app.screen, kind):
            self.app.pop_screen()
        return stands

    def action_review(self) -> None:
        """List all rows."""
        from parself.tui.screens.review import ReviewScreen

        self._open_screen(ReviewScreen)

    def action_standings(self) -> None:
        """Show score and ladder."""
        from parself.tui.screens.standings import StandingsScreen

        self._open_screen(StandingsScreen)

    def action_export(self) -> None:
        """Write the file for the province."""
        from parself.tui.screens.export import ExportScreen

        if self.refused_in_scenario():
            return
        # What is handed in is what is on disk; and giving it its number is a save.
        if self.all_saved():
            self.app.push_screen(ExportScreen(self.desk), self._exported)

    def action_edition(self) -> None:
        """Take the assessment over into another edition of its rubric, after a preview."""
        from parself.tui.screens.edition import ChoiceScreen, EditionScreen

        def chosen(plan: "Plan | None") -> None:
            if plan is not None:
                self.app.push_screen(EditionScreen(plan))

        if not self.refused_in_scenario() and self.all_saved():
            self.app.push_screen(ChoiceScreen(self.desk.folder.path), chosen)

    def _exported(self, done: bool | None) -> None:
        if done:
            self.refresh_view()

    def action_findings(self) -> None:
        """List what is to be mended or explained."""
        from parself.tui.screens.findings import FindingsScreen

        self._open_screen(FindingsScreen)

    def action_evidence(self) -> None:
        """Show what the present row cites."""
        from parself.tui.screens.evidence import EvidenceScreen

        if self.refused_in_scenario() or self._went_back_to(EvidenceScreen):
            return
        rows = self.desk.view.rubric.rows
        here = self.desk.assessment.position
        self.app.push_screen(EvidenceScreen(here if here in rows else next(iter(rows))))

    def action_to_back(self) -> None:
        """List the rows whose points nothing stands behind yet."""
        from parself.tui.screens.to_back import ToBackScreen

        self._open_screen(ToBackScreen)

    def action_history(self) -> None:
        """List earlier saves."""
        from parself.tui.screens.history import HistoryScreen

        if self.refused_in_scenario():
            return
        self.parself.autosave()
        self._open_screen(HistoryScreen)

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
        words = _("After that, any change means that it has to be signed anew.")
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

        self._open_screen(LiftScreen)

    def action_years(self) -> None:
        """Show last year beside this one."""
        from parself.tui.screens.years import YearsScreen

        if not self.refused_in_scenario():
            self._open_screen(YearsScreen)

    def action_scenarios(self) -> None:
        """List the what-if copies beside the truth."""
        from parself.tui.screens.scenarios import ScenariosScreen

        self._open_screen(ScenariosScreen)

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
        self._open_screen(PartsScreen)

    def action_progress(self) -> None:
        """Show how far departments and areas are."""
        from parself.tui.screens.progress import ProgressScreen

        self._open_screen(ProgressScreen)

    def action_figures(self) -> None:
        """Show the figures that several rows share."""
        from parself.tui.screens.figures import FiguresScreen

        self._open_screen(FiguresScreen)

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
