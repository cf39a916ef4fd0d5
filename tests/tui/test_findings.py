"""The findings on screen: go to the row, leave one with a reason, see it before the export."""

from textual.widgets import Static

from parself.assessment import store
from parself.tui.screens.export import ExportScreen
from parself.tui.screens.findings import FindingsScreen
from parself.tui.screens.question import QuestionScreen
from tui.sitting import sitting, standing_at, words_of


async def test_enter_goes_to_the_row_of_a_finding(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.press("ctrl+r")
        assert person.sees(FindingsScreen)
        assert person.offered() == ["unbacked:2.2.1"]
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert person.row == "2.2.1"


async def test_space_asks_for_a_reason_which_is_kept_and_can_be_taken_back(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.press("ctrl+r", "space")
        await person.types("Lưu tại đơn vị\r")
        assert person.save_now().waivers == {"unbacked:2.2.1": "Lưu tại đơn vị"}
        assert words_of(person.screen.query_one("Caption", Static)).endswith(
            "1 mục giữ nguyên có lý do"
        )
        await person.press("space")
        person.field().value = ""
        await person.press("enter")
        assert person.save_now().waivers == {}


async def test_escape_leaves_the_reason_as_it_was(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.press("ctrl+r", "space")
        await person.types("thử")
        await person.press("escape")
        assert person.save_now().waivers == {}


async def test_with_nothing_found_the_screen_says_so(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("ctrl+r")
        assert person.options() == ["Không có lỗi, cảnh báo."]
        await person.press("space", "enter", "escape")
        assert person.sees(QuestionScreen)


async def test_before_the_export_the_findings_that_stand_are_counted(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.press("f8")
        assert person.sees(ExportScreen)
        assert "Rà soát: 1 cảnh báo" in person.words("#words")
