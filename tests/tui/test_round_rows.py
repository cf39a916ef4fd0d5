"""All units side by side, the matrix, and one cell with all that is known of it."""

import shutil
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from demo.rounds import fresh
from parself import demo
from parself.assessment.model import Document, DocumentKind
from parself.province.agreeing import agree, earlier
from parself.province.appraising import Judgement, decide
from parself.province.board import Mark
from parself.province.decisions import Cell, Verdict
from parself.province.overview import open_overview
from parself.province.remarks import Audience
from parself.province.work import decided
from parself.tui.bases import documents
from parself.tui.dialogs.ask import AskScreen
from parself.tui.screens.round_cell import CellScreen
from parself.tui.screens.round_matrix import MatrixScreen
from parself.tui.screens.round_row import RowScreen
from parself.tui.widgets.matrix import Matrix
from parself.values import evolve
from tui.sitting import NARROW, WIDE, Sitting, sitting

NOW = datetime(2024, 1, 10, 9, 0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "d")).round.path


@pytest.fixture
def ky(made: Path, tmp_path: Path) -> Path:
    """Return a test's own copy of the demo's round."""
    return Path(shutil.copytree(made, tmp_path / "ky"))


def grid(person: Sitting) -> Matrix:
    return person.screen.query_one(Matrix)


async def test_all_units_stand_side_by_side_and_the_arrows_change_the_row(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("r")
        assert person.sees(RowScreen)
        assert len(person.options()) == 11
        assert "1.1.1" in person.shown
        await person.press("right", "right")
        assert any("54/57 94,7%" in line for line in person.options())
        await person.press("left")
        assert "1.1.2" in person.words("Caption")


async def test_units_are_decided_one_after_the_other(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("r", "n", "s")
        await person.types("0,25\rThiếu tài liệu\r")
        view = open_overview(ky)
        assert view.mark(Cell("tp-lang-son", "1.1.1")) is Mark.ACCEPTED
        assert view.stand("trang-dinh", "1.1.1").points == Decimal("0.25")
        assert "Tràng Định" in person.words("#message")
        await person.press("z")
        assert not open_overview(ky).stand("trang-dinh", "1.1.1").points


async def test_the_same_case_with_other_points_is_named(ky: Path) -> None:
    async with sitting(ky) as person:
        # The checklist of 1.1.2 was filled in alike by these two.
        await person.press("r", "right", "n", "down", "s")
        await person.types("0,25\rThiếu tài liệu\r")
        assert "Cùng trường hợp, khác điểm: 0,50 (TP. Lạng Sơn); 0,25 (" in person.words("Caption")


async def test_a_way_is_agreed_and_cited(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("r", "c", "enter")
        await person.types("Ban hành muộn\r0,25\rHướng dẫn số 5\r")
        assert "Ban hành muộn = 0,25" in person.words("Caption")
        await person.press("c", "enter")
        decision = open_overview(ky).stand("tp-lang-son", "1.1.1").decision
        assert decision is not None
        assert (decision.points, decision.way) == (Decimal("0.25"), 1)
        assert "[1]" in person.options()[0]


async def test_accept_all_but_on_a_row_names_what_it_leaves_out(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("r", "a")
        assert person.sees(AskScreen)
        assert "Bình Gia 1.1.1" in person.shown
        await person.press("enter")
        view = open_overview(ky)
        decided_ = [code for code in view.facts if view.stand(code, "1.1.1").points is not None]
        assert 0 < len(decided_) < 11
        assert all(cell.row == "1.1.1" for cell in view.stands)


async def test_words_typed_after_a_slash_find_a_line(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("slash")
        await person.types("van quan")
        assert len(person.options()) == 1
        await person.types("\r")
        assert len(person.options()) == 11
        assert person.screen.here.unit.code == "van-quan"  # type: ignore[attr-defined]


async def test_a_number_that_is_typed_finds_that_row_before_those_that_hold_it(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("enter", "slash")
        await person.types("4.3\r")
        assert person.screen.here.id == "4.3"  # type: ignore[attr-defined]


async def test_the_matrix_leads_to_the_cell_and_keeps_its_heads(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("m")
        assert person.sees(MatrixScreen)
        await person.press("end", "down", "down")
        assert "Huyện Bình Gia · T3" in person.shown
        assert "TP. Lạng Sơn" in person.shown
        await person.press("enter")
        assert person.sees(CellScreen)
        await person.press("escape")
        assert (grid(person).line, grid(person).column) == (2, len(grid(person)._heads) - 1)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_figure_of_the_cell_stands_below_the_matrix(
    ky: Path, size: tuple[int, int]
) -> None:
    async with sitting(ky, size=size) as person:
        await person.press("m", "right", "right")
        assert "Huyện Đình Lập" in person.shown
        assert "tự chấm 1,00, chưa xem" in person.shown


async def test_the_matrix_shows_only_what_is_looked_for(ky: Path) -> None:
    decided(
        ky,
        "lan",
        NOW,
        lambda view, act: [
            decide(view, Cell("cao-loc", "2.3"), Judgement(Verdict.ASK, reason="Vì sao"), act)
        ],
    )
    async with sitting(ky) as person:
        await person.press("m", "t")
        await person.press("down", "down", "down", "down", "enter")
        assert "1 đơn vị × 1 tiêu chí" in person.words("#greeting")
        assert person.screen.cell == Cell("cao-loc", "2.3")  # type: ignore[attr-defined]
        await person.press("t", "enter", "v", "down", "enter")
        assert "11 đơn vị × 12 tiêu chí" in person.words("#greeting")


async def test_a_decision_in_the_matrix_goes_on_to_the_unit_below(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("m", "n", "n")
        view = open_overview(ky)
        assert view.mark(Cell("trang-dinh", "1.1.1")) is Mark.ACCEPTED
        assert grid(person).line == 2


async def test_a_remark_says_who_reads_it_and_changes_sides_visibly(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("m", "enter", "g")
        await person.types("Đối chiếu với bản giấy\r\r")
        assert any("NỘI BỘ: Đối chiếu" in line for line in person.options())
        remarks = open_overview(ky).remarks["tp-lang-son", "1.1.1"]
        assert [one.audience for one in remarks] == [Audience.INTERNAL]
        at = next(i for i, line in enumerate(person.options()) if "NỘI BỘ" in line)
        await person.press(*["down"] * at, "enter", "enter")
        assert any("GỬI ĐƠN VỊ: Đối chiếu" in line for line in person.options())


async def test_what_the_inspector_found_is_adopted_in_own_words(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("r", "right", "enter")
        at = next(i for i, line in enumerate(person.options()) if "Cảnh báo" in line)
        await person.press(*["down"] * at, "enter")
        await person.types(" Đề nghị viết riêng.\r")
        await person.press("down", "enter")
        (remark,) = open_overview(ky).remarks["tp-lang-son", "1.1.2"]
        assert remark.audience is Audience.UNIT
        assert remark.source.startswith("finding:")
        assert remark.text.endswith("Đề nghị viết riêng.")


async def test_only_a_document_that_came_is_opened(
    ky: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(documents, "open_folder", opened.append)
    async with sitting(ky) as person:
        await person.press("m", "enter")
        at = next(i for i, line in enumerate(person.options()) if "TLKC" in line)
        await person.press(*["down"] * at, "enter")
        assert not opened
        assert any("không kèm tệp" in words for words in person.told())


async def test_a_key_opens_the_document_of_a_cell_wherever_the_highlight_stands(
    ky: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(CellScreen, "open_document", lambda _s, _u, one: opened.append(one.called))
    one = Document("TLKC-01", DocumentKind.FILE, "Báo cáo 45")
    async with sitting(ky) as person:
        await person.press("m", "enter", "o")
        assert len(opened) == 1
        two = evolve(one, id="TLKC-02", title="Kế hoạch 12")
        monkeypatch.setattr(CellScreen, "documents", lambda _screen: ("", ()))
        await person.press("o")
        assert any("không dẫn tài liệu" in words for words in person.told())
        monkeypatch.setattr(CellScreen, "documents", lambda _screen: ("", (one, two)))
        await person.press("o")
        assert person.sees(AskScreen)
        await person.press("down", "enter")
        assert opened[1] == two.called


async def test_by_row_begins_at_the_unit_on_which_the_matrix_stood(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("m", "down", "down", "right", "r")
        screen = person.screen
        assert isinstance(screen, RowScreen)
        assert screen.cell == Cell("binh-gia", "1.1.2")


async def test_an_agreed_way_is_changed_with_a_reason_and_its_earlier_wording_is_kept(
    ky: Path,
) -> None:
    async with sitting(ky) as person:
        await person.press("r", "c")
        await person.press("enter")
        await person.types("Nộp muộn\r0,25\rHọp 22/1\r")
        await person.press("c", "down", "down", "enter")
        assert "Họp 22/1" in person.words("#words")
        await person.types("\r")
        await person.press("end", *["backspace"] * 4)
        await person.types("0,5\r\r")
        assert open_overview(ky).ways["1.1.1"][0].points == Decimal("0.25")
        await person.types("Họp 25/1\r")
    (way,) = open_overview(ky).ways["1.1.1"]
    assert (way.number, way.case, way.points) == (1, "Nộp muộn", Decimal("0.5"))
    assert [one.points for one in earlier(open_overview(ky), way)] == [
        Decimal("0.5"),
        Decimal("0.25"),
    ]


async def test_a_way_agreed_in_another_window_is_seen_on_the_next_key(ky: Path) -> None:
    def elsewhere(row: str, case: str) -> None:
        agreed = case, Decimal("0.1"), "Họp"
        decided(ky, "", NOW, lambda view, act: [agree(view, row, agreed, None, act)])

    async with sitting(ky) as person:
        elsewhere("1.1.1", "Một")
        await person.press("r")
        assert "1. Một" in person.shown
        elsewhere("1.1.1", "Hai")
        await person.press("c")
        assert "2. Hai" in person.shown
        await person.press("escape")
        elsewhere("1.1.2", "Ba")
        await person.press("right")
        assert "1. Ba" in person.shown


async def test_a_number_or_a_name_typed_in_full_comes_before_what_only_holds_it(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("enter", "slash")
        await person.types("1.2.1\r")
        assert person.screen.cell == Cell(person.screen.cell.unit, "1.2.1")  # type: ignore[attr-defined]
        await person.press("slash")
        await person.types("4.3\r")
        assert person.screen.cell.row == "4.3"  # type: ignore[attr-defined]
