"""The window of a Windows console that is closed, or a system that shuts down: save before the end.

Windows ends a program some five seconds after it has told it so, and at once when the program's
handler returns. The handler hands the end to the application and waits until that has saved.
"""

import ctypes
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

CLOSINGS: Final = frozenset({2, 5, 6})
"""The events that end the program: window closed, user logs off, system shuts down."""
PATIENCE: Final = 4.5
"""Seconds that the application gets; Windows itself waits about five."""
ENDING: Final = int(signal.SIGTERM)


@contextmanager
def heard(end: Callable[[int], object], console: Any = None) -> Iterator[None]:
    """Call `end` when the window closes, and keep Windows waiting until the block has ended.

    `console` stands for kernel32 where that is not there.
    """
    ended = threading.Event()
    api = console if console is not None else ctypes.windll.kernel32  # type: ignore[attr-defined]

    def closing(event: int) -> bool:
        if event not in CLOSINGS:
            return False
        end(ENDING)
        ended.wait(PATIENCE)
        return True

    handler = _handler_type()(closing)
    api.SetConsoleCtrlHandler(handler, True)
    try:
        yield
    finally:
        ended.set()
        api.SetConsoleCtrlHandler(handler, False)


def _handler_type() -> Callable[[Callable[[int], bool]], Any]:
    """Return the type of the handler in Windows' own calling convention, where it has one."""
    make = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)
    kind: Callable[[Callable[[int], bool]], Any] = make(ctypes.c_bool, ctypes.c_ulong)
    return kind
