"""Appraising: from what an officer decides to the versions that are written down.

Whatever is decided is checked here, whichever face it comes from: that the officer may, that the
points are possible, that there is a reason. Many rows at once are a plan that is looked at first.
Pure: the caller writes the versions and gives the time.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from parself.assessment.model import State
from parself.errors import Message, Problem, UsageError, say
from parself.numerals import round_half_up
from parself.province.board import ZERO, Mark
from parself.province.compared import (
    claimed_figure,
    impossible_figure,
    peers_among,
    points_of,
)
from parself.province.decisions import Back, Cell, Decision, Stand, Verdict
from parself.province.equal import apart_if_accepted
from parself.province.officers import called, found, id_of, is_lead, refusal, row_refusal, unlisted
from parself.province.overview import Overview
from parself.province.record import Round
from parself.province.remarks import Remark, Way
from parself.province.second import is_drawn
from parself.province.versions import Version, going_on
from parself.rubric import model as m
from parself.values import Frozen, evolve


class Act(Frozen):
    """Who decides, when, and by what name the whole step can be taken back."""

    who: str
    when: datetime
    step: str


class Judgement(Frozen):
    """What an officer decides on a cell."""

    verdict: Verdict
    points: Decimal | None = None
    """Only for an adjusted row."""
    reason: str = ""
    way: int | None = None
    """Number of the agreed way of scoring that is cited."""
    figure: Decimal | None = None
    """Only for an adjusted row that compares units, in place of points: the figure that counts."""


ACCEPTED = Judgement(Verdict.ACCEPT)


def decide(view: Overview, cell: Cell, judgement: Judgement, act: Act) -> Decision:
    """Return the decision on a cell, going on from all that stands there.

    Raises `UsageError` where the officer may not decide, or the points are not possible, or a
    reason is missing.
    """
    refused = kept_from(view, cell, act.who) or _fault(view, cell, judgement)
    if refused is not None:
        raise UsageError(Problem(refused, _place(view.round, cell)))
    decision = Decision(
        cell=cell,
        verdict=judgement.verdict,
        points=_points(view, cell, judgement),
        reason=judgement.reason,
        basis=evolve(view.basis(cell.unit, cell.row), way=_way(view, cell, judgement)),
        way=judgement.way,
        who=act.who,
        when=act.when,
        step=act.step,
    )
    counts = _figure(view, cell, judgement)
    decision = decision if counts is None else evolve(decision, counts=counts)
    return going_on(view.beside(cell), decision)


def settle(view: Overview, cell: Cell, chosen: str, reason: str, act: Act) -> Decision:
    """Return the decision that lets one of several count: an officer's, or one by its id.

    Without a `reason` that of the chosen one stands. Raises `UsageError` where no single one is
    meant, or it is not for this officer to choose.
    """
    if view.mark(cell) is not Mark.DIFFERING:
        what = say("Nothing differs here, so there is nothing to choose among.")
        todo = say("Decide anew: {command}", command="parself round appraise")
        raise UsageError(Problem(what, f"{cell.unit} {cell.row}", todo))
    standing = view.beside(cell)
    meant = [one for one in standing if one.who == chosen or one.id.startswith(chosen)]
    if len(meant) != 1:
        names = ", ".join(decider_words(view.round, one) for one in standing)
        what = say("No single decision is meant by “{name}”.", name=chosen[:60])
        todo = say("Standing here are: {known}.", known=names)
        raise UsageError(Problem(what, _place(view.round, cell), todo))
    refused_ = kept_from(view, cell, act.who)
    if refused_ is not None:
        raise UsageError(Problem(refused_, _place(view.round, cell)))
    one = evolve(meant[0], reason=reason or meant[0].reason)
    return going_on(standing, evolve(one, cell=cell, who=act.who, when=act.when, step=act.step))


def decider_words(round_: Round, one: Decision) -> str:
    """Return who decided, with the two words by which `settle` knows the decision."""
    return f"{called(round_.officers, one.who)} ({one.who}, {one.id[:_SHOWN]})"


_SHOWN: Final = 8


def kept_from(view: Overview, cell: Cell, who: str) -> Message | None:
    """Return why an officer may not decide on a cell now; None where they may."""
    return _not_theirs(view, cell, who) or _for_the_lead(view, cell, who)


def _not_theirs(view: Overview, cell: Cell, who: str) -> Message | None:
    if cell.unit not in view.facts:
        return say("No hand-in of this unit counts yet.")
    elsewhere = scored_elsewhere(view.round.rubric, cell.row)
    if elsewhere is not None:
        return elsewhere
    return refusal(view.round.rubric, view.round.officers, who, cell) or _seen(view, cell, who)


def scored_elsewhere(rubric: m.Rubric, row: str) -> Message | None:
    """Return where the points of a row are entered that nobody appraises; None for any other."""
    known = rubric.rows.get(row)
    if known is None or known.source is m.Source.SELF:
        return None
    return say(
        "Row {row} is not appraised: its points are entered among the survey points ({command};"
        " on the board, D).",
        row=row,
        command="parself round survey set",
    )


def _seen(view: Overview, cell: Cell, who: str) -> Message | None:
    """Return why a second look is not this officer's; None for a first one."""
    if cell.look == 1:
        return None
    if not is_drawn(view.round.settings, cell.unit, cell.row):
        return say("This row is not drawn for the second look.")
    first = (one.who for one in view.appraisal.of(evolve(cell, look=1)))
    if id_of(view.round.officers, who) in first:
        return say("Whoever decided first does not take the second look.")
    return None


def _for_the_lead(view: Overview, cell: Cell, who: str) -> Message | None:
    """Return why an officer chooses nothing where several differ, nor takes another's look."""
    stand = view.stand(cell.unit, cell.row, cell.look)
    if cell.look == 2 and stand.verdict is not Verdict.OPEN and _is_anothers(view, stand, who):
        return say(
            "{name} has taken the second look here; where looks differ, the lead settles.",
            name=called(view.round.officers, stand.latest[0].who),
        )
    if not stand.is_contradictory and not view.is_disputed(cell):
        return None
    if is_lead(view.round.officers, who):
        return None
    return say("Different decisions stand here; the lead chooses.")


def _is_anothers(view: Overview, stand: Stand, who: str) -> bool:
    return id_of(view.round.officers, who) not in {one.who for one in stand.latest}


def refused(view: Overview, version: Version) -> Message | None:
    """Return why somebody may not decide, remark or agree on it; None where it is theirs."""
    round_ = view.round
    match version:
        case Decision() | Back():
            return _not_theirs(view, version.cell, version.who)
        case Remark():
            cell = Cell(version.unit, version.row)
            return refusal(round_.rubric, round_.officers, version.who, cell)
        case Way():
            return row_refusal(round_.rubric, round_.officers, version.who, version.row)
    raise TypeError(version)


def require_allowed(view: Overview, versions: Iterable[Version]) -> None:
    """Raise `UsageError` where somebody may not decide, remark or agree so."""
    for version in versions:
        why = refused(view, version)
        if why is None and isinstance(version, Decision | Back):
            why = _for_the_lead(view, version.cell, version.who)
        if why is not None:
            raise UsageError(Problem(why, place_of(view.round, version)))


def place_of(round_: Round, version: Version) -> str:
    """Return the unit and the row of a version, as people read it."""
    match version:
        case Decision() | Back():
            return _place(round_, version.cell)
        case Remark():
            return _place(round_, Cell(version.unit, version.row))
        case Way():
            return version.row
    raise TypeError(version)


def _place(round_: Round, cell: Cell) -> str:
    return f"{round_.called(cell.unit)} {cell.row}"


def _fault(view: Overview, cell: Cell, judgement: Judgement) -> Message | None:
    if judgement.way is not None and not _ways(view, cell, judgement.way):
        return no_such_way(view, cell.row, judgement.way)
    row = view.facts[cell.unit].rows[cell.row]
    needs_reason = judgement.verdict in {Verdict.ADJUST, Verdict.ASK}
    if needs_reason and not judgement.reason.strip() and judgement.way is None:
        return say("A reason is needed: the unit will read it.")
    if judgement.verdict is Verdict.ACCEPT and row.points is None and row.maximum:
        return say("The unit claims no points here; adjust the row or ask.")
    if judgement.figure is not None:
        return _figure_fault(view, cell, judgement)
    if judgement.verdict is Verdict.ADJUST:
        points = _points(view, cell, judgement)
        return points_fault(view, cell, judgement.points) or needless(view, cell, points)
    return None


def _figure_fault(view: Overview, cell: Cell, judgement: Judgement) -> Message | None:
    """Return why a figure is no adjustment of a row; None where it is."""
    if judgement.verdict is not Verdict.ADJUST or judgement.points is not None:
        return say("A figure is given only to adjust a row, and without points.")
    return figure_fault(view, cell, judgement.figure or ZERO)


def figure_fault(view: Overview, cell: Cell, figure: Decimal) -> Message | None:
    """Return why a cell cannot be adjusted to a figure; None where it can."""
    row = view.round.rubric.rows[cell.row]
    impossible = compares_none(row) or impossible_figure(row, figure)
    if cell.unit not in view.facts:
        return impossible
    if impossible is not None or figure != claimed_figure(row, view.facts[cell.unit].rows[row.id]):
        return impossible
    return say("The unit enters just this figure: accept the row.")


def compares_none(row: m.Row) -> Message | None:
    """Return why a row can be given no figure; None where it compares units."""
    if row.measure.own_key:
        return None
    return say("Row {row} compares no units: adjust its points.", row=row.id)


def needless(view: Overview, cell: Cell, points: Decimal | None) -> Message | None:
    """Return why points are no adjustment; None where they differ from what the unit claims.

    Of a row that the unit says does not apply, any points are a change.
    """
    row = view.facts[cell.unit].rows[cell.row]
    if points is None or points != row.points or row.state is State.NOT_APPLICABLE:
        return None
    return say("The unit claims just these points: accept the row.")


def by_way(view: Overview, cell: Cell, way: Way) -> Judgement:
    """Return the judgement by an agreed way: where it gives what is claimed, that is accepted."""
    if needless(view, cell, way.points) is not None:
        return evolve(ACCEPTED, way=way.number)
    return Judgement(Verdict.ADJUST, way.points, way=way.number)


def no_such_way(view: Overview, row: str, number: int) -> Message:
    """Return the sentence for a number under which no way is agreed, and which ways there are."""
    known = "; ".join(f"{one.number}. {one.case[:60]}" for one in view.ways.get(row, ()))
    if not known:
        return say(
            "No way of scoring is agreed here, so there is no number {number}.", number=number
        )
    return say(
        "There is no agreed way of scoring number {number} here. Agreed are: {known}.",
        number=number,
        known=known,
    )


def points_fault(view: Overview, cell: Cell, points: Decimal | None) -> Message | None:
    """Return why a cell cannot get so many points; None where it can."""
    most = view.round.rubric.rows[cell.row].points
    if points is not None and 0 <= points <= most:
        return None
    return say("Points must lie between 0 and {most:points}.", most=most)


def _points(view: Overview, cell: Cell, judgement: Judgement) -> Decimal | None:
    match judgement.verdict:
        case Verdict.ACCEPT:
            # What does not apply to the unit is accepted as 0 of 0.
            return view.facts[cell.unit].rows[cell.row].points or ZERO
        case Verdict.ADJUST if judgement.figure is not None:
            return points_if(view, cell, judgement.figure)
        case Verdict.ADJUST if judgement.points is not None:
            return round_half_up(judgement.points, view.round.rubric.rounding.item)
        case _:
            return None


def points_if(view: Overview, cell: Cell, figure: Decimal) -> Decimal:
    """Return the points of a unit if this figure of it counted, among those of all units."""
    row = view.round.rubric.rows[cell.row]
    known = {**view.figures_of(row), cell.unit: figure}
    return points_of(view.round, row, figure, peers_among(view.round, row, known))


def _figure(view: Overview, cell: Cell, judgement: Judgement) -> Decimal | None:
    """Return the unit's figure that counts from now on, in a row that compares units."""
    if judgement.verdict is not Verdict.ACCEPT:
        return judgement.figure
    row = view.round.rubric.rows[cell.row]
    return claimed_figure(row, view.facts[cell.unit].rows[cell.row])


def _ways(view: Overview, cell: Cell, number: int) -> Sequence[str]:
    return [one.id for one in view.ways.get(cell.row, ()) if one.number == number]


def _way(view: Overview, cell: Cell, judgement: Judgement) -> str:
    """Return the version of the way that is cited, so that a change of it is noticed."""
    return "" if judgement.way is None else _ways(view, cell, judgement.way)[0]


class Skip(StrEnum):
    """Why a row is left out where many are accepted at once."""

    NOT_YOURS = "not-yours"
    DECIDED = "decided"
    CHANGED = "changed"
    DIFFERING = "differing"
    NO_POINTS = "no-points"
    UNPROVED = "unproved"
    DOUBTED = "doubted"
    """Its figures contradict others or are unlikely."""
    REFERENCE = "reference"
    """The province's own figure is another one."""
    UNEQUAL = "unequal"
    """A unit whose answer is an equal case has, or would have, other points."""
    REMARK = "remark"
    """A remark stands on it that nobody has settled."""


class Plan(Frozen):
    """What accepting many rows at once would do."""

    decisions: tuple[Decision, ...]
    skipped: Mapping[Cell, Skip]


def accept_all_but(view: Overview, cells: Iterable[Cell], act: Act) -> Plan:
    """Plan to accept the claims of all cells but those with a reason to look at them.

    Raises `UsageError` where whoever decides is not on the list of officers.
    """
    officers = view.round.officers
    if officers and found(officers, act.who) is None:
        raise UsageError(Problem(unlisted(officers, act.who)))
    decisions: list[Decision] = []
    skipped: dict[Cell, Skip] = {}
    unequal: dict[str, frozenset[str]] = {}
    for cell in cells:
        if cell.row not in unequal:
            unequal[cell.row] = apart_if_accepted(view, cell.row)
        why = _skip(view, cell, act.who)
        if why is None and cell.unit in unequal[cell.row]:
            why = Skip.UNEQUAL
        if why is None:
            decisions.append(decide(view, cell, ACCEPTED, act))
        else:
            skipped[cell] = why
    return Plan(tuple(decisions), skipped)


def _skip(view: Overview, cell: Cell, who: str) -> Skip | None:
    if kept_from(view, cell, who) is not None:
        return Skip.NOT_YOURS
    row = view.facts[cell.unit].rows[cell.row]
    stands = {
        Mark.TO_REVIEW: Skip.CHANGED,
        Mark.DIFFERING: Skip.DIFFERING,
        Mark.OPEN: None,
    }
    why = stands.get(view.mark(cell), Skip.DECIDED)
    if why is None and row.points is None and row.maximum:
        return Skip.NO_POINTS
    if why is None and (row.points or not row.maximum) and not row.is_backed:
        return Skip.UNPROVED
    if why is None and row.is_doubted:
        return Skip.DOUBTED
    if why is None and view.differences(cell.unit, cell.row):
        return Skip.REFERENCE
    if why is None and (cell.unit, cell.row) in view.remarks:
        return Skip.REMARK
    return why
