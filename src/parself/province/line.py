"""One unit on the board of a round: its hand-ins, how its rows stand, its points and its place."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from parself.province.board import Figures, Mark
from parself.province.calendar import is_late
from parself.province.record import Received, UnitRecord
from parself.province.returned import Return, SentBack
from parself.province.timing import Coming
from parself.rubric.peers import Unit
from parself.scoring.classes import Held
from parself.values import Frozen


class Line(Frozen):
    """One unit on the board of a round."""

    unit: Unit
    counts: Received | None
    """The hand-in that counts."""
    received: tuple[Received, ...]
    """Every hand-in that came."""
    coming: Coming
    """How far the unit is with handing in."""
    last_day: date | None
    marks: Mapping[str, Mark]
    """How each row stands; empty while no hand-in counts."""
    figures: Figures | None
    place: int | None
    band: str
    """Class by the rubric's bands; empty while the index is not known."""
    returned: SentBack | None = None
    """The last return to the unit that stands; None where none does."""
    held: tuple[Held, ...] = ()
    """Better classes that the index reaches and a condition keeps the unit from."""
    withdrawn: Return | None = None
    """The last return to the unit, where it was withdrawn."""

    @property
    def is_diverging(self) -> bool:
        """Whether hand-ins were received, but none counts."""
        return self.coming is Coming.DIVERGING

    @property
    def is_late(self) -> bool:
        """Whether the hand-in that counts came late."""
        return self.coming is Coming.LATE

    @property
    def is_overdue(self) -> bool:
        """Whether nothing has come by the last day."""
        return self.coming is Coming.OVERDUE

    @property
    def too_late(self) -> tuple[Received, ...]:
        """The corrections that came late and do not count, while an earlier hand-in does.

        What answers a return is no correction: it has a last day of its own.
        """
        if self.counts is None:
            return ()
        return tuple(
            one
            for one in self.received
            if one != self.counts
            and not one.answers
            and one.sequence >= self.counts.sequence
            and one.day is not None
            and is_late(one.day, self.last_day)
        )

    @property
    def rivals(self) -> tuple[Received, ...]:
        """The different hand-ins under one number of which one has to be chosen."""
        if not self.is_diverging:
            return ()
        return UnitRecord(self.unit.code, self.received).latest(self.last_day)

    def count(self, mark: Mark) -> int | None:
        """Return how many rows stand so; None while no hand-in counts."""
        return list(self.marks.values()).count(mark) if self.marks else None

    @property
    def claimed(self) -> Decimal | None:
        """Claimed points."""
        return self.figures.claimed if self.figures else None

    @property
    def appraised(self) -> Decimal | None:
        """Appraised points of the rows decided so far."""
        return self.figures.appraised if self.figures else None

    @property
    def expected(self) -> Decimal | None:
        """Appraised points, rows that have none as claimed."""
        return self.figures.expected if self.figures else None

    @property
    def survey(self) -> Decimal | None:
        """Points of the rows of the survey."""
        return self.figures.survey if self.figures else None

    @property
    def lacking(self) -> tuple[str, ...]:
        """Rows whose points the province has still to enter."""
        return self.figures.lacking if self.figures else ()

    @property
    def index(self) -> Decimal | None:
        """The index of what is expected and the survey, in percent."""
        return self.figures.index if self.figures else None

    @property
    def is_final(self) -> bool:
        """Whether nothing of the unit is open."""
        return self.figures is not None and self.figures.is_final
