"""The practice province: what it consists of, and what it never touches."""

import shutil
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from parself import demo
from parself.assessment import possible, store
from parself.assessment.model import Assessment, Purpose, State
from parself.demo.casts import COMMUNES, DEPARTMENTS, DISTRICTS, Cast
from parself.demo.figures import filled_in
from parself.errors import RefusedError
from parself.files import BusyError, FolderLock, OccupiedError
from parself.province.board import Mark
from parself.province.decisions import Cell
from parself.province.line import Line
from parself.province.overview import Overview, open_overview
from parself.province.record import Round
from parself.province.remarks import Audience
from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.catalogue import find_roster, find_rubric, find_standings
from parself.scoring.score import score_assessment
from parself.submission.intake import read_bundle

RUBRIC = find_rubric(DISTRICTS.rubric)[0]
ROSTER = find_roster(DISTRICTS.roster)[0]
STANDINGS = find_standings(DISTRICTS.standings)[0]
OWN = [item.id for item in RUBRIC.items() if item.source is m.Source.SELF]
COMPLETE = [unit for unit in ROSTER.units if unit.code != "van-quan"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> demo.Demo:
    return demo.prepare(tmp_path_factory.mktemp("demo") / "d")


@pytest.fixture
def own(made: demo.Demo, tmp_path: Path) -> demo.Demo:
    """Return a demo that the test may write in."""
    return demo.prepare(Path(shutil.copytree(made.path, tmp_path / "d")))


def filled(unit: peers.Unit) -> Assessment:
    return filled_in(RUBRIC, unit, STANDINGS)


def test_ten_of_eleven_units_are_in_and_one_is_missing(made: demo.Demo) -> None:
    results = made.round.results
    assert len(results.ranked) + 1 == len(ROSTER.units) == 11
    assert [unit.code for unit in results.missing] == [DISTRICTS.missing]
    assert not results.unranked


def test_the_round_shows_something_of_everything(board: Mapping[str, Line]) -> None:
    late = {code for code, line in board.items() if line.counts and line.is_late}
    assert late == {DISTRICTS.late}
    assert len(board[DISTRICTS.corrected].received) == 2
    marks = Counter(mark for line in board.values() for mark in line.marks.values())
    assert set(marks) == {*Mark} - {Mark.DIFFERING}
    assert {code for code, line in board.items() if Mark.TO_REVIEW in line.marks.values()} == {
        DISTRICTS.corrected
    }
    known = [line.survey is not None for line in board.values()]
    assert True in known
    assert False in known


def test_what_was_decided_carries_remarks_a_way_and_figures_that_differ(view: Overview) -> None:
    audiences = {one.audience for found in view.remarks.values() for one in found}
    assert audiences == {*Audience}
    assert [one.decision.way for one in view.stands.values() if one.decision].count(1) == 1
    differing = [code for code in view.facts for row in OWN if view.differences(code, row)]
    assert sorted(differing) == ["chi-lang", "tp-lang-son"]


def test_two_demos_are_appraised_alike(made: demo.Demo, tmp_path: Path) -> None:
    other = demo.prepare(tmp_path / "d")
    for name in ("appraisal.jsonl", "survey.toml", "reference.toml"):
        ours, theirs = (one.round.path / name for one in (made, other))
        assert ours.read_bytes() == theirs.read_bytes()


@pytest.fixture(scope="module")
def view(made: demo.Demo) -> Overview:
    return open_overview(made.round.path)


@pytest.fixture(scope="module")
def board(view: Overview) -> Mapping[str, Line]:
    return {line.unit.code: line for line in view.lines(date(2024, 1, 25))}


def test_everything_is_practice(made: demo.Demo) -> None:
    assert made.round.purpose is Purpose.PRACTICE
    folders = [store.load(path) for path in (made.path / demo.UNITS).iterdir()]
    assert {folder.assessment.purpose for folder in folders} == {Purpose.PRACTICE}


def test_one_hand_in_of_each_unit_lies_ready(made: demo.Demo) -> None:
    units = {read_bundle(path).unit.code for path in (made.path / demo.HAND_INS).glob("*.zip")}
    assert units == {unit.code for unit in ROSTER.units}


def test_indexes_are_believable_and_differ(made: demo.Demo) -> None:
    indexes = [place.index for place in made.round.results.ranked if place.unit.code != "van-quan"]
    assert len(set(indexes)) == 9
    assert all(Decimal(50) < index < Decimal(67) for index in indexes)
    assert max(indexes) - min(indexes) > 5


def test_the_order_resembles_last_years_without_repeating_it(made: demo.Demo) -> None:
    ranks = {place.unit.code: place.rank for place in made.round.results.ranked}
    before = {unit.code: unit.rank or 0 for unit in STANDINGS.units}
    apart = [abs(ranks[code] - before[code]) for code in ranks]
    assert any(apart)
    assert sum(apart) / len(apart) < 3


def test_the_open_unit_is_half_way_with_flags_and_notes(made: demo.Demo) -> None:
    assessment = store.load(made.open_folder).assessment
    answered = [row for row in OWN if assessment.answer(row).state is not State.UNANSWERED]
    assert len(OWN) / 3 < len(answered) < len(OWN) * 2 / 3
    assert answered == OWN[: len(answered)]
    flagged = [answer for answer in assessment.answers.values() if answer.flagged]
    assert len(flagged) >= 2
    assert all(answer.note for answer in flagged)
    assert assessment.answer(assessment.position).is_blank


def test_its_place_in_the_ranking_is_that_of_its_own_screen(made: demo.Demo) -> None:
    folder = store.load(made.open_folder)
    scores = score_assessment(folder.rubric, folder.unit, folder.assessment)
    (place,) = [place for place in made.round.results.ranked if place.unit.code == "van-quan"]
    assert (place.index, place.points) == (scores.claimed.index, scores.claimed.points)


@pytest.mark.parametrize("unit", COMPLETE, ids=lambda unit: str(unit.code))
def test_the_other_units_answered_every_row_of_their_own_possibly(unit: peers.Unit) -> None:
    assessment = filled(unit)
    assert not possible.problems(RUBRIC, unit, assessment)
    assert all(assessment.answer(row).state is not State.UNANSWERED for row in OWN)
    scores = score_assessment(RUBRIC, unit, assessment)
    assert all(
        scores.rows[row].points is not None or scores.rows[row].state is State.NOT_APPLICABLE
        for row in OWN
    )


def number(assessment: Assessment, row: str, key: str) -> int:
    value = assessment.answer(row).values.get(key, 0)
    assert isinstance(value, int)
    return value


@pytest.mark.parametrize("unit", COMPLETE, ids=lambda unit: str(unit.code))
def test_rows_agree_with_each_other_as_the_rubrics_checks_ask(unit: peers.Unit) -> None:
    assessment = filled(unit)
    table = assessment.answer("3.4.2").values
    late = number(assessment, "3.4.1", "whole") - number(assessment, "3.4.1", "part")
    late += sum(
        (1 if key.endswith("whole") else -1) * value
        for key, value in table.items()
        if isinstance(value, int)
    )
    assert number(assessment, "3.4.3", "whole") == late
    assert number(assessment, "3.2.1", "whole") == len(unit.sub_units) + 1
    assert number(assessment, "7.5.3", "whole") == len(unit.sub_units)
    assert number(assessment, "2.1.2", "whole") <= number(assessment, "2.1.1", "part")
    assert number(assessment, "7.3.4", "whole") <= number(assessment, "7.3.5", "tiep-nhan.whole")
    assert number(assessment, "1.2.1", "count") + number(assessment, "1.2.2", "count") <= 4
    assert assessment.answer("7.5.1").values["choice"] == "co"


def test_the_figures_are_the_same_each_time_and_different_for_each_unit() -> None:
    first = [filled(unit) for unit in ROSTER.units]
    assert first == [filled(unit) for unit in ROSTER.units]
    assert len({str(sorted(one.answers.items())) for one in first}) == 11


def test_two_demos_hand_in_the_same_bytes(made: demo.Demo, tmp_path: Path) -> None:
    other = demo.prepare(tmp_path / "d")
    names = sorted(
        path.relative_to(made.path / demo.HAND_INS)
        for path in (made.path / demo.HAND_INS).rglob("*.zip")
    )
    for name in names:
        ours, theirs = (one.path / demo.HAND_INS / name for one in (made, other))
        assert ours.read_bytes() == theirs.read_bytes()


def ranked(round_: Round) -> list[tuple[int, str]]:
    return [(place.rank, place.unit.code) for place in round_.results.ranked]


def test_a_demo_that_is_there_is_opened_as_it_was_left_and_made_anew_on_request(
    own: demo.Demo,
) -> None:
    typed = own.open_folder / "typed.txt"
    typed.write_text("x", encoding="utf-8")
    assert ranked(demo.prepare(own.path).round) == ranked(own.round)
    assert typed.exists()
    assert ranked(demo.prepare(own.path, reset=True).round) == ranked(own.round)
    assert not typed.exists()


def test_a_demo_that_was_cut_short_is_made_anew(own: demo.Demo) -> None:
    (own.path / ".parself-demo").write_bytes(b"")
    (own.path / demo.ROUND / "round.toml").unlink()
    assert ranked(demo.prepare(own.path).round) == ranked(own.round)


@pytest.mark.parametrize("reset", [True, False])
def test_a_folder_that_is_no_demo_is_left_alone(tmp_path: Path, reset: bool) -> None:
    (tmp_path / "letter.docx").write_bytes(b"mine")
    with pytest.raises(OccupiedError):
        demo.prepare(tmp_path, reset=reset)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.docx"]


def test_resetting_spares_what_somebody_put_beside_it(own: demo.Demo) -> None:
    (own.path / "letter.docx").write_bytes(b"mine")
    with pytest.raises(RefusedError):
        demo.prepare(own.path, reset=True)
    assert (own.path / "letter.docx").read_bytes() == b"mine"
    assert own.open_folder.is_dir()


def test_a_demo_open_in_another_window_is_not_reset(own: demo.Demo) -> None:
    with (
        FolderLock(own.open_folder, datetime(2024, 1, 1)),
        pytest.raises(BusyError),
    ):
        demo.prepare(own.path, reset=True)
    assert own.open_folder.is_dir()


def test_without_a_folder_named_it_goes_among_the_documents_or_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "Documents"
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: documents)
    monkeypatch.chdir(tmp_path)
    assert demo.default_folder() == tmp_path / "parself-demo"
    documents.mkdir()
    assert demo.default_folder() == documents / "parself-demo"


def test_a_folder_holds_the_demo_of_one_kind_of_units(own: demo.Demo) -> None:
    with pytest.raises(RefusedError):
        demo.prepare(own.path, cast=DEPARTMENTS)
    assert demo.prepare(own.path).cast is DISTRICTS


@pytest.mark.parametrize("cast", [COMMUNES, DEPARTMENTS], ids=lambda cast: cast.id)
def test_a_cast_names_units_and_rows_that_are_there(cast: Cast) -> None:
    rubric, roster = find_rubric(cast.rubric)[0], find_roster(cast.roster)[0]
    units = {cast.half_way, cast.missing, cast.late, cast.extended, cast.corrected}
    units |= {*cast.looked_at, *(one.unit for one in cast.judged)}
    units |= {one.unit for one in cast.readings}
    assert all(roster.unit(code) for code in units)
    rows = {*cast.corrected_rows, cast.agreed[0], *cast.sizes, *cast.same_whole, *cast.not_final}
    rows |= {one.row for one in cast.judged} | {one.row for one in cast.readings}
    assert rows <= set(rubric.rows)


def test_departments_have_a_demo_of_their_own(tmp_path: Path) -> None:
    made = demo.prepare(tmp_path / "d", cast=DEPARTMENTS)
    assert len(made.round.results.ranked) == 19
    folders = [store.load(path) for path in (made.path / demo.UNITS).iterdir()]
    for folder in folders:
        assert not possible.problems(folder.rubric, folder.unit, folder.assessment)
        assert folder.assessment.purpose is Purpose.PRACTICE
        is_whole = folder.unit.code != made.unit.code
        answered = folder.assessment.answers.keys()
        own_rows = {r.id for r in folder.rubric.items() if r.source is m.Source.SELF}
        assert (own_rows <= answered) is is_whole
    assert demo.prepare(made.path).cast is DEPARTMENTS
    judged = open_overview(made.round.path).stands
    assert all(Cell(one.unit, one.row) in judged for one in DEPARTMENTS.judged)
