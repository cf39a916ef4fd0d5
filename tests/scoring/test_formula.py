"""Formulas of points, read as text."""

from decimal import Decimal

import pytest

from parself.rules.formula import rounded


@pytest.mark.parametrize(
    ("step", "formula"),
    [
        ("0.01", "ROUND(ROUND(A1,12),2)"),
        ("0.10", "ROUND(ROUND(A1,12),1)"),
        ("1", "ROUND(ROUND(A1,12),0)"),
        ("10", "ROUND(ROUND(A1,12),-1)"),
    ],
)
def test_a_power_of_ten_is_rounded_to_by_its_decimals(step: str, formula: str) -> None:
    assert rounded("A1", Decimal(step)) == formula


def test_a_step_that_is_no_power_of_ten_is_counted_in() -> None:
    assert rounded("A1", Decimal("0.25")) == "ROUND(ROUND(ROUND(A1,12)/0.25,0)*0.25,2)"
