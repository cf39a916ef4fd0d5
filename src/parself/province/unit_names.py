"""Names of units as tables write them, matched with the roster of a round.

A name is known where it is the unit's own but for marks, case and how its kind is written (H.,
TP, UBND huyện). Any other is a person's to match: what was matched is remembered in ``names.toml``,
which is sealed, and is never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from parself.errors import say
from parself.province.sealed import read_sealed, write_sealed
from parself.rubric.peers import Roster, Unit
from parself.text import search_key
from parself.values import Frozen, field

NAMES: Final = "names.toml"
NOBODY: Final = "-"
"""What a name is matched with that is no unit of the round."""
_ORDINAL: Final = re.compile(r"^(?:[0-9]{1,4}|[ivx]{1,6}) ")
_OFFICE: Final = re.compile(r"^(?:uy ban nhan dan|ubnd) ")
_KINDS: Final = {
    **{"h": "huyen", "tx": "thi xa", "tp": "thanh pho", "tt": "thi tran", "x": "xa", "p": "phuong"},
    **{one: one for one in ("huyen", "thi xa", "thanh pho", "thi tran", "xa", "phuong", "tinh")},
}
"""Kinds of units, by how they are written."""
_KIND: Final = re.compile(rf"^({'|'.join(sorted(_KINDS, key=len, reverse=True))}) (?=.)")
_NEAR: Final = 3
Told = Mapping[str, str]
"""A name that was matched, and the units before and after; empty for none."""


class Name(Frozen):
    """A name without marks and case, and apart from it the kind of unit that it says."""

    kind: str
    bare: str


class _File(Frozen):
    format: int = 1
    name: Mapping[str, str] = field(default_factory=dict)


def key_of(text: str) -> str:
    """Return the form in which names are compared: words without marks, case and number."""
    words = re.sub(r"[^a-z0-9]+", " ", search_key(text)).strip()
    return _ORDINAL.sub("", words)


def name_of(text: str) -> Name:
    """Take a name apart."""
    words = _OFFICE.sub("", key_of(text))
    found = _KIND.match(words)
    return Name(_KINDS[found[1]], words[found.end() :]) if found else Name("", words)


class Names:
    """The names of a round's units, ready to be looked up."""

    def __init__(self, roster: Roster, remembered: Mapping[str, str]) -> None:
        self._roster = roster
        self._remembered = remembered
        self._units: dict[str, list[tuple[str, Unit]]] = {}
        for unit in roster.units:
            own = {name_of(text) for text in (unit.short, unit.full, unit.locative)}
            kind = next((name.kind for name in own if name.kind), "")
            for bare in {name.bare for name in own}:
                self._units.setdefault(bare, []).append((kind, unit))
        self._codes = {unit.code for unit in roster.units}

    def code_of(self, text: str) -> str | None:
        """Return the unit that a name means; `NOBODY` for a stranger's, None where nobody knows."""
        code = text.strip().casefold()
        if code in self._codes:
            return code
        remembered = self._remembered.get(key_of(text))
        if remembered is not None:
            return remembered
        meant = {unit.code for unit in self._meant(name_of(text))}
        return meant.pop() if len(meant) == 1 else None

    def is_own(self, text: str, code: str) -> bool:
        """Say whether a name is the roster's own for a unit, letter by letter but for capitals."""
        unit = self._roster.unit(code)
        own = (code,) if unit is None else (code, unit.short, unit.full, unit.locative)
        return text.casefold() in {one.casefold() for one in own}

    def _meant(self, name: Name) -> Iterator[Unit]:
        for kind, unit in self._units.get(name.bare, ()):
            if kind == name.kind or not (kind and name.kind):
                yield unit

    def near(self, text: str) -> tuple[Unit, ...]:
        """Return the units whose names are most like one that nobody knows."""
        found = get_close_matches(name_of(text).bare, self._units, n=_NEAR)
        units = {unit.code: unit for bare in found for _kind, unit in self._units[bare]}
        return tuple(units.values())[:_NEAR]


def read_names(folder: Path) -> Mapping[str, str]:
    """Read names.toml of a round's folder: codes by `key_of` the name; empty where there is none.

    Raises `DamagedError` for all but what `remember_names` wrote, and `FileError`.
    """
    found = read_sealed(folder / NAMES, _File, say("Move it away, then match the names again."))
    return {} if found is None else found.name


def remember_names(folder: Path, names: Mapping[str, str]) -> Sequence[Told]:
    """Add names that a person matched to names.toml; return what is new, for the ledger.

    Raises what `read_names` raises.
    """
    known = read_names(folder)
    fresh = {name: code for name, code in names.items() if known.get(name) != code}
    if fresh:
        _write(folder, {**known, **fresh})
    return [
        {"name": name, "before": known.get(name, ""), "after": code} for name, code in fresh.items()
    ]


def forget_names(folder: Path, told: Iterable[Told]) -> None:
    """Put names back to what they were matched with before, as `remember_names` told it.

    What was matched otherwise since stays. Raises what `read_names` raises.
    """
    known = read_names(folder)
    back = {one["name"]: one["before"] for one in told if known.get(one["name"]) == one["after"]}
    if back:
        _write(folder, {name: code for name, code in {**known, **back}.items() if code})


def _write(folder: Path, names: Mapping[str, str]) -> None:
    write_sealed(folder / NAMES, _File(name=dict(sorted(names.items()))))
