"""The end of an appraisal: what stands in its way, the scores closed, and the round reopened."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from parself import files
from parself.errors import Problem, RefusedError, UsageError, say
from parself.files import FolderLock
from parself.province import frozen
from parself.province.ledger import event
from parself.province.line import Line
from parself.province.overview import Overview, open_overview
from parself.province.record import Closed, Round
from parself.province.round import noted, open_round, require_open, require_whole, write_round
from parself.province.terms import Change, require_lead, require_reason
from parself.province.todo import Kind, Task, tasks
from parself.province.unranked import Unranked, Why, unranked
from parself.values import Frozen, evolve

CLOSED: Final = "closed"
REOPENED: Final = "reopened"


class InTheWay(Frozen):
    """What is not finished in a round."""

    tasks: tuple[Task, ...]
    awaited: tuple[str, ...]
    """Codes of the units that may still reply to what was sent back."""
    unranked: tuple[Unranked, ...]
    beside: tuple[Task, ...] = ()
    """Equal cases with different points, which are decided, and appeals: not in the way."""

    @property
    def count(self) -> int:
        """How many rows and units it is about; 0 where nothing stands in the way."""
        # Whoever has no place for want of a hand-in or of survey points is counted by that.
        no_rows = sum(one.why is Why.NO_ROWS for one in self.unranked)
        return sum(one.count for one in self.tasks) + len(self.awaited) + no_rows


def unfinished(round_: Round, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the units that keep places provisional: none once the scores are closed.

    A unit of which nothing came is among them until then, as it may still hand in.
    """
    return () if round_.closed is not None else tuple(one for one in lines if not one.is_final)


def in_the_way(view: Overview, today: date) -> InTheWay:
    """Return what is not finished in a round."""
    lines, last = view.lines(today), view.round.dates.replies
    # Open rows in nobody's share are among those that are open; no place waits for a second look.
    beside = {Kind.UNEQUAL, Kind.APPEALED}
    apart = {Kind.NOBODYS, Kind.NOBODYS_SECOND, *beside}
    found = tasks(view, lines)
    left = tuple(one for one in found if one.kind not in apart)
    sent = [] if last is not None and today > last else view.returned.items()
    awaited = tuple(code for code, one in sent if one.is_awaited)
    told = tuple(one for one in found if one.kind in beside)
    return InTheWay(left, awaited, unranked(lines), told)


def close(path: Path, change: Change, *, despite: bool = False) -> Round:
    """Close the scores of a round, and tell its ledger: nothing of it changes from then on.

    Raises `RefusedError` where something is in the way, unless `despite`, or the round is closed
    already, and `UsageError` where nobody says why, or whoever does it is no lead.
    """
    require_reason(change.why)
    with FolderLock(path, change.when):
        return shut(open_overview(path), change, despite=despite)


def shut(view: Overview, change: Change, *, despite: bool = False) -> Round:
    """Close the scores as `close` does, for whoever holds the folder's lock."""
    path = require_open(require_whole(view.round)).path
    require_lead(view.round, change.who)
    found = in_the_way(view, change.when.date())
    if found.count and not despite:
        raise _unfinished(path, found.count)
    when = change.when.replace(microsecond=0)
    closed = Closed(when, change.who, change.why, found.count, frozen.hold(path))
    round_ = evolve(view.round, closed=closed)
    write_round(round_)
    facts = {"left": found.count, "unranked": [one.unit.code for one in found.unranked]}
    return noted(round_, event(CLOSED, change.who, change.when, why=change.why, **facts))


def _unfinished(path: Path, count: int) -> RefusedError:
    what = say("{count:count} things are not finished: the scores were not closed.", count=count)
    todo = say("Finish them, or close the scores despite that: {option}", option="--despite")
    return RefusedError(Problem(what, files.show_path(path), todo))


def reopen(path: Path, change: Change) -> Round:
    """Reopen a closed round, and tell its ledger.

    Raises `UsageError` where it is not closed, nobody says why, or whoever does it is no lead.
    """
    require_reason(change.why)
    with FolderLock(path, change.when):
        return open_again(open_round(path), change)


def open_again(before: Round, change: Change) -> Round:
    """Reopen a round as `reopen` does, for whoever holds the folder's lock."""
    closed = require_whole(before).closed
    if closed is None:
        what = say("The scores of this round are not closed.")
        raise UsageError(Problem(what, files.show_path(before.path)))
    require_lead(before, change.who)
    write_round(evolve(before, closed=None))
    round_ = open_round(before.path)
    facts = {"closed": closed.when.isoformat(), "by": closed.who}
    return noted(round_, event(REOPENED, change.who, change.when, why=change.why, **facts))
