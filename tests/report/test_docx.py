"""The Word file: read back by python-docx, in the form of Decree 30, the same bytes each time."""

import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.text.paragraph import Paragraph as WordParagraph

from parself.report import district
from parself.report import province as papers_of_round
from parself.report.case import RoundCase
from parself.tables import docx as word
from parself.tables.drawing import figure
from parself.tables.model import Cell, Column, Level, Line, Table, shown
from parself.tables.paper import Chart, Papers, Paragraph, Report
from report.conftest import Province

EVERY = [report.id for report in district.REPORTS]


def opened(papers: Papers) -> Any:
    return docx.Document(BytesIO(word.render(papers)))


def bordered(document: Any) -> list[Any]:
    """The tables that are tables: letterheads and signatures have no borders."""
    return [
        table for table in document.tables if table._tbl.tblPr.find(_q("tblBorders")) is not None
    ]


def test_no_empty_paragraph_that_might_take_a_page_stands_between_papers() -> None:
    papers = Papers("t", tuple(Report(name, name, (Paragraph(name),)) for name in "abc"))
    found = opened(papers)
    assert [paragraph.text for paragraph in found.paragraphs] == ["a", "b", "c"]
    assert len(found.sections) == 3


def test_papers_without_blocks_are_sections_all_the_same() -> None:
    papers = Papers("t", tuple(Report(name, name, ()) for name in "abc"))
    assert len(opened(papers).sections) == 3


def pictures(papers: Papers) -> list[Any]:
    """What is drawn in the Word file, each as another reader finds it, in its order."""
    return list(opened(papers).element.body.iter(_q("drawing")))


def drawn_figures(papers: Papers, picture: Any) -> list[dict[int, float]]:
    """The figures of a picture by line, for each of its series."""
    chart = next(one for one in picture.iter() if one.tag.endswith("}chart"))
    (name,) = (value for key, value in chart.attrib.items() if key.endswith("}id"))
    xml = ElementTree.fromstring(opened(papers).part.rels[name].target_part.blob)
    of_chart = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    return [
        {
            int(point.attrib["idx"]): float(point.findtext(f"{of_chart}v") or "")
            for point in cache.iter(f"{of_chart}pt")
        }
        for cache in xml.iter(f"{of_chart}numCache")
    ]


@pytest.mark.parametrize("code", ["cao-loc", "van-quan"])
def test_pictures_are_in_word_with_the_figures_of_their_tables(
    province: Province, code: str
) -> None:
    papers = district.papers(province.unit_case(code), [])
    charts = [b for report in papers.reports for b in report.blocks if isinstance(b, Chart)]
    assert charts
    for chart, picture in zip(charts, pictures(papers), strict=True):
        (said,) = (one.get("descr") for one in picture.iter() if one.tag.endswith("}docPr"))
        assert said == chart.alt
        lines = [line for line in chart.table.lines if line.level is not Level.TOTAL]
        expected = [
            {
                number: length
                for number, line in enumerate(lines)
                if (length := figure(line.cells[at])) is not None
            }
            for at in chart.values_at
        ]
        assert drawn_figures(papers, picture) == expected


def test_the_table_of_all_units_is_coloured_and_not_drawn_once_more(half_way: RoundCase) -> None:
    papers = papers_of_round.papers(half_way)
    assert len(pictures(papers)) == 1


def _q(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def rows_of(table: Table) -> list[list[str]]:
    heads = [column.title for column in table.columns]
    rows = []
    for line in table.lines:
        texts = list(map(shown, line.cells, table.columns))
        first = next((at for at, text in enumerate(texts) if text), -1)
        if line.level is Level.OURS and first >= 0:
            texts[first] = "► " + texts[first]
        rows.append(texts)
    return [heads, *rows] if any(heads) else rows


def texts_of(table: Any) -> list[list[str]]:
    return [[_text(cell) for cell in row.tc_lst] for row in table._tbl.tr_lst]


def _text(cell: Any) -> str:
    (paragraph,) = cell.p_lst
    story: Any = None
    return WordParagraph(paragraph, story).text


@pytest.mark.parametrize("code", ["cao-loc", "van-quan"])
def test_another_reader_finds_every_table_as_it_is(province: Province, code: str) -> None:
    papers = district.papers(province.unit_case(code), EVERY)
    expected = [rows_of(table) for report in papers.reports for table in report.tables]
    assert [texts_of(table) for table in bordered(opened(papers))] == expected


def test_every_report_is_a_section_of_its_own_on_a4(province: Province) -> None:
    papers = district.papers(province.unit_case("cao-loc"))
    sections = opened(papers).sections
    assert len(sections) == len(papers.reports)
    for section, report in zip(sections, papers.reports, strict=True):
        sides = (round(section.page_width.mm), round(section.page_height.mm))
        assert sides == ((297, 210) if report.landscape else (210, 297))
        assert round(section.top_margin.mm) == 20


def test_headings_repeat_and_rows_are_not_broken_unless_they_are_tall(province: Province) -> None:
    long = Table((Column[Any]("", "c"),), (Line((Cell("x" * 3000),)), Line((Cell("y"),))))
    (table,) = bordered(opened(Papers("t", (Report("r", "t", (long,)),))))
    heading, tall, short = table._tbl.tr_lst
    assert heading.trPr.find(_q("tblHeader")) is not None
    assert tall.trPr.find(_q("cantSplit")) is None
    assert short.trPr.find(_q("cantSplit")) is not None


def test_the_font_is_times_new_roman_13_and_the_language_vietnamese(province: Province) -> None:
    document = opened(district.papers(province.unit_case("cao-loc"), ["letter"]))
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 13)
    assert normal.element.rPr.find(_q("lang")).get(_q("val")) == "vi-VN"


def test_the_warning_stands_in_the_header_of_every_page(province: Province) -> None:
    papers = district.papers(province.unit_case("cao-loc"))
    for section in opened(papers).sections:
        assert papers.warning in section.header.paragraphs[-1].text
        assert papers.warning in section.first_page_header.paragraphs[0].text
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml


def test_a_letter_has_the_blocks_of_the_decree(province: Province) -> None:
    document = opened(district.papers(province.unit_case("cao-loc"), ["letter"]))
    plain = [table for table in document.tables if table not in bordered(document)]
    words = "\n".join(cell.text for table in plain for cell in table.rows[0].cells)
    for text in (
        "ỦY BAN NHÂN DÂN\nHUYỆN CAO LỘC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "CHỦ TỊCH",
        "Nơi nhận:",
    ):
        assert text in words


def test_a_table_that_is_too_wide_goes_on_below_with_its_first_column() -> None:
    columns = tuple(Column[Any]("", f"c{n}") for n in range(77))
    table = Table(columns, (Line(tuple(Cell(n) for n in range(77))),))
    parts = [
        texts_of(part) for part in bordered(opened(Papers("t", (Report("r", "t", (table,)),))))
    ]
    assert all(len(part[0]) <= 20 and part[0][0] == "c0" for part in parts)
    assert [head for part in parts for head in part[0][1:]] == [f"c{n}" for n in range(1, 77)]


HOSTILE = (
    "<w:p>",
    "a & b < c",
    "]]>",
    "N" * 300,
    "dòng\nhai",
    "\x01\x0b",
    "x" * 5000,
    "\ufffe\uffff",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_file(text: str) -> None:
    from parself.text import cleaned

    table = Table((Column[Any]("", "c"),), (Line((Cell(text),)),))
    document = opened(Papers(text, (Report("r", text, (Paragraph(text), table)),), text))
    assert texts_of(bordered(document)[0])[1][0] == cleaned(text)
    assert document.paragraphs[0].text == cleaned(text)


def test_the_same_papers_give_the_same_bytes_and_name_nobody(province: Province) -> None:
    papers = district.papers(province.unit_case("cao-loc"))
    assert word.render(papers) == word.render(papers)
    assert opened(papers).core_properties.author == ""


def test_no_papers_are_an_empty_file() -> None:
    assert opened(Papers("t", ())).tables == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_program_opens_it_and_shows_vietnamese(
    province: Province, tmp_path: Path
) -> None:
    papers = papers_of_round.papers(province.round_case(), ["ranking"])
    (tmp_path / "x.docx").write_bytes(word.render(papers))
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'o').as_uri()}",
            "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(tmp_path / "x.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )  # fmt: skip
    said = (tmp_path / "x.txt").read_text(encoding="utf-8-sig")
    assert "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023" in said
    assert "Huyện Hữu Lũng" in said


def test_the_motto_stands_on_one_line_and_no_signature_has_a_page_for_itself(
    province: Province,
) -> None:
    """Word sets columns by their cells, other programs by the table's grid: both say the same."""
    document = opened(district.papers(province.unit_case("van-quan"), ["letter"], live=False))
    head, foot = document.tables[0], document.tables[-1]
    for table in (head, foot):
        assert [column.width for column in table.columns] == [c.width for c in table.rows[0].cells]
    assert head.columns[1].width > head.columns[0].width
    last = [one for one in document.paragraphs if one.text][-1]
    assert last.paragraph_format.keep_with_next
    assert last.paragraph_format.keep_together
