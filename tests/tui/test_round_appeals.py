"""Appeals on the screen: noted, seen with the season of the row, decided with a reason."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from parself import demo
from parself.province import appealing, publishing, stages, surveying, terms
from parself.province.appealing import Argued, Meant
from parself.province.appeals import State
from parself.province.calendar import Dates
from parself.province.overview import open_overview
from parself.tui.screens.round_appeal import AppealScreen
from parself.tui.screens.round_appeals import AppealsScreen
from parself.tui.screens.round_returns import ReturnsScreen
from province.desks import WHY
from province.states import state
from submission.samples import NOW
from tui.sitting import NARROW, WIDE, sitting

ROW = "1.2.2"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ky = demo.prepare(tmp_path_factory.mktemp("tinh") / "d").round.path
    surveying.set_held(ky, WHY, is_held=False)
    stages.close(ky, WHY, despite=True)
    publishing.publish(ky, WHY)
    return ky


@pytest.fixture
def ky(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "ky"))


@pytest.fixture
def appealed(ky: Path) -> Path:
    appealing.note(ky, Argued("cao-loc", ROW, "Đã gửi báo cáo", "45/UBND"), WHY)
    return ky


def states(ky: Path) -> list[State]:
    return [one.state for one in open_overview(ky).appealed]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_an_appeal_is_noted_seen_with_its_season_and_granted(
    ky: Path, size: tuple[int, int]
) -> None:
    async with sitting(ky, size=size) as person:
        await person.press("y")
        assert person.sees(AppealsScreen)
        assert "Chưa có đơn vị kiến nghị" in person.shown
        await person.press("n")
        await person.types(f"cao-loc\r{ROW}\rĐã gửi báo cáo\r45/UBND\r05/03/2024\r")
        assert any("Đã ghi nhận" in words for words in person.told())
        assert "không giảm" in person.shown
        await person.press("enter")
        assert person.sees(AppealScreen)
        for words in ("Đã gửi báo cáo", "45/UBND ngày 05/03/2024", "gửi hồ sơ", "chờ xem xét"):
            assert words.casefold() in person.shown.casefold(), words
        await person.press("s")
        assert "Đã gửi báo cáo" in person.words("#words")
        await person.types("9\rĐã có\r")
        assert states(ky) == [State.OPEN]
        await person.press("escape", "s")
        await person.types("0,75\rĐã có văn bản\r")
        assert states(ky) == [State.GRANTED]
        assert "chờ đính chính" in person.shown
        await person.press("escape")
        assert "0,75" in person.shown


async def test_an_appeal_is_refused_and_taken_back_and_withdrawn(appealed: Path) -> None:
    async with sitting(appealed, size=WIDE) as person:
        await person.press("y", "z")
        assert any("chưa có kết luận" in words for words in person.told())
        await person.press("k")
        await person.types("\r")
        assert states(appealed) == [State.OPEN]
        await person.types("Gửi muộn\r")
        assert states(appealed) == [State.REFUSED]
        await person.press("s")
        assert any("không có kiến nghị chờ" in words for words in person.told())
        await person.press("z")
        await person.types("Nhầm\r")
        assert states(appealed) == [State.OPEN]
        await person.press("u")
        await person.types("Công văn 50\r")
        assert states(appealed) == [State.WITHDRAWN]


async def test_one_that_came_late_is_asked_about_once_more(ky: Path) -> None:
    stages.reopen(ky, WHY)
    terms.set_dates(ky, Dates(appeals=NOW.date().replace(year=2023)), WHY)
    stages.close(ky, WHY, despite=True)
    publishing.publish(ky, WHY)
    late = Argued("cao-loc", ROW, "Đã gửi", day=NOW.date().replace(year=2025))
    appealing.note(ky, late, WHY)
    async with sitting(ky, size=WIDE) as person:
        await person.press("y")
        assert "gửi chậm" in person.shown
        await person.press("k", "enter")
        assert states(ky) == [State.OPEN]
        await person.press("k", "down", "enter")
        await person.types("Gửi muộn\r")
        assert states(ky) == [State.REFUSED]


async def test_what_was_granted_is_put_in_once_the_round_is_reopened(appealed: Path) -> None:
    appealing.decide(appealed, "cao-loc", ROW, Meant(Decimal("0.75"), "Đã có"), WHY)
    async with sitting(appealed, size=WIDE) as person:
        before = state(appealed)
        await person.press("y", "d")
        assert any("đã chốt điểm" in words for words in person.told())
        assert state(appealed) == before
        await person.press("escape", "c")
        await person.types("Đính chính\r")
        assert "chờ đính chính" in person.shown
        await person.press("y", "d")
        assert states(appealed) == [State.COUNTED]
        await person.press("d")
        assert any("Không còn" in words for words in person.told())


async def test_the_board_counts_what_waits_and_leads_there(appealed: Path) -> None:
    async with sitting(appealed, size=WIDE) as person:
        assert "1 kiến nghị chờ xem xét" in person.shown
        number = next(n for n in range(1, 10) if f"[{n}] 1 kiến nghị" in person.shown)
        await person.press(str(number))
        assert person.sees(AppealsScreen)


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("keys", [("b",), ("y", "b")], ids=["board", "appeals"])
async def test_what_was_granted_is_published_as_a_correction_by_one_key(
    appealed: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    appealing.decide(appealed, "cao-loc", ROW, Meant(Decimal("0.75"), "Đã có"), WHY)
    async with sitting(appealed, size=size) as person:
        await person.press(*keys)
        asked = person.words("#words")
        for words in ("chấp nhận", "Chưa xong", "1.2.2", "Đính chính lần 2"):
            assert words in asked, words
        before = state(appealed)
        await person.types("14/QĐ-UBND\r\r")
        await person.press("enter")
        assert state(appealed) == before
        await person.types("Theo kiến nghị\r")
        assert states(appealed) == [State.COUNTED]
        assert [one.number for one in open_overview(appealed).round.publications] == [1, 2]
        await person.press("enter")
        assert person.sees(ReturnsScreen)


async def test_without_a_grant_nothing_is_corrected(appealed: Path) -> None:
    async with sitting(appealed, size=WIDE) as person:
        before = state(appealed)
        await person.press("y", "b")
        assert any("Không có kiến nghị" in words for words in person.told()), person.told()
        assert state(appealed) == before
