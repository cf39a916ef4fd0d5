"""What was decided and entered in a round, held fast by its hashes.

The first appraisal is held fast once the second begins, everything once the round is closed, and
what is published for good.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from parself import files
from parself.errors import Problem, say
from parself.province import appraisal
from parself.province.record import Publication, Round
from parself.province.reference import REFERENCE
from parself.province.survey import SURVEY

_HELD: Final = (appraisal.LEDGER, SURVEY, REFERENCE)
"""What the scores rest on beside round.toml, which is sealed itself."""


def hashes(path: Path) -> Mapping[str, str]:
    """Return the SHA-256 of what is held fast, by name; files that are not there are left out.

    Raises `FileError`.
    """
    found = {name: files.fingerprint(path / name) for name in _HELD}
    return {name: one.sha256 for name, one in found.items() if one is not None}


def trouble(round_: Round) -> tuple[Problem, ...]:
    """Return what is held fast and is not what it was then."""
    published = (lost(round_, one) for one in round_.publications)
    told = (one for one in published if one is not None)
    return (*_of_first(round_), *_of_closed(round_), *told)


def lost(round_: Round, one: Publication) -> Problem | None:
    """Return that the file of a publication is gone, or another one; None where it is there."""
    there = files.fingerprint(round_.path / one.file)
    if there is not None and there.sha256 == one.sha256:
        return None
    what = say("This is not what was published under number {number}.", number=one.number)
    where = files.show_path(round_.path / one.file)
    return Problem(what, where, say("Put the file back from a copy."))


def _of_first(round_: Round) -> tuple[Problem, ...]:
    second = round_.second
    # An officer's share has a ledger of its own.
    if second is None or round_.desk is not None:
        return ()
    if sha256(appraisal.start_of(round_.path, second.size)).hexdigest() == second.sha256:
        return ()
    what = say("The first appraisal was changed since the second began.")
    todo = say("Put {name} back from a copy.", name=appraisal.LEDGER)
    return (Problem(what, files.show_path(round_.path), todo),)


def _of_closed(round_: Round) -> tuple[Problem, ...]:
    if round_.closed is None:
        return ()
    now, then = hashes(round_.path), round_.closed.files
    changed = [name for name in _HELD if now.get(name) != then.get(name)]
    if not changed:
        return ()
    what = say("Changed since the scores were closed: {files}.", files=", ".join(changed))
    todo = say("Put the files back from a copy, or reopen the round with the reason.")
    return (Problem(what, files.show_path(round_.path), todo),)
