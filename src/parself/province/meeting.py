"""A meeting's workbook read back: what was decided on one row of all units, cell by cell.

A sheet holds one row of the rubric, a line a unit. Two columns are to be filled in: points and the
reason. A blank cell keeps what stands, "-" puts the row back to open, "?" asks the unit to explain,
0 is zero. What cannot be read for certain stops the whole file, and every such cell is told at
once. What was decided since the sheet was made is newer: it stays and is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Final

from parself.assessment.cells import refuse_untyped
from parself.errors import Message, ParselfError, Problem, RefusedError, UsageError, say
from parself.numerals import read_decimal
from parself.province.appraising import ACCEPTED, Act, Judgement, decide, kept_from
from parself.province.board import Mark
from parself.province.decisions import Cell, Decision, Verdict
from parself.province.overview import Overview
from parself.province.unit_names import Names
from parself.province.unit_table import Stranger, UnitTable, find_table, is_figure
from parself.text import cleaned
from parself.values import Frozen, evolve, to_bytes
from parself.workbook import Cell as Square
from parself.workbook import Grid, read_workbook
from parself.workbook.figures import MADE_A_DATE, a_truth, exact

POINTS: Final = "points"
REASON: Final = "reason"
STAND: Final = "stand"
KEYS: Final = (POINTS, REASON, STAND)
_DASHES: Final = frozenset({"-", "–", "—", "−"})
_ASKED: Final = "?"
_STAMP_DIGITS: Final = 12
_MAKE_ANEW: Final = say("Make the sheet anew, or put the columns back as they were.")


def key_of(row: str, name: str) -> str:
    """Return the key that stands over a column: ``2.1.1|points``."""
    return f"{row}|{name}"


def stamp(view: Overview, cell: Cell) -> str:
    """Return a mark of all that stands on a cell, by which a newer decision is noticed."""
    ids = "".join(one.id for one in view.standing(cell))
    basis = to_bytes(view.basis(cell.unit, cell.row)) if cell.unit in view.facts else b""
    return "s" + sha256(ids.encode() + basis).hexdigest()[:_STAMP_DIGITS]


class Entry(Frozen):
    """What one line of a sheet decides."""

    cell: Cell
    place: str
    judgement: Judgement
    stamp: str


class Outcome(StrEnum):
    """What becomes of a line that was filled in."""

    DECIDED = "decided"
    UNCHANGED = "unchanged"
    """It says what stands already."""
    NEWER = "newer"
    """The cell was decided since the sheet was made; what stands stays."""
    REFUSED = "refused"
    """This officer may not decide the cell."""


class Line(Frozen):
    """A line that was filled in: what stands, and what would stand."""

    entry: Entry
    mark: Mark | None
    """How the cell stands now; None while nothing of the unit counts."""
    points: Decimal | None
    """The points that stand now."""
    outcome: Outcome
    decision: Decision | None = None
    why: Message | None = None
    """Why it is left out, where it is refused."""

    @property
    def points_after(self) -> Decimal | None:
        """The points that stand afterwards."""
        return self.points if self.decision is None else self.decision.points


class Met(Frozen):
    """What a meeting's workbook would change."""

    lines: tuple[Line, ...]
    blank: int
    """Lines that nobody filled in; what stands stays."""
    notes: tuple[Message, ...]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What would be decided."""
        return tuple(one.decision for one in self.lines if one.decision is not None)

    def having(self, outcome: Outcome) -> tuple[Line, ...]:
        """Return the lines of which this becomes."""
        return tuple(one for one in self.lines if one.outcome is outcome)

    @property
    def leaves_out(self) -> bool:
        """Whether a line that was filled in is not taken over."""
        return bool(self.having(Outcome.NEWER) or self.having(Outcome.REFUSED))


def read_sheets(data: bytes, file: str, view: Overview, act: Act) -> Met:
    """Return what a meeting's workbook would change.

    Raises `DamagedError` for what is no workbook, and `RefusedError` with every cell that cannot
    be read for certain or is not possible.
    """
    names = Names(view.round.roster, {})
    found: dict[str, UnitTable] = {}
    notes, problems = list[Message](), list[Problem]()
    for grid in read_workbook(data, where=file):
        row = _row_of(grid, view)
        if row is None:
            continue
        if row in found:
            what = say("Row {row} stands on two sheets.", row=row)
            problems.append(Problem(what, f"{file}, {cleaned(grid.title)}", _MAKE_ANEW))
            continue
        try:
            found[row] = find_table([grid], names, file)
        except RefusedError as error:
            problems += error.problems
    if not found and not problems:
        what = say("No sheet of this file holds a row as a meeting's workbook does.")
        todo = say("Make one: {command}", command="parself round sheet")
        problems.append(Problem(what, file, todo))
    entries, count = list[Entry](), 0
    for row, table in found.items():
        reading = _Reading(view, row, table)
        entries += reading.entries()
        problems += reading.problems
        notes += reading.notes()
        count += len(table.lines)
    lines = _judged(view, entries, act, problems)
    if problems:
        raise RefusedError(*problems)
    return Met(lines, count - len(lines), tuple(notes))


def _row_of(grid: Grid, view: Overview) -> str | None:
    """Return the row that a sheet is of; None for a sheet without the keys of one."""
    for cell in grid.cells.values():
        row, bar, name = str(cell.value).partition("|")
        if bar and name in KEYS and row in view.round.rubric.rows:
            return row
    return None


class _Reading:
    """One sheet being read."""

    def __init__(self, view: Overview, row: str, table: UnitTable) -> None:
        self.problems = [*table.problems, *map(_stranger, table.strangers)]
        self._view = view
        self._row = row
        self._table = table
        self._columns = self._find_columns()

    def entries(self) -> Iterator[Entry]:
        if set(self._columns) != set(KEYS):
            what = say("A column of row {row} has lost the key over it.", row=self._row)
            place = self._table.place(max(self._table.top, 1), self._table.names)
            self.problems.append(Problem(what, place, _MAKE_ANEW))
            return
        self._refuse_slipped()
        self.problems += self._table.spanning({self._columns[POINTS], self._columns[REASON]})
        for line in self._table.loose:
            self._filled_in(line)
        for unit, line in self._table.lines.items():
            points, reason = self._filled_in(line)
            if points is not None:
                yield self._entry(unit, line, points, reason)

    def notes(self) -> Iterator[Message]:
        """Yield what a person has to know of how the sheet was read."""
        if set(self._columns) != set(KEYS):
            return
        yield from self._table.grid.unseen(
            self._table.top,
            {self._table.names, *(self._columns[name] for name in (POINTS, REASON))},
        )
        # Units of which nothing counts are on no sheet.
        units = [one for one in self._view.round.roster.units if one.code in self._view.facts]
        missing = [one.short for one in units if one.code not in self._table.lines]
        if missing:
            shown = ", ".join(missing)
            yield say("Row {row}, not on the sheet: {units}.", row=self._row, units=shown)

    def _find_columns(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        keys = {key_of(self._row, name): name for name in KEYS}
        for (line, column), cell in self._table.grid.cells.items():
            name = keys.get(str(cell.value))
            if name is None or line > self._table.top:
                continue
            if name in found:
                what = say("Two columns bear the same key.")
                self.problems.append(Problem(what, self._table.place(line, column), _MAKE_ANEW))
            found[name] = column
        return found

    def _refuse_slipped(self) -> None:
        """Refuse what stands in the lines of units under no heading: it has slipped."""
        for line in self._table.lines.values():
            for column in self._table.columns():
                if not self._table.headings(column) and self._table.cell(line, column).value:
                    what = say("Something stands in a column without a heading.")
                    todo = say("Put it under its heading; it may have slipped.")
                    self.problems.append(Problem(what, self._table.place(line, column), todo))

    def _filled_in(self, line: int) -> tuple[Decimal | Verdict | None, str]:
        """Return points and reason of a line; what is wrong with either is noted."""
        before = len(self.problems)
        points, reason = None, ""
        with self._noting(line, POINTS):
            points = _points(self._table.cell(line, self._columns[POINTS]))
        with self._noting(line, REASON):
            reason = _reason(self._table.cell(line, self._columns[REASON]))
        if reason and points is None and len(self.problems) == before:
            what = say("A reason stands without points.")
            todo = say("Write the points beside it, or take the reason out.")
            self.problems.append(Problem(what, self._place(line, REASON), todo))
        return points, reason

    @contextmanager
    def _noting(self, line: int, name: str) -> Iterator[None]:
        """Note what is wrong with a cell with its place."""
        try:
            yield
        except ParselfError as error:
            where = self._place(line, name)
            self.problems += [evolve(one, where=where) for one in error.problems]

    def _entry(self, unit: str, line: int, points: Decimal | Verdict, reason: str) -> Entry:
        cell = self._view.cell(unit, self._row)
        stamp_ = str(self._table.cell(line, self._columns[STAND]).value or "").strip()
        return Entry(cell, self._place(line, POINTS), self._judgement(cell, points, reason), stamp_)

    def _judgement(self, cell: Cell, points: Decimal | Verdict, reason: str) -> Judgement:
        if isinstance(points, Verdict):
            return Judgement(points, reason=reason)
        facts = self._view.facts.get(cell.unit)
        if facts is not None and facts.rows[cell.row].points == points:
            return evolve(ACCEPTED, reason=reason)
        return Judgement(Verdict.ADJUST, points, reason)

    def _place(self, line: int, name: str) -> str:
        return self._table.place(line, self._columns[name])


def _stranger(one: Stranger) -> Problem:
    what = say("“{name}” is no unit of this round.", name=one.name)
    if not one.near:
        return Problem(what, one.place, say("Write the unit's name as the sheet had it."))
    near = ", ".join(unit.short for unit in one.near)
    return Problem(what, one.place, say("Is one of these meant: {near}? Write it so.", near=near))


def _points(square: Square) -> Decimal | Verdict | None:
    """Read a cell of points; None where it is blank. Raises `ParselfError`."""
    refuse_untyped(square, say("Type the points themselves."))
    match square.value:
        case None:
            return None
        case bool() as truth:
            raise ParselfError(a_truth(truth))
        case int() | float() as number if square.is_percent:
            raise ParselfError(_percent(number))
        case int() | float() as number:
            return exact(number)
        case datetime() | time():
            raise ParselfError(MADE_A_DATE)
        case str() as text:
            return _typed(cleaned(text).strip())
    raise TypeError(square.value)


def _percent(number: float) -> Problem:
    what = say(
        "A percentage stands where points are asked for: {n}%.", n=f"{exact(number * 100):f}"
    )
    return Problem(what, todo=say("Format the cell as a number, and type it again."))


def _typed(text: str) -> Decimal | Verdict | None:
    if not text:
        return None
    if text in _DASHES:
        return Verdict.OPEN
    return Verdict.ASK if text == _ASKED else read_decimal(text)


def _reason(square: Square) -> str:
    """Read a cell of reasons. Raises `ParselfError` for what is no text."""
    refuse_untyped(square, say("Type the reason itself."))
    if square.value is None:
        return ""
    if not isinstance(square.value, str) or is_figure(square):
        what = say("A figure stands where a reason is asked for.")
        raise ParselfError(
            Problem(what, todo=say("The columns may have slipped; look at the line."))
        )
    return cleaned(square.value).strip()


def _judged(
    view: Overview, entries: Sequence[Entry], act: Act, problems: list[Problem]
) -> tuple[Line, ...]:
    """Return what becomes of what a workbook says; what is not possible is added to `problems`."""
    found = list[Line]()
    for one in entries:
        try:
            found.append(_line(view, one, act))
        except UsageError as error:
            problems += [evolve(each, where=one.place) for each in error.problems]
    return tuple(found)


def _line(view: Overview, one: Entry, act: Act) -> Line:
    """Return what becomes of an entry. Raises `UsageError` where it is not possible."""
    has_come = one.cell.unit in view.facts
    mark = view.mark(one.cell) if has_come else None
    points = view.stand(one.cell.unit, one.cell.row, one.cell.look).points
    why = kept_from(view, one.cell, act.who)
    if _is_standing(view, one):
        return Line(one, mark, points, Outcome.UNCHANGED)
    if why is not None:
        return Line(one, mark, points, Outcome.REFUSED, why=why)
    if one.stamp != stamp(view, one.cell):
        return Line(one, mark, points, Outcome.NEWER)
    decision = decide(view, one.cell, one.judgement, act)
    return Line(one, mark, points, Outcome.DECIDED, decision)


def _is_standing(view: Overview, one: Entry) -> bool:
    """Say whether a line says what stands already."""
    said = one.judgement
    if one.cell.unit not in view.facts:
        return False
    mark = view.mark(one.cell)
    if said.verdict is Verdict.OPEN:
        return mark is Mark.OPEN
    stand = view.stand(one.cell.unit, one.cell.row, one.cell.look)
    now = stand.decision
    if mark in {Mark.OPEN, Mark.TO_REVIEW, Mark.DIFFERING} or now is None:
        return False
    same = (now.verdict, said.reason or now.reason) == (said.verdict, now.reason)
    return same and (said.points is None or said.points == stand.points)
