"""A watched folder looked at again and again: works are copied in, read and noted.

The folder is read and never written to. Who looks decides how often (`PAUSE`) and shows
what each look brings.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from stat import S_ISREG
from typing import Final

from parself import files
from parself.errors import Problem, UsageError, say
from parself.files import FileError, Fingerprint
from parself.limits import BUNDLE_BYTES
from parself.submission.archive import BundleError, FormatUnsupportedError, WrongKindError
from parself.text import one_line, search_key
from parself.values import Frozen, evolve
from parself.workshop import collecting
from parself.workshop.collected import ROUNDS, Entry, State, collected
from parself.workshop.collecting import Look, Phase, Tracked, Watch
from parself.workshop.judging import Verdict, judge
from parself.workshop.session import ExerciseError, Session, record, state, untold

_AHEAD: Final = timedelta(days=1)
"""A clock is said to be wrong from so far in the future on."""
_LAST_SECOND: Final = 7_258_118_400
"""The end of all days that are told: clocks of strange machines say anything."""


class Told(StrEnum):
    """What a look brought."""

    JUDGED = "judged"
    """A work was read: `verdict` says what became of it."""
    REFUSED = "refused"
    """A file that is no work of a group."""
    EXERCISE = "exercise"
    """The file that was handed out to the groups."""
    COPYING = "copying"
    BROKEN = "broken"
    UNREADABLE = "unreadable"
    """The system refuses to read the file; it is tried again."""
    CLOCK = "clock"
    """The file is dated in the future."""
    GONE = "gone"
    BACK = "back"


class News(Frozen):
    """One thing that a look brought."""

    told: Told
    file: str = ""
    """Name of the file, safe to show; empty where the folder is meant."""
    entry: Entry | None = None
    verdict: Verdict | None = None
    fault: Problem | None = None
    since: datetime | None = None
    """When the folder went, or how the file is dated."""
    namesakes: int = 0
    """Other groups of the same name."""


class Collector:
    """Looks at one folder for one session."""

    def __init__(
        self, session: Session, folder: Path, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Prepare to look. Raises `UsageError` where collecting would write in that folder."""
        _refuse_unfit(session, folder)
        self._session = session
        self._folder = folder
        self._clock = clock
        self._told: set[tuple[str, Told]] = set()
        self.watch = Watch()

    def look(self, now: datetime) -> tuple[News, ...]:
        """Look once; return what is new. Raises `FileError` where the session cannot be kept."""
        return tuple(self._look(now))

    def _look(self, now: datetime) -> Iterator[News]:
        before, tick = self.watch, self._clock()
        seen = _seen(self._folder)
        self.watch = collecting.looked(before, seen, tick, now)
        if seen is None:
            if before.gone_since is None:
                yield News(Told.GONE, since=now)
            return
        if before.gone_since is not None:
            yield News(Told.BACK, since=before.gone_since)
        for name, look in seen.items():
            yield from self._outside(name, look, before.files.get(name), now)
        for name in self.watch.to_read:
            yield from self._take(name, tick, now)

    def _outside(
        self, name: str, look: Look, known: Tracked | None, now: datetime
    ) -> Iterator[News]:
        """Tell what is seen of a file without reading it."""
        dated = datetime.fromtimestamp(min(max(look.stamp // 10**9, 0), _LAST_SECOND))
        if dated > now + _AHEAD:
            yield from self._once(name, News(Told.CLOCK, since=dated))
        if known is not None and known.look != look and known.phase is Phase.COPYING:
            yield from self._once(name, News(Told.COPYING))

    def _once(self, name: str, news: News) -> Iterator[News]:
        if (name, news.told) not in self._told:
            self._told.add((name, news.told))
            yield evolve(news, file=one_line(name))

    def _take(self, name: str, tick: float, now: datetime) -> Iterator[News]:
        try:
            kept = self._copy(name)
        except FileError as error:
            yield from self._once(name, News(Told.UNREADABLE, fault=error.problems[0]))
            return
        if kept is None:
            self.watch = collecting.changed(self.watch, name)
            yield from self._once(name, News(Told.COPYING))
            return
        try:
            news = take_in(self._session, kept, now)
        except ExerciseError:
            news = News(Told.EXERCISE)
        except (WrongKindError, FormatUnsupportedError) as error:
            news = News(Told.REFUSED, fault=error.problems[0])
        except BundleError as error:
            yield from self._not_whole(name, error.problems[0], tick)
            return
        self.watch = collecting.done(self.watch, name)
        yield evolve(news, file=one_line(name))

    def _not_whole(self, name: str, fault: Problem, tick: float) -> Iterator[News]:
        self.watch = collecting.not_whole(self.watch, name, fault, tick)
        if self.watch.files[name].phase is Phase.BROKEN:
            yield News(Told.BROKEN, one_line(name), fault=fault)
        else:
            yield from self._once(name, News(Told.COPYING))

    def _copy(self, name: str) -> str | None:
        """Copy a file in and return its hash; None where it changed meanwhile."""
        path, before = self._folder / name, self.watch.files[name].look
        found = Fingerprint.of(files.read_chunks(path, most=BUNDLE_BYTES))
        target = self._session.kept(found.sha256)
        files.make_folder(target.parent)
        if not files.is_there(target) and files.copy_durable(path, target) != found:
            files.remove(target)
            return None
        return found.sha256 if _look_of(path) == before else None


def take_in(session: Session, file: str, now: datetime) -> News:
    """Read a file that was copied in, by its hash, and note it; what is not noted is removed.

    Raises a `BundleError` for a file that does not read, and `FileError`.
    """
    known = state(session)
    entry = next((one for one in known.entries if one.file == file), None)
    if entry is not None:
        return News(Told.JUDGED, entry=entry, verdict=Verdict.SAME)
    kept = session.kept(file)
    try:
        work = session.read(kept)
    except BundleError:
        files.remove(kept)
        raise
    verdict = judge(session.aim, ROUNDS, known, work)
    entry = work.entry(file, now.isoformat(timespec="seconds"))
    if verdict.is_kept:
        record(session, collected(entry), now)
    else:
        files.remove(kept)
    return News(Told.JUDGED, entry=entry, verdict=verdict, namesakes=_namesakes(known, entry))


def recover(session: Session, now: datetime) -> tuple[News, ...]:
    """Note what was copied in before the program ended and could not be noted.

    Raises `FileError`.
    """
    found = []
    for file in untold(session):
        with suppress(BundleError):
            found.append(take_in(session, file, now))
    return tuple(one for one in found if one.verdict is not None and one.verdict.is_kept)


def _namesakes(known: State, entry: Entry) -> int:
    """Return how many other groups have the same name."""
    named = search_key(entry.name)
    return len({o.group for o in known.entries if search_key(o.name) == named} - {entry.group})


def _seen(folder: Path) -> dict[str, Look] | None:
    """Return how the files of works look; None where the folder cannot be read."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names alone, at every look
    except OSError:
        return None
    looks = {name: _look_of(folder / name) for name in names if _is_meant(name)}
    return {name: look for name, look in looks.items() if look is not None}


def _is_meant(name: str) -> bool:
    return name.casefold().endswith(".zip") and not name.startswith((".", "~$"))


def _look_of(path: Path) -> Look | None:
    """Return how a file looks; None for what is none, or has gone meanwhile."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Look(found.st_size, found.st_mtime_ns) if S_ISREG(found.st_mode) else None


def _refuse_unfit(session: Session, folder: Path) -> None:
    """Raise `UsageError` for no folder, and where it and the session's lie in each other."""
    if not folder.is_dir():
        todo = say("Check the name; connect a shared folder and try again.")
        raise UsageError(Problem(say("There is no such folder."), files.show_path(folder), todo))
    here, there = session.path.resolve(), folder.resolve()
    if here.is_relative_to(there) or there.is_relative_to(here):
        what = say("The session's folder and the folder to collect from lie in each other.")
        todo = say("Choose a folder of its own for the groups' files: nothing is written there.")
        raise UsageError(Problem(what, files.show_path(folder), todo))
