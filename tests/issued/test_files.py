"""What stands in Word and Excel files is read as people see it, and what cannot be is told."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from issued.made import (
    HEAD,
    cell,
    counted,
    faults,
    levels,
    paragraph,
    read,
    rows,
    run,
    sheet,
    table,
    word,
)
from parself.errors import DamagedError, ParselfError
from parself.issued.page import CROSSED_OUT
from parself.issued.reading import Asked, read_issued

ROW = ("1", "Hồ sơ", "2", "Từ 90% trở lên: 2; dưới 90%: 0")
ANNEX = [HEAD, ("I", "LĨNH VỰC", "2", ""), ROW]


def changed(*, line: int = 2, column: int = 3, inner: str) -> bytes:
    lines = [list(one) for one in ANNEX]
    lines[line][column] = inner
    return word(table(lines))


def test_a_word_table_is_read_as_a_sheet_is() -> None:
    in_word = read(word(paragraph("BỘ TIÊU CHÍ"), table(ANNEX)), "a.docx")
    in_excel = read(sheet(ANNEX))
    assert [one.item for one in in_word.readings] == [one.item for one in in_excel.readings]
    assert in_word.rubric.title == "BỘ TIÊU CHÍ"


def test_raised_digits_are_footnotes_and_no_part_of_the_points() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    inner = f"<w:tc><w:p>{run('2')}{run('7', raised)}</w:p></w:tc>"
    assert read(changed(column=2, inner=inner), "a.docx").rubric.points == 2
    book = openpyxl.load_workbook(BytesIO(sheet(ANNEX)))
    book["PL"]["C3"] = CellRichText("2", TextBlock(InlineFont(vertAlign="superscript"), "7"))
    stream = BytesIO()
    book.save(stream)
    assert read(stream.getvalue()).rubric.points == 2


def test_changes_that_nobody_accepted_are_told_by_line() -> None:
    inserted = f"<w:tc><w:p><w:ins>{run('Từ 90%: 2')}</w:ins></w:p></w:tc>"
    deleted = "<w:tc><w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p></w:tc>"
    for inner in (inserted, deleted):
        found = faults(changed(inner=inner), "a.docx")
        assert found["Bảng 1, dòng 3"].startswith("A change stands here")


def test_text_boxes_pictures_and_crossed_out_text_in_the_table_are_told() -> None:
    box = f"<w:tc><w:p><w:r><w:txbxContent>{paragraph('5 điểm')}</w:txbxContent></w:r></w:p></w:tc>"
    picture = "<w:tc><w:p><w:r><w:drawing><blip/></w:drawing></w:r></w:p></w:tc>"
    struck = f"<w:tc><w:p>{run('Từ 90%: 2', '<w:strike/>')}</w:p></w:tc>"
    for inner, begins in ((box, "A text box"), (picture, "A picture"), (struck, "Text here is")):
        assert faults(changed(inner=inner), "a.docx")["Bảng 1, dòng 3"].startswith(begins)


def ids(data: bytes) -> list[str]:
    return [one.item.id for one in read(data, "a.docx").readings]


def numbered(*codes: str, **more: object) -> bytes:
    """Return an annex whose codes are these cells: an area, then its rows."""
    points = str(len(codes) - 1)
    lines = [
        (HEAD[0], *HEAD[1:3]),
        (codes[0], "LĨNH VỰC", points),
        *((code, f"Tiêu chí {at}", "1") for at, code in enumerate(codes[1:])),
    ]
    return word(table(lines), **more)  # type: ignore[arg-type]


def test_codes_that_word_counts_are_those_it_shows() -> None:
    plain = levels(("upperRoman", "%1."), ("decimal", "%2."))
    codes = (counted(1), counted(1, 1), counted(1, 1))
    assert ids(numbered(*codes, lists=[plain])) == ["I.1", "I.2"]
    deep = levels(("decimal", "%1"), ("decimal", "%1.%2"))
    assert ids(numbered(*codes, lists=[deep])) == ["1.1", "1.2"]
    letters = levels(("upperLetter", "%1)"), ("lowerLetter", "%2)"))
    assert ids(numbered(*codes, lists=[letters])) == ["A.a", "A.b"]


def test_rows_are_counted_from_the_first_again_below_each_heading() -> None:
    plain = levels(("upperRoman", "%1."), ("decimal", "%2."))
    lines = [
        HEAD[:3],
        *((counted(1), "LĨNH VỰC", "2"), (counted(1, 1), "Một", "1"), (counted(1, 1), "Hai", "1")),
        *((counted(1), "LĨNH VỰC", "1"), (counted(1, 1), "Ba", "1")),
    ]
    assert ids(word(table(lines), lists=[plain])) == ["I.1", "I.2", "II.1"]


def test_a_list_that_begins_anew_counts_from_where_it_is_told_to() -> None:
    plain = levels(("upperRoman", "%1."), ("decimal", "%2."))
    anew = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride>'
    codes = (counted(1), counted(1, 1), counted(2, 1), counted(2, 1))
    assert ids(numbered(*codes, lists=[plain], overrides={2: anew})) == ["I.1", "I.4", "I.5"]


def test_a_paragraph_may_be_counted_by_its_style() -> None:
    own = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    style = f'<w:style w:styleId="Muc">{own}</w:style>'
    codes = ("I", *(counted(0, style="Muc"),) * 2)
    assert ids(numbered(*codes, lists=[levels(("decimal", "%1."))], styles=style)) == ["I.1", "I.2"]


def test_bullets_are_signs_of_enumeration() -> None:
    bullets = levels(("bullet", "•"))
    first = counted(1, text="Từ 90% trở lên: 2").removesuffix("</w:tc>")
    rule = f"{first}{paragraph('Dưới 90%: 0')}</w:tc>"
    data = word(table([HEAD, ("I", "LĨNH VỰC", "2", ""), (*ROW[:3], rule)]), lists=[bullets])
    assert read(data, "a.docx").readings[0].text == "- Từ 90% trở lên: 2\nDưới 90%: 0"


@pytest.mark.parametrize(
    "plain",
    [
        levels(("ordinal", "%1.")),
        levels(("decimal", "")),
        levels(("decimal", "%1.")).replace("</w:lvl>", "<w:isLgl/></w:lvl>"),
    ],
)
def test_a_list_that_is_not_plain_is_told_and_not_counted(plain: str) -> None:
    found = faults(numbered("I", counted(1), lists=[plain]), "a.docx")
    assert found["Bảng 1, dòng 3"].startswith("Word writes the code")


def test_a_cell_crossed_out_as_a_whole_is_told_in_excel() -> None:
    book = openpyxl.load_workbook(BytesIO(sheet(ANNEX)))
    book["PL"]["D3"].font = Font(strike=True)
    stream = BytesIO()
    book.save(stream)
    assert faults(stream.getvalue()) == {"PL!D3": str(CROSSED_OUT.id)}


def test_a_code_that_word_writes_by_itself_is_told() -> None:
    unknown = "<w:tc><w:p><w:pPr><w:numPr/></w:pPr></w:p></w:tc>"
    found = faults(changed(column=0, inner=unknown), "a.docx")
    assert found["Bảng 1, dòng 3"].startswith("Word writes the code")


def test_a_cell_merged_over_lines_holds_for_all_of_them() -> None:
    lines = [
        ("STT", "Nội dung", "Điểm", "Tài liệu kiểm chứng"),
        ("I", "LĨNH VỰC", "2", ""),
        ("1", "Một", "1", cell("Báo cáo", down="restart")),
        ("2", "Hai", "1", cell("", down="continue")),
    ]
    readings = read(word(table(lines)), "a.docx").readings
    assert [one.item.evidence for one in readings] == [("Báo cáo",), ("Báo cáo",)]


def test_a_table_cut_by_a_page_goes_on() -> None:
    more = [HEAD, ("II", "LĨNH VỰC HAI", "1", ""), ("1", "Khác", "1", "")]
    found = read(word(table(ANNEX), paragraph(""), table(more)), "a.docx")
    assert [row.id for row in found.rubric.items()] == ["I.1", "II.1"]


def test_several_tables_are_named_and_one_is_chosen() -> None:
    data = word(paragraph("BẢNG XÃ"), table(ANNEX), paragraph("BẢNG SỞ"), table(ANNEX))
    with pytest.raises(ParselfError) as told:
        read(data, "a.docx")
    assert told.value.problems[0].what.values["count"] == 2
    assert read(data, "a.docx", table=2).rubric.title == "BẢNG SỞ"


@pytest.mark.parametrize(
    ("lines", "place", "begins"),
    [
        ([HEAD, ("I", "A", "3", ""), ("1", "B", "2", "")], "PL!C2", "The rows below"),
        ([*ANNEX, ("1", "Trùng", "0,5", "")], "PL!A4", "“{id}” occurs"),
        ([*ANNEX, ("", "TỔNG CỘNG", "5")], "PL!C4", "The sum says"),
        ([*ANNEX, ("2", "Thiếu điểm", "", "")], "PL!A4", "The row {code} has no points"),
        ([*ANNEX, ("2", "Điểm lạ", "2-3", "")], "PL!C4", "“{text}” is not a number"),
    ],
)
def test_what_does_not_add_up_is_told_by_cell(
    lines: list[tuple[str, ...]], place: str, begins: str
) -> None:
    assert faults(sheet(lines))[place].startswith(begins)


def test_a_level_above_the_maximum_leaves_the_row_to_be_decided() -> None:
    (one,) = read(sheet(rows(("1", "Hồ sơ", "2", "Từ 90% trở lên: 3; dưới 90%: 0")))).to_decide()
    assert one.where == "PL!D3"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 word/document.xml",
        word(table(ANNEX), before='<!DOCTYPE a [<!ENTITY b "c">]>'),
        word(table(ANNEX)).replace(b"PK\x05\x06", b"PK\x05\x07"),
    ],
    ids=["empty", "no archive", "entities", "no end of the archive"],
)
def test_hostile_files_are_refused(data: bytes) -> None:
    with pytest.raises(DamagedError):
        read_issued(data, Asked(2026), where="a.docx")


def test_a_file_that_swells_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * (80 << 20))
    with pytest.raises(DamagedError):
        read_issued(stream.getvalue(), Asked(2026), where="a.docx")


def test_four_hundred_rows_are_read() -> None:
    lines = [
        (str(number), f"Tiêu chí {number}", "2", "Từ 90% trở lên: 2; dưới 90%: 0")
        for number in range(1, 401)
    ]
    found = read(sheet(rows(*lines)))
    assert len(found.readings) == 400
