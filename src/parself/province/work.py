"""One step of an appraiser: under the folder's lock read the round, decide, write it down."""

import getpass
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from parself.errors import Problem, UsageError, say
from parself.files import FolderLock
from parself.province.appraisal import write_step
from parself.province.appraising import Act, kept_from, require_allowed
from parself.province.decisions import Back, Decision
from parself.province.officers import id_of
from parself.province.overview import Overview, open_overview
from parself.province.record import Round
from parself.province.round import require_open
from parself.province.versions import Version
from parself.text import one_line
from parself.values import evolve


def decided(
    folder: Path, who: str, now: datetime, make: Callable[[Overview, Act], Sequence[Version]]
) -> Overview:
    """Write what somebody decides as one step, and return the round as it is then.

    `who` is an officer's id or login; empty means whoever works at this desk. Raises what `make`
    raises, `UsageError` where the officer may not, and `RefusedError` where the round is closed;
    then nothing is written. Raises `BusyError` where the round is being changed in another window.
    """
    with FolderLock(folder, now):
        view = open_overview(folder)
        require_open(view.round)
        versions = make(view, act_of(view.round, who, now))
        require_allowed(view, versions)
        if versions:
            write_step(folder, versions)
    return evolve(view, appraisal=view.appraisal.added(versions))


def act_of(round_: Round, who: str, now: datetime) -> Act:
    """Return who decides now in a round: somebody named, else whoever works at this desk."""
    return Act(id_of(round_.officers, who or _at(round_)), now, token_hex(4))


def _at(round_: Round) -> str:
    """Return who works at this desk: whose share it is, else who is logged in."""
    return logged_in() if round_.desk is None else round_.desk.officer


def last_step(view: Overview, act: Act) -> Sequence[Decision]:
    """Return what this officer decided last, in one go, as far as it stands.

    Raises `UsageError` where there is nothing left of theirs.
    """
    ours = [
        one
        for stand in view.stands.values()
        for one in stand.latest
        if one.who == act.who and kept_from(view, one.cell, act.who) is None
    ]
    standing = {one.step for one in ours}
    for step in (one.step for one in reversed(view.appraisal.decisions) if one.step in standing):
        return [one for one in ours if one.step == step]
    raise UsageError(Problem(say("There is no decision of yours left to take back.")))


def back(view: Overview, act: Act) -> Sequence[Back]:
    """Return what takes the last step of this officer back. Raises what `last_step` raises."""
    return [
        Back(cell=one.cell, of=one.id, who=act.who, when=act.when, step=act.step)
        for one in last_step(view, act)
    ]


def logged_in() -> str:
    """Return the name under which somebody is logged in; empty where the system does not say."""
    try:
        return one_line(getpass.getuser())
    # On Windows without a user's environment the last resort of `getuser` is a missing module.
    except (OSError, KeyError, ImportError):
        return ""
