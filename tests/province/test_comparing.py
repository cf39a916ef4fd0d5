"""What a publication tells of all units: losses, means and last year, counted by hand."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from parself.assessment.model import Purpose
from parself.province.comparing import (
    lost_rows,
    mean,
    mean_of_row,
    rows_since,
    units_since,
)
from parself.province.snapshot import PublishedRow, PublishedUnit, Snapshot
from parself.province.unranked import Why
from parself.values import evolve
from submission.samples import identity, rubric

RULES = {"1.1": "một", "1.2": "hai"}


def unit(code: str, first: str, second: str, place: int | None = 1) -> PublishedUnit:
    points = {"1.1": Decimal(first), "1.2": Decimal(second)}
    why = None if place else Why.SURVEY
    return PublishedUnit(code, code, why, place, points=points)


def of(*units: PublishedUnit, rules: Mapping[str, str] = RULES) -> Snapshot:
    rows = tuple(
        PublishedRow(row.id, row.title, row.points, rules[row.id]) for row in rubric().items()
    )
    when = datetime(2024, 3, 5)
    return Snapshot(
        1, "id", 1, 2023, Purpose.REAL, "r", identity(), when, "lan", rows=rows, units=units
    )


def test_the_row_in_which_units_lose_most_comes_first() -> None:
    found = lost_rows(rubric(), (unit("a", "5", "4"), unit("b", "6", "1"), unit("c", "6", "2")))
    assert [(one.row.id, one.units, one.of, one.points) for one in found] == [
        ("1.2", 2, 3, Decimal(5)),
        ("1.1", 1, 3, Decimal(1)),
    ]
    assert found[0].reached == Fraction(7, 12)


def test_a_unit_to_which_a_row_does_not_apply_loses_nothing_in_it() -> None:
    away = evolve(unit("b", "6", "0"), not_applicable=("1.2",))
    assert lost_rows(rubric(), (unit("a", "6", "4"), away)) == ()
    assert mean_of_row((unit("a", "6", "4"), away), "1.2") == 4


def test_the_mean_is_that_of_known_figures_and_unknown_where_there_is_none() -> None:
    assert mean((Decimal(1), None, Decimal(2))) == Fraction(3, 2)
    assert mean((None,)) is None


def test_only_rows_of_equal_maximum_and_rule_are_compared() -> None:
    now, last = of(), of(rules={"1.1": "một", "1.2": "khác"})
    assert [(one.row.id, one.before) for one in rows_since(now, last, rubric())] == [
        ("1.1", "1.1"),
        ("1.2", ""),
    ]


def test_a_row_under_another_number_is_known_by_title_and_rule() -> None:
    last = of()
    moved = tuple(evolve(one, id=f"9.{one.id}") for one in last.rows)
    renamed = (moved[0], evolve(moved[1], title="Khác"))
    found = rows_since(of(), evolve(last, rows=renamed), rubric())
    assert [one.before for one in found] == ["9.1.1", ""]


def test_a_row_that_was_only_reworded_is_compared() -> None:
    last = of()
    reworded = tuple(evolve(one, title="Cách nói cũ") for one in last.rows)
    found = rows_since(of(), evolve(last, rows=reworded), rubric())
    assert [one.before for one in found] == ["1.1", "1.2"]


def test_units_are_placed_anew_over_what_can_be_compared_in_both_years() -> None:
    now = of(
        unit("a", "5", "4"),
        unit("b", "6", "0", 2),
        unit("c", "1", "1", None),
        unit("d", "1", "1", 3),
    )
    then = (unit("a", "6", "0"), unit("b", "4", "4"), unit("c", "1", "1"))
    last = of(*then, rules={**RULES, "1.2": "khác"})
    found = units_since(now, last, rows_since(now, last, rubric()))
    assert [(one.unit.code, one.before, one.points) for one in found] == [
        ("b", Decimal(4), Decimal(6)),
        ("a", Decimal(6), Decimal(5)),
    ]
    assert [(one.place_before, one.place) for one in found] == [(2, 1), (1, 2)]
