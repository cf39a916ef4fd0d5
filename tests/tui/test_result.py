"""The province's result on the screens: received, read beside the claim, replied to row by row."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, Purpose, Reply, State
from parself.desk import recent
from parself.returns.file import write_return
from parself.returns.model import AppealAnswer, Phase, Published, Return, ReturnedRow, Ruling
from parself.returns.taking import look, take
from parself.submission.bundle import export
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.screens.home import HomeScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.result import ResultScreen
from parself.values import evolve
from tui.sitting import NOW, Sitting, sitting, standing_at
from tui.test_scenarios import goes_into_a_new_one

ROWS = {
    "2.2.1": ReturnedRow(
        Ruling.ADJUSTED, Decimal("1.8"), Decimal("1.2"), "Thiếu báo cáo quý IV", "", ("Bổ sung",)
    ),
    "2.3.1": ReturnedRow(Ruling.ASKED, Decimal("1.25"), reason="Số liệu ở đâu?"),
    "1.2": ReturnedRow(Ruling.ACCEPTED, Decimal(1), Decimal(1)),
}


@pytest.fixture
def handed_in(folder: store.Folder, home: Path) -> store.Folder:
    """An assessment of which hand-in 1 was made."""
    held = folder.assessment
    for row, part in (("2.2.1", 90), ("2.3.1", 50)):
        held = held.with_answer(row, Answer(State.ANSWERED, {"part": part, "whole": 100}))
    folder = store.save(folder, held, now=NOW)
    return export(folder, home / "lan-1.zip", now=NOW).folder


def result(folder: store.Folder, path: Path, **other: Any) -> Path:
    last = folder.assessment.hand_in
    assert last is not None
    value = Return(
        folder.assessment.unit, 2023, folder.assessment.purpose, folder.assessment.rubric,
        "0123456789abcdef", 1, Phase.FIRST, last.sequence, last.digest, rows=ROWS,
    )  # fmt: skip
    return write_return(evolve(value, **other), path).path


async def receive(person: Sitting, path: Path) -> None:
    await person.press("ctrl+o", "m")
    assert person.sees(FilePicker)
    person.field().value = str(path)
    await person.press("enter")


async def received(person: Sitting, folder: store.Folder, home: Path) -> None:
    await receive(person, result(folder, home / "kq.zip"))
    await person.press("enter")


async def test_a_result_is_looked_at_and_asked_about_before_it_is_received(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(handed_in) as person:
        await receive(person, result(handed_in, home / "kq.zip"))
        assert "điều chỉnh 1" in person.shown
        assert person.desk.assessment.returned is None
        await person.press("enter")
        assert person.sees(ResultScreen)
        assert person.save_now().returned is not None
        assert person.offered() == ["2.2.1", "2.3.1"]
        assert "Còn 2/2 tiêu chí chưa trả lời" in person.words("Caption")
        assert "CHƯA TRẢ LỜI: 2" in person.words("#head")


async def test_a_result_of_another_unit_is_refused_in_the_picker(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(handed_in) as person:
        await receive(person, result(handed_in, home / "kq.zip", unit="chi-lang"))
        assert person.sees(FilePicker)
        assert "Kết quả này của đơn vị “" in person.shown
        assert person.desk.assessment.returned is None


async def test_claimed_stands_beside_appraised_with_the_reason(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(handed_in) as person:
        await received(person, handed_in, home)
        head, first, *_others = person.options()
        assert head.split() == ["▼", "Chờ", "ý", "kiến", "2"]
        assert "1,80      1,20   −0,60 chưa trả lời" in first
        assert person.words("#said").endswith("Thiếu báo cáo quý IV\nBổ sung")
        await person.press("down")
        assert person.words("#said").endswith("Số liệu ở đâu?")


async def test_letters_agree_and_disagree_and_go_to_the_next_that_waits(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(handed_in) as person:
        await received(person, handed_in, home)
        await person.press("n")
        assert person.desk.assessment.replies["2.2.1"].agrees
        assert person.screen.here == "2.3.1"  # type: ignore[attr-defined]
        await person.press("k")
        assert person.sees(PromptScreen)
        await person.press("enter")
        assert person.sees(PromptScreen), "nothing says why"
        await person.types("Theo Cổng DVC\r")
        assert person.save_now().replies["2.3.1"] == Reply(False, "Theo Cổng DVC", NOW)
        assert "Đã trả lời đủ 2 tiêu chí" in person.words("Caption")
        assert "CHƯA TRẢ LỜI" not in person.words("#head")
        await person.press("b")
        assert "2.3.1" not in person.desk.assessment.replies


async def test_a_written_objection_is_dropped_only_after_a_question(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(handed_in) as person:
        await received(person, handed_in, home)
        await person.press("k")
        await person.types("Có báo cáo\r")
        person.screen.rows.go_to("2.2.1")  # type: ignore[attr-defined]
        await person.press("n")
        assert person.sees(AskScreen)
        await person.press("escape")
        assert person.desk.assessment.replies["2.2.1"].explanation == "Có báo cáo"
        await person.press("n", "enter")
        assert person.desk.assessment.replies["2.2.1"].agrees


async def test_agreeing_with_a_question_asks_for_the_explanation(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(handed_in) as person:
        await received(person, handed_in, home)
        await person.press("down", "n")
        await person.types("Cổng DVC\r")
        assert person.desk.assessment.replies["2.3.1"] == Reply(True, "Cổng DVC", NOW)


async def test_all_rows_are_one_key_away_and_accepted_ones_have_no_reply(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(handed_in) as person:
        await received(person, handed_in, home)
        await person.press("l")
        assert person.offered() == ["2.2.1", "2.3.1", "1.2"], "what waits comes first"
        person.screen.rows.go_to("1.2")  # type: ignore[attr-defined]
        await person.press("n")
        assert person.desk.assessment.replies == {}
        assert "không cần giải trình" in person.told()[0]


async def test_the_question_shows_the_conclusion_and_is_replied_to_there(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(standing_at(handed_in, "2.2.1")) as person:
        assert not person.is_shown("#result")
        await received(person, handed_in, home)
        await person.press("enter")
        assert person.sees(QuestionScreen)
        told = person.words("#concluded")
        assert "Tự chấm 1,80 · thẩm định 1,20 · Điều chỉnh" in told
        assert "Thiếu báo cáo quý IV" in told
        await person.press("ctrl+d", "enter")
        assert person.desk.assessment.replies["2.2.1"].agrees
        assert "Ý kiến: nhất trí" in person.words("#concluded")
        await person.press("ctrl+z")
        assert person.desk.assessment.replies == {}
        await person.press("pagedown")
        assert not person.is_shown("#result")


async def test_nothing_is_replied_to_in_a_scenario(handed_in: store.Folder, home: Path) -> None:
    async with sitting(standing_at(handed_in, "2.2.1")) as person:
        await received(person, handed_in, home)
        await person.press("enter")
        await goes_into_a_new_one(person)
        assert person.app.scenario_name
        await person.go_to("2.2.1")
        await person.press("ctrl+d")
        assert person.sees(QuestionScreen)
        assert person.app.truth.assessment.replies == {}


async def test_what_is_not_replied_to_is_told_where_the_file_goes_and_in_the_list(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(handed_in) as person:
        await received(person, handed_in, home)
        await person.press("f8")
        assert "còn 2 tiêu chí chưa trả lời" in person.shown
        assert "không giải trình" in person.shown
        await person.press("escape", "ctrl+r")
        assert any("còn 2 tiêu chí chưa trả lời" in line for line in person.options())
        await person.press("escape", "f6")
        assert "chưa trả lời 2" in person.words("Caption")


async def test_home_counts_what_is_to_be_replied_to_and_leads_there(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(handed_in) as person:
        await received(person, handed_in, home)
        await person.runs("home")
        assert person.sees(HomeScreen)
        await person.wait()
        assert "2 tiêu chí chưa trả lời" in person.options()[0]
        await person.press("ctrl+o")
        assert person.sees(ResultScreen)


async def test_home_says_nothing_of_what_cannot_be_read(
    handed_in: store.Folder, home: Path
) -> None:
    recent.remember(handed_in.path, "Văn Quan", NOW)
    recent.remember(home / "khong-co", "Không có", NOW)
    shutil.copytree(handed_in.path, home / "khong-co")
    (home / "khong-co" / "assessment.toml").write_bytes(b"x")
    async with sitting(None) as person:
        await person.wait()
        assert not any("chưa trả lời" in line for line in person.options())


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"x")])
async def test_a_result_that_is_gone_is_told_and_received_again(
    handed_in: store.Folder, home: Path, damage: Callable[[Path], object]
) -> None:
    folder = take(handed_in, look(handed_in, result(handed_in, home / "kq.zip")), now=NOW)
    store.save(folder, folder.assessment.with_reply("2.2.1", Reply(True)), now=NOW)
    damage(next((handed_in.path / "returned").iterdir()))
    async with sitting(handed_in.path) as person:
        await person.press("ctrl+o")
        assert "bị mất hoặc bị hỏng" in person.words("Caption")
        await person.press("m")
        person.field().value = str(home / "kq.zip")
        await person.press("enter", "enter")
        assert person.offered() == ["2.3.1", "2.2.1"]
        assert person.desk.assessment.replies["2.2.1"].agrees


async def test_a_row_of_a_published_result_is_appealed_and_nothing_is_to_be_agreed_with(
    handed_in: store.Folder, home: Path
) -> None:
    published = Published(1, 8, Decimal("85.5"), 5, "Khá")
    answer = AppealAnswer(1, NOW.date(), Decimal(1), None, "Ban hành sau hạn")
    rows = {**ROWS, "1.2": evolve(ROWS["1.2"], appeal=answer)}
    async with sitting(handed_in) as person:
        told = {"phase": Phase.PUBLISHED, "published": published, "rows": rows}
        await receive(person, result(handed_in, home / "kq.zip", **told))
        assert "không giảm" in person.shown
        await person.press("enter", "l", "home")
        assert "không chấp nhận: Ban hành sau hạn" in person.words("#said")
        await person.press("k")
        await person.types("\r")
        assert not person.desk.assessment.replies
        await person.types("Đã nộp đủ\r")
        (reply,) = person.desk.assessment.replies.values()
        assert (reply.appeals, reply.agrees, reply.explanation) == (True, False, "Đã nộp đủ")
        await person.press("home", "n")
        assert list(person.desk.assessment.replies.values()) == [reply]


async def test_the_file_of_a_result_opens_the_assessment_that_it_is_for(
    handed_in: store.Folder, folder: store.Folder, home: Path
) -> None:
    begin(home / "chi-lang", "mau-ngan", "chi-lang", purpose=Purpose.PRACTICE)
    recent.remember(handed_in.path, "Văn Quan", NOW)
    recent.remember(home / "chi-lang", "Chi Lăng", NOW)
    async with sitting(result(handed_in, home / "kq.zip")) as person:
        assert person.desk.folder.path == handed_in.path
        assert "điều chỉnh 1" in person.shown
        await person.press("enter")
        assert person.sees(ResultScreen)
        assert person.save_now().returned is not None


async def test_the_file_of_a_result_that_is_for_nobody_here_says_how_it_is_received(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(result(handed_in, home / "kq.zip")) as person:
        assert person.sees(HomeScreen)
        assert "Ctrl+O" in person.words("#problem")


async def test_whether_a_survey_is_held_is_the_results_to_say_once_it_came(
    handed_in: store.Folder, home: Path
) -> None:
    async with sitting(handed_in) as person:
        await receive(person, result(handed_in, home / "kq.zip", survey_held=False))
        await person.press("enter", "escape")
        assert person.sees(QuestionScreen)
        await person.runs("survey")
        assert any("Kết quả thẩm định đã cho biết" in words for words in person.told())
        assert person.desk.assessment.survey_held
