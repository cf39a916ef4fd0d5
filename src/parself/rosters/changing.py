"""A list of units made and changed, as people type it. Nothing that has a fault is returned."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from parself.annex.columns import Sheet
from parself.errors import Problem, UsageError, say
from parself.rosters import columns as c
from parself.rosters.model import UnitList, faults
from parself.rosters.names import completed
from parself.rosters.typing import (
    Line,
    assembled,
    head_line,
    head_of,
    merged,
    tells_figures,
    unit_line,
)
from parself.rubric.load import RubricError
from parself.rubric.peers import Standing, Standings, UnitKind
from parself.values import evolve

_OF_UNIT: Final = re.compile(r"unit\[([^\]]*)\]\.?([a-z_]*)")
Typed = Mapping[str, str]


def begun(roster_id: str, parent: str, kind: UnitKind, names: Iterable[str]) -> UnitList:
    """Return a new list of units of one kind. Raises `RubricError` with every fault."""
    head: Line = {"id": roster_id, "parent": parent, "kind": kind.value}
    lines = [{"short": name} for name in names if name.strip()]
    return _sound(assembled(head, completed(head_of(head), lines)))


def with_head(found: UnitList, typed: Typed) -> UnitList:
    """Return a list after its words were typed anew. Raises `UsageError` and `RubricError`."""
    head = merged(c.HEAD.columns, head_line(found), typed)
    return _rebuilt(found, head, _lines(found))


def with_unit(found: UnitList, code: str, typed: Typed) -> UnitList:
    """Return a list after one unit's line was typed anew. Raises as `with_head`."""
    lines = [
        merged(c.UNITS.columns, line, typed) if line["code"] == code else line
        for line in _require(found, [code])
    ]
    return _rebuilt(found, head_line(found), lines)


def with_new(found: UnitList, typed: Typed) -> UnitList:
    """Return a list with a unit more, whose empty cells follow from its name."""
    return _with_more(found, [merged(c.UNITS.columns, {}, typed)])


def with_names(found: UnitList, names: Iterable[str]) -> UnitList:
    """Return a list with units of these names more."""
    return _with_more(found, [{"short": name} for name in names if name.strip()])


def with_lines(found: UnitList, told: Iterable[Line], year: int | None = None) -> UnitList:
    """Return a list with what lines tell of its units, by their codes, and with new units.

    Figures of another `year` begin a table of their own; where it is the next one, what stood
    becomes the year before.
    """
    head, before = head_line(found), head_line(found).get("year")
    if year is not None and year != before:
        head["year"] = year
        found = UnitList(found.roster, _of_next(found) if year - 1 == before else None)
    lines = {str(line["code"]): line for line in _lines(found)}
    for line in told:
        code = str(line.get("code", ""))
        lines[code] = {**lines.get(code, {}), **line}
    return _rebuilt(found, head, list(lines.values()))


def _of_next(found: UnitList) -> Standings | None:
    """Return the table of the year that follows, in which nothing is known but the year before."""
    old = found.standings
    if old is None:
        return None
    units = (
        Standing(
            one.code,
            previous_index=one.index,
            previous_rank=one.rank,
            previous_status=one.status,
        )
        for one in old.units
    )
    return evolve(old, units=tuple(units))


def without(found: UnitList, codes: Iterable[str]) -> UnitList:
    """Return a list without some units. Raises `UsageError` for a code that it does not have."""
    gone = set(codes)
    lines = [line for line in _require(found, gone) if line["code"] not in gone]
    return _rebuilt(found, head_line(found), lines)


def _lines(found: UnitList) -> list[dict[str, object]]:
    return [unit_line(*one) for one in found.lines()]


def _with_more(found: UnitList, lines: Iterable[Line]) -> UnitList:
    head = head_line(found)
    taken = [unit.code for unit in found.roster.units]
    fresh = completed(head_of(head), lines, taken)
    return _rebuilt(found, head, [*_lines(found), *fresh])


def _require(found: UnitList, codes: Iterable[str]) -> list[dict[str, object]]:
    roster = found.roster
    unknown = [code for code in codes if roster.unit(code) is None]
    if unknown:
        what = say("The roster {roster} has no unit “{unit}”.", roster=roster.id, unit=unknown[0])
        todo = say("Its units are: {units}.", units=", ".join(u.code for u in roster.units))
        raise UsageError(Problem(what, todo=todo))
    return _lines(found)


def _rebuilt(found: UnitList, head: Line, lines: Iterable[Line]) -> UnitList:
    lines = tuple(lines)
    require_year(head, lines, c.HEAD.column("year").heading)
    return _sound(assembled(head, lines, found))


def require_year(head: Line, lines: Iterable[Line], where: str) -> None:
    """Raise `UsageError` where figures are told and nobody says of which year."""
    if tells_figures(lines) and not isinstance(head.get("year"), int):
        what = say("Figures are given, but not of which year.")
        raise UsageError(Problem(what, where, say("Say the year that they were published for.")))


def _sound(found: UnitList) -> UnitList:
    problems = tuple(_named(one, found) for one in faults(found))
    if problems:
        raise RubricError(*problems)
    return found


def _named(fault: Problem, found: UnitList) -> Problem:
    """Return a fault with its place as people know it: the unit, and the heading of its column."""
    of_unit = _OF_UNIT.match(fault.where)
    if of_unit is not None:
        unit = found.roster.unit(of_unit[1])
        heading = _heading(c.UNITS, of_unit[2])
        return evolve(fault, where=", ".join(filter(None, (unit.short if unit else "", heading))))
    return evolve(fault, where=_heading(c.HEAD, fault.where.partition(".")[2]))


def _heading(sheet: Sheet, key: str) -> str:
    return next((one.heading for one in sheet.columns if one.key == key), key)
