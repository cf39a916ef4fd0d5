"""The projected place and its probabilities, against hand work and against all outcomes."""

import math
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.rubric.peers import FigureStatus, Standing, Standings
from parself.standing.league import PlaceRange, place
from parself.standing.projection import Projection, project, spread

LAW = settings(max_examples=100, deadline=None)
INDEXES = st.decimals(0, 100, places=2)
PEERS = st.lists(INDEXES, max_size=8)
OFFICIAL = FigureStatus.OFFICIAL
SPREADS = st.decimals(0, 20, places=2)


def d(text: str) -> Decimal:
    return Decimal(text)


def standings(*units: Standing, declared: Decimal | None = None) -> Standings:
    return Standings("bang-2022", "cac-don-vi", 2022, units=units, spread=declared)


def table(*peers: Decimal | None, declared: Decimal | None = Decimal(4)) -> Standings:
    units = [Standing(f"unit-{number}", index=index) for number, index in enumerate(peers)]
    return standings(Standing("ours", index=d("78.50")), *units, declared=declared)


def at(league: Standings, index: Decimal | None) -> Projection:
    """Project with floor, ceiling and projected index all the same."""
    return project(league, "ours", floor=index, ceiling=index, projected=index)


def phi(z: float) -> float:
    """Φ in its textbook form."""
    return (1 + math.erf(z / math.sqrt(2))) / 2


def chances_by_enumeration(chances: list[float]) -> list[float]:
    """Go through all 2^n outcomes and add up those with the same number of peers above."""
    sums = [0.0] * (len(chances) + 1)
    for outcome in product([False, True], repeat=len(chances)):
        happens = zip(outcome, chances, strict=True)
        sums[sum(outcome)] += math.prod(p if above else 1 - p for above, p in happens)
    return sums


# --- spread


def moved(*pairs: tuple[str | None, str | None], declared: Decimal | None = None) -> Standings:
    def known(text: str | None) -> Decimal | None:
        return None if text is None else d(text)

    units = [
        Standing(f"unit-{number}", index=known(now), previous_index=known(before))
        for number, (before, now) in enumerate(pairs)
    ]
    return standings(*units, declared=declared)


def test_the_spread_is_the_root_mean_square_of_the_changes() -> None:
    # (1² + 5² + 5² + 7²) ÷ 4 = 25
    table_of_four = moved(("80", "81"), ("80", "75"), ("70", "75"), ("60", "67"))
    assert spread(table_of_four) == 5


def test_two_pairs_are_too_few_and_the_declared_spread_is_taken() -> None:
    two = (("80", "81"), ("80", "75"), (None, "70"), ("70", None))
    assert spread(moved(*two, declared=d("3.5"))) == d("3.5")
    assert spread(moved(*two)) is None


def test_three_pairs_outweigh_a_declared_spread() -> None:
    three = (("80", "82"), ("80", "78"), ("70", "72"))
    assert spread(moved(*three, declared=d("9"))) == 2


def test_units_that_did_not_move_have_spread_zero() -> None:
    assert spread(moved(*[("80", "80")] * 3)) == 0


# --- places


def test_our_own_published_figure_is_not_among_our_peers() -> None:
    found = at(table(d("90"), d("70")), d("75"))
    assert (found.of, found.projected) == (3, 2)


def test_a_unit_that_the_standings_do_not_hold_counts_as_one_more() -> None:
    league = table(d("90"), d("70"))
    found = project(league, "new", floor=d("1"), ceiling=d("99"), projected=d("75"))
    assert (found.of, found.best, found.projected, found.worst) == (4, 1, 3, 4)


def test_floor_and_ceiling_give_the_range_and_the_projected_index_the_place() -> None:
    league = table(d("90"), d("85"), d("80"), d("75"))
    found = project(league, "ours", floor=d("70"), ceiling=d("86"), projected=d("80"))
    assert (found.best, found.projected, found.worst) == (2, 3, 5)


def test_one_unknown_peer_leaves_a_wider_range_and_no_place_and_no_probabilities() -> None:
    found = at(table(d("90"), None, d("70")), d("80"))
    assert (found.of, found.best, found.worst) == (4, 2, 3)
    assert found.projected is None
    assert found.probabilities is None
    assert found.chance_of(2) is None


# --- what a published place says of units that are not known


@st.composite
def published(draw: st.DrawFn) -> tuple[Standings, dict[str, Decimal]]:
    """A whole table with its places, of which only some figures were published; and all of it."""
    indexes = draw(st.lists(st.integers(0, 6), min_size=1, max_size=5))
    whole = {f"u{number}": Decimal(index) for number, index in enumerate(indexes)}
    told = draw(st.sets(st.sampled_from([*whole])))
    units = [
        Standing(code, OFFICIAL, index, place(index, [*whole.values()]))
        if code in told
        else Standing(code)
        for code, index in whole.items()
    ]
    return standings(*units), whole


def expected(told: Standings, ours: Decimal) -> PlaceRange:
    found = project(told, "u0", floor=ours, ceiling=ours, projected=ours).expected
    assert found is not None
    return found


@LAW
@given(published(), st.integers(0, 12))
def test_whatever_the_others_had_our_place_lies_where_the_range_says(
    case: tuple[Standings, dict[str, Decimal]], halves: int
) -> None:
    told, whole = case
    others = [index for code, index in whole.items() if code != "u0"]
    ours = Decimal(halves) / 2
    assert expected(told, ours).best <= place(ours, others) <= expected(told, ours).worst


@LAW
@given(published(), st.integers(0, 12))
def test_the_range_is_as_narrow_as_the_published_places_allow(
    case: tuple[Standings, dict[str, Decimal]], halves: int
) -> None:
    """Against every table that fits what was published: the best and the worst place occur."""
    told, _whole = case
    ours = Decimal(halves) / 2
    possible = [
        place(ours, [index for code, index in whole.items() if code != "u0"])
        for whole in tables_that_fit(told)
    ]
    assert expected(told, ours) == PlaceRange(min(possible), max(possible))


def tables_that_fit(told: Standings) -> Iterator[dict[str, Decimal]]:
    """Go through all figures that the units without one could have had, in steps of a quarter."""
    named = {unit.code: unit for unit in told.units if unit.index is not None}
    hidden = [unit.code for unit in told.units if unit.index is None]
    cuts = sorted({unit.index for unit in named.values() if unit.index is not None})
    steps = [d("-1"), *(x for cut in cuts for x in (cut, cut + d("0.1"), cut + d("0.6"))), d("99")]
    known = {code: unit.index for code, unit in named.items() if unit.index is not None}
    for chosen in product(steps, repeat=len(hidden)):
        whole = {**known, **dict(zip(hidden, chosen, strict=True))}
        if all(_fits(unit, whole) for unit in named.values()):
            yield whole


def _fits(unit: Standing, whole: dict[str, Decimal]) -> bool:
    """Whether a place fits; units that print one figure may be ranked one after the other."""
    above = sum(index > whole[unit.code] for index in whole.values())
    beside = sum(index == whole[unit.code] for index in whole.values())
    return unit.rank is not None and above < unit.rank <= above + beside


def test_a_figure_that_is_not_official_says_nothing_of_units_that_are_not_known() -> None:
    told = Standing("u0", FigureStatus.ILLUSTRATIVE, d("80"), 2)
    found = project(standings(told, Standing("u1"), Standing("u2")), "u0",
                    floor=d("90"), ceiling=d("90"), projected=d("90"))  # fmt: skip
    assert found.expected == PlaceRange(1, 3)
    assert found.projected is None


def test_without_a_projected_index_there_is_a_range_but_no_place() -> None:
    league = table(d("90"), d("70"))
    found = project(league, "ours", floor=d("60"), ceiling=d("95"), projected=None)
    assert (found.best, found.worst) == (1, 3)
    assert (found.projected, found.probabilities) == (None, None)


def test_an_index_of_nothing_applicable_may_end_anywhere() -> None:
    found = at(table(d("90"), d("70")), None)
    assert (found.best, found.worst, found.projected) == (1, 3, None)


def test_without_a_spread_there_is_a_place_but_no_probabilities() -> None:
    found = at(table(d("90"), declared=None), d("80"))
    assert (found.projected, found.spread, found.probabilities) == (2, None, None)


def test_a_unit_alone_is_first_for_certain() -> None:
    found = at(table(), d("0"))
    assert (found.of, found.projected, found.probabilities) == (1, 1, (Decimal(1),))


@LAW
@given(st.lists(INDEXES, min_size=3, max_size=3), PEERS)
def test_the_projected_place_lies_within_the_range(
    indexes: list[Decimal], peers: list[Decimal]
) -> None:
    floor, projected, ceiling = sorted(indexes)
    found = project(table(*peers), "ours", floor=floor, ceiling=ceiling, projected=projected)
    assert found.projected is not None
    assert found.best <= found.projected <= found.worst


# --- probabilities


def test_two_peers_by_hand() -> None:
    """p₁ = Φ((82,005 − 80 − 0,005) ÷ 4) = Φ(0,5) = 0,691462; p₂ = Φ(−1) = 0,158655.

    First: (1 − p₁)(1 − p₂) = 0,259587. Third: p₁p₂ = 0,109704. Second: the rest, 0,630709.
    """
    found = at(table(d("82.005"), d("76.005")), d("80"))
    assert found.probabilities == (d("0.2596"), d("0.6307"), d("0.1097"))


def test_a_peer_that_is_exactly_half_a_step_above_is_above_in_half_of_the_cases() -> None:
    found = at(table(d("80.005"), declared=d("3")), d("80"))
    assert found.probabilities == (d("0.5"), d("0.5"))


def test_a_peer_with_our_index_is_a_little_less_likely_above_than_below() -> None:
    # Equal figures share the better place: Φ(−0,005 ÷ 0,01) = Φ(−0,5) = 0,308538.
    found = at(table(d("80"), declared=d("0.01")), d("80"))
    assert found.probabilities == (d("0.6915"), d("0.3085"))


@pytest.mark.parametrize(
    ("peer", "chance_of_first"),
    [("79.99", 1), ("80.00", 1), ("80.004", 1), ("80.005", 0), ("80.01", 0)],
)
def test_with_spread_zero_a_peer_is_above_from_half_a_step_on(
    peer: str, chance_of_first: int
) -> None:
    found = at(table(d(peer), declared=d("0")), d("80"))
    assert found.probabilities is not None
    assert found.probabilities[0] == chance_of_first


def test_a_peer_far_away_in_spreads_is_certain() -> None:
    found = at(table(d("100"), d("0"), declared=d("0.01")), d("50"))
    assert found.probabilities == (d("0"), d("1"), d("0"))


def test_rounded_figures_sum_to_one_where_rounding_each_alone_would_not() -> None:
    # Four coins: 1, 4, 6, 4, 1 sixteenths = 0,0625 0,25 0,375 …; five give 0,03125 → 0,0313.
    found = at(table(*[d("80.005")] * 5), d("80"))
    assert found.probabilities == tuple(
        map(Decimal, ["0.0313", "0.1562", "0.3125", "0.3125", "0.1563", "0.0312"])
    )
    assert sum(found.probabilities) == 1


def test_the_chance_of_a_goal_is_that_place_or_a_better_one() -> None:
    found = at(table(d("82.005"), d("76.005")), d("80"))
    goals = [found.chance_of(goal) for goal in (-1, 0, 1, 2, 3, 9)]
    assert goals == [0, 0, d("0.2596"), d("0.8903"), 1, 1]


def test_every_figure_is_written_in_ten_thousandths() -> None:
    found = at(table(d("90"), d("80"), d("70")), d("75"))
    assert found.probabilities is not None
    shown = [*found.probabilities, found.chance_of(0), found.chance_of(2)]
    assert {len(str(figure)) for figure in shown} == {len("0.0000")}


@LAW
@given(INDEXES, PEERS, st.decimals("0.01", 20, places=2))
def test_the_probabilities_are_those_of_all_outcomes_gone_through_one_by_one(
    ours: Decimal, peers: list[Decimal], declared: Decimal
) -> None:
    found = at(table(*peers, declared=declared), ours)
    above = [phi((float(peer) - float(ours) - 0.005) / float(declared)) for peer in peers]
    expected = chances_by_enumeration(above)
    assert found.probabilities is not None
    for goal, (shown, chance) in enumerate(zip(found.probabilities, expected, strict=True), 1):
        reached = found.chance_of(goal)
        assert reached is not None
        assert abs(float(reached) - sum(expected[:goal])) <= 0.5e-4 + 1e-9
        assert abs(float(shown) - chance) <= 1e-4 + 1e-9


@LAW
@given(INDEXES, st.lists(INDEXES, max_size=60), SPREADS)
def test_probabilities_sum_to_one_and_none_is_negative(
    ours: Decimal, peers: list[Decimal], declared: Decimal
) -> None:
    found = at(table(*peers, declared=declared), ours)
    assert found.probabilities is not None
    assert len(found.probabilities) == found.of
    assert sum(found.probabilities) == 1
    assert min(found.probabilities) >= 0


@LAW
@given(INDEXES, PEERS)
def test_with_spread_zero_all_probability_is_on_the_projected_place(
    ours: Decimal, peers: list[Decimal]
) -> None:
    found = at(table(*peers, declared=d("0")), ours)
    assert found.projected == place(ours, peers)
    assert found.probabilities is not None
    assert found.probabilities[found.projected - 1] == 1


@LAW
@given(INDEXES, INDEXES, PEERS, SPREADS, st.integers(1, 9))
def test_raising_our_index_never_lowers_the_chance_of_a_goal(
    one: Decimal, other: Decimal, peers: list[Decimal], declared: Decimal, goal: int
) -> None:
    league = table(*peers, declared=declared)
    lower, higher = (at(league, index).chance_of(goal) for index in sorted([one, other]))
    assert lower is not None
    assert higher is not None
    assert lower <= higher


@LAW
@given(INDEXES, PEERS, SPREADS, st.randoms(use_true_random=False))
def test_the_order_of_the_peers_does_not_matter(
    ours: Decimal, peers: list[Decimal], declared: Decimal, random: Random
) -> None:
    shuffled = random.sample(peers, len(peers))
    one, other = (at(table(*order, declared=declared), ours) for order in (peers, shuffled))
    for goal in range(1, one.of + 1):
        here, there = one.chance_of(goal), other.chance_of(goal)
        assert here is not None
        assert there is not None
        assert abs(here - there) <= d("0.0001")


def test_a_country_of_705_units_has_probabilities_too() -> None:
    peers = [Decimal(number % 40 + 60) for number in range(704)]
    found = at(table(*peers), d("80"))
    assert found.probabilities is not None
    assert len(found.probabilities) == 705
    assert sum(found.probabilities) == 1
