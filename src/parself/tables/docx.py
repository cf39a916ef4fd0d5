"""Papers as a Word file to work on and to sign, in the form of Decree 30/2020/NĐ-CP.

A4, Times New Roman 13, the page number at the top from the second page on, the heading block
and the signature in two columns. Tables are built as XML, because python-docx takes minutes
for a round of many units.
"""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from parself.tables.look import STAMP_LINES
from parself.tables.model import Line, Table
from parself.tables.paper import Chart, Letterhead, Papers, Paragraph, Report, Signature, Tone
from parself.tables.spots import chart_height
from parself.tables.word_charts import add_chart
from parself.tables.word_tables import table_element
from parself.text import cleaned

FONT: Final = "Times New Roman"
_MONOSPACE: Final = "Courier New"
_CREATED: Final = datetime(2000, 1, 1)
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MOST_COLUMNS: Final = 20
"""Columns that a page bears; Word itself stops at 63. More go on in a table below."""
_EMU_PER_TWIP: Final = 635
"""A twip is a twentieth of a point, in which tables are measured."""
_EMU_PER_PIXEL: Final = 9_525
_LOW: Final = 42 * 36_000
"""Height of a picture on a paper of one page: 42 mm."""


def render(papers: Papers) -> bytes:
    """Return the Word file's bytes; the same papers give the same bytes."""
    document = docx.Document()
    _set_up(document, papers)
    for number, report in enumerate(papers.reports):
        section = document.sections[0] if number == 0 else _new_section(document)
        _set_page(section, report, papers.warning, is_first=number == 0)
        _add_blocks(document, report)
    stream = BytesIO()
    document.save(stream)
    return _with_fixed_times(stream.getvalue())


def _with_fixed_times(data: bytes) -> bytes:
    """Write the archive anew without the time of writing."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return stream.getvalue()


def _set_up(document: Document, papers: Papers) -> None:
    """Set font, language and properties of the whole file."""
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN" if papers.language == "vi" else "en-GB")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = Pt(3)
    properties = document.core_properties
    properties.title, properties.author = cleaned(papers.title)[:255], ""
    properties.created = properties.modified = _CREATED


def _set_page(section: Section, report: Report, warning: str, *, is_first: bool) -> None:
    """Set paper, margins and the header: the standing warning, and the number from page 2 on."""
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if report.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if report.landscape else (short, long)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin = Mm(20) if report.landscape else Mm(30)
    section.right_margin = Mm(15)
    if not is_first:
        # The header is that of the section before.
        return
    section.different_first_page_header_footer = True
    _header_text(section.first_page_header.paragraphs[0], warning)
    _page_number(section.header.paragraphs[0])
    _header_text(section.header.add_paragraph(), warning)


def _new_section(document: Document) -> Section:
    """Begin a section without a paragraph of its own, which might take a page for itself."""
    section: Section = document.add_section()
    holder = document.paragraphs[-1]._p
    before = holder.getprevious()
    if before is not None and before.tag == qn("w:p") and not before.xpath("w:pPr/w:sectPr"):
        before.get_or_add_pPr().extend(holder.xpath("w:pPr/w:sectPr"))
        holder.getparent().remove(holder)
    return section


def _header_text(paragraph: WordParagraph, words: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(6)
    run = paragraph.add_run(cleaned(words))
    run.font.size, run.bold = Pt(8.5), True


def _page_number(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _add_blocks(document: Document, report: Report) -> None:
    for block in report.blocks:
        match block:
            case Paragraph(text, tone):
                _paragraph(document.add_paragraph(), text, tone, small=report.one_page)
            case Table():
                for part in _in_parts(block):
                    _table(document, part, report)
            case Letterhead():
                _letterhead(document, block)
            case Signature():
                _signature(document, block)
            case Chart():
                _chart(document, block, report)


def _chart(document: Document, chart: Chart, report: Report) -> None:
    """Add a picture no higher than its page, and low where all is to stand on one."""
    if chart.kind == "heat":
        # The shaded cells of the table are the picture.
        return
    section = document.sections[-1]
    margins = int(section.top_margin or 0) + int(section.bottom_margin or 0)
    most = _LOW if report.one_page else int(section.page_height or 0) - margins - _LOW // 2
    height = min(most, chart_height(chart) * _EMU_PER_PIXEL)
    add_chart(document, chart, _text_width(document), height)


def _paragraph(paragraph: WordParagraph, text: str, tone: Tone, *, small: bool = False) -> None:
    run = paragraph.add_run(cleaned(text))
    shape = paragraph.paragraph_format
    if tone in {Tone.TITLE, Tone.SUBTITLE, Tone.CODE}:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run.bold = tone in {Tone.TITLE, Tone.SUBTITLE, Tone.HEADING, Tone.WARNING, Tone.CODE}
    run.italic = tone is Tone.NOTE
    sizes = {Tone.TITLE: 14, Tone.NOTE: 11, Tone.CODE: 14, Tone.SMALL_CODE: 9, Tone.TYPED: 10}
    run.font.size = Pt(sizes.get(tone, 13) - 2 * small)
    if tone in {Tone.CODE, Tone.SMALL_CODE, Tone.TYPED}:
        run.font.name = _MONOSPACE
    shape.keep_with_next = tone in {Tone.TITLE, Tone.SUBTITLE, Tone.HEADING}
    if tone is Tone.BODY and "\n" not in text:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        shape.first_line_indent = Mm(10)


def _in_parts(table: Table) -> Iterator[Table]:
    """Yield a table that is too wide for a page in parts that begin with its first column."""
    if len(table.columns) <= _MOST_COLUMNS:
        yield table
        return
    others = iter(range(1, len(table.columns)))
    while chosen := list(islice(others, _MOST_COLUMNS - 1)):
        kept = [0, *chosen]
        lines = tuple(
            Line(tuple(line.cells[at] for at in kept), line.level) for line in table.lines
        )
        columns = tuple(table.columns[at] for at in kept)
        yield Table(columns, lines, table.caption, table.has_blanks)


def _table(document: Document, table: Table, report: Report) -> None:
    if table.caption:
        _paragraph(document.add_paragraph(), table.caption, Tone.HEADING)
    room = _text_width(document) // _EMU_PER_TWIP
    document._body._element.insert(-1, table_element(table, room, small=report.one_page))
    after = document.add_paragraph()
    after.paragraph_format.line_spacing = Pt(6)
    after.paragraph_format.space_after = Pt(0)


def _text_width(document: Document) -> int:
    """Return the width of the present page without its margins, in Word's smallest unit."""
    section = document.sections[-1]
    margins = int(section.left_margin or 0) + int(section.right_margin or 0)
    return int(section.page_width or 0) - margins


def _letterhead(document: Document, block: Letterhead) -> None:
    *above, unit = block.agency
    left = [*((words, "") for words in above), (unit, "b"), (_RULE, "r"), (block.number, "")]
    right = [*((words, "b") for words in block.motto), (_RULE, "r"), (block.place_date, "i")]
    _two_columns(document, left, right, (39, 61))


_RULE: Final = "──────────"


def _signature(document: Document, block: Signature) -> None:
    if document.paragraphs:
        # The last words stand on the page of the signature: it may not have one for itself.
        shape = document.paragraphs[-1].paragraph_format
        shape.keep_together = shape.keep_with_next = True
    heading, *others = block.recipients or ("",)
    left = [(heading, "bis"), *((words, "s") for words in others)]
    right = [*((words, "b") for words in block.signer), (block.note, "i")]
    right += [("", "")] * STAMP_LINES
    right += [(block.name, "b")] if block.name else []
    _two_columns(document, left, right, (50, 50))


def _two_columns(
    document: Document,
    left: Sequence[tuple[str, str]],
    right: Sequence[tuple[str, str]],
    shares: tuple[int, int],
) -> None:
    """Set lines in two columns without borders: b bold, i italic, s small, r a rule."""
    room = _text_width(document)
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for column, lines, share in zip(table.columns, (left, right), shares, strict=True):
        cell = column.cells[0]
        # Word goes by the cell, other programs by the grid.
        column.width = cell.width = Emu(room * share // 100)
        is_list = any("s" in marks for _words, marks in lines)
        for number, (words, marks) in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            if not is_list:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _marked(paragraph, words, marks)
    document.add_paragraph()


def _marked(paragraph: WordParagraph, words: str, marks: str) -> None:
    run = paragraph.add_run(cleaned(words))
    run.bold, run.italic = "b" in marks, "i" in marks
    run.font.size = Pt(6 if "r" in marks else 11 if "s" in marks else 12)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.keep_with_next = True
