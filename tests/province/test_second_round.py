"""The second appraisal: the first is sealed, only replies count, each row ends in an outcome."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from parself.assessment.model import Answer, Reply, Returned, State
from parself.errors import RefusedError, UsageError
from parself.province import starting_second, undoing
from parself.province.appraisal import LEDGER
from parself.province.appraising import Judgement, decide
from parself.province.board import Mark
from parself.province.decisions import Cell, Verdict
from parself.province.filing import Arrival
from parself.province.hand_in import read_hand_in
from parself.province.officers import Share
from parself.province.overview import Overview, open_overview
from parself.province.receiving import choose, merge
from parself.province.replied import replied
from parself.province.returned import Replied
from parself.province.returning import return_for, send
from parself.province.round import open_round
from parself.province.terms import Change
from parself.province.todo import Kind, tasks
from parself.province.work import decided
from parself.returns.model import Outcome, Phase
from parself.returns.replying import may_change
from parself.rubric.catalogue import find_rubric
from parself.rubric.load import rubric_from_bytes
from parself.rubric.model import Row
from parself.rubric.peers import Unit
from parself.rules.kinds import row_fields
from parself.values import evolve
from parself.words.cell_words import cell_lines
from parself.words.round_words import todo_words
from province.conftest import OTHER, OURS, Answers
from province.desks import WHY, desk, judge, with_officers
from province.states import state
from submission.samples import LATER, NOW, RUBRIC, assessment, build, make_folder

DISAGREES = Reply(False, "Có biên bản bàn giao.")
AGREES = Reply(True)
PLAN = Answer(State.ANSWERED, {"choice": "du"}, explanation="Kế hoạch 12", who="Lan", when=NOW)


def land(folder: Path, file: Path, day: date = date(2024, 1, 20)) -> None:
    merge(folder, [file], arrival=Arrival(day), now=LATER)


def start(folder: Path) -> Overview:
    starting_second.start(folder, WHY, despite=True)
    return open_overview(folder)


def test_a_reply_counts_only_once_the_second_appraisal_has_begun(
    returned: Path, replies: Answers
) -> None:
    before = open_overview(returned).marks(OURS)
    land(returned, replies({"1.1": DISAGREES}, part=95))
    view = open_overview(returned)
    counts = view.round.counting(OURS)
    assert counts is not None
    assert (counts.sequence, view.marks(OURS)) == (1, before)
    assert view.facts[OURS].rows["1.1"].points == Decimal("5.4")
    view = start(returned)
    assert view.facts[OURS].rows["1.1"].points == Decimal("5.7")
    assert view.marks(OURS)["1.1"] is Mark.TO_REVIEW


def test_a_contested_row_is_looked_at_again_though_nothing_else_of_it_changed(
    returned: Path, replies: Answers
) -> None:
    land(returned, replies({"1.1": DISAGREES}))
    view = start(returned)
    (decision,) = view.stand(OURS, "1.1").latest
    assert view.marks(OURS) == {"1.1": Mark.TO_REVIEW, "1.2": Mark.TO_REVIEW}
    assert view.changed(Cell(OURS, "1.1"), decision) == ("reply",)
    judge(returned, "1.1", "4.5")
    assert open_overview(returned).marks(OURS)["1.1"] is Mark.ADJUSTED


def test_what_was_asked_waits_for_the_unit_first_and_then_for_its_decision(
    returned: Path, replies: Answers
) -> None:
    before = open_overview(returned)
    assert before.marks(OURS)["1.2"] is Mark.ASKED
    assert "chờ giải trình" in todo(before)
    land(returned, replies({"1.1": AGREES}))
    view = start(returned)
    assert view.marks(OURS) == {"1.1": Mark.ADJUSTED, "1.2": Mark.TO_REVIEW}
    found = {one.kind: one.cells for one in tasks(view, view.lines(date(2024, 2, 3)))}
    assert found[Kind.TO_CONCLUDE] == (Cell(OURS, "1.2"),)
    assert Kind.ASKED not in found
    assert "1 chờ kết luận" in todo(view)
    assert "chờ giải trình" not in todo(view)
    judge(returned, "1.2", "1.5")
    assert "chờ kết luận" not in todo(open_overview(returned))


def todo(view: Overview) -> str:
    (line,) = (one for one in view.lines(date(2024, 2, 3)) if one.unit.code == OURS)
    return todo_words(view, line, date(2024, 2, 3)).words


@pytest.mark.parametrize("words", ["", "Nhất trí, sẽ rút kinh nghiệm"])
def test_a_row_that_the_unit_agrees_with_stays_decided(
    words: str, returned: Path, replies: Answers
) -> None:
    land(returned, replies({"1.1": Reply(True, words)}))
    assert start(returned).marks(OURS)["1.1"] is Mark.ADJUSTED


def test_what_was_not_sent_back_cannot_change_and_is_named(landed: Path, tmp_path: Path) -> None:
    judge(landed, "1.1", None)
    ask = Judgement(Verdict.ASK, reason="Ban hành ngày nào?")
    decided(landed, "", NOW, lambda view, act: [decide(view, Cell(OURS, "1.2"), ask, act)])
    send(landed, (OURS,), tmp_path / "gui", WHY)
    sent = open_overview(landed).returned[OURS]
    named = Returned(open_round(landed).id, sent.number, sent.digest)
    held = assessment(OURS, part=99).with_answer("1.2", PLAN)
    held = evolve(held, returned=named, replies={"1.2": Reply(True, "Ngày 5/1.")})
    file = tmp_path / "lai.zip"
    file.write_bytes(build(make_folder(tmp_path / "lai", held), sequence=2))
    land(landed, file)
    view = start(landed)
    assert view.kept_out == {OURS: ("1.1",)}
    assert view.facts[OURS].rows["1.1"].points == Decimal("5.4")
    assert view.facts[OURS].rows["1.2"].points == 4
    assert view.marks(OURS) == {"1.1": Mark.ACCEPTED, "1.2": Mark.TO_REVIEW}


@pytest.mark.parametrize(("day", "is_there"), [(date(2024, 2, 1), True), (date(2024, 2, 2), False)])
def test_a_reply_counts_up_to_its_last_day(
    returned: Path, replies: Answers, day: date, is_there: bool
) -> None:
    land(returned, replies({"1.1": DISAGREES}), day)
    found = starting_second.look(open_overview(returned), date(2024, 2, 3))
    assert (found.replied, found.late) == (((OURS,), ()) if is_there else ((), (OURS,)))
    assert OURS not in found.silent
    view = start(returned)
    line = next(one for one in view.lines(date(2024, 2, 3)) if one.unit.code == OURS)
    assert line.too_late == ()
    assert bool(view.facts[OURS].replies) is is_there
    assert [one.outcome for one in replied(view) if one.row == "1.1"] == [
        None if is_there else Outcome.SILENT
    ]


def test_the_last_reply_counts_and_one_to_an_older_result_does_not(
    returned: Path, replies: Answers, tmp_path: Path
) -> None:
    old = replies({"1.1": DISAGREES}, sequence=2)
    judge(returned, "1.1", "4.6")
    send(returned, (OURS,), tmp_path / "gui-2", WHY)
    land(returned, old)
    assert start(returned).facts[OURS].replies == {}
    starting_second.take_back(returned, WHY)
    land(returned, replies({"1.1": AGREES}, sequence=3))
    land(returned, replies({"1.1": DISAGREES}, sequence=4))
    assert start(returned).facts[OURS].replies == {"1.1": DISAGREES}


def test_a_fresh_hand_in_after_the_start_is_kept_and_does_not_count(
    returned: Path, tmp_path: Path
) -> None:
    start(returned)
    file = tmp_path / "moi.zip"
    file.write_bytes(build(make_folder(tmp_path / "moi", assessment(OURS, part=99)), sequence=2))
    land(returned, file, date(2023, 12, 13))
    view = open_overview(returned)
    counts = view.round.counting(OURS)
    assert counts is not None
    assert counts.sequence == 1
    assert len(view.round.units[OURS].received) == 2
    assert view.facts[OURS].rows["1.1"].points == Decimal("5.4")


@pytest.mark.parametrize(
    ("reply", "points", "outcome"),
    [
        (None, None, Outcome.SILENT),
        (AGREES, None, Outcome.AGREED),
        (DISAGREES, "4.5", Outcome.KEPT),
        (DISAGREES, "5", Outcome.CHANGED),
        (DISAGREES, "5.4", Outcome.WITHDRAWN),
    ],
)
def test_the_unit_is_told_how_its_row_ended(
    returned: Path, replies: Answers, reply: Reply | None, points: str | None, outcome: Outcome
) -> None:
    if reply is not None:
        land(returned, replies({"1.1": reply}))
    start(returned)
    if points is not None:
        assert return_for(open_overview(returned), OURS, 2).rows["1.1"].outcome is None
        judge(returned, "1.1", points)
    value = return_for(open_overview(returned), OURS, 2)
    assert (value.phase, value.rows["1.1"].outcome) == (Phase.SECOND, outcome)
    assert value.to_answer == ()
    assert value.rows["1.2"].outcome is None


def test_starting_seals_the_first_appraisal(returned: Path) -> None:
    start(returned)
    judge(returned, "1.1", "5")
    view = open_overview(returned)
    assert not view.trouble
    assert view.first.stands[Cell(OURS, "1.1")].points == Decimal("4.5")
    assert view.points(Cell(OURS, "1.1")) == 5
    ledger = returned / LEDGER
    ledger.write_bytes(ledger.read_bytes().replace(b"4.5", b"4.6", 1))
    assert any("first appraisal" in str(one.what) for one in open_overview(returned).trouble)


def test_what_the_first_has_not_finished_stands_in_the_way(
    returned: Path, replies: Answers
) -> None:
    land(returned, replies({"1.1": AGREES}))
    judge(returned, "1.1", None, OTHER)
    found = starting_second.look(open_overview(returned), date(2024, 1, 25))
    assert (found.replied, found.late, found.silent, found.unsent, found.is_early) == (
        (OURS,), (), (OTHER,), (), True,
    )  # fmt: skip
    assert found.count == 0
    reopened = Judgement(Verdict.OPEN)
    decided(returned, "", NOW, lambda view, act: [decide(view, Cell(OTHER, "1.2"), reopened, act)])
    before = state(returned)
    with pytest.raises(RefusedError):
        starting_second.start(returned, WHY)
    assert state(returned) == before


def test_it_begins_once_with_a_reason_and_is_taken_back_while_nothing_was_decided(
    returned: Path,
) -> None:
    before = state(returned)
    with pytest.raises(UsageError):
        starting_second.start(returned, Change("lan", NOW, " "), despite=True)
    with pytest.raises(UsageError):
        starting_second.take_back(returned, WHY)
    start(returned)
    with pytest.raises(UsageError):
        starting_second.start(returned, WHY, despite=True)
    starting_second.take_back(returned, WHY)
    assert state(returned) == before
    start(returned)
    judge(returned, "1.1", "5")
    with pytest.raises(RefusedError):
        starting_second.take_back(returned, WHY)


def test_the_hand_in_that_was_appraised_first_can_neither_be_exchanged_nor_taken_back(
    returned: Path, replies: Answers
) -> None:
    land(returned, replies({"1.1": DISAGREES}))
    start(returned)
    before = state(returned)
    with pytest.raises(RefusedError, match="appraised first"):
        choose(returned, OURS, "1", reason="Nhầm", now=LATER)
    assert state(returned) == before
    # The reply came last, and may go; what both units handed in first may not.
    assert undoing.take_back(returned, now=LATER).act.units == (OURS,)
    before = state(returned)
    with pytest.raises(RefusedError, match="appraised first"):
        undoing.take_back(returned, now=LATER)
    assert state(returned) == before
    starting_second.take_back(returned, WHY)
    assert undoing.take_back(returned, now=LATER).act.units


def test_a_second_look_is_told_nothing_of_the_first_appraisal(
    returned: Path, replies: Answers
) -> None:
    land(returned, replies({"1.1": DISAGREES}))
    view = start(returned)

    def told(look: int) -> str:
        return "\n".join(one.text for one in cell_lines(view, Cell(OURS, "1.1", look), None))

    assert DISAGREES.explanation in told(1)
    assert "Chấm 4.5" in told(1)
    for said in (DISAGREES.explanation, "Chấm 4.5", "4,50"):
        assert said not in told(2)


def test_the_appraiser_reads_a_row_in_the_reply_and_the_rest_in_the_first_hand_in(
    returned: Path, replies: Answers
) -> None:
    land(returned, replies({"1.1": DISAGREES}, part=95))
    start(returned)
    hand_in = read_hand_in(open_round(returned), OURS)
    assert hand_in is not None
    assert hand_in.answer("1.1").values["part"] == 95
    assert hand_in.on("1.1") is hand_in.reply
    assert hand_in.scored("1.1").points == Decimal("5.7")


def test_an_officers_share_holds_the_replies_to_its_rows_alone(
    returned: Path, replies: Answers, tmp_path: Path
) -> None:
    land(returned, replies({"1.1": DISAGREES, "1.2": Reply(True, "Bí mật")}, part=95))
    start(returned)
    with_officers(returned, an=Share((OURS,), ("1.1",)))
    folder = desk(returned, "an", tmp_path)
    view = open_overview(folder)
    assert view.facts[OURS].replies == {"1.1": DISAGREES}
    assert view.facts[OURS].rows["1.1"].points == Decimal("5.7")
    assert view.marks(OURS) == {"1.1": Mark.TO_REVIEW}
    assert not view.trouble
    # What is decided at this desk is never told as what was decided first.
    judge(folder, "1.1", "5", who="an")
    assert open_overview(folder).first.decisions == ()
    begun = view.round.begun(OURS)
    assert begun is not None
    assert begun.to_answer == ("1.1",)
    assert view.round.begun(OTHER) is None
    told = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert "Bí mật".encode() not in told


def test_rows_that_share_a_figure_with_one_that_was_sent_back_are_open_too() -> None:
    rubric, _bytes = find_rubric("mau-ngan")
    unit = Unit(OURS, "A", "A", "A", ())
    using = {row.id for row in rubric.rows.values() if "ho-so-tiep-nhan" in _figures(row)}
    alone = next(row for row in rubric.rows if row not in using)
    assert len(using) > 1
    assert may_change(rubric, unit, (min(using),)) == using
    assert may_change(rubric, unit, (alone,)) == {alone}
    assert may_change(rubric, unit, ()) == frozenset()


def _figures(row: Row) -> set[str | None]:
    return {field.figure for field in row_fields(row)}


def test_rows_that_a_reply_may_change_besides_are_named_and_those_outside_a_share_too(
    returned: Path, replies: Answers, tmp_path: Path
) -> None:
    """1.2 uses a figure of 1.1, and both were sent back; An has 1.2 alone."""
    land(returned, replies({"1.1": DISAGREES}))
    start(returned)
    with_officers(returned, an=Share((OURS,), ("1.2",)))
    asked = rubric_from_bytes(SHARED.encode(), where="")
    whole, part = (
        evolve(view, round=evolve(view.round, rubric=asked))
        for view in map(open_overview, (returned, desk(returned, "an", tmp_path)))
    )

    def told(view: Overview, row: str) -> list[str]:
        lines = cell_lines(view, Cell(OURS, row), None)
        return [one.text for one in lines if one.label == "Liên quan"]

    assert told(whole, "1.1") == ["1.2: cùng số liệu, giải trình có thể làm thay đổi"]
    assert told(part, "1.2") == [
        "1.1: cùng số liệu, giải trình có thể làm thay đổi",
        "1.1 ngoài phần thẩm định này: báo người chủ trì",
    ]
    assert told(open_overview(returned), "1.1") == []


SHARED = (
    RUBRIC.partition('[[area.criterion]]\nid = "1.2"')[0].replace(
        'whole = "Đã giải quyết"', 'whole = { title = "Đã giải quyết", figure = "ho-so" }'
    )
    + """
[[area.criterion]]
id = "1.2"
title = "Hồ sơ trực tuyến"
points = 4
department = "noi-vu"
evidence = ["Báo cáo"]
scale = { kind = "proportional" }
measure = { kind = "ratio", part = "Trực tuyến", whole = { title = "Tất cả", figure = "ho-so" } }

[[figure]]
id = "ho-so"
title = "Hồ sơ đã giải quyết"
"""
)


def test_a_reply_leaves_the_hand_in_that_a_person_chose(returned: Path, replies: Answers) -> None:
    (first,) = open_round(returned).units[OURS].received
    choose(returned, OURS, first.digest, reason="Bản đã ký", now=NOW)
    land(returned, replies({"1.1": DISAGREES}))
    record = open_round(returned).units[OURS]
    assert (record.chosen, record.reason) == (first.digest, "Bản đã ký")
    assert open_round(returned).counting(OURS) == first


def test_of_two_replies_under_one_number_none_counts_until_a_person_chooses(
    returned: Path, replies: Answers
) -> None:
    for why in ("Biên bản 1.", "Biên bản 2."):
        land(returned, replies({"1.1": Reply(False, why)}))
    view = open_overview(returned)
    found = {one.kind: one.units for one in tasks(view, view.lines(date(2024, 1, 25)))}
    assert found[Kind.TWO_REPLIES] == (OURS,)
    assert starting_second.look(view, date(2024, 1, 25)).count
    two = view.round.units[OURS].diverging_replies
    for one in two:
        choose(returned, OURS, one.digest, reason="Đơn vị xác nhận", now=NOW)
        assert open_round(returned).units[OURS].diverging_replies == ()
    view = start(returned)
    assert view.round.reply(OURS) == two[1]
    before = counted_reply(view)
    # Chosen anew in the second appraisal too: what was appraised first stays.
    choose(returned, OURS, two[0].digest, reason="Đơn vị đính chính", now=LATER)
    assert {before, counted_reply(open_overview(returned))} == {"Biên bản 1.", "Biên bản 2."}
    undoing.take_back(returned, now=LATER)
    assert counted_reply(open_overview(returned)) == before


def test_a_reply_that_came_too_late_counts_where_a_person_chooses_it(
    returned: Path, replies: Answers
) -> None:
    land(returned, replies({"1.1": DISAGREES}), date(2024, 2, 9))
    assert open_overview(returned).returned[OURS].replied is Replied.NOT_COUNTED
    view = start(returned)
    assert view.round.reply(OURS) is None
    late = view.round.units[OURS].received[-1]
    choose(returned, OURS, late.digest, reason="Bưu điện chậm", now=LATER)
    assert open_round(returned).reply(OURS) == late


def test_a_reply_to_an_older_result_counts_only_where_a_person_chooses_it(
    returned: Path, replies: Answers, tmp_path: Path
) -> None:
    file = replies({"1.1": DISAGREES})
    judge(returned, "1.2", "1.5")
    send(returned, (OURS,), tmp_path / "lai", WHY)
    land(returned, file)
    assert start(returned).round.reply(OURS) is None
    older = open_round(returned).units[OURS].received[-1]
    choose(returned, OURS, older.digest, reason="Tiêu chí 1.1 không đổi", now=LATER)
    view = open_overview(returned)
    assert view.round.reply(OURS) == older
    assert view.facts[OURS].replies["1.1"] == DISAGREES


def test_the_unit_is_told_what_of_its_reply_was_not_counted(
    returned: Path, replies: Answers
) -> None:
    land(returned, replies({"1.1": AGREES}, plan=PLAN))
    assert return_for(start(returned), OURS, 2).not_counted == ()
    view = evolve(open_overview(returned), kept_out={OURS: ("1.1",), OTHER: ("1.2",)})
    assert return_for(view, OURS, 2).not_counted == ("1.1",)


def counted_reply(view: Overview) -> str:
    return view.facts[OURS].replies["1.1"].explanation
