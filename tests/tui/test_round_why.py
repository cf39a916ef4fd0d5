"""Why a unit stands where it does: from its line on the board down to the figure entered."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from demo.rounds import fresh
from parself import demo
from parself.desk.round_desk import RoundDesk
from parself.province.overview import open_overview
from parself.province.survey import write_survey
from parself.tui.screens.round_board import BoardScreen
from parself.tui.screens.round_ladder import LadderScreen
from parself.tui.widgets.columns import Col, Columns
from tui.sitting import sitting


@pytest.fixture
def ky(tmp_path: Path) -> Path:
    made = fresh(demo.prepare(tmp_path / "d")).round.path
    return Path(shutil.copytree(made, tmp_path / "ky"))


async def test_the_ladder_opens_at_the_unit_of_the_board(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("down", "down")
        board = person.screen
        assert isinstance(board, BoardScreen)
        unit = board.rows.key
        await person.press("h")
        ladder = person.screen
        assert isinstance(ladder, LadderScreen)
        assert ladder.rows.key == unit


async def test_the_last_step_tells_the_survey_figure_that_was_entered(ky: Path) -> None:
    write_survey(ky, {"van-quan": {"3.6": {"percent": Decimal("57.5")}}})
    async with sitting(ky) as person:
        desk = RoundDesk(ky, open_overview(ky))
        pair = "van-quan", "trang-dinh"
        person.app.show("round_gap:PairScreen", desk, pair, "3.6")
        await person.wait()
        lines = person.options()
        assert any("2,30" in line for line in lines)
        assert any("57,5%" in line for line in lines)


@pytest.mark.parametrize("room", range(20, 60))
def test_a_line_is_never_wider_than_its_room_while_what_grows_can_give_way(room: int) -> None:
    columns = Columns((Col("", 5), Col("Đơn vị", 16, grows=1), Col("", 20, grows=2)), room)
    assert columns.line(("x" * 60, "x" * 60, "x" * 60)).cell_length <= room
