"""Last year on screen: taken in after a preview, what moved, carried forward, the next year."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.desk.desk import Desk
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import FilePicker
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.years import YearsScreen
from tui.sitting import Sitting, sitting, standing_at


@pytest.fixture
def before(folder: store.Folder, tmp_path: Path) -> Path:
    """Last year's folder of the same unit."""
    year = folder.assessment.year - 1
    made = begin(tmp_path / "nam-truoc", "mau-ngan", "van-quan", year=year)
    desk = Desk(made)
    desk.enter("2.2.1", {"part": 100, "whole": 100})
    desk.set_note("2.2.1", "Hỏi Văn phòng")
    desk.save()
    return made.path


async def goes_to_years(person: Sitting) -> None:
    await person.runs("years")
    await person.wait()
    assert person.sees(YearsScreen)


async def test_last_year_is_taken_in_after_a_preview_and_shown_row_by_row(
    folder: store.Folder, before: Path
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("90\r100\r")
        await goes_to_years(person)
        await person.press("t")
        person.field().value = str(before)
        await person.press("enter")
        assert person.sees(AskScreen)
        assert "tiêu chí giống năm" in person.words("#words")
        await person.press("enter")
        assert any(line.startswith("2.2.1") and "−" in line for line in person.options())
        moved = person.options().index(next(o for o in person.options() if o.startswith("2.2.1")))
        person.screen.query_one(OptionList).highlighted = moved
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert f"Năm {folder.assessment.year - 1}: tự chấm" in person.words("#steps")


async def test_another_folder_is_refused_beside_the_line(
    folder: store.Folder, tmp_path: Path
) -> None:
    async with sitting(folder) as person:
        await goes_to_years(person)
        await person.press("t")
        person.field().value = str(tmp_path / "không có")
        await person.press("enter")
        assert person.sees(FilePicker)
        assert person.words("#outcome")


async def test_notes_are_carried_and_the_next_year_is_made(
    folder: store.Folder, before: Path, tmp_path: Path
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await goes_to_years(person)
        await person.press("k")
        person.field().value = str(before)
        await person.press("enter", "enter")
        assert person.answer("2.2.1").note == "Hỏi Văn phòng"
        await person.press("n")
        await person.types("la\r")
        assert person.words("#outcome")
        person.field().value = ""
        await person.press("enter")
        person.field().value = str(tmp_path / "nam-sau")
        await person.press("enter")
        made = store.load(tmp_path / "nam-sau")
        assert made.assessment.year == folder.assessment.year + 1
        assert made.assessment.answer("2.2.1").note == "Hỏi Văn phòng"
