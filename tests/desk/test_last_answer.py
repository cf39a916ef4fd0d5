"""What the last answer did: counted from before it, shown until the next one."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desk.test_desk import CHOICE, RATIO, sit_down
from parself.assessment import scenarios, store
from parself.assessment.beginning import begin
from parself.assessment.model import Purpose
from parself.desk.desk import Desk
from parself.desk.what_if import ScenarioDesk


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> store.Folder:
    path: Path = tmp_path_factory.mktemp("last") / "van-quan"
    return begin(path, "mau-ngan", "van-quan", purpose=Purpose.PRACTICE)


@pytest.fixture
def desk(begun: store.Folder) -> Desk:
    return sit_down(begun)


def index(desk: Desk) -> Decimal:
    found = desk.view.scores.projected.index
    assert found is not None
    return found


def test_at_the_beginning_nothing_has_changed(desk: Desk) -> None:
    assert not desk.change.is_seen
    assert desk.change.passed == frozenset()


def test_figures_typed_one_digit_after_another_are_one_answer(desk: Desk) -> None:
    desk.enter(RATIO, {"whole": 100})
    before = index(desk)
    for part in (9, 98):
        desk.enter(RATIO, {"part": part})
    assert desk.change.row_id == RATIO
    assert desk.change.points == Decimal("1.96")
    assert desk.change.index == index(desk) - before


def test_a_note_or_a_flag_leaves_what_the_last_answer_did_in_sight(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 98, "whole": 100})
    desk.end_typing()
    told = desk.change
    desk.set_note(CHOICE, "hỏi lại Phòng Tư pháp")
    desk.toggle_flag(CHOICE)
    desk.go_to(CHOICE)
    assert desk.change == told
    desk.enter(CHOICE, {"choice": desk.view.fields(CHOICE)[0].options[0][0]})
    assert desk.change.row_id == CHOICE


def test_undo_shows_the_way_back(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 98, "whole": 100})
    desk.end_typing()
    risen = desk.change
    desk.undo()
    assert (desk.change.row_id, desk.change.after) == (RATIO, None)
    assert risen.index is not None
    assert desk.change.index == -risen.index
    assert desk.change.passed == risen.passed


def test_the_beginning_of_the_sitting_stays(desk: Desk) -> None:
    began = index(desk)
    desk.enter(RATIO, {"part": 98, "whole": 100})
    assert desk.began.scores.projected.index == began


@settings(max_examples=40, deadline=None)
@given(first=st.integers(0, 100), then=st.integers(0, 100))
def test_the_units_passed_are_those_that_stand_between_before_and_now(
    begun: store.Folder, first: int, then: int
) -> None:
    assume(first != then)
    desk = sit_down(begun)
    desk.enter(RATIO, {"part": first, "whole": 100})
    desk.end_typing()
    before = index(desk)
    desk.enter(RATIO, {"part": then, "whole": 100})
    now, known = index(desk), begun.standings
    assert known is not None
    low, high = sorted((before, now))
    between = {
        one.code
        for one in known.units
        if one.index is not None and one.code != "van-quan" and low < one.index <= high
    }
    assert desk.change.passed == between


def test_a_what_if_copy_begins_anew_and_no_answer_was_given_in_it_yet(
    begun: store.Folder,
) -> None:
    truth = sit_down(begun)
    tried = sit_down(begun)
    tried.enter(RATIO, {"part": 90, "whole": 100})
    start, now = tried.assessment, truth.now()
    made = scenarios.begin(begun, truth.assessment, "Thử", now, start=start)
    assert made.scenario is not None
    desk = ScenarioDesk(truth, made, made.scenario)
    assert desk.began is desk.view
    assert not desk.change.is_seen
