"""The second look: drawn from a seed, blind, compared, and settled by the lead alone."""

from decimal import Decimal
from pathlib import Path

import pytest

from parself.errors import UsageError
from parself.province import parts, sharing
from parself.province.appraising import settle
from parself.province.board import Mark
from parself.province.decisions import Basis, Cell, Decision, Stand, Verdict
from parself.province.joining import join
from parself.province.looks import agreements
from parself.province.officers import Share
from parself.province.overview import open_overview
from parself.province.record import Settings
from parself.province.remarks import Remark
from parself.province.round import open_round
from parself.province.second import agree, both, is_drawn
from parself.province.work import back, decided
from parself.values import evolve
from province.desks import WHY, desk, judge, sent, with_officers
from province.test_parts import everything_in
from submission.samples import NOW, UNITS

FIRST, SECOND = Cell(UNITS[0], "1.1"), Cell(UNITS[0], "1.1", 2)


@pytest.fixture
def drawn(landed: Path) -> Path:
    """An looks at all rows first, Bình at all of them a second time, within 0.25 points."""
    with_officers(landed, an=Share(), binh=Share((UNITS[9],)))
    sharing.share(landed, "binh", Share(), WHY, second=True)
    sharing.set_second_look(landed, 100, Decimal("0.25"), "hat", WHY)
    return landed


def looked_twice(drawn: Path, place: Path, first: str, second: str) -> Path:
    """Let both look, Bình at a desk of his own, and join what he sends."""
    judge(drawn, "1.1", first, who="an")
    binh = desk(drawn, "binh", place)
    judge(binh, "1.1", second)
    join(drawn, [sent(binh, place, "ve.zip")], "lan", NOW, keep=True)
    return drawn


@pytest.mark.parametrize("percent", [0, 1, 10, 50, 99, 100])
def test_about_as_many_are_drawn_as_are_asked_for_and_always_the_same(percent: int) -> None:
    settings = Settings(second_look=percent, seed="hat")
    cells = [(f"u{unit}", f"r{row}") for unit in range(100) for row in range(50)]
    found = [one for one in cells if is_drawn(settings, *one)]
    assert abs(len(found) / len(cells) * 100 - percent) < 2
    assert found == [one for one in reversed(cells) if is_drawn(settings, *one)][::-1]
    more = evolve(settings, second_look=min(percent + 1, 100))
    assert all(is_drawn(more, *one) for one in found)


def test_another_seed_draws_other_rows() -> None:
    cells = [(f"u{unit}", f"r{row}") for unit in range(20) for row in range(20)]
    one, two = (
        [cell for cell in cells if is_drawn(Settings(second_look=50, seed=seed), *cell)]
        for seed in ("hat", "hat khac")
    )
    assert one != two


def test_a_file_for_the_second_look_holds_no_byte_of_the_first(drawn: Path, tmp_path: Path) -> None:
    before = everything_of(drawn, tmp_path / "1.zip")
    judge(drawn, "1.1", "1.37", who="an")
    remark = Remark(unit=UNITS[0], row="1.1", text="Nên trừ", who="an", when=NOW)
    decided(drawn, "an", NOW, lambda _view, _act: [remark])
    after = everything_of(drawn, tmp_path / "2.zip")
    assert after == before
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def everything_of(drawn: Path, file: Path) -> bytes:
    parts.give(open_overview(drawn), "binh", file, WHY)
    return everything_in(file)


def test_whoever_looks_first_is_not_told_what_is_drawn_nor_what_the_second_says(
    drawn: Path, tmp_path: Path
) -> None:
    parts.give(open_overview(drawn), "an", tmp_path / "1.zip", WHY)
    looked_twice(drawn, tmp_path, "1", "1")
    view = open_overview(desk(drawn, "an", tmp_path))
    assert (view.round.settings.second_look, view.round.settings.seed) == (0, "")
    assert {one.who for one in view.appraisal.decisions} == {"an"}


def test_at_the_desk_of_the_second_look_rows_are_looked_at_a_second_time(
    drawn: Path, tmp_path: Path
) -> None:
    judge(drawn, "1.1", "1", who="an")
    binh = desk(drawn, "binh", tmp_path)
    view = open_overview(binh)
    assert view.cells(UNITS[0]) == {row: Cell(UNITS[0], row, 2) for row in ("1.1", "1.2")}
    assert view.marks(UNITS[0])["1.1"] is Mark.OPEN
    judge(binh, "1.1", "1.1")
    assert open_overview(binh).marks(UNITS[0])["1.1"] is Mark.ADJUSTED


@pytest.mark.parametrize(("second", "mark"), [("1.25", Mark.ADJUSTED), ("1.26", Mark.DIFFERING)])
def test_a_difference_above_the_tolerance_goes_to_the_lead(
    second: str, mark: Mark, drawn: Path, tmp_path: Path
) -> None:
    looked_twice(drawn, tmp_path, "1", second)
    view = open_overview(drawn)
    assert view.mark(FIRST) is mark
    assert view.stand(UNITS[0], "1.1").points == Decimal(1)


@pytest.mark.parametrize("chosen", ["an", "binh"])
def test_the_lead_chooses_and_nobody_else(chosen: str, drawn: Path, tmp_path: Path) -> None:
    looked_twice(drawn, tmp_path, "1", "2")
    with pytest.raises(UsageError, match="the lead chooses"):
        judge(drawn, "1.1", "2", who="an")
    view = decided(drawn, "lan", NOW, lambda view, act: [settle(view, FIRST, chosen, "", act)])
    assert view.mark(FIRST) is Mark.ADJUSTED
    assert view.stands[FIRST].points == Decimal({"an": 1, "binh": 2}[chosen])
    assert view.stands[SECOND].points == Decimal(2)
    (one,) = [row for row in agreements(view) if row.row == "1.1"]
    assert (one.looked, one.agreeing, one.distance) == (1, 0, Decimal(1))
    again = decided(drawn, "lan", NOW, back)
    assert again.mark(FIRST) is Mark.DIFFERING
    assert len(again.standing(SECOND)) == 1


def test_a_new_decision_of_the_lead_settles_it_too(drawn: Path, tmp_path: Path) -> None:
    looked_twice(drawn, tmp_path, "1", "2")
    judge(drawn, "1.1", "1.5", who="lan")
    assert open_overview(drawn).mark(FIRST) is Mark.ADJUSTED


def test_agreement_is_told_per_row(drawn: Path, tmp_path: Path) -> None:
    judge(drawn, "1.1", "3", UNITS[1], "an")
    looked_twice(drawn, tmp_path, "1", "1.2")
    first, second = agreements(open_overview(drawn))
    assert (first.row, first.drawn, first.looked, first.agreeing) == ("1.1", 2, 1, 1)
    assert (first.share, first.distance) == (Decimal(1), Decimal("0.20"))
    assert (second.looked, second.share, second.distance) == (0, None, None)


def second_of(view_cell: Cell, who: str, drawn: Path) -> None:
    decision = Decision(
        cell=view_cell, verdict=Verdict.ADJUST, points=Decimal(1), reason="Muộn", who=who, when=NOW
    )
    decided(drawn, who, NOW, lambda _view, _act: [decision])


def test_the_second_look_is_refused_to_whoever_decided_first_and_where_nothing_is_drawn(
    drawn: Path,
) -> None:
    for who in ("an", "nobody"):
        with pytest.raises(UsageError):
            second_of(SECOND, who, drawn)
    judge(drawn, "1.1", "1", who="lan")
    with pytest.raises(UsageError, match="decided first"):
        second_of(SECOND, "lan", drawn)
    second_of(SECOND, "binh", drawn)
    sharing.bar(drawn, "binh", UNITS[0], WHY)
    with pytest.raises(UsageError, match="may not appraise"):
        second_of(evolve(SECOND, row="1.2"), "binh", drawn)
    sharing.unbar(drawn, "binh", UNITS[0], WHY)
    sharing.set_second_look(drawn, 0, Decimal(0), "hat", WHY)
    with pytest.raises(UsageError, match="not drawn"):
        second_of(evolve(SECOND, row="1.2"), "binh", drawn)


def test_a_second_look_that_was_taken_is_nobody_elses_to_take_again(
    drawn: Path, tmp_path: Path
) -> None:
    looked_twice(drawn, tmp_path, "1", "2")
    with pytest.raises(UsageError, match="has taken the second look"):
        second_of(SECOND, "lan", drawn)
    assert open_overview(drawn).stands[SECOND].points == Decimal(2)
    second_of(SECOND, "binh", drawn)


def test_where_nothing_differs_nothing_is_settled(drawn: Path) -> None:
    judge(drawn, "1.1", "1", who="an")
    with pytest.raises(UsageError, match="Nothing differs here"):
        decided(drawn, "lan", NOW, lambda view, act: [settle(view, FIRST, "an", "", act)])


@pytest.mark.parametrize(("percent", "tolerance"), [(101, "0"), (-1, "0"), (10, "-0.1")])
def test_a_setting_that_is_not_possible_is_refused(
    percent: int, tolerance: str, drawn: Path
) -> None:
    before = open_round(drawn)
    with pytest.raises(UsageError):
        sharing.set_second_look(drawn, percent, Decimal(tolerance), "hat", WHY)
    assert open_round(drawn) == before


ONE = Decision(cell=FIRST, verdict=Verdict.ADJUST, points=Decimal(1), who="an", when=NOW)
TWO = evolve(ONE, cell=SECOND, who="binh")


def test_looks_that_rest_on_something_else_are_not_compared() -> None:
    other = evolve(TWO, basis=Basis(answer="x"))
    assert both(Stand((ONE,)), Stand((TWO,))) == (ONE, TWO)
    assert both(Stand((ONE,)), Stand((other,))) is None
    assert both(Stand((ONE,)), Stand(())) is None
    assert both(Stand((evolve(ONE, verdict=Verdict.OPEN),)), Stand((TWO,))) is None


def test_asking_and_giving_points_do_not_agree() -> None:
    asked = evolve(TWO, verdict=Verdict.ASK, points=None)
    assert not agree(ONE, asked, Decimal(99))
    assert agree(evolve(ONE, points=None), asked, Decimal(0))
