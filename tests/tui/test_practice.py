"""A group of a workshop at the question screen: what it may do, and that others may not."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import OptionList

from parself.assessment import store
from parself.submission import bundle
from parself.tui.bases.group_frame import PRACTICE
from parself.tui.screens.classroom import ClassroomScreen
from parself.tui.screens.question import QuestionScreen
from parself.view.view import Filter
from parself.workshop import group_folder
from parself.workshop.material import make_session
from tui.sitting import NOW, Sitting, sitting

PACK = "suoi-may-30-phut"
ROW = "1.3.2"


@pytest.fixture
def group(tmp_path: Path) -> store.Folder:
    """A group of a session in which hints are allowed and reasons are not."""
    made = make_session(tmp_path / "lop", PACK, hints=True, now=NOW)
    return group_folder.start(made.hand_out, tmp_path / "nhom", "Nhóm 1", now=NOW)


@pytest.fixture
async def sat(group: store.Folder) -> AsyncIterator[Sitting]:
    async with sitting(group.path) as sat:
        await sat.go_to(ROW)
        yield sat


async def does(sat: Sitting, name: str) -> None:
    """Open the menu and take a line of it."""
    await sat.press("f10")
    await choose(sat, name)


async def test_the_head_says_who_works_in_which_turn_how_long_still_and_that_it_is_practice(
    sat: Sitting,
) -> None:
    sat.desk.now = lambda: NOW
    sat.screen.refresh_view()  # type: ignore[attr-defined]
    head = sat.words("Heading")
    assert all(word in head for word in ("Nhóm 1", "vòng 1", "còn 30 phút", "THỰC HÀNH"))
    sat.desk.now = lambda: NOW + timedelta(minutes=34, seconds=30)
    sat.screen.refresh_view()  # type: ignore[attr-defined]
    assert "quá giờ 4 phút" in sat.words("Heading")
    await sat.types("8\r29\r")
    assert sat.answer(ROW).values


async def test_not_knowing_is_answered_taken_back_and_undone(sat: Sitting) -> None:
    await does(sat, "unknown")
    assert sat.desk.assessment.says_unknown(ROW)
    assert "không biết" in sat.shown
    assert ROW not in sat.desk.view.filtered(Filter.OPEN)
    await does(sat, "unknown")
    assert not sat.desk.assessment.says_unknown(ROW)
    await sat.press("ctrl+z")
    assert sat.desk.assessment.says_unknown(ROW)


async def test_hints_are_shown_where_they_are_allowed_and_reasons_where_not_are_not_offered(
    sat: Sitting,
) -> None:
    await does(sat, "hint")
    assert not sat.sees(QuestionScreen)
    await sat.press("escape")
    await sat.press("f10")
    assert "hint" in sat.offered() and "why" not in sat.offered()


async def test_after_the_last_figure_the_cursor_goes_to_the_reason_until_one_is_given(
    sat: Sitting,
) -> None:
    await sat.types("8\r29\r")
    assert sat.row == ROW
    await sat.types("Phụ lục 1")
    assert sat.answer(ROW).explanation == "Phụ lục 1"
    await sat.go_to(ROW)
    await sat.types("\r\r")
    assert sat.row != ROW


async def test_the_task_and_every_document_are_read_on_the_screen(sat: Sitting) -> None:
    await does(sat, "task")
    await sat.press("enter")
    await sat.wait()
    assert "Suối Mây" in sat.words("#reading Static")
    await sat.press("escape")
    await does(sat, "task")
    await sat.press("down", "enter")
    await sat.wait()
    assert "Vân Sơn, ngày 06 tháng 01 năm 2023" in sat.words("#reading Static")


async def test_a_document_whose_file_is_gone_is_told(sat: Sitting, group: store.Folder) -> None:
    for path in group.evidence.iterdir():
        path.unlink()
    await does(sat, "task")
    await sat.press("down", "enter")
    await sat.wait()
    assert sat.sees(QuestionScreen)
    assert sat.told()


async def test_beginning_again_opens_all_rows_and_is_taken_back(sat: Sitting) -> None:
    await sat.types("8\r29\r")
    await sat.go_to(ROW)
    await does(sat, "again")
    await sat.press("enter")
    await sat.wait()
    assert not sat.answer(ROW).values
    await sat.press("ctrl+z")
    assert sat.answer(ROW).values


async def test_the_second_turn_begins_once_the_first_was_handed_in(
    group: store.Folder, tmp_path: Path
) -> None:
    async with sitting(group.path) as sat:
        await does(sat, "second")
        await sat.press("enter")
        await sat.wait()
        assert sat.desk.assessment.group is not None and sat.desk.assessment.group.round == 1
    bundle.export(store.load(group.path), tmp_path, now=NOW)
    async with sitting(group.path) as sat:
        await does(sat, "second")
        await sat.press("enter")
        await sat.wait()
        assert sat.desk.assessment.group is not None and sat.desk.assessment.group.round == 2


async def test_nobody_else_is_offered_any_of_it(folder: store.Folder) -> None:
    async with sitting(folder.path) as sat:
        assert PRACTICE in QuestionScreen.OFFERS
        assert PRACTICE not in sat.screen.offered  # type: ignore[attr-defined]
        await sat.press("f10")
        assert sat.sees(QuestionScreen)


async def test_a_trainer_makes_a_class_and_a_group_begins_from_the_home_screen(
    home: Path,
) -> None:
    async with sitting(None) as sat:
        await choose(sat, "workshop")
        await choose(sat, "class")
        await choose(sat, PACK)
        await sat.types("\r\rx\r\r")
        await sat.wait()
        assert sat.sees(ClassroomScreen)
        made = next(home.rglob("session.toml")).parent
    async with sitting(next(made.glob("*.zip"))) as sat:
        await sat.types("Nhóm Một\r\r")
        await sat.wait()
        assert sat.sees(QuestionScreen)
        group = sat.desk.assessment.group
        assert group is not None and group.name == "Nhóm Một"


async def choose(sat: Sitting, name: str) -> None:
    """Take a line of the list in front."""
    found = sat.screen.query_one(OptionList)
    found.focus()
    found.highlighted = found.get_option_index(name)
    await sat.press("enter")
    await sat.wait()
