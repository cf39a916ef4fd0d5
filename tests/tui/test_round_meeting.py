"""A meeting on the screens: rows go to Excel, and the decisions come back, shown first."""

import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from parself import demo
from parself.demo.figures import HANDED_IN
from parself.province.meeting import POINTS, REASON
from parself.province.overview import open_overview
from parself.province.receiving import merge
from parself.tui.screens.round_faults import FaultsScreen
from parself.tui.screens.round_meeting import MeetingScreen
from parself.tui.screens.round_row import RowScreen
from tui.sitting import sitting

ROW = "1.1.1"


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


def fill_in(file: Path, lines: Mapping[str, tuple[object, object]]) -> None:
    """Fill points and reason into the lines of units, by how the sheet names them."""
    book = openpyxl.load_workbook(file)
    for sheet in book:
        keys = {str(cell.value): cell.column for line in sheet.iter_rows() for cell in line}
        for line in sheet.iter_rows():
            for unit in {str(cell.value) for cell in line} & set(lines):
                for name, value in zip((POINTS, REASON), lines[unit], strict=True):
                    sheet.cell(line[0].row, keys[f"{sheet.title}|{name}"]).value = value
    book.save(file)


async def test_rows_go_to_excel_and_decisions_come_back_as_one_step(
    ky: Path, tmp_path: Path
) -> None:
    file = tmp_path / "hop.xlsx"
    async with sitting(ky) as person:
        await person.press("r", "p", "enter", "enter")
        await person.press("ctrl+u")
        await person.types(f"{file}\r")
        assert file.exists(), person.shown
        assert openpyxl.load_workbook(file).sheetnames == [ROW]
        fill_in(file, {"Huyện Cao Lộc": (0, "Chưa ban hành"), "Huyện Bình Gia": (None, None)})
        await person.press("p", "down", "enter")
        await person.types(f"{file}\r")
        assert person.sees(MeetingScreen), person.shown
        (line,) = person.options()
        assert "Huyện Cao Lộc" in line
        assert "0,00" in line
        assert not open_overview(ky).stands
        await person.press("t", "escape")
        assert open_overview(ky).stand("cao-loc", ROW).points == Decimal(0)
        assert person.sees(RowScreen)
        await person.press("z")
        assert open_overview(ky).stand("cao-loc", ROW).points is None


async def test_every_fault_of_a_sheet_is_listed_until_it_is_mended(
    ky: Path, tmp_path: Path
) -> None:
    file = tmp_path / "hop.xlsx"
    async with sitting(ky) as person:
        await person.press("r", "p", "enter", "enter", "ctrl+u")
        await person.types(f"{file}\r")
        fill_in(file, {"Huyện Cao Lộc": (99, "Sai"), "Huyện Bình Gia": ("mười", "Sai")})
        await person.press("p", "down", "enter")
        await person.types(f"{file}\r")
        assert person.sees(FaultsScreen), person.shown
        assert "từ 0 đến 0,50" in person.shown
        assert "mười" in person.shown
        fill_in(file, {"Huyện Cao Lộc": (0, "Sai"), "Huyện Bình Gia": (None, None)})
        await person.press("t")
        assert person.sees(MeetingScreen)
