"""Annexes made line by line for tests: as a sheet, and as a Word file written part by part."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

import openpyxl

from parself.errors import ParselfError
from parself.issued.reading import Asked, Issued, read_issued

HEAD: Final = ("STT", "Nội dung", "Điểm tối đa", "Cách chấm")
Lines = Sequence[Sequence[object]]
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def sheet(lines: Lines, merged: Sequence[str] = (), title: str = "PL") -> bytes:
    """Return a workbook of one sheet with these lines from the first on."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for number, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            if value not in (None, ""):
                page.cell(number, column, value)
    for cells in merged:
        page.merge_cells(cells)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def run(text: str, marks: str = "") -> str:
    """Return a run of a paragraph; `marks` are its properties."""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    return f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}{lines}</w:r>"


def paragraph(inner: str) -> str:
    return f"<w:p>{inner if inner.startswith('<') else run(inner)}</w:p>"


def cell(inner: object, *, across: int = 1, down: str = "") -> str:
    """Return a cell; `down` is ``restart`` or ``continue`` where it is merged over lines."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    span += f'<w:vMerge w:val="{down}"/>' if down else ""
    return f"<w:tc><w:tcPr>{span}</w:tcPr>{paragraph(str(inner or ''))}</w:tc>"


def table(lines: Lines) -> str:
    """Return a table; a cell that begins with ``<`` is taken as its XML."""
    rows = (
        "".join(one if str(one).startswith("<w:tc") else cell(one) for one in line)  # type: ignore[misc]
        for line in lines
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def counted(number: int, level: int = 0, text: str = "", *, style: str = "") -> str:
    """Return a cell whose paragraph Word numbers by itself, directly or by its style."""
    own = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    told = f'<w:pStyle w:val="{style}"/>' if style else own
    return f"<w:tc><w:p><w:pPr>{told}</w:pPr>{run(text) if text else ''}</w:p></w:tc>"


def levels(*kinds: tuple[str, str]) -> str:
    """Return the levels of a list by kind and pattern, as `word` takes them."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(kinds)
    )


def word(
    *blocks: str,
    footnotes: Sequence[str] = (),
    before: str = "",
    lists: Sequence[str] = (),
    overrides: Mapping[int, str] = {},
    styles: str = "",
) -> bytes:
    """Return a Word file with these paragraphs and tables.

    Each list is given by its `levels`; its number counts from 1. `overrides` are put into the
    list of a number.
    """
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        body = f'<w:document xmlns:w="{_W}"><w:body>{"".join(blocks)}</w:body></w:document>'
        archive.writestr("word/document.xml", before + body)
        if lists:
            kinds = "".join(
                f'<w:abstractNum w:abstractNumId="{at}">{one}</w:abstractNum>'
                for at, one in enumerate(lists)
            )
            numbers = "".join(
                f'<w:num w:numId="{at}"><w:abstractNumId w:val="{(at - 1) % len(lists)}"/>'
                f"{overrides.get(at, '')}</w:num>"
                for at in range(1, len(lists) + len(overrides) + 1)
            )
            archive.writestr(
                "word/numbering.xml", f'<w:numbering xmlns:w="{_W}">{kinds}{numbers}</w:numbering>'
            )
        if styles:
            archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{_W}">{styles}</w:styles>')
        if footnotes:
            listed = "".join(
                f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'
                for number, text in enumerate(footnotes, start=1)
            )
            archive.writestr(
                "word/footnotes.xml", f'<w:footnotes xmlns:w="{_W}">{listed}</w:footnotes>'
            )
    return stream.getvalue()


def read(data: bytes, where: str = "a.xlsx", **asked: object) -> Issued:
    return read_issued(data, Asked(2026, **asked), where=where)  # type: ignore[arg-type]


def faults(data: bytes, where: str = "a.xlsx") -> dict[str, str]:
    """Return what is wrong with an annex: place and sentence."""
    try:
        read(data, where)
    except ParselfError as error:
        return {problem.where: problem.what.id for problem in error.problems}
    raise AssertionError("nothing is wrong")


def rows(*lines: Sequence[object]) -> list[Sequence[object]]:
    """Return an annex of one area with its sum right; each line is code, title, points, rule."""
    total = sum(
        float(str(line[2]).replace(",", ".")) for line in lines if line[2] not in (None, "")
    )
    return [HEAD, ("I", "LĨNH VỰC", f"{total:g}"), *lines]
