"""An assessment taken over into another edition of its rubric: what stands, what is asked again.

The rule is the safest for the unit: nothing typed is lost, and nothing unchecked counts. An
answer stands where the row still asks for the same and gives the same; else the row is open
again, with its texts and citations, and with the figures that are still possible. What the
new edition has no place for is set aside in the assessment. Pure.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from parself.assessment import entries, possible
from parself.assessment.model import Answer, Assessment, State
from parself.rubric import model as m
from parself.rubric.identity import content_hash, identity_of
from parself.rubric.peers import Unit
from parself.rules.amounts import Value
from parself.rules.kinds import row_fields
from parself.values import Frozen, evolve

Moves = Mapping[str, str]
"""Rows that go on under another id, as a person decided: id before to id after."""


class Fate(StrEnum):
    """What becomes of a row."""

    CARRIED = "carried"
    """The answer stands."""
    ASKED = "asked"
    """The row changed: what was entered is shown, and has to be confirmed or entered anew."""
    OPEN = "open"
    """The row was not answered before, and is not now."""
    NEW = "new"
    RETURNED = "returned"
    """New, but something entered for it earlier was set aside, and is taken back."""
    GONE = "gone"
    """The edition has no such row; what was entered is set aside."""


class RowFate(Frozen):
    """One row of the new edition, or one that is gone, and what becomes of it."""

    row_id: str
    fate: Fate
    before_id: str = ""
    """Id in the edition before; empty for a new row."""
    dropped: tuple[str, ...] = ()
    """Keys of entered values that the row has no place for any more; set aside."""


class Migration(Frozen):
    """An assessment in the new edition, and how it came about."""

    assessment: Assessment
    confirmed: Assessment
    """The same with every row that is asked again, and is complete, taken as it was: what the
    new rules would make of the old figures. Only to be looked at."""
    rows: tuple[RowFate, ...]

    def count(self, *fates: Fate) -> int:
        """Return how many rows have one of these fates."""
        return sum(row.fate in fates for row in self.rows)


class _Taken(Frozen):
    """A row's new answer, and what was left of the old one."""

    fate: RowFate
    answer: Answer
    rest: Answer | None = None
    """To be set aside: the old answer whole, where something of it found no place."""


def migrate(
    assessment: Assessment,
    old: m.Rubric | None,
    new: m.Rubric,
    unit: Unit,
    *,
    moves: Moves | None = None,
) -> Migration:
    """Take an assessment over into a rubric; `unit` as the new roster has it.

    `old` is the rubric that was answered; where it is not known any more, every row counts
    as changed.
    """
    return _Migrator(assessment, old, new, unit, dict(moves or {})).migration()


class _Migrator(Frozen):
    assessment: Assessment
    old: m.Rubric | None
    new: m.Rubric
    unit: Unit
    moves: dict[str, str]

    def migration(self) -> Migration:
        taken = [self._taken(row) for row in self.new.rows.values()]
        gone = list(self._gone())
        answers = {one.fate.row_id: one.answer for one in taken if not one.answer.is_blank}
        figures = {figure.id for figure in self.new.figures}
        position = self.moves.get(self.assessment.position, self.assessment.position)
        moved = evolve(
            self.assessment,
            rubric=identity_of(self.new),
            answers=dict(sorted(answers.items())),
            set_aside=dict(sorted(self._set_aside([*taken, *gone]).items())),
            figures={k: v for k, v in self.assessment.figures.items() if k in figures},
            waivers=dict(self._waivers()),
            position=position if position in self.new.rows else "",
            locked=False,
            sign_off=None,
            **self._received(),
        )
        fates = tuple(one.fate for one in (*taken, *gone))
        return Migration(moved, self._confirmed(moved, fates), fates)

    def _received(self) -> dict[str, Any]:
        """Return the province's result and the replies to it, which only the same rules keep."""
        if self.assessment.rubric.scoring_hash == identity_of(self.new).scoring_hash:
            return {}
        return {"returned": None, "replies": {}}

    def _before_id(self, row_id: str) -> str:
        """Return the id under which the row was answered; empty where it is new."""
        origins = {after: before for before, after in self.moves.items()}
        if row_id in origins:
            return origins[row_id]
        known = self.old.rows if self.old is not None else self.assessment.answers
        return row_id if row_id in known and row_id not in self.moves else ""

    def _taken(self, row: m.Row) -> _Taken:
        before_id = self._before_id(row.id)
        if not before_id:
            earlier = self.assessment.set_aside.get(row.id)
            if earlier is None:
                return _Taken(RowFate(row.id, Fate.NEW), Answer())
            return self._asked(row, "", earlier, Fate.RETURNED)
        answer = self.assessment.answer(before_id)
        # A changed rule can make wrong whatever was said but the texts.
        says = evolve(answer, state=State.UNANSWERED, values={}, estimate=None) != answer
        # An earlier migration may have set figures of this row aside.
        blank = not says and before_id not in self.assessment.set_aside
        if blank or self._stands(row, before_id, answer):
            fate = Fate.CARRIED if says else Fate.OPEN
            return _Taken(RowFate(row.id, fate, before_id), answer)
        return self._asked(row, before_id, answer, Fate.ASKED)

    def _stands(self, row: m.Row, before_id: str, answer: Answer) -> bool:
        before = self.old.rows[before_id] if self.old is not None else None
        if before is None or content_hash(before) != content_hash(row):
            return False
        # A roster with other sub-units may ask a table for other lines.
        return set(answer.values) <= {field.key for field in row_fields(row, self.unit.sub_units)}

    def _asked(self, row: m.Row, before_id: str, answer: Answer, fate: Fate) -> _Taken:
        """Open a row again, keeping what it still has a place for."""
        shown = self._shown_values(before_id, answer)
        values = _possible(row, self.unit, shown)
        estimate = answer.estimate
        if possible.estimate_fault(row, estimate) is not None:
            estimate = None
        kept = evolve(answer, state=State.UNANSWERED, values=values, estimate=estimate)
        dropped = tuple(key for key in shown if key not in values)
        rest = evolve(answer, values=shown) if dropped or estimate != answer.estimate else None
        return _Taken(RowFate(row.id, fate, before_id, dropped), kept, rest)

    def _shown_values(self, before_id: str, answer: Answer) -> dict[str, Value]:
        """Return the values with the shared figures that the new edition does not have.

        Where there are none, those that an earlier migration had to set aside.
        """
        aside = self.assessment.set_aside.get(before_id)
        if not answer.values and aside is not None:
            return dict(aside.values)
        before = self.old.rows.get(before_id) if self.old is not None else None
        if before is None:
            return dict(answer.values)
        known = {figure.id for figure in self.new.figures}
        gone = {k: v for k, v in self.assessment.figures.items() if k not in known}
        return entries.with_figures(row_fields(before, self.unit.sub_units), answer.values, gone)

    def _gone(self) -> Iterator[_Taken]:
        known = self.old.rows if self.old is not None else self.assessment.answers
        for row_id in known:
            if row_id in self.moves or row_id in self.new.rows:
                continue
            answer = self.assessment.answer(row_id)
            rest = None if answer.is_blank else answer
            yield _Taken(RowFate(row_id, Fate.GONE, row_id), Answer(), rest)

    def _set_aside(self, taken: list[_Taken]) -> dict[str, Answer]:
        """Return the answers set aside: earlier ones that still fit nowhere, and new ones."""
        answers = {one.fate.row_id: one.answer for one in taken}
        stays = {
            row_id: earlier
            for row_id, earlier in self.assessment.set_aside.items()
            if not _covers(answers.get(row_id, Answer()), earlier)
        }
        for one in taken:
            if one.rest is not None:
                earlier = stays.get(one.fate.row_id, Answer())
                values = {**earlier.values, **one.rest.values}
                stays[one.fate.row_id] = evolve(one.rest, values=values)
        return stays

    def _waivers(self) -> Iterator[tuple[str, str]]:
        """Yield the waivers whose rows and documents still exist.

        Checks are numbered, so those of a rubric with other checks concern something else.
        """
        same_checks = self.old is not None and self.old.checks == self.new.checks
        rows = self.old.rows if self.old is not None else {}
        for key, reason in self.assessment.waivers.items():
            kind, _, subject = key.partition(":")
            row_id = self.moves.get(subject, subject)
            if kind == "impossible" or (kind == "contradiction" and not same_checks):
                continue
            if subject not in rows or row_id in self.new.rows:
                yield f"{kind}:{row_id}", reason

    def _confirmed(self, moved: Assessment, fates: tuple[RowFate, ...]) -> Assessment:
        for fate in fates:
            if fate.fate is Fate.ASKED:
                state = self.assessment.answer(fate.before_id).state
                answer = evolve(moved.answer(fate.row_id), state=state)
                moved = moved.with_answer(fate.row_id, answer)
        return moved


def _covers(answer: Answer, earlier: Answer) -> bool:
    """Say whether an answer holds all figures and texts of an earlier one."""
    return (
        earlier.values.items() <= answer.values.items()
        and answer.estimate == earlier.estimate
        and (answer.explanation, answer.note) == (earlier.explanation, earlier.note)
        and set(earlier.citations) <= set(answer.citations)
    )


def _possible(row: m.Row, unit: Unit, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values that the row still has a place for and that do not exclude each other."""
    fields = row_fields(row, unit.sub_units)
    kept = dict(values)
    while found := entries.faults(row, fields, kept):
        wrong = {fault.key for fault in found} & kept.keys()
        # A fault at a field that holds nothing lies in the others together.
        kept = {key: value for key, value in kept.items() if wrong and key not in wrong}
    return kept
