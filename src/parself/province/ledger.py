"""The ledger of a round: what came when, whether it still tells that, and how it is put right.

Nothing is ranked by it, so a round with a damaged ledger opens; what is wrong is told wherever
it does. Lines that are left are kept, and what was received is in the round itself.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from parself import files
from parself.assessment import beside
from parself.errors import Problem, say
from parself.files import FileError, journal
from parself.province.record import Received, UnitRecord

LEDGER: Final = "ledger.jsonl"
TAKEN_BACK: Final = "taken-back"
FOUND: Final = "found"
"""Tells of a hand-in that was received, nobody knows when."""
_APART: Final = timedelta(minutes=10)
"""By how much the clocks of two desks may differ."""
_WAY: Final = say("What was received stands. Put the ledger right: parself repair, --restore.")


def event(what: str, who: str, now: datetime, **facts: object) -> Mapping[str, object]:
    """Return an event for the ledger: what was done, by whom and when, and what belongs to it."""
    return {"time": now.isoformat(timespec="seconds"), "what": what, "who": who, **facts}


def told(path: Path, what: str) -> list[Mapping[str, Any]]:
    """Return the events of one kind in a round's ledger, the earliest first. Raises `FileError`."""
    lines = journal.read(path / LEDGER).lines.values()
    return [line for line in lines if line.get("what") == what]


def trouble(path: Path, units: Iterable[UnitRecord]) -> tuple[Problem, ...]:
    """Return what is wrong with a round's ledger; `units` are those of which something came."""
    where = files.show_path(path / LEDGER)
    try:
        found = journal.read(path / LEDGER)
    except FileError as error:
        return error.problems
    left = _untold(found, units)
    if not found.unreadable and not left:
        return ()
    what = say(
        "The ledger is damaged: {lines:count} lines cannot be read, and {untold:count} hand-ins"
        " that were received are not told.",
        lines=found.unreadable,
        untold=len(left),
    )
    return (Problem(what, where, _WAY),)


def behind(path: Path, now: datetime) -> tuple[Problem, ...]:
    """Return that this machine's clock stands before what the ledger noted last."""
    try:
        lines = [*journal.read(path / LEDGER).lines.values()]
    except FileError:
        return ()
    last = datetime.fromisoformat(lines[-1]["time"]) if lines else now
    if last <= now + _APART:
        return ()
    what = say(
        "The clock of this machine says {now}, and the ledger was last written at {last}.",
        now=f"{now:%H:%M %d/%m/%Y}",
        last=f"{last:%H:%M %d/%m/%Y}",
    )
    todo = say("Set the clock: what is noted now gets a wrong time. The order stays right.")
    return (Problem(what, files.show_path(path / LEDGER), todo),)


def untold(path: Path, units: Iterable[UnitRecord]) -> list[tuple[str, Received]]:
    """Return what was received and no line tells, each with its unit.

    Of a ledger that cannot be read, which `trouble` tells, nothing is known.
    """
    try:
        return _untold(journal.read(path / LEDGER), units)
    except FileError:
        return []


def mend(path: Path, units: Iterable[UnitRecord], *, now: datetime) -> None:
    """Write the ledger anew, of the lines that are left and of what was received.

    The damaged one goes to ``damaged/``. Raises `FileError`.
    """
    found = journal.read(path / LEDGER)
    added = [
        {"time": now.isoformat(timespec="seconds"), "what": FOUND, "unit": code}
        | {"file": one.file, "sequence": one.sequence, "digest": one.digest}
        for code, one in _untold(found, units)
    ]
    aside = path / beside.DAMAGED / f"{now:%Y-%m-%dT%H-%M-%S}-{LEDGER}"
    keep = aside if files.is_there(path / LEDGER) else None
    journal.rewrite(path / LEDGER, [*found.lines.values(), *added], keep=keep)


def _untold(found: journal.Journal, units: Iterable[UnitRecord]) -> list[tuple[str, Received]]:
    """Return what was received and no line tells, each with its unit."""
    told = {line.get("digest") for line in found.lines.values()}
    return [(unit.code, one) for unit in units for one in unit.received if one.digest not in told]
