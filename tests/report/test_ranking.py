"""The province's papers: places as the round has them, and every unit's points row by row."""

from decimal import Decimal

import pytest

from parself.province.claims import claims_by_row
from parself.report import province as papers_of_round
from parself.report import ranking
from parself.report.case import RoundCase
from parself.tables.model import Level, Table
from parself.tables.paper import Chart, Paragraph
from parself.values import evolve
from report.conftest import Province


@pytest.fixture(scope="module")
def case(province: Province) -> RoundCase:
    return province.round_case()


def test_the_claims_read_anew_are_those_that_were_ranked(
    province: Province, case: RoundCase
) -> None:
    for place in province.round.results.ranked:
        claimed = case.scores[place.unit.code].claimed
        assert (claimed.points, claimed.index) == (place.points, place.index)


def test_the_reading_is_told_step_by_step(province: Province) -> None:
    told: list[tuple[int, int]] = []
    claims_by_row(province.round, progress=lambda done, of: told.append((done, of)))
    assert told == [(done, 11) for done in range(1, 12)]


def test_the_ranking_is_the_rounds(province: Province, case: RoundCase) -> None:
    (table,) = ranking.report(case).tables
    told = [table.at(key) for key in ("rank", "unit", "index")]
    shown = [tuple(line.cells[at].value for at in told) for line in table.lines]
    assert shown == [
        (place.rank, place.unit.short, place.index) for place in province.round.results.ranked
    ]


def test_units_that_have_sent_nothing_are_named_and_not_ranked(
    province: Province, case: RoundCase
) -> None:
    fewer = {code: unit for code, unit in province.round.units.items() if code != "cao-loc"}
    without = RoundCase(
        evolve(province.round, units=fewer),
        {code: scores for code, scores in case.scores.items() if code != "cao-loc"},
    )
    report = ranking.report(without)
    words = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert "Chưa tiếp nhận hồ sơ: Huyện Cao Lộc." in words
    assert len(report.tables[0].lines) == 10


def test_a_round_in_which_nothing_counts_has_a_paper_all_the_same(province: Province) -> None:
    empty = RoundCase(evolve(province.round, units={}), {})
    papers = papers_of_round.papers(empty)
    assert not papers.reports[0].tables[0].lines


def test_the_matrix_holds_every_unit_and_every_row(province: Province, case: RoundCase) -> None:
    (table,) = ranking.matrix(case).tables
    rows = {str(line.cells[0].value): line for line in table.lines if line.level is Level.ROW}
    assert list(rows) == [item.id for item in province.round.rubric.items()]
    for item in province.round.rubric.items():
        cells = rows[item.id].cells[3:]
        for unit, cell in zip(province.round.roster.units, cells, strict=True):
            assert cell.value == case.points(unit.code, item.id)
            if isinstance(cell.value, Decimal):
                assert cell.shade == cell.value / item.points


def test_many_units_stand_below_each_other_area_by_area(
    monkeypatch: pytest.MonkeyPatch, province: Province, case: RoundCase
) -> None:
    monkeypatch.setattr(ranking, "MOST_ACROSS", 5)
    report = ranking.matrix(case)
    assert len(report.tables) == len(province.round.rubric.areas) + 1
    first = report.tables[0]
    assert [column.title for column in first.columns][1:-1] == [
        item.id for item in province.round.rubric.areas[0].items
    ]
    units = [line.cells[0].value for line in first.lines]
    assert units == [unit.short for unit in province.round.roster.units]
    totals = report.tables[-1]
    assert [line.cells[1].value for line in totals.lines] == [
        case.scores[unit.code].claimed.points for unit in province.round.roster.units
    ]


def test_every_page_says_that_nothing_is_published(case: RoundCase) -> None:
    papers = papers_of_round.papers(case)
    assert "CHƯA CÔNG BỐ" in papers.warning
    assert "chưa có điểm thẩm định" in str(papers.reports[0].blocks)


def test_pictures_show_a_table_of_their_own_report(case: RoundCase) -> None:
    for report in papers_of_round.papers(case).reports:
        tables = [block for block in report.blocks if isinstance(block, Table)]
        for chart in (block for block in report.blocks if isinstance(block, Chart)):
            assert any(chart.table is table for table in tables)
            assert chart.alt


def test_points_add_up_over_areas_to_the_claim(province: Province, case: RoundCase) -> None:
    (table,) = ranking.matrix(case).tables
    areas = [line for line in table.lines if line.level is Level.AREA]
    total = next(line for line in table.lines if line.level is Level.TOTAL)
    for column in range(3, 3 + len(province.round.roster.units)):
        parts = [line.cells[column].value for line in areas]
        added = sum((part for part in parts if isinstance(part, Decimal)), Decimal(0))
        assert total.cells[column].value == added
