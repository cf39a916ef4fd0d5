"""A program in a pseudo-terminal, with what its screen shows and how much was written to it."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pyte


class Terminal:
    """Runs a command in a terminal and keeps its screen."""

    def __init__(
        self,
        command: Sequence[str],
        environment: dict[str, str],
        *,
        columns: int = 80,
        lines: int = 24,
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self.written = 0
        """Bytes that the program has written."""
        self._stream = pyte.ByteStream(self.screen)
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, **environment, "TERM": "xterm-256color", "COLUMNS": str(columns)},
            start_new_session=True,
        )
        os.close(slave)

    @property
    def used(self) -> float:
        """Seconds of processor time that the program has used, all its threads together."""
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(one.read_text(encoding="ascii").split()[0]) for one in threads) / 1e9

    def wait_for(self, text: str, *, most: float = 30) -> float:
        """Read until the screen shows `text`; return the seconds since the start."""
        end = time.perf_counter() + most
        while time.perf_counter() < end:
            self._read(0.05)
            if any(text in line for line in self.screen.display):
                return time.perf_counter() - self.started
        raise TimeoutError(text)

    def press(self, keys: bytes, line: int, expected: str, *, most: float = 5) -> float:
        """Send keys and return the seconds until a line of the screen reads as expected."""
        started = time.perf_counter()
        os.write(self._master, keys)
        while time.perf_counter() < started + most:
            self._read(0.01)
            if self.screen.display[line] == expected:
                return time.perf_counter() - started
        raise TimeoutError(expected)

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self.screen.resize(lines, columns)
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)
        os.killpg(self._process.pid, signal.SIGWINCH)

    def wait_until_shown(self, expected: Sequence[str], *, most: float = 5) -> float:
        """Return the seconds until the whole screen reads as expected."""
        started = time.perf_counter()
        while time.perf_counter() < started + most:
            self._read(0.01)
            if self.screen.display == expected:
                return time.perf_counter() - started
        raise TimeoutError("\n".join(expected))

    def send(self, keys: bytes, *, rest: float) -> None:
        """Send keys and let the program come to rest."""
        os.write(self._master, keys)
        end = time.perf_counter() + rest
        while time.perf_counter() < end:
            self._read(0.02)

    def close(self) -> None:
        """End the program at once."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    def _read(self, patience: float) -> None:
        ready, _w, _x = select.select([self._master], [], [], patience)
        if ready:
            data = os.read(self._master, 65536)
            self.written += len(data)
            self._stream.feed(data)
