"""The second appraisal begun: the first one sealed, and each unit's hand-in and return held fast.

A unit that does not reply is appraised all the same. Begun by mistake it is taken back, as long as
nothing was decided since.
"""

from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Final

from parself import files
from parself.errors import Problem, RefusedError, UsageError, say
from parself.files import FolderLock
from parself.province.appraisal import LEDGER
from parself.province.ledger import event
from parself.province.overview import Overview, open_overview
from parself.province.record import Appraised, Round, Second
from parself.province.returned import SentBack
from parself.province.round import noted, require_open, require_whole, write_round
from parself.province.terms import Change, require_lead, require_reason
from parself.province.todo import Kind, Task, tasks
from parself.values import Frozen, evolve

BEGUN: Final = "second-begun"
TAKEN_BACK: Final = "second-taken-back"
_STILL_FIRST: Final = frozenset(
    {Kind.DIVERGING, Kind.TWO_REPLIES, Kind.DIFFERING, Kind.TO_REVIEW, Kind.OPEN}
)


class Start(Frozen):
    """What the second appraisal would begin with."""

    tasks: tuple[Task, ...]
    """What the first appraisal has not finished."""
    unsent: tuple[str, ...]
    """Codes of the appraised units that were sent no result."""
    replied: tuple[str, ...]
    """Codes of the units whose reply came in time."""
    late: tuple[str, ...]
    """Codes of the units whose reply came after its last day and does not count."""
    silent: tuple[str, ...]
    """Codes of the units that were asked and did not reply."""
    is_early: bool
    """Whether the last day of replies is not over, and units may still reply."""

    @property
    def count(self) -> int:
        """How many rows and units are not finished; 0 where nothing stands in the way."""
        return sum(one.count for one in self.tasks) + len(self.unsent)


def look(view: Overview, today: date) -> Start:
    """Return what the second appraisal would begin with."""
    asked = {code: one for code, one in view.returned.items() if one.to_answer}
    would = evolve(
        view.round, second=_second(view, Change("", datetime.combine(today, time()), ""))
    )
    replied = tuple(code for code in asked if would.reply(code) is not None)
    # Of two replies that differ, the task to choose tells already.
    differ = {one.code for one in view.round.units.values() if one.diverging_replies}
    left = [code for code in asked if code not in replied and code not in differ]
    late = tuple(code for code in left if asked[code].named)
    last = view.round.dates.replies
    return Start(
        tuple(one for one in tasks(view, view.lines(today)) if one.kind in _STILL_FIRST),
        tuple(code for code in view.facts if code not in view.returned),
        replied,
        late,
        tuple(code for code in left if code not in late),
        last is not None and today <= last,
    )


def start(path: Path, change: Change, *, despite: bool = False) -> Round:
    """Begin the second appraisal of a round, and tell its ledger.

    Raises `RefusedError` where the first is not finished, unless `despite`, or the round is
    closed, and `UsageError` where the second has begun, nobody says why, or whoever does it
    is no lead.
    """
    require_reason(change.why)
    with FolderLock(path, change.when):
        view = open_overview(path)
        round_ = require_open(require_whole(view.round))
        require_lead(round_, change.who)
        if round_.second is not None:
            what = say("The second appraisal began on {day}.", day=round_.second.when.date())
            raise UsageError(Problem(what, files.show_path(path)))
        found = look(view, change.when.date())
        if found.count and not despite:
            raise _unfinished(path, found.count)
        begun = evolve(round_, second=_second(view, change))
        write_round(begun)
        facts = {"left": found.count, "late": list(found.late), "silent": list(found.silent)}
        return noted(begun, event(BEGUN, change.who, change.when, why=change.why, **facts))


def take_back(path: Path, change: Change) -> Round:
    """Go back to the first appraisal, as long as nothing was decided since.

    Raises `UsageError` where the second has not begun, nobody says why or whoever does it is no
    lead, and `RefusedError`
    where something was decided since, or the round is closed.
    """
    require_reason(change.why)
    with FolderLock(path, change.when):
        round_ = require_open(require_whole(open_overview(path).round))
        require_lead(round_, change.who)
        if round_.second is None:
            what = say("The second appraisal has not begun.")
            raise UsageError(Problem(what, files.show_path(path)))
        if _ledger(path)[0] != round_.second.size:
            what = say("Something was decided in the second appraisal: it goes on.")
            todo = say("Take the decisions back, or put single criteria back to not looked at.")
            raise RefusedError(Problem(what, files.show_path(path), todo))
        back = evolve(round_, second=None)
        write_round(back)
        return noted(back, event(TAKEN_BACK, change.who, change.when, why=change.why))


def _second(view: Overview, change: Change) -> Second:
    size, digest = _ledger(view.round.path)
    units = tuple(_appraised(view.round, code, view.returned.get(code)) for code in view.facts)
    when = change.when.replace(microsecond=0)
    return Second(when, change.who, change.why, size, digest, units)


def _appraised(round_: Round, code: str, sent: SentBack | None) -> Appraised:
    counts = round_.counting(code)
    assert counts is not None, "only units of which a hand-in counts have facts"
    if sent is None:
        return Appraised(code, counts.digest)
    return Appraised(code, counts.digest, sent.number, sent.digest, sent.to_answer)


def _ledger(path: Path) -> tuple[int, str]:
    """Return the size and the hash of the appraisal's ledger as it is."""
    ledger = path / LEDGER
    data = b"".join(files.read_chunks(ledger)) if files.is_there(ledger) else b""
    return len(data), sha256(data).hexdigest()


def _unfinished(path: Path, count: int) -> RefusedError:
    what = say("{count} things of the first appraisal are not finished.", count=count)
    todo = say("Finish them, or begin the second despite that: {option}", option="--despite")
    return RefusedError(Problem(what, files.show_path(path), todo))
