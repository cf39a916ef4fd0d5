"""Several appraisers on the screen: who has what, files out and back, and differences settled."""

import getpass
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from demo.rounds import fresh
from parself import demo
from parself.province import ledger, parts, sharing
from parself.province.board import Mark
from parself.province.decisions import Cell
from parself.province.joining import join
from parself.province.officers import Officer, Share
from parself.province.overview import open_overview
from parself.tui.screens.round_agreement import AgreementScreen
from parself.tui.screens.round_board import BoardScreen
from parself.tui.screens.round_differing import DifferingScreen
from parself.tui.screens.round_joining import JoiningScreen
from parself.tui.screens.round_officers import OfficersScreen
from parself.tui.widgets.rows import Choices
from parself.values import evolve
from province.desks import WHY, desk, judge, sent, with_officers
from submission.samples import NOW
from tui.sitting import Sitting, sitting

CELL = Cell("cao-loc", "2.1.1")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "d")).round.path


@pytest.fixture
def ky(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a round with a lead, who sits at the screen, and two officers of one area."""
    monkeypatch.setattr(getpass, "getuser", lambda: "lan")
    ky = Path(shutil.copytree(made, tmp_path / "ky"))
    area = Share(("cao-loc",), ("2",))
    return with_officers(ky, minh=area, hoa=area)


@pytest.fixture
def files(ky: Path, tmp_path: Path) -> Path:
    """Return a folder with what both officers sent: they differ on one row."""
    came = tmp_path / "ve"
    came.mkdir()
    for who, points in (("minh", "0.5"), ("hoa", "0.25")):
        at = desk(ky, who, tmp_path)
        judge(at, CELL.row, points, CELL.unit)
        sent(at, came, f"{who}.zip")
    return came


def line(person: Sitting, words: str) -> str:
    return next(one for one in person.options() if words in one)


async def picks(person: Sitting, *keys: str) -> None:
    """Pick lines of a list, and take them."""
    found = person.screen.query_one(Choices)
    for key in keys:
        found.highlighted = found.get_option_index(key)
        await person.press("space")
    await person.press("enter")


async def chooses(person: Sitting, key: str) -> None:
    found = person.screen.query_one(Choices)
    found.highlighted = found.get_option_index(key)
    await person.press("enter")


async def test_a_round_without_officers_says_so_and_one_is_added_and_given_a_share(
    made: Path, tmp_path: Path
) -> None:
    ky = Path(shutil.copytree(made, tmp_path / "ky"))
    async with sitting(ky) as person:
        await person.press("t")
        assert person.sees(OfficersScreen)
        assert "một người thẩm định tất cả" in person.shown
        assert "T: đưa từng người" in person.words("#panel")
        await person.press("t")
        await person.types("Sở Tư pháp\r\r\r\r\r")
        await person.press("g")
        await picks(person, "cao-loc", "van-quan")
        await picks(person, "2", "2.1.1")
        await person.press("enter")
        (officer,) = open_overview(ky).round.officers
        assert officer.id == "so-tu-phap"
        assert {*officer.shares[0].units} == {"cao-loc", "van-quan"}
        assert officer.shares[0].rows == ("2",)
        assert "Sở Tư pháp" in line(person, "Lĩnh vực 2")
        assert all(name in person.words("#panel") for name in ("Cao Lộc", "Văn Quan"))


async def test_a_unit_is_barred_only_with_a_reason(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("t", "down", "x")
        await chooses(person, "van-quan")
        assert "Gõ lý do" in person.shown
        await person.press("enter")
        assert "lý do" in person.words("#outcome")
        assert not open_overview(ky).round.officers[1].bars
        await person.types("Vợ làm ở Văn Quan\r")
        assert open_overview(ky).round.officers[1].bars[0].unit == "van-quan"
        assert "Vợ làm ở Văn Quan" in person.words("#panel")
        await person.press("x")
        await chooses(person, "waive")
        await chooses(person, "van-quan")
        await person.types("Không có ai\r")
        assert "người khác" in person.words("#outcome")
        await person.press("escape", "x")
        await chooses(person, "unbar")
        await chooses(person, "van-quan")
        await person.types("Ghi nhầm\r")
        assert not open_overview(ky).round.officers[1].bars


async def test_an_officer_is_changed_and_taken_off_the_list(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("t", "down", "s")
        await person.types("\rPhòng CCHC\r\r\r")
        changed = open_overview(ky).round.officers[1]
        assert (changed.name, changed.office) == ("Minh", "Phòng CCHC")
        assert changed.shares
        await person.press("b", "enter")
        assert person.words("#outcome")
        await person.types("Chuyển công tác\r")
        assert [one.id for one in open_overview(ky).round.officers] == ["lan", "hoa"]


async def test_the_files_of_all_are_written_at_once(ky: Path, tmp_path: Path) -> None:
    async with sitting(ky) as person:
        await person.press("t", "a")
        await person.press("ctrl+u")
        await person.types(f"{tmp_path / 'di'}\r")
        await person.wait()
        assert "Lan" in person.words("#message")
    written = sorted(one.name for one in (tmp_path / "di").iterdir())
    assert written == ["phan-viec-hoa-2023.zip", "phan-viec-minh-2023.zip"]


async def test_files_that_are_being_written_when_the_screen_is_left_are_written_all_the_same(
    ky: Path, tmp_path: Path
) -> None:
    async with sitting(ky) as person:
        await person.press("t", "a")
        await person.press("ctrl+u")
        await person.types(f"{tmp_path / 'di'}\r")
        await person.press("escape")
        await person.wait()
        assert person.sees(BoardScreen)
    assert len(list((tmp_path / "di").glob("*.zip"))) == 2
    assert len(ledger.told(ky, parts.GIVEN)) == 2


@pytest.mark.parametrize(("typed", "is_lead"), [("x", True), ("Có", True), ("không", False)])
async def test_whether_an_officer_leads_is_said_by_yes_or_no_alone(
    typed: str, is_lead: bool, ky: Path
) -> None:
    async with sitting(ky) as person:
        await person.press("t", "down", "s")
        await person.types("\r\r\r")
        await person.types("chủ trì\r")
        assert "không rõ là có hay không" in person.fault_lines()[0]
        assert not open_overview(ky).round.officers[1].is_lead
        await person.press("ctrl+u")
        await person.types(f"{typed}\r")
        assert open_overview(ky).round.officers[1].is_lead is is_lead


async def test_how_far_two_looks_agree_is_shown_row_by_row(ky: Path, tmp_path: Path) -> None:
    sharing.remove(ky, "hoa", WHY)
    sharing.add(ky, Officer("hoa", "Hoa"), WHY)
    sharing.share(ky, "hoa", Share((CELL.unit,), (CELL.row,)), WHY, second=True)
    sharing.set_second_look(ky, 100, Decimal("0.1"), "hat", WHY)
    came = tmp_path / "ve"
    came.mkdir()
    for who, points in (("minh", "0.5"), ("hoa", "0.25")):
        at = desk(ky, who, tmp_path)
        judge(at, CELL.row, points, CELL.unit)
        sent(at, came, f"{who}.zip")
    join(ky, sorted(came.iterdir()), "lan", NOW, keep=True)
    async with sitting(ky) as person:
        await person.press("t", "l")
        assert person.sees(AgreementScreen)
        first = person.options()[0]
        assert first.startswith(CELL.row)
        assert "0%" in first
        assert "0,25" in first
        await person.press("k")
        assert person.sees(DifferingScreen)
        words = person.words("#panel")
        assert all(said in words for said in ("Minh: ", "Hoa (Lượt hai): "))


async def test_the_second_look_is_set_on_the_screen_only_with_a_reason(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("t", "l", "s", "ctrl+u")
        await person.types("10\r")
        await person.press("ctrl+u")
        await person.types("0,25\r\r")
        assert "lý do" in person.words("#outcome")
        await person.types("Kế hoạch 5\r")
        assert "10% số tiêu chí" in person.words("#greeting")
        first = open_overview(ky).round.settings
        assert (first.second_look, first.tolerance) == (10, Decimal("0.25"))
        assert first.seed
        await person.press("s", "ctrl+u")
        await person.types("20\r\rKế hoạch 6\r")
    assert open_overview(ky).round.settings == evolve(first, second_look=20)


async def test_enter_writes_the_share_of_the_highlighted_officer(ky: Path, tmp_path: Path) -> None:
    out = tmp_path / "di"
    out.mkdir()
    async with sitting(ky) as person:
        await person.press("t", "down", "enter")
        await person.press("ctrl+u")
        await person.types(f"{out}\r")
        assert [one.name for one in out.iterdir()] == ["phan-viec-minh-2023.zip"]
        assert "phan-viec-minh-2023.zip" in person.words("#message")


async def test_at_an_officers_desk_enter_sends_back_what_was_decided(
    ky: Path, tmp_path: Path
) -> None:
    at = desk(ky, "minh", tmp_path)
    judge(at, CELL.row, None, CELL.unit)
    out = tmp_path / "ve"
    out.mkdir()
    async with sitting(at) as person:
        await person.press("t", "enter")
        await person.press("ctrl+u")
        await person.types(f"{out}\r")
        assert len(list(out.iterdir())) == 1, person.words("#outcome")
        await person.press("t")
        await person.types("An\r\r\r\r\r")
        assert "phần việc của minh" in person.words("#outcome")


async def test_files_are_looked_at_before_they_are_joined_and_differences_are_named(
    ky: Path, files: Path
) -> None:
    (files / "hong.zip").write_bytes(b"PK")
    async with sitting(ky) as person:
        await person.press("t", "n")
        await person.types(f"{files}\r")
        await person.wait()
        assert person.sees(JoiningScreen)
        assert len(person.options()) == 3
        assert not open_overview(ky).appraisal.decisions
        await person.press("t", "enter")
        await person.wait()
        assert len(open_overview(ky).appraisal.decisions) == 2
        assert open_overview(ky).mark(CELL) is Mark.DIFFERING
        assert "khác nhau" in person.words("#message")
        await person.press("z")
        assert "ghép tệp" in person.shown
        await person.press("escape")
        await person.press("down", "down")
        assert "Minh: điều chỉnh 0,5" in person.words("#panel")
        await person.press("enter")
        assert person.sees(DifferingScreen)


async def test_the_lead_sees_both_decisions_and_chooses_one_with_a_reason(
    ky: Path, files: Path
) -> None:
    async with sitting(ky) as person:
        await person.press("t", "n")
        await person.types(f"{files}\r")
        await person.wait()
        await person.press("t", "enter")
        await person.wait()
        await person.press("escape", "k")
        assert person.sees(DifferingScreen)
        assert all(said in line(person, "2.1.1") for said in ("0,5", "0,25"))
        await person.press("enter")
        chosen = next(at for at, one in enumerate(person.options()) if "Minh" in one)
        await person.press(*["down"] * chosen, "enter")
        await person.types("Đúng văn bản\r")
        assert "Không có tiêu chí nào" in person.options()[0]
    decision = open_overview(ky).stand(CELL.unit, CELL.row).decision
    assert decision is not None
    assert (decision.who, decision.points, decision.reason) == (
        "lan",
        Decimal("0.5"),
        "Đúng văn bản",
    )


async def test_who_is_no_lead_is_told_in_the_window_and_nothing_is_chosen(
    ky: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "minh")
    async with sitting(ky) as person:
        await person.press("t", "n")
        await person.types(f"{files}\r")
        await person.wait()
        await person.press("t", "enter")
        await person.wait()
        await person.press("escape", "k", "enter", "enter")
        await person.types("Của tôi\r")
        assert "chủ trì" in person.words("#outcome")
    assert open_overview(ky).mark(CELL) is Mark.DIFFERING


async def test_what_is_left_goes_to_another_officer(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("t", "down", "c")
        await chooses(person, "lan")
        await picks(person)
        await picks(person, "2.1.1")
        await person.types("Minh nghỉ phép\r")
        assert "chuyển" in person.words("#message")
    lan, minh, _hoa = open_overview(ky).round.officers
    assert lan.shares
    assert not any(one.has_row(open_overview(ky).round.rubric, "2.1.1") for one in minh.shares)
