"""Shared figures: entered once, taken over by every row that does not say otherwise."""

from typing import Final

import pytest

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import State
from parself.desk.desk import Desk
from parself.desk.figures import shared, tables
from parself.errors import UsageError

FIGURE: Final = "ho-so-tiep-nhan"
FIRST, SECOND = "2.3.1", "2.3.2"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> store.Folder:
    return begin(tmp_path_factory.mktemp("shared") / "van-quan", "mau-ngan", "van-quan")


@pytest.fixture
def desk(begun: store.Folder) -> Desk:
    return Desk(begun)


def test_every_use_is_listed_with_the_field(desk: Desk) -> None:
    (one,) = shared(desk.view)
    assert one.figure.id == FIGURE
    assert [(use.row.id, use.field.figure) for use in one.uses] == [
        (FIRST, FIGURE),
        (SECOND, FIGURE),
    ]


def test_a_figure_completes_rows_that_wait_for_it_and_no_other(desk: Desk) -> None:
    desk.enter(FIRST, {"part": 90})
    assert desk.assessment.answer(FIRST).state is State.UNANSWERED
    assert desk.set_figure(FIGURE, 100) == ()
    assert desk.assessment.answer(FIRST).state is State.ANSWERED
    assert desk.assessment.answer(SECOND).state is State.UNANSWERED
    assert desk.set_figure(FIGURE, None) == ()
    assert desk.assessment.answer(FIRST).state is State.UNANSWERED


def test_a_row_that_led_the_figure_follows_it_and_one_that_differs_stays(desk: Desk) -> None:
    desk.enter(FIRST, {"part": 90, "whole": 100})
    key = shared(desk.view)[0].uses[1].field.key
    desk.enter(SECOND, {key: 80})
    desk.set_figure(FIGURE, 120)
    assert desk.view.values(FIRST)["whole"] == 120
    assert desk.view.values(SECOND)[key] == 80
    assert [use.own for use in shared(desk.view)[0].uses] == [None, 80]


def test_a_row_that_the_figure_makes_impossible_is_open_again(desk: Desk) -> None:
    desk.enter(FIRST, {"part": 90, "whole": 100})
    assert desk.set_figure(FIGURE, 50) == ()
    assert desk.assessment.answer(FIRST).state is State.UNANSWERED


def test_what_no_row_could_use_is_refused(desk: Desk) -> None:
    before = desk.assessment
    assert desk.set_figure(FIGURE, 0)
    assert desk.set_figure(FIGURE, -5)
    assert desk.assessment == before


def test_it_is_one_step_for_undo(desk: Desk) -> None:
    desk.enter(FIRST, {"part": 90, "whole": 100})
    before = desk.assessment
    desk.set_figure(FIGURE, 120)
    desk.undo()
    assert desk.assessment.figures == before.figures
    assert desk.assessment.answers == before.answers


def test_a_desk_that_only_reads_refuses(begun: store.Folder) -> None:
    with pytest.raises(UsageError):
        Desk(begun, read_only=True).set_figure(FIGURE, 5)


def test_rows_that_ask_for_every_commune_are_known(desk: Desk) -> None:
    assert [row.id for row in tables(desk.view)] == ["2.1", "2.2.2"]
