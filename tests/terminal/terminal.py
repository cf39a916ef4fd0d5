"""A real terminal for tests: a pty with a program in it, and a model of what its screen shows."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyte

PATIENCE: Final = 60.0
"""Seconds until a screen that never comes is given up; no test depends on its length."""

ENTER: Final = "\r"
ESC: Final = "\x1b"
PAGE_DOWN: Final = "\x1b[6~"
PAGE_UP: Final = "\x1b[5~"
UP: Final = "\x1b[A"
DOWN: Final = "\x1b[B"
F3: Final = "\x1bOR"
F6: Final = "\x1b[17~"
F8: Final = "\x1b[19~"
CTRL_Q: Final = "\x11"
CTRL_S: Final = "\x13"


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which nothing of the developer's own is read or written."""
    folders = {
        f"XDG_{name}_HOME": str(home / name.lower())
        for name in ("DATA", "CONFIG", "CACHE", "STATE")
    }
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "PARSELF_LANG": "en",
        **folders,
    }


def _hear_hangup() -> None:
    """Let the program hear that its window closes, also where the tests run without a window."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _own_terminal() -> None:
    """Make the terminal the one that sends a hangup when it goes, as a window's is."""
    _hear_hangup()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A program in a terminal of its own."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
        hangs_up: bool = False,
    ) -> None:
        self.seen = bytearray()
        """Everything that the program wrote."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._own, theirs = pty.openpty()
        _set_size(theirs, columns, rows)
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True,
            preexec_fn=_own_terminal if hangs_up else _hear_hangup,
        )  # fmt: skip
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._own >= 0:
            os.close(self._own)

    @property
    def text(self) -> str:
        """What the screen shows now."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def written(self) -> str:
        """Everything that the program wrote, with its control sequences."""
        return self.seen.decode("utf-8", "replace")

    def write(self, keys: str | bytes) -> None:
        """Send keys in one piece, as an input method does."""
        os.write(self._own, keys.encode() if isinstance(keys, str) else keys)

    def wait_until(self, shown: Callable[[str], bool], what: str) -> str:
        """Read until the screen is as wanted; fail with the screen when it never is."""
        until = time.monotonic() + PATIENCE
        while not shown(self.text):
            if not self._read(until - time.monotonic()):
                raise AssertionError(f"never seen: {what}\n{self.text}")
        return self.text

    def wait_for(self, *words: str) -> str:
        """Read until all the words stand on the screen."""
        return self.wait_until(lambda text: all(word in text for word in words), repr(words))

    def wait_gone(self, words: str) -> str:
        """Read until the words stand on the screen no more."""
        return self.wait_until(lambda text: words not in text, f"{words!r} gone")

    def wait_end(self) -> int:
        """Read to the end of the program and return its exit code."""
        until = time.monotonic() + PATIENCE
        while self._read(until - time.monotonic()):
            pass
        return self.process.wait(timeout=PATIENCE)

    def settle(self, quiet: float, most: float = 10) -> None:
        """Read until nothing has come for so many seconds, or `most` seconds are over."""
        until = time.monotonic() + most
        while time.monotonic() < until and self._read(quiet):
            pass

    def _read(self, patience: float) -> bool:
        """Take in what comes next; False at the end of the program or of patience."""
        ready, _, _ = select.select([self._own], [], [], max(0.0, patience))
        if not ready:
            return False
        try:
            data = os.read(self._own, 65536)
        except OSError:
            # Linux reports the end of the other side as an input error.
            return False
        self.seen += data
        self._stream.feed(data)
        return bool(data)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self.screen.resize(rows, columns)
        _set_size(self._own, columns, rows)
        self.process.send_signal(signal.SIGWINCH)

    def close_window(self) -> None:
        """Take the terminal away from under the program."""
        os.close(self._own)
        self._own = -1


def _set_size(handle: int, columns: int, rows: int) -> None:
    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def parself(folder: Path | None, home: Path, **window: Any) -> Terminal:
    """Start the program as a person does; what `window` may say is what `Terminal` takes."""
    opened = [] if folder is None else [str(folder)]
    command = [sys.executable, "-m", "parself", *opened]
    return Terminal(command, env=environment(home), **window)
