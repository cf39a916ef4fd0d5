"""The province's papers: the board's figures and places, and every unit's points row by row."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from cli.shell import good
from parself.province.overview import open_overview
from parself.report import making, matrix, ranking
from parself.report import province as papers_of_round
from parself.report.case import RoundCase
from parself.tables.model import Level, Table, Value
from parself.tables.paper import Chart, Paragraph, Report
from parself.values import evolve
from report.conftest import TODAY, Province


@pytest.fixture(scope="module")
def case(province: Province) -> RoundCase:
    return province.round_case()


def told(table: Table, *keys: str) -> list[tuple[Value, ...]]:
    at = [table.at(key) for key in keys]
    return [tuple(line.cells[one].value for one in at) for line in table.lines]


def words(report: Report) -> str:
    return " ".join(block.text for block in report.blocks if isinstance(block, Paragraph))


def test_the_reading_is_told_step_by_step(province: Province) -> None:
    steps: list[tuple[int, int]] = []
    making.round_case(province.round, TODAY, progress=lambda done, of: steps.append((done, of)))
    assert steps == [(done, 11) for done in range(1, 12)]


def test_the_ranking_is_the_boards(half_way: RoundCase) -> None:
    (table,) = ranking.report(half_way).tables
    lines = [one for one in half_way.view.lines(TODAY) if one.counts is not None]
    keys = ("place", "unit", "claimed", "expected", "index", "band")
    board = {
        (one.place, one.unit.short, one.claimed, one.expected, one.index, one.band or None)
        for one in lines
    }
    assert set(told(table, *keys)) == board
    places = [place for (place,) in told(table, "place")]
    assert places == [*range(1, 9), None, None]


def test_the_ranking_counts_bonus_and_deduction_and_says_what_is_not_known(
    half_way: RoundCase,
) -> None:
    report = ranking.report(half_way)
    rows = {
        unit: rest for unit, *rest in told(report.tables[0], "unit", "bonus", "penalty", "survey")
    }
    assert rows["TP. Lạng Sơn"][:2] == [Decimal(1), Decimal(0)]
    assert rows["Huyện Chi Lăng"][2] == "chưa có"
    assert "Thứ hạng tạm tính: còn 11 đơn vị chưa xong." in words(report)
    assert "Tiêu chí chưa xem: 543" in words(report)


def test_units_that_have_sent_nothing_are_named_and_not_ranked(half_way: RoundCase) -> None:
    report = ranking.report(half_way)
    assert "Chưa tiếp nhận hồ sơ: Huyện Đình Lập." in words(report)
    assert "Huyện Đình Lập" not in str(told(report.tables[0], "unit"))


def test_a_round_in_which_nothing_counts_has_a_paper_all_the_same(case: RoundCase) -> None:
    view = evolve(case.view, round=evolve(case.round, units={}), handed={})
    papers = papers_of_round.papers(RoundCase(view, TODAY))
    assert not papers.reports[0].tables[0].lines


def test_the_matrix_holds_every_unit_and_every_row_claimed_and_appraised(
    half_way: RoundCase,
) -> None:
    claimed, appraised, _sums = matrix.report(half_way).tables
    units = [one for one in half_way.round.roster.units if one.code in half_way.view.facts]
    for table, points in ((claimed, half_way.points), (appraised, half_way.appraised)):
        rows = {str(line.cells[0].value): line for line in table.lines if line.level is Level.ROW}
        assert list(rows) == [item.id for item in half_way.round.rubric.items()]
        for item in half_way.round.rubric.items():
            for unit, cell in zip(units, rows[item.id].cells[3:], strict=True):
                assert cell.value == points(unit.code, item.id)
                if isinstance(cell.value, Decimal):
                    assert cell.shade == cell.value / item.points
    decided = half_way.view.stand("cao-loc", "1.1.1").points
    assert decided is not None
    assert half_way.appraised("cao-loc", "1.1.1") == decided


def test_many_units_stand_below_each_other_area_by_area(
    monkeypatch: pytest.MonkeyPatch, half_way: RoundCase
) -> None:
    monkeypatch.setattr(matrix, "MOST_ACROSS", 5)
    report, areas = matrix.report(half_way), half_way.round.rubric.areas
    assert len(report.tables) == 2 * len(areas) + 1
    first = report.tables[0]
    items = [item.id for item in areas[0].items]
    assert [column.title for column in first.columns][1:-1] == items
    claims = {one.unit.short: one.claimed for one in half_way.lines}
    assert set(told(report.tables[-1], "unit", "claimed")) == set(claims.items())


def test_every_page_says_that_nothing_is_published(case: RoundCase) -> None:
    assert "CHƯA CÔNG BỐ" in papers_of_round.papers(case).warning


def test_pictures_show_a_table_of_their_own_report(half_way: RoundCase) -> None:
    for report in papers_of_round.papers(half_way).reports:
        tables = [block for block in report.blocks if isinstance(block, Table)]
        charts = [block for block in report.blocks if isinstance(block, Chart)]
        assert charts
        for chart in charts:
            assert any(chart.table is table for table in tables)
            assert chart.alt


def test_points_add_up_over_areas(half_way: RoundCase) -> None:
    for table in matrix.report(half_way).tables[:2]:
        areas = [line for line in table.lines if line.level is Level.AREA]
        total = next(line for line in table.lines if line.level is Level.TOTAL)
        for column in range(3, len(table.columns)):
            parts = [line.cells[column].value for line in areas]
            added = sum((part for part in parts if isinstance(part, Decimal)), Decimal(0))
            assert (total.cells[column].value or Decimal(0)) == added


def test_remarks_leave_the_house_in_no_paper(half_way: RoundCase, tmp_path: Path) -> None:
    ky = Path(shutil.copytree(half_way.round.path, tmp_path / "ky"))
    good("round", "remark", ky, "cao-loc", "1.1.1", "Chỉ để trong nhà")
    papers = papers_of_round.papers(RoundCase(open_overview(ky), TODAY))
    assert "Chỉ để trong nhà" not in str(papers)


def test_an_officers_part_has_a_paper_of_the_share_alone(
    half_way: RoundCase, tmp_path: Path
) -> None:
    ky = Path(shutil.copytree(half_way.round.path, tmp_path / "ky"))
    good("round", "officer", "add", ky, "minh", "--name", "Minh")
    good("round", "officer", "share", ky, "minh", "--row", "2", "--unit", "cao-loc")
    good("round", "part", ky, "--for", "minh", "-o", tmp_path / "minh.zip")
    good("round", "open", tmp_path / "minh.zip", tmp_path / "minh")
    papers = papers_of_round.papers(RoundCase(open_overview(tmp_path / "minh"), TODAY))
    (report,) = papers.reports
    for table in report.tables:
        assert [column.key for column in table.columns][3:] == ["cao-loc"]
        assert {str(line.cells[0].value)[:1] for line in table.lines[:-1]} == {"2"}
    assert "Place" not in good("report", tmp_path / "minh", "--lang", "en").out
