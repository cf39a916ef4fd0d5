"""A return as a file: a bag of one sealed TOML file, read as distrustfully as any hand-in.

The same return gives the same bytes.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from parself import files
from parself.errors import DamagedError, ParselfError, Problem, say
from parself.files import Fingerprint
from parself.returns.form import NewerFormatError, dump, parse
from parself.returns.model import Return
from parself.submission import layout
from parself.submission.archive import (
    BundleError,
    DamagedBundleError,
    FormatUnsupportedError,
    WrongKindError,
    judged_apart,
)
from parself.submission.bag import Bag, open_bag
from parself.submission.packing import pack
from parself.values import Frozen

_MOST_PROBLEMS: Final = 20
_AGAIN: Final = say("Ask the province to send the appraisal result again.")


class ReturnFile(Frozen):
    """A return that was read, and passed every check."""

    path: Path
    value: Return
    digest: str
    """Hash of the content: equal only for equal returns."""


def file_name(value: Return) -> str:
    """Return the name of a return's file, where nobody gives it another."""
    return f"{_stem(value)}.zip"


def _stem(value: Return) -> str:
    return f"ket-qua-tham-dinh-{value.unit}-{value.year}-lan-{value.number}"


def content_digest(value: Return) -> str:
    """Return the hash of a return's content, as `read_return` finds it in the file."""
    return _digest(_print(dump(value)))


def _print(data: bytes) -> dict[str, Fingerprint]:
    return {layout.RETURNED: Fingerprint.of([data])}


def _digest(prints: dict[str, Fingerprint]) -> str:
    listed = {name: one.sha256 for name, one in prints.items()}
    return hashlib.sha256(layout.manifest(listed)).hexdigest()


def write_return(value: Return, path: Path) -> ReturnFile:
    """Write a return to a file, whole or not at all, and read it again.

    Raises `DamagedError` where nobody could read it (a text that is too long), and `FileError`.
    """
    data = dump(value)
    parse(data, where=file_name(value))
    prints = _print(data)
    info = _described(value, len(data))
    with files.writing(path) as stream:
        pack(stream, info, prints, lambda _name: [data])
    files.forget_cached(path)
    return read_return(path)


def _described(value: Return, size: int) -> dict[str, str]:
    """Return the fields of bag-info.txt, all of them derived from the return."""
    rubric = value.rubric
    return {
        "Bag-Software-Agent": "parself",
        layout.NAME_LABEL: _stem(value),
        layout.FORMAT_LABEL: str(layout.FORMAT),
        layout.KIND_LABEL: layout.RETURN,
        layout.PURPOSE_LABEL: value.purpose.value,
        layout.ROUND_LABEL: value.round,
        layout.RUBRIC_LABEL: f"{rubric.id} {rubric.edition} {rubric.scoring_hash}",
        layout.SEQUENCE_LABEL: str(value.number),
        layout.UNIT_LABEL: value.unit,
        layout.YEAR_LABEL: str(value.year),
        "Payload-Oxum": f"{size}.1",
    }


def read_return(path: Path) -> ReturnFile:
    """Read and check a return. Raises a `BundleError` that names the file and the entry."""
    with judged_apart(path):
        try:
            bag = open_bag(path, layout.RETURN)
        except (WrongKindError, FormatUnsupportedError):
            raise
        except BundleError as error:
            raise type(error)(*_to_the_province(error)) from None
        try:
            return ReturnFile(path, _understood(bag), bag.payload_digest)
        except NewerFormatError as error:
            raise FormatUnsupportedError(*_in(bag, error)) from None
        except ParselfError as error:
            raise DamagedBundleError(*_to_the_province(DamagedError(*_in(bag, error)))) from None


def _to_the_province(error: ParselfError) -> Iterator[Problem]:
    return (Problem(one.what, one.where, _AGAIN) for one in error.problems[:_MOST_PROBLEMS])


def _in(bag: Bag, error: ParselfError) -> Iterator[Problem]:
    return (Problem(one.what, f"{bag.name}, {one.where}", one.todo) for one in error.problems)


def _understood(bag: Bag) -> Return:
    """Read the content; it must agree with what the bag says of itself."""
    found = parse(bag.toml[layout.RETURNED], where=layout.RETURNED)
    told = _described(found, bag.sizes[layout.RETURNED])
    for label in sorted({*told, *bag.info}):
        if bag.info.get(label) != told.get(label):
            what = say("“{label}” does not agree with the content.", label=label)
            raise DamagedError(Problem(what, layout.BAG_INFO))
    return found
