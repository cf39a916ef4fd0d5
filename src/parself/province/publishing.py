"""The results of a closed round published: a numbered snapshot that stays as it was.

Next year's standings come out of it. A correction is a new number: the round is reopened, put
right, closed and published again.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import kept
from parself.errors import DamagedError, Problem, RefusedError, UsageError, say
from parself.files import FolderLock
from parself.i18n import render
from parself.province import frozen
from parself.province.board import ZERO
from parself.province.comparison import published_figures, published_peers, shifted
from parself.province.correction import Correction, UnitMove, correction, unit_move
from parself.province.decisions import Cell, Verdict
from parself.province.ledger import event
from parself.province.ledger import told as ledger_told
from parself.province.line import Line
from parself.province.naming import Named, names_of, others_named, require_unnamed
from parself.province.overview import Overview, open_overview
from parself.province.record import Publication, Round
from parself.province.remarks import reason_of
from parself.province.round import noted, require_whole, write_round
from parself.province.sealed import sealed_bytes
from parself.province.snapshot import (
    FORMAT,
    PublishedPeers,
    PublishedRow,
    PublishedUnit,
    Snapshot,
    read_snapshot,
)
from parself.province.terms import Change, require_lead, require_reason
from parself.province.unranked import WHY, held_words, why_unranked
from parself.province.why import expected_points
from parself.returns.model import Published, Stood
from parself.rubric import model as m
from parself.rubric.identity import content_hash
from parself.scoring.score import exact_index
from parself.scoring.weights import Weights
from parself.values import Frozen, evolve

PUBLISHED: Final = "published"
"""Name of the event."""


class Tie(Frozen):
    """Units that share a place."""

    place: int
    index: Decimal
    units: tuple[PublishedUnit, ...]

    @property
    def is_by_rounding(self) -> bool:
        """Whether only rounding made them equal."""
        return len({one.exact for one in self.units}) > 1


def ties(found: Snapshot) -> tuple[Tie, ...]:
    """Return the places that several units share, the first place first."""
    by_place = groupby(found.ranked, key=lambda one: (one.place or 0, one.index or ZERO))
    shared = ((at, tuple(units)) for at, units in by_place)
    return tuple(Tie(*at, units) for at, units in shared if len(units) > 1)


def snapshot(view: Overview, change: Change, decision: str = "") -> Snapshot:
    """Return what would be published of a round as it now stands, under the next number."""
    round_ = view.round
    would = Snapshot(
        format=FORMAT,
        round=round_.id,
        number=len(round_.publications) + 1,
        year=round_.year,
        purpose=round_.purpose,
        roster=round_.roster.id,
        rubric=round_.identity,
        when=change.when.replace(microsecond=0),
        who=change.who,
        why=change.why,
        decision=decision,
        title=round_.title,
        survey_held=round_.settings.survey_held,
        left=round_.closed.left if round_.closed else 0,
        rows=published_rows(round_.rubric),
        units=tuple(_unit(view, line) for line in view.lines(change.when.date())),
        peers=published_peers(view),
    )
    before = earlier(round_, would.number)
    return would if before is None else _reasoned(view, before, would)


def _reasoned(view: Overview, before: Snapshot, after: Snapshot) -> Snapshot:
    """Return the next publication, with the reasons of the rows that move."""
    moved = {one.code: one for one in correction(before, after).units}
    others = shifted(view.round.rubric, before, after)
    units = (
        evolve(one, reasons=_reasons(view, moved[one.code], others)) if one.code in moved else one
        for one in after.units
    )
    return evolve(after, units=tuple(units))


def _reasons(view: Overview, move: UnitMove, peers: Mapping[str, str]) -> Mapping[str, str]:
    """Return why rows count differently; `peers` says it of rows that compare units.

    Why a claim is accepted is not for others to read, unless it was granted on an appeal.
    """
    found = {}
    granted = {one.ruling.id for one in view.appealed if one.ruling is not None}
    for one in move.rows:
        decision = view.stand(move.code, one.row).decision
        is_told = decision is not None and decision.verdict is Verdict.ADJUST
        if decision is not None and (is_told or decision.step in granted):
            reason, case = reason_of(decision, view.ways.get(one.row, ()))
            found[one.row] = ". ".join(filter(None, (case, reason)))
        if one.row in peers:
            own = found.get(one.row, "").rstrip(". ")
            found[one.row] = ". ".join(filter(None, (own, peers[one.row])))
    return {row: one for row, one in found.items() if one}


def published_rows(rubric: m.Rubric) -> tuple[PublishedRow, ...]:
    """Return the rows of a rubric as publications tell them."""
    rows = rubric.rows.values()
    return tuple(PublishedRow(one.id, one.title, one.points, content_hash(one)) for one in rows)


def _unit(view: Overview, line: Line) -> PublishedUnit:
    """Return what is published of a unit."""
    head = PublishedUnit(line.unit.code, line.unit.short, why_unranked(line), line.place)
    known, code = line.figures, line.unit.code
    if known is None:
        return head
    facts, reached = view.facts[code].rows, known.expected + (known.survey or ZERO)
    away = tuple(row for row in facts if not view.applies(Cell(code, row)))
    exact = exact_index(reached, known.maximum, known.bonus, known.penalty)
    counts = expected_points(view, code).items()
    points = {row: one for row, one in counts if one is not None}
    cells = view.cells(code).items()
    return evolve(
        head,
        index=known.index,
        exact="" if exact is None or known.index is None else str(exact),
        band=line.band,
        held=line.held,
        claimed=known.claimed,
        appraised=known.expected,
        survey=known.survey,
        bonus=known.bonus,
        penalty=known.penalty,
        maximum=known.maximum,
        areas={one.id: _area(one, points, known.weights) for one in view.round.rubric.areas},
        points=points,
        claims={row: one.points for row, one in facts.items() if one.points is not None},
        figures=published_figures(view, code),
        not_applicable=away,
        open=tuple(r for r, cell in cells if r not in away and view.points(cell) is None),
    )


def _area(area: m.Area, points: dict[str, Decimal], weights: Weights) -> Decimal:
    return weights.added({item.id: points.get(item.id, ZERO) for item in area.items})


def require_publishable(view: Overview) -> None:
    """Raise `RefusedError` where the results cannot be published as they stand."""
    round_ = require_whole(view.round)
    where = files.show_path(round_.path)
    if round_.closed is None:
        what = say("The scores of this round are not closed: nothing was published.")
        todo = say("Close them first: {command}; on the board, C.", command="parself round close")
        raise RefusedError(Problem(what, where, todo))
    issued = round_.publication
    if issued is not None:
        what = say(
            "These results were published already, no. {number:none}, on {day}.",
            number=issued.number,
            day=issued.when.date(),
        )
        todo = say("To correct them, reopen the round, put it right, close it and publish again.")
        raise RefusedError(Problem(what, where, todo))
    require_sound(view)
    if not view.places:
        what = say("No unit has a place: there is nothing to publish.")
        raise RefusedError(Problem(what, where))


def require_sound(view: Overview) -> None:
    """Raise `RefusedError` where something is wrong with what would be published.

    What an earlier number told cannot be brought back, and keeps no correction from the units.
    """
    earlier = [frozen.lost(view.round, one) for one in view.round.publications]
    trouble = [one for one in view.trouble if one not in earlier]
    if trouble:
        raise RefusedError(*trouble)


def publish(path: Path, change: Change, decision: str = "", *, anyway: bool = False) -> Round:
    """Publish the results of a closed round under the next number, and tell its ledger.

    Raises what `require_publishable` raises, `UsageError` where nobody says why a correction is
    published or whoever does it is no lead, and `RefusedError` where its reasons name others,
    unless `anyway`. After a crash that kept the ledger from being told, the same call tells it.
    """
    with FolderLock(path, change.when):
        view = open_overview(path)
        done = told_late(view.round)
        return done or issue(view, change, decision, anyway=anyway)


def issue(view: Overview, change: Change, decision: str = "", *, anyway: bool = False) -> Round:
    """Publish as `publish` does, for whoever holds the folder's lock."""
    require_publishable(view)
    require_lead(view.round, change.who)
    if view.round.publications:
        require_reason(change.why)
    found = snapshot(view, change, decision)
    if not anyway:
        what = say("The reasons of this correction name others: nothing was published.")
        require_unnamed(view.round, named(view, found), what)
    issued = _kept(view.round, found)
    round_ = _with(view.round, issued)
    write_round(round_)
    return noted(round_, _event(found, issued))


def told_late(round_: Round) -> Round | None:
    """Tell the ledger of what is published, where a crash kept it from that; else return None.

    Raises what `read` raises.
    """
    issued = round_.publication
    told_ = {one.get("sha256") for one in ledger_told(round_.path, PUBLISHED)} if issued else set()
    if issued is None or issued.sha256 in told_:
        return None
    return noted(round_, _event(read(round_), issued))


def _event(found: Snapshot, issued: Publication) -> Mapping[str, object]:
    facts = {"number": issued.number, "sha256": issued.sha256, "decision": found.decision}
    return event(PUBLISHED, issued.who, issued.when, why=issued.why, **facts)


def named(view: Overview, found: Snapshot) -> tuple[Named, ...]:
    """Return the officers and other units that the reasons of a correction name."""
    names = names_of(view)
    return tuple(
        each
        for one in found.units
        if (unit := view.round.roster.unit(one.code)) is not None
        for each in others_named(names, unit, ((row, (why,)) for row, why in one.reasons.items()))
    )


def _kept(round_: Round, found: Snapshot) -> Publication:
    """Write the file of a publication."""
    data = sealed_bytes(found)
    sha256 = files.Fingerprint.of([data]).sha256
    issued = Publication(found.number, found.when, found.who, found.why, sha256)
    path = round_.path / issued.file
    files.make_folder(path.parent)
    # What lies there under a number that the round does not know was never published.
    files.write_atomic(path, data)
    kept.keep(round_.path, {issued.file: data})
    return issued


def _with(round_: Round, issued: Publication) -> Round:
    assert round_.closed is not None, "only a closed round is published"
    closed = evolve(round_.closed, published=issued.number)
    return evolve(round_, closed=closed, publications=(*round_.publications, issued))


def read(round_: Round, number: int | None = None) -> Snapshot:
    """Return what was published of a round under a number; without one, what was last.

    Raises `UsageError` where there is no such publication, and `DamagedError` where its file is
    not what was published.
    """
    if number is None and round_.publications:
        number = round_.publications[-1].number
    issued = next((one for one in round_.publications if one.number == number), None)
    if issued is None:
        raise UsageError(_not_published(round_, number))
    lost = frozen.lost(round_, issued)
    if lost is not None:
        raise DamagedError(lost)
    return read_snapshot(round_.path / issued.file)


def _not_published(round_: Round, number: int | None) -> Problem:
    where = files.show_path(round_.path)
    if not round_.publications:
        return Problem(say("Nothing was published of this round."), where)
    what = say("Nothing was published under number {number:none}.", number=number)
    known = ", ".join(str(one.number) for one in round_.publications)
    return Problem(what, where, say("Known are: {known}.", known=known))


def earlier(round_: Round, number: int) -> Snapshot | None:
    """Return the publication before a number; None where there is none, or its file is lost.

    A lost file is told wherever the round is opened.
    """
    known = [one for one in round_.publications if one.number < number]
    if not known or frozen.lost(round_, known[-1]) is not None:
        return None
    return read_snapshot(round_.path / known[-1].file)


def corrected(round_: Round, found: Snapshot) -> Correction | None:
    """Return the changes of a publication; None for the first, or where the one before is lost."""
    before = earlier(round_, found.number)
    return None if before is None else correction(before, found)


def moved(round_: Round) -> tuple[str, ...]:
    """Return the codes of the units of which any correction moves something.

    Raises `UsageError` where no correction stands, and what `read` raises.
    """
    issued = round_.publication
    if issued is None or earlier(round_, issued.number) is None:
        what = say("No correction is published of these scores.")
        todo = say("Results of all units: {command}", command="parself round return")
        raise UsageError(Problem(what, files.show_path(round_.path), todo))
    return tuple(code for code, one in told(round_).items() if one.replaces is not None)


def told_peers(round_: Round, number: int) -> Mapping[str, PublishedPeers]:
    """Return what was published under a number of what all units came to, by row.

    Raises what `read` raises.
    """
    return read(round_, number).peers


def told(round_: Round) -> Mapping[str, Published]:
    """Return each unit's published result as it is told, by code; empty while nothing is published.

    A unit of which a correction moves nothing is told the number under which it moved last.
    Raises what `read` raises.
    """
    issued = round_.publication
    if issued is None:
        return {}
    history = [read(round_, issued.number)]
    while (before := earlier(round_, history[-1].number)) is not None:
        history.append(before)
    return {one.code: _told(history, one.code) for one in history[0].units}


def _told(history: Sequence[Snapshot], code: str) -> Published:
    """Return a unit's published result; `history` begins with the last publication."""
    for after, before in pairwise(history):
        is_same = len(before.ranked) == len(after.ranked)
        if not is_same or unit_move(before, after, code) is not None:
            return _published(after, code, _stood(before, code))
    return _published(history[-1], code, None)


def _published(found: Snapshot, code: str, before: Stood | None) -> Published:
    now = _stood(found, code)
    return Published(now.number, now.of, now.index, now.place, now.band, now.reason, before)


def _stood(found: Snapshot, code: str) -> Stood:
    unit, of = found.unit(code), len(found.ranked)
    if unit is None or unit.place is None:
        reason = render(WHY[unit.why]) if unit is not None and unit.why is not None else ""
        return Stood(found.number, of, reason=reason)
    held = " ".join(render(held_words(one)) for one in unit.held)
    return Stood(found.number, of, unit.index, unit.place, unit.band, held)
