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
from typing import Final, Generic, Protocol, TypeVar

from parself import files
from parself.errors import Message, ParselfError, Problem, UsageError, say
from parself.limits import OF_ALL_UNITS, TOML_BYTES
from parself.rubric import load
from parself.rubric import model as m
from parself.rubric.peers import Roster, Standings


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)

ENVIRONMENT = "PARSELF_RUBRICS"
"""Environment variable that names a folder to be looked at first."""
_SUFFIX = ".toml"
DECISIONS: Final = ".cach-hieu.toml"
"""How a file ends that lies beside a rubric and holds what was decided on its annex."""


class Shelf(Generic[T]):
    """The files of one kind, in every place that is looked at."""

    def __init__(
        self,
        folder: str,
        unknown: Message,
        read: Callable[[bytes, str], T],
        make: Message | None = None,
    ) -> None:
        self.folder = folder
        """Below each place; empty for the place itself."""
        self._unknown, self._make = unknown, make
        self._read: Callable[[bytes, str], T] = lru_cache(maxsize=32)(read)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all files that can be found, sorted."""
        return tuple(sorted(self.entries()))

    def find(self, id_or_path: str, *, option: str = "") -> tuple[T, bytes]:
        """Return a value and its file's bytes, by id or by path (with a slash, or ending in .toml).

        `option` is where the id was typed, if in one. Raises `UsageError` for an unknown id or a
        file that cannot be read, `DamagedError` and `RubricError` for a file that does not hold
        what it should.
        """
        path = files.typed_path(id_or_path)
        if _is_path(str(path)):
            data = file_bytes(path)
            return self._read(data, path.name), data
        data, where = self.bytes_of(id_or_path, option=option), f"{id_or_path}{_SUFFIX}"
        found = self._read(data, where)
        if found.id != id_or_path:
            raise load.RubricError(_misnamed(found.id, id_or_path, where))
        return found, data

    def bytes_of(self, entry_id: str, *, option: str = "") -> bytes:
        """Return a file as it is, by id. Raises `UsageError`."""
        entries = self.entries()
        if entry_id not in entries:
            unknown = Message(self._unknown.id, {"id": entry_id})
            fault = _not_found(unknown, entry_id, sorted(entries), option)
            how = [] if self._make is None else [Problem(Message(self._make.id, {"id": entry_id}))]
            raise UsageError(fault, *how)
        entry = entries[entry_id]
        return file_bytes(entry) if isinstance(entry, Path) else entry.read_bytes()

    def entries(self) -> dict[str, Traversable]:
        """Return the files by id; earlier places win."""
        entries: dict[str, Traversable] = {}
        for place in _places():
            for entry in _listed(place / self.folder if self.folder else place):
                entries.setdefault(entry.name.removesuffix(_SUFFIX), entry)
        return entries


RUBRICS: Final = Shelf(
    "",
    say("There is no rubric “{id}”."),
    lambda data, where: load.rubric_from_bytes(data, where=where),
)
ROSTERS: Final = Shelf(
    "rosters",
    say("There is no roster “{id}”."),
    lambda data, where: load.roster_from_bytes(data, where=where, times=OF_ALL_UNITS),
    say(
        "A roster is made with “parself roster new {id}” or “parself roster import”, or under"
        " “Rosters of units” on the home screen."
    ),
)
STANDINGS: Final = Shelf(
    "standings",
    say("There are no standings “{id}”."),
    lambda data, where: load.standings_from_bytes(data, where=where),
)
_SHELVES: Final = (RUBRICS, ROSTERS, STANDINGS)

find_rubric = RUBRICS.find
find_roster = ROSTERS.find
find_standings = STANDINGS.find


def standings_of(roster: Roster, name: str, *, option: str = "") -> tuple[Standings, bytes]:
    """Return the standings of a roster's units by id or file, as a shelf finds them.

    Raises `UsageError` where they tell of none of the units, and what `Shelf.find` raises.
    """
    found = find_standings(name, option=option)
    if not {one.code for one in found[0].units} & {one.code for one in roster.units}:
        what = say(
            "These standings are of roster {theirs} and tell of no unit of {ours}.",
            theirs=found[0].roster,
            ours=roster.id,
        )
        raise UsageError(Problem(what, name, say("Name the standings of these units.")))
    return found


def tables_of(roster_id: str, *, before: int | None = None) -> tuple[Standings, ...]:
    """Return the standings that name a roster, of years `before` one if given, the latest first.

    Tables that cannot be read are passed over: they are told where they are asked for.
    """
    found = []
    for one in STANDINGS.ids():
        try:
            table = find_standings(one)[0]
        except ParselfError:
            continue
        if table.roster == roster_id and (before is None or table.year < before):
            found.append(table)
    return tuple(sorted(found, key=lambda table: (table.year, table.id), reverse=True))


def file_bytes(path: Path) -> bytes:
    """Return an ordinary file's bytes. Raises `UsageError` where it cannot be read."""
    try:
        return files.read_file(path, most=OF_ALL_UNITS * TOML_BYTES)
    except files.FileError as error:
        raise UsageError(*error.problems) from error


def _misnamed(own_id: str, stem: str, where: str) -> Problem:
    what = say("The id in the file is {id}, but the file's name says {stem}.", id=own_id, stem=stem)
    return Problem(what, where, say("Make the two the same."))


def readable_rubrics() -> tuple[tuple[m.Rubric, ...], tuple[ParselfError, ...]]:
    """Return all rubrics that can be found, and what is wrong with the files that are none."""
    good: list[m.Rubric] = []
    bad: list[ParselfError] = []
    for rubric_id in RUBRICS.ids():
        # Each file is judged apart: one that is no good never hides the others.
        try:
            good.append(find_rubric(rubric_id)[0])
        except ParselfError as error:
            bad.append(error)
    return tuple(good), tuple(bad)


def find_file(id_or_path: str) -> Path:
    """Return the file that an id, on any shelf, or a path names. Raises `UsageError`."""
    shelves = [shelf.entries() for shelf in _SHELVES]
    path = files.typed_path(id_or_path)
    if not _is_path(str(path)):
        named = next((entries[id_or_path] for entries in shelves if id_or_path in entries), None)
        if named is not None:
            return Path(str(named))
        if not files.can_be_seen(path):
            unknown = say("There is no “{id}”.", id=id_or_path)
            raise UsageError(_not_found(unknown, id_or_path, sorted(set().union(*shelves))))
    return path


def name_fault(path: Path, own_id: str) -> Problem | None:
    """Return a fault where a file's name is not its id, so that its id would not find it."""
    places = [Path(str(place)) for place in _places()]
    shelves = {(place / shelf.folder).absolute() for place in places for shelf in _SHELVES}
    if path.stem == own_id or path.absolute().parent not in shelves:
        return None
    return _misnamed(own_id, path.stem, path.name)


def _is_path(id_or_path: str) -> bool:
    return id_or_path.endswith(_SUFFIX) or "/" in id_or_path or os.sep in id_or_path


def _not_found(what: Message, entry_id: str, known: list[str], where: str = "") -> Problem:
    begun = [one for one in known if entry_id and one.startswith(entry_id)]
    near = begun or difflib.get_close_matches(entry_id, known, n=1, cutoff=0.5)
    listed = ", ".join(known) or "–"
    if near:
        todo = say("Is “{near}” meant? Known are: {known}.", near=near[0], known=listed)
    else:
        todo = say("Known are: {known}. A file is named by its path.", known=listed)
    return Problem(what, where, todo)


def _listed(folder: Traversable) -> list[Traversable]:
    try:
        inside = list(folder.iterdir()) if folder.is_dir() else []
        named = (one for one in inside if one.name.endswith(_SUFFIX))
        return [one for one in named if not one.name.endswith(DECISIONS) and one.is_file()]
    except OSError as error:
        what = say("The folder cannot be read: {why}.", why=files.why(error))
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
    yield shipped()


def own_folder() -> Path:
    """Return the folder of the user's own rubrics, which need not exist."""
    return files.own_place("rubrics")


def shipped() -> Traversable:
    """Return the folder that comes with the program; in a checkout it stands beside `src`."""
    packaged = resources.files("parself") / "rubrics"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "rubrics"
