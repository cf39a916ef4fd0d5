"""A round at the province's desk on the screen: its board, and a unit appraised row by row."""

import re
import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from demo.rounds import fresh
from parself import demo
from parself.demo.figures import HANDED_IN
from parself.numerals import show_decimal
from parself.province.appraising import ACCEPTED, decide
from parself.province.board import Mark
from parself.province.calendar import Dates
from parself.province.decisions import Cell
from parself.province.overview import Overview, open_overview
from parself.province.round import open_round, write_round
from parself.province.work import decided
from parself.tui.dialogs.ask import AskScreen
from parself.tui.screens.round_board import BoardScreen
from parself.tui.screens.round_cell import CellScreen
from parself.tui.screens.round_survey import SurveyScreen
from parself.tui.screens.round_todo import TodoScreen
from parself.tui.screens.round_unit import UnitScreen
from parself.values import evolve
from tui.bursts import settle
from tui.sitting import NARROW, WIDE, sitting

UNIT = "cao-loc"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "d")).round.path


@pytest.fixture
def ky(made: Path, tmp_path: Path) -> Path:
    """Return a test's own copy of the demo's round."""
    return Path(shutil.copytree(made, tmp_path / "ky"))


def mark(ky: Path, row: str) -> Mark:
    return open_overview(ky).mark(Cell(UNIT, row))


def decide_at(ky: Path, unit: str, row: str) -> None:
    decided(ky, "", HANDED_IN, lambda view, act: [decide(view, Cell(unit, row), ACCEPTED, act)])


def counted(view: Overview) -> int:
    return sum(one.count(Mark.ACCEPTED) or 0 for one in view.lines(HANDED_IN.date()))


async def test_the_board_lists_every_unit_with_what_it_claims(ky: Path) -> None:
    async with sitting(ky) as person:
        assert person.sees(BoardScreen)
        lines = person.options()
        assert len(lines) == 11
        assert any("Cao Lộc" in line and "60,40" in line for line in lines)
        assert "CHƯA CÔNG BỐ" in person.words("#greeting")


async def test_places_bear_a_mark_while_anything_is_open(ky: Path) -> None:
    async with sitting(ky) as person:
        words = person.words("Caption")
        assert "Hạng*" in words
        assert "* Thứ hạng tạm tính: còn 11 đơn vị chưa xong" in words
        await person.press("h")
        assert "* Thứ hạng tạm tính: còn 11 đơn vị chưa xong" in person.words("Caption")
        assert "Hạng*" in person.words("Caption")


async def test_over_the_keys_stands_how_the_index_of_a_unit_comes_about(
    tmp_path: Path,
) -> None:
    half_way = demo.prepare(tmp_path / "d").round.path
    async with sitting(half_way) as person:
        first = open_overview(half_way).lines(date.today())
        best = next(one for one in first if one.place == 1)
        found = best.figures
        assert found is not None
        assert found.survey is not None
        assert found.index is not None
        assert found.bonus
        sum_ = (found.expected + found.survey) / found.maximum * 100 + found.bonus - found.penalty
        assert show_decimal(sum_) == show_decimal(found.index)
        for figure in (found.expected, found.survey, found.maximum, found.bonus, found.index):
            assert show_decimal(figure) in person.words("#message")


async def test_what_was_said_is_forgotten_once_another_screen_stands_in_front(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("a", "enter")
        assert "Z hoàn tác cả lượt" in person.words("#message")
        await person.press("enter", "escape")
        assert person.sees(BoardScreen)
        assert "Z hoàn tác" not in person.words("#message")


@pytest.mark.parametrize("days", [1, 70, 1049])
async def test_what_is_to_be_done_is_not_cut_on_a_narrow_board(ky: Path, days: int) -> None:
    last = date.today() - timedelta(days=days)
    missing = {code: one for code, one in open_round(ky).units.items() if code != "bac-son"}
    write_round(evolve(open_round(ky), dates=Dates(hand_in=last), units=missing))
    async with sitting(ky) as person:
        assert any(f"quá hạn {days} ngày" in line for line in person.options())
        assert not any("…" in line for line in person.options())


async def test_a_window_made_narrower_keeps_one_rule_over_the_keys(ky: Path) -> None:
    async with sitting(ky, size=WIDE) as person:
        await person.press("h")
        await person.pilot.resize_terminal(*NARROW)
        await settle(person.pilot)
        assert len(person.words("#message").splitlines()) == 1
        assert len(person.words("#message")) <= NARROW[0]


async def test_what_to_do_next_is_said_in_a_line_and_a_digit_leads_to_its_list(ky: Path) -> None:
    async with sitting(ky) as person:
        words = " ".join(person.words("Caption").split())
        at = {word: n for n, word in re.findall(r"\[(\d)\] ([^;]*?(?:chưa xem|ĐTXHH))", words)}
        unseen, survey = (
            next(n for word, n in at.items() if part in word) for part in ("chưa xem", "ĐTXHH")
        )
        await person.press(unseen)
        assert person.sees(TodoScreen)
        assert len(person.options()) == 11
        await person.press("enter")
        assert person.sees(UnitScreen)
        await person.press("escape", "escape", survey)
        assert person.sees(SurveyScreen)


async def test_the_list_of_unseen_rows_leads_to_those_alone(ky: Path) -> None:
    for row in ("1.1.1", "1.1.2"):
        decide_at(ky, UNIT, row)
    async with sitting(ky) as person:
        found = re.search(r"\[(\d)\] \d+ tiêu chí\s+chưa xem", person.words("Caption"))
        assert found is not None
        await person.press(found[1])
        names = person.options()
        at = next(n for n, one in enumerate(names) if "Cao Lộc" in one)
        await person.press(*(["down"] * at), "enter")
        assert person.sees(UnitScreen)
        assert not any("1.1.1" in one or "1.1.2" in one for one in person.options())
        await person.press("n")
        assert mark(ky, "1.1.3") is Mark.ACCEPTED
        await person.press("0")
        assert any("1.1.1" in one for one in person.options())


async def test_a_unit_opens_at_its_first_row_that_waits_and_j_and_k_go_between_such_rows(
    ky: Path,
) -> None:
    for row in ("1.1.1", "1.1.3"):
        decide_at(ky, UNIT, row)
    async with sitting(ky) as person:
        await person.press(*(["down"] * 4), "enter")
        screen = person.screen
        assert isinstance(screen, UnitScreen)
        assert screen.cell == Cell(UNIT, "1.1.2")
        await person.press("j")
        assert screen.cell == Cell(UNIT, "1.2.1")
        await person.press("k")
        assert screen.cell == Cell(UNIT, "1.1.2")
        await person.press("enter", "j")
        assert isinstance(person.screen, CellScreen)
        assert person.screen.cell == Cell(UNIT, "1.2.1")


async def test_a_unit_is_appraised_row_by_row_and_the_board_knows(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("down", "down", "down", "down", "enter")
        assert person.sees(UnitScreen)
        await person.press("n")
        assert mark(ky, "1.1.1") is Mark.ACCEPTED
        # The next row is adjusted, the one after it is asked about.
        await person.press("s")
        await person.types("0,25\rThiếu biên bản\r")
        await person.press("h")
        await person.types("Nêu rõ nguồn số liệu\r")
        view = open_overview(ky)
        assert view.stand(UNIT, "1.1.2").points == Decimal("0.25")
        assert view.mark(Cell(UNIT, "1.1.3")) is Mark.ASKED
        await person.press("escape")
        assert person.sees(BoardScreen)
        expected = show_decimal(view.figures[UNIT].expected)
        assert any("Cao Lộc" in line and expected in line for line in person.options())


async def test_impossible_points_are_told_in_their_window_and_nothing_is_decided(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("down", "down", "down", "down", "enter", "s")
        await person.types("99\r")
        assert "Điểm phải từ 0" in person.fault_lines()[0]
        await person.press("escape")
        assert person.sees(UnitScreen)
        assert mark(ky, "1.1.1") is Mark.OPEN


async def test_a_reason_is_asked_for_until_there_is_one(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("down", "down", "down", "down", "enter", "s")
        await person.types("0,1\r")
        await person.types("\r")
        assert "Cần ghi lý do" in person.words("#outcome")
        await person.types("Thiếu biên bản\r")
        assert mark(ky, "1.1.1") is Mark.ADJUSTED


async def test_a_decision_is_taken_back_and_a_row_put_back_to_open(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("down", "down", "down", "down", "enter", "n", "n")
        await person.press("z")
        assert (mark(ky, "1.1.1"), mark(ky, "1.1.2")) == (Mark.ACCEPTED, Mark.OPEN)
        await person.press("home", "x")
        assert mark(ky, "1.1.1") is Mark.OPEN


async def test_a_row_can_be_read_with_its_rule_and_decision(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("down", "down", "down", "down", "enter", "enter")
        assert person.sees(CellScreen)


async def test_all_but_what_needs_a_look_are_accepted_after_a_question(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.press("a")
        assert person.sees(AskScreen)
        await person.press("escape")
        assert counted(open_overview(ky)) == 0
        await person.press("a", "enter")
        accepted = counted(open_overview(ky))
        assert accepted > 500
        await person.press("z")
        assert counted(open_overview(ky)) == 0
