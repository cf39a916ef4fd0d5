"""Appeals noted, decided, withdrawn, and decisions on them taken back: every door asks here.

An appeal belongs to what is published now. Somebody decides who made none of the earlier decisions
on the row, where the round lists such an officer. None of this moves a point: see `putting_in`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from parself import files
from parself.errors import Message, ParselfError, Problem, RefusedError, UsageError, say
from parself.files import FolderLock
from parself.numerals import round_half_up
from parself.province import publishing
from parself.province.appeals import (
    APPEAL,
    Act,
    Appeal,
    Appealed,
    Ruling,
    RulingBack,
    State,
    Withdrawal,
    latest_of,
    untold,
    write_act,
)
from parself.province.appraising import compares_none, points_fault, points_if, scored_elsewhere
from parself.province.compared import impossible_figure
from parself.province.decisions import Cell
from parself.province.ledger import event
from parself.province.officers import Officer, bar_of, barred, called, found, id_of, is_lead
from parself.province.officers import unlisted as not_listed
from parself.province.overview import Overview, open_overview
from parself.province.record import Round
from parself.province.returning import require_known
from parself.province.round import noted, require_open, require_whole, tell
from parself.province.snapshot import Snapshot
from parself.province.terms import Change, changed_even_closed, require_lead, require_reason
from parself.values import Frozen, evolve

SETTING: Final = "appeals-setting"


class Argued(Frozen):
    """What a unit argues, as it is typed."""

    unit: str
    row: str
    text: str
    letter: str = ""
    """Number of the letter."""
    day: date | None = None
    """Day of the letter."""
    number: int | None = None
    """Of the publication; None means the present one."""


class Meant(Frozen):
    """How an appeal is decided: points, or None to refuse it, and why."""

    points: Decimal | None
    reason: str
    figure: Decimal | None = None
    """In place of points, in a row that compares units: the figure that counts."""


class Done(Frozen):
    """What an act on an appeal led to."""

    view: Overview
    one: Appealed


def note(path: Path, argued: Argued, change: Change) -> Done:
    """Note an appeal of a unit.

    Raises `UsageError` for a unit, a row or a publication that cannot be appealed, and
    `RefusedError` where nothing is published now, or the row is appealed already.
    """

    def made(view: Overview) -> Appeal:
        published = _published(view.round)
        what = unappealable(view, published, argued)
        if what is not None:
            raise UsageError(Problem(what, f"{view.round.called(argued.unit)} {argued.row}"))
        number = _stands_at(view.round, published, argued.unit)
        _require_first(view, argued, number)
        unit = published.unit(argued.unit)
        assert unit is not None, "asked for above"
        return Appeal(
            unit=argued.unit,
            row=argued.row,
            number=number,
            points=unit.points[argued.row],
            text=argued.text,
            letter=argued.letter,
            day=argued.day,
            who=id_of(view.round.officers, change.who),
            when=change.when,
        )

    return _written(path, change, made)


def unappealable(view: Overview, published: Snapshot, argued: Argued) -> Message | None:
    """Return why a unit cannot appeal so; None where it can."""
    round_ = view.round
    require_known(round_, (argued.unit,))
    if argued.row not in round_.rubric.rows:
        return say("The rubric has no row {row}.", row=argued.row[:60])
    if not argued.text.strip():
        return say("Nothing says what the unit argues.")
    now = _stands_at(round_, published, argued.unit)
    if argued.number is not None and not now <= argued.number <= published.number:
        return say(
            "Publication no. {number:none} is not the present one: that is no. {now:none}.",
            number=argued.number,
            now=now,
        )
    elsewhere = scored_elsewhere(round_.rubric, argued.row)
    if elsewhere is not None:
        return elsewhere
    unit = published.unit(argued.unit)
    if unit is None or argued.row not in unit.points:
        return say("No points of this unit were published.")
    if argued.row in unit.not_applicable:
        return say("The row does not apply to this unit.")
    return None


def _stands_at(round_: Round, published: Snapshot, unit: str) -> int:
    """Return the number of the publication at which a unit stands, as it is told."""
    told = publishing.told(round_).get(unit)
    return published.number if told is None else told.number


def _require_first(view: Overview, argued: Argued, number: int) -> None:
    before = latest_of(view.appealed, argued.unit, argued.row)
    if before is None or (before.state is not State.OPEN and before.appeal.number != number):
        return
    what = say("An appeal on this row is noted already, of {day}.", day=before.appeal.sent)
    todo = say("Decide that one, or note that the unit withdraws it.")
    if before.state is not State.OPEN:
        what = say("An appeal on this row was decided already, of {day}.", day=before.appeal.sent)
        todo = say(
            "For the unit publication no. {number:none} stands: of it a row is appealed once.",
            number=number,
        )
    raise RefusedError(Problem(what, f"{view.round.called(argued.unit)} {argued.row}", todo))


def _published(round_: Round) -> Snapshot:
    """Return the present publication. Raises `RefusedError` while there is none."""
    issued = round_.publication
    if issued is None:
        what = say("Appeals are noted and decided while the results are published.")
        todo = say("Publish them first: {command}", command="parself round publish")
        raise RefusedError(Problem(what, files.show_path(round_.path), todo))
    return publishing.read(round_, issued.number)


def decide(
    path: Path, unit: str, row: str, meant: Meant, change: Change, *, despite: bool = False
) -> Done:
    """Decide on the open appeal of a unit on a row; nothing else changes.

    Raises `UsageError` where there is no such appeal, it is decided already, the officer may not
    decide, or the points are not possible, and `RefusedError` where nothing is published now, or
    the appeal came too late, unless `despite`.
    """

    def made(view: Overview) -> Ruling:
        published = _published(view.round)
        one = require_open_appeal(view, unit, row)
        where = f"{view.round.called(unit)} {row}"
        if one.is_late and not despite:
            what = say("The appeal of {day} came after the last day.", day=one.appeal.sent)
            todo = say("Decide it all the same: {option}", option="--despite")
            raise RefusedError(Problem(what, where, todo))
        points = _points(view, unit, row, meant)
        why = kept_from(view, one, change.who) or _fault(view, published, one, meant, points)
        if why is not None:
            raise UsageError(Problem(why, where))
        who = id_of(view.round.officers, change.who)
        ruling = Ruling(
            appeal=one.appeal.id,
            points=points,
            reason=meant.reason,
            is_same_person=who in deciders(view, one),
            who=who,
            when=change.when,
        )
        return ruling if meant.figure is None else evolve(ruling, counts=meant.figure)

    return _written(path, change, made)


def require_open_appeal(view: Overview, unit: str, row: str) -> Appealed:
    """Return the open appeal of a unit on a row. Raises `UsageError` where there is none."""
    one = _require_appeal(view, unit, row)
    if one.state is State.OPEN:
        return one
    assert one.ruling is not None, "neither open nor withdrawn"
    what = say("The appeal was decided on {day}.", day=one.ruling.when.date())
    todo = say("Take the decision back first: {command}", command="parself round appeal take-back")
    raise UsageError(Problem(what, f"{view.round.called(unit)} {row}", todo))


def _require_appeal(view: Overview, unit: str, row: str) -> Appealed:
    require_known(view.round, (unit,))
    one = latest_of(view.appealed, unit, row)
    if one is None:
        what = say("The unit has no appeal on this row.")
        todo = say("See which there are: {command}", command="parself round appeal list")
        raise UsageError(Problem(what, f"{view.round.called(unit)} {row[:60]}", todo))
    return one


def deciders(view: Overview, one: Appealed) -> frozenset[str]:
    """Return who decided on the row of an appeal before it was put into the appraisal."""
    unit, row, own = one.appeal.unit, one.appeal.row, one.ruling.id if one.ruling else ""
    looks = (Cell(unit, row), Cell(unit, row, 2))
    found_ = (each for cell in looks for each in view.appraisal.of(cell))
    return frozenset(each.who for each in found_ if not own or each.step != own)


def others(view: Overview, one: Appealed) -> tuple[Officer, ...]:
    """Return the officers who may decide on an appeal and made no earlier decision on its row.

    These are leads, and the other officers where no lead is left.
    """
    before, officers = deciders(view, one), view.round.officers
    left = tuple(
        each
        for each in officers
        if each.id not in before and bar_of(officers, each, one.appeal.unit) is None
    )
    return tuple(each for each in left if each.is_lead) or left


def kept_from(view: Overview, one: Appealed, who: str) -> Message | None:
    """Return why somebody may not decide on an appeal; None where they may."""
    officers = view.round.officers
    if not officers:
        return None
    officer = found(officers, who)
    if officer is None:
        return not_listed(officers, who)
    why, left = barred(officers, officer, one.appeal.unit), others(view, one)
    if why is not None or not left or officer in left:
        return why
    names = ", ".join(f"{each.name} ({each.id})" for each in left)
    if officer.id not in deciders(view, one):
        return say("A lead does this: {names}.", names=names)
    return say(
        "{name} decided on this row before; the appeal is decided by somebody else: {names}.",
        name=officer.name,
        names=names,
    )


def _points(view: Overview, unit: str, row: str, meant: Meant) -> Decimal | None:
    """Return the points that are granted: of a figure those among all units today."""
    if meant.figure is not None and _impossible(view, Cell(unit, row), meant) is None:
        return points_if(view, Cell(unit, row), meant.figure)
    points, step = meant.points, view.round.rubric.rounding.item
    return None if points is None else round_half_up(points, step)


def _fault(
    view: Overview, published: Snapshot, one: Appealed, meant: Meant, points: Decimal | None
) -> Message | None:
    if not meant.reason.strip():
        return say("A reason is needed: the unit will read it.")
    if points is None and meant.figure is None:
        return None
    unit, row = one.appeal.unit, one.appeal.row
    if unit not in view.facts:
        return say("No hand-in of this unit counts yet.")
    impossible = _impossible(view, Cell(unit, row), meant)
    if impossible is not None or points is None:
        return impossible
    then = published.unit(unit)
    now = one.appeal.points if then is None else then.points.get(row, one.appeal.points)
    if points == now:
        return say("These are the published points; to leave them so, refuse the appeal.")
    if points < now and not view.round.settings.appeals_may_lower:
        return say(
            "On an appeal points do not fall in this round: {now:points} are published.", now=now
        )
    return None


def _impossible(view: Overview, cell: Cell, meant: Meant) -> Message | None:
    """Return why a cell cannot be given points, or a figure; None where it can."""
    row = view.round.rubric.rows[cell.row]
    if meant.figure is not None:
        return compares_none(row) or impossible_figure(row, meant.figure)
    if row.measure.own_key:
        return say("Points of this row follow from the figures of all units: grant a figure.")
    return points_fault(view, cell, meant.points)


def withdraw(path: Path, unit: str, row: str, change: Change) -> Done:
    """Note that a unit does not uphold its appeal.

    Raises `UsageError` where there is none, nobody says why, or it is decided already.
    """
    require_reason(change.why)

    def made(view: Overview) -> Withdrawal:
        one = require_open_appeal(view, unit, row)
        who = id_of(view.round.officers, change.who)
        return Withdrawal(appeal=one.appeal.id, reason=change.why, who=who, when=change.when)

    return _written(path, change, made)


def take_back(path: Path, unit: str, row: str, change: Change) -> Done:
    """Take the decision on an appeal back, as long as it is not put into the appraisal.

    Raises `UsageError` where there is none, nobody says why, or somebody else decided and it is
    not the lead who takes it back, and `RefusedError` where it counts already.
    """
    require_reason(change.why)

    def made(view: Overview) -> RulingBack:
        one = _require_appeal(view, unit, row)
        where, officers = f"{view.round.called(unit)} {row}", view.round.officers
        if one.ruling is None:
            raise UsageError(Problem(say("The appeal is not decided yet."), where))
        if one.is_counted:
            what = say("What was granted is in the appraisal already.")
            todo = say("Decide anew on the row, in the round that is reopened.")
            raise RefusedError(Problem(what, where, todo))
        who = id_of(officers, change.who)
        if officers and who != one.ruling.who and not is_lead(officers, who):
            what = say(
                "{name} decided here; only they or the lead take it back.",
                name=called(officers, one.ruling.who),
            )
            raise UsageError(Problem(what, where, say("Say who does it: --who.")))
        return RulingBack(ruling=one.ruling.id, reason=change.why, who=who, when=change.when)

    return _written(path, change, made)


def _written(path: Path, change: Change, make: Callable[[Overview], Act]) -> Done:
    """Write an act under the folder's lock, and tell the round's ledger of it.

    An act that a crash kept from being told is told first; where this is the same call again,
    it is what that one did.
    """
    with FolderLock(path, change.when):
        view = open_overview(path)
        require_whole(view.round)
        if view.appeal_trouble:
            # On a ledger that lost something nobody can tell what stands.
            raise RefusedError(*view.appeal_trouble)
        cut = untold(path, view.appeals)
        tell(view.round, [_event(one) for one in cut])
        done = _done_already(view, cut, make)
        if done is not None:
            return Done(view, _of(view, done))
        act = make(view)
        write_act(path, act)
        round_ = noted(view.round, _event(act))
    after = evolve(view, round=round_, appeals=view.appeals.with_act(act))
    return Done(after, _of(after, act))


def _done_already(
    view: Overview, cut: Sequence[Act], make: Callable[[Overview], Act]
) -> Act | None:
    """Return the last act of those that a crash cut off, where `make` makes the same one."""
    if not cut:
        return None
    kept = tuple(one for one in view.appeals.acts if one not in cut)
    try:
        again = make(evolve(view, appeals=evolve(view.appeals, acts=kept)))
    except ParselfError:
        return None
    last = cut[-1]
    return last if evolve(again, id=last.id, when=last.when) == last else None


def _event(act: Act) -> Mapping[str, object]:
    return event(APPEAL, act.who, act.when, act=_name(act), id=act.id)


def _name(act: Act) -> str:
    names = {Appeal: "noted", Ruling: "decided", Withdrawal: "withdrawn", RulingBack: "taken-back"}
    return names[type(act)]


def _of(view: Overview, act: Act) -> Appealed:
    """Return the appeal that an act is about."""
    match act:
        case Appeal():
            wanted = act.id
        case RulingBack():
            ruled = (one for one in view.appeals.acts if isinstance(one, Ruling))
            wanted = next(one.appeal for one in ruled if one.id == act.ruling)
        case _:
            wanted = act.appeal
    return next(one for one in view.appealed if one.appeal.id == wanted)


def set_may_lower(path: Path, may: bool, change: Change) -> Round:
    """Set whether an appeal may end in fewer points than were published.

    It may be said until results are published, which tell the units. Raises `UsageError` where
    nobody says why, or the round is closed and whoever does it is no lead, and `RefusedError`
    once they are published.
    """
    require_reason(change.why)

    def done(round_: Round) -> Round:
        if round_.publication is not None:
            require_open(round_)
        elif round_.closed is not None:
            require_lead(round_, change.who)
        return evolve(round_, settings=evolve(round_.settings, appeals_may_lower=may))

    return changed_even_closed(path, SETTING, change, done, may_lower=may)
