"""Ends of a sitting that nobody asked the program for: signals, closed windows, odd bytes."""

import os
import pty
import signal
from collections.abc import Iterator
from datetime import datetime
from io import FileIO, TextIOWrapper
from pathlib import Path
from threading import Event, Thread

import pytest
from textual.events import Key
from textual.message import Message

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Purpose
from parself.files import FolderLock
from parself.tui.terminal import TerminalDriver, _Screen
from parself.tui.typeahead import SittingEnds
from parself.values import evolve
from terminal.terminal import CTRL_Q, DOWN, PATIENCE, Terminal, parself

ROW = "2.2.1"
SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]


@pytest.fixture
def folder(tmp_path: Path) -> store.Folder:
    new = begin(tmp_path / "van-quan-2023", "mau-ngan", "van-quan", purpose=Purpose.PRACTICE)
    return store.save(new, evolve(new.assessment, position=ROW), now=datetime.now())


@pytest.fixture
def opened(folder: store.Folder, tmp_path: Path) -> Iterator[Terminal]:
    with parself(folder.path, tmp_path) as terminal:
        terminal.wait_for(ROW, "Explanation", "F1")
        yield terminal


def assert_all_is_kept(folder: store.Folder, **values: int) -> None:
    """What was typed is saved and the folder is free for the next window."""
    assert store.load(folder.path).assessment.answer(ROW).values == values
    assert not (folder.path / ".parself.owner").exists()
    with FolderLock(folder.path, datetime.now()):
        pass


def assert_given_back(terminal: Terminal) -> None:
    """The window shows its own screen again, with its cursor and without reports of the mouse."""
    for mode in (b"1049", b"1000", b"1003", b"1004", b"2004"):
        on, off = b"\x1b[?" + mode + b"h", b"\x1b[?" + mode + b"l"
        assert terminal.seen.rfind(off) > terminal.seen.rfind(on)
    assert terminal.seen.rfind(b"\x1b[?25h") > terminal.seen.rfind(b"\x1b[?25l")


def test_the_terminal_is_given_back_by_leaving(opened: Terminal) -> None:
    opened.write(CTRL_Q)
    assert opened.wait_end() == 0
    assert_given_back(opened)


@pytest.mark.parametrize("ending", SIGNALS)
def test_a_signal_saves_what_was_typed_and_gives_the_terminal_back(
    opened: Terminal, folder: store.Folder, ending: signal.Signals
) -> None:
    opened.write("12301\r12450")
    opened.process.send_signal(ending)
    assert opened.wait_end() == 128 + ending
    assert "All saved" in opened.written
    assert "Traceback" not in opened.written
    assert_given_back(opened)
    assert_all_is_kept(folder, part=12301, whole=12450)


def test_signals_that_come_together_are_one_end(opened: Terminal, folder: store.Folder) -> None:
    opened.write("12301")
    for ending in SIGNALS:
        opened.process.send_signal(ending)
    assert opened.wait_end() > 128
    assert_all_is_kept(folder, part=12301)


@pytest.mark.parametrize("hangs_up", [True, False], ids=["with a signal", "without"])
def test_a_closed_window_saves_what_was_typed_and_ends_the_program(
    folder: store.Folder, tmp_path: Path, hangs_up: bool
) -> None:
    with parself(folder.path, tmp_path, hangs_up=hangs_up) as terminal:
        terminal.wait_for(ROW, "Explanation", "F1")
        terminal.write("12301")
        terminal.wait_for("12301")
        terminal.close_window()
        assert terminal.process.wait(timeout=PATIENCE) == 128 + signal.SIGHUP
    assert_all_is_kept(folder, part=12301)


@pytest.mark.parametrize("is_refused", [False, True], ids=["at its end", "refusing"])
def test_a_terminal_that_nothing_can_be_read_from_ends_the_sitting(
    is_refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where what is shown still goes somewhere: else it would be asked for ever."""
    if is_refused:
        theirs, other = pty.openpty()
        os.close(other)
    else:
        theirs, own = os.pipe()
        os.write(own, b"ab")
        os.close(own)
    sent: list[Message] = []
    driver = TerminalDriver.__new__(TerminalDriver)
    driver.fileno, driver.exit_event, driver._ending = theirs, Event(), None
    for handing_on in ("process_message", "send_message"):
        monkeypatch.setattr(driver, handing_on, sent.append)
    reading = Thread(target=driver.run_input_thread, daemon=True)
    reading.start()
    reading.join(PATIENCE)
    assert not reading.is_alive()
    os.close(theirs)
    *keys, end = sent
    assert [key.character for key in keys if isinstance(key, Key)] == list("ab"[is_refused * 2 :])
    assert isinstance(end, SittingEnds)


def test_a_screen_that_is_gone_ends_the_sitting_and_is_never_waited_for() -> None:
    driver = TerminalDriver.__new__(TerminalDriver)
    with Path(os.devnull).open("rb") as refusing:
        screen = _Screen(
            TextIOWrapper(FileIO(refusing.fileno(), "w", closefd=False), "utf-8"), driver
        )
        for _ in range(3):
            screen.write("a" * 100_000)
            screen.flush()
    assert driver._ending is signal.SIGHUP


def test_a_sitting_that_ends_with_a_full_disk_says_what_was_not_saved(
    opened: Terminal, folder: store.Folder
) -> None:
    folder.path.rename(folder.path.with_name("taken-out"))
    opened.write("12301")
    opened.process.send_signal(signal.SIGTERM)
    assert opened.wait_end() == 128 + signal.SIGTERM
    assert "Not saved" in opened.written
    assert "All saved" not in opened.written


@pytest.mark.parametrize("odd", [b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\x1b[200~a\xffb\x1b[201~"])
def test_a_byte_that_is_no_text_becomes_a_sign_and_the_work_goes_on(
    opened: Terminal, folder: store.Folder, odd: bytes
) -> None:
    opened.write(DOWN * 2 + "số ")
    opened.write(odd)
    opened.write(" hồ sơ")
    opened.wait_for("hồ sơ")
    opened.write(CTRL_Q)
    assert opened.wait_end() == 0
    kept = store.load(folder.path).assessment.answer(ROW).explanation
    assert kept.startswith("số ")
    assert kept.endswith(" hồ sơ")
    assert "\N{REPLACEMENT CHARACTER}" in kept


@pytest.mark.parametrize("odd", ["\x1b[:~", f"\x1b[{10**20}~", "\x1b[1;:5u"])
def test_a_sequence_that_is_no_key_is_passed_over(
    opened: Terminal, folder: store.Folder, odd: str
) -> None:
    opened.write(odd)
    opened.write("12301")
    opened.wait_for("12301")
    opened.write(CTRL_Q)
    assert opened.wait_end() == 0
    assert_all_is_kept(folder, part=12301)
