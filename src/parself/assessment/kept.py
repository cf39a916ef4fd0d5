"""Good copies of the files beside an assessment or a round, among the backups.

A file that somebody edits or damages is put back from here, and what changed in it can be
told. This module alone knows how the copies are named; one counts only if its content has
the hash that is asked for.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from parself import files, toml
from parself.assessment.beside import ROSTER, RUBRIC, STANDINGS, hashes
from parself.assessment.model import Assessment
from parself.assessment.saves import BACKUPS
from parself.errors import ParselfError
from parself.limits import LEDGER_BYTES, OF_ALL_UNITS, TOML_BYTES
from parself.rubric.identity import RubricIdentity, identity_of
from parself.rubric.load import rubric_from_bytes
from parself.rubric.model import Rubric

_DIGITS: Final = 16


def keep(path: Path, enclosed: Mapping[str, bytes]) -> None:
    """Copy the `enclosed` files into the backups of the folder `path`. Raises `FileError`."""
    for name, data in enclosed.items():
        file, digest = Path(name), sha256(data).hexdigest()[:_DIGITS]
        target = path / BACKUPS / f"{file.stem}-{digest}{file.suffix}"
        if files.fingerprint(target) != files.Fingerprint.of([data]):
            files.make_folder(target.parent)
            files.write_atomic(target, data)


def copy_of(path: Path, name: str, digest: str) -> bytes | None:
    """Return the content of a file by its hash; without one, the newest copy that is sealed.

    None where neither the backups nor the program's own files have it.
    """
    if not digest:
        return next((data for data in _copies(path, name) if toml.is_sealed(data)), None)
    known = (*_copies(path, name), *_shipped(name))
    return next((data for data in known if sha256(data).hexdigest() == digest), None)


def belonging(path: Path, state: Assessment, present: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files to be put back with an earlier state of an assessment; mostly none.

    A comparison table that the state did not have is taken away (empty content); a file of
    which no copy is left stays as it is.
    """
    there = hashes(present)
    changed: dict[str, bytes] = {}
    for name, digest in state.beside.items():
        found = copy_of(path, name, digest) if there.get(name) != digest else None
        if found is not None:
            changed[name] = found
    if state.beside and STANDINGS in there.keys() - state.beside.keys():
        changed[STANDINGS] = b""
    return changed


def find(path: Path, answered: RubricIdentity) -> tuple[Rubric, bytes] | None:
    """Return the rubric that was answered: from the backups, else from the program's own."""
    for data in (*_copies(path, RUBRIC), *_shipped(RUBRIC)):
        with suppress(ParselfError):
            rubric = rubric_from_bytes(data, where=RUBRIC)
            if answered == identity_of(rubric):
                return rubric, data
    return None


def _copies(path: Path, name: str) -> Iterator[bytes]:
    """Yield the copies of a file among the backups, the newest first."""
    stem = f"{Path(name).stem}-"
    found = [file for file in files.entries(path / BACKUPS) if file.name.startswith(stem)]
    for file in sorted(found, key=files.modified, reverse=True):
        with suppress(ParselfError):
            yield files.read_file(file, most=max(OF_ALL_UNITS * TOML_BYTES, LEDGER_BYTES))


def _shipped(name: str) -> Iterator[bytes]:
    """Yield the files of a kind that come with the program or are the user's own."""
    from parself.rubric import catalogue

    shelves: Mapping[str, catalogue.Shelf[Any]] = {
        RUBRIC: catalogue.RUBRICS,
        ROSTER: catalogue.ROSTERS,
        STANDINGS: catalogue.STANDINGS,
    }
    if name not in shelves:
        return
    for id_ in shelves[name].ids():
        with suppress(ParselfError):
            yield shelves[name].bytes_of(id_)
