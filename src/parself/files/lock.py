"""One window writes in a folder at a time."""

import errno
import os
import platform
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from parself import toml
from parself.errors import Message, ParselfError, Problem, RefusedError, say
from parself.files.durable import read_file, write_atomic
from parself.files.faults import FileError, show_path, writes
from parself.limits import KIB
from parself.text import one_line
from parself.values import Frozen

if TYPE_CHECKING:
    from filelock import BaseFileLock

_NOTE_BYTES: Final = 4 * KIB
_NO_LOCKS: Final = frozenset(
    {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL}
)
"""What drives answer that know no locks."""


class Owner(Frozen):
    """Where and since when a folder is open; empty where that is not known."""

    host: str = ""
    since: datetime | None = None


class BusyError(RefusedError):
    """The folder is open in another window."""

    def __init__(self, owner: Owner, *problems: Problem) -> None:
        super().__init__(*problems)
        self.owner = owner


class FolderLock:
    """The right to write in a folder, held by one window at a time.

    The system drops it when its holder ends, however that ends. It is a courtesy, not a
    proof: a network share may not hold it or not know locks at all, so writers also compare
    fingerprints.
    """

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder = folder
        self._now = now.replace(microsecond=0)
        self._note = folder / ".parself.owner"
        self._lock: BaseFileLock | None = None
        self.is_kept = True
        """False where the drive knows no locks: another window would not notice this one."""

    def acquire(self) -> Owner | None:
        """Take the lock and return None, or return who holds it. Never waits.

        Where the drive knows no locks, go on without. Raises `FileError` where a lock is
        refused (a read-only folder, another account's).
        """
        from filelock import FileLock, Timeout

        # The substitute of filelock, a file that is there or not, outlives a crash.
        path = self._folder / ".parself.lock"
        lock = FileLock(path, thread_local=False, fallback_to_soft=False)
        with writes(self._folder):
            # filelock would make the folder of a stick that was taken out.
            if not self._folder.is_dir():
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            try:
                lock.acquire(blocking=False)
            except Timeout:
                return self._read_note()
            except OSError as error:
                if error.errno not in _NO_LOCKS:
                    raise
                self.is_kept = False
                return None
        self._lock = lock
        # A full disk must not keep anybody from opening: the note is only for people.
        with suppress(FileError):
            user = os.environ.get("USERNAME") or os.environ.get("USER") or ""
            host = os.environ.get("COMPUTERNAME") or platform.node()
            told = {"user": one_line(user), "host": one_line(host), "since": self._now}
            write_atomic(self._note, toml.write(told))
        return None

    def release(self) -> None:
        """Give the lock back, if it is held."""
        if self._lock is not None:
            with suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        """Take the lock, or raise `BusyError` naming who holds it."""
        owner = self.acquire()
        if owner is None:
            return self
        # Who has it leaves a note; a drive that refuses every lock has none to show.
        what = say("The folder is open in another window, or its drive refuses to lock it.")
        if owner.host and owner.since is not None:
            words = say("The folder is open in another window (computer {host}, since {since}).")
            what = Message(words.id, {"host": owner.host, "since": owner.since})
        todo = say("Close the other window first, or open this folder for reading only.")
        raise BusyError(owner, Problem(what, show_path(self._folder), todo))

    def __exit__(self, *_error: object) -> None:
        self.release()

    def _read_note(self) -> Owner:
        try:
            data = read_file(self._note, most=_NOTE_BYTES)
            table = toml.read(data, where=show_path(self._note)).table
        except ParselfError:
            return Owner()
        host, since = one_line(str(table.get("host", ""))), table.get("since")
        return Owner(host, since if isinstance(since, datetime) else None)
