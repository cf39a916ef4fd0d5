"""What reaches the terminal from a hostile district: its letters, never its commands."""

import re
from pathlib import Path
from typing import Final

import pytest

from parself.assessment.beginning import begin
from terminal.terminal import CTRL_Q, ESC, F3, F6, F8, PAGE_DOWN, Terminal, parself
from tui.poison import poisoned
from tui.sitting import standing_at

F1: Final = "\x1bOP"
F2: Final = "\x1bOQ"
F5: Final = "\x1b[15~"

OWN: Final = re.compile(
    r"\x1b\[[<>=?]?[0-9;:]*[ $]?[A-Za-z@`]"  # moving, colours, modes
    r"|\x1b[()][0B]|\x1b[=>78]"
    r"|\x1b\]22;[a-z]+\x07"  # the mouse pointer's shape
)
"""The control sequences that Textual itself sends; no title, no clipboard is among them."""

FORBIDDEN: Final = re.compile("[\x00-\x07\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\ufeff]")


def strange(written: str) -> list[str]:
    """Whatever is left of controls once Textual's own sequences are taken out."""
    return FORBIDDEN.findall(OWN.sub("", written))


@pytest.fixture
def opened(tmp_path: Path) -> Terminal:
    folder = poisoned(begin(tmp_path / "van-quan", "mau-ngan", "van-quan"))
    return parself(standing_at(folder, "2.2.1").path, tmp_path, columns=120, rows=40)


def test_no_command_of_a_hostile_file_reaches_the_terminal(opened: Terminal) -> None:
    with opened as terminal:
        terminal.wait_for("2.2.1", "F1")
        for key, words in ((F6, "Filter"), (F5, "Points and index"), (F3, "Find a row")):
            terminal.write(key)
            terminal.wait_for(words)
            terminal.write(ESC)
            terminal.wait_gone(words)
        for key, words in ((F1, "Keys"), (F2, "Guidance"), (F8, "Export")):
            terminal.write(key)
            terminal.wait_for(words)
            terminal.write(ESC)
        for _row in range(4):
            terminal.write(PAGE_DOWN)
        terminal.wait_for("[red]r[/red]")
        terminal.write(CTRL_Q)
        assert terminal.wait_end() == 0
        assert "[link=file:///etc]" in terminal.written
        assert strange(terminal.written) == []


def test_the_check_sees_what_a_hostile_file_would_send() -> None:
    assert strange("\x1b[31;1mtext\x1b[0m\x1b[?25l\r\n\x1b[3;4H") == []
    for sent in ("\x1b]0;t\x07", "\x1b]52;c;aGk=\x07", "\x9b31m", "\x7f", "\x00", "\u202e"):
        assert strange(f"a{sent}b") != []
