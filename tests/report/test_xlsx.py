"""The workbook: read by another reader, recalculated by another calculator, figure for figure."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from oracle.arithmetic import Entry
from oracle.draws import answer_of, sheets
from oracle.shipped import shipped
from parself.assessment import beginning, store
from parself.assessment.model import Answer, Assessment, State
from parself.report import district, ways
from parself.report import province as papers_of_round
from parself.report.case import RoundCase, UnitCase
from parself.report.cells import impossible
from parself.rubric import model as m
from parself.rules.given import Given
from parself.tables import xlsx
from parself.tables.model import Cell, Column, Kind, Line, Table
from parself.tables.paper import Chart, Papers, Paragraph, Report
from parself.tables.spots import lay_out
from parself.text import cleaned
from parself.values import evolve
from report.conftest import Province, unit_case
from report.recalculated import recalculated

HAS_OFFICE = shutil.which("soffice") is not None
needs_office = pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")
EVERY = [report.id for report in district.REPORTS]


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def paper(*tables: Table, title: str = "Bảng") -> Papers:
    return Papers("Thử", (Report("r", title, tables),))


def single(*values: Any, kind: Kind = Kind.TEXT) -> Papers:
    lines = tuple(Line((Cell(value),)) for value in values)
    return paper(Table((Column[Any]("", "Cột", width=20, kind=kind),), lines))


def cells_of(papers: Papers) -> Iterator[tuple[str, int, int, Cell, Column[Any]]]:
    """Yield every cell of every table with the sheet, row and column it must stand at."""
    spots = lay_out(papers)
    for number, report in enumerate(papers.reports):
        layout = spots.sheets[number]
        for table in report.tables:
            _first, _last, left = spots.body(number, table)
            for below, line in enumerate(table.lines):
                for at, (cell, column) in enumerate(zip(line.cells, table.columns, strict=True)):
                    yield layout.name, _first + below + 1, left + at + 1, cell, column


def same(found: object, cell: Cell) -> bool:
    """Whether what a reader found in a cell is what the content model holds."""
    match cell.value:
        case None:
            return found is None
        case str(text):
            return found == text or (found is None and text == "")
        case int() | Decimal() as figure:
            return isinstance(found, int | float) and abs(Decimal(str(found)) - figure) < Decimal(
                "1e-9"
            )
        case day:
            return isinstance(found, datetime) and found.date() == day


@pytest.mark.parametrize("code", ["cao-loc", "van-quan"])
def test_another_reader_finds_every_cell_where_it_must_be(province: Province, code: str) -> None:
    papers = district.papers(province.unit_case(code), EVERY)
    book = opened(xlsx.render(papers))
    for sheet, row, column, cell, _kind in cells_of(papers):
        found = book[sheet].cell(row, column)
        if cell.formula:
            assert found.data_type == "f"
        else:
            assert same(found.value, cell), (sheet, row, column)


def test_the_same_papers_give_the_same_bytes(province: Province) -> None:
    papers = district.papers(province.unit_case("cao-loc"), live=True)
    assert xlsx.render(papers) == xlsx.render(papers)


def test_figures_as_first_shown_are_the_programs(province: Province) -> None:
    """A reader that does not calculate shows what was calculated here."""
    papers = district.papers(province.unit_case("cao-loc"), live=True)
    book = openpyxl.load_workbook(BytesIO(xlsx.render(papers)), data_only=True)
    for sheet, row, column, cell, _kind in cells_of(papers):
        if cell.formula:
            assert same(book[sheet].cell(row, column).value, cell)


POISON = (
    "=1+1",
    '=HYPERLINK("http://a")',
    "+1",
    "-1",
    "@SUM(A1)",
    "http://example.com",
    "mailto:a@b",
    "file:///etc/passwd",
    "12301",
    "1,5",
    "{=1}",
    "'abc",
    "\t=1",
    "external:a.xlsx",
    "internal:A1",
    "<b>x</b>",
    "a\nb",
)


def test_text_is_never_a_formula_a_link_or_a_number() -> None:
    papers = single(*POISON)
    book = opened(xlsx.render(papers))
    sheet = book["Bảng"]
    for row, text in enumerate(POISON, start=2):
        cell = sheet.cell(row, 1)
        assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_a_unit_that_writes_formulas_into_every_field_stays_harmless(
    province: Province,
) -> None:
    case = province.unit_case("van-quan")
    folder = case.view.folder
    poisoned = folder.assessment
    for row_id, answer in folder.assessment.answers.items():
        text = f"=cmd|'/c calc'!A{len(row_id)}"
        poisoned = poisoned.with_answer(row_id, _with_text(answer, text))
    papers = district.papers(_case_of(folder, poisoned), live=True)
    book = opened(xlsx.render(papers))
    formulas = {
        (sheet, row, column) for sheet, row, column, cell, _kind in cells_of(papers) if cell.formula
    }
    for sheet in book:
        assert not sheet.hyperlinks if hasattr(sheet, "hyperlinks") else True
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    assert (sheet.title, cell.row, cell.column) in formulas


def _with_text(answer: Answer, text: str) -> Answer:
    return evolve(answer, explanation=text, note=text)


def _case_of(folder: store.Folder, assessment: Assessment) -> UnitCase:
    return unit_case(evolve(folder, assessment=assessment))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    papers = single(cleaned(text))
    found = opened(xlsx.render(papers))["Bảng"].cell(2, 1).value
    assert (found or "") == cleaned(text)


def test_a_text_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    text = "".join(chr(ord("a") + n % 26) for n in range(3 * xlsx.CELL_LENGTH - 5))
    table = Table(
        (Column[Any]("", "Cột"), Column[Any]("", "Số", kind=Kind.COUNT)),
        (Line((Cell(text), Cell(7))), Line((Cell("sau"), Cell(8)))),
    )
    sheet = opened(xlsx.render(paper(table)))["Bảng"]
    assert "".join(sheet.cell(row, 1).value for row in (2, 3, 4)) == text
    assert [sheet.cell(row, 2).value for row in (2, 3, 4, 5)] == [7, None, None, 8]
    assert sheet.cell(5, 1).value == "sau"


def test_figures_are_numbers_with_a_format_and_dates_are_dates(province: Province) -> None:
    case = province.unit_case("van-quan")
    papers = district.papers(case, ["figures"])
    book = opened(xlsx.render(papers))
    kinds: set[str] = set()
    for sheet, row, column, cell, heading in cells_of(papers):
        found = book[sheet].cell(row, column)
        kind = cell.kind or heading.kind
        if kind is Kind.DATE and cell.value is not None:
            kinds.add("date")
            assert found.is_date
            assert found.number_format == "dd/mm/yyyy"
        elif kind is Kind.NUMBER and cell.value is not None:
            kinds.add("number")
            assert found.data_type == "n"
            assert found.number_format.startswith("#,##0")
        elif kind is Kind.YES:
            kinds.add("yes")
            assert found.value in {0, 1}
            assert '"có"' in found.number_format
    assert kinds == {"date", "number", "yes"}


def test_sheets_are_protected_but_nothing_is_hidden(province: Province) -> None:
    book = opened(xlsx.render(district.papers(province.unit_case("cao-loc"), live=True)))
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert sheet.sheet_state == "visible"
        assert not any(sheet.row_dimensions[row].hidden for row in range(1, sheet.max_row + 1))


def test_pages_are_a4_with_the_heading_repeated_and_the_warning_on_each(
    province: Province,
) -> None:
    book = opened(xlsx.render(district.papers(province.unit_case("cao-loc"))))
    table = book["Phụ lục I – Bảng tổng hợp"]
    assert table.page_setup.paperSize == 9
    assert table.page_setup.orientation == "landscape"
    assert table.print_title_rows is not None
    heading = int(table.print_title_rows.split(":")[0].strip("$"))
    assert table.cell(heading, 1).value == "STT"
    assert table.freeze_panes == f"A{heading + 1}"
    for sheet in book:
        assert "MINH HỌA" in sheet.oddHeader.center.text


def test_a_form_to_fill_in_leaves_its_blanks_open(province: Province) -> None:
    book = opened(xlsx.render(district.papers(province.unit_case("cao-loc"), ["form"])))
    sheet = book["Mẫu điền tay"]
    points = next(row for row in sheet.iter_rows() if row[0].value == "3.4.1")
    assert not points[4].protection.locked
    assert points[0].protection.locked


def test_pictures_are_drawn_from_the_cells(province: Province) -> None:
    papers = district.papers(province.unit_case("cao-loc"), live=True)
    book = opened(xlsx.render(papers))
    expected = {
        report.title: sum(isinstance(b, Chart) and b.kind != "heat" for b in report.blocks)
        for report in papers.reports
    }
    assert {sheet.title: len(sheet._charts) for sheet in book} == expected
    assert sum(expected.values()) >= 2


def test_a_name_that_no_cell_has_is_a_fault_of_the_program() -> None:
    broken = paper(Table((Column[Any]("", "x"),), (Line((Cell(1, formula="{nowhere}"),)),)))
    with pytest.raises(KeyError):
        xlsx.render(broken)


def test_long_paragraphs_and_titles_do_not_break_the_sheet() -> None:
    papers = Papers("T" * 400, (Report("r", "x" * 300, (Paragraph("dài " * 20_000),)),))
    book = opened(xlsx.render(papers))
    assert len(book.sheetnames[0]) == 31


def different(papers: Papers, work: Path, name: str) -> list[tuple[str, int, int, object, object]]:
    """Return the formulas that another calculator finds to be something else."""
    path = work / f"{name}.xlsx"
    path.write_bytes(xlsx.render(papers))
    book = recalculated(path, work)
    return [
        (sheet, row, column, book[sheet].cell(row, column).value, cell.value)
        for sheet, row, column, cell, _kind in cells_of(papers)
        if cell.formula and not same(book[sheet].cell(row, column).value, cell)
    ]


@needs_office
def test_recalculated_a_units_figures_are_the_programs(province: Province, tmp_path: Path) -> None:
    for code in ("cao-loc", "van-quan", "bac-son"):
        papers = district.papers(province.unit_case(code), live=True)
        formulas = [cell for _s, _r, _c, cell, _k in cells_of(papers) if cell.formula]
        assert len(formulas) > 100
        assert different(papers, tmp_path, code) == []


@needs_office
def test_recalculated_a_rounds_figures_are_the_programs(
    half_way: RoundCase, tmp_path: Path
) -> None:
    papers = papers_of_round.papers(half_way, live=True)
    assert different(papers, tmp_path, "ky") == []


@needs_office
@pytest.mark.parametrize("rubric_id", ["lang-son-huyen-2023", "par-index-tinh-2022", "mau-ngan"])
def test_recalculated_random_answers_give_the_engines_points(
    rubric_id: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    work = tmp_path_factory.mktemp("chance")
    rubric, unit = shipped(rubric_id)
    begun = beginning.begin(work / "a", rubric_id, unit.code)

    @settings(max_examples=4, deadline=None, phases=[Phase.generate])
    @given(sheets(rubric, unit.sub_units))
    def agree(sheet: dict[str, Entry]) -> None:
        answers = {row: answer_of(entry) for row, entry in sheet.items()}
        case = unit_case(evolve(begun, assessment=evolve(begun.assessment, answers=answers)))
        assert different(district.papers(case, ["table"], live=True), work, "chance") == []

    agree()


def with_cell(papers: Papers, name: str, value: Any) -> Papers:
    """Return papers in which somebody typed something else into a cell."""

    def typed(cell: Cell) -> Cell:
        return evolve(cell, value=value) if cell.name == name else cell

    def changed(table: Table) -> Table:
        lines = (evolve(line, cells=tuple(map(typed, line.cells))) for line in table.lines)
        return evolve(table, lines=tuple(lines))

    reports = []
    for report in papers.reports:
        tables = {id(table): changed(table) for table in report.tables}
        blocks = [
            evolve(block, table=tables[id(block.table)])
            if isinstance(block, Chart)
            else tables.get(id(block), block)
            for block in report.blocks
        ]
        reports.append(evolve(report, blocks=tuple(blocks)))
    return evolve(papers, reports=tuple(reports))


def results(papers: Papers) -> dict[str, Cell]:
    """The cells that others may refer to and that a formula fills."""
    return {
        cell.name: cell for _s, _r, _c, cell, _k in cells_of(papers) if cell.name and cell.formula
    }


@needs_office
def test_a_cell_changed_by_hand_moves_everything_to_where_the_program_would_have_it(
    province: Province, tmp_path: Path
) -> None:
    case = province.unit_case("cao-loc")
    before = district.papers(case, live=True)
    folder, row = case.view.folder, "3.4.1"
    values = {**folder.assessment.answer(row).values, "part": 1}
    answer = evolve(folder.assessment.answer(row), values=values)
    after = district.papers(_case_of(folder, folder.assessment.with_answer(row, answer)), live=True)
    tampered = with_cell(before, f"in:{row}:part", 1)
    path = tmp_path / "changed.xlsx"
    path.write_bytes(xlsx.render(tampered))
    book, spots, expected = recalculated(path, tmp_path), lay_out(tampered).named, results(after)
    told = {
        name: book[spots[name].sheet].cell(spots[name].row + 1, spots[name].column + 1).value
        for name in results(before)
    }
    assert {name for name, value in told.items() if not same(value, expected[name])} == set()
    moved = {n for n, cell in results(before).items() if cell.value != expected[n].value}
    assert {"index:backed", "index:lowest", "index:highest", "index:expected", "index"} <= moved


@needs_office
def test_an_impossible_cell_gives_a_word_in_every_sum_that_it_stands_in(
    province: Province, tmp_path: Path
) -> None:
    papers = with_cell(
        district.papers(province.unit_case("cao-loc"), live=True), "in:3.4.1:part", "nhiều"
    )
    path = tmp_path / "impossible.xlsx"
    path.write_bytes(xlsx.render(papers))
    book, spots = recalculated(path, tmp_path), lay_out(papers).named

    def value(name: str) -> object:
        return book[spots[name].sheet].cell(spots[name].row + 1, spots[name].column + 1).value

    reached = ["self:3.4.1", "self:3.4", "self:3", "self:total", "index"]
    reached += [f"{what}:{way}" for what in ("points", "index") for way in ways.WAYS]
    assert {name: value(name) for name in reached} == dict.fromkeys(reached, impossible())
    assert value("self:1") != impossible()
    errors = {
        cell.value
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, str) and cell.value.startswith("#")
    }
    assert errors == set()


def test_each_sheet_with_formulas_says_what_is_live_and_what_is_frozen(province: Province) -> None:
    papers = district.papers(province.unit_case("cao-loc"), live=True)
    book = opened(xlsx.render(papers))
    for report, sheet in zip(papers.reports, book, strict=True):
        words = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]
        is_live = any(c.formula for t in report.tables for x in t.lines for c in x.cells)
        assert any("không tính lại" in word for word in words) is is_live, report.id
    spots = lay_out(papers).named
    looks = {}
    for name in ("in:3.4.1:part", "self:3.4.1", "max:3.4.1"):
        font = book[spots[name].sheet].cell(spots[name].row + 1, spots[name].column + 1).font
        looks[name] = font.color.rgb if font.color is not None and font.color.rgb else "black"
    assert looks["in:3.4.1:part"] == looks["max:3.4.1"] != looks["self:3.4.1"]


DATA = Path(__file__).parents[1] / "rubric" / "data"


@needs_office
@pytest.mark.parametrize("name", ["sections", "deep"])
def test_recalculated_levels_and_sections_are_the_programs(name: str, tmp_path: Path) -> None:
    begun = beginning.begin(tmp_path / "a", str(DATA / f"{name}.toml"), "van-quan")
    rows = [row for row in begun.rubric.items() if row.source is m.Source.SELF]
    answers = {row.id: Answer(State.NOT_APPLICABLE) for row in rows[::2] if row.not_applicable}
    for row in rows:
        if row.id not in answers:
            ratio = {"part": 1, "whole": 3}
            values = {"points": row.points / 2} if isinstance(row.measure, Given) else ratio
            answers[row.id] = Answer(State.ANSWERED, values)
    case = unit_case(evolve(begun, assessment=evolve(begun.assessment, answers=answers)))
    assert bool(case.view.scores.weights.sections) == (name == "sections")
    assert different(district.papers(case, live=True), tmp_path, name) == []
