"""Which assessments were opened on this machine, and where new ones go.

Only a convenience of the home screen: the list may be lost or wrong at any time, so
nothing else depends on it, and a list that cannot be read is an empty one.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from parself import files, toml
from parself.errors import ParselfError
from parself.limits import TOML_BYTES
from parself.values import Frozen

MOST: Final = 12


class Recent(Frozen):
    """An assessment that was opened here."""

    path: Path
    title: str
    """Unit and year, as shown on the home screen."""
    opened: datetime


def _file() -> Path:
    return files.own_place("recent.toml")


def home_folder() -> Path:
    """Return the folder that new assessments are offered in: the user's documents."""
    return files.own_documents() / "parself"


def recent() -> tuple[Recent, ...]:
    """Return what was opened here, the last one first, whether or not it is still there."""
    try:
        data = files.read_file(_file(), most=TOML_BYTES)
        rows = toml.read(data, where="recent.toml").table.get("opened", [])
    except ParselfError:
        return ()
    found: list[Recent] = []
    for row in rows if isinstance(rows, list) else []:
        match row:
            case {"path": str(path), "title": str(title), "when": datetime() as opened}:
                found.append(Recent(Path(path), title, opened))
    return tuple(found)


def remember(path: Path, title: str, now: datetime) -> None:
    """Put an assessment first in the list. A list that cannot be written is let go."""
    first = Recent(path.absolute(), title, now.replace(microsecond=0))
    _keep(first, *(entry for entry in recent() if entry.path != first.path))


def forget(path: Path) -> None:
    """Take an assessment off the list; its folder stays as it is."""
    _keep(*(entry for entry in recent() if entry.path != path))


def _keep(*entries: Recent) -> None:
    rows = [
        {"path": str(entry.path), "title": entry.title, "when": entry.opened}
        for entry in entries[:MOST]
    ]
    with suppress(ParselfError):
        files.make_folder(_file().parent)
        files.write_atomic(_file(), toml.write({"opened": rows}))
