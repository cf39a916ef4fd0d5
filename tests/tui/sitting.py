"""A person at the screens: what they press, what stands there, what was kept."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from parself.assessment import store
from parself.assessment.model import Answer, Assessment
from parself.desk.desk import Desk
from parself.tui.app import ParselfApp
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import Command
from parself.tui.screens.question import QuestionScreen
from parself.tui.widgets.form import Form
from parself.tui.widgets.message_line import MessageLine, Messages
from parself.tui.widgets.row_table import HeadLine
from parself.values import evolve
from tui.bursts import burst, settle

NOW: Final = datetime(2023, 12, 12, 10, 42, 7)
NARROW: Final = (80, 24)
WIDE: Final = (160, 50)
DOORS: Final = {one.action: one for one in QuestionScreen.OFFERS if one.opens}
"""The commands that open a screen, by their names."""


class Sitting:
    """The program with a person before it."""

    def __init__(self, pilot: Pilot[Any], app: ParselfApp, messages: list[Message]) -> None:
        self.pilot = pilot
        self.app = app
        self.messages = messages

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names, and wait for what they do."""
        for key in keys:
            character = " " if key == "space" else key if len(key) == 1 else None
            event = events.Key(key, character)
            event.set_sender(self.app)
            self.app.post_message(event)
        await settle(self.pilot)

    async def types(self, keys: str) -> None:
        """Type text; Enter is ``\\r``, Tab ``\\t``."""
        burst(self.app, keys)
        await settle(self.pilot)

    async def runs(self, name: str) -> None:
        """Run a command of the screen, as the list behind F3 does."""
        await self.screen.run_action(self.command(name).call)
        await self.wait()

    def command(self, name: str) -> Command:
        """Return a command that the screen offers."""
        offers: tuple[Command, ...] = self.screen.OFFERS  # type: ignore[attr-defined]
        return next(one for one in offers if one.action == name)

    async def go_to(self, row: str) -> None:
        """Go back to the questions, dropping what was typed, and to a row."""
        while not self.sees(QuestionScreen):
            await self.press("escape")
        form = self.app.screen.query_one(Form)
        if form.faults:
            await self.press("escape")
        self.desk.go_to(row)
        screen = self.app.screen
        assert isinstance(screen, QuestionScreen)
        screen.call_later(screen.show_present_row)
        await settle(self.pilot)
        # A busy machine may take more turns than one.
        for _turn in range(20):
            if row in self.shown:
                break
            await settle(self.pilot)

    async def wait(self) -> None:
        """Wait for what goes on by itself: workers, saves."""
        await self.app.workers.wait_for_complete()
        await settle(self.pilot)

    @property
    def desk(self) -> Desk:
        assert self.app.desk is not None
        return self.app.desk

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    def sees(self, kind: type[Screen[Any]]) -> bool:
        """Whether the person is at that kind of screen."""
        return isinstance(self.screen, kind)

    def is_shown(self, selector: str) -> bool:
        """Whether a part of the present screen is visible."""
        return bool(self.screen.query_one(selector).display)

    @property
    def row(self) -> str:
        """The row at which the person stands."""
        return self.desk.assessment.position or next(iter(self.desk.view.rubric.rows))

    def answer(self, row: str | None = None) -> Answer:
        return self.desk.assessment.answer(row or self.row)

    @property
    def faults(self) -> dict[str, str]:
        """What the present row's form says is wrong, by field."""
        return dict(self.app.screen.query_one(Form).faults)

    def fault_lines(self) -> list[str]:
        """The faults that stand on the screen."""
        return [words_of(line) for line in self.screen.query("FaultLine.shown").results(Static)]

    def words(self, selector: str) -> str:
        """What a text on the present screen says."""
        return words_of(self.screen.query_one(selector, Static))

    def field(self, number: int = 0) -> Input:
        """A field of the present screen."""
        return list(self.screen.query(Input))[number]

    def options(self, selector: str = "") -> list[str]:
        """The lines of a list: of the one that fills the screen, if none is named."""
        return [str(option.prompt) for option in self._list(selector).options]

    def _list(self, selector: str = "") -> OptionList:
        fills = "Rows" if self.screen.query("Rows") else "OptionList"
        return self.screen.query_one(selector or fills, OptionList)

    def offered(self) -> list[str]:
        """The ids of what can be chosen in a list; heads, which fold, are none."""
        options = self._list().options
        lines = [one for one in options if not isinstance(one, HeadLine) and not one.disabled]
        return [line.id for line in lines if line.id is not None]

    def told(self) -> list[str]:
        """Everything that a passing message says, or the line over the keys."""
        notes = [str(note.message) for note in self.app._notifications]
        return notes + [words for screen in self._standing() for words in _said(screen)]

    def _standing(self) -> Iterator[Screen[Any]]:
        """The windows in front, and the screen under them."""
        for screen in reversed(self.app.screen_stack):
            yield screen
            if not screen.is_modal:
                return

    def forget_told(self) -> None:
        """As after a while: nothing is told any more."""
        self.app.clear_notifications()
        for screen in self._standing():
            if isinstance(screen, DeskScreen):
                screen._messages = Messages()

    @property
    def shown(self) -> str:
        """The whole screen as text."""
        strips = self.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    def save_now(self) -> Assessment:
        """Save, and read back what is on disk."""
        self.app.autosave()
        return store.load(self.desk.folder.path).assessment


def _said(screen: Screen[Any]) -> list[str]:
    """What the line over the keys says; where it only counts, that."""
    lines = screen.query("#message").results(MessageLine)
    said = [words for one in lines for words in (one.told or [words_of(one)])]
    return [words for words in said if words.strip("─")]


def words_of(widget: Static) -> str:
    """Return what a text says, without its styles."""
    content = widget.visual
    return content.plain if isinstance(content, Content) else str(content)


@asynccontextmanager
async def sitting(
    start: Path | store.Folder | None, *, size: tuple[int, int] = NARROW
) -> AsyncIterator[Sitting]:
    """Open the program, on a folder or on the home screen."""
    path = start.path if isinstance(start, store.Folder) else start
    app = ParselfApp(path)
    messages: list[Message] = []
    async with app.run_test(size=size, message_hook=messages.append) as pilot:
        await settle(pilot)
        # A question may have come up on the first screen.
        await settle(pilot)
        yield Sitting(pilot, app, messages)


def standing_at(folder: store.Folder, row: str) -> store.Folder:
    """Save the folder so that the next sitting begins at a row."""
    return store.save(folder, evolve(folder.assessment, position=row), now=NOW)
