"""What the parts of the assembly share: the lines, the notes, names, and filling a table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from parself.annex import columns as c
from parself.annex.lines import Line, Notes
from parself.errors import say
from parself.text import search_key
from parself.toml import Table
from parself.values import Open, field

ID_LENGTH: Final = 40
"""Longest id that is made of a name."""
NAMED: Final = ("code", "title")


class Assembly(Open):
    """The work in hand."""

    lines: Mapping[str, tuple[Line, ...]]
    """All lines that were read, by the title of their sheet."""
    notes: Notes
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    """Ids by what a cell may call them, of departments and shared figures."""
    codes: dict[str, str] = field(default_factory=dict)
    """Key path of every code that has occurred."""
    details: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))


def put(table: Table, path: str, value: object) -> None:
    """Set a value at a key path, making the tables on the way."""
    *steps, last = path.split(".")
    for step in steps:
        table = table.setdefault(step, {})
    table[last] = value


def fill(work: Assembly, slots: Mapping[str, str], line: Line, at: str, table: Table) -> None:
    """Put a line's cells into a table, and note where each stands."""
    for key, path in slots.items():
        work.notes.places[f"{at}.{path}"] = line.at(key)
        if key in line.values:
            put(table, path, line.values[key])


def require(work: Assembly, line: Line, needed: Sequence[str], sheet: c.Sheet) -> bool:
    """Note cells that may not be empty; say whether all needed ones could be read."""
    for key in needed:
        if line.lacks(key):
            heading = sheet.column(key).heading
            what = say("“{heading}” is empty.", heading=heading)
            work.notes.fault(line.at(key), what, say("Fill in this cell."))
    return all(key in line.values for key in needed)


def known_names(entries: Sequence[Table]) -> dict[str, str]:
    """Return ids by id and by title; an id goes before a title that looks like it."""
    titles = {search_key(entry["title"]): entry["id"] for entry in entries}
    return titles | {entry["id"]: entry["id"] for entry in entries}


def resolved(work: Assembly, key: str, name: str) -> str | None:
    """Return the id of a department or a shared figure that a cell names."""
    known = work.names[key]
    return known.get(name) or known.get(search_key(name))


def note_useless(
    work: Assembly, line: Line, keys: Iterable[str], sheet: c.Sheet, rule: str
) -> None:
    """Note filled cells that a rule has no use for."""
    for key in keys:
        what = say(
            "“{heading}” has no use with “{rule}”.", heading=sheet.column(key).heading, rule=rule
        )
        work.notes.fault(line.at(key), what, say("Empty this cell, or choose another rule."))


def code_of(line: Line) -> str:
    """Return a line's code as it stands in key paths."""
    return line.text("code") or "–"


def note_code(work: Assembly, line: Line, at: str) -> None:
    """Note a code that has occurred before: Excel takes 1.10 for the number 1.1."""
    code = line.text("code")
    if code in work.codes:
        what = say("“{id}” occurs more than once.", id=code[:ID_LENGTH])
        todo = say(
            "Give each its own. If 1.10 is meant, format the column as text and type it again."
        )
        work.notes.fault(line.at("code"), what, todo)
        work.notes.muted |= {f"{work.codes[code]}.id", f"{at}.id"}
    elif code:
        work.codes[code] = at
