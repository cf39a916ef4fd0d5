"""The files beside an assessment or a round: which they are, and whether they are still the same.

The rubric, the roster and the standings lie there as they were issued, without a seal of
their own: their owner keeps the hash of each. ``past.toml`` is written by the program and
ends with a seal. This module alone tells a file that was edited from one that was emptied,
cut short or taken away, and puts the good copy back.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from parself import files, toml
from parself.assessment import form
from parself.errors import DamagedError, Message, ParselfError, Problem, say
from parself.files import MissingFileError
from parself.limits import OF_ALL_UNITS, TOML_BYTES
from parself.rubric import load
from parself.values import Frozen

RUBRIC: Final = "rubric.toml"
ROSTER: Final = "roster.toml"
STANDINGS: Final = "standings.toml"
PAST: Final = "past.toml"
DAMAGED: Final = "damaged"
"""Folder for what was replaced as damaged; nothing in it is ever thrown away."""
_HASHED: Final = (RUBRIC, ROSTER, STANDINGS)
_DISPENSABLE: Final = frozenset({STANDINGS, PAST})
_READERS: Final[Mapping[str, Callable[[bytes], object]]] = {
    RUBRIC: lambda data: load.rubric_from_bytes(data, where=RUBRIC),
    ROSTER: lambda data: load.roster_from_bytes(data, where=ROSTER, times=OF_ALL_UNITS),
    STANDINGS: lambda data: load.standings_from_bytes(data, where=STANDINGS),
    PAST: lambda data: form.parse_past(data, where=PAST),
}


class Place(Frozen):
    """One value that differs between an edited file and the good copy; None: absent."""

    key: str
    before: object
    now: object


class Finding(Frozen):
    """A file whose content is not the one its owner recorded."""

    name: str
    present: bytes | None
    """What lies there now; None where the file is gone."""
    copy: bytes | None
    """The good content; None where no copy of it is left."""
    is_lost: bool
    """Whether the present content can be nobody's edit: gone, emptied or cut short."""

    @property
    def can_be_accepted(self) -> bool:
        """Whether work can go on with the present content, or without the file."""
        return not self.is_lost or self.name in _DISPENSABLE

    def places(self) -> Iterator[Place]:
        """Yield the values in which an edited file differs from the good copy."""
        if self.is_lost or self.present is None or self.copy is None:
            return
        tables = (toml.read(data, where=self.name).table for data in (self.copy, self.present))
        before, now = (dict(_flat(table)) for table in tables)
        for key in sorted({**before, **now}):
            if before.get(key) != now.get(key):
                yield Place(key, before.get(key), now.get(key))


class BesideError(DamagedError):
    """Files beside an assessment or a round are not the ones that belong to it."""

    def __init__(self, path: Path, findings: tuple[Finding, ...]) -> None:
        super().__init__(*(_problem(path, finding) for finding in findings))
        self.findings = findings

    @property
    def can_be_accepted(self) -> bool:
        """Whether the files as they lie there can be worked with."""
        return all(finding.can_be_accepted for finding in self.findings)

    @property
    def can_be_restored(self) -> bool:
        """Whether a good copy of every one of them is left."""
        return all(finding.copy is not None for finding in self.findings)


def read(path: Path, names: tuple[str, ...] = (*_HASHED, PAST)) -> dict[str, bytes]:
    """Return the files that lie in a folder, by name. Raises `FileError`."""
    found: dict[str, bytes] = {}
    for name in names:
        with suppress(MissingFileError):
            found[name] = files.read_file(path / name, most=OF_ALL_UNITS * TOML_BYTES)
    return found


def hashes(enclosed: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file that carries no seal of its own, by name."""
    return {name: sha256(enclosed[name]).hexdigest() for name in _HASHED if name in enclosed}


def refuse_strangers(
    path: Path,
    known: Mapping[str, str],
    enclosed: Mapping[str, bytes],
    copy_of: Callable[[str, str], bytes | None],
) -> None:
    """Raise `BesideError` for files whose hash or seal is not the recorded one.

    `copy_of` returns the good content of a file by its name and hash (empty for the newest
    sealed one), or None.
    """
    present = hashes(enclosed)
    names = [name for name in _HASHED if known.get(name) != present.get(name)]
    if PAST in enclosed and not toml.is_sealed(enclosed[PAST]):
        names.append(PAST)
    copies = {name: copy_of(name, known.get(name, "")) for name in names}
    found = tuple(
        Finding(name, enclosed.get(name), copy, _is_lost(name, enclosed))
        for name, copy in copies.items()
    )
    if found:
        raise BesideError(path, found)


def put_back(path: Path, error: BesideError, *, now: datetime) -> None:
    """Put the good copies back; what lies there now goes to ``damaged/``. Raises `FileError`."""
    for finding in error.findings:
        if finding.copy is not None:
            file = path / finding.name
            files.write_atomic(file, finding.copy, keep=aside(file, now))


def set_aside(path: Path, error: BesideError, *, now: datetime) -> None:
    """Keep a copy of every file that is lost under ``damaged/``. Raises `FileError`."""
    for finding in error.findings:
        if finding.is_lost and finding.present is not None:
            target = aside(path / finding.name, now)
            files.make_folder(target.parent)
            files.write_atomic(target, finding.present)


def aside(file: Path, now: datetime) -> Path:
    """Return where a file goes that is replaced as damaged."""
    return file.parent / DAMAGED / f"{now:%Y-%m-%dT%H-%M-%S}-{file.name}"


def _is_lost(name: str, enclosed: Mapping[str, bytes]) -> bool:
    if name not in enclosed or (name == PAST and not toml.has_seal(enclosed[name])):
        return True
    with suppress(ParselfError):
        _READERS[name](enclosed[name])
        return False
    return True


def _problem(path: Path, finding: Finding) -> Problem:
    where = files.show_path(path / finding.name)
    if finding.is_lost:
        gone = finding.present is None
        what = say("The file is gone.") if gone else say("The file is damaged and was not read.")
        return Problem(what, where, _way(finding))
    what = say("The file was changed outside parself.")
    count = len(tuple(finding.places()))
    if count:
        what = say(
            "The file was changed outside parself; {count:count} values differ.", count=count
        )
    return Problem(what, where, _way(finding))


def _way(finding: Finding) -> Message:
    if finding.copy is None and finding.can_be_accepted:
        return say(
            "No good copy is left here: accept this, or take the file out of the last hand-in."
        )
    if finding.copy is None:
        return say("No good copy is left here: take the file out of the last hand-in.")
    if not finding.can_be_accepted:
        return say("Put the good copy back.")
    if finding.is_lost:
        return say("Put the good copy back, or go on without the file.")
    return say("Put the good copy back, or accept the file as it is.")


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, object]]:
    """Yield every single value of a table with its path; tables in lists go by their id."""
    match value:
        case dict():
            for name, one in value.items():
                yield from _flat(one, f"{key}.{name}" if key else name)
        case list() if value and isinstance(value[0], dict):
            for number, one in enumerate(value, start=1):
                name = one.get("id") or one.get("code") or number
                yield from _flat(one, f"{key}[{name}]")
        case _:
            yield key, value
