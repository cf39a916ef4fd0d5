"""What a clerk writes becomes a rubric, and what is wrong with it is told by sheet and cell."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from annex.clerk import BASICS, bytes_of, faults, faults_of, filled, imported, template
from parself.annex import columns as c
from parself.annex.cells import value_of
from parself.annex.guide import EXAMPLE_DETAILS, EXAMPLES
from parself.annex.lay import Laid
from parself.annex.read import read_annex
from parself.annex.write import workbook
from parself.errors import say
from parself.rubric import load
from parself.rubric import model as m
from parself.rules.choice import Choice, Level
from parself.rules.given import Given
from parself.rules.of_maximum import OfMaximum
from parself.rules.proportional import Proportional
from parself.rules.survey import Survey
from parself.workbook import Cell

EMPTY = "“{heading}” is empty."
UNTOLD = "A rule is given here, but the row does not say what is entered."
NO_USE = "“{heading}” has no use with “{rule}”."


def row(cells: dict[str, object], row_id: str) -> m.Row:
    return imported(cells).rubric.rows[row_id]


def test_code_title_points_and_who_scores_make_a_rubric() -> None:
    rubric = imported().rubric
    assert [item.id for item in rubric.items()] == ["1.1.1", "1.1.2", "1.2", "1.3", "2.1", "2.2"]
    assert (rubric.points, rubric.status) == (Decimal(10), m.Status.DRAFT)
    assert rubric.rows["1.2"].points == Decimal("1.5")
    sources = [item.source.value for item in rubric.items()]
    assert sources == ["self"] * 4 + ["survey", "appraiser"]


def test_a_row_without_a_rule_is_points_entered_directly() -> None:
    rubric = imported().rubric
    assert rubric.rows["1.2"].measure == Given()
    assert rubric.rows["2.2"].measure == Given()
    assert rubric.rows["2.1"].measure == Survey()


def test_what_was_filled_in_is_told() -> None:
    notices = {notice.id: dict(notice.values) for notice in imported().notices}
    assert notices["Without a department, not shared out yet: {rows} rows."] == {"rows": 4}
    assert len(notices) == 3


def test_what_is_hidden_and_read_all_the_same_is_told() -> None:
    book = openpyxl.load_workbook(BytesIO(filled()))
    book[c.ROWS.title].row_dimensions[6].hidden = True
    book[c.ROWS.title].column_dimensions["C"].hidden = True
    book[c.HEAD.title].sheet_state = "veryHidden"
    told = [dict(one.values) for one in read_annex(bytes_of(book), where="a.xlsx").notices]
    assert told[-3:] == [
        {"sheet": c.HEAD.title},
        {"sheet": c.ROWS.title, "lines": "6"},
        {"sheet": c.ROWS.title, "columns": "C"},
    ]


def test_the_file_is_read_again_as_the_same_rubric() -> None:
    found = imported()
    assert load.rubric_from_bytes(found.data, where="again") == found.rubric


@pytest.mark.parametrize(
    ("typed", "points"),
    [("0,5", "0.5"), ("0.5", "0.5"), (0.5, "0.5"), (" 0,50 điểm ", "0.5"), (0.1 + 0.4, "0.5")],
)
def test_numbers_are_read_in_every_form(typed: object, points: str) -> None:
    assert row({"Tiêu chí!C8": typed}, "1.3").points == Decimal(points)


def test_a_binary_fraction_is_the_number_that_excel_shows() -> None:
    points = c.ROWS.column("points")
    assert [value_of(points, Cell(raw)) for raw in (0.1, 0.1 + 0.2, 1.1 * 3, 7.0, 12)] == [
        Decimal(shown) for shown in ("0.1", "0.3", "3.3", "7", "12")
    ]


RATIO: dict[str, object] = {
    "Tiêu chí!M7": "Tỷ lệ",
    "Tiêu chí!N7": "Đúng hạn",
    "Tiêu chí!O7": "Tổng số",
    "Tiêu chí!AC7": "Tính theo tỷ lệ",
}


@pytest.mark.parametrize("typed", ["95%", "95 %", "0,95", 0.95])
def test_a_threshold_is_a_percentage_or_a_share(typed: object) -> None:
    scale = row({**RATIO, "Tiêu chí!AD7": typed}, "1.2").scale
    assert scale == Proportional(zero_below=Decimal("0.95"))


def test_a_threshold_of_95_is_told_by_its_cell() -> None:
    assert faults({**RATIO, "Tiêu chí!AE7": 95}) == {
        "Tiêu chí!AE7": "{end:count} is never reached."
    }


def test_levels_stand_on_the_sheet_of_details_and_get_ids() -> None:
    cells: dict[str, object] = {
        "Tiêu chí!M7": "chọn mức",
        "Chi tiết!A3": 1.2,
        "Chi tiết!B3": "Mức để chọn",
        "Chi tiết!C3": "Đủ",
        "Chi tiết!D3": "1,5",
        "Chi tiết!A4": "1.2",
        "Chi tiết!B4": "Mức để chọn",
        "Chi tiết!C4": "Đủ",
        "Chi tiết!D4": 0,
    }
    levels = (
        Level("du", "Đủ", Decimal("1.5")),
        Level("du-2", "Đủ", Decimal(0)),
    )
    assert row(cells, "1.2").measure == Choice(levels)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("1/3 điểm tối đa", OfMaximum(1, 3)),
        ("1/2*Điểm tối đa", OfMaximum(1, 2)),
        ("50% điểm tối đa", OfMaximum(1, 2)),
    ],
)
def test_points_may_be_a_part_of_the_maximum(typed: str, part: OfMaximum) -> None:
    cells: dict[str, object] = {"Tiêu chí!M7": "chọn mức"}
    for line, (title, points) in enumerate((("Đủ", 1.5), ("Gần đủ", typed)), start=3):
        at = (("A", "1.2"), ("B", "Mức để chọn"), ("C", title), ("D", points))
        cells |= {f"Chi tiết!{column}{line}": value for column, value in at}
    measure = row(cells, "1.2").measure
    assert isinstance(measure, Choice)
    assert [level.points for level in measure.levels] == [Decimal("1.5"), part]


def test_what_was_issued_so_is_told_by_its_cell() -> None:
    found = imported({"Tiêu chí!AI8": "Có", "Tiêu chí!C8": 0, "Tiêu chí!C3": "4,5"})
    said = say("The row is worth nothing: it is told, not scored.")
    assert say("{where}: {what}", where="Tiêu chí!C8", what=said) in found.notices


def test_the_example_lines_are_a_rubric() -> None:
    head = {"title": "Thử", "year": 2026, "roster": "a", "status": "draft"}
    lines = Laid(head, {"Tiêu chí": EXAMPLES, "Chi tiết": EXAMPLE_DETAILS})
    assert faults_of(workbook(lines)) == {}


def test_the_template_alone_says_that_it_holds_no_lines() -> None:
    assert faults_of(bytes_of(template())) == {"Tiêu chí": "The sheet holds no lines."}


def test_departments_are_taken_from_the_rows_where_their_sheet_is_empty() -> None:
    rubric = imported({"Tiêu chí!F7": "Phòng Nội vụ", "Tiêu chí!F8": "phòng  nội vụ"}).rubric
    assert m.Department("phong-noi-vu", "Phòng Nội vụ") in rubric.departments
    assert rubric.rows["1.2"].department == rubric.rows["1.3"].department == "phong-noi-vu"


def test_a_department_that_the_sheet_lacks_is_a_fault() -> None:
    cells: dict[str, object] = {"Phòng ban!A3": "Phòng Nội vụ", "Tiêu chí!F7": "Phòng Nội vị"}
    assert faults(cells) == {"Tiêu chí!F7": "The department {department} is not known."}


def test_all_faults_are_told_at_once_in_the_order_of_the_cells() -> None:
    found = faults(
        {
            "Thông tin chung!B3": "hai nghìn",
            "Tiêu chí!C5": "hai",
            "Tiêu chí!D7": "Huyện",
            "Tiêu chí!B8": None,
            "Tiêu chí!A11": "2.1",
            "Tiêu chí!F9": "Phòng Nội vụ",
            "Chi tiết!A3": "9.9",
            "Chi tiết!B3": "Mức để chọn",
        }
    )
    assert list(found) == [
        "Thông tin chung!B3",
        "Tiêu chí!C5",
        "Tiêu chí!D7",
        "Tiêu chí!B8",
        "Tiêu chí!F9",
        "Tiêu chí!A11",
        "Chi tiết!A3",
    ]


def test_a_sum_that_is_wrong_is_told_at_the_cell_of_the_whole() -> None:
    found = faults({"Tiêu chí!C4": 4})
    assert list(found) == ["Tiêu chí!C3", "Tiêu chí!C4"]


@pytest.mark.parametrize(
    ("cells", "place", "what"),
    [
        ({"Tiêu chí!N7": "Đúng hạn"}, "N7", UNTOLD),
        ({**RATIO, "Tiêu chí!O7": None}, "O7", EMPTY),
        ({**RATIO, "Tiêu chí!U7": "31/12"}, None, None),
        ({**RATIO, "Tiêu chí!X7": "31/12"}, "X7", NO_USE),
        ({"Tiêu chí!M7": "Chọn mức"}, "M7", "“{rule}” needs lines “{part}” in the sheet {sheet}."),
        ({"Tiêu chí!M7": "Tỉ lệ phần trăm"}, "M7", "“{value}” is not possible here."),
        ({"Tiêu chí!C7": "#REF!"}, "C7", "The formula here fails: {error}."),
        ({"Tiêu chí!C7": "=1+1"}, "C7", "The formula here has no saved result."),
        ({"Tiêu chí!B7": "x" * 301}, "B7", "The text is too long ({length}; at most {most})."),
        ({"Tiêu chí!B7": "x" * 6000}, "B7", "The text is too long ({length}; at most {most})."),
        ({"Tiêu chí!B7": "UBND huyÖn V¨n Quan"}, "B7", "The text is in the old TCVN3 encoding."),
        ({"Tiêu chí!C7": True}, "C7", "The cell holds {truth}, Excel's word for true or false."),
        ({"Tiêu chí!B7": True}, "B7", "The cell holds {truth}, Excel's word for true or false."),
        ({"Tiêu chí!B7": "#N/A"}, "B7", "The formula here fails: {error}."),
        ({"Tiêu chí!C7": datetime(2023, 2, 1)}, "C7", "Excel has turned the number into a date."),
        ({"Tiêu chí!A7": "1 2"}, "A7", "“{id}” is not an id."),
        ({"Tiêu chí!C7": 0}, "C7", "The number is not above 0."),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(
    cells: dict[str, object], place: str | None, what: str | None
) -> None:
    found = faults(cells)
    if place is None:
        assert found == {}
    else:
        assert found[f"Tiêu chí!{place}"] == what


def test_a_code_that_excel_took_for_a_date_is_named() -> None:
    book = openpyxl.load_workbook(BytesIO(filled()))
    from datetime import datetime

    book["Tiêu chí"]["A7"] = datetime(2026, 2, 1)
    assert faults_of(bytes_of(book)) == {
        "Tiêu chí!A7": "Excel has turned the code into a date.",
    }


def test_codes_that_are_numbers_are_read_and_one_that_lost_its_zero_is_named() -> None:
    codes = [str(row[0]) for row in BASICS]
    numbers = [float(code) if code.count(".") == 1 else code for code in codes]
    rows = [(number, *row[1:]) for number, row in zip(numbers, BASICS, strict=True)]
    assert faults_of(filled(rows=rows)) == {}
    rows[5] = (1.2, *rows[5][1:])
    assert faults_of(filled(rows=rows)) == {"Tiêu chí!A8": "“{id}” occurs more than once."}


def test_a_formula_counts_as_its_saved_result() -> None:
    import xlsxwriter

    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        head = book.add_worksheet("Thông tin chung")
        for line, pair in enumerate((("Tên bộ tiêu chí", "Thử"), ("Năm đánh giá", 2026))):
            head.write_row(line, 0, pair)
        head.write_row(2, 0, ("Danh sách đơn vị", "lang-son-11-huyen"))
        page = book.add_worksheet("Tiêu chí")
        page.write_row(0, 0, ("Mã", "Tên", "Điểm tối đa"))
        page.write_row(1, 0, ("1", "Lĩnh vực"))
        page.write_formula(1, 2, "=C3", value=2)
        page.write_row(2, 0, ("1.1", "Tiêu chí", 2))
    rubric = read_annex(stream.getvalue(), where="a.xlsx").rubric
    assert rubric.areas[0].points == Decimal(2)


def test_merged_cells_over_several_lines_are_named() -> None:
    book = openpyxl.load_workbook(BytesIO(filled()))
    book["Tiêu chí"].merge_cells("F5:F8")
    book["Tiêu chí"].merge_cells("H9:I9")
    assert list(faults_of(bytes_of(book))) == ["Tiêu chí!F5"]


def test_columns_may_be_moved_and_others_added_and_that_is_told() -> None:
    book = openpyxl.load_workbook(BytesIO(filled()))
    book["Tiêu chí"].insert_cols(1)
    book["Tiêu chí"]["A2"] = "Ghi chú riêng"
    book.create_sheet("Nháp")
    found = read_annex(bytes_of(book), where="a.xlsx")
    assert found.rubric == imported().rubric
    named = str(found.notices[-1].values["names"])
    assert "Ghi chú riêng" in named
    assert "Nháp" in named


def test_the_sum_at_the_end_of_an_annex_is_no_row_and_that_is_told() -> None:
    found = imported({"Tiêu chí!A13": "TỔNG CỘNG", "Tiêu chí!C13": 10})
    assert found.rubric == imported().rubric
    assert "Tiêu chí!A13" in str(found.notices[-1].values["names"])


def test_short_words_for_who_scores_are_read_too() -> None:
    assert row({"Tiêu chí!D7": "tự chấm"}, "1.2").source is m.Source.SELF
    assert row({"Tiêu chí!D10": "ĐTXHH"}, "2.1").source is m.Source.SURVEY


def test_a_heading_that_is_gone_is_named() -> None:
    assert faults({"Tiêu chí!C2": "Điểm"})["Tiêu chí!A1"] == "The sheet has no column “{heading}”."
