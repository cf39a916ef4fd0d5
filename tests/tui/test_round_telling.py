"""What the screens of a round say: where a decision was made, why a key does nothing, what is cut.

Nothing that is said covers a figure.
"""

import os
import shutil
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from textual.content import Content
from textual.widgets import Input, Static

from demo.rounds import fresh
from parself import demo
from parself.assessment.model import Purpose
from parself.cli import round_text
from parself.province import hand_in
from parself.province.appraisal import write_step
from parself.province.appraising import ACCEPTED, Act, Judgement, accept_all_but, decide
from parself.province.decisions import Cell, Verdict
from parself.province.overview import open_overview
from parself.province.receiving import merge
from parself.province.round import create_round
from parself.province.season import open_season
from parself.province.work import decided
from parself.rubric.catalogue import ROSTERS, find_rubric
from parself.tui import outside
from parself.tui.bases.judging import ADJUST, ASK, WAY, all_rows
from parself.tui.bases.round_screen import _headed
from parself.tui.dialogs.ask import AskScreen
from parself.tui.screens.round_gap import GapScreen
from parself.tui.screens.round_matrix import MatrixScreen
from parself.tui.screens.round_row import RowScreen
from parself.tui.screens.round_unit import UnitScreen
from parself.tui.widgets.columns import Col, Columns, SetLine
from parself.tui.widgets.matrix import Matrix
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import plain
from parself.values import evolve
from submission.samples import NOW, assessment, build, make_folder, with_evidence
from tui.sitting import WIDE, Sitting, sitting, words_of

ACT = Act("lan", NOW, "mot")
PDF = b"%PDF-1.4\n" + b"x" * 2000
UNIT = "tp-lang-son"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "d")).round.path


@pytest.fixture
def ky(made: Path, tmp_path: Path) -> Path:
    """Return a test's own copy of the demo's round."""
    return Path(shutil.copytree(made, tmp_path / "ky"))


def accepted(ky: Path, *cells: Cell) -> None:
    decided(ky, "lan", NOW, lambda view, act: [decide(view, one, ACCEPTED, act) for one in cells])


def said(person: Sitting) -> str:
    return person.words("#message")


async def test_a_decision_goes_to_the_next_row_that_waits_and_undo_goes_back(ky: Path) -> None:
    accepted(ky, Cell(UNIT, "1.1.2"), Cell(UNIT, "1.1.3"))
    async with sitting(ky) as person:
        await person.press("enter", "n")
        assert person.sees(UnitScreen)
        assert person.screen.cell == Cell(UNIT, "1.2.1")  # type: ignore[attr-defined]
        assert "TP. Lạng Sơn, 1.1.1" in said(person)
        assert "công nhận: 0,50" in said(person)
        await person.press("end", "z")
        assert person.screen.cell == Cell(UNIT, "1.1.1")  # type: ignore[attr-defined]
        assert "1.1.1: tự chấm 0,50, chưa xem" in said(person)


async def test_on_the_page_of_a_row_the_cursor_passes_units_that_are_decided(ky: Path) -> None:
    accepted(ky, Cell("trang-dinh", "1.1.1"))
    async with sitting(ky) as person:
        await person.press("r", "n")
        assert person.sees(RowScreen)
        assert person.screen.cell == Cell("binh-gia", "1.1.1")  # type: ignore[attr-defined]
        await person.press("right", "right", "z")
        assert person.screen.cell == Cell(UNIT, "1.1.1")  # type: ignore[attr-defined]


async def test_in_the_matrix_the_cursor_goes_down_the_row_and_on_to_the_next(ky: Path) -> None:
    view = open_overview(ky)
    accepted(ky, *(Cell(code, "1.1.1") for code in view.facts if code != UNIT))
    async with sitting(ky) as person:
        await person.press("m", "n")
        assert person.screen.cell == Cell(UNIT, "1.1.2")  # type: ignore[attr-defined]
        await person.press("end", "z")
        assert person.screen.cell == Cell(UNIT, "1.1.1")  # type: ignore[attr-defined]


async def test_where_nothing_waits_any_more_it_is_said_and_the_cursor_stays(ky: Path) -> None:
    view = open_overview(ky)
    accepted(ky, *(Cell(code, "1.1.1") for code in view.facts if code != "bac-son"))
    async with sitting(ky) as person:
        await person.press("r", *["down"] * 6, "n")
        assert person.screen.cell == Cell("bac-son", "1.1.1")  # type: ignore[attr-defined]
        assert "không còn tiêu chí nào chờ kết luận" in said(person)


@pytest.mark.parametrize("key", [ADJUST.keys, ASK.keys, WAY.keys])
async def test_a_window_names_unit_row_claim_maximum_and_what_the_rule_gives(
    ky: Path, key: str
) -> None:
    async with sitting(ky) as person:
        await person.press("enter", key)
        words = person.words("#words")
        assert "TP. Lạng Sơn · 1.1.1 Thời điểm ban hành kế hoạch" in words
        assert "tự chấm 0,50 · tối đa 0,50" in words
        assert "Cách tính: " in words


async def test_every_exception_of_accept_all_but_can_be_read(ky: Path) -> None:
    plan = accept_all_but(open_overview(ky), all_rows(open_overview(ky), [UNIT]), ACT)
    named = {f"TP. Lạng Sơn {cell.row}" for cell in plan.skipped}
    assert len(named) > 6
    async with sitting(ky) as person:
        await person.press("enter", "a", "down", "enter")
        read = person.screen.query_one("#reading Static", Static)
        assert all(name in words_of(read) for name in named)
        await person.press("escape")
        assert person.sees(AskScreen)


async def test_help_lists_each_key_once_and_explains_the_marks_of_an_appraisal(ky: Path) -> None:
    async with sitting(ky, size=WIDE) as person:
        await person.press("m", "f1")
        parts = [words_of(one) for one in person.screen.query("#page Static").results(Static)]
        lines = "\n".join(parts).splitlines()
        shown = [line for part in parts[:2] for line in part.splitlines()]
        keys = [line[:19].strip() for line in shown if line[:1].strip()]
        assert {"N", "0", "F1", "Ctrl+Q"} <= set(keys)
        assert len(keys) == len(set(keys))
        assert any(line.split() == ["▲", "cần", "xem", "lại"] for line in lines)
        assert not any("không phát sinh" in line for line in lines)


async def test_a_refused_decision_is_told_at_once_and_covers_nothing(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("enter", "z")
        assert "Không còn kết luận" in said(person)
        assert not person.app._notifications


async def test_every_key_of_an_empty_board_does_something_or_says_why(tmp_path: Path) -> None:
    round_ = create_round(
        tmp_path / "trong",
        rubric=find_rubric("lang-son-huyen-2023"),
        roster=ROSTERS.find("lang-son-11-huyen"),
        year=2023,
        purpose=Purpose.PRACTICE,
    )
    async with sitting(round_.path) as person:
        assert await silent_keys(person) == []


async def test_every_key_of_the_matrix_without_cells_says_why(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("m", "t", "down", "down", "enter")
        assert "0 đơn vị" in person.words("#greeting")
        assert "0: bỏ mọi điều kiện lọc" in person.shown
        assert await silent_keys(person, "every") == []
        await person.press("0")
        assert "11 đơn vị × 70 tiêu chí" in person.words("#greeting")


async def silent_keys(person: Sitting, *but: str) -> list[str]:
    """Return the keys of the present screen after which the terminal shows what it did before."""
    screen, silent = person.screen, []
    for one in screen.OFFERS:  # type: ignore[attr-defined]
        if one.action in {"back", "quit_safely", *but}:
            continue
        screen.say_done("")  # type: ignore[attr-defined]
        await person.wait()
        before = person.shown, person.app.theme
        await person.press(one.keys.split(",")[0] or "enter")
        if (person.shown, person.app.theme) == before:
            silent.append(one.action)
        while person.screen is not screen or isinstance(person.app.focused, Input):
            await person.press("escape")
    return silent


async def test_the_first_and_the_last_row_say_that_there_is_none_beyond(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("r", "left")
        assert "Không còn tiêu chí nào về phía này" in said(person)


async def test_a_cell_is_found_by_words_of_its_unit_or_its_row(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("m", "slash")
        await person.types("van quan\r")
        await person.press("slash")
        await person.types("2.3\r")
        assert person.sees(MatrixScreen)
        assert person.screen.cell == Cell("van-quan", "2.3")  # type: ignore[attr-defined]
        await person.press("down")
        assert person.screen.query_one(Matrix).has_focus


async def test_what_a_line_has_no_room_for_stands_over_the_keys(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("h", "down", "enter", "enter")
        assert person.sees(GapScreen)
        titles = [row.title for row in open_overview(ky).round.rubric.rows.values()]
        assert any(title in said(person) for title in titles)


async def test_board_status_and_season_count_what_is_to_be_looked_at_again_alike(ky: Path) -> None:
    view, cell, other = open_overview(ky), Cell(UNIT, "1.1.1"), Cell(UNIT, "1.1.2")
    for who, points in (("lan", "0.25"), ("binh", "0")):
        judgement = Judgement(Verdict.ADJUST, Decimal(points), "Thiếu báo cáo")
        act = Act(who, NOW, who)
        write_step(ky, [decide(view, cell, judgement, act)])
    decision = decide(view, other, ACCEPTED, ACT)
    write_step(ky, [evolve(decision, basis=evolve(decision.basis, answer="khác"))])
    view = open_overview(ky)
    (group,) = open_season(ky.parent, NOW.date()).groups
    assert (group.to_review, group.differing) == (1, 1)
    told = " ".join(" ".join(round_text.status(view, NOW.date())).split())
    assert "cần xem lại: 1; có ý kiến khác nhau: 1" in told
    assert "Mở" not in told
    async with sitting(ky, size=WIDE) as person:
        assert "1 tiêu chí cần xem lại" in person.shown


def test_a_line_knows_what_was_cut_from_it() -> None:
    columns = Columns((Col("", 8), Col("", 4), Col("", 3)), 17)
    line = columns.line(("Huyện Văn Quan", "0,50", "đủ"))
    assert isinstance(line, SetLine)
    assert line.cut == "Huyện Văn Quan"


def test_a_long_title_pushes_its_figure_down_and_nothing_is_cut() -> None:
    title, total, told = plain("Sở " * 20), plain("tối đa 0,50"), plain("DỰ THẢO")
    found = _headed(title, total, told, 62)
    assert isinstance(found, Content)
    assert "…" not in found.plain
    assert [part in found.plain for part in (title.plain, total.plain, told.plain)] == [True] * 3


async def test_a_text_that_has_no_room_says_how_it_is_read(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("m", "right")
        panel = person.screen.query_one(Panel)
        assert "Enter: xem hết" in str(panel.border_subtitle)


@pytest.fixture
def proved(tmp_path: Path) -> Path:
    """Return a round of one hand-in that came with a file of proof."""
    answers = with_evidence(make_folder(tmp_path / "a", assessment(part=90)), {"E-001.pdf": PDF})
    (tmp_path / "a.zip").write_bytes(build(answers, sequence=1))
    merge(tmp_path / "vong", [tmp_path / "a.zip"], now=NOW)
    return tmp_path / "vong"


@pytest.mark.skipif(sys.platform != "linux", reason="xdg-open")
async def test_a_document_is_opened_from_its_checked_copy_by_an_opener_that_stays(
    proved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub, log = tmp_path / "bin" / "xdg-open", tmp_path / "log"
    stub.parent.mkdir()
    stub.write_text(f'#!/bin/sh\ncp "$1" {log}\nexec sleep 3\n', encoding="utf-8")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", f"{stub.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setattr(outside, "_PATIENCE", 0.3)
    monkeypatch.setattr(outside, "_STILL_OPEN", [])
    async with sitting(proved) as person:
        await to_document(person)
        assert "Đã mở" in said(person)
        assert log.read_bytes() == PDF
        (opener,) = outside._STILL_OPEN
        opener.kill()
        opener.wait()


async def test_a_kind_that_evidence_may_not_have_is_refused_with_a_reason(
    proved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand_in, "read_evidence", lambda *_given: iter([b"MZ program"]))
    async with sitting(proved) as person:
        await to_document(person)
        assert "PDF" in said(person)


async def to_document(person: Sitting) -> None:
    """Go from the board to the unit, to its row, and open its proof."""
    await person.press("home", "enter", "enter")
    at = next(i for i, line in enumerate(person.options()) if "TLKC" in line)
    await person.press("home", *["down"] * at, "enter")
