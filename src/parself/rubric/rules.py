"""The values that a rule consists of: a measure, and a scale.

A measure says what is entered and what that amounts to; a scale says what the amount is
worth. Both are plain frozen data here; what they compute lives in `parself.scoring`, what
inputs they ask for in `parself.rubric.fields`.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from attrs import frozen


@frozen
class Input:
    """One number that a rule asks for."""

    title: str
    """The label of the field, as users read it."""
    figure: str | None = None
    """Id of the shared figure that this input takes over, if any."""


@frozen
class Level:
    """One of several stated levels of a row."""

    id: str
    title: str
    points: Decimal


@frozen
class Part:
    """One of several requirements of a row, each worth its own points."""

    id: str
    title: str
    points: Decimal


@frozen
class Counter:
    """One of several things that a row counts."""

    id: str
    title: str
    most: int | None = None
    """Greatest count that is possible, when there is one."""


@frozen
class MeanPart:
    """One ratio of a weighted mean."""

    id: str
    title: str
    part: Input
    whole: Input
    weight: Decimal = Decimal(1)
    target: Decimal | None = None
    """Share at which this part counts as fully reached; without it, 1."""


@frozen
class Option:
    """One answer that people surveyed could choose."""

    id: str
    title: str
    weight: Decimal
    """Worth of one such answer, 0 to 1 (usually 1, 0.6, 0.2, 0)."""


@frozen
class SurveyPart:
    """A question or a group of people surveyed, with its weight."""

    id: str
    title: str
    weight: Decimal = Decimal(1)


@frozen
class DueDate:
    """A day relative to the year assessed: `year` -1 is the year before."""

    month: int
    day: int
    year: int = 0

    def in_year(self, assessed: int) -> date:
        """Return the day itself. Raises ValueError where it does not exist (29 February)."""
        return date(assessed + self.year, self.month, self.day)


@frozen
class Reference:
    """A document whose date may move a due date: the later of both counts."""

    title: str
    days_after: int = 0


@frozen
class Choice:
    """One of several levels, each with points."""

    levels: tuple[Level, ...]


@frozen
class Checklist:
    """Requirements that are met or not, each with points; points add up."""

    parts: tuple[Part, ...]


@frozen
class Given:
    """Points decided elsewhere, or entered directly with an explanation."""

    step: Decimal | None = None
    """Points come in multiples of this, when given."""


@frozen
class Ratio:
    """Part of a whole."""

    part: Input
    whole: Input
    unit: str = ""
    """Word after the figure: hồ sơ, triệu đồng."""
    decimals: bool = False
    """Whether the two figures may have decimals (money)."""
    may_exceed: bool = False
    """Whether the part may be greater than the whole (revenue against plan)."""
    not_done: str = ""
    """Label of the answer "not done at all", worth a share of 0; empty: not offered."""


@frozen
class Table:
    """A ratio summed over the unit's sub-units, or the share of sub-units that pass."""

    part: str | None = None
    whole: str | None = None
    passes: str | None = None
    """Column title of yes or no; excludes `part` and `whole`."""
    unit: str = ""


@frozen
class Mean:
    """Weighted mean of several ratios, each capped at 1 (or at its target)."""

    parts: tuple[MeanPart, ...]
    unit: str = ""
    may_exceed: bool = False
    """Whether a part may be greater than its whole; its share still counts as at most 1."""


@frozen
class Survey:
    """Answers of people surveyed, weighted; or the percentage, or the points, as announced."""

    options: tuple[Option, ...] = ()
    """Empty where only a percentage or points are announced."""
    parts: tuple[SurveyPart, ...] = ()
    """Several questions or groups; empty means one."""


@frozen
class Count:
    """One counter or several named ones."""

    counters: tuple[Counter, ...]
    unit: str = ""


@frozen
class DateDue:
    """Days after the due date (negative before it)."""

    title: str
    due: DueDate | None = None
    reference: Reference | None = None
    """Required from the user where `due` is absent, optional otherwise."""
    not_issued: str = ""
    """Label of the answer "never issued", the worst one; empty: not offered."""


@frozen
class Change:
    """A value against its base: last year, a base year, a target."""

    value: Input
    base: Input
    compare: Literal["ratio", "difference"]
    unit: str = ""
    decimals: bool = False
    signed: bool = False
    """Whether the value may be negative."""


Measure = Choice | Checklist | Given | Ratio | Table | Mean | Survey | Count | DateDue | Change


@frozen
class Proportional:
    """Maximum × share, with cut-offs. All figures are shares (0.8 is 80 %)."""

    zero_below: Decimal | None = None
    full_at: Decimal | None = None
    target: Decimal | None = None
    """Maximum × min(1, share ÷ target)."""
    from_zero: bool = False
    """Straight from 0 at `zero_below` to the maximum at `full_at`."""


@frozen
class Band:
    """A step of a scale: from its lower end up to the next band's."""

    points: Decimal | Literal["proportional"]
    from_: Decimal | None = None
    """Lower end, included."""
    above: Decimal | None = None
    """Lower end, not included."""

    @property
    def lower(self) -> Decimal | None:
        """The lower end, whichever way it is given; None for the first band."""
        return self.above if self.from_ is None else self.from_


@frozen
class Bands:
    """Points by steps; the first band has no lower end, the others rise."""

    bands: tuple[Band, ...]


@frozen
class AllOrNothing:
    """Maximum at or beyond `at`, else 0."""

    at: Decimal


@frozen
class Deduct:
    """From the maximum, so much off per case, floor 0. Keys are counter ids."""

    each: Mapping[str, Decimal | Literal["all"]]


@frozen
class PerCase:
    """So much per case, capped by the row's maximum (adjustments)."""

    each: Decimal


Scale = Proportional | Bands | AllOrNothing | Deduct | PerCase
