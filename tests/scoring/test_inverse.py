"""How far it is to the next level, worked by hand where the laws leave room."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from parself.rubric import model as m
from parself.rubric import rules
from parself.scoring.inverse import Move, inverse
from parself.scoring.measures import Context, measure
from parself.scoring.scales import worth
from parself.scoring.steps import StepKind

HERE = Context(2023)


def row(measure_: rules.Measure, scale: rules.Scale | None = None, points: str = "1") -> m.Item:
    return m.Item("1.1", "Tiêu chí", Decimal(points), measure_, scale)


def bands(*ends: tuple[str, str, str]) -> rules.Bands:
    """Bands from ("from" or "above", lower end, points), after a first one worth 0."""
    made = [
        rules.Band(Decimal(points), from_=Decimal(end))
        if kind == "from"
        else rules.Band(Decimal(points), above=Decimal(end))
        for kind, end, points in ends
    ]
    return rules.Bands((rules.Band(Decimal(0)), *made))


RATIO = rules.Ratio(rules.Input("Đạt"), rules.Input("Tổng"))
COUNT = rules.Count((rules.Counter("count", "Số sáng kiến"),))


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
    parts = tuple(rules.Part(key, key.upper(), Decimal("0.25")) for key in ("a", "b", "c", "d"))
    found = inverse(
        row(rules.Checklist(parts)), {"a": True, "b": False, "c": False, "d": False}, HERE
    )
    assert found.next is not None
    assert found.full is not None
    assert (found.next.label, found.next.gain) == ("B", Fraction(1, 4))
    assert (found.full.label, found.full.gain) == ("B; C; D", Fraction(3, 4))


def test_one_missing_part_is_the_next_and_the_full_rung() -> None:
    parts = tuple(rules.Part(key, key.upper(), Decimal("0.5")) for key in ("a", "b"))
    found = inverse(row(rules.Checklist(parts)), {"a": True, "b": False}, HERE)
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
    dated = rules.DateDue("Ngày", rules.DueDate(3, 31))
    scale = rules.Bands(
        (rules.Band(Decimal(1)), rules.Band(Decimal("0.5"), from_=Decimal(1)),
         rules.Band(Decimal(0), above=Decimal(15)))
    )  # fmt: skip
    found = inverse(row(dated, scale), {"date": date(2023, 4, 20)}, HERE)
    assert found.next is not None
    assert found.full is not None
    assert found.next.move is Move.EARLIER
    assert found.next.amount == 5
    assert found.full.amount == 20


def test_a_difference_counts_from_its_base() -> None:
    change = rules.Change(rules.Input("Năm nay"), rules.Input("Năm trước"), "difference")
    growth = row(change, bands(("from", "0", "0.5"), ("above", "0", "1")))
    found = inverse(growth, {"value": 7, "base": 12}, HERE)
    assert found.next is not None
    assert found.full is not None
    assert found.next.amount == 5
    assert found.full.amount == 6


def test_what_is_reached_is_told_as_a_rate_or_as_a_number() -> None:
    rate = row(RATIO, rules.AllOrNothing(Decimal(1)))
    number = row(COUNT, rules.AllOrNothing(Decimal(2)))
    assert worth(rate, measure(rate, {"part": 1, "whole": 1}, HERE))[1][0].kind is (
        StepKind.REACHED_SHARE
    )
    assert worth(number, measure(number, {"count": 2}, HERE))[1][0].kind is (
        StepKind.REACHED_QUANTITY
    )
