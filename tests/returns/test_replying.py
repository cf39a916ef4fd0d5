"""Replies: which rows, what a reply needs, and what a newer result leaves of them."""

from decimal import Decimal

import pytest

from parself.assessment.model import Answer, Citation, Reply, Returned
from parself.returns.model import Phase, ReturnedRow, Ruling
from parself.returns.replying import (
    carried,
    fault,
    findings,
    is_proven,
    open_rows,
    outside,
)
from parself.values import evolve
from returns.samples import ROWS, returned

AGREES, DISAGREES = Reply(True), Reply(False)
SAID = Reply(False, "Đã nộp đủ báo cáo")
ACCEPTED = ReturnedRow(Ruling.ACCEPTED, Decimal(4), Decimal(4))
NAMED = Returned("0123456789abcdef", 1, "ab" * 32)


def test_what_was_adjusted_or_asked_about_is_to_be_answered_and_nothing_else() -> None:
    value = returned(rows={**ROWS, "1.3": ACCEPTED, "1.4": ReturnedRow(Ruling.OPEN)})
    assert open_rows(value, {}) == ("1.1", "1.2")
    assert open_rows(value, {"1.1": AGREES}) == ("1.2",)
    assert outside(value, "1.1") is None
    assert outside(value, "1.3") is not None
    assert outside(value, "9.9") is not None


@pytest.mark.parametrize("phase", [Phase.SECOND, Phase.PUBLISHED])
def test_after_the_first_appraisal_nothing_is_asked(phase: Phase) -> None:
    value = returned(phase=phase)
    assert open_rows(value, {}) == ()
    is_refused = fault(value, "1.1", SAID, is_proven=True) is not None
    assert is_refused is (phase is Phase.SECOND)


def test_what_is_published_is_appealed_with_what_is_argued_and_not_agreed_with() -> None:
    value = returned(phase=Phase.PUBLISHED, rows={**ROWS, "1.3": ACCEPTED})
    assert fault(value, "1.3", SAID, is_proven=False) is None
    assert fault(value, "1.3", DISAGREES, is_proven=True) is not None
    assert fault(value, "1.3", Reply(True, "Nhất trí"), is_proven=True) is not None
    assert fault(value, "9.9", SAID, is_proven=True) is not None


def test_an_appeal_is_not_handed_in_with_a_result_that_comes_after_it() -> None:
    value = returned(phase=Phase.PUBLISHED)
    replies = {"1.1": evolve(SAID, appeals=True), "1.2": SAID}
    after = carried(value, evolve(value, number=2), replies)
    assert after["1.1"].again and not after["1.2"].again


@pytest.mark.parametrize(
    ("row", "reply", "is_enough"),
    [
        ("1.1", AGREES, True),
        ("1.1", DISAGREES, False),
        ("1.1", Reply(False, " \n"), False),
        ("1.1", SAID, True),
        ("1.2", AGREES, False),
        ("1.2", Reply(True, "Ngày 28/12/2022"), True),
    ],
)
def test_who_disagrees_or_is_asked_says_why(row: str, reply: Reply, is_enough: bool) -> None:
    value = returned()
    assert (fault(value, row, reply, is_proven=False) is None) is is_enough
    assert fault(value, row, reply, is_proven=True) is None


def test_evidence_that_went_with_the_hand_in_proves_nothing_more() -> None:
    one, two = Citation("E-001", page="2"), Citation("E-002")
    assert not is_proven(Answer(citations=(one,)), Answer(citations=(one,)))
    assert not is_proven(Answer(citations=(one, two)), Answer(citations=(one,)))
    assert is_proven(Answer(citations=(one,)), Answer(citations=(one, two)))


def test_a_newer_result_keeps_the_replies_to_rows_of_which_it_says_the_same() -> None:
    changed = evolve(ROWS["1.1"], appraised=Decimal(5))
    newer = returned(number=2, hand_in=2, rows={**ROWS, "1.1": changed})
    left = carried(returned(), newer, {"1.1": SAID, "1.2": SAID})
    assert left == {"1.1": evolve(SAID, again=True), "1.2": SAID}
    assert open_rows(newer, left) == ("1.1",)


def test_a_row_that_is_accepted_now_needs_no_reply_and_keeps_the_text() -> None:
    newer = returned(number=2, rows={**ROWS, "1.1": ACCEPTED})
    left = carried(returned(), newer, {"1.1": SAID})
    assert left["1.1"] == evolve(SAID, again=True)
    assert open_rows(newer, left) == ("1.2",)


def test_a_reply_to_be_given_again_stays_so_until_it_is_given() -> None:
    again = {"1.1": evolve(SAID, again=True)}
    assert carried(returned(), returned(number=2), again) == again


def test_where_the_earlier_result_is_gone_every_reply_is_given_again() -> None:
    assert carried(None, returned(number=2), {"1.1": SAID})["1.1"].again


def test_later_phases_leave_the_replies_as_they_were_given() -> None:
    second = returned(number=2, phase=Phase.SECOND, rows={"1.1": ROWS["1.1"]})
    assert carried(returned(), second, {"1.1": SAID, "1.2": SAID}) == {"1.1": SAID, "1.2": SAID}


def test_what_is_not_replied_to_is_a_finding_until_all_is() -> None:
    (found,) = findings(NAMED, returned(), {"1.1": SAID})
    assert (found.key, found.rows, found.kind.is_error) == ("unreplied:1", ("1.2",), False)
    assert list(findings(NAMED, returned(), {"1.1": SAID, "1.2": SAID})) == []
    assert list(findings(None, None, {})) == []


def test_a_result_whose_file_is_gone_is_a_finding() -> None:
    (found,) = findings(NAMED, None, {})
    assert found.kind.is_error
