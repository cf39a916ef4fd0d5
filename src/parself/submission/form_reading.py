"""The cells of an Excel form that a department filled in, read distrustfully.

The archive is checked before `openpyxl` sees it: sizes, names, methods, and no XML that
declares things of its own. What the cells say is the business of `form_meaning`.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from parself import files
from parself.assessment.model import (
    Assessment,
)
from parself.errors import ParselfError, Problem, say
from parself.limits import FORM_BYTES, FORM_ENTRY_BYTES, FORM_LINES, MIB
from parself.submission import part_form
from parself.submission.archive import (
    Archive,
    DamagedBundleError,
    UnsafeBundleError,
    WrongKindError,
    open_archive,
)
from parself.text import one_line

_WORKBOOK: Final = "xl/workbook.xml"
ASK_AGAIN: Final = say("Give the department a new form, or type its figures in here.")
_UNREADABLE: Final = (
    *(OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, EOFError),
    *(SyntaxError, AssertionError, NotImplementedError, RecursionError, OverflowError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What `openpyxl` raises at workbooks that are none. A fault in XML is a `SyntaxError`."""


@frozen
class Cell:
    """What stands in a cell, and what kind of thing that is."""

    place: str
    """``C12``"""
    value: object = None
    is_formula: bool = False
    is_error: bool = False
    is_percent: bool = False
    """Whether it is shown in percent, so that 98,8% is kept as 0,988."""


@frozen
class Sheet:
    """A form as it came, before it is compared with any rubric."""

    name: str
    part: Assessment
    """As it was given out."""
    cells: Mapping[str, Cell]
    """By key; a key that stands twice is in `doubled`."""
    doubled: tuple[str, ...] = ()


def is_workbook(path: Path) -> bool:
    """Say whether a file is a workbook, whatever it is called."""
    try:
        with open_archive(path) as archive:
            return _WORKBOOK in archive.entries
    except ParselfError:
        return path.suffix.casefold() == ".xlsx"


def read_sheet(path: Path) -> Sheet:
    """Read a form's cells. Raises a `BundleError` for what is no form or not safe."""
    name = one_line(path.name)
    try:
        with open_archive(path) as archive:
            _check(archive)
    except (DamagedBundleError, UnsafeBundleError) as error:
        # Their advice is for hand-ins.
        raise type(error)(*(evolve(p, todo=ASK_AGAIN) for p in error.problems)) from None
    data = files.read_file(path, most=FORM_BYTES)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _sheet(data, name)
    except _UNREADABLE as error:
        detail = one_line(str(error))[:80]
        what = say("The workbook cannot be read ({detail}).", detail=detail)
        raise DamagedBundleError(Problem(what, name, ASK_AGAIN)) from None


def _check(archive: Archive) -> None:
    """Refuse what an honest form is not, before anything in it is understood."""
    sizes = [entry.size for entry in archive.entries.values()]
    if max(sizes, default=0) > FORM_ENTRY_BYTES or sum(sizes) > 2 * FORM_ENTRY_BYTES:
        what = say("The workbook is too large (at most {most} MB).", most=FORM_ENTRY_BYTES // MIB)
        raise archive.fault(UnsafeBundleError, what)
    for name, entry in archive.entries.items():
        if name.endswith((".xml", ".rels", ".vml")):
            content = archive.read(entry, FORM_ENTRY_BYTES)
            plain = content.removeprefix(b"\xef\xbb\xbf").lstrip()
            if not plain.startswith(b"<") or b"<!" in plain.replace(b"<!--", b""):
                what = say("The workbook holds XML that no office program writes.")
                raise archive.fault(UnsafeBundleError, what, name)
        if name.casefold().endswith(("vbaproject.bin", ".exe", ".dll")):
            raise archive.fault(UnsafeBundleError, say("The workbook holds a program."), name)


def _sheet(data: bytes, name: str) -> Sheet:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    names = set(book.sheetnames)
    told = _identity(book[part_form.IDENTITY]) if part_form.IDENTITY in names else []
    part = part_form.unsealed(told)
    if part is None or part_form.SHEET not in names:
        what = say("The workbook is not a form of parself, or its hidden sheets are gone.")
        raise WrongKindError(Problem(what, name, ASK_AGAIN))
    cells: dict[str, Cell] = {}
    doubled: list[str] = []
    for key, cell in _cells(book[part_form.SHEET]):
        if key in cells:
            doubled.append(key)
        cells[key] = cell
    return Sheet(name, part, cells, tuple(doubled))


def _identity(sheet: Any) -> list[str]:
    found = []
    for (value,) in sheet.iter_rows(max_row=200, min_col=1, max_col=1, values_only=True):
        if not isinstance(value, str):
            break
        found.append(value)
    return found


def _cells(sheet: Any) -> Iterator[tuple[str, Cell]]:
    for row in sheet.iter_rows(max_row=FORM_LINES, max_col=part_form.ENTRY_COLUMN):
        if len(row) < part_form.ENTRY_COLUMN or not isinstance(row[0].value, str):
            continue
        entry = row[part_form.ENTRY_COLUMN - 1]
        if row[0].value:
            yield row[0].value, _cell(entry, row[0].row)


def _cell(entry: Any, row: int) -> Cell:
    kind = getattr(entry, "data_type", "n")
    shown = str(getattr(entry, "number_format", "") or "")
    return Cell(
        f"C{row}",
        entry.value,
        is_formula=kind == "f",
        is_error=kind == "e",
        is_percent="%" in shown and kind == "n",
    )
