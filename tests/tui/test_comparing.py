"""Rows that compare units, on the screens of both desks: provisional is said, and who moves."""

from decimal import Decimal
from pathlib import Path

import pytest

from parself.assessment.model import Answer, State
from parself.province.decisions import Cell
from parself.province.overview import open_overview
from parself.tui.screens.round_row import RowScreen
from province.comparing_round import COMPARING, LEADER, MEAN, comparing_identity, hand_in, landed
from submission.samples import UNITS, assessment, make_folder
from tui.sitting import sitting

A, B, C = UNITS[:3]


@pytest.fixture
def vong(tmp_path: Path) -> Path:
    figures = {A: "88.2", B: "87.1", C: "89.3"}
    landed(
        tmp_path / "vong", *(hand_in(tmp_path, unit, one, "110") for unit, one in figures.items())
    )
    return tmp_path / "vong"


async def test_the_question_says_what_is_assumed_and_that_it_is_provisional(tmp_path: Path) -> None:
    held = assessment(A, identified=comparing_identity())
    held = held.with_answer(MEAN, Answer(State.ANSWERED, {"value": Decimal("88.2")}))
    folder = make_folder(tmp_path / "a", held, rubric_text=COMPARING)
    async with sitting(folder.path) as person:
        await person.go_to(MEAN)
        assert "có điểm khi đủ số liệu các đơn vị" in person.shown
        await person.press("enter")
        await person.types("88,2\r")
        await person.go_to(MEAN)
        assert "ước bình quân các đơn vị 88,2" in person.shown
        assert "tạm tính 2,00/2,00" in person.shown
        scored = person.desk.view.scores.rows[MEAN]
        assert (scored.points, scored.estimated) == (None, Decimal(2))


async def test_a_figure_is_adjusted_on_the_page_of_the_row_and_says_who_moves(vong: Path) -> None:
    async with sitting(vong) as person:
        await person.press("r")
        assert person.sees(RowScreen)
        await person.runs("next_row")
        assert "tạm tính: bình quân 3/11 đơn vị 88,2" in person.words("Caption")
        await person.press("down", "down", "s")
        await person.types("92,3\r\rTheo quyết định\r")
        view = open_overview(vong)
        assert view.figures_of(view.round.rubric.rows[MEAN])[C] == Decimal("92.3")
        assert "88,2 → 89,2" in person.words("#message")
        assert "Huyện a 2,00 → 0,00" in person.words("#message")
        await person.press("z")
        assert "89,2 → 88,2" in person.words("#message")


async def test_points_alone_leave_the_figure_out(vong: Path) -> None:
    async with sitting(vong) as person:
        await person.press("r")
        await person.runs("next_row")
        await person.runs("next_row")
        await person.press("s")
        await person.types("\r0\rKhông có tài liệu\r")
    view = open_overview(vong)
    assert view.points(Cell(A, LEADER)) == 0
    assert view.peers[LEADER].units == 2
