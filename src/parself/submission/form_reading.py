"""An Excel form that a department filled in: its identity, and the cells to be understood.

What the cells say is the business of `form_meaning`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from parself import files, workbook
from parself.assessment.model import Assessment
from parself.errors import DamagedError, Message, ParselfError, Problem, say
from parself.limits import WORKBOOK_BYTES
from parself.submission import part_form
from parself.submission.archive import (
    BundleError,
    DamagedBundleError,
    UnsafeBundleError,
    WrongKindError,
    open_archive,
)
from parself.text import one_line
from parself.values import Frozen
from parself.workbook import Cell, Grid, name_of

ASK_AGAIN: Final = say("Give the department a new form, or type its figures in here.")
_IDENTITY_LINES: Final = 200


class Entered(Frozen):
    """A cell to be filled in, and where it stands."""

    place: str
    """``C12``"""
    cell: Cell


class Sheet(Frozen):
    """A form as it came, before it is compared with any rubric."""

    name: str
    part: Assessment
    """As it was given out."""
    cells: Mapping[str, Entered]
    """By key; a key that stands twice is in `doubled`."""
    doubled: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    """What is to be told of how it came."""


def is_workbook(path: Path) -> bool:
    """Say whether a file is one of an office program, whatever it is called."""
    try:
        with open_archive(path) as archive:
            return workbook.is_office_file(archive.entries.keys())
    except ParselfError:
        return path.suffix.casefold() == ".xlsx"


def read_sheet(path: Path) -> Sheet:
    """Read a form's cells. Raises a `BundleError` for what is no form or not safe."""
    name = one_line(path.name)
    data = files.read_file(path, most=WORKBOOK_BYTES)
    try:
        grids = {grid.title: grid for grid in workbook.read_workbook(data, where=name)}
    except DamagedError as error:
        raise _KINDS.get(type(error), DamagedBundleError)(*error.problems) from None
    told = _identity(grids[part_form.IDENTITY]) if part_form.IDENTITY in grids else []
    part = part_form.unsealed(told)
    if part is None or part_form.SHEET not in grids:
        what = say("The workbook is not a form of parself, or its hidden sheets are gone.")
        raise WrongKindError(Problem(what, name, ASK_AGAIN))
    cells: dict[str, Entered] = {}
    doubled: list[str] = []
    grid = grids[part_form.SHEET]
    for (line, column), cell in grid.cells.items():
        key, spot = cell.value, (line, part_form.ENTRY_COLUMN)
        if column == part_form.KEY_COLUMN and isinstance(key, str):
            if key in cells:
                doubled.append(key)
            cells[key] = Entered(name_of(*spot), grid.cells.get(spot, Cell()))
    return Sheet(name, part, cells, tuple(doubled), tuple(grid.unseen(0, {part_form.ENTRY_COLUMN})))


_KINDS: Final[Mapping[type[DamagedError], type[BundleError]]] = {
    workbook.OtherKindError: WrongKindError,
    workbook.UnsafeWorkbookError: UnsafeBundleError,
}


def _identity(grid: Grid) -> list[str]:
    found = []
    for line in range(1, _IDENTITY_LINES + 1):
        value = grid.cells.get((line, 1), Cell()).value
        if not isinstance(value, str):
            break
        found.append(value)
    return found
