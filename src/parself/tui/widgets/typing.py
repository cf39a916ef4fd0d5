"""Input fields in which Vietnamese can be typed.

Input methods (UniKey, EVKey, OpenKey) rewrite a syllable by sending Backspace and the
new letters in one burst. Textual inserts letters in the widget's own queue but runs
Backspace as a binding after a trip through the app, so the letters overtake it: "tiếng"
becomes "tieng" (Textualize/textual#6605). Here every editing key runs in the widget's
own queue, in the order typed, and text is composed (NFC) and cleaned as it enters. All
typing in the program goes through these two classes.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, TextArea
from textual.widgets.text_area import EditResult, Location

from parself.errors import say
from parself.i18n import render
from parself.limits import TEXT_LENGTH
from parself.text import cleaned

_EDITING: Final = frozenset(
    key.strip()
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
)
"""The keys of the field itself; what it inherits for scrolling is left to the screen."""
_ALL: Final[list[BindingType]] = [Binding("ctrl+a", "select_all", show=False)]
"""Textual goes to the start of the line; people know the key from every other program."""


def _has_room(widget: Input | TextArea, length: int, most: int) -> bool:
    """Say whether a text of this length may stand in a field; tell where it may not.

    A text that is too long is not put in at all: what would be cut off would be lost unseen,
    and what is longer than a file may hold keeps all else from being saved.
    """
    if length <= most:
        return True
    what = say(
        "Not put in: the text would have {length:count} characters, the field holds"
        " {most:count}. Shorten it, or put it in piece by piece.",
        length=length,
        most=most,
    )
    widget.app.notify(render(what), severity="warning", timeout=10)
    return False


async def _edit(widget: Input | TextArea, event: events.Key) -> None:
    """Do at once, in the widget's own queue, what a key does to the text."""
    event.stop()
    event.prevent_default()
    for binding in widget._bindings.key_to_bindings[event.key]:
        await widget.run_action(binding.action)


@dataclass
class EdgeReached(Message):
    """An arrow was pressed that leads out of a field: -1 is up, 1 is down."""

    by: int


class VnInput(Input):
    """A single line of text."""

    BINDINGS = _ALL

    def on_mount(self) -> None:
        """Let the cursor stand still: nothing blinks, and an idle program writes nothing."""
        self.cursor_blink = False

    @property
    def content_width(self) -> int:
        """The width of the text, at least the field's own: what fits moves no other widget."""
        return max(super().content_width, self.content_size.width)

    async def _on_key(self, event: events.Key) -> None:
        if not event.is_printable and event.key in _EDITING:
            await _edit(self, event)
        else:
            await super()._on_key(event)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put `text` in place of start..end, composed with what stands before it."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        head = cleaned(self.value[:start] + text)
        if not _has_room(self, len(head) + len(self.value) - end, TEXT_LENGTH):
            return
        super().replace(head, 0, end)


class VnTextArea(TextArea):
    """Several lines of text; Tab leaves the field, and so do the arrows at its two ends."""

    BINDINGS = _ALL
    MOST: ClassVar[int] = TEXT_LENGTH
    """Characters that the field holds."""

    def __init__(self, text: str = "", **options: Any) -> None:
        super().__init__(text, tab_behavior="focus", soft_wrap=True, compact=True, **options)
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        if by := self._way_out(event.key):
            event.stop()
            event.prevent_default()
            self.post_message(EdgeReached(by))
            return
        editing = event.key in self._bindings.key_to_bindings and event.key != "tab"
        if not event.is_printable and editing:
            await _edit(self, event)
        else:
            await super()._on_key(event)

    def put(self, text: str) -> None:
        """Put text in place of the selection, as if it was typed there."""
        self._replace_via_keyboard(text, *self.selection)

    def _way_out(self, key: str) -> int:
        """Return -1 or 1 when the arrow leads out of the text, else 0."""
        if key == "up" and self.navigator.is_first_wrapped_line(self.cursor_location):
            return -1
        if key == "down" and self.navigator.is_last_wrapped_line(self.cursor_location):
            return 1
        return 0

    def _replace_via_keyboard(
        self, insert: str, start: Location, end: Location
    ) -> EditResult | None:
        """Compose a mark that arrives after its letter with that letter."""
        start, end = sorted((start, end))
        row, column = start
        if insert and unicodedata.combining(insert[0]) and column > 0:
            before = self.document[row][column - 1]
            start, insert = (row, column - 1), before + insert
        insert = cleaned(insert)
        length = len(self.text) - len(self.get_text_range(start, end)) + len(insert)
        if insert and not _has_room(self, length, self.MOST):
            return None
        return super()._replace_via_keyboard(insert, start, end)
