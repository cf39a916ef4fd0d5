"""Copies of a round that lie beside it, and went on by themselves.

A folder that was copied in the middle of a round is a backup while it only holds what the round
holds. Once it holds more, two rounds go on under one id: that is told wherever a round is opened,
and nothing of the one is ever taken over into the other by itself.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from parself import files
from parself.errors import Problem, say
from parself.files import FileError
from parself.limits import LEDGER_BYTES, OF_ALL_UNITS, TOML_BYTES
from parself.province.appraisal import LEDGER as APPRAISAL
from parself.province.ledger import LEDGER
from parself.province.round_file import ROUND_FILE

_LEDGERS: Final = (LEDGER, APPRAISAL)
_DESK: Final = b"[desk]"


def trouble(path: Path, id_: str) -> Iterator[Problem]:
    """Yield that a copy of a round beside it holds what the round does not.

    An officer's share is no copy. What cannot be read is passed over: it is nobody's copy yet.
    """
    if not id_:
        return
    for other in files.entries(path.absolute().parent):
        if other.name != path.absolute().name and _is_copy(other, id_):
            theirs, ours = _lines(other), _lines(path)
            if theirs - ours:
                yield _told(id_, other, len(theirs - ours), len(ours - theirs))


def _is_copy(folder: Path, id_: str) -> bool:
    data = _read(folder / ROUND_FILE, OF_ALL_UNITS * TOML_BYTES)
    return f'id = "{id_}"'.encode() in data and _DESK not in data


def _lines(folder: Path) -> frozenset[bytes]:
    """Return the lines of both ledgers."""
    found = (_read(folder / name, LEDGER_BYTES).split(b"\n") for name in _LEDGERS)
    return frozenset(line for lines in found for line in lines if line)


def _read(path: Path, most: int) -> bytes:
    try:
        return files.read_file(path, most=most) if files.is_there(path) else b""
    except FileError:
        return b""


def _told(id_: str, other: Path, theirs: int, ours: int) -> Problem:
    what = say(
        "A copy of this round ({id}) went on beside it: {theirs:count} lines of its ledgers are not"
        " here, {ours:count} lines here are not there.",
        id=id_,
        theirs=theirs,
        ours=ours,
    )
    todo = say("Say which one goes on and put the other away; nothing is taken over by itself.")
    return Problem(what, files.show_path(other), todo)
