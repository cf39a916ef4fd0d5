"""Some rows of a rubric: they ask for the same and give the same, and the rest adds up."""

from hypothesis import given
from hypothesis import strategies as st

from parself.rubric.catalogue import find_rubric
from parself.rubric.check import rubric_faults
from parself.rubric.dump import rubric_to_bytes
from parself.rubric.identity import row_hash
from parself.rubric.load import rubric_from_bytes
from parself.workshop.subset import subset

RUBRIC = find_rubric("lang-son-huyen-2023")[0]
ROWS = [item.id for item in RUBRIC.items()]


@given(st.sets(st.sampled_from(ROWS), min_size=1))
def test_any_rows_make_a_rubric_without_faults_in_which_they_are_what_they_were(
    rows: set[str],
) -> None:
    cut = subset(RUBRIC, rows, name="tinh-huong", roster="mot-huyen")
    assert [*rubric_faults(cut)] == []
    assert set(cut.rows) == rows
    assert all(row_hash(row) == row_hash(RUBRIC.rows[row.id]) for row in cut.rows.values())
    assert sum(row.points for row in cut.items()) == cut.points
    assert rubric_from_bytes(rubric_to_bytes(cut), where="") == cut


def test_without_a_row_named_it_is_the_whole_rubric_under_another_name() -> None:
    whole = subset(RUBRIC, (), name="mot-ngay", roster="sau-huyen")
    assert set(whole.rows) == set(RUBRIC.rows)
    assert (whole.points, whole.penalty_cap) == (RUBRIC.points, RUBRIC.penalty_cap)
    assert whole.standings == ""
