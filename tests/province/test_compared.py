"""Rows that compare units: computed from the figures that count, told to nobody too early."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from parself.assessment.model import Assessment
from parself.errors import UsageError
from parself.province import appealing
from parself.province.appealing import Argued, Meant, note
from parself.province.appraising import Judgement, decide
from parself.province.correction import correction
from parself.province.decisions import Cell, Decision, Verdict
from parself.province.moving import moved
from parself.province.officers import Share
from parself.province.overview import Overview, open_overview
from parself.province.plausible import impossible_decision
from parself.province.publishing import publish, read, snapshot, told
from parself.province.putting_in import put_in
from parself.province.returning import going_out, outgoing
from parself.province.second import agree
from parself.province.snapshot import PublishedPeers
from parself.province.stages import close, reopen
from parself.province.work import decided
from parself.returns.file import read_return, write_return
from parself.returns.form import dump
from parself.returns.model import Ruling
from parself.rules.peers import Origin
from parself.scoring.score import score_assessment
from parself.values import evolve, to_plain
from parself.years.last_year import LastYear, match, past_of
from province.comparing_round import LEADER, MEAN, answered, hand_in, judge, landed
from province.desks import WHY, desk, sent, with_officers
from province.test_parts import joined
from submission.samples import NOW, UNITS, assessment

A, B, C = UNITS[:3]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, ...]:
    """Three units: 88,2 is the mean of 88,2, 87,1 and 89,3; 120 accounts are the most."""
    figures = {A: ("88.2", "110"), B: ("87.1", "80"), C: ("89.3", "120")}
    return tuple(hand_in(tmp_path, unit, *two) for unit, two in figures.items())


@pytest.fixture
def vong(tmp_path: Path, files: tuple[Path, ...]) -> Path:
    landed(tmp_path / "vong", *files)
    return tmp_path / "vong"


def claims(view: Overview, row: str) -> dict[str, Decimal | None]:
    return {code: facts.rows[row].points for code, facts in view.facts.items()}


def test_the_round_computes_points_that_no_unit_could_claim(vong: Path) -> None:
    view = open_overview(vong)
    assert all(facts.rows[MEAN].points is None for facts in view.handed.values())
    assert claims(view, MEAN) == {A: Decimal(2), B: Decimal(0), C: Decimal(2)}
    assert claims(view, LEADER) == {A: Decimal("1.5"), B: Decimal("0.8"), C: Decimal(2)}
    assert view.figures[A].claimed == Decimal("5.4") + 2 + Decimal("1.5")


def test_what_all_come_to_is_provisional_until_the_round_is_closed(vong: Path) -> None:
    known = open_overview(vong).peers[MEAN]
    assert (known.figure, known.units, known.of) == (Fraction("88.2"), 3, 11)
    assert known.is_provisional
    close(vong, WHY, despite=True)
    assert open_overview(vong).peers[MEAN].origin is Origin.CLOSED


def test_a_figure_that_is_adjusted_moves_others_who_are_named(vong: Path) -> None:
    before = open_overview(vong)
    after = judge(vong, C, MEAN, "92.3")
    found = moved(before, after)
    assert [(one.row, set(one.units)) for one in found] == [(MEAN, {A})]
    assert (found[0].before, found[0].after) == (before.peers[MEAN], after.peers[MEAN])
    assert found[0].units[A] == (Decimal(2), Decimal(0))
    assert after.peers[MEAN].figure == Fraction("89.2")


def test_what_moves_nobody_is_not_told(vong: Path) -> None:
    before = open_overview(vong)
    assert moved(before, judge(vong, A, MEAN)) == ()


def test_an_accepted_figure_follows_the_others_and_asks_for_no_new_decision(vong: Path) -> None:
    judge(vong, A, MEAN)
    assert open_overview(vong).points(Cell(A, MEAN)) == 2
    view = judge(vong, C, MEAN, "92.3")
    assert view.points(Cell(A, MEAN)) == 0
    assert view.mark(Cell(A, MEAN)) == "accept"


def test_points_without_a_figure_stay_and_the_figure_counts_for_nobody(vong: Path) -> None:
    judgement = Judgement(Verdict.ADJUST, Decimal(0), "Không có tài liệu")
    view = decided(vong, "", NOW, lambda v, act: [decide(v, Cell(C, MEAN), judgement, act)])
    assert view.points(Cell(C, MEAN)) == 0
    assert view.peers[MEAN].units == 2
    assert view.peers[MEAN].figure == Fraction("87.65")


@pytest.mark.parametrize(
    "judgement",
    [
        Judgement(Verdict.ADJUST, None, "Vì", figure=Decimal("88.2")),
        Judgement(Verdict.ADJUST, None, "Vì", figure=Decimal(-1)),
        Judgement(Verdict.ADJUST, Decimal(1), "Vì", figure=Decimal(90)),
        Judgement(Verdict.ACCEPT, figure=Decimal(90)),
        Judgement(Verdict.ADJUST, None, "", figure=Decimal(90)),
    ],
)
def test_a_figure_that_is_no_adjustment_is_refused(vong: Path, judgement: Judgement) -> None:
    with pytest.raises(UsageError):
        decided(vong, "", NOW, lambda v, act: [decide(v, Cell(A, MEAN), judgement, act)])
    with pytest.raises(UsageError):
        decided(vong, "", NOW, lambda v, act: [decide(v, Cell(A, "1.1"), judgement, act)])


def test_a_decision_without_a_figure_is_written_as_ever() -> None:
    one = Decision(cell=Cell(A, "1.1"), verdict=Verdict.OPEN, who="lan", when=NOW)
    assert "counts" not in to_plain(one)


tenths = st.integers(0, 2000).map(lambda number: str(Decimal(number) / 10))


@given(
    figures=st.lists(st.tuples(tenths, tenths), min_size=3, max_size=3),
    adjusted=st.lists(st.tuples(st.sampled_from((A, B, C)), tenths), max_size=3),
    order=st.permutations(range(3)),
)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_step_by_step_comes_to_the_same_as_from_scratch_in_any_order(
    tmp_path_factory: pytest.TempPathFactory,
    figures: list[tuple[str, str]],
    adjusted: list[tuple[str, str]],
    order: list[int],
) -> None:
    place = tmp_path_factory.mktemp("vong")
    files = [
        hand_in(place, unit, str(int(float(mean))), str(int(float(leader))))
        for unit, (mean, leader) in zip((A, B, C), figures, strict=True)
    ]
    step_by_step = place / "mot"
    for at in order:
        landed(step_by_step, files[at])
    at_once = landed(place / "hai", *files)
    view = open_overview(step_by_step)
    assert (view.peers, view.facts.keys()) == (at_once.peers, at_once.facts.keys())
    assert all(claims(view, row) == claims(at_once, row) for row in (MEAN, LEADER))
    for unit, figure in adjusted:
        figures_now = view.figures_of(view.round.rubric.rows[MEAN])
        if figures_now[unit] != Decimal(figure) and not view.standing(Cell(unit, MEAN)):
            view = judge(step_by_step, unit, MEAN, figure)
    anew = open_overview(step_by_step)
    assert (view.peers, view.figures, view.places) == (anew.peers, anew.figures, anew.places)
    counting = view.figures_of(view.round.rubric.rows[MEAN])
    mean = view.peers[MEAN].figure
    assert abs(mean - sum(map(Fraction, counting.values()), start=Fraction(0)) / 3) <= Fraction(
        1, 200
    )
    for code, own in counting.items():
        reached = view.points(Cell(code, MEAN))
        reached = view.facts[code].rows[MEAN].points if reached is None else reached
        assert reached == (2 if Fraction(own) - mean >= 0 else 0)


def early(view: Overview) -> dict[str, bytes]:
    return {one.unit.code: dump(one.value) for one in going_out(view)[0]}


@given(foreign=st.tuples(tenths, tenths), again=st.tuples(tenths, tenths))
@example(foreign=("10", "80"), again=("200", "200"))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_early_return_says_the_same_whatever_the_others_entered(
    tmp_path_factory: pytest.TempPathFactory,
    foreign: tuple[str, str],
    again: tuple[str, str],
) -> None:
    """Nothing in it follows from another unit: not points, not the mean, not the best one."""
    place = tmp_path_factory.mktemp("vong")
    ours = hand_in(place, A, "88.2", "110")
    found = []
    for number, (mean, leader) in enumerate((foreign, again)):
        (place / str(number)).mkdir()
        other = hand_in(place / str(number), B, mean, str(int(float(leader))))
        landed(place / f"vong-{number}", ours, other)
        judge(place / f"vong-{number}", A, MEAN)
        view = judge(place / f"vong-{number}", A, LEADER, "105")
        found.append(early(evolve(view, round=evolve(view.round, id="vong")))[A])
    assert found[0] == found[1]


def test_an_early_return_tells_the_figure_that_counts_and_why_and_no_points(vong: Path) -> None:
    judge(vong, A, MEAN)
    view = judge(vong, A, LEADER, "105")
    unit = view.round.roster.unit(A)
    assert unit is not None
    rows = outgoing(view, unit).value.rows
    assert (rows[MEAN].ruling, rows[MEAN].figure) == (Ruling.ACCEPTED, Decimal("88.2"))
    assert (rows[LEADER].ruling, rows[LEADER].figure) == (Ruling.ADJUSTED, Decimal(105))
    for row in (MEAN, LEADER):
        said = rows[row]
        assert (said.claimed, said.appraised, said.against, said.units) == (None, None, None, 0)


def test_what_is_published_tells_points_and_what_they_were_set_against(
    vong: Path, tmp_path: Path
) -> None:
    view = judge(vong, A, LEADER, "105")
    close(vong, WHY, despite=True)
    publish(vong, WHY)
    view = open_overview(vong)
    found = read(view.round)
    assert found.peers[LEADER] == PublishedPeers(Decimal(120), 3)
    ours = found.unit(A)
    assert ours is not None
    assert ours.points[LEADER] == Decimal("1.25")
    assert ours.figures == {MEAN: Decimal("88.2"), LEADER: Decimal(105)}
    unit = view.round.roster.unit(A)
    assert unit is not None
    value = outgoing(view, unit, told(view.round)[A]).value
    said = value.rows[LEADER]
    assert (said.figure, said.appraised) == (Decimal(105), Decimal("1.25"))
    assert (said.against, said.units) == (Decimal(120), 3)
    path = write_return(value, tmp_path / "gui.zip").path
    assert read_return(path).value == value


def test_what_was_published_is_assumed_next_year(vong: Path) -> None:
    close(vong, WHY, despite=True)
    publish(vong, WHY)
    view = open_overview(vong)
    unit, rubric = view.round.roster.unit(A), view.round.rubric
    assert unit is not None
    value = outgoing(view, unit, told(view.round)[A]).value
    held = assessment(A).with_answer(MEAN, answered("88.2"))
    last = LastYear(held, rubric, unit, None, value)
    past = past_of(last, match(rubric, rubric))
    assert past.rows[MEAN].peers == Decimal("88.2")
    now = Assessment(A, 2024, held.rubric, answers={MEAN: answered("88.2")})
    scored = score_assessment(rubric, unit, now, past=past).rows[MEAN]
    assert (scored.points, scored.estimated) == (None, Decimal(2))


def test_an_appeal_grants_a_figure_and_others_move_with_the_correction(vong: Path) -> None:
    judge(vong, C, MEAN, "92.3")
    close(vong, WHY, despite=True)
    publish(vong, WHY)
    note(vong, Argued(C, MEAN, "Quyết định ghi 89,3"), WHY)
    with pytest.raises(UsageError):
        appealing.decide(vong, C, MEAN, Meant(Decimal(1), "Đúng"), WHY)
    with pytest.raises(UsageError):
        appealing.decide(vong, C, MEAN, Meant(None, "Đúng", Decimal(-1)), WHY)
    with pytest.raises(UsageError):
        # Both figures lie above the mean: no points move, so there is nothing to grant.
        appealing.decide(vong, C, MEAN, Meant(None, "Đúng", Decimal("89.3")), WHY)
    note(vong, Argued(A, LEADER, "Thiếu 5 tài khoản"), WHY)
    appealing.decide(vong, A, LEADER, Meant(None, "Đúng", Decimal(130)), WHY)
    reopen(vong, WHY)
    put_in(vong, WHY)
    view = open_overview(vong)
    assert view.peers[LEADER].figure == 130
    assert view.points(Cell(A, LEADER)) == 2
    found = view.appealed
    assert [one.ruling.figure for one in found if one.ruling is not None] == [Decimal(130)]
    close(vong, WHY, despite=True)
    after = snapshot(view=open_overview(vong), change=WHY)
    theirs = after.unit(C)
    assert theirs is not None
    assert theirs.points[LEADER] == Decimal("1.67")
    assert "130" in theirs.reasons[LEADER]


def test_a_correction_names_whom_anothers_figure_moves_and_says_why(vong: Path) -> None:
    close(vong, WHY, despite=True)
    publish(vong, WHY)
    reopen(vong, WHY)
    judge(vong, C, MEAN, "92.3")
    close(vong, WHY, despite=True)
    after = snapshot(open_overview(vong), WHY)
    ours, theirs = after.unit(A), after.unit(B)
    assert ours is not None
    assert theirs is not None
    assert ours.points[MEAN] == 0
    assert "89,2" in ours.reasons[MEAN]
    assert "88,2" in ours.reasons[MEAN]
    assert theirs.reasons == {}
    found = correction(read(open_overview(vong).round, 1), after)
    assert set(found.codes) == {A}


def test_a_unit_whose_claim_alone_fares_otherwise_is_asked_nothing(vong: Path) -> None:
    judge(vong, A, MEAN, "75")
    judge(vong, B, MEAN, "70")
    close(vong, WHY, despite=True)
    publish(vong, WHY)
    reopen(vong, WHY)
    view = judge(vong, C, MEAN, "120")
    assert claims(view, MEAN)[A] == 0
    close(vong, WHY, despite=True)
    after = snapshot(open_overview(vong), WHY)
    assert correction(read(open_overview(vong).round, 1), after).codes == ()


def test_an_officers_file_brings_a_figure_whatever_came_before_it(
    vong: Path, tmp_path: Path
) -> None:
    with_officers(vong, minh=Share(units=(C,)), hoa=Share(units=(A,)))
    shares = {who: desk(vong, who, tmp_path) for who in ("minh", "hoa")}
    judge(shares["minh"], C, MEAN, "92.3")
    judge(shares["hoa"], A, MEAN)
    files = [sent(folder, tmp_path, f"{who}-ve.zip") for who, folder in shares.items()]
    assert [len(one.taken) for one in joined(vong, *files).joined] == [1, 1]
    view = open_overview(vong)
    assert view.points(Cell(A, MEAN)) == 0
    assert view.peers[MEAN].figure == Fraction("89.2")
    assert view.stand(A, MEAN).decision is not None


def test_a_forged_figure_is_left_out(vong: Path, tmp_path: Path) -> None:
    view = open_overview(vong)
    said = Decision(
        cell=Cell(A, MEAN),
        verdict=Verdict.ACCEPT,
        points=Decimal(2),
        basis=view.basis(A, MEAN),
        who="minh",
        when=NOW,
    )
    assert impossible_decision(view, evolve(said, counts=Decimal("88.2"))) is None
    for figure in ("99", "-1", "NaN"):
        assert impossible_decision(view, evolve(said, counts=Decimal(figure))) is not None
    adjusted = evolve(said, verdict=Verdict.ADJUST, reason="Vì")
    assert impossible_decision(view, evolve(adjusted, counts=Decimal(99))) is None
    assert impossible_decision(view, evolve(adjusted, counts=Decimal("88.2"))) is not None
    elsewhere = evolve(adjusted, cell=Cell(A, "1.1"), counts=Decimal(9))
    assert impossible_decision(view, elsewhere) is not None


def test_two_looks_agree_where_their_figures_do(vong: Path) -> None:
    def look(figure: str, points: int) -> Decision:
        said = Decision(
            cell=Cell(A, MEAN),
            verdict=Verdict.ADJUST,
            points=Decimal(points),
            reason="Vì",
            who="minh",
            when=NOW,
        )
        return evolve(said, counts=Decimal(figure))

    assert agree(look("88", 2), look("88", 0), Decimal(0))
    assert not agree(look("88", 2), look("87", 2), Decimal(1))
    assert look("88", 2).said == look("88", 0).said
