"""Ledgers that only grow: one JSON object a line, each line with a checksum of its own.

A flipped character would otherwise be read as another event. A line whose checksum is missing
or wrong is passed over and counted, never removed.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from parself.errors import Problem, say
from parself.files.durable import append_lines, read_file, write_atomic
from parself.files.faults import FileError, MissingFileError
from parself.limits import LEDGER_BYTES
from parself.values import Frozen

_SEAL: Final = ', "seal": "'
_DIGITS: Final = 16


class Journal(Frozen):
    """What a ledger says."""

    lines: Mapping[int, Mapping[str, Any]]
    """The events by the number of their line, from 1."""
    unreadable: int
    """How many lines were changed or cut short."""


def append(path: Path, *events: Mapping[str, object]) -> None:
    """Add events that are about to happen. Raises `FileError`; then none is added."""
    append_lines(path, *map(sealed, events))


def note(path: Path, *events: Mapping[str, object]) -> tuple[Problem, ...]:
    """Add events that have happened; return why they could not be noted.

    What has happened stands, so that a failure is told and not raised.
    """
    try:
        append(path, *events)
    except FileError as error:
        why = error.problems[0]
        what = say("This is done, but it could not be noted beside it. {why}", why=why.what)
        return (Problem(what, why.where, why.todo),)
    return ()


def rewrite(path: Path, events: Iterable[Mapping[str, Any]], *, keep: Path | None) -> None:
    """Write a ledger anew; the one that is replaced stays under `keep`. Raises `FileError`."""
    lines = (sealed({key: value for key, value in one.items() if key != "seal"}) for one in events)
    write_atomic(path, "".join(f"{line}\n" for line in lines).encode(), keep=keep)


def read(path: Path) -> Journal:
    """Read a ledger; one that does not exist is empty. Raises `FileError`."""
    try:
        return parse(read_file(path, most=LEDGER_BYTES))
    except MissingFileError:
        return Journal({}, 0)


def parse(data: bytes) -> Journal:
    """Return what a ledger's bytes say."""
    if not data:
        # A ledger is made with its first line: one without any has lost them.
        return Journal({}, 1)
    lines = enumerate(data.decode("utf-8", "replace").split("\n"), start=1)
    found = {number: opened(line) for number, line in lines if line}
    good = {number: event for number, event in found.items() if event is not None}
    return Journal(good, len(found) - len(good))


def sealed(event: Mapping[str, object]) -> str:
    """Return the line of an event that has at least one entry, with its checksum."""
    return seal(json.dumps(event, ensure_ascii=False))


def seal(text: str) -> str:
    """Return the text of a JSON object that has at least one entry, with its checksum."""
    head = text[:-1]
    return f'{head}{_SEAL}{_digest(head)}"}}'


def opened(line: str) -> Mapping[str, Any] | None:
    """Return the event of a line; None where its checksum is missing or wrong."""
    text = unsealed(line)
    with suppress(ValueError, RecursionError):
        event = None if text is None else json.loads(text)
        return event if isinstance(event, dict) else None
    return None


def unsealed(line: str) -> str | None:
    """Return the text that was sealed; None where the checksum is missing or wrong."""
    head, mark, digest = line.rpartition(_SEAL)
    return f"{head}}}" if mark and digest == f'{_digest(head)}"}}' else None


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_DIGITS]
