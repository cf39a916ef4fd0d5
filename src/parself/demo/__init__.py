"""A practice province to look at everything at once: 11 units, handed in, landed, half appraised.

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
from parself.demo.figures import HALF_WAY, HANDED_IN, filled_in
from parself.errors import Problem, RefusedError, say
from parself.files.faults import writes
from parself.limits import KIB
from parself.province import round as rounds
from parself.province.progress import no_progress
from parself.province.record import Round
from parself.rubric import peers
from parself.rubric.catalogue import find_roster, find_rubric, find_standings
from parself.submission import bundle
from parself.values import Frozen

RUBRIC: Final = "lang-son-huyen-2023"
ROSTER: Final = "lang-son-11-huyen"
STANDINGS: Final = "lang-son-2022"

UNITS: Final = "don-vi"
HAND_INS: Final = "ho-so-gui"
ROUND: Final = "ky-danh-gia"

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done, units first, then the round and its appraisal."""

_MARKER: Final = ".parself-demo"
_MADE: Final = b"made\n"


class Demo(Frozen):
    """A practice province on disk."""

    path: Path
    round: Round
    unit: peers.Unit
    """The unit that is half-way."""

    @property
    def open_folder(self) -> Path:
        """The assessment of that unit."""
        return self.path / UNITS / self.unit.code


def default_folder() -> Path:
    """Return where the demo is made: among the user's documents, else here."""
    documents = files.own_documents()
    return (documents if documents.is_dir() else Path.cwd()) / "parself-demo"


def prepare(path: Path, *, reset: bool = False, progress: Progress = no_progress) -> Demo:
    """Make the practice province in a new or empty folder, or open the one that is there.

    With `reset`, or where an earlier call was cut short, it is made anew. Raises
    `OccupiedError` where the folder holds something else, `BusyError` where the unit is
    open in another window, and `FileError`.
    """
    marker = path / _MARKER
    if marker.is_file():
        if files.read_file(marker, most=KIB) == _MADE and not reset:
            return _opened(path)
        _clear(path)
    with files.new_folder(path):
        files.write_atomic(marker, b"")
        _make(path, progress)
        files.write_atomic(marker, _MADE)
    return _opened(path)


def _opened(path: Path) -> Demo:
    round_ = rounds.open_round(path / ROUND)
    unit = round_.roster.unit(HALF_WAY)
    if unit is None:
        what = say("The demo has no unit “{code}”.", code=HALF_WAY)
        raise RefusedError(Problem(what, files.show_path(path), say("Make it anew with --reset.")))
    return Demo(path, round_, unit)


def _clear(path: Path) -> None:
    """Remove a demo. Raises `RefusedError` where something else lies in its folder."""
    others = {entry.name for entry in files.entries(path)} - {_MARKER, UNITS, HAND_INS, ROUND}
    if others:
        what = say("There are other files here: {names}.", names=", ".join(sorted(others)[:5]))
        todo = say("Move them away, or name another folder for the demo.")
        raise RefusedError(Problem(what, files.show_path(path), todo))
    open_folder = path / UNITS / HALF_WAY
    if open_folder.is_dir():
        with files.FolderLock(open_folder, datetime.now()):
            pass
    with writes(path):
        for name in (UNITS, HAND_INS, ROUND):
            if (path / name).exists():
                shutil.rmtree(path / name)
    files.remove(path / _MARKER)


def _make(path: Path, progress: Progress) -> None:
    rubric, rubric_bytes = find_rubric(RUBRIC)
    roster, roster_bytes = find_roster(ROSTER)
    standings, standings_bytes = find_standings(STANDINGS)
    enclosed = {
        beside.RUBRIC: rubric_bytes,
        beside.ROSTER: roster_bytes,
        beside.STANDINGS: standings_bytes,
    }
    files.make_folder(path / HAND_INS)
    steps = len(roster.units) + 2
    for done, unit in enumerate(roster.units):
        progress(done, steps)
        folder = store.create(
            path / UNITS / unit.code, filled_in(rubric, unit, standings), enclosed
        )
        bundle.export(folder, path / HAND_INS, now=HANDED_IN)
    _correct(path)
    progress(steps - 2, steps)
    half_way.make_round(
        path / ROUND, (rubric, rubric_bytes), (roster, roster_bytes), (standings, standings_bytes)
    )
    progress(steps - 1, steps)
    half_way.appraise(path / ROUND, path / HAND_INS, standings)


def _correct(path: Path) -> None:
    """Let one unit hand in a second time, from its own folder: its result is received there."""
    folder = store.load(path / UNITS / half_way.CORRECTED)
    second = path / HAND_INS / half_way.SECOND
    files.make_folder(second)
    changed = half_way.corrected(folder.assessment)
    bundle.export(store.save(folder, changed, now=HANDED_IN), second, now=HANDED_IN)
