"""The trainer's board and the presenter's view, as a trainer and a room see them."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from parself.desk.class_desk import ClassDesk
from parself.tui.app import ParselfApp
from parself.tui.screens.classroom import ClassroomScreen
from parself.tui.screens.wall import WallScreen
from parself.tui.themes import DARK, LIGHT
from parself.tui.widgets.row_table import RowTable
from parself.workshop.collected import Stage
from parself.workshop.opening import open_session
from parself.workshop.session import state
from tui.bursts import burst, settle
from tui.sitting import NARROW, Sitting, sitting
from tui.test_contrast import contrast, segments
from workshop.classes import Class

Compare = Callable[..., bool]
FRAME = (60, 18)
SMALL = (40, 12)
RIGHT = "\x1b[C"


@pytest.fixture
def room(tmp_path: Path) -> Class:
    made = Class(tmp_path)
    made.filled(6)
    made.collect()
    return made


def stage(room: Class) -> Stage:
    return state(open_session(room.path / "lop")).stage(1)


async def reveal(person: Sitting) -> None:
    await person.press("r")
    await person.press("enter")


async def pages(person: Sitting) -> list[str]:
    """All pages from the present one on."""
    found = [person.shown]
    while True:
        await person.press("right")
        if person.shown == found[-1]:
            return found
        found.append(person.shown)


async def test_a_session_opens_on_the_trainers_board_with_names(room: Class) -> None:
    async with sitting(room.path / "lop") as person:
        assert person.sees(ClassroomScreen)
        assert "6/6 nhóm" in person.shown and "nhom-03" in person.shown
        assert "α" not in person.shown


async def test_works_are_collected_while_the_board_stands_open(tmp_path: Path) -> None:
    room = Class(tmp_path)
    room.filled(2)
    async with sitting(room.path / "lop") as person:
        await person.press("n")
        await person.types(f"{room.stick}\r")
        screen = person.screen
        assert isinstance(screen, ClassroomScreen)
        for _look in range(2):
            screen._look()
            await person.wait()
        assert "2/2 nhóm" in person.shown and str(room.stick) in person.shown
        room.stick.rename(tmp_path / "away")
        screen._look()
        await person.wait()
        assert "Mất thư mục" in person.shown
        await person.press("n")
        assert "Hiện không thu bài" in person.shown


async def test_a_folder_that_is_none_is_told_where_it_is_typed(room: Class) -> None:
    async with sitting(room.path / "lop") as person:
        await person.press("n")
        await person.types(f"{room.path / 'nowhere'}\r")
        assert "Không có thư mục này" in person.shown
        assert not person.sees(ClassroomScreen)


async def test_the_wall_shows_progress_alone_until_the_trainer_reveals(room: Class) -> None:
    async with sitting(room.path / "lop", size=FRAME) as person:
        await person.press("m")
        assert person.sees(WallScreen)
        shown = await pages(person)
        assert len(shown) == 2
        assert not any(
            secret in page for page in shown for secret in ("0,50", "α", "nhom", "1.1.1")
        )


async def test_the_answers_come_first_then_the_key_and_each_is_taken_back(room: Class) -> None:
    async with sitting(room.path / "lop", size=FRAME) as person:
        await person.press("m", "right")
        await reveal(person)
        answers = await pages(person)
        assert stage(room) is Stage.ANSWERS
        assert len(answers) == 7
        assert not any("áp án" in page.replace("Công bố", "") for page in answers)
        await person.press(*["left"] * 9, "right")
        await reveal(person)
        keyed = await pages(person)
        assert stage(room) is Stage.KEY
        assert sum("Đáp án" in page for page in keyed) == 6
        await person.press("z")
        assert stage(room) is Stage.ANSWERS
        await person.press("z")
        assert stage(room) is Stage.PROGRESS
        assert "0,50" not in person.shown
        await person.press("z")
        assert person.told() != [""]


async def test_a_reveal_that_is_not_confirmed_reveals_nothing(room: Class) -> None:
    async with sitting(room.path / "lop") as person:
        await person.press("r", "down", "enter")
        assert stage(room) is Stage.PROGRESS
        await person.press("r", "escape")
        assert stage(room) is Stage.PROGRESS


async def test_no_page_of_the_wall_names_a_group(room: Class) -> None:
    async with sitting(room.path / "lop", size=FRAME) as person:
        await reveal(person)
        await reveal(person)
        await person.press("m", "l")
        shown = await pages(person)
        assert not any("nhom-" in page for page in shown)
        assert sum("theo mức cách đáp án" in page for page in shown) == 2


async def test_above_twelve_groups_the_wall_shows_how_many_gave_each_answer(
    tmp_path: Path,
) -> None:
    room = Class(tmp_path)
    room.filled(13)
    room.collect()
    async with sitting(room.path / "lop", size=FRAME) as person:
        await reveal(person)
        await person.press("m", "right")
        assert "█" in person.shown and " A B" not in person.shown


@pytest.mark.parametrize("size", [FRAME, SMALL])
async def test_every_page_has_at_most_seven_lines_and_is_whole(
    room: Class, size: tuple[int, int]
) -> None:
    async with sitting(room.path / "lop", size=size) as person:
        await reveal(person)
        await reveal(person)
        await person.press("m", "l", "right")
        for page in await pages(person):
            lines = page.splitlines()
            assert len(lines) == size[1]
            assert lines[-2].strip() == "", page


async def test_what_has_no_room_on_a_page_is_cut_visibly(room: Class) -> None:
    async with sitting(room.path / "lop", size=(40, 9)) as person:
        await reveal(person)
        await reveal(person)
        await person.press("m", "right")
        assert any("…" in page for page in await pages(person))


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
async def test_the_wall_is_read_in_dark_and_in_lit_rooms(room: Class, theme: str) -> None:
    async with sitting(room.path / "lop", size=FRAME) as person:
        person.app.theme = theme
        await reveal(person)
        await reveal(person)
        await person.press("m", "right")
        footer = person.screen.query_one("#footer").region.y
        strips = person.screen._compositor.render_strips()[:footer]
        styles = [one.style for strip in strips for one in strip if one.style and one.text.strip()]
        assert styles and min(map(contrast, styles)) >= 7
        assert list(segments(person))


def pressing(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def press(pilot: Pilot[Any]) -> None:
        assert isinstance(pilot.app, ParselfApp)
        await settle(pilot)
        for key in keys:
            burst(pilot.app, key)
            await settle(pilot)

    return press


ANSWERS = ("r", "\r")
LOOKS = {
    "frame": ("m",),
    "progress": ("m", RIGHT),
    "answers": (*ANSWERS, "m", RIGHT),
    "key": (*ANSWERS, *ANSWERS, "m", RIGHT),
}


@pytest.mark.slow
@pytest.mark.parametrize("size", [FRAME, SMALL, NARROW], ids=["60x18", "40x12", "80x24"])
@pytest.mark.parametrize("look", LOOKS)
def test_the_wall_looks_as_recorded(
    room: Class, snap_compare: Compare, look: str, size: tuple[int, int]
) -> None:
    app = ParselfApp(room.path / "lop")
    assert snap_compare(app, terminal_size=size, run_before=pressing(*LOOKS[look]))


@pytest.mark.slow
@pytest.mark.parametrize("look", [(), ANSWERS], ids=["collecting", "revealed"])
def test_the_trainers_board_looks_as_recorded(
    room: Class, snap_compare: Compare, look: tuple[str, ...]
) -> None:
    app = ParselfApp(room.path / "lop")
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*look))


async def test_agreement_is_shown_once_revealed_what_divides_first_and_the_key_only_after_it(
    room: Class,
) -> None:
    async with sitting(room.path / "lop", size=(100, 30)) as person:
        await person.press("t")
        assert "α" not in person.shown and "Chưa công bố" in person.shown
        await person.press("escape")
        await reveal(person)
        await person.press("t")
        found = person.screen.query_one(RowTable).rows
        rows = [one for one in person.offered() if one.startswith("row-")]
        assert found.here is not None
        latest = ClassDesk(open_session(room.path / "lop")).board.latest
        assert latest is not None
        assert rows == [f"row-{one.key.row}" for one in latest.agreement.dividing]
        assert "α" in person.shown and "nhom-0" in person.shown
        assert "Đáp án" not in person.shown and "cao hơn" not in person.shown
        await person.press("escape")
        await reveal(person)
        await person.press("t")
        assert "Đáp án" in person.shown
        groups = [one for one in person.offered() if one.startswith("group-")]
        assert len(groups) == 6
        await person.press("v")
        assert any("chưa công bố" in one for one in person.told())
