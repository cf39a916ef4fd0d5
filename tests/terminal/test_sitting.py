"""The program in a real terminal: Vietnamese typing, sudden ends, a window that changes."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Assessment, Purpose, State
from parself.scoring.score import score_assessment
from parself.values import evolve
from terminal.terminal import (
    CTRL_Q,
    CTRL_S,
    DOWN,
    ENTER,
    ESC,
    F6,
    PAGE_DOWN,
    PAGE_UP,
    Terminal,
    parself,
)
from tui.bursts import BACKSPACES, DONG_DANG, DUOC, TIENG_VIET, rewrites

RATIO: Final = "2.2.1"
UNSAVED: Final = "not saved yet"


@pytest.fixture
def folder(tmp_path: Path) -> store.Folder:
    """An assessment that stands at a row with two figures."""
    new = begin(tmp_path / "van-quan-2023", "mau-ngan", "van-quan", purpose=Purpose.PRACTICE)
    return standing_at(new, RATIO)


@pytest.fixture
def opened(folder: store.Folder, tmp_path: Path) -> Iterator[Terminal]:
    """The program with that row on the screen."""
    with parself(folder.path, tmp_path) as terminal:
        terminal.wait_for(RATIO, "Explanation", "F1")
        yield terminal


def standing_at(folder: store.Folder, row: str) -> store.Folder:
    return store.save(folder, evolve(folder.assessment, position=row), now=datetime.now())


def kept(folder: store.Folder) -> Assessment:
    return store.load(folder.path).assessment


def to_explanation(terminal: Terminal) -> None:
    """Move the cursor past the two figures."""
    terminal.write(DOWN * 2)


@pytest.mark.parametrize("backspace", BACKSPACES, ids=["DEL", "BS"])
@pytest.mark.parametrize("states", [TIENG_VIET, DUOC, DONG_DANG], ids=lambda states: states[-1])
def test_vietnamese_is_saved_as_an_input_method_typed_it(
    opened: Terminal, folder: store.Folder, states: tuple[str, ...], backspace: str
) -> None:
    to_explanation(opened)
    for rewrite in rewrites(states, backspace):
        opened.write(rewrite)
    opened.wait_for(states[-1])
    opened.write("\t")
    # The note, in one piece: what is pressed while the program is busy comes like that.
    opened.write("".join(rewrites(states, backspace)))
    opened.wait_until(lambda text: text.count(states[-1]) == 2, "the note")
    opened.write(CTRL_Q)
    assert opened.wait_end() == 0
    answer = kept(folder).answer(RATIO)
    assert (answer.explanation, answer.note) == (states[-1], states[-1])


def test_figures_typed_faster_than_the_screen_stand_each_in_its_field(
    opened: Terminal, folder: store.Folder
) -> None:
    opened.write("12301\r12450\r" + PAGE_UP + DOWN + DOWN + "theo hệ thống một cửa" + CTRL_Q)
    assert opened.wait_end() == 0
    answer = kept(folder).answer(RATIO)
    assert answer.values == {"part": 12301, "whole": 12450}
    assert answer.explanation == "theo hệ thống một cửa"


def test_what_was_shown_as_saved_is_there_after_a_kill(
    opened: Terminal, folder: store.Folder, tmp_path: Path
) -> None:
    opened.write("12301\r12450")
    opened.wait_for("12450", "saved")
    opened.wait_gone(UNSAVED)
    opened.write("9")
    opened.process.kill()
    opened.process.wait()
    assert kept(folder).answer(RATIO).values["part"] == 12301
    with parself(folder.path, tmp_path) as again:
        again.wait_for(RATIO, "12.301")
        assert "another window" not in again.text
        again.write(CTRL_Q)
        again.wait_end()


def test_the_next_sitting_goes_on_at_the_same_row(
    opened: Terminal, folder: store.Folder, tmp_path: Path
) -> None:
    opened.write(PAGE_DOWN)
    opened.wait_for("2.2.2")
    opened.write(CTRL_Q)
    opened.wait_end()
    assert "Next time you go on at 2.2.2" in " ".join(opened.written.split())
    with parself(folder.path, tmp_path) as again:
        again.wait_for("2.2.2")


def test_the_screen_fits_a_window_that_changes(opened: Terminal) -> None:
    assert "Ladder" not in opened.text
    opened.resize(150, 40)
    wide = opened.wait_for("Ladder against 2022", "Areas", "10 Văn Quan")
    assert any(len(line) > 120 for line in wide.splitlines())
    opened.resize(80, 24)
    opened.wait_gone("Ladder against 2022")
    opened.wait_for("F1 Help")
    opened.write("98")
    opened.wait_for("98")


def test_a_second_window_is_for_reading(
    opened: Terminal, folder: store.Folder, tmp_path: Path
) -> None:
    with parself(folder.path, tmp_path) as second:
        second.wait_for("read only")
        second.write("12301")
        second.wait_for("open for reading")
        second.write(CTRL_Q)
        second.wait_end()
    assert not kept(folder).answers


def test_a_failure_to_open_is_told_in_plain_words(tmp_path: Path) -> None:
    with parself(tmp_path / "none-such", tmp_path) as terminal:
        assert terminal.wait_end() == 2
        # The line is longer than the screen is wide, wherever that breaks it.
        assert "nofolderofthisname" in "".join(terminal.text.split())
        assert "Traceback" not in terminal.text


TICK: Final = " "
KEYS: Final[Mapping[str, str]] = {
    "1.1.1": "15/12/2022\r\r",
    "1.1.2": TICK + ENTER + TICK + ENTER,
    "1.2": "0\r1\r",
    "1.3": DOWN + ENTER,
    "1.4": "0,5\r",
    "2.1": (TICK + ENTER) * 17,
    "2.2.1": "12.301\r12 450 hồ sơ\r",
    "2.2.2": "99\r100\r" * 17,
    "2.2.3": "149\r150\r",
    "2.3.1": "800\r1000\r",
    "2.3.2": "700\r\r90\r100\r",
    "3.1": "3,2\r",
    "3.2": "0,75\r",
    "3.3.1": "20\r15\r",
    "3.3.2": "2,6\r3\r",
    "B1": "1\r",
    "P1": "\r",
    "P2": "0\r",
}
POINTS: Final = {
    "1.1.1": "1", "1.1.2": "1", "1.2": "0.75", "1.3": "0.5", "1.4": "0.5", "2.1": "1",
    "2.2.1": "1.98", "2.2.2": "1", "2.2.3": "0.97", "2.3.1": "2", "2.3.2": "0.89",
    "3.3.1": "1", "3.3.2": "0.87", "B1": "0.5", "P2": "0",
}  # fmt: skip


def test_a_whole_rubric_is_answered_by_keyboard_alone(tmp_path: Path) -> None:
    folder = begin(tmp_path / "van-quan-2023", "mau-ngan", "van-quan", purpose=Purpose.PRACTICE)
    titles = {row.id: f"{row.id} {row.title[:25]}" for row in folder.rubric.rows.values()}
    with parself(folder.path, tmp_path) as terminal:
        for row, keys in KEYS.items():
            terminal.wait_for(titles[row])
            terminal.write(keys)
        terminal.wait_for("13/13")
        terminal.write(ESC)
        terminal.wait_for(titles["P2"], "answered")
        terminal.write(CTRL_S + F6)
        terminal.wait_for("saved")
        terminal.write(CTRL_Q)
        assert terminal.wait_end() == 0
        assert "0 rows are still open" in terminal.written
    assessment = kept(folder)
    scores = score_assessment(folder.rubric, folder.unit, assessment)
    points = {row.row.id: str(row.points.normalize()) for row in scores.rows.values() if row.points}
    assert points == {row: p for row, p in POINTS.items() if p != "0"}
    assert scores.rows["P2"].points == 0
    assert assessment.answer("3.1").estimate == Decimal("3.2")
    assert assessment.answer("3.2").estimate == Decimal("0.75")
    assert assessment.answer("1.1.1").values == {"date": date(2022, 12, 15)}
    states = {assessment.answer(row.id).state for row in folder.rubric.items()}
    assert states == {State.ANSWERED, State.UNANSWERED}


def test_a_block_pasted_from_a_spreadsheet_fills_a_table(
    folder: store.Folder, tmp_path: Path
) -> None:
    """Terminals wrap what is pasted in marks; lines then end with a carriage return."""
    table = standing_at(folder, "2.2.2")
    names = folder.unit.sub_units
    lines = [f"{name}\t{n + 10}\t1.{n:03}" for n, name in enumerate(names)]
    with parself(table.path, tmp_path) as terminal:
        terminal.wait_for("2.2.2", names[0], "F1")
        terminal.write("\x1b[200~" + "\r".join(lines) + "\r\x1b[201~")
        terminal.wait_for("Everything was read.", names[0])
        terminal.write(ENTER)
        terminal.wait_gone("Everything was read.")
        terminal.write(CTRL_Q)
        assert terminal.wait_end() == 0
    values = kept(table).answer("2.2.2").values
    assert len(values) == 2 * len(names)
    assert 1000 + len(names) - 1 in values.values()
