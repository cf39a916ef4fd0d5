"""Appraising: who may decide, what is possible, many rows at once, the same case the same way."""

import os
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from parself.assessment.model import State
from parself.errors import UsageError
from parself.province.agreeing import cell_of
from parself.province.appraisal import write_step
from parself.province.appraising import (
    ACCEPTED,
    Act,
    Judgement,
    Skip,
    accept_all_but,
    by_way,
    decide,
)
from parself.province.board import Mark, mark
from parself.province.decisions import Basis, Cell, Stand, Verdict
from parself.province.facts import RowFacts
from parself.province.officers import Bar, Officer, Share
from parself.province.overview import Overview, open_overview
from parself.province.receiving import merge
from parself.province.reference import Reference, write_references
from parself.province.remarks import Remark, Way
from parself.province.round import open_round, write_round
from parself.province.versions import going_on
from parself.province.work import back, decided
from parself.rubric.load import rubric_from_bytes
from parself.values import evolve
from province.conftest import Sent
from province.test_board import SURVEYED
from submission.samples import NOW, UNITS

RATIO, PLAN = Cell(UNITS[0], "1.1"), Cell(UNITS[0], "1.2")
ACT = Act("an", NOW, "mot")


def less(points: str, reason: str = "Thiếu báo cáo") -> Judgement:
    return Judgement(Verdict.ADJUST, Decimal(points), reason)


def with_officers(path: Path, *officers: Officer) -> None:
    write_round(evolve(open_round(path), officers=officers))


def test_accepting_takes_the_claim_as_it_is(landed: Path) -> None:
    decision = decide(open_overview(landed), RATIO, ACCEPTED, ACT)
    assert (decision.points, decision.cell) == (Decimal("5.40"), RATIO)


@pytest.mark.parametrize("points", ["-0.01", "6.01", "100"])
def test_points_lie_between_nothing_and_the_maximum(landed: Path, points: str) -> None:
    with pytest.raises(UsageError, match="Points must lie"):
        decide(open_overview(landed), RATIO, less(points), ACT)


@pytest.mark.parametrize("points", ["0", "6", "3.333"])
def test_nothing_and_the_maximum_are_points_too_and_are_rounded(landed: Path, points: str) -> None:
    found = decide(open_overview(landed), RATIO, less(points), ACT).points
    assert found == Decimal(points).quantize(Decimal("0.01"))


@pytest.mark.parametrize("judgement", [less("1", " "), Judgement(Verdict.ASK)])
def test_what_the_unit_will_read_needs_a_reason(landed: Path, judgement: Judgement) -> None:
    with pytest.raises(UsageError, match="A reason is needed"):
        decide(open_overview(landed), RATIO, judgement, ACT)


def test_a_unit_that_handed_nothing_in_is_not_appraised(landed: Path) -> None:
    with pytest.raises(UsageError, match="No hand-in"):
        decide(open_overview(landed), Cell(UNITS[9], "1.1"), ACCEPTED, ACT)


def test_officers_keep_to_their_shares_and_the_lead_to_none(landed: Path) -> None:
    with_officers(
        landed,
        Officer("an", "An", shares=(Share(rows=("1.1",)),)),
        Officer("binh", "Bình", shares=(Share(units=(UNITS[1],)),)),
        Officer("lead", "Chi", is_lead=True),
    )
    view = open_overview(landed)
    decide(view, RATIO, ACCEPTED, ACT)
    decide(view, PLAN, less("1"), evolve(ACT, who="lead"))
    for who, words in (("an", "not in the share"), ("binh", "not in the share"), ("dung", "list")):
        with pytest.raises(UsageError, match=words):
            decide(view, PLAN, ACCEPTED, evolve(ACT, who=who))


def test_whoever_is_barred_appraises_nothing_of_a_unit_but_at_a_desk_of_one(landed: Path) -> None:
    officer = Officer("an", "An", bars=(Bar(UNITS[0], "Quê ở đây"),), is_lead=True)
    with_officers(landed, officer)
    with pytest.raises(UsageError, match="may not appraise"):
        decide(open_overview(landed), RATIO, ACCEPTED, ACT)
    waived = evolve(officer, bars=(Bar(UNITS[0], "Quê ở đây", "Chỉ có một người"),))
    with_officers(landed, waived)
    decide(open_overview(landed), RATIO, ACCEPTED, ACT)
    with_officers(landed, waived, Officer("binh", "Bình", is_lead=True))
    with pytest.raises(UsageError, match="may not appraise"):
        decide(open_overview(landed), RATIO, ACCEPTED, ACT)


def test_many_are_accepted_but_what_somebody_has_to_look_at(landed: Path) -> None:
    remark = Remark(unit=UNITS[1], row="1.1", text="Xem lại", who="an", when=NOW)
    write_step(landed, [decide(open_overview(landed), RATIO, less("5"), ACT), remark])
    cells = [Cell(unit, row) for unit in UNITS[:3] for row in ("1.1", "1.2")]
    plan = accept_all_but(open_overview(landed), cells, evolve(ACT, step="hai"))
    assert plan.skipped[RATIO] is Skip.DECIDED
    assert plan.skipped[PLAN] is Skip.NO_POINTS
    assert plan.skipped[Cell(UNITS[1], "1.1")] is Skip.REMARK
    assert plan.skipped[Cell(UNITS[2], "1.1")] is Skip.NOT_YOURS
    assert {one.cell for one in plan.decisions} | set(plan.skipped) == set(cells)
    assert not {one.cell for one in plan.decisions} & set(plan.skipped)


def test_what_is_proved_and_undisputed_is_accepted_and_what_is_unproved_is_not(
    landed: Path,
) -> None:
    view = open_overview(landed)
    plan = accept_all_but(view, [RATIO], ACT)
    backed = view.facts[RATIO.unit].rows[RATIO.row].is_backed
    assert ([one.cell for one in plan.decisions] == [RATIO]) is backed
    facts = view.facts[RATIO.unit]
    other = evolve(facts.rows[RATIO.row], is_backed=not backed)
    turned = evolve(view, handed={RATIO.unit: evolve(facts, rows={**facts.rows, "1.1": other})})
    assert (accept_all_but(turned, [RATIO], ACT).skipped == {RATIO: Skip.UNPROVED}) is backed


def test_another_figure_of_the_province_keeps_a_row_from_being_accepted_and_marks_a_decision(
    landed: Path,
) -> None:
    write_step(landed, [decide(open_overview(landed), RATIO, ACCEPTED, ACT)])
    same = Reference("1.1", "part", "Cổng DVC", {UNITS[0]: Decimal(90)})
    write_references(landed, (same,))
    view = open_overview(landed)
    assert view.differences(*RATIO_KEY) == ()
    assert view.mark(RATIO) is Mark.ACCEPTED
    other = evolve(same, values={UNITS[0]: Decimal(80), UNITS[1]: Decimal(80)})
    write_references(landed, (other,))
    view = open_overview(landed)
    (found,) = view.differences(*RATIO_KEY)
    assert (found.claimed, found.expected) == (Decimal(90), Decimal(80))
    assert view.mark(RATIO) is Mark.TO_REVIEW
    plan = accept_all_but(view, [Cell(UNITS[1], "1.1")], ACT)
    assert Skip.REFERENCE not in plan.skipped.values()
    decided(landed, "an", NOW, back)
    facts = open_overview(landed).facts[RATIO.unit]
    proved = {**facts.rows, "1.1": evolve(facts.rows["1.1"], is_backed=True)}
    view = evolve(open_overview(landed), handed={RATIO.unit: evolve(facts, rows=proved)})
    assert accept_all_but(view, [RATIO], ACT).skipped == {RATIO: Skip.REFERENCE}


def test_what_does_not_apply_to_a_unit_is_accepted_as_nothing_of_nothing(landed: Path) -> None:
    view = open_overview(landed)
    facts = view.facts[RATIO.unit]
    outside = evolve(facts.rows["1.1"], points=None, maximum=Decimal(0), is_backed=True)

    def with_row(row: RowFacts) -> Overview:
        return evolve(view, handed={RATIO.unit: evolve(facts, rows={**facts.rows, "1.1": row})})

    assert decide(with_row(outside), RATIO, ACCEPTED, ACT).points == 0
    assert not accept_all_but(with_row(outside), [RATIO], ACT).skipped
    bare = evolve(outside, is_backed=False)
    assert accept_all_but(with_row(bare), [RATIO], ACT).skipped == {RATIO: Skip.UNPROVED}


def test_figures_that_landing_called_contradictory_are_left_to_be_looked_at(
    landed: Path,
) -> None:
    facts = open_overview(landed).facts[RATIO.unit]
    sound = evolve(facts.rows["1.1"], is_backed=True)

    def skipped(row: RowFacts) -> Mapping[Cell, Skip]:
        rows = {**facts.rows, "1.1": row}
        view = evolve(open_overview(landed), handed={RATIO.unit: evolve(facts, rows=rows)})
        return accept_all_but(view, [RATIO], ACT).skipped

    assert skipped(sound) == {}
    assert skipped(evolve(sound, is_doubted=True)) == {RATIO: Skip.DOUBTED}


def test_a_row_that_a_unit_calls_not_applicable_counts_once_the_province_gives_it_points(
    landed: Path,
) -> None:
    def opened() -> Overview:
        view = open_overview(landed)
        facts = view.facts[RATIO.unit]
        row = evolve(facts.rows["1.1"], state=State.NOT_APPLICABLE, points=None, maximum=Decimal(0))
        return evolve(view, handed={RATIO.unit: evolve(facts, rows={**facts.rows, "1.1": row})})

    without, most = opened().figures[RATIO.unit].maximum, opened().round.rubric.rows["1.1"].points
    for number, (judgement, counts) in enumerate(
        ((ACCEPTED, False), (less("4.5"), True), (less("0"), True))
    ):
        one = decide(opened(), RATIO, judgement, evolve(ACT, step=f"b{number}"))
        write_step(landed, [one])
        view = opened()
        assert view.applies(RATIO) is counts
        assert view.figures[RATIO.unit].maximum == without + (most if counts else 0)
        assert view.points(RATIO) == (one.points if counts else None)
    with pytest.raises(UsageError):
        decide(opened(), RATIO, less("6.01"), ACT)


def test_a_row_of_the_survey_is_not_appraised_and_its_door_is_named(landed: Path) -> None:
    view = open_overview(landed)
    rubric = rubric_from_bytes(SURVEYED.encode(), where="")
    surveyed = evolve(view, round=evolve(view.round, rubric=rubric))
    cell = Cell(UNITS[0], "1.3")
    with pytest.raises(UsageError, match="parself round survey set"):
        decide(surveyed, cell, ACCEPTED, ACT)
    with pytest.raises(UsageError, match="parself round survey set"):
        cell_of(surveyed, cell.unit, cell.row)


def test_equal_cases_with_other_points_are_left_out_where_many_are_accepted(
    tmp_path: Path, sent: Sent
) -> None:
    path = tmp_path / "vong"
    merge(path, [sent(part=90), sent(UNITS[1], part=90)], now=NOW)
    view, other = open_overview(path), Cell(UNITS[1], "1.1")
    proved = {
        code: evolve(facts, rows={**facts.rows, "1.1": evolve(facts.rows["1.1"], is_backed=True)})
        for code, facts in view.facts.items()
    }
    view = evolve(view, handed=proved)
    assert not accept_all_but(view, [RATIO, other], ACT).skipped
    given = evolve(view, appraisal=view.appraisal.added([decide(view, RATIO, less("3"), ACT)]))
    assert accept_all_but(given, [other], ACT).skipped == {other: Skip.UNEQUAL}


def test_what_stood_before_stands_again_by_whoever_decided_it(landed: Path) -> None:
    first = decide(open_overview(landed), RATIO, ACCEPTED, ACT)
    write_step(landed, [first])
    second = evolve(ACT, who="binh", step="hai")
    write_step(landed, [decide(open_overview(landed), RATIO, less("3"), second)])
    decided(landed, "binh", NOW, back)
    view = open_overview(landed)
    assert view.standing(RATIO) == (first,)
    opened = decide(view, RATIO, Judgement(Verdict.OPEN), ACT)
    cleared = evolve(opened, basis=Basis())
    assert view.changed(RATIO, cleared) == ()
    assert mark(Stand((cleared,)), view.basis(*RATIO_KEY)) is Mark.OPEN


def test_a_step_over_many_rows_is_taken_back_as_one(landed: Path) -> None:
    view = open_overview(landed)
    decisions = [decide(view, cell, less("1"), ACT) for cell in (RATIO, PLAN)]
    write_step(landed, decisions)
    decided(landed, "an", NOW, back)
    after = open_overview(landed)
    assert {after.mark(cell) for cell in (RATIO, PLAN)} == {Mark.OPEN}


def test_changing_an_agreed_way_marks_what_cites_it(landed: Path) -> None:
    way = Way(row="1.1", number=1, case="Chậm", points=Decimal(3), who="lead", when=NOW)
    write_step(landed, [way])
    cited = Judgement(Verdict.ADJUST, Decimal(3), way=1)
    write_step(landed, [decide(open_overview(landed), RATIO, cited, ACT)])
    assert open_overview(landed).mark(RATIO) is Mark.ADJUSTED
    later = NOW + timedelta(days=1)
    write_step(landed, [going_on([way], evolve(way, points=Decimal(2), when=later))])
    assert open_overview(landed).mark(RATIO) is Mark.TO_REVIEW


def test_a_way_that_nobody_agreed_on_is_not_cited(landed: Path) -> None:
    with pytest.raises(UsageError, match="No way of scoring is agreed"):
        decide(open_overview(landed), RATIO, Judgement(Verdict.ADJUST, Decimal(3), way=7), ACT)


def test_the_lead_settles_what_two_decided_differently(landed: Path) -> None:
    view = open_overview(landed)
    write_step(landed, [decide(view, RATIO, less("5"), ACT)])
    write_step(landed, [decide(view, RATIO, less("4"), evolve(ACT, who="binh", step="b"))])
    differing = open_overview(landed)
    assert differing.mark(RATIO) is Mark.DIFFERING
    assert differing.figures[UNITS[0]].open == 2
    write_step(landed, [decide(differing, RATIO, less("4.5"), evolve(ACT, who="lead", step="c"))])
    settled = open_overview(landed)
    assert settled.mark(RATIO) is Mark.ADJUSTED
    assert settled.stand(*RATIO_KEY).points == Decimal("4.50")


RATIO_KEY = (RATIO.unit, RATIO.row)


def test_exactly_the_claimed_points_are_accepted_and_no_adjustment(landed: Path) -> None:
    view = open_overview(landed)
    claimed = view.facts[UNITS[0]].rows["1.1"].points
    assert claimed is not None
    same = Judgement(Verdict.ADJUST, claimed, "Như tự chấm")
    with pytest.raises(UsageError, match="claims just these points"):
        decide(view, Cell(UNITS[0], "1.1"), same, ACT)
    for points, verdict in ((claimed, Verdict.ACCEPT), (Decimal("0.1"), Verdict.ADJUST)):
        way = Way(who="lan", when=NOW, row="1.1", number=1, case="Muộn", points=points, reason="x")
        assert by_way(view, Cell(UNITS[0], "1.1"), way).verdict is verdict


def test_what_a_kill_left_behind_is_removed_when_the_round_is_opened(landed: Path) -> None:
    folder = next((landed / "received").iterdir())
    left, ours = folder / ".x.zip.999999-0123abcd.tmp", folder / ".ghi-chu"
    for one in (left, ours):
        one.write_bytes(b"")
        os.utime(one, (0, 0))
    open_overview(landed)
    assert not left.exists() and ours.exists()
