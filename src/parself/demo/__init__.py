"""A practice province to look at everything at once: units that handed in, landed, half appraised.

One unit is half-way, and what it has so far is handed in like the others: so its place in
the ranking is that of its own screen, and rises when the rest is answered, exported and
merged again. This module makes the folders; what stands in them is `figures`'s business.
"""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import beside, store
from parself.demo import half_way
from parself.demo.casts import CASTS, DISTRICTS, Cast
from parself.demo.figures import filled_in
from parself.errors import Problem, RefusedError, say
from parself.files.faults import writes
from parself.limits import KIB
from parself.province import round as rounds
from parself.province.progress import no_progress
from parself.province.record import Round
from parself.rubric import peers
from parself.rubric.catalogue import find_roster, find_rubric, find_standings
from parself.rubric.offices import unit_office
from parself.submission import bundle
from parself.values import Frozen

__all__ = ["CASTS", "DISTRICTS", "Cast", "Demo", "default_folder", "prepare"]

UNITS: Final = "don-vi"
HAND_INS: Final = "ho-so-gui"
ROUND: Final = "ky-danh-gia"

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done, units first, then the round and its appraisal."""

_MARKER: Final = ".parself-demo"
"""File that says whose demo a folder holds, once it is whole."""


class Demo(Frozen):
    """A practice province on disk."""

    path: Path
    cast: Cast
    round: Round
    unit: peers.Unit
    """The unit that is half-way."""

    @property
    def open_folder(self) -> Path:
        """The assessment of that unit."""
        return self.path / UNITS / self.unit.code


def default_folder(cast: Cast = DISTRICTS) -> Path:
    """Return where a demo is made: among the user's documents, else here."""
    documents = files.own_documents()
    return (documents if documents.is_dir() else Path.cwd()) / cast.folder


def prepare(
    path: Path,
    *,
    cast: Cast | None = None,
    reset: bool = False,
    progress: Progress = no_progress,
) -> Demo:
    """Make the practice province in a new or empty folder, or open the one that is there.

    Without a `cast` it is that of the folder, else the districts'. With `reset`, or where an
    earlier call was cut short, it is made anew. Raises `OccupiedError` where the folder holds
    something else, `RefusedError` where it holds that of another cast, `BusyError` where the unit
    is open in another window, and `FileError`.
    """
    marker = path / _MARKER
    if marker.is_file():
        there = _cast_of(files.read_file(marker, most=KIB))
        if there is not None and not reset:
            if cast not in (None, there):
                what = say("This folder holds the demo of other units: {title}.", title=there.title)
                todo = say("Name another folder, or make it anew with --reset.")
                raise RefusedError(Problem(what, files.show_path(path), todo))
            return _opened(path, there)
        cast = cast or there
        _clear(path)
    cast = cast or DISTRICTS
    with files.new_folder(path):
        files.write_atomic(marker, b"")
        _make(path, cast, progress)
        files.write_atomic(marker, f"made {cast.id}\n".encode())
    return _opened(path, cast)


def _cast_of(marked: bytes) -> Cast | None:
    """Return whose demo is whole by its marker; None where it was cut short."""
    words = marked.decode("utf-8", "replace").split()
    if words == ["made"]:
        return DISTRICTS
    return CASTS.get(words[1]) if len(words) == 2 and words[0] == "made" else None


def _opened(path: Path, cast: Cast) -> Demo:
    round_ = rounds.open_round(path / ROUND)
    unit = round_.roster.unit(cast.half_way)
    if unit is None:
        what = say("The demo has no unit “{code}”.", code=cast.half_way)
        raise RefusedError(Problem(what, files.show_path(path), say("Make it anew with --reset.")))
    return Demo(path, cast, round_, unit)


def _clear(path: Path) -> None:
    """Remove a demo. Raises `RefusedError` where something else lies in its folder."""
    others = {entry.name for entry in files.entries(path)} - {_MARKER, UNITS, HAND_INS, ROUND}
    if others:
        what = say("There are other files here: {names}.", names=", ".join(sorted(others)[:5]))
        todo = say("Move them away, or name another folder for the demo.")
        raise RefusedError(Problem(what, files.show_path(path), todo))
    for cast in CASTS.values():
        open_folder = path / UNITS / cast.half_way
        if open_folder.is_dir():
            with files.FolderLock(open_folder, datetime.now()):
                pass
    with writes(path):
        for name in (UNITS, HAND_INS, ROUND):
            if (path / name).exists():
                shutil.rmtree(path / name)
    files.remove(path / _MARKER)


def _make(path: Path, cast: Cast, progress: Progress) -> None:
    rubric, rubric_bytes = find_rubric(cast.rubric)
    roster, roster_bytes = find_roster(cast.roster)
    standings, standings_bytes = find_standings(cast.standings)
    enclosed = {
        beside.RUBRIC: rubric_bytes,
        beside.ROSTER: roster_bytes,
        beside.STANDINGS: standings_bytes,
    }
    files.make_folder(path / HAND_INS)
    steps = len(roster.units) + 2
    for done, unit in enumerate(roster.units):
        progress(done, steps)
        office = unit_office(roster, unit)
        answered = filled_in(rubric, unit, standings, cast, office)
        folder = store.create(path / UNITS / unit.code, answered, enclosed)
        bundle.export(folder, path / HAND_INS, now=cast.handed_in)
    _correct(path, cast)
    progress(steps - 2, steps)
    half_way.make_round(
        path / ROUND,
        (rubric, rubric_bytes),
        (roster, roster_bytes),
        (standings, standings_bytes),
        cast,
    )
    progress(steps - 1, steps)
    half_way.appraise(path / ROUND, path / HAND_INS, standings, cast)


def _correct(path: Path, cast: Cast) -> None:
    """Let one unit hand in a second time, from its own folder: its result is received there."""
    folder = store.load(path / UNITS / cast.corrected)
    second = path / HAND_INS / half_way.SECOND
    files.make_folder(second)
    changed = half_way.corrected(folder.assessment, cast)
    bundle.export(store.save(folder, changed, now=cast.handed_in), second, now=cast.handed_in)
