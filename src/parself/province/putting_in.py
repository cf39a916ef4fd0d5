"""What was granted on appeal put into the appraisal, once, and published as the correction.

The step of each decision is the id of the ruling, by which it is known to be there: done again,
nothing is left to do.
"""

from collections.abc import Iterator
from pathlib import Path

from parself import files
from parself.errors import Problem, RefusedError, say
from parself.files import FolderLock
from parself.i18n import render
from parself.province import publishing, stages
from parself.province.appeals import Appealed, State
from parself.province.appraisal import write_step
from parself.province.appraising import needless
from parself.province.compared import claimed_figure
from parself.province.correction import Correction
from parself.province.decisions import Cell, Decision, Verdict
from parself.province.naming import Named, named_words
from parself.province.overview import Overview, open_overview
from parself.province.record import Condition, Round
from parself.province.round import require_open, require_whole
from parself.province.stages import InTheWay
from parself.province.terms import Change, require_lead, require_reason
from parself.province.versions import going_on
from parself.values import Frozen, evolve


class Planned(Frozen):
    """What a correction would do, and what has to be known before it."""

    appeals: tuple[Appealed, ...]
    """What was granted and is not published."""
    moves: Correction | None
    """None where the publication before it is lost."""
    left: InTheWay
    """What is not finished besides."""
    beside: tuple[Cell, ...]
    """Rows that would count differently though no appeal on them was granted."""
    named: tuple[Named, ...]
    """Whom its reasons name."""

    @property
    def is_clear(self) -> bool:
        """Whether it may be done without being asked about once more."""
        return not (self.left.count or self.beside or self.named)


class Corrected(Frozen):
    """The round after a correction, and what that did."""

    round: Round
    plan: Planned | None
    """None where it was done before a crash, and only the ledger was not told."""


def correct(path: Path, change: Change, decision: str = "", *, despite: bool = False) -> Corrected:
    """Reopen a published round, put in what was granted, close it and publish the next number.

    One lock is held over all of it, and what would stand in the way is asked first, so that
    nothing is half done. After a crash the same call goes on from where it stopped. Raises
    `RefusedError` where no grant waits, or, unless `despite`, where the plan is not clear, and
    `UsageError` where nobody says why, or whoever does it is no lead.
    """
    require_reason(change.why)
    with FolderLock(path, change.when):
        view = open_overview(path)
        done = publishing.told_late(view.round)
        if done is not None and not waiting(view):
            return Corrected(done, None)
        require_lead(view.round, change.who)
        found = planned(view, change)
        if not despite:
            _require_clear(view, found)
        if view.round.closed is not None and any(_to_put_in(view)):
            stages.open_again(view.round, change)
            view = open_overview(path)
        if view.round.closed is None:
            _put(view, change)
            stages.shut(open_overview(path), change, despite=despite)
            view = open_overview(path)
        return Corrected(publishing.issue(view, change, decision, anyway=despite), found)


def planned(view: Overview, change: Change) -> Planned:
    """Return the effect of a correction by the granted appeals on a round as it stands.

    Raises `RefusedError` where it cannot be corrected so.
    """
    found = waiting(view)
    _require_correctable(view, found)
    put = [_decision(view, one, change) for one in _to_put_in(view)]
    open_ = evolve(view.round, closed=None)
    after = evolve(view, round=open_, appraisal=view.appraisal.added(put))
    would = publishing.snapshot(after, change)
    moves = publishing.corrected(open_, would)
    cells = {Cell(one.appeal.unit, one.appeal.row) for one in found}
    moved = () if moves is None else moves.units
    rows = (Cell(unit.code, row.row) for unit in moved for row in unit.rows)
    return Planned(
        found,
        moves,
        stages.in_the_way(after, change.when.date()),
        tuple(cell for cell in rows if cell not in cells),
        publishing.named(view, would),
    )


def waiting(view: Overview) -> tuple[Appealed, ...]:
    """Return the granted appeals that are not published yet, put in already or not."""
    round_ = view.round
    if not round_.publications:
        return ()
    # What is published now holds all that was put in.
    last = None if round_.publication else publishing.earlier(round_, len(round_.publications) + 1)

    def is_put_in(one: Appealed) -> bool:
        unit, row, ruling = one.appeal.unit, one.appeal.row, one.ruling
        stands, told = view.stand(unit, row).decision, last.unit(unit) if last else None
        if one.state is not State.COUNTED or stands is None or ruling is None or told is None:
            return False
        return stands.step == ruling.id and told.points.get(row) != view.stand(unit, row).points

    granted = {*_to_put_in(view)}
    return tuple(one for one in view.appealed if one in granted or is_put_in(one))


def _require_correctable(view: Overview, found: tuple[Appealed, ...]) -> None:
    round_ = require_whole(view.round)
    where = files.show_path(round_.path)
    if not round_.publications:
        what = say("Nothing was published of this round.")
        raise RefusedError(Problem(what, where))
    publishing.require_sound(view)
    if not found:
        what = say("No granted appeal waits for a correction: nothing was changed.")
        ways = {
            Condition.PUBLISHED: "parself round reopen",
            Condition.REOPENED: "parself round close",
        }
        way = ways.get(round_.condition, "parself round publish")
        todo = say("What else is to be corrected goes on with: {command}", command=way)
        raise RefusedError(Problem(what, where, todo))


def _require_clear(view: Overview, found: Planned) -> None:
    """Raise `RefusedError` where somebody has to say that it is meant all the same."""
    where, told = files.show_path(view.round.path), []
    if found.left.count:
        count = found.left.count
        what = say("{count:count} things are not finished: nothing was changed.", count=count)
        told.append(Problem(what, where))
    if found.beside:
        what = say(
            "Besides what was granted, other points would be published: {cells}.",
            cells=", ".join(f"{view.round.called(one.unit)} {one.row}" for one in found.beside),
        )
        told.append(Problem(what, where))
    told += [Problem(named_words(view.round, one), where) for one in found.named]
    if told:
        todo = say("Correct despite that: {option}", option="--despite")
        raise RefusedError(*told[:-1], evolve(told[-1], todo=todo))


def put_in(path: Path, change: Change) -> tuple[Appealed, ...]:
    """Make decisions of the appraisal of the granted appeals that are none yet; return these.

    They are written in one step, so that a crash leaves all or none. Called again it finds nothing
    left. Raises `RefusedError` where the round is closed or an officer's share.
    """
    with FolderLock(path, change.when):
        return _put(open_overview(path), change)


def _put(view: Overview, change: Change) -> tuple[Appealed, ...]:
    """Put in as `put_in` does, for whoever holds the folder's lock."""
    require_open(require_whole(view.round))
    if view.appeal_trouble:
        raise RefusedError(*view.appeal_trouble)
    meant = tuple(_to_put_in(view))
    if meant:
        write_step(view.round.path, [_decision(view, one, change) for one in meant])
    return meant


def _to_put_in(view: Overview) -> Iterator[Appealed]:
    """Yield the granted appeals that are no decisions of the appraisal yet."""
    for one in view.appealed:
        if one.state is State.GRANTED and one.appeal.unit in view.facts:
            yield one


def _decision(view: Overview, one: Appealed, change: Change) -> Decision:
    """Return a granted appeal as a decision; its step is the ruling, by which it is known."""
    ruling, appeal = one.ruling, one.appeal
    assert ruling is not None, "only what is granted is put in"
    cell = Cell(appeal.unit, appeal.row)
    said = say("On the appeal of {day}: {reason}", day=appeal.sent, reason=ruling.reason)
    # What is granted as it was claimed is no adjustment.
    is_claimed = needless(view, cell, ruling.points) is not None
    if ruling.figure is not None:
        row = view.round.rubric.rows[cell.row]
        is_claimed = ruling.figure == claimed_figure(row, view.facts[cell.unit].rows[row.id])
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
    if ruling.figure is not None:
        decision = evolve(decision, counts=ruling.figure)
    # A second look that stands apart is passed by as well, else the row would differ again.
    looked = view.stand(appeal.unit, appeal.row, 2).latest
    return going_on((*view.standing(cell), *looked), decision)
