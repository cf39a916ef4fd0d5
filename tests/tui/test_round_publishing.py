"""Results published on the screen: seen and confirmed first; places kept off it until then."""

import shutil
from pathlib import Path

import pytest

from parself import demo
from parself.numerals import show_decimal
from parself.province import publishing, stages
from parself.province.overview import open_overview
from parself.province.record import Condition
from parself.province.round import open_round
from parself.tui.screens.round_board import BoardScreen
from parself.tui.screens.round_ladder import LadderScreen
from parself.tui.screens.round_returns import ReturnsScreen
from province.desks import WHY, judge
from tui.sitting import NARROW, WIDE, Sitting, sitting


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.prepare(tmp_path_factory.mktemp("tinh") / "d").round.path


@pytest.fixture
def ky(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "ky"))


def lines(person: Sitting) -> list[str]:
    return [one for one in person.shown.splitlines() if "Huyện" in one or "TP." in one]


async def test_what_is_published_is_seen_and_confirmed_first(ky: Path) -> None:
    stages.close(ky, WHY, despite=True)
    async with sitting(ky, size=WIDE) as person:
        await person.press("b")
        asked = person.words("#words")
        assert "xếp hạng 8/11 đơn vị" in asked
        assert "chưa nhập điểm: Huyện Chi Lăng, Huyện Lộc Bình" in asked
        await person.types("12/QĐ-UBND\rKết quả năm 2023\r")
        assert not open_round(ky).publications
        await person.press("enter")
        assert open_round(ky).condition is Condition.PUBLISHED
        assert "ĐÃ CÔNG BỐ lần 1" in person.words("Greeting")
        assert any("Công bố lần 1" in words for words in person.told())
        await person.press("b")
        assert any("đã công bố lần 1" in words for words in person.told())
    (issued,) = open_round(ky).publications
    assert issued.why == "Kết quả năm 2023"
    assert publishing.read(open_round(ky)).decision == "12/QĐ-UBND"


async def test_nothing_is_published_where_it_is_left_or_not_closed(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("b")
        assert any("chưa chốt điểm" in words for words in person.told())
        stages.close(ky, WHY, despite=True)
    async with sitting(ky) as person:
        await person.press("b")
        await person.types("\rx\r")
        await person.press("escape", "escape")
    assert not open_round(ky).publications


async def test_hidden_places_leave_the_board_in_the_roster_s_order_and_the_ladder_shut(
    ky: Path,
) -> None:
    async with sitting(ky, size=WIDE) as person:
        shown = lines(person)
        assert shown[0].split()[0] == "1*"
        await person.press("i")
        hidden = lines(person)
        assert {one.split()[0] for one in hidden[:11]} == {"·"}
        order = [one.short for one in open_round(ky).roster.units]
        assert all(name in line for name, line in zip(order, hidden, strict=False))
        assert "▲" not in "".join(hidden) and "▼" not in "".join(hidden)
        await person.press("h")
        assert person.sees(BoardScreen)
        await person.press("i", "h")
        assert person.sees(LadderScreen)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_while_places_are_hidden_no_screen_of_the_round_tells_an_index(
    ky: Path, size: tuple[int, int]
) -> None:
    found = open_overview(ky)
    told = {f"{show_decimal(one.index)}%" for one in found.figures.values() if one.index}
    letters = {one.shown.lower() for one in BoardScreen.OFFERS if len(one.shown) == 1}
    async with sitting(ky, size=size) as person:
        assert any(one in person.shown for one in told)
        await person.press("i")
        for key in ["", "enter", "down", *sorted(letters - {"i", "u", "z"}), *"123456789"]:
            await person.press(*filter(None, [key]))
            where = f"{key}: {person.shown}"
            assert not [one for one in told if one in person.shown], where
            for _more in range(3):
                if not person.sees(BoardScreen):
                    await person.press("escape")


@pytest.mark.parametrize("command", ["h", "p"])
async def test_what_ranks_is_not_opened_while_places_are_hidden(ky: Path, command: str) -> None:
    async with sitting(ky) as person:
        await person.press("i", command)
        assert person.sees(BoardScreen)
        assert any("Đang ẩn thứ hạng" in words for words in person.told()), person.told()


async def test_published_places_are_not_hidden(ky: Path) -> None:
    stages.close(ky, WHY, despite=True)
    async with sitting(ky, size=WIDE) as person:
        await person.press("i")
        assert lines(person)[0].split()[0] == "·"
        await person.press("b")
        await person.types("\r\r")
        await person.press("enter")
        assert lines(person)[0].split()[0] == "1"
        await person.press("i")
        assert any("đã công bố" in words for words in person.told())


async def test_a_correction_names_who_moves_before_and_after_and_offers_their_results(
    ky: Path,
) -> None:
    stages.close(ky, WHY, despite=True)
    first = publishing.publish(ky, WHY)
    best = publishing.read(first).ranked[0]
    stages.reopen(ky, WHY)
    judge(ky, "1.1.2", "0", best.code)
    stages.close(ky, WHY, despite=True)
    async with sitting(ky, size=WIDE) as person:
        await person.press("b")
        asked = person.words("#words")
        assert f"• {best.name}: Chỉ số (%)" in asked
        assert "1.1.2: " in asked and "Chấm 0" in asked
        await person.types("\rKiến nghị\r")
        await person.press("enter")
        offered = person.words("#words")
        assert f"• {best.name}: Chỉ số (%)" in offered
        await person.press("enter")
        assert person.sees(ReturnsScreen)
        await person.press("m")
        assert any("Enter" in words for words in person.told())
