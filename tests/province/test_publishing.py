"""What is published stays as it was: numbered, sealed, and told with the places that are shared."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from parself.assessment.model import Purpose
from parself.errors import DamagedError, RefusedError, UsageError
from parself.province import ledger, publishing, stages
from parself.province.appraisal import LEDGER
from parself.province.next_standings import standings
from parself.province.overview import open_overview
from parself.province.publishing import publish, read, ties
from parself.province.receiving import merge
from parself.province.record import Condition
from parself.province.round import create_round, open_round
from parself.province.snapshot import Snapshot
from parself.province.terms import Change
from parself.province.unranked import Why
from parself.rubric.catalogue import find_standings
from parself.rubric.dump import rubric_to_bytes as to_bytes
from parself.rubric.dump import standings_to_bytes
from parself.rubric.peers import FigureStatus, Standing, Standings
from parself.scoring.classes import Held
from parself.values import evolve
from province.conftest import Sent
from province.desks import WHY, judge
from province.states import state
from submission.samples import NOW, ROSTER, UNITS, roster, rubric

NO_REASON = Change("lan", NOW, "")


@pytest.fixture
def closed(landed: Path) -> Path:
    judge(landed, "1.2", "0.5")
    stages.close(landed, WHY, despite=True)
    return landed


def would_be(path: Path) -> Snapshot:
    return publishing.snapshot(open_overview(path), WHY)


def test_what_is_published_adds_up(closed: Path) -> None:
    found = read(publish(closed, WHY))
    one = found.unit(UNITS[0])
    assert one is not None
    assert (one.claimed, one.appraised, one.survey) == (Decimal("5.4"), Decimal("5.9"), Decimal(0))
    assert (one.index, one.exact_index, one.place) == (Decimal(59), Fraction(59), 1)
    assert one.points == {"1.1": Decimal("5.4"), "1.2": Decimal("0.5")}
    assert one.claims == {"1.1": Decimal("5.4")}
    assert one.areas == {"1": Decimal("5.9")}
    assert one.open == ("1.1",)
    assert (one.maximum, one.band) == (Decimal(10), "Yếu")


def test_a_unit_without_a_place_says_why_and_is_not_among_the_ranked(closed: Path) -> None:
    found = read(publish(closed, WHY))
    assert {one.why for one in found.unranked} == {Why.NOTHING_CAME}
    assert [one.code for one in found.unranked] == list(UNITS[2:])
    assert [one.place for one in found.ranked] == [1, 2]


def test_results_that_are_not_closed_are_not_published(landed: Path) -> None:
    before = state(landed)
    with pytest.raises(RefusedError, match="not closed"):
        publish(landed, WHY)
    assert state(landed) == before


def test_a_closed_round_of_which_files_were_changed_is_not_published(closed: Path) -> None:
    (closed / LEDGER).write_bytes(b"")
    with pytest.raises(RefusedError, match="Changed since"):
        publish(closed, WHY)
    assert not open_round(closed).publications


def test_results_are_published_once_and_a_correction_is_the_next_number(closed: Path) -> None:
    first = publish(closed, NO_REASON)
    assert first.condition is Condition.PUBLISHED
    with pytest.raises(RefusedError, match="published already"):
        publish(closed, WHY)
    kept = read(first)
    stages.reopen(closed, WHY)
    assert open_round(closed).condition is Condition.REOPENED
    judge(closed, "1.2", "1.5")
    stages.close(closed, WHY, despite=True)
    assert open_round(closed).condition is Condition.CLOSED
    with pytest.raises(UsageError, match="reason"):
        publish(closed, NO_REASON)
    second = publish(closed, evolve(WHY, why="Đính chính"))
    assert [one.number for one in second.publications] == [1, 2]
    assert read(second, 1) == kept
    indexes = [_index(read(second, number)) for number in (1, 2)]
    assert indexes == [Decimal(59), Decimal(69)]
    told = ledger.told(closed, publishing.PUBLISHED)
    assert [(one["number"], one["why"]) for one in told] == [(1, ""), (2, "Đính chính")]


def _index(found: Snapshot) -> Decimal | None:
    one = found.unit(UNITS[0])
    return None if one is None else one.index


def test_a_published_file_that_was_changed_is_told_and_not_read(closed: Path) -> None:
    round_ = publish(closed, WHY)
    path = closed / round_.publications[0].file
    text = path.read_text("utf-8")
    path.write_text(text.replace("place = 1", "place = 2"), "utf-8")
    (told,) = open_overview(closed).trouble
    assert told.where.endswith("lan-1.toml")
    with pytest.raises(DamagedError, match="not what was published"):
        read(round_)
    path.unlink()
    assert open_overview(closed).trouble
    stages.reopen(closed, WHY)
    assert open_overview(closed).trouble


def test_a_publication_that_is_lost_for_good_keeps_no_correction_back(closed: Path) -> None:
    publish(closed, WHY)
    (closed / "published" / "lan-1.toml").unlink()
    stages.reopen(closed, WHY)
    stages.close(closed, WHY, despite=True)
    second = publish(closed, WHY)
    assert read(second).number == 2
    with pytest.raises(DamagedError, match="not what was published"):
        read(second, 1)


def test_a_number_that_was_never_published_is_refused(closed: Path) -> None:
    with pytest.raises(UsageError, match="Nothing was published"):
        read(open_round(closed))
    with pytest.raises(UsageError, match="under number"):
        read(publish(closed, WHY), 2)


def test_a_file_left_by_a_crash_before_the_round_knew_of_it_is_replaced(closed: Path) -> None:
    (closed / "published").mkdir()
    (closed / "published" / "lan-1.toml").write_bytes(b"half")
    assert read(publish(closed, WHY)).number == 1


def test_the_sentence_that_nobody_has_a_place_keeps_an_empty_round_back(
    tmp_path: Path, sent: Sent
) -> None:
    merge(tmp_path / "vong", [sent(part=90), sent(part=80)], now=NOW)
    stages.close(tmp_path / "vong", WHY, despite=True)
    with pytest.raises(RefusedError, match="No unit has a place"):
        publish(tmp_path / "vong", WHY)


def test_places_shared_by_rounding_are_told_from_those_shared_by_equal_points(
    closed: Path,
) -> None:
    found = would_be(closed)
    ours, theirs = found.ranked
    equal = evolve(theirs, place=1, index=ours.index, exact=ours.exact)
    rounded = evolve(equal, exact="589999/10000")
    assert ties(found) == ()
    for other, is_by_rounding in ((equal, False), (rounded, True)):
        (tie,) = ties(evolve(found, units=(ours, other)))
        assert (tie.place, tie.is_by_rounding) == (1, is_by_rounding)
        assert [one.code for one in tie.units] == [ours.code, theirs.code]


def test_units_of_equal_points_share_a_place_and_the_next_is_skipped(
    tmp_path: Path, sent: Sent
) -> None:
    parts = dict(zip(UNITS, (90, 90, 80), strict=False))
    merge(tmp_path / "vong", [sent(code, part=part) for code, part in parts.items()], now=NOW)
    stages.close(tmp_path / "vong", WHY, despite=True)
    found = read(publish(tmp_path / "vong", WHY))
    assert [one.place for one in found.ranked] == [1, 1, 3]
    (tie,) = ties(found)
    assert not tie.is_by_rounding


def test_next_year_s_round_is_founded_with_what_was_published(closed: Path, tmp_path: Path) -> None:
    round_ = publish(closed, WHY)
    path = tmp_path / "xep-hang-2023.toml"
    path.write_bytes(standings_to_bytes(standings(round_, read(round_), path.stem, "QĐ 12")))
    found = find_standings(str(path))
    assert (found[0].year, found[0].source) == (2023, "QĐ 12")
    ours, none = (found[0].of(code) for code in (UNITS[0], UNITS[2]))
    assert ours is not None and none is not None
    assert (ours.index, ours.rank, ours.status) == (Decimal(59), 1, FigureStatus.OFFICIAL)
    assert (none.index, none.rank, none.status) == (None, None, FigureStatus.UNKNOWN)

    create_round(
        tmp_path / "2024",
        rubric=(round_.rubric, (closed / "rubric.toml").read_bytes()),
        roster=(round_.roster, (closed / "roster.toml").read_bytes()),
        year=2024,
        purpose=Purpose.REAL,
        standings=found,
    )
    assert open_round(tmp_path / "2024").standings == found[0]


def test_the_standings_after_those_carry_last_year_along(closed: Path) -> None:
    before = Standing(UNITS[0], FigureStatus.DECLARED, Decimal("50.25"), 2)
    round_ = publish(closed, WHY)
    last = Standings("truoc", round_.roster.id, 2022, units=(before,))
    found = standings(evolve(round_, standings=last), read(round_), "x").of(UNITS[0])
    assert found is not None
    assert (found.previous_index, found.previous_rank) == (Decimal("50.25"), 2)
    assert found.previous_status is FigureStatus.DECLARED
    older = standings(evolve(round_, standings=evolve(last, year=2021)), read(round_), "x")
    assert {one.previous_index for one in older.units} == {None}


def test_standings_of_practice_are_illustrative(closed: Path) -> None:
    round_ = publish(closed, WHY)
    practised = evolve(read(round_), purpose=Purpose.PRACTICE)
    found = standings(round_, practised, "x").of(UNITS[0])
    assert found is not None and found.status is FigureStatus.ILLUSTRATIVE


def test_a_class_that_a_condition_keeps_a_unit_from_is_told_with_the_rows(
    tmp_path: Path, sent: Sent
) -> None:
    """Of 10 points 1.1 gives 5.4, and 1.2 nothing: 54 % is “Tốt” for whom no row is at zero."""
    best, last = rubric().bands
    kept = evolve(best, from_=Decimal(50), not_with_zero=True)
    asked = evolve(rubric(), bands=(kept, last))
    founded = create_round(
        tmp_path / "vong",
        rubric=(asked, to_bytes(asked)),
        roster=(roster(), ROSTER.encode()),
        year=2023,
        purpose=Purpose.REAL,
    )
    merge(founded.path, [sent(part=90)], now=NOW)
    judge(founded.path, "1.1", None)
    judge(founded.path, "1.2", "0")
    (line, *_others) = open_overview(founded.path).lines(NOW.date())
    assert (line.band, line.held) == ("Yếu", (Held("Tốt", ("1.2",)),))
    stages.close(founded.path, WHY, despite=True)
    round_ = publish(founded.path, WHY)
    unit = read(round_).unit(UNITS[0])
    assert unit is not None
    assert (unit.band, unit.held) == ("Yếu", line.held)
    told = publishing.told(round_)[UNITS[0]]
    assert (told.band, told.reason) == ("Yếu", "Không xếp loại “Tốt”: 0 điểm ở 1.2.")
    stages.reopen(founded.path, WHY)
    judge(founded.path, "1.2", "0.5")
    (line, *_others) = open_overview(founded.path).lines(NOW.date())
    assert (line.band, line.held) == ("Tốt", ())
