"""A correction names exactly the units of which something moves, with old and new and why."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parself.assessment.model import Purpose
from parself.errors import UsageError
from parself.province import publishing, returning, stages
from parself.province.correction import Correction, correction
from parself.province.overview import open_overview
from parself.province.publishing import corrected, publish, read, told
from parself.province.round import open_round
from parself.province.snapshot import PublishedUnit, Snapshot
from parself.province.terms import Change
from province.desks import WHY, judge
from submission.samples import NOW, UNITS, identity

ROWS = ("1.1", "1.2", "2.1")
Table = Mapping[str, tuple[int, ...] | None]
"""Points by row of each unit; None for a unit of which nothing came."""

points = st.tuples(*(st.integers(0, 3) for _ in ROWS))
tables = st.fixed_dictionaries({code: st.none() | points for code in UNITS[:5]})


def band(index: int | None) -> str:
    return "" if index is None else "Khá" if index >= 6 else "Yếu"


def published(table: Table, number: int) -> Snapshot:
    """Publish a table: the index is the sum, the place that of whoever has more, plus one."""
    sums = {code: sum(row) for code, row in table.items() if row is not None}
    units = tuple(
        PublishedUnit(code, code)
        if row is None
        else PublishedUnit(
            code,
            code,
            place=1 + sum(other > sums[code] for other in sums.values()),
            index=Decimal(sums[code]),
            band=band(sums[code]),
            points={one: Decimal(each) for one, each in zip(ROWS, row, strict=True)},
        )
        for code, row in table.items()
    )
    return Snapshot(1, "a", number, 2023, Purpose.REAL, "b", identity(), NOW, "lan", units=units)


def standing(table: Table, code: str) -> object:
    """All that is published of a unit, worked out from the table alone."""
    row = table[code]
    if row is None:
        return None
    better = [other for other in table.values() if other is not None and sum(other) > sum(row)]
    return row, len(better)


@given(tables, tables)
def test_exactly_the_units_are_named_of_which_something_moves(before: Table, after: Table) -> None:
    found = correction(published(before, 1), published(after, 2))
    expected = {code for code in before if standing(before, code) != standing(after, code)}
    assert set(found.codes) == expected
    assert len(found.codes) == len(set(found.codes))


@given(tables, tables)
def test_every_row_that_is_named_tells_old_and_new_and_no_other_is(
    before: Table, after: Table
) -> None:
    for unit in correction(published(before, 1), published(after, 2)).units:
        then, now = (
            dict(zip(ROWS, table[unit.code] or (None,) * 3, strict=True))
            for table in (before, after)
        )
        rows = {one.row: (one.before, one.after) for one in unit.rows}
        assert rows == {row: (then[row], now[row]) for row in ROWS if then[row] != now[row]}


@given(tables)
def test_published_again_unchanged_nobody_is_named(table: Table) -> None:
    assert correction(published(table, 1), published(table, 2)).units == ()


@given(tables, tables)
def test_only_points_of_others_move_the_place_of_a_unit_whose_own_stay(
    before: Table, after: Table
) -> None:
    for unit in correction(published(before, 1), published(after, 2)).units:
        is_same = before[unit.code] == after[unit.code]
        assert unit.is_by_others == is_same


@pytest.fixture
def first(landed: Path) -> Path:
    """Two units with a place, 5.40 and 4.80, published."""
    stages.close(landed, WHY, despite=True)
    publish(landed, WHY)
    return landed


def corrects(path: Path, **moves: str) -> Correction:
    """Reopen, give units (by their last letter) points in 1.2, close and publish again."""
    stages.reopen(path, WHY)
    for letter, reached in moves.items():
        judge(path, "1.2", reached, f"huyen-{letter}")
    stages.close(path, WHY, despite=True)
    round_ = publish(path, WHY)
    found = corrected(round_, read(round_))
    assert found is not None
    return found


def test_two_units_that_swap_places_are_named_with_the_reason_of_the_decision(first: Path) -> None:
    found = corrects(first, b="1")
    assert (found.before.number, found.after.number) == (1, 2)
    above, below = found.units
    assert (above.code, below.code) == (UNITS[1], UNITS[0])
    assert (above.before.place, above.after.place) == (2, 1)
    (row,) = above.rows
    assert (row.row, row.before, row.after) == ("1.2", Decimal(0), Decimal(1))
    assert row.reason == "Chấm 1"
    assert below.rows == () and below.is_by_others
    assert not found.moves_ranked


def test_a_correction_that_moves_nothing_says_so(first: Path) -> None:
    assert corrects(first).units == ()


def test_why_a_claim_is_accepted_is_not_told(first: Path) -> None:
    for reached in ("4.5", None):
        stages.reopen(first, WHY)
        judge(first, "1.1", reached)
        stages.close(first, WHY, despite=True)
        publish(first, WHY)
    round_ = open_round(first)
    adjusted, accepted = (corrected(round_, read(round_, number)) for number in (2, 3))
    assert adjusted is not None and accepted is not None
    rows = [one.rows[0] for found in (adjusted, accepted) for one in found.units if one.rows]
    assert [(one.after, one.reason) for one in rows] == [
        (Decimal("4.5"), "Chấm 4.5"),
        (Decimal("5.4"), ""),
    ]
    assert [one.is_given for one in rows] == [False, True]


def test_what_a_unit_is_told_keeps_its_number_while_nothing_of_it_moves(first: Path) -> None:
    before = told(open_round(first))
    corrects(first, a="0.5")
    second = told(open_round(first))
    assert (second[UNITS[0]].number, second[UNITS[1]].number) == (2, 1)
    assert second[UNITS[1]] == before[UNITS[1]]
    replaced = second[UNITS[0]].replaces
    assert replaced is not None
    assert (replaced.number, replaced.index) == (1, before[UNITS[0]].index)
    corrects(first, b="0.1")
    third = told(open_round(first))
    assert (third[UNITS[0]].number, third[UNITS[1]].number) == (2, 3)
    assert third[UNITS[0]] == second[UNITS[0]]


def test_only_the_units_that_move_are_sent_a_new_result(first: Path, tmp_path: Path) -> None:
    out = tmp_path / "gui"
    returning.send(first, (), out, WHY, anyway=True)
    corrects(first, a="0.5")
    new = {one.unit.code: one.is_new for one in returning.going_out(open_overview(first))[0]}
    assert new == {UNITS[0]: True, UNITS[1]: False}


def test_what_an_earlier_correction_moved_is_still_owed_after_the_next(
    first: Path, tmp_path: Path
) -> None:
    returning.send(first, (), tmp_path / "gui", WHY, anyway=True)
    corrects(first, a="0.5")
    corrects(first, a="0.5")
    assert publishing.moved(open_round(first)) == (UNITS[0],)


def test_where_the_publication_before_is_lost_nothing_is_claimed_to_move(first: Path) -> None:
    (first / "published" / "lan-1.toml").unlink()
    stages.reopen(first, WHY)
    stages.close(first, WHY, despite=True)
    round_ = publish(first, WHY)
    assert corrected(round_, read(round_)) is None
    assert {one.number for one in told(round_).values()} == {2}


def test_without_a_correction_no_unit_is_one_that_it_moves(first: Path) -> None:
    with pytest.raises(UsageError, match="No correction"):
        publishing.moved(open_round(first))
    corrects(first, b="1")
    assert publishing.moved(open_round(first)) == (UNITS[0], UNITS[1])
    stages.reopen(first, Change("lan", NOW, "Sửa"))
    with pytest.raises(UsageError, match="No correction"):
        publishing.moved(open_round(first))
