"""The way to a target, on the article's case: Văn Quan, 10th of 11, wants to be 6th."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from parself import beginning, demo
from parself.assessment import store
from parself.assessment.model import Answer, State
from parself.errors import UsageError
from parself.lift import lift, target_of_place
from parself.rubric.peers import FigureStatus
from parself.view.view import View

AFTER = date(2024, 1, 15)
DURING = date(2023, 6, 1)


@pytest.fixture(scope="module")
def van_quan(tmp_path_factory: pytest.TempPathFactory) -> View:
    made = demo.prepare(tmp_path_factory.mktemp("tinh") / "demo")
    folder = store.load(made.open_folder)
    return View(folder, folder.assessment)


def running(view: View) -> View:
    return View(view.folder, evolve(view.assessment, data_date=None))


def test_the_sixth_place_asks_for_the_sixth_best_of_the_others(van_quan: View) -> None:
    standings = van_quan.folder.standings
    assert standings is not None
    others = [u.index for u in standings.units if u.code != "van-quan" and u.index is not None]
    assert target_of_place(van_quan, 6) == sorted(others, reverse=True)[5]
    assert target_of_place(van_quan, 11) == 0


def test_the_steps_lead_to_the_place(van_quan: View) -> None:
    target = target_of_place(van_quan, 6)
    found = lift(van_quan, target, AFTER)
    assert found.is_reached
    assert found.index is not None
    assert found.index >= target
    assert found.place is not None
    assert found.place <= 6


def test_the_needed_points_are_the_fewest(van_quan: View) -> None:
    target = target_of_place(van_quan, 6)
    found = lift(van_quan, target, AFTER)
    projected = van_quan.scores.projected.points
    assert projected is not None
    assert found.needed is not None
    # 100 points apply and nothing is added or taken: an index is the points.
    assert projected + found.needed == target


def test_of_a_finished_year_nothing_is_proposed_for_change(van_quan: View) -> None:
    found = lift(van_quan, Decimal(85), AFTER)
    assert not found.now
    assert found.next_year


def test_in_a_running_year_only_what_lies_in_the_past_waits_for_the_next(van_quan: View) -> None:
    found = lift(running(van_quan), Decimal(100), DURING)
    assert found.now
    assert not any(climb.is_past for climb in found.now)
    assert all(climb.is_past for climb in found.next_year)


def test_proof_comes_first(van_quan: View) -> None:
    found = lift(van_quan, Decimal(85), AFTER)
    assert [row.id for row in found.proof] == ["1.3.2", "3.1.1"]


def test_what_is_out_of_reach_says_so_and_shows_all_there_is(van_quan: View) -> None:
    found = lift(van_quan, Decimal(100), AFTER)
    assert not found.is_reached
    assert found.index is not None
    assert found.index < 100


def test_what_is_reached_already_asks_for_nothing(van_quan: View) -> None:
    found = lift(van_quan, Decimal(50), AFTER)
    assert found.needed == 0
    assert not found.next_year
    assert found.is_reached


def test_a_row_said_to_be_hard_is_left_for_easier_ones(van_quan: View) -> None:
    target = target_of_place(van_quan, 6)
    chosen = {climb.row.id for climb in lift(van_quan, target, AFTER).next_year}
    assert "1.5" in chosen
    answer = evolve(van_quan.assessment.answer("1.5"), effort=5)
    harder = View(van_quan.folder, van_quan.assessment.with_answer("1.5", answer))
    found = lift(harder, target, AFTER)
    assert all(climb.effort == (5 if climb.row.id == "1.5" else 3) for climb in found.next_year)
    usual = lift(van_quan, target, AFTER)
    assert sum(c.cost for c in found.next_year) >= sum(c.cost for c in usual.next_year)


def test_without_a_basis_for_the_projection_there_is_no_way(tmp_path: Path) -> None:
    folder = beginning.begin(tmp_path / "a", "mau-ngan", "van-quan")
    bare = evolve(folder, standings=None)
    with pytest.raises(UsageError):
        lift(View(bare, bare.assessment), Decimal(80), AFTER)
    with pytest.raises(UsageError):
        target_of_place(View(bare, bare.assessment), 1)


def test_places_that_there_are_not_and_units_that_are_not_known_are_refused(
    van_quan: View,
) -> None:
    for goal in (0, 12):
        with pytest.raises(UsageError):
            target_of_place(van_quan, goal)
    standings = van_quan.folder.standings
    assert standings is not None
    units = tuple(
        evolve(unit, index=None, status=FigureStatus.UNKNOWN) if unit.code == "cao-loc" else unit
        for unit in standings.units
    )
    unknown = evolve(van_quan.folder, standings=evolve(standings, units=units))
    with pytest.raises(UsageError):
        target_of_place(View(unknown, unknown.assessment), 6)


def test_a_checklist_is_climbed_rung_by_rung_at_rising_cost(tmp_path: Path) -> None:
    folder = beginning.begin(tmp_path / "a", "lang-son-huyen-2023", "van-quan")
    nothing = {"du-noi-dung": False, "ro-san-pham": False}
    held = folder.assessment.with_answer("1.1.2", Answer(State.ANSWERED, nothing))
    view = View(folder, held)
    projected = view.scores.projected.index
    assert projected is not None
    one = lift(view, projected + Decimal("0.25"), DURING)
    both = lift(view, projected + Decimal("0.5"), DURING)
    assert [(climb.rungs, climb.gain) for climb in one.now] == [(1, Decimal("0.25"))]
    assert [(climb.rungs, climb.gain) for climb in both.now] == [(2, Decimal("0.50"))]
