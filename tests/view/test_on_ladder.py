"""The ladder as one looks at it: what stands there at every size, gaps, target, the start."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.assessment.beginning import begin
from parself.desk.desk import Desk
from parself.rubric.peers import FigureStatus, Standing, Standings
from parself.standing.league import PlaceRange
from parself.view.on_ladder import Folded, OnLadder, Stand, on_ladder, seen

LAW = settings(max_examples=150, deadline=None)
INDEXES = st.decimals(40, 100, places=2)
PEERS = st.lists(INDEXES, min_size=1, max_size=126)
LEAST: Final = 8
"""Lines that the least takes: five units, and what is folded between and below them."""


def table(peers: list[Decimal | None], status: FigureStatus = FigureStatus.OFFICIAL) -> Standings:
    units = [Standing(f"unit-{number}", status, index) for number, index in enumerate(peers)]
    return Standings("bang", "cac-don-vi", 2022, units=(Standing("ours"), *units))


def look(peers: list[Decimal], ours: Decimal | None, goal: int = 1) -> OnLadder:
    return seen(table([*peers]), "ours", ours, min(goal, len(peers)))


@given(PEERS, INDEXES, st.integers(1, 127), st.integers(0, 60))
@LAW
def test_first_place_ours_both_neighbours_and_the_target_stand_there_at_every_size(
    peers: list[Decimal], ours: Decimal, goal: int, room: int
) -> None:
    found = look(peers, ours, goal)
    shown = found.within(room)
    stands = [one for one in shown if isinstance(one, Stand)]
    here = found.ours
    always = {0, here - 1, here, here + 1} | ({found.target} - {None})
    codes = {one.code for at, one in enumerate(found.stands) if at in always}
    assert codes <= {one.code for one in stands}


@given(PEERS, INDEXES, st.integers(1, 127), st.integers(LEAST, 60))
@LAW
def test_no_more_lines_are_shown_than_there_is_room_for_and_no_room_is_wasted(
    peers: list[Decimal], ours: Decimal, goal: int, room: int
) -> None:
    found = look(peers, ours, goal)
    shown = found.within(room)
    assert len(shown) <= room
    # Unfolding one more unit can take no more than one line.
    assert len(shown) == len(found.stands) or len(shown) >= room - 1


@given(PEERS, INDEXES, st.integers(1, 127), st.integers(0, 60))
@LAW
def test_every_unit_stands_there_or_is_folded_once_and_in_order(
    peers: list[Decimal], ours: Decimal, goal: int, room: int
) -> None:
    found = look(peers, ours, goal)
    told: list[Stand] = []
    for one in found.within(room):
        told += one.stands if isinstance(one, Folded) else [one]
    assert tuple(told) == found.stands


@given(PEERS, INDEXES, st.integers(1, 127))
@LAW
def test_gaps_add_up(peers: list[Decimal], ours: Decimal, goal: int) -> None:
    stands = look(peers, ours, goal).stands
    for above, below in pairwise(stands):
        indexes = above.rung.index, below.rung.index
        assert indexes[0] is not None
        assert indexes[1] is not None
        between = (above.gap or Decimal(0)) - (below.gap or Decimal(0))
        assert between == indexes[0] - indexes[1] >= 0


@given(PEERS, INDEXES, st.integers(1, 127))
@LAW
def test_with_what_is_missing_the_place_aimed_at_is_reached_and_with_less_it_is_not(
    peers: list[Decimal], ours: Decimal, goal: int
) -> None:
    found = look(peers, ours, goal)
    assert found.missing is not None
    enough = ours + found.missing
    for index, reaches in ((enough, True), (enough - Decimal("0.01"), False)):
        place = look(peers, index).stands[look(peers, index).ours].rung.places
        assert place is not None
        assert (place.best <= found.goal) is reaches or index < 0
    if found.target is not None:
        assert found.stands[found.target].gap == found.missing


def test_equal_indexes_share_a_place_and_ours_stands_first_among_them() -> None:
    found = look([Decimal(90), Decimal(80), Decimal(80), Decimal(70)], Decimal(80))
    places = [one.rung.places and one.rung.places.exact for one in found.stands]
    assert places == [1, 2, 2, 2, 5]
    assert found.ours == 1


def test_unknown_units_make_places_ranges_and_are_counted() -> None:
    found = seen(table([Decimal(90), None, None]), "ours", Decimal(80), 1)
    assert found.stands[found.ours].rung.places == PlaceRange(2, 4)
    assert found.stands[found.ours].rung.standing.code == "ours"
    assert found.ladder.unknown == 2
    # No index is sure to bring the first place.
    assert (found.target, found.missing) == (None, None)


def test_while_ours_is_not_known_nobody_stands_at_a_distance() -> None:
    found = look([Decimal(90), Decimal(80)], None, 2)
    assert found.ours == 2
    assert [one.gap for one in found.stands] == [None, None, None]
    assert found.missing is None


@pytest.mark.parametrize(
    ("statuses", "invented", "published"),
    [
        ([FigureStatus.OFFICIAL] * 2, False, True),
        ([FigureStatus.ILLUSTRATIVE] * 2, True, False),
        ([FigureStatus.OFFICIAL, FigureStatus.DECLARED], False, False),
    ],
)
def test_it_is_known_whether_figures_are_published(
    statuses: list[FigureStatus], invented: bool, published: bool
) -> None:
    units = [Standing(f"unit-{at}", one, Decimal(80 + at)) for at, one in enumerate(statuses)]
    found = seen(Standings("bang", "r", 2022, units=tuple(units)), "ours", Decimal(81), 1)
    assert (found.is_invented, found.is_published) == (invented, published)


def test_the_ring_stands_where_the_sitting_began_and_what_is_passed_is_marked(
    tmp_path: Path,
) -> None:
    desk = Desk(begin(tmp_path / "van-quan", "mau-ngan", "van-quan"))
    before = desk.view.scores.projected.index
    desk.enter("2.2.1", {"part": 100, "whole": 100})
    found = on_ladder(desk.view, desk.began, desk.change.passed)
    assert found is not None
    after = desk.view.scores.projected.index
    assert found.began == before
    assert found.risen == (None if before is None or after is None else after - before)
    assert {one.code for one in found.stands if one.is_passed} == desk.change.passed
