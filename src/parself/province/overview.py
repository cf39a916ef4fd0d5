"""A round with all that is known of it: what was received, decided and surveyed, put together.

Screens and commands read this one value. It holds no hand-in: the facts of each are read from
beside it, and made anew where they are missing.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from parself import files
from parself.errors import DamagedError, Problem, say
from parself.province.appeals import Appealed, Appeals, read_appeals, trouble
from parself.province.appraisal import (
    LEDGER,
    Appraisal,
    parse_appraisal,
    read_appraisal,
    start_of,
)
from parself.province.board import Figures, Mark, applies, appraised_rows, figures, mark
from parself.province.compared import compared_rows, peers_of, with_points, with_worth
from parself.province.compared import figures as figures_that_count
from parself.province.counted import Counted, counted
from parself.province.decisions import UNDECIDED, Basis, Cell, Decision, Stand, Verdict
from parself.province.facts import Facts, basis_of, rule_hash
from parself.province.filing import RECEIVED
from parself.province.last_year import Before, before, read_last_year
from parself.province.line import Line
from parself.province.officers import found
from parself.province.progress import no_progress
from parself.province.record import Round
from parself.province.reference import (
    Difference,
    Reference,
    differences,
    read_references,
    reference_hash,
)
from parself.province.remarks import Remark, Way
from parself.province.returned import (
    RETURNED,
    Returns,
    SentBack,
    last_returns,
    last_withdrawn,
    returns,
)
from parself.province.round import open_round
from parself.province.second import is_disputed, is_drawn
from parself.province.snapshot import Snapshot
from parself.province.survey import Entries, entered_rows, read_survey, survey_points
from parself.province.timing import coming_of
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.rules.peers import Peers
from parself.scoring.classes import Classed, classed
from parself.scoring.weights import Weights
from parself.standing.league import ranking
from parself.values import Frozen, evolve, field

T = TypeVar("T")


class Overview(Frozen, dict=True):
    """A round, its appraisal, and the facts of every hand-in that counts."""

    round: Round
    appraisal: Appraisal
    handed: Mapping[str, Facts]
    """By code of the unit, as they came; units of which nothing counts are not among them."""
    survey: Entries
    references: tuple[Reference, ...] = ()
    returned: Mapping[str, SentBack] = field(default_factory=dict)
    """The last return to each unit that stands, by code."""
    kept_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Rows that a unit's reply says otherwise and may not, by code."""
    first: Appraisal = Appraisal()
    """The first appraisal, once the second has begun."""
    last: Snapshot | None = None
    """What was given last year; None where it is not known."""
    appeals: Appeals = Appeals()
    """What units argue against what was published, and what was ruled."""
    appeal_trouble: tuple[Problem, ...] = ()
    """What is wrong with the ledger of appeals."""
    returns: Returns = field(default_factory=dict)
    """Every return to each unit, by code, those that were withdrawn too."""

    @cached_property
    def peers(self) -> Mapping[str, Peers]:
        """What all units come to in the rows that compare them, by row."""
        return peers_of(self.round, self.handed, self._stands, self.survey)

    def figures_of(self, row: m.Row) -> Mapping[str, Decimal]:
        """Return the figures that count in a row that compares units, by code of the unit."""
        return figures_that_count(row, self.handed, self._stands, self.survey)

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """By code of the unit, with the points that figures have among those of all units."""
        if not compared_rows(self.round.rubric):
            return self.handed
        return {code: with_points(self.round, one, self.peers) for code, one in self.handed.items()}

    @cached_property
    def _stands(self) -> Mapping[Cell, Stand]:
        return self.appraisal.stands

    @cached_property
    def stands(self) -> Mapping[Cell, Stand]:
        """How each decided cell stands."""
        if not compared_rows(self.round.rubric):
            return self._stands
        return with_worth(self.round, self._stands, self.peers)

    @cached_property
    def ways(self) -> Mapping[str, tuple[Way, ...]]:
        """The agreed ways of scoring that stand, by row."""
        return self.appraisal.ways

    @cached_property
    def remarks(self) -> Mapping[tuple[str, str], tuple[Remark, ...]]:
        """The remarks that stand, by unit and row."""
        return self.appraisal.remarks

    @cached_property
    def _rules(self) -> Mapping[str, str]:
        return {row.id: rule_hash(row) for row in self.round.rubric.rows.values()}

    @property
    def trouble(self) -> tuple[Problem, ...]:
        """What is wrong with the round's two ledgers."""
        if not self.appraisal.unreadable:
            return self.round.trouble
        what = say(
            "{count} lines of the appraisal's ledger were changed or cut short; they are left out.",
            count=self.appraisal.unreadable,
        )
        todo = say("Put the file back from a copy of the folder, or decide on those rows anew.")
        where = files.show_path(self.round.path / LEDGER)
        return (*self.round.trouble, Problem(what, where, todo))

    @cached_property
    def appealed(self) -> tuple[Appealed, ...]:
        """The appeals with what became of each, in the order in which they were noted."""
        gone = self.appraisal.gone
        # What was put into the appraisal has the id of its ruling as the step.
        counted = {one.step for one in self.appraisal.decisions if one.id not in gone}
        return self.appeals.seen(counted, self.round.dates.appeals)

    def stand(self, unit: str, row: str, look: int = 1) -> Stand:
        """Return how one cell stands."""
        return self.stands.get(Cell(unit, row, look), UNDECIDED)

    def points(self, cell: Cell) -> Decimal | None:
        """Return the appraised points of one cell; None while there are none.

        A row that does not apply to the unit has none either.
        """
        is_counted = cell.unit not in self.facts or self.applies(cell)
        return self.stands.get(cell, UNDECIDED).points if is_counted else None

    def applies(self, cell: Cell) -> bool:
        """Say whether a row counts for a unit of which a hand-in does."""
        if self.round.rubric.rows[cell.row].source is not m.Source.SELF:
            return True
        return applies(self.facts[cell.unit].rows[cell.row], self.stands.get(cell, UNDECIDED))

    def basis(self, unit: str, row: str) -> Basis:
        """Return what a decision would rest on today, without an agreed way of scoring."""
        said = reference_hash(self.differences(unit, row))
        return basis_of(self.facts[unit], row, rule=self._rules[row], reference=said)

    def differences(self, unit: str, row: str) -> tuple[Difference, ...]:
        """Return the figures of a unit's row that differ from the province's own."""
        return tuple(differences(self.references, unit, row, self.facts[unit].rows[row]))

    def before(self, cell: Cell) -> Before | None:
        """Return what the row of the unit was given last year; None where that is not known."""
        return before(self.last, cell.unit, self.round.rubric.rows[cell.row])

    def mark(self, cell: Cell) -> Mark:
        """Return how one cell stands against what it would rest on today."""
        known = self._marked.get(cell)
        return known or self._marked.setdefault(cell, self._mark(cell))

    @cached_property
    def _marked(self) -> dict[Cell, Mark]:
        """Marks that were asked for: shares, tasks and board ask for the same ones."""
        return {}

    def _mark(self, cell: Cell) -> Mark:
        stand = self.stands.get(cell, UNDECIDED)
        number = None if stand.decision is None else stand.decision.way
        found = mark(stand, self._basis_with_way(cell, number))
        # In the second appraisal no unit is waited for: what was asked waits for a decision.
        if found is Mark.ASKED and self._has_begun(cell.unit):
            return Mark.TO_REVIEW
        is_settled = found in {Mark.OPEN, Mark.TO_REVIEW, Mark.DIFFERING}
        return found if is_settled or not self.is_disputed(cell) else Mark.DIFFERING

    def is_unconcluded(self, cell: Cell) -> bool:
        """Say whether a row was asked about and waits for its decision in the second appraisal."""
        asked = self.stands.get(cell, UNDECIDED).decision
        is_asked = asked is not None and asked.verdict is Verdict.ASK
        return is_asked and self.mark(cell) is Mark.TO_REVIEW and self._has_begun(cell.unit)

    def _has_begun(self, unit: str) -> bool:
        return self.round.begun(unit) is not None

    def is_disputed(self, cell: Cell) -> bool:
        """Say whether the second look differs from this first one, and the lead has to decide."""
        second = self.stands.get(Cell(cell.unit, cell.row, 2)) if cell.look == 1 else None
        if second is None:
            return False
        first = self.stands.get(cell, UNDECIDED)
        return is_disputed(first, second, self.round.settings.tolerance)

    def changed(self, cell: Cell, decision: Decision) -> tuple[str, ...]:
        """Return the names of what a decision rests on that differs today."""
        return decision.changed(self._basis_with_way(cell, decision.way))

    def _basis_with_way(self, cell: Cell, number: int | None) -> Basis:
        cited = (one.id for one in self.ways.get(cell.row, ()) if one.number == number)
        return evolve(self.basis(cell.unit, cell.row), way=next(cited, ""))

    def marks(self, unit: str) -> Mapping[str, Mark]:
        """Return how each appraised row of a unit with a counting hand-in stands."""
        return self._marks[unit]

    @cached_property
    def _marks(self) -> Mapping[str, Mapping[str, Mark]]:
        return {
            code: {row: self.mark(cell) for row, cell in self.cells(code).items()}
            for code in self.facts
        }

    def standing(self, cell: Cell) -> tuple[Decision, ...]:
        """Return the decisions that stand side by side on a cell."""
        return self.stands.get(cell, UNDECIDED).latest

    def beside(self, cell: Cell) -> tuple[Decision, ...]:
        """Return the decisions between which the lead chooses, a differing second look among them.

        Of a cell that is not disputed: what stands there.
        """
        second = self.stand(cell.unit, cell.row, 2).latest if self.is_disputed(cell) else ()
        return (*self.standing(cell), *second)

    @cached_property
    def differing(self) -> Mapping[Cell, tuple[Decision, ...]]:
        """What stands side by side where appraisers decided differently, in the roster's order."""
        codes = (one.code for one in self.round.roster.units if one.code in self.facts)
        cells = (cell for code in codes for cell in self.cells(code).values())
        return {cell: self.beside(cell) for cell in cells if self.mark(cell) is Mark.DIFFERING}

    def marks_of(self, cells: Iterable[Cell]) -> Mapping[Cell, Mark]:
        """Return how some cells stand."""
        return {cell: self.mark(cell) for cell in cells}

    def cells(self, unit: str) -> Mapping[str, Cell]:
        """Return what this desk appraises of a unit, by row: at an officer's desk their share."""
        rows = (row.id for row in appraised_rows(self.round.rubric))
        return {row: self.cell(unit, row) for row in rows if self.is_ours(unit, row)}

    def cell(self, unit: str, row: str) -> Cell:
        """Return a row of a unit as this desk looks at it: a second time where it is drawn."""
        return Cell(unit, row, 2) if self._is_second(unit, row) else Cell(unit, row)

    @property
    def rows(self) -> tuple[m.Row, ...]:
        """The rows that this desk appraises of some unit."""
        rows, codes = appraised_rows(self.round.rubric), self.facts
        return tuple(row for row in rows if any(self.is_ours(code, row.id) for code in codes))

    def is_ours(self, unit: str, row: str) -> bool:
        """Say whether this desk appraises a row of a unit: at an officer's desk their share."""
        round_ = self.round
        if round_.desk is None:
            return True
        officer = found(round_.officers, round_.desk.officer)
        is_first = officer is not None and officer.has(round_.rubric, unit, row)
        return is_first or self._is_second(unit, row)

    def _is_second(self, unit: str, row: str) -> bool:
        round_ = self.round
        officer = found(round_.officers, round_.desk.officer) if round_.desk else None
        if officer is None or not is_drawn(round_.settings, unit, row):
            return False
        return not officer.is_lead and officer.has_second(round_.rubric, unit, row)

    @cached_property
    def figures(self) -> Mapping[str, Figures]:
        """What each unit's rows come to, by code."""
        return {code: self._figures(code) for code in self.facts}

    def _figures(self, code: str) -> Figures:
        known = self.survey_points(code)
        return figures(
            self.round.rubric,
            self.facts[code],
            self.cells(code),
            self.stands,
            self.marks(code),
            {row.id: known.get(row.id) for row in entered_rows(self.round)},
            is_whole=self.round.desk is None,
        )

    def weights(self, code: str) -> Weights:
        """Return what rows count for in a unit's sections; their own points before it hands in."""
        known = self.figures.get(code)
        return Weights(self.round.rubric.rounding.item) if known is None else known.weights

    def survey_points(self, code: str) -> Mapping[str, Decimal]:
        """Return a unit's points of the rows that the province enters, where they are known."""
        unit = self.round.roster.unit(code)
        assert unit is not None, "only units of the roster are received"
        asked = {row.id for row in entered_rows(self.round)}
        stored = self.survey.get(code, {}).items()
        entered = {row: values for row, values in stored if row in asked}
        return survey_points(self.round.rubric, unit, entered, self.round.year, self.peers)

    def lines(self, today: date) -> tuple[Line, ...]:
        """Return the board: every unit of the roster, in its order."""
        return tuple(self._line(unit, today) for unit in self.round.roster.units)

    def _line(self, unit: Unit, today: date) -> Line:
        counts, last = self.round.counting(unit.code), self.round.last_day(unit.code)
        known, record = self.figures.get(unit.code), self.round.units.get(unit.code)
        return Line(
            unit,
            counts,
            record.received if record else (),
            coming_of(self.round, unit.code, today),
            last,
            self.marks(unit.code) if unit.code in self.facts else {},
            known,
            self.places.get(unit.code),
            self._class(known).label,
            self.returned.get(unit.code),
            self._class(known).held,
            last_withdrawn(self.returns.get(unit.code, ())),
        )

    def _class(self, known: Figures | None) -> Classed:
        """Return the class of a unit's figures as they stand."""
        if known is None:
            return Classed()
        return classed(self.round.rubric.bands, known.index, known.zero, known.penalties)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The places by expected index, of the units whose index is known."""
        known: dict[str, Decimal] = {
            code: one.index for code, one in self.figures.items() if one.index is not None
        }
        return {one.code: one.rank for one in ranking(known)}


def open_overview(path: Path, *, progress: Callable[[int, int], None] = no_progress) -> Overview:
    """Open a round's folder with all that is known of it.

    Raises what the readers of the folder's files raise, and a `BundleError` where
    the facts of a kept hand-in are missing and it is damaged.
    """
    _sweep(path)
    round_, appeals = open_round(path), read_appeals(path)
    sent = returns(round_)
    told = tuple(trouble(path, appeals))
    codes = [unit.code for unit in round_.roster.units if unit.code in round_.units]
    known: dict[str, Counted] = {}
    for done, code in enumerate(codes, start=1):
        found = counted(round_, code)
        if found is not None:
            known[code] = found
        progress(done, len(codes))
    return Overview(
        evolve(round_, trouble=(*round_.trouble, *told)),
        read_appraisal(path),
        {code: one.facts for code, one in known.items()},
        _entered(round_, read_survey),
        _entered(round_, read_references),
        last_returns(round_, sent),
        {code: one.kept_out for code, one in known.items() if one.kept_out},
        _first(round_),
        read_last_year(path),
        appeals,
        told,
        sent,
    )


def _sweep(path: Path) -> None:
    """Remove what writes that were cut short left in the folder and below it."""
    for folder in (path, *files.entries(path / RECEIVED), *files.entries(path / RETURNED)):
        files.sweep_temp(folder)


def _entered(round_: Round, read: Callable[[Path], T]) -> T:
    """Return the content of a file of a round; one that is held fast is not entered anew."""
    try:
        return read(round_.path)
    except DamagedError as error:
        raise DamagedError(*(round_.broken or error.problems)) from None


def _first(round_: Round) -> Appraisal:
    """Return the first appraisal; empty while it goes on, and at an officer's desk.

    There the ledger is the officer's own, and how much of the round's is sealed says nothing of it.
    """
    if round_.second is None or round_.desk is not None:
        return Appraisal()
    return parse_appraisal(start_of(round_.path, round_.second.size))
