"""The second look is blind: no screen of whoever takes it shows anything of the first."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from demo.rounds import fresh
from parself import demo
from parself.desk.round_desk import Make, RoundDesk
from parself.province import part_desk, parts, sharing
from parself.province.agreeing import remark
from parself.province.appraising import Act, Judgement, decide
from parself.province.decisions import Cell, Verdict
from parself.province.joining import join
from parself.province.officers import Share
from parself.province.overview import Overview, open_overview
from parself.province.remarks import Audience
from parself.province.versions import Version
from parself.province.work import decided
from province.desks import WHY, sent, with_officers
from tui.sitting import NARROW, WIDE, Sitting, sitting

NOW = datetime(2024, 1, 10, 9, 0)
UNIT, ROW = "cao-loc", "2.1.1"
WHY_FIRST, INTERNAL, FOR_UNIT = "Sai mẫu biểu", "Nghi chép lại", "Cần bổ sung biên bản"
OF_THE_FIRST = (WHY_FIRST, INTERNAL, FOR_UNIT, "0,17", "điều chỉnh", "Quynh", "Lan")
"""Reason, remarks, points and verdict of the first look, and the names of others."""
SCREENS = (
    ("round_board:BoardScreen", ()),
    ("round_unit:UnitScreen", (UNIT,)),
    ("round_cell:CellScreen", (Cell(UNIT, ROW, 2),)),
    ("round_row:RowScreen", (ROW,)),
    ("round_matrix:MatrixScreen", ()),
    ("round_ladder:LadderScreen", ()),
    ("round_gap:GapScreen", ((UNIT, "van-lang"),)),
    ("round_gap:GapScreen", ((UNIT, "van-lang"), "2")),
    ("round_gap:PairScreen", ((UNIT, "van-lang"), ROW)),
    ("round_differing:DifferingScreen", ()),
    ("round_agreement:AgreementScreen", ()),
    ("round_officers:OfficersScreen", ()),
    ("round_reference:ReferenceScreen", ()),
)


@pytest.fixture(scope="module")
def ky(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Quỳnh decided on the row of two units and remarked on it; Bình looks at both once more."""
    ky = fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "d")).round.path
    units = (UNIT, "van-lang")
    with_officers(ky, quynh=Share(units, ("2",)), binh=Share(("bac-son",), ("2",)))
    sharing.share(ky, "binh", Share(units, ("2",)), WHY, second=True)
    sharing.set_second_look(ky, 100, Decimal(0), "hat", WHY)
    for unit in units:
        decided(ky, "quynh", NOW, first_look(Cell(unit, ROW)))
    return ky


def first_look(cell: Cell) -> Make:
    judgement = Judgement(Verdict.ADJUST, Decimal("0.17"), WHY_FIRST)
    remarks = ((INTERNAL, Audience.INTERNAL), (FOR_UNIT, Audience.UNIT))
    return lambda view, act: [
        decide(view, cell, judgement, act),
        *(remark(cell, text, audience, act) for text, audience in remarks),
    ]


def second_look(view: Overview, act: Act) -> Sequence[Version]:
    judgement = Judgement(Verdict.ADJUST, Decimal("0.11"), "Theo văn bản")
    return [decide(view, Cell(UNIT, ROW, 2), judgement, act)]


@pytest.fixture
def binh(ky: Path, tmp_path: Path) -> Path:
    return opened(ky, tmp_path)


def opened(ky: Path, place: Path) -> Path:
    parts.give(open_overview(ky), "binh", place / "binh.zip", WHY)
    part_desk.open_share(place / "binh.zip", place / "binh", now=NOW)
    return place / "binh"


def told(person: Sitting) -> list[str]:
    """Everything of the first look that stands on the present screen."""
    return [word for word in OF_THE_FIRST if word in person.shown]


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_no_screen_shows_anything_of_the_first_look(
    binh: Path, size: tuple[int, int]
) -> None:
    async with sitting(binh, size=size) as person:
        desk = RoundDesk(binh, open_overview(binh))
        for name, told_of in SCREENS:
            person.app.show(name, desk, *told_of)
            await person.wait()
            assert told(person) == [], name
            await person.press("escape")


async def test_the_lead_sees_what_is_hidden_there(ky: Path) -> None:
    async with sitting(ky, size=WIDE) as person:
        desk = RoundDesk(ky, open_overview(ky))
        person.app.show("round_cell:CellScreen", desk, Cell(UNIT, ROW))
        await person.wait()
        assert set(OF_THE_FIRST) - {"Lan"} <= set(told(person))


async def test_it_stays_blind_once_both_looks_are_joined(
    ky: Path, binh: Path, tmp_path: Path
) -> None:
    decided(binh, "", NOW, second_look)
    join(ky, [sent(binh, tmp_path, "ve.zip")], "lan", NOW, keep=True)
    again = tmp_path / "lai"
    again.mkdir()
    folder = opened(ky, again)
    async with sitting(folder) as person:
        desk = RoundDesk(folder, open_overview(folder))
        person.app.show("round_cell:CellScreen", desk, Cell(UNIT, ROW, 2))
        await person.wait()
        assert "0,11" in person.shown
        assert [one for one in told(person) if one != "điều chỉnh"] == []
