"""What is to be done next in a round: kinds of work, each with the units or rows it is about. Pure.

Shell and screens count by this, and each kind leads to its list.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from parself.province.appeals import State
from parself.province.board import Mark
from parself.province.decisions import Cell
from parself.province.equal import unequal_cells
from parself.province.line import Line
from parself.province.overview import Overview
from parself.province.sharing import nobodys, nobodys_second
from parself.values import Frozen


class Kind(StrEnum):
    """A kind of work, the most pressing first."""

    DIVERGING = "diverging"
    """Several hand-ins, of which one has to be chosen."""
    TWO_REPLIES = "two-replies"
    """Several replies under one number, of which one has to be chosen."""
    DIFFERING = "differing"
    """Decided differently: the lead chooses."""
    TO_CONCLUDE = "conclude"
    """Asked about in the first appraisal: the second one decides, replied or not."""
    GRANTED = "granted"
    """Granted on appeal, and not in the appraisal yet."""
    APPEALED = "appealed"
    """An appeal waits for a decision."""
    TO_REVIEW = "review"
    MISSING = "missing"
    """Nothing has come."""
    OPEN = "open"
    NOBODYS = "nobodys"
    """Open, and in nobody's share: only a lead decides."""
    NOBODYS_SECOND = "nobodys-second"
    """Drawn for the second look, not looked at, and in nobody's share."""
    ASKED = "asked"
    UNEQUAL = "unequal"
    """Equal cases of a row that were given different points."""
    SURVEY = "survey"
    """Received, but without points that the province enters."""


class Task(Frozen):
    """All work of one kind."""

    kind: Kind
    units: tuple[str, ...]
    """Codes of the units it is about."""
    cells: tuple[Cell, ...] = ()
    """Rows of units; empty where it is about whole units."""
    late: int = 0
    """Units that are late, of those of which nothing has come."""

    @property
    def count(self) -> int:
        """How many rows, or else units, it is about."""
        return len(self.cells) or len(self.units)


def tasks(view: Overview, lines: Sequence[Line]) -> tuple[Task, ...]:
    """Return what is left to do at this desk; `lines` is the board."""
    found = [*_of_rows(view, lines)]
    if view.round.desk is None:
        found += [*_of_units(view, lines)]
    order = list(Kind)
    return tuple(sorted((one for one in found if one.count), key=lambda one: order.index(one.kind)))


def _of_units(view: Overview, lines: Sequence[Line]) -> Iterator[Task]:
    missing = [one for one in lines if not one.received]
    late = sum(one.is_overdue for one in missing)
    yield Task(Kind.DIVERGING, tuple(one.unit.code for one in lines if one.is_diverging))
    records = view.round.units.values()
    yield Task(Kind.TWO_REPLIES, tuple(one.code for one in records if one.diverging_replies))
    yield Task(Kind.MISSING, tuple(one.unit.code for one in missing), late=late)
    unknown = (one for one in lines if one.lacking)
    yield Task(Kind.SURVEY, tuple(one.unit.code for one in unknown))


def _of_rows(view: Overview, lines: Sequence[Line]) -> Iterator[Task]:
    marks = {
        Mark.DIFFERING: Kind.DIFFERING,
        Mark.TO_REVIEW: Kind.TO_REVIEW,
        Mark.OPEN: Kind.OPEN,
        Mark.ASKED: Kind.ASKED,
    }
    found: dict[Kind, list[Cell]] = {kind: [] for kind in (*marks.values(), Kind.TO_CONCLUDE)}
    for line in lines:
        for row, mark in line.marks.items():
            if mark in marks:
                cell = view.cell(line.unit.code, row)
                kind = Kind.TO_CONCLUDE if view.is_unconcluded(cell) else marks[mark]
                found[kind].append(cell)
    if view.round.desk is None:
        found[Kind.NOBODYS] = list(nobodys(view))
        found[Kind.GRANTED] = _appealed(view, State.GRANTED)
        found[Kind.APPEALED] = _appealed(view, State.OPEN)
        found[Kind.UNEQUAL] = list(unequal_cells(view))
        found[Kind.NOBODYS_SECOND] = list(nobodys_second(view))
    for kind, cells in found.items():
        yield Task(kind, tuple(dict.fromkeys(one.unit for one in cells)), tuple(cells))


def _appealed(view: Overview, state: State) -> list[Cell]:
    found = (one.appeal for one in view.appealed if one.state is state)
    return [Cell(one.unit, one.row) for one in found]
