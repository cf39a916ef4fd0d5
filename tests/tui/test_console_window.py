"""A Windows console that is closed: tried against a stand-in of its interface, on any system."""

import threading
from typing import Any

from parself.tui.console_window import CLOSINGS, ENDING, heard


class Console:
    """What Windows offers: it keeps the handler, and calls it from a thread of its own."""

    def __init__(self) -> None:
        self.handlers: list[Any] = []

    def SetConsoleCtrlHandler(self, handler: Any, add: bool) -> bool:  # noqa: N802
        if add:
            self.handlers.append(handler)
        else:
            self.handlers.remove(handler)
        return True


def test_the_window_is_kept_waiting_until_the_application_has_ended() -> None:
    console, told = Console(), threading.Event()
    endings: list[int] = []

    def end(ending: int) -> None:
        endings.append(ending)
        told.set()

    with heard(end, console):
        (handler,) = console.handlers
        windows = threading.Thread(target=handler, args=(min(CLOSINGS),))
        windows.start()
        assert told.wait(5)
        assert windows.is_alive()
    windows.join(5)
    assert not windows.is_alive()
    assert endings == [ENDING]
    assert console.handlers == []


def test_ctrl_c_and_ctrl_break_are_left_to_others() -> None:
    console = Console()
    with heard(lambda _ending: None, console):
        assert not console.handlers[0](0)
        assert not console.handlers[0](1)
