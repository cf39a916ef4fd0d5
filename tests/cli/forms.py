"""Filling in the Excel form of a part, as somebody outside the program does."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl


def filled_in(path: Path, typed: Mapping[str, Any]) -> Path:
    """Type into the cells of a form, named by their keys, and save it."""
    book = openpyxl.load_workbook(path)
    sheet = book["Biểu nhập"]
    lines = {row[0].value: row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value}
    for key, value in typed.items():
        sheet.cell(lines[key], 3).value = value
    book.save(path)
    return path
