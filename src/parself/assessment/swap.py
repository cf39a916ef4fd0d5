"""Several files of a folder replaced at once: all of them or none, whatever happens.

The new contents are first written together into one file. Its appearing, which is atomic, is
the moment of change; then each content takes its place, and the file goes. A folder that is
opened with such a file in it is finished first, so that rubric and assessment never disagree.
"""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from parself import files
from parself.errors import DamagedError, Problem, say
from parself.files import FileError, Fingerprint, FolderLock, MissingFileError, UnconfirmedError
from parself.files.faults import reads
from parself.limits import MIB, TOML_BYTES

REPLACED: Final = "damaged"
"""Folder for what a finished change has replaced; nothing in it is ever thrown away."""
PENDING: Final = "chuyen-doi.zip"

_NAMES: Final = frozenset(("assessment.toml", "rubric.toml", "roster.toml", "standings.toml"))
_TIME: Final = (1980, 1, 1, 0, 0, 0)


class UnfinishedError(FileError):
    """The change is decided, but a file could not be written; the next opening finishes it."""


def swap(path: Path, contents: Mapping[str, bytes]) -> None:
    """Replace files of the folder `path`; an empty content takes its file away.

    The caller holds the folder's lock. Raises `FileError`, after which nothing has changed,
    or `UnfinishedError`.
    """
    try:
        files.write_atomic(path / PENDING, _packed(contents))
    except UnconfirmedError as error:
        raise _unfinished(error) from error
    try:
        _place(path, contents)
    except FileError as error:
        raise _unfinished(error) from error


def finish(path: Path) -> None:
    """Finish a change that was cut short, if there is one.

    Raises `BusyError` while another window is at it, `DamagedError` where the file cannot be
    read, and `FileError`.
    """
    with reads(path):
        pending = (path / PENDING).exists()
    if not pending:
        return
    with FolderLock(path, datetime.now()):
        try:
            data = files.read_file(path / PENDING, most=len(_NAMES) * TOML_BYTES + MIB)
        except MissingFileError:
            # The other window has just finished it.
            return
        contents = _unpacked(data, path / PENDING)
        _keep_replaced(path, contents)
        _place(path, contents)


def _keep_replaced(path: Path, contents: Mapping[str, bytes]) -> None:
    """Keep what a change that was cut short replaces: a copied folder may hold newer work."""
    for name, content in contents.items():
        present = files.fingerprint(path / name)
        if content and present not in (None, Fingerprint.of([content])):
            target = files.free_name(path / REPLACED / name)
            files.make_folder(target.parent)
            files.write_atomic(target, files.read_file(path / name, most=TOML_BYTES))


def _place(path: Path, contents: Mapping[str, bytes]) -> None:
    for name, content in contents.items():
        if content:
            files.write_atomic(path / name, content)
        else:
            files.remove(path / name)
    files.remove(path / PENDING)


def _packed(contents: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, _TIME), content)
    return stream.getvalue()


def _unpacked(data: bytes, where: Path) -> dict[str, bytes]:
    """Read the contents with distrust: folders travel. Raises `DamagedError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            # Stored as they are, so none is larger than the file itself.
            if any(e.filename not in _NAMES or e.compress_type for e in entries):
                raise _damaged(where)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise _damaged(where) from error


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
