"""Keys one at a time: each takes its full effect before the next one is looked at.

Textual hands a letter straight to the field that has the cursor, while what Enter, an
arrow or F3 sets off (another field, another row, another screen) travels through several
queues. Keys that were pressed while the program was busy, and a save on a slow stick
takes a second, would overtake that: "12301 Enter 12450" became 1.230.112.450 in one
field. So keys wait here until nothing that the one before set off is still on its way. Until then
nothing is painted either: a key is painted once, with all that it changed.
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any, Final

from textual import events
from textual._context import active_app
from textual.app import App, ReturnType
from textual.message_pump import MessagePump
from textual.screen import Screen

from parself.text import fold, nfc

_ROUNDS: Final = 20
"""A screen that still sends itself messages after so many rounds is animated, not unsettled."""
_LOOK_AGAIN: Final = 0.1
"""Seconds after which to see whether a widget that does not answer is gone."""


@dataclass
class SittingEnds(events.Event):
    """The terminal or the system ends the sitting; what was typed before comes first."""

    ending: int
    """Number of the signal, or of the one that would say the same."""


class TypeaheadApp(App[ReturnType]):
    """An application for people who type faster than it reacts."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._waiting: deque[events.Event] = deque()
        self._due: events.Event | None = None
        self._settling: asyncio.Task[None] | None = None
        self.is_settling = False
        """Whether a key is having its effect."""

    def forget_keys(self) -> None:
        """Drop the keys that wait; the end of the sitting is kept."""
        kept = [one for one in self._waiting if isinstance(one, SittingEnds)]
        self._waiting = deque(kept)

    async def on_event(self, event: events.Event) -> None:
        """Handle a key, a paste or the end now, or when its turn comes; all else at once."""
        if not isinstance(event, events.Key | events.Paste | SittingEnds) or event.is_forwarded:
            await super().on_event(event)
        elif self._settling is not None and event is not self._due:
            self._waiting.append(event)
        else:
            self.is_settling = True
            await super().on_event(event)
            self._settling = asyncio.create_task(self._settle())

    def action_press(self, key: str) -> None:
        """Take a key that was clicked on as if it had been pressed."""
        event = events.Key(key, key if len(key) == 1 else None)
        event.set_sender(self)
        self.post_message(event)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Take a letter for the key that it is printed on: ``N`` with Caps Lock, ``đ`` for D.

        Only where the character itself does nothing; fields take what is typed before this.
        """
        if await super()._check_bindings(key, priority):
            return True
        plain = fold(key) if len(nfc(key)) == 1 else key
        return plain != key and await super()._check_bindings(plain, priority)

    async def _settle(self) -> None:
        """Wait until the last key has had its effect, then let the next one in."""
        for done in range(_ROUNDS):
            nodes = (self.focused or self.screen).ancestors_with_self
            for node in nodes:
                await _reached(node)
            if self.is_settling:
                # What the key was meant to change is there; the rest may take its time.
                self.is_settling = False
                self.screen.check_idle()
            if done and not any(node.message_queue_size for node in nodes):
                break
        if self._waiting:
            self._due = self._waiting.popleft()
            self.post_message(self._due)
        else:
            self._settling = None


class WholeScreen(Screen[ReturnType]):
    """A screen that is painted once for each key, when all that the key changed is there.

    It is made for the window's size, so that its parts are not given another look after the first.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        app = active_app.get(None)
        if app is not None:
            width, height = app.size
            across = self.HORIZONTAL_BREAKPOINTS or app.HORIZONTAL_BREAKPOINTS or []
            down = self.VERTICAL_BREAKPOINTS or app.VERTICAL_BREAKPOINTS or []
            self._classes |= self._get_breakpoint_classes(width, across)
            self._classes |= self._get_breakpoint_classes(height, down)

    async def _on_idle(self, event: events.Idle) -> None:
        if isinstance(self.app, TypeaheadApp) and self.app.is_settling:
            event.prevent_default()


async def _reached(node: MessagePump) -> None:
    """Wait until a node has handled all that was in its queue, or is gone."""
    passed = asyncio.get_running_loop().create_future()
    if not node.call_later(passed.set_result, None):
        return
    while not passed.done() and (node.is_running or not node._is_mounted):
        await asyncio.wait([passed], timeout=_LOOK_AGAIN)
