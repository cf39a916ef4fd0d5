"""The trainer's session on disk: the pack with its key, what is allowed, the file for the groups.

This module makes it and opens it; what is collected in it later is the business of
`parself.workshop.session`.
"""

import secrets
from datetime import datetime
from pathlib import Path
from typing import Final

from parself import files, toml
from parself.assessment.beside import RUBRIC
from parself.assessment.form import value_reader
from parself.errors import DamagedError, Problem, UsageError, say
from parself.files import MissingFileError
from parself.limits import TOML_BYTES
from parself.rubric import catalogue
from parself.rubric.load import rubric_from_bytes
from parself.structure import BadShapeError, structure, written
from parself.values import Frozen, settle
from parself.workshop.exercise import Terms, file_name, handed_out, write_exercise
from parself.workshop.hand_ins import make_day
from parself.workshop.loading import find_pack, pack_from_bytes
from parself.workshop.pack import Pack

SESSION: Final = "session.toml"
PACK: Final = "pack.toml"
DAY: Final = "tinh"
FORMAT: Final = 1
_ID_BYTES: Final = 3
_DAY_IN_MINUTES: Final = 24 * 60


class SessionHead(Frozen):
    """What a session's file says."""

    format: int
    terms: Terms
    pack: str
    edition: str
    pack_hash: str
    rubric_hash: str
    """Hashes of the pack's file and of its rubric's, which lie beside without a seal."""
    made: datetime

    def __post_init__(self) -> None:
        settle(self, lambda moment: moment.replace(microsecond=0), "made")


class Material(Frozen):
    """A session as it was made."""

    path: Path
    terms: Terms
    pack: Pack
    """With its key: nothing of it is shown before the trainer reveals it."""
    made: datetime

    @property
    def session(self) -> str:
        """The session's id: bundles of another one do not belong here."""
        return self.terms.session

    @property
    def hand_out(self) -> Path:
        """The file that every group opens; there is none of a day with several districts."""
        return self.path / file_name(handed_out(self.pack, self.terms).exercise)

    @property
    def day(self) -> Path:
        """Where the hand-ins of a day with several districts lie; there is none of other packs."""
        return self.path / DAY


def make_session(
    path: Path,
    pack: str,
    *,
    now: datetime,
    hints: bool = False,
    why: bool = False,
    minutes: int | None = None,
) -> Material:
    """Make a session's folder from a pack, by id or by the path of its file.

    Raises what `find_pack` raises, `UsageError` for a time that is none, `OccupiedError` and
    `FileError`; after each, nothing is left behind.
    """
    found, data = find_pack(pack)
    time = found.head.minutes if minutes is None else minutes
    if not 1 <= time <= _DAY_IN_MINUTES:
        what = say("A time of {minutes} minutes is not possible.", minutes=time)
        raise UsageError(Problem(what, "--minutes", say("Write minutes, for example 30.")))
    terms = Terms(secrets.token_hex(_ID_BYTES), time, hints, why)
    rubric = catalogue.find_rubric(found.head.rubric)[1]
    hashes = _hash(data), _hash(rubric)
    head = SessionHead(FORMAT, terms, found.id, found.head.edition, *hashes, now)
    material = Material(path, terms, found, head.made)
    with files.new_folder(path):
        files.write_atomic(path / PACK, data)
        files.write_atomic(path / RUBRIC, rubric)
        if found.keys:
            write_exercise(handed_out(found, terms), material.hand_out)
        if found.districts:
            make_day(found, material.day)
        # Last: its presence makes the folder a session.
        files.write_atomic(path / SESSION, toml.seal(toml.write(written(head))))
    return material


def open_session(path: Path) -> Material:
    """Open a session's folder; it needs nothing from elsewhere.

    Raises `UsageError` where there is none, `DamagedError` where its files are not as they were
    made, and `FileError`.
    """
    head = _head(path)
    data = _as_made(path / PACK, head.pack_hash)
    rubric = rubric_from_bytes(_as_made(path / RUBRIC, head.rubric_hash), where=RUBRIC)
    pack = pack_from_bytes(data, where=PACK, rubric=rubric)
    return Material(path, head.terms, pack, head.made)


def _as_made(file: Path, digest: str) -> bytes:
    """Return a file of the session. Raises `DamagedError` where it is another one now."""
    try:
        data = files.read_file(file, most=TOML_BYTES)
    except MissingFileError as error:
        raise _otherwise(file) from error
    if _hash(data) != digest:
        raise _otherwise(file)
    return data


def is_session(path: Path) -> bool:
    """Say whether a folder is a trainer's session."""
    return files.is_there(path / SESSION)


def _head(path: Path) -> SessionHead:
    file = path / SESSION
    try:
        data = files.read_file(file, most=TOML_BYTES)
    except MissingFileError as error:
        what = say("There is no session of a workshop in this folder.")
        todo = say("Make one: {command}", command="parself workshop new")
        raise UsageError(Problem(what, files.show_path(path), todo)) from error
    if not toml.is_sealed(data):
        raise _otherwise(file)
    try:
        table = toml.read(data, where=files.show_path(file)).table
        return structure(value_reader(), SessionHead, table, files.show_path(file))
    except BadShapeError as error:
        raise DamagedError(*error.problems) from None


def _otherwise(file: Path) -> DamagedError:
    what = say("The file is not as it was when the session was made.")
    todo = say("Copy it back from where it was saved, or make the session anew.")
    return DamagedError(Problem(what, files.show_path(file), todo))


def _hash(data: bytes) -> str:
    return files.Fingerprint.of([data]).sha256
