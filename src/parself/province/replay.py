"""The season of a row of a unit told again: claimed, appraised, sent back, replied, appraised.

Everything that was decided stands in it, what was taken back too, each with who, when and why.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from parself.province.counted import facts_in
from parself.province.decisions import Cell, Decision, Verdict
from parself.province.facts import Facts
from parself.province.ledger import told
from parself.province.officers import called
from parself.province.overview import Overview
from parself.province.record import Received
from parself.province.returned import RETURNED
from parself.rubric.peers import Unit
from parself.values import Frozen


class Step(StrEnum):
    """What happened to a row."""

    CLAIMED = "claimed"
    FIRST = "first"
    """Decided in the first appraisal."""
    BLIND = "blind"
    """Decided in the blind second look."""
    RETURNED = "returned"
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


class Moment(Frozen):
    """One thing that happened to a row of a unit."""

    unit: Unit
    row: str
    step: Step
    when: datetime | date | None
    """None where nobody noted it."""
    points: Decimal | None = None
    verdict: Verdict | None = None
    who: str = ""
    """Name of the officer; empty where the unit acted."""
    why: str = ""
    number: int | None = None
    """Of the hand-in or of the result."""
    is_backed: bool | None = None
    """Whether the claim rests on proof or an explanation; None for all else."""
    agrees: bool | None = None
    """What the unit replied; None for all else."""

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
    decided = [*_decided(view, unit, row)]
    first = [one for one in decided if one.step in {Step.FIRST, Step.BLIND}]
    return (
        *_claimed(view, unit, row, counts),
        *first,
        *_returned(view, unit, row),
        *(_replied(view, unit, row, reply) if reply is not None else ()),
        *(one for one in decided if one.step is Step.SECOND),
        *_appealed(view, unit, row),
        *(one for one in decided if one.step is Step.PUT_IN),
    )


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
    # By what is sealed, not by the clock: both appraisals may touch one second.
    sealed = {one.id for one in view.first.of(Cell(unit.code, row))}
    for look in (1, 2):
        for one in view.appraisal.of(Cell(unit.code, row, look)):
            who = called(view.round.officers, one.who)
            yield Moment(
                unit,
                row,
                _step(view, one, sealed),
                one.when,
                one.points,
                one.verdict,
                who,
                one.reason,
            )


def _step(view: Overview, one: Decision, sealed: Collection[str]) -> Step:
    if one.cell.look != 1:
        return Step.BLIND
    if any(each.ruling is not None and each.ruling.id == one.step for each in view.appealed):
        return Step.PUT_IN
    return Step.FIRST if view.round.second is None or one.id in sealed else Step.SECOND


def _returned(view: Overview, unit: Unit, row: str) -> Iterator[Moment]:
    for one in told(view.round.path, RETURNED):
        if one["unit"] == unit.code and row in one.get("ask", ()):
            when, who = datetime.fromisoformat(one["time"]), called(view.round.officers, one["who"])
            number = int(one["sequence"])
            yield Moment(unit, row, Step.RETURNED, when, who=who, number=number)


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
        yield Moment(unit, row, Step.APPEALED, appeal.sent, why=appeal.text, number=appeal.number)
        if end is not None:
            yield Moment(unit, row, Step.WITHDRAWN, end.when, why=end.reason)
        if ruling is not None:
            who = called(officers, ruling.who)
            yield Moment(
                unit, row, Step.RULED, ruling.when, ruling.points, who=who, why=ruling.reason
            )


def _facts(view: Overview, unit: Unit, one: Received) -> Facts:
    return facts_in(view.round, unit.code, one)
