"""What lifts us on screen: gaps, a target, effort, tasks."""

import pytest

from parself.assessment import store
from parself.assessment.model import Cause
from parself.numerals import read_decimal, show_decimal
from parself.tui.dialogs.sheet import SheetScreen
from parself.tui.screens.lift import LiftScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.widgets.rows import Rows
from tui.sitting import Sitting, sitting, standing_at


async def has_a_gap(person: Sitting) -> None:
    await person.types("90\r100\r")
    await person.press("ctrl+l", "a", "home")
    assert person.sees(LiftScreen)


async def test_it_begins_with_the_way_to_the_place_that_is_aimed_at(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("90\r100\r")
        await person.press("ctrl+l")
        assert f"hạng {person.desk.view.goal}" in person.words("Caption")
        await person.press("a")
        assert "chọn mục tiêu" in person.words("Caption")


async def test_gaps_are_listed_and_enter_goes_to_the_row(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await has_a_gap(person)
        assert person.offered()[0] == "2.2.1"
        assert "Chưa đạt" in person.options()[0]
        assert "Tiêu chí chưa chấm" in person.options()[1]
        assert len(person.offered()) > 1
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert person.row == "2.2.1"


@pytest.mark.parametrize(("typed", "said"), [("100%", "100,00%"), ("1", "hạng"), ("99,5", "99,50")])
async def test_a_target_is_a_place_or_an_index(folder: store.Folder, typed: str, said: str) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await has_a_gap(person)
        await person.press("m")
        await person.types(f"{typed}\r")
        assert person.sees(LiftScreen)
        assert said in person.words("Caption")
        await person.press("a")
        assert "chọn mục tiêu" in person.words("Caption")


async def test_what_is_no_target_is_refused_in_words(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await has_a_gap(person)
        await person.press("m")
        await person.types("cao\r")
        assert person.told()
        assert "chọn mục tiêu" in person.words("Caption")


async def test_a_figure_key_says_how_hard_the_row_is(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await has_a_gap(person)
        await person.press("5")
        assert person.answer("2.2.1").effort == 5
        assert "độ khó 5" in person.options()[0]


async def test_a_wrong_line_is_told_below_it_when_it_is_left(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await has_a_gap(person)
        await person.press("v")
        await person.types("x")
        assert person.fault_lines() == []
        await person.press("down")
        assert [line[:6] for line in person.fault_lines()] == ["Gõ K ("]
        await person.press("up")
        await person.press("backspace")
        assert person.fault_lines() == []
        await person.types("x")
        await person.press(*["down"] * 6, "enter")
        assert person.sees(SheetScreen)
        assert person.field(0).has_focus
        assert person.desk.assessment.tasks == {}


async def test_a_task_is_written_and_taken_off(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await has_a_gap(person)
        await person.press("v")
        await person.types("c\rTrả chậm\rNhắc hạn\r\r\r\r31/6/2024\r")
        assert person.sees(SheetScreen)
        assert ["31/6/2024" in line for line in person.fault_lines()] == [True]
        person.field(6).value = "30/06/2024"
        await person.press("enter")
        task = person.save_now().tasks["2.2.1"]
        assert (task.cause, task.reason, task.work) == (Cause.SUBJECTIVE, "Trả chậm", "Nhắc hạn")
        assert "có nhiệm vụ" in person.options()[0]
        await person.press("v")
        for number in range(7):
            person.field(number).value = ""
        await person.press(*["enter"] * 7)
        assert person.save_now().tasks == {}


async def test_the_way_shows_the_index_and_the_place_after_each_step(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await has_a_gap(person)
        await person.press("m")
        await person.types("1\r")
        lines = person.options()
        index = person.desk.view.scores.projected.index
        assert index is not None
        assert show_decimal(index) in lines[0]
        steps = [line for line in lines if "→" in line]
        assert steps
        assert all("hạng" in line for line in steps)
        after = [read_decimal(line.split("→ ")[1].split("%")[0]) for line in steps]
        assert after == sorted(after)


async def test_what_is_to_be_proved_is_one_line_until_it_is_unfolded(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.press("ctrl+l")
        await person.press("m")
        await person.types("99%\r")
        folded = next(line for line in person.options() if line.startswith("► "))
        claimed = person.desk.view.scores.claimed.points
        assert claimed is not None
        assert f"{show_decimal(claimed)} điểm" in folded
        person.screen.query_one(Rows).go_to("proof")
        await person.press("enter")
        assert person.sees(LiftScreen)
        assert any(line.startswith("▼ ") for line in person.options())
