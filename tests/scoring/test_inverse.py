"""How far it is to the next level, worked by hand where the laws leave room."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from parself.rubric import model as m
from parself.rules.all_or_nothing import REACHED_QUANTITY, REACHED_SHARE, AllOrNothing
from parself.rules.amounts import Context, Value
from parself.rules.bands import Band, Bands
from parself.rules.change import Change
from parself.rules.checklist import Checklist, Part
from parself.rules.count import Count, Counter
from parself.rules.date import DateDue, DueDate
from parself.rules.deduct import Deduct
from parself.rules.fields import Input
from parself.rules.kinds import Measure, Scale, amount_of, worth
from parself.rules.ladder import inverse, rungs
from parself.rules.proportional import Proportional
from parself.rules.ratio import Ratio
from parself.rules.rungs import Move
from parself.rules.table import Table

HERE = Context(2023)


def row(measure_: Measure, scale: Scale | None = None, points: str = "1") -> m.Item:
    return m.Item("1.1", "Tiêu chí", Decimal(points), measure_, scale)


def bands(*ends: tuple[str, str, str]) -> Bands:
    """Bands from ("from" or "above", lower end, points), after a first one worth 0."""
    made = [
        Band(Decimal(points), from_=Decimal(end))
        if kind == "from"
        else Band(Decimal(points), above=Decimal(end))
        for kind, end, points in ends
    ]
    return Bands((Band(Decimal(0)), *made))


RATIO = Ratio(Input("Đạt"), Input("Tổng"))
COUNT = Count((Counter("count", "Số sáng kiến"),))
A_AND_B = Count((Counter("a", "A"), Counter("b", "B")))
HALF, WHOLE = Fraction(1, 2), Fraction(1)


def difference(scale: Scale, *, decimals: bool = False) -> m.Item:
    inputs = Input("Năm nay"), Input("Năm trước")
    return row(Change(*inputs, "difference", decimals=decimals), scale)


def distances(
    row_: m.Row, values: Mapping[str, Value], context: Context = HERE
) -> list[tuple[str, Fraction | None, Fraction]]:
    """Every better rung, the nearest first: of which figure, how far, and its points."""
    return [(rung.label, rung.amount, rung.points) for rung in rungs(row_, values, context)]


def test_a_band_above_a_rate_needs_one_more_than_the_rate() -> None:
    ratio = row(RATIO, bands(("above", "0.5", "1")))
    rung = inverse(ratio, {"part": 49, "whole": 100}, HERE).next
    assert rung is not None
    assert rung.amount == 2


def test_a_band_from_a_rate_needs_just_the_rate() -> None:
    ratio = row(RATIO, bands(("from", "0.5", "1")))
    rung = inverse(ratio, {"part": 49, "whole": 100}, HERE).next
    assert rung is not None
    assert rung.amount == 1


def test_all_missing_parts_together_are_full_marks() -> None:
    parts = tuple(Part(key, key.upper(), Decimal("0.25")) for key in ("a", "b", "c", "d"))
    found = inverse(row(Checklist(parts)), {"a": True, "b": False, "c": False, "d": False}, HERE)
    assert found.next is not None
    assert found.full is not None
    assert (found.next.label, found.next.gain) == ("B", Fraction(1, 4))
    assert (found.full.label, found.full.gain) == ("B; C; D", Fraction(3, 4))


def test_one_missing_part_is_the_next_and_the_full_rung() -> None:
    parts = tuple(Part(key, key.upper(), Decimal("0.5")) for key in ("a", "b"))
    found = inverse(row(Checklist(parts)), {"a": True, "b": False}, HERE)
    assert found.next == found.full
    assert found.full is not None
    assert found.full.points == 1


def test_a_count_reaches_a_broken_threshold_at_the_next_whole_number() -> None:
    counted = row(COUNT, bands(("from", "2.5", "0.5"), ("above", "4", "1")))
    found = inverse(counted, {"count": 1}, HERE)
    assert found.next is not None
    assert found.full is not None
    assert found.next.amount == 2
    assert found.full.amount == 4


def test_the_last_day_of_an_earlier_band_is_the_day_before_the_next_begins() -> None:
    dated = DateDue("Ngày", DueDate(3, 31))
    scale = Bands(
        (Band(Decimal(1)), Band(Decimal("0.5"), from_=Decimal(1)),
         Band(Decimal(0), above=Decimal(15)))
    )  # fmt: skip
    found = inverse(row(dated, scale), {"date": date(2023, 4, 20)}, HERE)
    assert found.next is not None
    assert found.full is not None
    assert found.next.move is Move.EARLIER
    assert found.next.amount == 5
    assert found.full.amount == 20


def test_a_difference_counts_from_its_base() -> None:
    change = Change(Input("Năm nay"), Input("Năm trước"), "difference")
    growth = row(change, bands(("from", "0", "0.5"), ("above", "0", "1")))
    found = inverse(growth, {"value": 7, "base": 12}, HERE)
    assert found.next is not None
    assert found.full is not None
    assert found.next.amount == 5
    assert found.full.amount == 6


def test_what_is_reached_is_told_as_a_rate_or_as_a_number() -> None:
    rate = row(RATIO, AllOrNothing(Decimal(1)))
    number = row(COUNT, AllOrNothing(Decimal(2)))
    assert worth(rate, amount_of(rate, {"part": 1, "whole": 1}, HERE))[1][0].kind is (REACHED_SHARE)
    assert worth(number, amount_of(number, {"count": 2}, HERE))[1][0].kind is (REACHED_QUANTITY)


def test_a_band_above_a_rate_between_two_numbers_needs_the_upper_one() -> None:
    # Half of 101 is 50.5: with 51 it is passed.
    ratio = row(RATIO, bands(("above", "0.5", "1")))
    assert distances(ratio, {"part": 49, "whole": 101}) == [("Đạt", Fraction(2), WHOLE)]


def test_points_in_proportion_begin_just_at_the_cut_off() -> None:
    ratio = row(RATIO, Proportional(zero_below=Decimal("0.8")))
    assert distances(ratio, {"part": 70, "whole": 100}) == [
        ("Đạt", Fraction(10), Fraction(4, 5)),
        ("Đạt", Fraction(30), WHOLE),
    ]


def test_a_band_in_proportion_begins_at_its_lower_end_and_is_full_at_the_whole() -> None:
    scale = Bands((Band(Decimal(0)), Band("proportional", Decimal("0.5"))))
    assert distances(row(RATIO, scale), {"part": 40, "whole": 100}) == [
        ("Đạt", Fraction(10), HALF),
        ("Đạt", Fraction(60), WHOLE),
    ]


def test_bands_of_fixed_points_have_no_rung_beyond_the_last_one() -> None:
    ratio = row(RATIO, bands(("from", "0.5", "1")))
    assert distances(ratio, {"part": 40, "whole": 100}) == [("Đạt", Fraction(10), WHOLE)]


def test_one_missing_part_is_told_once() -> None:
    parts = tuple(Part(key, key.upper(), Decimal("0.5")) for key in ("a", "b"))
    missing = row(Checklist(parts))
    assert distances(missing, {"a": True, "b": False}) == [("B", None, WHOLE)]


def test_a_table_names_the_column_that_must_grow() -> None:
    table = row(Table("Đúng hạn", "Tổng số"), AllOrNothing(Decimal(1)))
    values = {"xa-an-son.part": 7, "xa-an-son.whole": 10}
    assert distances(table, values, Context(2023, ("Xã An Sơn",))) == [
        ("Đúng hạn", Fraction(3), WHOLE)
    ]


def test_a_count_passes_a_broken_threshold_at_the_next_whole_number() -> None:
    counted = row(COUNT, bands(("above", "2.5", "1")))
    assert distances(counted, {"count": 1}) == [("Số sáng kiến", Fraction(2), WHOLE)]


def test_while_points_are_left_one_case_fewer_is_the_next_rung() -> None:
    faults = row(COUNT, Deduct({"count": Decimal("0.25")}))
    assert distances(faults, {"count": 2})[0] == ("Số sáng kiến", Fraction(1), Fraction(3, 4))


def test_points_begin_again_where_the_cases_take_less_than_the_maximum() -> None:
    # 5 × 0.3 is 0.5 too much; 4 × 0.3 still takes all, 3 × 0.3 leaves 0.1.
    faults = row(COUNT, Deduct({"count": Decimal("0.3")}))
    assert distances(faults, {"count": 5})[0] == ("Số sáng kiến", Fraction(2), Fraction(1, 10))


def test_the_only_case_of_one_kind_is_a_rung_beside_the_cases_of_another() -> None:
    faults = row(A_AND_B, Deduct({"a": Decimal("0.25"), "b": Decimal("0.25")}))
    assert distances(faults, {"a": 1, "b": 1}) == [
        ("A", Fraction(1), Fraction(3, 4)),
        ("B", Fraction(1), Fraction(3, 4)),
        ("A; B", Fraction(2), WHOLE),
    ]


def test_a_difference_reaches_its_threshold_with_the_threshold_itself() -> None:
    growth = difference(bands(("from", "2", "1")))
    assert distances(growth, {"value": 11, "base": 10}) == [("Năm nay", Fraction(1), WHOLE)]


def test_a_difference_passes_its_threshold_with_one_more() -> None:
    growth = difference(bands(("above", "2", "1")))
    assert distances(growth, {"value": 11, "base": 10}) == [("Năm nay", Fraction(2), WHOLE)]


def test_a_difference_reaches_or_passes_a_broken_threshold_at_the_next_whole_number() -> None:
    for kind in ("from", "above"):
        growth = difference(bands((kind, "2.5", "1")))
        assert distances(growth, {"value": 11, "base": 10}) == [("Năm nay", Fraction(2), WHOLE)]


def test_a_difference_of_figures_with_decimals_is_told_in_hundredths() -> None:
    same = difference(AllOrNothing(Decimal(0)), decimals=True)
    values = {"value": Decimal("12.25"), "base": Decimal("12.5")}
    assert distances(same, values) == [("Năm nay", Fraction(1, 4), WHOLE)]
