"""What an officer's file brought, taken out again: by new versions that say what stood before.

Nothing is removed, and work that went on from the file stays: only what still stands as the file
said it is put back. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from parself.province.appraising import Act, refused
from parself.province.decisions import Cell, Decision, Verdict
from parself.province.overview import Overview
from parself.province.remarks import Remark, Way
from parself.province.versions import Version, going_on
from parself.values import evolve

V = TypeVar("V", bound=Version)


def taken_out(view: Overview, ids: frozenset[str], act: Act) -> Sequence[Version]:
    """Return the versions that put back what stood before those of a file.

    `ids` are those that the file brought. What the person may not decide on is left as it is.
    """
    known = {one.id: one for one in view.appraisal.versions}
    found = [*_decisions(view, known, ids, act), *_words(view, known, ids, act)]
    return [one for one in found if refused(view, one) is None]


def _decisions(
    view: Overview, known: Mapping[str, Version], ids: frozenset[str], act: Act
) -> Iterator[Decision]:
    for cell, stand in view.stands.items():
        theirs = [one for one in stand.latest if one.id in ids]
        if not theirs:
            continue
        others = [one for one in stand.latest if one.id not in ids]
        before = others or [each for one in theirs for each in _before(known, one, ids)]
        contents = {one.said: one for one in before if one.cell == cell}
        for one in contents.values() or [_open(cell, act)]:
            yield going_on(stand.latest, _said_anew(one, act))


def _open(cell: Cell, act: Act) -> Decision:
    return Decision(cell=cell, verdict=Verdict.OPEN, who=act.who, when=act.when)


def _words(
    view: Overview, known: Mapping[str, Version], ids: frozenset[str], act: Act
) -> Iterator[Remark | Way]:
    """Yield remarks and ways as they were before, or withdrawn."""
    remarks = [one for standing in view.remarks.values() for one in standing if one.id in ids]
    ways = [one for standing in view.ways.values() for one in standing if one.id in ids]
    for remark in remarks:
        before = _before(known, remark, ids) or [evolve(remark, withdrawn=True)]
        yield from (going_on([remark], _said_anew(one, act)) for one in before)
    for way in ways:
        earlier = _before(known, way, ids) or [evolve(way, withdrawn=True)]
        yield from (going_on([way], _said_anew(one, act)) for one in earlier)


def _said_anew(version: V, act: Act) -> V:
    return evolve(version, who=act.who, when=act.when, step=act.step)


def _before(known: Mapping[str, Version], version: V, ids: frozenset[str]) -> list[V]:
    """Return the nearest versions of the same kind that a version goes on from, outside `ids`."""
    found: dict[str, V] = {}
    waiting, seen = list(version.after), set[str]()
    while waiting:
        one = known.get(waiting.pop())
        if one is None or one.id in seen or not isinstance(one, type(version)):
            continue
        seen.add(one.id)
        if one.id in ids:
            waiting += one.after
        else:
            found[one.id] = one
    return list(found.values())
