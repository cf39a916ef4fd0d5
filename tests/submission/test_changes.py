"""What changed between two states: rows with their points, and what belongs to no row."""

from datetime import date, datetime

from assessment.folders import RUBRIC, answered, blank
from parself.assessment.model import Assessment
from parself.rubric.catalogue import find_roster
from parself.submission.changes import changed_rows, changes
from parself.values import evolve

UNIT = find_roster("lang-son-11-huyen")[0].units[0]


def compared(before: Assessment, after: Assessment) -> list[str]:
    found = changes(RUBRIC, UNIT, before, after)
    return [row.row.id for row in found.rows]


def test_nothing_differs_between_a_state_and_itself() -> None:
    state = answered(blank(), 0, "vì sao", part=1)
    assert changes(RUBRIC, UNIT, state, state).is_empty


def test_rows_are_told_with_their_entries_and_points() -> None:
    before, row_id = blank(), next(iter(RUBRIC.rows))
    after = answered(before, 0, "vì sao", part=1)
    (row,) = changes(RUBRIC, UNIT, before, after).rows
    assert row.row.id == row_id
    entered = {f"values.{key}" for key in after.answer(row_id).values}
    assert {one.field for one in row.entries} == {"explanation", "state", *entered}
    assert changed_rows(before, after) == {row_id} == changed_rows(after, before)


def test_who_touched_a_row_and_when_is_no_change() -> None:
    before = answered(blank(), 0, part=1)
    row_id = next(iter(RUBRIC.rows))
    moved = evolve(before.answer(row_id), when=datetime(2023, 1, 1), who="A")
    assert compared(before, before.with_answer(row_id, moved)) == []
    locked = evolve(before, locked=True, position=row_id, revision=9)
    assert changes(RUBRIC, UNIT, before, locked).is_empty


def test_what_belongs_to_no_row_is_told_apart() -> None:
    before = blank()
    found = changes(RUBRIC, UNIT, before, evolve(before, data_date=date(2023, 12, 14)))
    assert [one.field for one in found.others] == ["data_date"]
    assert not found.rows
