"""Earlier good copies of a file: how they are named, and which of them stay."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from parself.files.durable import entries
from parself.limits import BACKUPS_DAYS, BACKUPS_RECENT
from parself.values import Frozen

_NAME: Final = re.compile(
    r"^(?P<time>[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]-[0-9][0-9]-[0-9][0-9])-r(?P<revision>[0-9]{6,})(?:-(?P<tag>[a-z0-9-]+))?\.toml$"
)
_TIME: Final = "%Y-%m-%dT%H-%M-%S"


class BackupName(Frozen):
    """What the name of a backup tells: ``2023-12-12T10-40-00-r000123-truoc-khi-xuat.toml``."""

    saved: datetime
    """When the content was saved, to the second."""
    revision: int
    tag: str = ""
    """Occasion of a backup that is kept for good; empty for the others."""

    def __str__(self) -> str:
        tag = f"-{self.tag}" if self.tag else ""
        return f"{self.saved:{_TIME}}-r{self.revision:06}{tag}.toml"

    @classmethod
    def read(cls, name: str) -> Self | None:
        """Read a file name; None where it is not a backup's."""
        found = _NAME.match(name)
        with suppress(ValueError):
            if found:
                saved = datetime.strptime(found["time"], _TIME)
                return cls(saved, int(found["revision"]), found["tag"] or "")
        return None


def rotate(folder: Path) -> None:
    """Thin the backups in a folder: see `worth_keeping`.

    One that cannot be removed now is met again at the next save.
    """
    names = {name: path for path in entries(folder) if (name := BackupName.read(path.name))}
    for name in set(names) - worth_keeping(names):
        with suppress(OSError):
            names[name].unlink()


def worth_keeping(names: Iterable[BackupName]) -> set[BackupName]:
    """Return the backups to keep: of the last ten minutes with a save, and of the last
    `BACKUPS_DAYS` days with one, the last of each; and every tagged one.

    The last is so by number and by time: the two disagree where a folder was copied back over
    newer work, or a clock was put back, and nobody can tell which work is wanted.
    """
    known = list(names)
    by_number = sorted(known, key=lambda name: name.revision, reverse=True)
    by_time = sorted(known, key=lambda name: (name.saved, name.revision), reverse=True)
    return _kept_of(by_number) | _kept_of(by_time)


def _kept_of(newest_first: Iterable[BackupName]) -> set[BackupName]:
    kept: set[BackupName] = set()
    minutes: set[datetime] = set()
    days: set[datetime] = set()
    for name in newest_first:
        minute = name.saved.replace(second=0)
        day = minute.replace(hour=0, minute=0)
        recent = minute not in minutes and len(minutes) < BACKUPS_RECENT
        daily = day not in days and len(days) < BACKUPS_DAYS
        if name.tag or recent or daily:
            kept.add(name)
        if not name.tag:
            minutes.add(minute)
            days.add(day)
    return kept
