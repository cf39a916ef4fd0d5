"""What is told of a folder before it is opened: true, and nothing in the folder is touched."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, Purpose, State
from parself.desk import handing_out
from parself.desk.card import Card, Kind, Weight, read_card
from parself.desk.desk import Desk
from parself.errors import Message, say
from parself.province.calendar import Dates
from parself.province.founding import new_round
from parself.submission import bundle
from parself.workshop.material import make_session

NOW = datetime(2023, 12, 12, 10, 42, 7)
TODAY = NOW.date()


@pytest.fixture
def folder(tmp_path: Path) -> store.Folder:
    """A new assessment of Văn Quan, for real."""
    return begin(tmp_path / "van-quan", "mau-ngan", "van-quan", purpose=Purpose.REAL)


def contents(path: Path) -> Mapping[Path, bytes]:
    return {one: one.read_bytes() for one in path.rglob("*") if one.is_file()}


def left(card: Card) -> Mapping[str, Weight]:
    """What is to be done next, by the id of its words."""
    return {one.words.id: one.weight for one in card.next}


def said(card: Card, id_: str) -> Message:
    return next(one for one in (*card.facts, *(one.words for one in card.next)) if one.id == id_)


def answered(folder: store.Folder, row: str, **values: int) -> store.Folder:
    answer = Answer(State.ANSWERED, values)
    return store.save(folder, folder.assessment.with_answer(row, answer), now=NOW)


def test_a_new_assessment_has_every_row_left_and_no_place(folder: store.Folder) -> None:
    before = contents(folder.path)
    card = read_card(folder.path, TODAY)
    assert (card.kind, card.done, card.of, card.place) == (Kind.UNIT, 0, card.of, None)
    assert said(card, "{count} rows to answer").values == {"count": card.of}
    assert card.facts == ()
    assert not card.is_practice
    assert contents(folder.path) == before


def test_what_was_answered_counts_and_the_place_is_foreseen(folder: store.Folder) -> None:
    saved = answered(folder, "2.2.1", part=12301, whole=12450)
    card = read_card(saved.path, TODAY)
    view = Desk(saved).view
    assert card.done == view.progress().answered == 1
    assert said(card, "{count} without proof").values == {"count": 1}
    foreseen = view.projection
    assert foreseen is not None
    assert card.place is not None
    assert card.place.is_foreseen
    assert card.place.is_illustrative
    assert (card.place.of, card.place.rank) == (foreseen.of, foreseen.projected)
    assert card.place.index == view.scores.projected.index
    assert folder.standings is not None
    last = folder.standings.of("van-quan")
    assert last is not None
    assert last.rank is not None
    assert foreseen.projected is not None
    assert card.place.won == last.rank - foreseen.projected != 0


def test_the_day_of_saving_is_told_as_today_only_today(folder: store.Folder) -> None:
    saved = answered(folder, "2.2.1", part=12301, whole=12450)
    day = store.look(saved.path).saved.date()
    assert read_card(folder.path, day).facts[0].id == "saved today at {time}"
    assert read_card(folder.path, day + timedelta(1)).facts[0].id == "saved on {day}"


def test_the_last_hand_in_is_told_with_its_number(folder: store.Folder, tmp_path: Path) -> None:
    bundle.export(folder, tmp_path, now=NOW)
    number = said(read_card(folder.path, TODAY), "exported, no. {n:none} ({day})")
    assert number.values == {"n": 1, "day": "12/12/2023"}


def test_an_error_presses_more_than_what_is_open(folder: store.Folder) -> None:
    more = answered(folder, "1.2", thieu=3, cham=3)
    card = read_card(more.path, TODAY)
    assert card.next[0].words == say("{count} errors to mend", count=1)
    assert card.next[0].weight is Weight.PRESSING
    assert len(card.next) > 1


def test_a_part_that_is_out_is_told_until_it_is_joined(
    folder: store.Folder, tmp_path: Path
) -> None:
    department = handing_out.departments(folder.rubric)[0][0].id
    make = handing_out.make_of(None, form=False)
    given = handing_out.give(folder, department, tmp_path / "phan", make, now=NOW)
    card = read_card(folder.path, TODAY)
    assert said(card, "{count} parts not joined").values == {"count": 1}
    assert read_card(given.path, TODAY).kind is Kind.PART


@pytest.mark.parametrize("name", ["assessment.toml", "rubric.toml", "roster.toml"])
def test_damage_presses_and_nothing_else_is_told(folder: store.Folder, name: str) -> None:
    (folder.path / name).write_bytes(b"x")
    card = read_card(folder.path, TODAY)
    assert left(card) == {"files damaged or changed": Weight.PRESSING}
    assert (card.of, card.place) == (0, None)


def test_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    assert read_card(tmp_path / "gone", TODAY).kind is Kind.LOST


def founded(path: Path, dates: Dates) -> Path:
    new_round(path, rubric="mau-ngan", practice=True, dates=dates)
    return path


@pytest.mark.parametrize(
    ("days", "words", "weight"),
    [
        (30, "{count} days to the last day of hand-ins", Weight.CALM),
        (4, "{count} days to the last day of hand-ins", Weight.SOON),
        (0, "today is the last day of hand-ins", Weight.SOON),
    ],
)
def test_a_round_tells_its_last_day_and_who_is_missing(
    tmp_path: Path, days: int, words: str, weight: Weight
) -> None:
    ky = founded(tmp_path / "ky", Dates(hand_in=TODAY + timedelta(days)))
    card = read_card(ky, TODAY)
    assert (card.kind, card.done, card.of, card.is_practice) == (Kind.ROUND, 0, 11, True)
    assert left(card) == {words: weight, "{count} units have not handed in": Weight.CALM}


def test_units_that_are_overdue_press(tmp_path: Path) -> None:
    ky = founded(tmp_path / "ky", Dates(hand_in=TODAY - timedelta(1)))
    weights = left(read_card(ky, TODAY))
    assert weights["{count} units have not handed in"] is Weight.PRESSING


def test_a_season_adds_its_rounds_up(tmp_path: Path) -> None:
    for name in ("huyen", "so"):
        founded(tmp_path / "nam" / name, Dates())
    card = read_card(tmp_path / "nam", date(2024, 1, 1))
    assert (card.kind, card.done, card.of) == (Kind.SEASON, 0, 22)


def test_a_class_counts_the_groups_that_handed_in(tmp_path: Path) -> None:
    make_session(tmp_path / "lop", "suoi-may-30-phut", now=NOW)
    card = read_card(tmp_path / "lop", TODAY)
    assert (card.kind, card.done, card.of) == (Kind.CLASS, 0, 0)
