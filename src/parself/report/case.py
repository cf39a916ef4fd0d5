"""What a report is drawn from: one unit's assessment, or a province's round, with what is known.

Frozen values with what is read or computed once for all reports of a set, so that a
report's definition is a pure function of one of them.
"""

from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property

from parself.province.correction import Correction
from parself.province.decisions import UNDECIDED
from parself.province.line import Line
from parself.province.overview import Overview
from parself.province.publishing import corrected, snapshot
from parself.province.record import Round
from parself.province.snapshot import Snapshot
from parself.province.terms import Change
from parself.rubric import model as m
from parself.rubric.peers import Roster, Unit
from parself.scoring.score import RowScore, Subtotal
from parself.submission.bundle import Reference
from parself.submission.parts_ledger import Entry
from parself.values import Frozen
from parself.view.view import View


class UnitCase(Frozen):
    """One unit's assessment as it now is."""

    view: View
    today: date
    reference: Reference | None = None
    """Of the last hand-in; None where there is none or something has changed since."""
    refused: tuple[Entry, ...] = ()
    """Of each department the last returned form, where some of it could not be used."""

    @property
    def rubric(self) -> m.Rubric:
        """The rubric that was answered."""
        return self.view.rubric

    @property
    def unit(self) -> Unit:
        """The unit that scores itself."""
        return self.view.unit

    @property
    def roster(self) -> Roster:
        """The units that it is ranked with."""
        return self.view.folder.roster

    @property
    def year(self) -> int:
        """The year assessed."""
        return self.view.assessment.year

    def subtotal(self, part: m.Area | m.Criterion) -> Subtotal:
        """Return what an area or a criterion comes to."""
        return self.view.scores.subtotal(m.rows_of(part))

    def row(self, row_id: str) -> RowScore:
        """Return what a row is worth."""
        return self.view.scores.rows[row_id]


class RoundCase(Frozen, dict=True):
    """A province's round with its appraisal; at an officer's desk only the officer's share."""

    view: Overview
    today: date
    published: Snapshot | None = None
    """What was published of the scores as they stand, or under the number that is asked for; None
    where nothing is."""
    last_year: Snapshot | None = None
    """What was published last year, where it is known row by row."""
    number: int | None = None
    """Of the publication that was asked for; None for the scores as they stand."""

    @cached_property
    def snapshot(self) -> Snapshot:
        """What is published, else what would be."""
        now = Change("", datetime.combine(self.today, time()), "")
        return self.published or snapshot(self.view, now)

    @cached_property
    def correction(self) -> Correction | None:
        """What that moves against the publication before it; None where there is none."""
        return corrected(self.round, self.snapshot)

    @property
    def round(self) -> Round:
        """The round's record."""
        return self.view.round

    @property
    def lines(self) -> tuple[Line, ...]:
        """The board's lines of the units of which a hand-in counts, the first places first.

        Units whose index is not known come last.
        """
        found = (one for one in self.view.lines(self.today) if one.figures is not None)
        return tuple(sorted(found, key=lambda one: (one.place is None, one.place or 0)))

    @property
    def areas(self) -> tuple[tuple[m.Area, tuple[m.Item, ...]], ...]:
        """Each area with the rows that are told: all, or those of the share."""
        rubric = self.round.rubric
        if self.round.desk is None:
            return tuple((area, area.items) for area in rubric.areas)
        ours = {row.id for row in self.view.rows}
        found = ((area, tuple(i for i in area.items if i.id in ours)) for area in rubric.areas)
        return tuple((area, items) for area, items in found if items)

    def points(self, code: str, row_id: str) -> Decimal | None:
        """Return a unit's claimed points of a row; None where it has none.

        Rows that others score, and rows outside the share, have none.
        """
        facts = self.view.facts.get(code)
        if self.round.rubric.rows[row_id].source is not m.Source.SELF:
            return None
        is_told = self.round.desk is None or row_id in self.view.cells(code)
        return facts.rows[row_id].points if facts is not None and is_told else None

    def appraised(self, code: str, row_id: str) -> Decimal | None:
        """Return what was decided of a row, or what those gave who score it; None while open."""
        if self.round.rubric.rows[row_id].source is m.Source.SELF:
            return self.view.stands.get(self.view.cell(code, row_id), UNDECIDED).points
        return self.view.survey_points(code).get(row_id)
