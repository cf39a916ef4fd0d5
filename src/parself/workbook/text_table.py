"""A table saved as text (.csv, .tsv, .txt): its encoding and separator found, its cells as texts.

Excel writes semicolons in Vietnam, commas elsewhere, and tabs in "Unicode text". What is neither
UTF-8 nor marked as UTF-16 is refused: letters that such a file has lost come back with no guess.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from pathlib import PurePath
from typing import Final

from parself import limits
from parself.errors import DamagedError, Problem, say
from parself.workbook.book import OtherKindError, UnsafeWorkbookError, read_workbook
from parself.workbook.sheet import Cell, Grid

_ENDINGS: Final = frozenset({".csv", ".tsv", ".txt"})
_PACKED: Final = b"PK"
_SEPARATORS: Final = "\t;,"
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_ANEW: Final = say("In Excel, save it as .xlsx or as “CSV UTF-8”, and use that file.")
_Lines = list[list[str]]


def read_tables(data: bytes, *, where: str) -> tuple[Grid, ...]:
    """Return the sheets of a workbook, or the one table of a text file.

    `where` is the file's name. Raises `DamagedError` for what is neither.
    """
    is_text = PurePath(where).suffix.casefold() in _ENDINGS and not data.startswith(_PACKED)
    return (_text_table(data, where),) if is_text else read_workbook(data, where=where)


def _text_table(data: bytes, where: str) -> Grid:
    if len(data) > limits.WORKBOOK_BYTES:
        what = say("The file is larger than {most:size}.", most=limits.WORKBOOK_BYTES)
        raise UnsafeWorkbookError(Problem(what, where, say("Take out what is not needed.")))
    lines = _separated(_decoded(data, where), where)
    cells = {
        (number, column): Cell(text)
        for number, line in enumerate(lines[: limits.WORKBOOK_LINES], start=1)
        for column, text in enumerate(line[: limits.WORKBOOK_COLUMNS], start=1)
        if text
    }
    if not cells:
        raise DamagedError(Problem(say("The file is empty."), where, _SAVE_ANEW))
    if any(len(cell.value) > limits.WORKBOOK_CELL_CHARACTERS for cell in cells.values()):  # type: ignore[arg-type]
        what = say("A cell holds more text than Excel can keep.")
        raise UnsafeWorkbookError(Problem(what, where, _SAVE_ANEW))
    return Grid("", cells, (), (), frozenset(), False, len(lines) > limits.WORKBOOK_LINES)


def _decoded(data: bytes, where: str) -> str:
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        what = say("The file's letters are not in UTF-8, so that names cannot be read for certain.")
        raise OtherKindError(Problem(what, where, _SAVE_ANEW)) from None
    if "\0" in text:
        raise OtherKindError(Problem(say("This is not a table saved as text."), where, _SAVE_ANEW))
    return text


def _separated(text: str, where: str) -> _Lines:
    """Return the cells by the separator that gives most lines the same number of them."""
    first, _end, rest = text.partition("\n")
    told, separators = first.strip("\r "), _SEPARATORS
    if told.casefold() in {f"sep={one}" for one in _SEPARATORS}:
        text, separators = rest, told[-1]
    lines = max((_split(text, one) for one in separators), key=_evenness)
    if not lines and text.strip():
        what = say("The lines of the table cannot be told apart.")
        raise DamagedError(Problem(what, where, _SAVE_ANEW))
    return lines


def _evenness(lines: Sequence[Sequence[str]]) -> int:
    widths = Counter(len(line) for line in lines if len(line) > 1)
    return max(widths.values(), default=0)


def _split(text: str, separator: str) -> _Lines:
    """Return the cells by one separator; none where it makes no table."""
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return []
