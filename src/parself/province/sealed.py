"""Small sealed files of a round's folder: read as values, or told as damaged with the way back."""

from pathlib import Path
from typing import TypeVar

from parself import files, toml
from parself.assessment.form import value_reader
from parself.errors import DamagedError, Message, Problem, say
from parself.files import MissingFileError
from parself.limits import TOML_BYTES
from parself.structure import BadShapeError, structure, written
from parself.values import Frozen

F = TypeVar("F", bound=Frozen)


def read_sealed(path: Path, shape: type[F], way_back: Message, *, times: int = 1) -> F | None:
    """Read a file that `write_sealed` wrote; None where there is none.

    It may be so many `times` as large as the usual caps allow.

    Raises `DamagedError`, which names the way back, for anything else, and `FileError`.
    """
    try:
        data = files.read_file(path, most=times * TOML_BYTES)
    except MissingFileError:
        return None
    where = files.show_path(path)
    if not toml.is_sealed(data):
        raise DamagedError(Problem(say("The checksum is missing or wrong."), where, way_back))
    try:
        table = toml.read(data, where=where, times=times).table
        return structure(value_reader(), shape, table, where)
    except BadShapeError as error:
        raise DamagedError(*error.problems) from None


def write_sealed(path: Path, value: Frozen) -> None:
    """Write a value as TOML with its checksum. Raises `FileError`."""
    files.write_atomic(path, sealed_bytes(value))


def sealed_bytes(value: Frozen) -> bytes:
    """Return a value as TOML with its checksum."""
    return toml.seal(toml.write(written(value)))
