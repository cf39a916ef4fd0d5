"""A list of which several are picked: Space picks, A picks all or none, Enter takes them."""

from collections.abc import Callable, Iterable, Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from parself.errors import say
from parself.tui.commands import BACK, keys
from parself.tui.dialogs.window import Window
from parself.tui.widgets.box import Box
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Choices, ListLine

Picked = tuple[str, ...]


class Picks(Choices):
    """The list of which several are picked: a click picks a line, and takes nothing yet."""

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        clicked = event.style.meta.get("option")
        if clicked is not None:
            self.highlighted = clicked
            await self.screen.run_action("turn")


class PickScreen(Window[Picked]):
    """Asks for some of a list, and returns their keys in its order."""

    BINDINGS = keys({"space": "turn", "a": "every"})

    def __init__(
        self,
        title: str,
        words: str,
        choices: Mapping[str, str],
        act: Callable[[Picked], object] = lambda _picked: None,
        picked: Iterable[str] = (),
    ) -> None:
        """Ask for some of `choices`: labels by key; `picked` are so at first.

        `act` is done with them before they are returned; with a `ParselfError` the window stays.
        """
        super().__init__()
        self._heading, self._words, self._choices, self._act = title, words, choices, act
        self._picked = set(picked)

    def compose(self) -> ComposeResult:
        """Make the list."""
        with Box(self._heading, self._words):
            yield Picks(*self._lines())
            yield Static(id="outcome")
            yield KeyLine(
                in_window("Space", say("Pick")),
                in_window("A", say("All or none")),
                in_window("Enter", say("Take")),
                BACK,
            )

    def _lines(self) -> list[ListLine[str]]:
        return [
            ListLine(plain(f"[{'x' if key in self._picked else ' '}] {label}"), key, key)
            for key, label in self._choices.items()
        ]

    def _show(self) -> None:
        found = self.query_one(Choices)
        found.fill(self._lines(), "", found.key)

    def action_turn(self) -> None:
        """Pick the highlighted line, or no longer."""
        key = self.query_one(Choices).key
        if key is not None:
            self._picked ^= {key}
            self._show()

    def action_every(self) -> None:
        """Pick all lines; where all are, none."""
        every = set(self._choices)
        self._picked = set() if self._picked == every else every
        self._show()

    @on(OptionList.OptionSelected)
    def _taken(self) -> None:
        picked = tuple(key for key in self._choices if key in self._picked)
        with self.complaining():
            self._act(picked)
            self.dismiss(picked)
