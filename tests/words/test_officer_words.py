"""Shares in words: a line however large a share is, and which of several files it is."""

import re

import pytest

from demo.rounds import fresh
from parself import demo
from parself.province.decisions import Cell
from parself.province.officers import Bar, Officer, Share
from parself.province.overview import open_overview
from parself.province.record import Round
from parself.province.sharing import Work
from parself.words.officer_words import sending_words, share_words, work_words


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    made = fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "d"))
    return open_overview(made.round.path).round


def codes(round_: Round) -> tuple[str, ...]:
    return tuple(unit.code for unit in round_.roster.units)


def test_whole_areas_and_all_but_a_few_units_are_said_in_short(round_: Round) -> None:
    barred = Officer("minh", "Minh", bars=(Bar("bac-son", "Người nhà"),))
    share = Share((), ("3", "4"))
    assert share_words(round_, share) == "Lĩnh vực 3, 4 × tất cả đơn vị"
    told = share_words(round_, share, barred)
    assert told == "Lĩnh vực 3, 4 × 10 đơn vị (trừ Huyện Bắc Sơn)"


def test_rows_that_make_up_an_area_are_named_as_the_area(round_: Round) -> None:
    rubric = round_.rubric
    rows = [row.id for area in rubric.areas if area.id == "2" for row in area.items]
    assert share_words(round_, Share(codes(round_), (*rows, "3.1.1"))) == (
        "Lĩnh vực 2, tiêu chí 3.1.1 × tất cả đơn vị"
    )


def test_a_share_is_a_line_however_many_rows_and_units_it_has(round_: Round) -> None:
    rows = tuple(row.id for area in round_.rubric.areas for row in area.items[:2])
    told = share_words(round_, Share(codes(round_)[:6], rows))
    assert "× 6 đơn vị" in told
    assert len(told) < 60


def test_a_few_units_and_rows_are_named(round_: Round) -> None:
    told = share_words(round_, Share(("cao-loc", "van-quan"), ("2.1.1",)))
    assert told == "tiêu chí 2.1.1 × Huyện Cao Lộc, Huyện Văn Quan"


def test_which_share_and_which_sending_it_is() -> None:
    assert sending_words(2, 1) == "phần việc 2, gửi lần 1"
    assert sending_words(0, 3) == "gửi lần 3"


def test_of_each_second_share_its_own_rows_are_counted(round_: Round) -> None:
    few, more = Share(("cao-loc",), ("2",)), Share(("van-quan", "bac-son"), ("3",))
    officer = Officer("hoa", "Hoa", seconds=(few, more))
    cells = (Cell("cao-loc", "2.1.1", 2), Cell("van-quan", "3.1.1", 2), Cell("bac-son", "3.1.1", 2))
    told = list(work_words(round_, Work(officer, (), (), cells, cells[1:])))
    assert [re.findall(r"rút (\d+)|còn (\d+)", one) for one in told] == [
        [("1", ""), ("", "0")],
        [("2", ""), ("", "2")],
    ]
