"""The terminal under the screens: what is read from it, and how it ends.

Textual's own reading thread ends the program at a byte that is no UTF-8, turns for ever
where the window was closed, and is deaf to a system that shuts down. Here such a byte
becomes U+FFFD, and every end of a sitting that nobody asked the program for (a closed
window, a lost connection, a signal) becomes one event, `SittingEnds`, which stands in line
behind the keys that were pressed before it.
"""

import os
import selectors
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from typing import Any, Final, TextIO

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from parself.tui.typeahead import SittingEnds

_ENDINGS: Final = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
_LOOK_UP: Final = 0.1
"""Seconds of waiting for keys after which to see whether the sitting is over."""
_CHUNK: Final = 4096


class TerminalDriver(LinuxDriver):
    """A terminal that may send anything and go at any time."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._ending: signal.Signals | None = None
        if self._file is not None:
            self._file = _Screen(self._file, self)  # type: ignore[assignment]

    def start_application_mode(self) -> None:
        """Take the terminal, and hear when it or the system ends the sitting."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        for ending in _ENDINGS:
            self._loop.add_signal_handler(ending, self.end, ending)

    def end(self, ending: signal.Signals = signal.SIGHUP) -> None:
        """End the sitting once all that was typed is read. Safe from every thread."""
        self._ending = ending

    def run_input_thread(self) -> None:
        """Hand on what is typed until the program, or the terminal, has ended."""
        keys = _Keys()
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = self._read() if selector.select(_LOOK_UP) else None
                if data == b"":
                    self.end()
                if not data and self._ending is not None:
                    self.send_message(SittingEnds(self._ending))
                    return
                for message in keys.of(data):
                    self.process_message(message)

    def _read(self) -> bytes:
        """Return what was typed; nothing where the terminal is gone."""
        try:
            return os.read(self.fileno, _CHUNK)
        except OSError:
            return b""


class _Keys:
    """What bytes mean as keys; those that mean nothing are passed over."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser()

    def of(self, data: bytes | None) -> Iterator[Message]:
        """Yield the keys of `data`, or those that time alone completes (Esc)."""
        if data is None:
            yield from self._parser.tick()
            return
        # One by one, so that what follows a broken sequence is not lost with it.
        for char in self._decode(data):
            yield from self._of(char)

    def _of(self, char: str) -> Iterator[Message]:
        try:
            yield from self._parser.feed(char)
        except (ValueError, OverflowError):
            # A sequence with a figure in it that is none ("ESC [ : ~") or is far too large.
            self._parser = XTermParser()


class _Screen:
    """What Textual's writing thread writes to; it must never fail, or all would wait for it."""

    def __init__(self, stream: TextIO, driver: TerminalDriver) -> None:
        self._stream = stream
        self._driver = driver
        self._is_gone = False

    def write(self, text: str) -> None:
        self._passed_on(self._stream.write, text)

    def flush(self) -> None:
        self._passed_on(self._stream.flush)

    def fileno(self) -> int:
        return self._stream.fileno()

    def _passed_on(self, put: Callable[..., object], *text: str) -> None:
        if self._is_gone:
            return
        try:
            put(*text)
        except OSError:
            self._is_gone = True
            self._driver.end()
