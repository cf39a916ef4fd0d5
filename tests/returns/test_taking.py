"""A result in the unit's folder: kept, named, replied to, handed in; and every refusal changes
nothing."""

import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from parself.assessment import store
from parself.assessment.history import earlier_saves
from parself.assessment.model import Citation, Document, DocumentKind, SignOff
from parself.assessment.saves import Occasion
from parself.desk import answering
from parself.desk.desk import Desk
from parself.errors import DamagedError, ParselfError, RefusedError, UsageError
from parself.files import FileError
from parself.returns.file import read_return
from parself.returns.kept import received_by
from parself.returns.model import Phase, ReturnedRow, Ruling
from parself.returns.taking import Looked, look, take
from parself.submission.archive import WrongKindError
from parself.submission.bundle import export
from parself.submission.intake import read_bundle
from parself.values import evolve
from parself.view.view import View
from returns.samples import ROWS, return_file
from submission.forge import files_of
from submission.samples import LATER, NOW, UNITS, make_folder, on_time


@pytest.fixture
def handed_in(tmp_path: Path) -> store.Folder:
    """An assessment of which hand-in 1 was made."""
    folder = make_folder(tmp_path / "don-vi")
    return export(folder, tmp_path / "lan-1.zip", now=NOW).folder


def result(folder: store.Folder, place: Path, **other: Any) -> Path:
    """Write a result about the last hand-in of a folder."""
    last = folder.assessment.hand_in
    assert last is not None
    about = {"hand_in": last.sequence, "hand_in_digest": last.digest}
    name = f"kq-{len(list(place.glob('kq-*')))}.zip"
    return return_file(place / name, **{**about, **other})


@pytest.fixture
def desk(handed_in: store.Folder, tmp_path: Path) -> Desk:
    """A desk that has received a result: 1.1 adjusted, 1.2 asked about."""
    desk = Desk(handed_in, clock=lambda: LATER)
    answering.receive(desk, look(handed_in, result(handed_in, tmp_path)))
    return desk


def state(path: Path) -> Mapping[str, bytes]:
    return {
        str(one.relative_to(path)): one.read_bytes()
        for one in path.rglob("*")
        if one.is_file() and not one.name.startswith(".parself")
    }


def test_looking_changes_nothing(handed_in: store.Folder, tmp_path: Path) -> None:
    path = result(handed_in, tmp_path)
    before = state(handed_in.path)
    seen = look(handed_in, path)
    assert (seen.left, seen.to_give_again) == (("1.1", "1.2"), ())
    assert state(handed_in.path) == before


def test_a_result_says_whether_a_survey_is_held_and_not_the_unit(
    desk: Desk, handed_in: store.Folder
) -> None:
    view = View(desk.folder, evolve(desk.assessment, survey_held=False))
    assert view.received is not None
    assert view.received.survey_held
    assert view.counted.survey_held
    assert not view.is_survey_assumed
    assert View(handed_in, evolve(handed_in.assessment, survey_held=False)).is_survey_assumed


def test_a_result_is_kept_beside_the_assessment_that_names_it(desk: Desk, tmp_path: Path) -> None:
    opened = store.load(desk.folder.path)
    file = read_return(tmp_path / "kq-0.zip")
    assert opened.assessment.returned is not None
    assert opened.assessment.returned.digest == file.digest
    assert received_by(opened) == file.value == desk.view.received
    assert [one.name for one in (opened.path / "returned").iterdir()] == [
        f"lan-1-{file.digest[:8]}.toml"
    ]
    assert next(one.occasion for one in earlier_saves(opened) if one.occasion) is Occasion.RESULT


@pytest.mark.parametrize(
    "other",
    [{"unit": UNITS[1]}, {"year": 2022}, {"hand_in": 9}, {"hand_in_digest": "cd" * 32}],
)
def test_a_refused_result_changes_nothing(
    handed_in: store.Folder, tmp_path: Path, other: dict[str, Any]
) -> None:
    seen = look(handed_in, result(handed_in, tmp_path, **other))
    before = state(handed_in.path)
    with pytest.raises(RefusedError):
        take(handed_in, seen, now=LATER)
    assert state(handed_in.path) == before


def test_the_number_received_may_not_come_back_as_another_content_or_an_older_one(
    desk: Desk, tmp_path: Path
) -> None:
    other = evolve(ROWS["1.1"], appraised=Decimal(1))
    before = state(desk.folder.path)
    for changed in ({"rows": {"1.1": other}}, {"number": 1, "title": "Khác"}):
        with pytest.raises(RefusedError):
            answering.receive(desk, look(desk.folder, result(desk.folder, tmp_path, **changed)))
    answering.receive(desk, look(desk.folder, tmp_path / "kq-0.zip"))
    assert state(desk.folder.path) == before


def test_a_result_with_rows_or_points_that_the_rubric_lacks_is_no_result(
    handed_in: store.Folder, tmp_path: Path
) -> None:
    adjusted = ReturnedRow(Ruling.ADJUSTED, Decimal(5), Decimal(7))
    for rows in ({"7.7": adjusted}, {"1.1": adjusted}):
        with pytest.raises(DamagedError):
            look(handed_in, result(handed_in, tmp_path, rows=rows))


def test_a_hand_in_is_told_to_be_no_result(handed_in: store.Folder, tmp_path: Path) -> None:
    with pytest.raises(WrongKindError):
        look(handed_in, tmp_path / "lan-1.zip")


def test_a_locked_assessment_receives_once_it_is_unlocked(
    handed_in: store.Folder, tmp_path: Path
) -> None:
    desk = Desk(handed_in, clock=lambda: LATER)
    desk.lock(SignOff("A", "Chủ tịch", "Văn Quan", LATER.date()))
    desk.save()
    seen = look(desk.folder, result(desk.folder, tmp_path))
    before = state(desk.folder.path)
    with pytest.raises(RefusedError):
        answering.receive(desk, seen)
    assert state(desk.folder.path) == before
    desk.unlock()
    answering.receive(desk, seen)
    assert desk.assessment.returned is not None
    assert desk.assessment.sign_off is None


def test_a_lost_file_is_told_and_put_back_by_receiving_it_again(desk: Desk, tmp_path: Path) -> None:
    answering.reply(desk, "1.1", True, "")
    desk.save()
    (kept,) = (desk.folder.path / "returned").iterdir()
    whole = kept.read_bytes()
    for damaged in (None, whole[:-9], whole.replace(b"4.8", b"4.9"), b""):
        kept.unlink(missing_ok=True)
        if damaged is not None:
            kept.write_bytes(damaged)
        opened = store.load(desk.folder.path)
        again = Desk(opened, clock=lambda: LATER)
        assert received_by(opened) is None
        assert [one.kind.is_error for one in again.view.unreplied] == [True]
        with pytest.raises(UsageError):
            answering.reply(again, "1.2", True, "Có")
        answering.receive(again, look(opened, tmp_path / "kq-0.zip"))
        assert again.view.received == read_return(tmp_path / "kq-0.zip").value
        assert kept.read_bytes() == whole
        assert again.assessment.replies == desk.assessment.replies


def test_a_reply_is_a_step_that_undo_takes_back(desk: Desk) -> None:
    answering.reply(desk, "1.1", False, "Đã nộp đủ")
    assert desk.undo() == "1.1"
    assert desk.assessment.replies == {}
    assert desk.assessment.returned is not None
    assert desk.redo() == "1.1"
    assert not desk.assessment.replies["1.1"].agrees


def test_undoing_what_was_entered_before_a_result_came_keeps_the_result_and_the_replies(
    handed_in: store.Folder, tmp_path: Path
) -> None:
    desk = Desk(handed_in, clock=lambda: LATER)
    path = result(handed_in, tmp_path)
    desk.enter("1.1", {"part": 80})
    desk.save()
    answering.receive(desk, look(desk.folder, path))
    answering.reply(desk, "1.1", True, "")
    assert desk.undo() == "1.1"
    assert desk.undo() == "1.1"
    assert desk.assessment.answer("1.1").values["part"] == 90
    assert desk.assessment.returned is not None
    desk.redo()
    desk.redo()
    assert desk.assessment.replies["1.1"].agrees


def test_going_back_to_a_save_before_the_result_keeps_the_result_and_the_replies(
    desk: Desk,
) -> None:
    answering.reply(desk, "1.1", True, "")
    desk.save()
    earliest = next(one for one in earlier_saves(desk.folder) if one.occasion is Occasion.RESULT)
    desk.restore(desk.way_back(earliest))
    assert desk.assessment.returned is not None
    assert desk.assessment.replies["1.1"].agrees


def test_a_reply_does_not_touch_the_answer(desk: Desk) -> None:
    before = desk.assessment.answers
    answering.reply(desk, "1.1", False, "Đã nộp đủ")
    assert desk.assessment.answers == before


def test_new_evidence_in_the_row_stands_for_an_explanation(desk: Desk) -> None:
    with pytest.raises(UsageError):
        answering.reply(desk, "1.1", False, "")
    desk.register(Document("E-001", DocumentKind.ON_FILE, "Báo cáo quý IV"))
    desk.cite("1.1", Citation("E-001"))
    answering.reply(desk, "1.1", False, "")
    assert not desk.assessment.replies["1.1"].agrees


def test_the_next_hand_in_names_the_result_and_holds_the_replies_but_nothing_of_its_points(
    desk: Desk, tmp_path: Path
) -> None:
    answering.reply(desk, "1.1", False, "Đã nộp đủ")
    desk.save()
    done = export(desk.folder, tmp_path / "lan-2.zip", now=LATER)
    assert (done.is_new, done.bundle.sequence) == (True, 2)
    held = done.bundle.assessment
    assert held.returned == desk.assessment.returned
    assert held.replies == desk.assessment.replies
    told = files_of((tmp_path / "lan-2.zip").read_bytes())
    assert not [name for name in told if "return" in name or "past" in name]
    text = told["data/assessment.toml"].decode()
    assert "4.8" not in text
    assert "báo cáo quý" not in text


def test_the_files_of_two_units_that_were_judged_otherwise_differ_in_the_digest_alone(
    handed_in: store.Folder, tmp_path: Path
) -> None:
    """No figure that the result tells, nor one made of it, is in what is handed in."""
    copies = []
    for number, appraised in enumerate(("1.5", "5.25")):
        path = Path(shutil.copytree(handed_in.path, tmp_path / f"ban-{number}"))
        rows = {"1.1": evolve(ROWS["1.1"], appraised=Decimal(appraised))}
        desk = Desk(store.load(path), clock=lambda: LATER)
        answering.receive(desk, look(desk.folder, result(desk.folder, tmp_path, rows=rows)))
        target = tmp_path / f"gui-{number}.zip"
        export(desk.folder, target, now=LATER)
        named = desk.assessment.returned
        assert named is not None
        text = files_of(target.read_bytes())["data/assessment.toml"].decode()
        copies.append(text.replace(named.digest, "").rpartition("# parself-sha256")[0])
    assert copies[0] == copies[1]


def test_a_copy_saved_elsewhere_has_the_result_with_it(desk: Desk, tmp_path: Path) -> None:
    copy, _missing = store.save_copy(desk.folder, desk.assessment, tmp_path / "noi-khac")
    assert received_by(copy) == received_by(store.load(copy.path)) == desk.view.received


@pytest.mark.parametrize("place", ["keep", "files.write_atomic"])
def test_a_result_that_cannot_be_kept_is_not_named(
    handed_in: store.Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    seen = look(handed_in, result(handed_in, tmp_path))
    before = state(handed_in.path)

    def refuse(*_what: object, **_more: object) -> None:
        raise FileError

    monkeypatch.setattr(f"parself.assessment.received.{place}", refuse)
    with pytest.raises(FileError):
        take(handed_in, seen, now=LATER)
    assert state(handed_in.path) == before


TEXTS: Final = st.sampled_from(["", "Đã nộp", "Theo Cổng DVC"])
RULINGS: Final = st.sampled_from(
    [
        ReturnedRow(Ruling.ACCEPTED, Decimal(4), Decimal(4)),
        ReturnedRow(Ruling.ADJUSTED, Decimal(4), Decimal(3), "Thiếu báo cáo"),
        ReturnedRow(Ruling.ADJUSTED, Decimal(4), Decimal(2), "Thiếu báo cáo"),
        ReturnedRow(Ruling.ASKED, Decimal(4), reason="Số liệu ở đâu?"),
        ReturnedRow(Ruling.OPEN, Decimal(4)),
    ]
)


class Season(RuleBasedStateMachine):
    """Results come, are replied to, figures are edited, handed in: a reply that is handed in
    always answers what the named result says of its row."""

    @initialize()
    def begin(self) -> None:
        import tempfile

        self.place = Path(tempfile.mkdtemp())
        folder = make_folder(self.place / "don-vi")
        self.desk = Desk(export(folder, self.place / "1.zip", now=NOW).folder)
        self.number = 0
        self.said: dict[str, tuple[bool, str, ReturnedRow]] = {}

    @rule(one=RULINGS, two=RULINGS)
    def receive(self, one: ReturnedRow, two: ReturnedRow) -> None:
        self.number += 1
        rows = {"1.1": one, "1.2": two}
        path = result(self.desk.folder, self.place, number=self.number, rows=rows)
        seen: Looked = look(self.desk.folder, path)
        answering.receive(self.desk, seen)

    @rule(row=st.sampled_from(["1.1", "1.2"]), agrees=st.booleans(), why=TEXTS)
    def reply(self, row: str, agrees: bool, why: str) -> None:
        value = self.desk.view.received
        try:
            answering.reply(self.desk, row, agrees, why)
        except ParselfError:
            return
        assert value is not None
        self.said[row] = (agrees, why, value.rows[row])

    @rule(row=st.sampled_from(["1.1", "1.2"]))
    def take_back(self, row: str) -> None:
        try:
            answering.take_back(self.desk, row)
        except ParselfError:
            return
        self.said.pop(row, None)

    @rule(part=st.integers(0, 100))
    def edit(self, part: int) -> None:
        self.desk.enter("1.1", {"part": part})
        self.desk.end_typing()

    @rule()
    def hand_in(self) -> None:
        self.desk.save()
        done = export(self.desk.folder, self.place / "ra.zip", now=NOW)
        self.desk.replace_folder(done.folder)
        held, value = read_bundle(done.path).assessment, self.desk.view.received
        assert held.returned == self.desk.assessment.returned
        for row, one in held.replies.items():
            assert value is not None
            assert self.said[row] == (one.agrees, one.explanation, value.rows[row])

    @rule()
    def open_again(self) -> None:
        self.desk.save()
        self.desk = Desk(store.load(self.desk.folder.path))

    @invariant()
    def nothing_said_is_lost(self) -> None:
        if hasattr(self, "desk"):
            replies = self.desk.assessment.replies.items()
            kept = {row: (one.agrees, one.explanation) for row, one in replies}
            assert kept == {row: said[:2] for row, said in self.said.items()}

    def teardown(self) -> None:
        if hasattr(self, "place"):
            shutil.rmtree(self.place)


TestSeason = Season.TestCase
TestSeason.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


def test_replies_of_later_phases_go_on_with_the_result_that_tells_their_outcome(
    desk: Desk, tmp_path: Path
) -> None:
    answering.reply(desk, "1.1", False, "Đã nộp đủ")
    second = result(desk.folder, tmp_path, number=2, phase=Phase.SECOND)
    answering.receive(desk, look(desk.folder, second))
    assert not desk.assessment.replies["1.1"].again
    with pytest.raises(UsageError):
        answering.reply(desk, "1.1", True, "")


def test_answers_go_on_being_edited_after_a_result(desk: Desk) -> None:
    desk.enter("1.1", {"part": 95})
    desk.save()
    assert store.load(desk.folder.path).assessment.answer("1.1").values == on_time(95).values
