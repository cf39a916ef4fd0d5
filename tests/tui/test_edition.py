"""A change of edition on the screens: chosen, previewed, done; and a rubric edited by hand."""

from pathlib import Path

import pytest

from assessment.test_edition import OTHER, edit_rubric, other_edition
from parself.assessment import store, swap
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, Purpose, State
from parself.desk import recent
from parself.errors import Problem, say
from parself.files import FileError
from parself.rubric.catalogue import find_rubric
from parself.rubric.diff import diff
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import FilePicker
from parself.tui.screens.edition import ChoiceScreen, EditionScreen
from parself.tui.screens.home import HomeScreen
from parself.tui.screens.papers import PapersScreen
from parself.tui.screens.question import QuestionScreen
from rubric import variants as v
from tui.sitting import NOW, WIDE, Sitting, sitting


@pytest.fixture
def answered(folder: store.Folder) -> store.Folder:
    """The assessment with the row answered that the other edition asks again."""
    other = find_rubric(str(other_edition(folder)))[0]
    (change,) = diff(folder.rubric, other).changed
    keys = {"part": 9, "whole": 10}
    answer = Answer(State.ANSWERED, keys, "Vì sao")
    return store.save(folder, folder.assessment.with_answer(change.after.id, answer), now=NOW)


def row_of(folder: store.Folder) -> str:
    return next(iter(folder.assessment.answers))


async def preview(person: Sitting, path: Path) -> None:
    """Run the command by its name and name the file."""
    await person.press("f3")
    await person.types("chuyen phien ban\r")
    assert person.sees(ChoiceScreen)
    await person.types(f"{path}\r")


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_the_preview_says_what_it_does_before_anything_is_done(
    answered: store.Folder, size: tuple[int, int]
) -> None:
    before = (answered.path / "assessment.toml").read_bytes()
    async with sitting(answered, size=size) as person:
        await preview(person, other_edition(answered))
        assert person.sees(EditionScreen)
        assert "chấm lại: 1" in person.words("#greeting")
        assert "Điểm tự chấm" in person.words("#preview")
        assert row_of(answered) in person.words("#preview")
        assert "Chuyển sang phiên bản này" in person.shown
        await person.press("enter")
        assert person.sees(QuestionScreen), "the first choice changes nothing"
    assert (answered.path / "assessment.toml").read_bytes() == before


async def test_the_change_is_done_and_the_figures_are_confirmed_with_enter(
    answered: store.Folder,
) -> None:
    row = row_of(answered)
    async with sitting(answered) as person:
        await preview(person, other_edition(answered))
        await person.press("down", "enter")
        assert person.sees(QuestionScreen)
        assert person.desk.folder.rubric.id == OTHER
        await person.go_to(row)
        assert person.answer(row).state is State.UNANSWERED
        assert person.answer(row).explanation == "Vì sao"
        assert "Tiêu chí đã đổi" in person.words("#steps")
        await person.press("enter", "enter", "enter", "enter")
        assert person.answer(row).state is State.ANSWERED
        assert person.save_now().answer(row).values == {"part": 9, "whole": 10}


async def test_the_figures_before_and_after_stand_in_one_line_at_sixty_columns(
    answered: store.Folder,
) -> None:
    async with sitting(answered, size=(60, 20)) as person:
        await preview(person, other_edition(answered))
        room = person.screen.query_one("#preview").content_size.width
        head, *figures = person.words("#preview").splitlines()[:10]
        assert all(len(line) <= room for line in (head, *figures))


async def test_before_and_after_stand_on_one_ladder_where_there_is_room(
    answered: store.Folder,
) -> None:
    async with sitting(answered, size=WIDE) as person:
        await preview(person, other_edition(answered))
        assert person.is_shown("#ladder")
        assert "Văn Quan" in person.words("#ladder")
        ours = next(one for one in person.words("#ladder").splitlines() if "Văn Quan" in one)
        assert "●" in ours


async def test_undo_takes_the_change_of_edition_back(answered: store.Folder) -> None:
    row = row_of(answered)
    async with sitting(answered) as person:
        await preview(person, other_edition(answered))
        await person.press("down", "enter")
        assert person.desk.folder.rubric.id == OTHER
        person.desk.set_note(row, "sau khi chuyển")
        await person.press("ctrl+z", "ctrl+z")
        assert person.desk.folder.rubric.id == OTHER, "it is asked first"
        await person.press("enter")
        assert person.desk.folder.rubric == answered.rubric
        assert person.answer(row) == answered.assessment.answer(row)
        await person.press("ctrl+z")
        assert person.desk.folder.rubric == answered.rubric
    assert store.load(answered.path).rubric == answered.rubric


async def test_the_earlier_saves_lead_back_into_their_edition(answered: store.Folder) -> None:
    async with sitting(answered) as person:
        await preview(person, other_edition(answered))
        await person.press("down", "enter")
        await person.press("ctrl+b", "k")
        assert "trở lại phiên bản" in person.words("#words")
        await person.press("enter")
        assert person.desk.folder.rubric == answered.rubric


async def test_what_is_typed_last_goes_along(answered: store.Folder) -> None:
    row = row_of(answered)
    async with sitting(answered) as person:
        person.desk.set_note(row, "gõ xong chưa lưu")
        await preview(person, other_edition(answered))
        await person.press("down", "enter")
        assert person.desk.assessment.answer(row).note == "gõ xong chưa lưu"


async def test_renumbered_rows_are_offered_and_taken_over_only_when_asked_for(home: Path) -> None:
    before, after = v.RENUMBERED
    folder = begin(home / "b", v.SHIPPED, "van-quan", purpose=Purpose.PRACTICE)
    answer = Answer(State.ANSWERED, {"part": 9, "whole": 10}, "Vì sao")
    store.save(folder, folder.assessment.with_answer(before, answer), now=NOW)
    async with sitting(folder, size=WIDE) as person:
        await preview(person, v.new_edition(home / "moi.toml"))
        assert person.offered() == ["back", "do", "moves", "memo"]
        assert "Đã bỏ (2)" in person.words("#preview")
        await person.press("down", "down", "enter")
        assert "Đã bỏ (1)" in person.words("#preview")
        assert f"{after} (← {before})" in person.words("#preview")
        await person.press("down", "enter")
        assert person.sees(QuestionScreen)
        assert person.answer(after) == answer
        assert person.answer(before).is_blank


async def test_a_file_that_is_no_rubric_is_told_beside_the_line(
    answered: store.Folder, tmp_path: Path
) -> None:
    async with sitting(answered) as person:
        await preview(person, tmp_path / "khong-co.toml")
        assert person.sees(ChoiceScreen)
        assert "khong-co.toml" in person.words("#outcome")
        await person.press("escape")
        assert person.sees(QuestionScreen)


async def test_the_memo_is_made_from_the_preview(answered: store.Folder) -> None:
    async with sitting(answered) as person:
        await preview(person, other_edition(answered))
        await person.press("up", "enter")
        assert person.sees(PapersScreen)
        await person.press("enter", "enter", "enter")
        await person.wait()
        assert list(answered.path.parent.glob("*.xlsx"))


async def test_a_change_that_cannot_be_written_is_told_and_nothing_is_lost(
    answered: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(answered) as person:
        await preview(person, other_edition(answered))
        monkeypatch.setattr(swap, "swap", refused)
        await person.press("down", "enter")
        assert person.sees(EditionScreen)
        assert "đầy" in person.words("#problem")
        await person.press("escape")
        assert person.sees(QuestionScreen)
        assert person.desk.assessment.answers == answered.assessment.answers


def refused(*_: object) -> None:
    raise FileError(Problem(say("the disk is full")))


async def test_a_rubric_edited_by_hand_is_put_back_from_home(answered: store.Folder) -> None:
    edit_rubric(answered.path, "zero_below = 0.8", "zero_below = 0.75")
    async with sitting(answered) as person:
        assert person.sees(AskScreen)
        assert person.offered() == ["restore", "migrate", "back"]
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert person.desk.assessment == answered.assessment
        assert person.desk.folder.rubric == answered.rubric


async def test_both_ways_out_are_offered_first_however_the_folder_was_named(
    answered: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_rubric(answered.path, "zero_below = 0.8", "zero_below = 0.75")
    monkeypatch.chdir(answered.path)
    for named in (Path(), Path("..") / answered.path.name):
        async with sitting(named) as person:
            assert person.sees(AskScreen)
            assert person.offered() == ["restore", "migrate", "back"]


async def test_enter_after_a_folder_that_did_not_open_opens_no_other(
    answered: store.Folder, home: Path
) -> None:
    recent.remember(answered.path, "Văn Quan", NOW)
    edit_rubric(answered.path, "points = 1", "points = ")
    async with sitting(answered.path) as person:
        assert person.sees(AskScreen)
        await person.press("escape")
        assert person.sees(HomeScreen)
    async with sitting(home / "khong-co") as person:
        assert person.sees(HomeScreen)
        await person.press("enter")
        assert person.sees(FilePicker)
        assert person.app.desk is None


async def test_or_the_answers_are_taken_over_into_it(answered: store.Folder) -> None:
    edit_rubric(answered.path, "zero_below = 0.8", "zero_below = 0.75")
    async with sitting(answered) as person:
        await person.press("down", "enter")
        assert person.sees(EditionScreen)
        await person.press("escape")
        home = person.screen
        assert isinstance(home, HomeScreen)
        home.open_path(answered.path)
        await person.wait()
        await person.press("down", "enter")
        assert person.sees(EditionScreen)
        await person.press("down", "enter")
        assert person.sees(QuestionScreen)
        assert person.answer(row_of(answered)).explanation == "Vì sao"


async def test_a_rubric_that_cannot_be_read_any_more_offers_only_the_way_back(
    answered: store.Folder,
) -> None:
    (answered.path / "rubric.toml").write_text("[rubric", encoding="utf-8")
    async with sitting(answered) as person:
        assert person.offered() == ["restore", "back"]
        await person.press("enter")
        assert person.sees(QuestionScreen)


async def test_while_only_reading_is_possible_nothing_is_offered(answered: store.Folder) -> None:
    async with sitting(answered) as person:
        person.desk.read_only = True
        await person.press("f3")
        await person.types("chuyen phien ban\r")
        assert person.sees(QuestionScreen)
        assert person.told()
