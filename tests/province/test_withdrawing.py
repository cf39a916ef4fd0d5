"""A result withdrawn counts as sent nowhere, and what misses the last result is told in words."""

from datetime import date
from pathlib import Path

import pytest

from parself.errors import RefusedError, UsageError
from parself.province import ledger, returned, starting_second
from parself.province.filing import Arrival
from parself.province.overview import open_overview
from parself.province.receiving import merge
from parself.province.returned import Astray, Replied, Way
from parself.province.returning import going_out, send
from parself.province.terms import Change
from parself.province.withdrawing import withdraw
from parself.values import evolve
from province.conftest import OTHER, OURS, Answers, Sent
from province.desks import WHY, judge
from province.states import state
from province.test_second_round import AGREES
from submission.samples import LATER

MISTAKE = Change("lan", LATER, "Gửi nhầm")


def land(folder: Path, file: Path, day: date = date(2024, 1, 20)) -> Astray | None:
    """Land a file; return how it is said to miss the last result."""
    (filed,) = merge(folder, [file], arrival=Arrival(day), now=LATER).filed
    assert filed.is_new
    return filed.astray


def again(folder: Path, place: Path, points: str = "4") -> int:
    """Decide otherwise and send ours the next result; return its number."""
    judge(folder, "1.1", points)
    (one,) = send(folder, (OURS,), place / points, MISTAKE, anyway=True).written
    return one.outgoing.value.number


def test_a_withdrawn_result_counts_as_sent_nowhere(returned: Path) -> None:
    found = withdraw(returned, OURS, MISTAKE)
    view = open_overview(returned)
    assert OURS not in view.returned and OTHER in view.returned
    line = next(one for one in view.lines(date(2024, 1, 1)) if one.unit.code == OURS)
    assert line.returned is None
    assert line.withdrawn is not None and line.withdrawn.withdrawn is not None
    assert (line.withdrawn.number, line.withdrawn.withdrawn.why) == (1, "Gửi nhầm")
    assert OURS in starting_second.look(view, date(2024, 1, 1)).unsent
    (told,) = ledger.told(returned, "return-withdrawn")
    assert (told["unit"], told["digest"], told["why"]) == (OURS, found.digest, "Gửi nhầm")


def test_the_next_result_has_a_new_number_even_where_it_says_the_same(
    returned: Path, tmp_path: Path
) -> None:
    withdraw(returned, OURS, MISTAKE)
    out = {one.unit.code: one for one in going_out(open_overview(returned))[0]}
    assert (out[OURS].is_new, out[OURS].value.number) == (True, 2)
    send(returned, (OURS,), tmp_path / "lai", MISTAKE, anyway=True)
    withdraw(returned, OURS, MISTAKE)
    out = {one.unit.code: one for one in going_out(open_overview(returned))[0]}
    assert out[OURS].value.number == 3


def test_an_earlier_result_stands_again_once_the_later_is_withdrawn(
    returned: Path, tmp_path: Path
) -> None:
    assert again(returned, tmp_path) == 2
    withdraw(returned, OURS, MISTAKE)
    view = open_overview(returned)
    assert view.returned[OURS].number == 1
    out = {one.unit.code: one for one in going_out(view)[0]}
    assert (out[OURS].is_new, out[OURS].value.number) == (True, 3)


def test_what_answers_a_withdrawn_result_is_told_and_is_no_reply(
    returned: Path, replies: Answers, tmp_path: Path
) -> None:
    answer = replies({"1.1": AGREES}, part=90)
    withdraw(returned, OURS, MISTAKE)
    assert again(returned, tmp_path) == 2
    assert land(returned, answer) == Astray(Way.WITHDRAWN, 2, 1, 2)
    sent = open_overview(returned).returned[OURS]
    assert (sent.replied, sent.replies) == (Replied.WAITING, ())
    assert sent.astray == Astray(Way.WITHDRAWN, 2, 1, 2)


def test_a_reply_that_came_before_its_result_was_withdrawn_is_no_reply_any_more(
    returned: Path, replies: Answers
) -> None:
    land(returned, replies({"1.1": AGREES}, part=90))
    assert open_overview(returned).returned[OURS].named
    withdraw(returned, OURS, MISTAKE)
    view = open_overview(returned)
    assert OURS not in view.returned
    counts = view.round.counting(OURS)
    assert counts is not None and counts.sequence == 1


def test_what_answers_an_older_result_than_the_last_is_told(
    returned: Path, replies: Answers, tmp_path: Path
) -> None:
    answer = replies({"1.1": AGREES}, part=90)
    assert again(returned, tmp_path) == 2
    assert land(returned, answer) == Astray(Way.OLDER, 2, 1, 2)
    sent = open_overview(returned).returned[OURS]
    assert sent.replied is Replied.WAITING and sent.astray is not None


def test_a_reply_to_the_last_result_misses_nothing(returned: Path, replies: Answers) -> None:
    assert land(returned, replies({"1.1": AGREES}, part=90)) is None
    assert open_overview(returned).returned[OURS].astray is None


def test_a_fresh_assessment_instead_of_a_reply_is_told_one_that_came_before_is_not(
    returned: Path, sent: Sent
) -> None:
    assert land(returned, sent(OURS, 2, 88), date(2023, 12, 1)) is None
    assert land(returned, sent(OURS, 3, 87)) == Astray(Way.FRESH, 3, 0, 1)
    assert open_overview(returned).returned[OURS].astray == Astray(Way.FRESH, 3, 0, 1)


def test_what_answers_a_result_that_nobody_sent_is_told(returned: Path, replies: Answers) -> None:
    answer = replies({"1.1": AGREES}, part=90)
    lines = (returned / ledger.LEDGER).read_text("utf-8").splitlines(keepends=True)
    kept = [one for one in lines if f'"what":"{returned_event()}"' not in one.replace(" ", "")]
    (returned / ledger.LEDGER).write_text("".join(kept), "utf-8")
    assert land(returned, answer) == Astray(Way.UNKNOWN, 2, 0, 0)


def returned_event() -> str:
    return returned.RETURNED


def test_nothing_that_is_refused_changes_the_round(returned: Path) -> None:
    before = state(returned)
    with pytest.raises(UsageError, match="reason"):
        withdraw(returned, OURS, evolve(MISTAKE, why=" "))
    with pytest.raises(UsageError, match="roster"):
        withdraw(returned, "la", MISTAKE)
    assert state(returned) == before
    withdraw(returned, OURS, MISTAKE)
    with pytest.raises(UsageError, match="could be withdrawn"):
        withdraw(returned, OURS, MISTAKE)


def test_once_the_second_appraisal_goes_on_from_it_a_result_is_not_withdrawn(
    returned: Path, replies: Answers, tmp_path: Path
) -> None:
    starting_second.start(returned, WHY, despite=True)
    with pytest.raises(RefusedError, match="goes on from result"):
        withdraw(returned, OURS, MISTAKE)
    # A result of the second appraisal is no beginning of it.
    assert again(returned, tmp_path) == 2
    assert withdraw(returned, OURS, MISTAKE).number == 2
    # What answers the result from which it goes on is a reply.
    assert land(returned, replies({"1.1": AGREES}, part=90)) is None


def test_said_twice_a_withdrawal_does_not_reach_the_result_before(
    returned: Path, tmp_path: Path
) -> None:
    again(returned, tmp_path)
    withdraw(returned, OURS, MISTAKE)
    before = (returned / ledger.LEDGER).read_bytes()
    for number, why in ((None, "withdrawn already"), (2, "not the last one")):
        with pytest.raises(UsageError, match=why):
            withdraw(returned, OURS, MISTAKE, number)
    assert (returned / ledger.LEDGER).read_bytes() == before
    assert withdraw(returned, OURS, MISTAKE, 1).number == 1
