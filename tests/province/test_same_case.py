"""What the rows of all units say together: equal cases, units apart, lost points, gaps."""

from decimal import Decimal
from pathlib import Path

import pytest

from parself.province.agreeing import readdressed, remark, withdrawn
from parself.province.appraising import ACCEPTED, Act, Judgement, decide
from parself.province.automatic import apart, noticed
from parself.province.decisions import Cell, Verdict
from parself.province.equal import same_case, unequal
from parself.province.facts import Facts
from parself.province.losing import losing_rows, reach
from parself.province.overview import Overview, open_overview
from parself.province.receiving import merge
from parself.province.reference import Reference
from parself.province.remarks import Audience, Way
from parself.province.versions import Version
from parself.province.why import area_gaps, expected_points, ladder, row_gaps, to_index
from parself.values import evolve
from province.conftest import Sent
from submission.samples import NOW, UNITS

ACT = Act("an", NOW, "mot")
ROW = "1.1"


@pytest.fixture
def alike(tmp_path: Path, sent: Sent) -> Overview:
    """Open a round in which two units entered the same in row 1.1."""
    merge(tmp_path / "vong", [sent(part=90), sent(UNITS[1], part=90)], now=NOW)
    return open_overview(tmp_path / "vong")


def with_versions(view: Overview, *versions: Version) -> Overview:
    return evolve(view, appraisal=view.appraisal.added(versions))


def adjusted(view: Overview, unit: str, points: str, way: int | None = None) -> Version:
    judgement = Judgement(Verdict.ADJUST, Decimal(points), "Thiếu", way)
    return decide(view, Cell(unit, ROW), judgement, ACT)


def test_units_that_entered_the_same_are_of_one_case(alike: Overview, landed: Path) -> None:
    assert same_case(alike, Cell(UNITS[0], ROW)) == (UNITS[1],)
    assert same_case(open_overview(landed), Cell(UNITS[0], ROW)) == ()


def test_equal_cases_with_other_points_are_named_and_with_the_same_are_not(
    alike: Overview,
) -> None:
    accepted = decide(alike, Cell(UNITS[0], ROW), ACCEPTED, ACT)
    (found,) = unequal(with_versions(alike, accepted, adjusted(alike, UNITS[1], "3")), ROW)
    assert found.points == {UNITS[0]: Decimal("5.40"), UNITS[1]: Decimal("3.00")}
    same = decide(alike, Cell(UNITS[1], ROW), ACCEPTED, ACT)
    assert unequal(with_versions(alike, accepted, same), ROW) == ()


def test_one_agreed_way_with_other_points_is_named_too(landed: Path) -> None:
    way = Way(row=ROW, number=1, case="Gửi muộn", points=Decimal(3), who="an", when=NOW)
    view = with_versions(open_overview(landed), way)
    first, second = (adjusted(view, *each, way=1) for each in ((UNITS[0], "3"), (UNITS[1], "2")))
    (found,) = unequal(with_versions(view, first, second), ROW)
    assert found.way == 1


def test_a_unit_far_from_the_others_is_noticed_and_a_few_units_are_too_few(landed: Path) -> None:
    view = open_overview(landed)
    facts = view.facts[UNITS[0]]

    def at(part: int) -> Facts:
        row = evolve(facts.rows[ROW], figures={"part": Decimal(part), "whole": Decimal(100)})
        return evolve(facts, rows={**facts.rows, ROW: row})

    shares = (90, 91, 92, 93, 94, 10)
    many = evolve(view, handed={f"u{n}": at(part) for n, part in enumerate(shares)})
    assert [one.unit for one in apart(many, ROW)] == ["u5"]
    assert apart(view, ROW) == ()


def test_a_noticed_difference_is_gone_once_it_is_adopted(landed: Path) -> None:
    reference = Reference(ROW, "part", "Cổng DVC", {UNITS[0]: Decimal(80)})
    view, cell = evolve(open_overview(landed), references=(reference,)), Cell(UNITS[0], ROW)
    (one,) = noticed(view, cell)
    adopted = remark(cell, "Cổng ghi 80", Audience.INTERNAL, ACT, one.key)
    assert noticed(with_versions(view, adopted), cell) == ()


def test_a_remark_changes_its_readers_and_is_withdrawn_without_losing_words(landed: Path) -> None:
    view, cell = open_overview(landed), Cell(UNITS[0], ROW)
    first = remark(cell, "Thiếu dấu", Audience.INTERNAL, ACT)
    second = readdressed(first, Audience.UNIT, ACT)
    (stands,) = with_versions(view, first, second).remarks[cell.unit, cell.row]
    assert (stands.audience, stands.text) == (Audience.UNIT, "Thiếu dấu")
    gone = with_versions(view, first, second, withdrawn(second, ACT))
    assert (cell.unit, cell.row) not in gone.remarks
    assert first in gone.appraisal.versions


def test_rows_are_listed_by_how_many_units_lose_there(landed: Path) -> None:
    view = open_overview(landed)
    found = {one.row.id: (one.units, one.points) for one in losing_rows(view)}
    assert found[ROW] == (2, Decimal("1.80"))


def test_what_is_decided_narrows_what_a_unit_can_still_reach(landed: Path) -> None:
    view = open_overview(landed)
    low, high = reach(view, UNITS[0])
    decided = with_versions(view, adjusted(view, UNITS[0], "2"))
    assert reach(decided, UNITS[0]) == (low + 2, high - 4)


def test_the_ladder_has_every_unit_by_index_and_names_the_one_above(landed: Path) -> None:
    found = ladder(open_overview(landed).lines(NOW.date()))
    assert [one.line.unit.code for one in found.rungs] == [UNITS[0], UNITS[1]]
    assert found.by_index
    above = found.next_to(UNITS[1])
    assert above is not None
    assert above.line.unit.code == UNITS[0]


def test_the_ladder_has_the_places_of_the_board_and_a_unit_without_index_follows(
    landed: Path,
) -> None:
    lines = open_overview(landed).lines(NOW.date())
    first, second, *none = lines
    assert second.figures is not None
    waiting = evolve(second, figures=evolve(second.figures, index=None), place=None)
    found = ladder((waiting, first, *none))
    assert [(one.line.unit.code, one.place, one.value) for one in found.rungs] == [
        (first.unit.code, first.place, first.index),
        (waiting.unit.code, None, None),
    ]
    assert found.by_index


def test_the_rows_of_an_area_add_up_to_its_gap_and_decisions_count(landed: Path) -> None:
    view = open_overview(landed)
    view = with_versions(view, adjusted(view, UNITS[0], "1"))
    assert expected_points(view, UNITS[0])[ROW] == Decimal("1.00")
    for area in area_gaps(view, UNITS[0], UNITS[1]):
        rows = row_gaps(view, UNITS[0], UNITS[1], area.id)
        assert area.points == sum(one.points for one in rows if one.points is not None)
    first = row_gaps(view, UNITS[0], UNITS[1], "1")[0]
    assert (first.id, first.points) == (ROW, Decimal("-3.80"))


def test_where_maxima_differ_the_areas_and_what_these_make_of_it_add_up_to_the_index(
    landed: Path,
) -> None:
    parts = area_gaps(view := open_overview(landed), UNITS[0], UNITS[1])
    known = view.figures[UNITS[0]], view.figures[UNITS[1]]
    assert all(one.index is not None for one in known)
    maxima, index = to_index(view, UNITS[0], UNITS[1], parts)
    assert (index.ours, index.theirs) == tuple(one.index for one in known)
    assert sum(one.ours or 0 for one in (*parts, maxima)) == index.ours
    assert sum(one.points or 0 for one in (*parts, maxima)) == index.points
    assert not maxima.is_open
    assert to_index(view, UNITS[0], UNITS[1], [index]) == ()
