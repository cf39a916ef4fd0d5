"""What an appraisal comes to: added up by hand on a small rubric of 6 + 4 points."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parself.errors import DamagedError
from parself.province.appraisal import write_step
from parself.province.board import Mark, settled_percent
from parself.province.decisions import Basis, Cell, Decision, Verdict
from parself.province.line import Line
from parself.province.overview import Overview, open_overview
from parself.province.receiving import merge
from parself.province.round import open_round, write_round
from parself.province.survey import SURVEY, read_survey, write_survey
from parself.province.versions import going_on
from parself.rubric.identity import identity_of
from parself.rubric.load import rubric_from_bytes
from parself.values import evolve
from province.conftest import Sent
from submission.samples import NOW, RUBRIC, UNITS, assessment, build, make_folder

SURVEY_ROW = """[[area.criterion]]
id = "1.3"
title = "Hài lòng"
points = 10
source = "survey"
measure = { kind = "survey" }
scale = { kind = "proportional" }

"""
SURVEYED = (
    RUBRIC.replace('[[area.criterion]]\nid = "1.1"', f'{SURVEY_ROW}[[area.criterion]]\nid = "1.1"')
    .replace("points = 10\nroster", "points = 20\nroster")
    .replace('title = "Lĩnh vực một"\npoints = 10', 'title = "Lĩnh vực một"\npoints = 20')
)


A = UNITS[0]
RATIO = (A, "1.1")


def decided(view: Overview, row: str, verdict: Verdict, points: str | None) -> Decision:
    return Decision(
        cell=Cell(UNITS[0], row),
        verdict=verdict,
        points=Decimal(points) if points else None,
        reason="Thiếu báo cáo",
        basis=view.basis(UNITS[0], row),
        who="an",
        when=NOW,
    )


def test_open_rows_count_as_claimed_in_what_is_expected_and_are_told(landed: Path) -> None:
    view = open_overview(landed)
    write_step(landed, [decided(view, "1.1", Verdict.ADJUST, "4.50")])
    found = open_overview(landed).figures[UNITS[0]]
    claimed = view.facts[UNITS[0]].points or Decimal(0)
    assert found.claimed == claimed
    assert found.appraised == Decimal("4.50")
    assert found.expected == claimed - Decimal("0.90")
    assert found.open == 1
    assert not found.is_final


def test_a_row_that_is_asked_has_no_appraised_points_yet(landed: Path) -> None:
    view = open_overview(landed)
    write_step(landed, [decided(view, "1.1", Verdict.ASK, None)])
    after = open_overview(landed)
    assert after.marks(UNITS[0])["1.1"] is Mark.ASKED
    assert after.figures[UNITS[0]].open == 2


def test_points_index_and_place_come_from_one_score_when_a_row_is_asked(landed: Path) -> None:
    view = open_overview(landed)
    write_step(landed, [decided(view, "1.1", Verdict.ADJUST, "1")])
    view = open_overview(landed)
    write_step(landed, [going_on(view.stand(*RATIO).latest, decided(view, "1.1", Verdict.ASK, ""))])
    after = open_overview(landed)
    found = after.figures[UNITS[0]]
    assert after.marks(UNITS[0])["1.1"] is Mark.ASKED
    assert found.expected == found.claimed == Decimal("5.40")
    assert found.index == found.expected / 10 * 100
    assert after.places == {UNITS[0]: 1, UNITS[1]: 2}


def test_a_row_to_look_at_again_keeps_its_unit_provisional(landed: Path, sent: Sent) -> None:
    view = open_overview(landed)
    write_step(landed, [decided(view, row, Verdict.ADJUST, "2") for row in ("1.1", "1.2")])
    (before,) = [one for one in open_overview(landed).lines(NOW.date()) if one.unit.code == A]
    assert (before.is_final, share(before)) == (True, 100)
    merge(landed, [sent(sequence=2, part=70)], now=NOW)
    (after,) = [one for one in open_overview(landed).lines(NOW.date()) if one.unit.code == A]
    assert after.count(Mark.TO_REVIEW) == 1
    assert (after.is_final, share(after)) == (False, 50)
    assert after.figures is not None
    assert after.figures.open == 1


def share(line: Line) -> int:
    return settled_percent(list(line.marks.values()))


@given(st.lists(st.sampled_from(Mark), max_size=300))
def test_a_hundred_percent_are_settled_only_where_all_are(marks: list[Mark]) -> None:
    is_whole = bool(marks) and set(marks) <= {Mark.ACCEPTED, Mark.ADJUSTED}
    assert (settled_percent(marks) == 100) == is_whole


def test_two_rows_of_many_keep_it_below_a_hundred() -> None:
    assert settled_percent([Mark.ACCEPTED] * 998 + [Mark.OPEN] * 2) == 99


def test_a_decision_is_looked_at_again_where_the_answer_changed(landed: Path, sent: Sent) -> None:
    write_step(landed, [decided(open_overview(landed), "1.1", Verdict.ACCEPT, "5.40")])
    merge(landed, [sent(sequence=2, part=70)], now=NOW)
    after = open_overview(landed)
    assert after.marks(UNITS[0])["1.1"] is Mark.TO_REVIEW
    decision = after.stand(UNITS[0], "1.1").decision
    assert decision is not None
    assert decision.basis.changed(after.basis(UNITS[0], "1.1")) == ("answer",)


def test_a_correction_of_another_row_leaves_a_decision_as_it_was(landed: Path, sent: Sent) -> None:
    write_step(landed, [decided(open_overview(landed), "1.2", Verdict.ACCEPT, "4")])
    merge(landed, [sent(sequence=2, part=70)], now=NOW)
    assert open_overview(landed).marks(UNITS[0])["1.2"] is Mark.ACCEPTED


def test_decisions_of_a_rubric_without_survey_give_places(landed: Path) -> None:
    view = open_overview(landed)
    assert view.places == {UNITS[0]: 1, UNITS[1]: 2}
    write_step(landed, [decided(view, "1.1", Verdict.ADJUST, "1")])
    assert open_overview(landed).places == {UNITS[0]: 2, UNITS[1]: 1}


@pytest.fixture
def surveyed(tmp_path: Path, sent: Sent) -> Path:
    path = tmp_path / "dtxhh"
    identity = identity_of(rubric_from_bytes(SURVEYED.encode(), where=""))
    merge(path, [sent(part=90, rubric_text=SURVEYED, identified=identity)], now=NOW)
    return path


def test_a_missing_survey_is_unknown_and_never_zero(surveyed: Path) -> None:
    found = open_overview(surveyed).figures[UNITS[0]]
    assert (found.survey, found.index) == (None, None)


def test_survey_points_come_from_what_was_announced(surveyed: Path) -> None:
    write_survey(surveyed, {UNITS[0]: {"1.3": {"percent": Decimal(85)}}})
    found = open_overview(surveyed).figures[UNITS[0]]
    assert found.survey == Decimal("8.50")
    assert found.index == (found.expected + found.survey) / 20 * 100


def test_without_a_survey_the_rest_is_set_against_a_hundred(surveyed: Path) -> None:
    round_ = open_round(surveyed)
    write_round(evolve(round_, settings=evolve(round_.settings, survey_held=False)))
    found = open_overview(surveyed).figures[UNITS[0]]
    assert found.index == found.expected / 10 * 100


def test_what_a_unit_takes_of_the_survey_moves_no_figure_of_the_round(tmp_path: Path) -> None:
    identity = identity_of(rubric_from_bytes(SURVEYED.encode(), where=""))
    taken = evolve(assessment(identified=identity), survey_held=False)
    folder = make_folder(tmp_path / "gia-dinh", taken, rubric_text=SURVEYED)
    file = tmp_path / "gia-dinh.zip"
    file.write_bytes(build(folder, sequence=1))
    merge(tmp_path / "ky", [file], now=NOW)
    found = open_overview(tmp_path / "ky").figures[UNITS[0]]
    assert found.lacking == ("1.3",)
    assert (found.index, found.maximum) == (None, Decimal(20))


def test_facts_that_are_gone_or_flipped_are_made_anew(landed: Path) -> None:
    before = open_overview(landed)
    for place in (landed / "facts").iterdir():
        place.write_bytes(place.read_bytes().replace(b"5.40", b"6.00"))
    assert open_overview(landed).facts == before.facts
    for place in (landed / "facts").iterdir():
        place.unlink()
    assert open_overview(landed).facts == before.facts


def test_an_edited_survey_file_is_told_as_damaged(surveyed: Path) -> None:
    write_survey(surveyed, {UNITS[0]: {"1.3": {"percent": Decimal(85)}}})
    assert read_survey(surveyed) == {UNITS[0]: {"1.3": {"percent": Decimal(85)}}}
    path = surveyed / SURVEY
    path.write_bytes(path.read_bytes().replace(b"85", b"95"))
    with pytest.raises(DamagedError):
        read_survey(surveyed)


def test_what_a_decision_rests_on_is_stored_with_it(landed: Path) -> None:
    view = open_overview(landed)
    basis = view.basis(UNITS[0], "1.1")
    assert basis != Basis()
    write_step(landed, [decided(view, "1.1", Verdict.ACCEPT, "5.40")])
    (decision,) = open_overview(landed).appraisal.decisions
    assert decision.basis == basis
    assert decision.when == datetime(2023, 12, 12, 10, 42, 7)
