"""The values that a rubric, a roster and a table of standings consist of.

A rule is a measure (what is entered, and what that amounts to) and a scale (what
the amount is worth). Both are plain frozen data here; what they compute lives in
`parself.scoring`, what inputs they ask for in `parself.assessment.entries`, how they
are read from TOML in `parself.rubric.load`. The terms are those of the official
tables: area (lĩnh vực), criterion (tiêu chí), item (a scored row).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from attrs import field, frozen


class Status(StrEnum):
    """How much a rubric or a figure may be relied on; shown wherever it is used."""

    OFFICIAL = "official"
    DRAFT = "draft"
    ILLUSTRATIVE = "illustrative"


class FigureStatus(StrEnum):
    """Where a unit's published figure comes from."""

    OFFICIAL = "official"
    DECLARED = "declared"
    ILLUSTRATIVE = "illustrative"
    UNKNOWN = "unknown"


class Source(StrEnum):
    """Who scores a row. The unit only estimates rows of the last two."""

    SELF = "self"
    SURVEY = "survey"
    APPRAISER = "appraiser"


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


@frozen
class Item:
    """A scored row: a criterion without parts, or a sub-criterion."""

    id: str
    title: str
    points: Decimal
    """Maximum, in points."""
    measure: Measure
    scale: Scale | None = None
    source: Source = Source.SELF
    department: str = ""
    """Id of the department that answers for the row (cơ quan chủ trì)."""
    contributors: tuple[str, ...] = ()
    """Ids of departments that help (cơ quan phối hợp)."""
    no_incidence: Literal["full", "zero"] | None = None
    """What "nothing of the kind occurred" is worth; None: not offered."""
    not_applicable: Literal["unit", "appraiser"] | None = None
    """Who may take the row out of the maximum; None: nobody."""
    evidence: tuple[str, ...] = ()
    """Documents that are expected as proof."""
    guidance: str = ""
    """What counts, how it is computed, what proves it."""
    provenance: str = ""
    """Where the rule comes from."""


@frozen
class Adjustment:
    """A bonus or a penalty: outside the total and outside the counts."""

    id: str
    title: str
    kind: Literal["bonus", "penalty"]
    points: Decimal
    """Most that this row may add or take, as a positive number."""
    measure: Measure
    scale: Scale | None = None
    source: Source = Source.SELF
    department: str = ""
    evidence: tuple[str, ...] = ()
    guidance: str = ""
    provenance: str = ""


Row = Item | Adjustment


@frozen
class Criterion:
    """A criterion: one item, or several sub-criteria that add up to its points."""

    id: str
    title: str
    points: Decimal
    items: tuple[Item, ...]
    is_item: bool
    """Whether the criterion itself is the scored row (its only item has its id)."""


@frozen
class Area:
    """One of the areas of reform."""

    id: str
    title: str
    points: Decimal
    criteria: tuple[Criterion, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The area's scored rows in order."""
        return tuple(item for criterion in self.criteria for item in criterion.items)


@frozen
class Department:
    """A department of the kind of unit that the rubric is written for."""

    id: str
    title: str


@frozen
class Figure:
    """A figure that several rows share, entered once."""

    id: str
    title: str
    unit: str = ""


@frozen
class Check:
    """A relation between rows that honest answers satisfy.

    Terms add up; a leading "-" subtracts: ``3.4.1.whole``, ``-3.4.1.part``, a number.
    `when` restricts the check to a state or a value: ``3.4.3 no_incidence``,
    ``7.5.1.choice = khong``, ``T3.count > 0``. A check with `distinct_evidence` asks that no
    document serves two of the rows named, and has no terms.
    """

    message: str
    left: tuple[str, ...] = ()
    op: Literal["equal", "at_most"] | None = None
    right: tuple[str, ...] = ()
    when: str = ""
    distinct_evidence: tuple[str, ...] = ()


@frozen
class ResultBand:
    """A named range of the index (xếp loại)."""

    label: str
    from_: Decimal


@frozen
class Rounding:
    """Steps to which a row's points and the totals are rounded, half up."""

    item: Decimal = Decimal("0.01")
    total: Decimal = Decimal("0.01")


@frozen
class Rubric:
    """A whole rubric of one edition for one kind of unit."""

    id: str
    edition: str
    status: Status
    year: int
    title: str
    points: Decimal
    roster: str
    areas: tuple[Area, ...]
    note: str = ""
    standings: str = ""
    """Id of the standings that a new assessment is projected against."""
    departments: tuple[Department, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    figures: tuple[Figure, ...] = ()
    checks: tuple[Check, ...] = ()
    bands: tuple[ResultBand, ...] = ()
    rounding: Rounding = Rounding()
    bonus_cap: Decimal = Decimal(0)
    penalty_cap: Decimal = Decimal(0)
    rows: Mapping[str, Row] = field(init=False, eq=False, repr=False)
    """Every scored row and adjustment by id, in order."""

    @rows.default
    def _index_rows(self) -> Mapping[str, Row]:
        rows: tuple[Row, ...] = (*self.items(), *self.adjustments)
        return {row.id: row for row in rows}

    def items(self) -> Iterator[Item]:
        """Yield every scored row in order."""
        for area in self.areas:
            yield from area.items

    def area_of(self, row_id: str) -> Area | None:
        """Return the area of a scored row; None for an adjustment."""
        return next((a for a in self.areas if any(i.id == row_id for i in a.items)), None)

    def department(self, department_id: str) -> Department | None:
        """Return a department by id."""
        return next((d for d in self.departments if d.id == department_id), None)


@frozen
class Unit:
    """One of the units that are ranked together. Its names are never built from each other."""

    code: str
    short: str
    full: str
    locative: str
    sub_units: tuple[str, ...] = ()


@frozen
class Roster:
    """The units that are ranked together, and the words for their kind."""

    id: str
    parent: str
    unit_word: str
    sub_unit_word: str
    units: tuple[Unit, ...]

    def unit(self, code: str) -> Unit | None:
        """Return a unit by code."""
        return next((u for u in self.units if u.code == code), None)


@frozen
class Standing:
    """A unit's published place in one year. None is unknown, never zero."""

    code: str
    status: FigureStatus = FigureStatus.UNKNOWN
    index: Decimal | None = None
    rank: int | None = None
    previous_index: Decimal | None = None
    previous_rank: int | None = None
    previous_status: FigureStatus | None = None
    """Status of the previous year's figures where it differs."""


@frozen
class Standings:
    """The table that a rank is projected against."""

    id: str
    roster: str
    year: int
    units: tuple[Standing, ...]
    source: str = ""
    """Number and date of the deciding document, when known."""
    spread: Decimal | None = None
    """Declared year-to-year movement in index points, for want of enough past figures."""

    def of(self, code: str) -> Standing | None:
        """Return a unit's standing."""
        return next((s for s in self.units if s.code == code), None)
