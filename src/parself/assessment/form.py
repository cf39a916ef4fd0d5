"""An assessment as the bytes of its file, and back.

The file is TOML that people can read and repair; its last line is a checksum of all
above it. Points are never in it, blank fields are left out, rows stand in the order of
their numbers. The same form travels in submissions.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeVar

from parself import toml
from parself.assessment.model import Assessment, Past, Scenario
from parself.errors import DamagedError, Message, ParselfError, Problem, say
from parself.limits import EVIDENCE_TOTAL_MB, MIB, REVISION_MOST, SEQUENCE_MOST
from parself.rules.amounts import Value
from parself.rules.checks import YEARS
from parself.structure import BadShapeError, Reader, bad, structure, written
from parself.text import is_digits, one_line
from parself.values import evolve

T = TypeVar("T")

FORMAT: Final = 1
"""The format of assessments that this program writes; it reads no newer one."""

_HEADER: Final = """\
# Bảng tự chấm điểm Chỉ số cải cách hành chính, do chương trình parself lưu.
# Nên sửa bằng parself: dòng cuối là mã kiểm tra của mọi nội dung ở trên.

"""
_SCENARIO_HEADER: Final = """\
# Phương án giả định của một bảng tự chấm, do chương trình parself lưu; không đưa vào hồ sơ gửi.

"""
_STORED_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MOST_POINTS: Final = 10_000
"""Far above what a row of any rubric is worth."""
_NUMBERS: Final = re.compile(r"[0-9]{1,9}|[^0-9]+")


class NewerFormatError(DamagedError):
    """The file was written by a newer version of the program."""


class UnstorableError(ParselfError):
    """The content cannot be stored so that it reads back the same; nothing was written."""


def dump(assessment: Assessment) -> bytes:
    """Return the file's bytes, checksum included; `parse` gives an equal assessment back.

    Raises `UnstorableError` for what the file cannot hold: too much of it, text that was
    not cleaned, numbers with too many digits.
    """
    return _sealed(_HEADER, _table_of(assessment), assessment, parse)


def _sealed(header: str, table: toml.Table, value: T, parse_back: Callable[..., T]) -> bytes:
    """Return the sealed bytes of a table. Raises `UnstorableError` where `value` is not read back.

    What cannot be read back must never take a good file's place.
    """
    data = toml.seal(header.encode() + toml.write(table))
    try:
        read_back = parse_back(data, where="")
    except DamagedError as error:
        raise UnstorableError(*error.problems) from error
    if read_back != value:
        raise UnstorableError(Problem(say("The content does not read back the same.")))
    return data


def _table_of(assessment: Assessment) -> toml.Table:
    first = {
        "format": FORMAT,
        "unit": assessment.unit,
        "year": assessment.year,
        "purpose": assessment.purpose.value,
        "revision": assessment.revision,
    }
    table: toml.Table = {**first, **written(assessment)}
    for rows in ("answers", "figures", "replies"):
        if rows in table:
            table[rows] = dict(sorted(table[rows].items(), key=lambda row: in_order(row[0])))
    return table


def in_order(row_id: str) -> list[tuple[bool, int, str]]:
    """Return a key that sorts ids as people count: 3.2 before 3.10, numbers before letters."""
    parts = _NUMBERS.findall(row_id)
    return [(False, int(part), "") if is_digits(part) else (True, 0, part) for part in parts]


def parse(data: bytes, *, where: str) -> Assessment:
    """Read a file's bytes; `where` names them in messages.

    Raises `NewerFormatError`, or `DamagedError` for anything but a sealed assessment.
    """
    return _assessment(_opened(data, where, say("Restore an earlier copy.")), where)


def _opened(data: bytes, where: str, todo: Message) -> toml.Table:
    """Return the table of a sealed file of a format that is known."""
    if not toml.is_sealed(data):
        what = say("The checksum is missing or wrong: the content was changed or cut off.")
        raise DamagedError(Problem(what, where, todo))
    table = toml.read(data, where=where).table
    _refuse_newer(table, where)
    return table


def parse_unsealed(data: bytes, *, where: str) -> Assessment:
    """Read a file whose checksum may be wrong, but nothing else. Raises `DamagedError`."""
    return _assessment(toml.read(data, where=where).table, where)


def _assessment(table: toml.Table, where: str) -> Assessment:
    """Read an assessment; refuse numbers and names that are possible under no rubric."""
    assessment = _read(Assessment, table, where)
    # A stored name must not lead out of its folder.
    names = (one.stored_name for one in assessment.documents if one.stored_name)
    strange = [one_line(name) for name in names if not _STORED_NAME.fullmatch(name)]
    whats = (say("“{name}” is not a name of stored evidence.", name=name) for name in strange)
    faults = [*(Problem(what, where) for what in whats), *_number_faults(assessment, where)]
    if faults:
        raise DamagedError(*faults)
    return assessment


def _number_faults(assessment: Assessment, where: str) -> Iterator[Problem]:
    """Find numbers outside the range that this program can have written."""
    bounds = [
        ("year", assessment.year, YEARS[0], YEARS[-1]),
        ("revision", assessment.revision, 0, REVISION_MOST),
        *(
            (f"documents[{one.id}].size", one.size, 0, EVIDENCE_TOTAL_MB * MIB)
            for one in assessment.documents
        ),
    ]
    if assessment.hand_in is not None:
        bounds.append(("hand_in.sequence", assessment.hand_in.sequence, 1, SEQUENCE_MOST))
    for key, found, least, most in bounds:
        if not least <= found <= most:
            yield _beyond(found, least, most, f"{where}, {key}")


def _beyond(found: int | Decimal, least: int, most: int, where: str) -> Problem:
    what = say(
        "{value} is not possible here: it must lie between {least} and {most}.",
        value=found,
        least=least,
        most=most,
    )
    todo = say("Correct this place in the file, or restore an earlier copy.")
    return Problem(what, where, todo)


def _refuse_newer(table: toml.Table, where: str) -> None:
    found = toml.format_of(table)
    if found is not None and found > FORMAT:
        what = say(
            "The file is in format {found}; this program reads formats up to {known}.",
            found=found,
            known=FORMAT,
        )
        raise NewerFormatError(Problem(what, where, say("Install the newest version of parself.")))


def _read(shape: type[T], table: toml.Table, where: str) -> T:
    """Turn the table of format 1 into a `shape`. Raises `DamagedError` with every fault."""
    if toml.format_of(table) != FORMAT:
        what = say("This is not a file of parself, or its first lines are missing.")
        raise DamagedError(Problem(what, where, say("Restore an earlier copy.")))
    rest = {key: value for key, value in table.items() if key != "format"}
    try:
        return structure(value_reader(), shape, rest, where)
    except BadShapeError as error:
        todo = say("Correct this place in the file, or restore an earlier copy.")
        faults = [Problem(fault.what, fault.where, fault.todo or todo) for fault in error.problems]
        raise DamagedError(*faults) from None


@lru_cache(maxsize=1)
def value_reader() -> Reader:
    """Return the reader of tables that hold entered values."""
    reader = Reader()
    reader.learn(Value, _value)
    return reader


_VALUES: Final = (int, Decimal, bool, date, str)


def _value(value: Any) -> Value:
    if isinstance(value, datetime) or not isinstance(value, _VALUES):
        raise bad(say("A number, a date, true, false or text is asked for here."))
    return value


def dump_past(past: Past) -> bytes:
    """Return the sealed bytes of ``past.toml``: last year's points and figures, row by row."""
    rows = dict(sorted(past.rows.items(), key=lambda row: in_order(row[0])))
    return toml.seal(toml.write({"format": FORMAT, **written(evolve(past, rows=rows))}))


def parse_past(data: bytes, *, where: str) -> Past:
    """Read ``past.toml``; its seal is checked where the folder is opened.

    Raises `NewerFormatError` or `DamagedError`.
    """
    table = toml.read(data, where=where).table
    _refuse_newer(table, where)
    past = _read(Past, table, where)
    faults = list(_past_faults(past, where))
    if faults:
        raise DamagedError(*faults)
    return past


def _past_faults(past: Past, where: str) -> Iterator[Problem]:
    if past.year not in YEARS:
        yield _beyond(past.year, YEARS[0], YEARS[-1], f"{where}, year")
    for row_id, row in past.rows.items():
        for points in (row.claimed, row.appraised, row.survey):
            if points is not None and not 0 <= points <= _MOST_POINTS:
                yield _beyond(points, 0, _MOST_POINTS, f"{where}, rows[{row_id}]")


def dump_scenario(scenario: Scenario) -> bytes:
    """Return the sealed bytes of a scenario's file. Raises `UnstorableError`."""
    table = {"format": FORMAT, **written(scenario)}
    return _sealed(_SCENARIO_HEADER, table, scenario, parse_scenario)


def parse_scenario(data: bytes, *, where: str) -> Scenario:
    """Read a scenario's file. Raises `NewerFormatError` or `DamagedError`."""
    todo = say("Delete it and make the scenario anew.")
    return _read(Scenario, _opened(data, where, todo), where)
