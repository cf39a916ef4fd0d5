"""From words as people type them to a list of units, and back.

A line is what stands in the columns by their keys. Every door (workbook, screen, shell) reads and
shows one with the functions here.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from parself.annex.cells import value_of
from parself.annex.columns import Column, Kind
from parself.annex.write import shown_cell
from parself.errors import ParselfError, Problem, UsageError, say
from parself.rosters import columns as c
from parself.rosters.model import UnitList, standings_id
from parself.rosters.names import WORDS
from parself.rubric.peers import (
    Appraiser,
    FigureStatus,
    Roster,
    RosterHead,
    Standing,
    Standings,
    Unit,
    UnitKind,
)
from parself.values import evolve, keyed
from parself.workbook import Cell

Line = Mapping[str, object]
"""What stands in a unit's columns, or of the list as a whole, by key; empty cells are left out."""
_STANDINGS: Final = ("year", "source")
_APPRAISER: Final = "appraiser."


def head_line(found: UnitList) -> dict[str, object]:
    """Return what is said of a list as a whole."""
    told = keyed(found.roster)
    told.pop("units", None)
    appraiser = keyed(told.pop("appraiser", Appraiser()))
    told |= {f"{_APPRAISER}{key}": value for key, value in appraiser.items()}
    if found.standings is not None:
        told |= {"year": found.standings.year, "source": found.standings.source}
    return _plain(told)


def unit_line(unit: Unit, standing: Standing) -> dict[str, object]:
    """Return what is said of a unit."""
    figures = {key: getattr(standing, key) for key in c.FIGURES}
    if _is_unknown(standing):
        figures.pop("status")
    return _plain({**keyed(unit), **figures})


def _plain(told: Mapping[str, object]) -> dict[str, object]:
    def plain(value: object) -> object:
        match value:
            case UnitKind() | FigureStatus():
                return value.value
            case tuple():
                return list(value)
            case _:
                return value

    return {key: plain(value) for key, value in told.items() if value not in (None, "", ())}


def _is_unknown(standing: Standing) -> bool:
    return (
        standing.status is FigureStatus.UNKNOWN and standing.index is None and standing.rank is None
    )


def shown(column: Column, line: Line) -> str:
    """Return a cell as people type it; entries of a list stand in one line."""
    value = line.get(column.key)
    if value is None:
        return ""
    told = shown_cell(column, value)
    text = f"{told:f}".replace(".", ",") if isinstance(told, Decimal) else told
    return "; ".join(text.split("\n")) if column.kind in _LISTS else text


_LISTS: Final = (Kind.NAMES, Kind.LINES)


def read(column: Column, typed: str) -> object:
    """Read a cell as it was typed; None for an empty one. Raises `UsageError`."""
    if not typed.strip():
        return None
    text = typed.replace(";", "\n") if column.kind is Kind.LINES else typed
    return value_of(column, Cell(text))


def merged(columns: Sequence[Column], line: Line, typed: Mapping[str, str]) -> dict[str, object]:
    """Return a line after some of its cells were typed anew.

    Raises `UsageError` with every cell that cannot be read, and for a key that is no column.
    """
    known = {column.key: column for column in columns}
    problems, after = list[Problem](), dict(line)
    for key, text in typed.items():
        if key not in known:
            todo = say("Known are: {known}.", known=", ".join(known))
            problems.append(Problem(say("“{key}” is no column.", key=key[:40]), todo=todo))
            continue
        try:
            value = read(known[key], text)
        except ParselfError as error:
            problems += [Problem(one.what, known[key].heading, one.todo) for one in error.problems]
            continue
        after.pop(key, None)
        after |= {} if value is None else {key: value}
    if problems:
        raise UsageError(*problems)
    return after


def head_of(line: Line) -> RosterHead:
    """Return the words of a list; what its kind settles is filled in where it is empty."""
    kind = UnitKind(str(line["kind"])) if line.get("kind") else None
    words = WORDS[kind or UnitKind.OTHER]
    said: dict[str, Any] = {
        key: _tupled(value)
        for key, value in line.items()
        if key not in {"kind", *_STANDINGS} and not key.startswith(_APPRAISER)
    }
    usual = {"id": "", "parent": "", "unit_word": words.units, "sub_unit_word": words.sub_units}
    return RosterHead(**{**usual, **said, "kind": kind, "appraiser": _appraiser(line)})


def _appraiser(line: Line) -> Appraiser:
    said = {
        key.removeprefix(_APPRAISER): _tupled(value)
        for key, value in line.items()
        if key.startswith(_APPRAISER)
    }
    return Appraiser(**said)


def _tupled(value: object) -> Any:
    return tuple(value) if isinstance(value, list) else value


def assembled(head: Line, lines: Iterable[Line], before: UnitList | None = None) -> UnitList:
    """Return the list that the lines make; what no column tells stays as it was `before`."""
    words, lines = head_of(head), tuple(lines)
    units = tuple(map(_unit, lines))
    kept = {key: getattr(words, key) for key in RosterHead.__struct_fields__}
    return UnitList(Roster(**kept, units=units), _standings(words.id, head, lines, before))


def _unit(line: Line) -> Unit:
    said: dict[str, Any] = {
        key: _tupled(value) for key, value in line.items() if key not in c.FIGURES
    }
    return Unit(**{"code": "", "short": "", "full": "", "locative": "", **said})


def _standings(
    roster_id: str, head: Line, lines: Sequence[Line], before: UnitList | None
) -> Standings | None:
    """Return the table of what was published; None where nobody says of which year."""
    old = None if before is None else before.standings
    told = [_standing(line, old) for line in lines]
    year = head.get("year")
    if not told or not isinstance(year, int):
        return None
    source = str(head.get("source", ""))
    if old is not None and old.year == year:
        return evolve(old, roster=roster_id, source=source, units=tuple(told))
    return Standings(standings_id(roster_id, year), roster_id, year, source, units=tuple(told))


def _standing(line: Line, old: Standings | None) -> Standing:
    said: dict[str, Any] = {key: line[key] for key in c.FIGURES if key in line}
    code = str(line.get("code", ""))
    known = None if old is None else old.of(code)
    has_figures = not {"index", "rank"}.isdisjoint(said)
    usual = FigureStatus.DECLARED if has_figures else FigureStatus.UNKNOWN
    status = FigureStatus(said.pop("status", usual))
    figures: dict[str, Any] = {key: said.get(key) for key in c.FIGURES if key != "status"}
    return evolve(known or Standing(code), status=status, **figures)


def tells_figures(lines: Iterable[Line]) -> bool:
    """Say whether any line tells what was published."""
    return any(not line.keys().isdisjoint(c.FIGURES) for line in lines)
