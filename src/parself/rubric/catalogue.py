"""Where rubrics, rosters and standings are found by id.

Three places are looked at, the first that has the id wins: the folder that the
environment variable PARSELF_RUBRICS names; the user's own (`rubrics` in the program's
data folder); those that come with the program. Each is laid out alike: rubrics at the
top, rosters and standings in folders of those names, the id being the file's stem. This
module alone knows these places. Nothing is read before it is asked for.
"""

import difflib
import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal, TypeVar

from parself import files
from parself.errors import ParselfError, Problem, UsageError, say
from parself.rubric import load, peers
from parself.rubric import model as m

T = TypeVar("T", m.Rubric, peers.Roster, peers.Standings)

ENVIRONMENT = "PARSELF_RUBRICS"
"""Environment variable that names a folder to be looked at first."""

_Shelf = Literal["", "rosters", "standings"]
_SHELVES: Final[tuple[_Shelf, ...]] = ("", "rosters", "standings")
_SUFFIX = ".toml"


def rubric_ids() -> tuple[str, ...]:
    """Return the ids of all rubrics that can be found, sorted."""
    return _ids("")


def roster_ids() -> tuple[str, ...]:
    """Return the ids of all rosters that can be found, sorted."""
    return _ids("rosters")


def standings_ids() -> tuple[str, ...]:
    """Return the ids of all tables of standings that can be found, sorted."""
    return _ids("standings")


def rubric_bytes(rubric_id: str) -> bytes:
    """Return a rubric's file as it is. Raises `UsageError` for an unknown id."""
    return _entry_bytes("", rubric_id)


def find_rubric(id_or_path: str) -> tuple[m.Rubric, bytes]:
    """Return a rubric and its file's bytes, by id or by path (with a slash, or ending in .toml).

    Raises `UsageError` for an unknown id or a missing file, `DamagedError` and
    `RubricError` for a file that is no good rubric.
    """
    return _find("", id_or_path, _rubric)


def find_roster(id_or_path: str) -> tuple[peers.Roster, bytes]:
    """Return a roster and its file's bytes; as `find_rubric`."""
    return _find("rosters", id_or_path, _roster)


def find_standings(id_or_path: str) -> tuple[peers.Standings, bytes]:
    """Return a table of standings and its file's bytes; as `find_rubric`."""
    return _find("standings", id_or_path, _standings)


def _find(shelf: _Shelf, id_or_path: str, read: Callable[[bytes, str], T]) -> tuple[T, bytes]:
    path = files.typed_path(id_or_path)
    if _is_path(str(path)):
        data = load.file_bytes(path)
        return read(data, path.name), data
    data = _entry_bytes(shelf, id_or_path)
    where = f"{id_or_path}{_SUFFIX}"
    found = read(data, where)
    if found.id != id_or_path:
        raise load.RubricError(_misnamed(found.id, id_or_path, where))
    return found, data


def _misnamed(own_id: str, stem: str, where: str) -> Problem:
    what = say("The id in the file is {id}, but the file's name says {stem}.", id=own_id, stem=stem)
    return Problem(what, where, say("Make the two the same."))


def readable_rubrics() -> tuple[tuple[m.Rubric, ...], tuple[ParselfError, ...]]:
    """Return all rubrics that can be found, and what is wrong with the files that are none."""
    good: list[m.Rubric] = []
    bad: list[ParselfError] = []
    for rubric_id in rubric_ids():
        # Each file is judged apart: one that is no good never hides the others.
        try:
            good.append(find_rubric(rubric_id)[0])
        except ParselfError as error:
            bad.append(error)
    return tuple(good), tuple(bad)


def find_file(id_or_path: str) -> Path:
    """Return the file that an id, on any shelf, or a path names. Raises `UsageError`."""
    shelves = [_entries(shelf) for shelf in _SHELVES]
    path = files.typed_path(id_or_path)
    if not _is_path(str(path)):
        named = next((entries[id_or_path] for entries in shelves if id_or_path in entries), None)
        if named is not None:
            return Path(str(named))
        if not files.can_be_seen(path):
            raise UsageError(_unknown(id_or_path, sorted(set().union(*shelves))))
    return path


def name_fault(path: Path, own_id: str) -> Problem | None:
    """Return why a file would not be found by its id where it lies, if it is so."""
    shelves = {Path(str(place), shelf).absolute() for place in _places() for shelf in _SHELVES}
    if path.stem == own_id or path.absolute().parent not in shelves:
        return None
    return _misnamed(own_id, path.stem, path.name)


def _is_path(id_or_path: str) -> bool:
    return id_or_path.endswith(_SUFFIX) or "/" in id_or_path or os.sep in id_or_path


@lru_cache(maxsize=32)
def _rubric(data: bytes, where: str) -> m.Rubric:
    return load.rubric_from_bytes(data, where=where)


@lru_cache(maxsize=32)
def _roster(data: bytes, where: str) -> peers.Roster:
    return load.roster_from_bytes(data, where=where)


@lru_cache(maxsize=32)
def _standings(data: bytes, where: str) -> peers.Standings:
    return load.standings_from_bytes(data, where=where)


def _ids(shelf: _Shelf) -> tuple[str, ...]:
    return tuple(sorted(_entries(shelf)))


def _entry_bytes(shelf: _Shelf, entry_id: str) -> bytes:
    entries = _entries(shelf)
    if entry_id not in entries:
        raise UsageError(_unknown(entry_id, sorted(entries)))
    entry = entries[entry_id]
    if isinstance(entry, Path):
        return load.file_bytes(entry)
    return entry.read_bytes()


def _unknown(entry_id: str, known: list[str]) -> Problem:
    begun = [one for one in known if entry_id and one.startswith(entry_id)]
    near = begun or difflib.get_close_matches(entry_id, known, n=1, cutoff=0.5)
    what = say("There is no “{id}”.", id=entry_id)
    listed = ", ".join(known) or "–"
    if near:
        return Problem(
            what, todo=say("Is “{near}” meant? Known are: {known}.", near=near[0], known=listed)
        )
    return Problem(what, todo=say("Known are: {known}. A file is named by its path.", known=listed))


def _entries(shelf: _Shelf) -> dict[str, Traversable]:
    """Return what stands on a shelf by id; earlier places win."""
    entries: dict[str, Traversable] = {}
    for place in _places():
        for entry in _listed(place / shelf if shelf else place):
            entries.setdefault(entry.name.removesuffix(_SUFFIX), entry)
    return entries


def _listed(folder: Traversable) -> list[Traversable]:
    try:
        inside = list(folder.iterdir()) if folder.is_dir() else []
        return [entry for entry in inside if entry.name.endswith(_SUFFIX) and entry.is_file()]
    except OSError as error:
        what = say("The folder cannot be read: {detail}.", detail=error.strerror or "")
        todo = say("Check who may read the folder.")
        raise UsageError(Problem(what, str(folder), todo)) from None


def _places() -> Iterator[Traversable]:
    named = os.environ.get(ENVIRONMENT)
    if named:
        if not Path(named).is_dir():
            what = say("The folder that {variable} names does not exist.", variable=ENVIRONMENT)
            raise UsageError(Problem(what, named, say("Correct the variable, or unset it.")))
        yield Path(named)
    yield own_folder()
    yield _shipped()


def own_folder() -> Path:
    """Return the folder of the user's own rubrics, which need not exist."""
    import platformdirs

    return Path(platformdirs.user_data_dir("parself", appauthor=False)) / "rubrics"


def _shipped() -> Traversable:
    """Return the folder in the installed package; in a checkout it stands beside `src`."""
    packaged = resources.files("parself") / "rubrics"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "rubrics"
