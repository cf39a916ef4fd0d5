"""What-if copies on screen: gone into and out of, compared, and kept away from the truth."""

import pytest

from parself.assessment import store
from parself.assessment.scenarios import kept_scenarios
from parself.numerals import show_decimal
from parself.tui.dialogs.page import PageScreen
from parself.tui.screens.export import ExportScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.scenarios import ScenariosScreen
from parself.tui.widgets.heading import Heading
from tui.sitting import DOORS, WIDE, Sitting, sitting, standing_at, words_of


async def goes_into_a_new_one(person: Sitting, name: str = "Thêm hồ sơ") -> None:
    await person.press("ctrl+t")
    assert person.sees(ScenariosScreen)
    await person.press("t")
    await person.types(f"{name}\r")
    assert person.sees(QuestionScreen)


def heading(person: Sitting) -> str:
    return words_of(person.screen.query_one(Heading))


async def test_what_is_tried_out_moves_the_scenario_and_not_the_truth(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("90\r100\r")
        await goes_into_a_new_one(person)
        assert "PHƯƠNG ÁN GIẢ ĐỊNH" in heading(person)
        await person.go_to("2.2.1")
        await person.types("100\r")
        assert person.answer("2.2.1").values == {"part": 100, "whole": 100}
        truth = store.load(folder.path).assessment
        assert truth.answer("2.2.1").values == {"part": 90, "whole": 100}
        await person.press("ctrl+t")
        told = person.options()
        assert "Bảng chính" in told[0]
        assert "khác 1 tiêu chí" in told[1]
        await person.press("home", "enter")
        assert "PHƯƠNG ÁN" not in heading(person)
        assert person.answer("2.2.1").values == {"part": 90, "whole": 100}


@pytest.mark.parametrize("key", ["f8", "ctrl+p", "f4", "ctrl+b"])
async def test_what_belongs_to_the_truth_is_refused_inside(folder: store.Folder, key: str) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await goes_into_a_new_one(person)
        await person.press(key)
        assert person.sees(QuestionScreen)
        assert any("trước hết về bảng chính" in words for words in person.told())
        assert not person.sees(ExportScreen)


@pytest.mark.parametrize(
    "action", sorted(one.action for one in DOORS.values() if not one.in_scenario)
)
async def test_no_command_of_the_truth_works_inside(folder: store.Folder, action: str) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await goes_into_a_new_one(person)
        truth = (folder.path / "assessment.toml").read_bytes()
        await person.runs(action)
        await person.wait()
        assert person.sees(QuestionScreen)
        assert any("trước hết về bảng chính" in words for words in person.told())
        assert (folder.path / "assessment.toml").read_bytes() == truth


async def test_what_is_typed_inside_survives_leaving_the_program(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await goes_into_a_new_one(person)
        await person.types("7\r10\r")
        await person.press("ctrl+q")
    (kept,) = kept_scenarios(folder)
    assert kept.scenario is not None
    assert kept.scenario.assessment.answer("2.2.1").values == {"part": 7, "whole": 10}
    assert store.load(folder.path).assessment.answer("2.2.1").values == {}


async def test_rows_that_moved_on_in_the_truth_are_named(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await goes_into_a_new_one(person, "A")
        await person.press("ctrl+t", "home", "enter")
        await person.types("90\r100\r")
        await person.press("ctrl+t")
        assert "bảng chính đã sửa ở 2.2.1" in person.options()[1]


async def test_differences_renaming_and_deleting(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await goes_into_a_new_one(person, "A")
        await person.types("90\r100\r")
        await person.press("ctrl+t", "x")
        assert person.sees(ScenariosScreen)
        assert any("ra khỏi phương án rồi làm tiếp" in words for words in person.told())
        await person.press("k")
        assert person.sees(PageScreen)
        assert "2.2.1" in person.words("#reading Static")
        await person.press("escape", "home", "enter", "ctrl+t", "down", "d")
        person.field().value = "B"
        await person.press("enter")
        assert person.options()[1].startswith("B")
        await person.press("x", "enter")
        assert person.options()[1] == "Chưa có phương án nào; T lập phương án."


async def test_a_scenario_made_in_another_begins_there_and_says_nothing_of_the_truth(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("90\r100\r")
        await goes_into_a_new_one(person, "A")
        await person.go_to("2.2.1")
        await person.types("100\r")
        await person.press("ctrl+t", "t")
        await person.types("B\r")
        await person.press("ctrl+t")
        assert "khác 1 tiêu chí" in person.options()[2]
        assert "bảng chính đã sửa" not in person.options()[2]


async def test_truth_and_what_if_stand_side_by_side_with_what_differs(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=WIDE) as person:
        await person.types("90\r100\r")
        await goes_into_a_new_one(person)
        await person.go_to("2.2.1")
        await person.types("100\r")
        await person.press("ctrl+t")
        truth, what_if = person.desk.truth.view, person.desk.view
        told = person.words("TwoColumns")
        row = next(line for line in told.splitlines() if line.startswith("2.2.1"))
        points = [one.scores.rows["2.2.1"].points for one in (truth, what_if)]
        assert all(show_decimal(one) in row for one in points if one is not None)
        assert "+" in row
        assert truth.unit.short.removeprefix("Huyện ") in person.words("Ladder")
        await person.press("home")
        assert not person.is_shown("#compared")
