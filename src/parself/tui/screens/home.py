"""Where a sitting begins: go on, begin anew, open, or look at the demo."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.worker import get_current_worker

from parself.assessment import damage
from parself.desk import recent
from parself.desk.card import Card, read_card
from parself.desk.recent import Recent
from parself.desk.round_desk import RoundDesk
from parself.errors import ParselfError, say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.province import round as rounds
from parself.province.season import is_season
from parself.tui import mending, opening
from parself.tui.aside import aside
from parself.tui.bases.workshop_frame import WorkshopFrame
from parself.tui.commands import QUIT, Command, letter
from parself.tui.dialogs.annex_picker import annex_picker
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import FilePicker, assessment_mark
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.tour import row_to_type
from parself.tui.widgets.body import Banner, Greeting
from parself.tui.widgets.breakpoints import WIDEST
from parself.tui.widgets.card import card_lines, told_of_card
from parself.tui.widgets.colours import LEADS, MUTED
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.message_line import MessageLine
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import Beside, lines, plain
from parself.tui.widgets.rows import ListLine, Rows, heading

ENTER = Command("open", say("Open"), say("Take the highlighted line"), "", "Enter")
NEW = letter("new", say("New"), say("Begin the assessment of a unit"), "n")
BROWSE = letter("browse", say("Other"), say("Open another folder or file"), "o")
DEMO = letter("demo", say("Try it"), say("Look at a practice province"), "x")
ROUND = letter("found", say("New round"), say("Begin a round of the province"), "k")
WORKSHOP = letter("workshop", say("Training"), say("For trainers and groups"), "t")
ROSTERS = letter("rosters", say("Rosters"), say("Units, their words, last year's figures"), "d")
ANNEX = letter("annex", say("From annex"), say("Make a rubric of an annex as issued"), "l")
FORGET = Command(
    "forget",
    say("Off the list"),
    say("Take it off this list; the folder stays as it is"),
    "delete",
    "Del",
    priority=False,
)
RESULT = Command(
    "result",
    say("Result"),
    say("Open the assessment at the province's result"),
    "ctrl+o",
    "Ctrl+O",
)
_LINES: Final = (
    (NEW, say("New assessment")),
    (BROWSE, say("Open another")),
    (ROUND, say("New round (for the province)")),
    (DEMO, say("Try the demo")),
    (ANNEX, say("Make a rubric of an annex")),
    (ROSTERS, say("Rosters of units")),
    (WORKSHOP, say("Workshop (trainers and groups)")),
    (QUIT, say("Quit")),
)
"""The ways to begin, as they are listed."""
_WIDEST: Final = 112
"""Cells of the widest card: what stands at its two ends is still read together."""


class HomeScreen(WorkshopFrame):
    """The list of assessments on this machine, and what else can be done."""

    DEFAULT_CSS = """
    HomeScreen {
        #body { height: 1fr; }
        #body Rows { width: 2fr; }
        Panel { display: none; width: 1fr; max-height: 100%; }
        &.-widest Panel { display: block; }
    }
    """
    OFFERS = (ENTER, NEW, BROWSE, RESULT, FORGET, DEMO, ROUND, ANNEX, ROSTERS, WORKSHOP)

    def __init__(self, failed: Path | None = None, error: ParselfError | None = None) -> None:
        super().__init__()
        self._failed, self._error = failed, error
        """What could not be opened when the program began, and why."""
        self._is_making = False
        """Whether the practice province is being made."""
        self._entries: Sequence[Recent] = ()
        self._cards: dict[Path, Card] = {}
        """What was read of the folders of the list."""

    def compose(self) -> ComposeResult:
        """Make title, list and footer."""
        yield Greeting(id="greeting")
        yield Banner(id="problem")
        with Beside(id="body"):
            yield Rows(compact=True)
            yield Panel(id="panel")
        yield MessageLine(id="making")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Say at once why what the command line named did not open."""
        self.query_one(MessageLine).display = False
        self.refresh_view()
        if self._failed is not None and self._error is not None:
            self._explain(self._failed, self._error)

    def refresh_view(self) -> None:
        """Show the list, the last one first; what its cards say is read anew."""
        # Enter after something that did not open must not open something else instead.
        self._list(None if self._failed is None else BROWSE.action, 0)
        paths = [entry.path for entry in self._entries]
        # A folder on a slow drive keeps nobody waiting.
        self.run_worker(
            lambda: self._read(paths), "cards", thread=True, exclusive=True, exit_on_error=False
        )

    def _list(self, key: str | None, place: int) -> None:
        """List cards and ways to begin; the line with the key is highlighted, else the place."""
        self._entries = recent.recent()
        width = self.app.size.width
        self.query_one(Rows).beside = width // 3 if width >= WIDEST else 0
        self.query_one(Greeting).update(_greeting(is_first=not self._entries))
        self.query_one(Rows).fill(list(self._lines()), key=key, place=place)
        self.query_one(Footer).show(
            (*self.OFFERS[:5], QUIT) if self._entries else (ENTER, NEW, QUIT)
        )

    def on_resize(self) -> None:
        """Fit cards and keys to the new width."""
        rows = self.query_one(Rows)
        self._list(rows.key, rows.highlighted or 0)

    def _lines(self) -> Iterator[ListLine[Path | str]]:
        for entry in self._entries:
            yield ListLine(self._card(entry), entry.path, _key(entry.path))
            yield ListLine(plain(""))
        if self._entries:
            yield heading(_("Begin"), MUTED)
        ways = _LINES if self._entries else sorted(_LINES, key=lambda way: way[0] is not DEMO)
        for command, words in ways:
            key = command.shown if len(command.shown) == 1 else ""
            yield ListLine(plain((f"{key:<3}", LEADS), render(words)), command.action)

    def _card(self, entry: Recent) -> Content:
        width = min(_WIDEST, self.query_one(Rows).room)
        return card_lines(entry.title, self._cards.get(entry.path), width, signs=self.parself.signs)

    def _read(self, paths: Sequence[Path]) -> None:
        """Read what the cards tell, in a thread, one after the other."""
        worker = get_current_worker()
        for path in paths:
            card = read_card(path, date.today())
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._tell_card, path, card)

    def _tell_card(self, path: Path, card: Card) -> None:
        """Show what was read of a folder, unless it was taken off the list meanwhile."""
        self._cards[path] = card
        entry = next((one for one in self._entries if one.path == path), None)
        if entry is not None and self.is_attached:
            self.query_one(Rows).replace_option_prompt(_key(path), self._card(entry))
            self._tell()

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        """Tell in the panel of the highlighted line what its card has no room for."""
        panel, here = self.query_one(Panel), self.query_one(Rows).here
        entry = next((one for one in self._entries if one.path == here), None)
        way = next((way for way in _LINES if way[0].action == here), None)
        if entry is not None:
            panel.show(
                entry.title,
                told_of_card(
                    self._cards.get(entry.path), show_path(entry.path), signs=self.parself.signs
                ),
            )
        elif way is not None:
            panel.show(render(way[1]), plain(render(way[0].help)))
        else:
            panel.empty()

    @on(OptionList.OptionSelected)
    async def _chosen(self) -> None:
        match self.query_one(Rows).here:
            case Path() as path:
                self.open_path(path)
            case QUIT.action:
                self.call_later(self.app.run_action, QUIT.action)
            case str() as action:
                await self.run_action(action)

    def action_new(self) -> None:
        """Begin an assessment."""
        self.parself.show("new:NewScreen", self.parself, then=self._begun)

    def action_found(self) -> None:
        """Begin a round of the province."""
        self.parself.show("round_new:NewRoundScreen", self.parself, then=self._founded)

    def action_browse(self) -> None:
        """Open what is not listed."""
        words = _("Folder of the assessment or of a round, or a part as one file (.zip)")
        start = recent.home_folder()
        picker = FilePicker(_("Open another"), start, self._way_in, words, _mark)
        self.ask(picker, lambda go: go())

    def action_annex(self) -> None:
        """Ask for an annex, and show how its rows are read."""
        self.ask(annex_picker(), lambda found: self.parself.show("annex:AnnexScreen", found))

    def action_rosters(self) -> None:
        """List the rosters of units."""
        self.parself.show("rosters:RostersScreen")

    def action_workshop(self) -> None:
        """Begin a workshop, as a trainer or as a group."""
        self.ask_workshop()

    def action_forget(self) -> None:
        """Take the highlighted line off the list; its folder stays as it is."""
        rows = self.query_one(Rows)
        if isinstance(rows.here, Path):
            recent.forget(rows.here)
            self._list(None, rows.highlighted or 0)

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

    def _way_in(self, path: Path) -> Callable[[], None]:
        """Return how to go on with what was chosen, or raise what the picker tells of it."""
        path = opening.folder_of(path)
        if rounds.is_round(path):
            return partial(self._open_round, path)
        if is_season(path):
            return partial(self._open_season, path)
        if opening.is_session(path):
            return partial(self._open_class, path)
        if opening.is_exercise(path):
            return partial(self.begin_group, path)
        if opening.is_result(path):
            there = opening.folder_for(path, [entry.path for entry in self._entries])
            if there is not None:
                return partial(self._receive, there, path)
        if opening.is_packed(path) and opening.is_share(path):
            return partial(self._unpack, path)
        self.parself.open_folder(_unpacked(path))
        return self._enter

    def _receive(self, folder: Path, result: Path) -> None:
        """Open the assessment that a result is for, and ask there whether to receive it."""
        self.parself.open_folder(folder)
        self._enter()
        self.parself.show_of_desk("result:ResultScreen")
        receive = f"receive_file({str(result)!r})"
        self.app.screen.call_after_refresh(self.app.screen.run_action, receive)

    def _unpack(self, file: Path) -> None:
        """Ask in which folder an appraiser's share is opened, and open it there."""
        from parself.province import part_desk

        def opened(folder: Path) -> Path:
            part_desk.open_share(file, folder, now=datetime.now())
            return folder

        words = _("Folder of your own in which the share is opened; Enter opens it.")
        start = show_path(recent.home_folder() / file.stem)
        self.ask(PathPrompt(_("Share of an appraiser"), words, start, opened), self._open_round)

    def action_demo(self) -> None:
        """Ask of which units the practice province is."""
        if not self._is_making:
            choices = (
                ("districts", _("11 districts")),
                ("communes", _("65 communes and wards")),
                ("departments", _("20 departments")),
                ("back", _("Back")),
            )
            words = _("All of it is for practice; the larger ones take a while to make.")
            where = render(say("Written in: {path}", path=show_path(recent.home_folder())))
            window = AskScreen(_("Try the demo"), f"{words}\n{where}", choices)
            # The window has left by then: a demo that is there opens at once.
            self.ask(window, lambda whose: self.call_after_refresh(self._make_demo, whose))

    def _make_demo(self, whose: str) -> None:
        """Make the practice province, telling how far that is, and open its unit."""
        from parself import demo

        cast = demo.CASTS.get(whose)
        if cast is None:
            return
        path = recent.home_folder() / cast.folder
        self._is_making = True
        self._tell_making(0, 1)

        def told(done: int, of: int) -> None:
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._tell_making, done, of)

        def make() -> Path:
            return demo.prepare(path, cast=cast, progress=told).open_folder

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
            desk = self.parself.desk
            if desk is not None:
                if first := row_to_type(desk.view):
                    desk.go_to(first)
                self.parself.begin_tour()

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
            self._open_season(path)
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

    def _open_season(self, path: Path) -> None:
        """Open the board of a season's rounds."""
        recent.remember(path, render(say("Season {name}", name=path.name)), datetime.now())
        self.parself.show("season:SeasonScreen", path)

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


def _key(path: Path) -> str:
    """Return the key of a folder's line."""
    return f"open:{path}"


def _greeting(*, is_first: bool) -> Content:
    """Return what stands over the list; whoever is new here is told what this is."""
    title = plain(("parself", "bold"), (f" · {_('self-assessment of the PAR INDEX')}", MUTED))
    where = say(
        "Kept on this machine only, no network: {path}",
        path=show_path(recent.home_folder()),
    )
    told = [plain((render(where), MUTED))]
    if is_first:
        told = [
            plain(_("Type the figures of each criterion: points, index and place move at once.")),
            plain(_("What is finished goes to the province as one file with a code.")),
            *told,
        ]
    return lines(title, *told)
