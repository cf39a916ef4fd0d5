"""Where a way leads after each of its steps."""

from datetime import date
from decimal import Decimal

import pytest

from parself import demo
from parself.assessment import store
from parself.lift.way_up import Lift, lift, stages, target_of_place, unproved
from parself.standing.projection import others
from parself.view.view import View

AFTER = date(2024, 1, 15)


@pytest.fixture(scope="module")
def van_quan(tmp_path_factory: pytest.TempPathFactory) -> View:
    made = demo.prepare(tmp_path_factory.mktemp("tinh") / "demo")
    folder = store.load(made.open_folder)
    return View(folder, folder.assessment)


@pytest.fixture(scope="module")
def way(van_quan: View) -> Lift:
    return lift(van_quan, target_of_place(van_quan, 2), AFTER)


def test_the_way_begins_where_we_stand_and_ends_where_it_is_said_to(
    van_quan: View, way: Lift
) -> None:
    found = stages(van_quan, way)
    steps = (*way.open, *way.now, *way.next_year)
    assert len(found) == len(steps) + 1
    assert found[0].index == van_quan.scores.projected.index
    assert (found[-1].index, found[-1].places) == (way.index, way.places)


def test_no_step_leads_down(van_quan: View, way: Lift) -> None:
    found = stages(van_quan, way)
    assert [one.index for one in found] == sorted(one.index for one in found)


def test_every_unit_between_both_ends_is_passed_once(van_quan: View, way: Lift) -> None:
    found = stages(van_quan, way)
    standings = van_quan.folder.standings
    assert standings is not None
    between = {
        one.code
        for one in standings.units
        if one.code != "van-quan"
        and one.index is not None
        and found[0].index < one.index <= found[-1].index
    }
    passed = [code for one in found for code in one.passed]
    assert sorted(passed) == sorted(between)
    assert found[0].passed == ()


def test_the_place_after_each_step_is_that_of_its_index(van_quan: View, way: Lift) -> None:
    standings = van_quan.folder.standings
    assert standings is not None
    rest = others(standings, "van-quan")
    assert all(one.places == rest.places(one.index) for one in stages(van_quan, way))


def test_what_is_to_be_proved_is_summed_as_claimed(van_quan: View, way: Lift) -> None:
    by_hand = [van_quan.scores.rows[row.id].points for row in way.proof]
    assert unproved(van_quan, way) == sum((one or Decimal(0) for one in by_hand), Decimal(0))
    claimed, backed = van_quan.scores.claimed.points, van_quan.scores.backed.points
    assert claimed is not None
    assert backed is not None
    assert unproved(van_quan, way) == claimed - backed
