"""Files of all units on the screens: names matched, faults told, what was typed kept."""

import shutil
from pathlib import Path

import pytest

from parself import demo
from parself.demo.figures import HANDED_IN
from parself.province.receiving import merge
from parself.province.reference import read_references
from parself.province.survey import read_survey
from parself.province.surveying import set_held
from parself.province.terms import Change
from parself.province.unit_names import NOBODY, key_of, read_names
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.sheet import SheetScreen
from parself.tui.dialogs.unit_picker import UnitPicker
from parself.tui.screens.round_faults import FaultsScreen
from parself.tui.screens.round_reference import ReferenceImportScreen
from parself.tui.screens.round_survey import SurveyImportScreen, SurveyScreen
from parself.tui.widgets.typing import VnInput
from tui.sitting import Sitting, sitting


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a round in which the demo's hand-ins were received, and nothing else was done."""
    made = demo.prepare(tmp_path_factory.mktemp("tinh") / "d").path
    merge(made / "moi", sorted((made / demo.HAND_INS).glob("*.zip")), now=HANDED_IN)
    return made / "moi"


@pytest.fixture
def ky(made: Path, tmp_path: Path) -> Path:
    """Return a test's own copy of the round."""
    return Path(shutil.copytree(made, tmp_path / "ky"))


STRANGE = "Huyện Cao Lộc (mới);70\nSở Nội vụ;60\n"


def table(folder: Path, lines: str) -> Path:
    file = folder / "dieu-tra.csv"
    file.write_text(f"Đơn vị;1.7 percent\nTP. Lạng Sơn;80\n{lines}", encoding="utf-8")
    return file


async def chosen(person: Sitting, file: Path) -> None:
    """Go to the survey points, and choose a file."""
    if not person.sees(SurveyScreen):
        await person.press("d")
    await person.press("i")
    await person.types(f"{file}\r")


async def test_names_that_nobody_knows_are_matched_and_remembered(ky: Path, tmp_path: Path) -> None:
    file = table(tmp_path, STRANGE)
    async with sitting(ky) as person:
        await chosen(person, file)
        assert person.sees(FaultsScreen), person.shown
        assert ["Huyện Cao Lộc" in line for line in person.options()] == [True, False]
        await person.press("enter")
        assert person.sees(UnitPicker)
        assert person.options()[:2] == ["Huyện Cao Lộc", "bỏ qua dòng này"]
        await person.types("\r")
        await person.press("enter")
        await person.types("bo qua\r")
        assert person.sees(SurveyImportScreen), person.shown
        assert not read_names(ky)
        await person.press("t")
        assert read_survey(ky)["cao-loc"] == {"1.7": {"percent": 70}}
        assert read_names(ky) == {key_of("Huyện Cao Lộc (mới)"): "cao-loc", "so noi vu": NOBODY}
        await person.press("escape")
        await chosen(person, table(tmp_path, STRANGE.replace("70", "75")))
        assert person.sees(SurveyImportScreen)


async def test_other_faults_stay_told_and_no_match_is_lost(ky: Path, tmp_path: Path) -> None:
    file = table(tmp_path, f"{STRANGE}Huyện Bình Gia;101\nHuyện Bình Gia;5\nHuyện Văn Lãng;x\n")
    async with sitting(ky) as person:
        await chosen(person, file)
        assert sum("Bình Gia" in one or "101" in one or "C" in one for one in person.options()) >= 3
        await person.press("enter")
        await person.types("\r")
        await person.press("enter")
        await person.types("bo qua\r")
        assert person.sees(FaultsScreen)
        assert "101" in person.shown
        assert "0 tên chưa rõ" in person.shown
        await person.press("escape")
        # What was matched stays matched: the file needs nothing more.
        await chosen(person, table(tmp_path, STRANGE))
        assert person.sees(SurveyImportScreen)
        assert "Xem trước: chưa ghi gì" in person.shown
        await person.press("t")
        assert "Xem trước" not in person.shown


async def test_names_that_are_not_the_rosters_are_shown_before_anything_is_written(
    ky: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, "HUYỆN CAO LỘC;70\nH. Bình Gia;60\nVan Lang;50\nBắc Sơn;40\n")
    async with sitting(ky, size=(80, 24)) as person:
        await chosen(person, file)
        assert "H. Bình Gia → Huyện Bình Gia" in person.shown
        assert "HUYỆN CAO LỘC →" not in person.shown
        await person.press("n")
        for told in ("H. Bình Gia → Huyện Bình Gia", "Van Lang → Huyện Văn Lãng"):
            assert told in person.shown
        assert read_survey(ky) == {}


async def test_a_column_that_is_described_wrongly_is_told_with_the_form_as_it_was_typed(
    ky: Path, tmp_path: Path
) -> None:
    file = tmp_path / "cong.csv"
    file.write_text("Đơn vị;Hoàn thành;Tổng\nHuyện Cao Lộc;50;60\n", encoding="utf-8")
    async with sitting(ky) as person:
        await person.press("o", "i")
        assert person.field().placeholder.startswith("ví dụ")
        await person.types("Cổng DVC\r1.1.3\rpat\r\r")
        assert person.sees(SheetScreen)
        assert "pat" in person.words("#outcome")
        await person.press("up")
        await person.types("part\r\r")
        assert person.sees(FilePicker)
        await person.types(f"{file}\r")
        assert "C Tổng" in person.words("#outcome")
        await person.press("escape")
        assert [field.value for field in person.screen.query(VnInput)][:2] == [
            "Cổng DVC",
            "1.1.3",
        ]
        await person.types("\r\r\rhoàn thành\r")
        await person.types(f"{file}\r")
        assert person.sees(ReferenceImportScreen)
        assert read_references(ky) == ()


async def test_a_figure_that_is_not_possible_is_refused_in_the_sheet(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("d", "enter", "enter")
        fields = [one.name for one in person.screen.query(VnInput)]
        at = fields.index("percent")
        await person.types("\r" * at + "101" + "\r" * (len(fields) - at))
        assert "101" in person.words("#outcome")
        assert "101" in [one.value for one in person.screen.query(VnInput)]


async def test_without_a_survey_its_rows_are_not_offered_and_their_figures_are_refused(
    ky: Path, tmp_path: Path
) -> None:
    set_held(ky, Change("lan", HANDED_IN, "Tỉnh không tổ chức"), is_held=False)
    async with sitting(ky) as person:
        await person.press("d", "enter")
        assert [line.split()[0] for line in person.options()][:1] == ["3.5.2"]
        await person.press("escape")
        await chosen(person, table(tmp_path, ""))
        assert "có tổ chức điều tra" in person.words("#outcome")
        assert read_survey(ky) == {}
