"""What an input method sends: a burst of Backspaces and letters that rewrites a syllable."""

from collections.abc import Iterable
from typing import Any, Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.pilot import Pilot

BACKSPACES: Final = ("\x7f", "\x08")
"""Backspace as terminals send it."""

TIENG_VIET: Final = (
    "t", "ti", "tie", "tiê", "tiên", "tiêng", "tiếng", "tiếng ", "tiếng V", "tiếng Vi",
    "tiếng Vie", "tiếng Viê", "tiếng Viêt", "tiếng Việt",
)  # fmt: skip
DUOC: Final = ("d", "đ", "đu", "đuo", "đươ", "đươc", "được")
DONG_DANG: Final = (
    "D", "Đ", "Đo", "Đô", "Đôn", "Đông", "Đồng", "Đồng ", "Đồng D", "Đồng Đ", "Đồng Đa",
    "Đồng Đă", "Đồng Đăn", "Đồng Đăng",
)  # fmt: skip
"""What stands in the field after each key of Telex."""

SYLLABLES: Final = (TIENG_VIET, DUOC, DONG_DANG)


def rewrites(states: Iterable[str], backspace: str = "\x7f") -> list[str]:
    """Return what an input method sends for each key: back to where the text differs, then on."""
    sent: list[str] = []
    before = ""
    for after in states:
        same = 0
        while same < min(len(before), len(after)) and before[same] == after[same]:
            same += 1
        sent.append(backspace * (len(before) - same) + after[same:])
        before = after
    return sent


def burst(app: App[Any], data: str) -> None:
    """Hand keys to the app as its driver does when they were read in one piece."""
    for event in XTermParser().feed(data):
        event.set_sender(app)
        app.post_message(event)


async def type_in(pilot: Pilot[Any], data: str) -> None:
    """Send a burst and wait until all of it has had its effect."""
    burst(pilot.app, data)
    await settle(pilot)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until the app has nothing to do any more."""
    await pilot.pause()
    # An app that has failed settles nothing any more; leaving it tells why it failed.
    while pilot.app.is_running and getattr(pilot.app, "_settling", None) is not None:
        await pilot.pause()


def pasted(text: str) -> events.Paste:
    """Return what the app gets when something is pasted."""
    return events.Paste(text)
