"""What one value of an assessment shows: scores, place, progress, rows of a list.

A view is a pure function of the folder and the assessment in it. Screens and commands
read from it and never compute anything of an assessment themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from parself.assessment import entries, possible, store, unlikely
from parself.assessment.model import Assessment, State
from parself.assessment.unlikely import Doubt
from parself.errors import ParselfError, Problem, UsageError, say
from parself.returns import replying
from parself.returns.kept import received_by
from parself.returns.model import Published, Return
from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.offices import Office, unit_office
from parself.rules.amounts import Context, Value
from parself.rules.fields import Field
from parself.rules.kinds import row_fields
from parself.rules.ladder import Inverse, inverse
from parself.scoring.recognised import Recognised, last_years
from parself.scoring.score import RowScore, Scores, context_of, score_assessment, unchanged
from parself.standing.projection import Projection, project
from parself.submission.inspector import (
    Finding,
    Prints,
    at_once,
    doubt_key,
    inspect,
    of_papers,
    standing,
)
from parself.values import Frozen, evolve, field


class Filter(StrEnum):
    """Which rows a list shows."""

    ALL = "all"
    OPEN = "open"
    FLAGGED = "flagged"
    UNBACKED = "unbacked"
    """Answered with points, but neither evidence nor explanation."""
    PROVISIONAL = "provisional"
    RETURNED = "returned"
    """Answered in a part that a department sent back."""


class Narrowing(Frozen):
    """Which rows a list shows: of one state, one department, one area, or any."""

    state: Filter = Filter.ALL
    department: str | None = None
    area: str | None = None
    rows: frozenset[str] | None = None
    """Only these, where some are named: those changed since the hand-in."""


class Progress(Frozen):
    """How far the rows are that the unit itself scores."""

    total: int
    answered: int
    flagged: int
    awaiting: int
    """Rows that the survey or the higher level scores."""

    @property
    def open(self) -> int:
        """Rows still to be answered."""
        return self.total - self.answered


class View(Frozen, dict=True):
    """Everything that a face shows of one value of the assessment; a pure function of it."""

    folder: store.Folder
    assessment: Assessment
    known: Mapping[str, RowScore] = field(default_factory=dict)
    """Scores of rows that are answered as in an earlier view."""
    known_doubts: unlikely.RowDoubts = field(default_factory=dict)
    """Doubts about such rows."""

    def of(self, assessment: Assessment, folder: store.Folder | None = None) -> "View":
        """Return the view of another value; rows that are answered alike keep what is known.

        `folder` is the folder as it is after a save; without it, the same.
        """
        there = folder or self.folder
        is_alike = there.rubric is self.rubric and there.unit is self.unit
        if not is_alike or there.past is not self.folder.past:
            return View(there, assessment)
        # What nobody has looked at yet is not worth computing for the next value.
        computed, now = vars(self), self.assessment
        scores = computed["scores"].rows if "scores" in computed else self.known
        doubts = computed.get("_row_doubts", self.known_doubts)
        return View(
            there,
            assessment,
            unchanged(now, scores, assessment),
            unchanged(now, doubts, assessment),
        )

    @property
    def rubric(self) -> m.Rubric:
        """The rubric as it was when the assessment began."""
        return self.folder.rubric

    @property
    def unit(self) -> peers.Unit:
        """The unit that scores itself."""
        return self.folder.unit

    @property
    def office(self) -> Office:
        """How the unit heads and signs its papers."""
        return unit_office(self.folder.roster, self.unit)

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The rows that are filled in here: all of the rubric's, or a department's own."""
        return tuple(row for row in self.rubric.rows if self.is_ours(row))

    def is_ours(self, row_id: str) -> bool:
        """Say whether a row is filled in here."""
        part = self.assessment.part
        return part is None or row_id in part.rows

    @property
    def department(self) -> str:
        """Title of the department whose part this is; empty where it is the whole."""
        part = self.assessment.part
        known = self.rubric.department(part.department) if part else None
        return known.title if known else ""

    @property
    def owner(self) -> str:
        """Whose assessment it is: the unit, and the department where it is only its part."""
        return f"{self.department}, {self.unit.full}" if self.department else self.unit.full

    @property
    def context(self) -> Context:
        """What rules depend on besides the answers."""
        return Context(self.assessment.year, self.unit.sub_units)

    def context_of(self, row_id: str) -> Context:
        """Return what the rule of a row depends on besides the answers."""
        return context_of(self.rubric.rows[row_id], self.context, self.folder.past)

    @property
    def is_survey_assumed(self) -> bool:
        """Whether nobody but the unit has said if a survey is held."""
        return self.received is None

    @cached_property
    def counted(self) -> Assessment:
        """The assessment as it counts: whether a survey is held, a result knows best."""
        value = self.received
        if value is None or value.survey_held == self.assessment.survey_held:
            return self.assessment
        return evolve(self.assessment, survey_held=value.survey_held)

    @cached_property
    def scores(self) -> Scores:
        """All rows and totals."""
        return score_assessment(
            self.rubric,
            self.unit,
            self.counted,
            past=self.folder.past,
            last_index=self.last_index,
            recognised=self.recognised,
            known=self.known,
        )

    @property
    def recognised(self) -> Recognised:
        """How much of the unit's claims was recognised: by the result received, else last year."""
        told = replying.recognised_by(self.rubric, self.received) if self.received else None
        return told if told and told.claimed else last_years(self.rubric, self.folder.past)

    @property
    def last_index(self) -> Decimal | None:
        """The unit's last published index, if known."""
        standing = self.folder.standings.of(self.unit.code) if self.folder.standings else None
        return standing.index if standing is not None else None

    @cached_property
    def projection(self) -> Projection | None:
        """Place and probabilities; None without a comparison table, or once it is published."""
        if self.folder.standings is None or self.published is not None:
            return None
        return project(
            self.folder.standings,
            self.unit.code,
            floor=self.scores.floor.index,
            ceiling=self.scores.ceiling.index,
            projected=self.scores.projected.index,
        )

    def findings(self, prints: Prints) -> tuple[Finding, ...]:
        """Return what the inspector finds; `prints` say what became of the evidence's files."""
        past = self.folder.past
        found = inspect(self.rubric, self.unit, self.assessment, self.scores, prints, past)
        return (*found, *self.unreplied)

    @property
    def received(self) -> Return | None:
        """The appraisal result that was received last; None without one."""
        return received_by(self.folder) if self.assessment.returned is not None else None

    @property
    def published(self) -> Published | None:
        """What was published of the unit this year; None until its result tells it.

        Once it is told, every face says it first, and no face foretells index or place.
        """
        value = self.received
        return None if value is None else value.published

    @property
    def unreplied(self) -> tuple[Finding, ...]:
        """What is still to be done about the appraisal result."""
        named, replies = self.assessment.returned, self.assessment.replies
        return tuple(replying.findings(named, self.received, replies))

    @cached_property
    def asked(self) -> tuple[Finding, ...]:
        """Return the contradictions and doubts that nobody has given a reason for."""
        past = self.folder.past
        rows = self._row_doubts
        found = at_once(self.rubric, self.unit, self.assessment, self.scores, past, rows)
        return standing(found, self.assessment)

    @cached_property
    def _row_doubts(self) -> unlikely.RowDoubts:
        past, known = self.folder.past, self.known_doubts
        return unlikely.of_rows(self.rubric, self.unit, self.assessment, past, known)

    def contradicted(self, row_id: str) -> tuple[Finding, ...]:
        """Return the contradictions that a row is part of."""
        return tuple(one for one in self.asked if one.kind.is_error and row_id in one.rows)

    def noticed(self, row_id: str) -> tuple[Finding, ...]:
        """Return what stands about a row and its documents, as far as no file has to be read."""
        papers = of_papers(self.rubric, self.assessment, row_id)
        return (*self.contradicted(row_id), *standing(papers, self.assessment))

    def doubts(self, row_id: str) -> tuple[Doubt, ...]:
        """Return the doubts about a row's fields that nobody has given a reason for."""
        row, answer = self.rubric.rows[row_id], self.assessment.answer(row_id)
        fields, past = self.fields(row_id), self.folder.past
        found = unlikely.of_row(row, fields, answer.values, self.assessment, past)
        return tuple(one for one in found if doubt_key(one) not in self.assessment.waivers)

    def fields(self, row_id: str) -> tuple[Field, ...]:
        """Return the fields that a row asks this unit to fill in."""
        return row_fields(self.rubric.rows[row_id], self.unit.sub_units)

    def values(self, row_id: str) -> dict[str, Value]:
        """Return a row's values, shared figures included."""
        row = self.rubric.rows[row_id]
        return entries.values_of(self.assessment, row, self.unit.sub_units)

    def missing(self, row_id: str) -> tuple[Field, ...]:
        """Return the fields of a row that still need a value."""
        return entries.missing(self.fields(row_id), self.values(row_id))

    def inverse(self, row_id: str) -> Inverse | None:
        """Return how far it is to the next level; None while the row has no figures."""
        scored = self.scores.rows[row_id]
        if scored.state is not State.ANSWERED or scored.points is None:
            return None
        return inverse(scored.row, self.values(row_id), self.context_of(row_id))

    def is_closed(self, today: date) -> bool:
        """Whether figures are final: the data date, or today, is at or past the end of the year."""
        return (self.assessment.data_date or today) >= date(self.assessment.year, 12, 31)

    @property
    def goal(self) -> int:
        """The place whose chance is shown: the last one of the upper half (6 of 11)."""
        return 1 if self.projection is None else (self.projection.of + 1) // 2

    def progress(self, area_id: str | None = None) -> Progress:
        """Count rows, of one area or of all; adjustments do not count."""
        areas = [a for a in self.rubric.areas if area_id in {None, a.id}]
        return self.tally([item for area in areas for item in area.items])

    def tally(self, items: Sequence[m.Item]) -> Progress:
        """Count how far some rows are; those of other departments do not count in a part."""
        items = [item for item in items if self.is_ours(item.id)]
        own = [item for item in items if item.source is m.Source.SELF]
        return Progress(
            total=len(own),
            answered=sum(not self._is_open(item.id) for item in own),
            flagged=sum(self.assessment.answer(item.id).flagged for item in items),
            awaiting=len(items) - len(own),
        )

    def _is_open(self, row_id: str) -> bool:
        scored = self.scores.rows[row_id]
        is_open = not scored.awaiting and scored.state is State.UNANSWERED
        return is_open and not self.assessment.says_unknown(row_id)

    def shows(self, row_id: str, chosen: Filter) -> bool:
        """Say whether a filtered list holds the row."""
        answer = self.assessment.answer(row_id)
        scored = self.scores.rows[row_id]
        if not self.is_ours(row_id):
            return False
        match chosen:
            case Filter.OPEN:
                return self._is_open(row_id)
            case Filter.FLAGGED:
                return answer.flagged
            case Filter.UNBACKED:
                return bool(scored.points) and not scored.backed
            case Filter.PROVISIONAL:
                return answer.provisional
            case Filter.RETURNED:
                return bool(answer.who)
            case _:
                return True

    def narrowed(self, chosen: Narrowing) -> tuple[str, ...]:
        """Return the rows that a narrowed list holds, in rubric order."""
        area = next((one for one in self.rubric.areas if one.id == chosen.area), None)
        inside = self.rubric.rows if area is None else {item.id for item in area.items}
        return tuple(
            row.id
            for row in self.rubric.rows.values()
            if chosen.department in {None, row.department}
            and row.id in inside
            and (chosen.rows is None or row.id in chosen.rows)
            and self.shows(row.id, chosen.state)
        )

    def filtered(self, chosen: Filter) -> tuple[str, ...]:
        """Return the rows that a filtered list holds, in rubric order."""
        return tuple(row for row in self.rubric.rows if self.shows(row, chosen))


def unknown_row(rubric: m.Rubric, row_id: str) -> ParselfError:
    """Return the error for a row id that the rubric does not have; a parent lists its rows."""
    inside = [row for row, places in rubric.places.items() if row_id in places and row != row_id]
    if inside:
        what = say("{row} is not a scored row itself.", row=row_id)
        todo = say("Its rows are: {rows}.", rows=", ".join(inside))
    else:
        what = say("The rubric has no row {row}.", row=row_id[:60])
        todo = say("Rows are numbered like {example}.", example=next(iter(rubric.rows)))
    return UsageError(Problem(what, todo=todo))


def unknown_document(assessment: Assessment, document_id: str) -> UsageError:
    """Return the error for a document that is not in the register."""
    known = ", ".join(document.id for document in assessment.documents[:20])
    todo = say("Known are: {known}.", known=known or "–")
    return UsageError(Problem(possible.unknown_document(document_id), todo=todo))
