"""The papers of one unit say what the screens say, from the same figures."""

import re
from datetime import date
from decimal import Decimal

import pytest

from parself.assessment import store
from parself.assessment.model import Answer, Assessment, HandIn, PastPoints, SignOff, State
from parself.assessment.model import Past as PastYear
from parself.demo import half_way
from parself.errors import UsageError
from parself.report import (
    district,
    evidence,
    letter,
    making,
    plan,
    self_assessment,
    summary,
    years,
)
from parself.report.case import UnitCase
from parself.rubric import model as m
from parself.tables.model import Level, Line, Table
from parself.tables.paper import Chart, Letterhead, Paragraph, Report, Signature, Tone
from parself.values import evolve
from parself.view.view import View
from report.conftest import Province, unit_case

COMPLETE = "cao-loc"
OPEN = "van-quan"


def lines_of(report: Report) -> list[Line]:
    return [line for table in report.tables for line in table.lines]


def line_named(report: Report, name: str) -> Line:
    return next(line for line in lines_of(report) if any(cell.name == name for cell in line.cells))


def words_of(report: Report) -> str:
    return "\n".join(block.text for block in report.blocks if isinstance(block, Paragraph))


def with_assessment(case: UnitCase, row: str, answer: Answer) -> UnitCase:
    folder = case.view.folder
    return evolve(case, view=View(folder, folder.assessment.with_answer(row, answer)))


@pytest.mark.parametrize("code", [COMPLETE, OPEN])
def test_the_table_has_every_area_criterion_row_and_adjustment_once_in_order(
    province: Province, code: str
) -> None:
    case = province.unit_case(code)
    shown = [str(line.cells[0].value) for line in lines_of(self_assessment.report(case))]
    expected: list[str] = []
    for area in case.rubric.areas:
        expected.append(area.id)
        for criterion in area.criteria:
            expected.append(criterion.id)
            expected += [item.id for item in criterion.items if item.id != criterion.id]
    expected += [row.id for row in case.rubric.adjustments]
    assert [one for one in shown if one != "None"] == expected


@pytest.mark.parametrize("code", [COMPLETE, OPEN])
def test_the_points_in_the_table_are_the_points_of_the_screens(
    province: Province, code: str
) -> None:
    case = province.unit_case(code)
    table = self_assessment.report(case)
    for row_id, scored in case.view.scores.rows.items():
        assert line_named(table, f"self:{row_id}").cells[3].value == scored.points
    scores = case.view.scores
    assert line_named(table, "self:total").cells[3].value == scores.claimed.points
    assert line_named(table, "index").cells[3].value == scores.claimed.index
    assert line_named(table, "applicable").cells[2].value == scores.applicable_max


def test_the_printed_column_adds_up_by_hand(province: Province) -> None:
    case = province.unit_case(COMPLETE)
    table = self_assessment.report(case)
    for area in case.rubric.areas:
        parts = [
            line_named(table, f"self:{criterion.id}").cells[3].value for criterion in area.criteria
        ]
        added = sum((part for part in parts if isinstance(part, Decimal)), Decimal(0))
        assert line_named(table, f"self:{area.id}").cells[3].value == added


def test_rows_that_others_score_have_no_points_and_say_who_does(province: Province) -> None:
    table = self_assessment.report(province.unit_case(COMPLETE))
    survey, above = line_named(table, "self:1.7"), line_named(table, "self:3.5.2")
    assert survey.cells[3].value is None
    assert survey.cells[9].value == "Chờ ĐTXHH"
    assert above.cells[9].value == "Cấp trên chấm"


def test_a_row_that_does_not_apply_leaves_the_maximum_and_says_so(province: Province) -> None:
    case = province.unit_case(COMPLETE)
    outside = with_assessment(case, "7.4", Answer(State.NOT_APPLICABLE, explanation="Dùng chung."))
    table = self_assessment.report(outside)
    assert line_named(table, "self:7.4").cells[9].value == (
        "Không áp dụng, trừ 1,50 điểm khỏi điểm tối đa. Dùng chung."
    )
    assert line_named(table, "max:7.4").cells[2].value is None
    assert line_named(table, "applicable").cells[2].value == Decimal("98.5")
    taken_out = next(line for line in lines_of(table) if "không tính" in str(line.cells[1].value))
    assert taken_out.cells[2].value == Decimal("1.5")


def test_evidence_is_cited_with_number_date_section_and_page(province: Province) -> None:
    case = province.unit_case(OPEN)
    table = self_assessment.report(case)
    assert line_named(table, "self:1.1.1").cells[8].value == (
        "220/BC-UBND ngày 16/12/2023, mục II, trang 11"
    )
    register = lines_of(evidence.report(case))
    assert "1.1.1 (mục II, trang 11)" in str(register[0].cells[7].value)


def test_rows_with_points_and_nothing_behind_them_are_listed_for_explanation(
    province: Province,
) -> None:
    case = province.unit_case(COMPLETE)
    bare = [
        row_id
        for row_id, scored in case.view.scores.rows.items()
        if scored.points and not scored.backed
    ]
    assert bare
    listed = {line.cells[0].value: line for line in lines_of(evidence.explanations(case))}
    for row_id in bare:
        assert listed[row_id].cells[5].value == "(chưa có giải trình)"


def test_the_plan_puts_proof_first_and_then_the_greatest_gaps(province: Province) -> None:
    case = province.unit_case(OPEN)
    proof, still_open, gaps = plan.report(case).tables
    assert [line.cells[0].value for line in proof.lines][:-1] == ["1.3.2", "3.1.1"]
    lost = [line.cells[2].value for line in gaps.lines[:-1]]
    assert lost == sorted(lost, key=lambda one: -Decimal(str(one)))
    assert len(still_open.lines) - 1 == case.view.progress().open
    rows = {row.id for row in case.rubric.adjustments}
    assert not rows & {str(line.cells[0].value) for line in gaps.lines}


def test_gaps_of_a_finished_year_are_due_next_year(province: Province) -> None:
    case = province.unit_case(COMPLETE)
    gaps = plan.report(case).tables[-1]
    assert {line.cells[8].value.year for line in gaps.lines[:-1]} == {2024}  # type: ignore[union-attr]
    running = evolve(
        case,
        view=View(
            case.view.folder,
            evolve(case.view.assessment, data_date=None),
        ),
        today=case.today.replace(year=2023),
    )
    gaps = plan.report(running).tables[-1]
    assert {line.cells[8].value.year for line in gaps.lines[:-1]} == {2023}  # type: ignore[union-attr]


def test_the_cover_sheet_bears_the_code_of_the_very_file(province: Province) -> None:
    from parself.submission.intake import read_bundle

    case = province.unit_case(COMPLETE)
    (file,) = (province.path / "ho-so-gui" / half_way.SECOND).glob(f"{COMPLETE}*.zip")
    cover = letter.cover(case)
    code = next(b.text for b in cover.blocks if isinstance(b, Paragraph) and b.tone is Tone.CODE)
    assert code == read_bundle(file).code()
    assert any(isinstance(block, Signature) for block in cover.blocks)


def test_after_a_change_there_is_no_code_until_the_file_is_exported_again(
    province: Province,
) -> None:
    folder = store.load(province.folder(COMPLETE))
    changed = folder.assessment.with_answer(
        "1.5", evolve(folder.assessment.answer("1.5"), explanation="Khác.")
    )
    case = unit_case(evolve(folder, assessment=changed))
    assert case.reference is None
    assert "Chưa có mã đối chiếu" in words_of(letter.cover(case))
    unsaved = making.unit_case(View(folder, changed), case.today)
    assert unsaved.reference is None
    never = unit_case(evolve(folder, assessment=evolve(folder.assessment, hand_in=None)))
    assert never.reference is None
    stale = HandIn(3, "0" * 64, folder.saved)
    assert unit_case(evolve(folder, assessment=evolve(changed, hand_in=stale))).reference is None


def test_letters_have_the_heading_of_an_administrative_paper(province: Province) -> None:
    case = province.unit_case(OPEN)
    head = letter.report(case).blocks[0]
    assert isinstance(head, Letterhead)
    assert head.agency == ("ỦY BAN NHÂN DÂN", "HUYỆN VĂN QUAN")
    assert head.motto == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    assert head.place_date.startswith("Văn Quan, ngày")


def test_the_published_years_are_told_as_newspapers_tell_them(province: Province) -> None:
    case = province.unit_case(OPEN)
    told = words_of(years.report(case))
    assert "đạt 78,50%, xếp hạng 10/11, giảm 1,00%, tụt 1 bậc so với năm 2021." in told
    # The screen's sentence of this year stands on the paper too.
    assert f"(dự kiến): {years.this_year(case.view)}" in told


def test_last_years_points_stand_beside_this_years_once_they_are_known(province: Province) -> None:
    case = province.unit_case(COMPLETE)
    rows = {item.id: PastPoints(appraised=item.points / 2) for item in case.rubric.items()}
    known = evolve(case.view.folder, past=PastYear(2022, rows))
    with_past = evolve(case, view=View(known, case.view.assessment))
    table = years.report(with_past).tables[1]
    line = next(line for line in table.lines if line.cells[0].value == "1.1.3")
    now = case.row("1.1.3").points
    assert now is not None
    assert [cell.value for cell in line.cells[3:]] == [1, Decimal("0.5"), now, now - Decimal("0.5")]
    areas = summary.areas_table(with_past)
    assert len(areas.columns) == len(summary.areas_table(case).columns) + 1
    charts = [b for b in years.report(with_past).blocks if isinstance(b, Chart)]
    assert [chart.kind for chart in charts] == ["radar"]


def test_every_report_says_that_the_rubric_is_illustrative(province: Province) -> None:
    case = province.unit_case(OPEN)
    papers = district.papers(case, [report.id for report in district.REPORTS])
    assert "MINH HỌA" in papers.warning
    assert "THỰC HÀNH" in papers.warning
    for report in papers.reports:
        if report.id != letter.COVER:
            assert "không phải quy định của cơ quan có thẩm quyền" in words_of(report)


def test_what_is_not_named_is_not_made_and_sources_come_along_for_formulas(
    province: Province,
) -> None:
    case = province.unit_case(OPEN)
    assert [r.id for r in district.papers(case, ["summary"]).reports] == ["summary"]
    live = [report.id for report in district.papers(case, ["summary"], live=True).reports]
    assert live == ["summary", "table", "projection", "figures"]
    usual = {report.id for report in district.papers(case).reports}
    assert usual == {report.id for report in district.REPORTS} - {
        "collect",
        "form",
        "handover",
        "sent-back",
    }
    with pytest.raises(UsageError) as caught:
        district.papers(case, ["bang"])
    (problem,) = caught.value.problems
    assert problem.todo is not None
    assert "summary, letter, table" in str(problem.todo.values["known"])


def test_the_form_asks_for_every_row_that_the_unit_scores_and_for_no_other(
    province: Province,
) -> None:
    case = province.unit_case(OPEN)
    (form,) = district.papers(case, ["form"]).reports
    asked = [line.cells[0].value for line in lines_of(form) if line.level is Level.ROW]
    own = [item.id for item in case.rubric.items() if item.source is m.Source.SELF]
    assert asked == own
    table = form.tables[0]
    assert isinstance(table, Table)
    assert table.has_blanks
    ratio = next(line for line in table.lines if line.cells[0].value == "3.4.1")
    assert "Tổng số hồ sơ đã giải quyết" in str(ratio.cells[3].value)


def test_what_to_collect_names_every_expected_document_once_and_what_is_there(
    province: Province,
) -> None:
    case = province.unit_case(OPEN)
    (paper,) = district.papers(case, ["collect"]).reports
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    rows = [line.cells for table in tables for line in table.lines]
    own = [r for r in case.rubric.rows.values() if r.source == "self" and r.evidence]
    listed = {str(cells[0].value): str(cells[2].value) for cells in rows}
    bonus = {r.id for r in case.rubric.adjustments if r.kind == "penalty"}
    assert listed == {r.id: "; ".join(r.evidence) for r in own if r.id not in bonus}
    assert any(cells[3].value for cells in rows)


def signed_by(case: UnitCase, office: str) -> UnitCase:
    sign_off = SignOff("Hoàng Văn Bằng", office, "Văn Quan", date(2024, 1, 5))
    return with_whole(case, evolve(case.view.assessment, sign_off=sign_off))


def with_whole(case: UnitCase, assessment: Assessment) -> UnitCase:
    return evolve(case, view=View(evolve(case.view.folder, assessment=assessment), assessment))


def with_rubric(case: UnitCase, status: m.Status, decision: str) -> UnitCase:
    rubric = evolve(case.rubric, status=status, decision=decision)
    folder = evolve(case.view.folder, rubric=rubric)
    return evolve(case, view=View(folder, folder.assessment))


@pytest.mark.parametrize(
    ("office", "lines"),
    [
        ("Chủ tịch", ("CHỦ TỊCH",)),
        ("Phó Chủ tịch", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("phó  chủ tịch thường trực", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Quyền Chủ tịch", ("Q. CHỦ TỊCH",)),
    ],
)
def test_a_deputy_signs_for_the_head(
    province: Province, office: str, lines: tuple[str, ...]
) -> None:
    case = signed_by(province.unit_case(OPEN), office)
    for paper in (letter.report(case), letter.cover(case)):
        foot = paper.blocks[-1]
        assert isinstance(foot, Signature)
        assert foot.signer == ("TM. ỦY BAN NHÂN DÂN", *lines)
        assert foot.name == "Hoàng Văn Bằng"


@pytest.mark.parametrize(
    ("status", "decision", "words"),
    [
        (m.Status.ILLUSTRATIVE, "", "bộ tiêu chí minh họa, chưa có quyết định ban hành"),
        (m.Status.DRAFT, "", "bộ tiêu chí dự thảo, chưa được ban hành"),
        (m.Status.OFFICIAL, "", "ban hành kèm theo Quyết định số …… ngày ……"),
        (m.Status.OFFICIAL, "Quyết định số 45/QĐ-UBND", "kèm theo Quyết định số 45/QĐ-UBND."),
    ],
)
def test_the_letter_cites_what_issued_the_rubric(
    province: Province, status: m.Status, decision: str, words: str
) -> None:
    case = with_rubric(province.unit_case(OPEN), status, decision)
    assert words in words_of(letter.report(case))


def test_papers_to_sign_write_days_in_words_and_speak_of_self_assessment(
    province: Province,
) -> None:
    case = province.unit_case(OPEN)
    case = signed_by(
        with_whole(case, evolve(case.view.assessment, data_date=date(2023, 12, 31))), "Chủ tịch"
    )
    report = letter.report(case)
    assert "Số liệu tính đến ngày 31 tháng 12 năm 2023." in words_of(report)
    head = report.blocks[0]
    assert isinstance(head, Letterhead)
    assert head.place_date == "Văn Quan, ngày 05 tháng 01 năm 2024"
    assert re.search(r"\d/\d{4}", words_of(report)) is None
    annexes = (self_assessment.report, evidence.report, evidence.explanations)
    for paper in (report, letter.cover(case), *(annex(case) for annex in annexes)):
        titles = "".join(column.title for table in paper.tables for column in table.columns)
        assert "tự chấm" not in (words_of(paper) + titles).lower()


def test_a_paper_that_is_no_official_document_bears_no_number(province: Province) -> None:
    head = letter.cover(province.unit_case(COMPLETE)).blocks[0]
    assert isinstance(head, Letterhead)
    assert head.number == ""
