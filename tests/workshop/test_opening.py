"""Real works of real groups, from the exercise that is handed out to the trainer's board."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from parself.assessment import store
from parself.assessment.model import Answer, State
from parself.desk import class_desk
from parself.submission.bundle import export
from parself.workshop import group_folder
from parself.workshop.agreement import Open
from parself.workshop.collected import Stage
from parself.workshop.polling import Told
from workshop.classes import NOW, Class


@pytest.fixture
def room(tmp_path: Path) -> Class:
    return Class(tmp_path)


def trap_of(room: Class) -> tuple[int, Answer, str]:
    """The first trap of the pack that says what was entered."""
    return next(
        (number, trap.answer, trap.mistake)
        for number, key in enumerate(room.key.values())
        for trap in key.traps
        if trap.inputs
    )


def test_works_of_real_groups_are_compared_with_the_key(room: Class) -> None:
    number, wrong, mistake = trap_of(room)
    answered: dict[str, dict[str, Any]] = {
        "Nhóm 1": {},
        "Nhóm 2": {f"row_{number}": wrong},
        "Nhóm 3": {f"row_{(number + 1) % len(room.key)}": Open.UNKNOWN},
    }
    for name, answers in answered.items():
        room.hand_in(room.answered(room.group(name), **answers))
    assert [one.verdict and one.verdict.value for one in room.collect()] == ["new"] * 3
    desk = class_desk.opened(room.path / "lop")
    assert desk.board.results == {}
    desk.reveal(None, None, NOW)
    desk.reveal(None, None, NOW)
    names = {one.name: one.code for one in desk.board.groups}
    result = desk.board.results[1]
    assert result.stage is Stage.KEY
    by_name = {one.group: one for one in result.agreement.groups}
    rows = len(room.key)
    assert by_name[names["Nhóm 1"]].right == rows
    assert by_name[names["Nhóm 2"]].right == rows - 1
    assert (by_name[names["Nhóm 3"]].right, by_name[names["Nhóm 3"]].unknown) == (rows - 1, 1)
    trapped = result.agreement.rows[number]
    assert trapped.trapped[mistake] == (names["Nhóm 2"],)
    assert result.reasons[trapped.key.row][names["Nhóm 1"]] == f"why {trapped.key.row}"


def test_a_blank_row_is_neither_an_answer_nor_not_known(room: Class) -> None:
    folder = room.answered(room.group("Nhóm 1"), row_0=None)
    room.hand_in(folder)
    room.collect()
    session = room.session
    work = session.work(class_desk.opened(session.path).board.groups[0].rounds[1].counts)  # type: ignore[arg-type]
    row = next(iter(room.key))
    assert work.given[row] is Open.BLANK
    assert all(isinstance(work.given[one], Decimal) for one in room.key if one != row)


def test_the_exercise_itself_on_the_stick_is_passed_over(room: Class) -> None:
    (room.stick / room.material.hand_out.name).write_bytes(room.material.hand_out.read_bytes())
    assert [one.told for one in room.collect()] == [Told.EXERCISE]


def test_a_work_of_another_session_of_the_same_pack_is_not_taken_in(
    room: Class, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Class(tmp_path / "other")
    other.stick = room.stick
    other.hand_in(other.answered(other.group("Nhóm 9")))
    assert [one.verdict and one.verdict.value for one in room.collect()] == ["other-session"]


def test_half_a_real_work_is_not_taken_in_and_the_whole_one_is(room: Class) -> None:
    room.hand_in(room.answered(room.group("Nhóm 1")))
    file = next(room.stick.glob("*.zip"))
    data = file.read_bytes()
    for damaged in (data[: len(data) // 2], data[:-200] + bytes(200), bytes(len(data))):
        file.write_bytes(damaged)
        assert [one.told for one in room.collect()] == [Told.COPYING]
    file.write_bytes(data)
    assert [one.verdict and one.verdict.value for one in room.collect()] == ["new"]


def test_a_second_round_is_a_work_of_its_own(room: Class) -> None:
    folder = room.answered(room.group("Nhóm 1"), row_0=Answer())
    export(folder, room.stick, now=NOW)
    folder = store.load(folder.path)
    folder = room.answered(group_folder.begin_second(folder, now=NOW))
    export(folder, room.stick, now=NOW)
    assert sorted(one.entry.round for one in room.collect() if one.entry) == [1, 2]
    standings = class_desk.opened(room.path / "lop").board.groups[0].rounds
    answered = [one.counts.answered for one in standings.values() if one.counts]
    assert answered == [len(room.key) - 1, len(room.key)]
    assert State.UNANSWERED not in {key.right[0].state for key in room.key.values()}
