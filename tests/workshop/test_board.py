"""What may be shown at which stage, over all doors: before its time, nothing is told anywhere."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from parself.cli import classroom_text
from parself.desk.class_desk import ClassDesk
from parself.errors import RefusedError, UsageError
from parself.report import classroom, making
from parself.tables.terminal import printed
from parself.workshop.board import Board
from parself.workshop.collected import Stage
from parself.workshop.polling import take_in
from parself.workshop.session import Session, state
from workshop.samples import bytes_of, session

NOW = datetime(2026, 3, 2, 8, 0)
# No figure of the answers, the reasons or the key occurs in anything else that is shown.
KEY = "7777777"


class Room:
    """A session into which works are put without a folder."""

    def __init__(self, path: Path) -> None:
        self.session: Session = session(path / "lop", key=KEY, maximum=9)

    def put(self, group: str, points: str, **facts: Any) -> None:
        data = bytes_of(group, points, **facts)
        name = f"{group}-{facts}".encode().hex()[:60]
        path = self.session.kept(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        take_in(self.session, name, NOW)

    @property
    def desk(self) -> ClassDesk:
        return ClassDesk(self.session)

    def reveal(self, stage: Stage | None = None, round_: int | None = None) -> None:
        self.desk.reveal(stage, round_, NOW)

    def undo(self) -> None:
        self.desk.undo(NOW)

    @property
    def board(self) -> Board:
        return self.desk.board


@pytest.fixture
def room(tmp_path: Path) -> Room:
    made = Room(tmp_path)
    for number, points in enumerate(["7775533", "7755533", "77????."]):
        made.put(f"g{number}", points, name=f"Nhóm {number}", trapped="35")
    return made


def doors(shown: Board) -> dict[str, str]:
    """All that is told of a board, by where it is told."""
    papers = classroom.papers(shown)
    return {
        "lines": "\n".join(classroom_text.board_lines(shown)),
        "json": json.dumps(classroom_text.board_json(shown), ensure_ascii=False),
        "html": making.drawn(papers, "html").decode(),
        "printed": "\n".join(printed(papers, 100)),
        "value": repr(shown),
    }


ANSWERS = ("5,00", "3,00", "5.00", "3.00", "reason of g1", "Decimal('5')", "Decimal('3')")


def test_before_a_round_is_revealed_nothing_of_its_answers_is_told_anywhere(room: Room) -> None:
    for door, told in doors(room.board).items():
        for secret in (*ANSWERS, "7,00", "7.00", "counted twice", "Decimal('7')", "α"):
            assert secret not in told, (door, secret)


def test_before_a_round_is_revealed_its_works_are_not_even_read(room: Room) -> None:
    for one in state(room.session).entries:
        room.session.kept(one.file).unlink()
    assert room.board.damaged == ()
    assert [one.rounds[1].counts is not None for one in room.board.groups] == [True] * 3


def test_progress_tells_who_has_handed_in_and_how_many_rows(room: Room) -> None:
    told = doors(room.board)
    assert "Nhóm 0" in told["lines"] and "7/7" in told["lines"]
    assert json.loads(told["json"])["groups"][2]["rounds"][0] | {} == {
        **{"round": 1, "sequence": 1, "answered": 2, "unknown": 4},
        **{"rivals": [], "late": []},
    }


def test_once_the_answers_are_revealed_they_are_told_everywhere_and_the_key_nowhere(
    room: Room,
) -> None:
    room.reveal()
    for door, told in doors(room.board).items():
        if door != "value":
            assert "reason of g1" in told or door == "lines", door
            assert "5,00" in told or "5.00" in told, door
        assert "counted twice" not in told, door
        assert "accepted=(Decimal" not in told, door
    result = json.loads(doors(room.board)["json"])["results"][0]
    assert (result["right"], result["distance"], result["leans"]) == (None, None, [])
    assert not any({"key", "right", "traps"} & set(row) for row in result["rows"])


def test_the_key_comes_in_a_second_step_and_each_step_can_be_taken_back(room: Room) -> None:
    steps = [doors(room.board)]
    for _time in range(2):
        room.reveal()
        steps.append(doors(room.board))
    assert "counted twice" in steps[2]["json"] and "counted twice" in steps[2]["html"]
    room.undo()
    assert doors(room.board) == steps[1]
    room.undo()
    assert doors(room.board) == steps[0]
    with pytest.raises(RefusedError):
        room.undo()


def test_names_of_groups_stand_on_the_trainers_screen_and_on_no_paper(room: Room) -> None:
    room.reveal()
    room.reveal()
    told = doors(room.board)
    assert "Nhóm 0" in told["lines"] and "Nhóm 0" in told["json"]
    assert "Nhóm 0" not in told["html"] and "Nhóm 0" not in told["printed"]


def test_the_second_round_is_hidden_until_it_is_revealed_itself(room: Room) -> None:
    room.reveal()
    before = doors(room.board)["json"]
    room.put("g0", "6666666", round_=2)
    room.put("g1", "6666666", round_=2)
    told = json.loads(doors(room.board)["json"])
    assert told["results"] == json.loads(before)["results"]
    assert told["moved"] is None and '"6.00"' not in json.dumps(told)
    room.reveal()
    told = json.loads(doors(room.board)["json"])
    assert [one["round"] for one in told["results"]] == [1, 2]
    assert told["moved"]["to_each_other"] is not None
    assert told["moved"]["to_key"] is None
    room.reveal()
    assert json.loads(doors(room.board)["json"])["moved"]["to_key"] is not None


def test_steps_are_refused_out_of_their_order(room: Room) -> None:
    for stage, round_ in ((Stage.KEY, None), (None, 2), (Stage.ANSWERS, 3)):
        with pytest.raises(RefusedError):
            room.reveal(stage, round_)
    room.put("g0", "6666666", round_=2)
    with pytest.raises(RefusedError):
        room.reveal(None, 2)
    room.reveal(None, 1)
    with pytest.raises(RefusedError):
        room.reveal(Stage.ANSWERS, 1)
    room.reveal(None, 2)
    room.reveal(Stage.KEY, 2)
    assert room.board.stages == {1: Stage.KEY, 2: Stage.KEY}


def test_a_group_in_conflict_is_left_out_until_chosen(room: Room) -> None:
    room.put("g0", "3333333", sequence=1)
    room.reveal()
    latest = room.board.latest
    assert latest is not None and [one.group for one in latest.agreement.groups] == ["B", "C"]
    rivals = room.board.groups[0].rounds[1].rivals
    for code, mark in (("A", "nothing"), ("Z", rivals[0].mark)):
        with pytest.raises(UsageError):
            room.desk.choose(code, mark, NOW)
    room.desk.choose("A", rivals[1].mark, NOW)
    latest = room.board.latest
    assert latest is not None and latest.agreement.groups[0].group == "A"
    assert latest.agreement.rows[0].points["A"] == 3


def test_a_kept_work_that_was_damaged_is_told_and_the_others_stand(room: Room) -> None:
    room.reveal()
    room.session.kept(state(room.session).entries[1].file).write_bytes(b"x")
    shown = room.board
    assert len(shown.damaged) == 1
    assert shown.latest is not None
    assert [one.group for one in shown.latest.agreement.groups] == ["A", "C"]


def test_notes_on_wording_are_kept_for_the_rubrics_author(room: Room) -> None:
    room.desk.note("3", "which dossiers?", NOW)
    for door, told in doors(room.board).items():
        assert "which dossiers?" in told, door
    for row, text in (("99", "x"), ("3", " ")):
        with pytest.raises(UsageError):
            room.desk.note(row, text, NOW)


@pytest.mark.parametrize("form", ["xlsx", "docx", "html"])
def test_every_stage_can_be_put_on_paper(room: Room, form: str) -> None:
    sizes = [len(making.drawn(classroom.papers(room.board), form))]
    for _time in range(2):
        room.reveal()
        sizes.append(len(making.drawn(classroom.papers(room.board), form)))
    assert sizes == sorted(sizes) and sizes[0] > 0
