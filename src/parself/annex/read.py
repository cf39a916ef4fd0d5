"""From a workbook to a rubric: every fault at once, each told by sheet and cell."""

from collections.abc import Mapping, Sequence
from typing import Final

from parself import toml
from parself.annex import columns as c
from parself.annex.assemble import assemble
from parself.annex.lines import Line, Notes, grid_of, head_line, lines_of
from parself.errors import Message, Problem, say
from parself.limits import WORKBOOK_LINES
from parself.rubric import load
from parself.rubric import model as m
from parself.rubric.check import rubric_remarks
from parself.rubric.dump import rubric_to_bytes
from parself.text import search_key
from parself.values import Frozen, evolve
from parself.workbook import Grid, read_workbook

_ASIDE = (c.GUIDE_TITLE, c.EXAMPLE_TITLE, c.EXAMPLE_DETAILS_TITLE, c.CHOICES_TITLE)


class Imported(Frozen):
    """A rubric that came out of a workbook."""

    rubric: m.Rubric
    data: bytes
    """The rubric's file."""
    notices: tuple[Message, ...]
    """What was filled in, and what was left aside."""


def is_filled_in(grids: Sequence[Grid]) -> bool:
    """Say whether sheets are those of the workbook that is filled in, by their titles."""
    ours = {search_key(sheet.title) for sheet in c.READ}
    return len(ours & {search_key(grid.title) for grid in grids}) > 1


def read_annex(data: bytes, *, where: str) -> Imported:
    """Read a workbook; `where` names it in messages.

    Raises `DamagedError` for what is no workbook, and `RubricError` with every fault of the
    cells and of the rubric that they make.
    """
    grids = {search_key(grid.title): grid for grid in read_workbook(data, where=where)}
    notes = Notes()
    table = assemble(_lines(grids, notes, where), notes)
    try:
        rubric = load.rubric_from_bytes(toml.write(table), where=where)
    except load.RubricError as error:
        found = (_at_cell(problem, notes, where) for problem in error.problems)
        notes.problems += [problem for problem in found if problem is not None]
        raise _refusal(notes) from None
    if notes.problems:
        raise _refusal(notes)
    remarks = [_remark(problem, notes) for problem in rubric_remarks(rubric)]
    return Imported(rubric, rubric_to_bytes(rubric), (*_notices(notes), *remarks))


def _remark(problem: Problem, notes: Notes) -> Message:
    return say("{where}: {what}", where=_cell_of(problem.where, notes, "–"), what=problem.what)


def _refusal(notes: Notes) -> load.RubricError:
    """Return all faults in the order of sheets, lines and columns."""
    order = {search_key(sheet.title): place for place, sheet in enumerate(c.READ)}

    def at(problem: Problem) -> tuple[int, int, int, str]:
        sheet, _, cell = problem.where.rpartition("!")
        letters = cell.rstrip("0123456789")
        line = int(cell[len(letters) :] or 0) if sheet else 0
        return order.get(search_key(sheet), len(order)), line, len(letters), letters

    return load.RubricError(*sorted(notes.problems, key=at))


def _lines(grids: Mapping[str, Grid], notes: Notes, where: str) -> Mapping[str, tuple[Line, ...]]:
    """Return all lines by sheet. Raises `RubricError` where the main sheets are missing."""
    missing = [sheet.title for sheet in (c.HEAD, c.ROWS) if grid_of(grids, sheet) is None]
    if missing:
        what = say("The workbook has no sheet “{sheet}”.", sheet=missing[0])
        todo = say("Start from the workbook of “parself rubric template”.")
        raise load.RubricError(Problem(what, where, todo))
    cut = [grid.title for grid in grids.values() if grid.is_cut]
    if cut:
        most = WORKBOOK_LINES
        what = say("The sheet “{sheet}” has more than {most:count} lines.", sheet=cut[0], most=most)
        todo = say("Delete the lines below the annex, also those that only look empty.")
        raise load.RubricError(Problem(what, where, todo))
    known = {search_key(title) for title in (*_ASIDE, *(sheet.title for sheet in c.READ))}
    notes.unread += [grid.title for key, grid in grids.items() if key not in known]
    head = head_line(grids[search_key(c.HEAD.title)], notes)
    lines: dict[str, tuple[Line, ...]] = {c.HEAD.title: (head,)}
    for sheet in (c.ROWS, c.DETAILS, c.BANDS, *c.LISTS.values()):
        lines[sheet.title] = lines_of(grids, sheet, notes)
    if not lines[c.ROWS.title] and not notes.problems:
        what = say("The sheet holds no lines.")
        todo = say("Write the annex into it: code, name, points, one row a line.")
        raise load.RubricError(Problem(what, c.ROWS.title, todo))
    return lines


def _at_cell(problem: Problem, notes: Notes, where: str) -> Problem | None:
    """Return a fault of the rubric with its cell; None for one that follows from another."""
    path = problem.where.removeprefix(f"{where}, ")
    if path in notes.muted:
        return None
    return evolve(problem, where=_cell_of(path, notes, where))


def _cell_of(path: str, notes: Notes, otherwise: str) -> str:
    """Return the cell in which a key path stands, or what it stands in."""
    return next((notes.places[at] for at in _upwards(path) if at in notes.places), otherwise)


def _upwards(path: str) -> list[str]:
    """Return a key path and the paths of all that it stands in, from the inside out."""

    def is_inside_brackets(at: int) -> bool:
        return path.rfind("[", 0, at) > path.rfind("]", 0, at)

    ends = [at for at, char in enumerate(path) if char in ".[" and not is_inside_brackets(at)]
    return [path, *(path[:end] for end in reversed(ends))]


_FILLED: Final = {
    "given": say("Points entered directly, because no rule is given yet: {rows} rows."),
    "department": say("Without a department, not shared out yet: {rows} rows."),
    "evidence": say("Without named evidence: {rows} rows."),
}


def _notices(notes: Notes) -> list[Message]:
    counted = ((told, notes.filled[key]) for key, told in _FILLED.items())
    found = [Message(told.id, {"rows": rows}) for told, rows in counted if rows]
    found += notes.hidden
    if notes.unread:
        found.append(say("Not read, because unknown: {names}.", names="; ".join(notes.unread[:12])))
    return found
