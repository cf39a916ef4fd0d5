"""The rubric's own checks, asked of an assessment: relations between rows that do not hold.

What cannot be known is not accused: a check in which a figure is missing, because its row is
open or says that nothing occurred, is passed over. `parself.rubric.relations` alone knows how
terms and conditions are written.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from parself.assessment.entries import values_of
from parself.assessment.model import Assessment, State
from parself.errors import Message
from parself.numerals import is_number
from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.relations import POINTS, Condition, Term, parse_condition, parse_term
from parself.rules.amounts import Value
from parself.rules.kinds import ROWS
from parself.scoring.score import Claims
from parself.values import Frozen


class Contradiction(Frozen):
    """A check of the rubric that does not hold."""

    number: int
    """Of the check in the rubric, from 1."""
    message: Message
    """The rubric's own sentence."""
    rows: tuple[str, ...]


def contradictions(
    rubric: m.Rubric, unit: peers.Unit, assessment: Assessment, scores: Claims
) -> Iterator[Contradiction]:
    """Yield every check that does not hold, in the rubric's order."""
    figures = _Figures(rubric, unit, assessment, scores)
    for number, (check, relation) in enumerate(
        zip(rubric.checks, _read(rubric), strict=True), start=1
    ):
        if check.distinct_evidence:
            yield from _shared_documents(number, check, assessment)
        elif relation.condition is None or figures.holds(relation.condition):
            yield from _compared(number, check, figures, relation)


class _Relation(Frozen):
    """The terms and the condition of a check, as they were read."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    condition: Condition | None


def _read(rubric: m.Rubric) -> tuple[_Relation, ...]:
    """Return the relation of each check of a rubric; empty of one that compares nothing."""
    known = _KNOWN.get(id(rubric))
    if known is None or known[0] is not rubric:
        if len(_KNOWN) >= _MOST_RUBRICS:
            _KNOWN.clear()
        known = _KNOWN[id(rubric)] = (rubric, tuple(_relations(rubric)))
    return known[1]


# Every keystroke asks every check. They are known by the rubric itself, as fields are by their row.
_KNOWN: Final[dict[int, tuple[m.Rubric, tuple[_Relation, ...]]]] = {}
_MOST_RUBRICS: Final = 8


def _relations(rubric: m.Rubric) -> Iterator[_Relation]:
    for check in rubric.checks:
        left, right = (
            tuple(parse_term(rubric, term) for term in side) for side in (check.left, check.right)
        )
        yield _Relation(left, right, parse_condition(rubric, check.when) if check.when else None)


class _Figures(Frozen):
    """The figures and states of an assessment that terms and conditions name."""

    rubric: m.Rubric
    unit: peers.Unit
    assessment: Assessment
    scores: Claims

    def total(self, terms: Iterable[Term]) -> Fraction | None:
        """Return the sum of terms; None where one of them is not known."""
        total = Fraction(0)
        for term in terms:
            figure = self._of_row(term.row, term.key) if term.row else Fraction(term.number)
            if figure is None:
                return None
            total += term.sign * figure
        return total

    def _of_row(self, row_id: str, key: str) -> Fraction | None:
        row = self.rubric.rows[row_id]
        if key == ROWS:
            return Fraction(len(self.unit.sub_units))
        scored = self.scores.rows[row_id]
        if scored.state is not State.ANSWERED:
            return None
        if key == POINTS:
            return None if scored.points is None else Fraction(scored.points)
        values = values_of(self.assessment, row, self.unit.sub_units)
        if row.measure.by_sub_unit and key in (row.measure.relation_keys() or ()):
            return sum(
                (_number(value) for name, value in values.items() if name.endswith(f".{key}")),
                Fraction(0),
            )
        return _number(values[key]) if key in values else None

    def holds(self, condition: Condition) -> bool:
        """Return whether a condition is met; one about an unknown figure is not."""
        scored = self.scores.rows[condition.row]
        if condition.state:
            return scored.state is State(condition.state.replace("_", "-"))
        if condition.sign == ">":
            figure = self._of_row(condition.row, condition.key)
            return figure is not None and figure > Fraction(condition.value)
        return scored.state is State.ANSWERED and self._equals(condition)

    def _equals(self, condition: Condition) -> bool:
        row = self.rubric.rows[condition.row]
        value = values_of(self.assessment, row, self.unit.sub_units).get(condition.key)
        match value:
            case bool():
                return value is (condition.value == "yes")
            case str():
                return value == condition.value
            case date():
                return value == date.fromisoformat(condition.value)
        figure = self._of_row(condition.row, condition.key)
        return figure is not None and figure == Fraction(condition.value)


def _number(value: Value) -> Fraction:
    return Fraction(value) if is_number(value) else Fraction(0)


def _compared(
    number: int, check: m.Check, figures: _Figures, relation: _Relation
) -> Iterator[Contradiction]:
    left, right = figures.total(relation.left), figures.total(relation.right)
    if left is None or right is None or left == right or (check.op == "at_most" and left < right):
        return
    said = [relation.condition.row] if relation.condition else []
    said += [term.row for term in (*relation.left, *relation.right) if term.row]
    message = Message(check.message, {"left": left, "right": right})
    yield Contradiction(number, message, tuple(dict.fromkeys(said)))


def _shared_documents(
    number: int, check: m.Check, assessment: Assessment
) -> Iterator[Contradiction]:
    """Yield each document that is cited by several rows though they must not share one."""
    serving: dict[str, list[str]] = {}
    for row_id in check.distinct_evidence:
        cited = (citation.document for citation in assessment.answer(row_id).citations)
        for document_id in dict.fromkeys(cited):
            serving.setdefault(document_id, []).append(row_id)
    for document_id, rows in serving.items():
        if len(rows) > 1:
            document = assessment.document(document_id)
            named = document.number or document.title if document else ""
            values = {"document": named or document_id}
            yield Contradiction(number, Message(check.message, values), tuple(rows))
