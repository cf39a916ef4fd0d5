"""The cheapest way, against trying out every combination."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parself.standing.path import STEP, Option, cheapest, least_gain

Rows = list[list[Option[str]]]


def brute(rows: Rows, needed: Decimal) -> tuple[str, ...] | None:
    """Try everything: least cost, then fewest rows, then the earlier rows."""
    best: tuple[tuple[int, int, tuple[int, ...]], tuple[str, ...]] | None = None
    for chosen in product(*([None, *options] for options in rows)):
        places = [number for number, option in enumerate(chosen) if option is not None]
        taken = [option for option in chosen if option is not None]
        if sum((option.gain for option in taken), Decimal(0)) < needed:
            continue
        key = (sum(o.cost for o in taken), len(taken), tuple(places))
        if best is None or key < best[0]:
            best = key, tuple(option.step for option in taken)
    return None if best is None else best[1]


gains = st.integers(1, 40).map(lambda n: n * Decimal("0.25"))


@st.composite
def rows(draw: st.DrawFn) -> Rows:
    """Rows with rungs that rise, each dearer than the one below."""
    found: Rows = []
    for number in range(draw(st.integers(0, 6))):
        effort = draw(st.integers(1, 5))
        steps = sorted(set(draw(st.lists(gains, max_size=3))))
        found.append(
            [
                Option(gain, effort * rung, f"{number}:{rung}")
                for rung, gain in enumerate(steps, start=1)
            ]
        )
    return found


def row_of(step: str) -> int:
    return int(step.partition(":")[0])


def cost_of(given: Rows, steps: tuple[str, ...]) -> tuple[int, int, tuple[int, ...]]:
    known = {option.step: option for options in given for option in options}
    taken = [known[step] for step in steps]
    return sum(o.cost for o in taken), len(taken), tuple(map(row_of, steps))


@given(rows(), gains)
def test_the_way_is_as_cheap_as_the_best_of_all_combinations(given: Rows, needed: Decimal) -> None:
    """No set of rungs that gains enough costs less, has fewer rows, or earlier ones."""
    found, best = cheapest(given, needed), brute(given, needed)
    if best is None or found is None:
        assert found == best
    else:
        assert cost_of(given, found) == cost_of(given, best)


@given(rows(), gains)
def test_the_way_gains_what_is_needed_and_climbs_no_row_twice(given: Rows, needed: Decimal) -> None:
    found = cheapest(given, needed)
    if found is not None:
        known = {option.step: option for options in given for option in options}
        assert sum(known[step].gain for step in found) >= needed
        assert len(set(map(row_of, found))) == len(found)


def test_where_nothing_is_needed_nothing_is_done() -> None:
    assert cheapest([[Option(Decimal(1), 1, "a")]], Decimal(0)) == ()


def test_what_cannot_be_reached_has_no_way() -> None:
    assert cheapest([[Option(Decimal(1), 1, "a")]], Decimal(2)) is None


def test_ties_go_to_fewer_rows_and_then_to_the_earlier_row() -> None:
    two, one = [Option(Decimal(1), 1, "a")], [Option(Decimal(1), 1, "b")]
    both = [Option(Decimal(2), 2, "c")]
    assert cheapest([two, one, both], Decimal(2)) == ("c",)
    assert cheapest([two, one], Decimal(1)) == ("a",)


def option(gain: str, cost: int, step: str) -> Option[str]:
    return Option(Decimal(gain), cost, step)


def test_a_hundredth_short_of_what_is_needed_is_not_enough() -> None:
    rows = [[option("0.99", 1, "a")], [option("1.00", 5, "b")]]
    assert cheapest(rows, Decimal("1.00")) == ("b",)


def test_a_single_step_is_something_to_be_done() -> None:
    assert cheapest([[option("0.0001", 1, "a")]], STEP) == ("a",)


def test_without_rows_nothing_is_done_where_nothing_is_needed() -> None:
    assert cheapest([], Decimal(0)) == ()
    assert cheapest([], STEP) is None


def test_a_part_of_a_step_that_is_needed_counts_as_a_whole_one() -> None:
    assert cheapest([[option("0.01", 1, "a")]], Decimal("0.00995")) == ("a",)


def test_of_two_ways_through_the_same_rows_at_one_cost_the_one_that_gains_more_is_taken() -> None:
    """5 is needed: the second step of b gains 2 + 4, the second of a only 3 + 2."""
    a = [option("2", 1, "a1"), option("3", 2, "a2")]
    b = [option("2", 1, "b1"), option("4", 2, "b2")]
    assert cheapest([a, b], Decimal(5)) == ("a1", "b2")


@pytest.mark.parametrize("at", ["0", "0.01", "3.27", "99.99", "100"])
def test_the_least_gain_is_found_to_the_step(at: str) -> None:
    found = least_gain(lambda gain: gain >= Decimal(at), Decimal(100))
    assert found == Decimal(at)
    assert least_gain(lambda gain: False, Decimal(100)) is None


def test_what_is_reached_only_beyond_the_most_is_never_reached() -> None:
    assert least_gain(lambda gain: gain > 100, Decimal(100)) is None
