"""An officer's share on the screen: only their units and rows, decided under their own name."""

from decimal import Decimal
from pathlib import Path

import pytest

from demo.rounds import fresh
from parself import demo
from parself.demo.figures import HANDED_IN
from parself.numerals import show_decimal
from parself.province import part_desk, parts, sharing
from parself.province.board import Mark
from parself.province.decisions import Cell
from parself.province.officers import Officer, Share
from parself.province.overview import open_overview
from parself.province.terms import Change
from parself.tui.screens.round_board import BoardScreen
from parself.tui.screens.round_row import RowScreen
from parself.tui.screens.round_unit import UnitScreen
from tui.sitting import sitting

WHY = Change("lan", HANDED_IN, "Phân công")


@pytest.fixture(scope="module")
def ky(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ky = fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "d")).round.path
    sharing.add(ky, Officer("an", "An"), WHY)
    return ky


def desk(ky: Path, place: Path) -> Path:
    parts.give(open_overview(ky), "an", place / "an.zip", WHY)
    part_desk.open_share(place / "an.zip", place / "an", now=HANDED_IN)
    return place / "an"


async def test_a_share_opens_on_its_units_and_rows_and_keys_decide(
    ky: Path, tmp_path: Path
) -> None:
    sharing.share(ky, "an", Share(("cao-loc",), ("2",)), WHY, instead=True)
    an = desk(ky, tmp_path)
    async with sitting(an) as person:
        assert person.sees(BoardScreen)
        assert [line for line in person.options() if "Cao Lộc" in line] == person.options()
        # Of what is to be appraised here, nothing is yet.
        assert "0%" in person.words("Caption")
        await person.press("enter")
        assert person.sees(UnitScreen)
        assert not any("1.1.1" in line for line in person.options())
        await person.press("n")
    (one,) = open_overview(an).appraisal.decisions
    assert (one.who, one.cell) == ("an", Cell("cao-loc", "2.1.1"))


async def test_a_share_has_no_places_and_the_keys_of_the_lead_do_nothing(
    ky: Path, tmp_path: Path
) -> None:
    sharing.share(ky, "an", Share(("cao-loc",), ("2",)), WHY, instead=True)
    async with sitting(desk(ky, tmp_path)) as person:
        words = person.words("Caption")
        assert not any(word in words for word in ("Hạng", "ĐTXHH", "Chỉ số", "tạm tính"))
        assert "Phần việc của An" in person.words("Greeting")
        await person.press("n", "h", "d", "g")
        assert person.sees(BoardScreen)
        assert not {"receive", "ladder", "survey"} & {one.action for one in person.screen.OFFERS}  # type: ignore[attr-defined]


async def test_a_row_lists_only_the_units_of_which_it_is_in_the_share(
    ky: Path, tmp_path: Path
) -> None:
    sharing.share(ky, "an", Share(("cao-loc",), ("2.1.1",)), WHY, instead=True)
    sharing.share(ky, "an", Share(("van-lang",), ("3.1.1",)), WHY)
    async with sitting(desk(ky, tmp_path)) as person:
        await person.press("r")
        assert person.sees(RowScreen)
        assert ["Cao Lộc" in line for line in person.options()] == [True]
        await person.press("right")
        assert ["Văn Lãng" in line for line in person.options()] == [True]
        assert "1/1" in person.words("Greeting")


async def test_what_is_looked_at_a_second_time_is_decided_by_the_same_keys(
    ky: Path, tmp_path: Path
) -> None:
    sharing.share(ky, "an", Share(("van-lang",), ("3.1.1",)), WHY, instead=True)
    sharing.share(ky, "an", Share(("cao-loc",), ("2.1.1",)), WHY, second=True)
    sharing.set_second_look(ky, 100, Decimal(0), "hat", WHY)
    an = desk(ky, tmp_path)
    async with sitting(an) as person:
        await person.press("down", "enter", "n", "escape")
        await person.press("r")
        (line,) = person.options()
        points = open_overview(an).points(Cell("cao-loc", "2.1.1", 2))
        assert points is not None
        assert show_decimal(points) in line.split()[-1]
    view = open_overview(an)
    assert view.mark(Cell("cao-loc", "2.1.1", 2)) is Mark.ACCEPTED
    assert view.mark(Cell("cao-loc", "2.1.1")) is Mark.OPEN
