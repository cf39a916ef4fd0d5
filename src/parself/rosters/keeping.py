"""Lists of units among the user's own files, which are found before those of the program."""

from pathlib import Path
from typing import Final

from parself import files
from parself.rosters.model import UnitList
from parself.rubric import catalogue
from parself.rubric.dump import roster_to_bytes, standings_to_bytes
from parself.values import Frozen

ROSTERS: Final = "rosters"
STANDINGS: Final = "standings"
_SUFFIX: Final = ".toml"


class Kept(Frozen):
    """Where a list of units was written."""

    roster: Path
    standings: Path | None = None


def find(id_or_path: str) -> UnitList:
    """Return a roster, with the latest standings of its units. Raises what a shelf raises."""
    roster, _data = catalogue.find_roster(id_or_path)
    return UnitList(roster, next(iter(catalogue.tables_of(roster.id)), None))


def is_known(roster_id: str) -> bool:
    """Say whether a roster of that id can be found."""
    return roster_id in catalogue.ROSTERS.ids()


def is_own(roster_id: str) -> bool:
    """Say whether a roster is among the user's own."""
    return files.is_there(_place(catalogue.own_folder(), ROSTERS, roster_id))


def keep(found: UnitList, folder: Path | None = None, *, replace: bool = True) -> Kept:
    """Write roster and standings, else where the user's own are.

    Raises `OccupiedError` where the roster is there and may not be replaced, and `FileError`.
    """
    place = folder or catalogue.own_folder()
    for name in (ROSTERS, STANDINGS):
        files.make_folder(place / name)
    roster = files.new_file(
        f"{found.roster.id}{_SUFFIX}", _place(place, ROSTERS, found.roster.id), replace=replace
    )
    standings = None
    if found.standings is not None:
        # First: a table without its roster is never found, a roster without its table would be.
        standings = _place(place, STANDINGS, found.standings.id)
        files.write_atomic(standings, standings_to_bytes(found.standings))
    files.write_atomic(roster, roster_to_bytes(found.roster))
    return Kept(roster, standings)


def remove(roster_id: str) -> None:
    """Remove a roster of the user's own; its standings stay, as they are published figures."""
    files.remove(_place(catalogue.own_folder(), ROSTERS, roster_id))


def _place(folder: Path, kind: str, name: str) -> Path:
    return folder / kind / f"{name}{_SUFFIX}"
