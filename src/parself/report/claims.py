"""Self-assessed against appraised points by unit: for the lead alone."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.province.board import ZERO
from parself.province.snapshot import PublishedUnit
from parself.report import published
from parself.report.case import RoundCase
from parself.report.parts import heading, share_of
from parself.rubric import model as m
from parself.tables.model import Column, Kind, filled
from parself.tables.paper import Block, Paragraph, Report, Tone
from parself.values import Frozen

ID: Final = "claims"


def report(case: RoundCase) -> Report:
    """Return how far the appraisal moved what each unit claimed, the greatest cut first."""
    found = case.snapshot
    title = render(say("Self-assessed against appraised, {year:none}", year=found.year))
    ours = [one.id for one in case.round.rubric.items() if one.source is m.Source.SELF]
    known = [_claim(one, ours) for one in published.in_order(found) if one.claimed is not None]
    note = _("For the lead alone: not to be sent to units.")
    blocks: tuple[Block, ...] = (
        *heading(title, case.round.roster.parent, case.round.rubric),
        Paragraph(note, Tone.WARNING),
        filled(_columns(), sorted(known, key=lambda one: one.moved)),
    )
    return Report(ID, _("Claims"), blocks)


class _Claim(Frozen):
    """What a unit claimed and what was appraised, over the rows that units score themselves."""

    unit: PublishedUnit
    rows: tuple[tuple[Decimal, Decimal], ...]
    """Claimed and appraised points of each."""

    @property
    def claimed(self) -> Decimal:
        return sum((one for one, _points in self.rows), ZERO)

    @property
    def moved(self) -> Decimal:
        return sum((points - one for one, points in self.rows), ZERO)


def _claim(unit: PublishedUnit, rows: Iterable[str]) -> _Claim:
    pairs = ((unit.claims.get(row, ZERO), unit.points.get(row, ZERO)) for row in rows)
    return _Claim(unit, tuple(pairs))


def _lowered(one: _Claim) -> int:
    return sum(points < claimed for claimed, points in one.rows)


def _raised(one: _Claim) -> int:
    return sum(points > claimed for claimed, points in one.rows)


def _columns() -> tuple[Column[_Claim], ...]:
    return (
        Column("place", _("Place"), lambda one: one.unit.place, Kind.COUNT, 8),
        Column("unit", _("Unit"), lambda one: one.unit.name, Kind.NAME, 26),
        Column("claimed", _("Self-assessed"), lambda one: one.claimed, Kind.POINTS, 11),
        Column("appraised", _("Appraised"), lambda one: one.claimed + one.moved, Kind.POINTS, 11),
        Column("moved", _("Up, down"), lambda one: one.moved, Kind.CHANGE, 9),
        Column(
            "share",
            _("Of claimed"),
            lambda one: share_of(one.moved, one.claimed),
            Kind.SHARE,
            12,
        ),
        Column("lowered", _("Criteria lowered"), _lowered, Kind.COUNT, 9),
        Column("raised", _("Criteria raised"), _raised, Kind.COUNT, 9),
    )
