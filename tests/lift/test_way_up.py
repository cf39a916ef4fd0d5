"""The way to a target, on the article's case: Văn Quan, 10th of 11, wants to be 6th."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from parself import demo
from parself.assessment import beginning, store
from parself.assessment.model import Answer, State
from parself.errors import UsageError
from parself.lift.way_up import Target, lift, target_of_place
from parself.rubric import model as m
from parself.rubric.peers import FigureStatus
from parself.values import evolve
from parself.view.view import Filter, View
from scoring.moves import best

AFTER = date(2024, 1, 15)
DURING = date(2023, 6, 1)


@pytest.fixture(scope="module")
def van_quan(tmp_path_factory: pytest.TempPathFactory) -> View:
    made = demo.prepare(tmp_path_factory.mktemp("tinh") / "demo")
    folder = store.load(made.open_folder)
    return View(folder, folder.assessment)


def answered(view: View) -> View:
    """The same with every row answered: those that were open at their best."""
    assessment = view.assessment
    for row_id in view.filtered(Filter.OPEN):
        row = view.rubric.rows[row_id]
        values = best(row, assessment.year, view.unit.sub_units)
        assessment = assessment.with_answer(row_id, Answer(State.ANSWERED, values))
    return View(view.folder, assessment)


def running(view: View) -> View:
    return View(view.folder, evolve(view.assessment, data_date=None))


def test_the_sixth_place_asks_for_the_sixth_best_of_the_others(van_quan: View) -> None:
    standings = van_quan.folder.standings
    assert standings is not None
    others = [u.index for u in standings.units if u.code != "van-quan" and u.index is not None]
    assert target_of_place(van_quan, 6).index == sorted(others, reverse=True)[5]
    assert target_of_place(van_quan, 11).index == 0


def test_the_steps_lead_to_the_place(van_quan: View) -> None:
    target = target_of_place(van_quan, 6)
    found = lift(van_quan, target, AFTER)
    assert found.is_reached
    assert found.index >= target.index
    assert found.places is not None
    assert found.places.worst <= 6


def test_the_needed_points_are_the_fewest(van_quan: View) -> None:
    target = target_of_place(van_quan, 6)
    found = lift(van_quan, target, AFTER)
    projected = van_quan.scores.projected.points
    assert projected is not None
    assert found.needed is not None
    # 100 points apply and nothing is added or taken: an index is the points.
    assert projected + found.needed == target.index


def test_of_a_finished_year_nothing_is_proposed_for_change(van_quan: View) -> None:
    found = lift(van_quan, Target(Decimal(90)), AFTER)
    assert not found.now
    assert found.next_year


def test_in_a_running_year_only_what_lies_in_the_past_waits_for_the_next(van_quan: View) -> None:
    found = lift(running(van_quan), Target(Decimal(100)), DURING)
    assert found.now
    assert not any(climb.is_past(DURING) for climb in found.now)
    assert all(climb.is_past(DURING) for climb in found.next_year)


def test_proof_comes_first(van_quan: View) -> None:
    found = lift(van_quan, Target(Decimal(85)), AFTER)
    assert [row.id for row in found.proof] == ["1.3.2", "3.1.1"]


def test_what_is_out_of_reach_says_so_and_shows_all_there_is(van_quan: View) -> None:
    found = lift(van_quan, Target(Decimal(100)), AFTER)
    assert not found.is_reached
    assert found.index < 100


def test_what_is_reached_already_asks_for_nothing(van_quan: View) -> None:
    found = lift(van_quan, Target(Decimal(50)), AFTER)
    assert found.needed == 0
    assert not found.next_year
    assert found.is_reached


def test_a_row_said_to_be_hard_is_left_for_easier_ones(van_quan: View) -> None:
    whole = answered(van_quan)
    projected = whole.scores.projected.index
    assert projected is not None
    target = Target(projected + 2)
    usual = lift(whole, target, AFTER)
    hard = usual.next_year[0].row.id
    answer = evolve(whole.assessment.answer(hard), effort=5)
    harder = View(whole.folder, whole.assessment.with_answer(hard, answer))
    found = lift(harder, target, AFTER)
    assert all(climb.effort == (5 if climb.row.id == hard else 3) for climb in found.next_year)
    assert sum(c.cost for c in found.next_year) >= sum(c.cost for c in usual.next_year)


def test_without_a_basis_for_the_projection_there_is_no_way(tmp_path: Path) -> None:
    folder = beginning.begin(tmp_path / "a", "mau-ngan", "van-quan")
    bare = evolve(folder, standings=None)
    with pytest.raises(UsageError):
        lift(View(bare, bare.assessment), Target(Decimal(80)), AFTER)
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
    view = View(unknown, unknown.assessment)
    with pytest.raises(UsageError):
        target_of_place(view, 1)
    # Whatever the one that is not known has: with the fifth of the others the sixth place is sure.
    assert target_of_place(view, 6) == target_of_place(van_quan, 6)
    both = target_of_place(view, 1, Decimal(85))
    assert (both.index, both.place, both.is_sure) == (Decimal(85), 1, False)


def test_of_an_empty_assessment_all_there_is_to_win_is_open(tmp_path: Path) -> None:
    folder = beginning.begin(tmp_path / "a", "lang-son-huyen-2023", "van-quan")
    view = View(folder, folder.assessment)
    found = lift(view, Target(Decimal(85)), DURING)
    assert found.is_reached
    assert found.open
    assert not (*found.proof, *found.now, *found.next_year)
    everything = lift(view, Target(Decimal(100)), AFTER)
    inside = [climb for climb in everything.open if isinstance(climb.row, m.Item)]
    assert len(inside) == view.progress().open
    assert not everything.is_late


def test_a_document_that_was_not_issued_can_be_issued_until_its_day(tmp_path: Path) -> None:
    folder = beginning.begin(tmp_path / "a", "lang-son-huyen-2023", "van-quan")
    never = folder.assessment.with_answer("5.3", Answer(State.ANSWERED, {"not_issued": True}))
    view = answered(View(folder, never))
    projected = view.scores.projected.index
    assert projected is not None
    target = Target(projected + Decimal("0.01"))
    for today, is_open in ((date(2023, 12, 30), True), (date(2023, 12, 31), False)):
        found = lift(view, target, today)
        steps = found.now if is_open else found.next_year
        assert [climb.row.id for climb in steps] == ["5.3"]
