"""The values that a rubric consists of, but for its rules (`parself.rules`).

Plain frozen data: how it is read from TOML is the business of `parself.rubric.load`. The
terms are those of the official tables: area (lĩnh vực), criterion (tiêu chí), item (a
scored row).
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final, Literal

from parself.limits import EVIDENCE_FILE_MB, EVIDENCE_TOTAL_MB
from parself.rules.kinds import Measure, Scale
from parself.values import Frozen


class Status(StrEnum):
    """How much a rubric or a figure may be relied on; shown wherever it is used."""

    OFFICIAL = "official"
    DRAFT = "draft"
    ILLUSTRATIVE = "illustrative"


class Source(StrEnum):
    """Who scores a row. The unit only estimates rows of the last two."""

    SELF = "self"
    SURVEY = "survey"
    APPRAISER = "appraiser"


class Item(Frozen):
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
    issued_so: bool = False
    """Whether the annex was issued with what looks like a mistake.

    Its maximum cannot be reached, or it is worth nothing and only told.
    """
    mark: str = ""
    """What the annex writes for its number; empty where that is the id."""

    @property
    def is_told_only(self) -> bool:
        """Whether the row is worth nothing: it is told, not scored."""
        return self.points == 0

    @property
    def is_penalty(self) -> bool:
        """A scored row never takes points off."""
        return False


class Adjustment(Frozen):
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

    @property
    def is_penalty(self) -> bool:
        """Whether its points are taken off."""
        return self.kind == "penalty"


Row = Item | Adjustment


Away = Literal["shrink", "rescale", "share"]
"""What becomes of the points of rows that do not apply: they leave the maximum, the rest of their
section counts as the whole, or they go to its other rows in equal parts."""


class Criterion(Frozen, rename={"items": "item", "criteria": "criterion"}):
    """A criterion: one item, several that add up to its points, or further criteria."""

    id: str
    title: str
    points: Decimal
    items: tuple[Item, ...]
    """Its rows; none where it has further criteria."""
    is_item: bool
    """Whether the criterion itself is the scored row (its only item has its id)."""
    criteria: tuple["Criterion", ...] = ()
    """The criteria below it, where rows stand deeper."""
    mark: str = ""
    when_not_applicable: Away | None = None
    """Makes a section of it; None: as what it stands in."""

    @property
    def parts(self) -> "tuple[Criterion | Item, ...]":
        """What stands right below it; nothing below a scored row."""
        return () if self.is_item else self.criteria or self.items

    @property
    def rows(self) -> tuple[Item, ...]:
        """Every scored row below it, or the row that it is."""
        return self.items or tuple(row for one in self.criteria for row in one.rows)


class Area(Frozen, rename={"criteria": "criterion"}):
    """One of the areas of reform."""

    id: str
    title: str
    points: Decimal
    criteria: tuple[Criterion, ...]
    mark: str = ""
    when_not_applicable: Away | None = None
    """None: as the rubric says."""

    @property
    def parts(self) -> tuple[Criterion, ...]:
        """What stands right below it."""
        return self.criteria

    @property
    def items(self) -> tuple[Item, ...]:
        """The area's scored rows in order."""
        return tuple(item for criterion in self.criteria for item in criterion.rows)


Group = Area | Criterion
"""What holds rows."""


def rows_of(group: Group) -> tuple[Item, ...]:
    """Return every scored row of an area or a criterion, however deep it stands."""
    return group.items if isinstance(group, Area) else group.rows


class Node(Frozen):
    """A place in the tree of a rubric: an area, a criterion with parts, or a scored row."""

    part: Area | Criterion | Item
    above: tuple[Group, ...]
    """What it stands in, the area first."""
    at: str
    """Key path."""

    @property
    def depth(self) -> int:
        """How many levels are above it."""
        return len(self.above)

    @property
    def number(self) -> str:
        """Its number as the annex writes it."""
        return numbered(self.part)


def numbered(part: Area | Criterion | Item) -> str:
    """Return the number of a part as the annex writes it: its mark, else its id."""
    return part.mark or part.id


def walk(areas: tuple[Area, ...]) -> Iterator[Node]:
    """Yield every area, criterion and row in the order of the annex.

    A criterion that is a row itself is told as that row.
    """
    for area in areas:
        node = Node(area, (), f"area[{area.id}]")
        yield node
        yield from _below(area, node)


def _below(group: Group, node: Node) -> Iterator[Node]:
    above = (*node.above, group)
    for part in group.parts:
        if isinstance(part, Item):
            yield Node(part, above, f"{node.at}.item[{part.id}]")
            continue
        at = f"{node.at}.criterion[{part.id}]"
        if part.is_item:
            yield Node(part.items[0], above, at)
        else:
            inner = Node(part, above, at)
            yield inner
            yield from _below(part, inner)


class Department(Frozen):
    """A department of the kind of unit that the rubric is written for."""

    id: str
    title: str


class Figure(Frozen):
    """A figure that several rows share, entered once."""

    id: str
    title: str
    unit: str = ""


class Check(Frozen):
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


class ResultBand(Frozen, rename={"from_": "from"}):
    """A named range of the index (xếp loại), with what keeps a unit out of it all the same."""

    label: str
    from_: Decimal
    not_with_zero: bool = False
    """Whether it is given only where no scored row is at zero."""
    not_with: tuple[str, ...] = ()
    """Ids of penalties of which none may stand."""


class Rounding(Frozen):
    """Steps of whole hundredths to which figures are rounded, half up."""

    item: Decimal = Decimal("0.01")
    """A row's points. Sums add rounded rows and are not rounded again."""
    total: Decimal = Decimal("0.01")
    """The index in percent."""


LISTS: Final = {
    "departments": "department",
    "figures": "figure",
    "adjustments": "adjustment",
    "checks": "check",
    "areas": "area",
}
"""Lists of a rubric, and their keys in its file, in the order of the file."""


class RubricHead(Frozen):
    """What a rubric says of itself as a whole: the table ``[rubric]`` of its file."""

    id: str
    edition: str
    status: Status
    year: int
    title: str
    points: Decimal
    roster: str
    note: str = ""
    decision: str = ""
    """The document that issued it, with number, day and issuer, as papers cite it."""
    standings: str = ""
    """Id of the standings that a new assessment is projected against."""
    rounding: Rounding = Rounding()
    bonus_cap: Decimal = Decimal(0)
    penalty_cap: Decimal = Decimal(0)
    evidence_file_mb: int = EVIDENCE_FILE_MB
    """Largest file of evidence, in MB of 2^20 bytes."""
    evidence_total_mb: int = EVIDENCE_TOTAL_MB
    """Largest sum of all evidence, in MB."""
    bands: tuple[ResultBand, ...] = ()
    when_not_applicable: Away = "shrink"
    """Of rows in areas and criteria that say nothing; an area is then a section."""
    levels: tuple[str, ...] = ()
    """What the annex calls its levels, the area's first; empty: as the program calls them."""


class Rubric(RubricHead, dict=True, rename=LISTS):
    """A whole rubric of one edition for one kind of unit."""

    areas: tuple[Area, ...] = ()
    departments: tuple[Department, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    figures: tuple[Figure, ...] = ()
    checks: tuple[Check, ...] = ()

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Every scored row and adjustment by id, in order."""
        rows: tuple[Row, ...] = (*self.items(), *self.adjustments)
        return {row.id: row for row in rows}

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every area, criterion and scored row in order; adjustments stand outside."""
        return tuple(walk(self.areas))

    @cached_property
    def above(self) -> Mapping[str, tuple[Group, ...]]:
        """By row what it stands in, the area first."""
        return {node.part.id: node.above for node in self.nodes if isinstance(node.part, Item)}

    @cached_property
    def sections(self) -> tuple[tuple[Group, Away, tuple[Item, ...]], ...]:
        """Sections whose points stay where some rows do not apply, each with its rows."""
        rows: dict[str, list[Item]] = {}
        for item in self.items():
            rows.setdefault(self.section_of(item.id).id, []).append(item)
        groups = (node.part for node in self.nodes if not isinstance(node.part, Item))
        found = ((part, self._away(part), tuple(rows.get(part.id, ()))) for part in groups)
        return tuple(one for one in found if one[1] != "shrink" and one[2])

    def section_of(self, row_id: str) -> Group:
        """Return the section in which a scored row stands: the nearest group that makes one."""
        above = self.above[row_id]
        makes = (one for one in reversed(above) if one.when_not_applicable is not None)
        return next(makes, above[0])

    def away_of(self, row: Row) -> Away:
        """Return what becomes of a row's points where it does not apply."""
        return self._away(self.section_of(row.id)) if isinstance(row, Item) else "shrink"

    def _away(self, part: Group) -> Away:
        return part.when_not_applicable or self.when_not_applicable

    @cached_property
    def has_survey(self) -> bool:
        """Whether a survey scores any of its rows."""
        return any(item.source is Source.SURVEY for item in self.items())

    @property
    def depth(self) -> int:
        """The number of its levels."""
        return 1 + max((node.depth for node in self.nodes), default=0)

    @cached_property
    def places(self) -> Mapping[str, frozenset[str]]:
        """By row its own id and those of all that it stands in."""
        above = self.above
        return {row: frozenset({row, *(one.id for one in above.get(row, ()))}) for row in self.rows}

    def items(self) -> Iterator[Item]:
        """Yield every scored row in order."""
        for area in self.areas:
            yield from area.items

    def area_of(self, row_id: str) -> Area | None:
        """Return the area of a scored row; None for an adjustment."""
        found = self.above.get(row_id, ())
        return next((one for one in found if isinstance(one, Area)), None)

    def department(self, department_id: str) -> Department | None:
        """Return a department by id."""
        return next((d for d in self.departments if d.id == department_id), None)
