"""Where a sitting begins: a new assessment, one that is there, one that is damaged."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest
from textual.screen import Screen

from parself import demo
from parself.assessment import store
from parself.assessment.model import Purpose
from parself.demo.casts import DISTRICTS, Cast
from parself.desk import recent
from parself.desk.card import Card, Kind, Place, read_card
from parself.errors import say
from parself.files import show_path
from parself.i18n import _
from parself.province import parts, stages
from parself.province.calendar import Dates
from parself.province.officers import Share
from parself.province.overview import open_overview
from parself.province.round import open_round
from parself.rubric.catalogue import find_roster
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.dialogs.sheet import SheetScreen
from parself.tui.screens import home as home_module
from parself.tui.screens.home import HomeScreen
from parself.tui.screens.new import NewScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.round_board import BoardScreen
from parself.tui.screens.round_new import NewRoundScreen
from parself.tui.widgets.card import card_lines
from parself.tui.widgets.rows import Rows
from parself.words.signs import WGL4
from province.desks import WHY, with_officers
from tui.bursts import settle
from tui.sitting import NOW, Sitting, sitting

DEMO, NEW, BROWSE, ROUND, ANNEX, ROSTERS, WORKSHOP, QUIT = range(8)
"""Lines of the home screen when nothing was opened here before."""


async def take(person: Sitting, line: int) -> None:
    await person.press(*["down"] * line, "enter")


async def test_a_new_assessment_leads_to_its_first_question(home: Path) -> None:
    async with sitting(None) as person:
        assert person.sees(HomeScreen)
        await take(person, NEW)
        assert person.sees(NewScreen)
        await person.types("ngan\rvan quan\r")
        await person.press("enter")
        assert person.field().value.endswith("van-quan-2023")
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert person.row == "1.1.1"
        assert person.desk.folder.path.is_relative_to(home)
        assert person.desk.assessment.purpose is Purpose.REAL
        assert person.desk.folder.unit.code == "van-quan"


async def test_every_unit_can_be_reached_and_what_is_hidden_is_counted(home: Path) -> None:
    async with sitting(None) as person:
        await take(person, NEW)
        await person.types("huyen\r")
        await settle(person.pilot)
        units = person.options()
        shown = sum(unit in person.shown for unit in units)
        assert shown < len(units) == 11
        assert f"↓ {len(units) - shown}" in person.shown
        await person.press(*["down"] * 10)
        assert units[-1] in person.shown
        assert "↓" not in person.shown


async def test_practice_is_chosen_and_shown(home: Path) -> None:
    async with sitting(None) as person:
        await take(person, NEW)
        await person.types("ngan\rvan quan\r")
        await person.press("down", "enter")
        assert "thuc-hanh" in person.field().value
        person.field().value = str(home / "thu")
        await person.press("enter")
        assert person.desk.assessment.purpose is Purpose.PRACTICE
        assert store.load(home / "thu").assessment.purpose is Purpose.PRACTICE


async def test_esc_goes_one_question_back_and_then_leaves(home: Path) -> None:
    async with sitting(None) as person:
        await take(person, NEW)
        first = person.options()
        await person.types("ngan\r")
        assert person.options() != first
        await person.press("escape")
        assert person.options() == first
        await person.press("escape")
        assert person.sees(HomeScreen)


async def test_a_folder_that_is_taken_is_told_and_another_can_be_named(home: Path) -> None:
    taken = home / "taken"
    taken.mkdir()
    (taken / "letter.docx").write_bytes(b"mine")
    async with sitting(None) as person:
        await take(person, NEW)
        await person.types("ngan\rvan quan\r\r")
        person.field().value = str(taken)
        await person.press("enter")
        assert person.words("#outcome")
        assert person.sees(NewScreen)
        person.field().value = str(home / "free")
        await person.press("enter")
        assert person.sees(QuestionScreen)


async def test_a_search_without_a_match_takes_nothing(home: Path) -> None:
    async with sitting(None) as person:
        await take(person, NEW)
        await person.types("zzzz\r")
        assert person.sees(NewScreen)
        assert person.offered() == []


async def test_what_was_open_last_is_offered_first(folder: store.Folder) -> None:
    recent.remember(folder.path, "UBND huyện Văn Quan · 2023", NOW)
    async with sitting(None) as person:
        assert "UBND huyện Văn Quan · 2023" in person.options()[0]
        await person.press("enter")
        assert person.sees(QuestionScreen)


async def test_another_folder_is_picked_from_the_list(folder: store.Folder) -> None:
    async with sitting(None) as person:
        await take(person, BROWSE)
        person.field().value = str(folder.path.parent)
        await person.press("enter")
        assert f"{folder.path.name}/  bảng tự chấm" in person.options()
        await person.types(f"{folder.path.name}\r")
        assert person.desk.folder.path == folder.path


async def test_another_folder_is_opened_by_its_path(folder: store.Folder) -> None:
    letter = folder.path.with_name("letter.docx")
    letter.write_bytes(b"mine")
    async with sitting(None) as person:
        await take(person, BROWSE)
        assert person.sees(FilePicker)
        person.field().value = str(letter)
        await person.press("enter")
        assert person.sees(FilePicker)
        assert person.words("#outcome")
        person.field().value = f'"{folder.path}"'
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert person.desk.folder.path == folder.path


async def test_a_path_that_is_no_path_is_told(home: Path) -> None:
    async with sitting(None) as person:
        await take(person, BROWSE)
        for typed in ("~none-such/a", "a" * 5000, "[/x]"):
            person.field().value = typed
            await person.press("enter")
            assert person.sees(FilePicker)
            assert person.words("#outcome")


async def named(person: Sitting, path: Path) -> None:
    """Name a path in the picker."""
    await take(person, BROWSE)
    person.field().value = str(path)
    await person.press("enter")


async def test_a_share_asks_for_its_folder_and_opens_as_the_officers_board(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ky = demo.prepare(tmp_path_factory.mktemp("tinh") / "d").round.path
    ky = with_officers(ky, minh=Share(("cao-loc",)))
    file = home / "phan-viec.zip"
    parts.give(open_overview(ky), "minh", file, WHY)
    async with sitting(None) as person:
        await named(person, file)
        assert person.sees(PathPrompt)
        person.field().value = str(ky)
        await person.press("enter")
        assert person.words("#outcome")
        person.field().value = str(home / "phan-viec")
        await person.press("enter")
        assert person.sees(BoardScreen)
    assert open_round(home / "phan-viec").desk is not None


async def test_a_hand_in_says_that_a_round_receives_it(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = demo.prepare(tmp_path_factory.mktemp("tinh") / "d")
    async with sitting(None) as person:
        await named(person, next((made.path / demo.HAND_INS).glob("*.zip")))
        assert "hồ sơ gửi của một đơn vị" in person.words("#outcome")
        assert "nhấn N" in person.words("#outcome")
        person.field().value = str(made.round.path / "round.toml")
        await person.press("enter")
        assert person.sees(BoardScreen)


async def test_a_share_named_on_the_command_line_asks_for_its_folder_too(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ky = demo.prepare(tmp_path_factory.mktemp("tinh") / "d").round.path
    ky = with_officers(ky, minh=Share(("cao-loc",)))
    file = home / "phan-viec.zip"
    parts.give(open_overview(ky), "minh", file, WHY)
    async with sitting(file) as person:
        assert person.sees(PathPrompt)


async def test_a_round_is_founded_and_what_was_typed_stays_where_it_is_refused(home: Path) -> None:
    async with sitting(None) as person:
        await take(person, ROUND)
        await person.types("ngan\r")
        await person.press("enter")
        assert person.sees(SheetScreen)
        await person.press("ctrl+u")
        await person.types(f"{home / 'ky'}\rCác huyện\r\r\r\r01/02/2024\r15/13/2024\r")
        assert "15/13/2024" in person.fault_lines()[0]
        await person.press("ctrl+u")
        await person.types("15/01/2024\r\r\r\r\rx\rx\r")
        assert "sai thứ tự" in person.words("#outcome")
        assert person.field(1).value == "Các huyện"
        assert not (home / "ky").exists()
        person.field(5).value = "01/01/2024"
        await person.press("enter")
        assert person.sees(BoardScreen)
    made = open_round(home / "ky")
    assert made.title == "Các huyện"
    assert made.purpose is Purpose.PRACTICE
    assert not made.settings.survey_held
    assert made.dates == Dates(opening=date(2024, 1, 1), hand_in=date(2024, 1, 15))


async def test_a_roster_that_is_not_listed_is_named_by_its_file(home: Path) -> None:
    (home / "xa.toml").write_bytes(find_roster("lang-son-11-huyen")[1])
    async with sitting(None) as person:
        await take(person, ROUND)
        await person.types("ngan\r")
        await person.types(f"{home / 'khong-co.toml'}\r")
        assert person.words("#outcome")
        person.field().value = str(home / "xa.toml")
        await person.press("enter")
        assert person.sees(SheetScreen)
        await person.press("escape")
        assert person.sees(NewRoundScreen)


async def test_the_demo_opens_a_practice_assessment(
    home: Path, folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Made:
        open_folder = folder.path

    paths: list[Path] = []

    def prepare(path: Path, **_told: object) -> type[Made]:
        paths.append(path)
        return Made

    monkeypatch.setattr(demo, "prepare", prepare)
    async with sitting(None) as person:
        await take(person, DEMO)
        assert show_path(recent.home_folder()) in person.words("#words")
        await person.press("enter")
        await person.wait()
        assert [one.parent for one in paths] == [recent.home_folder()], (
            "where the first screen says"
        )
        assert person.sees(QuestionScreen)
        assert person.desk.assessment.purpose is Purpose.PRACTICE


async def test_the_demo_answers_at_once_and_tells_how_far_it_is(
    home: Path, folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Made:
        open_folder = folder.path

    told, go_on = Event(), Event()
    calls = []

    def prepare(path: Path, cast: Cast, progress: Callable[[int, int], None]) -> type[Made]:
        assert cast is DISTRICTS
        calls.append(path)
        progress(3, 13)
        told.set()
        assert go_on.wait(20)
        return Made

    monkeypatch.setattr(demo, "prepare", prepare)
    async with sitting(None) as person:
        await take(person, DEMO)
        await person.press("enter")
        while not told.is_set():
            await person.pilot.pause()
        await settle(person.pilot)
        assert person.sees(HomeScreen)
        assert "Đang lập dữ liệu thực hành" in person.shown
        assert "3/13" in person.shown
        await person.press("enter")
        go_on.set()
        await person.wait()
        assert person.sees(QuestionScreen)
        assert len(calls) == 1


async def test_an_annex_is_asked_for_from_the_list(home: Path) -> None:
    async with sitting(None) as person:
        await take(person, ANNEX)
        assert person.sees(FilePicker)


async def test_quit_leaves(home: Path) -> None:
    async with sitting(None) as person:
        await take(person, QUIT)
    assert person.app.return_value == ""


async def test_a_folder_without_an_assessment_is_told_on_the_home_screen(home: Path) -> None:
    (home / "empty").mkdir()
    async with sitting(home / "empty") as person:
        assert person.sees(HomeScreen)
        assert "empty" in person.words("#problem")
        assert person.is_shown("#problem")


def damaged(folder: store.Folder) -> store.Folder:
    """Answer a row, save twice, and cut the file short."""
    answered = folder.assessment.with_figure("ho-so-tiep-nhan", 1000)
    saved = store.save(folder, answered, now=NOW)
    saved = store.save(saved, saved.assessment.with_figure("ho-so-tiep-nhan", 2000), now=NOW)
    file = folder.path / "assessment.toml"
    file.write_bytes(file.read_bytes()[:200])
    return saved


async def test_a_damaged_file_is_never_opened_as_empty_and_its_backup_is_offered(
    folder: store.Folder,
) -> None:
    damaged(folder)
    async with sitting(folder) as person:
        assert person.sees(AskScreen)
        assert _("Damaged file") in person.shown
        assert person.app.desk is None
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert person.desk.assessment.figures == {"ho-so-tiep-nhan": 1000}
        await person.press("f7")
        assert person.save_now().figures == {"ho-so-tiep-nhan": 1000}
    assert [
        file for file in folder.path.rglob("*") if "hong" in file.name or "damaged" in file.name
    ]


async def test_a_backup_that_is_not_wanted_leaves_all_as_it_was(folder: store.Folder) -> None:
    damaged(folder)
    before = (folder.path / "assessment.toml").read_bytes()
    async with sitting(folder) as person:
        await person.press("end", "enter")
        assert person.sees(HomeScreen)
        assert person.app.desk is None
    assert (folder.path / "assessment.toml").read_bytes() == before


async def test_damage_without_a_backup_is_told(folder: store.Folder) -> None:
    (folder.path / "assessment.toml").write_bytes(b"")
    async with sitting(folder) as person:
        assert person.sees(HomeScreen)
        assert "assessment.toml" in person.words("#problem")


def edited_by_hand(folder: store.Folder) -> None:
    saved = store.save(folder, folder.assessment.with_figure("ho-so-tiep-nhan", 1000), now=NOW)
    store.save(saved, saved.assessment.with_figure("ho-so-tiep-nhan", 2000), now=NOW)
    file = folder.path / "assessment.toml"
    file.write_bytes(file.read_bytes().replace(b"2000", b"2500"))


async def test_a_file_edited_by_hand_is_shown_with_its_difference_and_can_be_used(
    folder: store.Folder,
) -> None:
    edited_by_hand(folder)
    async with sitting(folder) as person:
        assert _("Edited by hand") in person.shown
        assert "2500" in person.words("#words").replace(".", "")
        await person.press("enter")
        assert person.desk.assessment.figures == {"ho-so-tiep-nhan": 2500}
    assert store.load(folder.path).assessment.figures == {"ho-so-tiep-nhan": 2500}


async def test_a_file_edited_by_hand_can_be_given_up_for_the_backup(
    folder: store.Folder,
) -> None:
    edited_by_hand(folder)
    async with sitting(folder) as person:
        await person.press("down", "enter")
        assert person.desk.assessment.figures == {"ho-so-tiep-nhan": 1000}


async def test_a_damaged_rubric_is_told_in_words(folder: store.Folder) -> None:
    (folder.path / "rubric.toml").write_text("format = 1\n[rubric]\n", encoding="utf-8")
    async with sitting(folder) as person:
        assert person.sees(AskScreen)
        assert "rubric.toml" in person.words("#words")
        await person.press("escape")
        assert person.sees(HomeScreen)
        assert "rubric.toml" in person.words("#problem")


@pytest.mark.parametrize("name", ["assessment.toml", "rubric.toml", "roster.toml"])
@pytest.mark.parametrize("fault", ["emptied", "changed", "gone"])
async def test_a_damaged_folder_is_marked_in_the_list(
    folder: store.Folder, name: str, fault: str
) -> None:
    recent.remember(folder.path, "Văn Quan", NOW)
    file = folder.path / name
    async with sitting(None) as person:
        await person.wait()
        assert _("files damaged or changed") not in person.options()[0]
    match fault:
        case "emptied":
            file.write_bytes(b"")
        case "changed":
            file.write_bytes(file.read_bytes().replace(b"1", b"2", 1))
        case _:
            file.unlink()
    async with sitting(None) as person:
        await person.wait()
        assert _("files damaged or changed") in person.options()[0]
        assert person.options()[0].startswith("Văn Quan")


async def test_a_round_that_was_opened_is_listed_with_what_is_next_and_opens_again(
    home: Path, tmp_path: Path
) -> None:
    ky = demo.prepare(tmp_path / "d").round.path
    async with sitting(ky) as person:
        assert person.sees(BoardScreen)
    async with sitting(None) as person:
        await person.wait()
        first = person.options()[0]
        assert "kỳ 2023" in first
        assert "1 đơn vị chưa gửi" in first
        await person.press("enter")
        assert person.sees(BoardScreen)
    stages.close(ky, WHY, despite=True)
    async with sitting(None) as person:
        await person.wait()
        assert "công bố kết quả" in person.options()[0]
    (ky / "round.toml").write_bytes(b"x")
    async with sitting(None) as person:
        await person.wait()
        assert "hỏng hoặc bị sửa" in person.options()[0], person.options()[0]


async def test_a_card_that_is_slow_to_read_keeps_nobody_waiting(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    recent.remember(folder.path, "Văn Quan", NOW)
    go_on = Event()

    def slow(path: Path, today: date) -> Card:
        assert go_on.wait(20)
        return read_card(path, today)

    monkeypatch.setattr(home_module, "read_card", slow)
    async with sitting(None) as person:
        assert "Văn Quan" in person.shown
        assert "còn 13 tiêu chí" not in person.shown
        await person.press("down")
        go_on.set()
        await person.wait()
        assert "còn 13 tiêu chí" in person.shown
        assert person.screen.query_one(Rows).here == "new"
        await person.press("up", "enter")
        assert person.sees(QuestionScreen)


async def test_a_folder_that_is_gone_says_so_on_its_card_and_del_takes_it_off(
    folder: store.Folder, home: Path
) -> None:
    recent.remember(folder.path, "Văn Quan", NOW)
    recent.remember(home / "usb", "Chi Lăng", NOW)
    async with sitting(None) as person:
        await person.wait()
        assert "không thấy thư mục" in person.options()[0]
        await person.press("enter")
        assert person.sees(HomeScreen)
        await person.press("delete")
        assert "Văn Quan" in person.options()[0]
        assert [one.path for one in recent.recent()] == [folder.path]
        await person.press("delete")
        assert recent.recent() == ()
        assert store.load(folder.path).assessment == folder.assessment
        await person.press("delete")
        assert person.screen.query_one(Rows).here == "demo"


async def test_whoever_is_new_is_told_what_this_is_and_is_shown_the_demo_first(home: Path) -> None:
    async with sitting(None) as person:
        assert person.screen.query_one(Rows).here == "demo"
        assert len(person.words("#greeting").splitlines()) > 3
    recent.remember(home, "Văn Quan", NOW)
    async with sitting(None) as person:
        assert len(person.words("#greeting").splitlines()) == 2


@pytest.mark.parametrize(
    ("key", "kind"), [("n", NewScreen), ("o", FilePicker), ("k", NewRoundScreen)]
)
async def test_the_ways_to_begin_have_their_letters(
    home: Path, key: str, kind: type[Screen[object]]
) -> None:
    async with sitting(None) as person:
        await person.press(key)
        assert person.sees(kind)


async def test_what_will_be_made_is_summed_up_and_what_enter_takes_is_shown(home: Path) -> None:
    async with sitting(None) as person:
        await take(person, NEW)
        await person.types("ngan\r")
        assert "Bộ tiêu chí mẫu ngắn" in person.words("#summary")
        assert "2023" in person.words("#summary")
        await person.types("chi")
        assert "Chọn: UBND huyện Chi Lăng" in person.words("KeyLine")
        await person.types("zzz")
        assert "Chọn:" not in person.words("KeyLine")
        await person.press("ctrl+u")
        await person.types("chi lang\r")
        await person.press("down", "enter")
        said = person.words("#summary")
        for words in ("UBND huyện Chi Lăng", "Thực hành", "chi-lang-2023-thuc-hanh"):
            assert words in said
        assert "Lập bảng tự chấm" in person.words("KeyLine")
        assert not recent.home_folder().exists()


@pytest.mark.parametrize("width", [56, 76, 112])
def test_the_name_of_a_card_is_never_cut_for_where_it_stands(width: int) -> None:
    place = Place(11, Decimal("80.48"), 9, 1, is_foreseen=True, is_illustrative=True)
    card = Card(Kind.UNIT, 34, 67, (say("saved today at {time}", time="10:42"),), place=place)
    name = "UBND huyện Văn Quan · 2023"
    head, *below = card_lines(name, card, width, signs=WGL4).plain.split("\n")
    assert head.startswith(name)
    assert "80,48%" in head + below[0]
    assert all(len(line) <= width for line in (head, *below))
