"""Which files of a watched folder may be read, from how they looked each time. Pure.

A file is read once its size and its time stand still for two looks; the time is compared
and never believed. One that does not read whole may be half a copy: it is read again at
every look, and is a fault only after a minute of standing still. Shares send no
notifications that can be relied on, so everything here follows from looking.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from parself.errors import Problem
from parself.values import Frozen, evolve, field

PAUSE: Final = 2.0
"""Seconds between two looks."""
PATIENCE: Final = 60.0
"""Seconds that a file may stand still without being whole."""


class Look(Frozen):
    """How a file looks from outside."""

    size: int
    stamp: int
    """Time of its last change, in nanoseconds, by the clock of whoever wrote it."""


class Phase(StrEnum):
    """How far a file of the watched folder is."""

    COPYING = "copying"
    """It changes, or does not read whole yet."""
    DONE = "done"
    """It was read, and taken in or refused."""
    BROKEN = "broken"
    """It stood still for a minute and does not read whole."""


class Tracked(Frozen):
    """What is known of a file."""

    look: Look
    since: float
    """Seconds at which it was first seen to look so."""
    phase: Phase = Phase.COPYING
    fault: Problem | None = None
    """Why it did not read whole the last time."""
    settled: bool = False
    """Whether it looked the same twice."""


class Watch(Frozen):
    """What is known of a watched folder."""

    files: Mapping[str, Tracked] = field(default_factory=dict)
    gone_since: datetime | None = None
    """When the folder was found to be gone; None while it is there."""

    @property
    def is_settled(self) -> bool:
        """Whether every file there is looked the same twice."""
        return self.gone_since is not None or all(one.settled for one in self.files.values())

    @property
    def to_read(self) -> tuple[str, ...]:
        """Names of the files that stand still and are not done."""
        return tuple(
            name
            for name, one in self.files.items()
            if one.settled and one.phase is not Phase.DONE and one.phase is not Phase.BROKEN
        )


def looked(watch: Watch, seen: Mapping[str, Look] | None, tick: float, now: datetime) -> Watch:
    """Return the watch after a look; `seen` is None where the folder cannot be read.

    `tick` counts seconds and never goes back. What was known of the files of a folder that is
    gone is kept, so that a stick that comes back is not told anew.
    """
    if seen is None:
        return evolve(watch, gone_since=watch.gone_since or now)
    known = {name: _seen_again(watch.files.get(name), look, tick) for name, look in seen.items()}
    return Watch(known)


def _seen_again(before: Tracked | None, look: Look, tick: float) -> Tracked:
    if before is None or before.look != look:
        return Tracked(look, tick)
    return evolve(before, settled=True)


def done(watch: Watch, name: str) -> Watch:
    """Return the watch once a file was taken in or refused."""
    return _with(watch, name, evolve(watch.files[name], phase=Phase.DONE, fault=None))


def changed(watch: Watch, name: str) -> Watch:
    """Return the watch once a file changed while it was read: it is not settled after all."""
    return _with(watch, name, evolve(watch.files[name], settled=False))


def not_whole(watch: Watch, name: str, fault: Problem, tick: float) -> Watch:
    """Return the watch once a file did not read whole; it is broken after a minute of that."""
    one = watch.files[name]
    phase = Phase.BROKEN if tick - one.since >= PATIENCE else Phase.COPYING
    return _with(watch, name, evolve(one, phase=phase, fault=fault))


def _with(watch: Watch, name: str, one: Tracked) -> Watch:
    return evolve(watch, files={**watch.files, name: one})
