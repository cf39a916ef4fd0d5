"""What was granted on appeal put into the appraisal, once, and published as the correction.

It is done in the round that was reopened. The step of each decision is the id of the ruling, by
which it is known to be there: done again, nothing is left to do.
"""

from collections.abc import Iterator
from pathlib import Path

from parself import files
from parself.errors import Problem, RefusedError, say
from parself.files import FolderLock
from parself.i18n import render
from parself.province import stages
from parself.province.appeals import Appealed, State
from parself.province.appraisal import write_step
from parself.province.appraising import needless
from parself.province.decisions import Cell, Decision, Verdict
from parself.province.overview import Overview, open_overview
from parself.province.publishing import publish
from parself.province.record import Condition, Round
from parself.province.round import require_open, require_whole
from parself.province.terms import Change, require_lead, require_reason
from parself.province.versions import going_on
from parself.values import Frozen


class Corrected(Frozen):
    """What a correction put in, and the round after it."""

    round: Round
    appeals: tuple[Appealed, ...]


def correct(path: Path, change: Change, decision: str = "", *, despite: bool = False) -> Corrected:
    """Reopen a published round, put in what was granted, close it and publish the next number.

    What would stand in the way is asked first, so that nothing is half done; after a crash the
    same call goes on from where it stopped. Raises `RefusedError` where nothing was granted, or
    something is not finished, unless `despite`, and `UsageError` where nobody says why or whoever
    does it is no lead.
    """
    require_reason(change.why)
    view = open_overview(path)
    _require_correctable(view, change, despite=despite)
    if view.round.condition is Condition.PUBLISHED:
        stages.reopen(path, change)
    found: tuple[Appealed, ...] = ()
    if view.round.condition is not Condition.CLOSED:
        found = put_in(path, change)
        stages.close(path, change, despite=despite)
    return Corrected(publish(path, change, decision), found)


def _require_correctable(view: Overview, change: Change, *, despite: bool) -> None:
    round_ = require_whole(view.round)
    require_lead(round_, change.who)
    where, granted = files.show_path(round_.path), len([*_to_put_in(view)])
    if not round_.publications:
        what = say("Nothing was published of this round.")
        raise RefusedError(Problem(what, where))
    if view.trouble:
        raise RefusedError(*view.trouble)
    if round_.condition is Condition.PUBLISHED and not granted:
        what = say("No granted appeal waits for a correction: nothing was changed.")
        todo = say("To correct something else, reopen: {command}", command="parself round reopen")
        raise RefusedError(Problem(what, where, todo))
    left = stages.in_the_way(view, change.when.date()).count - granted
    if left and not despite and round_.condition is not Condition.CLOSED:
        what = say("{count:count} things are not finished: nothing was changed.", count=left)
        todo = say("Correct despite that: {option}", option="--despite")
        raise RefusedError(Problem(what, where, todo))


def put_in(path: Path, change: Change) -> tuple[Appealed, ...]:
    """Make decisions of the appraisal of the granted appeals that are none yet; return these.

    They are written in one step, so that a crash leaves all or none. Called again it finds nothing
    left. Raises `RefusedError` where the round is closed or an officer's share.
    """
    with FolderLock(path, change.when):
        view = open_overview(path)
        require_open(require_whole(view.round))
        if view.appeal_trouble:
            raise RefusedError(*view.appeal_trouble)
        meant = [*_to_put_in(view)]
        if meant:
            write_step(path, [_decision(view, one, change) for one in meant])
    return tuple(meant)


def _to_put_in(view: Overview) -> Iterator[Appealed]:
    for one in view.appealed:
        if one.state is State.GRANTED and one.appeal.unit in view.facts:
            yield one


def _decision(view: Overview, one: Appealed, change: Change) -> Decision:
    """Return what was granted as a decision; its step is the ruling, by which it is known."""
    ruling, appeal = one.ruling, one.appeal
    assert ruling is not None, "only what is granted is put in"
    cell = Cell(appeal.unit, appeal.row)
    said = say("On the appeal of {day}: {reason}", day=appeal.sent, reason=ruling.reason)
    # What is granted as it was claimed is no adjustment.
    is_claimed = needless(view, cell, ruling.points) is not None
    decision = Decision(
        cell=cell,
        verdict=Verdict.ACCEPT if is_claimed else Verdict.ADJUST,
        points=ruling.points,
        reason=render(said),
        basis=view.basis(appeal.unit, appeal.row),
        who=ruling.who,
        when=change.when,
        step=ruling.id,
    )
    # A second look that stands apart is passed by as well, else the row would differ again.
    looked = view.stand(appeal.unit, appeal.row, 2).latest
    return going_on((*view.standing(cell), *looked), decision)
