"""Hand-ins landed on the screen, chosen among and taken back; why a unit stands where it does."""

import re
import shutil
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from demo.rounds import fresh
from parself import demo
from parself.assessment import store
from parself.assessment.model import Answer, State
from parself.demo.figures import HANDED_IN, filled_in
from parself.files import journal
from parself.numerals import show_date
from parself.province.calendar import Dates
from parself.province.filing import Arrival
from parself.province.receiving import merge
from parself.province.round import open_round, write_round
from parself.province.work import logged_in
from parself.submission import bundle
from parself.submission.intake import read_bundle
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.screens.round_gap import GapScreen, PairScreen
from parself.tui.screens.round_hand_ins import HandInsScreen
from parself.tui.screens.round_ladder import LadderScreen
from parself.tui.screens.round_landing import LandingScreen
from parself.values import evolve
from tui.sitting import Sitting, sitting

UNIT = "cao-loc"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "d")).path


@pytest.fixture
def ky(made: Path, tmp_path: Path) -> Path:
    """Return a test's own copy of the demo's round."""
    return Path(shutil.copytree(made / demo.ROUND, tmp_path / "ky"))


@pytest.fixture
def come(made: Path, tmp_path: Path) -> Path:
    """Return a folder with a corrected hand-in, and a file that is none."""
    desk = Path(shutil.copytree(made / demo.UNITS / UNIT, tmp_path / UNIT))
    folder = store.load(desk)
    assert folder.standings is not None
    # The demo's own folder has handed in twice; here it stands after the first time.
    filled = filled_in(folder.rubric, folder.unit, folder.standings)
    first = bundle.export(
        store.save(folder, filled, now=HANDED_IN), tmp_path / "lan-1.zip", now=HANDED_IN
    ).folder
    answer = Answer(State.ANSWERED, {"part": 50, "whole": 57})
    changed = store.save(first, first.assessment.with_answer("1.1.3", answer), now=HANDED_IN)
    where = tmp_path / "den"
    where.mkdir()
    bundle.export(changed, where, now=HANDED_IN)
    (where / "hong.zip").write_bytes(b"PK")
    return where


async def chosen(person: Sitting, folder: Path) -> None:
    """Go to the landing, and choose a folder."""
    await person.press("n")
    assert person.sees(FilePicker)
    await person.types(f"{folder}\r")
    await person.wait()


def empty_round(ky: Path) -> None:
    """Leave the round without hand-ins."""
    write_round(evolve(open_round(ky), units={}))


def numbers(ky: Path) -> list[int]:
    return [one.sequence for one in open_round(ky).units[UNIT].received]


async def test_files_are_looked_at_before_anything_is_received(ky: Path, come: Path) -> None:
    async with sitting(ky) as person:
        await chosen(person, come)
        assert person.sees(LandingScreen)
        assert any("thay thế lần gửi trước" in line for line in person.options())
        assert any("hong.zip" in line and "tệp bị hỏng" in line for line in person.options())
        assert "Thay đổi 1 tiêu chí, điểm tự chấm 60,40 → 60,33." in person.words("#panel")
        assert "1.1.3" in person.words("#panel")
        assert numbers(ky) == [1]


async def test_good_files_are_received_and_the_last_landing_is_taken_back(
    ky: Path, come: Path
) -> None:
    async with sitting(ky) as person:
        await chosen(person, come)
        await person.press("t")
        assert "Tiếp nhận 1 tệp?" in person.shown
        assert "Sẽ tiếp nhận: 1" in person.shown
        await person.press("enter")
        await person.wait()
        assert numbers(ky) == [1, 2]
        assert "Đã tiếp nhận: 1, trong đó gửi chậm: 0" in person.words("#message")
        assert "không tiếp nhận: 1" in person.words("#message")
        await person.press("z")
        assert "1 hồ sơ (Huyện Cao Lộc) tiếp nhận lúc" in person.shown
        await person.press("enter")
        assert numbers(ky) == [1]
        assert "Cao Lộc" in person.words("#message")


async def test_the_dates_of_the_letter_are_kept_with_what_lands(ky: Path, come: Path) -> None:
    async with sitting(ky) as person:
        await chosen(person, come)
        await person.press("d")
        await person.types("10/01/2024\r09/01/2024\r12/BC-UBND\r")
        await person.wait()
        await person.press("t", "enter")
        await person.wait()
        (_first, second) = open_round(ky).units[UNIT].received
        assert f"{second.letter:%d/%m/%Y} {second.letter_number}" == "09/01/2024 12/BC-UBND"


async def test_a_slip_in_the_code_is_told_from_another_file(ky: Path, come: Path) -> None:
    file = next(path for path in come.iterdir() if UNIT in path.name)
    code = read_bundle(file).code()
    async with sitting(ky) as person:
        await chosen(person, come)
        await person.press("m")
        await person.types(f"{code[:-1]}{(int(code[-1]) + 1) % 10}\r")
        assert person.sees(PromptScreen)
        assert "chưa đúng" in person.words("#outcome") or "không đúng" in person.words("#outcome")
        await person.press("ctrl+u")
        await person.types(f"{code}\r")
        assert person.sees(LandingScreen)
        assert any("khớp" in line for line in person.options())
        await person.press("t", "enter")
        await person.wait()
    received = open_round(ky).units[UNIT].received
    assert [bool(one.code) for one in received] == [False, True]
    told = [one for one in journal.read(ky / "ledger.jsonl").lines.values() if "code" in one]
    assert [(one["result"], one["digest"]) for one in told] == [("match", received[1].digest)]


async def test_a_code_is_compared_later_beside_the_hand_in_and_stays_there(ky: Path) -> None:
    (one,) = open_round(ky).units[UNIT].received
    code = read_bundle(ky / one.file).code()
    async with sitting(ky) as person:
        at = next(i for i, line in enumerate(person.options()) if "Cao Lộc" in line)
        await person.press(*["down"] * at, "g", "m")
        await person.types(f"{code}\r")
        assert any("khớp" in line for line in person.options())
    assert open_round(ky).units[UNIT].received[0].code == code


async def test_a_file_whose_code_is_anothers_stays_out(ky: Path, come: Path, made: Path) -> None:
    others = read_bundle(next((made / demo.HAND_INS).glob("*van-lang*.zip"))).code()
    async with sitting(ky) as person:
        await chosen(person, come)
        await person.press("m")
        await person.types(f"{others}\r")
        await person.press("escape")
        assert any("SAI" in line and "sai mã: để lại" in line for line in person.options())
        await person.press("t")
        assert "Không có tệp nào" in person.words("#message")
        assert numbers(ky) == [1]


async def test_a_file_left_out_for_its_code_keeps_its_line_and_is_counted_as_left(
    ky: Path, come: Path, made: Path
) -> None:
    others = next((made / demo.HAND_INS).glob("*van-lang*.zip"))
    empty_round(ky)
    shutil.copy(others, come)
    async with sitting(ky) as person:
        await chosen(person, come)
        await person.press("m")
        assert "cao-loc-2023-lan-2.zip" in person.shown
        await person.types(f"{read_bundle(others).code()}\r")
        await person.press("escape")
        assert "cao-loc-2023-lan-2.zip" in person.words("#message")
        assert "1 trong 3 tệp" in person.words("#greeting")
        await person.press("t", "enter")
        await person.wait()
        assert "Đã tiếp nhận: 1" in person.words("#message")
        assert "không tiếp nhận: 2" in person.words("#message")
        assert [re.split(r"[- ]", line)[0] for line in person.options()] == [
            "cao",
            "hong.zip",
            "van",
        ]
        assert "đã tiếp nhận" in person.words("#greeting")


async def test_the_next_batch_begins_without_the_letter_and_the_codes_of_the_last(
    ky: Path, come: Path, made: Path, tmp_path: Path
) -> None:
    file = next(path for path in come.iterdir() if UNIT in path.name)
    later = tmp_path / "sau"
    later.mkdir()
    shutil.copy(next((made / demo.HAND_INS).glob("*van-lang*.zip")), later)
    async with sitting(ky) as person:
        await chosen(person, come)
        await person.press("d")
        await person.types("10/01/2024\r09/01/2024\r12/BC-UBND\r")
        await person.wait()
        await person.press("m")
        await person.types(f"{read_bundle(file).code()}\r")
        assert file.name in person.words("#message")
        await person.press("t", "enter")
        await person.wait()
        told = len(journal.read(ky / "ledger.jsonl").lines)
        await chosen(person, later)
        assert "12/BC-UBND" not in person.shown
        assert "09/01/2024" not in person.shown
        await person.press("t")
        assert "Không có tệp nào" in person.words("#message")
        assert len(journal.read(ky / "ledger.jsonl").lines) == told


async def test_of_two_files_that_hold_the_same_the_second_names_the_first(
    ky: Path, come: Path
) -> None:
    file = next(path for path in come.iterdir() if UNIT in path.name)
    shutil.copy(file, come / "ban-sao.zip")
    async with sitting(ky) as person:
        await chosen(person, come)
        copy, original = (line for line in person.options() if "Cao Lộc" in line)
        assert "thay thế lần gửi trước" in copy
        assert "trùng với ban-sao.zip" in original


async def test_a_zip_of_something_else_is_no_hand_in_and_has_no_code(ky: Path, come: Path) -> None:
    with ZipFile(come / "anh.zip", "w") as photos:
        photos.writestr("bien/anh-1.jpg", b"JFIF")
    async with sitting(ky) as person:
        await chosen(person, come)
        assert any(
            "anh.zip" in line and "không phải hồ sơ gửi" in line for line in person.options()
        )
        assert "bien/anh-1.jpg" in person.words("#panel")
        await person.press("m")
        assert person.sees(LandingScreen)
        assert "không phải do chương trình này" in person.words("#message")


async def test_nothing_of_a_landing_stays_on_the_screen_once_it_is_taken_back(
    ky: Path, come: Path
) -> None:
    async with sitting(ky) as person:
        await chosen(person, come)
        await person.press("t", "enter")
        await person.wait()
        await person.press("z", "enter")
        assert "cao-loc-2023-lan-2" not in person.shown
        assert "hong.zip" not in person.shown
        assert "chưa có tệp" in person.words("#greeting")
        await person.press("t")
        assert "Không có tệp nào chờ" in person.words("#message")


async def test_two_hand_ins_of_one_number_stand_side_by_side_and_one_is_chosen(
    ky: Path, made: Path, tmp_path: Path
) -> None:
    desk = Path(shutil.copytree(made / demo.UNITS / UNIT, tmp_path / UNIT))
    folder = store.load(desk)
    changed = folder.assessment.with_answer("2.3", Answer(State.ANSWERED, {"part": 1, "whole": 2}))
    store.save(folder, evolve(changed, hand_in=None), now=HANDED_IN)
    done = bundle.export(store.load(desk), tmp_path, now=HANDED_IN)
    merge(ky, [done.path], now=HANDED_IN)
    async with sitting(ky) as person:
        assert any("có hai bản" in line for line in person.options())
        await person.press("down", "down", "down", "down", "enter")
        assert person.sees(HandInsScreen)
        assert "2.3" in person.words("#panel")
        await person.press("enter")
        await person.types("Bản đã ký\r")
        record = open_round(ky).units[UNIT]
        assert record.reason == "Bản đã ký"
        assert record.chosen == record.received[0].digest
        events = journal.read(ky / "ledger.jsonl").lines.values()
        assert list(events)[-1]["who"] == logged_in()


async def test_why_a_unit_stands_there_is_one_key_a_step_down_to_the_figures(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("h")
        assert person.sees(LadderScreen)
        assert "có điểm ĐTXHH" in person.shown
        await person.press("end", "enter")
        assert person.sees(GapScreen)
        assert "Văn Quan" in person.words("#greeting")
        await person.press("enter", "enter")
        assert person.sees(PairScreen)
        assert {"Huyện Văn Quan", "Huyện Tràng Định"} <= set(person.options())
        assert any(line.startswith("Cách tính") for line in person.options())
        await person.press("escape", "escape", "escape")
        assert person.sees(LadderScreen)


async def test_the_areas_add_up_to_what_lies_between_two_units(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("h", "down")
        ladder = person.screen
        assert isinstance(ladder, LadderScreen)
        rungs = ladder._ladder().rungs
        await person.press("enter")
        screen = person.screen
        assert isinstance(screen, GapScreen)
        gaps = [one.points for one in screen._gaps() if one.id]
        above, here = (one.value for one in rungs[:2])
        assert above is not None
        assert here is not None
        assert sum(one for one in gaps if one is not None) == here - above


async def test_hand_ins_stand_as_they_came_and_the_question_names_the_one_that_is_chosen(
    ky: Path, come: Path
) -> None:
    merge(ky, sorted(come.glob("cao-loc*.zip")), now=HANDED_IN, arrival=Arrival(date(2023, 12, 2)))
    round_ = open_round(ky)
    counts, received = round_.counting(UNIT), round_.units[UNIT].received
    assert counts is not None
    assert counts.day is not None
    async with sitting(ky) as person:
        at = next(i for i, line in enumerate(person.options()) if "Cao Lộc" in line)
        await person.press(*["down"] * at, "g")
        screen = person.screen
        assert isinstance(screen, HandInsScreen)
        came = {one.digest: one.day or date.min for one in received}
        assert person.offered() == sorted(came, key=lambda digest: came[digest])
        assert person.offered()[0] == counts.digest != received[0].digest
        assert screen.here == counts
        await person.press("enter")
        asked = person.words("#words")
        assert counts.digest[:8] in asked
        assert show_date(counts.day) in asked


async def test_the_board_takes_the_last_landing_back_and_z_says_that_it_does_not(
    ky: Path, come: Path
) -> None:
    merge(ky, sorted(come.glob("cao-loc*.zip")), now=HANDED_IN)
    async with sitting(ky) as person:
        await person.press("z")
        assert "U hoàn tác: 1 hồ sơ (Huyện Cao Lộc)" in person.words("#message")
        assert numbers(ky) == [1, 2]
        await person.press("u")
        assert "1 hồ sơ (Huyện Cao Lộc) tiếp nhận lúc" in person.shown
        await person.press("enter")
        assert numbers(ky) == [1]


async def test_a_choice_is_taken_back_where_it_was_made(ky: Path, come: Path) -> None:
    merge(ky, sorted(come.glob("cao-loc*.zip")), now=HANDED_IN)
    async with sitting(ky) as person:
        at = next(i for i, line in enumerate(person.options()) if "Cao Lộc" in line)
        await person.press(*["down"] * at, "g", "home", "enter")
        await person.types("Bản đã ký\r")
        assert open_round(ky).units[UNIT].reason == "Bản đã ký"
        assert "so với 2 ·" in person.shown
        assert "Thay đổi 1 tiêu chí" in person.words("#panel")
        await person.press("z")
        assert "chọn lần gửi 1 của Huyện Cao Lộc" in person.shown
        await person.press("enter")
        assert not open_round(ky).units[UNIT].chosen


async def test_a_late_correction_is_told_before_it_is_received_and_beside_the_hand_ins(
    ky: Path, come: Path
) -> None:
    write_round(evolve(open_round(ky), dates=Dates(hand_in=date(2024, 1, 15))))
    async with sitting(ky) as person:
        await chosen(person, come)
        assert any("gửi chậm, không được tính" in line for line in person.options())
        assert "lần 1 vẫn được tính" in person.words("#panel")
        await person.press("t")
        assert "Sẽ tiếp nhận: 1, trong đó gửi chậm: 1" in person.shown
        await person.press("enter")
        await person.wait()
        await person.press("enter")
        assert person.sees(HandInsScreen)
        assert ["được tính" in line for line in person.options()] == [True, False]
        assert "gửi chậm" in person.options()[1]
        await person.press("escape", "escape")
        line = next(line for line in person.options() if "Cao Lộc" in line)
        assert "60,40†" in line
        await person.press(*["down"] * person.options().index(line))
        assert "lần 2 gửi chậm, không tính" in person.words("#message")


async def test_a_hand_in_that_was_replaced_is_not_told_as_too_late(ky: Path, come: Path) -> None:
    write_round(evolve(open_round(ky), dates=Dates(hand_in=date(2023, 1, 1))))
    merge(ky, sorted(come.glob("cao-loc*.zip")), now=HANDED_IN)
    async with sitting(ky) as person:
        assert not any("†" in line for line in person.options())
