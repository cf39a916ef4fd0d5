from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parself.workshop.agreement import (
    Alpha,
    Given,
    RowKey,
    Together,
    agreement,
    alpha_of,
)
from parself.workshop.moving import movement
from workshop.samples import room

# Published: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section on
# any number of observers with missing data; a dot is a missing value.
CANONICAL = ("12332141 2...", "123322412 5.3", ".33323422 51.", "123324412 51.")
# Published: the example of the article on Krippendorff's alpha in Wikipedia.
THREE_CODERS = (".....341211 33.3", "1.21334 3.......", "..21344.211 33.4")


def units(observers: tuple[str, ...]) -> list[list[Fraction]]:
    """The values of each unit, of observers written as one character a unit."""
    told = [one.replace(" ", "") for one in observers]
    return [[Fraction(v) for v in unit if v != "."] for unit in zip(*told, strict=True)]


def by_coincidences(rows: list[list[Fraction]]) -> Fraction | None:
    """Krippendorff's alpha for intervals by its definition: a matrix of coincidences."""
    matrix: dict[tuple[Fraction, Fraction], Fraction] = {}
    for row in (one for one in rows if len(one) > 1):
        for (i, a), (j, b) in product(enumerate(row), repeat=2):
            if i != j:
                matrix[a, b] = matrix.get((a, b), Fraction(0)) + Fraction(1, len(row) - 1)
    margins: dict[Fraction, Fraction] = {}
    for (a, _b), count in matrix.items():
        margins[a] = margins.get(a, Fraction(0)) + count
    total = sum(margins.values())
    observed = sum(count * (a - b) ** 2 for (a, b), count in matrix.items())
    expected = sum(margins[a] * margins[b] * (a - b) ** 2 for a in margins for b in margins)
    return None if not expected else 1 - (total - 1) * observed / expected


def test_alpha_of_the_canonical_example_is_the_published_one() -> None:
    alpha = alpha_of(units(CANONICAL))
    assert alpha == Fraction(951, 1120)
    assert round(float(alpha), 3) == 0.849


def test_alpha_of_three_coders_is_the_published_one() -> None:
    alpha = alpha_of(units(THREE_CODERS))
    assert alpha is not None and round(float(alpha), 3) == 0.811


some_values = st.fractions(0, 1, max_denominator=20)
some_rows = st.lists(st.lists(some_values, max_size=6), max_size=8)


@given(some_rows)
def test_alpha_is_that_of_a_matrix_of_coincidences(rows: list[list[Fraction]]) -> None:
    assert alpha_of(rows) == by_coincidences(rows)


@given(some_rows, st.randoms(use_true_random=False))
def test_order_of_rows_and_groups_changes_nothing(rows, random) -> None:  # type: ignore[no-untyped-def]
    mixed = [random.sample(row, len(row)) for row in random.sample(rows, len(rows))]
    assert alpha_of(mixed) == alpha_of(rows)


@given(some_rows, st.fractions(1, 9), st.fractions(-5, 5))
def test_alpha_does_not_depend_on_the_unit_of_measure(
    rows: list[list[Fraction]], by: Fraction, shift: Fraction
) -> None:
    assert alpha_of([[one * by + shift for one in row] for row in rows]) == alpha_of(rows)


@given(st.lists(some_values, min_size=1, max_size=8), st.integers(2, 6))
def test_rows_on_which_all_agree_give_one_or_nothing_to_compare(
    values: list[Fraction], groups: int
) -> None:
    alpha = alpha_of([[one] * groups for one in values])
    assert alpha == (None if len(set(values)) == 1 else 1)


@given(some_rows)
def test_alpha_is_never_above_one(rows: list[list[Fraction]]) -> None:
    alpha = alpha_of(rows)
    assert alpha is None or alpha <= 1


@given(st.lists(some_values, min_size=2, max_size=9))
def test_alpha_of_a_single_row_says_nothing(row: list[Fraction]) -> None:
    assert alpha_of([row]) in {None, Fraction(0)}


@given(st.lists(st.integers(0, 4), min_size=2, max_size=9))
def test_closeness_lies_between_a_split_room_and_a_room_of_one_mind(row: list[int]) -> None:
    result = room("".join(map(str, row))).rows[0]
    assert result.closeness is not None and 0 <= result.closeness <= 1
    assert (result.closeness == 1) == (len(set(row)) == 1) == (result.together is Together.SAME)


@pytest.mark.parametrize(
    ("row", "closeness", "word"),
    [
        ("2222", Fraction(1), Together.SAME),
        ("4400", Fraction(0), Together.SPLIT),
        ("44400", Fraction(0), Together.SPLIT),
        ("3232", Fraction(15, 16), Together.NEAR),
        ("4422", Fraction(3, 4), Together.APART),
        ("4000", Fraction(1, 4), Together.SPLIT),
    ],
)
def test_closeness_in_hand_worked_rooms(row: str, closeness: Fraction, word: Together) -> None:
    result = room(row).rows[0]
    assert (result.closeness, result.together) == (closeness, word)


def test_a_row_with_one_answer_has_no_gap_and_no_word() -> None:
    result = room("3?.").rows[0]
    assert (result.gap, result.closeness, result.together) == (None, None, None)
    assert (result.unknown, result.blank) == (("g1",), ("g2",))


def test_the_gap_is_the_mean_over_pairs_in_points_and_of_the_maximum() -> None:
    result = room("420").rows[0]
    assert (result.gap, result.gap_share) == (Fraction(8, 3), Fraction(2, 3))


def test_what_divides_the_room_most_comes_first_and_too_few_answers_last() -> None:
    result = room("22", "4.", "40", "43")
    assert [one.key.row for one in result.dividing] == ["2", "3", "0", "1"]


def test_the_strip_tells_who_gave_what_the_highest_first() -> None:
    assert room("0404").rows[0].strip == (
        (Decimal(4), ("g1", "g3")),
        (Decimal(0), ("g0", "g2")),
    )


def test_an_answer_is_right_at_any_accepted_points_and_within_the_tolerance() -> None:
    key = RowKey("r", Decimal(4), (Decimal(1), Decimal(3)), Decimal("0.1"))
    off = {one: key.off(Decimal(one)) for one in ("1", "3.1", "2.9", "3.2", "1.5", "0")}
    assert off == {
        "1": 0,
        "3.1": 0,
        "2.9": 0,
        "3.2": Fraction(1, 5),
        "1.5": Fraction(1, 2),
        "0": -1,
    }


def test_a_group_that_errs_both_ways_has_no_lean_and_still_a_distance() -> None:
    group = room("4", "0", key="22").groups[0]
    assert (group.lean, group.distance) == (Fraction(0), Fraction(2))
    assert group.distance_share == Fraction(1, 2)
    assert (group.right, group.answered) == (0, 2)


def test_not_knowing_is_counted_beside_and_earns_nothing() -> None:
    result = room("2?", "2?", key="22")
    assert [one.unknown for one in result.groups] == [0, 2]
    assert result.groups[1].lean is None
    assert (result.room.answers, result.room.right) == (2, 2)
    assert result.room.right_share == Fraction(1)


def test_groups_are_counted_in_each_trap() -> None:
    key = RowKey("r", Decimal(1), (Decimal("0.5"),), traps=("31,03%", "twice"))
    given_: Mapping[str, Given] = {"a": Decimal("1.00"), "b": Decimal("0.5"), "c": Decimal(1)}
    mistakes = {"r": {"a": "31,03%", "c": "31,03%"}}
    found = agreement([key], list(given_), {"r": given_}, mistakes).rows[0].trapped
    assert found == {"31,03%": ("a", "c"), "twice": ()}


@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=6))
def test_without_the_key_nothing_is_measured_by_it_and_the_rest_stays(
    rows: list[list[int]],
) -> None:
    whole = room(*["".join(map(str, row)) for row in rows], key="2" * len(rows))
    answers = {one.key.row: one.points for one in whole.rows}
    hidden = agreement([one.key.withheld for one in whole.rows], ["g0", "g1", "g2"], answers)
    assert not any(one.right or one.trapped for one in hidden.rows)
    assert {(one.right, one.lean, one.distance) for one in hidden.groups} == {(0, None, None)}
    assert (hidden.room.right, hidden.room.distance) == (0, None)
    assert [one.gap for one in hidden.rows] == [one.gap for one in whole.rows]
    assert hidden.room.alpha == whole.room.alpha
    assert movement(hidden, hidden).to_key is None


def test_alpha_is_told_from_three_groups_and_five_rows_on() -> None:
    assert room("12", "23", "34", "12", "31").room.told is Alpha.FEW_GROUPS
    assert room("123", "234", "343", "122").room.told is Alpha.FEW_ROWS
    assert room("123", "234", "343", "122", "3..").room.told is Alpha.FEW_ROWS
    assert room("222", "222", "222", "222", "222").room.told is Alpha.ALL_ALIKE
    told = room("222", "333", "111", "444", "000").room
    assert (told.alpha, told.told) == (Fraction(1), Alpha.RELIABLE)


def test_the_row_that_moves_alpha_most_is_the_one_on_which_the_room_splits() -> None:
    found = room("000", "111", "222", "333", "444", "400").room
    assert (found.mover, found.without) == ("5", Fraction(1))
    assert found.alpha is not None and found.alpha < 1
    assert found.told is Alpha.LOW
