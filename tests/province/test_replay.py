"""The season told again: every step of a row in its order, with who, when and why."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from parself.assessment.model import Reply
from parself.province import sharing, stages, starting_second
from parself.province.appraising import Judgement, decide
from parself.province.decisions import Cell, Verdict
from parself.province.filing import Arrival
from parself.province.overview import open_overview
from parself.province.publishing import publish, read
from parself.province.receiving import merge
from parself.province.replay import Moment, Step, season_of, season_of_unit
from parself.province.round import open_round, write_round
from parself.province.withdrawing import withdraw
from parself.province.work import back, decided
from parself.report import making, season
from parself.report.case import RoundCase
from parself.rubric.peers import Unit
from parself.tables.paper import Papers
from parself.values import evolve
from parself.words.cell_words import cell_lines
from parself.words.replay_words import said_words
from province.conftest import OTHER, OURS, Answers
from province.desks import WHY, judge
from submission.samples import LATER, NOW, UNITS

REPLY = Reply(False, "Có biên bản bàn giao.")
BEGUN = datetime(2024, 2, 2, 8, 0)


@pytest.fixture
def played(returned: Path, replies: Answers, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A round in whose second appraisal the contested row of our unit was given back."""
    file = replies({"1.1": REPLY}, part=95)
    merge(returned, [file], arrival=Arrival(date(2024, 1, 20)), now=LATER)
    starting_second.start(returned, evolve(WHY, when=BEGUN), despite=True)
    monkeypatch.setattr("province.desks.NOW", datetime(2024, 2, 5, 9, 0))
    judge(returned, "1.1", "5.7")
    return returned


def told(path: Path, code: str, row: str) -> tuple[Moment, ...]:
    view = open_overview(path)
    unit = view.round.roster.unit(code)
    assert unit is not None
    return season_of(view, unit, row)


def test_a_row_tells_its_whole_season_in_order(played: Path) -> None:
    found = told(played, OURS, "1.1")
    assert [(one.step, one.points) for one in found] == [
        (Step.CLAIMED, Decimal("5.4")),
        (Step.FIRST, Decimal("4.5")),
        (Step.RETURNED, None),
        (Step.REPLIED, Decimal("5.7")),
        (Step.SECOND, Decimal("5.7")),
    ]
    claimed, first, sent, reply, second = found
    assert (claimed.number, claimed.is_backed) == (1, True)
    assert (first.verdict, first.why) == (Verdict.ADJUST, "Chấm 4.5")
    assert (sent.number, sent.who) == (1, WHY.who)
    assert (reply.agrees, reply.why, reply.when) == (False, REPLY.explanation, date(2024, 1, 20))
    assert (second.verdict, second.why) == (Verdict.ACCEPT, "")


def test_a_row_that_was_only_accepted_tells_no_more(played: Path) -> None:
    assert [one.step for one in told(played, OTHER, "1.1")] == [Step.CLAIMED, Step.FIRST]
    assert told(played, UNITS[5], "1.1") == ()


def test_what_was_decided_and_put_back_stays_in_the_season(returned: Path) -> None:
    judge(returned, "1.1", "5")
    steps = [one.points for one in told(returned, OURS, "1.1") if one.step is Step.FIRST]
    assert steps == [Decimal("4.5"), Decimal(5)]


@pytest.mark.parametrize("form", ["docx", "html", "xlsx"])
def test_the_season_is_a_paper_of_a_unit_or_of_a_row(played: Path, form: str) -> None:
    view = open_overview(played)
    unit, row = view.round.roster.unit(OURS), view.round.rubric.rows["1.1"]
    assert isinstance(unit, Unit)
    case = RoundCase(view, date(2024, 3, 1))
    for of in (unit, row):
        papers: Papers = season.papers(case, season_of(view, unit, "1.1"), of)
        assert making.drawn(papers, form)
        lines = [line for table in papers.reports[0].tables for line in table.lines]
        assert len(lines) == 5


def closed_and_published(path: Path, when: datetime) -> None:
    change = evolve(WHY, when=when)
    stages.close(path, change, despite=True)
    publish(path, change)


def test_the_season_ends_with_what_was_published_and_each_correction_that_moves_the_row(
    played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed_and_published(played, datetime(2024, 3, 1, 8))
    for day, points in ((2, "5"), (3, "5")):
        stages.reopen(played, evolve(WHY, when=datetime(2024, 3, day, 7)))
        monkeypatch.setattr("province.desks.NOW", datetime(2024, 3, day, 8))
        judge(played, "1.1", points)
        closed_and_published(played, datetime(2024, 3, day, 9))
    found = told(played, OURS, "1.1")[5:]
    assert [(one.step, one.points, one.number) for one in found] == [
        (Step.PUBLISHED, Decimal("5.7"), 1),
        (Step.SECOND, Decimal(5), None),
        (Step.CORRECTED, Decimal(5), 2),
        (Step.SECOND, Decimal(5), None),
    ]
    assert (found[2].who, found[2].why) == (WHY.who, "Chấm 5")
    assert [one.step for one in told(played, OTHER, "1.1")][-1] is Step.PUBLISHED


def test_of_the_unit_it_tells_results_sent_and_where_each_publication_put_it(
    played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed_and_published(played, datetime(2024, 3, 1, 8))
    stages.reopen(played, evolve(WHY, when=datetime(2024, 3, 2, 7)))
    monkeypatch.setattr("province.desks.NOW", datetime(2024, 3, 2, 8))
    judge(played, "1.1", "1")
    closed_and_published(played, datetime(2024, 3, 2, 9))
    view = open_overview(played)
    unit = view.round.roster.unit(OURS)
    assert unit is not None
    sent, first, second = season_of_unit(view, unit)
    assert (sent.step, sent.number) == (Step.RETURNED, 1)
    assert (first.step, second.step) == (Step.PUBLISHED, Step.CORRECTED)
    for moment in (first, second):
        assert moment.number is not None
        assert moment.stood == read(view.round, moment.number).unit(OURS)
    assert first.stood is not None and second.stood is not None
    assert (first.stood.place, second.stood.place) == (1, 2)


def test_a_decision_that_was_taken_back_says_so_and_who_took_it_back(returned: Path) -> None:
    judge(returned, "1.1", "5")
    decided(returned, "", LATER, back)
    found = [one for one in told(returned, OURS, "1.1") if one.step is not Step.RETURNED]
    assert [(one.step, one.points, one.is_undone) for one in found[1:]] == [
        (Step.FIRST, Decimal("4.5"), False),
        (Step.FIRST, Decimal(5), True),
        (Step.UNDONE, None, False),
    ]
    assert found[-1].who


def test_the_blind_second_look_is_told_too(returned: Path) -> None:
    sharing.set_second_look(returned, 100, Decimal(0), "s", WHY)
    look, cell = Judgement(Verdict.ADJUST, Decimal(3), "Thiếu biên bản"), Cell(OURS, "1.1", 2)
    decided(returned, "minh", NOW, lambda view, act: [decide(view, cell, look, act)])
    (blind,) = (one for one in told(returned, OURS, "1.1") if one.step is Step.BLIND)
    assert (blind.points, blind.why, blind.verdict) == (
        Decimal(3),
        "Thiếu biên bản",
        Verdict.ADJUST,
    )


def test_a_result_that_was_withdrawn_says_so_with_the_reason(returned: Path) -> None:
    withdraw(returned, OURS, evolve(WHY, when=LATER, why="Gửi nhầm"))
    steps = [(one.step, one.number, one.why) for one in told(returned, OURS, "1.1")]
    assert (Step.RECALLED, 1, "Gửi nhầm") in steps


def test_a_reply_that_came_too_late_is_told_and_said_not_to_count(
    returned: Path, replies: Answers
) -> None:
    round_ = open_round(returned)
    write_round(evolve(round_, dates=evolve(round_.dates, replies=date(2024, 1, 15))))
    merge(
        returned, [replies({"1.1": REPLY}, part=95)], arrival=Arrival(date(2024, 1, 20)), now=LATER
    )
    starting_second.start(returned, WHY, despite=True)
    (late,) = (one for one in told(returned, OURS, "1.1") if one.step is Step.REPLIED)
    assert not late.is_counted
    assert "không được tính" in said_words(late)
    lines = cell_lines(open_overview(returned), Cell(OURS, "1.1"), None)
    assert any("không được tính" in one.text for one in lines)
