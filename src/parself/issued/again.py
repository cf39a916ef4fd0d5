"""An annex issued again: the edition that is kept, what was decided on it, what differs."""

from pathlib import Path
from typing import Final

from parself import files
from parself.errors import Message, ParselfError, say
from parself.issued.decisions import Decisions, file_beside, from_bytes
from parself.limits import TOML_BYTES
from parself.rubric import catalogue, load
from parself.rubric import model as m
from parself.rubric.diff import diff
from parself.rubric.peers import Roster
from parself.values import Frozen

_NAMED: Final = 8
"""So many rows are named."""


class Kept(Frozen):
    """The edition of a rubric that this computer has."""

    path: Path
    rubric: m.Rubric
    decisions: Decisions


def kept(rubric_id: str) -> Kept | None:
    """Return what is kept under an id among the own rubrics; None for none that can be read."""
    path = catalogue.own_folder() / f"{rubric_id}.toml"
    try:
        if not path.is_file():
            return None
        rubric = load.rubric_from_bytes(_read(path), where=path.name)
        beside = file_beside(path)
        decisions = from_bytes(_read(beside), where=beside.name) if beside.is_file() else {}
    except ParselfError:
        # It is read again, and told, where somebody asks for it.
        return None
    return Kept(path, rubric, decisions)


def own_rosters() -> list[Roster]:
    """Return the rosters that were made on this computer and can be read, by id."""
    found = []
    folder = catalogue.own_folder() / catalogue.ROSTERS.folder
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        try:
            found.append(catalogue.find_roster(path.stem)[0])
        except ParselfError:
            # It is told on the screen of rosters.
            continue
    return found


def _read(path: Path) -> bytes:
    return files.read_file(path, most=TOML_BYTES)


def told(before: m.Rubric, after: m.Rubric) -> Message | None:
    """Return what an edition changes in the one that is kept; None where nothing differs."""
    found = diff(before, after)
    if found.is_empty:
        return None
    ruled = [one.after.id for one in found.changed if one.asks_again]
    worded = [one.after.id for one in found.changed if not one.asks_again]
    return say(
        "Against edition {edition} on this computer: points or rule changed: {ruled}; only words:"
        " {worded}; new: {new}; gone: {gone}.",
        edition=before.edition,
        ruled=_named(ruled),
        worded=_named(worded),
        new=_named([row.id for row in found.added]),
        gone=_named([row.id for row in found.removed]),
    )


def _named(rows: list[str]) -> str:
    more = f" … ({len(rows)})" if len(rows) > _NAMED else ""
    return ", ".join(rows[:_NAMED]) + more or "0"


def beside(found: m.Rubric) -> str:
    """Return the id under which an edition is kept beside the one that has its own id."""
    known = catalogue.RUBRICS.ids()
    numbers = range(2, len(known) + 3)
    return next(name for n in numbers if (name := f"{found.id}-{n}") not in known)
