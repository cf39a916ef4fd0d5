"""Parts on screen: give out, look, choose row by row, join, take back."""

from datetime import date
from pathlib import Path

import docx
import pytest

from cli.forms import filled_in
from parself.assessment import evidence, store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, Citation, Document, DocumentKind, State
from parself.desk import handing_out, recent
from parself.submission import parts_ledger
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.screens.joining import JoiningScreen
from parself.tui.screens.parts import PartsScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.review import ReviewScreen
from parself.tui.widgets.rows import Rows
from parself.values import evolve
from tui.sitting import NOW, Sitting, sitting


@pytest.fixture
def desk(home: Path) -> store.Folder:
    return begin(home / "van-quan-2023", "lang-son-huyen-2023", "van-quan")


def answer(folder: store.Folder, row: str, part: int, whole: int = 100) -> store.Folder:
    held = Answer(State.ANSWERED, {"part": part, "whole": whole})
    return store.save(folder, folder.assessment.with_answer(row, held), now=NOW)


@pytest.fixture
def returned(desk: store.Folder) -> Path:
    """The part of tc-kh as it comes back, with a row that the desk changes too."""
    path = handing_out.give(desk, "tc-kh", None, "folder", now=NOW).path
    answer(answer(store.load(path), "6.1", 96), "6.2.1", 9, 9)
    return path


async def look(person: Sitting, path: Path) -> None:
    """Open the parts and read a file."""
    await person.press("ctrl+g", "n")
    assert person.sees(FilePicker)
    person.field().value = str(path)
    await person.press("enter")


async def test_enter_gives_the_department_its_form(desk: store.Folder, home: Path) -> None:
    async with sitting(desk) as person:
        await person.press("ctrl+g")
        assert person.sees(PartsScreen)
        assert person.offered()[:3] == ["noi-vu", "vp-hdnd-ubnd", "tu-phap"]
        await person.press("down", "down", "enter", "enter", "enter")
        assert person.sees(PartsScreen)
        assert (home / "van-quan-2023-tu-phap.xlsx").is_file()
        assert "phiếu Excel" in person.options()[2]
        assert "đã giao 1" in person.words("Caption")


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_names_of_departments_are_whole_at_every_width(
    desk: store.Folder, width: int
) -> None:
    async with sitting(desk, size=(width, 24)) as person:
        await person.press("ctrl+g", "enter", "enter", "enter")
        shown = " ".join(" ".join(person.options()).split())
        for one, _rows in handing_out.departments(desk.rubric):
            assert all(word in shown for word in one.title.split())
        assert "…" not in shown


async def test_giving_out_twice_to_one_place_says_why_not(desk: store.Folder) -> None:
    async with sitting(desk) as person:
        await person.press("ctrl+g", "enter", "enter", "enter")
        await person.press("enter", "enter", "enter")
        assert "Đã có tệp" in person.words("#outcome")


async def test_nothing_is_changed_before_the_part_is_joined(
    desk: store.Folder, returned: Path
) -> None:
    async with sitting(answer(desk, "6.1", 90)) as person:
        await look(person, returned)
        assert person.sees(JoiningScreen)
        assert person.offered() == ["6.1", "6.2.1"]
        assert person.options()[0].split() == ["▼", "Hai", "bản", "khác", "nhau", "1"]
        await person.press("escape")
        assert person.answer("6.1").values["part"] == 90
        assert person.answer("6.2.1").is_blank
        assert parts_ledger.read(store.load(desk.path)).of("tc-kh", parts_ledger.Event.JOINED) == ()


async def test_rows_stand_under_what_becomes_of_them_and_those_as_they_were_are_folded(
    desk: store.Folder, returned: Path
) -> None:
    async with sitting(answer(desk, "6.1", 90)) as person:
        await look(person, returned)
        heads = [line for line in person.options() if line[0] in "▼►"]
        assert [head[2:].split("  ")[0] for head in heads] == [
            "Hai bản khác nhau", "Mới: lấy bản nhận được", "Giữ nguyên như cũ",
        ]  # fmt: skip
        assert "same:6.2.2" not in person.offered()
        person.screen.query_one(Rows).go_to("group:same")
        await person.press("right")
        assert "same:6.2.2" in person.offered()


async def test_the_panel_tells_the_points_of_what_came(desk: store.Folder, returned: Path) -> None:
    async with sitting(answer(desk, "6.1", 90), size=(120, 40)) as person:
        await look(person, returned)
        assert "Điểm: " in person.words("#panel")
        assert "+" in person.words("#panel")


async def test_an_undecided_conflict_stays_ours_and_the_rest_is_joined(
    desk: store.Folder, returned: Path
) -> None:
    async with sitting(answer(desk, "6.1", 90)) as person:
        await look(person, returned)
        await person.press("enter", "enter")
        assert person.sees(PartsScreen)
        assert person.answer("6.1").values["part"] == 90
        assert person.answer("6.2.1").values["part"] == 9
        assert store.load(desk.path).assessment == person.desk.assessment


async def test_the_question_counts_each_row_once_also_one_that_is_half_decided(
    desk: store.Folder, returned: Path
) -> None:
    part = store.load(returned)
    held = evolve(part.assessment.answer("6.1"), explanation="Theo báo cáo quý.")
    store.save(part, part.assessment.with_answer("6.1", held), now=NOW)
    async with sitting(answer(desk, "6.1", 90)) as person:
        await look(person, returned)
        assert person.offered() == ["6.1.figures", "6.1.explanation", "6.2.1"]
        await person.press("enter")
        asked = person.words("#words")
        assert " ".join(asked.split()) == (
            "1 tiêu chí lấy bản nhận được, 0 tiêu chí giữ bản đang có."
            " 1 nội dung có hai bản chưa được chọn."
        )


async def test_letters_choose_row_by_row(desk: store.Folder, returned: Path) -> None:
    async with sitting(answer(desk, "6.1", 90)) as person:
        await look(person, returned)
        await person.press("l", "g", "enter", "enter")
        assert person.answer("6.1").values["part"] == 96
        assert person.answer("6.2.1").is_blank


async def test_to_edit_goes_to_the_row(desk: store.Folder, returned: Path) -> None:
    async with sitting(answer(desk, "6.1", 90)) as person:
        await look(person, returned)
        await person.press("s", "enter", "enter")
        assert person.sees(QuestionScreen)
        assert person.row == "6.1"
        assert (person.answer().values["part"], person.answer().flagged) == (96, True)


async def test_a_joining_is_taken_back_by_undo_or_on_the_screen(
    desk: store.Folder, returned: Path
) -> None:
    async with sitting(desk) as person:
        await look(person, returned)
        await person.press("enter", "enter", "escape", "ctrl+z")
        assert person.answer("6.2.1").is_blank
        await look(person, returned)
        await person.press("enter", "enter")
        assert person.answer("6.2.1").values["part"] == 9
        await person.press("u")
        assert person.answer("6.2.1").is_blank
        assert store.load(desk.path).assessment.answers == {}


async def test_a_wrong_file_is_refused_beside_its_name(desk: store.Folder, home: Path) -> None:
    other = begin(home / "chi-lang", "lang-son-huyen-2023", "chi-lang")
    path = handing_out.give(other, "tc-kh", None, "bundle", now=NOW).path
    async with sitting(desk) as person:
        await look(person, path)
        assert person.sees(FilePicker)
        assert "chi-lang" in person.words("#outcome")
        person.field().value = str(home / "khong-co.zip")
        await person.press("enter")
        assert person.sees(FilePicker)
        assert person.words("#outcome")


async def test_a_department_walks_its_own_rows_only(desk: store.Folder) -> None:
    part = store.load(handing_out.give(desk, "tu-phap", None, "folder", now=NOW).path)
    async with sitting(part) as person:
        assert person.row == "2.1.1"
        assert "Phòng Tư pháp" in person.words("#head")
        title = "Phòng Tư pháp, UBND huyện Văn Quan · 2023"
        assert [entry.title for entry in recent.recent()] == [title]
        assert "UBND huyện Văn Quan" in person.words("#board")
        await person.press("pagedown")
        assert person.row == "2.1.2"
        await person.press("f5")
        assert [line.split()[0] for line in person.options("AreaRows")] == ["2"]
        assert not person.is_shown("#main")
        assert "%" not in person.words("TotalsPanel")
        await person.press("escape")
        await person.press("f6")
        assert person.offered() == list(person.desk.view.rows)
        await person.press("ctrl+p")
        assert person.sees(ReviewScreen)
        await person.press("escape", "ctrl+g", "enter", "n")
        assert person.sees(PartsScreen)


async def test_the_ledger_is_shown(desk: store.Folder, returned: Path) -> None:
    async with sitting(desk) as person:
        await look(person, returned)
        await person.press("enter", "enter", "k")
        text = str(person.screen.query_one("#reading").children[0].render())
        assert "đã ghép: Phòng Tài chính – Kế hoạch" in text
        assert text.index("đã ghép") < text.index("đã giao")


async def test_a_part_that_came_as_one_file_is_opened_from_the_home_screen(
    desk: store.Folder, home: Path
) -> None:
    (home / "usb").mkdir()
    path = handing_out.give(desk, "tu-phap", home / "usb" / "tp.zip", "bundle", now=NOW).path
    async with sitting(None) as person:
        await person.press("o")
        await person.types(f"{path}\r")
        assert person.desk.folder.path == home / "usb" / "van-quan-2023-tu-phap"
        await person.runs("home")
        await person.press("o")
        await person.types(f"{path}\r")
        assert person.sees(FilePicker), "it is there already"
        assert person.words("#outcome")


async def test_in_a_locked_assessment_no_part_is_asked_for(desk: store.Folder) -> None:
    async with sitting(store.save(desk, evolve(desk.assessment, locked=True), now=NOW)) as person:
        await person.press("ctrl+g", "n")
        assert person.sees(PartsScreen)
        assert "khóa" in " ".join(person.told())


async def test_an_odd_day_of_a_paper_is_asked_about_before_it_is_joined(
    desk: store.Folder,
) -> None:
    path = handing_out.give(desk, "tc-kh", None, "folder", now=NOW).path
    paper = Document("E-001", DocumentKind.ON_FILE, number="12/BC-UBND", issued=date(1923, 4, 3))
    part = store.load(path)
    held = evidence.cited(evidence.registered(part.assessment, paper), "6.1", Citation(paper.id))
    store.save(part, held, now=NOW)
    async with sitting(desk) as person:
        await look(person, path)
        (option,) = (line for line in person.options() if "6.1" in line)
        assert "03/04/1923" in option
        assert "?" in option


async def test_what_was_not_used_is_offered_as_a_list_to_send_back(
    desk: store.Folder, home: Path
) -> None:
    form = handing_out.give(desk, "tc-kh", None, "form", now=NOW).path
    filled_in(form, {"6.1|value.part": "chín mươi", "6.1|value.whole": 100})
    async with sitting(desk) as person:
        await look(person, form)
        assert person.sees(JoiningScreen)
        assert any("chín mươi" in line for line in person.options())
        await person.press("enter", "enter")
        assert person.sees(PathPrompt)
        assert "Phòng Tài chính" in person.words("#words")
        await person.press("enter")
        assert person.sees(PartsScreen)
    (written,) = home.glob("*.docx")
    assert "chín mươi" in "\n".join(
        cell.text for table in docx.Document(str(written)).tables for cell in table._cells
    )
