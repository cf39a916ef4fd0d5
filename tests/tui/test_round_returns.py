"""Results sent back from the screen: seen first, then written, and the board says so."""

import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from demo.rounds import fresh
from parself import demo
from parself.province.appraising import ACCEPTED, Act, Judgement, decide
from parself.province.board import Mark
from parself.province.decisions import Cell, Verdict
from parself.province.overview import Overview, open_overview
from parself.province.returning import send
from parself.province.versions import Version
from parself.province.work import decided
from parself.tui.screens.round_board import BoardScreen
from parself.tui.screens.round_replies import RepliesScreen
from parself.tui.screens.round_returns import ReturnsScreen
from province.desks import WHY
from tui.sitting import NOW, WIDE, sitting


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "d")).round.path


@pytest.fixture
def ky(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "ky"))


def accept_rest(ky: Path, unit: str) -> None:
    """Conclude every row of a unit that is still open, whatever it claims."""

    def make(view: Overview, act: Act) -> Sequence[Version]:
        zero = Judgement(Verdict.ADJUST, Decimal(0), "Chưa có căn cứ")
        cells = view.cells(unit).values()
        settled = {Mark.ACCEPTED, Mark.ADJUSTED, Mark.ASKED}
        left = [one for one in cells if view.mark(one) not in settled]
        claimed = {one.row: view.facts[unit].rows[one.row].points for one in left}
        return [decide(view, one, ACCEPTED if claimed[one.row] == 0 else zero, act) for one in left]

    decided(ky, "", NOW, make)


async def test_a_unit_with_open_rows_is_sent_its_result_only_after_a_question_that_says_what_stays(
    ky: Path, tmp_path: Path
) -> None:
    async with sitting(ky) as person:
        await person.press("v")
        assert person.sees(ReturnsScreen)
        await person.press("enter")
        asked = person.words("#words")
        assert "chưa kết luận" in asked
        assert "thứ hạng, xếp loại: chưa công bố" in asked
        assert not (ky / "returned").exists()
        await person.press("enter", "ctrl+u")
        await person.types(f"{tmp_path / 'gui'}\r")
        await person.wait()
        assert any("Đã ghi 1 tệp kết quả" in words for words in person.told())
        assert "lần 1" in person.options()[0]
        assert "đã gửi 1" in person.words("Greeting")
        await person.press("escape")
        assert person.sees(BoardScreen)
    assert sorted(path.suffix for path in (tmp_path / "gui").iterdir()) == [".docx", ".zip"]
    assert open_overview(ky).returned["tp-lang-son"].number == 1


async def test_all_are_sent_only_where_nothing_is_in_the_way(ky: Path, tmp_path: Path) -> None:
    async with sitting(ky) as person:
        await person.press("v", "t")
        assert any("Chưa đơn vị nào kết luận xong" in words for words in person.told())
    accept_rest(ky, "van-quan")
    async with sitting(ky) as person:
        await person.press("v", "t")
        assert "Chưa gửi: 10 đơn vị" in person.words("#words")
        await person.press("enter", "ctrl+u")
        await person.types(f"{tmp_path / 'gui'}\r")
        await person.wait()
        assert "Đã ghi 1 tệp kết quả (1 mới); chưa gửi 10; lỗi 0" in " ".join(person.told())
    assert list(open_overview(ky).returned) == ["van-quan"]


async def test_the_board_and_its_panel_say_that_a_reply_is_awaited(
    ky: Path, tmp_path: Path
) -> None:
    accept_rest(ky, "van-quan")
    send(ky, ["van-quan"], tmp_path / "gui", WHY)
    async with sitting(ky, size=WIDE) as person:
        (line,) = [one for one in person.options() if "Văn Quan" in one]
        assert "chờ giải trình" in line
        await person.press(*["down"] * person.options().index(line))
        assert "đã gửi kết quả số 1 · chờ giải trình" in person.words("#panel")


async def test_the_second_appraisal_begins_with_a_reason_and_lists_what_was_sent_back(
    ky: Path, tmp_path: Path
) -> None:
    ask, cell = Judgement(Verdict.ASK, reason="Nêu số liệu"), Cell("chi-lang", "3.4.3")
    decided(ky, "", NOW, lambda view, act: [decide(view, cell, ask, act)])
    send(ky, ("chi-lang",), tmp_path / "gui", WHY, anyway=True)
    async with sitting(ky, size=WIDE) as person:
        await person.press("v", "g")
        assert person.sees(RepliesScreen)
        assert "Chưa bắt đầu thẩm định lần 2" in person.shown
        await person.press("l")
        await person.types("Hết hạn\r")
        await person.wait()
        second = open_overview(ky).round.second
        assert second is not None
        assert second.why == "Hết hạn"
        assert any("3.4.3" in line and "chờ kết luận" in line for line in person.options())
        await person.press("enter", "v")
        told = person.words("#reading Static")
        assert "Đã gửi kết quả số 1" in told
        assert "Nêu số liệu" in told
        await person.press("escape", "escape")
        await person.press("l")
        await person.types("Nhầm\r")
        await person.wait()
        assert open_overview(ky).round.second is None
