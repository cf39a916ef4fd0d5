"""Places, ties and the range of places still possible."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.standing.league import Mark, Others, PlaceRange, Ranked, place, place_range, ranking

LAW = settings(max_examples=100, deadline=None)
INDEXES = st.decimals(0, 100, places=2)
PEERS = st.lists(INDEXES, max_size=12)


def d(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("ours", "others", "expected"),
    [
        ("78.50", [], 1),
        ("78.50", ["90", "80", "70"], 3),
        ("78.50", ["78.50", "78.50"], 1),
        ("78.50", ["80", "78.50", "78.50", "70"], 2),
        ("78.50", ["78.51"], 2),
        ("78.5", ["78.50"], 1),
        ("0", ["0", "100"], 2),
    ],
)
def test_a_place_is_one_more_than_the_units_strictly_above(
    ours: str, others: list[str], expected: int
) -> None:
    assert place(d(ours), map(Decimal, others)) == expected


def test_units_with_equal_figures_share_a_place_and_the_next_place_is_skipped() -> None:
    table = {"a": d("80"), "b": d("90"), "c": d("80.00"), "e": d("70"), "f": d("95")}
    assert ranking(table) == (
        Ranked(1, "f", d("95")),
        Ranked(2, "b", d("90")),
        Ranked(3, "a", d("80")),
        Ranked(3, "c", d("80")),
        Ranked(5, "e", d("70")),
    )


def test_tied_units_keep_the_order_in_which_they_were_given() -> None:
    tied = {"z": d("5"), "a": d("5"), "m": d("5")}
    assert [unit.code for unit in ranking(tied)] == ["z", "a", "m"]


def test_no_units_have_no_ranking() -> None:
    assert ranking({}) == ()


@LAW
@given(PEERS)
def test_a_units_rank_in_the_list_is_its_place_among_the_others(indexes: list[Decimal]) -> None:
    table = {str(number): index for number, index in enumerate(indexes)}
    for unit in ranking(table):
        others = [index for code, index in table.items() if code != unit.code]
        assert unit.rank == place(unit.index, others)


@LAW
@given(INDEXES, INDEXES, PEERS)
def test_raising_our_index_never_worsens_the_place(
    one: Decimal, other: Decimal, peers: list[Decimal]
) -> None:
    assert place(max(one, other), peers) <= place(min(one, other), peers)


def test_the_range_runs_from_the_place_of_the_ceiling_to_the_place_of_the_floor() -> None:
    peers = Others((d("90"), d("85"), d("80"), d("75")))
    assert place_range(d("76"), d("86"), peers) == PlaceRange(best=2, worst=4)


def test_an_unknown_peer_is_below_us_at_best_and_above_us_at_worst() -> None:
    peers = Others((d("90"), d("80")), unknown=2)
    assert place_range(d("85"), d("85"), peers) == PlaceRange(best=2, worst=4)


def test_an_unknown_floor_or_ceiling_leaves_its_end_of_the_range_open() -> None:
    peers = Others((d("90"), d("80")))
    assert place_range(None, d("85"), peers) == PlaceRange(best=2, worst=3)
    assert place_range(d("85"), None, peers) == PlaceRange(best=1, worst=2)


FIFTY_FOURTH = Others((), unknown=62, marks=(Mark(d("81.45"), least=53, most=53),))
"""The article's case: 54th of 63 with 81,45 %, and nothing known of any other unit."""


@pytest.mark.parametrize(
    ("ours", "best", "worst"),
    [("100", 1, 54), ("81.46", 1, 54), ("81.45", 1, 54), ("81.44", 54, 63), ("0", 54, 63)],
)
def test_a_published_place_speaks_of_all_units(ours: str, best: int, worst: int) -> None:
    """53 stood above 81,45 and 9 below it, whoever they were."""
    assert FIFTY_FOURTH.places(d(ours)) == PlaceRange(best, worst)


@pytest.mark.parametrize(("goal", "index"), [(53, None), (54, "81.45"), (62, "81.45"), (63, "0")])
def test_a_place_can_be_aimed_at_where_an_index_is_known_for_it(
    goal: int, index: str | None
) -> None:
    assert FIFTY_FOURTH.least_index(goal) == (None if index is None else d(index))


@LAW
@given(PEERS, st.integers(1, 13))
def test_the_index_of_a_goal_reaches_it_and_no_lower_one_does(
    peers: list[Decimal], goal: int
) -> None:
    index = Others(tuple(peers)).least_index(goal)
    assert index is not None
    assert place(index, peers) <= goal
    assert index == 0 or place(index - d("0.01"), peers) > goal


@LAW
@given(INDEXES, INDEXES, st.lists(INDEXES | st.none(), max_size=8), INDEXES, st.data())
def test_the_range_holds_every_place_that_can_come_about(
    one: Decimal,
    other: Decimal,
    peers: list[Decimal | None],
    revealed: Decimal,
    data: st.DataObject,
) -> None:
    floor, ceiling = sorted([one, other])
    ours = data.draw(st.decimals(floor, ceiling, places=2))
    settled = [revealed if peer is None else peer for peer in peers]
    known = tuple(peer for peer in peers if peer is not None)
    reach = place_range(floor, ceiling, Others(known, len(peers) - len(known)))
    assert 1 <= reach.best <= place(ours, settled) <= reach.worst <= 1 + len(peers)
