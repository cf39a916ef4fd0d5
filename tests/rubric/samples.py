"""Small good files, and a way to break them one place at a time."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from parself import toml

DROP: Final = object()
"""In an edit: take the key out."""

_FOLDER = Path(__file__).parent / "data"
RUBRIC: Final = (_FOLDER / "rubric.toml").read_text("utf-8")
"""Every measure and every scale once."""
ROSTER: Final = (_FOLDER / "roster.toml").read_text("utf-8")
STANDINGS: Final = (_FOLDER / "standings.toml").read_text("utf-8")


def edited(text: str, edits: Mapping[str, object]) -> bytes:
    """Return a file with edits: ``area/0/points`` to a value, to DROP, or one past a list's end."""
    table = toml.read(text.encode(), where="sample").table
    for place, value in edits.items():
        *steps, last = (int(step) if step.isdigit() else step for step in place.split("/"))
        here: Any = table
        for step in steps:
            here = here[step]
        if value is DROP:
            del here[last]
        elif isinstance(here, list) and last == len(here):
            here.append(value)
        else:
            here[last] = value
    return toml.write(table)
