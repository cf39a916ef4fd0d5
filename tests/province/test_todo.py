"""What is to be done next: every kind of work is counted once, and leads to what it is about."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from parself.province import sharing, terms
from parself.province.appraising import Judgement, decide
from parself.province.board import Mark
from parself.province.calendar import Dates
from parself.province.decisions import Cell, Verdict
from parself.province.officers import Officer, Share
from parself.province.overview import Overview, open_overview
from parself.province.todo import Kind, Task, tasks
from parself.province.work import decided
from parself.words.round_words import Todo, task_words, todo_words
from province.desks import WHY, desk, judge, with_officers
from submission.samples import NOW, UNITS

TODAY = date(2024, 2, 1)


def of(view: Overview) -> dict[Kind, Task]:
    return {one.kind: one for one in tasks(view, view.lines(TODAY))}


def test_what_has_not_come_is_told_with_how_many_are_late(landed: Path) -> None:
    assert of(open_overview(landed))[Kind.MISSING].late == 0
    terms.set_dates(landed, Dates(hand_in=date(2023, 12, 31)), WHY)
    found = of(open_overview(landed))
    assert found[Kind.MISSING].count == found[Kind.MISSING].late == len(UNITS) - 2


def test_rows_are_counted_by_how_they_stand(landed: Path) -> None:
    before = of(open_overview(landed))[Kind.OPEN]
    judge(landed, "1.1", None)
    view = open_overview(landed)
    after = of(view)[Kind.OPEN]
    assert set(before.cells) - set(after.cells) == {Cell(UNITS[0], "1.1")}
    assert all(view.mark(cell) is Mark.OPEN for cell in after.cells)
    assert Kind.NOBODYS not in of(view)


def test_what_is_in_nobodys_share_is_told_to_the_lead_and_not_to_officers(
    landed: Path, tmp_path: Path
) -> None:
    with_officers(landed, an=Share((UNITS[0],), ("1.1",)))
    found = of(open_overview(landed))
    assert set(found[Kind.OPEN].cells) - set(found[Kind.NOBODYS].cells) == {Cell(UNITS[0], "1.1")}
    theirs = of(open_overview(desk(landed, "an", tmp_path)))
    assert {kind: one.cells for kind, one in theirs.items()} == {
        Kind.OPEN: (Cell(UNITS[0], "1.1"),)
    }


def test_of_a_unit_all_that_is_to_be_done_is_named_the_most_pressing_first(landed: Path) -> None:
    def said() -> str:
        view = open_overview(landed)
        return todo_words(view, view.lines(TODAY)[0], TODAY).words

    assert said() == "2 chưa xem"
    ask = Judgement(Verdict.ASK, reason="Thiếu")
    decided(landed, "", NOW, lambda view, act: [decide(view, Cell(UNITS[0], "1.2"), ask, act)])
    assert said() == "1 chưa xem · 1 giải trình"
    judge(landed, "1.1", None)
    assert said() == "1 giải trình"
    judge(landed, "1.2", "0.5")
    assert said() == "đã xong"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (29, "9 xem lại · 7 chưa xem · muộn"),
        (28, "9 xem lại · 7 chưa xem +1"),
        (24, "9 xem lại +2"),
        (11, "9 xem lại"),
    ],
)
def test_where_room_is_short_it_is_said_how_much_more_there_is(cells: int, said: str) -> None:
    todo = Todo(("9 xem lại", "7 chưa xem", "muộn"), 2)
    assert todo.within(cells) == said


@pytest.mark.parametrize("percent", [0, 100])
def test_at_the_desk_of_the_second_look_its_rows_are_to_be_done(
    percent: int, landed: Path, tmp_path: Path
) -> None:
    with_officers(landed, an=Share((UNITS[1],), ("1.2",)))
    sharing.share(landed, "an", Share((UNITS[0],), ("1.1",)), WHY, second=True)
    sharing.set_second_look(landed, percent, Decimal(0), "hat", WHY)
    found = of(open_overview(desk(landed, "an", tmp_path)))[Kind.OPEN].cells
    assert (Cell(UNITS[0], "1.1", 2) in found) == (percent == 100)


def test_what_is_drawn_for_the_second_look_and_given_to_nobody_is_told_to_the_lead(
    landed: Path, tmp_path: Path
) -> None:
    with_officers(landed, an=Share())
    sharing.set_second_look(landed, 100, Decimal(0), "hat", WHY)
    every = {Cell(unit, row, 2) for unit in UNITS[:2] for row in ("1.1", "1.2")}
    assert set(of(open_overview(landed))[Kind.NOBODYS_SECOND].cells) == every
    sharing.add(landed, Officer("binh", "Bình"), WHY)
    sharing.share(landed, "binh", Share((UNITS[0],)), WHY, second=True)
    left = {one for one in every if one.unit != UNITS[0]}
    assert set(of(open_overview(landed))[Kind.NOBODYS_SECOND].cells) == left
    assert Kind.NOBODYS_SECOND not in of(open_overview(desk(landed, "binh", tmp_path)))


def test_nobodys_rows_are_the_same_on_every_face_and_none_at_an_officers_desk(
    landed: Path, tmp_path: Path
) -> None:
    with_officers(landed, an=Share((UNITS[0],), ("1.1",)))
    judge(landed, "1.1", "1", UNITS[1], who="lan")
    view = open_overview(landed)
    left = (Cell(UNITS[0], "1.2"), Cell(UNITS[1], "1.2"))
    assert sharing.nobodys(view) == left == of(view)[Kind.NOBODYS].cells
    assert sharing.nobodys(open_overview(desk(landed, "an", tmp_path))) == ()


def test_of_a_lead_without_a_share_it_is_told_how_much_they_decided(landed: Path) -> None:
    with_officers(landed, an=Share((UNITS[0],)))
    judge(landed, "1.1", "1", UNITS[1], who="lan")
    judge(landed, "1.1", None, who="an")
    works = sharing.work_of(open_overview(landed))
    assert {one.officer.id: (one.done, len(one.left)) for one in works} == {
        "lan": (1, 0),
        "an": (1, 1),
    }


def test_how_much_there_is_to_do_is_written_with_its_thousands() -> None:
    cells = tuple(Cell("huyen-a", str(number)) for number in range(2310))
    assert task_words(Task(Kind.OPEN, ("huyen-a",), cells)).startswith("2.310 ")
