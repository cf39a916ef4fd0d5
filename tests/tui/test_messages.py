"""What is told stands over the keys: it covers nothing, and stays as long as it should."""

import pytest

from parself.assessment import store
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.widgets.message_line import MessageLine, Messages
from parself.tui.widgets.plain import Piece
from parself.tui.widgets.score_band import ScoreBand
from tui.sitting import DOORS, NARROW, Sitting, sitting, standing_at, words_of

SOON, LATE = 0.0, 60.0
"""Seconds for which a message has to stand at least."""


async def told_everywhere(person: Sitting, words: str) -> None:
    """Tell something on the present screen, and see that nothing is lost by it."""
    board = [words_of(one) for one in person.screen.query(ScoreBand)]
    person.screen.notify(words, severity="warning", timeout=LATE)
    await person.wait()
    assert words in person.told()
    assert not person.app._notifications
    shown = person.shown
    assert all(line.strip() in shown for one in board for line in one.splitlines())


@pytest.mark.parametrize(
    "door", [one for one in DOORS if one not in {"lock", "unlock", "elsewhere"}]
)
async def test_no_screen_of_an_assessment_is_covered_by_a_message(
    folder: store.Folder, door: str
) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=NARROW) as person:
        await person.types("98\r100\r")
        await person.runs(door)
        if isinstance(person.screen, DeskScreen):
            await told_everywhere(person, "Không ghi được")


async def test_a_message_on_the_question_stands_between_score_and_keys(
    folder: store.Folder,
) -> None:
    async with sitting(folder, size=NARROW) as person:
        await told_everywhere(person, "Không ghi được")
        line = person.screen.query_one(MessageLine)
        assert line.region.bottom == person.screen.query_one("#footer").region.y
        assert line.region.y == person.screen.query_one("#board").region.bottom


async def test_what_is_told_in_a_window_stands_there_and_below_it_afterwards(
    folder: store.Folder,
) -> None:
    async with sitting(folder) as person:
        await person.runs("elsewhere")
        person.app.notify("Thiếu tệp scan.pdf", severity="warning", timeout=LATE)
        assert "Thiếu tệp scan.pdf" in person.words("#outcome")
        await person.press("escape")
        assert person.told() == ["Thiếu tệp scan.pdf"]


async def test_a_message_whose_time_is_over_goes_with_the_next_change(
    folder: store.Folder,
) -> None:
    async with sitting(folder) as person:
        person.app.notify("Đã lưu", timeout=SOON)
        assert person.told() == ["Đã lưu"]
        await person.press("f7")
        assert person.told() == []


async def test_a_message_whose_time_is_not_over_outlives_a_change(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        person.app.notify("Ổ này không khóa được", severity="warning", timeout=LATE)
        await person.press("f7")
        assert person.told() == ["Ổ này không khóa được"]


def told(messages: Messages) -> list[Piece]:
    return [piece[0] for piece in messages.pieces if isinstance(piece, tuple)]


def test_a_warning_stays_before_the_next_message_and_is_not_said_twice() -> None:
    messages = Messages()
    messages.add("Cảnh báo", "warning", LATE)
    messages.add("Đã lưu", "information", LATE)
    messages.add("Cảnh báo", "warning", LATE)
    messages.add("Đã chép", "information", LATE)
    assert told(messages) == ["Cảnh báo", "Đã chép"]


def test_a_warning_whose_time_is_over_makes_way_for_the_next_message() -> None:
    messages = Messages()
    messages.add("Cảnh báo", "warning", SOON)
    messages.add("Đã lưu", "information", LATE)
    assert told(messages) == ["Đã lưu"]
