"""What is kept of a unit's hand-ins: the same in every order, and twice is once."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from parself.province.record import Received, UnitRecord

# The number and the content of a hand-in; no content comes under two numbers.
contents = st.tuples(st.integers(1, 3), st.sampled_from("xyz")).map(
    lambda one: Received(one[0], f"{one[0]}{one[1]}", "", "", Decimal(0), Decimal(0))
)


def kept(them: Sequence[Received]) -> UnitRecord:
    record = UnitRecord("a", ())
    for one in them:
        record = record.with_received(one)
    return record


@given(st.lists(contents, max_size=8).flatmap(lambda b: st.tuples(st.just(b), st.permutations(b))))
def test_the_order_in_which_hand_ins_come_decides_nothing(
    orders: tuple[Sequence[Received], Sequence[Received]],
) -> None:
    given_order, other_order = orders
    assert kept(given_order) == kept(other_order)


@given(st.lists(contents, max_size=6), contents)
def test_the_same_hand_in_twice_changes_nothing(before: list[Received], one: Received) -> None:
    assert kept([*before, one, one]) == kept([*before, one])


@given(st.lists(contents, min_size=1, max_size=8))
def test_the_highest_number_counts_unless_its_contents_differ(them: list[Received]) -> None:
    highest = max(one.sequence for one in them)
    found = {one.digest for one in them if one.sequence == highest}
    counts = kept(them).counting(None)
    assert (counts.digest if counts else None) == (found.pop() if len(found) == 1 else None)
