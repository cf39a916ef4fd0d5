"""Classes with conditions: hand-worked cases, and that a condition only ever keeps units out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parself.rubric.model import ResultBand
from parself.scoring.classes import Classed, Held, classed
from parself.values import evolve

GOOD = ResultBand("Tốt", Decimal(90), not_with_zero=True, not_with=("T1", "T2"))
FAIR = ResultBand("Khá", Decimal(80), not_with=("T2",))
LOW = ResultBand("Yếu", Decimal(0))
BANDS = (GOOD, FAIR, LOW)


@pytest.mark.parametrize(
    ("index", "zero", "penalties", "label", "held"),
    [
        ("90", (), (), "Tốt", ()),
        ("89.99", (), (), "Khá", ()),
        ("95", ("1.1",), (), "Khá", (Held("Tốt", ("1.1",)),)),
        ("95", (), ("T1",), "Khá", (Held("Tốt", (), ("T1",)),)),
        ("95", ("1.1", "2"), ("T1",), "Khá", (Held("Tốt", ("1.1", "2"), ("T1",)),)),
        ("95", (), ("T2",), "Yếu", (Held("Tốt", (), ("T2",)), Held("Khá", (), ("T2",)))),
        ("85", ("1.1",), ("T1",), "Khá", ()),
        ("10", ("1.1",), ("T1", "T2"), "Yếu", ()),
        (None, ("1.1",), (), "", ()),
    ],
)
def test_the_best_class_is_given_of_which_the_conditions_hold(
    index: str | None,
    zero: tuple[str, ...],
    penalties: tuple[str, ...],
    label: str,
    held: tuple[Held, ...],
) -> None:
    reached = None if index is None else Decimal(index)
    assert classed(BANDS, reached, zero, penalties) == Classed(label, held)


EXCELLENT = ResultBand("Xuất sắc", Decimal(95), not_with_zero=True, not_with=("KT", "CC"))
WELL = ResultBand("Tốt", Decimal(85), not_with_zero=True, not_with=("CC",))
DONE = ResultBand("Hoàn thành", Decimal(75))
NOT_DONE = ResultBand("Không hoàn thành", Decimal(0))


@pytest.mark.parametrize(
    ("index", "zero", "penalties", "label"),
    [
        ("97", (), (), "Xuất sắc"),
        ("97", (), ("KT",), "Tốt"),
        ("97", (), ("CC",), "Hoàn thành"),
        ("97", ("1.1",), (), "Hoàn thành"),
        ("80", (), ("CC",), "Hoàn thành"),
        ("74.99", (), ("CC",), "Không hoàn thành"),
    ],
)
def test_a_reprimand_caps_at_good_and_a_warning_at_done(
    index: str, zero: tuple[str, ...], penalties: tuple[str, ...], label: str
) -> None:
    bands = (EXCELLENT, WELL, DONE, NOT_DONE)
    assert classed(bands, Decimal(index), zero, penalties).label == label


@given(
    st.decimals(0, 100, places=2),
    st.lists(st.sampled_from(["1.1", "2.1"]), unique=True),
    st.lists(st.sampled_from(["T1", "T2", "T3"]), unique=True),
)
def test_without_conditions_it_is_the_first_of_those_held_else_the_same(
    index: Decimal, zero: list[str], penalties: list[str]
) -> None:
    found = classed(BANDS, index, zero, penalties)
    free = [evolve(one, not_with_zero=False, not_with=()) for one in BANDS]
    assert (
        classed(free, index, zero, penalties).label
        == [
            *(one.label for one in found.held),
            found.label,
        ][0]
    )
