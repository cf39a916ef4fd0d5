"""Landing looked at first, judged by dates, chosen among with a reason, and taken back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from parself.errors import UsageError
from parself.files import journal
from parself.province.calendar import Dates, Extension
from parself.province.filing import Arrival
from parself.province.founding import Told
from parself.province.ledger import LEDGER
from parself.province.receiving import CHOSEN, choose, merge, preview
from parself.province.record import Round
from parself.province.round import open_round, write_round
from parself.province.timing import Coming, Tally, coming_of, tally
from parself.province.undoing import last_act, take_back
from parself.submission.landing import Outcome
from parself.values import evolve
from parself.words.landing_words import Count, outcome_words, timing_words
from province.conftest import Sent
from submission.samples import NOW, UNITS, claimed

ON_TIME, LATE = Arrival(date(2024, 1, 10)), Arrival(date(2024, 1, 20))
DATES = Dates(hand_in=date(2024, 1, 15))


@pytest.fixture
def vong(tmp_path: Path, sent: Sent) -> Path:
    """Make a round with a last day of hand-ins, in which another unit has handed in."""
    path = tmp_path / "vong"
    round_ = merge(path, [sent(UNITS[5])], now=NOW).round
    write_round(evolve(round_, dates=DATES))
    return path


def counts(vong: Path) -> object:
    record = open_round(vong).counting(UNITS[0])
    return None if record is None else record.points


def changed(vong: Path, change: Callable[[Round], Round]) -> None:
    write_round(change(open_round(vong)))


def test_the_last_hand_in_on_time_counts(vong: Path, sent: Sent) -> None:
    merge(vong, [sent(part=80)], arrival=ON_TIME, now=NOW)
    merge(vong, [sent(sequence=2, part=90)], arrival=LATE, now=NOW)
    assert counts(vong) == claimed(80)
    extension = Extension(UNITS[0], date(2024, 1, 20), "Mưa lũ", "12/UBND")
    changed(vong, lambda round_: evolve(round_, extensions=(extension,)))
    assert counts(vong) == claimed(90)


def test_the_letters_date_decides_where_it_is_noted(vong: Path, sent: Sent) -> None:
    letter = evolve(LATE, letter=date(2024, 1, 15), letter_number="45/UBND-NV")
    merge(vong, [sent(part=80)], arrival=ON_TIME, now=NOW)
    merge(vong, [sent(sequence=2, part=90)], arrival=letter, now=NOW)
    assert counts(vong) == claimed(90)
    received = open_round(vong).units[UNITS[0]].received[-1]
    assert (received.arrived, received.letter_number) == (LATE.arrived, "45/UBND-NV")


def test_late_alone_counts_still(vong: Path, sent: Sent) -> None:
    merge(vong, [sent(part=80), sent(sequence=2, part=70)], arrival=LATE, now=NOW)
    assert counts(vong) == claimed(70)


def test_a_person_may_choose_an_earlier_one_and_a_newer_one_asks_again(
    vong: Path, sent: Sent
) -> None:
    merge(vong, [sent(part=80), sent(sequence=2, part=70)], arrival=ON_TIME, now=NOW)
    first = open_round(vong).units[UNITS[0]].received[0]
    choose(vong, UNITS[0], first.digest, reason="Lần 2 gửi nhầm", now=NOW)
    assert counts(vong) == claimed(80)
    assert open_round(vong).units[UNITS[0]].reason == "Lần 2 gửi nhầm"
    merge(vong, [sent(sequence=3, part=60)], arrival=ON_TIME, now=NOW)
    assert counts(vong) == claimed(60)


def test_where_two_differ_the_refusal_lists_what_to_choose_by(vong: Path, sent: Sent) -> None:
    merge(vong, [sent(part=80), sent(part=70)], arrival=ON_TIME, now=NOW)
    both = open_round(vong).units[UNITS[0]].received
    with pytest.raises(UsageError) as refused:
        choose(vong, UNITS[0], "1", reason="?", now=NOW)
    told = str(refused.value.problems[0].todo)
    assert all(f"1: {one.digest[:8]} (10/01/2024)" in told for one in both)
    choose(vong, UNITS[0], both[1].digest[:8], reason="Bản đã ký", now=NOW)
    assert open_round(vong).counting(UNITS[0]) == both[1]


def test_looking_first_tells_the_same_and_changes_nothing(vong: Path, sent: Sent) -> None:
    paths = [sent(), sent(UNITS[1]), sent(UNITS[5]), sent(part=10)]
    before = {path: path.read_bytes() for path in vong.rglob("*") if path.is_file()}
    seen = preview(vong, paths, arrival=ON_TIME, now=NOW)
    assert {path: path.read_bytes() for path in vong.rglob("*") if path.is_file()} == before
    done = merge(vong, paths, arrival=ON_TIME, now=NOW)
    assert [(one.outcome, one.reasons) for one in seen.filed] == [
        (one.outcome, one.reasons) for one in done.filed
    ]


def test_looking_is_refused_where_another_round_is_meant(vong: Path, sent: Sent) -> None:
    with pytest.raises(UsageError, match="made with another"):
        preview(vong, [sent()], told=Told(year=2022), now=NOW)


def test_a_landing_is_taken_back_as_a_whole_and_the_one_before_next(vong: Path, sent: Sent) -> None:
    start = open_round(vong)
    merge(vong, [sent(part=80), sent(UNITS[1])], arrival=ON_TIME, now=NOW)
    first = open_round(vong)
    merge(vong, [sent(sequence=2, part=70), sent(UNITS[2])], arrival=ON_TIME, now=NOW)
    done = take_back(vong, now=NOW)
    assert (done.round, done.act.units) == (first, (UNITS[0], UNITS[2]))
    assert open_round(vong) == first
    assert take_back(vong, now=NOW).round == start


def test_taking_back_puts_a_choice_back_that_the_landing_had_opened(vong: Path, sent: Sent) -> None:
    merge(vong, [sent(part=80), sent(part=70)], arrival=ON_TIME, now=NOW)
    digest = open_round(vong).units[UNITS[0]].received[0].digest
    chosen = choose(vong, UNITS[0], digest, reason="Bản đã ký", now=NOW)
    merge(vong, [sent(part=60)], arrival=ON_TIME, now=NOW)
    assert counts(vong) is None
    assert take_back(vong, now=NOW).round == chosen


def test_landing_again_what_is_there_adds_nothing_that_could_be_taken_back(
    vong: Path, sent: Sent
) -> None:
    start = open_round(vong)
    merge(vong, [sent(part=80), sent(UNITS[1], part=10), sent(UNITS[1], part=20)], now=NOW)
    first = open_round(vong)
    paths = [sent(sequence=2, part=70), sent(UNITS[2])]
    merge(vong, paths, now=NOW)
    kept = [vong / one.file for unit in first.units.values() for one in unit.received]
    merge(vong, [*kept, *paths], now=NOW)
    done = take_back(vong, now=NOW)
    assert (done.round, done.act.units) == (first, (UNITS[0], UNITS[2]))
    merge(vong, kept, now=NOW)
    assert take_back(vong, now=NOW).round == start


def test_a_landing_that_was_taken_back_can_be_landed_again(vong: Path, sent: Sent) -> None:
    path = sent(part=80)
    done = merge(vong, [path], arrival=ON_TIME, now=NOW)
    take_back(vong, now=NOW)
    assert merge(vong, [path], arrival=ON_TIME, now=NOW).round == done.round


def test_nothing_is_left_to_take_back(vong: Path) -> None:
    take_back(vong, now=NOW)
    with pytest.raises(UsageError):
        take_back(vong, now=NOW)


def test_a_late_correction_says_that_it_does_not_count_and_what_does(
    vong: Path, sent: Sent
) -> None:
    merge(vong, [sent(part=80)], arrival=ON_TIME, now=NOW)
    (one,) = preview(vong, [sent(sequence=2, part=90)], arrival=LATE, now=NOW).filed
    assert one.timing is not None
    assert outcome_words(one) == "gửi chậm, không được tính"
    assert timing_words(one.timing) == (
        "Gửi chậm 5 ngày (hạn 15/01/2024), không được tính; lần 1 vẫn được tính."
    )


def test_a_late_first_hand_in_counts_and_says_that_it_is_late(vong: Path, sent: Sent) -> None:
    (one,) = merge(vong, [sent(part=80)], arrival=LATE, now=NOW).filed
    assert one.timing is not None
    assert outcome_words(one) == "mới, gửi chậm"
    assert timing_words(one.timing) == (
        "Gửi chậm 5 ngày (hạn 15/01/2024); vẫn được tính, ghi là gửi chậm."
    )


def test_an_earlier_hand_in_on_time_counts_where_the_later_came_late(
    vong: Path, sent: Sent
) -> None:
    merge(vong, [sent(sequence=2, part=90)], arrival=LATE, now=NOW)
    (one,) = merge(vong, [sent(part=80)], arrival=ON_TIME, now=NOW).filed
    assert one.timing is not None
    assert (one.outcome, one.timing.counts) == (Outcome.OLDER, True)
    assert counts(vong) == claimed(80)


def test_late_is_who_came_late_and_overdue_who_never_came(vong: Path, sent: Sent) -> None:
    merge(vong, [sent(part=80)], arrival=LATE, now=NOW)
    merge(vong, [sent(UNITS[1], part=10), sent(UNITS[1], part=20)], arrival=ON_TIME, now=NOW)
    extension = Extension(UNITS[2], date(2024, 2, 1), "Mưa lũ")
    changed(vong, lambda round_: evolve(round_, extensions=(extension,)))
    round_ = open_round(vong)
    found = [coming_of(round_, code, date(2024, 1, 20)) for code in UNITS]
    assert found[:3] == [Coming.LATE, Coming.DIVERGING, Coming.MISSING]
    left = len(UNITS) - 4
    assert found.count(Coming.OVERDUE) == left
    assert tally(found) == Tally(len(UNITS), 3, 1, left + 1, left)


def test_a_renamed_copy_of_any_hand_in_is_there_already_and_adds_no_line(
    vong: Path, sent: Sent, usb: Path
) -> None:
    first = sent(part=80)
    merge(vong, [first, sent(sequence=2, part=70)], arrival=ON_TIME, now=NOW)
    copy = usb / "Cao Lộc nộp.zip"
    copy.write_bytes(first.read_bytes())
    before = (vong / LEDGER).read_bytes()
    for look in (preview, merge):
        done = look(vong, [copy], arrival=LATE, now=NOW)
        assert [one.outcome for one in done.filed] == [Outcome.SAME]
        assert Count.of(done.filed) == (0, 0, 1, 0)
    assert (vong / LEDGER).read_bytes() == before


def test_a_crash_before_the_ledger_was_written_is_told_by_landing_again(
    vong: Path, sent: Sent
) -> None:
    path, before = sent(part=80), (vong / LEDGER).read_bytes()
    merge(vong, [path], arrival=ON_TIME, now=NOW)
    (vong / LEDGER).write_bytes(before)
    assert open_round(vong).trouble
    merge(vong, [path], arrival=ON_TIME, now=NOW)
    assert not open_round(vong).trouble
    assert len(journal.read(vong / LEDGER).lines) == 2


def test_a_choice_is_taken_back_before_the_landing_under_it(vong: Path, sent: Sent) -> None:
    start = open_round(vong)
    merge(vong, [sent(part=80), sent(sequence=2, part=70)], arrival=ON_TIME, now=NOW)
    landed = open_round(vong)
    first, second = (one.digest for one in landed.units[UNITS[0]].received)
    once = choose(vong, UNITS[0], first, reason="Lần 2 gửi nhầm", now=NOW)
    choose(vong, UNITS[0], second, reason="Bản đã ký", now=NOW)
    act = last_act(vong)
    assert act is not None
    assert (act.what, act.units) == (CHOSEN, (UNITS[0],))
    assert [take_back(vong, now=NOW).round for _ in range(3)] == [once, landed, start]


def test_only_the_act_that_was_named_is_taken_back(vong: Path, sent: Sent) -> None:
    merge(vong, [sent(part=80)], arrival=ON_TIME, now=NOW)
    named = last_act(vong)
    merge(vong, [sent(UNITS[1])], arrival=ON_TIME, now=NOW)
    before = open_round(vong)
    assert named is not None
    with pytest.raises(UsageError, match="since"):
        take_back(vong, act=named.id, now=NOW)
    assert open_round(vong) == before


def test_a_landing_taken_back_before_a_crash_takes_no_choice_along(vong: Path, sent: Sent) -> None:
    merge(vong, [sent(part=80)], arrival=ON_TIME, now=NOW)
    merge(vong, [sent(sequence=2, part=70)], arrival=ON_TIME, now=NOW)
    before = (vong / LEDGER).read_bytes()
    take_back(vong, now=NOW)
    digest = open_round(vong).units[UNITS[0]].received[0].digest
    write_round(open_round(vong).with_unit(evolve(open_round(vong).units[UNITS[0]], chosen=digest)))
    (vong / LEDGER).write_bytes(before)
    assert take_back(vong, now=NOW).round.units[UNITS[0]].chosen == digest
