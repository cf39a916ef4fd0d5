"""What people decided on the rows of an annex, kept beside the rubric by the text of each row.

The next edition of the annex asks only about rows whose texts have changed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from parself import toml
from parself.errors import DamagedError, Problem, say
from parself.issued.outline import Row
from parself.issued.understand import State, Understood
from parself.rubric.catalogue import DECISIONS
from parself.text import search_key
from parself.values import Frozen, evolve
from parself.workbook import Grid, read_workbook

AS_READ: Final = "as-read"
"""The reading is confirmed."""
POINTS: Final = "points"
"""Points are entered with an explanation, whatever the rule says."""
SHEET: Final = "Cách hiểu"
KEY_HEADING: Final = "Khóa"
CHOICE_HEADING: Final = "Quyết định"
WORDS: Final = {AS_READ: "Giữ cách hiểu", POINTS: "Nhập điểm kèm giải trình"}
"""What stands in the workbook for a choice; offered readings are ``Cách 1`` and so on."""
_WAY: Final = re.compile(r"cach ([1-9])")
_FORMAT: Final = 1
_NUMBERS: Final = frozenset("123456789")


class Decision(Frozen):
    """What was decided on a row."""

    key: str
    row: str
    choice: str
    """`AS_READ`, `POINTS`, or the number of an offered reading."""


Decisions = Mapping[str, str]
"""Choices by the keys of rows."""


def key_of(row: Row, text: str) -> str:
    """Return the key of a row: of its title, its maximum and its rule, however they are spaced."""
    told = "\n".join((search_key(row.title), f"{row.points.normalize():f}", search_key(text)))
    return sha256(told.encode()).hexdigest()[:16]


def decided(found: Understood, choice: str) -> Understood:
    """Return what a rule is taken as after a choice; as before where the choice is none of its."""
    match choice:
        case "as-read" if found.state is not State.TO_DECIDE:
            return evolve(found, state=State.DECIDED)
        case "points":
            return Understood(State.DECIDED, found.text, offered=found.offered)
        case _ if choice in _NUMBERS and int(choice) <= len(found.offered):
            meaning = found.offered[int(choice) - 1]
            return evolve(found, state=State.DECIDED, meaning=meaning, why=None)
    return found


def file_beside(rubric: Path) -> Path:
    """Return where the decisions of a rubric's file are kept."""
    return rubric.with_name(f"{rubric.stem}{DECISIONS}")


def to_bytes(decisions: Sequence[Decision]) -> bytes:
    """Return the file of decisions."""
    listed = [{"key": one.key, "row": one.row, "choice": one.choice} for one in decisions]
    return toml.write({"format": _FORMAT, "decision": listed})


def from_bytes(data: bytes, *, where: str) -> Decisions:
    """Return decisions by key: of their file, or of the workbook in which they were made.

    Raises `DamagedError` for anything else.
    """
    if data.startswith(b"PK"):
        return _of_workbook(read_workbook(data, where=where), where)
    table = toml.read(data, where=where).table
    listed = table.get("decision", [])
    if table.get("format") != _FORMAT or not isinstance(listed, list):
        raise _no_decisions(where)
    pairs = [(one.get("key"), one.get("choice")) for one in listed if isinstance(one, dict)]
    if len(pairs) < len(listed) or any(not isinstance(text, str) for one in pairs for text in one):
        raise _no_decisions(where)
    return {str(key): str(choice) for key, choice in pairs}


def _no_decisions(where: str) -> DamagedError:
    what = say("The file holds no decisions on the rows of an annex.")
    return DamagedError(Problem(what, where))


def _of_workbook(grids: Iterable[Grid], where: str) -> Decisions:
    sheet = next((one for one in grids if search_key(one.title) == search_key(SHEET)), None)
    if sheet is None:
        raise _no_decisions(where)
    heads = {
        search_key(str(cell.value)): column
        for (line, column), cell in sheet.cells.items()
        if line == 1
    }
    at = [heads.get(search_key(one)) for one in (KEY_HEADING, CHOICE_HEADING)]
    if None in at:
        raise _no_decisions(where)
    found: dict[str, str] = {}
    for line in sorted({line for line, _ in sheet.cells if line > 1}):
        key, word = (sheet.cells.get((line, column or 0)) for column in at)
        if key is not None and word is not None:
            choice = _choice(str(word.value))
            if choice is None:
                what = say("“{text}” is no decision.", text=str(word.value)[:40])
                todo = say("Choose from the list of the cell.")
                raise DamagedError(Problem(what, f"{SHEET}, {line}", todo))
            found[str(key.value)] = choice
    return found


def _choice(word: str) -> str | None:
    told = search_key(word)
    way = _WAY.fullmatch(told)
    if way is not None:
        return way[1]
    return next((key for key, text in WORDS.items() if search_key(text) == told), None)
