"""A workbook as a clerk fills it in: with openpyxl, cell by cell, into the template."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final

import openpyxl

from parself.annex import guide, write
from parself.annex.read import Imported, read_annex
from parself.errors import ParselfError

Cells = Mapping[str, object]

BASICS: Final[Sequence[tuple[object, ...]]] = (
    ("1", "Chỉ đạo, điều hành", 5, None),
    ("1.1", "Kế hoạch CCHC", 3, None),
    ("1.1.1", "Ban hành kế hoạch", 1, "Đơn vị tự chấm"),
    ("1.1.2", "Hoàn thành kế hoạch", "2", None),
    ("1.2", "Báo cáo", "1,5", None),
    ("1.3", "Tuyên truyền", 0.5, None),
    ("2", "Tác động", 5, None),
    ("2.1", "Mức độ hài lòng", 3, "Điều tra xã hội học"),
    ("2.2", "Đánh giá của cấp trên", 2, "Cấp trên chấm"),
)
"""An annex with code, title, maximum and who scores; its first line stands in line 3."""


def template() -> Any:
    """Return the empty workbook, open in openpyxl."""
    data = write.workbook(guide.empty(2026, "lang-son-11-huyen"), ("lang-son-11-huyen",))
    return openpyxl.load_workbook(BytesIO(data))


def bytes_of(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled(cells: Cells | None = None, rows: Sequence[tuple[object, ...]] = BASICS) -> bytes:
    """Return the template with an annex, and cells written over: ``Tiêu chí!D5`` to a value."""
    book = template()
    for number, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            book["Tiêu chí"].cell(number, column, value)
    for place, value in (cells or {}).items():
        sheet, cell = place.split("!")
        book[sheet][cell] = value
    return bytes_of(book)


def imported(cells: Cells | None = None) -> Imported:
    """Import the annex with these cells."""
    return read_annex(filled(cells), where="a.xlsx")


def faults(cells: Cells) -> dict[str, str]:
    """Return what is wrong with these cells: place and sentence."""
    return faults_of(filled(cells))


def faults_of(data: bytes) -> dict[str, str]:
    """Return what is wrong with a workbook: place and sentence."""
    try:
        read_annex(data, where="a.xlsx")
    except ParselfError as error:
        return {problem.where: problem.what.id for problem in error.problems}
    return {}
