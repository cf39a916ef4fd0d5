"""Copies of the rubrics that were answered, among the backups.

A rubric that somebody edits by hand is put back from here, and what changed in it can be
told. This module alone knows how the copies are named; one counts only if its content has
the hash that is asked for.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment.damage import BACKUPS
from parself.assessment.model import RubricIdentity
from parself.errors import ParselfError
from parself.limits import TOML_BYTES
from parself.rubric import catalogue
from parself.rubric.identity import scoring_hash
from parself.rubric.load import rubric_from_bytes
from parself.rubric.model import Rubric

_PREFIX: Final = "rubric-"
_DIGITS: Final = 16


def identity_of(rubric: Rubric) -> RubricIdentity:
    """Return by what an assessment names the rubric that it answers."""
    return RubricIdentity(rubric.id, rubric.edition, scoring_hash(rubric))


def keep(path: Path, rubric: Rubric, data: bytes) -> None:
    """Keep a copy of a rubric in the backups of the folder `path`. Raises `FileError`."""
    target = path / BACKUPS / f"{_PREFIX}{scoring_hash(rubric)[:_DIGITS]}.toml"
    if files.fingerprint(target) != files.Fingerprint.of([data]):
        files.make_folder(target.parent)
        files.write_atomic(target, data)


def find(path: Path, answered: RubricIdentity) -> tuple[Rubric, bytes] | None:
    """Return the rubric that was answered: from the backups, else from the program's own."""
    for rubric, data in _candidates(path, answered):
        if answered == identity_of(rubric):
            return rubric, data
    return None


def _candidates(path: Path, answered: RubricIdentity) -> Iterator[tuple[Rubric, bytes]]:
    copy = path / BACKUPS / f"{_PREFIX}{answered.scoring_hash[:_DIGITS]}.toml"
    with suppress(ParselfError):
        data = files.read_file(copy, most=TOML_BYTES)
        yield rubric_from_bytes(data, where=files.show_path(copy)), data
    # An id from a file must not name a path.
    if answered.id in catalogue.rubric_ids():
        with suppress(ParselfError):
            yield catalogue.find_rubric(answered.id)
