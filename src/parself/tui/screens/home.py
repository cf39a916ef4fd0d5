"""Where a sitting begins: go on, begin anew, open, or look at the demo."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.worker import get_current_worker

from parself.assessment import damage, store
from parself.desk import recent
from parself.desk.round_desk import RoundDesk
from parself.errors import ParselfError, say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.province import round as rounds
from parself.province.season import is_season
from parself.returns.kept import waiting_at
from parself.tui import mending, opening
from parself.tui.aside import aside
from parself.tui.bases.workshop_frame import WorkshopFrame
from parself.tui.commands import QUIT, Command
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import FilePicker, assessment_mark
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.widgets.body import Banner, Greeting
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.message_line import MessageLine
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine, Rows

ENTER = Command("open", say("Open"), say("Take the highlighted line"), "", "Enter")
RESULT = Command(
    "result",
    say("Result"),
    say("Open the assessment at the province's result"),
    "ctrl+o",
    "Ctrl+O",
)


class HomeScreen(WorkshopFrame):
    """The list of assessments on this machine, and what else can be done."""

    OFFERS = (ENTER, RESULT)

    def __init__(self, failed: Path | None = None, error: ParselfError | None = None) -> None:
        super().__init__()
        self._failed, self._error = failed, error
        """What could not be opened when the program began, and why."""
        self._is_making = False
        """Whether the practice province is being made."""

    def compose(self) -> ComposeResult:
        """Make title, list and footer."""
        yield Greeting(id="greeting")
        yield Banner(id="problem")
        yield Rows(compact=True)
        yield MessageLine(id="making")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Say at once why what the command line named did not open."""
        self.query_one(MessageLine).display = False
        self.refresh_view()
        if self._failed is not None and self._error is not None:
            self._explain(self._failed, self._error)

    def refresh_view(self) -> None:
        """Show the assessments, the last one first."""
        title = _("parself · self-assessment of the PAR INDEX")
        where = say(
            "Figures are kept on this machine only, in {path}. The program uses no network.",
            path=show_path(recent.home_folder()),
        )
        greeting = lines(plain((title, "bold")), plain((render(where), "dim")))
        self.query_one(Greeting).update(greeting)
        # Enter after something that did not open must not open something else instead.
        start = None if self._failed is None else "browse"
        self.query_one(Rows).fill(list(self._lines()), key=start)
        self.query_one(Footer).show((ENTER, RESULT, QUIT))

    @staticmethod
    def _lines() -> Iterator[ListLine[Path | str]]:
        for entry in recent.recent():
            head = (f"{_('Continue')}: ", "bold")
            known = _known(entry.path)
            where = f"  {show_path(entry.path)}"
            words = plain(head, entry.title, (known and f"  {known}", "bold"), where)
            yield ListLine(words, Path(entry.path), f"open:{entry.path}")
        yield ListLine(plain(_("New assessment")), "new")
        yield ListLine(plain(_("Open another")), "browse")
        yield ListLine(plain(_("Try the demo (11 units)")), "demo")
        yield ListLine(plain(_("New round (for the province)")), "round")
        yield ListLine(plain(_("Workshop (trainers and groups)")), "workshop")
        yield ListLine(plain(_("Quit")), "quit")

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        match self.query_one(Rows).here:
            case Path() as path:
                self.open_path(path)
            case "new":
                self.parself.show("new:NewScreen", self.parself, then=self._begun)
            case "round":
                self.parself.show("round_new:NewRoundScreen", then=self._founded)
            case "browse":
                self._browse()
            case "demo":
                self._demo()
            case "workshop":
                self.ask_workshop()
            case _:
                self.call_later(self.app.run_action, "quit_safely")

    def action_result(self) -> None:
        """Open the highlighted assessment, and there what the province sent back."""
        path = self.query_one(Rows).here
        if isinstance(path, Path):
            self.open_path(path)
            if self.parself.desk is not None:
                self.parself.show_of_desk("result:ResultScreen")

    def _begun(self, done: bool | None) -> None:
        if done:
            self._enter()

    def _founded(self, path: Path | None) -> None:
        if path is not None:
            self._open_round(path)

    def _browse(self) -> None:
        words = _("Folder of the assessment or of a round, or a part as one file (.zip)")
        start = recent.home_folder()
        picker = FilePicker(_("Open another"), start, self._way_in, words, _mark)
        self.ask(picker, lambda go: go())

    def _way_in(self, path: Path) -> Callable[[], None]:
        """Return how to go on with what was chosen, or raise what the picker tells of it."""
        path = opening.folder_of(path)
        if rounds.is_round(path):
            return partial(self._open_round, path)
        if is_season(path):
            return partial(self.parself.show, "season:SeasonScreen", path)
        if opening.is_session(path):
            return partial(self._open_class, path)
        if opening.is_exercise(path):
            return partial(self.begin_group, path)
        if opening.is_packed(path) and opening.is_share(path):
            return partial(self._unpack, path)
        self.parself.open_folder(_unpacked(path))
        return self._enter

    def _unpack(self, file: Path) -> None:
        """Ask in which folder an appraiser's share is opened, and open it there."""
        from parself.province import part_desk

        def opened(folder: Path) -> Path:
            part_desk.open_share(file, folder, now=datetime.now())
            return folder

        words = _("Folder of your own in which the share is opened; Enter opens it.")
        start = show_path(recent.home_folder() / file.stem)
        self.ask(PathPrompt(_("Share of an appraiser"), words, start, opened), self._open_round)

    def _demo(self) -> None:
        """Make the practice province, telling how far that is, and open its unit."""
        from parself import demo

        if self._is_making:
            return
        self._is_making = True
        self._tell_making(0, 1)

        def told(done: int, of: int) -> None:
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._tell_making, done, of)

        def make() -> Path:
            return demo.prepare(demo.default_folder(), progress=told).open_folder

        aside(self, make, self._practise, self._not_made)

    def _tell_making(self, done: int, of: int) -> None:
        line, words = self.query_one(MessageLine), _("Making the practice data")
        line.display = True
        line.show_progress(done, of, signs=self.parself.signs, words=words)

    def _not_made(self, error: ParselfError) -> None:
        self._end_making()
        self.tell(error)

    def _practise(self, folder: Path) -> None:
        self._end_making()
        if self.is_current:
            # Whoever opened something else meanwhile stays there.
            self.open_path(folder)

    def _end_making(self) -> None:
        self._is_making = False
        self.query_one(MessageLine).display = False

    def open_path(self, path: Path) -> None:
        """Open a folder, asking first where its file is damaged or was edited by hand."""
        try:
            self.parself.open_folder(path)
        except ParselfError as error:
            self._explain(path, error)
        else:
            self._enter()

    def _explain(self, path: Path, error: ParselfError) -> None:
        """Offer the ways out where a folder did not open, or else say why it did not."""
        found = mending.offer(path, error)
        if found is not None:
            choices = [*((way.key, way.label) for way in found.ways), ("back", _("Back"))]
            window = AskScreen(found.title, found.words, choices)
            self.app.push_screen(window, partial(self._mend, found.ways, error))
        elif isinstance(error, damage.NoAssessmentError) and rounds.is_round(path):
            self._open_round(path)
        elif isinstance(error, damage.NoAssessmentError) and is_season(path):
            self.parself.show("season:SeasonScreen", path)
        elif opening.is_session(path) or opening.is_packed(path):
            with self.telling():
                self._way_in(path)()
        else:
            self.tell(error)

    def _mend(self, ways: Sequence[mending.Way], error: ParselfError, choice: str | None) -> None:
        """Go the way that was chosen; with none, what is wrong stays on the screen."""
        chosen = next((way for way in ways if way.key == choice), None)
        if chosen is None:
            self.tell(error)
            return
        with self.telling():
            chosen.go(self.parself)
            self._settle()

    def _open_round(self, path: Path) -> None:
        """Open the board of a province's round."""
        from parself.province.ledger import behind
        from parself.province.overview import open_overview
        from parself.words.round_words import round_title

        with self.telling():
            view = open_overview(path)
            for problem in (*view.trouble, *behind(path, datetime.now())):
                self.notify(render_problem(problem), severity="warning", timeout=15)
            recent.remember(path, round_title(view.round), datetime.now())
            self.parself.show("round_board:BoardScreen", RoundDesk(path, view))

    def _open_class(self, path: Path) -> None:
        """Open the board of a trainer's session."""
        from parself.desk import class_desk

        desk = class_desk.opened(path)
        recent.remember(path, desk.board.title, datetime.now())
        self.parself.show("classroom:ClassroomScreen", desk)

    def _enter(self) -> None:
        self._settle()
        self.parself.enter()

    def _settle(self) -> None:
        """Forget what was wrong."""
        self._failed = None
        self.query_one(Banner).remove_class("shown")

    def tell(self, error: ParselfError) -> None:
        """Say what is wrong; it stays to be read."""
        self.query_one(Banner).show(error)


def _mark(folder: Path) -> str:
    """Return what a folder is: an assessment, a round of the province, or a season of rounds."""
    if rounds.is_round(folder):
        return _("round")
    if opening.is_session(folder):
        return _("class")
    return assessment_mark(folder) or (_("season") if is_season(folder) else "")


def _unpacked(path: Path) -> Path:
    """Return the folder to open: beside it, for a department's part that came as one file."""
    if not opening.is_packed(path):
        return path
    from parself.desk import handing_out

    return handing_out.open_part(path, None).path


def _of_unit(path: Path) -> str:
    """Return what is to be known of an assessment before it is opened; empty where nothing is."""
    left = waiting_at(path)
    fault = "" if store.is_sound(path) else f"! {_('files damaged or changed')}"
    to_reply = render(say("{count} criteria to reply to", count=left)) if left else ""
    return "  ".join(filter(None, (fault, to_reply)))


def _known(path: Path) -> str:
    """Return what is to be done next in what was opened here."""
    if rounds.is_round(path):
        return _of_round(path)
    return _("class") if opening.is_session(path) else _of_unit(path)


def _of_round(path: Path) -> str:
    """Return what is to be done next in a round."""
    from parself.words.round_words import next_words

    try:
        return next_words(rounds.open_round(path), date.today())
    except ParselfError:
        return f"! {_('files damaged or changed')}"
