"""Words of several people that are never overwritten: each version goes on from earlier ones.

Decisions, remarks and agreed ways of scoring are versions. Each names the versions that it goes on
from, so versions of several people can be put together in any order, any number of times. Two
versions that go on from the same one and know nothing of each other both stand, until a person
decides. Taking back is a version too. Pure.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final, TypeVar

from parself.text import one_line
from parself.values import Frozen, evolve, settle, to_bytes

V = TypeVar("V", bound="Version")
K = TypeVar("K")
_ID_DIGITS: Final = 20


class Version(Frozen, kw_only=True):
    """One state of what somebody decided, remarked or agreed."""

    who: str
    """Id of the officer."""
    when: datetime
    after: tuple[str, ...] = ()
    """Ids of the versions that this one goes on from; none for the first."""
    step: str = ""
    """Versions made in one go have one step, and are taken back in one go."""
    id: str = ""
    """Made from all the rest: the same version has the same id in every copy."""

    def __post_init__(self) -> None:
        settle(self, one_line, "who", "step")
        # Times are the office's own clock: a zone that was written into a file is dropped.
        settle(self, lambda when: when.replace(microsecond=0, tzinfo=None), "when")
        settle(self, lambda ids: tuple(sorted(set(ids))), "after")
        # An id that was read is not believed.
        settle(self, lambda _given: "", "id")
        settle(self, lambda _none: _digest(self), "id")


def _digest(version: Version) -> str:
    return sha256(to_bytes(version)).hexdigest()[:_ID_DIGITS]


def latest(
    versions: Iterable[V],
    key: Callable[[V], K],
    *,
    ends: Callable[[V], bool] = lambda _one: False,
    gone: Collection[str] = (),
) -> Mapping[K, tuple[V, ...]]:
    """Return, by key, the versions that no other goes on from, the earliest first.

    A version that `ends` its matter (a remark withdrawn) is left out, and so is one that is
    `gone`: what stood before it stands again. What stands under another key is not passed by: a
    strange file cannot put away what it has no business with.
    """
    known = {one.id: one for one in versions}
    here = [one for one in known.values() if one.id not in gone]
    passed = {(key(one), earlier) for one in here for earlier in passed_by(one, known, gone)}
    found: dict[K, list[V]] = {}
    for one in sorted(here, key=lambda one: (one.when, one.id)):
        if (key(one), one.id) not in passed and not ends(one):
            found.setdefault(key(one), []).append(one)
    return {name: tuple(standing) for name, standing in found.items()}


def passed_by(one: Version, known: Mapping[str, Version], gone: Collection[str]) -> Iterator[str]:
    """Yield the ids of what a version goes on from; of what is gone also what was before it."""
    waiting = list(one.after)
    while waiting:
        earlier = waiting.pop()
        yield earlier
        if earlier in gone and earlier in known:
            waiting += known[earlier].after


def going_on(before: Iterable[Version], version: V) -> V:
    """Return a version that goes on from all that stands."""
    return evolve(version, after=tuple(one.id for one in before))


def unknown(ours: Iterable[V], theirs: Iterable[V]) -> tuple[V, ...]:
    """Return the versions of theirs that ours do not hold, in the order of their ledger.

    No clock orders them: it may have been wrong.
    """
    known = {one.id for one in ours}
    return tuple(one for one in theirs if one.id not in known)
