"""Bars and curves: as long as what they tell, and as wide as they are asked to be."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.tui.widgets.area_lines import stacked_bar
from parself.tui.widgets.bars import curve, two_sided
from parself.tui.widgets.ladder import Scale, our_bar, rung_bar
from parself.view.area_points import AreaPoints
from parself.words.signs import ASCII, FULL, WGL4, Signs

LAW = settings(max_examples=100, deadline=None)
SIGNS = st.sampled_from([WGL4, FULL, ASCII])
POINTS = st.decimals(0, 30, places=2)
WIDTHS = st.integers(1, 60)


@given(st.decimals(-20, 20, places=2), st.integers(1, 20), SIGNS)
@LAW
def test_what_is_lost_stands_left_of_the_middle_and_what_is_won_right(
    value: Decimal, half: int, signs: Signs
) -> None:
    left, right = two_sided(value, Decimal(20), half, signs=signs).plain.split(signs.upright)
    assert (len(left), len(right)) == (half, half)
    assert bool(left.strip()) is (value < 0)
    assert bool(right.strip()) is (value > 0)


def test_the_greatest_change_fills_its_half() -> None:
    assert two_sided(Decimal(-3), Decimal(3), 4, signs=ASCII).plain == "====|    "
    assert two_sided(Decimal(3), Decimal(3), 4, signs=ASCII).plain == "    |===="
    assert two_sided(None, Decimal(3), 2, signs=ASCII).plain == "  |  "


@given(POINTS, POINTS, POINTS, WIDTHS)
@LAW
def test_a_bar_of_won_and_lost_is_whole_and_never_says_more_won_than_is(
    won: Decimal, lost: Decimal, still_open: Decimal, width: int
) -> None:
    whole = won + lost + still_open
    one = AreaPoints("1", "Một", won, lost, whole)
    drawn = stacked_bar(one, width, signs=ASCII)
    assert drawn.cell_length == width
    if whole:
        filled = drawn.plain.count(ASCII.bar) + drawn.plain.count(ASCII.line)
        assert filled <= (won + lost) / whole * width + 1
        is_full = int(won / whole * width) == width
        assert (ASCII.line in drawn.plain) is (lost > 0 and not is_full)
    assert one.open == still_open


@given(st.lists(st.decimals(1, 100, places=2), min_size=1, max_size=20), WIDTHS)
@LAW
def test_bars_of_a_ladder_are_in_the_order_of_their_figures(
    figures: list[Decimal], width: int
) -> None:
    scale = Scale.of(figures)
    ordered = sorted(figures)
    cells = [rung_bar(scale, one, width, "", signs=ASCII).plain.count(ASCII.bar) for one in ordered]
    assert cells == sorted(cells)
    assert all(1 <= one <= width for one in cells)
    assert cells[-1] == width


@given(POINTS, POINTS, st.integers(2, 60), SIGNS)
@LAW
def test_our_bar_has_one_dot_and_a_ring_only_where_we_stood_elsewhere(
    now: Decimal, began: Decimal, width: int, signs: Signs
) -> None:
    scale = Scale.of([now, began])
    drawn = our_bar(scale, now, began, width, signs=signs).plain
    assert len(drawn) == width
    assert drawn.count(signs.dot) == 1
    is_elsewhere = scale.cells(now, width) != scale.cells(began, width)
    assert drawn.count(signs.ring) == is_elsewhere


@pytest.mark.parametrize("signs", [WGL4, FULL, ASCII])
def test_a_curve_goes_from_the_least_to_the_greatest(signs: Signs) -> None:
    values = [Decimal(80), Decimal(82), Decimal(84)]
    top, *_between, bottom = (line.plain for line in curve(values, 3, signs=signs))
    assert top[:2].strip() == ""
    assert top[2] == signs.levels[-1]
    assert bottom[0] == signs.levels[0]
    assert curve([], 3, signs=signs) == []


def test_a_curve_that_does_not_move_lies_at_the_bottom() -> None:
    drawn = [line.plain for line in curve([Decimal(80)] * 3, 2, signs=ASCII)]
    assert drawn == ["   ", "___"]
