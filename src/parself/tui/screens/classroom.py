"""The trainer's board: who has handed in, under which name, and what is being collected."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import OptionList

from parself.desk.class_desk import ClassDesk
from parself.errors import ParselfError, say
from parself.files import show_path, typed_path
from parself.i18n import _, render, render_problem
from parself.tui.aside import aside
from parself.tui.bases.reveal_frame import RevealFrame
from parself.tui.commands import BACK, PROGRAM, Command, letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.widgets.body import Banner, Greeting
from parself.tui.widgets.colours import DONE, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.message_line import MessageLine
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.row_table import RowTable
from parself.tui.widgets.rows import ListLine, of
from parself.words import workshop_words as words
from parself.workshop.board import GroupLine
from parself.workshop.collected import ROUNDS
from parself.workshop.collecting import PAUSE
from parself.workshop.polling import Collector, News, Told, recover

COLLECT: Final = letter(
    "collect", say("Collect"), say("Choose the folder to collect works from, or stop"), "n"
)
REVEAL: Final = letter(
    "reveal", say("Reveal"), say("Reveal the answers, in a second step the key"), "r"
)
HIDE: Final = letter("hide", say("Take back"), say("Take the last revealed step back"), "z")
RESULTS: Final = letter(
    "results", say("Agreement"), say("What divides the room, and what was written"), "t"
)
NOTE: Final = letter("note", say("Note"), say("Note what is unclear in a criterion"), "g")
WALL: Final = letter("wall", say("On the wall"), say("Show it to the room, without names"), "m")
CHOOSE: Final = Command(
    "choose", say("Choose"), say("Choose which of a group's works counts"), "", "Enter"
)


class ClassroomScreen(RevealFrame):
    """A line for each group, with its name: for the trainer's own eyes."""

    OFFERS = (COLLECT, REVEAL, RESULTS, WALL, HIDE, CHOOSE, NOTE, BACK, *PROGRAM)
    DEFAULT_CSS = """
    ClassroomScreen {
        Greeting { border: none; }
        Footer { height: 1; border: none; }
    }
    """

    def __init__(self, desk: ClassDesk) -> None:
        super().__init__()
        self.desk = desk
        self._folder: Path | None = None
        self._collector: Collector | None = None
        self._timer: Timer | None = None
        self._is_looking = False

    def compose(self) -> ComposeResult:
        """Make heading, table, message line and footer."""
        yield Greeting(id="greeting")
        yield Banner(id="problem")
        yield RowTable()
        yield MessageLine(id="message")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Note what was copied in before, and show the groups."""
        self.say_done("")
        with self.telling():
            recover(self.desk.session, datetime.now())
            self.desk.reread()
        self.refresh_view()

    def on_resize(self) -> None:
        """Fit the groups to the new width."""
        self._refresh_if_changed()

    def say_done(self, told: str, style: str = DONE) -> None:
        """Say something over the keys."""
        line = self.query_one(MessageLine)
        line.show(told, signs=self.parself.signs, style=style)

    def refresh_view(self) -> None:
        """Show the session as it was last read."""
        board = self.desk.board
        self.query_one(Footer).show(self.OFFERS)
        stage = words.STAGES[board.stages[board.round]]
        at = render(say("Round {round:none}: {stage}", round=board.round, stage=stage))
        counts = "   ".join(words.handed_in_words(board.groups, one) for one in ROUNDS)
        head = [plain((f"{board.title} › {at}", "bold")), plain(counts), plain(self._watched())]
        wrong = [plain((render_problem(one), WRONG)) for one in board.damaged]
        self.query_one(Greeting).update(lines(*head, *wrong))
        columns = Columns(
            (
                Col(_("Group"), 5),
                Col(_("Name"), 12, grows=2),
                *(Col(render(say("Round {round:none}", round=one)), 28, grows=1) for one in ROUNDS),
            ),
            max(40, self.app.size.width - 4),
        )
        shown = [ListLine(self._line(columns, one), one, one.code) for one in board.groups]
        nothing = _("Nobody has handed in yet.")
        self.query_one(RowTable).fill(columns.head, shown, nothing)

    def _watched(self) -> str:
        if self._folder is None:
            return _("Not collecting. N chooses the folder of the works.")
        gone = self._collector.watch.gone_since if self._collector else None
        if gone is not None:
            return render(say("The folder is gone since {time}.", time=f"{gone:%H:%M}"))
        return render(say("Collecting from {folder}", folder=show_path(self._folder)))

    def _line(self, columns: Columns, one: GroupLine) -> Content:
        def told(number: int) -> tuple[str, str]:
            standing = one.rounds[number]
            style = WRONG if standing.rivals else ""
            return (words.standing_words(standing, self.desk.board.rows), style)

        return columns.line((one.code, one.name, *map(told, ROUNDS)))

    def action_collect(self) -> None:
        """Choose the folder to collect from; while collecting, stop."""
        if self._timer is not None:
            self._timer.stop()
            self._timer, self._folder, self._collector = None, None, None
            self.say_done(_("Collecting has ended. What was collected is in the session."))
            self.refresh_view()
            return
        title = _("Folder of the works")
        told = _("A stick or a shared folder; nothing is written there. Enter begins.")
        start = show_path(self.desk.session.path.parent)
        self.ask(PromptScreen(title, told, start, act=self._watched_at), self._begin)

    def _watched_at(self, typed: str) -> Collector:
        return Collector(self.desk.session, typed_path(typed))

    def _begin(self, typed: str) -> None:
        self._folder, self._collector = typed_path(typed), self._watched_at(typed)
        self._timer = self.set_interval(PAUSE, self._look)
        self._look()

    def _look(self) -> None:
        """Look once, in a thread: a share may take its time."""
        if self._collector is None or self._is_looking:
            return
        self._is_looking = True
        aside(self, partial(self._collector.look, datetime.now()), self._looked, self._failed)

    def _looked(self, news: tuple[News, ...]) -> None:
        self._is_looking = False
        if not news:
            return
        bad = {Told.BROKEN, Told.UNREADABLE, Told.REFUSED, Told.GONE}
        style = UNPROVED if any(one.told in bad for one in news) else DONE
        self.say_done("\n".join(words.news_words(one) for one in news[-2:]), style)
        with self.telling():
            self.desk.reread()
        self.refresh_view()

    def _failed(self, error: ParselfError) -> None:
        self._is_looking = False
        self.say_done(render_problem(error.problems[0]), UNPROVED)

    def action_note(self) -> None:
        """Ask which row is unclear, and what in it."""

        def noted(typed: str) -> None:
            row, _blank, text = typed.strip().partition(" ")
            self.desk.note(row, text, datetime.now())

        told = _("Number of the criterion, a blank, and what is unclear.")
        self.ask(PromptScreen(_("Note"), told, act=noted), lambda _typed: None)

    def action_results(self) -> None:
        """Show what divides the room, with names."""
        self.parself.show("class_results:ClassResultsScreen", self.desk)

    def action_wall(self) -> None:
        """Show it to the room."""
        self.parself.show("wall:WallScreen", self.desk)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        line: GroupLine | None = of(event.option)
        found = [] if line is None else [one for one in line.rounds.values() if one.rivals]
        if line is None or not found:
            return
        choices = [
            (one.mark, f"{one.mark}: {words.entry_words(one, self.desk.board.rows)}")
            for one in found[0].rivals
        ]
        title = render(say("Which work of group {group} counts?", group=line.code))
        window = AskScreen(title, line.name, [*choices, ("", _("Back"))])
        self.ask(window, partial(self._choose, line.code))

    def _choose(self, code: str, mark: str) -> None:
        if mark:
            self.desk.choose(code, mark, datetime.now())

    def action_back(self) -> None:
        """Go back to the screen before; collecting ends."""
        self.dismiss(None)
