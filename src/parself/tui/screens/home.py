"""Where a sitting begins: go on, begin anew, open, or look at the demo."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.assessment import beside, damage, edition, repair, store
from parself.assessment.saves import EarlierSave
from parself.desk import recent
from parself.errors import ParselfError, say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.province import round as rounds
from parself.tui.commands import QUIT, Command
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import AssessmentPicker
from parself.tui.sitting import SittingApp, sitting_of
from parself.tui.widgets.body import Banner, Greeting, Rows
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.plain import lines, plain
from parself.words.retelling import difference_words, value_words

ENTER = Command("open", say("Open"), say("Take the highlighted line"), "", "Enter")


class HomeScreen(Screen[None]):
    """The list of assessments on this machine, and what else can be done."""

    OFFERS: ClassVar[tuple[Command, ...]] = (ENTER,)
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, failed: Path | None = None, error: ParselfError | None = None) -> None:
        super().__init__()
        self._failed, self._error = failed, error
        """What could not be opened when the program began, and why."""

    @property
    def parself(self) -> SittingApp:
        """The application, typed."""
        return sitting_of(self)

    def compose(self) -> ComposeResult:
        """Make title, list and footer."""
        yield Greeting(id="greeting")
        yield Banner(id="problem")
        yield Rows(id="list", compact=True, markup=False)
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Say at once why what the command line named did not open."""
        self.show_list()
        if self._failed is not None and self._error is not None:
            self._explain(self._failed, self._error)

    def on_screen_resume(self) -> None:
        """Show what was opened meanwhile."""
        if self.is_mounted:
            self.show_list()

    def show_list(self) -> None:
        """Show the assessments, the last one first."""
        title = _("parself · self-assessment of the PAR INDEX")
        where = render(
            say(
                "Figures are kept on this machine only, in {path}. The program uses no network.",
                path=show_path(recent.home_folder()),
            )
        )
        self.query_one("#greeting", Static).update(
            lines(plain((title, "bold")), plain((where, "dim")))
        )
        choices = self.query_one(OptionList)
        options = [Option(self._line(entry), id=f"open:{entry.path}") for entry in recent.recent()]
        options += [
            Option(plain(_("New assessment")), id="new"),
            Option(plain(_("Open another")), id="browse"),
            Option(plain(_("Try the demo (11 units)")), id="demo"),
            Option(plain(_("Quit")), id="quit"),
        ]
        choices.set_options(options)
        # Enter after something that did not open must not open something else instead.
        choices.highlighted = 0 if self._failed is None else choices.get_option_index("browse")
        choices.focus()
        self.query_one(Footer).show((ENTER, QUIT))

    @staticmethod
    def _line(entry: recent.Recent) -> Content:
        fault = "" if store.is_sound(entry.path) else f"  ! {_('files damaged or changed')}"
        head = (f"{_('Continue')}: ", "bold")
        return plain(head, entry.title, (fault, "$text-error"), f"  {show_path(entry.path)}")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        kind, _sep, path = (event.option.id or "").partition(":")
        match kind:
            case "open":
                self.open_path(Path(path))
            case "new":
                self._new()
            case "browse":
                self._browse()
            case "demo":
                self._demo()
            case _:
                self.call_later(self.app.run_action, "quit_safely")

    def _browse(self) -> None:
        picker = OpenPicker(self.parself)

        def opened(path: Path | None) -> None:
            if picker.round is not None:
                self.open_round(picker.round)
            else:
                self._opened(path is not None)

        self.app.push_screen(picker, opened)

    def _new(self) -> None:
        self.parself.show("new:NewScreen", self.parself, then=self._opened)

    def _demo(self) -> None:
        from parself import demo

        try:
            made = demo.prepare(demo.default_folder())
        except ParselfError as error:
            self._show_problem(error)
            return
        self.open_path(made.open_folder)

    def _opened(self, done: bool | None) -> None:
        if done:
            self._enter()

    def open_path(self, path: Path) -> None:
        """Open a folder, asking first where its file is damaged or was edited by hand."""
        try:
            self.parself.open_folder(path)
        except ParselfError as error:
            self._explain(path, error)
        else:
            self._enter()

    def _explain(self, path: Path, error: ParselfError) -> None:
        match error:
            case damage.DamagedAssessmentError():
                self._offer_backup(path, error)
            case damage.HandEditedError():
                self._offer_repair(path, error)
            case beside.BesideError():
                self._offer_beside(path, error)
            case _ if edition.concerns_rubric(path, error):
                self._offer_rubric(path, error)
            case damage.NoAssessmentError() if rounds.is_round(path):
                self.open_round(path)
            case _:
                self._show_problem(error)

    def open_round(self, path: Path) -> None:
        """Make papers of a province's round; its other work is done from the shell."""
        from parself.report import making

        try:
            round_ = rounds.open_round(path)
            maker = making.of_round(round_, datetime.now().date())
        except ParselfError as error:
            self._show_problem(error)
            return
        for problem in round_.trouble:
            self.app.notify(render_problem(problem), markup=False, severity="warning", timeout=15)
        self.parself.show("papers:PapersScreen", maker, path.parent)

    def _enter(self) -> None:
        self._failed = None
        self.query_one("#problem").remove_class("shown")
        self.parself.enter()

    def _show_problem(self, error: ParselfError) -> None:
        words = "\n".join(render_problem(problem) for problem in error.problems)
        banner = self.query_one("#problem", Static)
        banner.update(plain(words))
        banner.add_class("shown")

    def _offer_backup(self, path: Path, error: damage.DamagedAssessmentError) -> None:
        if not error.offered:
            self._show_problem(error)
            return

        def decided(choice: str | None) -> None:
            self._restore(path, error.offered, choice)

        words = "\n".join(render_problem(problem) for problem in error.problems[:1])
        choices = [*_restoring(error.offered), ("back", _("Back"))]
        self.app.push_screen(AskScreen(_("Damaged file"), words, choices), decided)

    def _restore(self, path: Path, offered: Sequence[EarlierSave], choice: str | None) -> None:
        """Restore the copy whose number was chosen, if one was."""
        chosen = [one for one in offered if str(one.revision) == choice]
        if chosen:
            self._try(lambda: self.parself.restore(path, chosen[0]))

    def _offer_repair(self, path: Path, error: damage.HandEditedError) -> None:
        def decided(choice: str | None) -> None:
            if choice == "accept":
                self._try(lambda: self.parself.accept_repair(path))
            else:
                self._restore(path, error.offered, choice)

        titles = repair.titles_of(path, error.assessment.unit)
        told = ((one.row, *difference_words(*titles, one)) for one in error.differences[:8])
        shown = [f"{row} {label}: {old} → {new}".lstrip() for row, label, old, new in told]
        words = "\n".join([*(render_problem(p) for p in error.problems), *shown])
        choices = [("accept", _("Use the file as edited by hand"))]
        choices += _restoring(error.offered)
        choices.append(("back", _("Back")))
        self.app.push_screen(AskScreen(_("Edited by hand"), words, choices), decided)

    def _offer_beside(self, path: Path, error: beside.BesideError) -> None:
        """Offer the ways out where files beside the assessment were edited or damaged."""

        def decided(choice: str | None) -> None:
            if choice in {"restore", "accept"}:
                accept = choice == "accept"
                self._try(lambda: self.parself.mend_beside(path, error, accept=accept))
            else:
                self._show_problem(error)

        choices = []
        if error.can_be_restored:
            choices.append(("restore", _("Put the good copy back")))
        if error.can_be_accepted:
            choices.append(("accept", _("Go on with the files as they are")))
        choices.append(("back", _("Back")))
        places = [place for finding in error.findings for place in finding.places()]
        shown = [f"{one.key}: {value_words(one.before)} → {value_words(one.now)}" for one in places]
        words = "\n".join([*(render_problem(p) for p in error.problems), *shown[:8]])
        self.app.push_screen(AskScreen(_("Files beside the assessment"), words, choices), decided)

    def _offer_rubric(self, path: Path, error: ParselfError) -> None:
        """Offer the ways out where the rubric beside the assessment was edited or replaced."""

        def decided(choice: str | None) -> None:
            if choice == "restore":
                self._try(lambda: self.parself.restore_rubric(path))
            elif choice == "migrate":
                self._preview_edition(path)
            else:
                self._show_problem(error)

        choices = [("restore", _("Put the rubric back as it was"))]
        if isinstance(error, store.RubricChangedError):
            choices.append(("migrate", _("Take the answers over into it (preview first)")))
        choices.append(("back", _("Back")))
        words = "\n".join(render_problem(problem) for problem in error.problems[:3])
        self.app.push_screen(AskScreen(_("The rubric was changed"), words, choices), decided)

    def _preview_edition(self, path: Path) -> None:
        from parself.editions import changing

        try:
            plan = changing.prepare(path, str(path / beside.RUBRIC), now=datetime.now())
        except ParselfError as error:
            self._show_problem(error)
            return
        self.parself.show("edition:EditionScreen", plan)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except ParselfError as error:
            self._show_problem(error)
        else:
            self._enter()


class OpenPicker(AssessmentPicker):
    """Asks for the folder of an assessment and opens it."""

    def __init__(self, app: SittingApp) -> None:
        super().__init__(
            _("Open another"),
            recent.home_folder(),
            _("Folder of the assessment or of a round, or a part as one file (.zip)"),
        )
        self._parself = app
        self.round: Path | None = None
        """The folder of a round, where one was named."""

    def mark(self, folder: Path) -> str:
        """Return what the folder is: an assessment, or a round of the province."""
        return _("round") if rounds.is_round(folder) else super().mark(folder)

    def accept(self, path: Path) -> str | None:
        """Open the folder; damage is told here, and mended from the home screen."""
        if rounds.is_round(path):
            self.round = path
            return None
        try:
            self._parself.open_folder(_unpacked(path))
        except ParselfError as error:
            return "\n".join(render_problem(problem) for problem in error.problems)
        return None


def _unpacked(path: Path) -> Path:
    """Return the folder to open: beside it, for a department's part that came as one file."""
    if path.suffix.casefold() != ".zip" or not path.is_file():
        return path
    from parself.desk import handing_out

    return handing_out.open_part(path, None).path


def _restoring(offered: Sequence[EarlierSave]) -> list[tuple[str, str]]:
    """Return a choice for every copy that may be restored, by its number."""
    if len(offered) == 1:
        return [(str(offered[0].revision), _("Restore the backup"))]
    return [
        (
            str(one.revision),
            render(
                say(
                    "Restore number {number:none} of {saved}",
                    number=one.revision,
                    saved=one.saved,
                )
            ),
        )
        for one in offered
    ]
