from fractions import Fraction

import pytest

from parself.workshop.moving import Moved, movement
from workshop.samples import room


def test_all_moving_to_one_wrong_answer_is_seen() -> None:
    moved = movement(room("234", key="2"), room("444", key="2"))
    assert moved.moved is Moved.TO_WRONG
    assert moved.to_key is not None and moved.to_key.change > 0
    assert moved.to_each_other is not None and moved.to_each_other.change < 0
    assert moved.to_wrong == ("0",)


def test_a_row_that_moves_to_a_wrong_answer_is_named_though_the_room_comes_nearer() -> None:
    before, after = room("234", "04444", key="24"), room("444", "44444", key="24")
    moved = movement(before, after)
    assert moved.moved is Moved.TO_KEY
    assert moved.to_wrong == ("0",)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("432", "222", Moved.TO_KEY),
        ("444", "234", Moved.APART),
        ("222", "234", Moved.AWAY),
        ("234", "234", Moved.STILL),
        ("234", "4??", None),
    ],
)
def test_before_and_after_are_two_figures(before: str, after: str, moved: Moved | None) -> None:
    assert movement(room(before, key="2"), room(after, key="2")).moved is moved


def test_before_and_after_count_only_what_was_answered_in_both() -> None:
    moved = movement(room("24.", "4?1", key="22"), room("2.4", "24?", key="22"))
    assert (moved.groups, moved.rows) == (1, 2)
    assert moved.to_key is not None
    assert (moved.to_key.before, moved.to_key.after) == (Fraction(1, 4), Fraction(0))
    assert moved.to_each_other is None
