"""A view that keeps scores from the one before shows what a view made anew shows."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, State
from parself.desk.desk import Desk
from parself.values import evolve
from parself.view.view import View


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> store.Folder:
    return begin(tmp_path_factory.mktemp("view") / "lang-son", "par-index-tinh-2022", "lang-son")


Step = tuple[str, int]
STEPS = st.lists(
    st.tuples(st.sampled_from(["row", "figure", "state", "undo"]), st.integers(0, 400))
)


def take(desk: Desk, kind: str, number: int) -> None:
    """Do one thing at the desk; what it refuses leaves everything as it was."""
    rows = [row for row in desk.view.rows if desk.view.fields(row)]
    row = rows[number % len(rows)]
    match kind:
        case "figure" if desk.view.rubric.figures:
            figure = desk.view.rubric.figures[number % len(desk.view.rubric.figures)]
            desk.set_figure(figure.id, number % 30)
        case "state":
            desk.toggle_flag(row)
        case "undo":
            desk.undo()
        case _:
            values = {
                field.key: Decimal(number % 9) for field in desk.view.fields(row) if field.is_number
            }
            desk.enter(row, dict(values))


@given(STEPS)
@settings(max_examples=15, deadline=None)
def test_scores_kept_from_the_view_before_are_those_computed_anew(
    begun: store.Folder, steps: list[Step]
) -> None:
    desk = Desk(begun)
    for kind, number in steps:
        assert desk.view.scores.rows
        take(desk, kind, number)
        anew = View(desk.folder, desk.assessment)
        assert desk.view.scores == anew.scores
        assert desk.view.asked == anew.asked


def test_only_the_row_that_was_answered_is_scored_again(begun: store.Folder) -> None:
    desk = Desk(begun)
    before = desk.view.scores
    row = next(
        r for r in desk.view.rows if [f.key for f in desk.view.fields(r)] == ["part", "whole"]
    )
    desk.enter(row, {"part": 1, "whole": 2})
    after = desk.view.scores
    assert after.rows[row].state is State.ANSWERED
    assert [r for r in after.rows if after.rows[r] is not before.rows[r]] == [row]


def test_rows_stay_known_over_a_value_whose_scores_nobody_looked_at(begun: store.Folder) -> None:
    """A save makes such a value."""
    desk = Desk(begun)
    before = desk.view.scores
    assert desk.view.asked == ()
    row = desk.view.rows[-1]
    desk.go_to(row)
    desk.go_to(desk.view.rows[0])
    after = desk.view.scores
    assert all(after.rows[one] is before.rows[one] for one in after.rows)


def test_a_shared_figure_scores_the_rows_that_take_it_over_again(begun: store.Folder) -> None:
    desk = Desk(begun)
    row, field = next(
        (row, field)
        for row in desk.view.rows
        for field in desk.view.fields(row)
        if field.figure and field.key == "whole"
    )
    desk.set_figure(str(field.figure), 10)
    desk.enter(row, {"part": 5})
    before = desk.view.scores.rows[row]
    desk.set_figure(str(field.figure), 100)
    assert desk.view.scores.rows[row].exact != before.exact
    assert desk.view.scores == View(desk.folder, desk.assessment).scores


def test_a_shared_figure_or_another_year_scores_rows_again_whose_answers_stay(
    tmp_path: Path,
) -> None:
    """Answers that were read from a file hold nothing of a shared figure, nor of the year."""
    folder = begin(tmp_path / "a", "mau-ngan", "van-quan")
    late = Answer(State.ANSWERED, {"date": date(2023, 1, 31)})
    online = Answer(State.ANSWERED, {"part": 300})
    held = folder.assessment.with_answer("1.1.1", late).with_answer("2.3.1", online)
    before = View(folder, held.with_figure("ho-so-tiep-nhan", 400))
    assert before.scores.rows["2.3.1"].points == Decimal("1.88")
    more = before.of(before.assessment.with_figure("ho-so-tiep-nhan", 1000))
    assert more.scores.rows["2.3.1"].points == Decimal("0.75")
    assert before.scores.rows["1.1.1"].points == Decimal("0.5")
    another = before.of(evolve(before.assessment, year=2024))
    assert another.scores.rows["1.1.1"].points == Decimal(1)
