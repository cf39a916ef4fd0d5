"""What a report is drawn from: one unit's assessment, or a province's round, with what is known.

Frozen values with what is read or computed once for all reports of a set, so that a
report's definition is a pure function of one of them.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from parself.province.record import Round
from parself.rubric import model as m
from parself.rubric.peers import Roster, Unit
from parself.scoring.score import RowScore, Scores, Subtotal
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
        return self.view.scores.subtotal(part.items)

    def row(self, row_id: str) -> RowScore:
        """Return what a row is worth."""
        return self.view.scores.rows[row_id]


class RoundCase(Frozen):
    """A province's round: every unit whose hand-in counts, scored with the round's rubric."""

    round: Round
    scores: Mapping[str, Scores]
    """By code of the unit."""

    def points(self, code: str, row_id: str) -> Decimal | None:
        """Return a unit's claimed points of a row; None where it has none."""
        scores = self.scores.get(code)
        return scores.rows[row_id].points if scores is not None else None
