"""Survey points, reference figures, dates and the season, on the screens of the province."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from parself import demo
from parself.demo.figures import HANDED_IN
from parself.province.overview import open_overview
from parself.province.receiving import merge
from parself.province.round import open_round
from parself.tui.screens.round_board import BoardScreen
from parself.tui.screens.round_reference import ReferenceImportScreen, ReferenceScreen
from parself.tui.screens.round_survey import SurveyImportScreen, SurveyScreen
from parself.tui.screens.season import SeasonScreen
from parself.tui.widgets.typing import VnInput
from tui.sitting import WIDE, Sitting, sitting


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a round in which the demo's hand-ins were received, and nothing else was done."""
    made = demo.prepare(tmp_path_factory.mktemp("tinh") / "d").path
    files = sorted((made / demo.HAND_INS).glob("*.zip"))
    merge(made / "moi", files, now=HANDED_IN)
    return made / "moi"


@pytest.fixture
def ky(made: Path, tmp_path: Path) -> Path:
    """Return a test's own copy of the demo's round."""
    return Path(shutil.copytree(made, tmp_path / "ky"))


def survey(ky: Path) -> Decimal | None:
    return open_overview(ky).survey_points("tp-lang-son").get("1.7")


async def percent(person: Sitting, typed: str) -> None:
    """Type a percentage into the sheet of a survey row, and leave the other lines empty."""
    fields = [one.name for one in person.screen.query("VnInput")]
    at = fields.index("percent")
    await person.types("\r" * at + typed + "\r" * (len(fields) - at))


async def test_survey_points_are_typed_twice_and_the_same(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("d")
        assert person.sees(SurveyScreen)
        assert "không phải 0" in person.shown
        await person.press("enter", "enter")
        await percent(person, "80")
        await percent(person, "85")
        told = person.words("#outcome")
        assert "Hai lần gõ khác nhau" in told
        assert "lần đầu 80, lần sau 85" in told
        assert survey(ky) is None
        await person.press("escape")
        assert "80" in [one.value for one in person.screen.query(VnInput)]
        await percent(person, "")
        await percent(person, "80")
        assert survey(ky) == Decimal("1.60")
        assert "1,60" in person.options()[0]


async def test_a_figure_that_stands_changes_only_with_a_reason(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("d", "enter", "enter")
        await percent(person, "80")
        await percent(person, "80")
        await person.press("enter", "enter")
        await percent(person, "90")
        await percent(person, "90")
        await person.types("\r")
        assert "lý do" in person.words("#outcome")
        assert survey(ky) == Decimal("1.60")
        await person.types("Gõ nhầm\r")
        assert survey(ky) == Decimal("1.80")


async def test_a_file_is_shown_old_and_new_before_it_is_written(ky: Path, tmp_path: Path) -> None:
    file = tmp_path / "dieu-tra.csv"
    file.write_text("Đơn vị;1.7 percent\nTP. Lạng Sơn;80\nHuyện Cao Lộc;70\n", encoding="utf-8")
    async with sitting(ky) as person:
        await person.press("d", "i")
        await person.types(f"{file}\r")
        assert person.sees(SurveyImportScreen), person.shown
        assert len(person.options()) == 2
        assert "chưa có" in person.options()[0]
        assert survey(ky) is None
        await person.press("t")
        assert survey(ky) == Decimal("1.60")


async def test_an_import_is_named_and_taken_back_on_the_board(ky: Path, tmp_path: Path) -> None:
    file = tmp_path / "dieu-tra.csv"
    file.write_text("Đơn vị;1.7 percent\nTP. Lạng Sơn;80\n", encoding="utf-8")
    async with sitting(ky) as person:
        await person.press("d", "i")
        await person.types(f"{file}\r")
        await person.press("t", "escape", "escape", "u")
        assert "1 điểm điều tra từ dieu-tra.csv" in person.shown
        await person.press("enter")
        assert survey(ky) is None
        assert "Đã hoàn tác" in person.shown


async def test_a_round_without_a_survey_says_so(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("d", "k", "enter")
        assert "lý do" in person.words("#outcome")
        await person.types("Tỉnh không tổ chức\r")
        assert not open_round(ky).settings.survey_held
        assert "không điều tra" in person.shown


async def test_claims_are_compared_with_a_file_and_what_differs_leads_to_its_row(
    ky: Path, tmp_path: Path
) -> None:
    file = tmp_path / "cong.csv"
    file.write_text("Đơn vị;Hoàn thành\nHuyện Cao Lộc;50\n", encoding="utf-8")
    async with sitting(ky) as person:
        await person.press("o")
        assert person.sees(ReferenceScreen)
        await person.press("i")
        await person.types("Cổng DVC\r1.1.3\rpart\r\r")
        await person.types(f"{file}\r")
        assert person.sees(ReferenceImportScreen), person.shown
        assert any("54" in line and "50" in line for line in person.options())
        assert not open_overview(ky).references
        await person.press("t")
        assert len(open_overview(ky).references) == 1
        assert "Đã ghi 1 số liệu." in person.shown
        await person.press("enter")
        assert any(line.startswith("Đối chiếu: Cổng DVC: 50") for line in person.options())


async def test_dates_and_an_extension_are_set_and_told_on_the_board(ky: Path) -> None:
    async with sitting(ky, size=WIDE) as person:
        await person.press("k")
        await person.types("\r15/01/2024\r\r\r\r\rTheo kế hoạch\r")
        assert open_round(ky).dates.hand_in == date(2024, 1, 15)
        assert "hồ sơ gửi 15/01" in person.shown
        await person.press("e")
        await person.types("25/01/2024\rMưa lũ\r12/UBND-NC\r")
        (extension,) = open_round(ky).extensions
        assert (extension.unit, extension.document) == ("tp-lang-son", "12/UBND-NC")
        assert "1 đơn vị được gia hạn" in person.shown


async def test_a_day_that_is_none_is_told_on_its_line_and_what_was_typed_stays(ky: Path) -> None:
    async with sitting(ky) as person:
        for key, line in (("k", 1), ("e", 0)):
            await person.press(key)
            at = "\r" * line
            await person.types(f"{at}32/13/2024\rLý do\r")
            assert ["32/13/2024" in line for line in person.fault_lines()] == [True]
            assert person.field(line).value == "32/13/2024Lý do"
            assert person.field(line).has_focus
            await person.press("escape")


async def test_the_rounds_of_a_season_stand_on_one_board(made: Path, tmp_path: Path) -> None:
    for name in ("huyen", "so"):
        shutil.copytree(made, tmp_path / "mua" / name)
    async with sitting(tmp_path / "mua") as person:
        assert person.sees(SeasonScreen), person.shown
        assert len(person.options()) == 2
        heads = person.words("Caption")
        assert "Khác nhau" in heads
        assert heads.rstrip().endswith("Đã xong")
        await person.press("down", "enter")
        assert person.sees(BoardScreen)
        await person.press("escape")
        assert person.sees(SeasonScreen)
