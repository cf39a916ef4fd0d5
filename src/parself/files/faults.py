"""What the system reports about files, in plain words.

Error numbers differ between systems and say little to a clerk. This module alone knows
them, and turns each into a reason and a next step.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from parself.errors import ExitCode, Message, ParselfError, Problem, say
from parself.text import one_line
from parself.values import Frozen

BUSY: Final = frozenset({5, 32, 33})
"""Windows: access denied, sharing violation, lock violation. Virus scanners cause all three."""


class FileError(ParselfError):
    """A file could not be read or written. What it held before is untouched."""


class MissingFileError(FileError):
    """There is no such file."""


class UnconfirmedError(FileError):
    """The new content is in place, but the disk did not confirm that it will last."""

    exit_code = ExitCode.FINDINGS


class OccupiedError(FileError):
    """Something is there already; nothing was written."""


class _Cause(Frozen):
    why: Message
    todo: Message


_FULL = _Cause(
    say("the disk is full"), say("Delete files that are not needed there, or save elsewhere.")
)
_READ_ONLY = _Cause(
    say("the disk or the folder can only be read"),
    say("Remove the write protection, or save elsewhere."),
)
_DENIED = _Cause(
    say("this account has no right to do that here"), say("Choose a folder of your own.")
)
_HELD = _Cause(
    say("the file is open in another program or protected"),
    say("Close it in the other program and try again, or save under another name."),
)
_GONE = _Cause(
    say("the folder is no longer there"),
    say("Put the stick back or connect the drive again, or save elsewhere."),
)
_LONG_NAME = _Cause(
    say("the name of the file or folder is too long"),
    say("Use a shorter name, or a folder nearer to the top of the drive."),
)
_TOO_LARGE = _Cause(
    say("the disk takes no file of this size"), say("Use a disk formatted as exFAT or NTFS.")
)
_CLOSED = _Cause(say("what was to take it is closed"), say("Write it to another place."))
_NOT_A_FILE = _Cause(say("this is not an ordinary file"), say("Choose a file."))
_ABSENT = _Cause(say("there is no such file"), say("Check the name and the folder."))

_BY_ERRNO: Final = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EBUSY: _HELD,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.ENODEV: _GONE,
    errno.ENXIO: _GONE,
    errno.ESTALE: _GONE,
    errno.ENAMETOOLONG: _LONG_NAME,
    errno.EISDIR: _NOT_A_FILE,
    errno.EFBIG: _TOO_LARGE,
    errno.EBADF: _CLOSED,
}
_BY_WINERROR: Final = {
    **dict.fromkeys((39, 112), _FULL),
    19: _READ_ONLY,
    **dict.fromkeys(BUSY, _HELD),
    **dict.fromkeys((2, 3, 15, 21, 53, 64, 67), _GONE),
    206: _LONG_NAME,
    223: _TOO_LARGE,
}


def _cause(error: OSError) -> _Cause:
    known = _BY_WINERROR.get(getattr(error, "winerror", None) or 0)
    told = say("the system reports: {detail}", detail=one_line(error.strerror or str(error)))
    other = _Cause(told, say("Try again, or use another disk."))
    return known or _BY_ERRNO.get(error.errno or 0, other)


def why(error: OSError) -> Message:
    """Say what the system reported, in words that a sentence ends with."""
    return _cause(error).why


def unconfirmed(error: OSError, path: Path) -> UnconfirmedError:
    """Return the error for a file that is in place, but not for certain on the disk."""
    what = say("Saved, but the disk did not confirm it: {why}.", why=_cause(error).why)
    todo = say("Save once more before the power is cut or the stick is taken out.")
    return UnconfirmedError(Problem(what, show_path(path), todo))


def _not_read(cause: _Cause, path: Path) -> Problem:
    return Problem(say("Cannot be read: {why}.", why=cause.why), show_path(path), cause.todo)


def not_a_file(path: Path) -> FileError:
    """Return the error for reading a folder, a device or a pipe."""
    return FileError(_not_read(_NOT_A_FILE, path))


def too_large(path: Path, most: int) -> FileError:
    """Return the error for a file of more than `most` bytes."""
    what = say("The file is larger than {most:size}.", most=most)
    return FileError(Problem(what, show_path(path), say("Choose a smaller file.")))


def occupied(path: Path) -> OccupiedError:
    """Return the error for a new folder in whose place there is something."""
    what = say("There is something here already; nothing was written.")
    return OccupiedError(Problem(what, show_path(path), say("Name a new folder, or an empty one.")))


def show_path(path: Path) -> str:
    """Return a path as text that is safe to show."""
    return one_line(str(path))


@contextmanager
def writes(path: Path) -> Iterator[None]:
    """Turn what the system reports while `path` is written into a `FileError`."""
    try:
        yield
    except OSError as error:
        cause = _cause(error)
        what = say("Not saved: {why}.", why=cause.why)
        raise FileError(Problem(what, show_path(path), cause.todo)) from error


@contextmanager
def reads(path: Path) -> Iterator[None]:
    """Turn what the system reports while `path` is read into a `FileError`."""
    if "\0" in str(path):
        # No system has such a name, and Python says so in another way than for all others.
        raise MissingFileError(_not_read(_ABSENT, path))
    try:
        yield
    except FileNotFoundError as error:
        raise MissingFileError(_not_read(_ABSENT, path)) from error
    except OSError as error:
        raise FileError(_not_read(_cause(error), path)) from error
