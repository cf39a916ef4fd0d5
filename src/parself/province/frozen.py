"""What was decided and entered in a round, held fast by its hashes.

The first appraisal is held fast once the second begins, everything once the round is closed, and
what is published for good. Of each a copy is kept among the backups, from which it is put back.
Hand-ins are kept as they came; of them no second copy is made, as they can be large.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import beside, kept
from parself.errors import Message, Problem, RefusedError, say
from parself.limits import LEDGER_BYTES
from parself.province import appraisal
from parself.province.record import Publication, Received, Round
from parself.province.reference import REFERENCE
from parself.province.survey import SURVEY

_HELD: Final = (appraisal.LEDGER, SURVEY, REFERENCE)
"""What the scores rest on beside round.toml, which is sealed itself."""


def hold(path: Path) -> Mapping[str, str]:
    """Keep a copy of what is to be held fast; return its hashes. Raises `FileError`."""
    there = [name for name in _HELD if files.is_there(path / name)]
    kept.keep(path, {name: files.read_file(path / name, most=LEDGER_BYTES) for name in there})
    return _hashes(path)


def trouble(round_: Round) -> tuple[Problem, ...]:
    """Return what is held fast and is not what it was then."""
    return (*broken(round_), *_lost_before(round_))


def broken(round_: Round) -> tuple[Problem, ...]:
    """Return the problems with files that changed since closing: nothing goes out before.

    What an earlier number told is not among it: it cannot be brought back by anything that is done
    in the round, and keeps no correction from the units.
    """
    issued = round_.publication
    published = lost(round_, issued) if issued is not None else None
    return (*_of_first(round_), *_of_closed(round_), *([published] if published else []))


def require_held(round_: Round) -> Round:
    """Return a round out of which something is to go.

    Raises `RefusedError` where what is held fast of it is not what it was.
    """
    if round_.broken:
        raise RefusedError(*round_.broken)
    return round_


def lost(round_: Round, one: Publication) -> Problem | None:
    """Return that the file of a publication is gone, or another one; None where it is there."""
    there = files.fingerprint(round_.path / one.file)
    if there is not None and there.sha256 == one.sha256:
        return None
    what = say("This is not what was published under number {number}.", number=one.number)
    where = files.show_path(round_.path / one.file)
    return Problem(what, where, _way(round_.path, {one.file: one.sha256}))


def hand_ins(round_: Round) -> Iterator[Problem]:
    """Yield which received files are not there as they came. Every one of them is read."""
    # An officer's share holds the hand-ins of the share, sealed apart.
    units = round_.units.values() if round_.desk is None else ()
    for record in units:
        for one in record.received:
            found = files.fingerprint(round_.path / one.file) if one.file else None
            if one.file and (found is None or found.sha256 != one.sha256):
                yield _other_hand_in(round_, record.code, one)


def put_back(round_: Round, *, now: datetime) -> None:
    """Put back what is not what it was and of which a copy is left.

    What lies there now goes to ``damaged/``. Raises `FileError`.
    """
    for name, digest in _wanted(round_).items():
        copy, there = kept.copy_of(round_.path, name, digest), files.fingerprint(round_.path / name)
        if copy is not None and (there is None or there.sha256 != digest):
            file = round_.path / name
            files.make_folder(file.parent)
            files.write_atomic(file, copy, keep=beside.aside(round_.path / file.name, now))


def _wanted(round_: Round) -> Mapping[str, str]:
    """Return the hashes of everything that is held fast as a whole file."""
    closed = round_.closed.files if round_.closed is not None else {}
    return {**closed, **{one.file: one.sha256 for one in round_.publications}}


def _hashes(path: Path) -> Mapping[str, str]:
    """Return the SHA-256 of what is held fast, by name; files that are not there are left out."""
    found = {name: files.fingerprint(path / name) for name in _HELD}
    return {name: one.sha256 for name, one in found.items() if one is not None}


def _lost_before(round_: Round) -> Iterator[Problem]:
    for one in round_.publications:
        found = lost(round_, one) if one != round_.publication else None
        if found is not None:
            yield found


def _of_first(round_: Round) -> tuple[Problem, ...]:
    second = round_.second
    # An officer's share has a ledger of its own.
    if second is None or round_.desk is not None:
        return ()
    if sha256(appraisal.start_of(round_.path, second.size)).hexdigest() == second.sha256:
        return ()
    # Of a closed round the whole ledger is told.
    if round_.closed is not None and appraisal.LEDGER in _changed(round_):
        return ()
    what = say("The first appraisal was changed since the second began.")
    todo = say("Put {name} back from a copy of the folder.", name=appraisal.LEDGER)
    return (Problem(what, files.show_path(round_.path), todo),)


def _of_closed(round_: Round) -> tuple[Problem, ...]:
    changed = _changed(round_)
    if not changed:
        return ()
    what = say("Changed since the scores were closed: {files}.", files=", ".join(changed))
    return (Problem(what, files.show_path(round_.path), _way(round_.path, changed)),)


def _changed(round_: Round) -> Mapping[str, str]:
    """Return the files that changed since the scores were closed, with their hashes of then."""
    if round_.closed is None:
        return {}
    now, then = _hashes(round_.path), round_.closed.files
    return {name: then.get(name, "") for name in _HELD if now.get(name) != then.get(name)}


def _way(path: Path, wanted: Mapping[str, str]) -> Message:
    """Return how files are put right; those that were not there then have no hash."""
    if all(digest and kept.copy_of(path, name, digest) for name, digest in wanted.items()):
        command = f"parself repair {files.show_path(path)} --restore"
        return say("A good copy is kept; to put it back: {command}", command=command)
    return say(
        "Put it back from a copy of the whole folder: of what was held fast none is left here."
    )


def _other_hand_in(round_: Round, code: str, one: Received) -> Problem:
    what = say(
        "Hand-in no. {number:none} of {unit} is not the file that was received.",
        number=one.sequence,
        unit=round_.called(code),
    )
    todo = say(
        "Copy the unit's own file of this hand-in ({digest}) here, under this name.",
        digest=one.short_digest,
    )
    return Problem(what, files.show_path(round_.path / one.file), todo)
