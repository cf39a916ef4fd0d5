"""The season of a row of a unit told again: claimed, appraised, sent back, replied, published.

Everything that was decided stands in it, what was taken back too, each with who, when and why. Of
a unit as a whole it tells what was sent to it, and where each publication put it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from parself.province import frozen
from parself.province.correction import unit_move
from parself.province.counted import facts_in
from parself.province.decisions import Back, Cell, Decision, Verdict
from parself.province.facts import Facts
from parself.province.ledger import told
from parself.province.officers import called
from parself.province.overview import Overview
from parself.province.record import Received
from parself.province.returned import RETURNED, WITHDRAWN, uncounted_replies
from parself.province.snapshot import PublishedUnit, Snapshot, read_snapshot
from parself.rubric.peers import Unit
from parself.values import Frozen, evolve


class Step(StrEnum):
    """What happened to a row."""

    CLAIMED = "claimed"
    FIRST = "first"
    """Decided in the first appraisal."""
    BLIND = "blind"
    """Decided in the blind second look."""
    UNDONE = "undone"
    """Whoever decided took it back, or the lead the file that brought it."""
    RETURNED = "returned"
    RECALLED = "recalled"
    """A result was withdrawn."""
    REPLIED = "replied"
    SECOND = "second"
    """Decided in the second appraisal."""
    APPEALED = "appealed"
    """The unit appealed what was published."""
    WITHDRAWN = "withdrawn"
    """The unit withdrew its appeal."""
    RULED = "ruled"
    """The appeal was decided: with points it is granted."""
    PUT_IN = "put-in"
    """What was granted became a decision of the appraisal."""
    PUBLISHED = "published"
    CORRECTED = "corrected"
    """Published anew, with something else than before."""


class Moment(Frozen):
    """One thing that happened to a row of a unit."""

    unit: Unit
    row: str
    """Empty for what happened to the unit as a whole."""
    step: Step
    when: datetime | date | None
    """None where nobody noted it."""
    points: Decimal | None = None
    """Of a decided figure those of its day: they follow the figures of all units."""
    verdict: Verdict | None = None
    who: str = ""
    """Name of the officer; empty where the unit acted."""
    why: str = ""
    number: int | None = None
    """Of the hand-in, of the result or of the publication."""
    noted: datetime | None = None
    """When it was noted, where that is later than when it happened."""
    is_backed: bool | None = None
    """Whether the claim rests on proof or an explanation; None for all else."""
    agrees: bool | None = None
    """What the unit replied; None for all else."""
    is_counted: bool = True
    """Whether a reply counts; one that came too late does not."""
    is_undone: bool = False
    """Whether a decision was taken back since."""
    stood: PublishedUnit | None = None
    """Where a publication put the unit; None for all else."""
    of: int = 0
    """How many units had a place then."""
    figure: Decimal | None = None
    """The figure that was decided, in a row that compares units."""

    @property
    def day(self) -> date:
        """The day, for the order; what nobody noted comes first."""
        return self.when.date() if isinstance(self.when, datetime) else self.when or date.min


def season_of(view: Overview, unit: Unit, row: str) -> tuple[Moment, ...]:
    """Return what happened to a row of a unit, in the order of the season.

    Raises `FileError`, and a `BundleError` where the facts of a kept hand-in are missing and it
    is damaged.
    """
    counts, reply = view.round.counting(unit.code), view.round.reply(unit.code)
    if counts is None:
        return ()
    published, decided = [*_published(view, unit, row)], [*_decided(view, unit, row)]
    # What was decided once results were published belongs to their correction.
    late = [one for one in decided if one.step is Step.PUT_IN or _is_after(one, published[:1])]
    early = [one for one in decided if one not in late]
    return (
        *_claimed(view, unit, row, counts),
        *(one for one in early if one.step is not Step.SECOND),
        *_returned(view, unit, row),
        *(_replied(view, unit, row, reply) if reply is not None else ()),
        *(
            evolve(moment, is_counted=False)
            for one in uncounted_replies(view.round, unit.code)
            for moment in _replied(view, unit, row, one)
        ),
        *(one for one in early if one.step is Step.SECOND),
        *_in_time((*published[:1], *_appealed(view, unit, row), *late, *published[1:])),
    )


def season_of_unit(view: Overview, unit: Unit) -> tuple[Moment, ...]:
    """Return the moments of a unit as a whole: results sent to it, and publications."""
    return _in_time((*_sent(view, unit, ""), *_published(view, unit, "")))


def _is_after(one: Moment, issued: Sequence[Moment]) -> bool:
    return any(_time(one) > _time(each) for each in issued)


def _in_time(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    return tuple(sorted(moments, key=_time))


def _time(one: Moment) -> datetime:
    """Return when it was noted, as exactly as anybody knows."""
    noted = one.noted or one.when
    if isinstance(noted, datetime):
        return noted.replace(tzinfo=None)
    return datetime.combine(noted or date.min, time())


def _published(view: Overview, unit: Unit, row: str) -> Iterator[Moment]:
    """Yield the first publication, then the corrections that move the row, or the unit.

    A publication whose file is lost is left out: that is told where the round is opened.
    """
    found = [*_readable(view)]
    for one in found[:1]:
        yield _issued(view, unit, row, one, Step.PUBLISHED)
    for before, after in pairwise(found):
        move = unit_move(before, after, unit.code)
        if move is not None and (not row or any(one.row == row for one in move.rows)):
            yield _issued(view, unit, row, after, Step.CORRECTED)


def _readable(view: Overview) -> Iterator[Snapshot]:
    for one in view.round.publications:
        if frozen.lost(view.round, one) is None:
            yield _snapshot(view.round.path / one.file, one.sha256)


@lru_cache(maxsize=8)
def _snapshot(path: Path, _sha256: str) -> Snapshot:
    """Read a publication, which every row of a unit asks for."""
    return read_snapshot(path)


def _issued(view: Overview, unit: Unit, row: str, found: Snapshot, step: Step) -> Moment:
    told = found.unit(unit.code)
    who = called(view.round.officers, found.who)
    if row:
        points, why = (told.points.get(row), told.reasons.get(row, "")) if told else (None, "")
        return Moment(unit, row, step, found.when, points, None, who, why, found.number)
    ranked = len(found.ranked)
    moment = Moment(unit, row, step, found.when, None, None, who, found.why, found.number)
    return evolve(moment, stood=told, of=ranked)


def _claimed(view: Overview, unit: Unit, row: str, one: Received) -> Iterator[Moment]:
    said = _facts(view, unit, one).rows[row]
    yield Moment(
        unit,
        row,
        Step.CLAIMED,
        one.day,
        said.points,
        number=one.sequence,
        is_backed=said.is_backed,
    )


def _decided(view: Overview, unit: Unit, row: str) -> Iterator[Moment]:
    """Yield every decision, and every undoing of one, as they were made."""
    # By what is sealed, not by the clock: both appraisals may touch one second.
    sealed = {one.id for one in view.first.of(Cell(unit.code, row))}
    made = (*view.appraisal.versions, *view.appraisal.out)
    gone, officers = view.appraisal.gone, view.round.officers
    cells = {Cell(unit.code, row, look) for look in (1, 2)}
    decisions = [one for one in made if isinstance(one, Decision) and one.cell in cells]
    known = {one.id: one for one in decisions}
    found = [
        Moment(
            unit,
            row,
            _step(view, one, sealed),
            one.when,
            one.points,
            one.verdict,
            called(officers, one.who),
            one.reason,
            is_undone=one.id in gone,
            figure=one.figure,
        )
        for one in decisions
    ]
    backs = (one for one in made if isinstance(one, Back) and one.of in known)
    found += [
        Moment(unit, row, Step.UNDONE, one.when, None, None, called(officers, one.who))
        for one in backs
    ]
    yield from _in_time(found)


def _step(view: Overview, one: Decision, sealed: Collection[str]) -> Step:
    if one.cell.look != 1:
        return Step.BLIND
    if any(each.ruling is not None and each.ruling.id == one.step for each in view.appealed):
        return Step.PUT_IN
    return Step.FIRST if view.round.second is None or one.id in sealed else Step.SECOND


def _returned(view: Overview, unit: Unit, row: str) -> Iterator[Moment]:
    """Yield the results that asked about a row, and those of them that were withdrawn."""
    yield from _in_time(tuple(_sent(view, unit, row)))


def _sent(view: Overview, unit: Unit, row: str) -> Iterator[Moment]:
    """Yield the results sent to a unit, and those withdrawn; with a row those that ask about it."""
    asked = set()
    for one in told(view.round.path, RETURNED):
        if one["unit"] == unit.code and (not row or row in one.get("ask", ())):
            asked.add(one["digest"])
            yield _event(view, unit, row, one, Step.RETURNED)
    for one in told(view.round.path, WITHDRAWN) if asked else ():
        if one["unit"] == unit.code and one["digest"] in asked:
            yield _event(view, unit, row, one, Step.RECALLED)


def _event(view: Overview, unit: Unit, row: str, one: Mapping[str, Any], step: Step) -> Moment:
    when, who = datetime.fromisoformat(one["time"]), called(view.round.officers, one["who"])
    why, number = str(one.get("why") or ""), int(one["sequence"])
    return Moment(unit, row, step, when, who=who, why=why, number=number)


def _replied(view: Overview, unit: Unit, row: str, one: Received) -> Iterator[Moment]:
    facts = _facts(view, unit, one)
    said = facts.replies.get(row)
    if said is not None:
        yield Moment(
            unit,
            row,
            Step.REPLIED,
            one.day,
            facts.rows[row].points,
            why=said.explanation,
            number=one.sequence,
            agrees=said.agrees,
        )


def _appealed(view: Overview, unit: Unit, row: str) -> Iterator[Moment]:
    """Yield the appeals on a row, each with what became of it; not what was taken back."""
    officers = view.round.officers
    for one in view.appealed:
        appeal, ruling, end = one.appeal, one.ruling, one.withdrawal
        if (appeal.unit, appeal.row) != (unit.code, row):
            continue
        sent, said = appeal.sent, appeal.text
        number, noted = appeal.number, appeal.when
        yield Moment(unit, row, Step.APPEALED, sent, why=said, number=number, noted=noted)
        if end is not None:
            yield Moment(unit, row, Step.WITHDRAWN, end.when, why=end.reason)
        if ruling is not None:
            who = called(officers, ruling.who)
            yield Moment(
                unit, row, Step.RULED, ruling.when, ruling.points, who=who, why=ruling.reason
            )


def _facts(view: Overview, unit: Unit, one: Received) -> Facts:
    return facts_in(view.round, unit.code, one)
