"""Writing that survives crashes, full disks and pulled sticks; reading that distrusts.

A write goes to a temporary file in the same folder, is forced to the disk and only then
takes the old file's place, so that whatever happens leaves the old content or the new
and never a mixture. A file is never written in place, and the old one is never removed
first.
"""

import errno
import hashlib
import os
import re
import shutil
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO, Final, Self

from parself.files import faults
from parself.files.faults import MissingFileError, UnconfirmedError, reads, writes
from parself.limits import MIB
from parself.values import Frozen

_CHUNK: Final = MIB
_BINARY: Final = getattr(os, "O_BINARY", 0)
_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)
_PAUSES: Final = (0.015, 0.03, 0.06, 0.12, 0.24, *[0.5] * 5)
"""Seconds between attempts to replace a file that another program holds; about 3 in all."""
_SYNC_UNSUPPORTED: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
_STALE_AFTER: Final = 60.0
_TEMP: Final = re.compile(r"^\..*\.(?P<pid>[0-9]+)-[0-9a-f]{8}\.tmp$")

_sleep = time.sleep


def write_atomic(path: Path, data: bytes, *, keep: Path | None = None) -> None:
    """Replace the content of `path`; when this returns, the new content is on the disk.

    With `keep`, the file that is replaced stays under that name. Raises `FileError`, after
    which the old content stands and no temporary file is left; `UnconfirmedError` when the
    new content stands but may not survive a power cut.
    """
    with writing(path, keep=keep) as stream:
        stream.write(data)


def is_there(path: Path) -> bool:
    """Return whether a file or folder exists. Raises `FileError` where access is refused."""
    with reads(path):
        return path.exists()


def free_name(path: Path) -> Path:
    """Return `path`, or the same name with the first number that no file has yet.

    Raises `FileError` where nobody may look.
    """
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return path if not is_there(path) else next(name for name in numbered if not is_there(name))


def write_new(path: Path, chunks: Iterable[bytes]) -> "Fingerprint":
    """Write a large file piece by piece; it appears whole at the end or not at all."""
    with writing(path) as stream:
        return Fingerprint.of(chunks, into=stream)


@contextmanager
def writing(path: Path, *, keep: Path | None = None) -> Iterator[BinaryIO]:
    """Open a stream whose content becomes the file `path` when the block ends without error.

    Promises and errors are those of `write_atomic`.
    """
    temp = temp_of(path)
    with writes(path):
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
            with os.fdopen(os.open(temp, flags, 0o666), "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            if keep is not None:
                _keep(path, keep)
            replace(temp, path)
        finally:
            with suppress(OSError):
                temp.unlink(missing_ok=True)
    _confirm(path)
    # Wherever this program writes, it takes away what its crashed writes left there.
    sweep_temp(path.parent)


def _confirm(path: Path) -> None:
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise faults.unconfirmed(error, path) from error


def _keep(path: Path, keep: Path) -> None:
    """Give the file a second name; copy it where the disk knows no second names (FAT)."""
    if not path.exists():
        return
    keep.parent.mkdir(exist_ok=True)
    for number in count(1):
        name = keep if number == 1 else keep.with_stem(f"{keep.stem}-{number}")
        try:
            name.hardlink_to(path)
        except FileExistsError:
            # A save that failed after this step has left the same file here already.
            if fingerprint(name) != fingerprint(path):
                continue
        except OSError:
            # What counts is that the file itself is confirmed, and that is yet to come.
            with suppress(UnconfirmedError):
                copy_durable(path, name)
        return


def temp_of(path: Path) -> Path:
    """Return a new name beside a file, under which its content can be written first."""
    return path.with_name(f".{path.name[:40]}.{os.getpid()}-{os.urandom(4).hex()}.tmp")


def replace(temp: Path, path: Path) -> None:
    """Let a temporary file take a file's place. Raises `OSError`."""
    for pause in _PAUSES:
        try:
            temp.replace(path)
        except OSError as error:
            if getattr(error, "winerror", None) not in faults.BUSY:
                raise
        else:
            return
        _sleep(pause)
    temp.replace(path)


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk. Windows does that by itself."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _SYNC_UNSUPPORTED:
            raise
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless it is there. Raises `FileError`."""
    with writes(path):
        if not path.is_dir():
            path.mkdir(parents=True)
            sync_folder(path.parent)


@contextmanager
def new_folder(path: Path) -> Iterator[None]:
    """Make a folder, or take an empty one; if the block fails, it is as if nothing was.

    Raises `OccupiedError` where something is there already, and `FileError`.
    """
    if is_there(path) and (not path.is_dir() or entries(path)):
        raise faults.occupied(path)
    with filled_folder(path):
        yield


@contextmanager
def filled_folder(path: Path) -> Iterator[None]:
    """Make a folder unless it is there; if the block fails, what it added goes. Raises `FileError`.

    What stood in the folder before stays.
    """
    with writes(path):
        made = [one for one in (path, *path.parents) if not one.exists()]
    before = [] if made else entries(path)
    try:
        make_folder(path)
        yield
    except BaseException:
        _clear(one for one in entries(path) if one not in before)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise


def _clear(found: Iterable[Path]) -> None:
    for path in found:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def remove(path: Path) -> None:
    """Remove a file, if it is there. Raises `FileError`."""
    with writes(path):
        path.unlink(missing_ok=True)


def append_lines(path: Path, *lines: str) -> None:
    """Add lines to a ledger; when this returns, they are on the disk.

    Raises `FileError`, after which none of them is there, and `UnconfirmedError` where they
    stand but may not last.

    A line that a crash tore off stays a line of its own: the next one starts afresh.
    """
    if any("\n" in line for line in lines):
        raise ValueError(lines)
    rest = "".join(f"{line}\n" for line in lines).encode()
    if not is_there(path):
        # A crash may leave no ledger, and never one without a line: that has lost some.
        write_atomic(path, rest)
        return
    with writes(path), path.open("ab+", buffering=0) as stream:
        before = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, before - 1))
        is_torn = stream.read(1) not in {b"", b"\n"}
        try:
            rest = b"\n" * is_torn + rest
            while rest:
                rest = rest[os.write(stream.fileno(), rest) :]
            os.fsync(stream.fileno())
        except OSError:
            stream.truncate(before)
            raise


class Fingerprint(Frozen):
    """Size and hash of a content."""

    size: int
    """Bytes."""
    sha256: str

    @classmethod
    def of(cls, chunks: Iterable[bytes], *, into: BinaryIO | None = None) -> Self:
        """Take the fingerprint of a content given in pieces, which also go `into` a stream."""
        size, digest = 0, hashlib.sha256()
        for chunk in chunks:
            size += len(chunk)
            digest.update(chunk)
            if into is not None:
                into.write(chunk)
        return cls(size, digest.hexdigest())


def read_file(path: Path, *, most: int) -> bytes:
    """Return an ordinary file of at most `most` bytes. Raises `MissingFileError` or `FileError`."""
    return b"".join(read_chunks(path, most=most))


def read_chunks(path: Path, *, most: int | None = None) -> Iterator[bytes]:
    """Yield the content of an ordinary file in pieces. Errors are those of `read_file`."""
    with reads(path), os.fdopen(os.open(path, os.O_RDONLY | _BINARY | _NO_WAIT), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise faults.not_a_file(path)
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if most is not None and size > most:
                raise faults.too_large(path, most)
            yield chunk


def fingerprint(path: Path) -> Fingerprint | None:
    """Return what a file holds, as size and hash; None where there is no file."""
    with suppress(MissingFileError):
        return fingerprint_of(path)
    return None


def fingerprint_of(path: Path) -> Fingerprint:
    """Return what a file holds, as size and hash. Errors are those of `read_file`."""
    return Fingerprint.of(read_chunks(path))


def size(path: Path) -> int:
    """Return the bytes of an ordinary file. Errors are those of `read_file`."""
    with reads(path):
        found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise faults.not_a_file(path)
    return found.st_size


def modified(path: Path) -> datetime:
    """Return when a file was last written, in local time. Raises `FileError`."""
    with reads(path):
        return datetime.fromtimestamp(path.stat().st_mtime)


def copy_durable(source: Path, target: Path, *, most: int | None = None) -> Fingerprint:
    """Copy a file of at most `most` bytes and return the copy's fingerprint.

    Raises `FileError`, which names the source or the target, whichever failed.
    """
    return write_new(target, read_chunks(source, most=most))


def sweep_temp(folder: Path) -> int:
    """Remove what crashed writes left in a folder and return how many files that were.

    Only temporary files older than a minute that belong to no running program.
    """
    swept = 0
    for path, pid in _temp_files(folder):
        with suppress(OSError):
            is_old = time.time() - path.stat().st_mtime > _STALE_AFTER
            if is_old and not _is_running(pid):
                path.unlink()
                swept += 1
    return swept


def _temp_files(folder: Path) -> Sequence[tuple[Path, int]]:
    """Return temporary files and the programs that wrote them; a folder may hold thousands."""
    try:
        with os.scandir(folder) as inside:
            found = [(entry.path, _TEMP.match(entry.name)) for entry in inside]
    except OSError:
        return ()
    return [(Path(path), int(match["pid"])) for path, match in found if match]


def entries(folder: Path) -> Sequence[Path]:
    """Return what a folder holds, by name; nothing where it cannot be read."""
    with suppress(OSError):
        return sorted(folder.iterdir())
    return ()


def _is_running(pid: int) -> bool:
    """Say whether a program has that number. Windows itself refuses to remove an open file."""
    if os.name == "nt":
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
