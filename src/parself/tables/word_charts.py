"""A picture in Word: the chart that the workbook draws, as Word draws charts itself.

No picture file is made: Word, like Excel, draws a chart from its figures, sharp at every size, and
a word processor's user can restyle it. The chart's XML is taken from a workbook of its table.
"""

import zipfile
from io import BytesIO
from typing import Final
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from parself.i18n import language
from parself.tables import xlsx
from parself.tables.model import Cell, Line
from parself.tables.paper import Chart, Papers, Report
from parself.text import cleaned
from parself.values import evolve

_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_END: Final = b"<c:printSettings>"
"""What follows in a workbook's chart concerns printing from Excel."""
_VALUE: Final = b'<c:showVal val="1"/>'
_VALUE_ALONE: Final = (
    b'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    b'<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
"""A bar's label: what is not denied is shown by Word, but not by Excel."""
_VISIBLE: Final = b'<c:plotVisOnly val="1"/>'
_GAPS: Final = b'<c:dispBlanksAs val="gap"/>'
"""What is not known is a gap in Word too, not a nought."""
_ENGLISH: Final = b'<c:lang val="en-US"/>'
_VIETNAMESE: Final = b'<c:lang val="vi-VN"/>'
"""By which figures have a comma."""
_LETTERS: Final = (
    b'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="800"/></a:pPr>'
    b'<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
)
"""Letters of 8 points."""


def add_chart(document: Document, chart: Chart, width: int, height: int) -> None:
    """Add a paragraph with a chart; `width` and `height` in Word's smallest unit."""
    number = sum(one.reltype == RELATIONSHIP_TYPE.CHART for one in document.part.rels.values()) + 1
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(name, _CONTENT_TYPE, _chart_xml(chart), document.part.package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    drawing = (
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')}>"
        f'<wp:inline><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{1000 + number}" name="{number}" descr={quoteattr(cleaned(chart.alt))}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    document.add_paragraph().add_run()._r.append(parse_xml(drawing))


def _chart_xml(chart: Chart) -> bytes:
    """Return the chart as the workbook of its table holds it, figures included."""
    table = evolve(chart.table, lines=tuple(map(_without_formulas, chart.table.lines)))
    report = Report("chart", chart.title, (table, evolve(chart, table=table)))
    with zipfile.ZipFile(BytesIO(xlsx.render(Papers("", (report,))))) as workbook:
        before, _end, _after = workbook.read("xl/charts/chart1.xml").partition(_END)
    told = before.replace(_VALUE, _VALUE_ALONE).replace(_VISIBLE, _VISIBLE + _GAPS)
    if language() == "vi":
        told = told.replace(_ENGLISH, _VIETNAMESE)
    drawn = parse_xml(told + _LETTERS + b"</c:chartSpace>")
    for series, at in zip(drawn.iter(f"{{{_CHART}}}numCache"), chart.values_at, strict=True):
        # What is not known is a gap; the workbook keeps a nought for it until it is opened.
        for point in series.findall(f"{{{_CHART}}}pt"):
            if chart.table.lines[int(point.get("idx"))].cells[at].value is None:
                series.remove(point)
    data: bytes = serialize_part_xml(drawn)
    return data


def _without_formulas(line: Line) -> Line:
    return evolve(line, cells=tuple(Cell(cell.value, cell.kind) for cell in line.cells))
