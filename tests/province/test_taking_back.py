"""Taking back: in whatever order was decided, what stood before stands again as it was."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parself.errors import UsageError
from parself.province import joining, sharing
from parself.province.appraisal import Appraisal
from parself.province.appraising import Act, Judgement, decide, settle
from parself.province.board import Mark
from parself.province.decisions import Cell, Stand, Verdict
from parself.province.officers import Share
from parself.province.overview import Overview, open_overview
from parself.province.undoing import take_back
from parself.province.work import back, decided
from parself.values import evolve
from province.desks import WHY, desk, judge, sent, with_officers
from submission.samples import NOW, UNITS

CELLS = tuple(Cell(UNITS[0], row) for row in ("1.1", "1.2"))
State = tuple[Mapping[Cell, Stand], Mapping[Cell, Mark]]


@pytest.fixture
def view(landed: Path, tmp_path: Path) -> Overview:
    """Return a round in which Lan and An differ on 1.1, and Binh's second look on 1.2."""
    vong = with_officers(landed, an=Share((UNITS[0],)), binh=Share((UNITS[1],)))
    sharing.set_second_look(vong, 100, Decimal(0), "hat", WHY)
    sharing.share(vong, "binh", Share((UNITS[0],)), WHY, second=True)
    an, binh = (desk(vong, who, tmp_path) for who in ("an", "binh"))
    judge(an, "1.1", "1")
    judge(an, "1.2", "2")
    judge(binh, "1.2", "4")
    judge(vong, "1.1", "3", who="lan")
    files = [sent(an, tmp_path, "an-ve.zip"), sent(binh, tmp_path, "binh-ve.zip")]
    joining.join(vong, files, "lan", NOW, keep=True)
    found = open_overview(vong)
    assert {found.mark(cell) for cell in CELLS} == {Mark.DIFFERING}
    return found


def state(view: Overview) -> State:
    return view.stands, view.marks_of(CELLS)


def lan(minute: int) -> Act:
    return Act("lan", NOW + timedelta(minutes=minute), f"lan-{minute}")


def one_step(view: Overview, what: str, cells: list[Cell], act: Act) -> Overview:
    """Decide the cells anew, or settle those that wait for it; what is not possible is left."""
    made = []
    for cell in cells:
        beside = view.beside(cell)
        if what == "settle" and view.mark(cell) is Mark.DIFFERING:
            made.append(settle(view, cell, beside[0].id, "Theo biên bản", act))
        elif what in {"0.5", "1.5"}:
            judgement = Judgement(Verdict.ADJUST, Decimal(what), f"Chấm {what}")
            made.append(decide(view, cell, judgement, act))
        elif what == "open":
            made.append(decide(view, cell, Judgement(Verdict.OPEN), act))
    return evolve(view, appraisal=view.appraisal.added(made))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("0.5", "1.5", "open", "settle")),
        st.lists(st.sampled_from(CELLS), min_size=1, max_size=2, unique=True),
    ),
    max_size=5,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_step_by_step_all_decisions_their_authors_and_their_times_come_again(
    view: Overview, steps: list[tuple[str, list[Cell]]]
) -> None:
    start, before = view, list[State]()
    for minute, (what, cells) in enumerate(steps, start=1):
        after = one_step(view, what, cells, lan(minute))
        if state(after) != state(view):
            before.append(state(view))
        view = after
    for number, wanted in enumerate(reversed(before)):
        view = evolve(view, appraisal=view.appraisal.added(back(view, lan(100 + number))))
        assert state(view) == wanted
    assert state(view) == state(start)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS, st.randoms(use_true_random=False))
def test_copies_in_which_something_was_taken_back_are_put_together_in_any_order(
    view: Overview, steps: list[tuple[str, list[Cell]]], chance: Random
) -> None:
    for minute, (what, cells) in enumerate(steps, start=1):
        view = one_step(view, what, cells, lan(minute))
        if chance.random() < 0.5:
            view = evolve(view, appraisal=view.appraisal.added(back(view, lan(100 + minute))))
    mixed = list(view.appraisal.versions)
    chance.shuffle(mixed)
    assert Appraisal().added(mixed).stands == view.stands


def test_what_was_settled_and_taken_back_can_be_settled_by_name_again(view: Overview) -> None:
    settled = one_step(view, "settle", list(CELLS), lan(1))
    again = evolve(settled, appraisal=settled.appraisal.added(back(settled, lan(2))))
    assert {one.who for one in again.beside(CELLS[0])} == {"an", "lan"}
    assert {one.who for one in again.beside(CELLS[1])} == {"an", "binh"}
    for cell in CELLS:
        meant = next(one for one in again.beside(cell) if one.who == "an")
        assert settle(again, cell, "an", "", lan(3)).said == meant.said


def test_what_an_officer_takes_back_goes_with_the_next_file(landed: Path, tmp_path: Path) -> None:
    vong = with_officers(landed, an=Share((UNITS[0],)))
    an = desk(vong, "an", tmp_path)
    judge(an, "1.1", "1")
    judge(an, "1.2", "2")
    joining.join(vong, [sent(an, tmp_path, "mot.zip")], "lan", NOW, keep=True)
    decided(an, "", NOW, back)
    second = sent(an, tmp_path, "hai.zip")
    (one,) = joining.join(vong, [second], "lan", NOW, keep=True).joined
    assert one.left == ()
    view = open_overview(vong)
    assert {cell.row for cell in view.stands} == {"1.1"}
    assert take_back(vong, who="lan", now=NOW).act.what == joining.JOINED
    assert {cell.row for cell in open_overview(vong).stands} == {"1.1", "1.2"}


def test_nothing_is_left_to_take_back_where_nothing_of_ones_own_stands(view: Overview) -> None:
    with pytest.raises(UsageError):
        back(view, Act("minh", NOW, "buoc"))
