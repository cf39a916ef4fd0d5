"""The scores closed: what stands in the way is named, nothing changes, and reopening undoes it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from parself.assessment.beside import ROSTER, BesideError
from parself.errors import ParselfError, RefusedError, UsageError
from parself.province import ledger, mending, parts, publishing, returning, stages, terms
from parself.province.appraisal import LEDGER
from parself.province.calendar import Dates
from parself.province.officers import Share
from parself.province.overview import open_overview
from parself.province.receiving import merge
from parself.province.record import Round
from parself.province.reference import REFERENCE, Reference, write_references
from parself.province.returned import SentBack
from parself.province.round import accept_beside, open_round
from parself.province.stages import in_the_way, unfinished
from parself.province.survey import SURVEY, write_survey
from parself.province.terms import Change
from parself.province.todo import Kind
from parself.province.unranked import Why
from parself.report import making
from parself.values import evolve
from parself.words.round_words import provisional_words
from parself.words.stage_words import left_words, standing_words, state_words
from province.conftest import Sent
from province.desks import WHY, judge, with_officers
from province.states import state
from submission.samples import NOW, UNITS

NOBODY_SAYS = Change("lan", NOW, " ")
SENT = SentBack(1, date(2024, 2, 1), "ab", to_answer=("1.1",))
Act = Callable[[Path, Change], Round]


def test_what_is_not_finished_is_listed_with_the_units_without_a_place(landed: Path) -> None:
    found = in_the_way(open_overview(landed), NOW.date())
    kinds = {one.kind: one.count for one in found.tasks}
    missing = set(UNITS[2:])
    assert kinds == {Kind.OPEN: 4, Kind.MISSING: len(missing)}
    assert found.count == 4 + len(missing)
    assert {one.unit.code: one.why for one in found.unranked} == dict.fromkeys(
        missing, Why.NOTHING_CAME
    )


def test_places_are_provisional_while_something_is_open_and_never_once_closed(
    landed: Path,
) -> None:
    view = open_overview(landed)
    lines = view.lines(NOW.date())
    assert unfinished(view.round, lines) == lines
    assert provisional_words(view.round, lines)
    closed = stages.close(landed, WHY, despite=True)
    assert unfinished(closed, lines) == ()
    assert not provisional_words(closed, lines)


def test_a_unit_that_never_handed_in_keeps_places_provisional_until_the_scores_are_closed(
    landed: Path,
) -> None:
    for unit in UNITS[:2]:
        for row in ("1.1", "1.2"):
            judge(landed, row, "0.5", unit=unit)
    view = open_overview(landed)
    lines = view.lines(NOW.date())
    assert [one.unit.code for one in unfinished(view.round, lines)] == list(UNITS[2:])
    closed = stages.close(landed, WHY, despite=True)
    assert unfinished(closed, lines) == ()
    told = standing_words(closed, lines)
    assert told == f"{len(UNITS) - 2} đơn vị không xếp hạng (chưa có hồ sơ: {len(UNITS) - 2})"


def test_equal_cases_with_different_points_are_listed_and_do_not_stand_in_the_way(
    landed: Path, sent: Sent
) -> None:
    merge(landed, [sent(UNITS[2], part=90)], now=NOW)
    before = in_the_way(open_overview(landed), NOW.date())
    assert not before.beside
    judge(landed, "1.1", "0.5")
    judge(landed, "1.1", "0.4", unit=UNITS[2])
    found = in_the_way(open_overview(landed), NOW.date())
    (task,) = found.beside
    assert {(one.unit, one.row) for one in task.cells} == {(UNITS[0], "1.1"), (UNITS[2], "1.1")}
    assert found.count == before.count - 2
    assert "2 ô cùng trường hợp, điểm khác nhau: 1.1" in left_words(found)


def test_open_rows_in_nobodys_share_are_counted_once(landed: Path) -> None:
    with_officers(landed, an=Share((UNITS[0],)))
    found = in_the_way(open_overview(landed), NOW.date())
    assert Kind.NOBODYS not in {one.kind for one in found.tasks}


def test_unfinished_scores_are_closed_only_despite_that(landed: Path) -> None:
    before = state(landed)
    with pytest.raises(RefusedError) as caught:
        stages.close(landed, WHY)
    assert "--despite" in str(caught.value.problems[0].todo)
    assert state(landed) == before
    closed = stages.close(landed, WHY, despite=True).closed
    assert closed is not None
    assert (closed.who, closed.why, closed.when) == (WHY.who, WHY.why, NOW)
    assert open_round(landed).closed == closed


@pytest.mark.parametrize("act", [stages.close, stages.reopen])
def test_nobody_closes_or_reopens_without_saying_why(landed: Path, act: Act) -> None:
    if act is stages.reopen:
        stages.close(landed, WHY, despite=True)
    before = open_round(landed)
    with pytest.raises(UsageError, match="reason"):
        act(landed, NOBODY_SAYS)
    assert open_round(landed) == before


def test_reopened_the_round_is_what_it_was_and_the_ledger_tells_both(landed: Path) -> None:
    judge(landed, "1.1", None)
    before = state(landed)
    stages.close(landed, WHY, despite=True)
    stages.reopen(landed, evolve(WHY, why="Khiếu nại"))
    # Closing keeps copies, and they stay.
    after = state(landed)
    assert {name: after[name] for name in before} == before
    assert all(name.startswith("backups/") for name in after.keys() - before.keys())
    (closed,), (reopened,) = (ledger.told(landed, one) for one in (stages.CLOSED, stages.REOPENED))
    assert (closed["why"], reopened["why"]) == (WHY.why, "Khiếu nại")
    assert closed["unranked"] == list(UNITS[2:])
    judge(landed, "1.2", "0.5")


def test_what_is_not_closed_is_not_reopened_and_what_is_closed_is_not_closed_again(
    landed: Path,
) -> None:
    with pytest.raises(UsageError, match="not closed"):
        stages.reopen(landed, WHY)
    stages.close(landed, WHY, despite=True)
    with pytest.raises(RefusedError, match="were closed on"):
        stages.close(landed, WHY, despite=True)


def test_files_changed_behind_the_back_of_a_closed_round_are_told(landed: Path) -> None:
    judge(landed, "1.1", None)
    earlier = (landed / LEDGER).read_bytes()
    judge(landed, "1.1", "0.5")
    stages.close(landed, WHY, despite=True)
    assert not open_overview(landed).trouble
    (landed / LEDGER).write_bytes(earlier)
    (told,) = open_overview(landed).trouble
    assert LEDGER in str(told.what)
    stages.reopen(landed, WHY)
    assert not open_overview(landed).trouble


def test_a_roster_edited_by_hand_is_not_taken_into_a_closed_round(landed: Path) -> None:
    stages.close(landed, WHY, despite=True)
    edited = (landed / ROSTER).read_text("utf-8")
    (landed / ROSTER).write_text(f"{edited}\n", encoding="utf-8")
    with pytest.raises(BesideError) as caught:
        open_round(landed)
    with pytest.raises(RefusedError, match="were closed on"):
        accept_beside(landed, caught.value)


def test_no_share_is_given_out_of_a_closed_round(landed: Path, tmp_path: Path) -> None:
    with_officers(landed, an=Share())
    stages.close(landed, WHY, despite=True)
    with pytest.raises(RefusedError, match="were closed on"):
        parts.give(open_overview(landed), "an", tmp_path / "an.zip", WHY)
    assert not (tmp_path / "an.zip").exists()


def test_units_may_explain_until_the_last_day_of_replies(landed: Path) -> None:
    terms.set_dates(landed, Dates(replies=date(2024, 2, 25)), WHY)
    view = open_overview(landed)
    waiting = evolve(view, returned={UNITS[0]: SENT})
    assert in_the_way(waiting, date(2024, 2, 25)).awaited == (UNITS[0],)
    assert in_the_way(waiting, date(2024, 2, 26)).awaited == ()


Spoil = Callable[[Path], object]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _finished(landed: Path) -> Path:
    """Return a closed and published round with survey points and reference figures."""
    for unit in UNITS[:2]:
        for row in ("1.1", "1.2"):
            judge(landed, row, "0.5", unit=unit)
    write_survey(landed, {UNITS[0]: {"2.1": {"points": Decimal(1)}}})
    write_references(landed, (Reference("1.2", "part", "Cổng DVC", {UNITS[0]: Decimal(5)}),))
    stages.close(landed, WHY, despite=True)
    return landed


@pytest.mark.parametrize("name", [LEDGER, SURVEY, REFERENCE])
@pytest.mark.parametrize("spoil", [_cut, Path.unlink])
def test_what_is_held_fast_is_put_back_and_until_then_nothing_goes_out(
    name: str, spoil: Spoil, landed: Path, tmp_path: Path
) -> None:
    good = (_finished(landed) / name).read_bytes()
    spoil(landed / name)
    assert any(name in str(one.what) for one in mending.found(landed))
    assert "--restore" in str(open_round(landed).trouble[0].todo)
    for door in (
        lambda: returning.send(landed, UNITS[:1], tmp_path, WHY, anyway=True),
        lambda: publishing.publish(landed, WHY),
        lambda: making.round_case(open_round(landed), NOW.date()),
    ):
        with pytest.raises(ParselfError, match=name):
            door()
    assert "THAY ĐỔI" in state_words(open_round(landed))
    mending.put_right(landed, now=NOW)
    assert (landed / name).read_bytes() == good
    assert mending.found(landed) == ()


def test_a_lost_publication_is_put_back_from_its_copy(landed: Path) -> None:
    (issued,) = publishing.publish(_finished(landed), WHY).publications
    good = (landed / issued.file).read_bytes()
    _cut(landed / issued.file)
    assert open_round(landed).broken
    mending.put_right(landed, now=NOW)
    assert (landed / issued.file).read_bytes() == good


@pytest.mark.parametrize("close", [True, False])
def test_a_hand_in_that_is_not_the_one_received_is_found_and_named(
    close: bool, landed: Path
) -> None:
    if close:
        stages.close(landed, WHY, despite=True)
    (one,) = open_round(landed).units[UNITS[0]].received
    _cut(landed / one.file)
    (told,) = mending.found(landed)
    assert one.file in str(told.where).replace("\\", "/")
    assert one.short_digest in str(told.todo)
