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


def parts_of(node: Table) -> Sequence[Table]:
    """Return the criteria or rows of an area or a criterion in a rubric's file."""
    parts: Sequence[Table] = node.get("criterion") or node.get("item") or ()
    return parts


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

    def fill(self, slots: Mapping[str, str], line: Line, at: str, table: Table) -> None:
        """Put a line's cells into a table, each at its key path, and note where each stands."""
        for key, path in slots.items():
            self.notes.places[f"{at}.{path}"] = line.at(key)
            if key in line.values:
                *steps, last = path.split(".")
                inner = table
                for step in steps:
                    inner = inner.setdefault(step, {})
                inner[last] = line.values[key]

    def require(self, line: Line, needed: Sequence[str], sheet: c.Sheet) -> bool:
        """Note cells that may not be empty; say whether all needed ones could be read."""
        for key in needed:
            if line.lacks(key):
                what = say("“{heading}” is empty.", heading=sheet.column(key).heading)
                self.notes.fault(line.at(key), what, say("Fill in this cell."))
        return all(key in line.values for key in needed)

    def resolved(self, key: str, name: str) -> str | None:
        """Return the id of a department or a shared figure that a cell names."""
        known = self.names[key]
        return known.get(name) or known.get(search_key(name))

    def note_useless(self, line: Line, keys: Iterable[str], sheet: c.Sheet, rule: str) -> None:
        """Note filled cells that a rule has no use for."""
        for key in keys:
            heading = sheet.column(key).heading
            what = say("“{heading}” has no use with “{rule}”.", heading=heading, rule=rule)
            self.notes.fault(line.at(key), what, say("Empty this cell, or choose another rule."))

    def note_code(self, line: Line, at: str) -> None:
        """Note a code that has occurred before: Excel takes 1.10 for the number 1.1."""
        code = line.text("code")
        if code in self.codes:
            what = say("“{id}” occurs more than once.", id=code[:ID_LENGTH])
            todo = say(
                "Give each its own. If 1.10 is meant, format the column as text and type it again."
            )
            self.notes.fault(line.at("code"), what, todo)
            self.notes.muted |= {f"{self.codes[code]}.id", f"{at}.id"}
        elif code:
            self.codes[code] = at
