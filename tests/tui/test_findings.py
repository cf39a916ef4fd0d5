"""The findings on screen: go to the row, leave one with a reason, see it before the export."""

from textual.widgets import Static

from parself.assessment import store
from parself.assessment.model import Answer, State
from parself.tui.screens.export import ExportScreen
from parself.tui.screens.findings import FindingsScreen
from parself.tui.screens.question import QuestionScreen
from tui.sitting import NOW, Sitting, sitting, standing_at, words_of


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
        assert any("1,96 điểm có thể không được công nhận" in line for line in person.options())


async def with_many(person: Sitting) -> None:
    """Two rows with points and nothing behind them, and one that is said not to apply."""
    await person.types("98\r100\r")
    await person.go_to("2.2.3")
    await person.types("0\r0\r")
    await person.press("ctrl+r")


async def test_findings_stand_under_their_kind_and_enter_folds_it(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await with_many(person)
        shown = person.offered()
        assert shown
        await person.press("home", "enter")
        assert person.offered() == []
        await person.press("ctrl+s", "enter")
        assert person.offered() == shown


async def test_left_and_right_fold_the_kind_of_the_line(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await with_many(person)
        shown = person.offered()
        await person.press("left")
        assert person.offered() == []
        await person.press("right")
        assert person.offered() == shown


async def test_one_reason_stands_for_a_whole_kind_and_one_undo_takes_it_back(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await with_many(person)
        keys = [one for one in person.offered() if one.startswith("unbacked:")]
        await person.press("c")
        await person.types("\r")
        assert person.save_now().waivers == {}
        await person.types("Lưu tại đơn vị\r")
        assert person.save_now().waivers == dict.fromkeys(keys, "Lưu tại đơn vị")
        await person.press("ctrl+z")
        assert person.save_now().waivers == {}


async def test_figures_that_cannot_be_have_no_reason_for_all_of_them(folder: store.Folder) -> None:
    answer = Answer(State.ANSWERED, {"part": 12, "whole": 10})
    store.save(folder, folder.assessment.with_answer("2.2.1", answer), now=NOW)
    async with sitting(folder.path) as person:
        await person.press("ctrl+r")
        assert person.offered()[0].startswith("impossible:")
        await person.press("c")
        assert person.sees(FindingsScreen)
        assert any("từng mục" in words for words in person.told())
