"""A return as a file: a bag of one sealed TOML file, read as distrustfully as any hand-in.

The same return gives the same bytes.
"""

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from parself import files, toml
from parself.errors import DamagedError, Message, ParselfError, Problem, say
from parself.files import Fingerprint
from parself.limits import FIRST_YEAR, LAST_YEAR, NAME_LENGTH, RUBRIC_ITEMS, SEQUENCE_MOST
from parself.returns.model import Phase, Return, ReturnedRow, Ruling
from parself.rubric.model import Rubric
from parself.structure import BadShapeError, Reader, structure, written
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

FORMAT: Final = 1
"""The format of return.toml that this program reads and writes."""
_HASH: Final = frozenset("0123456789abcdef")
_MOST_INDEX: Final = 100
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


def dump(value: Return) -> bytes:
    """Return the bytes of return.toml, checksum included."""
    return toml.seal(toml.write({"format": FORMAT, **written(value)}))


def parse(data: bytes, *, where: str) -> Return:
    """Read return.toml. Raises `DamagedError` for all but what `dump` may have written."""
    if not toml.is_sealed(data):
        raise DamagedError(Problem(say("The checksum is missing or wrong."), where))
    table = toml.read(data, where=where).table
    if toml.format_of(table) != FORMAT:
        what = say("The appraisal result is of a format that this program does not read.")
        todo = say("Install the newest version of parself.")
        raise FormatUnsupportedError(Problem(what, where, todo))
    table.pop("format")
    try:
        found = structure(Reader(), Return, table, where)
    except BadShapeError as error:
        raise DamagedError(*error.problems) from None
    faults = [Problem(what, f"{where}, {place}") for place, what in _faults(found)]
    if faults:
        raise DamagedError(*faults)
    return found


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
        except FormatUnsupportedError as error:
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


_Fault = tuple[str, Message]
_NOT_POSSIBLE: Final = say("This value is not possible here.")


def _faults(found: Return) -> Iterator[_Fault]:
    """Yield what no province writes, each with its place."""
    is_hash = all(
        len(one) == 64 and set(one) <= _HASH
        for one in (found.hand_in_digest, found.rubric.scoring_hash)
    )
    possible = {
        "unit": layout.is_plain_name(found.unit) and len(found.unit) <= NAME_LENGTH,
        "year": FIRST_YEAR <= found.year <= LAST_YEAR,
        "round": 0 < len(found.round) <= NAME_LENGTH,
        "number": 0 < found.number <= SEQUENCE_MOST,
        "hand_in": 0 < found.hand_in <= SEQUENCE_MOST,
        "hand_in_digest": is_hash,
        "rows": 0 < len(found.rows) <= RUBRIC_ITEMS,
        "survey": len(found.survey) <= RUBRIC_ITEMS and not found.rows.keys() & found.survey.keys(),
    }
    yield from ((place, _NOT_POSSIBLE) for place, is_so in possible.items() if not is_so)
    for row, one in found.rows.items():
        if not _is_possible(one, found.phase):
            yield f"rows.{row}", _NOT_POSSIBLE
    for row, points in found.survey.items():
        if points < 0:
            yield f"survey.{row}", _NOT_POSSIBLE
    if not _is_published_rightly(found):
        yield "published", _NOT_POSSIBLE


def _is_possible(row: ReturnedRow, phase: Phase) -> bool:
    is_settled = row.ruling in {Ruling.ACCEPTED, Ruling.ADJUSTED}
    points = [one for one in (row.claimed, row.appraised) if one is not None]
    return (
        is_settled == (row.appraised is not None)
        and all(one >= 0 for one in points)
        and (row.outcome is None or phase is not Phase.FIRST)
    )


def _is_published_rightly(found: Return) -> bool:
    one = found.published
    if one is None or found.phase is not Phase.PUBLISHED:
        return (one is None) == (found.phase is not Phase.PUBLISHED)
    is_placed = one.place is None or (0 < one.place <= one.of and one.index is not None)
    return one.number > 0 and is_placed and Decimal(0) <= (one.index or 0) <= _MOST_INDEX


def misfits(found: Return, rubric: Rubric) -> tuple[Problem, ...]:
    """Return what of a return the rubric does not have, or not so many points for."""
    strange = [row for row in (*found.rows, *found.survey) if row not in rubric.rows]
    faults = [Problem(say("The rubric here has no such row."), row) for row in strange]
    points = [(row, one.appraised) for row, one in found.rows.items()]
    for row, reached in (*points, *found.survey.items()):
        most = rubric.rows[row].points if row in rubric.rows else None
        if reached is not None and most is not None and reached > most:
            what = say("Points must lie between 0 and {most:points}.", most=most)
            faults.append(Problem(what, row))
    return tuple(faults)
