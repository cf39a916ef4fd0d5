"""From a workbook or a table saved as text to a list of units, every fault told by its cell.

A roster's own workbook says all that a roster holds. Any other table will do that has a heading
over the units' names; what it leaves out follows from the names or is said by whoever reads it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from parself.annex.columns import Sheet
from parself.annex.lines import Line as Cells
from parself.annex.lines import Notes, head_line, lines_of
from parself.errors import Message, Problem, say
from parself.limits import NAME_LENGTH, WORKBOOK_LINES
from parself.rosters import columns as c
from parself.rosters.model import UnitList, faults
from parself.rosters.names import completed, kind_of
from parself.rosters.typing import Line, assembled, head_of, tells_figures
from parself.rubric.load import RubricError
from parself.text import one_line, search_key
from parself.values import Frozen, evolve
from parself.workbook import Grid, read_tables

_HEADINGS_WITHIN: Final = 20
_YEAR: Final = re.compile(r"\b((?:19|20)[0-9]{2})\b")
_FIGURES: Final = {
    "index": re.compile(r"^(?:chi so|ket qua|diem)\b"),
    "rank": re.compile(r"^(?:xep hang|thu hang|hang)\b"),
}
_SUMS: Final = re.compile(r"^(?:tong|cong|tong cong|tong so|toan tinh|binh quan|trung binh)\b")
_NUMBERED: Final = re.compile(r"^[0-9]{1,4}\s*[.)]\s+")
_PASTED: Final = "dan.txt"
_ANY_YEAR: Final = 2000
"""Stands in while faults are looked for, where nobody says of which year figures are."""
_COUNTED: Final = ("stt", "tt", "so tt")


class Imported(Frozen):
    """A list of units that came out of a file."""

    found: UnitList
    notices: tuple[Message, ...] = ()
    """What was left aside, and what was filled in."""


def read_list(data: bytes, *, where: str, said: Line | None = None) -> Imported:
    """Read a file; `where` is its name, `said` what its reader says of the list as a whole.

    Raises `DamagedError` for what is no table, and `RubricError` with every fault.
    """
    notes = Notes()
    grids = read_tables(data, where=where)
    head, places = _head(grids, notes)
    sheet, lines = _units(grids, notes, where)
    head = {**_year_told(sheet), **head, **(said or {})}
    if not head.get("kind") and (kind := kind_of(str(one.values["short"]) for one in lines)):
        head["kind"] = kind.value
    words = head_of(head)
    told = completed(words, [one.values for one in lines])
    told, lines = _each_once(told, lines, notes)
    _require(head, told, lines, notes, where)
    found = assembled({"year": _ANY_YEAR, **head} if tells_figures(told) else head, told)
    cells = {str(line["code"]): cell for line, cell in zip(told, lines, strict=True)}
    notes.problems += [_at_cell(one, cells, places, where) for one in _told_once(found, notes)]
    if notes.problems:
        raise RubricError(*map(_placed, notes.problems))
    return Imported(found, tuple(_notices(notes)))


class Told(Frozen):
    """What a table tells of the units of a list, and of units that it does not have yet."""

    lines: tuple[dict[str, object], ...]
    year: int | None = None
    """Of its figures, where a heading names it."""
    notices: tuple[Message, ...] = ()


def read_lines(data: bytes, *, where: str, of: UnitList) -> Told:
    """Read lines that go into a list: its units are known by their names, others are new.

    Raises what `read_list` raises.
    """
    notes = Notes()
    words = head_of(_plain_head(of))
    sheet, lines = _units(read_tables(data, where=where), notes, where)
    if notes.problems:
        raise RubricError(*map(_placed, notes.problems))
    codes = [unit.code for unit in of.roster.units]
    known = {search_key(name): unit for unit in of.roster.units for name in (unit.short, unit.full)}
    told: list[dict[str, object]] = []
    for one in lines:
        unit = known.get(search_key(str(one.values["short"])))
        names = {"code": unit.code, "short": unit.short} if unit else {}
        line = {**one.values, **names}
        told += [line] if unit else completed(words, [line], codes)
    year = _year_told(sheet).get("year")
    return Told(tuple(told), year, tuple(_notices(notes)))


def read_pasted(text: str, of: UnitList) -> Told:
    """Read cells that were copied from a table, or names, one in a line.

    Raises what `read_list` raises; places are those within what was pasted.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not any("\t" in line for line in lines):
        known = {search_key(c.UNITS.columns[0].heading), *c.ALIASES["short"]}
        names = lines[1:] if lines and search_key(lines[0]) in known else lines
        text = "\n".join([f"{c.UNITS.columns[0].heading}\t", *(f"{name}\t" for name in names)])
    return read_lines(text.encode(), where=_PASTED, of=of)


def _plain_head(of: UnitList) -> dict[str, object]:
    kind = of.roster.kind
    return {"id": of.roster.id, "kind": kind.value} if kind else {"id": of.roster.id}


def _head(grids: Sequence[Grid], notes: Notes) -> tuple[dict[str, object], Mapping[str, str]]:
    title = search_key(c.HEAD.title)
    grid = next((one for one in grids if search_key(one.title) == title), None)
    if grid is None:
        return {}, {}
    line = head_line(grid, notes, c.HEAD)
    return dict(line.values), line.cells


def _units(grids: Sequence[Grid], notes: Notes, where: str) -> tuple[Sheet, tuple[Cells, ...]]:
    """Return columns and lines of the units. Raises `RubricError` where no sheet holds any."""
    title = search_key(c.HEAD.title)
    known = [(one, _headed(one)) for one in grids if search_key(one.title) != title]
    named = [pair for pair in known if _has_names(pair[1])]
    if not named:
        what = say("No heading stands over the names of the units.")
        todo = say("Write “{heading}” over their column.", heading=c.UNITS.columns[0].heading)
        raise RubricError(Problem(what, where, todo))
    grid, sheet = max(named, key=lambda pair: len(pair[1].columns))
    if grid.is_cut:
        what = say("The table has more than {most:count} lines.", most=WORKBOOK_LINES)
        raise RubricError(Problem(what, where, say("Delete the lines below the units.")))
    lines = lines_of({search_key(grid.title): grid}, sheet, notes)
    notes.unread = [one for one in notes.unread if not _is_counter(one)]
    kept = [_named(line) for line in lines if not _is_aside(line, notes)]
    if not kept and not notes.problems:
        raise RubricError(Problem(say("The sheet holds no lines."), where))
    return sheet, tuple(kept)


def _year_told(sheet: Sheet) -> dict[str, int]:
    """Return the year that a heading over figures names."""
    headings = (one.heading for one in sheet.columns if one.key in _FIGURES)
    found = next((year for one in headings if (year := _YEAR.search(one))), None)
    return {} if found is None else {"year": int(found[1])}


def _each_once(
    told: Sequence[dict[str, object]], lines: Sequence[Cells], notes: Notes
) -> tuple[list[dict[str, object]], tuple[Cells, ...]]:
    """Return the lines without those whose unit stands above already, which is noted."""
    kept: dict[object, tuple[dict[str, object], Cells]] = {}
    for line, cells in zip(told, lines, strict=True):
        code = line.get("code")
        if code in kept:
            at = cells.at("code" if "code" in cells.values else "short")
            name = str(line.get("short", code))
            what = say("“{unit}” stands in the list already.", unit=name)
            notes.fault(at, what, say("Take one of the two lines out, or give it another code."))
        kept.setdefault(code, (line, cells))
    return [line for line, _ in kept.values()], tuple(cells for _, cells in kept.values())


def _is_counter(unread: str) -> bool:
    heading = unread.rpartition("(")[2].rstrip(")")
    return search_key(heading) in _COUNTED


def _has_names(sheet: Sheet) -> bool:
    return any(column.key == "short" for column in sheet.columns)


def _headed(grid: Grid) -> Sheet:
    """Return the columns that a sheet has, under the headings that it gives them."""
    texts = {
        search_key(one_line(str(cell.value)[:NAME_LENGTH])): cell.value
        for (line, _column), cell in grid.cells.items()
        if line <= _HEADINGS_WITHIN and isinstance(cell.value, str)
    }
    found = {
        key: text for key in (one.key for one in c.UNITS.columns) if (text := _heading(key, texts))
    }
    found |= _of_years(texts)
    columns = (evolve(one, heading=found[one.key]) for one in c.UNITS.columns if one.key in found)
    return Sheet(grid.title, tuple(columns), ("short",) if "short" in found else ())


def _heading(key: str, texts: Mapping[str, object]) -> str:
    """Return the heading under which a sheet keeps a column; empty where it does not."""
    own = search_key(c.UNITS.column(key).heading)
    return next((one for one in (own, *c.ALIASES.get(key, ())) if one in texts), "")


def _of_years(texts: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the columns of figures whose headings name a year, the later year first."""
    for key, pattern in _FIGURES.items():
        dated = [
            (int(year[1]), text)
            for text in texts
            if pattern.match(text) and (year := _YEAR.search(text))
        ]
        for name, (_year, text) in zip(
            (key, f"previous_{key}"), sorted(dated, reverse=True), strict=False
        ):
            yield name, text


def _named(line: Cells) -> Cells:
    """Return a line whose name has no number before it."""
    if "short" not in line.values:
        return line
    name = _NUMBERED.sub("", str(line.values["short"]))
    return evolve(line, values={**line.values, "short": name})


def _is_aside(line: Cells, notes: Notes) -> bool:
    """Say whether a line is no unit's; note what is wrong with one that has no name."""
    name = str(line.values.get("short", ""))
    if _SUMS.match(search_key(name)):
        notes.unread.append(f"{line.at('short')} ({name})")
        return True
    if not name and "short" not in line.faulty:
        notes.fault(line.at("short"), say("The line has no name of a unit."))
    return not name


def _require(
    head: Line, told: Iterable[Line], lines: Sequence[Cells], notes: Notes, where: str
) -> None:
    """Note what a list cannot do without and nobody says."""
    needs = {
        "id": say("The list has no id."),
        "parent": say("Nobody says what stands above the units."),
    }
    for key, what in needs.items():
        if not head.get(key):
            notes.fault(where, what, say("Say it with --{key}.", key=key))
    if tells_figures(told) and not head.get("year"):
        what = say("Figures are given, but not of which year.")
        at = next((one.at("index") for one in lines if "index" in one.values), where)
        notes.fault(at, what, say("Say it with --{key}.", key="year"))


def _told_once(found: UnitList, notes: Notes) -> Iterator[Problem]:
    """Yield the faults of a list but for those that a cell has told already."""
    empty = (
        {"roster.id", "roster.parent", "standings.id", "standings.roster"}
        if notes.problems
        else set()
    )
    return (one for one in faults(found) if one.where not in empty)


def _at_cell(
    fault: Problem, cells: Mapping[str, Cells], places: Mapping[str, str], where: str
) -> Problem:
    """Return a fault with the cell that it is about."""
    unit = re.match(r"unit\[([^\]]*)\]\.?([a-z_]*)", fault.where)
    if unit is not None and unit[1] in cells:
        key = "short" if unit[2] == "code" else unit[2]
        line = cells[unit[1]]
        at = line.at(unit[2] if unit[2] in line.values else key)
        return evolve(fault, where=at)
    key = re.sub(r"^(?:roster|standings)\.", "", fault.where)
    return evolve(fault, where=places.get(key, where))


def _placed(fault: Problem) -> Problem:
    """Return a fault with its place; the one table of a text file has no name."""
    return evolve(fault, where=fault.where.removeprefix("!"))


def _notices(notes: Notes) -> Iterator[Message]:
    yield from notes.hidden
    if notes.unread:
        yield say(
            "Not read, because unknown: {names}.",
            names="; ".join(one.removeprefix("!") for one in notes.unread[:12]),
        )
