"""A district in which every text is hostile: markup, terminal commands, marks that turn text."""

from pathlib import Path
from typing import Any, Final

from parself import toml
from parself.assessment import beside, repair, store
from parself.assessment.model import Answer, Assessment, State
from parself.values import evolve
from tui.sitting import NOW

MARKUP: Final = "[red]r[/red][/x][@click=app.quit]q[/][link=file:///etc]l[/link]\\[b\\] ]["
SEQUENCES: Final = "\x1b]0;t\x07\x1b]52;c;aGk=\x07\x1b[31m\x9b31m\x7f\x00\u202e\u200b\ufeff"
MARKS: Final = "Z" + "\u0301" * 40
POISON: Final = f"{MARKUP}{SEQUENCES}{MARKS}"
WORD: Final = "W" * 10_000

LITERAL: Final = ("[red]r[/red]", "[/x]", "[@click=app.quit]q[/]", "[link=file:///etc]", "\\[b\\]")
"""What of it must stand on the screen as it is written."""

FORBIDDEN: Final = frozenset(
    [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
    + list("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)
"""Characters that command a terminal or turn text round; none may reach it from a file."""

_TITLES: Final = frozenset({"title", "label", "parent", "unit_word", "short", "full", "locative"})
_LISTS: Final = frozenset({"evidence", "sub_units"})


def poisoned(folder: store.Folder) -> store.Folder:
    """Fill rubric, roster and answers of a folder with hostile text."""
    for name in ("rubric.toml", "roster.toml", "standings.toml"):
        _poison_file(folder.path / name)
    held = folder.assessment
    for row in folder.rubric.rows:
        held = held.with_answer(row, Answer(note=POISON + WORD[:3000], explanation=POISON))
    return store.save(accepted(folder.path), _answered(held), now=NOW)


def accepted(path: Path) -> store.Folder:
    """Open a folder whose files were edited by hand, and go on with them as they are."""
    try:
        return store.load(path)
    except beside.BesideError as error:
        return repair.accept_beside(path, error, now=NOW)


def _answered(held: Assessment) -> Assessment:
    answer = held.answer("2.2.1")
    full = evolve(answer, state=State.ANSWERED, values={"part": 96, "whole": 100}, flagged=True)
    choice = evolve(held.answer("1.3"), state=State.ANSWERED, values={"choice": "du"})
    return held.with_answer("2.2.1", full).with_answer("1.3", choice)


def _poison_file(path: Path) -> None:
    table = toml.read(path.read_bytes(), where=path.name).table
    _poison(table)
    path.write_bytes(toml.write(table))


def _poison(node: Any) -> None:
    if isinstance(node, list):
        for inner in node:
            _poison(inner)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key in _TITLES and isinstance(value, str):
            node[key] = f"{value[:20]} {POISON}"
        elif key in _LISTS and isinstance(value, list):
            node[key] = [f"{words[:40]} {POISON}" for words in value]
        elif key in {"guidance", "note", "provenance"} and isinstance(value, str):
            node[key] = POISON + WORD[:2000] + POISON
        else:
            _poison(value)
