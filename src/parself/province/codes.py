"""Verification codes as they were typed from signed papers, kept with the hand-ins.

The ledger keeps each code with what came of it; a hand-in keeps the one that is its own.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from parself.errors import ParselfError
from parself.files import FolderLock
from parself.province.correcting import checked
from parself.province.ledger import event
from parself.province.receiving import one_meant
from parself.province.record import Received, Round
from parself.province.round import open_whole, tell, write_round
from parself.submission.code import Match
from parself.text import one_line
from parself.values import Frozen, evolve

COMPARED: Final = "code"


class TypedCode(Frozen):
    """A code that was typed for a hand-in, and whether it is that hand-in's."""

    file: str
    unit: str
    digest: str
    typed: str
    match: Match


def note(path: Path, codes: Sequence[TypedCode], *, who: str = "", now: datetime) -> Round:
    """Keep codes that were typed with the hand-ins that were received.

    Raises what `open_whole` raises; a code of a file that was left out stands in the ledger alone.
    """
    with FolderLock(path, now):
        round_ = open_whole(path)
        for one in codes:
            round_ = _with(round_, one)
        write_round(round_)
        unnoted = tell(round_, [_event(one, who, now) for one in codes])
    return evolve(round_, trouble=unnoted or round_.trouble)


def _with(round_: Round, one: TypedCode) -> Round:
    record = round_.units.get(one.unit)
    if record is None or one.match is not Match.MATCH:
        return round_

    def coded(each: Received) -> Received:
        return evolve(each, code=one.typed) if each.digest == one.digest else each

    return round_.with_unit(evolve(record, received=tuple(map(coded, record.received))))


def _event(one: TypedCode, who: str, now: datetime) -> dict[str, object]:
    facts = {"file": one_line(one.file), "unit": one.unit, "digest": one.digest}
    code = one_line(one.typed)
    return {**event(COMPARED, who, now, **facts, code=code, result=one.match.value)}


def owner(round_: Round, unit: str, name: str, typed: str) -> Received | None:
    """Return another hand-in of a unit whose code was typed; None where it is of none.

    One that cannot be read is passed over. Raises as `compare` does.
    """
    record, meant = one_meant(round_, unit, name)
    others = (one for one in reversed(record.received) if one.digest != meant.digest)
    return next((one for one in others if _is_its(round_.path / one.file, typed)), None)


def _is_its(path: Path, typed: str) -> bool:
    with suppress(ParselfError):
        return checked(path, typed) is Match.MATCH
    return False


def compare(
    path: Path, unit: str, name: str, typed: str, *, who: str = "", now: datetime
) -> tuple[Round, Match]:
    """Compare a code with a hand-in that was received, and keep it.

    The hand-in is named as for `receiving.choose`. Raises `UsageError` where no single one is
    meant, a `BundleError` where the kept file is damaged, and `FileError`.
    """
    _record, one = one_meant(open_whole(path), unit, name)
    match = checked(path / one.file, typed)
    code = TypedCode(Path(one.file).name, unit, one.digest, typed, match)
    return note(path, [code], who=who, now=now), match
