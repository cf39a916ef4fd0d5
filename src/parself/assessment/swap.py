"""Several files of a folder replaced at once: all of them or none, whatever happens.

The new contents are first written together into one file. Its appearing, which is atomic, is
the moment of change; then each content takes its place, and the file goes. A folder that is
opened with such a file in it is finished first, so that rubric and assessment never disagree;
one that is only looked at is read as if it were finished.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from parself import files, toml
from parself.assessment.beside import DAMAGED, PAST, ROSTER, RUBRIC, STANDINGS
from parself.errors import DamagedError, Problem, say
from parself.files import FileError, Fingerprint, FolderLock, MissingFileError, UnconfirmedError
from parself.limits import TOML_BYTES
from parself.rubric.load import RubricError
from parself.values import Frozen, from_bytes, to_bytes

PENDING: Final = "chuyen-doi.json"

_REMOVABLE: Final = frozenset((STANDINGS, PAST))
"""Files that a change may take away; without any other the folder does not open."""
_NAMES: Final = frozenset(("assessment.toml", RUBRIC, ROSTER)) | _REMOVABLE
_BYTES: Final = 2 * len(_NAMES) * TOML_BYTES
"""Largest file of a change: bytes take four characters for three."""


class _Change(Frozen):
    """What a change writes, and what the files were when it was decided; None: not there."""

    contents: Mapping[str, bytes]
    base: Mapping[str, Fingerprint | None]


class UnfinishedError(FileError):
    """The change is decided, but a file could not be written; the next opening finishes it."""


def swap(path: Path, contents: Mapping[str, bytes]) -> None:
    """Replace files of the folder `path`; an empty content takes its file away.

    The caller holds the folder's lock. Raises `FileError`, after which nothing has changed,
    or `UnfinishedError`.
    """
    base = {name: files.fingerprint(path / name) for name in contents}
    try:
        files.write_atomic(path / PENDING, toml.seal(to_bytes(_Change(contents, base))))
    except UnconfirmedError as error:
        raise _unfinished(error) from error
    try:
        _place(path, contents)
    except FileError as error:
        raise _unfinished(error) from error


def pending(path: Path) -> Mapping[str, bytes]:
    """Return what a change that was cut short is yet to write; nothing where there is none.

    Nothing either where a file has become another one since, as in a folder that was copied:
    newer work is never replaced. Raises `DamagedError` where the change cannot be read, and
    `FileError`.
    """
    try:
        data = files.read_file(path / PENDING, most=_BYTES)
    except MissingFileError:
        return {}
    change = _read(data, path / PENDING)
    for name, content in change.contents.items():
        done = Fingerprint.of([content]) if content else None
        if files.fingerprint(path / name) not in (change.base.get(name), done):
            return {}
    return change.contents


def applied(present: Mapping[str, bytes], contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files as they are after a change; an empty content has taken its file away."""
    gone = {name for name, content in contents.items() if not content}
    return {n: data for n, data in {**present, **contents}.items() if n not in gone}


def finish(path: Path, check: Callable[[Mapping[str, bytes]], object]) -> None:
    """Finish a change that was cut short, if there is one; one that is out of date goes aside.

    `check` raises `DamagedError` or `RubricError` for contents that do not fit; nothing is written
    then. Raises `BusyError` while another window is at it, `DamagedError` where the change
    cannot be read or does not fit, and `FileError`.
    """
    if not files.is_there(path / PENDING):
        return
    with FolderLock(path, datetime.now()):
        contents = pending(path)
        if not contents:
            _set_aside(path)
            return
        try:
            check(contents)
        except (DamagedError, RubricError) as error:
            raise DamagedError(*_damaged(path / PENDING).problems, *error.problems) from error
        _place(path, contents)


def _set_aside(path: Path) -> None:
    """Keep a change that is out of date where it harms nobody, unless another window ended it."""
    try:
        data = files.read_file(path / PENDING, most=_BYTES)
    except MissingFileError:
        return
    target = files.free_name(path / DAMAGED / PENDING)
    files.make_folder(target.parent)
    files.write_atomic(target, data)
    files.remove(path / PENDING)


def _place(path: Path, contents: Mapping[str, bytes]) -> None:
    for name, content in contents.items():
        if content:
            files.write_atomic(path / name, content)
        else:
            files.remove(path / name)
    files.remove(path / PENDING)


def _read(data: bytes, where: Path) -> _Change:
    """Read a change with distrust: folders travel. Raises `DamagedError`."""
    if not toml.is_sealed(data):
        raise _damaged(where)
    try:
        change = from_bytes(_Change, toml.unsealed(data))
    except ValueError as error:
        raise _damaged(where) from error
    emptied = {name for name, content in change.contents.items() if not content}
    if not (change.contents.keys() <= _NAMES and emptied <= _REMOVABLE):
        raise _damaged(where)
    return change


def _damaged(where: Path) -> DamagedError:
    what = say("The change of edition was cut short, and what it was to write is damaged.")
    todo = say(
        "Move this file away. If the assessment does not open then, restore the backup that was"
        " made before the change."
    )
    return DamagedError(Problem(what, files.show_path(where), todo))


def _unfinished(error: FileError) -> UnfinishedError:
    what = say("The change of edition is decided but not finished; nothing is lost.")
    todo = say("Make room, then open the assessment again: it is finished then.")
    return UnfinishedError(*error.problems, Problem(what, todo=todo))
