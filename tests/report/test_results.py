"""The papers of published results: annex, areas, last year, losses, remedies, claims."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from parself import i18n
from parself.numerals import round_half_up, show_decimal
from parself.province import publishing, stages
from parself.province.last_year import LAST_YEAR
from parself.province.overview import open_overview
from parself.province.sealed import sealed_bytes
from parself.report import claims, losses, making, province, results_annex, since_last_year
from parself.report.case import RoundCase
from parself.report.parts import round_warning
from parself.report.published import in_order
from parself.rubric import model as m
from parself.scoring.classes import Held
from parself.tables.model import Level, Table, Value
from parself.tables.paper import Letterhead, Paragraph, Report
from parself.values import evolve
from province.desks import WHY
from report.conftest import TODAY


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    before = i18n.language()
    i18n.use("vi")
    yield
    i18n.use(before)


@pytest.fixture(scope="module")
def published(half_way: RoundCase, tmp_path_factory: pytest.TempPathFactory) -> RoundCase:
    """The demo's round, closed and published as it is."""
    ky = Path(shutil.copytree(half_way.round.path, tmp_path_factory.mktemp("ky") / "ky"))
    stages.close(ky, WHY, despite=True)
    return making.round_case(publishing.publish(ky, WHY), TODAY)


def words(report: Report) -> str:
    return " ".join(block.text for block in report.blocks if isinstance(block, Paragraph))


def column(table: Table, key: str, level: Level = Level.ROW) -> list[Value]:
    at = table.at(key)
    return [line.cells[at].value for line in table.lines if line.level is level]


def test_rows_areas_and_sums_of_every_unit_agree(published: RoundCase) -> None:
    rubric, found = published.round.rubric, published.snapshot
    for one in found.units:
        rows = [one.points.get(item.id, Decimal(0)) for item in rubric.items()]
        sums = (one.appraised or Decimal(0)) + (one.survey or Decimal(0))
        if one.index is not None:
            assert sum(rows) == sum(one.areas.values()) == sums
            assert one.exact_index is not None
            assert round_half_up(one.exact_index) == one.index


def test_papers_are_drafts_until_the_results_are_published(
    half_way: RoundCase, published: RoundCase
) -> None:
    assert "DỰ THẢO" in round_warning(half_way)
    closed = published.round.closed
    assert closed is not None
    unpublished = evolve(published.round, closed=evolve(closed, published=0))
    view = evolve(published.view, round=unpublished)
    assert "DỰ THẢO" in round_warning(evolve(published, view=view))
    assert "DỰ THẢO" not in round_warning(published)


def test_results_are_among_the_usual_papers_once_closed_and_claims_never(
    half_way: RoundCase, published: RoundCase
) -> None:
    usual = [one.id for one in province.papers(half_way).reports]
    assert usual == ["ranking", "matrix"]
    after = [one.id for one in province.papers(published).reports]
    assert after == ["ranking", "matrix", "annex", "areas", "last-year", "lost-rows"]
    assert claims.ID not in after


def test_the_annex_leaves_the_number_of_the_decision_blank_and_holds_the_places(
    published: RoundCase,
) -> None:
    report = results_annex.annex(published)
    head = next(one for one in report.blocks if isinstance(one, Letterhead))
    assert head.agency == ("ỦY BAN NHÂN DÂN", "TỈNH LẠNG SƠN")
    blank = f"Kèm theo Quyết định số {results_annex.BLANKS}/QĐ-UBND"
    assert blank in words(report)
    ranking = report.tables[0]
    assert column(ranking, "place") == [*range(1, 9), None, None, None]
    notes = column(ranking, "note")
    assert notes[8:] == [
        *["không xếp hạng: chưa nhập điểm"] * 2,
        "không xếp hạng: chưa có hồ sơ",
    ]
    signed = evolve(published.snapshot, decision="Quyết định số 12/QĐ-UBND")
    told = words(results_annex.annex(evolve(published, published=signed)))
    assert "(Kèm theo Quyết định số 12/QĐ-UBND ngày" in told
    assert "của UBND tỉnh Lạng Sơn)" in told


@pytest.mark.parametrize("typed", ["12/QĐ-UBND", "số 12/QĐ-UBND", "Quyết định 12/QĐ-UBND"])
def test_the_annex_names_the_decision_once_however_it_was_typed(
    published: RoundCase, typed: str
) -> None:
    signed = evolve(published.snapshot, decision=f"{typed} ngày 05/01/2024 của UBND tỉnh")
    told = words(results_annex.annex(evolve(published, published=signed)))
    assert "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND tỉnh)" in told


def test_units_that_share_a_place_are_marked_and_told(published: RoundCase) -> None:
    found = published.snapshot
    first, second, *rest = in_order(found)
    tied = evolve(second, place=first.place, index=first.index)
    case = evolve(published, published=evolve(found, units=(first, tied, *rest)))
    report = results_annex.annex(case)
    assert column(report.tables[0], "note")[:3] == ["đồng hạng", "đồng hạng", ""]
    assert "Đồng hạng 1 chỉ do làm tròn" in words(report)


def test_classes_stand_with_their_conditions_and_every_ranked_unit_is_in_one(
    published: RoundCase,
) -> None:
    classes = results_annex.annex(published).tables[1]
    assert column(classes, "condition")[:2] == ["từ 90,00%", "từ 80,00% đến dưới 90,00%"]
    assert column(classes, "condition")[-1] == "dưới 70,00%"
    counts = [one for one in column(classes, "count") if isinstance(one, int)]
    assert sum(counts) == len(published.snapshot.ranked) == 8


def test_a_condition_of_a_class_stands_in_the_annex_and_beside_whom_it_keeps_out(
    published: RoundCase,
) -> None:
    found = published.snapshot
    first, *rest = in_order(found)
    kept = evolve(first, band="Khá", held=(Held("Tốt", ("1.1.1",), ("T1",)),))
    asked = published.round.rubric
    best = evolve(asked.bands[0], not_with_zero=True, not_with=("T1",))
    round_ = evolve(published.round, rubric=evolve(asked, bands=(best, *asked.bands[1:])))
    view = evolve(published.view, round=round_)
    case = evolve(published, view=view, published=evolve(found, units=(kept, *rest)))
    ranking, classes = results_annex.annex(case).tables[:2]
    assert column(ranking, "note")[0] == "Không xếp loại “Tốt”: 0 điểm ở 1.1.1; có điểm trừ T1."
    told = "từ 90,00%; không có tiêu chí 0 điểm; không có điểm trừ T1"
    assert column(classes, "condition")[0] == told


def test_means_leave_out_units_without_a_place(published: RoundCase) -> None:
    indexes = [one.index for one in published.snapshot.ranked if one.index is not None]
    mean = show_decimal(sum(indexes, Decimal(0)) / len(indexes))
    assert f"8 đơn vị được xếp hạng: {mean}%" in words(results_annex.annex(published))
    (areas,) = results_annex.areas(published).tables
    ranked = [one.areas["1"] for one in published.snapshot.ranked]
    told = column(areas, "1", Level.TOTAL)
    assert told[0] == round_half_up(sum(ranked, Decimal(0)) / len(ranked))
    assert len(column(areas, "unit")) == 10


def test_without_last_year_s_rows_only_index_and_place_are_compared(published: RoundCase) -> None:
    report = since_last_year.report(published)
    (table,) = report.tables
    standings = published.round.standings
    assert standings is not None
    before = standings.of("tp-lang-son")
    assert before is not None
    assert column(table, "before")[0] == before.index
    assert "chỉ so sánh chỉ số và thứ hạng" in words(report)
    assert set(column(table, "moved")) & {"tăng 4 bậc", "giảm 1 bậc", "không đổi"}


def test_rows_that_changed_are_said_to_be_beyond_comparison(
    published: RoundCase, tmp_path: Path
) -> None:
    found = published.snapshot
    rows = tuple(evolve(one, rule="khác") if one.id == "1.1.1" else one for one in found.rows)
    last = evolve(found, year=2022, rows=rows)
    report = since_last_year.report(evolve(published, last_year=last))
    _index, _units, by_row = report.tables
    assert column(by_row, "before")[0] == "không so sánh được"
    assert column(by_row, "change")[:2] == [None, Decimal(0)]
    assert "75/76 tiêu chí" in words(report)


def test_a_round_reads_last_year_s_publication_from_its_folder(
    published: RoundCase, tmp_path: Path
) -> None:
    ky = Path(shutil.copytree(published.round.path, tmp_path / "ky"))
    assert making.round_case(published.round, TODAY).last_year is None
    last = evolve(published.snapshot, year=2022)
    (ky / LAST_YEAR).write_bytes(sealed_bytes(last))
    assert making.round_case(open_overview(ky).round, TODAY).last_year == last


def test_losses_name_the_department_and_remedies_are_of_one_unit_each(
    published: RoundCase,
) -> None:
    (lost,) = losses.lost(published).tables
    points = [one for one in column(lost, "lost") if isinstance(one, Decimal)]
    assert points == sorted(points, reverse=True)
    assert all(column(lost, "department"))
    (remedies,) = losses.remedies(published).tables
    groups = column(remedies, "title", Level.AREA)
    assert groups == [one.name for one in in_order(published.snapshot) if one.points]
    assert column(remedies, "remedy") == [None] * len(column(remedies, "remedy"))


def test_claims_against_appraised_begin_with_the_greatest_cut(published: RoundCase) -> None:
    report = claims.report(published)
    assert "Chỉ dành cho người chủ trì" in words(report)
    (table,) = report.tables
    moved = [one for one in column(table, "moved") if isinstance(one, Decimal)]
    assert moved == sorted(moved)
    assert moved[0] == Decimal("-0.39")


def test_rows_that_the_province_grades_are_no_claims(published: RoundCase) -> None:
    found, rubric = published.snapshot, published.round.rubric
    graded = next(one for one in rubric.items() if one.source is m.Source.APPRAISER)
    units = tuple(evolve(one, points={**one.points, graded.id: Decimal(1)}) for one in found.units)
    tables = [
        claims.report(evolve(published, published=evolve(found, units=one))).tables[0]
        for one in (found.units, units)
    ]
    assert column(tables[0], "moved") == column(tables[1], "moved")
    assert column(tables[0], "appraised") == column(tables[1], "appraised")


def test_papers_draw_what_was_published_and_not_what_the_round_says_since(
    published: RoundCase,
) -> None:
    first = in_order(published.snapshot)[0]
    changed = evolve(
        published.snapshot,
        units=(evolve(first, name="Bản công bố"), *in_order(published.snapshot)[1:]),
    )
    report = results_annex.annex(evolve(published, published=changed))
    assert column(report.tables[0], "unit")[0] == "Bản công bố"
