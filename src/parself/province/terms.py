"""A round's dates, settings and extensions changed: each change is told with its reason."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from parself import files
from parself.errors import Problem, UsageError, say
from parself.files import FolderLock
from parself.province.calendar import Dates, Extension
from parself.province.ledger import event
from parself.province.officers import lead_refusal
from parself.province.record import Round
from parself.province.round import noted, open_round, require_open, require_whole, write_round
from parself.values import Frozen, evolve


class Change(Frozen):
    """Who changes something, when and why."""

    who: str
    when: datetime
    why: str


def changed(
    path: Path, what: str, change: Change, done: Callable[[Round], Round], **facts: object
) -> Round:
    """Change an open round and tell its ledger, which may fail: see `Round.trouble`.

    Raises what `open_whole` and `done` raise.
    """
    return changed_even_closed(
        path, what, change, lambda round_: done(require_open(round_)), **facts
    )


def changed_even_closed(
    path: Path, what: str, change: Change, done: Callable[[Round], Round], **facts: object
) -> Round:
    """Do as `changed`; whether a closed round may be changed so is for `done` to refuse."""
    with FolderLock(path, change.when):
        round_ = done(require_whole(open_round(path)))
        write_round(round_)
        return noted(round_, event(what, change.who, change.when, why=change.why, **facts))


def require_reason(why: str) -> None:
    """Raise `UsageError` where nobody says why."""
    if not why.strip():
        raise UsageError(Problem(say("A reason is needed."), todo=say("Say why.")))


def require_lead(round_: Round, who: str) -> None:
    """Raise `UsageError` where officers are listed and somebody who is no lead closes or publishes.

    Every door asks this that begins, ends or corrects the appraisal for all units.
    """
    why = lead_refusal(round_.officers, who)
    if why is not None:
        raise UsageError(Problem(why, files.show_path(round_.path)))


def set_dates(path: Path, dates: Dates, change: Change) -> Round:
    """Set the dates of a round; the last day of appeals also once it is closed.

    Raises `UsageError` where they are in the wrong order, or nobody says why, and `RefusedError`
    where the round is closed and another date is meant.
    """
    require_reason(change.why)
    require_order(dates)

    def done(round_: Round) -> Round:
        if evolve(round_.dates, appeals=dates.appeals) != dates:
            require_open(round_)
        elif round_.closed is not None:
            # It touches no score: nothing has to be reopened for it.
            require_lead(round_, change.who)
        return evolve(round_, dates=dates)

    last = dates.appeals.isoformat() if dates.appeals else None
    return changed_even_closed(path, "dates", change, done, appeals=last)


def require_order(dates: Dates) -> None:
    """Raise `UsageError` where two dates of a round are in the wrong order."""
    wrong = dates.out_of_order()
    if wrong is not None:
        what = say("The dates are in the wrong order: {first} is after {second}.", **_named(wrong))
        raise UsageError(Problem(what, todo=say("Check the two dates.")))


def _named(wrong: tuple[str, str]) -> dict[str, object]:
    first, second = wrong
    return {"first": _DATES[first], "second": _DATES[second]}


_DATES = {
    "opening": say("opening"),
    "hand_in": say("last day of hand-ins"),
    "appraisal_1": say("end of the first appraisal"),
    "replies": say("last day of replies"),
    "appraisal_2": say("end of the second appraisal"),
    "appeals": say("last day of appeals"),
}


def extend(path: Path, extension: Extension, change: Change) -> Round:
    """Grant a unit a later last day of hand-ins.

    Raises `UsageError` for a unit that is not in the roster, a day that is not later than the
    round's, a round without a last day, or where nobody says why.
    """
    require_reason(change.why)

    def granted(round_: Round) -> Round:
        unit = round_.roster.unit(extension.unit)
        last = round_.dates.hand_in
        if unit is None:
            what = say("The unit “{unit}” is not in this round's roster.", unit=extension.unit)
            raise UsageError(Problem(what, files.show_path(path)))
        if last is None or extension.until <= last:
            what = say("An extension ends after the round's last day of hand-ins.")
            raise UsageError(Problem(what, todo=say("Check the round's dates and this one.")))
        others = tuple(one for one in round_.extensions if one.unit != extension.unit)
        return evolve(round_, extensions=(*others, extension))

    facts = {"unit": extension.unit, "until": extension.until.isoformat()}
    return changed(path, "extended", change, granted, **facts, document=extension.document)
