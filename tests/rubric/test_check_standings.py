"""A table that names few units: a published place is judged by published figures only."""

from decimal import Decimal
from typing import Any

import pytest

from parself.rubric.check_standings import standings_faults
from parself.rubric.peers import FigureStatus, PublishedPart, Roster, Standing, Standings, Unit

OFFICIAL, ILLUSTRATIVE = FigureStatus.OFFICIAL, FigureStatus.ILLUSTRATIVE


def roster(count: int) -> Roster:
    units = tuple(Unit(f"u{n}", f"U{n}", f"U{n}", f"U{n}") for n in range(1, count + 1))
    return Roster("cac-don-vi", "tỉnh", "đơn vị", "xã", units=units)


def standing(code: str, index: str | None, rank: int | None = None, **more: Any) -> Standing:
    figure = None if index is None else Decimal(index)
    return Standing(code, more.pop("status", OFFICIAL), figure, rank, **more)


def faults(of: int | None, *units: Standing) -> list[tuple[str, str]]:
    """Where and what is wrong among `of` units; None: among who knows how many."""
    table = Standings("bang", "cac-don-vi", 2022, units=units)
    found = standings_faults(table, None if of is None else roster(of))
    return [(one.where, one.what.id) for one in found]


def ranks_at_fault(of: int | None, *units: Standing) -> list[str]:
    return [where.partition("]")[0].removeprefix("unit[") for where, _what in faults(of, *units)]


def test_a_published_place_stands_though_nobody_above_it_is_named() -> None:
    """The article's own case: 54th of 63, the year before 23rd."""
    article = standing("u1", "81.45", 54, previous_index=Decimal("87.11"), previous_rank=23)
    assert faults(63, article) == []
    assert faults(None, article) == []


def test_named_units_above_are_counted() -> None:
    assert ranks_at_fault(None, standing("u1", "90"), standing("u2", "80", 1)) == ["u2"]
    assert ranks_at_fault(None, standing("u1", "90"), standing("u2", "80", 2)) == []
    assert ranks_at_fault(None, standing("u1", "90"), standing("u2", "80", 40)) == []


def test_whoever_has_a_lower_figure_has_a_later_place_however_many_are_not_named() -> None:
    first = standing("u1", "90", 20)
    assert ranks_at_fault(63, first, standing("u2", "80", 20)) == ["u2"]
    assert ranks_at_fault(63, first, standing("u2", "85"), standing("u3", "80", 21)) == ["u3"]
    assert ranks_at_fault(63, first, standing("u2", "85"), standing("u3", "80", 22)) == []


def test_there_are_no_more_places_than_units_and_those_below_need_theirs() -> None:
    assert ranks_at_fault(3, standing("u1", "90", 4)) == ["u1"]
    assert ranks_at_fault(3, standing("u1", None, 4)) == ["u1"]
    assert ranks_at_fault(3, standing("u1", "90", 3), standing("u2", "80")) == ["u1"]
    assert ranks_at_fault(3, standing("u1", "90", 2), standing("u2", "80")) == []


@pytest.mark.parametrize("ranks", [(5, 5), (5, 6), (6, 5)])
def test_figures_printed_alike_may_share_a_place_or_follow_each_other(
    ranks: tuple[int, int],
) -> None:
    pair = (standing("u1", "80", ranks[0]), standing("u2", "80", ranks[1]))
    assert ranks_at_fault(63, *pair, standing("u3", "70", 7)) == []


def test_a_published_place_is_not_judged_by_figures_that_are_not_published() -> None:
    invented = standing("u2", "70", status=ILLUSTRATIVE)
    assert ranks_at_fault(2, standing("u1", "80", 2), invented) == []
    assert ranks_at_fault(
        2, standing("u1", "80"), standing("u2", "70", 1, status=ILLUSTRATIVE)
    ) == ["u2"]


def test_a_unit_that_the_roster_does_not_have_is_named() -> None:
    ((where, what),) = faults(3, standing("la", "80"))
    assert where == "unit[la].code"
    assert what == "The roster {roster} has no unit “{unit}”."


@pytest.mark.parametrize(
    ("part", "key"),
    [
        (PublishedPart("", Decimal(16), Decimal(22)), "title"),
        (PublishedPart("Khảo sát", Decimal(16), Decimal(0)), "of"),
        (PublishedPart("Khảo sát", Decimal(23), Decimal(22)), "points"),
        (PublishedPart("Khảo sát", Decimal(16), Decimal(22), 64), "rank"),
        (PublishedPart("Khảo sát", Decimal(16), Decimal(22), 0), "rank"),
    ],
)
def test_a_published_part_must_be_possible(part: PublishedPart, key: str) -> None:
    assert [where for where, _what in faults(63, standing("u1", "80", 54, part=(part,)))] == [
        f"unit[u1].part[#1].{key}"
    ]


def test_units_that_are_not_named_are_unknown_in_the_table_of_their_roster() -> None:
    table = Standings("bang", "cac-don-vi", 2022, units=(standing("u2", "80", 3),)).among(roster(3))
    assert [one.code for one in table.units] == ["u2", "u1", "u3"]
    assert [one.status for one in table.units[1:]] == [FigureStatus.UNKNOWN] * 2
